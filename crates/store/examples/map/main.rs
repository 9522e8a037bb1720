//! How fast the map is on a real store: `cargo run --release --workspace --example map -- expand`, `-- pivot`, or
//! `-- pivot postgres://…` (an empty database that may be filled). Prints one JSON object a line.

mod desk;
mod expand;
mod network;
mod pivot;

use serde_json::json;

/// How many links the pivot is measured on, unless the last argument says otherwise.
const LINKS: u32 = 10_000_000;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["expand"] => expand::measure().await,
        ["pivot"] => pivot::on_a_file(LINKS).await,
        ["pivot", links] if links.parse::<u32>().is_ok() => pivot::on_a_file(links.parse()?).await,
        ["pivot", url] => pivot::on_a_server(url, LINKS).await,
        ["pivot", url, links] => pivot::on_a_server(url, links.parse()?).await,
        _ => Err("say what to measure: expand, pivot, or pivot postgres://…".into()),
    }
}

/// Prints one figure.
fn report(name: &str, work: &str, figure: f64, unit: &str) {
    println!("{}", json!({ "name": name, "work": work, "ours": (figure * 100.0).round() / 100.0, "unit": unit }));
}

/// The value below which 99 of 100 lie.
fn p99(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() * 99 / 100).or(figures.last()).copied().unwrap_or_default()
}
