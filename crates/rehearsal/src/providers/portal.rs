//! A provider's browser: it follows the link in a letter to the authority's portal, reads the
//! page, and fills in its forms.
//!
//! A provider learns everything from that page. The exact URL stands in an element `code.url`; a
//! form that sends the answer `declined` belongs to a referral, any other to an order.

use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use scraper::{Html, Selector};
use serde_json::Value;
use url::Url;

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
    /// Whether "removed" can be answered now.
    pub open: bool,
    /// Whether the provider is asked to bring the content back.
    pub asks_back: bool,
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

/// What the public page says of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Genuine {
    Yes,
    No,
    Void,
}

/// A customer's complaint, as a provider writes it down.
pub(crate) struct Complaint<'a> {
    /// The page that went.
    pub url: &'a str,
    /// The link to the referral after which it went.
    pub about: &'a str,
    /// When the customer complained.
    pub at: Timestamp,
    /// In the customer's words.
    pub text: &'a str,
}

impl Portal {
    /// Says on the page of an order that the content is back.
    pub async fn reinstate(&self, link: &str, name: &str) -> Result<(), PortalError> {
        let form = [("kind", "reinstated"), ("name", name)];
        accepted(self.client.post(format!("{link}/reinstatement")).form(&form).send().await).map(drop)
    }

    /// Asks the public page about an order.
    pub async fn is_genuine(&self, page: &str, reference: &str, digest: &str) -> Result<Genuine, PortalError> {
        let question = [("reference", reference), ("digest", digest)];
        let asked = Url::parse_with_params(page, question).map_or_else(|_| page.to_owned(), String::from);
        let said = accepted(self.client.get(asked).send().await)?.text().await.map_err(PortalError::Unreachable)?;
        let said: Value = serde_json::from_str(&said).unwrap_or_default();
        match said["genuine"].as_str() {
            Some("yes") => Ok(Genuine::Yes),
            Some("void") => Ok(Genuine::Void),
            _ => Ok(Genuine::No),
        }
    }

    /// Writes a complaint down on the provider's own page.
    pub async fn complain(&self, own_page: &str, complaint: &Complaint<'_>) -> Result<(), PortalError> {
        let reference = self.reference(complaint.about).await?;
        let at = complaint.at.to_string();
        let form = [("reference", reference.as_str()), ("url", complaint.url), ("text", complaint.text), ("at", &at)];
        accepted(self.client.post(format!("{own_page}/complaints")).form(&form).send().await).map(drop)
    }

    /// Writes down that the complaint about a page was well founded.
    pub async fn uphold(&self, own_page: &str, url: &str, reasons: &str) -> Result<(), PortalError> {
        let list = format!("{own_page}?view=complaints");
        let page = accepted(self.client.get(list).send().await)?.text().await.map_err(PortalError::Unreachable)?;
        let action = complaint_about(&page, url).ok_or(PortalError::NamesNoUrl)?;
        let form = [("outcome", "reinstated"), ("reasons", reasons)];
        accepted(self.client.post(joined(own_page, &action)).form(&form).send().await).map(drop)
    }
}

impl Portal {
    /// The reference that a notice bears, as its page shows it.
    async fn reference(&self, link: &str) -> Result<String, PortalError> {
        let page = accepted(self.client.get(link).send().await)?.text().await.map_err(PortalError::Unreachable)?;
        let heading = Selector::parse("h1").ok();
        let page = Html::parse_document(&page);
        let reference =
            heading.and_then(|heading| page.select(&heading).next()).map(|it| it.text().collect::<String>());
        Ok(reference.unwrap_or_default().trim().to_owned())
    }
}

/// The address to which the outcome of the complaint about a page is sent, from the form that stands with it.
fn complaint_about(page: &str, url: &str) -> Option<String> {
    let page = Html::parse_document(page);
    let form = Selector::parse("form[action*='/complaints/']").ok()?;
    page.select(&form)
        .find(|form| {
            // The form stands folded away below what the complaint is about.
            let mut around = form.ancestors().filter_map(scraper::ElementRef::wrap).take(2);
            around.any(|around| around.text().collect::<String>().contains(url))
        })
        .and_then(|form| form.value().attr("action"))
        .map(str::to_owned)
}

/// An address of a form, as seen from the page it stands on.
fn joined(page: &str, action: &str) -> String {
    Url::parse(page).and_then(|page| page.join(action)).map_or_else(|_| action.to_owned(), String::from)
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
    let offers = |answer: &str| {
        let within = "form[action*='/answer'] [name=kind]";
        let choice = format!("{within}[value={answer}], {within} [value={answer}]");
        Selector::parse(&choice).is_ok_and(|choice| page.select(&choice).next().is_some())
    };
    let back = Selector::parse("form[action*='/reinstat']").ok()?;
    let url: String = page.select(&url).next()?.text().collect();
    let instrument = if offers("declined") { Instrument::Referral } else { Instrument::Order };
    let url = url.trim().to_owned();
    let asks_back = page.select(&back).next().is_some();
    (!url.is_empty()).then_some(Reading { url, instrument, open: offers("removed"), asks_back })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_which_url_and_which_instrument() {
        let order = r#"<h1>Order</h1><code>not this</code><code class="mono url"> https://b.lowtide.test/a?b=1&amp;c=2 </code>
            <form action="/portal/x/answer?lang=en"><select name="kind"><option value="removed"><option value="impossible"></select></form>"#;
        let reading = understand(order).unwrap();
        assert_eq!(reading.url, "https://b.lowtide.test/a?b=1&c=2");
        assert_eq!((reading.instrument, reading.open, reading.asks_back), (Instrument::Order, true, false));

        let form = |answer: &str| {
            format!(r#"<code class="url">https://x.test/</code><form action="/x/answer">{answer}</form>"#)
        };
        let referral = form(r#"<input type="radio" name="kind" value="declined">"#);
        assert_eq!(understand(&referral).unwrap().instrument, Instrument::Referral);
        let referral = form("<select name=kind><option value=declined></select>");
        assert_eq!(understand(&referral).unwrap().instrument, Instrument::Referral);

        let void = r#"<code class="url">https://x.test/</code>
            <form action="/portal/x/reinstatement?lang=en"><input type="hidden" name="kind" value="declined"></form>"#;
        let reading = understand(void).unwrap();
        assert_eq!((reading.instrument, reading.open, reading.asks_back), (Instrument::Order, false, true));
        assert_eq!(understand("<code class=url> </code>"), None);
        assert_eq!(understand("<code>https://x.test/</code>"), None);
    }

    #[test]
    fn the_outcome_goes_to_the_form_below_the_complaint_about_the_page() {
        let page = r#"<div id="c1"><p>https://a.test/1</p><details><form action="/portal/p/complaints/1?lang=en"></form></details></div>
            <div id="c2"><p>https://a.test/2</p><details><form action="/portal/p/complaints/2?lang=en"></form></details></div>"#;
        let action = complaint_about(page, "https://a.test/2").unwrap();
        assert_eq!(
            joined("http://127.0.0.1:8080/portal/p-1", &action),
            "http://127.0.0.1:8080/portal/p/complaints/2?lang=en"
        );
        assert_eq!(complaint_about(page, "https://a.test/3"), None);
    }
}
