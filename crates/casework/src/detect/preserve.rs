//! Sealing what was seen: every request and answer as WARC, the page, its text, its pictures, what it plays.

use super::examine::Examination;
use super::visit::Visit;
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::Hop;
use crate::records::{Capture, CapturedMedia, CapturedPicture, Item};
use domain::id::CaptureId;
use exchange::warc::{self, CaptureFacts, Writer};
use matching::digest::Sha256;
use uuid::Uuid;

/// A capture whose bytes are safe, and what they were found to be.
pub(crate) struct Sealed {
    pub(crate) capture: Capture,
    pub(crate) examination: Examination,
}

/// Writes a visit as WARC.
pub(crate) fn as_warc(desk: &Desk, visit: &Visit) -> Result<Vec<u8>, Error> {
    let hops = visit.fetched.hops.iter().chain(visit.files.iter().flat_map(|file| &file.hops));
    let capture = warc::Capture {
        began: visit.fetched.hops.first().map_or_else(|| desk.now(), |hop| hop.at),
        hops: hops.map(|hop| as_hop(hop, &visit.fetched.not_examined)).collect(),
        attachments: Vec::new(),
        facts: CaptureFacts {
            vantage: visit.vantage.clone(),
            proxy: None,
            tool: "vigie".to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            resolver_answers: Vec::new(),
            tls_chain_sha256: Vec::new(),
            limits_hit: visit.examination.not_examined.clone(),
        },
    };
    let mut writer = Writer::new(Vec::new(), true);
    warc::write_capture(&mut writer, &capture, || random_id(desk)).map_err(fault)?;
    writer.finish().map_err(fault)
}

/// WARC record identifiers are random: they carry no time that a reader could mistake for a stamp.
pub(super) fn random_id(desk: &Desk) -> Uuid {
    let bytes = desk.doors.entropy.bytes32();
    let mut half = [0; 16];
    half.copy_from_slice(&bytes[..16]);
    uuid::Builder::from_random_bytes(half).into_uuid()
}

fn as_hop(hop: &Hop, not_examined: &[String]) -> warc::Hop {
    let mut response = hop.response_head.clone();
    response.extend_from_slice(&hop.body);
    let cut = not_examined.iter().any(|why| why.contains("bytes"));
    warc::Hop {
        at: hop.at,
        url: hop.url.to_string(),
        ip: hop.server,
        request: hop.request_head.clone(),
        response: Some(response),
        truncated: cut.then_some(warc::Truncation::Length),
    }
}

/// Makes a visit's bytes safe and describes them.
pub(super) async fn seal(desk: &Desk, item: &Item, visit: Visit) -> Result<Sealed, Error> {
    let warc = as_warc(desk, &visit)?;
    let fetched = &visit.fetched;
    let what = What {
        item,
        vantage: &visit.vantage,
        final_url: &fetched.url,
        status: Some(fetched.status),
        content_type: fetched.content_type.clone(),
        body: &fetched.body,
    };
    keep(desk, what, Warc::Own(warc), visit.examination).await
}

/// Where the WARC of a capture is.
pub(super) enum Warc {
    /// To be kept with it.
    Own(Vec<u8>),
    /// Kept already: the file that was handed in.
    Kept(Sha256),
}

/// What a capture is of.
pub(super) struct What<'a> {
    pub(super) item: &'a Item,
    pub(super) vantage: &'a str,
    pub(super) final_url: &'a url::Url,
    pub(super) status: Option<u16>,
    pub(super) content_type: Option<String>,
    pub(super) body: &'a [u8],
}

/// Keeps the bytes of a capture, all with one wait for the disk.
pub(super) async fn keep(desk: &Desk, what: What<'_>, warc: Warc, found: Examination) -> Result<Sealed, Error> {
    let mut bytes: Vec<&[u8]> = vec![what.body];
    if let Warc::Own(own) = &warc {
        bytes.push(own);
    }
    if !found.text.is_empty() {
        bytes.push(found.text.as_bytes());
    }
    for picture in &found.pictures {
        bytes.extend([picture.bytes.as_slice(), picture.veil.as_slice()]);
    }
    bytes.extend(found.played.iter().map(|played| played.bytes.as_slice()));
    desk.doors.blobs.put_all(&bytes).await?;
    let pictures = found.pictures.iter().map(|picture| CapturedPicture {
        url: picture.url.clone(),
        digest: picture.digest,
        veil: Sha256::of(&picture.veil),
        size: picture.size,
        pdq: picture.pdq,
        quality: picture.quality,
        prints: picture.prints.clone(),
    });
    let played = found.played.iter().map(|played| CapturedMedia {
        url: played.url.clone(),
        content_type: played.content_type.clone(),
        digest: played.digest,
        prints: played.prints.clone(),
    });
    let capture = Capture {
        id: CaptureId(desk.doors.entropy.id(desk.now())),
        item: what.item.id,
        at: desk.now(),
        vantage: what.vantage.to_owned(),
        final_url: what.final_url.clone(),
        status: what.status,
        content_type: what.content_type,
        warc: match warc {
            Warc::Own(own) => Sha256::of(&own),
            Warc::Kept(digest) => digest,
        },
        body: Sha256::of(what.body),
        prints: found.prints.clone(),
        text: (!found.text.is_empty()).then(|| Sha256::of(found.text.as_bytes())),
        pictures: pictures.collect(),
        played: played.collect(),
        not_examined: found.not_examined.clone(),
    };
    Ok(Sealed { capture, examination: found })
}
