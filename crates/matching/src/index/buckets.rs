//! Multi-index hashing: all codes sorted sixteen times, each time by another sixteen of their bits.
//!
//! Two codes that differ in at most 31 bits differ in at most one bit of some chunk of sixteen (two in every chunk
//! would make 32). So the codes that share a chunk with the query, or differ there in one bit, contain every answer.
//!
//! # Source
//! Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing" (2014).

use crate::pdq::Pdq;

const CHUNKS: usize = 16;

#[derive(Debug, Clone, Default)]
pub(super) struct Buckets {
    /// One for each chunk; none while there are no codes.
    tables: Vec<Table>,
    len: usize,
}

/// The slots of all codes, sorted by one chunk: those with the value `v` lie from `starts[v]` to `starts[v + 1]`.
#[derive(Debug, Clone)]
struct Table {
    starts: Vec<u32>,
    slots: Vec<u32>,
}

impl Buckets {
    pub(super) fn of(codes: &[Pdq]) -> Self {
        Self { tables: (0..CHUNKS).map(|i| Table::by_chunk(codes, i)).collect(), len: codes.len() }
    }

    /// The number of codes.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether [`Buckets::visit`] finds everything within `radius`.
    pub(super) fn covers(&self, radius: u16) -> bool {
        usize::from(radius) < 2 * CHUNKS
    }

    /// Calls `visit` with the slot of every code within `radius`, among others, some of them several times.
    pub(super) fn visit(&self, pdq: Pdq, radius: u16, mut visit: impl FnMut(u32)) {
        let may_differ = usize::from(radius) >= CHUNKS;
        for (i, table) in self.tables.iter().enumerate() {
            let value = chunk(pdq, i);
            table.at(value).iter().for_each(|&slot| visit(slot));
            if may_differ {
                let flipped = (0..16).flat_map(|bit| table.at(value ^ 1 << bit));
                flipped.for_each(|&slot| visit(slot));
            }
        }
    }
}

impl Table {
    /// A counting sort.
    fn by_chunk(codes: &[Pdq], i: usize) -> Self {
        let mut starts = vec![0u32; (1 << 16) + 1];
        for &code in codes {
            starts[usize::from(chunk(code, i)) + 1] += 1;
        }
        for value in 1..starts.len() {
            starts[value] += starts[value - 1];
        }
        let mut next = starts.clone();
        let mut slots = vec![0; codes.len()];
        for (&code, slot) in codes.iter().zip(0..) {
            let place = &mut next[usize::from(chunk(code, i))];
            slots[*place as usize] = slot;
            *place += 1;
        }
        Self { starts, slots }
    }

    fn at(&self, value: u16) -> &[u32] {
        let value = usize::from(value);
        &self.slots[self.starts[value] as usize..self.starts[value + 1] as usize]
    }
}

/// The `i`th sixteen bits.
fn chunk(pdq: Pdq, i: usize) -> u16 {
    (pdq.0[i / 4] >> (16 * (i % 4))) as u16
}
