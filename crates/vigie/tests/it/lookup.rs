//! Asking the banks without taking anything in: `vigie hash` and `vigie match`, and our own interface.

use crate::office::{BULLETIN, Office, Session, multipart_request};
use crate::program::Installation;
use crate::shapes;
use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::people::Role;
use matching::digest::Sha256;
use matching::picture::Picture;
use serde_json::{Value, json};

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
    let methods: Vec<_> =
        found.iter().map(|(bank, method)| (bank.as_str().unwrap(), method.as_str().unwrap())).collect();
    assert_eq!(methods, ["sha256", "pdq", "details"].map(|method| ("REHEARSAL harbour", method)));
    assert_eq!(second["matches"][1]["bits"], 0);

    let pdq = place.json(&["hash", "--json", &one])["picture"]["pdq"].as_str().unwrap().to_owned();
    let by_hash = place.json(&["match", "--json", "--pdq", &pdq]);
    assert_eq!(by_hash["matches"][0]["signal_name"], "one.jpg");
    let elsewhere = place.json(&["match", "--json", "--bank", "REHEARSAL garden", "--pdq", &pdq]);
    assert_eq!(elsewhere["matches"], serde_json::json!([]));

    let (code, _, err) = place.run(&["match", "--bank", "no such bank", "--pdq", &pdq]);
    assert!(code == 1 && err.contains("no such bank"), "{err}");
    assert_eq!(place.run(&["match", "--pdq", "00ff"]).0, 2, "a hash has 64 digits");
    assert_eq!(place.run(&["match"]).0, 2);
    assert_eq!(place.run(&["match", "/no/such/file"]).0, 3);
    let (_, out, _) = place.run(&["ledger", "verify", "--json"]);
    let leaves = serde_json::from_str::<Value>(&out).unwrap();
    assert_eq!(leaves["faults"], serde_json::json!([]));
    assert_eq!(place.run(&["item", "show", "0190a000-0000-7000-8000-000000000001"]).0, 1, "nothing was taken in");
}

/// Somebody who keeps banks by program.
struct Keeper {
    office: Office,
    session: Session,
}

impl Keeper {
    async fn new() -> Self {
        let office = Office::open().await;
        let session = office.session(Role::Investigator).await;
        Self { office, session }
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header(header::COOKIE, &self.session.cookie)
            .header("x-csrf", &self.session.csrf)
            .header(header::CONTENT_TYPE, "application/json");
        let answer = self.office.ask(request.body(Body::from(body.to_string())).unwrap()).await;
        let (status, answer) =
            (answer.status.as_u16(), serde_json::from_slice::<Value>(&answer.body).unwrap_or_default());
        shapes::hold(method.as_str(), path, Some(&body).filter(|body| !body.is_null()), status, &answer);
        (status, answer)
    }

    async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, Value::Null).await.1
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(Method::POST, path, body).await
    }

    /// Makes a bank and gives its path.
    async fn bank(&self) -> String {
        let (status, bank) = self.post("/api/v1/banks", json!({ "name": "Harbour", "source": "REHEARSAL" })).await;
        assert_eq!((status, &bank["enabled"]), (200, &json!(true)), "{bank}");
        format!("/api/v1/banks/{}", bank["id"].as_str().unwrap())
    }
}

