//! Files that are two things at once, or not what they are called, and pages that hide one file among many.

use crate::detect::warc;
use crate::scene::{BULLETIN, GARDEN, Scene, url};
use casework::banks::{self, Addition};
use casework::detect::{self, Handed, HandedIn};
use casework::records::{Item, Kept};
use domain::detect::{ItemState, Likeness, Method};
use matching::sound::write_wav;
use testkit::animation;

const PAGE: &str = "https://one.harbour.test/two-things";

async fn take_in(scene: &Scene, content_type: &str, body: &[u8]) -> Kept<Item> {
    let page = testkit::page(&url(PAGE), testkit::start(), 200, content_type, body);
    scene.fetch.answer(&url(PAGE), Ok(page));
    let id = scene.take_in(PAGE).await;
    scene.item(id).await
}

async fn hand_in(scene: &Scene, name: &str, bytes: Vec<u8>) -> HandedIn {
    let file = Handed { name: name.to_owned(), address: None, bytes };
    detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", vec![file]).await.unwrap()
}

#[tokio::test]
async fn what_a_browser_shows_as_a_page_is_read_as_one_whatever_its_first_bytes() {
    for first in [animation(&[1]), write_wav(&[7; 22_050])] {
        let scene = Scene::new().await;
        let body = [first, format!("<p>{BULLETIN}</p>").into_bytes()].concat();
        let item = take_in(&scene, "text/html; charset=utf-8", &body).await;
        assert_eq!(item.state, ItemState::InReview, "{:?}", item.not_examined);
        assert!(item.matches.iter().any(|found| found.method == Method::Text), "{:?}", item.matches);
        scene.end().await;
    }
}

#[tokio::test]
async fn what_is_called_a_picture_and_is_none_is_read_as_what_it_is() {
    let scene = Scene::new().await;
    let handed = hand_in(&scene, "photo.jpg", BULLETIN.as_bytes().to_vec()).await;
    let item = scene.item(handed.items[0].0).await;
    let texts = item.matches.iter().filter(|found| found.method == Method::Text);
    assert_eq!((item.state, item.likeness, texts.count()), (ItemState::InReview, Likeness::Known, 1));
    let handed = hand_in(&scene, "garden.png", GARDEN.as_bytes().to_vec()).await;
    let item = scene.item(handed.items[0].0).await;
    assert_eq!(item.state, ItemState::NotExamined, "nobody knows what it was meant to show");
    scene.end().await;
}

#[tokio::test]
async fn a_page_with_more_pictures_than_are_fetched_is_not_called_clear() {
    for (pictures, state) in [(50, ItemState::Clear), (51, ItemState::NotExamined)] {
        let scene = Scene::new().await;
        let shown: String = (0..pictures).map(|number| format!("<img src=/{number}.png>")).collect();
        let item = take_in(&scene, "text/html", format!("<p>REHEARSAL {GARDEN}</p>{shown}").as_bytes()).await;
        assert_eq!(item.state, state, "{pictures}: {:?}", item.not_examined);
        scene.end().await;
    }
}

#[tokio::test]
async fn a_page_with_a_picture_that_nothing_here_reads_is_not_called_clear() {
    let drawing: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9'/></svg>";
    let avif: &[u8] = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf REHEARSAL";
    for (picture, state) in [(drawing, ItemState::Clear), (avif, ItemState::NotExamined)] {
        let scene = Scene::new().await;
        let address = url("https://one.harbour.test/picture");
        let answer = testkit::page(&address, testkit::start(), 200, "image/avif", picture);
        scene.fetch.answer(&address, Ok(answer));
        let item =
            take_in(&scene, "text/html", format!("<p>REHEARSAL {GARDEN}</p><img src=/picture>").as_bytes()).await;
        assert_eq!(item.state, state, "{:?}", item.not_examined);
        scene.end().await;
    }
}

#[tokio::test]
async fn a_warc_says_which_files_it_holds_that_are_not_examined() {
    let scene = Scene::new().await;
    let mut file = warc("https://one.harbour.test/untold", "x-kind: none", BULLETIN.as_bytes());
    file.extend(warc("https://one.harbour.test/leaflet", "content-type: application/pdf", b"%PDF-1.7 REHEARSAL"));
    file.extend(warc("https://one.harbour.test/style", "content-type: text/css", b"p { color: grey }"));
    let handed = hand_in(&scene, "harbour.warc", file).await;
    assert_eq!(handed.items.len(), 1);
    assert_eq!(scene.item(handed.items[0].0).await.likeness, Likeness::Known, "nobody says what it is: its bytes do");
    let left_out: Vec<_> = handed.left_out.iter().map(|(place, why)| format!("{place}: {why}")).collect();
    assert_eq!(left_out, ["harbour.warc, application/pdf: 1 file of this kind is not examined"]);
    scene.end().await;
}

#[tokio::test]
async fn a_file_that_nothing_here_reads_is_known_by_the_likeness_of_its_bytes() {
    let scene = Scene::new().await;
    let leaflet = |word: &str| {
        let lines =
            (0..200_u32).map(|line| format!("{} 0 obj REHEARSAL {word} {}\n", line, line.wrapping_mul(2_654_435_761)));
        [b"%PDF-1.7\0".to_vec(), lines.collect::<String>().into_bytes()].concat()
    };
    let addition = Addition::File { name: "leaflet.pdf".to_owned(), bytes: leaflet("tide") };
    let done = banks::import(&scene.desk, &scene.investigator, "Leaflets", "rehearsal", vec![addition]).await.unwrap();
    assert_eq!(done.added, 2, "its bytes, and what they are like");
    assert!(done.left_out[0].1.ends_with("; compared by exact and by similar bytes only"), "{:?}", done.left_out);
    let saved_again = [leaflet("tide"), b"%%EOF saved again".to_vec()].concat();
    let handed = hand_in(&scene, "copy.pdf", saved_again).await;
    let item = scene.item(handed.items[0].0).await;
    let methods: Vec<Method> = item.matches.iter().map(|found| found.method).collect();
    assert_eq!((item.state, methods), (ItemState::InReview, vec![Method::Tlsh]), "{:?}", item.not_examined);
    scene.end().await;
}
