//! Pictures drawn from a seed: a coast that does not exist, with the word REHEARSAL in it.
//!
//! They are photo-like in what matters to a perceptual hash: light at every scale from the whole
//! picture down to grain, so that two of them differ in about half of their bits. A copy that was
//! only encoded anew, resized, greyed or brightened differs in few; one that was mirrored, framed,
//! cropped or covered in as many as another picture, and has to be found otherwise. A picture may
//! also be drawn like another one, with the same light and horizon and other things in it.

mod edit;
mod lettering;
mod mark;
mod scene;

pub use edit::{Edit, Shape};
pub use scene::{draw, draw_like};

use image::{DynamicImage, ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png};

/// A picture in memory, three bytes a pixel.
pub type Picture = image::RgbImage;

/// Makes `count` pieces of slow work, as many at a time as there are processors; the results are
/// in order, whatever the number of processors.
pub(crate) fn side_by_side<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let make = &make;
    let mut made: Vec<(usize, T)> = std::thread::scope(|scope| {
        let start = |first| {
            let share = (first..count).step_by(workers);
            scope.spawn(move || share.map(|n| (n, make(n))).collect::<Vec<_>>())
        };
        let running: Vec<_> = (0..workers).map(start).collect();
        running
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    made.sort_by_key(|(n, _)| *n);
    made.into_iter().map(|(_, piece)| piece).collect()
}

/// Encodes a picture as a PNG file that also says REHEARSAL in a text chunk.
///
/// # Panics
/// Never in practice: writing to memory cannot fail and the size is right by construction.
#[must_use]
pub fn png(picture: &Picture) -> Vec<u8> {
    let mut file = Vec::new();
    png::PngEncoder::new_with_quality(&mut file, png::CompressionType::Fast, png::FilterType::Adaptive)
        .write_image(picture, picture.width(), picture.height(), image::ExtendedColorType::Rgb8)
        .expect("a picture in memory can be written as PNG");
    mark::png(file)
}

/// Encodes a picture as a JPEG file of `quality` 1 to 100 that also says REHEARSAL in a comment.
///
/// # Panics
/// Never in practice: writing to memory cannot fail and grey or RGB can be encoded.
#[must_use]
pub fn jpeg(picture: &DynamicImage, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))
        .expect("a picture in memory can be written as JPEG");
    mark::jpeg(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn pictures_are_of_photo_size_and_differ() {
        let (a, b) = (draw(5, 0), draw(5, 1));
        for picture in [&a, &b] {
            let longer = picture.width().max(picture.height());
            assert!((896..=1024).contains(&longer), "{longer} px");
        }
        assert_ne!(a, b);
        assert_eq!(a, draw(5, 0));
    }

    /// The mean brightness of each ninth of a picture.
    fn ninths(picture: &Picture) -> Vec<f64> {
        let small = image::imageops::resize(picture, 3, 3, image::imageops::FilterType::Triangle);
        small.pixels().map(|pixel| pixel.0.map(f64::from).iter().sum()).collect()
    }

    #[test]
    fn a_picture_like_another_has_its_size_and_light_and_other_things_in_it() {
        let (original, alike, other) = (draw(5, 0), draw_like(5, 0, 7), draw(5, 1));
        assert_eq!((original.dimensions(), alike.clone()), (alike.dimensions(), draw_like(5, 0, 7)));
        let same = original.pixels().zip(alike.pixels()).filter(|(one, two)| one == two).count();
        assert!(same < original.pixels().len() / 4, "{same} pixels");
        let far = |picture: &Picture| {
            ninths(&original).iter().zip(ninths(picture)).map(|(one, two)| (one - two).abs()).sum::<f64>()
        };
        assert!(far(&alike) < far(&other), "{} and {}", far(&alike), far(&other));
    }

    #[test]
    fn files_decode_again_and_carry_the_mark() {
        let picture = draw(9, 3);
        let exact = png(&picture);
        let edited = Edit::random(&mut StdRng::seed_from_u64(9)).apply(&picture);
        let decoded = image::load_from_memory(&exact).expect("the PNG decodes");
        assert_eq!(decoded.to_rgb8(), picture);
        image::load_from_memory(&edited).expect("the JPEG decodes");
        for file in [&exact, &edited] {
            assert!(file.windows(9).any(|part| part == b"REHEARSAL"));
        }
    }
}
