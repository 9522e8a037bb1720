//! What people decide about banks and their signals, and the one thing that the flood guard does by itself.

use super::chain::Changes;
use super::compare::{compare_soon, forget, is_anything_captured};
use super::refresh;
use super::restand::{Whose, restand_at};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::{Bank, Kept, Opinion, Quarantine, Release, Removal, Signal, Terms};
use crate::seal::{Act, Verb, Who};
use domain::bank::{Effect, Thresholds, Voice};
use domain::id::{BankId, ItemId, SignalId};
use serde_json::json;

/// The longest reason that is kept, in characters.
const MAX_REASON: usize = 2_000;

fn reason(given: &str, why: &'static str) -> Result<String, Error> {
    let given = given.trim();
    if given.is_empty() || given.chars().count() > MAX_REASON {
        return Err(invalid("reason", why));
    }
    Ok(given.to_owned())
}

/// Switches a bank on or off. A reason is recorded.
///
/// # Errors
/// Not permitted, no such bank, no reason, or storage failures.
pub async fn enable(desk: &Desk, actor: &Actor, bank: BankId, enabled: bool, why: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepBanks)?;
    let why = reason(why, "say why the bank is switched on or off")?;
    let name = if enabled { "bank_enabled" } else { "bank_disabled" };
    change(desk, actor, bank, name, |terms| Terms { enabled, reason: why.clone(), ..terms }).await
}

/// Sets from where on a bank's likenesses count, and what its matches do. A reason is recorded.
///
/// # Errors
/// Not permitted, no such bank, thresholds wider than the general rule, no reason, or storage failures.
pub async fn set_terms(
    desk: &Desk,
    actor: &Actor,
    bank: BankId,
    effect: Effect,
    thresholds: Thresholds,
    why: &str,
) -> Result<(), Error> {
    actor.needs(Permission::KeepBanks)?;
    let why = reason(why, "say why the bank is compared differently")?;
    let thresholds = thresholds.checked().map_err(|bad| invalid("thresholds", bad.to_string()))?;
    let set = |terms| Terms { effect, thresholds: thresholds.into(), reason: why.clone(), ..terms };
    change(desk, actor, bank, "bank_terms_set", set).await
}

async fn change(
    desk: &Desk,
    actor: &Actor,
    bank: BankId,
    name: &'static str,
    set: impl Fn(Terms) -> Terms,
) -> Result<(), Error> {
    again!(change_once(desk, actor, bank, name, &set))?;
    refresh(desk).await
}

async fn change_once(
    desk: &Desk,
    actor: &Actor,
    bank: BankId,
    name: &'static str,
    set: &impl Fn(Terms) -> Terms,
) -> Result<(), Error> {
    let mut bank = desk.load::<Bank>(bank.0).await?;
    let before = bank.terms_at(bank.version);
    bank.version += 1;
    let terms = Terms { version: bank.version, at: desk.now(), by: Some(actor.person), ..set(before) };
    let mut changes = Changes::default();
    changes.terms(&terms)?;
    bank.digest = changes.digest(bank.digest, bank.version);
    bank.enabled = terms.enabled;
    let act = Act::new(Verb::Keep, name, bank.id.0, Who::Person(actor))
        .detail(json!({ "bank": bank.name, "reason": terms.reason, "terms": terms }));
    bank.terms.push(terms);
    let mut draft = Draft::new(desk);
    // Under other terms nothing was compared with it yet.
    forget(&mut bank, 0);
    if bank.enabled && is_anything_captured(desk).await? {
        draft = compare_soon(desk, draft, &mut bank);
    }
    draft = draft.put(&bank)?;
    restand_at(draft, Whose::Bank(bank.id), desk.now()).commit(&act).await
}

/// Takes a signal out of its bank. It is no longer compared, and is kept, since matches refer to it.
///
/// # Errors
/// Not permitted, no such signal, it was removed before, no reason, or storage failures.
pub async fn remove(desk: &Desk, actor: &Actor, signal: SignalId, why: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepBanks)?;
    let why = reason(why, "say why the signal is removed")?;
    again!(remove_once(desk, actor, signal, &why))?;
    refresh(desk).await
}

