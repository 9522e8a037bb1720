//! A year of a large member state, and the time from issue to handing over.

use crate::house::{BULLETIN, House, PROVIDERS};
use crate::{p99, report};
use anyhow::Context as _;
use casework::assess::{self, Followed};
use casework::detect::{self, Handed};
use casework::order::{self, Circumstances};
use casework::portal::Way;
use casework::ports::{Clock as _, Lane};
use casework::records::{Order, Referral};
use casework::{jobs, portal, refer};
use domain::assess::{Category, Confidence, Finding, Outcome, Purpose};
use domain::hold::Answer as Word;
use domain::id::{ItemId, OrderId, ReferralId};
use domain::order::Answer;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use jiff::SignedDuration;
use rehearsal::World;
use std::sync::Arc;
use std::time::Instant;

const ORDERS: usize = 500;
const REFERRALS: usize = 17_000;
/// Pages handed in at once.
const BATCH: usize = 250;
const HANDED_OVER: usize = 200;
/// How many officers, and how many providers, work at once.
const OFFICERS: usize = 8;

/// From the officer's decision until the mail server has taken the order, its paper set and signed data attached.
pub async fn handing_over() -> anyhow::Result<()> {
    let world = tokio::task::spawn_blocking(|| World::start(1)).await??;
    let house = House::open(Some(world.smtp_addr())).await?;
    let ids = ordered(&house, HANDED_OVER).await?;
    let mut times = Vec::new();
    let mut papers = Vec::new();
    for id in ids {
        let start = Instant::now();
        issue(&house, id).await?;
        work(&house).await?;
        let order = house.desk.load::<Order>(id.0).await?;
        anyhow::ensure!(
            order.delivered.is_some(),
            "{} was not handed over: {:?}",
            order.reference,
            order.failed_deliveries
        );
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        papers.push(set_again(&house, order.record).await?);
    }
    report(
        "paper",
        &format!("Annex I as PDF/A with the signed order inside, {HANDED_OVER} papers, p99"),
        p99(papers),
        "ms",
    );
    let work = format!("issue to handed over, SMTP on loopback, {HANDED_OVER} orders with PDF, p99");
    report("issue_to_handed_over", &work, p99(times), "ms");
    Ok(())
}

