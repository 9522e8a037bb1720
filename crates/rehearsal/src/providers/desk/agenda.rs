//! What the providers keep: their files, and what is due when.

use super::*;
use crate::providers::manner::Manner;

/// Simulated minutes after which a provider tries again when the portal is out of reach.
const RETRY_MINUTES: i64 = 5;
/// How often it tries before it gives up.
const MAX_TRIES: u8 = 12;

#[derive(Clone, Copy)]
pub(super) struct Task {
    pub case: usize,
    pub step: Step,
    pub tries: u8,
}

pub(super) struct State {
    /// The last moment the caller told of.
    pub now: Timestamp,
    pub agenda: BTreeMap<(Timestamp, u64), Task>,
    planned: u64,
    pub cases: Vec<Case>,
    pub by_link: HashMap<String, usize>,
    /// The link of each firm to the page of its own.
    pub own_pages: HashMap<usize, String>,
    pub answered_pages: HashSet<usize>,
    pub orders_opened: Vec<usize>,
    pub tips: Vec<(Timestamp, String)>,
    pub forgeries_rejected: usize,
    /// Whether the letter that comes back has come back.
    pub bounced: bool,
    complaint_planned: bool,
    /// One source of chance per firm, so that one provider's letters do not change another's day.
    pub chance: Vec<StdRng>,
}

impl State {
    pub fn new(seed: u64) -> Self {
        let chance =
            (1..).take(FIRMS.len()).map(|firm: u64| StdRng::seed_from_u64(seed.rotate_left(8) ^ firm)).collect();
        Self {
            now: Timestamp::UNIX_EPOCH,
            agenda: BTreeMap::new(),
            planned: 0,
            cases: Vec::new(),
            by_link: HashMap::new(),
            own_pages: HashMap::new(),
            answered_pages: HashSet::new(),
            orders_opened: vec![0; FIRMS.len()],
            tips: Vec::new(),
            forgeries_rejected: 0,
            bounced: false,
            complaint_planned: false,
            chance,
        }
    }

    pub fn event(&self, at: Timestamp, case: usize, what: What) -> Event {
        let case = &self.cases[case];
        Event { at, provider: FIRMS[case.firm].domain, url: case.url.clone(), what }
    }

    pub fn plan(&mut self, at: Timestamp, case: usize, step: Step) {
        self.put(at, Task { case, step, tries: 0 });
    }

    pub fn plan_all(&mut self, from: Timestamp, case: usize, plan: Vec<(i64, Step)>) {
        for (minutes, step) in plan {
            self.plan(after(from, minutes), case, step);
        }
    }

    fn put(&mut self, at: Timestamp, task: Task) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), task);
    }

    pub fn take_due(&mut self, now: Timestamp) -> Option<(Timestamp, Task)> {
        let first = self.agenda.first_entry()?;
        let (at, _) = *first.key();
        (at <= now).then(|| (at, first.remove()))
    }

    /// Plans another try when one could help, and says what went wrong.
    pub fn put_off(&mut self, at: Timestamp, task: Task, error: PortalError) -> What {
        let tries = task.tries + 1;
        if !error.is_worth_retrying() || tries >= MAX_TRIES {
            return What::Trouble(format!("{error}; gives up"));
        }
        self.put(after(at, RETRY_MINUTES), Task { tries, ..task });
        What::Trouble(format!("{error}; will try again"))
    }

    /// Of all customers whose pages went after a referral, the first complains, if the firm really took
    /// the page down and knows where to write a complaint.
    pub fn hear_of_it(&mut self, at: Timestamp, case: usize) {
        let file = &self.cases[case];
        let removed = file.last_answer == Some(AnswerKind::Removed) && file.acted_at.is_some() && file.page.is_some();
        let honest = matches!(
            FIRMS[file.firm].manner,
            Manner::Prompt
                | Manner::Impossible
                | Manner::ManifestError
                | Manner::InsufficientInformation
                | Manner::DisablesInEu
        );
        let fits = removed && honest && file.instrument == Some(Instrument::Referral);
        if fits && self.own_pages.contains_key(&file.firm) && !self.complaint_planned {
            self.complaint_planned = true;
            self.plan_all(at, case, manner::plan_of_complaint());
        }
    }
}

pub(super) fn after(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
}
