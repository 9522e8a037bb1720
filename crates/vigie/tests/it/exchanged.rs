//! A bank of ours in the hands of the exchange's own tool: it finds what we find.

use crate::office::Office;
use crate::program::Installation;
use casework::Apart;
use casework::banks::{self, Addition};
use casework::detect::{Fingerprints, Hash, look_up_hash};
use casework::ports::NoDecoder;
use domain::people::Role;
use matching::picture::Picture;
use std::process::Command;

/// Pictures that are looked for.
const SOUGHT: u32 = 200;
/// Pictures that are known.
const KNOWN: u32 = 100;

/// Runs the tool's own commands in one process, as its command line would: a bank from a file, then one match for each
/// picture. Prints for each picture the distances that it found, on one line.
const TOOL: &str = "
import contextlib, io, pathlib, sys, warnings
warnings.simplefilter('ignore')
from threatexchange.cli.main import inner_main
state, bank, *pictures = map(pathlib.Path, sys.argv[1:])
def run(*words):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        inner_main([str(word) for word in words], state_dir=state)
    return said.getvalue()
run('config', 'collab', 'edit', 'local_file', 'REHEARSAL', '--filename', bank, '--create')
run('fetch')
for picture in pictures:
    lines = run('match', '--all', '--only-signal', 'pdq', 'photo', picture).splitlines()
    print(' '.join(line.split()[1] for line in lines))
";

/// Sums of waves, each picture its own, with the pixels outside of a frame left out.
fn drawn(number: u32, cut: u32) -> Picture {
    let side = 128 - 2 * cut;
    // A small generator, so that pictures differ in more than a shift.
    let mut state = u64::from(number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut draw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f64 / f64::from(1 << 24)
    };
    let waves: Vec<[f64; 4]> = (0..8)
        .map(|_| {
            let (angle, fast) = (draw() * 6.3, 12.0 + draw() * 40.0);
            [fast * angle.cos(), fast * angle.sin(), draw() * 6.3, 0.5 + draw()]
        })
        .collect();
    let light = |x: u32, y: u32| {
        let (x, y) = (f64::from(x + cut) / 128.0, f64::from(y + cut) / 128.0);
        let sum: f64 = waves.iter().map(|[a, b, shift, high]| high * (a * x + b * y + shift).sin()).sum();
        (128.0 + 36.0 * sum).clamp(0.0, 255.0) as u8
    };
    let pixels = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).flat_map(|(x, y)| [light(x, y); 3]).collect();
    Picture::from_rgb(side, side, pixels).unwrap()
}

/// What is looked for: known pictures made smaller or cut at the edges, and pictures that nobody knows.
fn sought(number: u32) -> Vec<u8> {
    match number {
        0..70 => drawn(number, 0).preview(80 + number / 2),
        70..140 => drawn(number - 70, 1 + number % 3).preview(128),
        stranger => drawn(KNOWN + stranger, 0).preview(128),
    }
}

/// An installation's bank of the same pictures, as `vigie bank export` writes it for the tool.
fn exported() -> (Installation, String) {
    let place = Installation::make();
    for number in 0..KNOWN {
        place.write(&format!("known/{number}.jpg"), drawn(number, 0).preview(128));
    }
    let known = place.path("known").display().to_string();
    assert_eq!(place.run(&["bank", "import", "REHEARSAL waves", &known]).0, 0);
    let bank = place.path("bank.txt").display().to_string();
    let (code, _, said) = place.run(&["bank", "export", "REHEARSAL waves", "--form", "lines", "--to", &bank]);
    assert!(code == 0 && said.contains("100 signals written"), "{said}");
    (place, bank)
}

#[tokio::test]
async fn the_exchanges_own_tool_finds_what_we_find() {
    let Ok(venv) = std::env::var("VIGIE_TEST_VENV") else {
        println!("skipped: VIGIE_TEST_VENV names no folder with threatexchange");
        return;
    };
    let office = Office::open().await;
    let keeper = &office.people[&Role::Investigator];
    let known = (0..KNOWN)
        .map(|number| Addition::File { name: format!("{number}.jpg"), bytes: drawn(number, 0).preview(128) })
        .collect();
    banks::import(&office.desk, keeper, "REHEARSAL waves", "rehearsal", known).await.unwrap();

    let folder = tempfile::TempDir::new().unwrap();
    let (_place, bank) = exported();
    let mut tool = Command::new(format!("{venv}/bin/python"));
    tool.args(["-c", TOOL]).arg(folder.path().join("state")).arg(&bank);
    let mut ours = Vec::new();
    for number in 0..SOUGHT {
        let (file, bytes) = (folder.path().join(format!("{number}.jpg")), sought(number));
        std::fs::write(&file, &bytes).unwrap();
        tool.arg(&file);
        let print = Fingerprints::of(&NoDecoder, &Apart::default(), "sought.jpg", bytes).await.unwrap();
        let pdq = print.picture.filter(|picture| picture.hash.usable).unwrap().hash.pdq;
        let found = look_up_hash(&office.desk, keeper, Hash::Pdq(pdq)).unwrap();
        ours.push(found.iter().filter_map(|found| found.bits).collect::<Vec<u16>>());
    }
    let said = tool.output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let theirs: Vec<Vec<u16>> = String::from_utf8(said.stdout)
        .unwrap()
        .lines()
        .map(|line| line.split_whitespace().map(|distance| distance.parse().unwrap()).collect())
        .collect();
    assert_eq!(theirs.len(), SOUGHT as usize);
    let mut at_the_edge = 0;
    for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
        // The two hash a file to within a few bits of each other, so that one may find what lies at the edge of 31 bits
        // for the other.
        let (near, far) = (ours.iter().min(), theirs.iter().min());
        let alike = near.zip(far).is_none_or(|(near, far)| near.abs_diff(*far) <= 8);
        let differs = ours.len() != theirs.len();
        let at_edge = near.or(far).is_some_and(|bits| *bits > 31 - 8);
        assert!(alike && (!differs || at_edge), "picture {number}: we found {ours:?}, the tool {theirs:?}");
        at_the_edge += u32::from(differs);
    }
    assert!(at_the_edge <= SOUGHT / 20, "{at_the_edge} pictures found by one of the two only");
    let (shrunk, others) = ours.split_at(70);
    let (cut, strangers) = others.split_at(70);
    let found = |pictures: &[Vec<u16>]| pictures.iter().filter(|found| !found.is_empty()).count();
    assert_eq!(found(shrunk), 70, "pictures that were only made smaller are found");
    assert!(found(cut) > 0, "of those cut at the edges, the nearest are found");
    assert_eq!(found(strangers), 0, "pictures that nobody knows are not found");
}
