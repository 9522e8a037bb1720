//! What earlier captures resemble.
//!
//! Digests, and the likeness of bytes, are kept with every capture and cost next to nothing. Texts are read from the
//! sealed bytes; pictures are looked at again, and recordings and videos decoded again, only when the bank got
//! something of that kind.

use crate::desk::Desk;
use crate::detect::{
    Budget, Depth, Examination, Seen, alike, alike_pdq, as_page, exact, is_page, leads_on, media, surroundings,
    worded_alike,
};
use crate::error::Error;
use crate::ports::{Decoded, Query};
use crate::records::{Bank, Capture, Context, Kept, Kind, Match, Record as _, Signal};
use domain::detect::Method;
use domain::id::{BankId, CaptureId, ItemId};
use matching::digest::Sha256;
use matching::text::{Likeness, Normalised};
use std::sync::Arc;
use url::Url;
use uuid::Uuid;

use super::BATCH;
use super::index::BankIndex;

/// So many pictures are decoded for a batch, or one recording: a few seconds of work, so that whatever else is to be
/// looked at does not wait long.
const FILES: usize = 50;

/// What has to be read again of captures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    texts: bool,
    pictures: bool,
    media: bool,
}

impl Needs {
    /// What a bank needs for the signals that it got after a version.
    pub(super) async fn of(desk: &Desk, bank: &Bank, after: u64) -> Result<Self, Error> {
        Ok(Self {
            texts: got(desk, bank, after, &[Method::Text, Method::Phrase, Method::Skeleton]).await?,
            pictures: got(desk, bank, after, &[Method::Pdq, Method::Details]).await?,
            media: got(desk, bank, after, &[Method::Sound, Method::Video]).await?,
        })
    }

    /// How many captures are read together: no more than can be looked at.
    pub(super) const fn batch(self) -> u32 {
        if self.pictures || self.media { FILES as u32 } else { BATCH }
    }
}

/// Whether a bank got signals of one of these kinds after a version.
async fn got(desk: &Desk, bank: &Bank, after: u64, kinds: &[Method]) -> Result<bool, Error> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let mut query = Query::all(Kind::Signal, 1).with("bank", bank.id).in_states(&kinds);
    // What was there before versions were counted is of version 0.
    query.after = (after > 0).then(|| (Signal::sort_of(after), Uuid::max()));
    Ok(bank.enabled && !desk.list::<Signal>(&query).await?.is_empty())
}

/// What some captures resemble.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// Of which item, in which capture.
    pub(super) found: Vec<(ItemId, CaptureId, Vec<Match>)>,
    /// How many were looked at, from the first on.
    pub(super) captures: usize,
    /// The last of them.
    pub(super) last: Option<(String, Uuid)>,
    /// Files that could not be looked at.
    pub(super) unseen: u64,
}

/// What a bank matches in captures: in as many as are looked at in a few seconds, and in one at least.
pub(super) async fn look_up(
    desk: &Desk,
    bank: BankId,
    needs: Needs,
    captures: Vec<Kept<Capture>>,
) -> Result<Looked, Error> {
    let index = desk.index();
    let (mut looked, mut cost) = (Looked::default(), 0);
    for capture in captures {
        if cost >= FILES {
            break;
        }
        let files = Files::read(desk, needs, &capture).await?;
        cost += files.pictures.len() + FILES * files.media.len();
        looked.captures += 1;
        looked.last = Some((capture.sort(), capture.uuid()));
        let (item, id, index) = (capture.item, capture.id, index.clone());
        let work = move || files.compare(&index, &capture);
        // What breaks down on one capture is not to stand in the way of all that came after it.
        let (mut matches, unseen) = desk.apart.run(work).await?.unwrap_or((Vec::new(), 1));
        matches.retain(|found| found.bank == bank);
        looked.unseen += unseen;
        if !matches.is_empty() {
            looked.found.push((item, id, matches));
        }
    }
    Ok(looked)
}

