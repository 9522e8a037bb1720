//! Asking a site's robots.txt before its pages, and remembering the answer for an hour.

use super::{Fetcher, Place, heads};
use crate::robots::{MAX_ROBOTS_BYTES, Robots};
use casework::ports::FetchError;
use jiff::{SignedDuration, Timestamp};
use reqwest::header;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// How long an answer is used. RFC 9309 section 2.4 allows a day; the sites we watch change fast.
const USED_FOR: SignedDuration = SignedDuration::from_hours(1);
/// Redirects followed to a robots.txt, across hosts if need be.
const MAX_REDIRECTS: usize = 5;
/// Sites remembered before the answers that are too old are dropped.
const MANY_SITES: usize = 10_000;

/// A site as seen from a place: different places may be shown different rules.
type Site = (String, String);

/// What sites ask of us.
pub(super) struct Manners {
    token: String,
    known: Mutex<HashMap<Site, (Timestamp, Arc<Robots>)>>,
}

impl Manners {
    pub(super) fn new(token: &str) -> Self {
        Self { token: token.to_owned(), known: Mutex::default() }
    }

    fn recall(&self, site: &Site, now: Timestamp) -> Option<Arc<Robots>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (learnt, robots) = known.get(site)?;
        is_fresh(*learnt, now).then(|| robots.clone())
    }

    fn keep(&self, site: Site, now: Timestamp, robots: Arc<Robots>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MANY_SITES {
            known.retain(|_, (learnt, _)| is_fresh(*learnt, now));
        }
        known.insert(site, (now, robots));
    }
}

fn is_fresh(learnt: Timestamp, now: Timestamp) -> bool {
    now.duration_since(learnt) < USED_FOR
}

impl Fetcher {
    /// Lets a URL through unless its site asks not to be fetched there.
    ///
    /// A site that cannot be reached at all fails here as the page itself would, and by the same name.
    pub(super) async fn mind_robots(&self, place: &Place, url: &Url) -> Result<(), FetchError> {
        let site = (place.name.clone(), url.origin().ascii_serialization());
        let now = self.clock.now();
        let robots = match self.manners.recall(&site, now) {
            Some(robots) => robots,
            None => {
                let robots = Arc::new(self.ask_robots(place, url).await?);
                self.manners.keep(site, now, robots.clone());
                robots
            }
        };
        if robots.allows(&heads::target(url)) {
            return Ok(());
        }
        Err(refused(url))
    }

    /// Fetches the robots.txt that applies to a URL. None at all allows everything; a server that
    /// fails to say allows nothing for now, and is asked again next time.
    ///
    /// # Source
    /// RFC 9309 section 2.3.1.
    async fn ask_robots(&self, place: &Place, page: &Url) -> Result<Robots, FetchError> {
        let mut url = page.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        url.set_fragment(None);
        let mut budget = self.budget();
        for _ in 0..=MAX_REDIRECTS {
            let answer = self.ask(place, &url, MAX_ROBOTS_BYTES, &mut budget).await?;
            match answer.redirect() {
                Ok(Some(next)) => url = next,
                Ok(None) if answer.hop.status >= 500 => return Err(refused(page)),
                Ok(None) if (200..300).contains(&answer.hop.status) => {
                    let codings = answer.header(header::CONTENT_ENCODING).unwrap_or_default();
                    let decoded = crate::decode::decode(&answer.hop.body, &codings, MAX_ROBOTS_BYTES);
                    return Ok(Robots::parse(&decoded.body, &self.manners.token));
                }
                // Not there, or sent to where no robots.txt can be.
                Ok(None) | Err(_) => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }
}

fn refused(url: &Url) -> FetchError {
    FetchError::RobotsDisallow { host: url.host_str().unwrap_or_default().to_owned() }
}
