//! The post of the providers: letters and calls are put on the desks they are addressed to. A letter with
//! an order in it is believed only if the published key signed it.

use super::*;
use crate::mailbox::{Letter, bounce, leads_to_own_page, portal_link};
use crate::providers::published::paper_in;
use crate::providers::serving;

/// The provider whose mailbox is full when the first order comes.
const MAILBOX_FULL_ONCE: &str = "breakwater.test";
/// Simulated minutes between another letter about a page and its reading.
const MINUTES_TO_REREAD: i64 = 6;

impl Desks {
    pub(super) fn take_post(&self, now: Timestamp) -> Vec<Event> {
        let letters = self.mailbox.pick_up();
        let calls = self.interfaces.pick_up();
        let mut state = self.lock();
        state.now = state.now.max(now);
        let mut events = Vec::new();
        for call in calls {
            let told = Event { at: now, provider: FIRMS[call.firm].domain, url: None, what: What::Called };
            events.push(told);
            events.push(state.take_in(now, call.firm, &call.link, None));
        }
        for letter in &letters {
            for recipient in &letter.envelope.to {
                let domain = recipient.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
                if FIRMS.iter().any(|firm| firm.domain == domain) {
                    events.push(self.deliver(&mut state, now, letter, recipient));
                }
            }
        }
        events
    }

    fn deliver(&self, state: &mut State, now: Timestamp, letter: &Letter, recipient: &str) -> Event {
        let domain = recipient.rsplit('@').next().unwrap_or_default();
        let firm = serving(&domain.to_ascii_lowercase());
        let told = |what| Event { at: now, provider: FIRMS[firm].domain, url: None, what };
        let paper = paper_in(&letter.bytes);
        if paper.is_some()
            && !state.bounced
            && FIRMS[firm].domain == MAILBOX_FULL_ONCE
            && let Some(maildir) = self.maildir.get()
        {
            state.bounced = true;
            return told(match bounce::send_back(letter, recipient, maildir) {
                Ok(()) => What::Bounced,
                Err(error) => What::Trouble(format!("{error:#}")),
            });
        }
        if let Some(paper) = &paper
            && !self.published.signed(paper)
        {
            return state.doubt(now, firm, paper.clone());
        }
        let Some(link) = portal_link(&letter.bytes) else { return told(What::LetterWithoutLink) };
        state.take_in(now, firm, &link, paper)
    }
}

impl State {
    /// Takes a letter in: about a matter, or with the link of the firm's own page.
    fn take_in(&mut self, now: Timestamp, firm: usize, link: &str, paper: Option<Paper>) -> Event {
        if leads_to_own_page(link) {
            self.own_pages.insert(firm, link.to_owned());
            return Event { at: now, provider: FIRMS[firm].domain, url: None, what: What::GotOwnPage };
        }
        self.file(now, firm, link, paper)
    }

    /// Puts a letter on the desk of a firm: a new matter, or one that it knows.
    fn file(&mut self, now: Timestamp, firm: usize, link: &str, paper: Option<Paper>) -> Event {
        if let Some(&case) = self.by_link.get(link) {
            if self.cases[case].url.is_some() {
                self.plan(after(now, MINUTES_TO_REREAD), case, Step::Reread);
            }
            return self.event(now, case, What::ReminderArrived);
        }
        let case = self.open_file(Case { firm, link: link.to_owned(), paper, ..Case::default() });
        self.by_link.insert(link.to_owned(), case);
        let wait = manner::minutes_to_open(FIRMS[firm].manner, &mut self.chance[firm]);
        if let Some(minutes) = wait {
            self.plan(after(now, minutes), case, Step::Open);
        }
        self.event(now, case, What::LetterArrived)
    }

    /// An order that the published key did not sign: nobody opens its link; somebody asks.
    fn doubt(&mut self, now: Timestamp, firm: usize, paper: Paper) -> Event {
        let case = self.open_file(Case { firm, paper: Some(paper), ..Case::default() });
        self.plan(after(now, MINUTES_TO_REREAD), case, Step::Check);
        self.event(now, case, What::LetterArrived)
    }

    fn open_file(&mut self, case: Case) -> usize {
        self.cases.push(case);
        self.cases.len() - 1
    }
}
