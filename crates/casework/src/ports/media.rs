//! What is heard and seen in a recording or a video.

use async_trait::async_trait;
use matching::video;
use std::sync::Arc;

/// What a decoder made of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoded {
    /// Its sound, [`matching::sound::SAMPLE_RATE`] samples a second, if it has any.
    pub sound: Option<Vec<i16>>,
    /// Its frames, one a second at most, if it has any.
    pub video: Option<video::Fingerprint>,
    /// What was not decoded, in words.
    pub not_examined: Vec<String>,
}

/// Why nothing was decoded. None means that there is nothing known in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// There is nothing that decodes here.
    #[error("sound and video are not examined here, because {program} is not installed")]
    NoProgram {
        /// What is missing.
        program: String,
    },
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// The decoder does not take it for a recording or video.
    #[error("it cannot be read as sound or video: {why}")]
    Unreadable {
        /// What the decoder says.
        why: String,
    },
    /// It is one, and holds neither.
    #[error("the file holds neither sound nor pictures")]
    NoStreams,
    /// It took too long.
    #[error("decoding took more than {seconds} s and was ended")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// The decoder could not be run.
    #[error("the decoder could not be run: {why}")]
    Failed {
        /// What went wrong.
        why: String,
    },
}

/// Decodes recordings and videos within limits of time, memory and length.
#[async_trait]
pub trait Media: Send + Sync {
    /// Decodes a file, whatever its name says.
    async fn decode(&self, bytes: Arc<Vec<u8>>) -> Result<Decoded, MediaError>;
}

/// An installation without a decoder: it says of each file that it was not examined.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoDecoder;

#[async_trait]
impl Media for NoDecoder {
    async fn decode(&self, _: Arc<Vec<u8>>) -> Result<Decoded, MediaError> {
        Err(MediaError::NoProgram { program: "ffmpeg".to_owned() })
    }
}
