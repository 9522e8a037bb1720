//! A page as it is seen and recorded.

use crate::servers::{Reply, Site, USER_AGENT, fetch, fetcher, only, page, redirect, settings, status, vantage};
use casework::ports::{Fetch, FetchError};
use flate2::Compression;
use flate2::write::GzEncoder;
use outside::{FetchSettings, FetchSettingsError, Fetcher, Route};
use std::io::Write;
use url::Url;

#[tokio::test]
async fn a_page_is_kept_as_it_went_over_the_wire() {
    let site =
        Site::start(only("/quay?tide=high", page("Content-Type: text/html\r\nX-Lamp: lit\r\n", b"REHEARSAL"))).await;
    let url = site.url("/quay?tide=high#lamp");
    let seen = fetch(settings(), &url).await.unwrap();
    assert_eq!((seen.status, seen.body.as_slice()), (200, b"REHEARSAL".as_slice()));
    assert_eq!(seen.content_type.as_deref(), Some("text/html"));
    assert_eq!(seen.not_examined, Vec::<String>::new());
    let [hop] = seen.hops.as_slice() else { panic!("one hop") };
    assert_eq!(hop.server, Some(site.address.ip()));
    assert_eq!(hop.at, "2026-05-04T10:00:00Z".parse().unwrap());
    // What is recorded is what the server read, to the byte.
    let (_, head) = site.asked().pop().unwrap();
    assert_eq!(String::from_utf8_lossy(&hop.request_head), head);
    assert!(head.starts_with("GET /quay?tide=high HTTP/1.1\r\nhost: 127.0.0.1:"));
    assert!(head.contains(&format!("user-agent: {USER_AGENT}\r\n")));
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nx-lamp: lit\r\ncontent-length: 9\r\n\r\n";
    assert_eq!(String::from_utf8_lossy(&hop.response_head), answer);
}

#[tokio::test]
async fn chunks_are_joined_and_the_head_says_so() {
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntide\r\n0\r\n\r\n".to_vec();
    let site = Site::start(only("/", Reply::Bytes(chunked))).await;
    let seen = fetch(settings(), &site.url("/")).await.unwrap();
    assert_eq!(seen.body, b"tide");
    let head = String::from_utf8(seen.hops[0].response_head.clone()).unwrap();
    assert!(head.contains("\r\nx-archive-orig-transfer-encoding: chunked\r\n") && !head.contains("\r\ntransfer-"));
}

#[tokio::test]
async fn content_coding_stays_in_the_record_and_is_undone_beside_it() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"REHEARSAL tide table").unwrap();
    let packed = encoder.finish().unwrap();
    let site = Site::start(only("/", page("Content-Encoding: gzip\r\n", &packed))).await;
    let seen = fetch(settings(), &site.url("/")).await.unwrap();
    assert_eq!(seen.body, b"REHEARSAL tide table");
    assert_eq!(seen.hops[0].body, packed);
}

#[tokio::test]
async fn bytes_in_a_wrong_charset_are_left_alone() {
    let body = b"<meta charset=shift_jis>caf\xe9 \xff\xfe\x80";
    let site = Site::start(only("/", page("Content-Type: text/html; charset=utf-8\r\n", body))).await;
    let seen = fetch(settings(), &site.url("/")).await.unwrap();
    assert_eq!(seen.body, body);
    assert_eq!(seen.content_type.as_deref(), Some("text/html; charset=utf-8"));
}

#[tokio::test]
async fn redirects_are_followed_one_by_one_and_kept() {
    let site = Site::start(|target| match target {
        "/old" => redirect("pier/new"),
        "/pier/new" => redirect("/last?x"),
        "/last?x" => page("", b"REHEARSAL"),
        _ => status(404),
    })
    .await;
    let seen = fetch(settings(), &site.url("/old")).await.unwrap();
    assert_eq!(seen.url, site.url("/last?x"));
    let hops: Vec<(&str, u16)> = seen.hops.iter().map(|hop| (hop.url.path(), hop.status)).collect();
    assert_eq!(hops, [("/old", 302), ("/pier/new", 302), ("/last", 200)]);
}

