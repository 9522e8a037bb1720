//! Decoding recordings and videos by ffmpeg, as a child process that is kept from most other things.
//!
//! The child gets a file of ours and a pipe to write to: no shell and no environment. It is told to use the protocols
//! `file` and `pipe` only, and formats that name other files, such as playlists, are not read. `prlimit` bounds its memory
//! and its processor time and lets it write no file. Where the system permits it, `unshare` takes the network from it,
//! loopback too, and `setpriv` any way to gain privileges. It is killed when nobody waits for it any more.
//!
//! It is not kept from reading the files that Vigie's own user may read, nor from seeing that user's other processes, and
//! there is no filter of system calls. Where namespaces are not permitted, whoever takes the decoder over has the network
//! too. Whoever wants more puts the whole service into a sandbox.

mod child;
mod frames;
mod live;

use async_trait::async_trait;
use casework::ports::{Decoded, Media, MediaError};
use child::{Child, End, Program};
use matching::sound::SAMPLE_RATE;
use matching::video::Fingerprint;
use serde::Deserialize;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use tempfile::NamedTempFile;
use tokio::sync::Semaphore;

/// What decoding may cost.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MediaSettings {
    /// Seconds of sound and of video that are decoded; the rest is said not to have been examined.
    pub max_seconds: u32,
    /// Seconds that one run of the decoder may take, by the clock and of processor time.
    pub time_limit: u64,
    /// Bytes of memory that the decoder may reserve.
    pub max_memory: u64,
}

impl Default for MediaSettings {
    /// Two hours, in five minutes, with two gigabytes.
    fn default() -> Self {
        Self { max_seconds: 7_200, time_limit: 300, max_memory: 2 << 30 }
    }
}

/// Formats that are read: those of one file that holds its own sound and pictures.
const FORMATS: &str =
    "aac,ac3,aiff,amr,asf,avi,caf,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,mpegvideo,ogg,w64,wav";

/// Pixels along the longer side of a frame; more tells its hash nothing.
const SIDE: u32 = 512;

/// By how many seconds what was decoded may fall short of what the file announces.
const SHORT: f64 = 3.0;

/// How many files are decoded side by side.
const AT_ONCE: usize = 2;

/// Decodes with ffmpeg, wherever it is on the path.
#[derive(Debug, Clone)]
pub struct Ffmpeg {
    settings: MediaSettings,
    /// Each file that is decoded may take as much memory as the settings allow.
    turns: Arc<Semaphore>,
}

impl Default for Ffmpeg {
    fn default() -> Self {
        Self::new(MediaSettings::default())
    }
}

/// What a file announces.
struct Announced {
    /// How many tracks of each there are.
    sounds: usize,
    videos: usize,
    seconds: Option<f64>,
    /// What was complained of though the file could be read.
    complaint: Option<String>,
}

