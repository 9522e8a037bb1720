//! `vigie hash` and `vigie match`, as scripts use them.

use crate::office::BULLETIN;
use crate::program::Installation;
use matching::digest::Sha256;
use matching::picture::Picture;
use serde_json::Value;

/// A picture of invented waves, and a JPEG of it.
pub fn waves(seed: u32) -> Vec<u8> {
    let side = 256;
    let wave = |x: u32, y: u32, n: u32| {
        let (x, y) = (f64::from(x) / 256.0, f64::from(y) / 256.0);
        let (a, b) = (f64::from(seed * (n + 3) % 11 + 1), f64::from(seed * (n + 7) % 13 + 1));
        (127.0 + 120.0 * (a * 6.3 * x + f64::from(seed)).sin() * (b * 4.1 * y + f64::from(n)).cos()) as u8
    };
    let pixels = (0..side).flat_map(|y| (0..side).flat_map(move |x| (0..3).map(move |n| wave(x, y, n)))).collect();
    Picture::from_rgb(side, side, pixels).unwrap().preview(256)
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn files_are_fingerprinted_without_an_installation() {
    let folder = tempfile::TempDir::new().unwrap();
    let place = Installation { folder };
    let (picture, text) = (place.write("waves.jpg", waves(5)), place.write("bulletin.txt", BULLETIN));
    let broken = place.write("broken.jpg", &waves(5)[..400]);
    let (code, out, err) = place.run(&["hash", "--json", "/no/such/file", &picture, &text]);
    assert_eq!(code, 3, "{err}");
    let [missing, picture_hash, text_hash] = &lines(&out)[..] else { panic!("{out}") };
    assert!(missing["problem"].as_str().unwrap().starts_with("cannot be read"), "{missing}");
    assert_eq!(picture_hash["sha256"], Sha256::of(&waves(5)).to_string());
    assert_eq!(picture_hash["picture"]["pdq"].as_str().unwrap().len(), 64);
    assert_eq!(picture_hash["picture"]["usable"], true, "{picture_hash}");
    assert_eq!(picture_hash["text"], Value::Null);
    assert_eq!(text_hash["md5"].as_str().unwrap().len(), 32);
    assert_eq!(text_hash["text"]["language"]["code"], "en");
    assert!(text_hash["text"]["runs"].as_u64().unwrap() > 60, "{text_hash}");

    let (code, out, _) = place.run(&["hash", &broken, &text]);
    assert_eq!(code, 1, "what was not examined is said: {out}");
    assert!(out.contains("not examined") && out.contains("runs of"), "{out}");
    assert_eq!(place.run(&["hash", &text]).0, 0);
}

#[test]
fn the_banks_are_asked_about_files_and_hashes() {
    let place = Installation::make();
    let (one, other) = (place.write("known/one.jpg", waves(5)), place.write("known/other.jpg", waves(6)));
    assert_eq!(place.run(&["bank", "import", "REHEARSAL harbour", &one]).0, 0);
    assert_eq!(place.run(&["bank", "import", "REHEARSAL garden", &other]).0, 0);

    let (code, out, err) = place.run(&["match", "--json", &one, &other]);
    assert_eq!(code, 0, "{err}");
    let [first, second] = &lines(&out)[..] else { panic!("{out}") };
    assert_eq!(first["file"], one);
    let found: Vec<(&Value, &Value)> =
        first["matches"].as_array().unwrap().iter().map(|found| (&found["bank_name"], &found["method"])).collect();
    assert_eq!(found, [(&"REHEARSAL harbour".into(), &"sha256".into()), (&"REHEARSAL harbour".into(), &"pdq".into())]);
    assert_eq!(second["matches"][1]["bits"], 0);

    let pdq = place.json(&["hash", "--json", &one])["picture"]["pdq"].as_str().unwrap().to_owned();
    let by_hash = place.json(&["match", "--json", "--pdq", &pdq]);
    assert_eq!(by_hash["matches"][0]["signal_name"], "one.jpg");
    let elsewhere = place.json(&["match", "--json", "--bank", "REHEARSAL garden", "--pdq", &pdq]);
    assert_eq!(elsewhere["matches"], serde_json::json!([]));

    let (code, _, err) = place.run(&["match", "--bank", "no such bank", "--pdq", &pdq]);
    assert!(code != 0 && err.contains("no such bank"), "{err}");
    assert_eq!(place.run(&["match", "--pdq", "00ff"]).0, 2, "a hash has 64 digits");
    assert_eq!(place.run(&["match"]).0, 2);
    assert_eq!(place.run(&["match", "/no/such/file"]).0, 3);
    let (_, out, _) = place.run(&["ledger", "verify", "--json"]);
    let leaves = serde_json::from_str::<Value>(&out).unwrap();
    assert_eq!(leaves["faults"], serde_json::json!([]));
    assert_eq!(place.run(&["item", "show", "0190a000-0000-7000-8000-000000000001"]).0, 1, "nothing was taken in");
}
