use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::directory;
use casework::ports::CallError;
use casework::records::{NoticeKind, Order, Provider, ProviderDetails};
use domain::hold::Answer;
use domain::id::OrderId;
use domain::order::{Contest, OrderState};
use domain::people::Role;
use domain::provider::Channel;

async fn stands(scene: &Scene, id: OrderId) -> OrderState {
    scene.desk.load::<Order>(id.0).await.unwrap().state
}

/// A draft for which other authorities said go.
async fn checked(scene: &Scene, n: u32) -> OrderId {
    let id = scene.draft(n).await;
    let liaison = scene.actor(Role::Liaison).await;
    casework::order::deconflict(&scene.desk, &liaison, id, Answer::Go, "REHEARSAL: asked NL, go").await.unwrap();
    id
}

/// Sends the form of an act as the legal officer, and expects that it is done.
async fn done(scene: &Scene, id: OrderId, act: &str, fields: &[(&str, &str)]) {
    let answer = scene.post(&format!("/orders/{id}/{act}"), Some(Role::Approver), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}: {}", answer.body);
    assert_eq!(answer.location.as_deref(), Some(format!("/orders/{id}?done={act}").as_str()));
}

async fn shown(scene: &Scene, id: OrderId, role: Role) -> String {
    scene.get(&format!("/orders/{id}"), Some(role)).await.body
}

