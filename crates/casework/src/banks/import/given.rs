//! What kind of file is put into a bank: the material itself, or something that lists its fingerprints.

use exchange::hashlist;
use matching::video::{Fingerprint, Limits, Problem};

/// A file that is put into a bank.
pub(super) enum Given {
    /// The material itself.
    Material(Vec<u8>),
    /// A list of hashes. As material it would only ever match itself.
    HashList,
    /// The frames of one video in vPDQ's form, and what of them cannot be read.
    Frames(Fingerprint, Vec<Problem>),
}

/// How the names of files with vPDQ's lines end.
pub const VPDQ_ENDING: &str = ".vpdq";

impl Given {
    /// Looks at the name and the first lines.
    pub(super) fn of(name: &str, bytes: Vec<u8>) -> Self {
        if name.to_ascii_lowercase().ends_with(VPDQ_ENDING) || begins_with_a_frame(&bytes) {
            let (frames, problems) = Fingerprint::read(&bytes, Limits::default());
            return Self::Frames(frames, problems);
        }
        if hashlist::is_list(&bytes) { Self::HashList } else { Self::Material(bytes) }
    }
}

/// What a video is called whose frames stand in a file of this name.
pub(super) fn video_name(name: &str) -> &str {
    let ending = name.len().checked_sub(VPDQ_ENDING.len()).and_then(|at| name.split_at_checked(at));
    ending
        .filter(|(stem, ending)| !stem.is_empty() && ending.eq_ignore_ascii_case(VPDQ_ENDING))
        .map_or(name, |(stem, _)| stem)
}

fn begins_with_a_frame(bytes: &[u8]) -> bool {
    let first = bytes.trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
    !Fingerprint::read(first, Limits { frames: 1, problems: 1 }).0.frames().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_from_a_list_and_from_the_frames_of_a_video() {
        let frame = format!("0,100,{},0.000\n", "0f".repeat(32));
        let list = format!("sha256,{}\n", "0123456789abcdef".repeat(4));
        for (name, bytes, wanted) in [
            ("tides.txt", "REHEARSAL: the tide tables of the harbour", "material"),
            ("tides.csv", list.as_str(), "list"),
            ("film.txt", frame.as_str(), "1 frame, 0 problems"),
            ("film.VPDQ", "REHEARSAL", "0 frame, 1 problems"),
        ] {
            let found = match Given::of(name, bytes.as_bytes().to_vec()) {
                Given::Material(_) => "material".to_owned(),
                Given::HashList => "list".to_owned(),
                Given::Frames(video, problems) => {
                    format!("{} frame, {} problems", video.frames().len(), problems.len())
                }
            };
            assert_eq!(found, wanted, "{name}");
        }
        assert_eq!(["film.mp4.vpdq", ".vpdq", "film"].map(video_name), ["film.mp4", ".vpdq", "film"]);
    }
}
