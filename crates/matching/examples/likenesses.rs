//! Measures how many edited pictures are found, by hash and by details, and how many others are taken for them.
//!
//! `likenesses EDITED KNOWN UNRELATED [FOLDER]`: the first of so many known pictures are looked for after each edit; so
//! are others that are like none of them; and the copies in a folder of its picture `aaa-orig.jpg`, each edited again.
//! All come as JPEG files of quality 60. Prints one JSON object; processor time (Linux).

mod measure;
#[path = "../tests/likenesses/photo.rs"]
mod photo;

use std::path::Path;

use image::{RgbImage, imageops};
use matching::index::{Index, Signal};
use matching::pdq::RADIUS;
use matching::picture::{Limits, Picture, decode};
use measure::{Result, processor_time};
use serde_json::{Value, json};

/// Something that people do to a picture; the number changes the place or the colour.
type Edit = (String, Box<dyn Fn(&RgbImage, u32) -> RgbImage>);

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [edited, known, unrelated, folder @ ..] = &words[..] else {
        return Err("usage: likenesses EDITED KNOWN UNRELATED [FOLDER]".into());
    };
    let mut bank = Bank::of((1..=known.parse()?).map(photo::photo).collect());
    let (edited, mut edits) = (edited.parse()?, Vec::new());
    for (name, edit) in edits_to_try() {
        edits.push(bank.found(edited, &name, edit)?);
    }
    let others = bank.others(unrelated.parse()?)?;
    let folder = folder.first().map(|folder| copies(Path::new(folder))).transpose()?;
    println!("{}", json!({ "edits": edits, "unrelated": others, "folder": folder, "costs": bank.costs() }));
    Ok(())
}

fn edits_to_try() -> Vec<Edit> {
    let mut edits: Vec<Edit> = vec![
        ("compressed".to_owned(), Box::new(|image, _| image.clone())),
        ("mirrored".to_owned(), Box::new(|image, _| imageops::flip_horizontal(image))),
        ("upside down".to_owned(), Box::new(|image, _| imageops::rotate180(image))),
        ("turned right".to_owned(), Box::new(|image, _| imageops::rotate90(image))),
        ("turned left".to_owned(), Box::new(|image, _| imageops::rotate270(image))),
    ];
    let colours = [[0; 3], [255; 3], [40, 90, 160]];
    for percent in [3, 5, 8] {
        let edit = move |image: &RgbImage, n: u32| photo::bordered(image, percent, colours[n as usize % 3]);
        edits.push((format!("border {percent} %"), Box::new(edit)));
    }
    for percent in [5, 10, 15, 20] {
        edits.push((format!("crop {percent} %, middle"), Box::new(move |image, _| photo::cropped(image, percent, 0))));
        let edit = move |image: &RgbImage, n: u32| photo::cropped(image, percent, 1 + n % 4);
        edits.push((format!("crop {percent} %, corner"), Box::new(edit)));
    }
    edits.push(("crop 20 % at every edge".to_owned(), Box::new(|image, _| photo::cropped(image, 40, 0))));
    for percent in [15, 20, 25] {
        let edit = move |image: &RgbImage, n| photo::boxed(image, percent, n);
        edits.push((format!("corner box {percent} %"), Box::new(edit)));
    }
    for percent in [12, 20] {
        let edit = move |image: &RgbImage, n| photo::captioned(image, percent, n);
        edits.push((format!("caption bar {percent} %"), Box::new(edit)));
    }
    for degrees in [1.0, 3.0, 5.0] {
        let edit =
            move |image: &RgbImage, n: u32| photo::tilted(image, if n.is_multiple_of(2) { degrees } else { -degrees });
        edits.push((format!("turned by {degrees} degrees"), Box::new(edit)));
    }
    edits.push((
        "mirrored, crop 15 %".to_owned(),
        Box::new(|image, n| imageops::flip_horizontal(&photo::cropped(image, 15, n))),
    ));
    edits.push((
        "crop 10 %, box 20 %".to_owned(),
        Box::new(|image, n| photo::boxed(&photo::cropped(image, 10, n), 20, n)),
    ));
    edits
}

/// Known pictures, indexed.
struct Bank {
    images: Vec<RgbImage>,
    index: Index<usize>,
    /// Seconds for the details, and for these with looking them up.
    took: [f64; 2],
    asked: u32,
    bytes: usize,
}

