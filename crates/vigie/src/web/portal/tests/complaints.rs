//! Complaints, recorded and decided on a provider's own page.

use super::*;
use casework::complaints::of_provider;
use casework::records::{About, Complaint, Kept};

async fn recorded(scene: &Scene) -> Vec<Kept<Complaint>> {
    let provider = scene.desk.find_unique::<Provider>("Lowtide Hosting B.V. (REHEARSAL)").await.unwrap().unwrap();
    of_provider(&scene.desk, provider.id).await.unwrap()
}

#[tokio::test]
async fn a_complaint_is_recorded_and_its_outcome_within_two_weeks() {
    let scene = Scene::new().await;
    let (id, page) = scene.delivered(1).await;
    removed(&scene, &page).await;
    let own = own_page(&scene).await;
    let reference = order_of(&scene, id).await.reference;
    let form =
        [("reference", reference.as_str()), ("text", "REHEARSAL: it was a tide table"), ("at", "2026-11-16T08:30")];
    let done = scene.post(&format!("{own}/complaints"), None, &form).await;
    assert_eq!(done.location.as_deref(), Some(format!("{own}?lang=en&view=complaints").as_str()), "{}", done.body);
    let complaint = recorded(&scene).await.pop().unwrap();
    assert_eq!(complaint.about, About::Order(id));
    assert_eq!(complaint.received, "2026-11-16T07:30:00Z".parse().unwrap());
    let list = format!("{own}?view=complaints");
    let shown = scene.get(&list, None).await.body;
    assert!(shown.contains("a tide table") && shown.contains("due by 30 Nov 2026, 08:30:00, Amsterdam"), "{shown}");

    let action = format!("{own}/complaints/{}", complaint.id);
    let neither = scene.post(&action, None, &[("reasons", "REHEARSAL")]).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    let bare = scene.post(&action, None, &[("outcome", "rejected"), ("reasons", " ")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(recorded(&scene).await[0].outcome.is_none());
    scene.clock.advance(jiff::SignedDuration::from_hours(24 * 15));
    assert!(scene.get(&list, None).await.body.contains("was due on 30 Nov 2026"));
    let upheld =
        scene.post(&action, None, &[("outcome", "reinstated"), ("reasons", "REHEARSAL: it is about tides")]).await;
    assert_eq!(upheld.status, StatusCode::SEE_OTHER, "{}", upheld.body);
    assert!(recorded(&scene).await[0].outcome.as_ref().unwrap().reinstated);
    assert!(scene.get(&list, None).await.body.contains("upheld, the content is back"));
    let again = scene.post(&action, None, &[("outcome", "rejected"), ("reasons", "REHEARSAL")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "decided once");
}

#[tokio::test]
async fn what_is_wrong_with_a_complaint_is_named_and_what_was_typed_stays() {
    let scene = Scene::new().await;
    scene.delivered(1).await;
    let own = own_page(&scene).await;
    let action = format!("{own}/complaints");
    let all = [
        ("reference", ""),
        ("url", "https://b.lowtide.test/garden"),
        ("text", "REHEARSAL: my garden page"),
        ("at", ""),
    ];
    for (field, value, said) in [
        ("reference", "BE-2026-9999", "no order or referral with this reference"),
        ("url", "not an address", "Write the whole address"),
        ("text", " ", "at most 4,000 characters"),
        ("at", "2027-01-01T00:00", "still to come"),
    ] {
        let form = all.map(|(name, was)| if name == field { (name, value) } else { (name, was) });
        let refused = scene.post(&action, None, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            refused.body.contains(said) && refused.body.contains("<details class=\"ans\" open>"),
            "{field}: {}",
            refused.body
        );
        assert!(field == "text" || refused.body.contains("my garden page"), "{field}");
        assert!(recorded(&scene).await.is_empty(), "{field}");
    }
    assert_eq!(scene.post(&action, None, &all).await.status, StatusCode::SEE_OTHER);
    assert_eq!(recorded(&scene).await[0].about, About::OwnMeasure);
}
