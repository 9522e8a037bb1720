//! What programs give: one shape for each thing that is written, read into what casework takes.

use crate::api::items::named;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use casework::act::{
    Call, ClaimEntry, ClaimedBy, FieldExhibit, FieldReport, InstrumentEntry, OperationEntry, Preparation, TargetEntry,
    WaveEntry,
};
use casework::records::act::Marking;
use casework::{Error, Refusal};
use domain::act::Scope;
use domain::act::handling::HandlingCode;
use domain::id::{AuthorityId, ExhibitId, NetworkId, OrderId, PersonId, ProviderId, ReferralId, TargetId};
use domain::people::Country;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) fn invalid(what: &'static str, why: &str) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.to_owned() })
}

fn bytes(what: &'static str, given: &str) -> Result<Vec<u8>, Error> {
    BASE64_STANDARD.decode(given).map_err(|_| invalid(what, "this is not base64"))
}

fn all<T>(what: &'static str, names: &[String]) -> Result<Vec<T>, Error>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    names.iter().map(|name| named(what, name)).collect()
}

/// An operation.
#[derive(Deserialize)]
pub struct Operation {
    name: String,
    objective: String,
    legal_frame: String,
    lead: Uuid,
    coordinator: Uuid,
    network: Option<Uuid>,
    banner: Option<String>,
}

impl From<Operation> for OperationEntry {
    fn from(given: Operation) -> Self {
        let Operation { name, objective, legal_frame, lead, coordinator, network, banner } = given;
        let (lead, coordinator) = (AuthorityId(lead), AuthorityId(coordinator));
        Self { name, objective, legal_frame, lead, coordinator, network: network.map(NetworkId), banner }
    }
}

/// How something is handled. What is left out keeps nothing from anybody who takes part.
#[derive(Deserialize)]
pub struct Handling {
    tlp: String,
    #[serde(default)]
    codes: Vec<String>,
    authorities: Option<BTreeSet<Uuid>>,
    people: Option<BTreeSet<Uuid>>,
    #[serde(default)]
    released: BTreeSet<Uuid>,
    #[serde(default)]
    words: String,
}

impl Handling {
    pub(super) fn marking(self) -> Result<Marking, Error> {
        let mut codes: BTreeSet<HandlingCode> = all("codes", &self.codes)?.into_iter().collect();
        codes.insert(HandlingCode::H0);
        Ok(Marking {
            codes,
            tlp: named("tlp", &self.tlp)?,
            authorities: self.authorities.map(|those| those.into_iter().map(AuthorityId).collect()),
            people: self.people.map(|those| those.into_iter().map(PersonId).collect()),
            released: self.released.into_iter().map(AuthorityId).collect(),
            words: self.words,
        })
    }
}

/// Who speaks for a state.
#[derive(Deserialize)]
struct Voice {
    country: String,
    person: Uuid,
}

/// A wave.
#[derive(Deserialize)]
pub struct Wave {
    from: Timestamp,
    until: Timestamp,
    states: Vec<String>,
    coordinator: Uuid,
    deputy: Uuid,
    #[serde(default)]
    lead: Vec<Uuid>,
    #[serde(default)]
    voices: Vec<Voice>,
    silence_minutes: u16,
}

impl Wave {
    pub(super) fn entry(self) -> Result<WaveEntry, Error> {
        let voice = |voice: Voice| Ok((named("voices", &voice.country)?, PersonId(voice.person)));
        Ok(WaveEntry {
            from: self.from,
            until: self.until,
            states: all("states", &self.states)?,
            coordinator: PersonId(self.coordinator),
            deputy: PersonId(self.deputy),
            lead: self.lead.into_iter().map(PersonId).collect(),
            voices: self.voices.into_iter().map(voice).collect::<Result<_, Error>>()?,
            silence: SignedDuration::from_mins(i64::from(self.silence_minutes)),
        })
    }
}

/// A target to be proposed.
#[derive(Deserialize)]
pub struct Target {
    name: String,
    asset: String,
    measure: String,
    place: Option<String>,
    provider: Option<Uuid>,
}

impl Target {
    pub(super) fn entry(self) -> Result<TargetEntry, Error> {
        Ok(TargetEntry {
            asset: named("asset", &self.asset)?,
            measure: named("measure", &self.measure)?,
            place: self.place.map(|place| named("place", &place)).transpose()?,
            provider: self.provider.map(ProviderId),
            name: self.name,
        })
    }
}

/// A legal title; the paper in base64.
#[derive(Deserialize)]
pub struct Instrument {
    number: String,
    kind: String,
    issuer: String,
    place: String,
    assets: Vec<String>,
    measures: Vec<String>,
    from: Timestamp,
    until: Option<Timestamp>,
    paper: Option<String>,
}

