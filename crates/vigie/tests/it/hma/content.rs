//! What a bank holds, in HMA's words: a file comes and goes with all that it is known by.

use super::{FIVES, Program, ZEROS, pdq};
use crate::lookup::waves;
use crate::office::Office;
use axum::http::Method;
use casework::banks;
use casework::ports::Query;
use casework::records::{Kind, Signal, content};
use domain::people::Role;
use matching::digest::{Md5, Sha256};
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_removed_is_found_no_more() {
    let program = Program::new().await;
    let picture = waves(5);
    program.post("/c/banks", json!({ "name": "NEW_BANK" })).await;
    let id = program.send("/c/bank/NEW_BANK/content", &[("photo", &picture)]).await.1["id"].clone();
    let path = format!("/c/bank/NEW_BANK/content/{id}");
    let put = |body| program.ask(Method::PUT, &path, Some(body));
    assert_eq!(put(json!({ "disable_until_ts": 9_999_999_999_i64 })).await.0, 400);
    assert_eq!(put(json!({ "disable_until_ts": 1 })).await.1["disable_until_ts"], 1);
    assert_eq!(put(json!({ "disable_until_ts": "1" })).await.1["disable_until_ts"], 1, "HMA takes it in a string too");
    assert_eq!(program.ask(Method::DELETE, &path, None).await, (200, json!({ "deleted": 1 })));
    assert_eq!(
        program.send("/m/lookup?types=pdq,sha256", &[("photo", &picture)]).await.1,
        json!({ "pdq": {}, "sha256": {} })
    );
    assert_eq!(program.get(&path).await.1["disable_until_ts"], 0);
    assert_eq!(program.ask(Method::DELETE, &path, None).await, (200, json!({ "deleted": 0 })));
    assert_eq!(put(json!({ "disable_until_ts": 1 })).await.0, 400, "what a person took out is not brought back");

    let hash = json!({ "pdq": ZEROS });
    assert_eq!(program.post("/c/bank/NEW_BANK/signal", hash.clone()).await.0, 200);
    let known = program.post("/c/bank/NEW_BANK/signal", hash).await.1["id"].clone();
    let raw = format!("/m/raw_lookup?signal_type=pdq&signal={ZEROS}");
    assert_eq!(program.get(&raw).await.1["matches"], json!([known]), "what is added twice keeps its number");
    for _ in 0..2 {
        let gone = program.ask(Method::DELETE, "/c/bank/NEW_BANK", None).await;
        assert_eq!(gone, (200, json!({ "message": "Done" })));
    }
    assert_eq!(program.ask(Method::DELETE, "/c/bank/NONE", None).await.0, 200);
    assert_eq!(program.get(&raw).await.1["matches"], json!([]));
}

#[tokio::test]
async fn the_signals_of_one_file_share_its_number() {
    let office = Office::open().await;
    let signals = office.desk.list::<Signal>(&Query::all(Kind::Signal, 10)).await.unwrap();
    let numbers: Vec<u64> = signals.iter().map(|signal| content(signal.id)).collect();
    assert!(
        numbers.len() == 3 && numbers.iter().all(|number| *number == numbers[0]) && numbers[0] < 1 << 53,
        "{numbers:?}"
    );
    let by_number = Query::all(Kind::Signal, 10).with("content", numbers[0]);
    assert_eq!(office.desk.list::<Signal>(&by_number).await.unwrap().len(), 3);
}

#[tokio::test]
async fn all_that_a_file_is_known_by_comes_and_goes_under_one_number() {
    let program = Program::new().await;
    program.post("/c/banks", json!({ "name": "NEW_BANK" })).await;
    let picture = waves(5);
    let hash = pdq(&picture).to_string();
    let id = program.post("/c/bank/NEW_BANK/signal", json!({ "pdq": hash })).await.1["id"].clone();
    let added = program.send("/c/bank/NEW_BANK/content", &[("photo", &picture)]).await;
    assert_eq!(added, (200, json!({ "id": id, "signals": { "pdq": hash } })), "its looks were known under that number");
    let content = |id: &Value| format!("/c/bank/NEW_BANK/content/{id}");
    let shown = program.get(&format!("{}?include_signals=true", content(&id))).await.1;
    assert_eq!(shown["signals"].as_object().unwrap().len(), 2, "the digest of the file stands beside them: {shown}");
    let every = "/m/lookup?types=pdq,sha256";
    let found = program.send(every, &[("photo", &picture)]).await.1;
    let one = json!({ "NEW_BANK": [{ "bank_content_id": id, "distance": "0" }] });
    assert_eq!((&found["pdq"], &found["sha256"]["NEW_BANK"][0]["bank_content_id"]), (&one, &id));
    assert_eq!(program.ask(Method::DELETE, &content(&id), None).await, (200, json!({ "deleted": 1 })));
    assert_eq!(program.send(every, &[("photo", &picture)]).await.1, json!({ "pdq": {}, "sha256": {} }));

    // Hashes of one file that are told together, and a video that is kept by two.
    let (md5, sha256) = (Md5::of(b"REHEARSAL one").to_string(), Sha256::of(b"REHEARSAL one").to_string());
    let told = json!({ "pdq": FIVES, "video_md5": md5, "sha256": sha256 });
    let (status, added) = program.post("/c/bank/NEW_BANK/signal", told.clone()).await;
    assert_eq!((status, &added["signals"]), (200, &told));
    let video: &[u8] = b"REHEARSAL, the tide goes out";
    let kept =
        program.send("/c/bank/NEW_BANK/content?types=video_md5,sha256", &[("video", video)]).await.1["id"].clone();
    let raw = |kind: &str, signal: &str| format!("/m/raw_lookup?signal_type={kind}&signal={signal}");
    let of_video = (Md5::of(video).to_string(), Sha256::of(video).to_string());
    for (id, md5, sha256) in [(&added["id"], &md5, &sha256), (&kept, &of_video.0, &of_video.1)] {
        let raws = [raw("video_md5", md5), raw("sha256", sha256)];
        for raw in &raws {
            assert_eq!(program.get(raw).await.1["matches"], json!([id]), "{raw}");
        }
        assert_eq!(program.ask(Method::DELETE, &content(id), None).await, (200, json!({ "deleted": 1 })));
        for raw in &raws {
            assert_eq!(program.get(raw).await.1["matches"], json!([]), "{raw}");
        }
    }
    assert_eq!(program.post("/c/bank/NEW_BANK/signal", json!({})).await.1["message"], "No signals given");
}

