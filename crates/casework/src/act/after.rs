//! Afterwards: results, what may be said in public, what to learn, and what to write to those who helped.

use super::board::executed;
use super::sight::Sight;
use crate::desk::Desk;
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::act::{CallMade, Teller};
use crate::records::{Authority, Kept, Provider, Target, Wave};
use domain::act::{Outcome, Redress, Skew, TargetState, Witness};
use domain::id::{OperationId, ProviderId, TargetId, WaveId};
use domain::map::Measure;
use domain::people::Country;
use exchange::Language;
use exchange::statement::{StatedFact, Statement};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// What came of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureResult {
    /// The measure.
    pub measure: Measure,
    /// How many targets it was chosen for.
    pub targets: usize,
    /// How many stand in each state.
    pub counts: BTreeMap<TargetState, usize>,
    /// How many were down, and were seen again.
    pub returned: usize,
}

/// What came of an operation by measure, of one wave or of all.
///
/// # Errors
/// Not permitted, no such operation that the actor may see, or storage failures.
pub async fn results(
    desk: &Desk,
    actor: &Actor,
    id: OperationId,
    wave: Option<WaveId>,
) -> Result<Vec<MeasureResult>, Error> {
    actor.needs(Permission::SeeOperations)?;
    let targets = Sight::of(desk, actor, id).await?.targets(desk, wave).await?;
    let mut by_measure: BTreeMap<Measure, Vec<&Target>> = BTreeMap::new();
    for target in &targets {
        by_measure.entry(target.measure).or_default().push(target);
    }
    let result = |(measure, targets): (Measure, Vec<&Target>)| {
        let mut counts = BTreeMap::new();
        for target in &targets {
            *counts.entry(target.state).or_insert(0) += 1;
        }
        let returned = targets.iter().filter(|target| returned(target)).count();
        MeasureResult { measure, targets: targets.len(), counts, returned }
    };
    Ok(by_measure.into_iter().map(result).collect())
}

/// Whether a target was seen gone and then seen again.
fn returned(target: &Target) -> bool {
    let overall = || target.looks.iter().filter(|look| look.from.is_none());
    let gone = overall().filter(|look| look.gone).map(|look| look.at).min();
    gone.is_some_and(|gone| overall().any(|look| !look.gone && look.at > gone))
}

/// A fact that may stand in a statement to the press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFact {
    /// The state that acted.
    pub country: Country,
    /// What was done.
    pub measure: Measure,
    /// What happened.
    pub what: Outcome,
    /// At how many targets.
    pub targets: usize,
    /// Who of those who were there says so, by name.
    pub said_by: BTreeSet<String>,
    /// The latest of the looks from outside that agree.
    pub seen: Timestamp,
}

/// The draft of a statement to the press.
#[derive(Debug, Clone)]
pub struct Communique {
    /// The facts, each confirmed by somebody who was there and by a look from outside, and disputed by nobody.
    pub facts: Vec<PublicFact>,
    /// Targets of which something is said that is disputed, or that no look confirms.
    pub unconfirmed: usize,
    /// Targets whose handling codes or label keep them out, until whoever provided them agrees.
    pub kept_out: usize,
    /// The draft. It names no target.
    pub text: String,
}

/// Drafts a statement to the press, in a language, from confirmed facts only.
///
/// # Errors
/// Not permitted, an actor who does not lead, or storage failures.
pub async fn communique(desk: &Desk, actor: &Actor, id: OperationId, language: Language) -> Result<Communique, Error> {
    actor.needs(Permission::PlanOperations)?;
    let sight = Sight::of(desk, actor, id).await?;
    if !sight.leads() {
        return Err(invalid("operation", "those who lead speak for it"));
    }
    let (mut facts, mut unconfirmed, mut kept_out) = (Vec::new(), 0, 0);
    for target in sight.targets(desk, None).await? {
        let (Some(testimony), Some(country)) = (target.testimony(), target.acting) else { continue };
        let found = testimony.facts();
        if found.is_empty() {
            unconfirmed += usize::from(!target.reports.is_empty());
        } else if !target.marking.rule().may_be_published() {
            kept_out += 1;
        } else {
            for fact in found {
                let said_by = names(desk, &fact.said_by).await?;
                add(
                    &mut facts,
                    PublicFact {
                        country,
                        measure: target.measure,
                        what: fact.what,
                        targets: 1,
                        said_by,
                        seen: fact.seen.at,
                    },
                );
            }
        }
    }
    facts.sort_by_key(|fact| (fact.country, fact.measure, fact.what));
    let text = drafted(desk, &sight, &facts).write(language);
    Ok(Communique { facts, unconfirmed, kept_out, text })
}

