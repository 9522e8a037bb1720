//! Texts of the Universal Declaration of Human Rights in many languages: real prose, full of common phrases. `cargo
//! xtask setup` puts them there; without them these tests say so and pass.

mod copies;
mod corpus;
mod frames;
mod languages;
