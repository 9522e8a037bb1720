//! *Detect*: what a likeness to known material means. A match proposes; it never decides.

use crate::named::named;

named! {
    /// Where an item stands.
    pub enum ItemState {
        /// Its address or bytes are recorded; nothing has been looked at yet.
        TakenIn = "taken_in",
        /// It could not be examined; why is recorded. It is not called clear.
        NotExamined = "not_examined",
        /// Examined, and like nothing in the banks.
        Clear = "clear",
        /// Like known material, waiting for a person.
        InReview = "in_review",
        /// A person asked another to read it too.
        SecondReading = "second_reading",
        /// A protected purpose was found (Art 1(3)).
        Exempt = "exempt",
        /// A person found nothing to act on.
        Dismissed = "dismissed",
        /// A referral was proposed or sent.
        Referred = "referred",
        /// A removal order was proposed or issued.
        Ordered = "ordered",
    }
}

impl ItemState {
    /// Whether the item waits for a person's finding.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::InReview | Self::SecondReading | Self::NotExamined)
    }

    /// What a person has found of the likeness that put the item there, so far.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Referred | Self::Ordered => Verdict::Upheld,
            Self::Dismissed => Verdict::Rejected,
            Self::Exempt => Verdict::Exempt,
            Self::TakenIn | Self::NotExamined | Self::Clear | Self::InReview | Self::SecondReading => Verdict::Open,
        }
    }
}

named! {
    /// What a person found of a likeness.
    pub enum Verdict {
        /// It was what it was held to be.
        Upheld = "upheld",
        /// It was not, or there was nothing to act on.
        Rejected = "rejected",
        /// It was, and its use was protected.
        Exempt = "exempt",
        /// Nothing yet.
        Open = "open",
    }
}

/// Why an item is not fetched again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this item is {state}: only what could not be examined is fetched again")]
pub struct NotToFetch {
    /// Where it stands.
    pub state: ItemState,
}

/// Where an item goes when it is to be fetched once more: to where it stood before anything was looked at. An item of
/// which something was left `unexamined` may wait for a person meanwhile, since what was seen of it matched.
///
/// # Errors
/// [`NotToFetch`] when it was examined whole, is about to be, or a person has decided.
pub fn fetch_again(state: ItemState, unexamined: bool) -> Result<ItemState, NotToFetch> {
    match state {
        ItemState::NotExamined => Ok(ItemState::TakenIn),
        ItemState::InReview if unexamined => Ok(ItemState::TakenIn),
        _ => Err(NotToFetch { state }),
    }
}

named! {
    /// How an item resembles known material, taken over all its matches.
    pub enum Likeness {
        /// The same bytes, the same picture re-encoded, or nearly the whole text.
        Known = "known",
        /// Close enough that a person must look.
        Near = "near",
        /// Like nothing in the banks.
        Nothing = "nothing",
    }
}

named! {
    /// What was compared.
    pub enum Method {
        /// The same bytes.
        Sha256 = "sha256",
        /// A picture's perceptual hash.
        Pdq = "pdq",
        /// Shared runs of words.
        Text = "text",
        /// The same bytes, by the digest that older lists use.
        Md5 = "md5",
        /// The same bytes, by another digest that older lists use.
        Sha1 = "sha1",
        /// Similar bytes of a file: a second opinion.
        Tlsh = "tlsh",
        /// What a picture shows in its details: parts, covered, framed and tilted copies.
        Details = "details",
        /// Words of a list, side by side.
        Phrase = "phrase",
        /// Sound, by its sub-fingerprints in their order.
        Sound = "sound",
        /// A video's frames.
        Video = "video",
        /// Shared runs of words of which only the consonants are compared, for copies in another script.
        Skeleton = "skeleton",
    }
}

/// The largest PDQ distance, in bits of 256, at which two pictures are held to be near.
///
/// # Source
/// The threshold its publishers recommend and all exchanges use; `docs/sources/pdq.md`.
pub const PDQ_NEAR_BITS: u16 = 31;
/// The largest PDQ distance at which a picture counts as the same, re-encoded. Measured on the
/// generated edits of the rehearsal: re-encoding and resizing stay below it.
pub const PDQ_KNOWN_BITS: u16 = 15;
/// Below this quality (0..=100) a picture has too few features for its hash to mean anything.
pub const PDQ_MIN_QUALITY: u8 = 50;
/// The share of a known text's word runs that must stand in the page for it to count as known.
pub const TEXT_KNOWN_SHARE: f32 = 0.8;
/// The share from which a person must look: a paragraph out of a longer text, or a heavily edited copy.
pub const TEXT_NEAR_SHARE: f32 = 0.15;
/// The share of the page's own words from which a person must look, however little of the known
/// text that is: a short excerpt that stands alone.
pub const TEXT_NEAR_COVERED: f32 = 0.3;
/// The largest TLSH distance at which two files are held to be near. It is a second opinion: similar bytes may stand for
/// the same document saved again or for two that were made with the same tool, so that it never makes anything known.
///
/// # Source
/// The threshold that the exchanges' own tools use for TLSH.
pub const TLSH_NEAR: u16 = 30;

