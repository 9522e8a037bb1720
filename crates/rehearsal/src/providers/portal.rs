//! A provider's browser: it follows the link in a letter to the authority's portal, reads the
//! page, and fills in its forms.
//!
//! A provider learns everything from that page. The exact URL stands in an element `code.url`; a
//! form that offers the answer `declined` belongs to a referral, any other to an order.

use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use scraper::{Html, Selector};

use super::manner::{Answer, Instrument};
use crate::authority;

/// Real time within which the portal must answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Characters of a portal page that a provider reads; a page of forms is far smaller.
const MAX_PAGE_BYTES: usize = 2 * 1024 * 1024;

/// Why a provider could not use the portal.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// No answer, or one that says "later": worth another try.
    #[error("the portal could not be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The portal is busy or broken: worth another try.
    #[error("the portal answered {0}")]
    Later(u16),
    /// The portal refused for good.
    #[error("the portal refused with {0}")]
    Refused(u16),
    /// The page does not say what the provider needs.
    #[error("the portal page names no URL in code.url")]
    NamesNoUrl,
    /// The page is far larger than a page of forms.
    #[error("the portal page is over {MAX_PAGE_BYTES} bytes")]
    TooLarge,
}

impl PortalError {
    pub(crate) fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Later(_))
    }
}

/// What a provider understood from a portal page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    pub url: String,
    pub instrument: Instrument,
}

/// The browser.
pub(crate) struct Portal {
    client: reqwest::Client,
}

impl Portal {
    pub fn new(root_der: &[u8]) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(authority::client_config(root_der)?)
            .user_agent("Mozilla/5.0 (REHEARSAL provider)")
            .timeout(PATIENCE)
            .no_proxy()
            .build()
            .context("set up the providers' browser")?;
        Ok(Self { client })
    }

    pub async fn read(&self, link: &str) -> Result<Reading, PortalError> {
        let response = self.client.get(link).send().await;
        let mut response = accepted(response)?;
        let mut page = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(PortalError::Unreachable)? {
            if page.len() + chunk.len() > MAX_PAGE_BYTES {
                return Err(PortalError::TooLarge);
            }
            page.extend_from_slice(&chunk);
        }
        understand(&String::from_utf8_lossy(&page)).ok_or(PortalError::NamesNoUrl)
    }

    pub async fn acknowledge(&self, link: &str, name: &str) -> Result<(), PortalError> {
        let form = [("name", name)];
        let request = self.client.post(format!("{link}/receipt")).form(&form);
        accepted(request.send().await).map(drop)
    }

    pub async fn answer(
        &self,
        link: &str,
        name: &str,
        acted_at: Option<Timestamp>,
        answer: Answer,
    ) -> Result<(), PortalError> {
        let acted_at = acted_at.map(|at| at.to_string()).unwrap_or_default();
        let form = [
            ("kind", answer.kind.as_str()),
            ("acted_at", &acted_at),
            ("name", name),
            ("explanation", answer.explanation),
        ];
        let request = self.client.post(format!("{link}/answer")).form(&form);
        accepted(request.send().await).map(drop)
    }
}

/// Sorts responses; redirects have been followed already, so success is all that is left to want.
fn accepted(response: Result<reqwest::Response, reqwest::Error>) -> Result<reqwest::Response, PortalError> {
    let response = response.map_err(PortalError::Unreachable)?;
    let status = response.status();
    match status.as_u16() {
        200..300 => Ok(response),
        429 | 500.. => Err(PortalError::Later(status.as_u16())),
        refused => Err(PortalError::Refused(refused)),
    }
}

fn understand(page: &str) -> Option<Reading> {
    let page = Html::parse_document(page);
    let url = Selector::parse("code.url").ok()?;
    let declined = Selector::parse("[name=kind][value=declined], [name=kind] [value=declined]").ok()?;
    let url: String = page.select(&url).next()?.text().collect();
    let instrument = match page.select(&declined).next() {
        Some(_) => Instrument::Referral,
        None => Instrument::Order,
    };
    let url = url.trim().to_owned();
    (!url.is_empty()).then_some(Reading { url, instrument })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_which_url_and_which_instrument() {
        let order = r#"<h1>Order</h1><code>not this</code><code class="mono url"> https://b.lowtide.test/a?b=1&amp;c=2 </code>
            <select name="kind"><option value="removed"><option value="impossible"></select>"#;
        let reading = understand(order).unwrap();
        assert_eq!(reading.url, "https://b.lowtide.test/a?b=1&c=2");
        assert_eq!(reading.instrument, Instrument::Order);

        let referral = r#"<code class="url">https://x.test/</code><input type="radio" name="kind" value="declined">"#;
        assert_eq!(understand(referral).unwrap().instrument, Instrument::Referral);
        let referral = r#"<code class="url">https://x.test/</code><select name=kind><option value=declined></select>"#;
        assert_eq!(understand(referral).unwrap().instrument, Instrument::Referral);
        assert_eq!(understand("<code class=url> </code>"), None);
        assert_eq!(understand("<code>https://x.test/</code>"), None);
    }
}
