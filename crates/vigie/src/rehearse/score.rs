//! Scoring: what Vigie found and did, against what was really so. Runs when the story is over.

use super::stage::Stage;
use ::rehearsal::truth::Kind as Truth;
use casework::ports::Query;
use casework::records::{Item, Kept, Order, Record, Referral, Watch};
use casework::{Desk, journal};
use domain::detect::{ItemState, Likeness};
use domain::order::{Answer, Clock, OrderState};
use domain::refer::ReferralState;
use domain::watch::Verdict;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::HashMap;
use std::time::Duration;
use url::Url;

/// The report of a rehearsal.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Detection.
    pub items: Items,
    /// Findings.
    pub assess: Assess,
    /// Orders.
    pub orders: Orders,
    /// Looks.
    pub watch: WatchScore,
    /// The ledger.
    pub ledger: LedgerScore,
    /// The seed.
    pub seed: u64,
    /// How long it took, in seconds of the wall.
    pub wall_seconds: f64,
}

/// What was taken in and how it compared.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Items {
    /// All items.
    pub taken_in: usize,
    /// Likeness known.
    pub known: usize,
    /// Likeness near.
    pub near: usize,
    /// Like nothing.
    pub nothing: usize,
    /// Re-posts of known material that were not put before a person as such.
    pub missed_known: usize,
    /// Unrelated pages that were.
    pub false_candidates: usize,
}

/// What the officers decided.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Assess {
    /// Exempt under Art 1(3).
    pub exempt: usize,
    /// Referred.
    pub referred: usize,
    /// Ordered.
    pub ordered: usize,
    /// Dismissed.
    pub dismissed: usize,
    /// Orders and referrals against pages that Art 1(3) protects.
    pub orders_against_exempt: usize,
}

/// What became of the orders.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Orders {
    /// Issued.
    pub issued: usize,
    /// Taken by a mail server.
    pub delivered: usize,
    /// Answered "removed".
    pub removed: usize,
    /// Answered "disabled in all Member States".
    pub disabled: usize,
    /// Answered "impossible" at some time.
    pub impossible: usize,
    /// Answered "manifest error" or "insufficient information" at some time.
    pub error_claimed: usize,
    /// Never answered.
    pub unanswered: usize,
    /// Not answered within the hour.
    pub late: usize,
    /// From receipt to the first Annex II, in minutes; null when there was none.
    pub median_minutes_to_removal: Option<f64>,
}

/// What the watch saw.
#[derive(Debug, Clone, Default, Serialize)]
pub struct WatchScore {
    /// Rounds of looks.
    pub rechecks: usize,
    /// "Removed", but it was not, and the watch said so.
    pub false_claims_caught: usize,
    /// The same, and the watch did not.
    pub false_claims_missed: usize,
    /// Content that came back, at the same or another address, and was found.
    pub returns_found: usize,
    /// The same, not found.
    pub returns_missed: usize,
}

/// Whether the ledger holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LedgerScore {
    /// Leaves.
    pub leaves: u64,
    /// Whether all of it was verified without a fault.
    pub verified: bool,
}

impl Report {
    /// The report in a few lines.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (items, assess, orders, watch) = (&self.items, &self.assess, &self.orders, &self.watch);
        format!(
            "Items     {} taken in: {} known, {} near, {} like nothing; {} missed, {} false candidates\n\
             Assess    {} exempt, {} referred, {} ordered, {} dismissed; {} against protected pages\n\
             Orders    {} issued, {} removed, {} disabled, {} unanswered, {} late; median {} min to removal\n\
             Watch     {} rounds; false claims {} caught, {} missed; returns {} found, {} missed\n\
             Ledger    {} leaves, {}\n\
             Time      {:.1} s",
            items.taken_in,
            items.known,
            items.near,
            items.nothing,
            items.missed_known,
            items.false_candidates,
            assess.exempt,
            assess.referred,
            assess.ordered,
            assess.dismissed,
            assess.orders_against_exempt,
            orders.issued,
            orders.removed,
            orders.disabled,
            orders.unanswered,
            orders.late,
            orders.median_minutes_to_removal.map_or("-".to_owned(), |minutes| format!("{minutes:.0}")),
            watch.rechecks,
            watch.false_claims_caught,
            watch.false_claims_missed,
            watch.returns_found,
            watch.returns_missed,
            self.ledger.leaves,
            if self.ledger.verified { "verified whole" } else { "NOT whole" },
            self.wall_seconds,
        )
    }
}

