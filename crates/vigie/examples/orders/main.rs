//! How fast orders are handled, measured on a real installation in a temporary folder:
//! `cargo run --release --package vigie --example orders`. Prints one JSON object a line.

mod clocks;
mod house;
mod year;

use serde_json::json;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let wanted = |name: &str| std::env::args().nth(1).is_none_or(|only| only == name);
    if wanted("clocks") {
        clocks::measure().await?;
    }
    if wanted("handing-over") {
        year::handing_over().await?;
    }
    if wanted("year") {
        year::replay().await?;
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
