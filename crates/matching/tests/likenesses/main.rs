//! Parts, covered, framed and tilted copies of pictures are found among others, and the finding says what was done.

mod photo;

use std::sync::LazyLock;

use image::{RgbImage, imageops};
use matching::index::{Index, Signal};
use matching::pdq::Attitude;
use matching::picture::{BadDetails, Change, Details, Likeness, Limits, Picture, Region, decode, likeness};
use proptest::prelude::*;
use rstest::rstest;

const COUNT: usize = 12;

static KNOWN: LazyLock<Vec<RgbImage>> = LazyLock::new(|| (1..=COUNT as u32).map(photo::photo).collect());

static BANK: LazyLock<Index<usize>> = LazyLock::new(|| {
    let mut index = Index::new();
    KNOWN.iter().enumerate().for_each(|(key, image)| index.insert(key, Signal::Details(details(image))));
    index
});

fn details(image: &RgbImage) -> Details {
    picture(image.clone()).details()
}

fn picture(image: RgbImage) -> Picture {
    Picture::from_rgb(image.width(), image.height(), image.into_raw()).expect("three bytes for each pixel")
}

/// As it comes back from the net.
fn compressed(image: RgbImage) -> Picture {
    decode(&picture(image).preview(4096), &Limits::default()).expect("our own JPEG can be read")
}

/// All pictures are found after the edit, nothing else is, and the changes are these.
fn all_found(edit: impl Fn(&RgbImage, u32) -> RgbImage, changes: &[Change]) -> Vec<Likeness> {
    let one = |key: usize| {
        let found = BANK.candidates_for_details(&compressed(edit(&KNOWN[key], key as u32)).details());
        let [(other, likeness)] = &found[..] else { panic!("{key} is taken for {found:?}") };
        assert_eq!((*other, &likeness.changes()[..]), (key, changes), "{likeness:?}");
        likeness.clone()
    };
    (0..COUNT).map(one).collect()
}

#[rstest]
#[case::not_at_all(|image: &RgbImage, _: u32| image.clone(), &[])]
#[case::cropped_to_the_middle(|image: &RgbImage, _: u32| photo::cropped(image, 20, 0), &[Change::Cropped])]
#[case::cropped_to_a_corner(|image: &RgbImage, n: u32| photo::cropped(image, 20, 1 + n % 4), &[Change::Cropped])]
#[case::a_box_over_a_corner(|image: &RgbImage, n: u32| photo::boxed(image, 25, n), &[Change::Covered])]
#[case::captioned(|image: &RgbImage, n: u32| photo::captioned(image, 20, n), &[Change::Framed])]
#[case::mirrored(|image: &RgbImage, _: u32| imageops::flip_horizontal(image), &[Change::Turned])]
#[case::mirrored_part(|image: &RgbImage, n: u32| imageops::flip_horizontal(&photo::cropped(image, 15, n)), &[Change::Turned, Change::Cropped])]
fn edited_pictures_are_found(#[case] edit: fn(&RgbImage, u32) -> RgbImage, #[case] changes: &[Change]) {
    all_found(edit, changes);
}

/// A speck that the smaller copy lost may count as covered, so only the frame is asked for.
#[test]
fn bordered_pictures_are_found_framed() {
    for key in 0..COUNT {
        let found = BANK.candidates_for_details(&compressed(photo::bordered(&KNOWN[key], 8, [0; 3])).details());
        let [(other, likeness)] = &found[..] else { panic!("{key} is taken for {found:?}") };
        assert!(*other == key && likeness.changes().first() == Some(&Change::Framed), "{likeness:?}");
    }
}

/// Turning black corners into sight may count as covering, and as a frame, so only the tilt is asked for.
#[test]
fn tilted_pictures_are_found_with_the_angle() {
    for key in 0..COUNT {
        let found = BANK.candidates_for_details(&compressed(photo::tilted(&KNOWN[key], 3.0)).details());
        let [(other, likeness)] = &found[..] else { panic!("{key} is taken for {found:?}") };
        assert!(*other == key && (likeness.tilt + 3.0).abs() < 0.5, "{likeness:?}");
    }
}

/// The upper left corner of the found picture lies where it was cut out, whichever way it was turned afterwards.
#[rstest]
#[case(|image: RgbImage| image, Attitude::AsIs, [0.0, 0.0])]
#[case(|image: RgbImage| imageops::flip_horizontal(&image), Attitude::Mirrored, [1.0, 0.0])]
#[case(|image: RgbImage| imageops::flip_vertical(&image), Attitude::Flipped, [0.0, 1.0])]
#[case(|image: RgbImage| imageops::rotate180(&image), Attitude::UpsideDown, [1.0, 1.0])]
#[case(|image: RgbImage| imageops::rotate90(&image), Attitude::TurnedLeft, [0.0, 1.0])]
#[case(|image: RgbImage| imageops::rotate270(&image), Attitude::TurnedRight, [1.0, 0.0])]
#[case(|image: RgbImage| imageops::rotate90(&imageops::flip_vertical(&image)), Attitude::Transposed, [0.0, 0.0])]
#[case(|image: RgbImage| imageops::rotate90(&imageops::flip_horizontal(&image)), Attitude::Transversed, [1.0, 1.0])]
fn the_placement_lays_one_upon_the_other(
    #[case] turn: fn(RgbImage) -> RgbImage,
    #[case] attitude: Attitude,
    #[case] corner: [f32; 2],
) {
    for likeness in all_found(
        |image, _| turn(photo::cropped(image, 20, 4)),
        match attitude {
            Attitude::AsIs => &[Change::Cropped],
            _ => &[Change::Turned, Change::Cropped],
        },
    ) {
        assert_eq!(likeness.attitude, attitude);
        // The part reaches from a fifth of each side to its end.
        let wanted = corner.map(|share| 0.2 + 0.8 * share);
        let at = likeness.placement.apply([0.0, 0.0]);
        assert!(at.iter().zip(wanted).all(|(at, wanted)| (at - wanted).abs() < 0.015), "{at:?} for {wanted:?}");
        assert!((likeness.cut.left - 0.2).abs() < 0.015 && (likeness.cut.top - 0.2).abs() < 0.015, "{likeness:?}");
        assert!(likeness.cut.right < 0.015 && likeness.cut.bottom < 0.015, "{likeness:?}");
    }
}

