use crate::server::{LANG_COOKIE, SESSION_COOKIE};
use crate::web::scene::Scene;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casework::banks::{self, Addition};
use casework::ports::Query;
use casework::records::{Bank, Comparison, Kept, Kind, Pass, Quarantine, Signal, Value};
use domain::bank::{Effect, Voice};
use domain::people::Role;
use matching::digest::Sha256;

const EDGE: &str = "REHEARSAL-EDGE";

fn part(name: &str, file: Option<&str>, value: &str) -> String {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
}

#[tokio::test]
async fn files_and_hashes_are_imported_and_what_cannot_be_read_is_named() {
    let scene = Scene::new().await;
    let session = scene.session(Role::Investigator).await;
    let csrf = casework::people::session(&scene.desk, &session).await.unwrap().unwrap().csrf;
    let hash = "8f14e45fceea167a5a36dedd4bea2543c4ca4238a0b923820dcc509a6f75849b";
    let list = format!(
        "algorithm,hash,label\nsha256,{hash},tide table\nsha256,oops,\nmd5,0123456789abcdef0123456789ABCDEF,x\n"
    );
    let parts = |csrf: &str| {
        [
            part("csrf", None, csrf),
            part("name", None, "Harbour notes (REHEARSAL)"),
            part("source", None, "REHEARSAL desk"),
            part("bare", None, ""),
            part("files", Some("short.txt"), "REHEARSAL"),
            part("files", Some("list.csv"), &list),
            part("list", Some("hashes.json"), "\u{feff}[{\"oops\": 1}]"),
            part("list", Some("hashes.csv"), &list),
            format!("--{EDGE}--\r\n"),
        ]
        .concat()
    };
    let send = |body: String| {
        let request = Request::post("/banks/import")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header(header::COOKIE, format!("{SESSION_COOKIE}={session}"));
        scene.ask(request.body(Body::from(body)).unwrap())
    };
    let forged = send(parts("forged")).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN, "{}", forged.body);
    let done = send(parts(&csrf)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    for words in ["3 signals added", "hashes.csv:3", "short.txt", "list.csv", "hashes.json, object 1"] {
        assert!(done.body.contains(words), "{words}: {}", done.body);
    }
    let list = scene.get("/banks", Some(Role::Analyst)).await.body;
    let page = list
        .split("href=\"")
        .filter_map(|part| part.split('"').next())
        .find(|href| href.starts_with("/banks/"))
        .unwrap();
    let shown = scene.get(page, Some(Role::Analyst)).await.body;
    assert!(shown.contains("tide table") && shown.contains("8f14 e45f"), "{shown}");
    for words in ["hashes.csv:3", "the hash is not 64 hexadecimal digits", "short.txt"] {
        assert!(shown.contains(words), "it is kept what the last import left out, {words}: {shown}");
    }
    let cookies = format!("{SESSION_COOKIE}={session}; {LANG_COOKIE}=fr");
    let request = Request::get(page).header(header::COOKIE, cookies).body(Body::empty()).unwrap();
    let french = scene.ask(request).await.body;
    for words in ["n’est pas faite de 64 chiffres", "trop court pour une ressemblance", "c’est une liste d’empreintes"]
    {
        assert!(french.contains(words), "{words}: {french}");
    }
    assert!(!french.contains("exact bytes") && !french.contains("hexadecimal"), "{french}");
}

