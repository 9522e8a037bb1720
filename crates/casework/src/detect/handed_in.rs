//! Material that is handed in: single files, folders of files, WARC files.

use super::examine::{Depth, Examination, Material, examine};
use super::frames::{Budget, Unseen};
use super::from_warc::{self, Contents};
use super::looks::Seen;
use super::media;
use super::preserve::{Warc, What, keep, random_id};
use super::{BATCH, blank, conclude};
use crate::apart::BROKE_DOWN;
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::policy::{Actor, Permission};
use crate::ports::Change;
use crate::records::{Item, Kept};
use crate::seal::{Act, Verb, Who};
use domain::id::{BankId, ItemId};
use domain::locator;
use exchange::warc::{Record, RecordKind, Writer};
use futures::{StreamExt as _, stream};
use matching::digest::Sha256;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use url::Url;

/// The largest file that is taken in at once, in bytes. Larger WARC files are split first.
pub const MAX_FILE_BYTES: usize = 1 << 30;
/// How many pages are compared side by side.
const AT_ONCE: usize = 4;

/// A file that is handed in.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Its name.
    pub name: String,
    /// The address it was found at, if that is known.
    pub address: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What became of handed-in material.
#[derive(Debug, Default)]
pub struct HandedIn {
    /// Items taken in, in order, and whether each is new.
    pub items: Vec<(ItemId, bool)>,
    /// What was left out: where, and why.
    pub left_out: Vec<(String, String)>,
}

/// One page, text or picture on its way to becoming an item.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) url: Url,
    pub(super) given: String,
    pub(super) status: Option<u16>,
    pub(super) content_type: Option<String>,
    pub(super) body: Arc<Vec<u8>>,
    /// Why the body is not all there, or not decoded.
    pub(super) cut: Option<String>,
    pub(super) warc: Source,
}

#[derive(Clone)]
pub(super) enum Source {
    /// The bytes alone were handed in; a WARC is written around them.
    Bare,
    /// The WARC that was handed in, already kept.
    Warc(Sha256),
}

/// Takes in files. A WARC gives one item for each page, text or picture that no page in it shows;
/// other files give one item each.
///
/// # Errors
/// Not permitted, or storage failures. What cannot be read is left out and listed.
pub async fn hand_in(desk: &Desk, actor: &Actor, source: &str, files: Vec<Handed>) -> Result<HandedIn, Error> {
    actor.needs(Permission::TakeIn)?;
    crate::banks::refresh(desk).await?;
    let mut handed = HandedIn::default();
    let mut bare = Vec::new();
    for file in files {
        if file.bytes.len() > MAX_FILE_BYTES {
            handed.left_out.push((file.name, format!("larger than {MAX_FILE_BYTES} bytes; split it first")));
        } else if is_warc(&file) {
            warc(desk, actor, source, file, &mut handed).await?;
        } else {
            match address_of(&file) {
                Ok((url, given)) => bare.push(Piece {
                    url,
                    given,
                    status: None,
                    content_type: guess(&file.name),
                    body: Arc::new(file.bytes),
                    cut: None,
                    warc: Source::Bare,
                }),
                Err(why) => handed.left_out.push((file.name, why)),
            }
        }
    }
    examine_all(desk, actor, source, bare, &Arc::default(), &mut handed).await?;
    Ok(handed)
}

fn is_warc(file: &Handed) -> bool {
    let name = file.name.to_ascii_lowercase();
    name.ends_with(".warc") || name.ends_with(".warc.gz")
}

/// A file that was found nowhere on the web is named by its digest.
fn address_of(file: &Handed) -> Result<(Url, String), String> {
    match &file.address {
        Some(address) => Ok((locator::canonical(address).map_err(|error| error.to_string())?, address.clone())),
        None => {
            let urn = format!("urn:sha256:{}", Sha256::of(&file.bytes));
            Ok((Url::parse(&urn).map_err(|error| error.to_string())?, file.name.clone()))
        }
    }
}

/// The content type that a file's name suggests; bytes decide for pictures anyway.
pub(crate) fn guess(name: &str) -> Option<String> {
    let kind = match name.rsplit('.').next()?.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => "text/html",
        "txt" | "md" => "text/plain",
        "jpg" | "jpeg" => "image/jpeg",
        "bmp" | "tif" | "tiff" | "heic" | "heif" | "avif" | "ico" => "image/*",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "mp3" | "wav" | "ogg" | "oga" | "opus" | "flac" | "m4a" | "aac" | "ac3" | "wma" | "amr" | "aif" | "aiff"
        | "caf" => "audio/*",
        "mp4" | "m4v" | "mov" | "webm" | "mkv" | "avi" | "mpg" | "mpeg" | "ts" | "mts" | "m2ts" | "flv" | "3gp"
        | "wmv" | "asf" | "ogv" => "video/*",
        _ => return None,
    };
    Some(kind.to_owned())
}

/// The pictures of a WARC by address, looked at once, or why not.
type Pictures = Arc<HashMap<Url, Result<Seen, Unseen>>>;

