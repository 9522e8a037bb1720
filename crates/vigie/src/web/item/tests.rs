use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::ports::Query;
use casework::records::{Capture, Item, Kept, Kind};
use casework::{assess, banks};
use domain::detect::ItemState;
use domain::people::Role;
use matching::picture::Picture;

const REASON: &str = "REHEARSAL. The page repeats the known bulletin word for word and adds nothing of its own.";

/// The only item there is.
async fn item(scene: &Scene) -> Kept<Item> {
    scene.desk.list(&Query::all(Kind::Item, 2)).await.unwrap().into_iter().next().unwrap()
}

/// A picture with enough detail for a likeness.
fn lighthouse() -> Vec<u8> {
    let pixel = |x: u32, y: u32| [((x * 7) ^ (y * 3)) as u8, ((x / 9) * (y / 7) * 13) as u8, (y * 2) as u8];
    let rgb = (0..240 * 320).flat_map(|n: u32| pixel(n % 320, n / 320)).collect();
    Picture::from_rgb(320, 240, rgb).unwrap().preview(320)
}

async fn with_picture() -> Scene {
    let scene = Scene::new().await;
    let addition = banks::Addition::File { name: "lighthouse.jpg".into(), bytes: lighthouse() };
    let keeper = scene.actor(Role::Administrator).await;
    banks::import(&scene.desk, &keeper, "Lighthouses (REHEARSAL)", "REHEARSAL desk", vec![addition]).await.unwrap();
    scene.hand_in("https://b.lowtide.test/rehearsal/lamp.jpg", "lamp.jpg", lighthouse()).await;
    scene
}

