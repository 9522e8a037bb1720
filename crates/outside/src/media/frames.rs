//! Frames as they come through the pipe, one after the other in the PPM format.

use matching::pdq::hash_rgb;
use matching::video::{Fingerprint, Frame};

/// Hashes frames as they come; keeps none.
pub(super) struct Frames {
    side: u32,
    most: u32,
    waiting: Vec<u8>,
    frames: Vec<Frame>,
    trouble: Option<String>,
}

impl Frames {
    /// At most so many frames of at most so many pixels a side.
    pub(super) fn new(side: u32, most: u32) -> Self {
        Self { side, most, waiting: Vec::new(), frames: Vec::new(), trouble: None }
    }

    pub(super) fn take(&mut self, bytes: &[u8]) {
        if self.trouble.is_some() {
            return;
        }
        self.waiting.extend_from_slice(bytes);
        let mut from = 0;
        while let Some(end) = self.frame(from) {
            from = end;
        }
        self.waiting.drain(..from.min(self.waiting.len()));
    }

    /// Hashes the frame that begins here, if it is whole; where it ends.
    fn frame(&mut self, from: usize) -> Option<usize> {
        let waiting = &self.waiting[from..];
        let (width, height, head) = match header(waiting) {
            Header::Incomplete => return None,
            Header::Of(width, height, head) if width.max(height) <= self.side && width.min(height) > 0 => {
                (width, height, head)
            }
            _ => {
                self.trouble = Some("the decoder gave something else than frames".to_owned());
                return None;
            }
        };
        let pixels = waiting.get(head..head + 3 * width as usize * height as usize)?;
        let number = self.frames.len() as u32;
        if number == self.most {
            self.trouble = Some(format!("only the first {} s of the pictures were examined", self.most));
            return None;
        }
        self.frames.push(Frame { number, hashed: hash_rgb(width, height, pixels), at: number * 1000 });
        Some(from + head + pixels.len())
    }

    /// The fingerprint, and what went wrong, in words.
    pub(super) fn done(self) -> (Fingerprint, Option<String>) {
        (Fingerprint::of(self.frames), self.trouble)
    }
}

enum Header {
    Incomplete,
    Wrong,
    /// Width, height, and its own length.
    Of(u32, u32, usize),
}

/// The longest header of a frame that is small enough.
const HEADER: usize = 32;

fn header(bytes: &[u8]) -> Header {
    let text = &bytes[..bytes.len().min(HEADER)];
    let lines: Vec<&[u8]> = text.splitn(4, |byte| *byte == b'\n').collect();
    let [magic, size, depth, _] = lines[..] else {
        return if bytes.len() < HEADER { Header::Incomplete } else { Header::Wrong };
    };
    let numbers = str::from_utf8(size).ok().and_then(|size| size.split_once(' '));
    let numbers = numbers.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    match numbers {
        Some((width, height)) if magic == b"P6" && depth == b"255" => {
            Header::Of(width, height, magic.len() + size.len() + depth.len() + 3)
        }
        _ => Header::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ppm(width: u32, height: u32) -> Vec<u8> {
        let pixels = (0..width * height * 3).map(|at| (at * 7 % 251) as u8);
        format!("P6\n{width} {height}\n255\n").into_bytes().into_iter().chain(pixels).collect()
    }

    proptest! {
        #[test]
        fn frames_are_the_same_however_they_are_cut(cuts in prop::collection::vec(1usize..4000, 1..40)) {
            let all = [ppm(64, 48), ppm(70, 64), ppm(64, 64)].concat();
            let mut frames = Frames::new(128, 10);
            let mut rest = &all[..];
            for cut in cuts.iter().cycle().take(all.len()) {
                let (now, later) = rest.split_at((*cut).min(rest.len()));
                frames.take(now);
                rest = later;
            }
            let (fingerprint, trouble) = frames.done();
            prop_assert_eq!(fingerprint.frames().iter().map(|frame| frame.at).collect::<Vec<_>>(), [0, 1000, 2000]);
            prop_assert_eq!(trouble, None);
        }

        #[test]
        fn nothing_trips_them(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut frames = Frames::new(16, 2);
            frames.take(&bytes);
            frames.take(b"P6\n4294967295 4294967295\n255\n");
            prop_assert!(frames.done().0.frames().len() <= 2);
        }
    }

    #[test]
    fn too_many_or_too_large_frames_are_said() {
        let mut frames = Frames::new(128, 1);
        frames.take(&[ppm(64, 48), ppm(64, 48)].concat());
        let (fingerprint, trouble) = frames.done();
        assert_eq!(
            (fingerprint.frames().len(), trouble.unwrap().as_str()),
            (1, "only the first 1 s of the pictures were examined")
        );
        let mut frames = Frames::new(32, 1);
        frames.take(&ppm(64, 48));
        assert!(frames.done().1.is_some());
    }
}
