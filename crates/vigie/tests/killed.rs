//! A server that is killed at the moment, again and again: each letter is with its recipient once or a person is asked
//! about it; none is forgotten. A program of its own, since `cargo xtask fault` wants nothing else built.
#![allow(clippy::unwrap_used)] // A failed step is a failed test.

use casework::jobs::{self, LEASE};
use casework::ports::{Clock as _, Lane};
use casework::records::{Kept, Target};
use casework::{Desk, act};
use domain::act::TargetState;
use jiff::SignedDuration;
use rehearsal::mailbox::{self, Mailbox};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::action::{self, Action};
use vigie::clock::{StoryClock, SystemClock};
use vigie::config::Config;
use vigie::installation::{self, World};

const DOMAIN: &str = "authorities.test";
/// From the last preparation to T0: the first kill comes before it.
const AHEAD: SignedDuration = SignedDuration::from_secs(3);
/// A server that hands nothing over for so long has nothing left that it may take in hand.
const SILENCE: Duration = Duration::from_secs(4);
/// How often the mailbox is looked into.
const GLANCE: Duration = Duration::from_millis(1);

/// `cargo xtask fault --at-the-moment` runs it with ten kills and 200 targets.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_at_the_moment_sends_nothing_twice_and_forgets_nothing() {
    let asked = |name: &str, usual: u64| std::env::var(name).map_or(usual, |number| number.parse().unwrap());
    let (kills, targets, seed) = (asked("VIGIE_KILLS", 2), asked("VIGIE_TARGETS", 30), asked("VIGIE_SEED", 1));
    let letters = Arc::new(Mailbox::default());
    let (listener, address) = mailbox::bind().unwrap();
    tokio::spawn(mailbox::serve(listener, Arc::from([DOMAIN.to_owned()]), letters.clone()));
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path().join("data");
    let init = ["init", "--authority", "REHEARSAL Unit", "--country", "BE", "--contact", "desk@unit.example"];
    assert!(vigie(&folder, &init).status().unwrap().success());
    let settings = folder.join("vigie.toml");
    let mut text = std::fs::read_to_string(&settings).unwrap();
    text.push_str(&format!("[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n", address.port()));
    text.push_str("from = \"Unit (rehearsal) <orders@unit.invalid>\"\n");
    std::fs::write(&settings, text).unwrap();

    let desk = open(&folder, World::real()).await;
    let to: Vec<String> = (0..targets).map(|number| format!("orders{number}@{DOMAIN}")).collect();
    let action = action::prepared(&desk, &to).await.unwrap();
    action.go(&desk, SystemClock.now() + AHEAD).await.unwrap();
    drop(desk);

    let mut random = seed;
    for number in 1..=kills {
        // The first comes before anything leaves; the others after some more letters than the one before.
        let more = if number == 1 { 0 } else { 1 + next(&mut random) % (targets / (3 * kills)).max(2) };
        let after = Duration::from_micros(next(&mut random) % 5_000);
        let (before, died_at) = (letters.waiting(), kill(&folder, &letters, more, after).await);
        println!("kill {number} of {kills}: {before} letters before, {died_at} when it died");
    }
    let mut server = serve(&folder);
    silence(&letters).await;
    server.kill().unwrap();
    server.wait().unwrap();

    // What a dead server had taken is free again when its time is over.
    let clock = StoryClock::at(SystemClock.now() + LEASE + SignedDuration::from_secs(1));
    let world = World { clock: Arc::new(clock), entropy: casework::Entropy::from_system() };
    let desk = open(&folder, world).await;
    while jobs::run_lane(&desk, Lane::Letters).await.unwrap() > 0 {}
    let doubtful = judge(&desk, &action, &letters).await;
    println!("{targets} targets, {kills} kills: {} in doubt, {} letters", doubtful.len(), letters.waiting());
    for target in doubtful {
        let left = copies(&letters).contains_key(&format!("target-{}", target.id));
        act::settle_doubt(&desk, &action.coordinator, target.id, left, "REHEARSAL: asked them").await.unwrap();
    }
    while jobs::run_lane(&desk, Lane::Letters).await.unwrap() > 0 {}
    assert!(judge(&desk, &action, &letters).await.is_empty());
    assert_eq!(letters.waiting(), action.targets.len(), "in the end each has its letter");
}

async fn open(folder: &Path, world: World) -> Arc<Desk> {
    installation::open(folder, &Config::read(folder).unwrap(), world).await.unwrap()
}

/// Every target is out, with one letter, or in doubt, with one at most. Gives those in doubt.
async fn judge(desk: &Desk, action: &Action, letters: &Mailbox) -> Vec<Kept<Target>> {
    let copies = copies(letters);
    let mut doubtful = Vec::new();
    for id in &action.targets {
        let target: Kept<Target> = desk.load(id.0).await.unwrap();
        let left = copies.get(&format!("target-{id}")).copied().unwrap_or_default();
        match (target.state, target.in_doubt) {
            (TargetState::Dispatched, None) => assert_eq!(left, 1, "{id}"),
            (TargetState::Cleared, Some(_)) => assert!(left <= 1, "{id} left {left} times"),
            forgotten => panic!("{id} is {forgotten:?}"),
        }
        doubtful.extend(target.in_doubt.is_some().then_some(target));
    }
    doubtful
}

/// How often each letter was taken, by its identifier.
fn copies(letters: &Mailbox) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for letter in letters.letters() {
        let text = String::from_utf8_lossy(&letter.bytes).into_owned();
        let (_, id) = text.split_once("Message-ID: <").unwrap();
        // Before the code that nobody else can make.
        let (name, _) = id.split('@').next().unwrap().rsplit_once('-').unwrap();
        *copies.entry(name.to_owned()).or_default() += 1;
    }
    copies
}

/// Starts the server and kills it once some more letters were taken, or nothing happens any more. Gives how many were
/// taken when it was dead.
async fn kill(folder: &Path, letters: &Mailbox, more: u64, after: Duration) -> usize {
    let before = letters.waiting();
    let mut server = serve(folder);
    let mut last = (before, Instant::now());
    while letters.waiting() < before + more as usize && last.1.elapsed() < SILENCE {
        tokio::time::sleep(GLANCE).await;
        if letters.waiting() != last.0 {
            last = (letters.waiting(), Instant::now());
        }
    }
    // Nothing can be waited for here: the moment is to be random, in the midst of whatever happens.
    tokio::time::sleep(after).await;
    server.kill().unwrap();
    server.wait().unwrap();
    letters.waiting()
}

/// Waits until nothing is handed over any more.
async fn silence(letters: &Mailbox) {
    let mut last = (letters.waiting(), Instant::now());
    while last.1.elapsed() < SILENCE {
        tokio::time::sleep(GLANCE).await;
        if letters.waiting() != last.0 {
            last = (letters.waiting(), Instant::now());
        }
    }
}

/// Starts the server and waits until it serves.
fn serve(folder: &Path) -> Child {
    let mut server = vigie(folder, &["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(server.stderr.take().unwrap()).lines();
    assert!(said.next().unwrap().unwrap().contains("serves"));
    // What it says later is read to the end, so that it never waits for somebody to listen.
    std::thread::spawn(move || said.for_each(drop));
    server
}

fn vigie(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command.args(arguments).env("VIGIE_DATA", folder).stdout(Stdio::null());
    command
}

/// The next of a repeatable row of numbers (the constants of Knuth's MMIX).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}
