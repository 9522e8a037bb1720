//! Reports from people on site: taken in whatever the state of the plan, once each, with what was seized.
//!
//! A telephone may have been offline for an hour, and its clock may be wrong. So a report carries what the clock said
//! when it was written and when it was sent, and is put right by what the latter is off.

use super::sight::Sight;
use super::{LONGEST_TEXT, moved};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::records::act::{Custody, Report, Sending, Teller};
use crate::records::{Exhibit, Kept, Target};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::Outcome;
use domain::id::{ExhibitId, OperationId, TargetId};
use domain::people::Country;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The most exhibits of one report.
const MAX_EXHIBITS: usize = 20;
/// The most photographs of one exhibit.
const MAX_PHOTOGRAPHS: usize = 10;
/// The largest photograph, in bytes.
pub const MAX_PHOTOGRAPH_BYTES: usize = 15 * 1024 * 1024;
/// The longest number, place or seal, in characters.
const LONGEST_LINE: usize = 300;
/// How many exhibits may claim one number.
const MAX_SAME_NUMBER: usize = 100;

/// A thing that was seized, as the people on site write it down.
#[derive(Debug, Clone)]
pub struct FieldExhibit {
    /// Made where it was found.
    pub id: ExhibitId,
    /// The number on it; the state is put in front.
    pub number: String,
    /// What it is.
    pub what: String,
    /// Where it was found.
    pub place: String,
    /// The number of the seal.
    pub seal: String,
    /// When it was seized, by their clock.
    pub seized: Timestamp,
    /// Photographs.
    pub photographs: Vec<Vec<u8>>,
}

/// A report from people on site.
#[derive(Debug, Clone)]
pub struct FieldReport {
    /// Made where it was written, so that a report sent twice is one.
    pub id: Uuid,
    /// The target.
    pub target: TargetId,
    /// What happened.
    pub outcome: Outcome,
    /// When, by their clock.
    pub happened: Timestamp,
    /// When they wrote it down, by their clock.
    pub written: Timestamp,
    /// What their clock says while they send this.
    pub sent: Timestamp,
    /// In their words; may be empty.
    pub note: String,
    /// What was seized.
    pub exhibits: Vec<FieldExhibit>,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It was taken in.
    New,
    /// It had been taken in before; nothing was doubled.
    Known,
}

/// Takes in a report of people on site, with what they seized. The same report sent again changes nothing.
///
/// # Errors
/// Not permitted, a target that the actor may not see or that another state acts on, a number that a report with other
/// words or exhibits carries, an exhibit that stands for another thing, too many or too large exhibits, or storage
/// failures: then it is sent again later.
pub async fn report(desk: &Desk, actor: &Actor, given: FieldReport) -> Result<Heard, Error> {
    actor.needs(Permission::ReportFromSite)?;
    let (sight, target) = Sight::of_target(desk, actor, given.target).await?;
    let Some(country) = target.acting.filter(|_| sight.is_of(target.acting)) else {
        return Err(invalid("target", "only people of the state that acts report on it"));
    };
    check(&given)?;
    let mut photographs = Vec::with_capacity(given.exhibits.len());
    for exhibit in &given.exhibits {
        let bytes: Vec<&[u8]> = exhibit.photographs.iter().map(Vec::as_slice).collect();
        photographs.push(desk.doors.blobs.put_all(&bytes).await?);
    }
    again!(taken(desk, actor, &given, country, &photographs))
}

fn check(given: &FieldReport) -> Result<(), Error> {
    if given.note.chars().count() > LONGEST_TEXT {
        return Err(invalid("note", format!("at most {LONGEST_TEXT} characters")));
    }
    if given.exhibits.len() > MAX_EXHIBITS {
        return Err(invalid("exhibits", format!("at most {MAX_EXHIBITS} with one report; send another for the rest")));
    }
    let things: BTreeSet<ExhibitId> = given.exhibits.iter().map(|exhibit| exhibit.id).collect();
    if things.len() < given.exhibits.len() {
        return Err(invalid("exhibits", "two of them carry one identifier; each thing has its own"));
    }
    for exhibit in &given.exhibits {
        for (what, line) in
            [("number", &exhibit.number), ("what", &exhibit.what), ("place", &exhibit.place), ("seal", &exhibit.seal)]
        {
            super::text(what, line, LONGEST_LINE)?;
        }
        let too_large = exhibit.photographs.iter().any(|bytes| bytes.len() > MAX_PHOTOGRAPH_BYTES);
        if exhibit.photographs.len() > MAX_PHOTOGRAPHS || too_large {
            let most = MAX_PHOTOGRAPH_BYTES / (1024 * 1024);
            return Err(invalid("photographs", format!("at most {MAX_PHOTOGRAPHS}, of at most {most} MB each")));
        }
    }
    Ok(())
}