#[tokio::test]
async fn an_order_goes_its_way_through_its_page() {
    let scene = Scene::new().await;
    let id = scene.draft(1).await;
    let page = format!("/orders/{id}");
    let early = scene.post(&format!("{page}/issue"), Some(Role::Approver), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        early.body.contains("Refused; nothing was changed") && early.body.contains("silence is not"),
        "{}",
        early.body
    );
    let silent =
        scene.post(&format!("{page}/deconfliction"), Some(Role::Liaison), &[("words", "REHEARSAL typed")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("REHEARSAL typed"), "what was typed is kept");
    let asked = scene
        .post(
            &format!("{page}/deconfliction"),
            Some(Role::Liaison),
            &[("answer", "go"), ("words", "REHEARSAL: asked NL, go")],
        )
        .await;
    assert_eq!(asked.location.as_deref(), Some(format!("{page}?done=deconfliction").as_str()));
    let ready = shown(&scene, id, Role::Approver).await;
    assert!(ready.contains("/approve\"") && ready.contains("Approve and issue now"), "{ready}");
    done(&scene, id, "approve", &[]).await;
    assert_eq!(stands(&scene, id).await, OrderState::Approved);
    let approved = shown(&scene, id, Role::Approver).await;
    assert!(!approved.contains("/approve\"") && approved.contains("in Amsterdam"), "{approved}");
    done(&scene, id, "issue", &[]).await;
    scene.work().await;
    done(&scene, id, "receipt", &[("words", "REHEARSAL: by telephone, M. de Wit")]).await;
    let shown = scene.get(&format!("{page}?done=receipt"), Some(Role::Overseer)).await.body;
    assert!(
        shown.contains("data-deadline") && shown.contains("the hour runs") && shown.contains("16 of 16"),
        "{shown}"
    );
    assert!(!shown.contains("<form class=\"form narrow\""), "the overseer changes nothing");
    done(&scene, id, "withdraw", &[("words", "REHEARSAL: the page was a court ruling")]).await;
    assert_eq!(stands(&scene, id).await, OrderState::Withdrawn);
    let over = self::shown(&scene, id, Role::Approver).await;
    assert!(over.contains("Asked, not confirmed") && !over.contains("<form class=\"form narrow\""), "{over}");
}

#[tokio::test]
async fn at_night_the_officer_writes_why_and_an_emergency_is_asked_of_a_first_order_only() {
    let scene = Scene::new().await;
    let id = checked(&scene, 1).await;
    scene.clock.advance(jiff::SignedDuration::from_hours(14));
    let night = shown(&scene, id, Role::Approver).await;
    assert!(night.contains("issue-exceptional") && !night.contains("issue-emergency"), "{night}");
    let refused =
        scene.post(&format!("/orders/{id}/issue"), Some(Role::Approver), &[("exceptional", "REHEARSAL: now")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("REHEARSAL: now"), "what was typed is kept");
    let why = "REHEARSAL: the regatta begins before the office opens";
    done(&scene, id, "issue", &[("exceptional", why)]).await;
    let issued = shown(&scene, id, Role::Overseer).await;
    assert!(issued.contains("opened by R. approver") && issued.contains(why), "{issued}");
}

#[tokio::test]
async fn a_gate_is_opened_by_two_people_each_with_a_reason() {
    let scene = Scene::new().await;
    let id = checked(&scene, 1).await;
    let path = format!("/orders/{id}/gate");
    let short = [("gate", "context"), ("words", "because")];
    let refused = scene.post(&path, Some(Role::Analyst), &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let full = [("gate", "context"), ("words", "REHEARSAL: the byline is part of the bulletin itself")];
    for role in [Role::Analyst, Role::Approver] {
        assert_eq!(scene.post(&path, Some(role), &full).await.status, StatusCode::SEE_OTHER);
    }
    let shown = shown(&scene, id, Role::Overseer).await;
    assert!(shown.contains("opened by R. analyst") && shown.contains("opened by R. approver"), "{shown}");
    assert_eq!(scene.post(&path, Some(Role::Liaison), &full).await.status, StatusCode::FORBIDDEN);
    let locked = [("gate", "second_officer"), ("words", "REHEARSAL: it cannot be opened at all")];
    assert_eq!(scene.post(&path, Some(Role::Approver), &locked).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_answer_to_annex_three_is_explained_or_corrected_and_shown_on_its_way() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    let claim = [("kind", "manifest_error"), ("name", "M. de Wit"), ("explanation", "REHEARSAL: which page?")];
    scene.post(&format!("{page}/answer"), None, &claim).await;
    let asked = shown(&scene, id, Role::Approver).await;
    assert!(asked.contains("REHEARSAL: which page?") && asked.contains("Send as correction"), "{asked}");
    done(&scene, id, "restart", &[("answer", "correct"), ("words", "REHEARSAL: the whole page")]).await;
    let under_way = shown(&scene, id, Role::Approver).await;
    assert!(under_way.contains("Our answer is on its way") && !under_way.contains("restart-words"), "{under_way}");
    scene.work().await;
    assert_eq!(stands(&scene, id).await, OrderState::Delivered, "the hour starts when they have it");
    let impossible = [("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "REHEARSAL: the power is out")];
    scene.post(&format!("{page}/answer"), None, &impossible).await;
    done(&scene, id, "possible", &[("words", "REHEARSAL: M. de Wit telephoned")]).await;
    assert_eq!(stands(&scene, id).await, OrderState::Received);
}

#[tokio::test]
async fn courts_disclosure_and_preservation_have_their_forms_while_they_apply() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    scene.post(&format!("{page}/answer"), None, &[("kind", "removed"), ("name", "M. de Wit")]).await;
    let before = shown(&scene, id, Role::Approver).await;
    assert!(before.contains("only while a review is pending") && before.contains("final from"), "{before}");
    done(&scene, id, "challenge", &[("court", "Harbour Court (REHEARSAL)"), ("words", "REHEARSAL docket 7")]).await;
    let later = [("until", "2027-12-31"), ("words", "REHEARSAL docket 7")];
    done(&scene, id, "preservation", &later).await;
    let nonsense = scene.post(&format!("/orders/{id}/preservation"), Some(Role::Approver), &[("until", "soon")]).await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    done(&scene, id, "disclosure", &[("answer", "set"), ("words", "REHEARSAL: an inquiry begins")]).await;
    let silent = shown(&scene, id, Role::Approver).await;
    assert!(silent.contains("Extend by six weeks") && silent.contains("value=\"lift\""), "{silent}");
    done(&scene, id, "disclosure", &[("answer", "extend"), ("words", "REHEARSAL: it goes on")]).await;
    done(&scene, id, "disclosure", &[("answer", "lift"), ("words", "REHEARSAL: it ended")]).await;
    let annulled = [("answer", "annulled"), ("court", "Harbour Court (REHEARSAL)"), ("words", "REHEARSAL: an almanac")];
    done(&scene, id, "judgment", &annulled).await;
    let order = scene.desk.load::<Order>(id.0).await.unwrap();
    assert_eq!((order.state, order.contest), (OrderState::Annulled, Contest::Annulled));
    let over = shown(&scene, id, Role::Approver).await;
    assert!(over.contains("REHEARSAL: an almanac") && over.contains("lost its effect everywhere"), "{over}");
    let list = scene.get("/orders?show=void", Some(Role::Approver)).await.body;
    assert!(list.contains("BE-2026-0001") && list.contains("Annulled"), "{list}");
}

#[tokio::test]
async fn an_order_that_no_channel_takes_is_carried_with_a_proof() {
    let scene = Scene::new().await;
    let id = checked(&scene, 1).await;
    for _ in 0..2 {
        scene.mail.fail_next(casework::ports::MailError::Refused { answer: "550 REHEARSAL no such mailbox".into() });
    }
    done(&scene, id, "issue", &[]).await;
    scene.work().await;
    let waits = shown(&scene, id, Role::Approver).await;
    assert!(waits.contains("Every channel failed") && waits.contains("550 REHEARSAL"), "{waits}");
    let path = format!("/orders/{id}/carried");
    let proof = ("receipt.jpg", b"REHEARSAL signed receipt".to_vec());
    let words = ("words", "REHEARSAL: to the night porter");
    let forged = scene.upload(&path, Role::Approver, &[("csrf", "x"), words], std::slice::from_ref(&proof)).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let unproven = scene.upload(&path, Role::Approver, &[words], &[]).await;
    assert_eq!(unproven.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unproven.body.contains("to the night porter"), "what was typed is kept");
    let carried = scene.upload(&path, Role::Approver, &[words], &[proof]).await;
    assert_eq!(carried.location.as_deref(), Some(format!("/orders/{id}?done=carried").as_str()), "{}", carried.body);
    assert_eq!(stands(&scene, id).await, OrderState::Delivered);
    let kept = scene.get(&format!("/orders/{id}/proof"), Some(Role::Overseer)).await;
    assert_eq!((kept.status, kept.body.as_str()), (StatusCode::OK, "REHEARSAL signed receipt"));
}

#[tokio::test]
async fn several_orders_go_out_once_the_sample_was_opened() {
    let scene = Scene::new().await;
    let ids = [checked(&scene, 1).await, checked(&scene, 2).await];
    let list = scene.get("/orders?show=ready", Some(Role::Approver)).await.body;
    assert!(list.contains("type=\"checkbox\" name=\"order\""), "{list}");
    assert!(!scene.get("/orders?show=ready", Some(Role::Overseer)).await.body.contains("name=\"order\""));
    let wanted = format!("/orders/issue?order={}&order={}&order=nonsense", ids[0], ids[1]);
    let asked = scene.get(&wanted, Some(Role::Approver)).await.body;
    assert!(asked.contains("Issue 2 orders") && asked.contains("Open and read first"), "{asked}");
    let fields = [("order", ids[0].to_string()), ("order", ids[1].to_string())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, id)| (*name, id.as_str())).collect();
    let early = scene.post("/orders/issue", Some(Role::Approver), &fields).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);
    for id in casework::order::sample(&ids) {
        shown(&scene, id, Role::Approver).await;
    }
    assert!(scene.get(&wanted, Some(Role::Approver)).await.body.contains("You have read it"));
    let issued = scene.post("/orders/issue", Some(Role::Approver), &fields).await;
    assert!(issued.body.contains("2 orders issued"), "{}", issued.body);
    assert_eq!(stands(&scene, ids[1]).await, OrderState::Issued);
    let again = scene.post("/orders/issue", Some(Role::Approver), &fields).await;
    assert!(again.body.contains("0 orders issued") && again.body.contains("Not issued"), "{}", again.body);
}

#[tokio::test]
async fn the_lists_show_each_order_where_it_stands() {
    let scene = Scene::new().await;
    scene.draft(1).await;
    let (_, page) = scene.delivered(2).await;
    scene.post(&format!("{page}/receipt"), None, &[("name", "M. de Wit")]).await;
    let (_, page) = scene.delivered(3).await;
    scene.post(&format!("{page}/answer"), None, &[("kind", "removed"), ("name", "M. de Wit")]).await;
    for (path, shown, hidden) in [
        ("/orders?show=running", "BE-2026-0002", "BE-2026-0001"),
        ("/orders?show=drafts", "BE-2026-0001", "BE-2026-0003"),
        ("/orders?show=closed", "BE-2026-0003", "BE-2026-0002"),
        ("/orders", "BE-2026-0003", "BE-2026-0009"),
        ("/orders?show=late", "None is late", "BE-2026-0002"),
    ] {
        let list = scene.get(path, Some(Role::Approver)).await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.body);
        assert!(list.body.contains(shown) && !list.body.contains(hidden), "{path}");
    }
    assert_eq!(scene.get("/orders", Some(Role::Administrator)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_document_can_be_read_and_kept() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    scene
        .post(
            &format!("{page}/answer"),
            None,
            &[("kind", "impossible"), ("name", "M. de Wit"), ("explanation", "REHEARSAL: the power is out")],
        )
        .await;
    for (file, holds) in [
        ("annex-1.txt", "bulletin-1"),
        ("annex-1.json", "vigie-annex-1/1"),
        ("order.json", "vigie-annex-1/1"),
        ("order.pdf", "REHEARSAL"),
        ("answers/1.txt", "the power is out"),
        ("answers/1.json", "vigie-annex-3/1"),
        ("letters/1", "bulletin-1"),
    ] {
        let got = scene.get(&format!("/orders/{id}/{file}"), Some(Role::Overseer)).await;
        assert_eq!(got.status, StatusCode::OK, "{file}");
        assert!(got.body.contains(holds), "{file}: {}", got.body);
        assert!(!got.body.contains(&page), "{file} gives the provider's key away");
    }
    for file in ["answers/0.txt", "answers/2.txt", "answers/1.exe", "letters/9", "proof"] {
        assert_eq!(
            scene.get(&format!("/orders/{id}/{file}"), Some(Role::Overseer)).await.status,
            StatusCode::NOT_FOUND,
            "{file}"
        );
    }
    done(&scene, id, "link", &[("words", "REHEARSAL: it was forwarded to a mailing list")]).await;
    assert_ne!(scene.get(&page, None).await.status, StatusCode::OK, "the old link opens nothing");
    let form = scene.desk.load::<Order>(id.0).await.unwrap().form.unwrap();
    let shown = shown(&scene, id, Role::Overseer).await;
    let check = format!("/genuine?reference=BE-2026-0001&amp;digest={form}");
    assert!(shown.contains(&check), "{shown}");
    let draft = scene.draft(2).await;
    assert_eq!(
        scene.get(&format!("/orders/{draft}/order.json"), Some(Role::Overseer)).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_page_says_what_an_interface_claims_and_why_a_letter_went_by_mail() {
    let scene = Scene::new().await;
    let name = "Lowtide Hosting B.V. (REHEARSAL)";
    let known = scene.desk.find_unique::<Provider>(name).await.unwrap().unwrap().record;
    let details = ProviderDetails {
        channels: vec![Channel::Api, Channel::Email],
        webhook: Some("https://intake.lowtide.test/orders".parse().unwrap()),
        ..known.details
    };
    let entry = directory::ProviderEntry {
        name: known.name,
        country: known.country,
        contact: known.contact,
        languages: known.languages,
        time_zone: known.time_zone,
        domains: known.domains,
        details,
    };
    directory::put_provider(&scene.desk, &scene.actor(Role::Administrator).await, entry).await.unwrap();
    scene.calls.claim("2001-02-03T04:05:06Z".parse().unwrap());
    let (id, _) = scene.delivered(1).await;
    let page = shown(&scene, id, Role::Overseer).await;
    assert!(page.contains("by the provider’s own clock: ") && page.contains("not believable"), "{page}");

    done(&scene, id, "link", &[("words", "REHEARSAL: it stood in a forum")]).await;
    scene.work().await;
    let order = scene.desk.load::<Order>(id.0).await.unwrap();
    let number = 1 + order.notices.iter().position(|notice| notice.kind == NoticeKind::Reminder).unwrap();
    let letter = scene.get(&format!("/orders/{id}/letters/{number}"), Some(Role::Overseer)).await.body;
    assert!(letter.contains(&order.reference) && !letter.contains("vigie-letter/1"), "as people read it: {letter}");

    scene.calls.fail_next(CallError::Refused { answer: "400 REHEARSAL unknown kind".to_owned() });
    done(&scene, id, "withdraw", &[("words", "REHEARSAL: issued in error")]).await;
    scene.work().await;
    let page = shown(&scene, id, Role::Overseer).await;
    assert!(
        page.contains("because a call did not get through") && page.contains("400 REHEARSAL unknown kind"),
        "{page}"
    );
}
