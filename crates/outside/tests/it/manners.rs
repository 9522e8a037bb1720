//! What a site's robots.txt does.

use crate::servers::{Site, clock, fetch, page, redirect, settings, status};
use casework::ports::{Fetch, FetchError};
use jiff::SignedDuration;
use outside::Fetcher;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

fn refused() -> FetchError {
    FetchError::RobotsDisallow { host: "127.0.0.1".into() }
}

#[tokio::test]
async fn a_site_is_asked_first_and_obeyed() {
    let site = Site::start(|target| match target {
        "/robots.txt" => {
            page("", b"User-agent: gull\nDisallow: /\n\nUser-agent: Vigie\nDisallow: /locked\nAllow: /locked/not")
        }
        _ => page("", b"REHEARSAL"),
    })
    .await;
    assert_eq!(fetch(settings(), &site.url("/locked?x")).await.unwrap_err(), refused());
    assert!(site.targets().is_empty());
    fetch(settings(), &site.url("/locked/not")).await.unwrap();
    fetch(settings(), &site.url("/")).await.unwrap();
    assert_eq!(site.targets(), ["/locked/not", "/"]);
}

#[tokio::test]
async fn a_redirect_into_a_closed_part_is_not_followed() {
    let site = Site::start(|target| match target {
        "/robots.txt" => page("", b"User-agent: *\nDisallow: /locked"),
        _ => redirect("/locked"),
    })
    .await;
    assert_eq!(fetch(settings(), &site.url("/")).await.unwrap_err(), refused());
    assert_eq!(site.targets(), ["/"]);
}

#[tokio::test]
async fn the_answer_is_used_for_an_hour() {
    let site = Site::start(|target| match target {
        "/robots.txt" => page("", b"User-agent: *\nDisallow: /locked"),
        _ => page("", b"REHEARSAL"),
    })
    .await;
    let clock = clock();
    let fetcher = Fetcher::new(settings(), clock.clone()).unwrap();
    let asked_for_rules = || site.asked().len() - site.targets().len();
    for (minutes, times) in [(0, 1), (59, 1), (1, 2)] {
        clock.advance(SignedDuration::from_mins(minutes));
        fetcher.fetch(&site.url("/"), "Home").await.unwrap();
        assert_eq!(asked_for_rules(), times);
    }
}

#[tokio::test]
async fn a_server_that_fails_to_say_is_asked_again_next_time() {
    let code = Arc::new(AtomicU16::new(503));
    let says = code.clone();
    let site = Site::start(move |target| match target {
        "/robots.txt" => status(says.load(Ordering::SeqCst)),
        _ => page("", b"REHEARSAL"),
    })
    .await;
    let fetcher = Fetcher::new(settings(), clock()).unwrap();
    assert_eq!(fetcher.fetch(&site.url("/"), "Home").await.unwrap_err(), refused());
    code.store(403, Ordering::SeqCst);
    fetcher.fetch(&site.url("/"), "Home").await.unwrap();
}

#[tokio::test]
async fn rules_may_lie_behind_a_few_redirects() {
    let site = Site::start(|target| match target {
        "/robots.txt" => redirect("/1"),
        "/5" => page("", b"User-agent: *\nDisallow: /locked"),
        "/locked" => page("", b"REHEARSAL"),
        _ => redirect(&format!("/{}", target[1..].parse::<u8>().unwrap() + 1)),
    })
    .await;
    assert_eq!(fetch(settings(), &site.url("/locked")).await.unwrap_err(), refused());
    let lost = Site::start(|target| match target {
        "/page" => page("", b"REHEARSAL"),
        _ => redirect("/robots.txt"),
    })
    .await;
    fetch(settings(), &lost.url("/page")).await.unwrap();
}
