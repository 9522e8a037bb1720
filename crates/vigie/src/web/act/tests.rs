//! The pages of joint actions, as people use them.

mod field;
mod slices;
mod stage;

use axum::http::StatusCode;
use casework::ports::Clock as _;
use domain::act::TargetState;
use stage::Stage;

/// From an empty page to a go that two people called, by forms alone.
#[tokio::test]
async fn an_operation_is_opened_planned_and_called_by_two() {
    let stage = Stage::new().await;
    let front = stage.get("/act", "lucy").await.body;
    assert!(front.contains("No operation") && front.contains("No alert"), "{front}");
    let refused = stage.post("/act", "lucy", &[("name", "Low lamp"), ("objective", "REHEARSAL kept words")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Not done.") && refused.body.contains("REHEARSAL kept words"), "{}", refused.body);
    let stage = stage.planned().await;
    let (base, wave) = (stage.base(), stage.wave());
    let target = stage.letter("host quay.example").await;
    let page = format!("{base}/targets/{target}");
    let own = stage.post(&format!("{page}/approve"), "lucy", &[("seen", &stage.seen(&target).await)]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "a coordinator approves no letter");
    let letter = stage.get(&page, "approver").await.body;
    for shown in [
        "REHEARSAL: please end the hosting",
        "Approve what is written here",
        "End the hosting",
        "not approved by a second",
    ] {
        assert!(letter.contains(shown), "{shown}: {letter}");
    }
    stage.done(&format!("{page}/approve"), "approver", &[("seen", &stage.seen(&target).await)]).await;
    stage.cleared(&target).await;
    assert_eq!(stage.state(&target).await, TargetState::Cleared);

    let call = format!("{base}/waves/{wave}/call");
    stage.done(&call, "lucy", &[("call", "make_ready")]).await;
    let outside = stage.post(&call, "lucy", &[("call", "fix_moment"), ("moment", "2031-01-01T10:00")]).await;
    assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(outside.body.contains("value=\"2031-01-01T10:00\""), "what was typed is kept: {}", outside.body);
    stage.done(&call, "lucy", &[("call", "fix_moment"), ("moment", &stage.local(120))]).await;
    let first = stage.post(&call, "lucy", &[("call", "go"), ("shown", &stage.shown().await)]).await.location.unwrap();
    assert!(first.ends_with("done=go-first"), "{first}");
    let waits = stage.get(&format!("{base}?wave={wave}"), "dirk").await.body;
    for shown in ["R. lucy called go", "Go, as the second person", "How T0 reads"] {
        assert!(waits.contains(shown), "{shown}: {waits}");
    }
    assert!(stage.get(&base, "lucy").await.body.contains("You called go already; a second person must."));
    let go = stage.post(&call, "dina", &[("call", "go"), ("shown", &stage.shown().await)]).await.location.unwrap();
    assert!(go.ends_with("done=go"), "{go}");
    for (check, note) in [("team", "t"), ("contact", "c"), ("secrecy_steps", "s"), ("rollback", "r")] {
        let fields = [("country", "NL"), ("check", check), ("note", note)];
        stage.done(&format!("{base}/waves/{wave}/ready"), "niek", &fields).await;
    }
    for login in ["niek", "nora"] {
        stage.done(&call, login, &[("call", "go"), ("country", "NL"), ("shown", &stage.shown().await)]).await;
    }
    stage.scene.later(121).await;
    assert_eq!(stage.state(&target).await, TargetState::Dispatched);
    let board = stage.get(&format!("{base}/board"), "dirk").await.body;
    for shown in ["data-t0=", "T + 0:0", "Netherlands", "out, not heard of", "/events", "<svg class=\"world\""] {
        assert!(board.contains(shown), "{shown}: {board}");
    }
    let hold = [("call", "hold"), ("reason", "REHEARSAL: fog"), ("back", "board")];
    let held = stage.post(&call, "dirk", &hold).await.location.unwrap();
    assert!(held.contains("/board?wave=") && held.ends_with("done=hold"), "the deputy stops at any time: {held}");
    assert!(stage.get(&format!("{base}/board/part"), "niek").await.body.contains("Held"));
}

#[tokio::test]
async fn a_count_that_is_not_taken_is_refused_with_what_to_do_instead() {
    let stage = Stage::new().await.planned().await;
    let target = stage.proposed("address 192.0.2.1", "stop_hosting").await;
    let page = format!("{}/targets/{target}", stage.base());
    stage.done(&format!("{page}/allocate"), "lucy", &[("country", "NL")]).await;
    let body = stage.get(&page, "lucy").await.body;
    assert!(body.contains("Nobody has counted") && body.contains("Instead"), "{body}");
    let accepted = stage.post(&format!("{page}/collateral"), "lucy", &[("others", "0")]).await;
    assert_eq!(accepted.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn messages_stand_on_the_board_once() {
    let stage = Stage::new().await.planned().await;
    let (base, wave) = (stage.base(), stage.wave());
    let say = format!("{base}/waves/{wave}/say");
    let id = "0190a000-0000-7000-8000-00000000beef";
    for _ in 0..2 {
        stage.done(&say, "niek", &[("id", id), ("text", "REHEARSAL: on the quay"), ("urgent", "yes")]).await;
    }
    let part = stage.get(&format!("{base}/board/part"), "lucy").await.body;
    assert_eq!(part.matches("REHEARSAL: on the quay").count(), 1, "{part}");
    let silent = stage.post(&say, "niek", &[("id", id), ("text", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_sheet_of_a_state_is_printed_with_the_operations_own_handling() {
    let stage = Stage::new().await.planned().await;
    let (base, wave) = (stage.base(), stage.wave());
    stage.letter("host quay.example").await;
    stage.done(&format!("{base}/mark"), "lucy", &[("tlp", "amber_strict"), ("code", "h0"), ("code", "h1")]).await;
    let sheet = stage.get(&format!("{base}/sheet?wave={wave}&country=NL"), "niek").await;
    assert_eq!(sheet.status, StatusCode::OK);
    for shown in [
        "Fallback sheet: Low lamp",
        "TLP:AMBER+STRICT H0 H1",
        "Netherlands",
        "host quay.example",
        "R. niek",
        "Does not",
    ] {
        assert!(sheet.body.contains(shown), "{shown}: {}", sheet.body);
    }
    let others = stage.get(&format!("{base}/sheet?wave={wave}&country=BE"), "niek").await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
}

/// Orders and referrals that fit a target are chosen by reference.
#[tokio::test]
async fn a_paper_is_chosen_by_its_reference() {
    let stage = Stage::new().await.planned().await;
    let order = stage.scene.draft(1).await;
    let other = stage.scene.referral(2).await;
    let address = "https://b.lowtide.test/rehearsal/bulletin-1";
    let target = stage.proposed(&format!("site {address}"), "remove_item").await;
    let page = format!("{}/targets/{target}", stage.base());
    stage.done(&format!("{page}/allocate"), "lucy", &[("country", "NL")]).await;
    let shown = stage.get(&page, "lucy").await.body;
    let record = stage.scene.desk.load::<casework::records::Order>(order.0).await.unwrap();
    for wanted in [format!("<option value=\"{order}\""), record.reference.clone(), address.to_owned()] {
        assert!(shown.contains(&wanted), "{wanted}: {shown}");
    }
    assert!(shown.contains(&format!("<option value=\"{other}\"")), "on the same host: {shown}");
    let theirs = stage.get(&page, "niek").await.body;
    assert!(!theirs.contains(&record.reference) && theirs.contains("None that is still at home"), "{theirs}");
    let chosen = [("way", "order"), ("paper", &order.to_string())];
    stage.done(&format!("{page}/prepare"), "lucy", &chosen).await;
    assert!(stage.get(&page, "lucy").await.body.contains(&format!("href=\"/orders/{order}\"")));
}

/// A French reader gets the days and months in French, on the plan and on paper.
#[tokio::test]
async fn the_moment_reads_in_the_readers_language() {
    let stage = Stage::new().await.planned().await;
    let (base, wave) = (stage.base(), stage.wave());
    stage.letter("host quay.example").await;
    let call = format!("{base}/waves/{wave}/call");
    stage.done(&call, "lucy", &[("call", "make_ready")]).await;
    stage.done(&call, "lucy", &[("call", "fix_moment"), ("moment", &stage.local(120))]).await;
    for page in [format!("{base}?wave={wave}"), format!("{base}/sheet?wave={wave}&country=NL")] {
        let french = stage.french(&page, "niek").await.body;
        assert!(french.contains("novembre 2026") && !french.contains("November"), "{page}: {french}");
        let english = stage.get(&page, "niek").await.body;
        assert!(english.contains("November 2026") && !english.contains("novembre"), "{page}: {english}");
    }
}

/// The draft for the press is in the reader's language, or in the one that is chosen.
#[tokio::test]
async fn the_statement_is_drafted_in_a_chosen_language() {
    let stage = Stage::new().await.planned().await;
    let after = format!("{}/after", stage.base());
    let drafts = [
        ("", "DRAFT. Joint action: Low lamp"),
        ("?language=fr", "PROJET. Action commune"),
        ("?language=de", "ENTWURF."),
    ];
    for (query, shown) in drafts {
        let page = stage.get(&format!("{after}{query}"), "lucy").await.body;
        assert!(page.contains(shown) && page.contains("language=nl"), "{query}: {page}");
    }
    assert!(stage.french(&after, "lucy").await.body.contains("PROJET. Action commune"));
    assert_eq!(stage.get(&format!("{after}?language=xx"), "lucy").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_alert_waits_for_a_second_person_and_its_receipt_is_confirmed() {
    let stage = Stage::new().await;
    let given = [("subject", "REHEARSAL: a new lamp"), ("text", "It is lit in nine languages."), ("tlp", "green")];
    let alert = stage.post("/act/alerts", "lucy", &given).await.location.unwrap();
    let page = alert.strip_suffix("?done=alert").unwrap().to_owned();
    assert!(stage.get(&page, "lucy").await.body.contains("You wrote it; a second person issues it."));
    assert_eq!(stage.get(&page, "niek").await.status, StatusCode::NOT_FOUND, "it is not issued yet");
    stage.done(&format!("{page}/issue"), "dina", &[]).await;
    stage.scene.work().await;
    let letter = stage.scene.mail.letters().into_iter().rev().find(|letter| letter.text.contains("Early warning"));
    assert!(letter.unwrap().text.contains(&page), "the letter leads to the page");
    let got = stage.get(&page, "niek").await.body;
    assert!(got.contains("It is lit in nine languages.") && got.contains("We have read this"), "{got}");
    assert!(stage.get("/act", "niek").await.body.contains("confirm that you read it"));
    stage.done(&format!("{page}/confirm"), "niek", &[]).await;
    assert!(stage.get("/act", "lucy").await.body.contains("read by 1 of"));
    assert!(stage.scene.clock.now() > jiff::Timestamp::UNIX_EPOCH);
}
