//! Pictures that were mirrored, turned, framed and captioned are found again, and the finding says what was done.

use std::sync::LazyLock;

use image::{DynamicImage, RgbImage, imageops};
use matching::index::{Index, Signal};
use matching::pdq::{Attitude, RADIUS};
use matching::picture::{Limits, Picture, Trim, View, decode};
use rstest::rstest;

use crate::drawn;

/// Pictures with enough structure to be in a bank.
static KNOWN: LazyLock<Vec<(u32, Picture)>> = LazyLock::new(|| {
    let drawn = (1..110).map(|seed| (seed, drawn::picture(seed, 320 + seed % 7 * 20, 240 + seed % 5 * 30)));
    drawn.filter(|(_, picture)| picture.hash().is_usable()).collect()
});

fn bank(known: &[(u32, Picture)]) -> Index<u32> {
    let mut index = Index::new();
    known.iter().for_each(|(seed, picture)| index.insert(*seed, Signal::Pdq(picture.hash().pdq)));
    index
}

fn image(picture: &Picture) -> RgbImage {
    RgbImage::from_raw(picture.width(), picture.height(), picture.rgb().to_vec()).expect("three bytes for each pixel")
}

fn picture(image: RgbImage) -> Picture {
    Picture::from_rgb(image.width(), image.height(), image.into_raw()).expect("three bytes for each pixel")
}

/// As it comes back from the net: JPEG.
fn compressed(image: RgbImage) -> Picture {
    let bytes = picture(image).preview(4096);
    decode(&bytes, &Limits::default()).expect("our own JPEG can be read")
}

/// What percentage of the edited pictures is found, and found to be what was done to them. Nothing else may be found.
fn found(edit: impl Fn(RgbImage) -> RgbImage, as_what: impl Fn(&View) -> bool) -> usize {
    let (index, mut right) = (bank(&KNOWN), 0);
    for (seed, original) in KNOWN.iter() {
        let edited = compressed(edit(image(original)));
        let found = index.candidates_for_views(&edited.views(), RADIUS);
        assert!(found.iter().all(|(key, _, _)| key == seed), "{seed} is taken for {found:?}");
        right += usize::from(found.first().is_some_and(|(_, _, view)| as_what(view)));
    }
    assert!(KNOWN.len() >= 50, "{} pictures say too little", KNOWN.len());
    right * 100 / KNOWN.len()
}

/// The attitude is what has to be done to the picture that was found, so that it is like the known one.
#[rstest]
#[case::not_at_all(|image| image, Attitude::AsIs)]
#[case::mirrored(|image| imageops::flip_horizontal(&image), Attitude::Mirrored)]
#[case::flipped(|image| imageops::flip_vertical(&image), Attitude::Flipped)]
#[case::half(|image| imageops::rotate180(&image), Attitude::UpsideDown)]
#[case::right(|image| imageops::rotate90(&image), Attitude::TurnedLeft)]
#[case::left(|image| imageops::rotate270(&image), Attitude::TurnedRight)]
#[case::diagonal(|image| imageops::rotate90(&imageops::flip_vertical(&image)), Attitude::Transposed)]
#[case::other_diagonal(|image| imageops::rotate90(&imageops::flip_horizontal(&image)), Attitude::Transversed)]
fn turned_pictures_are_always_found(#[case] edit: fn(RgbImage) -> RgbImage, #[case] attitude: Attitude) {
    assert_eq!(found(edit, |view| view.attitude == attitude && view.trim == Trim::Whole), 100);
}

/// Every attitude's hash is that of the pixels so turned.
#[test]
fn turning_the_hash_is_turning_the_picture() {
    for (seed, width, height) in [(5, 65, 127), (8, 640, 480), (22, 333, 500)] {
        let drawn = drawn::picture(seed, width, height);
        let image = image(&drawn);
        for view in drawn.views().iter().filter(|view| view.trim == Trim::Whole) {
            let turned = match view.attitude {
                Attitude::AsIs => image.clone(),
                Attitude::Mirrored => imageops::flip_horizontal(&image),
                Attitude::Flipped => imageops::flip_vertical(&image),
                Attitude::UpsideDown => imageops::rotate180(&image),
                Attitude::Transposed => imageops::flip_horizontal(&imageops::rotate90(&image)),
                Attitude::TurnedRight => imageops::rotate90(&image),
                Attitude::TurnedLeft => imageops::rotate270(&image),
                Attitude::Transversed => imageops::flip_vertical(&imageops::rotate90(&image)),
            };
            let turned = picture(turned).hash();
            let apart = turned.pdq.distance(view.hashed.pdq);
            assert!(apart <= 2 && turned.quality == view.hashed.quality, "{:?}: {apart}", view.attitude);
        }
    }
}

