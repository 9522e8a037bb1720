//! A grey picture at many degrees of blur, and the spots that stand out of it at one of them.

/// Degrees of blur to each halving of the picture.
const LEVELS: usize = 3;

/// The blur that the finest level has, in pixels.
const FINEST: f32 = 1.6;

/// The blur that a picture is taken to have already.
const GIVEN: f32 = 0.6;

/// A picture with a side below this is not halved any further.
pub(super) const SHORTEST: usize = 16;

/// Spots fainter than this, in grey values of 256, are noise of the compression.
const FAINTEST: f32 = 0.8;

/// Along an edge a spot has no place of its own: its curvatures differ by more than this factor.
const STRETCHED: f32 = 10.0;

/// Grey values, top row first.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

impl Plane {
    pub(super) fn at(&self, x: usize, y: usize) -> f32 {
        self.values[y * self.width + x]
    }

    /// Blurred by a Gaussian; beyond the edges the outermost values go on.
    fn blurred(&self, sigma: f32) -> Self {
        let reach = (3.0 * sigma).ceil() as usize;
        let weights: Vec<f32> = (0..=reach).map(|i| (-((i * i) as f32) / (2.0 * sigma * sigma)).exp()).collect();
        let sum = weights[0] + 2.0 * weights[1..].iter().sum::<f32>();
        let weights: Vec<f32> = weights.iter().map(|weight| weight / sum).collect();
        let mut across = Vec::with_capacity(self.values.len());
        let mut padded = vec![0.0; self.width + 2 * reach];
        for row in self.values.chunks_exact(self.width) {
            padded[..reach].fill(row[0]);
            padded[reach..reach + self.width].copy_from_slice(row);
            padded[reach + self.width..].fill(row[self.width - 1]);
            let mut line: Vec<f32> = row.iter().map(|value| value * weights[0]).collect();
            for (i, weight) in weights.iter().enumerate().skip(1) {
                let (before, after) = (&padded[reach - i..], &padded[reach + i..]);
                line.iter_mut().zip(before).zip(after).for_each(|((to, a), b)| *to += weight * (a + b));
            }
            across.extend(line);
        }
        let row = |y: usize| &across[y * self.width..(y + 1) * self.width];
        let mut values = Vec::with_capacity(self.values.len());
        for y in 0..self.height {
            let mut line: Vec<f32> = row(y).iter().map(|value| value * weights[0]).collect();
            for (i, weight) in weights.iter().enumerate().skip(1) {
                let (above, below) = (row(y.saturating_sub(i)), row((y + i).min(self.height - 1)));
                line.iter_mut().zip(above).zip(below).for_each(|((to, a), b)| *to += weight * (a + b));
            }
            values.extend(line);
        }
        Self { width: self.width, height: self.height, values }
    }

    /// Every other value of every other row.
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let rows = self.values.chunks_exact(self.width).step_by(2).take(height);
        let values = rows.flat_map(|row| row.iter().step_by(2).take(width).copied()).collect();
        Self { width, height, values }
    }

    fn less(&self, other: &Self) -> Self {
        let values = self.values.iter().zip(&other.values).map(|(a, b)| a - b).collect();
        Self { values, ..*self }
    }
}

/// A picture at one size, more and more blurred.
#[derive(Debug)]
pub(super) struct Octave {
    /// How many pixels of the picture one of its own is wide.
    pub(super) step: f32,
    pub(super) blurred: Vec<Plane>,
}

/// A place that is lighter or darker than all around it, and most so at one degree of blur.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) octave: usize,
    pub(super) level: usize,
    /// In pixels of its octave.
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) sigma: f32,
    pub(super) strength: f32,
}

/// The picture at each size and degree of blur.
pub(super) fn octaves(grey: Plane) -> Vec<Octave> {
    let mut octaves = Vec::new();
    let mut next = grey.blurred((FINEST * FINEST - GIVEN * GIVEN).sqrt());
    let mut step = 1.0;
    while next.width.min(next.height) >= SHORTEST {
        let mut blurred = vec![next];
        for level in 1..LEVELS + 3 {
            let (before, after) = (sigma(level as f32 - 1.0), sigma(level as f32));
            let more = (after * after - before * before).sqrt();
            blurred.push(blurred[level - 1].blurred(more));
        }
        next = blurred[LEVELS].halved();
        octaves.push(Octave { step, blurred });
        step *= 2.0;
    }
    octaves
}

fn sigma(level: f32) -> f32 {
    FINEST * (level / LEVELS as f32).exp2()
}

/// All spots, in no particular order of strength.
pub(super) fn spots(octaves: &[Octave]) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (number, octave) in octaves.iter().enumerate() {
        let between: Vec<Plane> = octave.blurred.windows(2).map(|pair| pair[1].less(&pair[0])).collect();
        for level in 1..=LEVELS {
            let layers = [&between[level - 1], &between[level], &between[level + 1]];
            for y in 1..layers[1].height - 1 {
                for x in 1..layers[1].width - 1 {
                    let found = spot(layers, x, y).map(|(x, y, rise, strength)| {
                        let sigma = sigma(level as f32 + rise);
                        Spot { octave: number, level, x, y, sigma, strength }
                    });
                    spots.extend(found);
                }
            }
        }
    }
    spots
}

/// Place, level and strength of the spot at a value, if it is one: the extreme of its 26 neighbours.
fn spot(layers: [&Plane; 3], x: usize, y: usize) -> Option<(f32, f32, f32, f32)> {
    let value = layers[1].at(x, y);
    if value.abs() < FAINTEST || !stands_out(layers, x, y, value) {
        return None;
    }
    let [left, right] = [x - 1, x + 1].map(|x| layers[1].at(x, y));
    let [above, below] = [y - 1, y + 1].map(|y| layers[1].at(x, y));
    let (across, down) = (left + right - 2.0 * value, above + below - 2.0 * value);
    let corner = |dx: usize, dy: usize| layers[1].at(x + dx - 1, y + dy - 1);
    let slant = (corner(2, 2) + corner(0, 0) - corner(2, 0) - corner(0, 2)) / 4.0;
    let (trace, determinant) = (across + down, across * down - slant * slant);
    if determinant <= 0.0 || trace * trace * STRETCHED > (STRETCHED + 1.0) * (STRETCHED + 1.0) * determinant {
        return None;
    }
    let (finer, coarser) = (layers[0].at(x, y), layers[2].at(x, y));
    let (dx, dy, rise) = (vertex(left, value, right), vertex(above, value, below), vertex(finer, value, coarser));
    Some((x as f32 + dx, y as f32 + dy, rise, value.abs()))
}

fn stands_out(layers: [&Plane; 3], x: usize, y: usize, value: f32) -> bool {
    let sign = value.signum();
    let peak = value * sign;
    [layers[1], layers[0], layers[2]].into_iter().enumerate().all(|(n, layer)| {
        (y - 1..=y + 1)
            .all(|row| (x - 1..=x + 1).all(|col| (n, row, col) == (0, y, x) || layer.at(col, row) * sign < peak))
    })
}

/// Where between its neighbours a parabola through three values has its extreme, -0.5 to 0.5.
fn vertex(before: f32, value: f32, after: f32) -> f32 {
    let bend = before + after - 2.0 * value;
    if bend == 0.0 { 0.0 } else { ((before - after) / (2.0 * bend)).clamp(-0.5, 0.5) }
}
