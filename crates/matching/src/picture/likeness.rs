//! Whether two pictures show the same, told from their details, and what was done to one of them.
//!
//! Details that look alike propose ways to lay the found picture upon the known one; a way counts when many details,
//! spread over the picture, agree with it, and when the thumbnails so laid upon one another are alike. What is the
//! same in many pictures that are otherwise unlike, as a broadcaster's sign is, passes the first test but not the second.

mod alignment;
mod overlay;

use serde::{Deserialize, Serialize};

use crate::pdq::Attitude;

use super::View;
use super::details::{Detail, Details};
use super::placement::{Placement, Region};

/// Details that must agree at least.
pub(super) const AGREEING: usize = 16;

/// Of the details of the known picture that should be in the found one, this share must be.
const PRESENT: f32 = 0.15;

/// Details must agree in this share of the fields of the known picture that have any.
const FIELDS: f32 = 0.5;

/// The part of the known picture that both show is at least this large.
const OVERLAP: f32 = 0.2;

/// How like the thumbnails must be over all they agree in: their correlation.
const ALIKE: f32 = 0.95;

/// Of what both show, this share at most may differ.
const DIFFERING: f32 = 0.4;

/// Less than this share of a side cut off or put around may be an error of measurement.
const WORTH: f32 = 0.02;

/// Turned by fewer degrees than this may be an error of measurement.
const TILTED: f32 = 1.0;

/// What was done to a known picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Mirrored, or turned by a quarter or half.
    Turned,
    /// Turned by a few degrees.
    Tilted,
    /// Something was cut off at the edges.
    Cropped,
    /// Something was put around it: a border, a caption, another picture.
    Framed,
    /// Something was laid over it or painted out.
    Covered,
}

/// Shares of a picture's sides at its four edges.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Edges {
    /// Share of the width at the left.
    pub left: f32,
    /// Share of the height above.
    pub top: f32,
    /// Share of the width at the right.
    pub right: f32,
    /// Share of the height below.
    pub bottom: f32,
}

impl Edges {
    fn widest(self) -> f32 {
        [self.left, self.top, self.right, self.bottom].into_iter().fold(0.0, f32::max)
    }
}

/// How a found picture is like a known one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// From the found picture to the known one.
    pub placement: Placement,
    /// What has to be done to the found picture so that it stands as the known one, but for [`Likeness::tilt`].
    pub attitude: Attitude,
    /// By how many degrees it has to be turned to the right besides.
    pub tilt: f32,
    /// What of the known picture is not in the found one.
    pub cut: Edges,
    /// What of the found picture lies outside the known one.
    pub around: Edges,
    /// Where the two differ, in shares of the known picture.
    pub differing: Vec<Region>,
    /// How much differs of what both show, 0 to 1.
    pub differs: f32,
    /// How many details the two share.
    pub shared: u16,
}

impl Likeness {
    /// How a picture is like a known one whose hash is near that of one of its views. Where the two differ a hash does
    /// not tell.
    pub fn of_view(view: &View) -> Self {
        let Region { left, top, right, bottom } = view.part;
        Self {
            placement: Placement::of_part(view.part, view.attitude),
            attitude: view.attitude,
            tilt: 0.0,
            cut: Edges::default(),
            around: Edges { left, top, right: 1.0 - right, bottom: 1.0 - bottom },
            differing: Vec::new(),
            differs: 0.0,
            shared: 0,
        }
    }

    /// What was done to the known picture, as far as it can be told; nothing for the same picture.
    pub fn changes(&self) -> Vec<Change> {
        let changes = [
            (Change::Turned, self.attitude != Attitude::AsIs),
            (Change::Tilted, self.tilt.abs() >= TILTED),
            (Change::Cropped, self.cut.widest() >= WORTH),
            (Change::Framed, self.around.widest() >= WORTH),
            (Change::Covered, !self.differing.is_empty()),
        ];
        changes.into_iter().filter(|(_, is_so)| *is_so).map(|(change, _)| change).collect()
    }
}

/// How a found picture is like a known one, if it is.
pub fn likeness(found: &Details, known: &Details) -> Option<Likeness> {
    let as_is = one_way(found, found.spots(), known, false);
    let mirrored = || one_way(found, &found.mirrored_spots(), known, true);
    as_is.or_else(mirrored)
}

/// The likeness of the found picture with these spots, which are its own, or those it has mirrored.
pub(crate) fn one_way(found: &Details, spots: &[Detail], known: &Details, mirrored: bool) -> Option<Likeness> {
    let pairs = alignment::pairs(spots, known.spots());
    let way = alignment::best(spots, known.spots(), &pairs)?;
    let shared = alignment::agreeing(spots, known.spots(), &way);
    let share = |part: usize, of: usize| part as f32 / of as f32;
    let enough = shared.count >= AGREEING
        && share(shared.count, shared.expected) >= PRESENT
        && share(shared.fields, shared.expected_fields) >= FIELDS;
    if !enough {
        return None;
    }
    let placement = way.placement(found.sides(), known.sides(), mirrored);
    let (attitude, tilt) = way.attitude(mirrored);
    let laid = overlay::Overlay::of(found, known, &placement)?;
    let fits = laid.overlap >= OVERLAP && laid.correlation >= ALIKE && laid.differs <= DIFFERING;
    fits.then(|| Likeness {
        cut: uncovered(&placement),
        around: placement.inverse().map(|back| uncovered(&back)).unwrap_or_default(),
        placement,
        attitude,
        tilt,
        differing: laid.regions(),
        differs: laid.differs,
        shared: shared.count as u16,
    })
}

/// What of the second picture the first does not reach, measured at the middle of each edge.
fn uncovered(placement: &Placement) -> Edges {
    let middles = [[0.0, 0.5], [1.0, 0.5], [0.5, 0.0], [0.5, 1.0]].map(|at| placement.apply(at));
    let least = |axis: usize| middles.iter().map(|at| at[axis]).fold(f32::MAX, f32::min).clamp(0.0, 1.0);
    let most = |axis: usize| middles.iter().map(|at| at[axis]).fold(f32::MIN, f32::max).clamp(0.0, 1.0);
    Edges { left: least(0), top: least(1), right: 1.0 - most(0), bottom: 1.0 - most(1) }
}
