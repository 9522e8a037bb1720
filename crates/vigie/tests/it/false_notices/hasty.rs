//! Two officers in a hurry, and what they manage.

use super::corpus::{Corpus, Entry};
use crate::office::{Answer, Office, Session};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casework::banks::{self, Addition};
use casework::directory::{self, ProviderEntry};
use casework::order::BULK_AT_ONCE;
use casework::records::ProviderDetails;
use domain::people::Role;
use domain::provider::ServiceKind;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A delivery network: its links are copies, and it is known to be one.
const DELIVERY: [&str; 2] = ["flotsam.example", "ampcache.example"];
/// Long enough to be accepted, and says nothing of the page.
const EMPTY_WORDS: &str = "REHEARSAL: was on a list that somebody sent, looks like the known text";

/// What became of one page.
#[derive(Debug, Default)]
pub struct Attempt {
    /// Whether it came up for a finding at all.
    pub came_up: bool,
    /// Gates that were shut when the second officer pressed the button, with what each said.
    pub gates: BTreeMap<String, String>,
    /// Whether an order went out without anybody having opened anything.
    pub issued_at_once: bool,
    /// Whether it was still refused when only one of them had opened the gates.
    pub held_for_one: bool,
    /// What it took in the end, if they could.
    pub forced: Option<Forced>,
}

/// What it took to force an order through.
#[derive(Debug)]
pub struct Forced {
    /// How many people wrote a reason against what a gate found.
    pub people: usize,
    /// How many such reasons.
    pub reasons: usize,
}

impl Attempt {
    /// Why it was stopped, in the words of the corpus.
    pub fn reasons(&self) -> BTreeSet<&'static str> {
        let context = self.gates.get("context").map_or("", String::as_str).replace(' ', "_");
        let mut reasons: BTreeSet<&str> =
            super::REASONS.into_iter().filter(|purpose| context.contains(&format!("{purpose}:"))).collect();
        reasons.extend(context.starts_with("what_stands_there_was_not_read").then_some("unread"));
        for gate in ["exact_url", "collateral"] {
            reasons.extend(self.gates.contains_key(gate).then_some(gate));
        }
        reasons.extend((!self.came_up).then_some("no_match"));
        reasons
    }
}

/// An analyst and an approving officer who do not read, and a liaison who always writes "go".
pub struct Pair {
    office: Office,
    analyst: Session,
    approver: Session,
    liaison: Session,
}

impl Pair {
    /// At work at a moment, with the known texts in a bank and a provider for every page.
    pub async fn at(corpus: &Corpus, moment: &str) -> Self {
        let office = Office::open().await;
        office.clock.set(moment.parse().unwrap());
        let known = corpus
            .known
            .iter()
            .map(|known| Addition::File { name: format!("{}.txt", known.name), bytes: known.text().into_bytes() });
        let keeper = &office.people[&Role::Investigator];
        banks::import(&office.desk, keeper, "REHEARSAL paper", "rehearsal", known.collect()).await.unwrap();
        let domains: BTreeSet<String> = corpus.pages().map(Entry::domain).collect();
        let (delivery, hosting) = domains.into_iter().partition(|domain| DELIVERY.contains(&domain.as_str()));
        for (name, kind, domains) in
            [("Longshore", ServiceKind::Hosting, hosting), ("Flotsam", ServiceKind::Cdn, delivery)]
        {
            let entry = ProviderEntry {
                name: name.to_owned(),
                country: "BE".parse().unwrap(),
                contact: format!("orders@{}.example", name.to_lowercase()),
                languages: vec!["en".to_owned()],
                time_zone: "Europe/Brussels".to_owned(),
                domains,
                details: ProviderDetails { kind, ..ProviderDetails::default() },
            };
            let id = directory::put_provider(&office.desk, keeper, entry).await.unwrap();
            let yesterday = office.desk.doors.clock.now() - SignedDuration::from_hours(24);
            directory::record_informed(&office.desk, keeper, id, yesterday, "REHEARSAL").await.unwrap();
        }
        let (analyst, approver) = (office.session(Role::Analyst).await, office.session(Role::Approver).await);
        let liaison = office.session(Role::Liaison).await;
        Self { office, analyst, approver, liaison }
    }

    /// Hands pages in and tries to make an order of each.
    pub async fn try_all(&self, corpus: &Corpus, pages: &[&Entry]) -> Vec<Attempt> {
        let mut attempts = Vec::new();
        for item in self.hand_in(corpus, pages).await {
            attempts.push(self.try_one(&item).await);
        }
        attempts
    }

    /// Hands pages in together, and lets them be fetched and compared; gives the items.
    async fn hand_in(&self, corpus: &Corpus, pages: &[&Entry]) -> Vec<String> {
        for page in pages {
            let fetched = corpus.fetched(page, self.office.desk.doors.clock.now());
            self.office.fetch.answer(&page.address(), Ok(fetched));
        }
        let urls: Vec<&str> = pages.iter().map(|page| page.url.as_str()).collect();
        let taken = self.ok(&self.analyst, "/api/v1/items", json!({ "source": "REHEARSAL list", "urls": urls })).await;
        self.office.work().await;
        let id = |taken: &Value| taken["id"].as_str().unwrap_or_else(|| panic!("not taken in: {taken}")).to_owned();
        taken["items"].as_array().unwrap().iter().map(id).collect()
    }