impl Instrument {
    pub(super) fn entry(self) -> Result<InstrumentEntry, Error> {
        Ok(InstrumentEntry {
            kind: named("instrument", &self.kind)?,
            issuer: named("issuer", &self.issuer)?,
            place: named("place", &self.place)?,
            assets: all("asset", &self.assets)?,
            measures: all("measure", &self.measures)?,
            from: self.from,
            until: self.until,
            paper: self.paper.map(|paper| bytes("instrument", &paper)).transpose()?,
            number: self.number,
        })
    }
}

/// How a target is carried out.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Prepared {
    /// By a removal order.
    Order { order: Uuid, exceptional: Option<String> },
    /// By a referral.
    Referral { referral: Uuid },
    /// By a letter.
    Letter { to: Option<String>, subject: String, text: String },
    /// By people on site.
    OnSite { team: String },
}

impl From<Prepared> for Preparation {
    fn from(given: Prepared) -> Self {
        match given {
            Prepared::Order { order, exceptional } => Self::Order { order: OrderId(order), exceptional },
            Prepared::Referral { referral } => Self::Referral { referral: ReferralId(referral) },
            Prepared::Letter { to, subject, text } => Self::Letter { to, subject, text },
            Prepared::OnSite { team } => Self::OnSite { team },
        }
    }
}

/// A call on a wave.
#[derive(Deserialize)]
pub struct Called {
    call: String,
    country: Option<String>,
    moment: Option<Timestamp>,
    #[serde(default)]
    pub(super) reason: String,
}

impl Called {
    pub(super) fn call(&self) -> Result<Call, Error> {
        let country = self.country.as_ref().map(|country| named::<Country>("state", country)).transpose()?;
        let scope = country.map_or(Scope::All, Scope::State);
        let everybody = |call| match country {
            None => Ok(call),
            Some(_) => Err(invalid("call", "this one is for everybody; leave the country out")),
        };
        match self.call.as_str() {
            "make_ready" => everybody(Call::MakeReady),
            "reopen" => everybody(Call::Reopen),
            "fix_moment" => match self.moment {
                Some(moment) => everybody(Call::FixMoment(moment)),
                None => Err(invalid("moment", "name the moment")),
            },
            "go" => match self.moment {
                Some(moment) => Ok(Call::Go(scope, moment)),
                None => Err(invalid("moment", "name the moment for which you call go")),
            },
            "hold" => Ok(Call::Hold(scope)),
            "abort" => Ok(Call::Abort(scope)),
            "end" => everybody(Call::End),
            _ => Err(invalid("call", "use one of make_ready, reopen, fix_moment, go, hold, abort, end")),
        }
    }
}

/// A thing that was seized; photographs in base64.
#[derive(Deserialize)]
struct Seized {
    id: Uuid,
    number: String,
    what: String,
    place: String,
    seal: String,
    seized: Timestamp,
    #[serde(default)]
    photographs: Vec<String>,
}

/// A report from people on site, by their own clock.
#[derive(Deserialize)]
pub struct Report {
    id: Uuid,
    outcome: String,
    happened: Timestamp,
    written: Timestamp,
    sent: Timestamp,
    #[serde(default)]
    note: String,
    #[serde(default)]
    exhibits: Vec<Seized>,
}

impl Report {
    pub(super) fn report(self, target: TargetId) -> Result<FieldReport, Error> {
        let exhibit = |given: Seized| {
            let photographs = given.photographs.iter().map(|one| bytes("photographs", one));
            Ok(FieldExhibit {
                id: ExhibitId(given.id),
                photographs: photographs.collect::<Result<_, Error>>()?,
                number: given.number,
                what: given.what,
                place: given.place,
                seal: given.seal,
                seized: given.seized,
            })
        };
        Ok(FieldReport {
            id: self.id,
            target,
            outcome: named("outcome", &self.outcome)?,
            happened: self.happened,
            written: self.written,
            sent: self.sent,
            note: self.note,
            exhibits: self.exhibits.into_iter().map(exhibit).collect::<Result<_, Error>>()?,
        })
    }
}

/// What somebody says happened.
#[derive(Deserialize)]
pub struct Claim {
    id: Uuid,
    by: String,
    press: Option<String>,
    what: String,
    happened: Timestamp,
    said: Timestamp,
    source: String,
}

impl Claim {
    pub(super) fn entry(self) -> Result<ClaimEntry, Error> {
        let by = match (self.by.as_str(), self.press) {
            ("own_authority", None) => ClaimedBy::OwnAuthority,
            ("provider", None) => ClaimedBy::Provider,
            ("press", Some(name)) => ClaimedBy::Press(name),
            _ => return Err(invalid("by", "own_authority, provider, or press with its name in “press”")),
        };
        Ok(ClaimEntry {
            id: self.id,
            by,
            what: named("outcome", &self.what)?,
            happened: self.happened,
            said: self.said,
            source: self.source,
        })
    }
}
