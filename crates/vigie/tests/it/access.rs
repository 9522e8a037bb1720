//! Every declared route, asked by everybody.

use crate::office::{Office, Session, multipart_request};
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use casework::policy::{Actor, Permission};
use casework::ports::{Change, Entry, Store as _};
use casework::records::{ApiToken, Kept};
use domain::people::Role;
use jiff::SignedDuration;
use matching::digest::Sha256;
use vigie::server::{Access, Declared, Door, declared};

const ID: &str = "0190a000-0000-7000-8000-000000000001";

/// A path with something in place of its parameters, or the parameter that this test does not know.
fn filled(route: &Declared) -> Result<String, &'static str> {
    let mut path = String::new();
    for part in route.path.split('/').skip(1) {
        path.push('/');
        path.push_str(match part {
            "{id}" | "{item}" | "{subject}" | "{signal}" => ID,
            "{digest}" => "00000000000000000000000000000000000000000000000000000000000000aa",
            "{link}" | "{secret}" | "{token}" => "none",
            "{file}" => "1.txt",
            "{name}" => "REHEARSAL",
            "{content}" => "1",
            "{form}" => "csv",
            "{n}" => "1",
            "{gate}" => "hours",
            "{authority}" => ID,
            "{country}" => "NL",
            unknown if unknown.contains('{') => return Err(route.path),
            plain => plain,
        });
    }
    Ok(path)
}

