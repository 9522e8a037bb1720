//! The providers' desks: letters come in, steps fall due, and what is due is done through the
//! portal and on the sites. The caller owns the clock; nothing here happens by itself.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::event::{Event, What};
use super::manner::{self, Answer, AnswerKind, Change, Step};
use super::portal::{Portal, PortalError, Reading};
use super::{FIRMS, serving};
use crate::mailbox::{Letter, Mailbox, portal_link};
use crate::sites::Sites;

/// Simulated minutes after which a provider tries again when the portal is out of reach.
const RETRY_MINUTES: i64 = 5;
/// How often it tries before it gives up.
const MAX_TRIES: u8 = 12;

/// All providers at work.
pub(crate) struct Desks {
    mailbox: Arc<Mailbox>,
    sites: Arc<Sites>,
    portal: Portal,
    state: Mutex<State>,
    /// Held while acting, so that steps are done one after the other in the order of their times.
    turn: tokio::sync::Mutex<()>,
}

struct State {
    /// The last moment the caller told of.
    now: Timestamp,
    agenda: BTreeMap<(Timestamp, u64), Task>,
    planned: u64,
    cases: Vec<Case>,
    by_link: HashMap<String, usize>,
    answered_pages: HashSet<usize>,
    tips: Vec<(Timestamp, String)>,
    /// One source of chance per firm, so that one provider's letters do not change another's day.
    chance: Vec<StdRng>,
}

#[derive(Clone, Copy)]
struct Task {
    case: usize,
    step: Step,
    tries: u8,
}

/// What a provider knows about one letter.
#[derive(Clone)]
struct Case {
    firm: usize,
    link: String,
    url: Option<String>,
    page: Option<usize>,
    acted_at: Option<Timestamp>,
}

