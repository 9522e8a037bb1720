//! Targets.

use super::{Glance, Kind, Marking, Record, Sending, sortable};
use crate::records::{Deconfliction, FailedDelivery, Stamped};
use domain::act::claim::Seen;
use domain::act::{
    Claim, Instrument, Outcome, Planned, Redress, TargetEvent, TargetFacts, TargetLife, TargetOutOfOrder, TargetState,
    Testimony, Witness,
};
use domain::id::{AuthorityId, OperationId, PersonId, ProviderId, TargetId, WaveId};
use domain::map::{Asset, Measure, Source};
use domain::people::Country;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// Who says what happened.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Teller {
    /// An authority that takes part.
    Authority {
        /// The authority.
        #[serde_as(as = "DisplayFromStr")]
        id: AuthorityId,
    },
    /// The provider.
    Provider {
        /// The provider.
        #[serde_as(as = "DisplayFromStr")]
        id: ProviderId,
    },
    /// Somebody who was not there.
    Press {
        /// What it calls itself.
        name: String,
    },
}

impl Teller {
    fn witness(&self) -> Witness {
        match self {
            Self::Authority { id } => Witness::Authority(*id),
            Self::Provider { id } => Witness::Provider(*id),
            Self::Press { name } => Witness::Press(name.clone()),
        }
    }
}

/// A report of what happened.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Made where it was written, so that a report sent twice is one.
    pub id: Uuid,
    /// Who says it.
    pub who: Teller,
    /// What.
    #[serde_as(as = "DisplayFromStr")]
    pub what: Outcome,
    /// When it happened, as they say; put right by what their clock was wrong when they sent it.
    pub happened: Timestamp,
    /// When they wrote it, put right likewise.
    pub said: Timestamp,
    /// When it reached us, by our own clock.
    pub heard: Timestamp,
    /// By how many seconds their clock was ahead of ours when they sent it; negative when it was behind.
    pub clock_ahead_seconds: i64,
    /// Who reported or recorded it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// In their words, or where it can be read.
    pub note: String,
}

/// What our own look from outside found.
#[serde_as]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookFromOutside {
    /// Whether it answers nobody there.
    pub gone: bool,
    /// The state from which it was looked at, if that matters.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub from: Option<Country>,
    /// When.
    pub at: Timestamp,
}

/// On what a count of others rests.
#[serde_as]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Who or what counted.
    #[serde_as(as = "DisplayFromStr")]
    pub source: Source,
    /// When.
    pub at: Timestamp,
}

/// That what else would be hit was estimated, and accepted.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collateral {
    /// How many others, as estimated.
    pub others: u64,
    /// How they were counted; absent where the measure reaches nothing else.
    pub counted: Option<Counted>,
    /// Who accepted it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// That it was held back until a person releases it.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldByHand {
    /// Who; absent when Vigie could not send it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub reason: String,
}

/// That whoever was hit was made whole.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeWhole {
    /// Who recorded it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// What was given back and put right.
    pub how: String,
}

/// One asset with the measure chosen for it, and the state that acts.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: TargetId,
    /// Its operation.
    #[serde_as(as = "DisplayFromStr")]
    pub operation: OperationId,
    /// Its wave.
    #[serde_as(as = "DisplayFromStr")]
    pub wave: WaveId,
    /// Its name on the board.
    pub name: String,
    /// What it aims at.
    #[serde_as(as = "DisplayFromStr")]
    pub asset: Asset,
    /// What is to be done.
    #[serde_as(as = "DisplayFromStr")]
    pub measure: Measure,
    /// The state where it is done.
    #[serde_as(as = "DisplayFromStr")]
    pub place: Country,
    /// Who is asked to do it, if it is not the state itself.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub provider: Option<ProviderId>,
    /// The state that acts, once allocated.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub acting: Option<Country>,
    /// How far it got.
    #[serde_as(as = "DisplayFromStr")]
    pub state: TargetState,
    /// Whether somebody must be made whole.
    #[serde_as(as = "DisplayFromStr")]
    pub redress: Redress,
    /// The targets that must be done before it goes out.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub after: Vec<TargetId>,
    /// The target for which it steps in.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub instead_of: Option<TargetId>,
    /// What leaves at the moment, once prepared.
    pub sending: Option<Sending>,
    /// Who prepared it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub preparer: Option<PersonId>,
    /// The papers that go out, sealed.
    pub papers: Vec<Sha256>,
    /// The second officer who approved them.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub approver: Option<PersonId>,
    /// Deconfliction.
    pub deconfliction: Option<Deconfliction>,
    /// What else would be hit, once accepted.
    pub collateral: Option<Collateral>,
    /// That a person held it back.
    pub held_by_hand: Option<HeldByHand>,
    /// When it went out; absent when somebody acted on it without having been sent.
    pub dispatched: Option<Stamped>,
    /// What the mail server said when it took the letter.
    pub receipt: Option<String>,
    /// Since when nobody knows whether its letter left: we were stopped with it in hand. It is never sent again by
    /// itself.
    pub in_doubt: Option<Timestamp>,
    /// Sendings that failed or came back, oldest first.
    pub failed_deliveries: Vec<FailedDelivery>,
    /// What was said to have happened, as it came.
    pub reports: Vec<Report>,
    /// What was seen from outside, once enough looks agreed.
    pub looks: Vec<LookFromOutside>,
    /// The looks themselves, oldest first.
    pub glances: Vec<Glance>,
    /// The next look.
    pub next_look: Option<Timestamp>,
    /// That whoever was hit was made whole.
    pub made_whole: Option<MadeWhole>,
    /// How it is handled.
    pub marking: Marking,
    /// Who proposed it.
    #[serde_as(as = "DisplayFromStr")]
    pub author: PersonId,
    /// When.
    pub proposed: Timestamp,
}