#[tokio::test]
async fn a_file_does_not_come_back_past_what_a_person_took_out_of_it() {
    let program = Program::new().await;
    program.post("/c/banks", json!({ "name": "NEW_BANK" })).await;
    program.post("/c/bank/NEW_BANK/signal", json!({ "pdq": FIVES })).await;
    let desk = &program.office.desk;
    let signals = desk.list::<Signal>(&Query::all(Kind::Signal, 10)).await.unwrap();
    let fives = signals.iter().find(|signal| signal.value.digits().as_deref() == Some(FIVES)).unwrap();
    let why = "REHEARSAL: a harmless look";
    banks::remove(desk, &program.office.people[&Role::Investigator], fives.id, why).await.unwrap();

    let sha256 = Sha256::of(b"REHEARSAL one").to_string();
    let refused = program.post("/c/bank/NEW_BANK/signal", json!({ "pdq": FIVES, "sha256": sha256 })).await;
    let said = json!({ "message": format!("not added: a person removed it before: {why}") });
    assert_eq!(refused, (400, said));
    let raw = format!("/m/raw_lookup?signal_type=sha256&signal={sha256}");
    assert_eq!(program.get(&raw).await.1["matches"], json!([]), "nor does the rest of it");
}

#[tokio::test]
async fn what_a_program_knows_content_by_is_told_again() {
    let program = Program::new().await;
    program.post("/c/banks", json!({ "name": "NEW_BANK" })).await;
    let picture = waves(5);
    let said = [("metadata", r#"{"content_id": "1197433091", "json": {}}"#), ("note", "REHEARSAL")];
    let added = program.fill("/c/bank/NEW_BANK/content", &said, &[("photo", &picture)]).await.1;
    let path = format!("/c/bank/NEW_BANK/content/{}", added["id"]);
    let shown = program.get(&path).await.1;
    let metadata = json!({ "content_id": "1197433091", "content_uri": null, "json": null });
    assert_eq!((&shown["metadata"], &shown["note"]), (&metadata, &json!("REHEARSAL")));

    let long = "REHEARSAL".repeat(30)[..255].to_owned();
    let added = program.fill("/c/bank/NEW_BANK/content", &[("note", &long)], &[("photo", &waves(6))]).await.1;
    let shown = program.get(&format!("/c/bank/NEW_BANK/content/{}", added["id"])).await.1;
    assert_eq!(shown["note"], json!(long), "a note is kept whole");

    let message = |(status, said): (u16, Value)| (status, said["message"].as_str().unwrap_or_default().to_owned());
    let (status, said) = message(program.ask(Method::PUT, &path, Some(json!({ "note": "REHEARSAL" }))).await);
    assert!(status == 400 && said.contains("note is not changed here"), "{status} {said}");
    let nothing = json!({ "sha256": Sha256::of(b"").to_string() });
    let (status, said) = message(program.post("/c/bank/NEW_BANK/signal", nothing).await);
    assert!(status == 400 && said.contains("blank or empty content"), "{status} {said}");
    for metadata in ["{", r#"{"colour": 1}"#] {
        let refused = program.fill("/c/bank/NEW_BANK/content", &[("metadata", metadata)], &[("photo", &picture)]).await;
        let (status, said) = message(refused);
        assert!(status == 400 && said.starts_with("Invalid metadata"), "{status} {said}");
    }
    let (status, said) = message(program.get("/c/bank/NEW_BANK/content/seven").await);
    assert_eq!((status, said.as_str()), (404, "content is named by a whole number"));
    for kind in ["photo", "video"] {
        let (status, said) = message(program.send("/h/hash", &[(kind, b"")]).await);
        assert_eq!((status, said.as_str()), (400, "the file cannot be hashed: it is empty"));
    }
}
