//! The ledger finds what was tampered with, and names it.

use crate::meddled::Meddling;
use crate::scene::Scene;
use casework::journal;
use casework::ports::Store as _;
use casework::records::Kind;
use ledger::Bundle;

async fn faults(scene: &Scene, meddling: Meddling) -> Vec<String> {
    scene.meddled.set(meddling);
    let faults = journal::verify(&scene.desk).await.unwrap().faults;
    scene.meddled.set(Meddling::None);
    faults
}

#[tokio::test]
async fn tampering_is_found_and_named() {
    let scene = Scene::new().await;
    let order = scene.delivered("https://b.lowtide.test/rehearsal/a").await;
    let item = scene.order(order).await.item;
    journal::checkpoint(&scene.desk).await.unwrap();
    for (kind, id) in [(Kind::Order, order.0), (Kind::Item, item.0)] {
        let name = format!("{} {id}", kind.name());
        let changed = faults(&scene, Meddling::Body(kind, id)).await;
        assert!(changed.len() == 1 && changed[0].contains(&name) && changed[0].contains("differs"), "{changed:?}");
        let missing = faults(&scene, Meddling::Missing(kind, id)).await;
        assert!(
            missing.len() == 1 && missing[0].contains(&name) && missing[0].contains("the store does not"),
            "{missing:?}"
        );
    }
    let entry = scene.store.history(item.0).await.unwrap().remove(0);
    let leaf = faults(&scene, Meddling::Leaf(entry.index)).await;
    assert!(leaf.iter().any(|fault| fault.contains(&entry.index.to_string())), "{leaf:?}");
    let clear = faults(&scene, Meddling::Clear(entry.index)).await;
    assert!(clear.len() == 1 && clear[0].contains(&format!("entry {}", entry.index)), "{clear:?}");
    assert_eq!(faults(&scene, Meddling::None).await, Vec::<String>::new());
    scene.end().await;
}

#[tokio::test]
async fn an_erased_clear_side_leaves_the_tree_whole() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/a").await;
    let entry = scene.store.history(item.0).await.unwrap().remove(0);
    let faults = faults(&scene, Meddling::Erased(entry.index)).await;
    assert!(faults.is_empty(), "a later entry seals the record, and the leaf stays provable: {faults:?}");
    scene.meddled.set(Meddling::Erased(entry.index));
    let bundle = journal::prove(&scene.desk, item.0).await.unwrap();
    assert!(bundle.entries[0].opened.is_empty());
    bundle.verify(Some(journal::public_key(&scene.desk))).unwrap();
}

#[tokio::test]
async fn a_bundle_proves_everything_about_a_subject() {
    let scene = Scene::new().await;
    let order = scene.delivered("https://b.lowtide.test/rehearsal/a").await;
    let bundle = journal::prove(&scene.desk, order.0).await.unwrap();
    let read = Bundle::from_json(bundle.to_json().unwrap().as_bytes()).unwrap();
    let verified = read.verify(Some(journal::public_key(&scene.desk))).unwrap();
    assert_eq!(verified.leaves as u64, scene.store.history(order.0).await.unwrap().len() as u64);
    assert!(journal::prove(&scene.desk, uuid::Uuid::from_u128(1)).await.is_err());
    scene.end().await;
}
