//! Following what has no end: a stream, chunk by chunk.

use super::{Fetcher, anonymous, failure};
use casework::ports::{Fetch as _, FetchError};
use reqwest::header;
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// A stream that is being listened to.
pub struct Tuned {
    response: reqwest::Response,
    patience: Duration,
    /// Whether the answer says how long it is.
    is_bounded: bool,
    broke_off: bool,
}

impl Fetcher {
    /// Asks for a stream from the unit's own place under the same rules as for a page, and leaves its body to be read.
    ///
    /// # Errors
    /// As for a page; an answer other than success is [`FetchError::BadAnswer`].
    pub async fn tune_in(&self, url: &Url) -> Result<Tuned, FetchError> {
        let name = self.vantages().first().map(|vantage| vantage.name.clone()).unwrap_or_default();
        let place = self.place(&name)?;
        let mut url = anonymous(url.clone());
        for _ in 0..=self.settings.max_redirects {
            self.mind_robots(place, &url).await?;
            let host = self.admit(place, &url).await?;
            // A stream stays open for hours: the turn is given back once it is there.
            let turn = self.pace.turn(&host).await;
            let sent = timeout(self.budget(), place.client.execute(self.request(&url))).await;
            drop(turn);
            let late = || FetchError::TimedOut { seconds: self.settings.total_timeout_ms.div_ceil(1000) };
            let response = sent
                .map_err(|_| late())?
                .map_err(|error| failure::classify(&error, &url, self.settings.connect_timeout_ms))?;
            if response.status().is_success() {
                let is_bounded = response.content_length().is_some();
                return Ok(Tuned { response, patience: self.budget(), is_bounded, broke_off: false });
            }
            let to = response.headers().get(header::LOCATION).filter(|_| response.status().is_redirection());
            let to = to.map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned()).ok_or(FetchError::BadAnswer)?;
            url = anonymous(url.join(&to).map_err(|_| FetchError::BadRedirect { to: to.chars().take(200).collect() })?);
        }
        Err(FetchError::TooManyRedirects { limit: self.settings.max_redirects })
    }
}

impl Tuned {
    /// The next bytes as they come; nothing once the stream has ended, broken off or fallen silent.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        let next = timeout(self.patience, self.response.chunk()).await;
        self.broke_off = !matches!(next, Ok(Ok(_)));
        Some(next.ok()?.ok()??.to_vec())
    }

    /// Whether this is a file and no stream: the answer said how long it is, and did not break off so far.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.is_bounded && !self.broke_off
    }
}