#[test]
fn what_is_covered_is_marked_where_it_is() {
    for likeness in all_found(|image, _| photo::boxed(image, 25, 3), &[Change::Covered]) {
        let in_corner = |region: &Region| region.left > 0.7 && region.top > 0.7;
        assert!(likeness.differing.iter().all(in_corner), "{likeness:?}");
    }
}

/// What many pictures share, as a broadcaster's frame, does not make them alike.
#[test]
fn pictures_with_the_same_frame_and_sign_are_not_alike() {
    let framed = |image: &RgbImage| photo::captioned(&photo::boxed(image, 25, 4), 20, 4);
    let known: Vec<Details> = KNOWN[..8].iter().map(|image| details(&framed(image))).collect();
    for (n, found) in known.iter().enumerate() {
        for (m, other) in known.iter().enumerate() {
            assert_eq!(likeness(found, other).is_some(), n == m, "{n} and {m}");
        }
    }
}

#[test]
fn removed_pictures_are_not_found() {
    let mut index = BANK.clone();
    let before = index.len();
    index.remove(3);
    assert_eq!(index.len(), before - 1);
    assert!(index.candidates_for_details(&details(&KNOWN[3])).is_empty());
    assert_eq!(index.candidates_for_details(&details(&KNOWN[4]))[0].0, 4);
}

#[test]
fn any_size_has_details_and_a_blank_picture_is_like_nothing() {
    for (width, height) in [(1, 1), (1, 900), (900, 1), (5, 5), (40, 3), (33, 31)] {
        let image = imageops::thumbnail(&KNOWN[0], width, height);
        let of_it = details(&image);
        assert_eq!(Details::from_bytes(&of_it.to_bytes()), Ok(of_it));
    }
    let blank = details(&RgbImage::from_pixel(300, 200, image::Rgb([90; 3])));
    assert_eq!(likeness(&blank, &blank), None);
}

#[test]
fn a_picture_that_is_too_long_for_details_says_so() {
    // Pictures one below the other, each as high as wide, as in the screenshot of a long page.
    let long = |width: u32, height: u32| {
        let mut page = RgbImage::new(width, height);
        for (row, known) in (0..height).step_by(width as usize).zip(KNOWN.iter()) {
            imageops::replace(&mut page, &imageops::thumbnail(known, width, width), 0, row.into());
        }
        picture(page)
    };
    let too_long = long(60, 1400);
    assert!(too_long.is_too_long_for_details() && !too_long.details().is_usable());
    let less_long = long(200, 1400);
    assert!(!less_long.is_too_long_for_details() && less_long.details().is_usable());
    let thin = picture(imageops::thumbnail(&KNOWN[0], 300, 8));
    assert!(!thin.is_too_long_for_details(), "it was thin before");
}

#[test]
fn details_are_small_and_come_back_as_they_were_written() {
    for image in &KNOWN[..6] {
        let details = details(image);
        let text = serde_json::to_string(&details).unwrap();
        assert!(text.len() < 8_000, "{} bytes", text.len());
        assert_eq!(serde_json::from_str::<Details>(&text).unwrap(), details);
    }
    let mut bytes = details(&KNOWN[0]).to_bytes();
    bytes.pop();
    assert_eq!(Details::from_bytes(&bytes), Err(BadDetails::Damaged));
    bytes[0] = 9;
    assert_eq!(Details::from_bytes(&bytes), Err(BadDetails::Version(9)));
}

proptest! {
    /// What can be read is compared without a panic, whatever its numbers say.
    #[test]
    fn any_bytes_are_read_or_refused(width: u16, height: u16, spots in prop::collection::vec(any::<[u8; 22]>(), 0..60)) {
        let sides = [width % 330, height % 330].map(u16::to_le_bytes).concat();
        let count = (spots.len() as u16).to_le_bytes();
        let bytes = [&[1][..], &sides, &[width as u8; 1024], &count, &spots.concat()].concat();
        if let Ok(details) = Details::from_bytes(&bytes) {
            prop_assert_eq!(details.to_bytes(), bytes);
            likeness(&details, &details);
            likeness(&details, &self::details(&KNOWN[0]));
        }
    }
}