async fn warc(desk: &Desk, actor: &Actor, source: &str, file: Handed, handed: &mut HandedIn) -> Result<(), Error> {
    let digest = desk.doors.blobs.put(&file.bytes).await?;
    let name = file.name.clone();
    let read = move || from_warc::read(&file.bytes, digest, from_warc::MAX_DECODED_BYTES);
    let Some(Contents { pages, pictures, left_out }) = desk.apart.run(read).await? else {
        handed.left_out.push((name, BROKE_DOWN.to_owned()));
        return Ok(());
    };
    handed.left_out.extend(left_out.into_iter().map(|(at, why)| (format!("{name}, {at}"), why)));
    examine_all(desk, actor, source, pages, &Arc::new(pictures), handed).await
}

/// Compares pieces side by side and commits them in groups.
async fn examine_all(
    desk: &Desk,
    actor: &Actor,
    source: &str,
    pieces: Vec<Piece>,
    pictures: &Pictures,
    handed: &mut HandedIn,
) -> Result<(), Error> {
    let mut examined =
        stream::iter(pieces.into_iter().map(|piece| examine_piece(desk, piece, pictures.clone()))).buffered(AT_ONCE);
    let mut group = Group::default();
    let mut new: HashMap<Url, ItemId> = HashMap::new();
    while let Some(result) = examined.next().await {
        let (piece, found) = result?;
        let known = match new.get(&piece.url) {
            Some(id) => Some(*id),
            None => desk.find_unique::<Item>(piece.url.as_str()).await?.map(|item| item.id),
        };
        if let Some(id) = known {
            handed.items.push((id, false));
            continue;
        }
        let item = blank(desk, piece.url.clone(), &piece.given, source).await?;
        new.insert(piece.url.clone(), item.id);
        handed.items.push((item.id, true));
        group.asked_of(&found.asked);
        group.changes.extend(record(desk, actor, item, piece, found).await?);
        if group.changes.len() >= 2 * BATCH {
            std::mem::take(&mut group).commit(desk).await?;
        }
    }
    drop(examined);
    if group.changes.is_empty() { Ok(()) } else { group.commit(desk).await }
}

/// What is committed together.
#[derive(Default)]
struct Group {
    changes: Vec<Change>,
    /// The banks that were asked, and at which version: of the examinations among them the one that was made first.
    asked: Option<Vec<(BankId, u64)>>,
}

impl Group {
    /// Notes what an examination asked. Versions only grow, so that the smaller sum is the earlier.
    fn asked_of(&mut self, asked: &[(BankId, u64)]) {
        let sum = |asked: &[(BankId, u64)]| asked.iter().map(|(_, version)| version).sum::<u64>();
        if self.asked.as_ref().is_none_or(|first| sum(asked) < sum(first)) {
            self.asked = Some(asked.to_vec());
        }
    }

    async fn commit(self, desk: &Desk) -> Result<(), Error> {
        crate::banks::catch_up(desk, &self.asked.unwrap_or_default()).await?;
        desk.commit(self.changes).await
    }
}

async fn examine_piece(desk: &Desk, piece: Piece, pictures: Pictures) -> Result<(Piece, Examination), Error> {
    let (media, index) = media::decode_first(desk, piece.content_type.as_deref(), &piece.body).await?;
    let asked = index.versions();
    let (read, cut) = (piece.clone(), piece.cut.clone());
    let work = move || {
        let piece = read;
        let picture = |url: &Url, _: &Budget| pictures.get(url).cloned();
        let mut found = examine(
            &index,
            Material {
                url: &piece.url,
                content_type: piece.content_type.as_deref(),
                body: &piece.body,
                depth: Depth::Capture,
                media,
                picture: &picture,
                played: &|_| None,
            },
        );
        if found.absent > 0 {
            found
                .not_examined
                .push(format!("{} of the files that it shows or plays were not handed in with it", found.absent));
        }
        found
    };
    let mut found = desk.apart.run(work).await?.unwrap_or_else(|| Examination::broke_down(asked));
    found.incomplete |= cut.is_some();
    found.not_examined.extend(cut);
    Ok((piece, found))
}

/// Keeps a piece's bytes, and writes the two changes: taken in, and examined.
async fn record(
    desk: &Desk,
    actor: &Actor,
    mut item: Kept<Item>,
    piece: Piece,
    found: Examination,
) -> Result<[Change; 2], Error> {
    let warc = match piece.warc {
        Source::Warc(digest) => Warc::Kept(digest),
        Source::Bare => Warc::Own(around(desk, &piece)?),
    };
    let act = Act::new(Verb::Detect, "handed_in", item.id.0, Who::Person(actor))
        .detail(json!({ "url": item.url, "given": item.given, "source": item.source }));
    let taken_in = crate::desk::Draft::new(desk).put(&item)?.seal(&act)?;
    item.revision += 1;
    let what = What {
        item: &item,
        vantage: "handed in",
        final_url: &piece.url,
        status: piece.status,
        content_type: piece.content_type,
        body: &piece.body,
    };
    let sealed = keep(desk, what, warc, found).await?;
    let examined = conclude(desk, item, sealed, None).await?;
    Ok([taken_in, examined])
}

/// A WARC with one resource record: the bytes as they were handed in.
fn around(desk: &Desk, piece: &Piece) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new(Vec::new(), true);
    let record = Record {
        kind: RecordKind::Resource,
        id: random_id(desk),
        date: desk.now(),
        target_uri: Some(piece.url.to_string()),
        content_type: Some(piece.content_type.clone().unwrap_or_else(|| "application/octet-stream".to_owned())),
        headers: Vec::new(),
        body: piece.body.to_vec(),
    };
    writer.write(&record).map_err(fault)?;
    writer.finish().map_err(fault)
}
