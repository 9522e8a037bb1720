//! Fingerprints of pictures against what other programs make of the same pictures, and the index against brute force.

mod drawn;
mod index;
mod pdq;
mod picture;
mod views;
