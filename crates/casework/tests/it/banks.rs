//! The index of known material follows what other processes do.

use crate::scene::{BULLETIN, GARDEN, Scene};
use casework::banks::{self, Addition};
use casework::ports::Store as _;
use casework::records::{Bank, Kept};
use domain::detect::Likeness;
use testkit::contract::change;

const BULLETINS: &str = "REHEARSAL bulletins";
const GARDENS: &str = "REHEARSAL gardens";

async fn bank(scene: &Scene, name: &str) -> Kept<Bank> {
    scene.desk.find_unique(name).await.unwrap().unwrap()
}

async fn likeness(scene: &Scene, path: &str, words: &str) -> Likeness {
    let address = format!("https://b.lowtide.test/rehearsal/{path}");
    scene.serve(&address, 200, words);
    let item = scene.take_in(&address).await;
    scene.item(item).await.likeness
}

#[tokio::test]
async fn a_switch_made_by_another_process_counts_at_once() {
    let scene = Scene::new().await;
    let garden = Addition::File { name: "garden.txt".to_owned(), bytes: GARDEN.as_bytes().to_vec() };
    banks::import(&scene.desk, &scene.investigator, GARDENS, "rehearsal", vec![garden]).await.unwrap();
    let id = bank(&scene, GARDENS).await.id;
    banks::enable(&scene.desk, &scene.investigator, id, false, "REHEARSAL").await.unwrap();
    assert_eq!(likeness(&scene, "one", BULLETIN).await, Likeness::Known);
    assert_eq!(likeness(&scene, "two", GARDEN).await, Likeness::Nothing);

    // Another process switches one bank off and the other on: as many banks and signals as before in every state.
    let mut rows = Vec::new();
    for name in [BULLETINS, GARDENS] {
        let mut bank = bank(&scene, name).await;
        bank.enabled = !bank.enabled;
        rows.push(bank.row().unwrap());
    }
    scene.store.commit(vec![change(1, rows)]).await.unwrap();
    assert_eq!(likeness(&scene, "three", BULLETIN).await, Likeness::Nothing);
    assert_eq!(likeness(&scene, "four", GARDEN).await, Likeness::Known);
}