async fn all<T: Record>(desk: &Desk) -> anyhow::Result<Vec<Kept<T>>> {
    Ok(desk.list(&Query::all(T::KIND, 100_000)).await?)
}

/// Scores the story.
pub async fn score(stage: &Stage, seed: u64, took: Duration) -> anyhow::Result<Report> {
    let desk = &stage.app.desk;
    let items: Vec<Kept<Item>> = all(desk).await?;
    let orders: Vec<Kept<Order>> = all(desk).await?;
    let referrals: Vec<Kept<Referral>> = all(desk).await?;
    let watches: Vec<Kept<Watch>> = all(desk).await?;
    let checked = journal::verify(desk).await?;
    journal::checkpoint(desk).await?;
    let mut assess = score_assess(&items);
    assess.orders_against_exempt = against_exempt(stage, &orders, &referrals);
    Ok(Report {
        items: score_items(stage, &items),
        assess,
        orders: score_orders(desk.now(), &orders),
        watch: score_watch(stage, &items, &orders, &referrals, &watches),
        ledger: LedgerScore { leaves: checked.leaves, verified: checked.is_sound() },
        seed,
        wall_seconds: took.as_secs_f64(),
    })
}

fn score_items(stage: &Stage, items: &[Kept<Item>]) -> Items {
    let by_url: HashMap<&str, &Kept<Item>> = items.iter().map(|item| (item.url.as_str(), item)).collect();
    let like = |likeness| items.iter().filter(|item| item.likeness == likeness).count();
    let mut score = Items {
        taken_in: items.len(),
        known: like(Likeness::Known),
        near: like(Likeness::Near),
        nothing: like(Likeness::Nothing),
        ..Items::default()
    };
    for (url, kind) in &stage.world.truth().entries {
        let likeness = by_url.get(url.as_str()).map(|item| item.likeness);
        match kind {
            Truth::Target { .. } if likeness.is_none_or(|likeness| likeness == Likeness::Nothing) => {
                eprintln!("missed: {url} {kind:?}");
                score.missed_known += 1;
            }
            Truth::Unrelated if likeness.is_some_and(|likeness| likeness != Likeness::Nothing) => {
                score.false_candidates += 1
            }
            _ => {}
        }
    }
    score
}

fn score_assess(items: &[Kept<Item>]) -> Assess {
    let in_state = |state| items.iter().filter(|item| item.state == state).count();
    Assess {
        exempt: in_state(ItemState::Exempt),
        referred: in_state(ItemState::Referred),
        ordered: in_state(ItemState::Ordered),
        dismissed: in_state(ItemState::Dismissed),
        orders_against_exempt: 0,
    }
}

fn against_exempt(stage: &Stage, orders: &[Kept<Order>], referrals: &[Kept<Referral>]) -> usize {
    let protected = |url: &Url| matches!(stage.world.truth().entries.get(url.as_str()), Some(Truth::Legitimate { .. }));
    let ordered = orders.iter().filter(|order| order.issued.is_some() && protected(&order.url));
    let referred = referrals.iter().filter(|referral| referral.released_by.is_some() && protected(&referral.url));
    ordered
        .map(|order| &order.url)
        .chain(referred.map(|referral| &referral.url))
        .inspect(|url| eprintln!("against a protected page: {url}"))
        .count()
}