#[tokio::test]
async fn many_things_are_looked_up_at_once() {
    let keeper = Keeper::new().await;
    let path = keeper.bank().await;
    assert_eq!(keeper.post("/api/v1/banks", json!({ "name": "Harbour", "source": "REHEARSAL" })).await.0, 422);
    let hash = "0f".repeat(32);
    let quoted = "The harbour bell is rung twice a minute when fog lies on the water.";
    let signals =
        json!({ "signals": [{ "name": "REHEARSAL hash", "pdq": hash }, { "name": "REHEARSAL text", "text": quoted }] });
    let (status, added) = keeper.post(&format!("{path}/signals"), signals).await;
    assert_eq!((status, &added["added"], &added["left_out"]), (200, &json!(4), &json!([])), "{added}");
    let two = json!({ "signals": [{ "name": "REHEARSAL", "pdq": hash, "sha256": hash }] });
    assert_eq!(keeper.post(&format!("{path}/signals"), two).await.0, 422, "exactly one fingerprint each");
    let first = keeper.get(&format!("{path}/signals?limit=2")).await;
    let second = keeper.get(&format!("{path}/signals?after={}", first["next"].as_str().unwrap())).await;
    let count = |page: &Value| page["signals"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&second), &second["next"]), (2, 2, &Value::Null));
    assert_eq!(keeper.ask(Method::GET, &format!("{path}/signals?after=oops"), Value::Null).await.0, 422);

    // The signal at which the first part ended is removed: the list goes on from where it stood.
    let last = first["signals"][1]["id"].as_str().unwrap();
    let removed = keeper.post(&format!("/api/v1/signals/{last}/remove"), json!({ "reason": "REHEARSAL" })).await;
    assert_eq!(removed.0, 200);
    let rest = keeper.get(&format!("{path}/signals?after={}", first["next"].as_str().unwrap())).await;
    let ids: Vec<&Value> = rest["signals"].as_array().unwrap().iter().map(|signal| &signal["id"]).collect();
    assert!(ids.contains(&&second["signals"][0]["id"]), "{rest}");

    let text = format!("REHEARSAL. A page that quotes: {BULLETIN} {quoted}");
    let queries = json!({ "queries": [{ "pdq": hash }, { "text": text }, { "sha256": hash }] });
    let answers = keeper.post("/api/v1/lookup", queries).await.1["answers"].clone();
    assert_eq!(answers[0]["matches"][0]["signal_name"], "REHEARSAL hash");
    assert!(answers[0]["matches"][0]["content"].as_u64().unwrap() > 0);
    let banks = |found: &Value| -> Vec<String> {
        found.as_array().unwrap().iter().map(|found| found["bank_name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(banks(&answers[1]["matches"]).contains(&"REHEARSAL".to_owned()), "{answers}");
    assert_eq!(answers[2], json!({ "matches": [], "not_examined": [] }));
    let id = path.rsplit('/').next().unwrap();
    let elsewhere = json!({ "queries": [{ "text": text }], "banks": [id] });
    let only = keeper.post("/api/v1/lookup", elsewhere.clone()).await.1;
    let found = banks(&only["answers"][0]["matches"]);
    assert!(!found.is_empty() && found.iter().all(|bank| bank == "Harbour"), "{only}");
    let nowhere = json!({ "queries": [{ "text": text }], "banks": [uuid::Uuid::nil()] });
    assert_eq!(keeper.post("/api/v1/lookup", nowhere).await.0, 404, "there is no such bank");
    assert_eq!(keeper.post(&format!("{path}/disable"), json!({ "reason": "REHEARSAL" })).await.0, 200);
    let off = keeper.post("/api/v1/lookup", elsewhere).await.1["answers"][0].clone();
    assert_eq!(off["matches"], json!([]));
    assert!(off["not_examined"][0].as_str().unwrap().contains("switched off"), "{off}");
    let many = json!({ "queries": vec![json!({ "pdq": hash }); 1_001] });
    assert_eq!(keeper.post("/api/v1/lookup", many).await.0, 422);
}

#[tokio::test]
async fn every_kind_of_hash_is_kept_and_looked_up() {
    let keeper = Keeper::new().await;
    let path = keeper.bank().await;
    let tlsh = format!("T1{}", "0123456789abcdef".repeat(5).split_at(70).0).to_uppercase();
    for (kind, hash) in
        [("sha256", "0f".repeat(32)), ("sha1", "0f".repeat(20)), ("md5", "0f".repeat(16)), ("tlsh", tlsh)]
    {
        let signals = json!({ "signals": [{ "name": "REHEARSAL", kind: hash }] });
        assert_eq!(keeper.post(&format!("{path}/signals"), signals).await.1["added"], 1, "{kind}");
        let ask = json!({ "queries": [{ kind: hash }] });
        let found = keeper.post("/api/v1/lookup", ask).await.1["answers"][0]["matches"].clone();
        assert_eq!((&found[0]["method"], found.as_array().unwrap().len()), (&json!(kind), 1), "{found}");
    }
}

#[tokio::test]
async fn signals_are_removed_and_banks_renamed() {
    let keeper = Keeper::new().await;
    let path = keeper.bank().await;
    let hash = "0f".repeat(32);
    let signals = json!({ "signals": [{ "name": "REHEARSAL hash", "pdq": hash }] });
    assert_eq!(keeper.post(&format!("{path}/signals"), signals).await.0, 200);
    let ask = json!({ "queries": [{ "pdq": hash }] });
    let found = keeper.post("/api/v1/lookup", ask.clone()).await.1;
    let signal = format!("/api/v1/signals/{}", found["answers"][0]["matches"][0]["signal"].as_str().unwrap());
    assert_eq!(keeper.post(&format!("{signal}/remove"), json!({ "reason": "" })).await.0, 422);
    assert_eq!(keeper.post(&format!("{signal}/remove"), json!({ "reason": "REHEARSAL" })).await.0, 200);
    assert_eq!(keeper.post("/api/v1/lookup", ask).await.1["answers"][0]["matches"], json!([]));
    assert_eq!(keeper.get(&signal).await["removed"]["reason"], "REHEARSAL");
    assert_eq!(keeper.post(&format!("{path}/rename"), json!({ "name": "Quay" })).await.0, 200);
    assert_eq!(keeper.get(&path).await["name"], "Quay");
    assert_eq!(keeper.post(&format!("{path}/disable"), json!({ "reason": "REHEARSAL" })).await.0, 200);
    assert_eq!(keeper.get(&path).await["enabled"], false);
}

#[tokio::test]
async fn files_are_hashed_looked_up_and_kept() {
    let keeper = Keeper::new().await;
    let path = keeper.bank().await;
    let (picture, text) = (waves(5), BULLETIN.as_bytes());
    let send = async |path: &str| {
        let parts: [(&str, &str, &[u8]); 2] = [("a", "waves.jpg", &picture), ("b", "bulletin.txt", text)];
        let mut request = multipart_request(path, &keeper.session, &parts);
        request.headers_mut().insert("x-csrf", keeper.session.csrf.parse().unwrap());
        let answer = keeper.office.ask(request).await;
        let (status, answer) = (answer.status.as_u16(), serde_json::from_slice::<Value>(&answer.body).unwrap());
        shapes::hold("POST", path, None, status, &answer);
        answer
    };
    let hashed = send("/api/v1/hash").await;
    assert_eq!(hashed["files"][0]["picture"]["usable"], true, "{hashed}");
    let found = send("/api/v1/lookup/files").await;
    assert_eq!((&found["answers"][0]["matches"], &found["answers"][1]["file"]), (&json!([]), &json!("bulletin.txt")));
    assert_eq!(found["answers"][1]["matches"][0]["method"], "sha256");
    assert_eq!(send(&format!("{path}/files")).await["added"], 6);
    assert_eq!(send(&format!("{path}/files")).await["known"], 6);
    let none = multipart_request("/api/v1/hash", &keeper.session, &[]);
    assert!(keeper.office.ask(none).await.status.is_client_error());
}
