//! One request and its answer.

use super::{Fetcher, Place, anonymous, failure, heads};
use casework::ports::{FetchError, Hop};
use reqwest::header::{self, HeaderMap, HeaderName};
use reqwest::{Method, Request, Response};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// An answer, and what of it was not fetched.
pub(super) struct Answer {
    pub(super) hop: Hop,
    pub(super) note: Option<String>,
    headers: HeaderMap,
}

impl Answer {
    /// A header of the answer, as text.
    pub(super) fn header(&self, name: HeaderName) -> Option<String> {
        let value = self.headers.get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// Where the answer sends us, if anywhere.
    pub(super) fn redirect(&self) -> Result<Option<Url>, FetchError> {
        if !matches!(self.hop.status, 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let Some(to) = self.header(header::LOCATION) else {
            return Ok(None);
        };
        let next = self.hop.url.join(&to).ok();
        let next = next.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        match next {
            Some(url) => Ok(Some(anonymous(url))),
            None => Err(FetchError::BadRedirect { to: to.chars().take(200).collect() }),
        }
    }
}

impl Fetcher {
    /// Sends the request and takes in the answer within `budget`. Once the head of the answer is
    /// there, a body that is too long, too slow or broken is kept as far as it came.
    pub(super) async fn exchange(
        &self,
        place: &Place,
        url: &Url,
        max_body_bytes: usize,
        budget: Duration,
    ) -> Result<Answer, FetchError> {
        let ends = Instant::now() + budget;
        let late = || FetchError::TimedOut { seconds: self.settings.total_timeout_ms.div_ceil(1000) };
        let request = self.request(url);
        let request_head = heads::request(&request);
        let at = self.clock.now();
        let sent = timeout_at(ends, place.client.execute(request)).await.map_err(|_| late())?;
        let mut response = sent.map_err(|error| failure::classify(&error, url, self.settings.connect_timeout_ms))?;
        let response_head = heads::response(&response);
        let (body, cut) = read_body(&mut response, max_body_bytes, ends).await;
        let hop = Hop {
            url: url.clone(),
            at,
            // What stands at the other end of a proxied connection is the proxy.
            server: response.remote_addr().map(|peer| peer.ip()).filter(|_| !place.proxied),
            request_head,
            response_head,
            body,
            status: response.status().as_u16(),
        };
        let note = cut.map(|cut| format!("the body at {url} {cut}"));
        Ok(Answer { hop, note, headers: std::mem::take(response.headers_mut()) })
    }

    /// The request with every header stated, so that nothing is added to it on the way.
    pub(super) fn request(&self, url: &Url) -> Request {
        let mut request = Request::new(Method::GET, url.clone());
        let headers = request.headers_mut();
        if let Ok(host) = heads::host(url).parse() {
            headers.insert(header::HOST, host);
        }
        headers.extend(self.headers.clone());
        request
    }
}

/// Reads up to `max_bytes`, and says why it stopped if that was before the end.
async fn read_body(response: &mut Response, max_bytes: usize, ends: Instant) -> (Vec<u8>, Option<String>) {
    let announced = response.content_length();
    let mut body = Vec::new();
    loop {
        match timeout_at(ends, response.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                let room = max_bytes - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    let of = announced.map_or_else(String::new, |bytes| format!(" of {bytes}"));
                    let note = format!("was cut at {max_bytes}{of} bytes; the rest was not fetched");
                    return (body, Some(note));
                }
            }
            Ok(Ok(None)) => return (body, None),
            Ok(Err(_)) => {
                let note = format!("broke off after {} bytes; the rest was not received", body.len());
                return (body, Some(note));
            }
            Err(_) => {
                let note = format!("was too slow and was left after {} bytes; the rest was not fetched", body.len());
                return (body, Some(note));
            }
        }
    }
}
