//! The file of pictures beside the database: written at an orderly stop, read at a start, refused when it is damaged.

use crate::lookup::waves;
use crate::program::Installation;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use vigie::snapshot::FILE;

/// Starts the server and asks it to stop.
fn serve_and_stop(place: &Installation) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_vigie"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("VIGIE_DATA", place.path("data"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(server.stderr.take().unwrap()).lines();
    assert!(said.next().unwrap().unwrap().contains("serves"));
    let stopped = Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    said.for_each(drop);
    assert!(server.wait().unwrap().success());
}

#[test]
fn pictures_are_kept_in_a_file_over_a_stop() {
    let place = Installation::make();
    let (one, other) = (place.write("one.jpg", waves(5)), place.write("other.jpg", waves(6)));
    assert_eq!(place.run(&["bank", "import", "REHEARSAL harbour", &one]).0, 0);
    let file = place.path("data").join(FILE);
    assert!(!file.exists(), "what is read in a moment is not worth a file");
    serve_and_stop(&place);
    let kept = fs::read(&file).unwrap();
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(place.run(&["bank", "import", "REHEARSAL harbour", &other]).0, 0);
    let found = |path: &str| {
        let (code, out, err) = place.run(&["match", "--json", path]);
        assert_eq!(code, 0, "{err}");
        (serde_json::from_str::<serde_json::Value>(&out).unwrap()["matches"].as_array().unwrap().len(), err)
    };
    for path in [&one, &other] {
        assert_eq!(found(path), (3, String::new()), "the file is behind, and followed");
    }
    serve_and_stop(&place);
    let newer = fs::read(&file).unwrap();
    assert!(newer.len() > kept.len());

    for damaged in [&newer[..newer.len() / 2], b"REHEARSAL".as_slice(), &[&newer[..], b"!"].concat()] {
        fs::write(&file, damaged).unwrap();
        let (count, err) = found(&one);
        assert!(count == 3 && err.contains("is refused"), "{err}");
        assert_eq!(fs::read(&file).unwrap(), newer, "written anew");
        assert_eq!(found(&one), (3, String::new()));
    }
    // The database of another day under the file of today, and the file of another installation.
    fs::write(&file, &kept).unwrap();
    assert_eq!(found(&other), (3, String::new()));
    let elsewhere = Installation::make();
    assert_eq!(elsewhere.run(&["bank", "import", "REHEARSAL harbour", &elsewhere.write("one.jpg", waves(7))]).0, 0);
    fs::write(elsewhere.path("data").join(FILE), &newer).unwrap();
    let (_, out, _) = elsewhere.run(&["match", "--json", &one]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap()["matches"], serde_json::json!([]));
}
