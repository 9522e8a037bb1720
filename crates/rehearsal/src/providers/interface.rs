//! The interfaces of providers that take orders and letters by machine: each call is checked as a careful provider
//! would check it, and acknowledged.

use super::FIRMS;
use super::published::Published;
use axum::http::HeaderMap;
use exchange::webhook::{self, Message};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where on its host an interface takes orders.
pub(crate) const PATH: &str = "/orders";
/// The provider whose interface answers every call with success and nothing that means anything.
const ANSWERS_NONSENSE: &str = "skerry.test";
/// How far ahead the clocks of these providers are.
const CLOCK_AHEAD: SignedDuration = SignedDuration::from_mins(4);

/// What came in by a call.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    pub firm: usize,
    pub link: String,
}

/// Whether the document is of the kind that the message says: an order that somebody signed, or a letter in words.
fn is_whole(message: &Message) -> bool {
    if message.kind.carries_order() {
        message.document["document"].is_object() && message.document["signature"].is_string()
    } else {
        message.words().is_some()
    }
}

/// All interfaces, and what they took.
pub(crate) struct Interfaces {
    published: Arc<Published>,
    held: Mutex<Held>,
}

struct Held {
    now: Timestamp,
    /// The receipt given for each identifier of a call: a repetition gets the same one.
    receipts: HashMap<String, String>,
    waiting: Vec<Arrival>,
}

impl Interfaces {
    pub fn new(published: Arc<Published>) -> Self {
        let held = Held { now: Timestamp::UNIX_EPOCH, receipts: HashMap::new(), waiting: Vec::new() };
        Self { published, held: Mutex::new(held) }
    }

    /// Sets the providers' clocks.
    pub fn set_clock(&self, now: Timestamp) {
        self.lock().now = now;
    }

    /// How many calls nobody has looked at yet.
    pub fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    /// What came in since the last call of this.
    pub fn pick_up(&self) -> Vec<Arrival> {
        std::mem::take(&mut self.lock().waiting)
    }

    /// Answers a call: a status and a JSON body.
    pub fn take(&self, firm: usize, headers: &HeaderMap, body: &[u8]) -> (u16, Value) {
        let headers: Vec<(String, String)> = headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect();
        let now = self.lock().now + CLOCK_AHEAD;
        let Some(key) = self.published.key() else { return (503, json!({ "error": "no key is published yet" })) };
        if let Err(fault) = webhook::verify(&headers, body, &key, now, webhook::TOLERANCE) {
            return (403, json!({ "error": fault.to_string() }));
        }
        if FIRMS[firm].domain == ANSWERS_NONSENSE {
            return (200, json!({ "status": "ok", "queue": "default", "eta": null }));
        }
        match Message::read(body) {
            Ok(message) if is_whole(&message) => self.acknowledge(firm, &headers, &message, now),
            Ok(message) => (422, json!({ "error": format!("{:?} without its document", message.kind) })),
            Err(problem) => (422, json!({ "error": problem.to_string() })),
        }
    }

    fn acknowledge(
        &self,
        firm: usize,
        headers: &[(String, String)],
        message: &Message,
        now: Timestamp,
    ) -> (u16, Value) {
        let id = headers.iter().find(|(name, _)| name == webhook::ID).map(|(_, id)| id.clone()).unwrap_or_default();
        let mut held = self.lock();
        let next = format!("REHEARSAL-{:06}", held.receipts.len() + 1);
        let known = held.receipts.contains_key(&id);
        let receipt = held.receipts.entry(id).or_insert(next).clone();
        if !known {
            held.waiting.push(Arrival { firm, link: message.portal.to_string() });
        }
        (200, json!({ "receipt": receipt, "reference": message.reference, "received_at": now.to_string() }))
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        // Every change under this lock is complete in itself, so a panic elsewhere spoils nothing.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
