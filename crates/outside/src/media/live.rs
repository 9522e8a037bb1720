//! Decoding a stream as it comes: plain WAV here, everything else by ffmpeg.

use super::child::{Program, bounded, failed};
use super::{FORMATS, Ffmpeg};
use crate::Tuned;
use casework::ports::MediaError;
use matching::sound::{Beginning, SAMPLE_RATE, Wav};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::mpsc::Sender;

/// Bytes of a stream within which the samples of plain WAV must begin. What begins later is left to ffmpeg, which looks
/// no farther to find out what it is.
const HEAD: usize = 1 << 16;

impl Ffmpeg {
    /// Decodes the sound of a stream until it ends, breaks off, or nobody takes the samples any more. Bytes are taken
    /// from the stream only as fast as samples are taken here. Says how many samples there were. Plain WAV needs no
    /// decoder.
    ///
    /// # Errors
    /// When there is no decoder here, or it cannot be run.
    pub async fn follow(&self, stream: &mut Tuned, samples: &Sender<Vec<i16>>) -> Result<u64, MediaError> {
        let mut head = Vec::new();
        loop {
            match Wav::begin(&head) {
                Beginning::Plain { wav, from } => return Ok(plain(stream, wav, &head[from..], samples).await),
                Beginning::TooShort if head.len() < HEAD => {}
                Beginning::TooShort | Beginning::Other => break,
            }
            let Some(bytes) = stream.next().await else { break };
            head.extend(bytes);
        }
        self.decode_stream(head, stream, samples).await
    }

    async fn decode_stream(
        &self,
        head: Vec<u8>,
        stream: &mut Tuned,
        samples: &Sender<Vec<i16>>,
    ) -> Result<u64, MediaError> {
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
            let mut next = Some(head);
            while let Some(bytes) = next {
                if stdin.write_all(&bytes).await.is_err() {
                    return;
                }
                next = stream.next().await;
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

/// Passes on the samples of plain WAV, of which the first bytes are here already.
async fn plain(stream: &mut Tuned, mut wav: Wav, first: &[u8], samples: &Sender<Vec<i16>>) -> u64 {
    let mut heard = 0;
    let mut next = Some(first.to_vec());
    while let Some(bytes) = next {
        let part = wav.samples(&bytes);
        heard += part.len() as u64;
        if samples.send(part).await.is_err() || wav.has_ended() {
            break;
        }
        next = stream.next().await;
    }
    heard
}
