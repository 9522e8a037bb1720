//! `vigie bank` as a newcomer meets it: with files that are empty, cut short or misnamed, and lists with junk in between.

use crate::lookup::waves;
use crate::office::BULLETIN;
use crate::program::Installation;
use matching::digest::Sha256;
use matching::sound::write_wav;
use serde_json::{Value, json};
use testkit::{animation, tune};

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
    assert!(why("cut.jpg").ends_with("compared by exact and by similar bytes only"), "{done}");
    assert!(why("hashes.csv").contains("take it in as a list of hashes"), "{done}");
    assert_eq!(
        (&done["left_out_count"], &done["added"]),
        (&json!(3), &json!(5)),
        "the misnamed picture is one: {done}"
    );
    let found = place.json(&["match", "--json", &place.write("other.jpg", waves(6))]);
    assert_eq!(found["matches"][1]["method"], "pdq", "{found}");

    let (code, _, err) = place.run(&["bank", "import", "nowhere", "/no/such/file"]);
    assert!(code == 3 && err.contains("/no/such/file cannot be read"), "{code} {err}");
    let (code, _, err) = place.run(&["bank", "show", "nowhere"]);
    assert!(code == 1 && err.contains("there is no bank “nowhere”"), "a mistyped path makes no bank: {code} {err}");
    for command in [&["bank", "export", "nowhat"][..], &["bank", "disable", "nowhat", "--reason", "REHEARSAL"]] {
        let (code, _, err) = place.run(command);
        assert!(code == 1 && err.contains("there is no bank “nowhat”"), "{command:?}: {code} {err}");
    }
}

