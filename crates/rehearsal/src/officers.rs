//! The scripted officers: they work as people do, through Vigie's interface for programs.
//!
//! An officer is given the address of the server and a token, nothing else. What they decide rests
//! on what the console shows of an item ([`judge`]); what an item really is is known to the
//! storyline alone, which no officer can reach: this module does not name it, and `cargo xtask
//! tidy` fails if it ever does.

mod analyst;
mod approver;
mod coordinator;
mod host_state;
mod investigator;
mod judge;
mod liaison;
mod national;
mod on_site;

pub use analyst::Found;
pub use approver::Issuing;
pub use coordinator::{Book, Narrowed, Wanted, blow, strike};
pub use investigator::{Judged, Lead, Lever, Puller};
pub use judge::judge;
pub use national::Reply;
pub use on_site::Errand;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
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
    remembered: Mutex<HashSet<String>>,
}

/// Why the rules refused something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// In words.
    pub why: String,
    /// The gates that were shut, by name.
    pub gates: Vec<String>,
}

impl Refused {
    /// Whether all gates that were shut are among these.
    fn only(&self, gates: &[&str]) -> bool {
        !self.gates.is_empty() && self.gates.iter().all(|gate| gates.contains(&gate.as_str()))
    }
}

/// What became of something an officer asked for.
type Answered = Result<Value, Refused>;

impl Officer {
    /// An officer who works at `base`, the server's address, and signs with a token.
    ///
    /// # Errors
    /// When no HTTP client can be made on this machine.
    pub fn new(base: &str, token: String, acknowledged: Acknowledged) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder().no_proxy().build().context("no HTTP client")?;
        Ok(Self {
            client,
            base: base.trim_end_matches('/').to_owned(),
            token,
            acknowledged,
            remembered: Mutex::default(),
        })
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let answer = self.client.get(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    /// Asks for something to be done. A refusal by the rules comes back as its words and gates.
    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answered> {
        let url = format!("{}/api/v1/{path}", self.base);
        Self::answered(path, self.client.post(url).bearer_auth(&self.token).json(body).send().await?).await
    }

    /// The same with a file.
    async fn post_file(&self, path: &str, file: &str) -> anyhow::Result<Answered> {
        let url = format!("{}/api/v1/{path}", self.base);
        Self::answered(path, self.client.post(url).bearer_auth(&self.token).body(file.to_owned()).send().await?).await
    }

    async fn answered(path: &str, answer: reqwest::Response) -> anyhow::Result<Answered> {
        let status = answer.status();
        let value: Value = answer.json().await.context("the server answered with something other than JSON")?;
        if status.is_success() {
            return Ok(Ok(value));
        }
        let why = value["title"].as_str().unwrap_or("no reason given").to_owned();
        if status.is_server_error() {
            bail!("{path}: {status}: {why}");
        }
        let gates = value["gates"].as_array().into_iter().flatten();
        let gates = gates.filter_map(|gate| gate["gate"].as_str().map(str::to_owned)).collect();
        Ok(Err(Refused { why, gates }))
    }

    /// What this officer is shown under a path; nothing where it is refused. For whoever checks that nobody is shown
    /// more than they may see.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn shown(&self, path: &str) -> anyhow::Result<Option<Value>> {
        let answer = self.client.get(format!("{}/api/v1/{path}", self.base)).bearer_auth(&self.token).send().await?;
        Ok(if answer.status().is_success() { Some(answer.json().await?) } else { None })
    }

    /// Asks for something that the rules allow. A refusal is a mistake of the officer's.
    async fn must(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        match self.post(path, body).await? {
            Ok(answer) => Ok(answer),
            Err(refused) => bail!("{path} was refused: {}", refused.why),
        }
    }

    async fn act(&self, act: &str, id: &str, path: &str, body: &Value) -> anyhow::Result<Answered> {
        let answer = self.post(path, body).await?;
        if answer.is_ok() {
            self.acknowledged.note(act, id)?;
        }
        Ok(answer)
    }

    /// Records of a kind in a state, as a list answers them.
    async fn listed(&self, path: &str, what: &str) -> anyhow::Result<Vec<Value>> {
        Ok(self.get(path).await?[what].as_array().cloned().unwrap_or_default())
    }

    /// The orders of the officer's own authority in a state.
    async fn own_orders(&self, state: &str) -> anyhow::Result<Vec<Value>> {
        let mut orders = self.listed(&format!("orders?state={state}"), "orders").await?;
        orders.retain(|order| order["own_authority"] == true);
        Ok(orders)
    }

    /// Whether the officer does something for the first time, so that what was refused once is not
    /// tried again and again.
    fn first_time(&self, what: String) -> bool {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner).insert(what)
    }
}

/// A number for something that is sent, the same however often it is.
fn number(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    let bytes = std::array::from_fn(|place| digest[place]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// A member of a record that is text.
fn text<'a>(record: &'a Value, member: &str) -> &'a str {
    record[member].as_str().unwrap_or_default()
}
