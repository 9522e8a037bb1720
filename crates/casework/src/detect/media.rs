//! Recordings and videos: recognising them, and comparing what was decoded with the banks.

use super::examine::{exact, matched};
use super::frames::Unseen;
use crate::apart::BROKE_DOWN;
use crate::banks::{self, BankIndex};
use crate::desk::Desk;
use crate::error::Error;
use crate::ports::{Decoded, Media};
use crate::records::{FilePrints, Match, Stretch, Value};
use domain::detect::{Distance, Likeness, Method, PDQ_NEAR_BITS};
use matching::digest::Sha256;
use matching::sound::{self, Fingerprint};
use std::sync::Arc;
use url::Url;

/// A recording or video that a page plays.
#[derive(Debug, Clone)]
pub(crate) struct Played {
    pub(crate) url: Url,
    pub(crate) content_type: Option<String>,
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) digest: Sha256,
    pub(crate) prints: FilePrints,
    pub(super) matches: Vec<Match>,
    pub(super) not_examined: Vec<String>,
}

impl Played {
    /// Decodes it and compares it with the banks, or says why not. Only what was found is kept: an hour of sound takes eighty
    /// megabytes.
    ///
    /// # Errors
    /// A thread that could not be had.
    pub(crate) async fn of(
        desk: &Desk,
        index: &Arc<BankIndex>,
        url: Url,
        content_type: Option<String>,
        bytes: Arc<Vec<u8>>,
    ) -> Result<Result<Self, Unseen>, Error> {
        let Some(media) = decode(desk, content_type.as_deref(), &bytes).await else {
            return Ok(Err(Unseen::other("it is neither a recording nor a video", &bytes).at(url.as_str())));
        };
        let (index, place) = (index.clone(), url.clone());
        let work = move || {
            let (decoded, digest, prints) = (or_why(media), Sha256::of(&bytes), FilePrints::of(&bytes));
            let mut matches = Vec::new();
            exact(&index, digest, &prints, Some(digest), &mut matches);
            compare(&index, &decoded, Some(digest), &mut matches);
            let not_examined = decoded.not_examined.iter().map(|why| format!("{url}: {why}")).collect();
            Self { url, content_type, bytes, digest, prints, matches, not_examined }
        };
        let broke_down = || Unseen::Unreadable(BROKE_DOWN.to_owned()).at(place.as_str());
        Ok(desk.apart.run(work).await?.ok_or_else(broke_down))
    }
}

/// Decodes bytes if they are, or are said to be, a recording or video; nothing for everything else. Plain WAV files need
/// no decoder.
pub(crate) async fn decode(desk: &Desk, content_type: Option<&str>, bytes: &[u8]) -> Option<Result<Decoded, String>> {
    decode_by(&*desk.doors.media, content_type, bytes).await
}

/// The same where there is no desk.
pub(crate) async fn decode_by(
    decoder: &dyn Media,
    content_type: Option<&str>,
    bytes: &[u8],
) -> Option<Result<Decoded, String>> {
    if !is_media(content_type, bytes) {
        return None;
    }
    if let Some(sound) = sound::read_wav(bytes) {
        return Some(Ok(Decoded { sound: Some(sound), ..Decoded::default() }));
    }
    Some(decoder.decode(Arc::new(bytes.to_vec())).await.map_err(|error| error.to_string()))
}

/// Decodes bytes as [`decode`] does, and gives the index as it is afterwards: decoding may take minutes, and what came
/// meanwhile counts.
pub(super) async fn decode_first(
    desk: &Desk,
    content_type: Option<&str>,
    bytes: &[u8],
) -> Result<(Option<Result<Decoded, String>>, Arc<BankIndex>), Error> {
    let media = decode(desk, content_type, bytes).await;
    if media.is_some() {
        banks::refresh(desk).await?;
    }
    Ok((media, desk.index()))
}

