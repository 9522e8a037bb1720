//! The legal titles for measures: what each can carry, where, and for how long; and what it cannot.
//!
//! Every target needs one valid, unexpired instrument for that asset, that measure and that place.

use crate::id::InstrumentId;
use crate::map::{Asset, LegalWay, Measure};
use crate::named::named;
use crate::people::Country;
use crate::provider::ServiceKind;
use jiff::Timestamp;

named! {
    /// A kind of legal title.
    pub enum InstrumentKind {
        /// European Investigation Order.
        ///
        /// # Source
        /// Directive 2014/41/EU.
        EuropeanInvestigationOrder = "european_investigation_order",
        /// European Production Order for electronic evidence.
        ///
        /// # Source
        /// Regulation (EU) 2023/1543.
        ProductionOrder = "production_order",
        /// European Preservation Order for electronic evidence.
        ///
        /// # Source
        /// Regulation (EU) 2023/1543.
        PreservationOrder = "preservation_order",
        /// Mutual legal assistance under a treaty.
        MutualLegalAssistance = "mutual_legal_assistance",
        /// A warrant or order under the law of the state where it is carried out.
        NationalWarrant = "national_warrant",
        /// A removal order.
        ///
        /// # Source
        /// Regulation (EU) 2021/784, Art 3.
        RemovalOrder = "removal_order",
        /// A notice to a registrar or registry, which acts by its own terms.
        RegistrarNotice = "registrar_notice",
        /// A voluntary referral to a provider, which judges by its own terms.
        VoluntaryReferral = "voluntary_referral",
    }
}

/// What gathers evidence, secures a thing as evidence, or keeps it from being destroyed.
const EVIDENCE: &[Measure] =
    &[Measure::SeizeServer, Measure::CopyServer, Measure::PreserveData, Measure::DiscloseData, Measure::RevealOrigin];
/// What secures a name or money as property.
const PROPERTY: &[Measure] =
    &[Measure::ClientHold, Measure::ServerHold, Measure::ChangeDelegation, Measure::FreezeFunds];

impl InstrumentKind {
    /// Whether the kind can carry a measure at all, whatever is written on it.
    ///
    /// # Errors
    /// What it cannot do, and what can be done instead.
    ///
    /// # Source
    /// Directive 2014/41/EU, Art 1, 3 and 32; Regulation (EU) 2023/1543, Art 1 and 3; Regulation (EU)
    /// 2021/784, Art 2 and 3. That an investigation order carries the seizure of a server as evidence, and
    /// that assistance under a treaty carries the seizure of a name or of money as property, is to be
    /// confirmed for each state.
    pub fn can(self, measure: Measure) -> Result<(), &'static str> {
        let lever = measure.lever();
        let by = |way| lever.legal.contains(&way);
        let is_of_a_name = matches!(lever.who, ServiceKind::Registrar | ServiceKind::Registry);
        let (able, otherwise) = match self {
            Self::EuropeanInvestigationOrder => (
                EVIDENCE.contains(&measure),
                "an investigation order gathers and secures evidence and takes nothing down: use a warrant of the state where it is, or a removal order",
            ),
            Self::ProductionOrder => (
                by(LegalWay::DataOrder) && measure != Measure::PreserveData,
                "a production order obtains stored data: it takes nothing down and nothing away",
            ),
            Self::PreservationOrder => (
                measure == Measure::PreserveData,
                "a preservation order keeps stored data from being deleted: it neither hands them over nor takes anything down",
            ),
            Self::MutualLegalAssistance => (
                EVIDENCE.contains(&measure) || PROPERTY.contains(&measure),
                "assistance under a treaty gathers evidence and secures property: for the content, the state asked uses a warrant of its own",
            ),
            Self::NationalWarrant => {
                (by(LegalWay::NationalOrder), "nobody can be ordered to do this: ask whoever can, by its own terms")
            }
            Self::RemovalOrder => (
                by(LegalWay::RemovalOrder),
                "a removal order reaches one exact item at a hosting service provider, and no account, name, server or application",
            ),
            Self::RegistrarNotice => (
                is_of_a_name && by(LegalWay::Terms),
                "a notice to a registrar reaches the name by the registrar's own terms, and nothing else",
            ),
            Self::VoluntaryReferral => (
                !is_of_a_name && by(LegalWay::Terms),
                "a referral asks a provider to judge by its own terms and forces nobody: use a warrant, or a notice to the registrar",
            ),
        };
        if able { Ok(()) } else { Err(otherwise) }
    }

    /// Whether an instrument of this kind, issued by one state, can have effect in another.
    ///
    /// # Source
    /// Directive 2014/41/EU, recitals 44 and 45: Ireland and Denmark are not bound. Regulation (EU)
    /// 2023/1543: Denmark is not bound (to be confirmed). Regulation (EU) 2021/784, Art 3(1).
    #[must_use]
    pub fn reaches(self, issuer: Country, place: Country) -> bool {
        let bound =
            |country: Country, outside: &[&str]| country.is_member_state() && !outside.contains(&country.code());
        match self {
            Self::EuropeanInvestigationOrder => [issuer, place].iter().all(|state| bound(*state, &["DK", "IE"])),
            Self::ProductionOrder | Self::PreservationOrder => {
                [issuer, place].iter().all(|state| bound(*state, &["DK"]))
            }
            Self::RemovalOrder => issuer.is_member_state() && place.is_member_state(),
            Self::NationalWarrant => issuer == place,
            Self::MutualLegalAssistance | Self::RegistrarNotice | Self::VoluntaryReferral => true,
        }
    }

    /// Whether whoever gets it must comply. What is voluntary may be refused.
    #[must_use]
    pub const fn binds(self) -> bool {
        !matches!(self, Self::RegistrarNotice | Self::VoluntaryReferral)
    }
}

