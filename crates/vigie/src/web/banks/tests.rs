use crate::server::{LANG_COOKIE, SESSION_COOKIE};
use crate::web::scene::Scene;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::Role;

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
