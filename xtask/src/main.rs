//! Set-up, tests, tidy and benchmarks.
fn main() {}
