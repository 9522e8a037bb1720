//! The scripted officers: they work as people do, through Vigie's interface for programs.
//!
//! An officer is given the address of the server and a token, nothing else. What they decide rests
//! on what the console shows of an item ([`judge`]); what an item really is is known to the
//! storyline alone, which no officer can reach: this module does not name it, and `cargo xtask
//! tidy` fails if it ever does.

mod judge;

pub use judge::judge;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// Where acknowledged acts are written down as they happen, one JSON line each: after a crash, every
/// one of them must still stand.
#[derive(Clone)]
pub struct Acknowledged(Option<Arc<Mutex<File>>>);

impl Acknowledged {
    /// Writes into a file.
    #[must_use]
    pub fn into(file: File) -> Self {
        Self(Some(Arc::new(Mutex::new(file))))
    }

    /// Writes nothing down.
    #[must_use]
    pub const fn nowhere() -> Self {
        Self(None)
    }

    fn note(&self, act: &str, id: &str) -> anyhow::Result<()> {
        if let Some(file) = &self.0 {
            let line = format!("{}\n", json!({ "act": act, "id": id }));
            file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes())?;
        }
        Ok(())
    }
}

/// One officer at their console.
pub struct Officer {
    client: reqwest::Client,
    base: String,
    token: String,
    acknowledged: Acknowledged,
}

impl Officer {
    /// An officer who works at `base`, the server's address, and signs with a token.
    ///
    /// # Errors
    /// When no HTTP client can be made on this machine.
    pub fn new(base: &str, token: String, acknowledged: Acknowledged) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder().no_proxy().build().context("no HTTP client")?;
        Ok(Self { client, base: base.trim_end_matches('/').to_owned(), token, acknowledged })
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let answer = self.client.get(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    /// Asks for something to be done. A refusal by the rules comes back as its words.
    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Result<Value, String>> {
        let url = format!("{}/api/v1/{path}", self.base);
        let answer = self.client.post(url).bearer_auth(&self.token).json(body).send().await?;
        let status = answer.status();
        let value: Value = answer.json().await.context("the server answered with something other than JSON")?;
        if status.is_success() {
            return Ok(Ok(value));
        }
        let why = value["title"].as_str().unwrap_or("no reason given").to_owned();
        if status.is_server_error() {
            bail!("{path}: {status}: {why}");
        }
        Ok(Err(why))
    }

    async fn act(&self, act: &str, id: &str, path: &str, body: &Value) -> anyhow::Result<Result<Value, String>> {
        let answer = self.post(path, body).await?;
        if answer.is_ok() {
            self.acknowledged.note(act, id)?;
        }
        Ok(answer)
    }

    /// Takes addresses in; returns how many became new items.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn take_in(&self, source: &str, urls: &[String]) -> anyhow::Result<usize> {
        let body = json!({ "source": source, "urls": urls });
        let Ok(answer) = self.post("items", &body).await? else { bail!("the server refuses to take items in") };
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        for item in &items {
            if let Some(id) = item["id"].as_str() {
                self.acknowledged.note("taken_in", id)?;
            }
        }
        Ok(items.iter().filter(|item| item["new"] == true).count())
    }

