//! Reading `fixtures/false-notices`; its README says what the fields mean.

use casework::ports::{Fetched, Hop};
use domain::locator;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use url::Url;

/// A text that the bank knows.
#[derive(Deserialize)]
pub struct Known {
    pub id: String,
    pub language: String,
    pub name: String,
    pub sentences: Vec<String>,
}

impl Known {
    pub fn text(&self) -> String {
        self.sentences.join(" ")
    }
}

/// What has to happen: one of the two is empty.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Must {
    #[serde(default)]
    pub refused: Vec<String>,
    #[serde(default)]
    pub flagged: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub url: String,
    pub redirects_to: Option<String>,
    pub content_type: Option<String>,
    pub lang: String,
    pub title: String,
    pub must: Must,
    pub why: String,
    pub weakness: Option<String>,
    pub html: String,
}

#[derive(Deserialize)]
struct File {
    page: Vec<Entry>,
}

pub struct Corpus {
    pub known: Vec<Known>,
    /// The pages of each kind.
    pub kinds: BTreeMap<String, Vec<Entry>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/false-notices")
}

impl Corpus {
    pub fn read() -> Self {
        let known = std::fs::read_to_string(folder().join("known.json")).unwrap();
        let mut kinds = BTreeMap::new();
        for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "toml") {
                let kind = file.file_stem().unwrap().to_string_lossy().into_owned();
                let read: File = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
                kinds.insert(kind, read.page);
            }
        }
        Self { known: serde_json::from_str(&known).unwrap(), kinds }
    }

    pub fn pages(&self) -> impl Iterator<Item = &Entry> {
        self.kinds.values().flatten()
    }

    /// The body with the known texts in their places.
    pub fn body(&self, entry: &Entry) -> String {
        let mut html = entry.html.clone();
        for known in &self.known {
            while let Some(start) = html.find(&format!("{{{}", known.id)) {
                let end = start + html[start..].find('}').expect("a place for a text is closed");
                let wanted = &html[start + 1 + known.id.len()..end];
                let text = excerpt(known, wanted.trim());
                html.replace_range(start..=end, &text);
            }
        }
        if entry.content_type.is_some() {
            return html;
        }
        let (lang, title) = (&entry.lang, &entry.title);
        format!(
            "<!doctype html><html lang={lang}><head><meta charset=utf-8><title>{title}</title></head><body>{html}</body></html>"
        )
    }

    /// What a browser that follows redirects sees.
    pub fn fetched(&self, entry: &Entry, at: jiff::Timestamp) -> Fetched {
        let (asked, body) = (entry.address(), self.body(entry));
        let there: Url = entry.redirects_to.as_deref().map_or(asked.clone(), |to| to.parse().unwrap());
        let content_type = entry.content_type.as_deref().unwrap_or("text/html; charset=utf-8");
        let mut fetched = testkit::page(&there, at, 200, content_type, body.as_bytes());
        if there != asked {
            let first: Hop = testkit::page(&asked, at, 302, "text/html", b"").hops.remove(0);
            fetched.hops.insert(0, first);
        }
        fetched
    }
}

/// All of a text (""), one sentence ("3") or several ("2-4").
fn excerpt(known: &Known, wanted: &str) -> String {
    let number = |text: &str| text.parse::<usize>().unwrap();
    match wanted.split_once('-') {
        _ if wanted.is_empty() => known.text(),
        Some((first, last)) => known.sentences[number(first) - 1..number(last)].join(" "),
        None => known.sentences[number(wanted) - 1].clone(),
    }
}

impl Entry {
    pub fn address(&self) -> Url {
        locator::canonical(&self.url).unwrap()
    }

    /// The name under which its host is registered.
    pub fn domain(&self) -> String {
        let url = self.address();
        let labels: Vec<&str> = url.host_str().unwrap().rsplit('.').take(2).collect();
        format!("{}.{}", labels[1], labels[0])
    }
}