/// The share of a known recording or video from which it counts as known; also the share of a video that was found.
pub const MEDIA_KNOWN_SHARE: f32 = 0.8;
/// Seconds that must be shared for what was found to count as known because most of it is an excerpt.
pub const EXCERPT_SECONDS: f32 = 5.0;
/// Seconds of a common stretch from which a person must look at a video.
pub const VIDEO_NEAR_SECONDS: f32 = 3.0;
/// The share of the frames of either side from which a person must look at a video.
pub const VIDEO_NEAR_SHARE: f32 = 0.2;

/// How far a signal was from what was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distance {
    /// The same bytes.
    Same,
    /// Differing bits of 256.
    Bits(u16),
    /// Shared runs of words.
    Text {
        /// Share of the known text found in the page, 0..=1.
        contained: f32,
        /// Share of the page's words that lie in matched passages, 0..=1.
        covered: f32,
    },
    /// The same shares, of runs of consonants: a copy in another script. However much was found it is near, never known,
    /// since vowels and whatever else tells words apart were not compared.
    Skeleton {
        /// Share of the known text found in the page, 0..=1.
        contained: f32,
        /// Share of the page's words that lie in matched passages, 0..=1.
        covered: f32,
    },
    /// TLSH score of two files, 0 for files alike to it.
    Tlsh(u16),
    /// A picture that shows the same in so many details. However many they are it is near, never known: what was added
    /// or cut away may be what matters.
    Details(u16),
    /// A listed phrase stands in the text. However often it does, it says little: reports and rebuttals name what they are
    /// about, so a person looks, and it never makes anything known.
    Phrase,
    /// A piece of known sound that was heard; it is told only when it is surely there.
    Sound {
        /// The share of the known recording that was heard, 0..=1.
        of_known: f32,
    },
    /// Frames of a known video.
    Video {
        /// The share of the known video's different frames that were found, 0..=1.
        of_known: f32,
        /// The share of the different frames looked up that the known video has, 0..=1.
        of_found: f32,
        /// Seconds of the longest stretch in the same order.
        seconds: f32,
    },
}

impl Distance {
    /// What one such distance means by itself.
    #[must_use]
    pub fn likeness(self) -> Likeness {
        match self {
            Self::Same => Likeness::Known,
            Self::Bits(bits) if bits <= PDQ_KNOWN_BITS => Likeness::Known,
            Self::Bits(bits) if bits <= PDQ_NEAR_BITS => Likeness::Near,
            Self::Text { contained, .. } if contained >= TEXT_KNOWN_SHARE => Likeness::Known,
            Self::Text { contained, covered } | Self::Skeleton { contained, covered }
                if contained >= TEXT_NEAR_SHARE || covered >= TEXT_NEAR_COVERED =>
            {
                Likeness::Near
            }
            Self::Tlsh(score) if score <= TLSH_NEAR => Likeness::Near,
            Self::Details(_) => Likeness::Near,
            Self::Phrase => Likeness::Near,
            Self::Sound { of_known } if of_known >= MEDIA_KNOWN_SHARE => Likeness::Known,
            Self::Sound { .. } => Likeness::Near,
            Self::Video { of_known, of_found, seconds } => video_likeness(of_known, of_found, seconds),
            Self::Bits(_) | Self::Text { .. } | Self::Skeleton { .. } | Self::Tlsh(_) => Likeness::Nothing,
        }
    }
}

/// A video is known when nearly all of the known one was found, or when nearly all of it is an excerpt.
fn video_likeness(of_known: f32, of_found: f32, seconds: f32) -> Likeness {
    let excerpt = of_found >= MEDIA_KNOWN_SHARE && seconds >= EXCERPT_SECONDS;
    if of_known >= MEDIA_KNOWN_SHARE || excerpt {
        Likeness::Known
    } else if seconds >= VIDEO_NEAR_SECONDS || of_known.max(of_found) >= VIDEO_NEAR_SHARE {
        Likeness::Near
    } else {
        Likeness::Nothing
    }
}

