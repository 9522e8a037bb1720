//! What a file shows, read as an examination reads it: for putting it into a bank, and for saying what it is known by.

use super::examine::as_page;
use super::frames::{Budget, Unseen, walk};
use super::media;
use crate::apart::{Apart, BROKE_DOWN};
use crate::error::Error;
use crate::ports::Media;
use crate::records::Value;
use matching::digest::Sha256;
use matching::page::Page;
use matching::pdq::Hashed;
use matching::picture::Picture;
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
    /// The fingerprints of a recording or a video, and what of it has none, in words.
    Media(Vec<Value>, Vec<String>),
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
    /// text. `of` makes what is wanted of each frame that shows something new.
    ///
    /// # Errors
    /// No thread could be had, since the process ends.
    pub(crate) async fn by(
        decoder: &dyn Media,
        apart: &Apart,
        content_type: Option<String>,
        bytes: Arc<Vec<u8>>,
        of: fn(&Picture, Hashed) -> T,
    ) -> Result<Self, Error> {
        let of_picture = bytes.clone();
        match apart.run(move || frames(&of_picture, of)).await? {
            Some(Ok(frames)) => return Ok(Self::Picture(frames)),
            Some(Err(Unseen::Other { .. })) => {}
            Some(Err(unseen)) => return Ok(Self::Unread(unseen.why())),
            None => return Ok(Self::broke_down()),
        }
        Ok(match media::decode_by(decoder, content_type.as_deref(), &bytes).await {
            Some(Ok(decoded)) => {
                let made = apart.run(move || media::values(decoded)).await?;
                made.map(|(values, left_out)| Self::Media(values, left_out))
            }
            Some(Err(why)) => Some(Self::Unread(why)),
            None => {
                let read = move || as_page(&bytes, content_type.as_deref(), &nowhere(&bytes));
                apart.run(read).await?.map(|page| Self::Page(Box::new(page)))
            }
        }
        .unwrap_or_else(Self::broke_down))
    }

    fn broke_down() -> Self {
        Self::Unread(BROKE_DOWN.to_owned())
    }
}

/// The address of a file that stands at none.
fn nowhere(bytes: &[u8]) -> Url {
    Url::parse(&format!("urn:sha256:{}", Sha256::of(bytes))).expect("digits make a name")
}

/// Goes through the frames of an animation, or looks at the one of a picture.
fn frames<T>(bytes: &[u8], of: fn(&Picture, Hashed) -> T) -> Result<Frames<T>, Unseen> {
    let (mut made, mut more) = (Vec::new(), 0);
    let walked = walk(bytes, &Budget::new(), |picture, hashed, _| {
        if made.len() < DIFFERENT {
            made.push(of(picture, hashed));
        } else {
            more += 1;
        }
    })?;
    let mut not_examined: Vec<String> = walked.cut_short.into_iter().collect();
    if more > 0 {
        not_examined.push(format!(
            "of the animation the first {DIFFERENT} different frames are compared, and {more} others are not"
        ));
    }
    Ok(Frames { made, looked_at: walked.frames, not_examined })
}
