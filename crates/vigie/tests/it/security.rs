//! Headers, cookies, redirects, sign-in.

use crate::office::{Office, form_request};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use casework::people;
use domain::people::Role;
use jiff::SignedDuration;

const PASSWORD: &str = "lamp-oil-and-slate-17";

#[tokio::test]
async fn every_kind_of_answer_carries_the_security_headers() {
    let office = Office::open().await;
    let session = office.session(Role::Administrator).await;
    let overseer = office.session(Role::Overseer).await;
    let asset = vigie::web::kit::assets::all().iter().next().unwrap().path.clone();
    let unsupported = Request::builder().method(Method::DELETE).uri("/login").body(Body::empty()).unwrap();
    let cross = Request::post("/login").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    let answers = [
        ("page", StatusCode::OK, office.get_as(&overseer, "/").await),
        ("sign-in", StatusCode::OK, office.get("/login").await),
        ("redirect", StatusCode::SEE_OTHER, office.get("/queue").await),
        ("not found", StatusCode::NOT_FOUND, office.get("/no/such/page").await),
        ("not permitted", StatusCode::FORBIDDEN, office.get_as(&session, "/queue").await),
        ("no method", StatusCode::METHOD_NOT_ALLOWED, office.ask(unsupported).await),
        ("cross-site", StatusCode::FORBIDDEN, office.ask(cross).await),
        ("bad link", StatusCode::FORBIDDEN, office.get("/portal/o-forged").await),
        ("program", StatusCode::UNAUTHORIZED, office.get("/api/v1/counts").await),
        (
            "forged form",
            StatusCode::FORBIDDEN,
            office.ask(form_request("/logout", &session.cookie, String::new())).await,
        ),
        ("asset", StatusCode::OK, office.get(&asset).await),
    ];
    for (name, status, answer) in answers {
        assert_eq!(answer.status, status, "{name}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{name}: {policy}");
        assert!(!policy.contains("unsafe"), "{name}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        assert!(!answer.header("referrer-policy").is_empty(), "{name}");
        assert!(!answer.header("cache-control").is_empty(), "{name}");
        assert!(!answer.text().contains("<script>") && !answer.text().contains(" style=\""), "{name}: nothing inline");
    }
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    for site in ["cross-site", "same-site"] {
        for path in ["/logout", "/login", "/preferences", "/portal/o-x/receipt"] {
            let mut request = form_request(path, &session.cookie, format!("csrf={}&back=/", session.csrf));
            request.headers_mut().insert("sec-fetch-site", site.parse().unwrap());
            assert_eq!(office.ask(request).await.status, StatusCode::FORBIDDEN, "{site} {path}");
        }
    }
    assert_eq!(office.get_as(&session, "/account").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn cookies_are_for_the_browser_alone() {
    let office = Office::open().await;
    let person = office.people[&Role::Analyst].person;
    people::set_password(&office.desk, person, PASSWORD, None).await.unwrap();
    let signed_in = office.ask(form_request("/login", "", format!("login=analyst&password={PASSWORD}"))).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    let session = office.session(Role::Analyst).await;
    let preferred = office.post_as(&session, "/preferences", "back=/&lang=fr&theme=dark").await;
    let out = office.post_as(&session, "/logout", "").await;
    let chosen = office.get("/login?lang=fr").await;
    for answer in [&signed_in, &preferred, &out, &chosen] {
        let cookies: Vec<_> =
            answer.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
        assert!(!cookies.is_empty());
        for cookie in cookies {
            for word in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                assert!(cookie.contains(word), "{cookie}");
            }
        }
    }
    assert_eq!(office.get_as(&session, "/account").await.status, StatusCode::SEE_OTHER, "a session that ended is none");
}

#[tokio::test]
async fn nobody_is_sent_elsewhere() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    for back in [
        "https://other.example/",
        "//other.example/",
        "/%5Cother.example",
        "/%09/other.example",
        "javascript:x",
        "other.example",
        "",
    ] {
        let answer = office.post_as(&session, "/preferences", &format!("back={back}&theme=dark")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{back}");
        assert_eq!(answer.header("location"), "/", "{back}");
    }
    let stays = office.post_as(&session, "/preferences", "back=%2Fqueue%3Fstate%3Dopen&theme=dark").await;
    assert_eq!(stays.header("location"), "/queue?state=open");
    let injected = office.post_as(&session, "/preferences", "back=%2Fa%0D%0ASet-Cookie:%20x=y&theme=dark").await;
    assert!(
        injected.headers.get_all(header::SET_COOKIE).iter().all(|cookie| !cookie.to_str().unwrap().starts_with("x="))
    );
    for path in ["/login/once/..%2F..%2F%2Fother.example?lang=fr", "/login/once/%2F%2Fother.example?lang=fr"] {
        let answer = office.get(path).await;
        assert!(
            answer.header("location").is_empty() || answer.header("location").starts_with("/login/once/"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn sign_in_is_throttled_by_name_and_says_no_more_than_wrong() {
    let office = Office::open().await;
    people::set_password(&office.desk, office.people[&Role::Analyst].person, PASSWORD, None).await.unwrap();
    let attempt = async |login: &str, password: &str| {
        office.ask(form_request("/login", "", format!("login={login}&password={password}"))).await
    };
    let (unknown, wrong) = (attempt("nobody", "x").await, attempt("analyst", "x").await);
    assert_eq!((unknown.status, wrong.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
    assert_eq!(unknown.text().replace("nobody", "analyst"), wrong.text());
    for _ in 0..4 {
        attempt("ANALYST", "x").await;
    }
    let closed = attempt("analyst", PASSWORD).await;
    assert_eq!(closed.status, StatusCode::TOO_MANY_REQUESTS, "even the right password waits");
    office.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(attempt("analyst", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_one_time_link_works_once_and_opening_it_uses_nothing_up() {
    let office = Office::open().await;
    let secret = people::one_time_link(&office.desk, None, office.people[&Role::Analyst].person).await.unwrap();
    let path = format!("/login/once/{secret}");
    for _ in 0..2 {
        assert_eq!(office.get(&path).await.status, StatusCode::OK);
    }
    assert_eq!(office.ask(form_request(&path, "", String::new())).await.status, StatusCode::SEE_OTHER);
    let again = office.ask(form_request(&path, "", String::new())).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    assert!(again.headers.get(header::SET_COOKIE).is_none());
    let late = people::one_time_link(&office.desk, None, office.people[&Role::Analyst].person).await.unwrap();
    office.clock.advance(SignedDuration::from_hours(73));
    assert_eq!(
        office.ask(form_request(&format!("/login/once/{late}"), "", String::new())).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_answer_to_head_is_that_to_get() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    let head = Request::head("/queue").header(header::COOKIE, &session.cookie).body(Body::empty()).unwrap();
    assert_eq!(office.ask(head).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_store_that_is_gone_is_said_to_be_unavailable_and_comes_back() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    office.store.set_down(true);
    let down = office.get_as(&session, "/queue").await;
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!down.text().contains("taken the store down"), "no internals outside");
    office.store.set_down(false);
    assert_eq!(office.get_as(&session, "/queue").await.status, StatusCode::OK);
}
