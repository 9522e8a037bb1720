//! Reading pictures: layouts, limits, damage, and what is shown of them.

use std::io::Cursor;
use std::time::Duration;

use image::{DynamicImage, ImageFormat};
use matching::picture::{Error, Frame, FrameLimits, Limits, Picture, decode, frames, hash_file};
use proptest::prelude::*;
use rstest::rstest;

use crate::drawn;

const TURNED: &[u8] = include_bytes!("data/turned.jpg");

fn read(bytes: &[u8]) -> Picture {
    decode(bytes, &Limits::default()).expect("a sound picture")
}

fn near(picture: &Picture, x: u32, y: u32, expected: [u8; 3]) -> bool {
    let at = 3 * (y * picture.width() + x) as usize;
    let found = &picture.rgb()[at..at + 3];
    found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 24)
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("memory takes any picture");
    bytes.into_inner()
}

/// The files show the same drawing: white above, dark red below left, dark blue below right. The animations go on with
/// a green frame.
#[rstest]
#[case::cmyk(include_bytes!("data/cmyk.jpg"))]
#[case::progressive(include_bytes!("data/progressive.jpg"))]
#[case::palette(include_bytes!("data/palette.png"))]
#[case::gif(include_bytes!("data/frames.gif"))]
#[case::webp(include_bytes!("data/frames.webp"))]
fn every_layout_decodes_to_the_same_colours(#[case] bytes: &[u8]) {
    let picture = read(bytes);
    assert_eq!((picture.width(), picture.height()), (24, 16));
    assert!(near(&picture, 12, 3, [255; 3]));
    assert!(near(&picture, 4, 13, [200, 30, 30]));
    assert!(near(&picture, 20, 13, [30, 30, 200]));
}

#[test]
fn a_cameras_orientation_is_applied() {
    let picture = read(TURNED);
    assert_eq!((picture.width(), picture.height()), (16, 24));
    assert!(near(&picture, 13, 12, [255; 3]));
    assert!(near(&picture, 2, 4, [200, 30, 30]));
    assert!(near(&picture, 2, 20, [30, 30, 200]));
}

#[test]
fn grey_16_bit_and_transparent_pictures_become_opaque_colours() {
    let grey = image::ImageBuffer::from_pixel(9, 7, image::Luma([0x8000u16]));
    let picture = read(&encoded(&grey.into(), ImageFormat::Png));
    assert!(near(&picture, 8, 6, [128; 3]));
    let clear = image::ImageBuffer::from_fn(9, 7, |x, _| image::Rgba([0u8, 0, 255, (x * 16) as u8]));
    let picture = read(&encoded(&clear.into(), ImageFormat::Png));
    assert_eq!(picture.rgb()[..3], [255; 3]);
    assert_eq!(picture.rgb()[24..27], [127, 127, 255]);
}

#[test]
fn other_things_are_named_for_what_they_are() {
    let refused = |bytes: &[u8]| decode(bytes, &Limits::default()).unwrap_err();
    for bytes in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"A lighthouse. REHEARSAL"] {
        assert!(matches!(refused(bytes), Error::NotAPicture));
    }
    assert!(matches!(refused(b"II*\0\x08\0\0\0"), Error::Unsupported { format: "tiff" }));
    assert!(matches!(refused(b"\0\0\0\x18ftypheic\0\0\0\0"), Error::Unsupported { format: "heic" }));
    assert!(matches!(refused(b"\0\0\0\x1cftypavif\0\0\0\0"), Error::Unsupported { format: "avif" }));
    assert!(matches!(refused(&TURNED[..40]), Error::Broken(_)));
    assert!(matches!(refused(b"GIF89a\0\0\0\0\0\0\0;"), Error::Broken(_)));
}

#[test]
fn a_picture_over_a_limit_is_refused_by_its_header() {
    let bmp = |width: u32, height: u32| {
        let mut bytes = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
        bytes.extend(width.to_le_bytes());
        bytes.extend(height.to_le_bytes());
        bytes.extend(b"\x01\0\x18\0");
        bytes.resize(54, 0);
        bytes
    };
    let refused = |bytes: &[u8]| decode(bytes, &Limits::default()).unwrap_err();
    for (width, height) in [(60_000, 60_000), (50_000, 2), (2, 50_000), (9_000, 9_000)] {
        let error = refused(&bmp(width, height));
        assert!(matches!(error, Error::TooLarge { width: w, height: h } if (w, h) == (width, height)), "{error}");
    }
    let limits = Limits { max_bytes: 100, ..Limits::default() };
    assert!(matches!(decode(TURNED, &limits), Err(Error::TooManyBytes { bytes }) if bytes == TURNED.len()));
}

