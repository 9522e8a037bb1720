//! The providers' desks: letters and calls come in, steps fall due, and what is due is done through
//! the portal and on the sites. The caller owns the clock; nothing here happens by itself.

mod agenda;
mod post;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::FIRMS;
use super::event::{Event, What};
use super::interface::Interfaces;
use super::manner::{self, Answer, AnswerKind, Change, Instrument, Opening, Step};
use super::portal::{Complaint, Genuine, Portal, PortalError, Reading};
use super::published::{Paper, Published};
use crate::mailbox::Mailbox;
use crate::sites::Sites;
use agenda::{State, Task, after};

/// All providers at work.
pub(crate) struct Desks {
    mailbox: Arc<Mailbox>,
    sites: Arc<Sites>,
    interfaces: Arc<Interfaces>,
    published: Arc<Published>,
    portal: Portal,
    /// Where letters that cannot be put into a mailbox go back to, once the unit has said.
    maildir: OnceLock<PathBuf>,
    state: Mutex<State>,
    /// Held while acting, so that steps are done one after the other in the order of their times.
    turn: tokio::sync::Mutex<()>,
}

/// What a provider knows about one letter.
#[derive(Clone, Default)]
struct Case {
    firm: usize,
    link: String,
    paper: Option<Paper>,
    instrument: Option<Instrument>,
    url: Option<String>,
    page: Option<usize>,
    acted_at: Option<Timestamp>,
    last_answer: Option<AnswerKind>,
    brought_back: bool,
}

impl Desks {
    pub fn new(
        seed: u64,
        mailbox: Arc<Mailbox>,
        sites: Arc<Sites>,
        interfaces: Arc<Interfaces>,
        published: Arc<Published>,
        portal: Portal,
    ) -> Self {
        let state = Mutex::new(State::new(seed));
        let (maildir, turn) = (OnceLock::new(), tokio::sync::Mutex::new(()));
        Self { mailbox, sites, interfaces, published, portal, maildir, state, turn }
    }

    /// Letters that cannot be delivered come back into this Maildir from now on.
    pub fn send_back_to(&self, maildir: PathBuf) {
        // A second folder would be a mistake of the caller; the first one stays.
        let _ = self.maildir.set(maildir);
    }

