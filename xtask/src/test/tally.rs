//! Counting.

use std::fmt;
use std::ops::AddAssign;

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that passed.
    pub passed: u64,
    /// Those that failed.
    pub failed: u64,
}

impl Tally {
    /// One that passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0 };

    /// One that failed.
    pub const FAILED: Self = Self { passed: 0, failed: 1 };

    /// What a test binary says at its end: `test result: ok. 12 passed; 0 failed; 0 ignored; …`.
    pub fn of_line(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word: &str| {
            let counted = |part: &str| part.trim().strip_suffix(word)?.trim().parse().ok();
            counts.split(';').find_map(counted)
        };
        Some(Self { passed: count("passed")?, failed: count("failed")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_and_added() {
        let mut sum = Tally::default();
        for line in [
            "running 2 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: nonsense",
        ] {
            sum += Tally::of_line(line).unwrap_or_default();
        }
        assert_eq!(sum.to_string(), "15 passed, 2 failed");
    }
}
