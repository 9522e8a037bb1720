//! How fast the whole program is, measured on a real installation in a temporary folder:
//! `cargo run --release --workspace --example speed -- clocks handing-over`. Prints one JSON object a line.

mod board;
mod browser;
mod clocks;
mod dispatch;
mod graph;
mod house;
mod lookup;
mod year;

use serde_json::json;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    for wanted in std::env::args().skip(1) {
        match wanted.as_str() {
            "clocks" => clocks::measure().await?,
            "handing-over" => year::handing_over().await?,
            "year" => year::replay().await?,
            "graph" => graph::measure().await?,
            "dispatch" => dispatch::measure().await?,
            "lookup" => lookup::measure().await?,
            "board" => board::measure().await?,
            unknown => anyhow::bail!("{unknown} is not measured here"),
        }
    }
    Ok(())
}

/// Prints one figure.
fn report(name: &str, work: &str, figure: f64, unit: &str) {
    println!("{}", json!({ "name": name, "work": work, "ours": (figure * 100.0).round() / 100.0, "unit": unit }));
}

/// The value below which 99 of 100 lie.
fn p99(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() * 99 / 100).or(figures.last()).copied().unwrap_or_default()
}
