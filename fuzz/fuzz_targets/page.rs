//! Any bytes are read as a page, and what surrounds a match in it is judged, without panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::context::signals;
use matching::page::Page;
use matching::text::{Fingerprint, Normalised};

fuzz_target!(|bytes: &[u8]| {
    let Ok(url) = url::Url::parse("https://harbour.example/page") else {
        return;
    };
    let page = Page::read(bytes, Some("text/html"), &url);
    let text = Normalised::of(&page.text);
    let likeness = Fingerprint::of(&text).likeness(&text);
    let _ = signals(&page, &url, likeness.as_ref());
    let _ = signals(&page, &url, None);
});
