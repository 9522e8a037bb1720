//! The page of running clocks, with ten thousand of them.

use crate::house::House;
use crate::{p99, report};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::people;
use casework::records::{Kept, Provider};
use domain::order::{OrderState, REMIND_AFTER};
use domain::stamp::Source;
use jiff::SignedDuration;
use std::time::Instant;
use tower::ServiceExt as _;
use vigie::server::{App, router};

const ORDERS: u32 = 10_000;
/// Orders in one commit.
const BATCH: u32 = 100;

/// Measures the page, as an officer's browser asks for it, without the network.
pub async fn measure() -> anyhow::Result<()> {
    let house = House::open(None).await?;
    fill(&house).await?;
    let secret = people::one_time_link(&house.desk, None, house.officer.person).await?;
    let session = people::use_one_time_link(&house.desk, &secret).await?;
    let app = App { desk: house.desk.clone(), zone: jiff::tz::TimeZone::UTC, report: "none.json".into() };
    let router = router(app);
    for path in ["/orders", "/"] {
        let mut times = Vec::new();
        for _ in 0..200 {
            let request =
                Request::get(path).header(header::COOKIE, format!("vigie_session={session}")).body(Body::empty())?;
            let start = Instant::now();
            let response = router.clone().oneshot(request).await?;
            anyhow::ensure!(response.status() == StatusCode::OK, "{path}: {}", response.status());
            to_bytes(response.into_body(), 64 << 20).await?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        let work = format!("{path}, {ORDERS} orders with running clocks, p99 of 200");
        report("clocks_page", &work, p99(times), "ms");
    }
    Ok(())
}

async fn fill(house: &House) -> anyhow::Result<()> {
    let providers: Vec<Kept<Provider>> =
        house.desk.list(&casework::ports::Query::all(casework::records::Kind::Provider, 1)).await?;
    let now = casework::ports::Clock::now(&house.clock);
    for first in (0..ORDERS).step_by(BATCH as usize) {
        let mut rows = Vec::new();
        for number in first..first + BATCH {
            let mut item = testkit::item(number + 1000);
            item.url = format!("https://tidewater0.test/rehearsal/{number}").parse()?;
            let mut order = testkit::order(number + 100_000, &item);
            order.provider = providers.first().map(|provider| provider.id);
            order.authority = house.officer.authority;
            order.state = OrderState::Received;
            let at = now - SignedDuration::from_secs(i64::from(number % 3600));
            order.received = Some(casework::records::Stamped { at, source: Source::PortalReceipt });
            order.issued = Some(casework::records::Stamped { at: at - REMIND_AFTER, source: Source::OurClock });
            order.counts_from = Some(at);
            rows.push(Kept::new(item).row()?);
            rows.push(Kept::new(order).row()?);
        }
        house.desk.doors.store.commit(vec![testkit::contract::change(first, rows)]).await?;
    }
    Ok(())
}
