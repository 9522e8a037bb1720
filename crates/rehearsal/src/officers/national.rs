//! Those who speak for a state: they prepare what their state does, say that it is ready, and record what comes of it.
//! Beside them the second officer who approves letters, and the liaison officer who asks the other authorities.

use super::{Officer, number, text};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// How long a warrant or notice is valid.
const VALID: SignedDuration = SignedDuration::from_hours(20 * 24);
/// What people answer for before their state can go, and on what it rests.
const CHECKS: [(&str, &str); 4] = [
    ("team", "REHEARSAL. The team is named and knows where to be."),
    ("contact", "REHEARSAL. The data centre was reached by telephone."),
    ("secrecy_steps", "REHEARSAL. Nobody is told before the moment."),
    ("rollback", "REHEARSAL. Putting a machine back was tried on Monday."),
];

/// What a provider replied to a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// From which address domain it came.
    pub provider: String,
    /// What it is about: kind and value.
    pub asset: String,
    /// Whether it did what it was asked for.
    pub done: bool,
}

impl Officer {
    /// Prepares all targets of a wave that this officer's state acts on: the legal title, what else would be hit, and
    /// the letter or the team. Returns how many.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn prepare_own(
        &self,
        operation: &str,
        wave: &str,
        country: &str,
        now: Timestamp,
    ) -> anyhow::Result<usize> {
        let mut prepared = 0;
        for target in self.targets(operation, wave).await? {
            if text(&target, "acting") != country || text(&target, "state") != "allocated" {
                continue;
            }
            let id = text(&target, "id");
            let counted = self.get(&format!("targets/{id}/collateral")).await?;
            if counted["refused"].is_string() {
                continue;
            }
            self.must(&format!("operations/{operation}/instruments"), &title(&target, country, now)).await?;
            self.must(&format!("targets/{id}/collateral"), &json!({ "others": counted["others"] })).await?;
            self.must(&format!("targets/{id}/prepare"), &way(&target, country)).await?;
            self.acknowledged.note("target_prepared", id)?;
            prepared += 1;
        }
        Ok(prepared)
    }

    /// Answers for the readiness of a state.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn say_ready(&self, wave: &str, country: &str) -> anyhow::Result<()> {
        for (check, note) in CHECKS {
            let body = json!({ "country": country, "check": check, "note": note });
            self.must(&format!("waves/{wave}/readiness"), &body).await?;
        }
        Ok(())
    }

    /// Approves every letter of a wave that somebody else wrote. Returns how many.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn approve_letters(&self, operation: &str, wave: &str) -> anyhow::Result<usize> {
        let mut approved = 0;
        for target in self.targets(operation, wave).await? {
            if target["sending"]["kind"] == "letter" && target["approver"].is_null() {
                let id = text(&target, "id");
                let read = self.get(&format!("targets/{id}")).await?;
                self.must(&format!("targets/{id}/approve"), &json!({ "seen": read["seen"] })).await?;
                self.acknowledged.note("papers_approved", id)?;
                approved += 1;
            }
        }
        Ok(approved)
    }

    /// Answers deconfliction for the targets of a wave. Returns how many.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn deconflict_targets(&self, operation: &str, wave: &str) -> anyhow::Result<usize> {
        let mut asked = 0;
        for target in self.targets(operation, wave).await? {
            if target["deconfliction"].is_null() {
                let body = json!({ "answer": "go", "note": "REHEARSAL. All participating states asked; none holds." });
                self.must(&format!("targets/{}/deconfliction", text(&target, "id")), &body).await?;
                asked += 1;
            }
        }
        Ok(asked)
    }

    /// Holds the part of the officer's own state.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn hold_own(&self, wave: &str, country: &str, reason: &str) -> anyhow::Result<()> {
        let body = json!({ "call": "hold", "country": country, "reason": format!("REHEARSAL. {reason}") });
        self.must(&format!("waves/{wave}/calls"), &body).await?;
        self.acknowledged.note("hold_called", wave)
    }

    /// Records what a provider replied, on the officer's own target if there is one. Says whether there was.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn record_reply(
        &self,
        operation: &str,
        wave: &str,
        country: &str,
        reply: &Reply,
        now: Timestamp,
    ) -> anyhow::Result<bool> {
        for target in self.targets(operation, wave).await? {
            let out = matches!(text(&target, "state"), "dispatched");
            let own = text(&target, "acting") == country && target["sending"]["kind"] == "letter";
            let to = text(&target["sending"], "to").rsplit('@').next() == Some(reply.provider.as_str());
            if !(out && own && to && text(&target, "asset") == reply.asset) {
                continue;
            }
            let id = text(&target, "id");
            let what = match text(&target, "measure") {
                _ if !reply.done => "refused",
                "remove_listing" | "remove_channel" => "removed",
                _ => "disabled",
            };
            let body = json!({
                "id": number(&[id, "reply", what]), "by": "provider", "what": what, "happened": now, "said": now,
                "source": format!("REHEARSAL. Letter of {}.", reply.provider),
            });
            self.must(&format!("targets/{id}/claims"), &body).await?;
            self.acknowledged.note("claim_recorded", id)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// The officer's own targets on site of which people say that they are done and the look from outside says
    /// otherwise.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn contradicted(&self, wave: &str, country: &str) -> anyhow::Result<Vec<String>> {
        let board = self.get(&format!("waves/{wave}/board")).await?;
        let rows = board["targets"].as_array().cloned().unwrap_or_default();
        let own = |row: &&Value| {
            let target = &row["target"];
            text(target, "acting") == country
                && text(target, "state") == "contradicted"
                && target["sending"]["kind"] == "on_site"
        };
        Ok(rows.iter().filter(own).map(|row| text(&row["target"], "id").to_owned()).collect())
    }

    /// Records that whoever was hit by mistake got everything back.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn make_whole(&self, target: &str, how: &str) -> anyhow::Result<()> {
        self.must(&format!("targets/{target}/redress"), &json!({ "how": format!("REHEARSAL. {how}") })).await?;
        self.acknowledged.note("made_whole", target)
    }
}

