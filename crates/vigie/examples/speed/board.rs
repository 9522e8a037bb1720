//! The live board: how long after an event two hundred open screens show it.

use crate::browser::{self, Browser};
use crate::house::House;
use crate::report;
use casework::act::{self, MessageEntry};
use casework::people::{self, Account};
use casework::ports::Clock as _;
use domain::people::Role;
use futures::future::try_join_all;
use jiff::SignedDuration;
use std::time::{Duration, Instant};
use testkit::action;

const SCREENS: usize = 200;
/// Whose screens they are: what a person is shown is put together once for all of theirs.
const PEOPLE: usize = 20;
/// Targets on the board.
const TARGETS: usize = 100;
/// How often a message is sent and waited for.
const TIMES: u32 = 10;
/// Time between two of them, so that each finds the screens at rest.
const REST: Duration = Duration::from_secs(2);

/// Measures it over HTTP: each screen hears of the change and fetches the board anew.
pub async fn measure() -> anyhow::Result<()> {
    let house = House::open(None).await?;
    let to: Vec<String> = (0..TARGETS).map(|number| format!("orders{number}@authorities.test")).collect();
    let action = action::prepared(&house.desk, &to).await?;
    action.go(&house.desk, house.clock.now() + SignedDuration::from_hours(1)).await?;
    let server = browser::serve(&house.desk).await?;
    let mut browsers = Vec::new();
    for number in 0..PEOPLE {
        let login = format!("screen{number}");
        let (authority, roles) = (action.coordinator.authority, vec![Role::Coordinator]);
        people::create(&house.desk, None, Account { login: login.clone(), name: login.clone(), authority, roles })
            .await?;
        let person = people::by_login(&house.desk, &login).await?;
        browsers.push(Browser::of(&house.desk, server, &person).await?);
    }
    let browsers: Vec<&Browser> = browsers.iter().cycle().take(SCREENS).collect();
    let events = format!("/api/v1/operations/{}/events", action.operation);
    let board = format!("/api/v1/waves/{}/board", action.wave);
    let mut screens = try_join_all(browsers.iter().map(|browser| browser.open(&events))).await?;
    try_join_all(screens.iter_mut().map(changed)).await?;
    let mut worst: f64 = 0.0;
    for number in 0..TIMES {
        tokio::time::sleep(REST).await;
        let text = format!("REHEARSAL message {number}.");
        let start = Instant::now();
        let message = MessageEntry {
            id: house.desk.doors.entropy.id(house.clock.now()),
            text: text.clone(),
            urgent: false,
            to: None,
        };
        act::say(&house.desk, &action.coordinator, action.wave, message).await?;
        let shown = screens.iter_mut().zip(&browsers).map(async |(screen, browser)| {
            changed(screen).await?;
            let shown = browser.get(&board).await?;
            anyhow::ensure!(shown.contains(&text), "the board is an old one");
            Ok(start.elapsed())
        });
        let shown = try_join_all(shown).await?;
        eprintln!("first after {:?}, last after {:?}", shown.iter().min(), shown.iter().max());
        worst = worst.max(start.elapsed().as_secs_f64() * 1000.0);
    }
    let work = format!(
        "from an event to the new board on {SCREENS} screens of {PEOPLE} people, {TARGETS} targets, worst of {TIMES}"
    );
    report("act_board", &work, worst, "ms");
    Ok(())
}

/// Waits until a screen hears that something changed.
async fn changed(screen: &mut reqwest::Response) -> anyhow::Result<()> {
    let mut heard = Vec::new();
    while !heard.windows(2).any(|end| end == b"\n\n") || !heard.windows(14).any(|word| word == b"event: changed") {
        heard.extend_from_slice(&screen.chunk().await?.ok_or_else(|| anyhow::anyhow!("the stream ended"))?);
    }
    Ok(())
}
