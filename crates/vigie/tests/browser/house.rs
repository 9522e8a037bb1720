//! An installation made by the binary itself: its people, its bank, its server, its letters.

use mail_parser::MessageParser;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The text that the bank knows. Invented and harmless.
pub const BULLETIN: &str = "REHEARSAL. The harbour bulletin of the invented Lowtide society speaks of seven lighthouses, \
    of the colour of their lamps, of gulls that sleep on the breakwater, of ropes that must be dried before the autumn, \
    and of a keeper who counts the ships by their bells when the fog is too thick to see the water below the window.";

/// A running installation. Ends with the test.
pub struct House {
    folder: TempDir,
    server: Child,
    /// Where it is reached.
    pub base: String,
    /// The one-time links, by login.
    pub links: Vec<(&'static str, String)>,
}

impl House {
    /// Makes it, as the README says, and starts it.
    pub fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (base, listen) = (format!("http://127.0.0.1:{port}"), format!("127.0.0.1:{port}"));
        let data = folder.path().join("vigie");
        let made = vigie(
            &data,
            &[
                "init",
                "--authority",
                "REHEARSAL referral unit",
                "--country",
                "BE",
                "--contact",
                "orders@unit.example",
                "--address",
                "1 Invented Quay, Brussels",
                "--telephone",
                "+32 2 555 01 00",
                "--redress",
                "Invented court of Brussels | 30 days | invented provisions",
                "--base-url",
                &base,
                "--listen",
                &listen,
            ],
        );
        look_nowhere(&data);
        let mut links: Vec<_> = ["admin", "desk"].into_iter().zip(links(&made)).collect();
        let people = [
            ("ana", "Ana Lys", "analyst"),
            ("bo", "Bo Approver", "approver"),
            ("lia", "Lia Ison", "liaison"),
            ("ove", "Ove Seer", "overseer"),
        ];
        for (login, name, role) in people {
            links.push((login, link(&vigie(&data, &["person", "add", login, "--name", name, "--role", role]))));
        }
        let known = folder.path().join("known");
        fs::create_dir(&known).unwrap();
        fs::write(known.join("bulletin.txt"), BULLETIN).unwrap();
        lighthouse(900, 600).save(known.join("lighthouse.png")).unwrap();
        vigie(&data, &["bank", "import", "REHEARSAL bank", "--source", "this test", &known.display().to_string()]);
        let server = serve(&data);
        Self { folder, server, base, links }
    }

    /// Ends the server: to a phone this is no line at all.
    pub fn stop(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Starts it again where it was.
    pub fn start(&mut self) {
        self.server = serve(&self.folder.path().join("vigie"));
    }

    /// Puts a file where the browser can pick it.
    pub fn file(&self, name: &str, write: impl FnOnce(&Path)) -> PathBuf {
        let path = self.folder.path().join(name);
        write(&path);
        path
    }

    /// A folder of its own for the browser.
    pub fn profile(&self) -> PathBuf {
        self.folder.path().join("chromium")
    }

    /// The latest link through one door of the portal in the letters, by the letter with which it begins.
    pub fn link_to(&self, door: &str) -> Option<String> {
        self.letters().iter().rev().find_map(|letter| self.link_in(letter, door))
    }

    /// The first link through one door of the portal in a text.
    pub fn link_in(&self, text: &str, door: &str) -> Option<String> {
        let start = format!("{}/portal/{door}", self.base);
        let link = &text[text.find(&start)?..];
        let end = link.find(|c: char| !(c.is_ascii_alphanumeric() || "/:.-_".contains(c))).unwrap_or(link.len());
        Some(link[..end].trim_end_matches('.').to_owned())
    }

    /// The texts of the letters that lie in `outgoing`, oldest first.
    fn letters(&self) -> Vec<String> {
        let folder = fs::read_dir(self.folder.path().join("vigie/outgoing")).unwrap();
        let mut letters: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        letters.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
        letters.sort();
        let text = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            MessageParser::default().parse(&bytes).unwrap().body_text(0).unwrap().into_owned()
        };
        letters.iter().map(text).collect()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // The server may have ended by itself; then there is nothing left to stop.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Runs a command of the binary, and returns what it printed.
fn vigie(data: &Path, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_vigie")).args(arguments).env("VIGIE_DATA", data).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// The one-time link in what was printed.
fn links(printed: &str) -> impl Iterator<Item = String> {
    printed.split_whitespace().filter(|word| word.contains("/login/once/")).map(str::to_owned)
}

fn link(printed: &str) -> String {
    links(printed).next().unwrap()
}

/// Names are asked for at a loopback port where nobody answers: this test speaks to no other machine.
fn look_nowhere(data: &Path) {
    let path = data.join("vigie.toml");
    let settings = fs::read_to_string(&path).unwrap();
    fs::write(&path, settings.replace("[fetch]\n", "[fetch]\nresolver = \"127.0.0.1:9\"\nconnect_timeout_ms = 200\n"))
        .unwrap();
}

fn serve(data: &Path) -> Child {
    let mut server = Command::new(env!("CARGO_BIN_EXE_vigie"))
        .arg("serve")
        .env("VIGIE_DATA", data)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(server.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(line.contains("serves"), "{line}");
    // Warnings go on to whoever watches the test; a full pipe would stop the server.
    std::thread::spawn(move || said.lines().map_while(Result::ok).for_each(|line| eprintln!("server: {line}")));
    server
}

/// A drawn lighthouse on its rock, of any size: the same picture to the eye, other bytes.
pub fn lighthouse(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let sky = 120.0 + 90.0 * v;
        let beam = if (v - 0.2).abs() < (u - 0.6).abs() * 0.25 { 60.0 } else { 0.0 };
        let tower = (u - 0.6).abs() < 0.03 + 0.05 * v && v > 0.2 && v < 0.8;
        let rock = v > 0.75 + 0.12 * (u * 9.0).sin().abs();
        let sea = v > 0.86;
        let shade = match (sea, rock, tower) {
            (true, ..) => 50.0 + 30.0 * (u * 40.0 + v * 60.0).sin(),
            (_, true, _) => 70.0 + 20.0 * (u * 25.0).cos(),
            (.., true) => {
                if ((v * 12.0) as u32).is_multiple_of(2) {
                    235.0
                } else {
                    90.0
                }
            }
            _ => sky + beam,
        };
        let level = shade.clamp(0.0, 255.0) as u8;
        image::Rgb([level, level.saturating_sub(8), level.saturating_add(12)])
    })
}
