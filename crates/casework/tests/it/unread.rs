//! What was not read whole is never called clear, whatever it is called; what moves is looked at to its end.

use crate::scene::Scene;
use casework::banks::{self, Addition};
use casework::detect::{self, Handed};
use casework::records::{Item, Kept, Value};
use domain::detect::{ItemState, Method};
use matching::picture::Picture;

async fn handed_in(scene: &Scene, name: &str, bytes: Vec<u8>) -> Kept<Item> {
    let file = Handed { name: name.to_owned(), address: None, bytes };
    let handed = detect::hand_in(&scene.desk, &scene.analyst, "REHEARSAL", vec![file]).await.unwrap();
    scene.item(handed.items[0].0).await
}

/// REHEARSAL: discs of grey on one another, the same for the same seed, in 128 steps of grey.
fn discs(mut seed: u64, side: usize) -> Vec<u8> {
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % below) as i64
    };
    let mut pixels = vec![64; side * side];
    for _ in 0..80 {
        let (x, y, radius, grey) = (next(side as u64), next(side as u64), 4 + next(24), next(128) as u8);
        for (at, pixel) in (0_i64..).zip(&mut pixels) {
            let (dx, dy) = (at % side as i64 - x, at / side as i64 - y);
            if dx * dx + dy * dy < radius * radius {
                *pixel = grey;
            }
        }
    }
    pixels
}

/// An animation of square frames in 128 steps of grey, ten in a second. Its codes are never longer than a byte, since the
/// table is cleared before it grows.
fn gif(side: usize, frames: &[Vec<u8>]) -> Vec<u8> {
    let sides = [(side as u16).to_le_bytes(), (side as u16).to_le_bytes()].concat();
    let mut gif = [b"GIF89a".as_slice(), &sides, b"\xf6\0\0"].concat();
    gif.extend((0..128_u8).flat_map(|grey| [2 * grey; 3]));
    for frame in frames {
        gif.extend([b"\x21\xf9\x04\x04\x0a\0\0\0\x2c\0\0\0\0".as_slice(), &sides, b"\0\x07"].concat());
        let codes: Vec<u8> = frame.chunks(100).flat_map(|part| [&[128], part].concat()).chain([129]).collect();
        for block in codes.chunks(255) {
            gif.push(block.len() as u8);
            gif.extend(block);
        }
        gif.push(0);
    }
    gif.push(0x3b);
    gif
}

#[tokio::test]
async fn what_cannot_be_read_is_not_called_clear_whatever_its_name() {
    let scene = Scene::new().await;
    let long = format!("<!--{}--><p>REHEARSAL gulls</p>", " ".repeat(5 << 20));
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("photo", b"\x89PNG\r\n\x1a\n REHEARSAL".to_vec(), "damaged"),
        ("photo.txt", b"\xff\xd8\xff\xe0 REHEARSAL".to_vec(), "damaged"),
        ("leak", b"\0\0\0\x20ftypheic REHEARSAL".to_vec(), "heic"),
        ("film.wmv", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11 REHEARSAL".to_vec(), "ffmpeg"),
        ("archive", b"PK\x03\x04\0\0 REHEARSAL".to_vec(), "not read as a page"),
        ("long.html", long.into_bytes(), "everything after the first"),
    ];
    for (name, bytes, why) in cases {
        let item = handed_in(&scene, name, bytes).await;
        assert_eq!(item.state, ItemState::NotExamined, "{name}");
        assert!(item.not_examined.iter().any(|said| said.contains(why)), "{name}: {:?}", item.not_examined);
    }
    scene.end().await;
}

#[tokio::test]
async fn an_animation_that_goes_on_beyond_the_limit_is_not_called_clear() {
    let scene = Scene::new().await;
    let item = handed_in(&scene, "long.gif", gif(16, &vec![vec![5; 256]; 301])).await;
    assert_eq!(item.state, ItemState::NotExamined);
    assert!(item.not_examined[0].contains("more than the 300 frames"), "{:?}", item.not_examined);
    let item = handed_in(&scene, "short.gif", gif(16, &vec![vec![5; 256]; 300])).await;
    assert_eq!(item.state, ItemState::Clear, "{:?}", item.not_examined);
    scene.end().await;
}

#[tokio::test]
async fn a_picture_that_fades_in_is_found_at_its_moment() {
    const SIDE: usize = 128;
    let scene = Scene::new().await;
    let known = discs(7, SIDE);
    let shown: Vec<u8> = known.iter().flat_map(|grey| [2 * grey; 3]).collect();
    let pdq = Picture::from_rgb(SIDE as u32, SIDE as u32, shown).unwrap().hash();
    assert!(pdq.is_usable());
    let known_hash = Addition::Hash { name: "REHEARSAL discs".to_owned(), value: Value::Pdq(pdq.pdq) };
    banks::import(&scene.desk, &scene.investigator, "REHEARSAL", "rehearsal", vec![known_hash]).await.unwrap();
    // At an eighth of its contrast it hashes much like in full, and has too little to be looked up.
    let faint = known.iter().map(|grey| 60 + grey / 32).collect();
    let item = handed_in(&scene, "fading.gif", gif(SIDE, &[faint, known])).await;
    let found = item.matches.iter().find(|found| found.method == Method::Pdq).expect("it is found");
    assert_eq!((found.frame_at, item.state), (Some(0.1), ItemState::InReview));
    scene.end().await;
}
