//! One question to a registry, sent on from one to another if need be.

use crate::client::{Client, Trouble};
use exchange::rdap::MAX_BYTES;
use reqwest::header::{self, HeaderValue};
use reqwest::{Method, Request};
use url::Url;

/// Redirects followed on the way to an answer, from one registry to another if need be.
const MAX_REDIRECTS: usize = 3;

/// What a registry said.
pub(crate) struct Said {
    pub(crate) body: Vec<u8>,
    /// Where it was said in the end.
    pub(crate) from: Url,
}

/// Why there is no answer.
pub(crate) enum Silence {
    /// The registry knows nothing of it. One that is not responsible says so too.
    Unknown,
    /// The answer is longer than is read.
    TooLong,
    /// There was no answer this time.
    Failed(String),
}

/// `{base}/{kind}/{name}`, whether or not the base ends with a slash.
pub(crate) fn question(base: &Url, kind: &str, name: &str) -> Option<Url> {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.path_segments_mut().ok()?.pop_if_empty().extend([kind, name]);
    Some(url)
}

/// Asks at an address, and where it sends us: no more often than allowed, and nowhere twice.
pub(crate) async fn ask(client: &Client, mut url: Url) -> Result<Said, Silence> {
    let ends = client.ends();
    let mut seen = Vec::new();
    loop {
        let mut request = Request::new(Method::GET, url.clone());
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/rdap+json"));
        let answer = client.send(request, MAX_BYTES, ends).await.map_err(|trouble| match trouble {
            Trouble::Unsuitable(why) => Silence::Failed(format!("{url} is not asked: {why}")),
            Trouble::Failed(why) => Silence::Failed(why),
        })?;
        let failed = |why: &str| Silence::Failed(why.to_owned());
        match answer.status {
            200 if !answer.whole => return Err(Silence::TooLong),
            200 => return Ok(Said { body: answer.body, from: url }),
            301 | 302 | 303 | 307 | 308 => {}
            404 => return Err(Silence::Unknown),
            429 => return Err(failed("the registry asks to be asked less often")),
            _ => return Err(Silence::Failed(answer.told())),
        }
        let next = answer.location.as_deref().and_then(|to| url.join(to).ok());
        let next = next.ok_or_else(|| failed("the registry sends us on, but does not say where to"))?;
        seen.push(url);
        if seen.contains(&next) {
            return Err(failed("the registries send us round in a circle"));
        }
        if seen.len() > MAX_REDIRECTS {
            return Err(Silence::Failed(format!("the registries send us on more than {MAX_REDIRECTS} times")));
        }
        url = next;
    }
}