fn score_orders(now: Timestamp, orders: &[Kept<Order>]) -> Orders {
    let issued: Vec<_> = orders.iter().filter(|order| order.issued.is_some()).collect();
    let count = |wanted: &dyn Fn(&Order) -> bool| issued.iter().filter(|order| wanted(order)).count();
    let answered =
        |order: &Order, answers: &[Answer]| order.answers.iter().any(|given| answers.contains(&given.answer));
    Orders {
        issued: issued.len(),
        delivered: count(&|order| order.delivered.is_some()),
        removed: count(&|order| order.state == OrderState::Removed),
        disabled: count(&|order| order.state == OrderState::Disabled),
        impossible: count(&|order| answered(order, &[Answer::Impossible])),
        error_claimed: count(&|order| answered(order, &[Answer::ManifestError, Answer::InsufficientInformation])),
        unanswered: count(&|order| order.answers.is_empty()),
        late: count(&|order| {
            order.state == OrderState::Unanswered
                || matches!(order.clock(now), Clock::Late { .. } | Clock::Met { in_time: false, .. })
        }),
        median_minutes_to_removal: median(issued.iter().filter_map(|order| minutes_to_removal(order)).collect()),
    }
}

fn minutes_to_removal(order: &Order) -> Option<f64> {
    let received = order.received?.at;
    let gone = order.answers.iter().find(|given| matches!(given.answer, Answer::Removed | Answer::DisabledAllMs))?;
    Some(received.duration_until(gone.at).as_secs_f64() / 60.0)
}

fn median(mut minutes: Vec<f64>) -> Option<f64> {
    minutes.sort_by(f64::total_cmp);
    let middle = minutes.len().checked_sub(1)? / 2;
    let upper = minutes.len() / 2;
    Some(f64::midpoint(minutes[middle], minutes[upper]))
}

/// A claim that something is gone, and whether only for the Union.
fn claims(orders: &[Kept<Order>], referrals: &[Kept<Referral>]) -> HashMap<domain::id::ItemId, bool> {
    let mut claims = HashMap::new();
    for referral in referrals.iter().filter(|referral| referral.state == ReferralState::Removed) {
        claims.insert(referral.item, false);
    }
    for order in orders.iter().filter(|order| order.state.claims_gone()) {
        claims.insert(order.item, order.state == OrderState::Disabled);
    }
    claims
}

fn score_watch(
    stage: &Stage,
    items: &[Kept<Item>],
    orders: &[Kept<Order>],
    referrals: &[Kept<Referral>],
    watches: &[Kept<Watch>],
) -> WatchScore {
    let mut score =
        WatchScore { rechecks: watches.iter().map(|watch| watch.rounds.len()).sum(), ..WatchScore::default() };
    let claims = claims(orders, referrals);
    for watch in watches {
        let Some(truth) = stage.world.truth_of_state(watch.url.as_str()) else { continue };
        let successor = items.iter().any(|item| item.id == watch.item && item.forerunner.is_some());
        // A page that moved is one return, counted at the old address, not again at the new one.
        if let Some(back) = truth.returned.as_ref().filter(|_| !successor) {
            if found_again(items, watch, &back.url) {
                score.returns_found += 1;
            } else {
                eprintln!("return missed: {} at {}", watch.url, back.url);
                score.returns_missed += 1;
            }
            continue;
        }
        let Some(union_only) = claims.get(&watch.item) else { continue };
        if truth.up_in_union || (truth.up_elsewhere && !union_only) {
            let seen = watch.contradicted || matches!(watch.verdict, Some(Verdict::Up | Verdict::GeoBlocked));
            if seen {
                score.false_claims_caught += 1;
            } else {
                eprintln!("false claim missed: {}", watch.url);
                score.false_claims_missed += 1;
            }
        }
    }
    score
}

/// Whether a return was found: at the same address by the watch, at another as an item that names
/// its forerunner.
fn found_again(items: &[Kept<Item>], watch: &Watch, back_at: &str) -> bool {
    if back_at == watch.url.as_str() {
        return watch.returned || watch.contradicted;
    }
    items.iter().any(|item| item.url.as_str() == back_at && item.forerunner == Some(watch.item))
}
