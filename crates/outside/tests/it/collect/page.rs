//! Pages, their headers, icons and redirects.

use super::{ask, collector, has, links};
use crate::servers::{Reply, Site, dns, page, redirect, status};
use casework::ports::{Collect as _, CollectError};
use domain::map::Source;
use outside::{Platform, PlatformKind};

const ICON: &[u8] = b"\x89PNG REHEARSAL icon";

fn harbour() -> String {
    let words = "the harbour lamp turns twice a minute and the tide comes in at noon ".repeat(5);
    format!(
        "<html><head><title>REHEARSAL</title><link rel=icon href=/lamp.png><script>ga('create','UA-4711-1')</script></head>\
         <body><header class=top><h1>Tides</h1><nav><ul><li><a href=/a>a</a></li></ul></nav></header><main><article><h2>x</h2>\
         <p>{words}</p><section><div class=box><span>y</span></div></section></article></main>\
         <audio src='http://radio.harbour.test:8000/live'></audio>\
         <footer><a href='https://store.harbour.test/app/example.harbour.tides'>app</a>\
         <a href='/files/tides.apk'>file</a><a href='bitcoin:1HarbouRLamp'>pay</a></footer></body></html>"
    )
}

fn store() -> Platform {
    Platform {
        host: "store.harbour.test".to_owned(),
        name: "harbourstore".to_owned(),
        kind: PlatformKind::App,
        after: "/app/".to_owned(),
        query: None,
        by_id: false,
        open: false,
    }
}

fn script(target: &str) -> Reply {
    match target {
        "/" => page("Content-Type: text/html\r\nServer: lighthouse/1\r\nCF-Ray: 1-REH\r\n", harbour().as_bytes()),
        "/lamp.png" => page("Content-Type: image/png\r\n", ICON),
        _ => status(404),
    }
}

#[tokio::test]
async fn a_page_is_taken_apart() {
    let site = Site::start(script).await;
    let collector = collector(None, None, |settings| settings.platforms = vec![store()]);
    let own = format!("site http://{}", site.address);
    let found = ask(&collector, &own, Source::Http).await.unwrap();
    for link in [
        format!("{own} carries tracker ga:UA-4711-1"),
        format!("{own} points_to app example.harbour.tides@harbourstore"),
        format!("{own} points_to site http://{}/files/tides.apk", site.address),
        format!("{own} points_to stream http://radio.harbour.test:8000/live"),
        format!("{own} paid_to wallet btc:1HarbouRLamp"),
        format!("{own} published_on address 127.0.0.1"),
        format!("{own} hosted_by cdn cloudflare"),
    ] {
        assert!(has(&found, &link), "{link}\n{:#?}", links(&found));
    }
    let of = |kind: &str| found.observations.iter().filter(|o| o.link.name() == kind).count();
    // By its markup and by its words; and an icon, whose value is tested beside the code against Python's.
    assert_eq!((of("built_from"), of("shows")), (2, 1));
    assert_eq!(found.answers.len(), 2);
    assert!(found.answers[0].bytes.starts_with(b"HTTP/1.1 200 OK\r\n") && found.answers[1].bytes == ICON);
    assert_eq!(site.targets(), ["/", "/lamp.png"]);
}

#[tokio::test]
async fn a_host_is_looked_at_by_name_and_sent_on() {
    let script = |target: &str| match target {
        "/" => redirect("http://pier.test/home"),
        "/home" => page("Content-Type: text/html\r\n", b"<script>ga('create','UA-4711-1')</script>"),
        _ => status(404),
    };
    let (site, listener) = Site::bind(script).await;
    let server = site.clone();
    tokio::spawn(async move {
        while let Ok((stream, peer)) = listener.accept().await {
            let mut first = [0];
            // Nothing is said to who begins a TLS handshake.
            if stream.peek(&mut first).await.is_ok() && first != [0x16] {
                server.serve(stream, peer.ip()).await;
            }
        }
    });
    let resolver = dns(&[("lamp.test", &["127.0.0.1"]), ("pier.test", &["127.0.0.1"])]).await;
    let collector = collector(Some(resolver), Some(site.address.port()), |_| {});
    let found = ask(&collector, "host lamp.test", Source::Http).await.unwrap();
    assert_eq!(
        links(&found),
        [
            "host lamp.test redirects_to site http://pier.test",
            "site http://pier.test published_on host pier.test",
            "host pier.test resolves_to address 127.0.0.1",
            "site http://pier.test carries tracker ga:UA-4711-1",
        ]
    );
}