fn is_on_site(target: &Value) -> bool {
    matches!(text(target, "measure"), "seize_server" | "copy_server")
}

/// The legal title for a target: what its measure takes.
fn title(target: &Value, country: &str, now: Timestamp) -> Value {
    let kind = match text(target, "measure") {
        "client_hold" => "registrar_notice",
        "seize_server" | "copy_server" | "server_hold" => "national_warrant",
        _ => "voluntary_referral",
    };
    json!({
        "number": format!("R-{country}-{}", text(target, "id").split('-').next_back().unwrap_or_default()),
        "kind": kind, "issuer": country, "place": text(target, "place"),
        "assets": [text(target, "asset")], "measures": [text(target, "measure")],
        "from": now, "until": now + VALID, "paper": null,
    })
}

/// How a target is carried out: by people on site, or by a letter that a machine can read too.
fn way(target: &Value, country: &str) -> Value {
    if is_on_site(target) {
        return json!({ "kind": "on_site", "team": format!("{country}, team Tern (rehearsal)") });
    }
    let (measure, asset) = (text(target, "measure"), text(target, "asset"));
    let letter = format!(
        "REHEARSAL\n\nWe ask you to act on what is named below, and to tell us when it is done.\n\n\
         Measure: {measure}\nTarget: {asset}\n\nEverything in this letter is invented.\n"
    );
    json!({ "kind": "letter", "to": null, "subject": format!("REHEARSAL: notice on {asset}"), "text": letter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_names_the_measure_and_the_target_on_lines_of_their_own() {
        let target = json!({ "id": "1-2", "measure": "client_hold", "asset": "domain noon.test", "place": "FR" });
        let letter = way(&target, "BE");
        let text = letter["text"].as_str().unwrap();
        assert!(text.lines().any(|line| line == "Measure: client_hold"));
        assert!(text.lines().any(|line| line == "Target: domain noon.test"));
        let title = title(&target, "BE", Timestamp::UNIX_EPOCH);
        assert_eq!((&title["kind"], &title["place"]), (&json!("registrar_notice"), &json!("FR")));
    }

    #[test]
    fn a_seizure_takes_a_team_and_a_warrant_of_the_state() {
        let target = json!({ "id": "1-2", "measure": "seize_server", "asset": "address 127.60.1.10", "place": "NL" });
        assert_eq!(way(&target, "NL")["kind"], "on_site");
        assert_eq!(title(&target, "NL", Timestamp::UNIX_EPOCH)["kind"], "national_warrant");
    }
}