    /// Works through the queue: takes each next item, reads what the console shows, and records a
    /// finding. Returns the findings.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn work_queue(&self) -> anyhow::Result<Vec<Found>> {
        let mut found = Vec::new();
        loop {
            let Ok(item) = self.post("queue/next", &Value::Null).await? else { return Ok(found) };
            let Some(id) = item["id"].as_str() else { return Ok(found) };
            let finding = judge(&item);
            let outcome = finding["outcome"].as_str().unwrap_or_default().to_owned();
            if let Err(why) = self.act("finding", id, &format!("items/{id}/finding"), &finding).await? {
                bail!("the finding on {} was refused: {why}", item["url"]);
            }
            found.push(Found { url: item["url"].as_str().unwrap_or_default().to_owned(), outcome });
        }
    }

    /// Answers deconfliction for every draft that waits for it.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn deconflict(&self) -> anyhow::Result<usize> {
        let body = json!({ "answer": "go", "note": "REHEARSAL. All participating authorities asked; none holds." });
        let mut answered = 0;
        for order in self.orders("draft").await?.iter().filter(|order| order["deconfliction"].is_null()) {
            if let Some(id) = order["id"].as_str() {
                answered += usize::from(
                    self.act("deconflicted", id, &format!("orders/{id}/deconfliction"), &body).await?.is_ok(),
                );
            }
        }
        Ok(answered)
    }

    async fn orders(&self, state: &str) -> anyhow::Result<Vec<Value>> {
        let answer = self.get(&format!("orders?state={state}")).await?;
        Ok(answer["orders"].as_array().cloned().unwrap_or_default())
    }

    /// Reads every draft that is ready and issues it as the second officer. Returns references and,
    /// for those refused, why.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn issue(&self) -> anyhow::Result<Vec<Result<String, String>>> {
        let mut issued = Vec::new();
        for order in self.orders("draft").await?.iter().filter(|order| order["deconfliction"]["answer"] == "go") {
            let (Some(id), Some(reference)) = (order["id"].as_str(), order["reference"].as_str()) else { continue };
            let outcome = self.act("issued", id, &format!("orders/{id}/issue"), &json!({})).await?;
            issued.push(outcome.map(|_| reference.to_owned()).map_err(|why| format!("{reference}: {why}")));
        }
        Ok(issued)
    }

    /// Releases every referral that somebody else wrote.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn release(&self) -> anyhow::Result<usize> {
        let answer = self.get("referrals?state=draft").await?;
        let mut released = 0;
        for referral in answer["referrals"].as_array().into_iter().flatten() {
            if let Some(id) = referral["id"].as_str() {
                released += usize::from(
                    self.act("released", id, &format!("referrals/{id}/release"), &json!({})).await?.is_ok(),
                );
            }
        }
        Ok(released)
    }

    /// Answers providers who said that an order was wrong or unclear: the hour starts again.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn clarify(&self) -> anyhow::Result<usize> {
        let body = json!({ "text": "REHEARSAL. We checked: the address and the reasons stand. The page is the one in the capture; its digest is in the order." });
        let mut answered = 0;
        for state in ["error_claimed", "information_asked"] {
            for order in self.orders(state).await? {
                if let Some(id) = order["id"].as_str() {
                    answered +=
                        usize::from(self.act("restarted", id, &format!("orders/{id}/restart"), &body).await?.is_ok());
                }
            }
        }
        Ok(answered)
    }

    /// Takes note of what the watch raised.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn note_alerts(&self) -> anyhow::Result<Vec<String>> {
        let answer = self.get("watch").await?;
        let mut noted = Vec::new();
        for watch in answer["watches"].as_array().into_iter().flatten() {
            let raised = (watch["contradicted"] == true || watch["returned"] == true) && watch["noted"].is_null();
            let (true, Some(item), Some(url)) = (raised, watch["item"].as_str(), watch["url"].as_str()) else {
                continue;
            };
            if self.act("noted", item, &format!("watch/{item}/note"), &json!({})).await?.is_ok() {
                noted.push(url.to_owned());
            }
        }
        Ok(noted)
    }

    /// Has every provider informed of procedures and deadlines. Returns how many.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn inform_providers(&self) -> anyhow::Result<usize> {
        let answer = self.get("providers").await?;
        let mut informed = 0;
        for provider in answer["providers"].as_array().into_iter().flatten() {
            if let Some(id) = provider["id"].as_str() {
                informed += usize::from(self.post(&format!("providers/{id}/inform"), &json!({})).await?.is_ok());
            }
        }
        Ok(informed)
    }
}

/// A finding that an officer recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The item's address.
    pub url: String,
    /// What was decided.
    pub outcome: String,
}
