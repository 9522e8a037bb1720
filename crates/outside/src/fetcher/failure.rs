//! What a failed request means.

use casework::ports::FetchError;
use std::error::Error;
use std::io;
use url::Url;

/// Names the failure. Our own refusals come back through the client as causes of its error.
pub(crate) fn classify(error: &reqwest::Error, url: &Url, connect_timeout_ms: u64) -> FetchError {
    let host = url.host_str().unwrap_or_default().to_owned();
    tracing::debug!(%host, cause = ?error.source(), "a request failed");
    if let Some(ours) = cause::<FetchError>(error) {
        return ours.clone();
    }
    if error.is_timeout() {
        // The client itself only times how long it takes to connect.
        return FetchError::TimedOut { seconds: connect_timeout_ms.div_ceil(1000) };
    }
    if error.is_connect() || cause::<io::Error>(error).is_some() {
        return FetchError::NoConnection { host };
    }
    FetchError::BadAnswer
}

/// The first error of a kind among an error and its causes.
fn cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}
