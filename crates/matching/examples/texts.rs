//! Measures texts for `cargo xtask bench matching`.
//!
//! `near FOLDER` looks up the queries that `xtask/peers/matching.py` laid out among its documents; `phrases COUNT` finds
//! so many phrases at once. Prints one JSON object. One thread, processor time (Linux).

mod measure;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use matching::text::{Fingerprint, Normalised, Phrase, Phrases, Postings};
use measure::{Result, megabytes, per_second, processor_time};
use serde_json::{Value, json};

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let figures = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["near", folder] => near(Path::new(folder))?,
        ["phrases", count] => phrases(count.parse()?)?,
        _ => return Err("usage: texts near FOLDER | phrases COUNT".into()),
    };
    println!("{figures}");
    Ok(())
}

/// Documents and queries are lines; before a query stands the number of the document it was made of, or -1.
fn near(folder: &Path) -> Result<Value> {
    let documents = fs::read_to_string(folder.join("documents.txt"))?;
    let queries = fs::read_to_string(folder.join("queries.txt"))?;
    let queries: Vec<(i64, &str)> = queries
        .lines()
        .map(|line| line.split_once('\t').ok_or("a query has a number and a text"))
        .map(|line| line.map(|(number, text)| Ok((number.parse()?, text)))?)
        .collect::<Result<_>>()?;
    let (before, started) = (megabytes()?, processor_time()?);
    let mut index = Postings::new();
    for (number, document) in (0_i64..).zip(documents.lines()) {
        index.insert(number, &Fingerprint::of(&Normalised::of(document)));
    }
    let (build_s, memory) = (processor_time()? - started, megabytes()? - before);
    let (mut found, mut others) = (0, 0);
    for (number, text) in &queries {
        let candidates = index.candidates(&Normalised::of(text));
        found += usize::from(candidates.iter().any(|(key, _)| key == number));
        others += candidates.iter().filter(|(key, _)| key != number).count();
    }
    let whole = per_second(|| {
        queries.iter().for_each(|(_, text)| drop(index.candidates(&Normalised::of(text))));
        Ok(queries.len())
    })?;
    let read: Vec<Normalised> = queries.iter().map(|(_, text)| Normalised::of(text)).collect();
    let lookup = per_second(|| {
        read.iter().for_each(|text| drop(index.candidates(text)));
        Ok(read.len())
    })?;
    let planted = queries.iter().filter(|(number, _)| *number >= 0).count();
    Ok(json!({
        "texts": index.len(), "whole": whole, "lookup": lookup, "recall": found as f64 / planted as f64,
        "others": others, "build_s": build_s, "megabytes": memory,
    }))
}

/// Phrases of two to five invented words, looked for in pages of a thousand words that hold three of them each.
fn phrases(count: usize) -> Result<Value> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 20) as usize % end
    };
    let mut written = |words: usize| {
        (0..words).fold(String::new(), |mut text, _| {
            let _ = write!(text, "word{} ", below(60_000));
            text
        })
    };
    let lines: Vec<String> = (0..count).map(|number| written(2 + number % 4)).collect();
    let pages: Vec<String> = (0..200)
        .map(|page| (0..3).fold(written(990), |text, nth| text + &lines[(page * 3 + nth) * 97 % count]))
        .collect();
    let (before, started) = (megabytes()?, processor_time()?);
    let mut index = Phrases::new();
    for (number, line) in lines.iter().enumerate() {
        index.insert(number, &Phrase::of(&Normalised::of(line))?);
    }
    let (build_s, memory) = (processor_time()? - started, megabytes()? - before);
    let bytes: usize = pages.iter().map(String::len).sum();
    let found: usize = pages.iter().map(|page| index.find(&Normalised::of(page)).len()).sum();
    let speed = per_second(|| {
        pages.iter().for_each(|page| drop(index.find(&Normalised::of(page))));
        Ok(bytes)
    })?;
    Ok(json!({
        "phrases": index.len(), "megabytes_per_s": speed / 1e6, "found": found, "build_s": build_s, "megabytes": memory,
    }))
}