fn add(facts: &mut Vec<PublicFact>, new: PublicFact) {
    let like = |fact: &&mut PublicFact| (fact.country, fact.measure, fact.what) == (new.country, new.measure, new.what);
    match facts.iter_mut().find(like) {
        Some(fact) => {
            fact.targets += new.targets;
            fact.said_by.extend(new.said_by);
            fact.seen = fact.seen.max(new.seen);
        }
        None => facts.push(new),
    }
}

async fn names(desk: &Desk, witnesses: &[Witness]) -> Result<BTreeSet<String>, Error> {
    let mut names = BTreeSet::new();
    for witness in witnesses {
        names.insert(match witness {
            Witness::Authority(id) => desk.load::<Authority>(id.0).await?.record.name,
            Witness::Provider(id) => desk.load::<Provider>(id.0).await?.record.name,
            Witness::Press(name) => name.clone(),
        });
    }
    Ok(names)
}

fn drafted(desk: &Desk, sight: &Sight, facts: &[PublicFact]) -> Statement {
    let stated = |fact: &PublicFact| StatedFact {
        country: fact.country,
        measure: fact.measure,
        what: fact.what,
        targets: fact.targets,
        said_by: fact.said_by.iter().cloned().collect(),
        seen: fact.seen,
    };
    Statement {
        operation: sight.operation.name.clone(),
        facts: facts.iter().map(stated).collect(),
        rehearsal: desk.settings.rehearsal,
    }
}

/// A wave, looked back at.
#[derive(Debug, Clone)]
pub struct WaveReview {
    /// The wave.
    pub wave: Kept<Wave>,
    /// Every call, oldest first.
    pub calls: Vec<CallMade>,
    /// How many of its targets stand in each state.
    pub counts: BTreeMap<TargetState, usize>,
    /// Between the moment and the last letter or order that left, as far as anything left.
    pub sending_took: Option<SignedDuration>,
    /// How far apart the executions came.
    pub skew: Option<Skew>,
    /// Targets that failed or were never sent, with why.
    pub failed: Vec<(TargetId, String)>,
    /// Targets of which witnesses, or a witness and the look from outside, say what excludes each other.
    pub disputed: Vec<TargetId>,
    /// Targets at which somebody was hit by mistake, and whether they were made whole.
    pub mistakes: Vec<(TargetId, Redress)>,
}

/// An after-action review: what failed, and how.
#[derive(Debug, Clone)]
pub struct Review {
    /// The waves, oldest first.
    pub waves: Vec<WaveReview>,
}