/// A legal title as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// Its identifier.
    pub id: InstrumentId,
    /// What kind of title.
    pub kind: InstrumentKind,
    /// The state whose authority issued it.
    pub issuer: Country,
    /// The state where it has effect.
    pub place: Country,
    /// The assets it names.
    pub assets: Vec<Asset>,
    /// The measures it allows.
    pub measures: Vec<Measure>,
    /// From when on it is valid.
    pub from: Timestamp,
    /// When it expires; absent when it does not.
    pub until: Option<Timestamp>,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// Why an instrument does not carry a measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCovered {
    /// No instrument of its kind ever can.
    #[error("{0}")]
    Kind(&'static str),
    /// It has no effect there, whatever is written on it.
    #[error("a title of {issuer} of this kind has no effect in {place}")]
    Reach {
        /// Who issued it.
        issuer: Country,
        /// Where it should have effect.
        place: Country,
    },
    /// It names other assets.
    #[error("it does not name this asset")]
    Asset,
    /// It allows other measures.
    #[error("it does not allow this measure")]
    Measure,
    /// It is for another place.
    #[error("it is for {place}")]
    Place {
        /// Where it has effect.
        place: Country,
    },
    /// Not valid yet.
    #[error("it is valid from {from} only")]
    NotYet {
        /// From when on.
        from: Timestamp,
    },
    /// Expired.
    #[error("it expired at {until}")]
    Expired {
        /// When.
        until: Timestamp,
    },
    /// Revoked.
    #[error("it was revoked")]
    Revoked,
}

impl Instrument {
    /// Whether it carries this measure on this asset in this place now.
    ///
    /// # Errors
    /// [`NotCovered`] names the first thing that is missing, what concerns the asset before what concerns
    /// the time.
    pub fn covers(&self, asset: &Asset, measure: Measure, place: Country, now: Timestamp) -> Result<(), NotCovered> {
        if !self.assets.contains(asset) {
            return Err(NotCovered::Asset);
        }
        if !self.measures.contains(&measure) {
            return Err(NotCovered::Measure);
        }
        self.kind.can(measure).map_err(NotCovered::Kind)?;
        if self.place != place {
            return Err(NotCovered::Place { place: self.place });
        }
        if !self.kind.reaches(self.issuer, self.place) {
            return Err(NotCovered::Reach { issuer: self.issuer, place: self.place });
        }
        if self.revoked {
            return Err(NotCovered::Revoked);
        }
        if now < self.from {
            return Err(NotCovered::NotYet { from: self.from });
        }
        match self.until {
            Some(until) if until <= now => Err(NotCovered::Expired { until }),
            _ => Ok(()),
        }
    }
}

/// No instrument carries the measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no valid instrument for this asset, measure and place{}", self.words())]
pub struct NoInstrument {
    /// Those that name the asset, and what each lacks.
    pub nearest: Vec<(InstrumentId, NotCovered)>,
}

impl NoInstrument {
    fn words(&self) -> String {
        self.nearest.iter().map(|(_, why)| format!("; one names the asset, but {why}")).collect()
    }
}

/// An instrument that carries the measure: a binding one before a voluntary one, and among those the one
/// that expires last.
///
/// # Errors
/// [`NoInstrument`], with those that came near.
pub fn covering<'a>(
    instruments: &'a [Instrument],
    asset: &Asset,
    measure: Measure,
    place: Country,
    now: Timestamp,
) -> Result<&'a Instrument, NoInstrument> {
    let mut nearest = Vec::new();
    let mut best: Option<&Instrument> = None;
    let rank = |title: &Instrument| (title.kind.binds(), title.until.is_none(), title.until);
    for title in instruments {
        match title.covers(asset, measure, place, now) {
            Ok(()) if best.is_none_or(|best| rank(best) < rank(title)) => best = Some(title),
            Ok(()) | Err(NotCovered::Asset) => {}
            Err(why) => nearest.push((title.id, why)),
        }
    }
    best.ok_or(NoInstrument { nearest })
}

#[cfg(test)]
mod tests;