fn framed(image: &RgbImage, [across, down]: [u32; 2], colour: [u8; 3]) -> RgbImage {
    let (width, height) = image.dimensions();
    let (x, y) = (width * across / 100, height * down / 100);
    let mut framed = RgbImage::from_pixel(width + 2 * x, height + 2 * y, image::Rgb(colour));
    imageops::replace(&mut framed, image, i64::from(x), i64::from(y));
    framed
}

#[rstest]
#[case::narrow_black([3, 3], [0; 3])]
#[case::wide_white([8, 8], [255; 3])]
#[case::coloured([5, 5], [40, 90, 160])]
#[case::letterbox([0, 14], [0; 3])]
#[case::pillarbox([20, 0], [12, 12, 12])]
fn framed_pictures_are_found(#[case] percent: [u32; 2], #[case] colour: [u8; 3]) {
    let share = found(|image| framed(&image, percent, colour), |view| view.trim == Trim::Border);
    assert!(share >= 98, "{share} %");
}

#[test]
fn a_framed_and_mirrored_picture_is_found() {
    let edit = |image: RgbImage| framed(&imageops::flip_horizontal(&image), [4, 4], [250; 3]);
    let share = found(edit, |view| (view.trim, view.attitude) == (Trim::Border, Attitude::Mirrored));
    assert!(share >= 98, "{share} %");
}

/// A bar with three lines of blocks like letters.
fn captioned(image: &RgbImage, above: bool, paper: u8) -> RgbImage {
    let (width, height) = image.dimensions();
    let bar = height * 18 / 100;
    let mut captioned = RgbImage::from_pixel(width, height + bar, image::Rgb([paper; 3]));
    imageops::replace(&mut captioned, image, 0, if above { i64::from(bar) } else { 0 });
    let start = if above { 0 } else { height };
    for y in (0..bar).filter(|y| *y > 6 && *y < bar - 6 && y % 20 < 11) {
        for x in (width / 10..width * 9 / 10).filter(|x| x % 9 < 4 && (x + y / 20 * 31) % 60 > 14) {
            captioned.put_pixel(x, start + y, image::Rgb([255 - paper; 3]));
        }
    }
    captioned
}

#[rstest]
#[case::above_black_on_white(true, 255)]
#[case::below_white_on_black(false, 0)]
fn captioned_pictures_are_found(#[case] above: bool, #[case] paper: u8) {
    let share = found(|image| captioned(&image, above, paper), |view| view.trim == Trim::Caption);
    assert!(share >= 90, "{share} %");
}

#[test]
fn a_picture_without_edges_is_seen_whole_and_a_blank_one_finds_nothing() {
    let plain = drawn::picture(22, 500, 333);
    let views = plain.views();
    assert_eq!((views.len(), views[0].hashed), (8, plain.hash()));
    let blank = Picture::from_rgb(300, 200, vec![90; 300 * 200 * 3]).unwrap();
    let mut index = Index::new();
    index.insert(1, Signal::Pdq(blank.hash().pdq));
    assert!(index.candidates_for_views(&blank.views(), RADIUS).is_empty());
}

#[test]
fn any_size_has_views() {
    for (width, height) in [(1, 1), (1, 9), (9, 1), (4, 4), (5, 5), (6, 400), (400, 6)] {
        let noisy: DynamicImage = image(&drawn::picture(9, width, height)).into();
        assert!(picture(noisy.into_rgb8()).views().len() >= 8);
        Picture::from_rgb(width, height, vec![7; 3 * (width * height) as usize]).unwrap().views();
    }
}
