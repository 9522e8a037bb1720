use crate::web::scene::Scene;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::banks::{self, Addition};
use casework::ports::Query;
use casework::records::{Capture, Item, Kept, Kind, Signal, Value};
use domain::bank::{Effect, Thresholds};
use domain::people::Role;
use matching::pdq::Pdq;
use matching::picture::Picture;

const ANALYST: Option<Role> = Some(Role::Analyst);
const OWN: &str = "Discs (REHEARSAL)";
const SIDES: [u32; 2] = [400, 300];

/// REHEARSAL: discs of many greys on one another, the same for the same seed.
fn drawn(mut seed: u64) -> Vec<u8> {
    let mut next = move |below: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % u64::from(below)) as i64
    };
    let [width, height] = SIDES;
    let mut greys = vec![128; (width * height) as usize];
    for _ in 0..160 {
        let (x, y, radius, grey) = (next(width), next(height), 4 + next(36), next(256) as u8);
        for (at, pixel) in (0_i64..).zip(&mut greys) {
            let (dx, dy) = (at % i64::from(width) - x, at / i64::from(width) - y);
            if dx * dx + dy * dy < radius * radius {
                *pixel = grey;
            }
        }
    }
    greys
}

fn picture(greys: &[u8]) -> Picture {
    Picture::from_rgb(SIDES[0], SIDES[1], greys.iter().flat_map(|grey| [*grey; 3]).collect()).unwrap()
}

fn jpeg(greys: &[u8]) -> Vec<u8> {
    picture(greys).preview(4096)
}

/// The same with a white field laid over it.
fn covered(mut greys: Vec<u8>) -> Vec<u8> {
    for row in greys.chunks_exact_mut(SIDES[0] as usize).skip(120).take(60) {
        row[160..240].fill(255);
    }
    greys
}

async fn import(scene: &Scene, bank: &str, additions: Vec<Addition>) {
    let keeper = scene.actor(Role::Investigator).await;
    let imported = banks::import(&scene.desk, &keeper, bank, "REHEARSAL desk", additions).await.unwrap();
    assert_eq!(imported.left_out, []);
}

async fn import_drawn(scene: &Scene, seeds: &[u64]) {
    let file = |seed: &u64| Addition::File { name: format!("discs-{seed}.jpg"), bytes: jpeg(&drawn(*seed)) };
    import(scene, OWN, seeds.iter().map(file).collect()).await;
}

/// The page of a page that shows these pictures.
async fn page_with(scene: &Scene, pictures: &[Vec<u8>]) -> (Kept<Item>, String) {
    let shown = pictures.iter().map(|bytes| format!("<img src=\"data:image/jpeg;base64,{}\">", STANDARD.encode(bytes)));
    let body = format!("<html lang=en><title>REHEARSAL</title><body>{}</body></html>", shown.collect::<String>());
    scene.hand_in("https://b.lowtide.test/rehearsal/album", "album.html", body.into_bytes()).await;
    let items: Vec<Kept<Item>> = scene.desk.list(&Query::all(Kind::Item, 2)).await.unwrap();
    let item = items.into_iter().next().unwrap();
    let page = format!("/items/{}", item.id);
    (item, page)
}

#[tokio::test]
async fn a_covered_copy_is_laid_upon_the_known_picture_however_many_hashes_matched() {
    let scene = Scene::new().await;
    import_drawn(&scene, &[7]).await;
    let copy = covered(drawn(7));
    let Pdq(words) = picture(&drawn(7)).hash().pdq;
    let hashes = (0..14).map(|n| {
        let near = Pdq([words[0] ^ (1 << n), words[1], words[2], words[3]]);
        Addition::Hash { name: format!("hash {n}"), value: Value::Pdq(near) }
    });
    import(&scene, "Hashes (REHEARSAL)", hashes.collect()).await;
    let (item, page) = page_with(&scene, &[jpeg(&copy)]).await;
    assert!(item.matches.len() > 12, "{:?}", item.matches);
    let shown = scene.get(&page, ANALYST).await.body;
    assert_eq!(shown.matches("class=\"pair mb3\"").count(), 1, "one picture is one block: {shown}");
    let laid = shown.split("class=\"media laid\"").nth(1).and_then(|after| after.split("</figure>").next()).unwrap();
    for words in ["<rect x=\"", "with something laid over it", "/known/"] {
        assert!(laid.contains(words), "{words}: {laid}");
    }
    assert!(shown.contains("class=\"bits\""), "{shown}");
    let more = format!("This picture matched {} more signals.", item.matches.len() - 2);
    assert!(shown.contains(&more) && !shown.contains("a fingerprint only"), "{more}: {shown}");

    let signals: Vec<Kept<Signal>> = scene.desk.list(&Query::all(Kind::Signal, 99)).await.unwrap();
    for signal in signals {
        let matched = item.matches.iter().any(|found| found.signal == signal.id);
        let is_served = scene.get(&format!("{page}/known/{}", signal.id), ANALYST).await.status == StatusCode::OK;
        assert_eq!(is_served, matched && signal.veil.is_some(), "{}", signal.name);
    }
}

