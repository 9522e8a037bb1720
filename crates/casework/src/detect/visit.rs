//! Looking at a page with its pictures and what it plays, through the fetch port.

use super::examine::{Depth, Examination, Material, examine};
use super::looks::Seen;
use super::media::{self, Played};
use crate::desk::Desk;
use crate::error::Error;
use crate::ports::{FetchError, Fetched};
use matching::page::{Page, PictureSource};
use std::collections::HashMap;
use std::sync::Arc;
use url::Url;

/// How many pictures of one page are fetched.
const MAX_PICTURES: usize = 50;

/// How many recordings and videos of one page are fetched.
const MAX_PLAYED: usize = 5;

/// What was seen at an address and how it compares.
#[derive(Debug)]
pub(crate) struct Visit {
    /// From where.
    pub(crate) vantage: String,
    /// The page.
    pub(crate) fetched: Fetched,
    /// Its pictures, and the recordings and videos that it plays, as fetched.
    pub(crate) files: Vec<Fetched>,
    /// The comparison.
    pub(crate) examination: Examination,
}

/// Why a visit gave nothing: the look itself failed, or we did.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoVisit {
    /// Nothing was seen.
    #[error(transparent)]
    NotSeen(#[from] FetchError),
    /// The comparison broke down.
    #[error(transparent)]
    Ours(#[from] Error),
}

/// Fetches a page with its pictures and what it plays from a vantage point, and compares them with the banks.
pub(crate) async fn visit(desk: &Desk, url: &Url, vantage: &str, depth: Depth) -> Result<Visit, NoVisit> {
    let fetched = desk.doors.fetch.fetch(url, vantage).await?;
    let mut not_examined = fetched.not_examined.clone();
    let (mut files, mut bodies, mut is_cut) = (Vec::new(), Bodies::default(), !not_examined.is_empty());
    if (200..300).contains(&fetched.status) {
        let addresses = addresses_of(desk, &fetched, &mut not_examined).await?;
        // Whoever hides one picture behind fifty others is not to be called clear.
        is_cut |= !not_examined.is_empty();
        for (address, is_played) in addresses {
            match desk.doors.fetch.fetch(&address, vantage).await {
                Ok(file) if file.status == 200 => {
                    not_examined.extend(file.not_examined.iter().map(|why| format!("{address}: {why}")));
                    bodies.put(address, is_played, &file);
                    files.push(file);
                }
                Ok(file) => not_examined.push(format!("{address}: the server answered {}", file.status)),
                Err(error) => not_examined.push(format!("{address}: {error}")),
            }
        }
    }
    if depth == Depth::Capture {
        // Sealed before anything examines it: what breaks a decoder is kept all the same.
        let seen: Vec<&[u8]> = std::iter::once(&fetched).chain(&files).map(|seen| seen.body.as_slice()).collect();
        desk.doors.blobs.put_all(&seen).await.map_err(Error::from)?;
    }
    let mut examination = compare(desk, &fetched, bodies, depth).await?;
    examination.incomplete |= is_cut;
    not_examined.extend(examination.not_examined.iter().cloned());
    not_examined.dedup();
    Ok(Visit { vantage: vantage.to_owned(), fetched, files, examination: Examination { not_examined, ..examination } })
}

/// The files of a page by their addresses.
#[derive(Default)]
struct Bodies {
    pictures: HashMap<Url, Arc<Vec<u8>>>,
    /// With what the server says that they are.
    played: Vec<(Url, Option<String>, Arc<Vec<u8>>)>,
}

impl Bodies {
    fn put(&mut self, address: Url, is_played: bool, file: &Fetched) {
        let body = Arc::new(file.body.clone());
        if is_played {
            self.played.push((address, file.content_type.clone(), body));
        } else {
            self.pictures.insert(address, body);
        }
    }
}

/// The addresses of a page's pictures and of what it plays, the latter marked, in order and without repeats. Parsing runs
/// on a thread of its own.
async fn addresses_of(
    desk: &Desk,
    fetched: &Fetched,
    not_examined: &mut Vec<String>,
) -> Result<Vec<(Url, bool)>, Error> {
    let (body, content_type, url) = (fetched.body.clone(), fetched.content_type.clone(), fetched.url.clone());
    let read = move || Page::read(&body, content_type.as_deref(), &url);
    // What breaks down here breaks down again when it is examined, and is told then.
    let Some(page) = desk.apart.run(read).await? else { return Ok(Vec::new()) };
    let (pictures, played) = (picture_addresses(&page), page.played);
    if pictures.len() > MAX_PICTURES {
        not_examined.push(format!("{} of {} pictures were not fetched", pictures.len() - MAX_PICTURES, pictures.len()));
    }
    if played.len() > MAX_PLAYED {
        let (left, all) = (played.len() - MAX_PLAYED, played.len());
        not_examined.push(format!("{left} of {all} recordings and videos were not fetched"));
    }
    let pictures = pictures.into_iter().take(MAX_PICTURES).map(|url| (url, false));
    Ok(pictures.chain(played.into_iter().take(MAX_PLAYED).map(|url| (url, true))).collect())
}

/// The addresses of the pictures that a page shows, in order, without repeats.
pub(super) fn picture_addresses(page: &Page) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for picture in &page.pictures {
        if let PictureSource::Address(address) = &picture.source
            && !found.contains(address)
        {
            found.push(address.clone());
        }
    }
    found
}

async fn compare(desk: &Desk, fetched: &Fetched, files: Bodies, depth: Depth) -> Result<Examination, Error> {
    let (media, index) = match (200..300).contains(&fetched.status) {
        true => media::decode_first(desk, fetched.content_type.as_deref(), &fetched.body).await?,
        false => (None, desk.index()),
    };
    // What comes while this is decoded is compared later: see `banks::catch_up`.
    let asked = index.versions();
    let mut played = HashMap::new();
    for (url, content_type, body) in files.played {
        let one = Played::of(desk, &index, url.clone(), content_type, body).await?;
        played.insert(url, one.map(Arc::new));
    }
    let (url, content_type, body) = (fetched.url.clone(), fetched.content_type.clone(), fetched.body.clone());
    let work = move || {
        let body = Arc::new(body);
        let material = Material {
            url: &url,
            content_type: content_type.as_deref(),
            body: &body,
            depth,
            media,
            picture: &|url, budget| {
                let bytes = files.pictures.get(url)?;
                Some(Seen::of(Some(url.clone()), bytes.clone(), depth, budget))
            },
            played: &|url| played.get(url).cloned(),
        };
        examine(&index, material)
    };
    Ok(desk.apart.run(work).await?.unwrap_or_else(|| Examination::broke_down(asked)))
}
