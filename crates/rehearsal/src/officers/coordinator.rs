//! The coordinator: opens the operation, plans its waves from what the investigator found, and makes the calls.

mod plan;

pub use plan::{Wanted, blow, strike};

use super::{Officer, text};
use anyhow::{Context as _, bail};
use jiff::Timestamp;
use serde_json::{Value, json};

/// After so many minutes without a sign of life the deputy may lead.
const SILENCE_MINUTES: u32 = 10;
const OBJECTIVE: &str = "REHEARSAL. End what Meridian publishes, everywhere at one moment, and keep the evidence.";
const FRAME: &str = "REHEARSAL. Inquiry R-7 of the Federal Online Unit; national warrants, notices and referrals.";

/// The people of an operation, as they stand in the coordinator's book of addresses.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// The authority that leads.
    pub lead: String,
    /// Who coordinates.
    pub coordinator: String,
    /// Who takes over.
    pub deputy: String,
    /// The second person of those who lead.
    pub second: String,
    /// The states: country, authority, who speaks for it.
    pub states: Vec<(&'static str, String, String)>,
}

/// A lever that was refused because it would hit too many, and what was written down instead.
#[derive(Debug, Clone)]
pub struct Narrowed {
    /// The asset.
    pub asset: String,
    /// Why.
    pub why: String,
    /// How many narrower targets took its place.
    pub instead: usize,
}

