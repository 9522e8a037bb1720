//! A web that consists of what a test put there.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Fetch, FetchError, Fetched, Hop, Vantage};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Mutex;
use url::Url;

/// Answers as scripted, and keeps what it was asked. An address without a script is not found.
#[derive(Debug)]
pub struct FakeFetch {
    vantages: Vec<Vantage>,
    script: Mutex<Script>,
}

#[derive(Debug, Default)]
struct Script {
    everywhere: HashMap<Url, Result<Fetched, FetchError>>,
    from: HashMap<(String, Url), Result<Fetched, FetchError>>,
    silent: HashSet<Url>,
    asked: Vec<(Url, String)>,
}

impl Script {
    /// The answer, or nothing where none ever comes.
    fn ask(&mut self, url: &Url, vantage: &str) -> Option<Result<Fetched, FetchError>> {
        self.asked.push((url.clone(), vantage.to_owned()));
        if self.silent.contains(url) {
            return None;
        }
        let here = self.from.get(&(vantage.to_owned(), url.clone()));
        let scripted = here.or_else(|| self.everywhere.get(url)).cloned();
        let unknown = || Err(FetchError::NameNotFound { host: url.host_str().unwrap_or_default().to_owned() });
        Some(scripted.unwrap_or_else(unknown))
    }
}

impl FakeFetch {
    /// Looks from these places: name and country.
    #[must_use]
    pub fn from_places(places: &[(&str, &str)]) -> Self {
        let vantage =
            |(name, country): &(&str, &str)| Vantage { name: (*name).to_owned(), country: (*country).to_owned() };
        Self { vantages: places.iter().map(vantage).collect(), script: Mutex::default() }
    }

    /// From now on, this is the answer at an address, wherever it is asked from.
    pub fn answer(&self, url: &Url, answer: Result<Fetched, FetchError>) {
        locked(&self.script).everywhere.insert(url.clone(), answer);
    }

    /// From now on, this is the answer at an address when it is asked from one place.
    pub fn answer_from(&self, vantage: &str, url: &Url, answer: Result<Fetched, FetchError>) {
        locked(&self.script).from.insert((vantage.to_owned(), url.clone()), answer);
    }

    /// From now on, whoever asks at an address waits for ever.
    pub fn never_answer(&self, url: &Url) {
        locked(&self.script).silent.insert(url.clone());
    }

    /// What was asked, and from where, oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<(Url, String)> {
        locked(&self.script).asked.clone()
    }
}

#[async_trait]
impl Fetch for FakeFetch {
    fn vantages(&self) -> &[Vantage] {
        &self.vantages
    }

    async fn fetch(&self, url: &Url, vantage: &str) -> Result<Fetched, FetchError> {
        if !self.vantages.iter().any(|known| known.name == vantage) {
            return Err(FetchError::NoSuchVantage { name: vantage.to_owned() });
        }
        let answer = locked(&self.script).ask(url, vantage);
        match answer {
            Some(answer) => answer,
            None => std::future::pending().await,
        }
    }
}

/// A page as it comes in one hop from a documentation address.
#[must_use]
pub fn page(url: &Url, at: Timestamp, status: u16, content_type: &str, body: &[u8]) -> Fetched {
    let host = url.host_str().unwrap_or_default();
    let hop = Hop {
        url: url.clone(),
        at,
        server: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7))),
        request_head: format!("GET {} HTTP/1.1\r\nhost: {host}\r\n\r\n", url.path()).into_bytes(),
        response_head: format!("HTTP/1.1 {status} REHEARSAL\r\ncontent-type: {content_type}\r\n\r\n").into_bytes(),
        body: body.to_vec(),
        status,
    };
    Fetched {
        hops: vec![hop],
        url: url.clone(),
        status,
        content_type: Some(content_type.to_owned()),
        body: body.to_vec(),
        not_examined: Vec::new(),
    }
}
