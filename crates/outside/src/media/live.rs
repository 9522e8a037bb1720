//! Decoding a stream as it comes.

use super::child::{Program, bounded, failed};
use super::{FORMATS, Ffmpeg};
use crate::Tuned;
use casework::ports::MediaError;
use matching::sound::SAMPLE_RATE;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::mpsc::Sender;

impl Ffmpeg {
    /// Decodes the sound of a stream until it ends, breaks off, or nobody takes the samples any more. Bytes are taken
    /// from the stream only as fast as samples are taken here. Says how many samples there were.
    ///
    /// # Errors
    /// When there is no decoder here, or it cannot be run.
    pub async fn follow(&self, mut stream: Tuned, samples: &Sender<Vec<i16>>) -> Result<u64, MediaError> {
        let rate = SAMPLE_RATE.to_string();
        let mut arguments = vec!["-nostdin", "-v", "error", "-threads", "1", "-probesize", "65536"];
        arguments.extend(["-protocol_whitelist", "pipe", "-format_whitelist", FORMATS, "-i", "pipe:0"]);
        arguments.extend([
            "-map",
            "0:a:0",
            "-vn",
            "-ac",
            "1",
            "-ar",
            &rate,
            "-f",
            "s16le",
            "-flush_packets",
            "1",
            "pipe:1",
        ]);
        let mut child =
            bounded(Program::Ffmpeg, &arguments, None, self.settings.max_memory)?.spawn().map_err(failed)?;
        let (Some(mut stdin), Some(mut stdout)) = (child.stdin.take(), child.stdout.take()) else { return Ok(0) };
        let feeding = async move {
            while let Some(bytes) = stream.next().await {
                if stdin.write_all(&bytes).await.is_err() {
                    return;
                }
            }
        };
        let mut heard = 0;
        let taking = async {
            let mut bytes = Vec::new();
            let mut room = vec![0; 1 << 14];
            while let Ok(read @ 1..) = stdout.read(&mut room).await {
                bytes.extend_from_slice(&room[..read]);
                let whole = bytes.len() / 2 * 2;
                let part = bytes[..whole].as_chunks().0.iter().map(|sample| i16::from_le_bytes(*sample)).collect();
                bytes.drain(..whole);
                heard += whole as u64 / 2;
                if samples.send(part).await.is_err() {
                    return;
                }
            }
        };
        // Whoever takes the samples ends it; what feeds may wait for a stream that has fallen silent.
        tokio::select! {
            () = taking => {}
            () = async { feeding.await; std::future::pending::<()>().await } => {}
        }
        Ok(heard)
    }
}
