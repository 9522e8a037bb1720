//! A stand-in for the authority's portal, with nothing but the contract of its forms.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};

#[derive(Clone, Default)]
pub struct File {
    pub url: String,
    pub referral: bool,
    pub opened: u32,
    pub receipts: Vec<String>,
    /// Kind, time of action and explanation of each answer.
    pub answers: Vec<(String, String, String)>,
}

#[derive(Clone)]
pub struct FakePortal {
    address: SocketAddr,
    files: Files,
}

#[derive(Clone, Default)]
struct Files {
    by_token: Arc<Mutex<BTreeMap<String, File>>>,
    /// Requests still to be answered with 503.
    failures: Arc<Mutex<u32>>,
}

impl FakePortal {
    pub async fn start() -> Self {
        let files = Files::default();
        let router = Router::new()
            .route("/portal/{token}", get(show))
            .route("/portal/{token}/receipt", post(receipt))
            .route("/portal/{token}/answer", post(answer))
            .with_state(files.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, files }
    }

    /// Files a matter, and gives the text of the letter about it.
    pub fn letter(&self, token: &str, url: &str, referral: bool) -> String {
        let file = File { url: url.to_owned(), referral, ..File::default() };
        let mut files = self.files.by_token.lock().unwrap();
        files.insert(token.to_owned(), file);
        let address = self.address;
        format!("REHEARSAL\n\nPlease open http://{address}/portal/{token}\n")
    }

    pub fn file(&self, token: &str) -> File {
        self.files.by_token.lock().unwrap()[token].clone()
    }

    pub fn kinds(&self, token: &str) -> Vec<String> {
        let answers = self.file(token).answers;
        answers.into_iter().map(|(kind, _, _)| kind).collect()
    }

    pub fn fail_next(&self, requests: u32) {
        *self.files.failures.lock().unwrap() = requests;
    }
}

impl Files {
    fn with(&self, token: &str, work: impl FnOnce(&mut File) -> Response) -> Response {
        let mut failures = self.failures.lock().unwrap();
        if *failures > 0 {
            *failures -= 1;
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        match self.by_token.lock().unwrap().get_mut(token) {
            Some(file) => work(file),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

async fn show(State(files): State<Files>, Path(token): Path<String>) -> Response {
    files.with(&token, |file| {
        file.opened += 1;
        let last = if file.referral { "declined" } else { "impossible" };
        Html(format!(
            "<h1>REHEARSAL</h1><code class=\"url\">{}</code>\
             <form action=\"/portal/x/answer\"><select name=\"kind\"><option value=\"removed\"><option value=\"{last}\">\
             </select></form>",
            file.url.replace('&', "&amp;")
        ))
        .into_response()
    })
}

type Fields = Form<BTreeMap<String, String>>;

async fn receipt(State(files): State<Files>, Path(token): Path<String>, Form(fields): Fields) -> Response {
    files.with(&token, |file| {
        file.receipts.push(fields["name"].clone());
        Redirect::to(&format!("/portal/{token}")).into_response()
    })
}

async fn answer(State(files): State<Files>, Path(token): Path<String>, Form(fields): Fields) -> Response {
    files.with(&token, |file| {
        let field = |name: &str| fields[name].clone();
        file.answers.push((field("kind"), field("acted_at"), field("explanation")));
        Redirect::to(&format!("/portal/{token}")).into_response()
    })
}
