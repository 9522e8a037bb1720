//! The eight ways to turn and mirror a picture.

use serde::{Deserialize, Serialize};

/// What is done to a picture: one of the eight ways to lay a rectangle upon its outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attitude {
    /// Nothing.
    AsIs,
    /// Left and right are exchanged.
    Mirrored,
    /// Above and below are exchanged.
    Flipped,
    /// Turned by half.
    UpsideDown,
    /// Mirrored along the diagonal from the upper left.
    Transposed,
    /// Turned to the right by a quarter.
    TurnedRight,
    /// Turned to the left by a quarter.
    TurnedLeft,
    /// Mirrored along the diagonal from the upper right.
    Transversed,
}

impl Attitude {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::AsIs,
        Self::Mirrored,
        Self::Flipped,
        Self::UpsideDown,
        Self::Transposed,
        Self::TurnedRight,
        Self::TurnedLeft,
        Self::Transversed,
    ];

    /// What it is made of: whether left and right are exchanged, then above and below, then rows and columns.
    pub(crate) fn steps(self) -> [bool; 3] {
        match self {
            Self::AsIs => [false, false, false],
            Self::Mirrored => [true, false, false],
            Self::Flipped => [false, true, false],
            Self::UpsideDown => [true, true, false],
            Self::Transposed => [false, false, true],
            Self::TurnedRight => [false, true, true],
            Self::TurnedLeft => [true, false, true],
            Self::Transversed => [true, true, true],
        }
    }
}
