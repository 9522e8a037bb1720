//! What programs written for Hasher-Matcher-Actioner ask, and what its own tests and documentation say is answered.

mod content;

use crate::lookup::waves;
use crate::office::{Answer, Office};
use crate::shapes;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use casework::people;
use casework::policy::Permission as P;
use casework::ports::Query;
use casework::records::Kind;
use data_encoding::BASE64;
use domain::people::Role;
use jiff::SignedDuration;
use matching::digest::Md5;
use matching::pdq::Pdq;
use matching::picture::{Limits, hash_file};
use serde_json::{Value, json};

/// A program with a token.
struct Program {
    office: Office,
    token: String,
}

impl Program {
    async fn new() -> Self {
        let office = Office::open().await;
        let token = token(&office, Role::Investigator, &[P::SeeBanks, P::KeepBanks, P::TakeIn]).await;
        Self { office, token }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let mut request =
            Request::builder().method(method.clone()).uri(path).header(header::AUTHORIZATION, self.bearer());
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let sent = body.as_ref().map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let (status, answer) = answered(&self.office.ask(request.body(sent).unwrap()).await);
        shapes::hold(method.as_str(), path, body.as_ref(), status, &answer);
        (status, answer)
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.ask(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Sends files as a form does: field and bytes.
    async fn send(&self, path: &str, files: &[(&str, &[u8])]) -> (u16, Value) {
        self.fill(path, &[], files).await
    }

    /// The same, with texts before them.
    async fn fill(&self, path: &str, texts: &[(&str, &str)], files: &[(&str, &[u8])]) -> (u16, Value) {
        let mut body = Vec::new();
        for (field, text) in texts {
            let head = format!("Content-Disposition: form-data; name=\"{field}\"");
            body.extend(format!("--tide\r\n{head}\r\n\r\n{text}\r\n").into_bytes());
        }
        for (field, bytes) in files {
            let head = format!("Content-Disposition: form-data; name=\"{field}\"; filename=\"waves.jpg\"");
            body.extend(format!("--tide\r\n{head}\r\n\r\n").into_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--tide--\r\n");
        let request = Request::post(path)
            .header(header::AUTHORIZATION, self.bearer())
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=tide");
        let (status, answer) = answered(&self.office.ask(request.body(Body::from(body)).unwrap()).await);
        shapes::hold("POST", path, None, status, &answer);
        (status, answer)
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }
}

async fn token(office: &Office, role: Role, scopes: &[P]) -> String {
    let lasts = SignedDuration::from_hours(1);
    people::make_token(&office.desk, &office.people[&role], "REHEARSAL", scopes, lasts).await.unwrap()
}

fn answered(answer: &Answer) -> (u16, Value) {
    (answer.status.as_u16(), serde_json::from_slice(&answer.body).unwrap_or_else(|_| json!(answer.text())))
}

fn pdq(picture: &[u8]) -> Pdq {
    hash_file(picture, &Limits::default()).unwrap().pdq
}

const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const FIVES: &str = "5555555555555555555555555555555555555555555555555555555555555555";

#[tokio::test]
async fn banks_are_made_named_and_switched_as_its_tests_do() {
    let program = Program::new().await;
    assert_eq!(program.get("/status").await, (200, json!("I-AM-ALIVE")));
    for name in ["01_TEST_BANK", "my_test_bank"] {
        assert_eq!(program.post("/c/banks", json!({ "name": name })).await.0, 400, "{name}");
    }
    let made = json!({ "matching_enabled_ratio": 1.0, "name": "MY_TEST_BANK_01" });
    assert_eq!(program.post("/c/banks", json!({ "name": "MY_TEST_BANK_01" })).await, (201, made.clone()));
    let again = program.post("/c/banks", json!({ "name": "MY_TEST_BANK_01" })).await;
    assert_eq!(again, (403, json!({ "message": "Bank already exists" })));
    let (_, banks) = program.get("/c/banks").await;
    assert!(banks.as_array().unwrap().contains(&made), "{banks}");
    assert_eq!(program.post("/c/banks", json!({})).await.0, 422);

    let path = "/c/bank/MY_TEST_BANK_01";
    let put = |body| program.ask(Method::PUT, path, Some(body));
    assert_eq!(put(json!({ "name": "1_invalid_name" })).await.0, 400);
    assert_eq!(put(json!({ "enabled": false })).await.1["matching_enabled_ratio"], 0.0);
    assert_eq!(put(json!({ "enabled_ratio": 1.0 })).await.1["matching_enabled_ratio"], 1.0);
    let (status, said) = put(json!({ "enabled_ratio": 0.5 })).await;
    assert!(status == 400 && said["message"].as_str().unwrap().contains("coin"), "{said}");
    for (word, ratio) in [("false", 0.0), ("True", 1.0), ("0", 0.0)] {
        assert_eq!(put(json!({ "enabled": word })).await.1["matching_enabled_ratio"], ratio, "{word}");
    }
    assert_eq!(put(json!({ "enabled_ratio": "1" })).await.1["matching_enabled_ratio"], 1.0);
    assert_eq!(put(json!({ "enabled": "perhaps" })).await.0, 422);
    assert_eq!(put(json!({ "name": "MY_TEST_BANK_RENAMED" })).await.1["name"], "MY_TEST_BANK_RENAMED");
    let gone = json!({ "message": "bank 'MY_TEST_BANK_01' not found" });
    assert_eq!(program.get(path).await, (404, gone));
    assert_eq!(program.get("/c/bank/MY_TEST_BANK_RENAMED").await.0, 200);
}

#[tokio::test]
async fn a_bank_with_one_hash_matches() {
    let program = Program::new().await;
    program.post("/c/banks", json!({ "name": "TEST_BANK" })).await;
    let (status, added) = program.post("/c/bank/TEST_BANK/signal", json!({ "pdq": ZEROS })).await;
    assert_eq!((status, &added["signals"]), (200, &json!({ "pdq": ZEROS })));
    let id = added["id"].as_u64().unwrap();
    let near = format!("{}f", &ZEROS[1..]);

    let raw = |more: &str| format!("/m/raw_lookup?signal_type=pdq&signal={near}{more}");
    assert_eq!(program.get(&raw("")).await, (200, json!({ "matches": [id] })));
    let far = json!({ "matches": [{ "bank_content_id": id, "distance": "4" }] });
    assert_eq!(program.get(&raw("&include_distance=True")).await, (200, far));
    assert_eq!(program.get(&raw("&banks=OTHER,TEST_BANK")).await.1["matches"], json!([id]));
    assert_eq!(program.get(&raw("&banks=NON_EXISTENT_BANK")).await, (200, json!({ "matches": [] })));

    let by_bank = json!({ "TEST_BANK": [{ "bank_content_id": id, "distance": "4" }] });
    let looked = format!("/m/lookup?signal_type=pdq&signal={near}&seed=1234&bypass_coinflip=true");
    assert_eq!(program.get(&looked).await, (200, by_bank));
    assert_eq!(program.get(&format!("/m/lookup?signal_type=pdq&signal={FIVES}")).await, (200, json!({})));

    let size = program.get("/m/index/status?signal_type=pdq").await.1;
    assert_eq!((&size["pdq"]["present"], &size["pdq"]["size"]), (&json!(true), &json!(1)));
    program.ask(Method::PUT, "/c/bank/TEST_BANK", Some(json!({ "enabled": false }))).await;
    assert_eq!(program.get(&raw("")).await, (200, json!({ "matches": [] })), "what is switched off is not found");
}

#[tokio::test]
async fn what_does_not_fit_is_said_in_its_words() {
    let program = Program::new().await;
    let message = |answer: (u16, Value)| (answer.0, answer.1["message"].as_str().unwrap_or_default().to_owned());
    let cases = [
        ("/m/raw_lookup?signal_type=pdq", 422, "signal is required"),
        ("/m/raw_lookup?signal_type=tmk&signal=00", 400, "No such SignalType 'tmk'"),
        ("/m/raw_lookup?signal_type=pdq&signal=00", 400, "invalid signal: invalid PDQ hash"),
        ("/m/lookup", 400, "Either url or both signal and signal_type are required"),
        ("/m/index/status?signal_type=tmk", 400, "No such signal type 'tmk'"),
        ("/h/hash", 422, "url is required"),
        ("/h/hash?url=file:///etc/passwd", 400, "url: give an address"),
        ("/c/bank/NONE", 404, "bank 'NONE' not found"),
        ("/c/bank/NONE/content/1", 404, "bank 'NONE' not found"),
    ];
    for (path, status, words) in cases {
        let (found, said) = message(program.get(path).await);
        assert!(found == status && said.starts_with(words), "{path}: {found} {said}");
    }
    assert_eq!(program.post("/m/compare", json!({ "pdq": [ZEROS] })).await.0, 400);
    assert_eq!(program.post("/m/compare", json!([])).await.0, 400);
    assert_eq!(program.send("/h/hash", &[]).await.1["message"], "Missing multipart/form-data file upload");
    let picture = waves(5);
    let two = [("photo", picture.as_slice()), ("photo", &picture)];
    assert_eq!(program.send("/h/hash", &two).await.1["message"], "Only one file allowed per request");
    assert_eq!(program.send("/h/hash", &[("song", &picture)]).await.1["message"], "no such content_type: 'song'");
    assert_eq!(program.send("/h/hash?types=tmk", &[("photo", &picture)]).await.0, 400);
}

#[tokio::test]
async fn pictures_are_hashed_kept_and_found() {
    let program = Program::new().await;
    let (picture, other) = (waves(5), waves(6));
    let hash = pdq(&picture).to_string();
    assert_eq!(program.send("/h/hash", &[("photo", &picture)]).await, (200, json!({ "pdq": hash })));
    let blank = matching::picture::Picture::from_rgb(64, 64, vec![200; 64 * 64 * 3]).unwrap().preview(64);
    assert_eq!(program.send("/h/hash", &[("photo", &blank)]).await, (200, json!({ "pdq": "" })));
    let (status, said) = program.send("/m/lookup", &[("photo", &blank)]).await;
    assert!(status == 400 && said["message"].as_str().unwrap().contains("too little structure"), "{said}");

    program.post("/c/banks", json!({ "name": "NEW_BANK" })).await;
    let (status, added) = program.send("/c/bank/NEW_BANK/content?note=REHEARSAL", &[("photo", &picture)]).await;
    assert_eq!((status, &added["signals"]), (200, &json!({ "pdq": hash })), "{added}");
    let id = added["id"].as_u64().unwrap();
    let found = json!({ "pdq": { "NEW_BANK": [{ "bank_content_id": id, "distance": "0" }] } });
    assert_eq!(program.send("/m/lookup", &[("photo", &picture)]).await, (200, found));
    assert_eq!(program.send("/m/lookup", &[("photo", &other)]).await, (200, json!({ "pdq": {} })));

    let path = format!("/c/bank/NEW_BANK/content/{id}");
    let shown = program.get(&path).await.1;
    let bank = json!({ "name": "NEW_BANK", "matching_enabled_ratio": 1.0 });
    assert_eq!((&shown["id"], &shown["bank"], &shown["note"]), (&json!(id), &bank, &json!("REHEARSAL")));
    assert_eq!((&shown["disable_until_ts"], shown.get("signals")), (&json!(1), None));
    let shown = program.get(&format!("{path}?include_signals=true")).await.1;
    assert_eq!(shown["signals"]["pdq"], hash);
    assert_eq!(program.get("/c/bank/NEW_BANK/content/999999").await.0, 404);

    let compared = program.post("/m/compare", json!({ "pdq": [hash, pdq(&other).to_string()] })).await.1;
    let distance = pdq(&picture).distance(pdq(&other));
    assert_eq!(compared, json!({ "pdq": [distance <= 31, { "distance": distance }] }));
}

#[tokio::test]
async fn videos_are_known_by_their_digest() {
    let program = Program::new().await;
    let video = b"REHEARSAL, not a video at all";
    let digest = Md5::of(video).to_string();
    assert_eq!(program.send("/h/hash", &[("video", video)]).await, (200, json!({ "video_md5": digest })));
    assert_eq!(program.send("/h/hash?types=pdq", &[("video", video)]).await.0, 400, "a video has no such hash");
    program.post("/c/banks", json!({ "name": "NEW_BANK" })).await;
    let (status, added) = program.send("/c/bank/NEW_BANK/content", &[("video", video)]).await;
    assert_eq!((status, &added["signals"]), (200, &json!({ "video_md5": digest })), "{added}");
    let found = json!({ "video_md5": { "NEW_BANK": [{ "bank_content_id": added["id"], "distance": "-" }] } });
    assert_eq!(program.send("/m/lookup", &[("video", video)]).await, (200, found));
}

#[tokio::test]
async fn addresses_are_fetched_through_the_guard() {
    let program = Program::new().await;
    let picture = waves(5);
    let address = "https://b.lowtide.test/waves.jpg";
    for (address, status, body) in [(address, 200, picture.as_slice()), ("https://b.lowtide.test/nowhere", 404, b"")] {
        let url = address.parse().unwrap();
        let page = testkit::page(&url, testkit::start(), status, "image/jpeg", body);
        program.office.fetch.answer(&url, Ok(page));
    }
    for (note, wanted, words) in [
        ("https://b.lowtide.test/cut.jpg: was cut at 9 bytes; the rest was not fetched", 413, "Content too large"),
        ("the coding of the body is broken after 9 decoded bytes; the rest was not examined", 400, "is broken after 9"),
    ] {
        let url = "https://b.lowtide.test/cut.jpg".parse().unwrap();
        let mut page = testkit::page(&url, testkit::start(), 200, "image/jpeg", &picture);
        page.not_examined.push(note.to_owned());
        program.office.fetch.answer(&url, Ok(page));
        let (status, said) = program.get(&format!("/h/hash?url={url}")).await;
        assert!(status == wanted && said["message"].as_str().unwrap().contains(words), "{status} {said}");
    }
    let (status, hashed) = program.get(&format!("/h/hash?url={address}")).await;
    assert_eq!((status, &hashed["pdq"]), (200, &json!(pdq(&picture).to_string())), "{hashed}");
    let (status, said) = program.get("/h/hash?url=https://b.lowtide.test/nowhere").await;
    assert!(status == 400 && said["message"].as_str().unwrap().contains("nothing was seen there"), "{said}");

    program.post("/c/banks", json!({ "name": "NEW_BANK" })).await;
    let path = format!("/c/bank/NEW_BANK/content?url={address}&content_type=photo");
    let bad = program.post(&path, json!({ "metadata": { "invalid_metadata": 5 } })).await;
    assert_eq!(bad.0, 400, "{}", bad.1);
    let said = json!({ "metadata": { "content_id": "1197433091", "json": { "asdf": {} } } });
    let (status, added) = program.post(&path, said).await;
    assert_eq!(status, 200, "{added}");
    let shown = program.get(&format!("/c/bank/NEW_BANK/content/{}", added["id"])).await.1;
    assert_eq!(shown["note"], "1197433091");
    let found = program.get(&format!("/m/lookup?url={address}&signal_type=pdq")).await.1;
    assert_eq!(found["NEW_BANK"][0]["distance"], "0", "the type stands around the answer only when none is asked for");

    // Whoever keeps banks and may not bring addresses cannot have one fetched.
    let narrow = token(&program.office, Role::Investigator, &[P::SeeBanks, P::KeepBanks]).await;
    let program = Program { token: narrow, ..program };
    assert_eq!(program.get(&format!("/m/lookup?url={address}")).await.0, 403);
    assert_eq!(program.get(&format!("/h/hash?url={address}")).await.0, 403);
    assert_eq!(program.post(&path, json!({})).await.0, 403);
}

#[tokio::test]
async fn a_token_is_asked_for_and_a_revoked_one_is_out_at_once() {
    let program = Program::new().await;
    let path = format!("/m/raw_lookup?signal_type=pdq&signal={ZEROS}");
    let (status, said) = answered(&program.office.get(&path).await);
    assert_eq!((status, said), (401, json!({ "message": "sign in, or send an API token" })));

    // Programs that know no bearer send it as the password of an address.
    let basic = format!("Basic {}", BASE64.encode(format!("token:{}", program.token).as_bytes()));
    let ask = |scheme: &str| {
        let request = Request::get(&path).header(header::AUTHORIZATION, scheme).body(Body::empty()).unwrap();
        program.office.head(request)
    };
    assert_eq!(ask(&basic).await.0, StatusCode::OK);
    assert_eq!(ask("Basic !").await.0, StatusCode::UNAUTHORIZED);
    for _ in 0..3 {
        assert_eq!(program.get(&path).await.0, 200);
    }
    let desk = &program.office.desk;
    let investigator = &program.office.people[&Role::Investigator];
    let tokens = Query::all(Kind::ApiToken, 10);
    for token in desk.list::<casework::records::ApiToken>(&tokens).await.unwrap() {
        people::revoke_token(desk, investigator, token.id).await.unwrap();
    }
    assert_eq!(program.get(&path).await.0, 401, "it had been remembered, and is out all the same");
}

#[tokio::test]
async fn each_change_is_an_act_of_the_tokens_person() {
    let program = Program::new().await;
    let before = program.office.desk.doors.store.frontier().await.unwrap().size();
    program.post("/c/banks", json!({ "name": "TEST_BANK" })).await;
    program.post("/c/bank/TEST_BANK/signal", json!({ "pdq": ZEROS })).await;
    program.get(&format!("/m/raw_lookup?signal_type=pdq&signal={ZEROS}")).await;
    let acts = program.office.desk.doors.store.entries(before, 10).await.unwrap();
    let names: Vec<Value> =
        acts.iter().map(|act| serde_json::from_str::<Value>(&act.leaf).unwrap()["act"].clone()).collect();
    assert_eq!(names, ["bank_made", "signals_added", "import_ended"], "a lookup is no act");
    let person = program.office.people[&Role::Investigator].person.to_string();
    assert!(acts.iter().all(|act| act.opened.contains(&person)));
}

#[tokio::test]
async fn a_bank_that_is_switched_off_meanwhile_is_found_or_not_and_nothing_else() {
    let program = Program::new().await;
    program.post("/c/banks", json!({ "name": "TEST_BANK" })).await;
    let id = program.post("/c/bank/TEST_BANK/signal", json!({ "pdq": FIVES })).await.1["id"].clone();
    let raw = format!("/m/raw_lookup?signal_type=pdq&signal={FIVES}");
    let looked = format!("/m/lookup?signal_type=pdq&signal={FIVES}");
    let asks = async {
        for _ in 0..40 {
            let (status, found) = program.get(&raw).await;
            assert!(status == 200 && [json!([id]), json!([])].contains(&found["matches"]), "{status} {found}");
            let (status, found) = program.get(&looked).await;
            let matched = json!({ "TEST_BANK": [{ "bank_content_id": id, "distance": "0" }] });
            assert!(status == 200 && [matched, json!({})].contains(&found), "{status} {found}");
        }
    };
    let switches = async {
        for on in [false, true, false, true, false] {
            program.ask(Method::PUT, "/c/bank/TEST_BANK", Some(json!({ "enabled": on }))).await;
        }
        program.ask(Method::DELETE, &format!("/c/bank/TEST_BANK/content/{id}"), None).await
    };
    let ((), gone) = tokio::join!(asks, switches);
    assert_eq!(gone, (200, json!({ "deleted": 1 })), "what a bank that is off holds can be taken out");
    assert_eq!(program.get(&raw).await, (200, json!({ "matches": [] })));
}
