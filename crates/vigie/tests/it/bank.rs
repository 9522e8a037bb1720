//! `vigie bank` as a newcomer meets it: with files that are empty, cut short or misnamed, and lists with junk in between.

use crate::lookup::waves;
use crate::office::BULLETIN;
use crate::program::Installation;
use matching::digest::Sha256;
use serde_json::{Value, json};

#[test]
fn a_list_with_junk_gives_its_sound_rows_and_names_the_others() {
    let place = Installation::make();
    let mut list = "algorithm,hash,label\n".to_owned();
    for n in 0..1_200 {
        let row = match n % 3 {
            0 => format!("sha256,{},tide {n}\n", Sha256::of(n.to_string().as_bytes())),
            1 => format!("sha256,{n},junk\n"),
            _ => "\u{1}\u{2} junk\n".to_owned(),
        };
        list.push_str(&row);
    }
    let list = place.write("hashes.csv", list);
    let all = place.path("left-out.txt").display().to_string();
    let done = place.json(&["bank", "import", "tides", "--hashes", "--left-out", &all, "--json", &list]);
    assert_eq!((&done["added"], &done["known"], &done["left_out_count"]), (&json!(400), &json!(0), &json!(800)));
    let first = &done["left_out"][0];
    assert!(first["name"].as_str().unwrap().ends_with("hashes.csv, line 3"), "{first}");
    assert_eq!(first["problem"], "the hash is not 64 hexadecimal digits");
    let told = std::fs::read_to_string(&all).unwrap();
    assert_eq!(told.lines().count(), 800, "every line is told, not the first alone");
    assert!(told.lines().last().unwrap().contains("hashes.csv, line 1201: the column"), "{told}");

    let (code, out, _) = place.run(&["bank", "import", "tides", "--hashes", &list]);
    assert_eq!(code, 0);
    for words in ["0 signals added to tides", "400 known before", "800 left out", "and 600 more; --left-out FILE"] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let shown = place.json(&["bank", "show", "--json", "tides"]);
    assert_eq!((&shown["left_out"]["count"], shown["left_out"]["first"].as_array().unwrap().len()), (&json!(800), 200));
}

#[test]
fn files_that_cannot_be_compared_are_named_and_the_rest_is_taken() {
    let place = Installation::make();
    place.write("known/nothing.jpg", "");
    place.write("known/cut.jpg", &waves(5)[..400]);
    place.write("known/deeper/misnamed.txt", waves(6));
    place.write("known/hashes.csv", format!("algorithm,hash\nsha256,{}\n", Sha256::of(b"REHEARSAL")));
    let folder = place.path("known").display().to_string();
    let done = place.json(&["bank", "import", "harbour", "--json", &folder]);
    let why = |name: &str| -> String {
        let left_out = done["left_out"].as_array().unwrap();
        let found = left_out.iter().find(|left| left["name"].as_str().unwrap().ends_with(name));
        found.unwrap_or_else(|| panic!("{name}: {done}"))["problem"].as_str().unwrap().to_owned()
    };
    assert_eq!(why("nothing.jpg"), "the file is empty");
    assert!(why("cut.jpg").ends_with("compared by exact bytes only"), "{done}");
    assert!(why("hashes.csv").contains("give --hashes"), "{done}");
    assert_eq!(
        (&done["left_out_count"], &done["added"]),
        (&json!(3), &json!(4)),
        "the misnamed picture is one: {done}"
    );
    let found = place.json(&["match", "--json", &place.write("other.jpg", waves(6))]);
    assert_eq!(found["matches"][1]["method"], "pdq", "{found}");

    let (code, _, err) = place.run(&["bank", "import", "nowhere", "/no/such/file"]);
    assert!(code == 3 && err.contains("/no/such/file cannot be read"), "{code} {err}");
    let (code, _, err) = place.run(&["bank", "show", "nowhere"]);
    assert!(code == 1 && err.contains("there is no bank “nowhere”"), "a mistyped path makes no bank: {code} {err}");
    let document = place.write("other.json", "{\"tides\": 2}");
    let (code, _, err) = place.run(&["bank", "import", "nowhere", "--hashes", &document]);
    assert!(code == 3 && err.contains("this is no list of hashes"), "{code} {err}");
    for command in [&["bank", "export", "nowhat"][..], &["bank", "disable", "nowhat", "--reason", "REHEARSAL"]] {
        let (code, _, err) = place.run(command);
        assert!(code == 1 && err.contains("there is no bank “nowhat”"), "{command:?}: {code} {err}");
    }
}

#[test]
fn a_bank_that_is_off_is_not_taken_for_one_that_holds_nothing_like_it() {
    let place = Installation::make();
    let text = place.write("bulletin.txt", BULLETIN);
    let (code, out, err) = place.run(&["match", &text]);
    assert!(code == 1 && out.contains("no bank is in force"), "{code} {out} {err}");
    let (code, out, err) = place.run(&["bank", "list"]);
    assert!(code == 0 && out.is_empty() && err.contains("there is no bank yet"), "{code} {out} {err}");

    let (code, out, _) = place.run(&["bank", "import", "harbour", &text]);
    assert!(code == 0 && out.contains("2 signals added to harbour"), "{out}");
    let (code, out, _) = place.run(&["match", &text]);
    assert!(code == 0 && out.contains("  known   sha256 the same  bulletin.txt in harbour"), "{code} {out}");
    assert_eq!(place.run(&["bank", "disable", "harbour", "--reason", "REHEARSAL"]).0, 0);
    let (_, out, _) = place.run(&["bank", "list"]);
    assert!(out.contains("harbour  (command line, off)"), "{out}");
    for command in [&["match", "--json", &text][..], &["match", "--json", "--bank", "harbour", &text]] {
        let (code, out, err) = place.run(command);
        let found: Value = serde_json::from_str(&out).unwrap();
        assert!(code == 1 && found["matches"] == json!([]), "{code} {out} {err}");
        assert!(found["not_examined"][0].as_str().unwrap().contains("compared"), "{out}");
    }
}

#[test]
fn whatever_cannot_be_hashed_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let place = Installation { folder };
    let nothing = place.write("nothing.jpg", "");
    let (code, out, _) = place.run(&["hash", &nothing]);
    assert!(code == 1 && out.contains("not examined: the file is empty"), "{code} {out}");
    let folder = place.folder.path().display().to_string();
    let (code, out, _) = place.run(&["hash", "--json", &folder]);
    let said: Value = serde_json::from_str(&out).unwrap();
    assert!(code == 3 && said["problem"].as_str().unwrap().starts_with("cannot be read"), "{code} {out}");
    let misnamed = place.write("misnamed.txt", waves(5));
    assert!(place.json(&["hash", "--json", &misnamed])["picture"]["usable"] == true);
}
