//! `vigie listen`: what is known in a stream is told with its place and becomes an item; who may not is told so first.

use crate::program::Installation;
use matching::sound::write_wav;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::tune;

/// A programme in which the known tune begins after 31 seconds.
fn programme() -> Vec<u8> {
    write_wav(&[tune(8, 31), tune(7, 7), tune(9, 42)].concat())
}

/// A station on loopback that sends its programme and then holds the line.
struct Station {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl Station {
    fn sending(content_type: &'static str, programme: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let station = Self { address: listener.local_addr().unwrap(), asked: Arc::default() };
        let (asked, programme) = (station.asked.clone(), Arc::new(programme));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                asked.fetch_add(1, Ordering::SeqCst);
                let programme = programme.clone();
                std::thread::spawn(move || answer(stream, content_type, &programme));
            }
        });
        station
    }

    fn url(&self) -> String {
        format!("http://{}/live", self.address)
    }
}

fn answer(mut stream: TcpStream, content_type: &str, programme: &[u8]) {
    let mut head = String::new();
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    while lines.read_line(&mut head).is_ok_and(|read| read > 2) {}
    if !head.starts_with("GET /live ") {
        let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nicy-name: REHEARSAL\r\n\r\n");
    if stream.write_all(&[head.as_bytes(), programme].concat()).is_ok() {
        // It returns once the listener is gone.
        let _ = stream.read(&mut [0]);
    }
}

/// An installation that may look at loopback and knows the tune.
fn installation() -> Installation {
    let place = Installation::make();
    let settings = place.path("data").join("vigie.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("[fetch]\n", "[fetch]\naddresses = \"loopback-too\"\n")).unwrap();
    let known = place.write("noon.wav", write_wav(&tune(7, 7)));
    assert_eq!(place.run(&["bank", "import", "REHEARSAL tunes", &known]).0, 0);
    place
}

/// The first line that `vigie listen` prints; programs beside it are found in `path` only.
fn first_find(place: &Installation, url: &str, path: Option<&str>) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command.args(["listen", url, "--for", "2m", "--take-in", "--json"]).env("VIGIE_DATA", place.path("data"));
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"))
}

fn is_found_and_taken_in(place: &Installation, url: &str, find: &Value) {
    assert_eq!((&find["signal"], &find["bank"]), (&"noon.wav".into(), &"REHEARSAL tunes".into()));
    let begins = find["found"][0].as_f64().unwrap() - find["known"][0].as_f64().unwrap();
    assert!((begins - 31.0).abs() < 0.4, "{find}");
    let item = place.json(&["item", "show", find["item"].as_str().unwrap(), "--json"]);
    assert_eq!((&item["state"], &item["source"]), (&"in_review".into(), &"listening".into()));
    assert!(item["given"].as_str().unwrap().starts_with(&format!("{url} at 3")), "{}", item["given"]);
    assert_eq!(item["matches"][0]["signal_name"], "noon.wav");
    assert_eq!(item["matches"][0]["method"], "sound");
}

#[test]
fn a_tune_in_a_stream_of_wav_is_found_without_a_decoder() {
    let (place, station) = (installation(), Station::sending("audio/wav", programme()));
    let find = first_find(&place, &station.url(), Some("/nowhere"));
    is_found_and_taken_in(&place, &station.url(), &find);
}

#[test]
fn a_tune_in_a_stream_of_mp3_is_found() {
    let place = installation();
    let wav = place.write("programme.wav", programme());
    let mp3 = place.path("programme.mp3").display().to_string();
    let made = Command::new("ffmpeg").args(["-v", "error", "-i", &wav, "-ar", "44100", "-b:a", "64k", &mp3]).status();
    if made.is_err() {
        println!("skipped: no ffmpeg");
        return;
    }
    let station = Station::sending("audio/mpeg", std::fs::read(mp3).unwrap());
    let find = first_find(&place, &station.url(), None);
    is_found_and_taken_in(&place, &station.url(), &find);
}

#[test]
fn a_file_is_listened_to_once_up_to_its_end() {
    let place = installation();
    let file = programme();
    let head = format!("audio/wav\r\nContent-Length: {}", file.len());
    let station = Station::sending(head.leak(), file);
    let (code, out, err) = place.run(&["listen", &station.url(), "--take-in", "--json"]);
    assert!(code == 0 && err.contains("this is a file"), "{code}: {out}{err}");
    let finds: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(finds.len(), 1, "{out}");
    is_found_and_taken_in(&place, &station.url(), &finds[0]);
    // Once for robots.txt.
    assert_eq!(station.asked.load(Ordering::SeqCst), 2);
}

#[test]
fn who_may_not_is_told_so_before_anybody_is_asked() {
    let (place, station) = (installation(), Station::sending("audio/wav", programme()));
    let liaison = ["person", "add", "gull", "--name", "REHEARSAL Gull", "--role", "liaison"];
    assert_eq!(place.run(&liaison).0, 0);
    let url = station.url();
    let cases: [(&[&str], &str); 2] =
        [(&["--person", "gull"], "see banks"), (&["--person", "admin", "--take-in"], "take in items")];
    for (arguments, lacking) in cases {
        let (code, out, err) = place.run(&[&["listen", url.as_str(), "--for", "1s"], arguments].concat());
        assert!(code == 1 && out.is_empty() && err.contains(lacking), "{code}: {out}{err}");
    }
    assert_eq!(station.asked.load(Ordering::SeqCst), 0);
}
