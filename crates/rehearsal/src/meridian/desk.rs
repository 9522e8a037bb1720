//! What is to be done around Meridian, and when: letters that wait to be read, deeds that are agreed, and
//! Meridian's own return. The caller owns the clock.

use std::collections::{BTreeMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::notice::Notice;
use super::state::Deed;
use super::trade::{Id, Manner};
use crate::mailbox::{Letter, Mailbox, leads_to_own_page, portal_link};
use crate::providers::manner::Instrument;
use crate::providers::{Event, What};

/// How often a service tries a portal that is out of reach, and how many minutes it waits in between.
const MAX_TRIES: u8 = 12;
const RETRY_MINUTES: i64 = 5;

/// A letter on a service's desk.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub service: Id,
    pub notice: Notice,
    /// The portal page that the letter leads to.
    pub link: Option<String>,
    pub tries: u8,
}

/// Something to be done.
#[derive(Debug, Clone)]
pub(super) enum Task {
    /// Read what is asked for, on the portal if the letter leads there.
    Consider(Case),
    /// Do it, and say so on the portal page if there is one.
    Act { service: Id, deeds: Vec<Deed>, answer: Option<(String, Instrument)> },
    /// Meridian comes back, in this generation.
    Return(u8),
}

/// The desks of all services.
pub(super) struct Desk {
    /// The last moment that the caller told of.
    pub now: Timestamp,
    agenda: BTreeMap<(Timestamp, u64), Task>,
    planned: u64,
    /// How many letters of the mailbox were looked at.
    read: usize,
    links: HashSet<String>,
    chance: StdRng,
}

impl Desk {
    pub fn new(seed: u64) -> Self {
        let chance = StdRng::seed_from_u64(seed.rotate_left(16) ^ 0x6465_736b);
        let (agenda, links) = (BTreeMap::new(), HashSet::new());
        Self { now: Timestamp::UNIX_EPOCH, agenda, planned: 0, read: 0, links, chance }
    }

    /// When something is next to be done; a letter that nobody looked at is due at once.
    pub fn next_due(&self, mailbox: &Mailbox) -> Option<Timestamp> {
        if mailbox.count() > self.read {
            return Some(self.now);
        }
        self.agenda.keys().next().map(|(at, _)| *at)
    }

    /// Takes the letters that arrived since the last time.
    pub fn take_post(&mut self, mailbox: &Mailbox, now: Timestamp) -> Vec<Event> {
        self.now = self.now.max(now);
        let letters = mailbox.since(self.read);
        self.read += letters.len();
        letters.iter().flat_map(|letter| self.sort(letter, now)).collect()
    }

    fn sort(&mut self, letter: &Letter, now: Timestamp) -> Vec<Event> {
        let mut events = Vec::new();
        for recipient in &letter.envelope.to {
            let domain = recipient.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
            let Some(service) = Id::with_domain(&domain) else { continue };
            let (notice, link) = (Notice::read(&letter.bytes), portal_link(&letter.bytes));
            let what = match &link {
                Some(link) if leads_to_own_page(link) => What::GotOwnPage,
                Some(link) if !self.links.insert(link.clone()) => What::ReminderArrived,
                None if notice.targets.is_empty() => What::LetterWithoutLink,
                _ => What::LetterArrived,
            };
            if what == What::LetterArrived {
                let minutes = self.chance.random_range(4..=20);
                self.plan(after(now, minutes), Task::Consider(Case { service, notice, link, tries: 0 }));
            }
            events.push(Event { at: now, provider: service.get().domain, url: None, what });
        }
        events
    }

    pub fn plan(&mut self, at: Timestamp, task: Task) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), task);
    }

    /// Plans what a service has agreed to, at its own pace.
    pub fn plan_deeds(&mut self, at: Timestamp, service: Id, deeds: Vec<Deed>, answer: Option<(String, Instrument)>) {
        let minutes = match service.get().manner {
            Manner::Prompt => self.chance.random_range(12..=95),
            Manner::Slow => self.chance.random_range(18 * 60..=30 * 60),
            Manner::Refuses => 180,
        };
        self.plan(after(at, minutes), Task::Act { service, deeds, answer });
    }

    /// Plans another try, unless there were enough.
    pub fn put_off(&mut self, at: Timestamp, case: Case) -> bool {
        let again = case.tries + 1 < MAX_TRIES;
        if again {
            self.plan(after(at, RETRY_MINUTES), Task::Consider(Case { tries: case.tries + 1, ..case }));
        }
        again
    }

    pub fn take_due(&mut self, now: Timestamp) -> Option<(Timestamp, Task)> {
        let first = self.agenda.first_entry()?;
        let (at, _) = *first.key();
        (at <= now).then(|| (at, first.remove()))
    }
}

fn after(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
}

/// So many days later.
pub(super) fn days_after(at: Timestamp, days: i64) -> Timestamp {
    after(at, days * 24 * 60)
}