/// What the page of a capture says around these matches and where it led, for an item in which nothing was found when it
/// was examined.
pub(super) async fn surroundings_of(
    desk: &Desk,
    item: &Url,
    capture: CaptureId,
    found: &[Match],
) -> Result<Vec<Context>, Error> {
    let capture = desk.load::<Capture>(capture.0).await?.record;
    let led = leads_on(item, &capture.final_url).filter(|_| capture.status.is_some());
    let is_page = capture.text.is_some() || is_page(capture.content_type.as_deref());
    let page = if is_page { desk.doors.blobs.get(&capture.body).await? } else { None };
    let (index, spans) = (desk.index(), found.iter().flat_map(|found| found.spans.iter().cloned()).collect());
    let work = move || {
        let page = as_page(&page?, capture.content_type.as_deref(), &capture.final_url);
        let best = Likeness::of_passages(&Normalised::of(&page.text), spans);
        Some(surroundings(&index, &page, &capture.final_url, best.as_ref()))
    };
    let around = desk.apart.run(work).await?.flatten().unwrap_or_default();
    Ok(around.into_iter().chain(led).collect())
}

/// What was read again of a capture.
struct Files {
    text: Option<Vec<u8>>,
    /// In the order of the capture's; none where they are not needed.
    pictures: Vec<Option<Vec<u8>>>,
    /// Each with the file that it was decoded of, if that is not the body itself.
    media: Vec<(Option<Sha256>, Result<Decoded, String>)>,
}

impl Files {
    async fn read(desk: &Desk, needs: Needs, capture: &Capture) -> Result<Self, Error> {
        let blobs = &desk.doors.blobs;
        let text = match capture.text.filter(|_| needs.texts) {
            Some(digest) => blobs.get(&digest).await?,
            None => None,
        };
        let mut pictures = Vec::new();
        for picture in capture.pictures.iter().filter(|_| needs.pictures) {
            pictures.push(blobs.get(&picture.digest).await?);
        }
        // What is no picture may be a recording or a video, also where it was read as a page.
        let is_picture = capture.pictures.iter().any(|picture| picture.digest == capture.body);
        let itself = (!is_picture).then_some((None, capture.body, &capture.content_type));
        let played = capture.played.iter().map(|played| (Some(played.digest), played.digest, &played.content_type));
        let mut media = Vec::new();
        for (file, digest, content_type) in itself.into_iter().chain(played).filter(|_| needs.media) {
            let decoded = match blobs.get(&digest).await? {
                Some(bytes) => media::decode(desk, content_type.as_deref(), &bytes).await,
                None => Some(Err(format!("the sealed bytes {digest} are gone"))),
            };
            media.extend(decoded.map(|decoded| (file, decoded)));
        }
        Ok(Self { text, pictures, media })
    }

    /// What any bank matches, and how many files could not be looked at.
    fn compare(self, index: &BankIndex, capture: &Capture) -> (Vec<Match>, u64) {
        let (mut found, mut unseen) = (Examination::default(), 0);
        exact(index, capture.body, &capture.prints, None, &mut found.matches);
        for picture in capture.pictures.iter().filter(|picture| picture.digest != capture.body) {
            exact(index, picture.digest, &picture.prints, Some(picture.digest), &mut found.matches);
        }
        for played in &capture.played {
            exact(index, played.digest, &played.prints, Some(played.digest), &mut found.matches);
        }
        let budget = Budget::new();
        for (picture, bytes) in capture.pictures.iter().zip(self.pictures) {
            match bytes.map(|bytes| Seen::of(None, Arc::new(bytes), Depth::Look, &budget)) {
                Some(Ok(seen)) => alike(index, &seen, &mut found),
                _ => {
                    unseen += 1;
                    alike_pdq(index, picture.pdq, picture.quality, picture.digest, &mut found.matches);
                }
            }
        }
        if let Some(text) = self.text {
            worded_alike(index, &Normalised::of(&String::from_utf8_lossy(&text)), &mut found.matches);
        }
        for (file, media) in self.media {
            unseen += u64::from(media.is_err());
            media::compare(index, &media::or_why(media), file, &mut found.matches);
        }
        (found.matches, unseen)
    }
}