/// How recordings and videos begin: from which byte on.
const BEGINNINGS: [(usize, &[u8]); 22] = [
    (0, b"ID3"),
    (0, b"OggS"),
    (0, b"fLaC"),
    (0, b"FLV\x01"),
    (0, b"#!AMR"),
    (0, b"caff"),
    (0, b"\x0b\x77"),
    // Matroska, of which WebM is a kind; ASF, of which WMA and WMV are; MPEG streams, with a system around them or without.
    (0, b"\x1a\x45\xdf\xa3"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
    (0, b"\0\0\x01\xba"),
    (0, b"\0\0\x01\xb3"),
    (8, b"WAVE"),
    (8, b"AVI "),
    (8, b"AIFF"),
    (8, b"AIFC"),
    // QuickTime, of which MP4 is a kind: the name of the first box.
    (4, b"ftyp"),
    (4, b"moov"),
    (4, b"mdat"),
    (4, b"wide"),
    (4, b"free"),
    (4, b"skip"),
    (4, b"pnot"),
];

/// Pictures that are kept in the boxes of QuickTime.
const BOXED_PICTURES: [&[u8]; 5] = [b"ftypavif", b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavis"];

/// Decides by the first bytes, and by the declared type where they say nothing.
fn is_media(content_type: Option<&str>, bytes: &[u8]) -> bool {
    let declared = content_type.is_some_and(|given| {
        let given = given.trim_start().to_ascii_lowercase();
        // A playlist only names other addresses.
        (given.starts_with("audio/") || given.starts_with("video/")) && !given.contains("mpegurl")
    });
    let stands = |(at, beginning): &(usize, &[u8])| bytes.get(*at..).is_some_and(|rest| rest.starts_with(beginning));
    let is_picture = BOXED_PICTURES.iter().any(|brand| stands(&(4, brand)));
    declared || (!is_picture && BEGINNINGS.iter().any(stands)) || begins_a_frame(bytes) || is_transport(bytes)
}

/// Whether a frame of MPEG sound stands at the beginning, with no tag before it.
///
/// # Source
/// ISO/IEC 11172-3, 2.4.1.3: eleven bits of one, then version, layer, bit rate and sampling rate, of which some values
/// are not used; ISO/IEC 13818-7, 6.2: twelve bits of one, then a layer of zero.
fn begins_a_frame(bytes: &[u8]) -> bool {
    let Some(&[first, second, third]) = bytes.first_chunk() else { return false };
    let (layer, bit_rate, sampling) = (second & 0b110, third >> 4, third >> 2 & 0b11);
    let is_mp3 = matches!(layer, 0b010 | 0b100) && second & 0b1_1000 != 0b1000 && bit_rate != 15 && sampling != 3;
    first == 0xff && second >= 0xe0 && (is_mp3 || second & 0b1111_0110 == 0b1111_0000)
}

/// Whether the marks of the packets of a transport stream stand where they should, also behind the four bytes that cameras
/// put before each.
fn is_transport(bytes: &[u8]) -> bool {
    let marked = |from: usize, packet: usize| (0..3).all(|n| bytes.get(from + n * packet) == Some(&0x47));
    marked(0, 188) || marked(4, 192)
}

/// The fingerprints of what was decoded, and what has none, in words.
pub(crate) fn values(decoded: Decoded) -> (Vec<Value>, Vec<String>) {
    let Decoded { sound, video, not_examined: mut left_out } = decoded;
    let mut values = Vec::new();
    if let Some(samples) = sound {
        match Fingerprint::of(&samples) {
            short if short.is_empty() => left_out.push("its sound is too short to be looked for".to_owned()),
            sound => values.push(Value::Sound(sound)),
        }
    }
    if let Some(video) = video {
        match video.is_blank() {
            true => left_out.push("no frame of the video has enough structure to be looked for".to_owned()),
            false => values.push(Value::Video(video)),
        }
    }
    (values, left_out)
}

/// Where a known piece was heard.
pub(super) fn stretch<K>(find: &sound::Find<K>) -> Stretch {
    Stretch {
        found: [find.heard.from, find.heard.to],
        known: [find.piece.from, find.piece.to],
        of_known: ((find.piece.to - find.piece.from) / find.length) as f32,
        of_found: None,
    }
}

/// What was decoded; of what could not be decoded, why.
pub(crate) fn or_why(media: Result<Decoded, String>) -> Decoded {
    media.unwrap_or_else(|why| Decoded { not_examined: vec![why], ..Decoded::default() })
}

/// Compares what was decoded with the banks; `file` is what it was decoded of, if that is not the item itself.
pub(crate) fn compare(index: &BankIndex, decoded: &Decoded, file: Option<Sha256>, matches: &mut Vec<Match>) {
    for find in sound::find(&index.signals.sounds(), decoded.sound.as_deref().unwrap_or_default()) {
        let stretch = stretch(&find);
        let distance = Distance::Sound { of_known: stretch.of_known };
        if let Some(mut matched) = matched(index, find.key, Method::Sound, distance) {
            (matched.stretch, matched.file) = (Some(stretch), file);
            matches.push(matched);
        }
    }
    let videos = decoded.video.iter().flat_map(|video| index.signals.candidates_for_video(video, PDQ_NEAR_BITS));
    for (signal, likeness) in videos {
        let (query, known) = (likeness.stretch.query, likeness.stretch.known);
        let stretch = Stretch {
            found: [query.from, query.to],
            known: [known.from, known.to],
            of_known: likeness.of_known,
            of_found: Some(likeness.of_query),
        };
        let seconds = likeness.stretch.seconds() as f32;
        let distance = Distance::Video { of_known: likeness.of_known, of_found: likeness.of_query, seconds };
        if distance.likeness() == Likeness::Nothing {
            continue;
        }
        if let Some(mut matched) = matched(index, signal, Method::Video, distance) {
            (matched.stretch, matched.file) = (Some(stretch), file);
            matches.push(matched);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recordings_and_videos_are_known_by_their_first_bytes() {
        let packets = |from: usize, packet: usize| {
            let mut bytes = vec![0; from + 3 * packet];
            (0..3).for_each(|n| bytes[from + n * packet] = 0x47);
            bytes
        };
        let media: [&[u8]; 14] = [
            b"\xff\xfb\x90\x00",
            b"\xff\xf1\x50\x80",
            b"ID3\x04",
            b"RIFF\0\0\0\0WAVE",
            b"FORM\0\0\0\0AIFF",
            b"#!AMR\n",
            b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
            b"\0\0\0\x08wide",
            b"\0\0\0\x20ftypisom",
            b"\x1a\x45\xdf\xa3",
            b"\0\0\x01\xb3",
            b"OggS",
            &packets(0, 188),
            &packets(4, 192),
        ];
        for bytes in media {
            assert!(is_media(None, bytes), "{bytes:x?}");
        }
        // A text in UTF-16, pictures, a page, an archive.
        let others: [&[u8]; 8] = [
            b"\xff\xfeR\0E\0H\0",
            b"\xff\xd8\xff\xe0",
            b"\0\0\0\x20ftypavif",
            b"\0\0\0\x20ftypheic",
            b"RIFF\0\0\0\0WEBP",
            b"<html>",
            b"PK\x03\x04",
            b"Gulls, REHEARSAL",
        ];
        for bytes in others {
            assert!(!is_media(None, bytes), "{bytes:x?}");
        }
        assert!(is_media(Some("Audio/MPEG"), b"?") && !is_media(Some("audio/x-mpegurl"), b"#EXTM3U"));
    }
}