/// How long the paper of an order takes, in milliseconds.
async fn set_again(house: &House, mut order: Order) -> anyhow::Result<f64> {
    let provider = house.desk.load(order.provider.context("no provider")?.0).await?;
    order.paper = None;
    let start = Instant::now();
    order::paper(&house.desk, &order, &provider).await?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// Every order and referral of a year, from the page that is handed in to the answer of the provider. A day's pages are
/// worked by several officers side by side, as in a unit of a large member state.
pub async fn replay() -> anyhow::Result<()> {
    let house = Arc::new(House::open(None).await?);
    let start = Instant::now();
    let mut taken = 0;
    while taken < ORDERS + REFERRALS {
        let items = take_in(&house, taken, BATCH.min(ORDERS + REFERRALS - taken)).await?;
        // The orders lie evenly among the referrals.
        let is_order =
            |number: usize| number * ORDERS / (ORDERS + REFERRALS) != (number + 1) * ORDERS / (ORDERS + REFERRALS);
        let count = items.len();
        let decided = (taken..).zip(items).map(|(number, item)| {
            let (house, is_order) = (house.clone(), is_order(number));
            async move { send(&house, item, is_order).await }
        });
        let sent = side_by_side(decided).await?;
        work(&house).await?;
        let answers = sent.into_iter().map(|sent| {
            let house = house.clone();
            async move { answer(&house, sent).await }
        });
        side_by_side(answers).await?;
        work(&house).await?;
        taken += count;
        house.clock.advance(house.clock.now() + SignedDuration::from_hours(24));
    }
    let work = format!("{ORDERS} orders and {REFERRALS} referrals, intake to answer, SQLite, letters into a folder");
    report("year_replay", &work, start.elapsed().as_secs_f64(), "s");
    Ok(())
}

/// Does the work of several people at once, each as a task of its own, as the server does it for those who call it.
async fn side_by_side<T, W>(work: impl Iterator<Item = W>) -> anyhow::Result<Vec<T>>
where
    T: Send + 'static,
    W: Future<Output = anyhow::Result<T>> + Send + 'static,
{
    let done = stream::iter(work).map(tokio::spawn).buffer_unordered(OFFICERS);
    done.map(|task| task?).try_collect().await
}

/// What went out to a provider.
enum Sent {
    Order(OrderId),
    Referral(ReferralId),
}

/// From the finding to the letter that waits to leave.
async fn send(house: &House, item: ItemId, is_order: bool) -> anyhow::Result<Sent> {
    let outcome = if is_order { Outcome::ProposeOrder } else { Outcome::Refer };
    match assess::decide(&house.desk, &house.analyst, item, finding(outcome)).await? {
        Followed::Order(id) => {
            deconflict(house, id).await?;
            issue(house, id).await?;
            Ok(Sent::Order(id))
        }
        Followed::Referral(id) => {
            refer::release(&house.desk, &house.colleague, id).await?;
            Ok(Sent::Referral(id))
        }
        _ => anyhow::bail!("nothing followed from the finding"),
    }
}

/// The provider reads what it got, and answers.
async fn answer(house: &House, sent: Sent) -> anyhow::Result<()> {
    match sent {
        Sent::Order(id) => {
            let link = portal::link_to_order(&house.desk, &house.desk.load::<Order>(id.0).await?.record)?;
            order::receive(&house.desk, &link, Way::Portal, "REHEARSAL night desk").await?;
            order::answer(&house.desk, &link, Way::Portal, Answer::Removed, None, "REHEARSAL night desk", "").await?;
        }
        Sent::Referral(id) => {
            let link = portal::link_to_referral(&house.desk, &house.desk.load::<Referral>(id.0).await?.record)?;
            let removed = refer::Answer { removed: true, name: "REHEARSAL night desk", ..refer::Answer::default() };
            refer::answer(&house.desk, &link, &removed).await?;
        }
    }
    Ok(())
}

/// Drafts of orders that wait for nothing but the second officer.
async fn ordered(house: &House, count: usize) -> anyhow::Result<Vec<OrderId>> {
    let mut ids = Vec::new();
    for item in take_in(house, 0, count).await? {
        let followed = assess::decide(&house.desk, &house.analyst, item, finding(Outcome::ProposeOrder)).await?;
        let Followed::Order(id) = followed else { anyhow::bail!("no order followed") };
        deconflict(house, id).await?;
        ids.push(id);
    }
    Ok(ids)
}

async fn take_in(house: &House, first: usize, count: usize) -> anyhow::Result<Vec<ItemId>> {
    let files = (first..first + count)
        .map(|number| Handed {
            name: "page.html".to_owned(),
            address: Some(format!("https://tidewater{}.test/rehearsal/{number}", number % PROVIDERS)),
            bytes: format!("<html><title>REHEARSAL {number}</title><p>{BULLETIN}</p></html>").into_bytes(),
        })
        .collect();
    let handed = detect::hand_in(&house.desk, &house.analyst, "REHEARSAL", files).await?;
    anyhow::ensure!(handed.left_out.is_empty(), "left out: {:?}", handed.left_out);
    Ok(handed.items.into_iter().map(|(item, _)| item).collect())
}

async fn deconflict(house: &House, id: OrderId) -> anyhow::Result<()> {
    order::deconflict(&house.desk, &house.liaison, id, Word::Go, "REHEARSAL: nobody holds").await.context("deconflict")
}

async fn issue(house: &House, id: OrderId) -> anyhow::Result<()> {
    let circumstances = Circumstances { emergency: None, exceptional: Some("REHEARSAL: a year is played in minutes") };
    order::issue(&house.desk, &house.officer, id, circumstances).await.context("issue")
}

/// Carries out what is due, but for looks at pages: nobody serves these.
async fn work(house: &House) -> anyhow::Result<()> {
    while jobs::run_lane(&house.desk, Lane::Letters).await? > 0 {}
    Ok(())
}

fn finding(outcome: Outcome) -> Finding {
    Finding {
        purpose: Purpose::NoneProtected,
        reason: "REHEARSAL. The page repeats the known bulletin word for word and adds no comment of its own."
            .to_owned(),
        categories: vec![Category::Incites],
        confidence: Confidence::High,
        outcome,
    }
}
