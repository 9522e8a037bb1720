//! Where in a known picture a found one lies.

use serde::{Deserialize, Serialize};

use crate::pdq::Attitude;

/// A rectangle in a picture, in shares of its sides from the upper left corner on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Where it begins, from the left.
    pub left: f32,
    /// Where it begins, from above.
    pub top: f32,
    /// Where it ends, from the left.
    pub right: f32,
    /// Where it ends, from above.
    pub bottom: f32,
}

/// Lays one picture upon another: from a point of the first, in shares of its sides, to the point of the second that
/// shows the same.
///
/// `[a, b, c, d, e, f]` takes `(x, y)` to `(a x + c y + e, b x + d y + f)`, in the order of the `matrix()` of SVG and CSS.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Placement(pub [f32; 6]);

impl Placement {
    /// Takes `part` of a picture, so turned, to the whole of another.
    pub(super) fn of_part(part: Region, attitude: Attitude) -> Self {
        let [mirrored, flipped, swapped] = attitude.steps();
        let (across, down) = (1.0 / (part.right - part.left), 1.0 / (part.bottom - part.top));
        let mut x = [across, 0.0, -part.left * across];
        let mut y = [0.0, down, -part.top * down];
        if mirrored {
            x = [-x[0], 0.0, 1.0 - x[2]];
        }
        if flipped {
            y = [0.0, -y[1], 1.0 - y[2]];
        }
        if swapped {
            std::mem::swap(&mut x, &mut y);
        }
        Self([x[0], y[0], x[1], y[1], x[2], y[2]])
    }

    /// Where a point is taken to.
    pub fn apply(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        let [a, b, c, d, e, f] = self.0;
        [a * x + c * y + e, b * x + d * y + f]
    }

    /// The way back; `None` where all points are taken to one line.
    pub(super) fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.0;
        let determinant = a * d - b * c;
        let back = [d, -b, -c, a, c * f - d * e, b * e - a * f].map(|value| value / determinant);
        back.iter().all(|value| value.is_finite()).then_some(Self(back))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Region = Region { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

    #[test]
    fn the_upper_left_corner_goes_where_the_attitude_takes_it() {
        let corners = Attitude::ALL.map(|attitude| Placement::of_part(WHOLE, attitude).apply([0.0, 0.0]));
        let wanted = [[0, 0], [1, 0], [0, 1], [1, 1], [0, 0], [1, 0], [0, 1], [1, 1]];
        assert_eq!(corners, wanted.map(|corner| corner.map(|at| at as f32)));
    }

    #[test]
    fn a_part_becomes_the_whole_and_the_way_back_leads_back() {
        let part = Region { left: 0.25, top: 0.5, right: 0.75, bottom: 1.0 };
        for attitude in Attitude::ALL {
            let placement = Placement::of_part(part, attitude);
            assert_eq!(placement.apply([0.5, 0.75]), [0.5, 0.5]);
            let back = placement.inverse().expect("a part has an area");
            assert_eq!(back.apply(placement.apply([0.25, 0.5])), [0.25, 0.5]);
        }
        assert_eq!(Placement([0.0; 6]).inverse(), None);
    }
}