/// The files hold `drawn::picture(22, 203, 151)` as JPEG of quality 90, with all the ways to thin out the colours.
#[rstest]
#[case::every_second_each_way(include_bytes!("data/samplings/420.jpg"))]
#[case::every_second_across(include_bytes!("data/samplings/422.jpg"))]
#[case::every_second_down(include_bytes!("data/samplings/440.jpg"))]
#[case::every_fourth_across(include_bytes!("data/samplings/411.jpg"))]
#[case::all(include_bytes!("data/samplings/444.jpg"))]
#[case::progressive(include_bytes!("data/samplings/progressive.jpg"))]
#[case::turned_by_the_camera(include_bytes!("data/samplings/turned.jpg"))]
fn a_jpeg_files_grey_values_give_the_hash_of_its_colours(#[case] bytes: &[u8]) {
    let grey = hash_file(bytes, &Limits::default()).unwrap();
    let (coloured, drawn) = (read(bytes).hash(), drawn::picture(22, 203, 151).hash());
    assert!(grey.pdq.distance(coloured.pdq) <= 4, "{} from the colours", grey.pdq.distance(coloured.pdq));
    assert!(grey.pdq.distance(drawn.pdq) <= 10, "{} from the original", grey.pdq.distance(drawn.pdq));
    assert!(grey.quality.abs_diff(coloured.quality) <= 2);
}

#[rstest]
#[case::cmyk(include_bytes!("data/cmyk.jpg"))]
#[case::grey(include_bytes!("data/grey.jpg"))]
#[case::palette(include_bytes!("data/palette.png"))]
#[case::webp(include_bytes!("data/frames.webp"))]
fn files_without_such_a_component_are_hashed_all_the_same(#[case] bytes: &[u8]) {
    let (ours, decoded) = (hash_file(bytes, &Limits::default()).unwrap(), read(bytes).hash());
    assert!(ours.pdq.distance(decoded.pdq) <= 2 && ours.quality.abs_diff(decoded.quality) <= 1);
}

#[test]
fn hashing_a_file_refuses_what_decoding_refuses() {
    let refused = |bytes: &[u8], limits: Limits| hash_file(bytes, &limits).unwrap_err();
    let small = Limits { max_side: 20, ..Limits::default() };
    assert!(matches!(refused(TURNED, small), Error::TooLarge { width: 24, height: 16 }));
    let short = Limits { max_bytes: 100, ..Limits::default() };
    assert!(matches!(refused(TURNED, short), Error::TooManyBytes { .. }));
    assert!(matches!(refused(&TURNED[..40], Limits::default()), Error::Broken(_)));
    assert!(matches!(refused(b"REHEARSAL", Limits::default()), Error::NotAPicture));
}

fn all_frames(bytes: &[u8], limits: FrameLimits) -> Vec<Result<Frame, Error>> {
    frames(bytes, &Limits::default(), limits).expect("a sound picture").collect()
}

#[rstest]
#[case::gif(include_bytes!("data/frames.gif"))]
#[case::webp(include_bytes!("data/frames.webp"))]
fn every_frame_of_an_animation_is_seen(#[case] bytes: &[u8]) {
    let seen = all_frames(bytes, FrameLimits::default());
    let [Ok(first), Ok(second)] = &seen[..] else { panic!("two sound frames, not {seen:?}") };
    assert!(first.at.is_zero() && second.at > first.at);
    assert!(near(&first.picture, 4, 13, [200, 30, 30]) && near(&second.picture, 4, 13, [0, 255, 0]));
    assert!(first.picture == read(bytes));
}

/// The pictures 5, 6 and 7, shown for 100, 200 and 300 milliseconds.
#[test]
fn an_animated_png_has_its_frames_and_their_moments() {
    let seen = all_frames(include_bytes!("data/frames.png"), FrameLimits::default());
    assert_eq!(seen.len(), 3);
    for ((frame, seed), at) in seen.into_iter().zip(5..).zip([0, 100, 300]) {
        let frame = frame.unwrap();
        assert_eq!(frame.at, Duration::from_millis(at));
        assert!(frame.picture == drawn::picture(seed, 40, 30), "{seed}");
    }
}

#[test]
fn a_still_picture_is_its_only_frame() {
    let seen = all_frames(TURNED, FrameLimits::default());
    assert!(matches!(&seen[..], [Ok(frame)] if frame.picture == read(TURNED)));
}

