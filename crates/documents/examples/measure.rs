//! How long a paper takes: `cargo run --release -p documents --example measure`.

use std::time::Instant;

use documents::{Form, Paper, attachment, set};
use exchange::Language;
use exchange::annex::AnnexI;

const ORDER: &str = include_str!("order.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let order: AnnexI = serde_json::from_str(ORDER)?;
    let mut times = Vec::new();
    for number in 0..=100 {
        let mut order = order.clone();
        order.section_a.order_ref = format!("REHEARSAL-2026-{number:04}");
        let paper = Paper {
            language: Language::ALL[number % Language::ALL.len()],
            verify_at: format!("https://vigie.example/verify/{}", order.section_a.order_ref).parse()?,
            digest: format!("{number:064x}"),
            attachment: Some(serde_json::to_vec(&order)?),
            at: order.section_a.issued_at,
            form: Form::Order(Box::new(order)),
        };
        let start = Instant::now();
        let pdf = set(&paper)?;
        let took = start.elapsed().as_secs_f64() * 1000.0;
        assert_eq!(Some(attachment(&pdf)?), paper.attachment);
        if number == 0 {
            println!("first {took:.1} ms, {} bytes", pdf.len());
        } else {
            times.push(took);
        }
    }
    times.sort_by(f64::total_cmp);
    println!("median {:.1} ms, p99 {:.1} ms, of {} papers", times[50], times[98], times.len());
    Ok(())
}
