//! Copies of known texts in another script.

use crate::scene::Scene;
use casework::banks;
use casework::records::{Item, Match};
use domain::detect::{ItemState, Likeness, Method};

/// The same invented words in Latin and in Cyrillic letters.
const LATIN: &str = "REHEARSAL Stari svetionik na kraju luke svake večeri pali svoju lampu za ribare koji se vraćaju kući, \
                     a čuvar zapisuje u svesku koliko je brodova prošlo pored stena i kakvo je bilo more toga dana.";
const CYRILLIC: &str = "REHEARSAL Стари светионик на крају луке сваке вечери пали своју лампу за рибаре који се враћају кући, \
                        а чувар записује у свеску колико је бродова прошло поред стена и какво је било море тога дана.";
const BANK: &str = "Lights (rehearsal)";
const PAGE: &str = "https://one.harbour.test/light";

async fn put(scene: &Scene, text: &str) {
    let addition = banks::Addition::Text { name: "light".to_owned(), text: text.to_owned() };
    let done = banks::import(&scene.desk, &scene.investigator, BANK, "rehearsal", vec![addition]).await.unwrap();
    assert_eq!((done.added, done.left_out.len()), (3, 0), "the bytes, the wording and its skeleton");
}

fn of_lights(item: &Item) -> Vec<&Match> {
    item.matches.iter().filter(|found| found.bank_name == BANK).collect()
}

#[tokio::test]
async fn a_copy_in_another_script_is_near_whichever_was_known() {
    for (known, copy) in [(LATIN, CYRILLIC), (CYRILLIC, LATIN)] {
        let scene = Scene::new().await;
        put(&scene, known).await;
        scene.serve(PAGE, 200, copy);
        let id = scene.take_in(PAGE).await;
        let item = scene.item(id).await;
        assert_eq!((item.state, item.likeness), (ItemState::InReview, Likeness::Near));
        let [found] = of_lights(&item)[..] else { panic!("{:?}", item.matches) };
        assert_eq!((found.method, found.likeness), (Method::Skeleton, Likeness::Near));
        assert!(found.contained > Some(0.8) && found.covered > Some(0.9), "{found:?}");
        assert!(banks::reproduce(&scene.desk, &scene.analyst, id).await.unwrap().is_the_same());
        scene.end().await;
    }
}

#[tokio::test]
async fn in_its_own_script_only_the_wording_is_told() {
    let scene = Scene::new().await;
    put(&scene, LATIN).await;
    scene.serve(PAGE, 200, LATIN);
    let item = scene.take_in(PAGE).await;
    let item = scene.item(item).await;
    let methods: Vec<Method> = of_lights(&item).iter().map(|found| found.method).collect();
    assert_eq!(methods, [Method::Text]);
    scene.end().await;
}

#[tokio::test]
async fn an_earlier_capture_is_found_by_a_text_that_comes_later() {
    let scene = Scene::new().await;
    let report = format!(
        "REHEARSAL. The harbour office explains to visitors, in plain words and with a map of the bay, what its \
         keepers used to write about their work when the lamp was still lit by hand. One of them began: «{CYRILLIC}»"
    );
    scene.serve(PAGE, 200, &report);
    let id = scene.take_in(PAGE).await;
    assert_eq!(scene.item(id).await.state, ItemState::Clear);
    put(&scene, LATIN).await;
    scene.minutes(2).await;
    let item = scene.item(id).await;
    assert_eq!(item.state, ItemState::InReview);
    let [found] = of_lights(&item)[..] else { panic!("{:?}", item.matches) };
    assert!(found.method == Method::Skeleton && found.covered < Some(0.6), "{found:?}");
    assert!(!item.context.is_empty(), "what the page says around it is read now, since nothing called for it before");
    let quoted = report.find("Стари").unwrap();
    assert!(found.spans.iter().all(|span| span.start >= quoted) && found.spans[0].start < quoted + 200, "{found:?}");
    scene.end().await;
}
