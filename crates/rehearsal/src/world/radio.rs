//! The part of the world that is on the air.

use super::World;
use crate::sound::Programme;

impl World {
    /// The radio streams that the unit was told of, in no order that says anything: Meridian's, and those of others.
    pub fn streams(&self) -> Vec<String> {
        self.meridian.streams()
    }

    /// What a stream sends. **For scoring only**: nothing that decides may see it.
    pub fn programme(&self, url: &str) -> Option<&Programme> {
        self.meridian.programme(url)
    }
}