#[test]
fn what_lies_beyond_the_limits_of_an_animation_is_named() {
    let bytes = include_bytes!("data/frames.png");
    for limits in [
        FrameLimits { max_frames: 2, ..FrameLimits::default() },
        FrameLimits { max_pixels: 2 * 40 * 30, ..FrameLimits::default() },
    ] {
        let seen = all_frames(bytes, limits);
        assert!(matches!(&seen[..], [Ok(_), Ok(_), Err(Error::TooManyFrames { seen: 2 })]), "{seen:?}");
    }
    let exactly = FrameLimits { max_frames: 3, max_pixels: 3 * 40 * 30 };
    assert!(all_frames(bytes, exactly).iter().all(Result::is_ok));
    let small = Limits { max_side: 30, ..Limits::default() };
    let refused = frames(bytes, &small, FrameLimits::default()).err();
    assert!(matches!(refused, Some(Error::TooLarge { width: 40, height: 30 })), "{refused:?}");
}

#[test]
fn an_animation_cut_off_says_so_after_its_sound_frames() {
    let bytes = include_bytes!("data/frames.png");
    let seen = all_frames(&bytes[..bytes.len() - 120], FrameLimits::default());
    assert!(matches!(seen.first(), Some(Ok(_))));
    assert!(matches!(seen.last(), Some(Err(Error::Broken(_)))), "{seen:?}");
}

#[test]
fn a_recompressed_and_shrunk_copy_keeps_its_hash() {
    let original = drawn::picture(22, 1400, 900);
    let copy = read(&original.preview(700));
    assert_eq!((copy.width(), copy.height()), (700, 450));
    assert!(copy.hash().pdq.distance(original.hash().pdq) <= 10);
}

#[test]
fn a_veil_is_grey_small_and_beyond_recognition() {
    let original = drawn::picture(22, 1400, 900);
    let veil = read(&original.veil());
    assert_eq!((veil.width(), veil.height()), (320, 205));
    assert!(veil.rgb().as_chunks::<3>().0.iter().all(|[r, g, b]| r == g && g == b));
    let steepest = |picture: &Picture| {
        let pixels = picture.rgb().chunks_exact(3).map(|pixel| pixel[1]);
        let row: Vec<u8> = pixels.take(picture.width() as usize).collect();
        row.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max()
    };
    assert!(steepest(&veil) < Some(12), "{:?}", steepest(&veil));
    let icon = read(&drawn::picture(7, 16, 16).veil());
    assert_eq!((icon.width(), icon.height()), (16, 16));
}

#[test]
fn nothing_of_the_file_is_kept_but_the_pixels() {
    let contains = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(contains(TURNED, b"Exif"));
    assert!(!contains(&read(TURNED).preview(64), b"Exif"));
    assert!(Picture::from_rgb(3, 2, vec![0; 17]).is_none());
    assert!(Picture::from_rgb(0, 2, vec![]).is_none());
}

/// Small limits, so that a damaged header cannot make a test slow.
const SMALL: Limits = Limits { max_bytes: 100_000, max_pixels: 250_000, max_side: 2_000 };

fn samples() -> impl Strategy<Value = &'static [u8]> {
    prop::sample::select(vec![
        TURNED,
        include_bytes!("data/cmyk.jpg"),
        include_bytes!("data/progressive.jpg"),
        include_bytes!("data/palette.png"),
        include_bytes!("data/frames.gif"),
        include_bytes!("data/frames.webp"),
        include_bytes!("data/frames.png"),
    ])
}

/// Everything that reads a file.
fn read_every_way(bytes: &[u8]) {
    if let Ok(picture) = decode(bytes, &SMALL) {
        picture.hash();
    }
    let _ = hash_file(bytes, &SMALL);
    let few = FrameLimits { max_frames: 20, max_pixels: 5_000_000 };
    if let Ok(frames) = frames(bytes, &SMALL, few) {
        assert!(frames.count() <= 21);
    }
}

proptest! {
    #[test]
    fn damage_never_panics(
        sample in samples(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        kept in 0.3..=1.0,
    ) {
        let mut bytes = sample.to_vec();
        for (at, value) in damage {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate((bytes.len() as f64 * kept) as usize);
        read_every_way(&bytes);
    }

    #[test]
    fn any_bytes_never_panic(start in samples(), kept in 0usize..16, rest in prop::collection::vec(any::<u8>(), 0..400)) {
        read_every_way(&[&start[..kept], &rest].concat());
    }

    #[test]
    fn any_shape_can_be_shown(width in 1u32..900, height in 1u32..900, side in 0u32..1200) {
        let picture = drawn::picture(4, width, height);
        let preview = read(&picture.preview(side));
        prop_assert!(preview.width().max(preview.height()) <= side.max(16));
        read(&picture.veil());
    }
}
