//! The frame of a console page: who reads it, what they may enter, how the ledger stands.

use super::kit::Status;
use super::messages::{shell as text, terms::Term as _};
use super::shell::{Counters, Frame, LedgerView, PersonView, Section};
use crate::server::{App, Visitor};
use casework::policy::Permission as P;
use casework::{Error, report};

/// What each section needs.
const fn permission(section: Section) -> P {
    match section {
        Section::Today => P::SeeOverview,
        Section::Detect => P::TakeIn,
        Section::Assess => P::SeeItems,
        Section::Refer | Section::Order => P::SeeNotices,
        Section::Map => P::SeeMap,
        Section::Act => P::SeeOperations,
        Section::Watch => P::SeeWatch,
        Section::Report => P::SeeReport,
        Section::Host => P::SeeHostCopies,
        Section::Providers => P::SeeDirectory,
        Section::Banks => P::SeeBanks,
        Section::People => P::SeePeople,
        Section::Ledger => P::SeeLedger,
    }
}

/// The frame for a visitor's page.
///
/// # Errors
/// Storage failures.
pub async fn frame(app: &App, visitor: &Visitor, current: Option<Section>) -> Result<Frame, Error> {
    let may = |wanted| visitor.actor.may(wanted);
    let counts = report::counts(&app.desk, &visitor.actor).await?;
    let lang = visitor.manner.reader.lang;
    let shown = |wanted, n: u64| may(wanted).then_some(n);
    // Counted over all authorities, which is for the house.
    let notices = |n: u64| shown(P::SeeNotices, n).filter(|_| visitor.actor.of_the_house);
    let roles: Vec<_> = visitor.actor.roles.iter().map(|role| role.text().get(lang)).collect();
    Ok(Frame {
        reader: visitor.manner.reader.clone(),
        theme: visitor.manner.theme,
        person: PersonView { id: visitor.actor.person, name: visitor.actor.name.clone(), roles: roles.join(", ") },
        csrf: visitor.csrf().to_owned(),
        now: app.desk.now(),
        rehearsal: app.desk.settings.rehearsal,
        path: visitor.manner.path.clone(),
        current,
        sections: Section::ALL.into_iter().filter(|section| may(permission(*section))).collect(),
        counters: Counters {
            detect: shown(P::SeeItems, counts.taken_in()),
            assess: shown(P::SeeItems, counts.waiting()),
            refer: notices(counts.referrals.get("draft").copied().unwrap_or_default()),
            order: notices(counts.clocks()),
            watch: shown(P::SeeWatch, counts.watches.get("raised").copied().unwrap_or_default()),
        },
        ledger: LedgerView {
            leaves: counts.leaves,
            status: Status::Ok,
            words: text::LEDGER_WRITABLE.get(lang).to_owned(),
        },
        notice: None,
        keys: Vec::new(),
    })
}
