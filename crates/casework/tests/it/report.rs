//! What an overseer counts, and that no order exists outside the log.

use crate::meddled::Meddling;
use crate::scene::Scene;
use casework::order;
use casework::policy::Actor;
use casework::portal::Way;
use casework::records::Kind;
use casework::report::{self, Amiss, Period};
use domain::order::{Answer, Gate, OrderState};
use domain::people::Role;
use jiff::SignedDuration;

/// Somebody who sees everything and changes nothing.
fn overseer(scene: &Scene) -> Actor {
    Actor { roles: vec![Role::Overseer], ..scene.officer.clone() }
}

async fn amiss(scene: &Scene, meddling: Meddling) -> Vec<Amiss> {
    scene.meddled.set(meddling);
    let found = report::orders_in_log(&scene.desk, &overseer(scene)).await.unwrap();
    scene.meddled.set(Meddling::None);
    found.amiss
}

#[tokio::test]
async fn an_order_outside_the_log_is_found_and_so_is_a_leaf_without_its_order() {
    let scene = Scene::new().await;
    let id = scene.delivered("https://b.lowtide.test/rehearsal/a").await;
    scene.drafted("https://b.lowtide.test/rehearsal/b").await;
    let reference = scene.order(id).await.reference.clone();
    let clean = report::orders_in_log(&scene.desk, &overseer(&scene)).await.unwrap();
    assert_eq!((clean.orders, clean.leaves, clean.amiss), (1, 1, Vec::new()));
    let leaf = |act: &'static str| Meddling::Act(act);
    assert_eq!(amiss(&scene, leaf("order_issued")).await, [Amiss::NotInLog { id, reference: reference.clone() }]);
    let gone = amiss(&scene, Meddling::Missing(Kind::Order, id.0)).await;
    assert!(matches!(gone.as_slice(), [Amiss::NoOrder { id: named, .. }] if *named == id), "{gone:?}");
    assert_eq!(
        amiss(&scene, Meddling::Form(id.0)).await,
        [Amiss::OtherForm { id, reference: reference.clone() }, Amiss::FormLost { id, reference },]
    );
    assert!(report::orders_in_log(&scene.desk, &scene.analyst).await.is_err(), "an analyst sees no ledger");
    scene.end().await;
}

#[tokio::test]
async fn a_corrected_order_stays_in_the_log_and_counts_as_an_error() {
    let scene = Scene::new().await;
    let id = scene.delivered("https://b.lowtide.test/rehearsal/a").await;
    let link = scene.link(id).await;
    order::answer(
        &scene.desk,
        &link,
        Way::Portal,
        Answer::ManifestError,
        None,
        "M. de Wit",
        "REHEARSAL: the date is wrong",
    )
    .await
    .unwrap();
    order::correct(&scene.desk, &scene.officer, id, "REHEARSAL: the date is the 16th").await.unwrap();
    scene.work().await;
    assert_eq!(amiss(&scene, Meddling::None).await, []);
    let figures = report::figures(&scene.desk, &overseer(&scene), Period::ALL).await.unwrap();
    assert_eq!((figures.issued, figures.corrected, figures.errors()), (1, 1, 1));
    scene.end().await;
}

#[tokio::test]
async fn figures_name_what_went_wrong_and_how_fast_the_rest_went() {
    let scene = Scene::new().await;
    let mut removed = Vec::new();
    for (n, minutes) in [(1, 10), (2, 30)] {
        let id = scene.delivered(&format!("https://b.lowtide.test/rehearsal/{n}")).await;
        let link = scene.link(id).await;
        order::receive(&scene.desk, &link, Way::Portal, "M. de Wit").await.unwrap();
        scene.minutes(minutes).await;
        order::answer(&scene.desk, &link, Way::Portal, Answer::Removed, None, "M. de Wit", "").await.unwrap();
        removed.push(id);
    }
    order::withdraw(&scene.desk, &scene.officer, removed[1], "REHEARSAL: a court ruling").await.unwrap();
    let draft = scene.drafted("https://b.lowtide.test/rehearsal/3").await;
    order::open_gate(&scene.desk, &scene.officer, draft, Gate::Context, "REHEARSAL: the heading is only a menu entry")
        .await
        .unwrap();
    order::withdraw(&scene.desk, &scene.officer, draft, "REHEARSAL: never sent").await.unwrap();
    let figures = report::figures(&scene.desk, &overseer(&scene), Period::ALL).await.unwrap();
    assert_eq!((figures.issued, figures.removed, figures.in_time), (2, 2, 2));
    assert_eq!(figures.median_to_removal, Some(SignedDuration::from_mins(20)));
    assert_eq!(figures.errors(), 1, "a draft that was never sent is no error");
    let undone = &figures.undone[0];
    assert_eq!(
        (undone.id, undone.state, undone.reasons.as_str()),
        (removed[1], OrderState::Withdrawn, "REHEARSAL: a court ruling")
    );
    assert!(undone.at.is_some());
    assert_eq!(figures.opened.iter().map(|opened| (opened.id, opened.issued)).collect::<Vec<_>>(), [(draft, false)]);
    let lines = report::yearly(&scene.desk, &overseer(&scene), Period::ALL).await.unwrap();
    let of = |figure: &str| lines.iter().find(|line| line.figure == figure).map(|line| line.value);
    assert_eq!(of("orders_issued"), Some(Some(2)));
    assert_eq!(of("penalties"), Some(None), "what is not recorded is not zero");
    scene.end().await;
}

#[tokio::test]
async fn a_sample_can_be_drawn_again_and_another_seed_draws_otherwise() {
    let scene = Scene::new().await;
    for n in 0..4 {
        scene.delivered(&format!("https://b.lowtide.test/rehearsal/{n}")).await;
    }
    let draw = async |seed: &str| -> Vec<String> {
        let drawn = report::sample(&scene.desk, &overseer(&scene), Period::ALL, seed).await.unwrap();
        drawn.into_iter().map(|order| order.record.reference).collect()
    };
    let first = draw("a").await;
    assert_eq!(first.len(), 4);
    assert_eq!(draw("a").await, first);
    let mut others = Vec::new();
    for seed in ["b", "c", "d", "e", "f"] {
        others.push(draw(seed).await);
    }
    assert!(others.iter().any(|other| *other != first));
    scene.drafted("https://b.lowtide.test/rehearsal/9").await;
    assert_eq!(draw("a").await, first, "a draft is not drawn");
    scene.end().await;
}
