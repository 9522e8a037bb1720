//! The different runs of a page, each of which is looked up once, however often the page repeats it.

use super::buckets::Hit;

/// A page of fewer runs is not worth the sorting: each run is looked up, wherever it stands.
const SHORT: usize = 128;

/// What is looked up for a page.
pub(super) struct Sought {
    runs: Vec<u64>,
    /// Where they stand in the page: the places of the first of them in order, then those of the second, and so on.
    places: Vec<u32>,
    /// Behind the places of each.
    ends: Vec<u32>,
}

impl Sought {
    /// The runs of a page, in the order of the page.
    pub(super) fn of(page: &[u64]) -> Self {
        // A page has fewer words than bytes, and none has four thousand million.
        let mut placed: Vec<(u64, u32)> = page.iter().copied().zip(0..).collect();
        if page.len() >= SHORT {
            placed.sort_unstable();
        }
        let mut sought = Self { runs: Vec::with_capacity(page.len()), places: Vec::new(), ends: Vec::new() };
        sought.ends.reserve(page.len());
        for same in placed.chunk_by(|(a, _), (b, _)| a == b) {
            sought.runs.push(same[0].0);
            sought.ends.push(same.len() as u32 + sought.ends.last().copied().unwrap_or(0));
        }
        sought.places = placed.into_iter().map(|(_, place)| place).collect();
        sought
    }

    pub(super) fn runs(&self) -> &[u64] {
        &self.runs
    }

    /// Where the run stands that is the one with this number among [`Sought::runs`].
    pub(super) fn places(&self, number: usize) -> &[u32] {
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[from as usize..self.ends[number] as usize]
    }

    /// Where the runs stand that were hit, ascending: of each the first places, up to `most`.
    pub(super) fn places_of(&self, hits: &[Hit], most: usize) -> Vec<usize> {
        let mut all: Vec<usize> =
            hits.iter().flat_map(|hit| self.places(hit.at()).iter().take(most)).map(|place| *place as usize).collect();
        all.sort_unstable();
        all
    }
}