    /// When something is next to be done. A letter nobody has looked at is due at once, at the
    /// last moment told of.
    pub fn next_due(&self) -> Option<Timestamp> {
        let state = self.lock();
        if self.mailbox.waiting() > 0 || self.interfaces.waiting() > 0 {
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

    /// How many forged orders were rejected.
    pub fn forgeries_rejected(&self) -> usize {
        self.lock().forgeries_rejected
    }

    /// Does everything that is due by `now`, in the order of the times it is due at.
    pub async fn act(&self, now: Timestamp) -> Vec<Event> {
        let _turn = self.turn.lock().await;
        let mut events = self.take_post(now);
        loop {
            let due = self.lock().take_due(now);
            let Some((at, task)) = due else {
                return events;
            };
            events.extend(self.perform(at, task).await);
        }
    }

    /// Does one step. Some end with nothing worth telling.
    async fn perform(&self, at: Timestamp, task: Task) -> Option<Event> {
        let case = self.lock().cases[task.case].clone();
        let name = FIRMS[case.firm].name;
        let done = match task.step {
            Step::Open => self.portal.read(&case.link).await.map(|reading| Some(self.opened(at, task.case, reading))),
            Step::Reread => self.portal.read(&case.link).await.map(|reading| self.reread(at, task.case, &reading)),
            Step::Check => self.check(&case).await.map(Some),
            Step::Acknowledge => self.portal.acknowledge(&case.link, name).await.map(|()| Some(What::Acknowledged)),
            Step::Answer(answer) => self.answer(at, task.case, answer).await.map(Some),
            Step::Reinstate => self.portal.reinstate(&case.link, name).await.map(|()| Some(What::Reinstated)),
            Step::Complain => self.complain(at, task.case).await.map(Some),
            Step::Uphold => self.uphold(&case).await.map(Some),
            Step::Change(change) => Ok(Some(self.change(at, task.case, change))),
            Step::Tip => Ok(Some(self.tip(at, &case))),
        };
        let what = done.unwrap_or_else(|error| Some(self.lock().put_off(at, task, error)));
        what.map(|what| self.lock().event(at, task.case, what))
    }

    /// Plans what follows from the page that was read.
    fn opened(&self, at: Timestamp, case: usize, reading: Reading) -> What {
        let mut state = self.lock();
        let firm = state.cases[case].firm;
        let page = self.sites.page_at(&reading.url);
        let page = page.filter(|_| self.sites.firm_serving(&reading.url) == Some(firm));
        let instrument = reading.instrument;
        let plan = match page {
            None => manner::plan_for_a_stranger(instrument),
            Some(page) => {
                let seen_before = state.answered_pages.contains(&page);
                let opening = Opening { instrument, seen_before, orders_before: state.orders_opened[firm] };
                manner::plan(FIRMS[firm].manner, opening, &mut state.chance[firm])
            }
        };
        // With the first order a firm asks the public page too, although the signature fits.
        if instrument == Instrument::Order && state.cases[case].paper.is_some() && state.orders_opened[firm] == 0 {
            state.plan(at, case, Step::Check);
        }
        state.orders_opened[firm] += usize::from(instrument == Instrument::Order);
        let file = &mut state.cases[case];
        (file.url, file.page, file.instrument) = (Some(reading.url), page, Some(instrument));
        state.plan_all(at, case, plan);
        What::opened(instrument)
    }

    /// Looks what another letter about a known page wants: the content back, or an answer after all.
    fn reread(&self, at: Timestamp, case: usize, reading: &Reading) -> Option<What> {
        let mut state = self.lock();
        let file = &mut state.cases[case];
        if reading.asks_back && !file.brought_back {
            file.brought_back = true;
            let plan = manner::plan_of_reinstatement(file.acted_at.is_some());
            state.plan_all(at, case, plan);
            return Some(What::AskedBack);
        }
        let asked = matches!(file.last_answer, Some(AnswerKind::ManifestError | AnswerKind::InsufficientInformation));
        if !(asked && reading.open && file.page.is_some()) {
            return None;
        }
        file.last_answer = None;
        state.plan_all(at, case, manner::plan_after_reply());
        Some(What::RepliedTo)
    }

    /// Asks the public page about an order: one that the key did not sign, or the first of a sender.
    async fn check(&self, case: &Case) -> Result<What, PortalError> {
        let (Some(paper), Some(page)) = (&case.paper, self.published.check_page()) else {
            return Ok(What::Trouble("there is no page on which to ask".to_owned()));
        };
        let genuine = self.portal.is_genuine(&page, &paper.reference, &paper.digest()).await?;
        Ok(match (genuine, self.published.signed(paper)) {
            (Genuine::Yes | Genuine::Void, true) => What::FoundGenuine,
            (Genuine::No, false) => {
                self.lock().forgeries_rejected += 1;
                What::RejectedForgery { reference: paper.reference.clone() }
            }
            _ => What::Trouble(format!("the key and the page say different things of {}", paper.reference)),
        })
    }

    async fn answer(&self, at: Timestamp, case: usize, answer: Answer) -> Result<What, PortalError> {
        let file = self.lock().cases[case].clone();
        let claims_action = matches!(answer.kind, AnswerKind::Removed | AnswerKind::DisabledAllMs);
        let acted_at = claims_action.then(|| file.acted_at.unwrap_or(at));
        self.portal.answer(&file.link, FIRMS[file.firm].name, acted_at, answer).await?;
        let mut state = self.lock();
        state.answered_pages.extend(file.page);
        state.cases[case].last_answer = Some(answer.kind);
        state.hear_of_it(at, case);
        Ok(What::Answered(answer.kind))
    }

    async fn complain(&self, at: Timestamp, case: usize) -> Result<What, PortalError> {
        let file = self.lock().cases[case].clone();
        let own_page = self.lock().own_pages.get(&file.firm).cloned();
        let (Some(own_page), Some(url)) = (own_page, &file.url) else {
            return Ok(What::Trouble("it has no page on which to write the complaint down".to_owned()));
        };
        let complaint = Complaint { url, about: &file.link, at, text: COMPLAINT };
        self.portal.complain(&own_page, &complaint).await?;
        Ok(What::Complained)
    }

    async fn uphold(&self, case: &Case) -> Result<What, PortalError> {
        let own_page = self.lock().own_pages.get(&case.firm).cloned().unwrap_or_default();
        self.portal.uphold(&own_page, case.url.as_deref().unwrap_or_default(), UPHELD).await?;
        Ok(What::Upheld)
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

const COMPLAINT: &str = "REHEARSAL: the page is mine, and I wrote above it that I do not share what it quotes.";
const UPHELD: &str = "REHEARSAL: the words above the quotation were overlooked; the page is up again.";
