//! What the ledger says of one subject, as a history that people read.

use super::format::Reader;
use super::kit::{self, Entry, Status};
use super::messages::terms::Term as _;
use super::messages::{Lang, acts, words};
use casework::ports::Entry as Sealed;
use casework::records::NoticeKind;
use casework::{Desk, Error, Openings};
use domain::refer::ReferralState;
use domain::{act, hold, order};
use jiff::Timestamp;
use maud::{Markup, html};
use serde_json::Value;
use uuid::Uuid;

/// One entry of the ledger, opened.
pub(super) struct Line {
    /// Its place in the ledger.
    pub index: u64,
    /// When it was made.
    pub at: Timestamp,
    /// What was done, by its fixed name.
    pub act: String,
    /// Under which verb.
    pub verb: String,
    /// The legal basis, if the act rests on one.
    pub basis: Option<String>,
    /// What it is about.
    pub subject: Uuid,
    /// The leaf's hash, as the tree holds it.
    pub hash: ledger::Hash,
    /// Who did it; absent once the clear side was erased.
    pub actor: Option<String>,
    /// Details, if there are any and they were not erased.
    pub detail: Value,
}

impl Line {
    pub fn of(entry: &Sealed) -> Self {
        let leaf: Value = serde_json::from_str(&entry.leaf).unwrap_or_default();
        let opened: Openings = serde_json::from_str(&entry.opened).unwrap_or_default();
        let text = |field: &str| leaf[field].as_str().map(str::to_owned);
        let clear = |field: &str| opened.get(field).map(|opening| opening.value.clone());
        Self {
            index: entry.index,
            at: entry.at,
            act: text("act").unwrap_or_default(),
            verb: text("verb").unwrap_or_default(),
            basis: text("basis"),
            subject: entry.subject,
            hash: ledger::leaf_hash(entry.leaf.as_bytes()),
            actor: clear("actor"),
            detail: clear("detail").and_then(|detail| serde_json::from_str(&detail).ok()).unwrap_or_default(),
        }
    }

    /// The person who did it; nothing where it was a job, a provider, or was erased.
    pub fn person(&self) -> Option<Uuid> {
        let (_, id) = self.actor.as_deref()?.rsplit_once(" (")?;
        id.strip_suffix(')')?.parse().ok()
    }

    /// Who did it, as a colleague reads it: without the identifier that tells namesakes apart.
    pub fn who(&self, reader: &Reader) -> String {
        match self.actor.as_deref() {
            None => acts::ERASED.get(reader.lang).to_owned(),
            Some("job") => acts::BY_JOB.get(reader.lang).to_owned(),
            Some(actor) => match actor.strip_prefix("provider: ") {
                Some(name) => acts::BY_PROVIDER.fill(reader.lang, &[("name", &name)]),
                None => actor.rsplit_once(" (").map_or(actor, |(name, _)| name).to_owned(),
            },
        }
    }

    fn status(&self) -> Status {
        match self.act.as_str() {
            "order_received" | "receipt_recorded" | "clock_restarted" | "clarified" => Status::Run,
            "order_overdue" | "delivery_failed" | "order_bounced" | "breach_found" | "order_annulled"
            | "referral_failed" | "referral_bounced" | "copy_failed" | "copy_bounced" | "target_bounced"
            | "target_in_doubt" | "alert_not_sent" => Status::Bad,
            "order_withdrawn" | "referral_withdrawn" | "not_examined" | "gate_opened" | "issuer_warned"
            | "target_held_back" | "target_withdrawn" | "hold_called" | "abort_called" | "instrument_revoked"
            | "network_rejected" => Status::Warn,
            _ => Status::Ok,
        }
    }

    /// Which letter, which answer.
    fn what(&self, lang: Lang) -> Option<&'static str> {
        let answer = self.detail["answer"].as_str();
        let text = match self.act.as_str() {
            "letter_sent" => serde_json::from_value::<NoticeKind>(self.detail["letter"].clone()).ok()?.text(),
            "order_answered" => answer?.parse::<order::Answer>().ok()?.text(),
            "deconflicted" | "target_deconflicted" => answer?.parse::<hold::Answer>().ok()?.text(),
            "reported" | "claim_recorded" => self.detail["outcome"].as_str()?.parse::<act::Outcome>().ok()?.text(),
            "referral_answered" if self.detail["removed"].as_bool()? => ReferralState::Removed.text(),
            "referral_answered" => ReferralState::Declined.text(),
            _ => return None,
        };
        Some(text.get(lang))
    }

    /// What people wrote with the act.
    fn remark(&self) -> Option<&str> {
        ["reason", "reasons", "note", "explanation", "how", "emergency", "why"]
            .iter()
            .find_map(|field| self.detail[*field].as_str())
            .filter(|text| !text.is_empty())
    }
}

/// Everything the ledger says of a subject, oldest first.
pub(super) async fn lines(desk: &Desk, subject: Uuid) -> Result<Vec<Line>, Error> {
    Ok(desk.doors.store.history(subject).await?.iter().map(Line::of).collect())
}

/// The same as a timeline, newest first.
pub(super) fn timeline(lines: &[Line], reader: &Reader, now: Timestamp) -> Markup {
    let lang = reader.lang;
    let entries: Vec<Entry> = lines
        .iter()
        .rev()
        .map(|line| {
            let act = acts::of(&line.act).map_or(line.act.as_str(), |text| text.get(lang));
            let what = line.what(lang).map_or_else(|| act.to_owned(), |what| format!("{act}: {what}"));
            let leaf = words::LEAF.fill(lang, &[("n", &line.index)]);
            let basis = line.basis.as_ref().map(|basis| format!(" · {basis}")).unwrap_or_default();
            Entry {
                time: reader.near(line.at, now),
                status: line.status(),
                label: act.to_owned(),
                what: html! { (what) @if let Some(remark) = line.remark() { ". " span.ink2 { (remark) } } },
                who: format!("{} · {leaf}{basis}", line.who(reader)),
            }
        })
        .collect();
    kit::timeline(&entries)
}
