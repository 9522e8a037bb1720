//! Wire formats: what Vigie says to the world and what it reads from it, as plain data.
//!
//! Input that is broken is data too: readers give what can be read and a list of problems, each with its place.
//! Nothing here decides, waits, opens a file or reads a clock.

pub mod warc;
