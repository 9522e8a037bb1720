//! Answers without end, without measure or without sense.

use crate::servers::{Reply, Site, fetch, fetcher, only, page, redirect, settings, status};
use casework::ports::{Fetch, FetchError};
use flate2::Compression;
use flate2::write::GzEncoder;
use outside::FetchSettings;
use std::io::Write;

#[tokio::test]
async fn a_loop_of_redirects_ends_when_it_closes() {
    let site = Site::start(|target| match target {
        "/a" => redirect("/b"),
        "/b" => redirect("/a"),
        _ => status(404),
    })
    .await;
    let error = fetch(settings(), &site.url("/a")).await.unwrap_err();
    assert_eq!(error, FetchError::TooManyRedirects { limit: 10 });
    assert_eq!(site.targets(), ["/a", "/b"]);
}

#[tokio::test]
async fn redirects_without_end_are_left() {
    let site = Site::start(|target| match target {
        "/robots.txt" => status(404),
        _ => redirect(&format!("{target}x")),
    })
    .await;
    let settings = FetchSettings { max_redirects: 3, ..settings() };
    let error = fetch(settings, &site.url("/")).await.unwrap_err();
    assert_eq!(error, FetchError::TooManyRedirects { limit: 3 });
    assert_eq!(site.targets(), ["/", "/x", "/xx", "/xxx"]);
}

#[tokio::test]
async fn a_body_without_end_is_cut_and_said_to_be() {
    let line = b"<p>REHEARSAL: the tide comes in and goes out.</p>\n".repeat(300);
    for head in ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n"] {
        let site = Site::start(only("/", Reply::Endless(head.into(), line.clone()))).await;
        let settings = FetchSettings { max_body_bytes: 100_000, ..settings() };
        let seen = fetch(settings, &site.url("/")).await.unwrap();
        assert_eq!((seen.body.len(), seen.hops[0].body.len()), (100_000, 100_000));
        let [note] = seen.not_examined.as_slice() else { panic!("one note") };
        assert!(note.contains("cut at 100000"), "{note}");
        assert_eq!(note.contains("of 10737418240 bytes"), head.contains("Content-Length"));
    }
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_whole() {
    let site = Site::start(only("/", page("", &[b'x'; 1000]))).await;
    let seen = fetch(FetchSettings { max_body_bytes: 1000, ..settings() }, &site.url("/")).await.unwrap();
    assert_eq!((seen.body.len(), seen.not_examined.len()), (1000, 0));
}

#[tokio::test]
async fn a_bomb_is_unpacked_up_to_the_limit() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        encoder.write_all(&[0; 1024 * 1024]).unwrap();
    }
    let packed = encoder.finish().unwrap();
    let site = Site::start(only("/", page("Content-Encoding: gzip\r\n", &packed))).await;
    let settings = FetchSettings { max_decoded_bytes: 5_000, ..settings() };
    let seen = fetch(settings, &site.url("/")).await.unwrap();
    assert_eq!(seen.body, vec![0; 5_000]);
    assert_eq!(seen.hops[0].body, packed);
    assert!(seen.not_examined[0].contains("cut at 5000 bytes"));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for() {
    let site = Site::start(|target| match target {
        "/robots.txt" => page("", b""),
        _ => Reply::Silent(Vec::new()),
    })
    .await;
    let settings = FetchSettings { total_timeout_ms: 300, ..settings() };
    let error = fetch(settings, &site.url("/")).await.unwrap_err();
    assert_eq!(error, FetchError::TimedOut { seconds: 1 });
}

#[tokio::test]
async fn a_body_that_stops_coming_is_kept_as_far_as_it_came() {
    let reply = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nREHEARSAL".to_vec();
    for (reply, why) in [(Reply::Silent(reply.clone()), "too slow"), (Reply::Bytes(reply), "broke off after 9 bytes")] {
        let site = Site::start(only("/", reply)).await;
        let settings = FetchSettings { total_timeout_ms: 400, ..settings() };
        let seen = fetch(settings, &site.url("/")).await.unwrap();
        assert_eq!((seen.status, seen.body.as_slice()), (200, b"REHEARSAL".as_slice()));
        assert!(seen.not_examined[0].contains(why), "{:?}", seen.not_examined);
    }
}

#[tokio::test]
async fn an_answer_that_is_none_is_named() {
    for bytes in [b"tide\r\n\r\n".to_vec(), b"HTTP/1.1 999999 X\r\n\r\n".to_vec(), Vec::new()] {
        let site = Site::start(only("/", Reply::Bytes(bytes))).await;
        assert_eq!(fetch(settings(), &site.url("/")).await.unwrap_err(), FetchError::BadAnswer);
    }
}

#[tokio::test]
async fn nobody_there_is_named() {
    let (site, listener) = Site::bind(|_| page("", b"")).await;
    drop(listener);
    let error = fetch(settings(), &site.url("/")).await.unwrap_err();
    assert_eq!(error, FetchError::NoConnection { host: "127.0.0.1".into() });
}

#[tokio::test]
async fn a_host_is_not_asked_again_before_its_pause_is_over() {
    let site = Site::start(only("/", page("", b"REHEARSAL"))).await;
    let fetcher = fetcher(FetchSettings { per_host_interval_ms: 150, ..settings() });
    let began = tokio::time::Instant::now();
    fetcher.fetch(&site.url("/"), "Home").await.unwrap();
    fetcher.fetch(&site.url("/"), "Home").await.unwrap();
    // robots.txt, the page, the page again: two pauses.
    assert_eq!(site.asked().len(), 3);
    assert!(began.elapsed().as_millis() >= 300);
}
