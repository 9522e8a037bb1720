//! A form whose fields may come several times, such as check boxes of one name.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use url::form_urlencoded;

/// The fields as they were sent, in order.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field, without the spaces around it; empty if it did not come.
    pub fn one(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.trim())
    }
}

/// A file that came with a form.
#[derive(Debug)]
pub(super) struct Sent {
    /// The field it came in.
    pub field: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Fields {
    /// Reads a form with files, part by part. The session's value comes first; without it nothing else is read.
    ///
    /// # Errors
    /// The form is not from the person's session, or did not come whole.
    pub async fn with_files(mut parts: Multipart, csrf: &str) -> Result<(Self, Vec<Sent>), StatusCode> {
        let first = parts.next_field().await.map_err(|error| error.status())?.ok_or(StatusCode::BAD_REQUEST)?;
        if first.name() != Some("csrf") || first.text().await.map_err(|error| error.status())? != csrf {
            return Err(StatusCode::FORBIDDEN);
        }
        let (mut fields, mut files) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|error| error.status())? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::is_empty) {
                // A browser sends an empty part where no file was chosen.
                Some(true) => {}
                Some(false) => {
                    let bytes = part.bytes().await.map_err(|error| error.status())?.to_vec();
                    files.push(Sent { field: name, bytes });
                }
                None => fields.push((name, part.text().await.map_err(|error| error.status())?)),
            }
        }
        Ok((Self(fields), files))
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        let body = Bytes::from_request(request, state).await.map_err(|_| StatusCode::BAD_REQUEST)?;
        Ok(Self(form_urlencoded::parse(&body).into_owned().collect()))
    }
}
