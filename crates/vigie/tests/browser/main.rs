//! The whole way in a real browser: from a one-time link to a proven removal. Needs a WebDriver for Chromium at
//! `VIGIE_TEST_WEBDRIVER`; with `VIGIE_TEST_AXE` naming the script of axe-core, every page is also held to WCAG 2.2 AA.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod act;
mod doors;
mod driver;
mod house;
mod looks;
mod way;

use driver::Browser;
use house::House;
use looks::Looks;
use way::Way;

#[tokio::test(flavor = "multi_thread")]
async fn from_a_one_time_link_to_a_proven_removal() {
    walked(removal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_joint_action_of_two_states_is_reported_from_a_phone() {
    walked(joint_action).await;
}

/// Walks a way in a house and a browser of its own.
async fn walked<F: Future<Output = ()> + Send + 'static>(way: fn(Way) -> F) {
    let Ok(webdriver) = std::env::var("VIGIE_TEST_WEBDRIVER") else {
        println!("skipped: no VIGIE_TEST_WEBDRIVER");
        return;
    };
    let house = House::build();
    let browser = Browser::open(&webdriver, &house.profile(), &house.base).await;
    let client = browser.client.clone();
    // A browser outlives a test that fails, so the way is walked in a task of its own.
    let walked = tokio::spawn(way(Way { house, browser, looks: Looks::new() })).await;
    client.close().await.unwrap();
    if let Err(failed) = walked {
        std::panic::resume_unwind(failed.into_panic());
    }
}

async fn joint_action(mut way: Way) {
    way.first_sign_in().await;
    way.cast().await;
    let operation = way.plan().await;
    way.prepare(&operation).await;
    way.call(&operation).await;
    way.field(&operation).await;
    way.board(&operation).await;
    way.alert().await;
    way.looks.judge();
}

async fn removal(mut way: Way) {
    way.first_sign_in().await;
    way.directory().await;
    way.intake().await;
    let order = way.finding().await;
    way.deconfliction(&order).await;
    way.issue(&order).await;
    way.provider(&order).await;
    way.aftermath(&order).await;
    way.content_provider().await;
    way.own_page().await;
    let referral = way.by_keyboard().await;
    way.order_to_act(&referral).await;
    way.every_page().await;
    way.in_french().await;
    way.looks.judge();
}