/// The strongest likeness among the matches of an item.
#[must_use]
pub fn likeness(distances: &[Distance]) -> Likeness {
    distances.iter().map(|distance| distance.likeness()).min().unwrap_or(Likeness::Nothing)
}

/// Where an item goes when a new signal matches what was seen of it before. What nobody had to read is put before a
/// person; a finding stands until a person takes it up again, with the new match shown beside it.
#[must_use]
pub fn matched_later(state: ItemState) -> ItemState {
    match state {
        ItemState::Clear | ItemState::NotExamined => ItemState::InReview,
        stands => stands,
    }
}

/// The last place in the queue.
pub const LAST: u8 = 3;

/// The place of an item in the queue, 1 (first) to [`LAST`]: known material before near, and what speaks
/// for a protected purpose later, because a person will need longer for it.
#[must_use]
pub fn priority(likeness: Likeness, speaks_for_protection: bool) -> u8 {
    match (likeness, speaks_for_protection) {
        (Likeness::Known, false) => 1,
        (Likeness::Known, true) | (Likeness::Near, false) => 2,
        (Likeness::Near, true) | (Likeness::Nothing, _) => LAST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[], Likeness::Nothing)]
    #[case(&[Distance::Bits(32)], Likeness::Nothing)]
    #[case(&[Distance::Bits(31)], Likeness::Near)]
    #[case(&[Distance::Details(190)], Likeness::Near)]
    #[case(&[Distance::Bits(31), Distance::Text { contained: 0.81, covered: 0.1 }], Likeness::Known)]
    #[case(&[Distance::Text { contained: 0.1, covered: 0.1 }, Distance::Same], Likeness::Known)]
    #[case(&[Distance::Text { contained: 0.1, covered: 0.5 }], Likeness::Near)]
    #[case(&[Distance::Text { contained: 0.1, covered: 0.1 }], Likeness::Nothing)]
    #[case(&[Distance::Skeleton { contained: 1.0, covered: 1.0 }], Likeness::Near)]
    #[case(&[Distance::Skeleton { contained: 0.1, covered: 0.1 }], Likeness::Nothing)]
    #[case(&[Distance::Tlsh(0)], Likeness::Near)]
    #[case(&[Distance::Tlsh(31)], Likeness::Nothing)]
    #[case(&[Distance::Phrase, Distance::Phrase], Likeness::Near)]
    #[case(&[Distance::Sound { of_known: 0.1 }], Likeness::Near)]
    #[case(&[Distance::Sound { of_known: 0.9 }], Likeness::Known)]
    #[case(&[Distance::Video { of_known: 0.01, of_found: 1.0, seconds: 9.0 }], Likeness::Known)]
    #[case(&[Distance::Video { of_known: 0.01, of_found: 1.0, seconds: 0.0 }], Likeness::Near)]
    #[case(&[Distance::Video { of_known: 0.9, of_found: 0.01, seconds: 0.0 }], Likeness::Known)]
    #[case(&[Distance::Video { of_known: 0.01, of_found: 0.01, seconds: 3.0 }], Likeness::Near)]
    #[case(&[Distance::Video { of_known: 0.01, of_found: 0.01, seconds: 1.0 }], Likeness::Nothing)]
    fn strongest_wins(#[case] distances: &[Distance], #[case] wanted: Likeness) {
        assert_eq!(likeness(distances), wanted);
    }

    #[test]
    fn only_what_could_not_be_examined_is_fetched_again() {
        for state in ItemState::ALL {
            let refused = Err(NotToFetch { state: *state });
            let not_examined = *state == ItemState::NotExamined;
            let in_part = not_examined || *state == ItemState::InReview;
            let or_refused = |may: bool| if may { Ok(ItemState::TakenIn) } else { refused };
            assert_eq!(fetch_again(*state, false), or_refused(not_examined), "{state}");
            assert_eq!(fetch_again(*state, true), or_refused(in_part), "{state}");
        }
    }

    #[test]
    fn a_new_match_opens_what_nobody_read_and_leaves_findings_standing() {
        for state in ItemState::ALL {
            let wanted =
                if matches!(state, ItemState::Clear | ItemState::NotExamined) { ItemState::InReview } else { *state };
            assert_eq!(matched_later(*state), wanted, "{state}");
        }
    }

    #[test]
    fn known_material_goes_first() {
        assert!(priority(Likeness::Known, false) < priority(Likeness::Near, false));
        assert!(priority(Likeness::Known, false) < priority(Likeness::Known, true));
    }
}