impl Desks {
    pub fn new(seed: u64, mailbox: Arc<Mailbox>, sites: Arc<Sites>, portal: Portal) -> Self {
        let chance =
            (1..).take(FIRMS.len()).map(|firm: u64| StdRng::seed_from_u64(seed.rotate_left(8) ^ firm)).collect();
        Self {
            mailbox,
            sites,
            portal,
            state: Mutex::new(State {
                now: Timestamp::UNIX_EPOCH,
                agenda: BTreeMap::new(),
                planned: 0,
                cases: Vec::new(),
                by_link: HashMap::new(),
                answered_pages: HashSet::new(),
                tips: Vec::new(),
                chance,
            }),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    /// When something is next to be done. A letter nobody has looked at is due at once, at the
    /// last moment told of.
    pub fn next_due(&self) -> Option<Timestamp> {
        let state = self.lock();
        if self.mailbox.waiting() > 0 {
            return Some(state.now);
        }
        state.agenda.keys().next().map(|(at, _)| *at)
    }

    /// The addresses reported by the public until `now`, with the times of the reports.
    pub fn tips(&self, now: Timestamp) -> Vec<(Timestamp, String)> {
        let state = self.lock();
        let told = state.tips.iter().filter(|(at, _)| *at <= now);
        told.cloned().collect()
    }

    /// Does everything that is due by `now`, in the order of the times it is due at.
    pub async fn act(&self, now: Timestamp) -> Vec<Event> {
        let _turn = self.turn.lock().await;
        let letters = self.mailbox.pick_up();
        let mut events = self.lock().sort(now, &letters);
        loop {
            let due = self.lock().take_due(now);
            let Some((at, task)) = due else {
                return events;
            };
            events.push(self.perform(at, task).await);
        }
    }

    async fn perform(&self, at: Timestamp, task: Task) -> Event {
        let case = self.lock().cases[task.case].clone();
        let done = match task.step {
            Step::Open => {
                let read = self.portal.read(&case.link).await;
                read.map(|reading| self.opened(at, task.case, reading))
            }
            Step::Acknowledge => {
                let name = FIRMS[case.firm].name;
                let sent = self.portal.acknowledge(&case.link, name).await;
                sent.map(|()| What::Acknowledged)
            }
            Step::Answer(answer) => self.answer(at, &case, answer).await,
            Step::Change(change) => Ok(self.change(at, task.case, change)),
            Step::Tip => Ok(self.tip(at, &case)),
        };
        let what = done.unwrap_or_else(|error| self.lock().put_off(at, task, error));
        self.lock().event(at, task.case, what)
    }

    /// Plans what follows from the page that was read.
    fn opened(&self, at: Timestamp, case: usize, reading: Reading) -> What {
        let mut state = self.lock();
        let firm = state.cases[case].firm;
        let page = self.sites.page_at(&reading.url);
        let page = page.filter(|_| self.sites.firm_serving(&reading.url) == Some(firm));
        let plan = match page {
            None => manner::plan_for_a_stranger(reading.instrument),
            Some(page) => {
                let seen = state.answered_pages.contains(&page);
                let chance = &mut state.chance[firm];
                manner::plan(FIRMS[firm].manner, reading.instrument, seen, chance)
            }
        };
        state.cases[case].url = Some(reading.url);
        state.cases[case].page = page;
        for (minutes, step) in plan {
            state.plan(after(at, minutes), case, step);
        }
        What::opened(reading.instrument)
    }

    async fn answer(&self, at: Timestamp, case: &Case, answer: Answer) -> Result<What, PortalError> {
        let claims_action = matches!(answer.kind, AnswerKind::Removed | AnswerKind::DisabledAllMs);
        let acted_at = claims_action.then(|| case.acted_at.unwrap_or(at));
        let name = FIRMS[case.firm].name;
        self.portal.answer(&case.link, name, acted_at, answer).await?;
        self.lock().answered_pages.extend(case.page);
        Ok(What::Answered(answer.kind))
    }

    fn change(&self, at: Timestamp, case: usize, change: Change) -> What {
        let mut state = self.lock();
        state.cases[case].acted_at = Some(at);
        if let Some(page) = state.cases[case].page {
            self.sites.change(page, change, at);
        }
        What::Changed(change)
    }

    fn tip(&self, at: Timestamp, case: &Case) -> What {
        let new_url = match case.page {
            Some(page) => self.sites.moved_url(page),
            None => return What::Trouble("there is no page to report".to_owned()),
        };
        self.lock().tips.push((at, new_url.clone()));
        What::Tipped { new_url }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Every change under this lock is complete in itself, so a panic elsewhere spoils nothing.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Puts letters on the desks they are addressed to.
    fn sort(&mut self, now: Timestamp, letters: &[Letter]) -> Vec<Event> {
        self.now = self.now.max(now);
        let mut events = Vec::new();
        for letter in letters {
            let link = portal_link(&letter.bytes);
            for recipient in &letter.envelope.to {
                let domain = recipient.rsplit('@').next().unwrap_or_default();
                let firm = serving(&domain.to_ascii_lowercase());
                events.push(match &link {
                    Some(link) => self.file(now, firm, link),
                    None => Event { at: now, provider: FIRMS[firm].domain, url: None, what: What::LetterWithoutLink },
                });
            }
        }
        events
    }

    fn file(&mut self, now: Timestamp, firm: usize, link: &str) -> Event {
        if let Some(&case) = self.by_link.get(link) {
            return self.event(now, case, What::ReminderArrived);
        }
        let case = self.cases.len();
        self.by_link.insert(link.to_owned(), case);
        self.cases.push(Case { firm, link: link.to_owned(), url: None, page: None, acted_at: None });
        let wait = manner::minutes_to_open(FIRMS[firm].manner, &mut self.chance[firm]);
        if let Some(minutes) = wait {
            self.plan(after(now, minutes), case, Step::Open);
        }
        self.event(now, case, What::LetterArrived)
    }

    fn event(&self, at: Timestamp, case: usize, what: What) -> Event {
        let case = &self.cases[case];
        Event { at, provider: FIRMS[case.firm].domain, url: case.url.clone(), what }
    }

    fn plan(&mut self, at: Timestamp, case: usize, step: Step) {
        self.put(at, Task { case, step, tries: 0 });
    }

    fn put(&mut self, at: Timestamp, task: Task) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), task);
    }

    fn take_due(&mut self, now: Timestamp) -> Option<(Timestamp, Task)> {
        let first = self.agenda.first_entry()?;
        let (at, _) = *first.key();
        (at <= now).then(|| (at, first.remove()))
    }

    /// Plans another try when one could help, and says what went wrong.
    fn put_off(&mut self, at: Timestamp, task: Task, error: PortalError) -> What {
        let tries = task.tries + 1;
        if !error.is_worth_retrying() || tries >= MAX_TRIES {
            return What::Trouble(format!("{error}; gives up"));
        }
        self.put(after(at, RETRY_MINUTES), Task { tries, ..task });
        What::Trouble(format!("{error}; will try again"))
    }
}

fn after(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
}
