//! Decoding by ffmpeg: what is there, what is missing, and what lies.

use crate::servers::{Reply, Site, fetcher, redirect, settings, status};
use casework::ports::{Decoded, FetchError, Media as _, MediaError};
use matching::sound::{Fingerprint, SAMPLE_RATE, write_wav};
use outside::{AddressRule, FetchSettings, Ffmpeg, MediaSettings};
use rstest::rstest;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// What ffmpeg makes of invented input; nothing without ffmpeg, which `cargo xtask setup` installs.
fn made(arguments: &[&str]) -> Option<Vec<u8>> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-v", "error", "-y"]).args(arguments).arg(file.path()).stdin(Stdio::null());
    match command.status() {
        Ok(status) => assert!(status.success()),
        Err(_) => {
            println!("skipped: no ffmpeg");
            return None;
        }
    }
    Some(std::fs::read(file.path()).unwrap())
}

const TONES: &str = "aevalsrc='0.4*sin(2*PI*t*(300+200*floor(mod(t*3,5))))':d=12:s=44100";
const PICTURES: &str = "testsrc2=duration=12:size=640x360:rate=25";

async fn decode(bytes: Vec<u8>) -> Result<Decoded, MediaError> {
    Ffmpeg::default().decode(Arc::new(bytes)).await
}

#[rstest]
#[case::mp3(&["-f", "lavfi", "-i", TONES, "-b:a", "64k", "-f", "mp3"])]
#[case::ogg(&["-f", "lavfi", "-i", TONES, "-c:a", "libvorbis", "-f", "ogg"])]
#[case::wav(&["-f", "lavfi", "-i", TONES, "-f", "wav"])]
#[tokio::test]
async fn sound_is_decoded(#[case] arguments: &[&str]) {
    let Some(bytes) = made(arguments) else { return };
    let decoded = decode(bytes).await.unwrap();
    assert_eq!((decoded.video, decoded.not_examined), (None, vec![]));
    let samples = decoded.sound.unwrap();
    assert!(samples.len().abs_diff(12 * SAMPLE_RATE as usize) < SAMPLE_RATE as usize / 5);
    assert!(!Fingerprint::of(&samples).is_empty());
}

#[tokio::test]
async fn pictures_and_sound_of_a_video_are_decoded() {
    let arguments =
        ["-f", "lavfi", "-i", PICTURES, "-f", "lavfi", "-i", TONES, "-c:v", "mpeg4", "-c:a", "aac", "-f", "mp4"];
    let Some(bytes) = made(&arguments) else { return };
    let decoded = decode(bytes).await.unwrap();
    assert_eq!(decoded.not_examined, Vec::<String>::new());
    assert!(decoded.sound.is_some());
    let video = decoded.video.unwrap();
    assert!((11..=13).contains(&video.frames().len()), "{}", video.frames().len());
    assert!(!video.is_blank());
    assert!(video.frames().windows(2).all(|two| two[1].at - two[0].at == 1000));
}

#[tokio::test]
async fn a_second_track_is_said_not_to_have_been_examined() {
    let quiet = "anullsrc=r=44100:cl=mono:d=12";
    let arguments =
        ["-f", "lavfi", "-i", quiet, "-f", "lavfi", "-i", TONES, "-map", "0", "-map", "1", "-f", "matroska"];
    let Some(bytes) = made(&arguments) else { return };
    let decoded = decode(bytes).await.unwrap();
    assert_eq!(decoded.not_examined, ["of 2 tracks of sound only the first was examined"]);
}

#[tokio::test]
async fn what_is_too_long_is_examined_as_far_as_is_allowed_and_said() {
    let arguments =
        ["-f", "lavfi", "-i", PICTURES, "-f", "lavfi", "-i", TONES, "-c:v", "mpeg4", "-c:a", "aac", "-f", "mp4"];
    let Some(bytes) = made(&arguments) else { return };
    let short = Ffmpeg::new(MediaSettings { max_seconds: 4, ..MediaSettings::default() });
    let decoded = short.decode(Arc::new(bytes)).await.unwrap();
    assert_eq!(decoded.sound.unwrap().len(), 4 * SAMPLE_RATE as usize);
    assert_eq!(decoded.video.unwrap().frames().len(), 4);
    assert_eq!(
        decoded.not_examined,
        ["only the first 4 s of the sound were examined", "only the first 4 s of the pictures were examined"]
    );
}

