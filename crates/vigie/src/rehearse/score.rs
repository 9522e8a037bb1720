//! Scoring: what Vigie found and did, against what was really so. Runs when the story is over.

mod act;
mod map;
mod report;
mod slices;
mod sound;

pub use report::Report;

use super::stage::Stage;
use super::tally::Tally;
use ::rehearsal::truth::Kind as Truth;
use casework::ports::Query;
use casework::records::{About, Complaint, Item, Kept, NoticeKind, Order, Record, Referral, Watch};
use casework::{Desk, journal};
use domain::detect::{ItemState, Likeness};
use domain::id::ItemId;
use domain::order::{Answer, Clock, Contest, OrderState, Reinstatement};
use domain::provider::Channel;
use domain::refer::ReferralState;
use domain::watch::Verdict;
use jiff::Timestamp;
use report::{Assess, Complaints, Deliveries, Items, LedgerScore, Orders, WatchScore};
use std::collections::HashMap;
use std::time::Duration;
use url::Url;

async fn all<T: Record>(desk: &Desk) -> anyhow::Result<Vec<Kept<T>>> {
    Ok(desk.list(&Query::all(T::KIND, 100_000)).await?)
}

/// Scores the story.
pub async fn score(stage: &Stage, tally: &Tally, seed: u64, took: Duration) -> anyhow::Result<Report> {
    let desk = &stage.app.desk;
    let items: Vec<Kept<Item>> = all(desk).await?;
    let orders: Vec<Kept<Order>> = all(desk).await?;
    let referrals: Vec<Kept<Referral>> = all(desk).await?;
    let watches: Vec<Kept<Watch>> = all(desk).await?;
    let complaints: Vec<Kept<Complaint>> = all(desk).await?;
    let checked = journal::verify(desk).await?;
    journal::checkpoint(desk).await?;
    let mut assess = score_assess(&items);
    assess.orders_against_exempt = against_exempt(stage, &orders, &referrals);
    let sound =
        sound::score(&tally.listened, |url| stage.world.programme(url), |item, play| sound::waits(&items, item, play));
    let mut scored = score_items(stage, &items);
    // What is missed or wrong on the air counts as much as on a page.
    scored.missed_known += sound.planted - sound.found;
    scored.false_candidates += sound.misplaced + sound.false_finds;
    Ok(Report {
        items: scored,
        sound,
        assess,
        orders: score_orders(desk.now(), &orders, tally),
        deliveries: score_deliveries(&orders),
        complaints: Complaints {
            received: complaints.len(),
            upheld: complaints.iter().filter(|complaint| is_upheld(complaint)).count(),
        },
        watch: score_watch(stage, &items, &claims(&orders, &referrals, &complaints), &watches),
        map: map::score(stage, tally).await?,
        act: act::score(stage, tally).await?,
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

fn is_upheld(complaint: &Complaint) -> bool {
    complaint.outcome.as_ref().is_some_and(|outcome| outcome.reinstated)
}

fn score_orders(now: Timestamp, orders: &[Kept<Order>], tally: &Tally) -> Orders {
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
        corrected: count(&|order| !order.corrections.is_empty()),
        withdrawn: count(&|order| order.state == OrderState::Withdrawn),
        voided: count(&|order| order.state == OrderState::Void),
        upheld: count(&|order| order.contest == Contest::Upheld),
        reinstated: count(&|order| order.reinstatement == Reinstatement::Reinstated),
        emergencies: count(&|order| order.emergency.is_some()),
        held: tally.held(),
        forged_rejected: tally.forged_rejected,
        refused_by_gate: tally.refused_by_gate(),
    }
}

fn score_deliveries(orders: &[Kept<Order>]) -> Deliveries {
    let by = |order: &Order, channel: Channel| {
        order.notices.iter().any(|notice| notice.kind == NoticeKind::Order && notice.channel == channel)
    };
    let failed =
        |order: &Order, channel: Channel| order.failed_deliveries.iter().any(|failed| failed.channel == channel);
    let count = |wanted: &dyn Fn(&Order) -> bool| orders.iter().filter(|order| wanted(order)).count();
    // A mail that was accepted and then came back is no delivery.
    let bounced = |order: &Order| by(order, Channel::Email) && failed(order, Channel::Email);
    Deliveries {
        api: count(&|order| by(order, Channel::Api)),
        email: count(&|order| by(order, Channel::Email) && !bounced(order)),
        fallbacks: count(&|order| order.delivered.is_some() && !order.failed_deliveries.is_empty()),
        bounces: count(&bounced),
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

/// Claims that something is gone, and whether only for the Union. What came back by right is none.
fn claims(
    orders: &[Kept<Order>],
    referrals: &[Kept<Referral>],
    complaints: &[Kept<Complaint>],
) -> HashMap<ItemId, Claim> {
    let mut claims = HashMap::new();
    for referral in referrals.iter().filter(|referral| referral.state == ReferralState::Removed) {
        let upheld =
            complaints.iter().any(|complaint| complaint.about == About::Referral(referral.id) && is_upheld(complaint));
        claims.insert(referral.item, if upheld { Claim::BackByRight } else { Claim::Gone });
    }
    for order in orders.iter().filter(|order| order.issued.is_some()) {
        let claim = match order.state {
            OrderState::Removed => Claim::Gone,
            OrderState::Disabled => Claim::GoneInUnion,
            state if state.is_without_effect() => Claim::BackByRight,
            _ => continue,
        };
        claims.insert(order.item, claim);
    }
    claims
}

/// What a provider says of an item in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Gone,
    GoneInUnion,
    BackByRight,
}

fn score_watch(
    stage: &Stage,
    items: &[Kept<Item>],
    claims: &HashMap<ItemId, Claim>,
    watches: &[Kept<Watch>],
) -> WatchScore {
    let mut score =
        WatchScore { rechecks: watches.iter().map(|watch| watch.rounds.len()).sum(), ..WatchScore::default() };
    for watch in watches {
        let Some(truth) = stage.world.truth_of_state(watch.url.as_str()) else { continue };
        let successor = items.iter().any(|item| item.id == watch.item && item.forerunner.is_some());
        // A page that moved is one return, counted at the old address, not again at the new one.
        let by_right = claims.get(&watch.item) == Some(&Claim::BackByRight);
        if let Some(back) = truth.returned.as_ref().filter(|_| !successor && !by_right) {
            if found_again(items, watch, &back.url) {
                score.returns_found += 1;
            } else {
                eprintln!("return missed: {} at {}", watch.url, back.url);
                score.returns_missed += 1;
            }
            continue;
        }
        let denied = match claims.get(&watch.item) {
            Some(Claim::Gone) => truth.up_in_union || truth.up_elsewhere,
            Some(Claim::GoneInUnion) => truth.up_in_union,
            Some(Claim::BackByRight) | None => false,
        };
        if denied {
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
