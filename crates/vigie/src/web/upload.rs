//! Forms that carry files, read part by part.

use super::fields::Fields;
use super::messages::{Lang, Text, failure as text};
use crate::server::{App, Entry, Visitor};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts as _, Multipart, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A file as it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    /// The field of the form.
    field: String,
    /// Its name; with the folders above it when a folder was chosen.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a form carried.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Upload {
    texts: Vec<(String, String)>,
    files: Vec<File>,
}

/// Why nothing could be made of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It does not carry the session's value.
    Forged,
    /// It is larger than a request may be.
    TooLarge,
    /// It ended early or is malformed.
    Broken,
}

impl From<MultipartError> for Why {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}

/// A form of which nothing could be made. As an answer it is that of a page that does not show its form again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unread {
    /// Why.
    pub why: Why,
    /// The language of whoever sent it.
    lang: Lang,
}

impl Unread {
    /// The HTTP status that says so.
    pub const fn status(self) -> StatusCode {
        match self.why {
            Why::Forged => StatusCode::FORBIDDEN,
            Why::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Why::Broken => StatusCode::BAD_REQUEST,
        }
    }

    /// What happened and what to do, in words.
    pub fn words(self) -> &'static str {
        const fn text(why: Why) -> Text {
            match why {
                Why::Forged => text::UPLOAD_FORGED,
                Why::TooLarge => text::UPLOAD_TOO_LARGE,
                Why::Broken => text::UPLOAD_BROKEN,
            }
        }
        text(self.why).get(self.lang)
    }
}

impl IntoResponse for Unread {
    fn into_response(self) -> Response {
        (self.status(), self.words()).into_response()
    }
}

/// The session's value stands first in the form; without it nothing else is read. A program that comes with a token has
/// no session, and sends none.
impl FromRequest<App> for Upload {
    type Rejection = Unread;

    async fn from_request(request: Request, app: &App) -> Result<Self, Unread> {
        let (mut parts, body) = request.into_parts();
        // Nobody signed in, so nobody's form.
        let nobody = |_| Unread { why: Why::Forged, lang: Lang::default() };
        let visitor = Visitor::from_request_parts(&mut parts, app).await.map_err(nobody)?;
        let csrf = match visitor.entry {
            Entry::Token => None,
            Entry::Session { .. } => Some(visitor.csrf()),
        };
        let unread = |why| Unread { why, lang: visitor.manner.reader.lang };
        let parts = Multipart::from_request(Request::from_parts(parts, body), app).await;
        read(parts.map_err(|_| unread(Why::Broken))?, csrf).await.map_err(unread)
    }
}

impl Upload {
    /// The text of a field, without spaces around it; empty when the form has none.
    pub fn text(&self, field: &str) -> &str {
        self.texts.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.trim())
    }

    /// Takes the files of a field out, in the order in which they were sent.
    pub fn take_files(&mut self, field: &str) -> Vec<File> {
        self.files.extract_if(.., |file| file.field == field).collect()
    }

    /// Its texts as the fields of any other form.
    pub fn into_fields(self) -> Fields {
        Fields::from(self.texts)
    }
}

async fn read(mut parts: Multipart, csrf: Option<&str>) -> Result<Upload, Why> {
    if let Some(csrf) = csrf {
        let first = parts.next_field().await?.ok_or(Why::Forged)?;
        if first.name() != Some("csrf") || first.text().await? != csrf {
            return Err(Why::Forged);
        }
    }
    let mut upload = Upload::default();
    while let Some(part) = parts.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            // A browser sends a part without a name where no file was chosen.
            Some(name) if name.is_empty() => {}
            Some(name) => upload.files.push(File { field, name, bytes: part.bytes().await?.to_vec() }),
            None => upload.texts.push((field, part.text().await?)),
        }
    }
    Ok(upload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    async fn sent(csrf: Option<&str>, parts: &[&str]) -> Result<Upload, Why> {
        let mut body: String =
            parts.iter().map(|part| format!("--tide\r\nContent-Disposition: form-data; {part}\r\n")).collect();
        body.push_str("--tide--\r\n");
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=tide");
        let parts = Multipart::from_request(request.body(Body::from(body)).unwrap(), &()).await.unwrap();
        read(parts, csrf).await
    }

    const CSRF: &str = "name=\"csrf\"\r\n\r\nsecret";
    const WORDS: &str = "name=\"words\"\r\n\r\n harbour ";
    const PAGE: &str = "name=\"files\"; filename=\"quay/a.html\"\r\n\r\nREHEARSAL";
    const NONE: &str = "name=\"files\"; filename=\"\"\r\n\r\n";

    #[tokio::test]
    async fn texts_and_files_are_told_apart() {
        let mut upload = sent(Some("secret"), &[CSRF, WORDS, NONE, PAGE]).await.unwrap();
        assert_eq!((upload.text("words"), upload.text("csrf")), ("harbour", ""));
        assert_eq!(upload.take_files("list"), []);
        let files = upload.take_files("files");
        assert_eq!(files.len(), 1, "an empty choice is no file");
        assert_eq!((files[0].name.as_str(), files[0].bytes.as_slice()), ("quay/a.html", b"REHEARSAL".as_slice()));
        assert_eq!(upload.take_files("files"), [], "they were taken out");
    }

    #[tokio::test]
    async fn the_value_of_the_session_stands_first() {
        for parts in [&[WORDS, CSRF][..], &[PAGE], &[], &["name=\"csrf\"\r\n\r\nother"]] {
            assert_eq!(sent(Some("secret"), parts).await, Err(Why::Forged), "{parts:?}");
        }
        assert_eq!(sent(None, &[WORDS]).await.unwrap().text("words"), "harbour");
    }

    #[tokio::test]
    async fn what_ends_early_is_not_taken() {
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=tide");
        let cut = "--tide\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nhar";
        let parts = Multipart::from_request(request.body(Body::from(cut)).unwrap(), &()).await.unwrap();
        assert_eq!(read(parts, None).await, Err(Why::Broken));
    }
}