#[tokio::test]
async fn a_file_that_breaks_off_is_said_to() {
    let Some(mut bytes) = made(&["-f", "lavfi", "-i", TONES, "-f", "wav"]) else { return };
    bytes.truncate(bytes.len() / 2);
    let decoded = decode(bytes).await.unwrap();
    assert!(decoded.sound.unwrap().len() < 7 * SAMPLE_RATE as usize);
    // Some formats lie about their length; this one announces what is there.
    let Some(mut bytes) =
        made(&["-f", "lavfi", "-i", PICTURES, "-c:v", "mpeg4", "-movflags", "+faststart", "-f", "mp4"])
    else {
        return;
    };
    bytes.truncate(bytes.len() / 2);
    let decoded = decode(bytes).await.unwrap();
    assert!(decoded.video.unwrap().frames().len() < 9);
    assert!(!decoded.not_examined.is_empty());
}

#[tokio::test]
async fn a_file_of_which_the_decoder_complains_is_examined_all_the_same() {
    let Some(bytes) = made(&["-f", "lavfi", "-i", PICTURES, "-c:v", "mpeg4", "-f", "mpegts"]) else { return };
    // It begins within a frame, as what is cut out of a broadcast does.
    let decoded = decode(bytes[1_000..].to_vec()).await.unwrap();
    assert!(decoded.video.unwrap().frames().len() >= 10);
    let complaints = ["the decoder complains of the file: ", "the pictures could not be decoded whole: "];
    let is_complaint = |note: &String| complaints.iter().any(|complaint| note.starts_with(complaint));
    assert!(decoded.not_examined.iter().all(is_complaint), "{:?}", decoded.not_examined);
}