impl Ffmpeg {
    /// Decodes within these limits.
    #[must_use]
    pub fn new(settings: MediaSettings) -> Self {
        Self { settings, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    fn child(&self, program: Program, file: &Path, arguments: &[&str]) -> Result<Child, MediaError> {
        let mut all = match program {
            Program::Ffprobe => vec!["-v", "error"],
            Program::Ffmpeg => vec!["-nostdin", "-v", "error", "-threads", "1"],
        };
        let input = format!("file:{}", file.display());
        all.extend(["-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS, "-i", &input]);
        all.extend(arguments);
        Child::run(program, &all, self.settings.time_limit, self.settings.max_memory)
    }

    async fn announced(&self, file: &Path) -> Result<Announced, MediaError> {
        #[derive(Deserialize)]
        struct Answer {
            #[serde(default)]
            streams: Vec<Stream>,
            #[serde(default)]
            format: Format,
        }
        #[derive(Deserialize)]
        struct Stream {
            codec_type: Option<String>,
            #[serde(default)]
            disposition: Disposition,
        }
        #[derive(Deserialize, Default)]
        struct Disposition {
            #[serde(default)]
            attached_pic: u8,
        }
        #[derive(Deserialize, Default)]
        struct Format {
            duration: Option<String>,
        }
        let shown = "stream=codec_type:stream_disposition=attached_pic:format=duration";
        let child = self.child(Program::Ffprobe, file, &["-show_entries", shown, "-of", "json"])?;
        let mut json = Vec::new();
        let end = child.read(1 << 20, |bytes| json.extend_from_slice(bytes)).await?;
        let unreadable = |why: String| MediaError::Unreadable { why };
        let complaint = match end {
            End::Well { complaint } => complaint,
            End::Badly { why } => return Err(unreadable(why)),
            End::Cut => None,
            End::Late => return Err(self.late()),
        };
        let answer: Answer = serde_json::from_slice(&json).map_err(|error| unreadable(error.to_string()))?;
        if let (true, Some(why)) = (answer.streams.is_empty(), &complaint) {
            return Err(unreadable(why.clone()));
        }
        // The cover of a record is no video.
        let count = |kind: &str| {
            let of_kind =
                |stream: &&Stream| stream.codec_type.as_deref() == Some(kind) && stream.disposition.attached_pic == 0;
            answer.streams.iter().filter(of_kind).count()
        };
        let seconds = answer.format.duration.as_deref().and_then(|seconds| seconds.parse().ok());
        Ok(Announced { sounds: count("audio"), videos: count("video"), seconds, complaint })
    }

    fn late(&self) -> MediaError {
        MediaError::TimedOut { seconds: self.settings.time_limit }
    }

    /// Says of sound or pictures that were decoded for so many seconds why there are no more.
    fn note(&self, what: &str, seconds: usize, end: End, not_examined: &mut Vec<String>) {
        not_examined.extend(match end {
            End::Late if seconds == 0 => Some(self.late().to_string()),
            End::Cut | End::Late => Some(format!("only the first {seconds} s of the {what} were examined")),
            end => end.trouble().map(|why| format!("the {what} could not be decoded whole: {why}")),
        });
    }

    async fn sound(&self, file: &Path, not_examined: &mut Vec<String>) -> Result<Vec<i16>, MediaError> {
        let (rate, most) = (SAMPLE_RATE.to_string(), self.settings.max_seconds.saturating_add(1).to_string());
        let to_pipe =
            ["-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "1", "-ar", &rate, "-t", &most, "-f", "s16le", "pipe:1"];
        let child = self.child(Program::Ffmpeg, file, &to_pipe)?;
        let limit = self.settings.max_seconds as usize * SAMPLE_RATE as usize;
        let mut bytes = Vec::new();
        let end = child.read(2 * limit, |more| bytes.extend_from_slice(more)).await?;
        let sound: Vec<i16> = bytes.as_chunks().0.iter().map(|sample| i16::from_le_bytes(*sample)).collect();
        self.note("sound", sound.len() / SAMPLE_RATE as usize, end, not_examined);
        Ok(sound)
    }

    async fn video(&self, file: &Path, not_examined: &mut Vec<String>) -> Result<Fingerprint, MediaError> {
        let scale = format!("fps=1,scale=w='min({SIDE},iw)':h='min({SIDE},ih)':force_original_aspect_ratio=decrease");
        let most = self.settings.max_seconds.saturating_add(1).to_string();
        let to_pipe = [
            "-map",
            "0:V:0",
            "-an",
            "-sn",
            "-dn",
            "-vf",
            &scale,
            "-frames:v",
            &most,
            "-pix_fmt",
            "rgb24",
            "-c:v",
            "ppm",
            "-f",
            "image2pipe",
            "pipe:1",
        ];
        let child = self.child(Program::Ffmpeg, file, &to_pipe)?;
        let mut frames = frames::Frames::new(SIDE, self.settings.max_seconds);
        let end = child.read(usize::MAX, |bytes| frames.take(bytes)).await?;
        let (fingerprint, trouble) = frames.done();
        self.note("pictures", fingerprint.frames().len(), end, not_examined);
        not_examined.extend(trouble);
        Ok(fingerprint)
    }
}

#[async_trait]
impl Media for Ffmpeg {
    async fn decode(&self, bytes: Arc<Vec<u8>>) -> Result<Decoded, MediaError> {
        if bytes.is_empty() {
            return Err(MediaError::Empty);
        }
        Program::Ffprobe.find()?;
        let _turn = self.turns.acquire().await;
        let failed = |error: std::io::Error| MediaError::Failed { why: error.to_string() };
        let write = move || {
            let mut file = NamedTempFile::new()?;
            file.write_all(&bytes)?;
            Ok(file)
        };
        let written = tokio::task::spawn_blocking(write).await;
        let file = written.map_err(|error| MediaError::Failed { why: error.to_string() })?.map_err(failed)?;
        let announced = self.announced(file.path()).await?;
        let mut decoded = Decoded::default();
        let mut longest: f64 = 0.0;
        if announced.sounds > 0 {
            let sound = self.sound(file.path(), &mut decoded.not_examined).await?;
            longest = sound.len() as f64 / f64::from(SAMPLE_RATE);
            decoded.sound = Some(sound).filter(|sound| !sound.is_empty());
        }
        if announced.videos > 0 {
            let video = self.video(file.path(), &mut decoded.not_examined).await?;
            longest = longest.max(video.frames().len() as f64);
            decoded.video = Some(video).filter(|video| !video.frames().is_empty());
        }
        if announced.sounds + announced.videos == 0 {
            return Err(MediaError::NoStreams);
        }
        let wanted = announced.seconds.map_or(0.0, |seconds| seconds.min(f64::from(self.settings.max_seconds)));
        if longest + SHORT < wanted && decoded.not_examined.is_empty() {
            decoded.not_examined.push(format!("the file announces {wanted:.0} s, of which {longest:.0} s are there"));
        }
        if decoded.sound.is_none() && decoded.video.is_none() && decoded.not_examined.is_empty() {
            decoded.not_examined.push("nothing could be decoded of what the file announces".to_owned());
        }
        // Which of them is played, a player's user may choose.
        for (tracks, what) in [(announced.sounds, "sound"), (announced.videos, "pictures")] {
            if tracks > 1 {
                decoded.not_examined.push(format!("of {tracks} tracks of {what} only the first was examined"));
            }
        }
        // Last, since a file of which somebody complains may be whole.
        decoded.not_examined.extend(announced.complaint.map(|why| format!("the decoder complains of the file: {why}")));
        Ok(decoded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::whole(12, End::Well { complaint: None }, None)]
    #[case::complaint(12, End::Well { complaint: Some("a gull".to_owned()) }, Some("the sound could not be decoded whole: a gull"))]
    #[case::broken(7, End::Badly { why: "a gull".to_owned() }, Some("the sound could not be decoded whole: a gull"))]
    #[case::too_long(7, End::Cut, Some("only the first 7 s of the sound were examined"))]
    #[case::too_slow(7, End::Late, Some("only the first 7 s of the sound were examined"))]
    #[case::far_too_slow(0, End::Late, Some("decoding took more than 300 s and was ended"))]
    fn why_there_is_no_more_is_said(#[case] seconds: usize, #[case] end: End, #[case] said: Option<&str>) {
        let mut notes = Vec::new();
        Ffmpeg::default().note("sound", seconds, end, &mut notes);
        assert_eq!(notes, said.into_iter().collect::<Vec<_>>());
    }
}
