//! Captures, read by the tool that archives use.

use crate::office::{BULLETIN, Office};
use crate::program::finished;
use casework::detect;
use casework::records::{Capture, Item};
use domain::people::Role;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use url::Url;

#[tokio::test]
async fn captures_pass_warcio_check() {
    let Ok(venv) = std::env::var("VIGIE_TEST_VENV") else {
        println!("skipped: VIGIE_TEST_VENV names no folder with warcio");
        return;
    };
    let office = Office::open().await;
    let html = format!("<html><body><p>{BULLETIN}</p></body></html>");
    let (plain, coded): (Url, Url) =
        ("https://b.lowtide.test/a".parse().unwrap(), "https://b.lowtide.test/b".parse().unwrap());
    let at = testkit::start();
    let mut redirected = testkit::page(&plain, at, 200, "text/html; charset=utf-8", html.as_bytes());
    let first =
        testkit::page(&"https://b.lowtide.test/start".parse().unwrap(), at, 302, "text/html", b"").hops.remove(0);
    redirected.hops.insert(0, first);
    office.fetch.answer(&plain, Ok(redirected));
    let mut zipped = testkit::page(&coded, at, 200, "text/html", html.as_bytes());
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(html.as_bytes()).unwrap();
    zipped.hops[0].body = encoder.finish().unwrap();
    zipped.hops[0].response_head =
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: gzip\r\n\r\n".to_vec();
    office.fetch.answer(&coded, Ok(zipped));
    let addresses = [plain.to_string(), coded.to_string()];
    let taken = detect::take_in(&office.desk, &office.people[&Role::Analyst], "REHEARSAL", &addresses).await.unwrap();
    office.work().await;
    let folder = tempfile::TempDir::new().unwrap();
    for taken in taken {
        let item = office.desk.load::<Item>(taken.outcome.unwrap().0.0).await.unwrap();
        let capture = office.desk.load::<Capture>(item.capture.unwrap().0).await.unwrap();
        let file = folder.path().join(format!("{}.warc.gz", item.id));
        std::fs::write(&file, office.desk.doors.blobs.get(&capture.warc).await.unwrap().unwrap()).unwrap();
        let (code, out, err) =
            finished(Command::new(Path::new(&venv).join("bin/warcio")).arg("check").arg("-v").arg(&file));
        assert_eq!(code, 0, "{out}{err}");
        assert!(out.contains("digest pass") && !out.contains("digest failed"), "{out}");
    }
}