impl Bank {
    fn of(images: Vec<RgbImage>) -> Self {
        let (mut index, mut bytes) = (Index::new(), 0);
        for (key, image) in images.iter().enumerate() {
            let picture = picture(image.clone());
            let details = picture.details();
            bytes += details.to_bytes().len();
            index.insert(key, Signal::Pdq(picture.hash().pdq));
            index.insert(key, Signal::Details(details));
        }
        Self { images, index, took: [0.0; 2], asked: 0, bytes }
    }

    /// What is found of a picture by the hashes of its views, and by its details.
    fn ask(&mut self, picture: &Picture) -> Result<[Vec<usize>; 2]> {
        let by_hash = self.index.candidates_for_views(&picture.views(), RADIUS);
        let start = processor_time()?;
        let details = picture.details();
        self.took[0] += processor_time()? - start;
        let by_details = self.index.candidates_for_details(&details);
        self.took[1] += processor_time()? - start;
        self.asked += 1;
        let by_hash = by_hash.into_iter().map(|(key, ..)| key).collect();
        Ok([by_hash, by_details.into_iter().map(|(key, _)| key).collect()])
    }

    fn found(&mut self, count: usize, name: &str, edit: impl Fn(&RgbImage, u32) -> RgbImage) -> Result<Value> {
        let (mut hash, mut details, mut either, mut wrong) = (0, 0, 0, 0);
        for key in 0..count {
            let edited = compressed(edit(&self.images[key], key as u32))?;
            let [by_hash, by_details] = self.ask(&edited)?;
            hash += u32::from(by_hash.contains(&key));
            details += u32::from(by_details.contains(&key));
            either += u32::from(by_hash.contains(&key) || by_details.contains(&key));
            wrong += by_hash.iter().chain(&by_details).filter(|found| **found != key).count();
        }
        eprintln!("{name}: {hash} {details} {either} of {count}, {wrong} wrong");
        Ok(json!({ "edit": name, "of": count, "hash": hash, "details": details, "either": either, "wrong": wrong }))
    }

    /// Asks for pictures that are like none; a third of them shares a frame with writing with all others of them.
    fn others(&mut self, count: u32) -> Result<Value> {
        let mut wrong = 0;
        for seed in 0..count {
            let image = photo::photo(1_000_000 + seed);
            let image = if seed % 3 == 0 { photo::captioned(&photo::boxed(&image, 25, 4), 20, 4) } else { image };
            let found = self.ask(&compressed(image)?)?;
            wrong += found.iter().map(Vec::len).sum::<usize>();
        }
        eprintln!("unrelated: {wrong} wrong");
        Ok(json!({ "pairs": u64::from(count) * self.images.len() as u64, "wrong": wrong }))
    }

    fn costs(&self) -> Value {
        let [details, all] = self.took.map(|took| took * 1000.0 / f64::from(self.asked));
        json!({
            "details_ms": details,
            "search_ms": all - details,
            "bytes_each": self.bytes / self.images.len(),
        })
    }
}

fn picture(image: RgbImage) -> Picture {
    Picture::from_rgb(image.width(), image.height(), image.into_raw()).expect("three bytes for each pixel")
}

/// As it comes back from the net: a JPEG of quality 60.
fn compressed(image: RgbImage) -> Result<Picture> {
    let mut file = Vec::new();
    image.write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, 60))?;
    Ok(decode(&file, &Limits::default())?)
}

/// Each edit again, of each file of a folder, asked for in a bank that holds the original alone.
fn copies(folder: &Path) -> Result<Value> {
    let read = |path: &Path| -> Result<RgbImage> {
        let picture = decode(&std::fs::read(path)?, &Limits::default())?;
        Ok(RgbImage::from_raw(picture.width(), picture.height(), picture.rgb().to_vec()).expect("as many bytes"))
    };
    let mut bank = Bank::of(vec![read(&folder.join("aaa-orig.jpg"))?]);
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let mut rows = Vec::new();
    for (name, edit) in edits_to_try() {
        let (mut hash, mut details, mut either) = (0, 0, 0);
        for (n, file) in files.iter().enumerate() {
            let [by_hash, by_details] = bank.ask(&compressed(edit(&read(file)?, n as u32))?)?;
            hash += by_hash.len();
            details += by_details.len();
            either += by_hash.len().max(by_details.len());
        }
        eprintln!("folder, {name}: {hash} {details} {either} of {}", files.len());
        rows.push(json!({ "edit": name, "of": files.len(), "hash": hash, "details": details, "either": either }));
    }
    Ok(Value::Array(rows))
}
