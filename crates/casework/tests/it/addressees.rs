//! Drafts follow the provider of their item until they leave the house.

use crate::scene::{Scene, finding, lowtide};
use casework::policy::Actor;
use casework::ports::Store as _;
use casework::records::Referral;
use casework::{assess, directory, order};
use domain::assess::Outcome;
use domain::id::{AuthorityId, ProviderId};
use domain::order::{Gate, OrderState};

async fn provider(scene: &Scene, name: &str, language: &str) -> ProviderId {
    let (name, languages) = (name.to_owned(), vec![language.to_owned()]);
    let entry = directory::ProviderEntry { name, languages, domains: Vec::new(), ..lowtide() };
    directory::put_provider(&scene.desk, &scene.investigator, entry).await.unwrap()
}

#[tokio::test]
async fn a_draft_follows_the_provider_of_its_item_and_what_was_decided_for_another_is_void() {
    let scene = Scene::new().await;
    let desk = &scene.desk;
    let german = provider(&scene, "REHEARSAL Nordmole", "de").await;
    let silent = provider(&scene, "REHEARSAL Farpier", "el").await;
    let id = scene.drafted("https://b.lowtide.test/rehearsal/a").await;
    scene.deconflict(id).await;
    order::approve(desk, &scene.officer, id).await.unwrap();
    let approved = scene.order(id).await;
    assert_eq!((approved.state, approved.language.as_str()), (OrderState::Approved, "en"));
    let set = async |to| assess::set_provider(desk, &scene.analyst, approved.item, to).await.unwrap();

    set(scene.provider).await;
    assert_eq!(scene.order(id).await.record, approved.record, "nothing is void that did not change");
    set(german).await;
    let order = scene.order(id).await;
    assert_eq!((order.provider, order.language.as_str()), (Some(german), "de"));
    assert_eq!((order.state, order.approver, order.approved), (OrderState::Checked, None, None), "approved anew");
    set(silent).await;
    let order = scene.order(id).await;
    assert_eq!((order.provider, order.language.as_str(), order.state), (Some(silent), "en", OrderState::Draft));
    let why = "REHEARSAL: it was looked at, and this may be";
    for gate in [Gate::Context, Gate::Collateral] {
        order::open_gate(desk, &scene.officer, id, gate, why).await.unwrap();
    }
    set(german).await;
    let order = scene.order(id).await;
    let opened: Vec<Gate> = order.opened.iter().map(|opened| opened.gate).collect();
    assert_eq!(opened, [Gate::Context], "a gate that was opened for another addressee is shut");
    assert_eq!((order.state, order.language.as_str()), (OrderState::Checked, "de"));
    let acts = scene.store.history(id.0).await.unwrap();
    assert_eq!(acts.iter().filter(|entry| entry.leaf.contains("order_readdressed")).count(), 3);
    scene.end().await;
}

#[tokio::test]
async fn what_left_the_house_keeps_its_addressee_and_a_drafted_referral_does_not() {
    let scene = Scene::new().await;
    let desk = &scene.desk;
    let german = provider(&scene, "REHEARSAL Nordmole", "de").await;
    let id = scene.delivered("https://b.lowtide.test/rehearsal/a").await;
    let issued = scene.order(id).await;
    assess::set_provider(desk, &scene.analyst, issued.item, german).await.unwrap();
    assert_eq!(scene.order(id).await.record, issued.record);

    let item = scene.known("https://b.lowtide.test/rehearsal/b").await;
    let followed = assess::decide(desk, &scene.analyst, item, finding(Outcome::Refer)).await.unwrap();
    let assess::Followed::Referral(id) = followed else { panic!("a referral was to follow, not {followed:?}") };
    assess::set_provider(desk, &scene.analyst, item, german).await.unwrap();
    let referral = desk.load::<Referral>(id.0).await.unwrap();
    assert_eq!((referral.provider, referral.language.as_str()), (Some(german), "de"));
    scene.end().await;
}

#[tokio::test]
async fn an_analyst_of_another_authority_neither_redirects_an_order_nor_reads_of_it() {
    let scene = Scene::new().await;
    let desk = &scene.desk;
    let german = provider(&scene, "REHEARSAL Nordmole", "de").await;
    let id = scene.drafted("https://b.lowtide.test/rehearsal/a").await;
    let before = scene.order(id).await;
    let theirs = |actor: &Actor| Actor {
        authority: AuthorityId(uuid::Uuid::from_u128(9)),
        of_the_house: false,
        ..actor.clone()
    };
    assess::set_provider(desk, &theirs(&scene.analyst), before.item, german).await.unwrap();
    assert_eq!(scene.order(id).await.record, before.record, "what another authority drafted is its own affair");
    let dossier = assess::dossier(desk, &theirs(&scene.analyst), before.item).await.unwrap();
    assert!(dossier.order.is_none(), "nor do they read of it");
    assert!(assess::dossier(desk, &scene.analyst, before.item).await.unwrap().order.is_some());
    scene.end().await;
}
