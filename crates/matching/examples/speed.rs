//! Measures the fingerprints for `cargo xtask bench matching`, on the files that `xtask/peers/matching.py` laid out.
//!
//! `speed pictures FOLDER`, `speed codes FOLDER`. Prints one JSON object. One thread, processor time (Linux), so
//! that what else runs on the machine matters little.

use std::error::Error;
use std::fs;
use std::path::Path;

use matching::pdq::{self, Pdq};
use matching::picture::{self, Limits};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let figures = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pictures", folder] => pictures(Path::new(folder))?,
        _ => return Err("speed pictures FOLDER".into()),
    };
    println!("{figures}");
    Ok(())
}

/// Seconds that this thread has spent on a processor.
fn processor_time() -> Result<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split(' ').next().ok_or("no figure in schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}

fn per_second(times: usize, mut work: impl FnMut() -> Result<usize>) -> Result<f64> {
    work()?;
    let started = processor_time()?;
    let mut done = 0;
    for _ in 0..times {
        done += work()?;
    }
    Ok(done as f64 / (processor_time()? - started))
}

/// Hashes of pixels and of files, and how far each lies from the peer's at most.
fn pictures(folder: &Path) -> Result<Value> {
    const WIDTH: u32 = 1024;
    const HEIGHT: u32 = 768;
    let theirs = fs::read_to_string(folder.join("hashes.txt"))?;
    let read = |ending: &str| -> Result<Vec<Vec<u8>>> {
        (0..theirs.lines().count()).map(|i| Ok(fs::read(folder.join(format!("{i}.{ending}")))?)).collect()
    };
    let (pixels, files) = (read("rgb")?, read("jpg")?);
    let limits = Limits::default();
    let mut farthest = [0; 2];
    for ((line, pixels), file) in theirs.lines().zip(&pixels).zip(&files) {
        let (of_pixels, of_file) = line.split_once(' ').ok_or("hashes.txt has two hashes a line")?;
        let ours = [pdq::hash_rgb(WIDTH, HEIGHT, pixels).pdq, picture::hash_file(file, &limits)?.pdq];
        let theirs: [Pdq; 2] = [of_pixels.parse()?, of_file.parse()?];
        for i in 0..2 {
            farthest[i] = farthest[i].max(ours[i].distance(theirs[i]));
        }
    }
    let of_pixels = per_second(5, || {
        let usable = pixels.iter().filter(|pixels| pdq::hash_rgb(WIDTH, HEIGHT, pixels).is_usable()).count();
        assert_eq!(usable, pixels.len());
        Ok(usable)
    })?;
    let of_files = per_second(2, || {
        files.iter().try_for_each(|file| picture::hash_file(file, &limits).map(drop))?;
        Ok(files.len())
    })?;
    Ok(json!({"pdq_rgb": of_pixels, "pdq_jpeg": of_files, "rgb_bits_off": farthest[0], "jpeg_bits_off": farthest[1]}))
}
