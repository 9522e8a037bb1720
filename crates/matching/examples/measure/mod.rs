//! What measuring examples share: processor time and memory (Linux), so that what else runs on the machine matters little.

use std::error::Error;
use std::fs;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Seconds that this thread has spent on a processor.
pub fn processor_time() -> Result<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split(' ').next().ok_or("no figure in schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}

/// How much of the work is done in a second: all of it once unmeasured, then again until two seconds have passed. The
/// peers are measured in the same way.
#[allow(dead_code)] // Not every example that shares this measures speeds.
pub fn per_second(mut work: impl FnMut() -> Result<usize>) -> Result<f64> {
    const LEAST: f64 = 2.0;
    work()?;
    let started = processor_time()?;
    let (mut done, mut spent) = (0, 0.0);
    while spent < LEAST {
        done += work()?;
        spent = processor_time()? - started;
    }
    Ok(done as f64 / spent)
}

/// Memory of this process, in millions of bytes.
#[allow(dead_code)] // As above.
pub fn megabytes() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS in status")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}