/// Looks back at an operation, as far as the actor may see it.
///
/// # Errors
/// Not permitted, no such operation that the actor may see, or storage failures.
pub async fn review(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Review, Error> {
    actor.needs(Permission::SeeOperations)?;
    let sight = Sight::of(desk, actor, id).await?;
    let targets = sight.targets(desk, None).await?;
    let mut waves = sight.waves(desk).await?;
    waves.sort_by_key(|wave| wave.number);
    let reviewed = waves.into_iter().map(|wave| {
        let own: Vec<&Target> =
            targets.iter().filter(|target| target.wave == wave.id).map(|target| &target.record).collect();
        wave_review(wave, &own)
    });
    Ok(Review { waves: reviewed.collect() })
}

fn wave_review(wave: Kept<Wave>, targets: &[&Target]) -> WaveReview {
    let mut counts = BTreeMap::new();
    for target in targets {
        *counts.entry(target.state).or_insert(0) += 1;
    }
    let last_left = targets.iter().filter_map(|target| target.dispatched).map(|stamp| stamp.at).max();
    let disputed = |target: &&&Target| target.testimony().is_some_and(|testimony| !testimony.disputes().is_empty());
    WaveReview {
        calls: wave.calls.clone(),
        counts,
        sending_took: wave.moment.zip(last_left).map(|(moment, last)| last.duration_since(moment)),
        skew: Skew::of(targets.iter().filter_map(|target| executed(target))),
        failed: targets.iter().filter_map(|target| Some((target.id, why_not(target)?))).collect(),
        disputed: targets.iter().filter(disputed).map(|target| target.id).collect(),
        mistakes: targets
            .iter()
            .filter(|target| target.redress != Redress::None)
            .map(|target| (target.id, target.redress))
            .collect(),
        wave,
    }
}

/// Why a target was not done, as far as anybody wrote it down; nothing for one that was.
fn why_not(target: &Target) -> Option<String> {
    if !matches!(target.state, TargetState::Failed | TargetState::HeldBack | TargetState::Withdrawn) {
        return None;
    }
    let held = target.held_by_hand.as_ref().map(|held| held.reason.clone());
    let back = target.failed_deliveries.last().map(|failed| failed.why.clone());
    let said = target.reports.iter().rev().find(|report| !report.what.is_done());
    let said = said.map(|report| format!("{}: {}", report.what.name().replace('_', " "), report.note));
    Some(said.or(back).or(held).unwrap_or_else(|| target.state.name().replace('_', " ")))
}

/// What to write to a provider that helped: which of its targets were confirmed, and which came back.
#[derive(Debug, Clone)]
pub struct Feedback {
    /// The provider.
    pub provider: ProviderId,
    /// Its name.
    pub name: String,
    /// Its contact point.
    pub contact: String,
    /// How many of its targets were confirmed.
    pub confirmed: usize,
    /// How many were seen again.
    pub returned: usize,
    /// In which language the letter is: the first of the provider's for which there are words, else English.
    pub language: Language,
    /// What the letter is about, in one line.
    pub subject: String,
    /// A letter of thanks, to be read before it is sent. It names no target.
    pub text: String,
}

/// Drafts letters of thanks to the providers that acted.
///
/// # Errors
/// Not permitted, an actor who does not lead, or storage failures.
pub async fn feedback(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Vec<Feedback>, Error> {
    actor.needs(Permission::PlanOperations)?;
    let sight = Sight::of(desk, actor, id).await?;
    if !sight.leads() {
        return Err(invalid("operation", "those who lead thank for it"));
    }
    let targets = sight.targets(desk, None).await?;
    let acted = |target: &&Kept<Target>| {
        target.reports.iter().any(|report| matches!(report.who, Teller::Provider { .. }) && report.what.is_done())
    };
    let mut by_provider: BTreeMap<ProviderId, Vec<&Target>> = BTreeMap::new();
    for target in targets.iter().filter(acted) {
        if let Some(provider) = target.provider {
            by_provider.entry(provider).or_default().push(target);
        }
    }
    let mut letters = Vec::with_capacity(by_provider.len());
    for (id, targets) in by_provider {
        let provider = desk.load::<Provider>(id.0).await?.record;
        let confirmed = targets.iter().filter(|target| target.state == TargetState::Confirmed).count();
        let returned = targets.iter().filter(|target| returned(target)).count();
        let figures = (targets.len(), confirmed, returned);
        let (language, letter) = crate::letters::thanks(desk, &sight.operation, &provider, figures).await?;
        letters.push(Feedback {
            provider: id,
            name: provider.name,
            contact: provider.contact,
            confirmed,
            returned,
            language,
            subject: letter.subject().to_owned(),
            text: letter.body_text().to_owned(),
        });
    }
    Ok(letters)
}
