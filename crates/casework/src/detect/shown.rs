//! What a file shows, read as an examination reads it: for putting it into a bank, and for saying what it is known by.

use super::looks::{FRAMES, NOTHING_NEW};
use super::media;
use crate::error::{Error, fault};
use crate::ports::{Decoded, Media};
use matching::digest::Sha256;
use matching::page::Page;
use matching::pdq::Hashed;
use matching::picture::{self, FrameLimits, Limits, Picture};
use std::sync::Arc;
use url::Url;

/// Frames with something new of which something is made; those beyond are counted.
const DIFFERENT: usize = 16;

/// What a file shows.
pub(crate) enum Shown<T> {
    /// A picture, or an animation.
    Picture(Frames<T>),
    /// A picture that cannot be read, or a recording or video that cannot be decoded, and why.
    Unread(String),
    /// A recording or a video.
    Media(Decoded),
    /// A page or a text; of anything else the page is empty and says so.
    Page(Box<Page>),
}

/// What was made of the frames that show something new.
#[derive(Debug)]
pub(crate) struct Frames<T> {
    /// Of each, in their order; never empty.
    pub(crate) made: Vec<T>,
    /// How many frames were looked at.
    pub(crate) looked_at: usize,
    /// Why there are no more.
    pub(crate) not_examined: Vec<String>,
}

impl<T: Send + 'static> Shown<T> {
    /// Reads a file: as a picture, as a recording or video by its first bytes or its type, and else as a page or a
    /// text. `of` makes what is wanted of each frame that shows something new. Decoding runs on threads of its own.
    ///
    /// # Errors
    /// Such a thread that broke down.
    pub(crate) async fn by(
        decoder: &dyn Media,
        content_type: Option<String>,
        bytes: Arc<Vec<u8>>,
        of: fn(&Picture, Hashed) -> T,
    ) -> Result<Self, Error> {
        let of_picture = bytes.clone();
        let looked = tokio::task::spawn_blocking(move || frames(&of_picture, of)).await.map_err(fault)?;
        match looked {
            Ok(frames) => return Ok(Self::Picture(frames)),
            Err(picture::Error::NotAPicture) => {}
            Err(error) => return Ok(Self::Unread(error.to_string())),
        }
        Ok(match media::decode_by(decoder, content_type.as_deref(), &bytes).await {
            Some(Ok(decoded)) => Self::Media(decoded),
            Some(Err(why)) => Self::Unread(why),
            None => {
                let read = move || Page::read(&bytes, content_type.as_deref(), &nowhere(&bytes));
                Self::Page(Box::new(tokio::task::spawn_blocking(read).await.map_err(fault)?))
            }
        })
    }
}

/// The address of a file that stands at none.
fn nowhere(bytes: &[u8]) -> Url {
    Url::parse(&format!("urn:sha256:{}", Sha256::of(bytes))).expect("digits make a name")
}

/// Goes through the frames of an animation, or looks at the one of a picture.
fn frames<T>(bytes: &[u8], of: fn(&Picture, Hashed) -> T) -> Result<Frames<T>, picture::Error> {
    let limits = FrameLimits { max_frames: FRAMES, ..FrameLimits::default() };
    let (mut made, mut hashes, mut more) = (Vec::new(), Vec::<Hashed>::new(), 0);
    let (mut looked_at, mut not_examined) = (0, Vec::new());
    for frame in picture::frames(bytes, &Limits::default(), limits)? {
        let picture = match frame {
            Ok(frame) => frame.picture,
            Err(error) if looked_at == 0 => return Err(error),
            Err(error) => {
                not_examined.push(error.to_string());
                break;
            }
        };
        looked_at += 1;
        let hashed = picture.hash();
        // One that is faint hashes like the same in full, and is not compared.
        let covers = |earlier: &Hashed| earlier.is_usable() || !hashed.is_usable();
        if hashes.iter().any(|earlier| covers(earlier) && earlier.pdq.distance(hashed.pdq) <= NOTHING_NEW) {
            continue;
        }
        if made.len() < DIFFERENT {
            hashes.push(hashed);
            made.push(of(&picture, hashed));
        } else {
            more += 1;
        }
    }
    if more > 0 {
        not_examined.push(format!(
            "of the animation the first {DIFFERENT} different frames are compared, and {more} others are not"
        ));
    }
    Ok(Frames { made, looked_at, not_examined })
}
