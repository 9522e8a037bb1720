//! Applications as files, and streams.

use super::{ask, collector, fixture, has, links};
use crate::servers::{Reply, Site, page, status};
use casework::ports::CollectError;
use domain::map::Source;

/// What `apksigner verify --print-certs` prints.
const RSA: &str = "6a282a2e1634f95793033aa9ab81e00c4eafd0333264ee65f599968f27475017";
const EC: &str = "1c662bc9b11ee774e6239198213e715539d111772450a339323946487f58ac3e";

fn file(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).unwrap()
}

async fn tides(bytes: Vec<u8>) -> Result<casework::ports::Collected, CollectError> {
    let site = Site::start(move |target| if target == "/tides.apk" { page("", &bytes) } else { status(404) }).await;
    let about = format!("site http://{}/tides.apk", site.address);
    ask(&collector(None, None, |_| {}), &about, Source::Apk).await
}

#[tokio::test]
async fn who_signed_an_application_is_proved() {
    for (name, signer) in [("harbour-rsa.apk", RSA), ("harbour-ec.apk", EC)] {
        let found = tides(file(name)).await.unwrap();
        assert!(
            has(&found, &format!("app example.harbour.tides@127.0.0.1 signed_by signer {signer}")),
            "{:?}",
            found.not_examined
        );
        assert!(links(&found)[0].ends_with("points_to app example.harbour.tides@127.0.0.1"));
        assert_eq!((found.not_examined.len(), found.answers[0].bytes.clone()), (0, file(name)));
    }
}

/// The same signing block before another content, and the same content under another signature.
#[tokio::test]
async fn a_signature_that_is_not_of_this_file_proves_nothing() {
    let mut other = file("harbour-ec.apk");
    other[14] ^= 1;
    let mut wrong = file("harbour-ec.apk");
    let signature = exchange::apk::read(&wrong).unwrap().signers[0].signatures[0].bytes.clone();
    let place = wrong.windows(signature.len()).position(|window| window == signature).unwrap();
    wrong[place + signature.len() - 1] ^= 1;
    for (bytes, why) in [(other, "not this file"), (wrong, "signature in it is wrong")] {
        let found = tides(bytes).await.unwrap();
        assert!(links(&found).iter().all(|link| !link.contains("signed_by")), "{why}");
        assert!(found.not_examined.iter().any(|note| note.contains(why)), "{:?}", found.not_examined);
    }
    let error = tides(b"REHEARSAL: no archive".to_vec()).await.unwrap_err();
    assert!(matches!(error, CollectError::BadAnswer { .. }), "{error}");
}

#[tokio::test]
async fn a_stream_without_end_is_left_after_its_beginning() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nServer: Icecast 2.4\r\nicy-name: REHEARSAL Radio\r\n\
                 icy-genre: weather\r\nicy-url: https://harbour.test/\r\n\r\n";
    let site = Site::start(move |target| match target {
        "/live" => Reply::Endless(head.to_vec(), vec![0; 8192]),
        _ => status(404),
    })
    .await;
    let own = format!("stream http://{}/live", site.address);
    let found = ask(&collector(None, None, |_| {}), &own, Source::Stream).await.unwrap();
    assert_eq!(
        links(&found),
        [format!("{own} published_on address 127.0.0.1"), format!("{own} points_to site https://harbour.test")]
    );
    assert_eq!(found.observations[0].note, "server Icecast 2.4");
    assert_eq!(found.observations[1].note, "programme REHEARSAL Radio, weather");
    assert!(found.answers[0].bytes.len() < 70_000);
}

#[tokio::test]
async fn playlists_name_other_hosts() {
    let list =
        b"#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,URI=\"https://pier.test/a.m3u8\"\nlow.m3u8\nhttps://quay.test/high.m3u8\n\
                 https://quay.test/higher.m3u8\n";
    let pls = b"[playlist]\nFile1=http://moor.test:8000/live\nTitle1=REHEARSAL\nNumberOfEntries=1\n";
    let site = Site::start(move |target| match target {
        "/live.m3u8" => page("Content-Type: application/vnd.apple.mpegurl\r\n", list),
        "/live.pls" => page("", pls),
        _ => status(404),
    })
    .await;
    for (path, others) in [
        ("live.m3u8", &["https://pier.test/a.m3u8", "https://quay.test/high.m3u8"][..]),
        ("live.pls", &["http://moor.test:8000/live"]),
    ] {
        let own = format!("stream http://{}/{path}", site.address);
        let found = ask(&collector(None, None, |_| {}), &own, Source::Stream).await.unwrap();
        let wanted: Vec<String> = others.iter().map(|other| format!("{own} points_to stream {other}")).collect();
        assert_eq!(links(&found)[1..], wanted);
    }
}