#[rstest]
#[case::empty(b"".to_vec())]
#[case::text(b"REHEARSAL: the lighthouse is closed on Mondays.".to_vec())]
#[case::only_a_header(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec())]
#[case::noise((0..5000u32).map(|n| ((n * n * 31) >> 3) as u8).collect())]
#[case::playlist(b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n".to_vec())]
#[case::list(b"ffconcat version 1.0\nfile /etc/hostname\n".to_vec())]
#[tokio::test]
async fn what_is_no_recording_is_refused_in_words(#[case] bytes: Vec<u8>) {
    if made(&["-f", "lavfi", "-i", TONES, "-f", "wav"]).is_none() {
        return;
    }
    let empty = bytes.is_empty();
    match decode(bytes).await {
        Err(MediaError::Empty) => assert!(empty),
        Err(MediaError::Unreadable { why }) => assert!(!why.is_empty() && !why.contains("/tmp"), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stream_is_followed_from_behind_a_redirect_until_it_ends() {
    let Some(mp3) = made(&["-f", "lavfi", "-i", TONES, "-b:a", "64k", "-f", "mp3"]) else { return };
    let stream = [b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: REHEARSAL\r\n\r\n".to_vec(), mp3].concat();
    let site = Site::start(move |target| match target {
        "/live" => redirect("/stream"),
        "/stream" => Reply::Bytes(stream.clone()),
        _ => status(404),
    })
    .await;
    let fetcher = fetcher(settings());
    let mut stream = fetcher.tune_in(&format!("http://{}/live", site.address).parse().unwrap()).await.unwrap();
    let (send, mut samples) = tokio::sync::mpsc::channel(1);
    let following = tokio::spawn(async move { Ffmpeg::default().follow(&mut stream, &send).await });
    let mut heard = Vec::new();
    while let Some(part) = samples.recv().await {
        heard.extend(part);
    }
    assert_eq!(following.await.unwrap().unwrap(), heard.len() as u64);
    assert!(heard.len().abs_diff(12 * SAMPLE_RATE as usize) < SAMPLE_RATE as usize / 2, "{}", heard.len());
    assert!(!Fingerprint::of(&heard).is_empty());
}

#[tokio::test]
async fn a_stream_without_end_is_left_when_nobody_listens_any_more() {
    let Some(mp3) = made(&["-f", "lavfi", "-i", TONES, "-b:a", "64k", "-f", "mp3"]) else { return };
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n".to_vec();
    let site = Site::start(move |_| Reply::Endless(head.clone(), mp3.clone())).await;
    let fetcher = fetcher(settings());
    let mut stream = fetcher.tune_in(&format!("http://{}/stream", site.address).parse().unwrap()).await.unwrap();
    let (send, mut samples) = tokio::sync::mpsc::channel(1);
    let following = tokio::spawn(async move { Ffmpeg::default().follow(&mut stream, &send).await });
    let mut heard = 0;
    while heard < 30 * SAMPLE_RATE as usize {
        heard += samples.recv().await.unwrap().len();
    }
    drop(samples);
    following.await.unwrap().unwrap();
}

#[tokio::test]
async fn plain_wav_is_followed_without_a_decoder_though_it_announces_no_length() {
    let tones: Vec<i16> = (0..40_000i32).map(|n| (n * n % 20_011 - 10_005) as i16).collect();
    let (mut first, mut again) = (write_wav(&tones), Vec::new());
    first[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
    again.extend_from_slice(&first[44..]);
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\n\r\n".to_vec();
    let first = [head, first].concat();
    let site = Site::start(move |_| Reply::Endless(first.clone(), again.clone())).await;
    let mut stream = fetcher(settings()).tune_in(&site.url("/stream")).await.unwrap();
    let (send, mut samples) = tokio::sync::mpsc::channel(1);
    // A decoder that may use no memory cannot be run.
    let without = Ffmpeg::new(MediaSettings { max_memory: 0, ..MediaSettings::default() });
    let following = tokio::spawn(async move { without.follow(&mut stream, &send).await });
    let mut heard = Vec::new();
    while heard.len() < 3 * tones.len() {
        heard.extend(samples.recv().await.unwrap());
    }
    drop(samples);
    assert!(following.await.unwrap().unwrap() >= heard.len() as u64);
    assert!(heard.iter().eq(tones.iter().cycle().take(heard.len())));
}

#[rstest]
#[case::a_file(true, true, true)]
#[case::a_file_that_breaks_off(true, false, false)]
#[case::a_stream_that_ends(false, true, false)]
#[tokio::test]
async fn a_file_is_told_from_a_stream(#[case] announced: bool, #[case] whole: bool, #[case] file: bool) {
    let wav = write_wav(&(0..40_000i32).map(|n| (n * n % 20_011 - 10_005) as i16).collect::<Vec<_>>());
    let length = if announced { format!("Content-Length: {}\r\n", wav.len()) } else { String::new() };
    let there = if whole { wav.len() } else { wav.len() / 2 };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\n{length}\r\n").into_bytes();
    let answer = [head, wav[..there].to_vec()].concat();
    let site = Site::start(move |_| Reply::Bytes(answer.clone())).await;
    let mut stream = fetcher(settings()).tune_in(&site.url("/tones.wav")).await.unwrap();
    let (send, mut samples) = tokio::sync::mpsc::channel(1);
    let following = async {
        let heard = Ffmpeg::default().follow(&mut stream, &send).await.unwrap();
        drop(send);
        heard
    };
    let listening = async { while samples.recv().await.is_some() {} };
    let (heard, ()) = tokio::join!(following, listening);
    assert!(heard > 0);
    assert_eq!(stream.is_file(), file);
}

#[tokio::test]
async fn a_stream_on_a_private_address_is_not_listened_to() {
    let settings = FetchSettings { addresses: AddressRule::PublicOnly, ..settings() };
    let refused = fetcher(settings).tune_in(&"http://127.0.0.1:9/stream".parse().unwrap()).await;
    assert!(matches!(refused, Err(FetchError::ForbiddenAddress { .. })));
}

#[tokio::test]
async fn a_decoder_that_takes_too_long_is_ended() {
    let Some(bytes) = made(&["-f", "lavfi", "-i", TONES, "-f", "wav"]) else { return };
    let hasty = Ffmpeg::new(MediaSettings { time_limit: 0, ..MediaSettings::default() });
    assert!(matches!(hasty.decode(Arc::new(bytes)).await, Err(MediaError::TimedOut { seconds: 0 })));
}