#[tokio::test]
async fn what_a_page_calls_its_own_is_followed_and_other_links_are_not() {
    let body = "<html><body><a rel='me nofollow' href='https://pier.test/about'>ours</a>\
                <a rel=me href='https://radio.pier.test/live'>radio</a><a href='https://stranger.test/'>theirs</a>\
                <a rel=me href='https://store.harbour.test/app/example.lamp'>app</a></body></html>";
    let site = Site::start(move |_| page("Content-Type: text/html\r\n", body.as_bytes())).await;
    let collector = collector(None, None, |settings| settings.platforms = vec![store()]);
    let own = format!("site http://{}", site.address);
    let found = ask(&collector, &own, Source::Http).await.unwrap();
    let mut led_to: Vec<String> =
        found.observations.iter().filter(|o| o.link.name() == "points_to").map(|o| o.object.to_string()).collect();
    led_to.sort();
    assert_eq!(
        led_to,
        ["app example.lamp@harbourstore", "site https://pier.test", "stream https://radio.pier.test/live"]
    );
}

#[test]
fn an_application_is_looked_at_where_its_store_shows_it_to_all() {
    let app = super::asset("app example.lamp@harbourstore");
    for (open, wanted) in [(true, &[Source::Http][..]), (false, &[])] {
        let platform = Platform { open, ..store() };
        let collector = collector(None, None, |settings| settings.platforms = vec![platform]);
        assert_eq!(collector.sources_for(&app), wanted);
    }
}

#[tokio::test]
async fn what_a_server_shows_when_there_is_nothing_is_not_the_site_s() {
    let body = harbour();
    let site = Site::start(move |_| {
        let head = format!("HTTP/1.1 404 Not Found\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        Reply::Bytes(head.into_bytes())
    })
    .await;
    let found =
        ask(&collector(None, None, |_| {}), &format!("site http://{}", site.address), Source::Http).await.unwrap();
    assert_eq!(found.not_examined, ["status 404: the page itself was not examined"]);
    assert!(links(&found).iter().all(|link| !link.contains("tracker") && !link.contains("template")));
}

#[tokio::test]
async fn robots_loops_and_silence_are_named() {
    let shy = Site::start(
        |target| if target == "/robots.txt" { page("", b"User-agent: *\nDisallow: /") } else { status(200) },
    )
    .await;
    let round = Site::start(|target| if target == "/robots.txt" { status(404) } else { redirect("/") }).await;
    let collector = collector(None, None, |_| {});
    let error = ask(&collector, &format!("site http://{}", shy.address), Source::Http).await.unwrap_err();
    assert!(matches!(&error, CollectError::Forbidden { why, .. } if why.contains("robots.txt")), "{error}");
    let error = ask(&collector, &format!("site http://{}", round.address), Source::Http).await.unwrap_err();
    assert!(matches!(&error, CollectError::NoAnswer { why, .. } if why.contains("redirects")), "{error}");
    let error = ask(&collector, "site http://10.0.0.1/", Source::Http).await.unwrap_err();
    assert!(matches!(error, CollectError::Forbidden { .. }), "{error}");
}

#[tokio::test]
async fn an_icon_that_is_a_page_is_none() {
    let site = Site::start(|target| match target {
        "/robots.txt" => status(404),
        _ => page("Content-Type: text/html\r\n", b"<html>REHEARSAL</html>"),
    })
    .await;
    let found =
        ask(&collector(None, None, |_| {}), &format!("site http://{}", site.address), Source::Http).await.unwrap();
    assert!(found.not_examined[0].ends_with("/favicon.ico is not a picture"), "{:?}", found.not_examined);
    assert!(links(&found).iter().all(|link| !link.contains("favicon")));
}