#[tokio::test]
async fn an_item_is_found_decided_and_closed() {
    let scene = Scene::new().await;
    let analyst = Some(Role::Analyst);
    scene.page_in_review(1).await;
    let queue = scene.get("/queue", analyst).await.body;
    assert!(queue.contains("b.lowtide.test/rehearsal/bulletin-1") && queue.contains("type=\"checkbox\""), "{queue}");
    let page = scene.get("/queue/next", analyst).await.location.unwrap();
    let shown = scene.get(&page, analyst).await.body;
    assert!(shown.contains("yours until") && shown.contains("<mark") && !shown.contains(" checked"), "{shown}");
    let finding = format!("{page}/finding");
    let wrong =
        scene.post(&finding, analyst, &[("reason", "REHEARSAL typed <b>"), ("purpose", "none_protected")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["REHEARSAL typed &lt;b&gt;", "Say how sure you are.", "Press one of the decisions.", "19 characters"] {
        assert!(wrong.body.contains(kept), "{kept}: {}", wrong.body);
    }
    let right = [("purpose", "none_protected"), ("reason", REASON), ("category", "incites"), ("confidence", "high")];
    let protected = [&right[1..], &[("purpose", "art"), ("outcome", "refer")]].concat();
    let refused = scene.post(&finding, analyst, &protected).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("only an exemption can follow"), "{}", refused.body);
    let done = scene.post(&finding, analyst, &[&right[..], &[("outcome", "propose_order")]].concat()).await;
    assert_eq!(done.location, Some(format!("{page}?done=propose_order")), "{}", done.body);
    let after = scene.get(&done.location.unwrap(), analyst).await.body;
    assert!(
        after.contains("See the order") && after.contains("Propose order") && !after.contains("class=\"form decide\""),
        "{after}"
    );
    let twice = scene.post(&finding, analyst, &[&right[..], &[("outcome", "dismiss")]].concat()).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(item(&scene).await.state, ItemState::Ordered);
}

#[tokio::test]
async fn who_came_second_may_only_read() {
    let scene = Scene::new().await;
    scene.page_in_review(1).await;
    let item = item(&scene).await;
    let mut other = scene.actor(Role::Analyst).await;
    other.person = domain::id::PersonId(uuid::Uuid::from_u128(99));
    other.name = "REHEARSAL Other".into();
    assess::claim(&scene.desk, &other, item.id).await.unwrap();
    let page = format!("/items/{}", item.id);
    let shown = scene.get(&page, Some(Role::Analyst)).await.body;
    assert!(
        shown.contains("REHEARSAL Other has this item open until")
            && shown.contains("<fieldset class=\"form\" disabled>"),
        "{shown}"
    );
    let late = [("purpose", "none_protected"), ("reason", REASON), ("confidence", "high"), ("outcome", "dismiss")];
    assert_eq!(scene.post(&format!("{page}/finding"), Some(Role::Analyst), &late).await.status, StatusCode::CONFLICT);
    assert!(!scene.get(&page, Some(Role::Overseer)).await.body.contains("class=\"form decide\""), "an overseer reads");
    assert_eq!(scene.get(&page, Some(Role::Administrator)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_veils_are_served_and_a_reveal_is_counted_and_works_once() {
    let scene = with_picture().await;
    let item = item(&scene).await;
    assert_eq!(item.state, ItemState::InReview);
    let capture: Kept<Capture> = scene.desk.load(item.capture.unwrap().0).await.unwrap();
    let picture = &capture.pictures[0];
    let (analyst, page) = (Some(Role::Analyst), format!("/items/{}", item.id));
    let shown = scene.get(&page, analyst).await.body;
    assert!(shown.contains(&format!("/media/{}", picture.veil)) && shown.contains("class=\"bits\""), "{shown}");
    assert_eq!(scene.get(&format!("{page}/media/{}", picture.veil), analyst).await.status, StatusCode::OK);
    for hidden in [picture.digest, capture.body, capture.warc] {
        assert_eq!(scene.get(&format!("{page}/media/{hidden}"), analyst).await.status, StatusCode::NOT_FOUND);
    }
    let revealed = scene.post(&format!("{page}/reveal/{}", picture.digest), analyst, &[]).await;
    let location = revealed.location.unwrap();
    let shown = scene.get(&location, analyst).await.body;
    assert!(shown.contains("reveals: 1 by you, 1 in all"), "{shown}");
    let src = format!("{page}/revealed/{}", location.split("shown=").nth(1).unwrap());
    assert!(shown.contains(&src));
    assert_eq!(scene.get(&src, Some(Role::Approver)).await.status, StatusCode::NOT_FOUND, "it is the analyst's");
    let again = scene.post(&format!("{page}/reveal/{}", picture.digest), analyst, &[]).await.location.unwrap();
    let src = format!("{page}/revealed/{}", again.split("shown=").nth(1).unwrap());
    assert_eq!(scene.get(&src, analyst).await.status, StatusCode::OK);
    assert_eq!(scene.get(&src, analyst).await.status, StatusCode::NOT_FOUND, "once");
    assert!(scene.get(&again, analyst).await.body.contains("shown once"));
    assert_eq!(
        scene.post(&format!("{page}/reveal/{}", capture.warc), analyst, &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn things_are_found_by_what_is_typed() {
    let scene = with_picture().await;
    let item = item(&scene).await;
    let capture: Kept<Capture> = scene.desk.load(item.capture.unwrap().0).await.unwrap();
    let own = Some(format!("/items/{}", item.id));
    let analyst = Some(Role::Analyst);
    for q in [item.id.to_string(), format!("{}%23top", item.url), capture.body.to_string()] {
        assert_eq!(scene.get(&format!("/find?q={q}"), analyst).await.location, own, "{q}");
        assert_eq!(scene.get(&format!("/find?q={q}"), Some(Role::Administrator)).await.location, None, "{q}");
    }
    assert!(scene.get("/find?q=B.Lowtide.test", analyst).await.body.contains("rehearsal/lamp.jpg"));
    assert!(scene.get("/find?q=nobody.test", analyst).await.body.contains("Nothing found"));
    let order = scene.draft(7).await;
    assert_eq!(scene.get("/find?q=be-2026-0001", analyst).await.location, Some(format!("/orders/{order}")));
}

#[tokio::test]
async fn several_are_dismissed_with_one_finding() {
    let scene = Scene::new().await;
    for n in 1..=3 {
        scene.page_in_review(n).await;
    }
    let items: Vec<Kept<Item>> = scene.desk.list(&Query::all(Kind::Item, 9)).await.unwrap();
    let (first, second) = (items[0].id.to_string(), items[1].id.to_string());
    let analyst = Some(Role::Analyst);
    let found = [("purpose", "cannot_tell"), ("confidence", "low"), ("reason", REASON)];
    let none = scene.post("/queue/dismiss", analyst, &found).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let short = scene.post("/queue/dismiss", analyst, &[("item", &first), ("reason", "REHEARSAL")]).await;
    assert!(short.body.contains("9 characters; at least 40") && short.body.contains(" checked"), "{}", short.body);
    let bare = scene.post("/queue/dismiss", analyst, &[("item", &first), ("reason", REASON)]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("Answer the purpose test.") && bare.body.contains("Say how sure you are."));
    let both = [&[("item", first.as_str()), ("item", second.as_str())], &found[..]].concat();
    let both = scene.post("/queue/dismiss", analyst, &both).await;
    assert_eq!(both.location.as_deref(), Some("/queue?done=dismissed&n=2"));
    let left = scene.get("/queue?done=dismissed&n=2", analyst).await.body;
    assert!(
        left.contains("2 items dismissed.") && left.matches("type=\"checkbox\"").count() == 2,
        "one item and the keys switch: {left}"
    );
    let item: Kept<Item> = scene.desk.load(items[0].id.0).await.unwrap();
    let kept = item.assessments.last().unwrap();
    assert_eq!((kept.purpose.name(), kept.confidence.name()), ("cannot_tell", "low"), "what was chosen, nothing else");
    let again = [&[("item", first.as_str())], &found[..]].concat();
    let again = scene.post("/queue/dismiss", analyst, &again).await.body;
    assert!(again.contains("not open for a finding: it is dismissed"), "{again}");
    let dismissed = scene.get("/queue?state=dismissed&host=b.lowtide.test&likeness=known", analyst).await.body;
    assert!(dismissed.contains("2 on this page"), "{dismissed}");
}

#[tokio::test]
async fn skipping_and_handing_back_lead_on() {
    let scene = Scene::new().await;
    for n in 1..=3 {
        scene.page_in_review(n).await;
    }
    let analyst = Some(Role::Analyst);
    let mut page = scene.get("/queue/next", analyst).await.location.unwrap();
    let mut seen = vec![page.clone()];
    for _ in 0..2 {
        page = scene.post(&format!("{page}/skip"), analyst, &[]).await.location.unwrap();
        assert!(!seen.contains(&page), "{page} was skipped before");
        seen.push(page.clone());
        scene.get(&page, analyst).await;
    }
    assert_eq!(scene.post(&format!("{page}/back"), analyst, &[]).await.location.as_deref(), Some("/queue?done=back"));
    assert!(!scene.get("/queue", analyst).await.body.contains("with you until"));
}

#[tokio::test]
async fn what_could_not_be_examined_is_fetched_again() {
    let scene = Scene::new().await;
    let analyst = scene.actor(Role::Analyst).await;
    let address = "https://b.lowtide.test/rehearsal/asleep".to_owned();
    let taken = casework::detect::take_in(&scene.desk, &analyst, "REHEARSAL", &[address]).await.unwrap();
    let id = taken[0].outcome.as_ref().unwrap().0;
    scene.work().await;
    let page = format!("/items/{id}");
    assert!(scene.get(&page, Some(Role::Analyst)).await.body.contains(&format!("{page}/fetch")));
    assert!(!scene.get(&page, Some(Role::Overseer)).await.body.contains("/fetch"));
    assert_eq!(scene.post(&format!("{page}/fetch"), Some(Role::Overseer), &[]).await.status, StatusCode::FORBIDDEN);
    let asked = scene.post(&format!("{page}/fetch"), Some(Role::Analyst), &[]).await;
    assert_eq!(asked.location, Some(format!("{page}?done=fetch")));
    let shown = scene.get(&format!("{page}?done=fetch"), Some(Role::Analyst)).await.body;
    assert!(shown.contains("is fetched again") && shown.contains("Asked to be fetched again"), "{shown}");
    let twice = scene.post(&format!("{page}/fetch"), Some(Role::Analyst), &[]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_hosts_an_item_is_proposed_and_a_person_chooses() {
    let scene = Scene::new().await;
    let analyst = scene.actor(Role::Analyst).await;
    let unknown = "https://x.quay.test/rehearsal/a".to_owned();
    scene.registry.know(
        "x.quay.test",
        casework::ports::Holder {
            name: "LOWTIDE HOSTING (REHEARSAL)".to_owned(),
            country: Some("NL".to_owned()),
            abuse: Some("abuse@lowtide.example".to_owned()),
            source: "https://registry.test/ip/192.0.2.7".parse().unwrap(),
        },
    );
    let taken = casework::detect::take_in(&scene.desk, &analyst, "REHEARSAL", &[unknown]).await.unwrap();
    let id = taken[0].outcome.as_ref().unwrap().0;
    let page = format!("/items/{id}");
    let find = format!("{page}/provider/find");
    assert_eq!(scene.post(&find, Some(Role::Overseer), &[]).await.status, StatusCode::FORBIDDEN);
    let found = scene.post(&find, Some(Role::Analyst), &[]).await.body;
    for words in ["Nobody in the directory fits", "LOWTIDE HOSTING (REHEARSAL)", "abuse@lowtide.example", "sha256"] {
        assert!(found.contains(words), "{words}: {found}");
    }
    let keeper = scene.actor(Role::Investigator).await;
    let quay = casework::directory::ProviderEntry {
        name: "Quay (REHEARSAL)".to_owned(),
        country: "NL".parse().unwrap(),
        contact: String::new(),
        languages: Vec::new(),
        time_zone: "UTC".to_owned(),
        domains: Vec::new(),
        details: casework::records::ProviderDetails {
            known_as: vec!["Lowtide Hosting (Rehearsal) N.V.".to_owned()],
            ..casework::records::ProviderDetails::default()
        },
    };
    let quay = casework::directory::put_provider(&scene.desk, &keeper, quay).await.unwrap();
    let found = scene.post(&find, Some(Role::Analyst), &[]).await.body;
    assert!(found.contains("a registry names “LOWTIDE HOSTING (REHEARSAL)”"), "{found}");
    let used = scene.post(&format!("{page}/provider"), Some(Role::Analyst), &[("provider", &quay.to_string())]).await;
    assert_eq!(used.location, Some(format!("{page}?done=provider")));
    let again = scene.post(&find, Some(Role::Analyst), &[]).await.body;
    assert!(again.contains("chosen by a person for this item") && again.contains("set now"), "{again}");
}

#[tokio::test]
async fn the_search_is_offered_where_the_provider_may_be_chosen() {
    let scene = Scene::new().await;
    let id = scene.page_in_review(1).await;
    let change = scene.get(&format!("/items/{id}?provider=change"), Some(Role::Analyst)).await.body;
    assert!(change.contains(&format!("/items/{id}/provider/find")), "{change}");
    assert!(!scene.get(&format!("/items/{id}"), Some(Role::Overseer)).await.body.contains("provider/find"));
}

#[tokio::test]
async fn passages_of_a_long_text_that_are_not_shown_are_counted() {
    let scene = Scene::new().await;
    let lines = "REHEARSAL the tide is noted in the harbour book at the hour. ".repeat(1_000);
    scene.hand_in("https://b.lowtide.test/rehearsal/book", "book.txt", lines.into_bytes()).await;
    let id = item(&scene).await.id;
    let example = scene.page_in_review(1).await;
    let mut found = scene.desk.load::<Item>(example.0).await.unwrap().matches[0].clone();
    for (passages, words) in [(2, None), (60, Some("more matched passages, which are not shown"))] {
        found.spans = (0..passages).map(|n| n * 1_000..n * 1_000 + 20).collect();
        scene.rewrite::<Item>(id.0, |item| item.matches = vec![found.clone()]).await;
        let shown = scene.get(&format!("/items/{id}"), Some(Role::Analyst)).await.body;
        let seen = shown.matches("data-span").count();
        let unseen = passages - seen;
        assert_eq!(shown.contains("are not shown"), words.is_some(), "{shown}");
        if let Some(words) = words {
            assert!(seen > 5 && shown.contains(&format!("And {unseen} {words}")), "{seen}: {shown}");
        }
    }
}

#[tokio::test]
async fn why_it_matched_leads_to_the_signal() {
    let scene = Scene::new().await;
    let id = scene.page_in_review(1).await;
    let found = scene.desk.load::<Item>(id.0).await.unwrap().matches[0].clone();
    let way = format!("/banks/{}?signal={}", found.bank, found.signal);
    let shown = scene.get(&format!("/items/{id}"), Some(Role::Analyst)).await.body;
    assert!(shown.contains(&format!("href=\"{way}\"")), "{shown}");
    let bank = scene.get(&way, Some(Role::Analyst)).await.body;
    let first = bank.split("<tr role=\"row\" data-row").nth(1).unwrap();
    for words in ["aria-current=\"true\"", "<details open>", &format!("/signals/{}/dispute", found.signal)] {
        assert!(first.contains(words), "{words}: {first}");
    }
}