impl Target {
    /// Where it stands.
    #[must_use]
    pub const fn life(&self) -> TargetLife {
        TargetLife { state: self.state, redress: self.redress }
    }

    /// Lets an event happen to it.
    ///
    /// # Errors
    /// [`TargetOutOfOrder`] when the event does not fit.
    pub fn follow(&mut self, event: TargetEvent) -> Result<(), TargetOutOfOrder> {
        let life = self.life().after(event)?;
        self.state = life.state;
        self.redress = life.redress;
        Ok(())
    }

    /// Takes a report in, and says whether it is a new one: what was sent twice is one. What the press says
    /// is kept, and moves nothing.
    ///
    /// # Errors
    /// [`TargetOutOfOrder`] when no state was ever to act on it.
    pub fn hear(&mut self, report: Report) -> Result<bool, TargetOutOfOrder> {
        if self.reports.iter().any(|known| known.id == report.id) {
            return Ok(false);
        }
        if report.who.witness().was_there() {
            let life = self.life().reported(report.what)?;
            self.state = life.state;
            self.redress = life.redress;
        }
        self.reports.push(report);
        Ok(true)
    }

    /// The target as the plan orders it.
    #[must_use]
    pub fn planned(&self) -> Planned {
        Planned {
            id: self.id,
            name: self.name.clone(),
            acting: self.acting,
            state: self.state,
            after: self.after.clone(),
            instead_of: self.instead_of,
        }
    }

    /// What the rules ask before it goes out.
    #[must_use]
    pub fn facts<'a>(&'a self, instruments: &'a [Instrument]) -> TargetFacts<'a> {
        TargetFacts {
            asset: &self.asset,
            measure: self.measure,
            place: self.place,
            instruments,
            papers_approved: self.approver.is_some() || matches!(self.sending, Some(Sending::OnSite { .. })),
            deconfliction: self.deconfliction.as_ref().map(|asked| asked.answer),
            collateral_accepted: self.collateral.is_some(),
            held_by_hand: self.held_by_hand.as_ref().map(|held| held.reason.as_str()),
        }
    }

    /// Everything said and seen of it; nothing while no state acts on it.
    #[must_use]
    pub fn testimony(&self) -> Option<Testimony> {
        let mut testimony = Testimony::of(self.acting?);
        for report in &self.reports {
            testimony.hear(Claim {
                who: report.who.witness(),
                what: report.what,
                happened: report.happened,
                said: report.said,
            });
        }
        for look in &self.looks {
            testimony.see(Seen { gone: look.gone, from: look.from, at: look.at });
        }
        Some(testimony)
    }
}

impl Record for Target {
    const KIND: Kind = Kind::Target;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.state.name().to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.proposed)
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys = vec![
            ("operation".to_owned(), self.operation.to_string()),
            ("wave".to_owned(), self.wave.to_string()),
            ("asset".to_owned(), self.asset.to_string()),
            ("redress".to_owned(), self.redress.to_string()),
        ];
        keys.extend(self.acting.iter().map(|country| ("country".to_owned(), country.to_string())));
        keys.extend(self.provider.iter().map(|provider| ("provider".to_owned(), provider.to_string())));
        keys.extend(self.after.iter().chain(&self.instead_of).map(|first| ("waits_for".to_owned(), first.to_string())));
        keys.extend(self.instead_of.iter().map(|first| ("instead_of".to_owned(), first.to_string())));
        keys.extend(
            self.sending.as_ref().and_then(Sending::paper).map(|paper| ("paper".to_owned(), paper.to_string())),
        );
        keys.extend(self.marking.keys());
        keys.sort();
        keys.dedup();
        keys
    }
}
