//! The second officer: approves and issues, answers providers, takes orders back, follows the courts, and
//! takes note of what the watch raised.

use super::{Officer, Refused, text};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// After an approval the officer waits so long for the twelve hours of prior information to pass.
const UNTIL_INFORMED: SignedDuration = SignedDuration::from_mins(12 * 60 + 10);
/// Words in the source of an item by which a threat to life is known.
const ATTACK: &str = "attack under way";
const NIGHT_OR_BULK: &str = "REHEARSAL. The bulletin calls for tomorrow morning; each order was read by itself, and \
                             none can wait for a working hour.";
const EMERGENCY: &str = "REHEARSAL. The police desk reports an attack under way that this page announces; waiting twelve \
                         hours would cost lives.";
const EXPLANATION: &str = "REHEARSAL. We checked: the address and the reasons stand. The page is the one in the capture; \
                           its digest is in the order.";

/// An order that an officer tried to issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuing {
    /// Its reference.
    pub reference: String,
    /// The gates that were shut at first.
    pub gates: Vec<String>,
    /// Issued with the waiver for emergencies.
    pub emergency: bool,
    /// Whether it was issued in the end; else why not.
    pub outcome: Result<(), String>,
}

impl Officer {
    /// Tries every order of the officer's authority that waits to be issued: at night or in bulk with a
    /// written reason; without prior information only where the item's source reports an attack, and
    /// otherwise after the twelve hours. A duplicate is taken back.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn issue(&self, now: Timestamp) -> anyhow::Result<Vec<Issuing>> {
        let mut tried = Vec::new();
        for state in ["draft", "checked", "approved"] {
            for order in self.own_orders(state).await? {
                let waits = order["approved"].as_str().and_then(|at| at.parse::<Timestamp>().ok());
                if order["deconfliction"].is_null() || waits.is_some_and(|at| now < at + UNTIL_INFORMED) {
                    continue;
                }
                // What was refused is tried again only when something about it has changed.
                let deconflicted = text(&order["deconfliction"], "at");
                if self.first_time(format!("{} {state} {deconflicted}", text(&order, "id"))) {
                    tried.push(self.issue_one(&order).await?);
                }
            }
        }
        Ok(tried)
    }

    async fn issue_one(&self, order: &Value) -> anyhow::Result<Issuing> {
        let (id, reference) = (text(order, "id"), text(order, "reference").to_owned());
        let done = Issuing { reference, gates: Vec::new(), emergency: false, outcome: Ok(()) };
        let path = format!("orders/{id}/issue");
        let Err(refused) = self.act("issued", id, &path, &json!({})).await? else { return Ok(done) };
        let gates = refused.gates.clone();
        let outcome = match () {
            () if refused.only(&["hours", "bulk"]) => {
                self.act("issued", id, &path, &json!({ "exceptional": NIGHT_OR_BULK })).await?
            }
            () if refused.only(&["hours", "bulk", "prior_information"]) && self.is_urgent(order).await? => {
                let body = json!({ "exceptional": NIGHT_OR_BULK, "emergency": EMERGENCY });
                let outcome = self.act("issued", id, &path, &body).await?;
                return Ok(Issuing { gates, emergency: true, outcome: outcome.map(drop).map_err(words), ..done });
            }
            () if refused.only(&["hours", "bulk", "prior_information"]) => {
                self.act("approved", id, &format!("orders/{id}/approve"), &json!({})).await?.and(Err(refused))
            }
            () if refused.gates.iter().any(|gate| gate == "duplicate") => {
                let body = json!({ "reason": "REHEARSAL. Another order aims at this item already." });
                self.act("withdrawn", id, &format!("orders/{id}/withdraw"), &body).await?.and(Err(refused))
            }
            () => Err(refused),
        };
        Ok(Issuing { gates, outcome: outcome.map(drop).map_err(words), ..done })
    }

    /// Whether the item came with a report of an attack.
    async fn is_urgent(&self, order: &Value) -> anyhow::Result<bool> {
        Ok(text(&self.get(&format!("items/{}", text(order, "item"))).await?, "source").contains(ATTACK))
    }

    /// Answers providers who said that an order was wrong or unclear: it is corrected where they ask for
    /// that, taken back where they show that it should not stand, and else explained. Returns what was done.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn reply(&self) -> anyhow::Result<Vec<(&'static str, String)>> {
        let mut replied = Vec::new();
        for state in ["error_claimed", "information_asked"] {
            for order in self.own_orders(state).await?.iter().filter(|order| order["reply"].is_null()) {
                let answers = order["answers"].as_array();
                let said = answers.and_then(|answers| answers.last()).map_or("", |given| text(given, "explanation"));
                let (act, way, body) = if said.contains("please correct") {
                    let text = "REHEARSAL. The upper of the two pictures is meant, the one with the lamp.";
                    ("corrected", "correct", json!({ "text": text }))
                } else if said.contains("please withdraw") {
                    ("withdrawn", "withdraw", json!({ "reason": "REHEARSAL. The provider is right: an exercise." }))
                } else {
                    ("restarted", "restart", json!({ "text": EXPLANATION }))
                };
                let id = text(order, "id");
                if self.act(act, id, &format!("orders/{id}/{way}"), &body).await?.is_ok() {
                    replied.push((act, text(order, "reference").to_owned()));
                }
            }
        }
        Ok(replied)
    }

    /// A court's letter has come: records that the first order that a provider followed is challenged, and asks
    /// the provider to preserve for longer. Returns its identifier.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn record_challenge(&self, court: &str, now: Timestamp) -> anyhow::Result<Option<String>> {
        for order in self.own_orders("removed").await? {
            let id = text(&order, "id");
            let body =
                json!({ "court": court, "reasons": "REHEARSAL. The content provider says that it only quotes." });
            if self.act("challenged", id, &format!("orders/{id}/challenge"), &body).await?.is_err() {
                continue;
            }
            let until = now + SignedDuration::from_hours(300 * 24);
            let body = json!({ "until": until, "proceedings": format!("{court}, case R-1 (rehearsal)") });
            self.act("preserved", id, &format!("orders/{id}/preservation"), &body).await?.ok();
            let body = json!({ "act": "set", "reason": "REHEARSAL. An inquiry into the poster is under way." });
            self.act("undisclosed", id, &format!("orders/{id}/non-disclosure"), &body).await?.ok();
            return Ok(Some(id.to_owned()));
        }
        Ok(None)
    }

    /// The court has decided: records that the order was upheld; the content provider may be told now.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn record_judgement(&self, id: &str, court: &str) -> anyhow::Result<bool> {
        let body = json!({ "act": "lift", "reason": "REHEARSAL. The inquiry has ended." });
        self.act("disclosed", id, &format!("orders/{id}/non-disclosure"), &body).await?.ok();
        let body = json!({ "court": court, "reasons": "REHEARSAL. The page spreads the bulletin and quotes nothing." });
        Ok(self.act("upheld", id, &format!("orders/{id}/uphold"), &body).await?.is_ok())
    }

    /// Takes note of what the watch raised.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn note_alerts(&self) -> anyhow::Result<Vec<String>> {
        let mut noted = Vec::new();
        for watch in self.listed("watch?state=raised", "watches").await? {
            let item = text(&watch, "item");
            if self.act("noted", item, &format!("watch/{item}/note"), &json!({})).await?.is_ok() {
                noted.push(text(&watch, "url").to_owned());
            }
        }
        Ok(noted)
    }
}

fn words(refused: Refused) -> String {
    refused.why
}
