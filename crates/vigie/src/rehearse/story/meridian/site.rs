//! On site: what people find behind the door, and what becomes clear afterwards.

use super::super::Story;
use crate::rehearse::cast::STATES;
use crate::rehearse::tally::Hit;
use ::rehearsal::meridian::OnSite;
use ::rehearsal::officers::Errand;
use jiff::{SignedDuration, Timestamp};
use std::net::Ipv4Addr;

const PRESS: &str = "The Daily Tide (rehearsal)";

impl Story<'_> {
    /// The people of a state carry out what they are to do now. Mishaps befall the first errand.
    pub(super) async fn on_site(&mut self, place: usize, now: Timestamp) -> anyhow::Result<()> {
        let (stage, state) = (self.stage, &STATES[place]);
        let team = stage.officer(state.on_site.0)?;
        let (operation, fate) = (self.wave()?.operation.clone(), self.wave()?.fate.clone());
        for (number, errand) in team.errands(&operation).await?.into_iter().enumerate() {
            let befalls = |whom: Option<usize>| number == 0 && whom == Some(place);
            let (action, outcome) = match () {
                () if !errand.seize => (OnSite::CopyServer, "evidence_copied"),
                () if befalls(fate.empty) => (OnSite::FindEmptyRack, "empty_place"),
                () if befalls(fate.wrong) => (OnSite::SeizeWrongServer, "seized"),
                () => (OnSite::SeizeServer, "seized"),
            };
            let found = stage.world.on_site(&errand.machine, action, now).await?;
            let label = found.machine.map(|machine| machine.to_string());
            team.report(&errand.target, outcome, label.as_deref(), now, clock_off(place)).await?;
            self.say(&format!("{}: team of {} reports {}", state.country, state.on_site.1, outcome.replace('_', " ")));
            if befalls(fate.press) {
                stage.officer("heron")?.note_press(&errand.target, PRESS, "evidence_copied", now).await?;
                self.say(&format!("{PRESS} writes that {} has only copied evidence", state.country));
            }
            self.tally.hits.push(Hit { target: errand.target.clone(), down: found.down.clone() });
            if let Some(wave) = &mut self.strikes.wave {
                wave.taken.insert(errand.target.clone(), (errand, found));
            }
        }
        Ok(())
    }

    /// Whoever speaks for a state sees that the look from outside contradicts its people. They look at the label of
    /// what they took: another address means another tenant, who gets everything back.
    pub(super) async fn look_at_the_board(&mut self, now: Timestamp) -> anyhow::Result<()> {
        let (wave, states) = (self.wave()?.id.clone(), self.wave()?.states.clone());
        for place in states {
            let (country, speaks) = (STATES[place].country, self.stage.officer(STATES[place].speaks.0)?);
            for target in speaks.contradicted(&wave, country).await? {
                self.say(&format!("{country}: from outside it is still there; the team looks at what it took"));
                let Some((errand, found)) = self.wave()?.taken.get(&target).cloned() else { continue };
                if let Some(machine) = found.machine.filter(|machine| machine.to_string() != errand.machine) {
                    self.put_right(place, &errand, machine, now).await?;
                }
            }
        }
        Ok(())
    }

    async fn put_right(&self, place: usize, errand: &Errand, machine: Ipv4Addr, now: Timestamp) -> anyhow::Result<()> {
        let (stage, state) = (self.stage, &STATES[place]);
        let team = stage.officer(state.on_site.0)?;
        team.report(&errand.target, "wrong_tenant", None, now, clock_off(place)).await?;
        stage.world.make_whole(machine, now).await?;
        let how = "The machine stands in its rack again; both tenants were told and paid.";
        stage.officer(state.speaks.0)?.make_whole(&errand.target, how).await?;
        self.say(&format!("{}: it was somebody else's machine; it is back, and its tenants made whole", state.country));
        let right = stage.world.on_site(&errand.machine, OnSite::SeizeServer, now).await?;
        let label = right.machine.map(|machine| machine.to_string());
        team.report(&errand.target, "seized", label.as_deref(), now, clock_off(place)).await?;
        self.say(&format!("{}: the right machine is taken", state.country));
        Ok(())
    }
}

/// No two telephones agree on the time.
fn clock_off(place: usize) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(place).unwrap_or_default() * 47 - 180)
}