impl Officer {
    /// Opens an operation against a network, and lets the states take part. Returns its identifier.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn open_operation(&self, book: &Book, network: &str) -> anyhow::Result<String> {
        let entry = operation_entry(book, network);
        let opened = self.post("operations", &entry).await?;
        let opened = opened.ok().context("the operation was not opened")?;
        let id = text(&opened, "operation").to_owned();
        self.acknowledged.note("operation_opened", &id)?;
        for (_, authority, _) in book.states.iter().filter(|(_, authority, _)| *authority != book.lead) {
            let terms = "REHEARSAL. Shares what it finds with those who lead.";
            let body = json!({ "authority": authority, "terms": terms });
            self.must(&format!("operations/{id}/participants"), &body).await?;
        }
        Ok(id)
    }

    /// Aims an operation at a network that was found anew.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn aim(&self, book: &Book, operation: &str, network: &str) -> anyhow::Result<()> {
        self.must(&format!("operations/{operation}/alter"), &operation_entry(book, network)).await.map(drop)
    }

    /// Plans a wave in which some states act, and writes its targets down. Returns the wave.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn plan_wave(
        &self,
        book: &Book,
        operation: &str,
        states: &[String],
        window: (Timestamp, Timestamp),
        wanted: &[Wanted],
    ) -> anyhow::Result<String> {
        let voices = book.states.iter().filter(|(country, ..)| states.iter().any(|state| state == country));
        let voices = voices.map(|(country, _, person)| json!({ "country": country, "person": person }));
        let entry = json!({
            "from": window.0,
            "until": window.1,
            "states": states,
            "coordinator": book.coordinator,
            "deputy": book.deputy,
            "lead": [book.second],
            "voices": voices.collect::<Vec<_>>(),
            "silence_minutes": SILENCE_MINUTES,
        });
        let planned = self.must(&format!("operations/{operation}/waves"), &entry).await?;
        let wave = text(&planned, "wave").to_owned();
        self.acknowledged.note("wave_planned", &wave)?;
        self.write_down(&wave, wanted).await?;
        Ok(wave)
    }

    /// Writes targets down, and gives each to the state that is to act.
    async fn write_down(&self, wave: &str, wanted: &[Wanted]) -> anyhow::Result<()> {
        let targets: Vec<Value> = wanted.iter().map(Wanted::entry).collect();
        let written = self.must(&format!("waves/{wave}/targets"), &json!({ "targets": targets })).await?;
        self.acknowledged.note("targets_proposed", wave)?;
        let ids: Vec<&str> = written["targets"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (target, id) in wanted.iter().zip(&ids) {
            self.must(&format!("targets/{id}/allocate"), &json!({ "country": target.acting })).await?;
            if let Some(first) = target.instead_of.and_then(|place| ids.get(place)) {
                let order = json!({ "after": [], "instead_of": first });
                self.must(&format!("targets/{id}/order"), &order).await?;
            }
        }
        Ok(())
    }

    /// Goes through the targets of a wave whose measure would hit too many strangers: each is taken off the plan, and
    /// what is narrower is written down instead.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn narrow(&self, operation: &str, wave: &str, wanted: &[Wanted]) -> anyhow::Result<Vec<Narrowed>> {
        let mut narrowed = Vec::new();
        for target in self.targets(operation, wave).await? {
            let id = text(&target, "id");
            let shown = self.get(&format!("targets/{id}/collateral")).await?;
            let Some(why) = shown["refused"].as_str() else { continue };
            self.must(&format!("targets/{id}/withdraw"), &json!({ "reason": format!("REHEARSAL. {why}") })).await?;
            let asset = text(&target, "asset");
            let instead = wanted.iter().find(|one| one.asset == asset).map_or(&[][..], |one| &one.narrower);
            if !instead.is_empty() {
                self.write_down(wave, instead).await?;
            }
            narrowed.push(Narrowed { asset: asset.to_owned(), why: why.to_owned(), instead: instead.len() });
        }
        Ok(narrowed)
    }

    /// The readiness of every state was gone through: fixes the moment.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn fix_moment(&self, wave: &str, moment: Timestamp) -> anyhow::Result<()> {
        let readiness = self.get(&format!("waves/{wave}/readiness")).await?;
        let states = readiness["states"].as_array().cloned().unwrap_or_default();
        if let Some(open) = states.iter().find(|state| state["ready"] != true) {
            bail!("{} is not ready", open["country"]);
        }
        for call in [json!({ "call": "make_ready" }), json!({ "call": "fix_moment", "moment": moment })] {
            self.must(&format!("waves/{wave}/calls"), &call).await?;
        }
        Ok(())
    }

    /// Calls go, for everybody or for one state's part. Says whether a second person must call it too.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn go(&self, wave: &str, country: Option<&str>) -> anyhow::Result<bool> {
        let moment = self.get(&format!("waves/{wave}/board")).await?["wave"]["moment"].take();
        let call = json!({ "call": "go", "country": country, "moment": moment });
        let called = self.must(&format!("waves/{wave}/calls"), &call).await?;
        let second = called["waits_for_second"] == true;
        if !second {
            self.acknowledged.note("go_called", wave)?;
        }
        Ok(second)
    }

    /// Notes what the press writes about a target. It was not there.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn note_press(&self, target: &str, press: &str, what: &str, now: Timestamp) -> anyhow::Result<()> {
        let body = json!({
            "id": super::number(&[target, press, what]), "by": "press", "press": press, "what": what,
            "happened": now, "said": now, "source": "REHEARSAL. Front page.",
        });
        self.must(&format!("targets/{target}/claims"), &body).await.map(drop)
    }

    /// Takes those off the plan that would have stepped in for others and were not needed. Returns how many.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn stand_down(&self, operation: &str, wave: &str) -> anyhow::Result<usize> {
        let mut spared = 0;
        for target in self.targets(operation, wave).await? {
            if !target["instead_of"].is_null() && matches!(text(&target, "state"), "cleared" | "held_back") {
                let body = json!({ "reason": "REHEARSAL. Not needed: the first did it." });
                self.must(&format!("targets/{}/withdraw", text(&target, "id")), &body).await?;
                spared += 1;
            }
        }
        Ok(spared)
    }

    /// Ends a wave. Returns what the review says of it, in lines.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn end_wave(&self, operation: &str, wave: &str) -> anyhow::Result<Vec<String>> {
        self.must(&format!("waves/{wave}/calls"), &json!({ "call": "end" })).await?;
        self.acknowledged.note("wave_ended", wave)?;
        let reviewed = self.get(&format!("operations/{operation}/review")).await?;
        let waves = reviewed["waves"].as_array().cloned().unwrap_or_default();
        let Some(own) = waves.iter().find(|one| text(&one["wave"], "id") == wave) else { return Ok(Vec::new()) };
        let counts = own["counts"].as_object().into_iter().flatten();
        let counts: Vec<String> = counts.map(|(state, n)| format!("{n} {}", state.replace('_', " "))).collect();
        let number = |member: &str| own[member].as_array().map_or(0, Vec::len);
        let mut lines = vec![format!(
            "{}; {} s between the first and the last; {} in dispute, {} mistakes",
            counts.join(", "),
            own["skew"]["seconds"].as_i64().unwrap_or_default(),
            number("disputed"),
            number("mistakes"),
        )];
        let failed = own["failed"].as_array().into_iter().flatten();
        let failed = failed.map(|one| text(one, "why")).filter(|why| *why != "withdrawn");
        lines.extend(failed.map(|why| format!("not done: {why}")));
        Ok(lines)
    }

    /// Drafts what may be said in public, and the letters of thanks. Returns the draft and how many letters.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn speak(&self, operation: &str) -> anyhow::Result<(String, usize)> {
        let communique = self.get(&format!("operations/{operation}/communique")).await?;
        let letters = self.get(&format!("operations/{operation}/feedback")).await?;
        Ok((text(&communique, "text").to_owned(), letters["letters"].as_array().map_or(0, Vec::len)))
    }

    /// The targets of a wave that are on the plan, as far as the officer sees them.
    pub(super) async fn targets(&self, operation: &str, wave: &str) -> anyhow::Result<Vec<Value>> {
        let mut targets = self.listed(&format!("operations/{operation}"), "targets").await?;
        targets.retain(|target| text(target, "wave") == wave && text(target, "state") != "withdrawn");
        Ok(targets)
    }
}

fn operation_entry(book: &Book, network: &str) -> Value {
    json!({
        "name": "Slack Water (rehearsal)", "objective": OBJECTIVE, "legal_frame": FRAME,
        "lead": book.lead, "coordinator": book.lead, "network": network, "banner": null,
    })
}
