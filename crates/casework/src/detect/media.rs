//! Recordings and videos: recognising them, and comparing what was decoded with the banks.

use super::examine::{Examination, exact, matched};
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
    /// What was decoded of it, or why nothing was.
    decoded: Decoded,
}

impl Played {
    /// Decodes it, or says in words that there is nothing to decode.
    pub(crate) async fn of(
        desk: &Desk,
        url: Url,
        content_type: Option<String>,
        bytes: Arc<Vec<u8>>,
    ) -> Result<Self, String> {
        let Some(media) = decode(desk, content_type.as_deref(), &bytes).await else {
            return Err(format!("{url}: it is neither a recording nor a video"));
        };
        let (digest, prints) = (Sha256::of(&bytes), FilePrints::of(&bytes));
        Ok(Self { url, content_type, digest, prints, decoded: or_why(media), bytes })
    }

    /// Compares it with the banks.
    pub(super) fn compare(&self, index: &BankIndex, found: &mut Examination) {
        exact(index, self.digest, &self.prints, Some(self.digest), &mut found.matches);
        compare(index, &self.decoded, Some(self.digest), &mut found.matches);
        let why = self.decoded.not_examined.iter().map(|why| format!("{}: {why}", self.url));
        found.not_examined.extend(why);
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

/// Decides by the first bytes, and by the declared type where they say nothing.
fn is_media(content_type: Option<&str>, bytes: &[u8]) -> bool {
    let declared = content_type.is_some_and(|given| {
        let given = given.trim_start().to_ascii_lowercase();
        // A playlist only names other addresses.
        (given.starts_with("audio/") || given.starts_with("video/")) && !given.contains("mpegurl")
    });
    let begins = |with: &[&[u8]]| with.iter().any(|magic| bytes.starts_with(magic));
    let pictures: [&[u8]; 5] = [b"ftypavif", b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavis"];
    let boxed = bytes.get(4..8) == Some(b"ftyp") && !pictures.iter().any(|brand| bytes.get(4..12) == Some(*brand));
    let riff = bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WAVE" | b"AVI "));
    declared || boxed || riff || begins(&[b"ID3", b"OggS", b"fLaC", b"FLV\x01", b"\x1a\x45\xdf\xa3", b"\0\0\x01\xba"])
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