#[tokio::test]
async fn a_page_that_is_gone_is_an_answer() {
    let site = Site::start(|_| status(410)).await;
    assert_eq!(fetch(settings(), &site.url("/")).await.unwrap().status, 410);
}

#[tokio::test]
async fn a_site_sees_us_come_from_the_address_of_the_vantage_point() {
    let site = Site::start(only("/", page("", b"REHEARSAL"))).await;
    let mut settings = settings();
    settings.vantages.push(vantage("Away", Route::LocalAddress("127.9.0.7".parse().unwrap())));
    let fetcher = fetcher(settings);
    assert_eq!(fetcher.vantages()[1].name, "Away");
    fetcher.fetch(&site.url("/"), "Home").await.unwrap();
    fetcher.fetch(&site.url("/"), "Away").await.unwrap();
    let peers: Vec<String> = site.asked().iter().map(|(peer, _)| peer.to_string()).collect();
    assert_eq!(peers, ["127.0.0.1", "127.0.0.1", "127.9.0.7", "127.9.0.7"]);
    let error = fetcher.fetch(&site.url("/"), "Nowhere").await.unwrap_err();
    assert_eq!(error, FetchError::NoSuchVantage { name: "Nowhere".into() });
}

#[tokio::test]
async fn a_password_in_an_address_is_not_sent() {
    let site = Site::start(only("/", page("", b"REHEARSAL"))).await;
    let url = Url::parse(&format!("http://keeper:lamp@{}/", site.address)).unwrap();
    let seen = fetch(settings(), &url).await.unwrap();
    assert_eq!(seen.url, site.url("/"));
    assert!(!site.asked().iter().any(|(_, head)| head.contains("authorization")));
}

#[test]
fn settings_that_cannot_work_are_refused_by_name() {
    let clock = crate::servers::clock;
    let new = |change: fn(&mut FetchSettings)| {
        let mut settings = settings();
        change(&mut settings);
        Fetcher::new(settings, clock()).err().unwrap()
    };
    let user_agent = |text: &str| {
        let settings = FetchSettings { user_agent: text.into(), ..settings() };
        matches!(Fetcher::new(settings, clock()), Err(FetchSettingsError::UserAgent { .. }))
    };
    assert!(user_agent("") && user_agent("vigie/1") && user_agent("1 (+https://unit.example)"));
    assert!(user_agent("vigie (+https://unit.example)\r\nX: y"));
    assert!(matches!(new(|s| s.vantages.clear()), FetchSettingsError::NoVantage));
    assert!(matches!(new(|s| s.vantages.push(vantage("Home", Route::Direct))), FetchSettingsError::Vantage { .. }));
    assert!(matches!(new(|s| s.vantages[0].country = "fr".into()), FetchSettingsError::Vantage { .. }));
    let ftp = |s: &mut FetchSettings| s.vantages[0].route = Route::Proxy("ftp://p.example".parse().unwrap());
    assert!(matches!(new(ftp), FetchSettingsError::Proxy { .. }));
    assert!(matches!(new(|s| s.parallel = 0), FetchSettingsError::Zero { what: "parallel" }));
    assert!(matches!(new(|s| s.extra_roots = vec![b"tide".to_vec()]), FetchSettingsError::Tls(_)));
}

#[test]
fn settings_can_be_read_from_a_file() {
    let text = r#"{"user_agent": "vigie/1 (+https://unit.example)", "addresses": "loopback-too", "vantages": [
        {"name": "Lyon", "country": "FR"},
        {"name": "Riga", "country": "LV", "route": {"local-address": "127.0.0.9"}},
        {"name": "Bonn", "country": "DE", "route": {"proxy": "socks5h://keeper:lamp@127.0.0.1:1080"}}]}"#;
    let settings: FetchSettings = serde_json::from_str(text).unwrap();
    assert_eq!(settings.max_redirects, 10);
    assert!(matches!(settings.vantages[0].route, Route::Direct));
    let shown = format!("{:?}", settings.vantages);
    assert!(shown.contains("socks5h://127.0.0.1") && !shown.contains("keeper:lamp"));
    assert!(serde_json::from_str::<FetchSettings>(r#"{"max_redirect": 3}"#).is_err());
}