/// Whether the door stayed shut: not signed in, or not permitted.
fn shut(status: StatusCode, headers: &HeaderMap) -> bool {
    let to_login = status.is_redirection() && headers.get(header::LOCATION).is_some_and(|to| to == "/login");
    to_login || matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

fn request(route: &Declared, path: &str, session: Option<&Session>) -> Request<Body> {
    let with_files =
        ["/intake", "/banks/import", "/providers/import", "/authorities/import", "/map/import"].contains(&route.path);
    if let (Some(session), true, &Method::POST) = (session, with_files, &route.method) {
        return multipart_request(path, session, &[("csrf", "", session.csrf.as_bytes())]);
    }
    let mut request = Request::builder().method(&route.method).uri(path);
    let api = for_programs(path);
    request = request
        .header(header::CONTENT_TYPE, if api { "application/json" } else { "application/x-www-form-urlencoded" });
    let mut body = if api { "{}".to_owned() } else { String::new() };
    if let Some(session) = session {
        request = request.header(header::COOKIE, &session.cookie);
        if api {
            request = request.header("x-csrf", &session.csrf);
        } else {
            body = format!("csrf={}", session.csrf);
        }
    }
    request.body(if route.method.is_safe() { Body::empty() } else { Body::from(body) }).unwrap()
}

/// Whether an address is for programs.
fn for_programs(path: &str) -> bool {
    Door::of(path) != Door::Person
}

fn with_token(route: &Declared, path: &str, token: &str) -> Request<Body> {
    let mut request = request(route, path, None);
    request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    request
}

#[tokio::test]
async fn no_route_is_left_out() {
    let unknown: Vec<_> = declared().list().iter().filter_map(|route| filled(route).err()).collect();
    assert!(unknown.is_empty(), "teach `filled` these parameters: {unknown:?}");
    assert!(declared().list().len() > 60);
}

#[tokio::test]
async fn every_role_opens_its_own_doors_and_no_others() {
    let office = Office::open().await;
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let mut session = office.session(*role).await;
        for route in declared().list() {
            let path = filled(route).unwrap();
            let (status, headers) = office.head(request(route, &path, Some(&session))).await;
            let open = match route.access {
                Access::Public => continue,
                Access::SignedIn => true,
                Access::Needs(permission) => permission.roles().contains(role),
            };
            // One door leads out of the house.
            let left =
                route.path == "/logout" && headers.get(header::LOCATION).is_some_and(|to| to == "/login?done=out");
            if open == shut(status, &headers) && !left {
                wrong.push(format!("{role} {} {}: {status}", route.method, route.path));
            }
            if route.path == "/logout" {
                session = office.session(*role).await;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn nobody_opens_public_doors_only() {
    let office = Office::open().await;
    for route in declared().list().iter().filter(|route| route.access != Access::Public) {
        let path = filled(route).unwrap();
        for cookie in ["", "vigie_session=forged"] {
            let mut request = request(route, &path, None);
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
            let (status, headers) = office.head(request).await;
            assert!(shut(status, &headers), "{} {}: {status}", route.method, route.path);
            let expected = if for_programs(&path) { StatusCode::UNAUTHORIZED } else { StatusCode::SEE_OTHER };
            assert_eq!(status, expected, "{} {}", route.method, route.path);
        }
    }
}

/// A token that carries nothing, such as no command would make.
async fn bare_token(office: &Office, actor: &Actor) -> String {
    let (secret, now) = ("vigie_REHEARSAL", testkit::start());
    let token = Kept::new(ApiToken {
        id: ID.parse().unwrap(),
        person: actor.person,
        label: "REHEARSAL".to_owned(),
        secret_sha256: Sha256::of(secret.as_bytes()).to_string(),
        scopes: Vec::new(),
        created: now,
        expires: now + SignedDuration::from_hours(48),
        revoked: false,
    });
    let entry = Entry { index: 0, at: now, subject: token.id, leaf: "{}".to_owned(), opened: "{}".to_owned() };
    let change = Change { rows: vec![token.row().unwrap()], entry, jobs: Vec::new(), done: None };
    office.store.commit(vec![change]).await.unwrap();
    secret.to_owned()
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_say() {
    let office = Office::open().await;
    let actor = &office.people[&Role::Administrator];
    let bare = bare_token(&office, actor).await;
    let scopes = [Permission::SeeDirectory];
    let narrow = casework::people::make_token(&office.desk, actor, "REHEARSAL", &scopes, SignedDuration::from_hours(1))
        .await
        .unwrap();
    for route in declared().list() {
        let Access::Needs(permission) = route.access else { continue };
        let path = filled(route).unwrap();
        let (status, headers) = office.head(with_token(route, &path, &bare)).await;
        assert!(shut(status, &headers), "bare token: {} {}: {status}", route.method, route.path);
        let (status, headers) = office.head(with_token(route, &path, &narrow)).await;
        // Pages want the overview too; tokens are for the interface for programs.
        let opens = permission == Permission::SeeDirectory && path.starts_with("/api/");
        assert!(
            opens || shut(status, &headers) || permission == Permission::SeeDirectory,
            "{} {}: {status}",
            route.method,
            route.path
        );
        assert!(!opens || !shut(status, &headers), "{} {}: {status}", route.method, route.path);
    }
    office.clock.advance(SignedDuration::from_hours(2));
    let request = Request::get("/api/v1/providers")
        .header(header::AUTHORIZATION, format!("Bearer {narrow}"))
        .body(Body::empty())
        .unwrap();
    assert_eq!(office.head(request).await.0, StatusCode::UNAUTHORIZED, "an expired token is none");
}

#[tokio::test]
async fn a_form_without_the_sessions_value_changes_nothing() {
    let office = Office::open().await;
    for role in Role::ALL {
        let session = office.session(*role).await;
        for route in declared().list().iter().filter(|route| !route.method.is_safe() && route.access != Access::Public)
        {
            let path = filled(route).unwrap();
            for csrf in ["", "csrf=forged"] {
                let mut plain = request(route, &path, None);
                plain.headers_mut().insert(header::COOKIE, session.cookie.parse().unwrap());
                *plain.body_mut() = Body::from(csrf);
                let status = office.head(plain).await.0;
                assert_eq!(status, StatusCode::FORBIDDEN, "{role} {}", route.path);
            }
            let forged = Session { csrf: "forged".to_owned(), ..session.clone() };
            let mut with_files = multipart_request(
                &path,
                &forged,
                &[("csrf", "", b"forged"), ("name", "", b"x"), ("urls", "", b"https://lowtide.test/x")],
            );
            *with_files.method_mut() = route.method.clone();
            let status = office.head(with_files).await.0;
            let refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused, "{role} multipart {}: {status}", route.path);
            if route.path != "/banks/import" {
                assert_eq!(status, StatusCode::FORBIDDEN, "{role} multipart {}", route.path);
            }
        }
    }
    assert_eq!(office.desk.counts(casework::records::Kind::Item).await.unwrap().len(), 0);
}