#[test]
fn one_list_that_cannot_be_read_stops_no_other() {
    let place = Installation::make();
    let row = |n: u32| format!("{{\"hash_digest\": \"{}\", \"algorithm\": \"sha256\"}}", Sha256::of(&n.to_le_bytes()));
    let lists = [
        place.write("1.json", "{\"tides\": 2}"),
        place.write("2.json", format!("\u{feff}[{}, {}, {{\"oops\": 1}}]", row(1), row(2))),
        place.write("3.json", "[{\"hash_digest\":"),
        place.write("4.csv", format!("sha256,{}\n", Sha256::of(b"REHEARSAL"))),
    ];
    let command: Vec<&str> =
        ["bank", "import", "tides", "--hashes", "--json"].into_iter().chain(lists.iter().map(String::as_str)).collect();
    let done = place.json(&command);
    assert_eq!((&done["added"], &done["left_out_count"]), (&json!(3), &json!(3)), "{done}");
    let left_out: Vec<(&str, &str)> = done["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|left| (left["name"].as_str().unwrap(), left["problem"].as_str().unwrap()))
        .collect();
    for ((name, problem), wanted) in left_out.iter().zip([
        ("1.json", "this is no list of hashes"),
        ("2.json, object 3", "the field"),
        ("3.json", "this is not JSON"),
    ]) {
        assert!(name.ends_with(wanted.0) && problem.starts_with(wanted.1), "{name}: {problem}");
    }
}

#[test]
fn what_is_exported_can_be_imported_again() {
    let place = Installation::make();
    place.write("known/one.jpg", waves(5));
    place.write("known/bulletin.txt", BULLETIN);
    place.write("known/film.mp4.vpdq", frames(9));
    place.write("known/other/film.mp4.vpdq", frames(5));
    let md5 = place.write("md5.csv", format!("md5,{}\nsha1,{}\n", "0123456789abcdef".repeat(2), "01234567".repeat(5)));
    let known = place.path("known").display().to_string();
    assert_eq!(place.run(&["bank", "import", "harbour", &known]).0, 0);
    assert_eq!(place.run(&["bank", "import", "harbour", "--hashes", &md5]).0, 0);
    // Two digests, a picture, MD5 and SHA-1; a line form has no word for SHA.
    for (form, hashes) in [("csv", 5), ("lines", 2), ("threatexchange", 5), ("stix", 5)] {
        let list = place.path(form).display().to_string();
        let (code, _, said) = place.run(&["bank", "export", "harbour", "--form", form, "--to", &list]);
        assert!(code == 0 && said.starts_with(&format!("{hashes} signals written")), "{form}: {said}");
        let again = place.json(&["bank", "import", form, "--hashes", "--json", &list]);
        assert_eq!((&again["added"], &again["left_out_count"]), (&json!(hashes), &json!(0)), "{form}: {again}");
        let known = place.json(&["bank", "import", "harbour", "--hashes", "--json", &list]);
        assert_eq!((&known["added"], &known["known"]), (&json!(0), &json!(hashes)), "{form}: the same hashes: {known}");
    }
    let folder = place.path("videos").display().to_string();
    let (code, _, said) = place.run(&["bank", "export", "harbour", "--form", "vpdq", "--to", &folder]);
    assert!(code == 0 && said.starts_with("2 signals written"), "{said}");
    assert_eq!(std::fs::read_to_string(place.path("videos/film.mp4.vpdq")).unwrap(), frames(9));
    let again = place.json(&["bank", "import", "videos", "--json", &folder]);
    assert_eq!((&again["added"], &again["left_out_count"]), (&json!(2), &json!(0)), "{again}");
    let known = place.json(&["bank", "import", "harbour", "--json", &folder]);
    assert_eq!((&known["added"], &known["known"]), (&json!(0), &json!(2)), "{known}");
    assert_eq!(place.run(&["bank", "export", "harbour", "--form", "vpdq"]).0, 2, "videos need a folder");
}

/// So many frames of an invented video in vPDQ's form.
fn frames(count: u32) -> String {
    (0..count).map(|n| format!("{n},100,{},{n}.000\n", Sha256::of(&n.to_le_bytes()))).collect()
}

#[test]
fn mistakes_in_what_is_typed_are_mistakes_of_usage() {
    let place = Installation::make();
    let list = place.write("list.csv", "oops\n");
    for command in [
        &["bank", "import", "tides", "--hashes", "--bare", "md5", &list][..],
        &["bank", "confirm", "seven", "--reason", "REHEARSAL"],
        &["bank", "reproduce", "seven"],
    ] {
        let (code, _, err) = place.run(command);
        assert_eq!(code, 2, "{command:?}: {err}");
    }
    let (code, _, err) = place.run(&["bank", "list", "--person", "nobody"]);
    assert!(code == 1 && err.contains("nobody"), "{code} {err}");
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
    assert!(code == 0 && out.contains("3 signals added to harbour"), "{out}");
    let (code, out, _) = place.run(&["match", &text]);
    assert!(code == 0 && out.contains("  known   sha256 the same  bulletin.txt in harbour"), "{code} {out}");
    let id = out.lines().find_map(|line| line.split("bulletin.txt in harbour  ").nth(1)).unwrap();
    assert_eq!(place.run(&["bank", "confirm", id, "--reason", "REHEARSAL"]).0, 0, "the identifier can be used: {out}");
    let cut = place.write("cut.jpg", &waves(5)[..400]);
    let (code, out, _) = place.run(&["match", &cut]);
    assert!(code == 1 && out.contains("not examined") && !out.contains("like nothing"), "{code} {out}");
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
    let moving = place.json(&["hash", "--json", &place.write("tides.gif", animation(&[1, 2, 1]))]);
    assert_eq!((&moving["picture"]["frames"], moving["picture"]["others"].as_array().unwrap().len()), (&json!(3), 1));
    let heard = place.json(&["hash", "--json", &place.write("tune.wav", write_wav(&tune(7, 7)))]);
    assert!((6.0..=7.1).contains(&heard["sound"]["seconds"].as_f64().unwrap()), "{heard}");
    let page = place.write("page.html", format!("<script>tide()</script><p>{BULLETIN}</p>"));
    let text = place.write("page.txt", BULLETIN);
    let runs = |path: &str| place.json(&["hash", "--json", path])["text"]["runs"].clone();
    assert_eq!(runs(&page), runs(&text), "a page is read as an examination reads it");
}