async fn remove_once(desk: &Desk, actor: &Actor, signal: SignalId, why: &str) -> Result<(), Error> {
    let mut signal = desk.load::<Signal>(signal.0).await?;
    if !signal.is_in_force() {
        return Err(invalid("signal", "it was removed before"));
    }
    let mut bank = desk.load::<Bank>(signal.bank.0).await?;
    let mut changes = Changes::default();
    changes.removed(signal.id);
    bank.version += 1;
    bank.digest = changes.digest(bank.digest, bank.version);
    bank.signals = bank.signals.saturating_sub(1);
    signal.changed = bank.version;
    let removal = Removal { version: bank.version, at: desk.now(), by: Some(actor.person), reason: why.to_owned() };
    signal.removed = Some(removal);
    let act = Act::new(Verb::Keep, "signal_removed", bank.id.0, Who::Person(actor))
        .detail(json!({ "bank": bank.name, "signal": signal.id.to_string(), "reason": why }));
    // What it kept from a person while it was held harmless is looked at again.
    restand_at(Draft::new(desk).put(&bank)?.put(&signal)?, Whose::Signal(signal.id), desk.now()).commit(&act).await
}

/// Says what one's authority thinks of a signal. Its latest word counts.
///
/// # Errors
/// Not permitted, no such signal, it was removed, no reason, or storage failures.
pub async fn opine(desk: &Desk, actor: &Actor, signal: SignalId, voice: Voice, why: &str) -> Result<(), Error> {
    // Whoever reads what a signal brings in may say what it is worth, and so may whoever keeps it.
    if !actor.may(Permission::Assess) {
        actor.needs(Permission::KeepBanks)?;
    }
    let why = reason(why, "say why the signal is confirmed or disputed")?;
    again!(opine_once(desk, actor, signal, voice, &why))
}

async fn opine_once(desk: &Desk, actor: &Actor, signal: SignalId, voice: Voice, why: &str) -> Result<(), Error> {
    let mut signal = in_force(desk, signal).await?;
    signal.opinions.push(Opinion {
        person: actor.person,
        authority: actor.authority,
        at: desk.now(),
        voice,
        reason: why.to_owned(),
    });
    let name = match voice {
        Voice::Confirm => "signal_confirmed",
        Voice::Dispute => "signal_disputed",
    };
    let act = Act::new(Verb::Keep, name, signal.bank.0, Who::Person(actor))
        .detail(json!({ "signal": signal.id.to_string(), "name": signal.name, "reason": why }));
    restand_at(Draft::new(desk).put(&signal)?, Whose::Signal(signal.id), desk.now()).commit(&act).await
}

async fn in_force(desk: &Desk, signal: SignalId) -> Result<Kept<Signal>, Error> {
    let signal = desk.load::<Signal>(signal.0).await?;
    if signal.is_in_force() { Ok(signal) } else { Err(invalid("signal", "it was removed before")) }
}

/// Lets a quarantined signal propose again; what it matched meanwhile is put before a person.
///
/// # Errors
/// Not permitted, no such signal, it is not quarantined, no reason, or storage failures.
pub async fn release(desk: &Desk, actor: &Actor, signal: SignalId, why: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepBanks)?;
    let why = reason(why, "say why the signal may go on")?;
    again!(release_once(desk, actor, signal, &why))
}

async fn release_once(desk: &Desk, actor: &Actor, signal: SignalId, why: &str) -> Result<(), Error> {
    let mut signal = in_force(desk, signal).await?;
    if !signal.is_quarantined() {
        return Err(invalid("signal", "it is not in quarantine"));
    }
    let release = Release { at: desk.now(), by: actor.person, reason: why.to_owned() };
    if let Some(quarantine) = &mut signal.quarantine {
        quarantine.released = Some(release);
    }
    let act = Act::new(Verb::Keep, "signal_released", signal.bank.0, Who::Person(actor))
        .detail(json!({ "signal": signal.id.to_string(), "name": signal.name, "reason": why }));
    restand_at(Draft::new(desk).put(&signal)?, Whose::Signal(signal.id), desk.now()).commit(&act).await
}

/// Takes a signal that floods out of the way until a person has looked.
pub(super) async fn quarantine(desk: &Desk, signal: SignalId, item: ItemId, seen: Quarantine) -> Result<(), Error> {
    again!(quarantine_once(desk, signal, item, seen.clone()))
}

async fn quarantine_once(desk: &Desk, signal: SignalId, item: ItemId, seen: Quarantine) -> Result<(), Error> {
    let mut signal = desk.load::<Signal>(signal.0).await?;
    if signal.is_quarantined() || !signal.is_in_force() {
        return Ok(());
    }
    let act = Act::new(Verb::Keep, "signal_quarantined", signal.bank.0, Who::Job).detail(json!({
        "signal": signal.id.to_string(),
        "name": signal.name,
        "item": item.to_string(),
        "today": seen.today,
        "week": seen.week,
    }));
    signal.quarantine = Some(seen);
    Draft::new(desk).put(&signal)?.commit(&act).await
}