#[tokio::test]
async fn every_matched_picture_can_be_revealed_and_compared() {
    let scene = Scene::new().await;
    let seeds = [1, 2, 3, 4, 5];
    import_drawn(&scene, &seeds).await;
    let pictures = seeds.map(|seed| jpeg(&drawn(seed)));
    let (item, page) = page_with(&scene, &pictures).await;
    let capture: Kept<Capture> = scene.desk.load(item.capture.unwrap().0).await.unwrap();
    let shown = scene.get(&page, ANALYST).await.body;
    assert_eq!(shown.matches("class=\"pair mb3\"").count(), 4, "three compared, the others in a fourth: {shown}");
    assert!(shown.contains("2 more pictures matched"), "{shown}");
    for picture in &capture.pictures {
        let reveal = format!("action=\"{page}/reveal/{}\"", picture.digest);
        assert_eq!(shown.matches(&reveal).count(), 1, "{shown}");
        let own = format!("{page}/media/{}", picture.veil);
        let asked = scene.get(&format!("{page}?picture={}", picture.digest), ANALYST).await.body;
        let side_by_side = asked.split("class=\"pair mb3\"").nth(1).unwrap();
        assert!(side_by_side.contains(&own) && side_by_side.contains("class=\"bits\""), "{side_by_side}");
        let revealed = scene.post(&format!("{page}/reveal/{}", picture.digest), ANALYST, &[]).await;
        let revealed = scene.get(&revealed.location.unwrap(), ANALYST).await.body;
        assert!(revealed.split("class=\"pair mb3\"").nth(1).unwrap().contains("/revealed/"), "{revealed}");
    }
}

#[tokio::test]
async fn a_picture_of_the_same_bytes_matched_too() {
    let scene = Scene::new().await;
    let known = jpeg(&drawn(9));
    let value = Value::Md5(matching::digest::Md5::of(&known));
    import(&scene, "Digests (REHEARSAL)", vec![Addition::Hash { name: "digest".to_owned(), value }]).await;
    let (_, page) = page_with(&scene, &[known]).await;
    let shown = scene.get(&page, ANALYST).await.body;
    assert!(
        shown.contains("Digests (REHEARSAL): Same bytes, MD5") && !shown.contains("No picture of this item"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_later_frame_is_not_shown_against_the_first() {
    let scene = Scene::new().await;
    import_drawn(&scene, &[7]).await;
    let (item, page) = page_with(&scene, &[jpeg(&covered(drawn(7)))]).await;
    let later = |item: &mut Item| item.matches.iter_mut().for_each(|found| found.frame_at = Some(2.4));
    scene.rewrite::<Item>(item.id.0, later).await;
    let shown = scene.get(&page, ANALYST).await.body;
    for absent in ["class=\"bits\"", "class=\"media laid\""] {
        assert!(!shown.contains(absent), "{absent}: {shown}");
    }
    for words in ["Found at 0:02.4 of the animation", "at 0:02.4 of the animation<", "class=\"scale\""] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert_eq!(shown.matches("Found at 0:02.4").count(), 1, "{shown}");
}

#[tokio::test]
async fn the_scale_has_the_threshold_of_the_bank_that_answered() {
    let scene = Scene::new().await;
    import_drawn(&scene, &[7]).await;
    let keeper = scene.actor(Role::Investigator).await;
    let bank = scene.desk.find_unique::<casework::records::Bank>(OWN).await.unwrap().unwrap().id;
    let set = async |pdq_bits| {
        let terms = Thresholds { pdq_bits, ..Thresholds::default() };
        banks::set_terms(&scene.desk, &keeper, bank, Effect::Proposes, terms, "REHEARSAL: stricter").await.unwrap();
    };
    set(20).await;
    let (_, page) = page_with(&scene, &[jpeg(&drawn(7))]).await;
    for later in [20, 10] {
        set(later).await;
        let shown = scene.get(&page, ANALYST).await.body;
        assert!(shown.contains("20 threshold") && shown.contains("the threshold is 20"), "{later}: {shown}");
    }
}