    async fn try_one(&self, item: &str) -> Attempt {
        let mut attempt = Attempt::default();
        let Some(order) = self.draft(item).await else { return attempt };
        attempt.came_up = true;
        attempt.gates = self.press(&order, json!({})).await;
        attempt.issued_at_once = attempt.gates.is_empty();
        if !attempt.issued_at_once {
            attempt.forced = self.force(&order, &mut attempt).await;
        }
        attempt
    }

    /// A finding of a few empty words and a "go". None if the item never comes up for a finding.
    async fn draft(&self, item: &str) -> Option<String> {
        let path = format!("/api/v1/items/{item}/finding");
        let finding = |reason: &str| {
            json!({ "purpose": "none_protected", "categories": ["incites"], "confidence": "high",
                "outcome": "propose_order", "reason": reason })
        };
        assert_eq!(self.post(&self.analyst, &path, finding("spam")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let found = self.post(&self.analyst, &path, finding(EMPTY_WORDS)).await;
        if found.status != StatusCode::OK {
            assert!(found.text().contains("not open for a finding"), "{}", found.text());
            return None;
        }
        let order = json_of(&found)["order"].as_str().unwrap().to_owned();
        let go = json!({ "answer": "go", "note": "REHEARSAL: go" });
        self.ok(&self.liaison, &format!("/api/v1/orders/{order}/deconfliction"), go).await;
        Some(order)
    }

    /// Opens what can be opened: first one of them, then the other, and says that it could not wait.
    async fn force(&self, order: &str, attempt: &mut Attempt) -> Option<Forced> {
        let mut reasons = 0;
        let mut people = BTreeSet::new();
        let openable: Vec<&String> =
            attempt.gates.keys().filter(|gate| !matches!(gate.as_str(), "hours" | "bulk")).collect();
        for (who, session) in [("approver", &self.approver), ("analyst", &self.analyst)] {
            attempt.held_for_one = openable.is_empty() || !self.press(order, json!({})).await.is_empty();
            for gate in &openable {
                let path = format!("/api/v1/orders/{order}/gates/{gate}");
                assert_ne!(self.post(session, &path, json!({ "reason": "ok" })).await.status, StatusCode::OK);
                if self.post(session, &path, json!({ "reason": EMPTY_WORDS })).await.status == StatusCode::OK {
                    reasons += 1;
                    people.insert(who);
                }
            }
        }
        let cannot_wait = attempt.gates.len() > openable.len();
        let circumstances = if cannot_wait { json!({ "exceptional": EMPTY_WORDS }) } else { json!({}) };
        reasons += usize::from(cannot_wait);
        let left = self.press(order, circumstances).await;
        left.is_empty().then_some(Forced { people: people.len(), reasons })
    }

    /// The second officer presses the button; gives the gates that are shut, none if the order went out.
    async fn press(&self, order: &str, circumstances: Value) -> BTreeMap<String, String> {
        let answer = self.post(&self.approver, &format!("/api/v1/orders/{order}/issue"), circumstances).await;
        if answer.status == StatusCode::OK {
            return BTreeMap::new();
        }
        let body = json_of(&answer);
        let gates = body["gates"].as_array().unwrap_or_else(|| panic!("refused without a gate: {body}"));
        let words = |gate: &Value, field: &str| gate[field].as_str().unwrap().to_owned();
        gates.iter().map(|gate| (words(gate, "gate"), words(gate, "why"))).collect()
    }

    /// Issuing several at once is no way round: too many are refused, so are orders that nobody read, and of those that
    /// were opened each is tested by itself.
    pub async fn no_way_round_by_bulk(&self, corpus: &Corpus, pages: &[&Entry]) {
        let mut orders = Vec::new();
        for item in self.hand_in(corpus, pages).await {
            orders.extend(self.draft(&item).await);
        }
        let all_at_once = async |count: usize| {
            let body = json!({ "orders": &orders[..count], "exceptional": EMPTY_WORDS });
            self.post(&self.approver, "/api/v1/orders/issue", body).await
        };
        for (count, why) in [(BULK_AT_ONCE + 1, "at most"), (BULK_AT_ONCE, "open and read")] {
            let refused = all_at_once(count).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
            assert!(refused.text().contains(why), "{}", refused.text());
        }
        for order in &orders {
            self.office.get_as(&self.approver, &format!("/api/v1/orders/{order}")).await;
        }
        let tested = json_of(&all_at_once(BULK_AT_ONCE).await);
        let stopped = |one: &Value| one["issued"] == false && !one["gates"].as_array().unwrap().is_empty();
        let tested = tested["orders"].as_array().unwrap();
        assert!(tested.len() == BULK_AT_ONCE && tested.iter().all(stopped), "{tested:?}");
    }

    async fn ok(&self, session: &Session, path: &str, body: Value) -> Value {
        let answer = self.post(session, path, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        json_of(&answer)
    }

    async fn post(&self, session: &Session, path: &str, body: Value) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, &session.cookie)
            .header("x-csrf", &session.csrf)
            .header(header::CONTENT_TYPE, "application/json");
        self.office.ask(request.body(Body::from(body.to_string())).unwrap()).await
    }
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}
