//! Looking at a page with its pictures, through the fetch port.

use super::examine::{Depth, Examination, Material, examine};
use super::looks::Seen;
use super::media;
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::{FetchError, Fetched};
use matching::page::{Page, PictureSource};
use std::collections::HashMap;
use std::sync::Arc;
use url::Url;

/// How many pictures of one page are fetched.
const MAX_PICTURES: usize = 20;

/// What was seen at an address and how it compares.
#[derive(Debug)]
pub(crate) struct Visit {
    /// From where.
    pub(crate) vantage: String,
    /// The page.
    pub(crate) fetched: Fetched,
    /// Its pictures, as fetched.
    pub(crate) pictures: Vec<Fetched>,
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

/// Fetches a page and its pictures from a vantage point and compares them with the banks.
pub(crate) async fn visit(desk: &Desk, url: &Url, vantage: &str, depth: Depth) -> Result<Visit, NoVisit> {
    let fetched = desk.doors.fetch.fetch(url, vantage).await?;
    let mut not_examined = fetched.not_examined.clone();
    let (mut pictures, mut seen) = (Vec::new(), HashMap::new());
    if (200..300).contains(&fetched.status) {
        for address in picture_addresses(&fetched, &mut not_examined).await? {
            match desk.doors.fetch.fetch(&address, vantage).await {
                Ok(picture) if picture.status == 200 => {
                    seen.insert(address, Arc::new(picture.body.clone()));
                    pictures.push(picture);
                }
                Ok(picture) => not_examined.push(format!("{address}: the server answered {}", picture.status)),
                Err(error) => not_examined.push(format!("{address}: {error}")),
            }
        }
    }
    if depth == Depth::Capture {
        // Sealed before anything examines it: what breaks a decoder is kept all the same.
        let bodies: Vec<&[u8]> = std::iter::once(&fetched).chain(&pictures).map(|seen| seen.body.as_slice()).collect();
        desk.doors.blobs.put_all(&bodies).await.map_err(Error::from)?;
    }
    let mut examination = compare(desk, &fetched, seen, depth).await?;
    examination.incomplete |= !fetched.not_examined.is_empty();
    not_examined.extend(examination.not_examined.iter().cloned());
    not_examined.dedup();
    Ok(Visit {
        vantage: vantage.to_owned(),
        fetched,
        pictures,
        examination: Examination { not_examined, ..examination },
    })
}

/// The addresses of a page's pictures, in order, without repeats. Parsing runs on a thread of its own.
async fn picture_addresses(fetched: &Fetched, not_examined: &mut Vec<String>) -> Result<Vec<Url>, Error> {
    let (body, content_type, url) = (fetched.body.clone(), fetched.content_type.clone(), fetched.url.clone());
    let found =
        tokio::task::spawn_blocking(move || addresses(&body, content_type.as_deref(), &url)).await.map_err(fault)?;
    if found.len() > MAX_PICTURES {
        not_examined.push(format!("{} of {} pictures were not fetched", found.len() - MAX_PICTURES, found.len()));
    }
    Ok(found.into_iter().take(MAX_PICTURES).collect())
}

/// The addresses of the pictures that a page shows.
pub(super) fn addresses(body: &[u8], content_type: Option<&str>, url: &Url) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for picture in Page::read(body, content_type, url).pictures {
        if let PictureSource::Address(address) = picture.source
            && !found.contains(&address)
        {
            found.push(address);
        }
    }
    found
}

async fn compare(
    desk: &Desk,
    fetched: &Fetched,
    pictures: HashMap<Url, Arc<Vec<u8>>>,
    depth: Depth,
) -> Result<Examination, Error> {
    let (media, index) = match (200..300).contains(&fetched.status) {
        true => media::decode_first(desk, fetched.content_type.as_deref(), &fetched.body).await?,
        false => (None, desk.index()),
    };
    let (url, content_type, body) = (fetched.url.clone(), fetched.content_type.clone(), fetched.body.clone());
    let work = move || {
        let picture = |url: &Url| pictures.get(url).map(|bytes| Seen::of(Some(url.clone()), bytes.clone(), depth));
        examine(
            &index,
            Material { url: &url, content_type: content_type.as_deref(), body: &body, depth, media, picture: &picture },
        )
    };
    tokio::task::spawn_blocking(work).await.map_err(fault)
}