#[tokio::test]
async fn a_bank_is_switched_off_with_a_reason() {
    let scene = Scene::new().await;
    scene.draft(1).await;
    let list = scene.get("/banks", Some(Role::Investigator)).await.body;
    let page = list
        .split("href=\"")
        .filter_map(|part| part.split('"').next())
        .find(|href| href.starts_with("/banks/"))
        .unwrap()
        .to_owned();
    assert!(scene.get(&page, Some(Role::Investigator)).await.body.contains("1 acted on"), "the match was acted on");
    let silent = scene.post(&format!("{page}/disable"), Some(Role::Investigator), &[("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let off = scene
        .post(&format!("{page}/disable"), Some(Role::Investigator), &[("reason", "REHEARSAL: its source withdrew it")])
        .await;
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.body);
    assert!(scene.get(&page, Some(Role::Overseer)).await.body.contains("its source withdrew it"));
}

const KEEPER: Option<Role> = Some(Role::Investigator);
const BULLETINS: &str = "Meridian bulletins (REHEARSAL)";

async fn bank(scene: &Scene) -> Kept<Bank> {
    scene.desk.find_unique(BULLETINS).await.unwrap().unwrap()
}

/// The signal of the bulletin's text.
async fn bulletin(scene: &Scene) -> Kept<Signal> {
    let signals: Vec<Kept<Signal>> = scene.desk.list(&Query::all(Kind::Signal, 9)).await.unwrap();
    signals.into_iter().find(|signal| matches!(signal.value, Value::Text(_))).unwrap()
}

fn hash(number: u32) -> Addition {
    let value = Value::Sha256(Sha256::of(format!("REHEARSAL {number}").as_bytes()));
    Addition::Hash { name: format!("hash {number}"), value }
}

#[tokio::test]
async fn the_signal_asked_for_comes_first_and_then_the_newest() {
    let scene = Scene::new().await;
    let keeper = scene.actor(Role::Investigator).await;
    let oldest = bulletin(&scene).await;
    for number in 1..=2 {
        let batch = (number * 15..number * 15 + 15).map(hash).collect();
        banks::import(&scene.desk, &keeper, BULLETINS, "REHEARSAL desk", batch).await.unwrap();
    }
    let page = format!("/banks/{}", bank(&scene).await.id);
    let rows = |body: String| -> Vec<String> { body.split(" data-row").skip(1).map(str::to_owned).collect() };
    let newest = rows(scene.get(&page, KEEPER).await.body);
    let numbers = |row: &String| (30..45).any(|number| row.contains(&format!(">hash {number}<")));
    assert!(newest.len() == 20 && newest[..15].iter().all(numbers), "{newest:?}");
    assert!(!newest.iter().any(|row| row.contains("bulletin-40.txt")));
    let asked = rows(scene.get(&format!("{page}?signal={}", oldest.id), KEEPER).await.body);
    assert!(
        asked.len() == 21 && asked[0].contains("bulletin-40.txt") && asked[0].contains("<details open>"),
        "{asked:?}"
    );
    for nobody in ["none", "0190a000-0000-7000-8000-000000000001"] {
        assert_eq!(rows(scene.get(&format!("{page}?signal={nobody}"), KEEPER).await.body).len(), 20, "{nobody}");
    }
}

#[tokio::test]
async fn what_people_decide_about_a_signal_is_recorded_and_the_signal_shown_again() {
    let scene = Scene::new().await;
    let signal = bulletin(&scene).await;
    let page = format!("/banks/{}", signal.bank);
    let held = Quarantine { at: scene.desk.now(), today: 1_234, week: 7, released: None };
    scene.rewrite::<Signal>(signal.id.0, |signal| signal.quarantine = Some(held)).await;
    let shown = scene.get(&page, KEEPER).await.body;
    for words in ["In quarantine", "It matched 1,234 items in a day, and 7 in the week before", "/release\""] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!scene.get(&page, Some(Role::Analyst)).await.body.contains("/release\""));
    let acts = [
        ("release", "release", Role::Analyst, StatusCode::FORBIDDEN),
        ("release", "release", Role::Investigator, StatusCode::SEE_OTHER),
        ("release", "release", Role::Investigator, StatusCode::UNPROCESSABLE_ENTITY),
        ("confirm", "opinion", Role::Analyst, StatusCode::SEE_OTHER),
        ("dispute", "opinion", Role::Overseer, StatusCode::FORBIDDEN),
        ("dispute", "opinion", Role::Investigator, StatusCode::SEE_OTHER),
        ("remove", "remove", Role::Analyst, StatusCode::FORBIDDEN),
        ("remove", "remove", Role::Investigator, StatusCode::SEE_OTHER),
        ("confirm", "opinion", Role::Analyst, StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (act, word, role, status) in acts {
        let path = format!("{page}/signals/{}/{act}", signal.id);
        let silent = scene.post(&path, Some(role), &[("reason", " ")]).await.status;
        assert_ne!(silent, StatusCode::SEE_OTHER, "{act} without a reason");
        let answer = scene.post(&path, Some(role), &[("reason", "REHEARSAL: looked at again")]).await;
        assert_eq!(answer.status, status, "{act} by {role}: {}", answer.body);
        if status == StatusCode::SEE_OTHER {
            assert_eq!(answer.location, Some(format!("{page}?done={word}&signal={}", signal.id)), "{act}");
        }
    }
    let signal = scene.desk.load::<Signal>(signal.id.0).await.unwrap();
    let voices: Vec<Voice> = signal.opinions.iter().map(|opinion| opinion.voice).collect();
    assert_eq!((voices, signal.is_quarantined()), (vec![Voice::Confirm, Voice::Dispute], false));
    assert_eq!(signal.removed.as_ref().unwrap().reason, "REHEARSAL: looked at again");
}

#[tokio::test]
async fn terms_are_set_or_refused_with_all_that_was_typed() {
    let scene = Scene::new().await;
    let page = format!("/banks/{}", bank(&scene).await.id);
    let typed = |effect, bits, reason| {
        let shares = [("text_contained", "0,5"), ("text_covered", "0.6"), ("tlsh", "9")];
        [[("effect", effect), ("pdq_bits", bits), ("reason", reason)], shares].concat()
    };
    let rows = [
        ("both", "12", "REHEARSAL: why", "Choose what its matches do"),
        ("suppresses", "99", "REHEARSAL: why", "0 to 31 bits"),
        ("suppresses", "few", "REHEARSAL: why", "0 to 31 bits"),
        ("suppresses", "12", " ", "Say why the bank is compared differently"),
    ];
    for (effect, bits, reason, why) in rows {
        let refused = scene.post(&format!("{page}/terms"), KEEPER, &typed(effect, bits, reason)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let of_effect = if effect == "both" { "proposes" } else { effect };
        let chosen = format!("<option value=\"{of_effect}\" selected>");
        for kept in
            [why, &format!("value=\"{bits}\""), "value=\"0,5\"", "value=\"0.6\"", "value=\"9\"", reason.trim(), &chosen]
        {
            assert!(refused.body.to_lowercase().contains(&kept.to_lowercase()), "{kept}: {}", refused.body);
        }
        assert_eq!(bank(&scene).await.effect(), Effect::Proposes);
    }
    let set = scene.post(&format!("{page}/terms"), KEEPER, &typed("suppresses", "12", "REHEARSAL: why")).await;
    assert_eq!(set.location, Some(format!("{page}?done=terms")), "{}", set.body);
    let bank = bank(&scene).await;
    assert_eq!((bank.effect(), bank.thresholds().pdq_bits), (Effect::Suppresses, 12));
    let analyst =
        scene.post(&format!("{page}/terms"), Some(Role::Analyst), &typed("proposes", "12", "REHEARSAL")).await;
    assert_eq!(analyst.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn figures_of_a_comparison_say_whether_it_has_ended() {
    let scene = Scene::new().await;
    let id = bank(&scene).await.id;
    let page = format!("/banks/{id}");
    assert!(!scene.get(&page, KEEPER).await.body.contains("matched anew"));
    let now = scene.desk.now();
    let pass = Pass { begun: now, version: 1, after: None, compared: 12_345, unseen: 1_000 };
    let rows = [
        (
            None,
            false,
            "Earlier captures wait to be compared with it (asked for: 09:00:00).",
            "Compared: 0; matched anew: 6,789",
        ),
        (
            Some(&pass),
            false,
            "Earlier captures are being compared with it (begun: 09:00:00).",
            "Compared: 12,345; matched anew: 6,789",
        ),
        (Some(&pass), true, "The comparison with earlier captures has ended.", "could not be looked at again: 1,000"),
    ];
    for (pass, done, stands, figures) in rows {
        let comparison = Comparison { pass: pass.cloned(), matched: 6_789, done, ..Comparison::asked(now, 0) };
        scene.rewrite::<Bank>(id.0, |bank| bank.comparison = Some(comparison)).await;
        let shown = scene.get(&page, KEEPER).await.body;
        assert!(shown.contains(stands) && shown.contains(figures), "{stands} {figures}: {shown}");
    }
}

#[tokio::test]
async fn harmless_material_matched_though_it_proposed_nothing() {
    let scene = Scene::new().await;
    let keeper = scene.actor(Role::Investigator).await;
    let bank = bank(&scene).await;
    banks::set_terms(&scene.desk, &keeper, bank.id, Effect::Suppresses, bank.thresholds(), "REHEARSAL: an archive")
        .await
        .unwrap();
    scene.page_in_review(1).await;
    let shown = scene.get(&format!("/banks/{}", bank.id), KEEPER).await.body;
    assert!(shown.contains("<span class=\"end\">1 item</span>") && shown.contains("It proposed 0 of them"), "{shown}");
}

#[tokio::test]
async fn no_bank_is_left_out_of_the_list() {
    let scene = Scene::new().await;
    let keeper = scene.actor(Role::Investigator).await;
    for number in 0..200 {
        banks::make(&scene.desk, &keeper, &format!("Harbour {number:03} (REHEARSAL)"), "REHEARSAL desk").await.unwrap();
    }
    let first = scene.get("/banks", KEEPER).await.body;
    assert!(first.contains("Harbour 199") && !first.contains(BULLETINS), "{first}");
    let next =
        first.split("href=\"").filter_map(|part| part.split('"').next()).find(|href| href.contains("after=")).unwrap();
    let second = scene.get(next, KEEPER).await.body;
    assert!(second.contains(BULLETINS) && !second.contains("Harbour 199"), "{second}");
}