async fn taken(
    desk: &Desk,
    actor: &Actor,
    given: &FieldReport,
    country: Country,
    photographs: &[Vec<Sha256>],
) -> Result<Heard, Error> {
    let mut target = desk.load::<Target>(given.target.0).await?;
    let teller = Teller::Authority { id: actor.authority };
    let mut new = Vec::new();
    for (exhibit, photographs) in given.exhibits.iter().zip(photographs) {
        if !is_known(desk, actor, &target, country, exhibit, photographs).await? {
            new.push((exhibit, photographs));
        }
    }
    if let Some(known) = target.reports.iter().find(|known| known.id == given.id) {
        let same = known.what == given.outcome && known.who == teller && known.note == given.note.trim();
        let other = || invalid("report", "another report carries this number; send yours with a number of its own");
        return if same && new.is_empty() { Ok(Heard::Known) } else { Err(other()) };
    }
    let (before, clock) = (target.state, Clock::of(given.sent, desk.now()));
    let report = Report {
        id: given.id,
        who: teller,
        what: given.outcome,
        happened: clock.ours(given.happened),
        said: clock.ours(given.written),
        heard: desk.now(),
        clock_ahead_seconds: clock.ahead_seconds(),
        by: actor.person,
        note: given.note.trim().to_owned(),
    };
    target.hear(report).map_err(refused)?;
    // Whether its letter left matters no more once people say what happened.
    target.in_doubt = None;
    target.next_look = Some(desk.now());
    let mut draft = Draft::new(desk).put(&target)?.then(&Task::Confirm { target: target.id }, desk.now());
    let mut numbers = Vec::with_capacity(new.len());
    for (exhibit, photographs) in new {
        let number = free_number(desk, target.operation, country, &exhibit.number, &numbers).await?;
        numbers.push(number.clone());
        let seized = clock.ours(exhibit.seized);
        let mut exhibit = begun(actor, &target, country, exhibit, seized);
        (exhibit.number, exhibit.heard) = (number, desk.now());
        exhibit.photographs.extend_from_slice(photographs);
        draft = draft.put(&Kept::new(exhibit))?;
    }
    let act = Act::new(Verb::Act, "reported", target.id.0, Who::Person(actor))
        .detail(json!({ "outcome": given.outcome.name(), "exhibits": numbers }))
        .sealing(photographs.iter().flatten().copied());
    moved(desk, draft, before, &target).await?.commit(&act).await?;
    Ok(Heard::New)
}

/// Whether a thing that is reported was reported before. Another thing under its identifier is refused by name: it is
/// seized, and must not be lost.
async fn is_known(
    desk: &Desk,
    actor: &Actor,
    target: &Target,
    country: Country,
    given: &FieldExhibit,
    photographs: &[Sha256],
) -> Result<bool, Error> {
    let Some(known) = desk.find::<Exhibit>(given.id.0).await? else { return Ok(false) };
    let first = with_state(country, &given.number);
    let number = known.number == first || known.number.starts_with(&format!("{first} ("));
    let taken = known.custody.first();
    let same = known.target == target.id
        && known.authority == actor.authority
        && number
        && known.what == given.what.trim()
        && taken.is_some_and(|taken| (&*taken.place, &*taken.seal) == (given.place.trim(), given.seal.trim()))
        && known.photographs == photographs;
    if same {
        Ok(true)
    } else {
        Err(invalid("exhibits", "one carries the identifier of another thing; give it its own"))
    }
}

/// By how much a clock elsewhere differs from ours.
struct Clock {
    sent: Timestamp,
    now: Timestamp,
}

impl Clock {
    const fn of(sent: Timestamp, now: Timestamp) -> Self {
        Self { sent, now }
    }

    fn ahead_seconds(&self) -> i64 {
        self.sent.duration_since(self.now).as_secs()
    }

    /// A moment of theirs by our clock. What they wrote before they sent it did not happen after that.
    fn ours(&self, theirs: Timestamp) -> Timestamp {
        let ago = self.sent.duration_since(theirs.min(self.sent));
        self.now.checked_sub(ago).unwrap_or(self.now)
    }
}

/// The number on an exhibit, with the state in front.
fn with_state(country: Country, given: &str) -> String {
    let (given, prefix) = (given.trim(), format!("{country}-"));
    if given.starts_with(&prefix) { given.to_owned() } else { format!("{prefix}{given}") }
}

/// A number for an exhibit. One that is taken is told apart, not refused: the thing is
/// seized, and the report must not be lost.
async fn free_number(
    desk: &Desk,
    operation: OperationId,
    country: Country,
    given: &str,
    taken: &[String],
) -> Result<String, Error> {
    let first = with_state(country, given);
    for times in 1..=MAX_SAME_NUMBER {
        let number = if times == 1 { first.clone() } else { format!("{first} ({times})") };
        let known = desk.find_unique::<Exhibit>(&format!("{operation} {number}")).await?;
        if known.is_none() && !taken.contains(&number) {
            return Ok(number);
        }
    }
    Err(invalid("number", "a hundred exhibits carry this number; give another"))
}

/// An exhibit, with which its chain of custody begins.
fn begun(actor: &Actor, target: &Target, country: Country, given: &FieldExhibit, seized: Timestamp) -> Exhibit {
    Exhibit {
        id: given.id,
        number: String::new(),
        operation: target.operation,
        target: target.id,
        country,
        authority: actor.authority,
        what: given.what.trim().to_owned(),
        photographs: Vec::new(),
        content: None,
        seized,
        heard: seized,
        custody: vec![Custody {
            at: seized,
            holder: actor.person,
            place: given.place.trim().to_owned(),
            seal: given.seal.trim().to_owned(),
            purpose: "seized".to_owned(),
        }],
        given_back: None,
        marking: target.marking.clone(),
    }
}

/// The targets of the actor's own state on which people act on site, for the page that they take along.
///
/// # Errors
/// Not permitted, no operation that the actor may see, or storage failures.
pub async fn on_site(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Vec<Kept<Target>>, Error> {
    actor.needs(Permission::ReportFromSite)?;
    let sight = Sight::of(desk, actor, id).await?;
    let mut targets = sight.targets(desk, None).await?;
    let on_site = |target: &Target| matches!(target.sending, Some(Sending::OnSite { .. }));
    targets.retain(|target| on_site(target) && target.acting.is_some() && target.acting == sight.viewer.country);
    Ok(targets)
}
