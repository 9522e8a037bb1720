//! Where a network buys: which registrars, hosting companies and countries it used, month by month.
//!
//! It answers who should be spoken to first, and whether a network moved after it was.

use super::asset::Asset;
use super::link::Interval;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// The longest time that is shown, in months.
pub const MOST_MONTHS: usize = 240;

/// A month of the calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, from 1 to 12.
    pub month: i8,
}

impl Month {
    /// The month in which a moment lies.
    #[must_use]
    pub fn of(moment: Timestamp) -> Self {
        let date = moment.to_zoned(TimeZone::UTC).date();
        Self { year: date.year(), month: date.month() }
    }

    const fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { year: self.year, month: month + 1 },
        }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// One asset of the network that was with one provider for some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Which asset.
    pub asset: Asset,
    /// With whom, or where: a registrar, a hosting company, a country.
    pub provider: Asset,
    /// When it was seen there.
    pub seen: Interval,
}

/// One provider, and how many assets it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who, or where.
    pub provider: Asset,
    /// How many distinct assets in all the months.
    pub assets: u64,
    /// How many distinct assets in each month.
    pub by_month: Vec<u64>,
}

/// The table: months across, providers down, the most used first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exposure {
    /// The months, without a gap.
    pub months: Vec<Month>,
    /// The providers.
    pub rows: Vec<Row>,
}

/// Counts who had how many assets of a network, in the months that a time touches. Longer than
/// [`MOST_MONTHS`], it is cut at the beginning.
#[must_use]
pub fn exposure(uses: &[Use], time: Interval) -> Exposure {
    let end = Month::of(time.last());
    let all = std::iter::successors(Some(Month::of(time.first())), |month| (*month < end).then(|| month.next()));
    let mut months: Vec<Month> = all.collect();
    months.drain(..months.len().saturating_sub(MOST_MONTHS));
    let mut found: BTreeMap<&Asset, Vec<BTreeSet<&Asset>>> = BTreeMap::new();
    for used in uses {
        let first = months.partition_point(|month| *month < Month::of(used.seen.first()));
        let after = months.partition_point(|month| *month <= Month::of(used.seen.last()));
        if first < after {
            let by_month = found.entry(&used.provider).or_insert_with(|| vec![BTreeSet::new(); months.len()]);
            by_month[first..after].iter_mut().for_each(|assets| _ = assets.insert(&used.asset));
        }
    }
    let row = |(provider, by_month): (&Asset, Vec<BTreeSet<&Asset>>)| Row {
        provider: provider.clone(),
        assets: by_month.iter().flatten().collect::<BTreeSet<_>>().len() as u64,
        by_month: by_month.iter().map(|assets| assets.len() as u64).collect(),
    };
    let mut rows: Vec<Row> = found.into_iter().map(row).collect();
    // The sort is stable: those with as many stay in order of name.
    rows.sort_by_key(|row| std::cmp::Reverse(row.assets));
    Exposure { months, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    fn day(text: &str) -> Timestamp {
        format!("{text}T12:00:00Z").parse().unwrap()
    }

    fn seen(first: &str, last: &str) -> Interval {
        Interval::new(day(first), day(last)).unwrap()
    }

    fn used(asset: &str, provider: &str, seen: Interval) -> Use {
        Use { asset: asset.parse().unwrap(), provider: provider.parse().unwrap(), seen }
    }

    #[test]
    fn a_move_is_seen() {
        let uses = [
            used("domain harbour.test", "registrar tide names", seen("2025-11-03", "2026-01-10")),
            used("domain quay.test", "registrar tide names", seen("2025-12-30", "2025-12-31")),
            // Seen twice in one month, it is one asset.
            used("domain quay.test", "registrar tide names", seen("2025-12-01", "2025-12-02")),
            used("domain harbour.test", "registrar moor names", seen("2026-01-11", "2026-02-01")),
            used("domain old.test", "registrar past names", seen("2019-01-01", "2019-02-01")),
        ];
        let table = exposure(&uses, seen("2025-11-15", "2026-02-15"));
        let months: Vec<_> = table.months.iter().map(Month::to_string).collect();
        assert_eq!(months, ["2025-11", "2025-12", "2026-01", "2026-02"]);
        let rows: Vec<_> = table.rows.iter().map(|r| (r.provider.value(), r.assets, r.by_month.as_slice())).collect();
        assert_eq!(rows, [("tide names", 2, &[1, 2, 1, 0][..]), ("moor names", 1, &[0, 0, 1, 1][..])]);
    }

    #[test]
    fn a_long_time_keeps_its_end() {
        let table = exposure(&[], seen("1980-01-01", "2026-02-15"));
        assert_eq!(table.months.len(), MOST_MONTHS);
        assert_eq!(table.months.last().map(Month::to_string).as_deref(), Some("2026-02"));
    }

    proptest! {
        /// Each row's months lie between one and the distinct assets; the order of uses changes nothing.
        #[test]
        fn counts_agree(given in prop::collection::vec((0u8..5, 0u8..3, 0i64..900, 0i64..200), 0..40).prop_shuffle()) {
            let at = |n: i64| day("2024-01-01") + SignedDuration::from_hours(24 * n);
            let uses: Vec<_> = given.iter().map(|(asset, provider, first, length)| {
                let seen = Interval::new(at(*first), at(first + length)).unwrap();
                used(&format!("domain d{asset}.test"), &format!("registrar r{provider}"), seen)
            }).collect();
            let time = Interval::new(at(100), at(700)).unwrap();
            let table = exposure(&uses, time);
            for row in &table.rows {
                prop_assert_eq!(row.by_month.len(), table.months.len());
                let most = row.by_month.iter().max().copied().unwrap_or(0);
                prop_assert!(most >= 1 && most <= row.assets && row.assets <= row.by_month.iter().sum());
            }
            prop_assert!(table.rows.is_sorted_by(|a, b| a.assets >= b.assets));
            let backwards: Vec<_> = uses.iter().rev().cloned().collect();
            prop_assert_eq!(exposure(&backwards, time), table);
        }
    }
}
