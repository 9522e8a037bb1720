//! Handing orders and letters to providers that take them by machine.

use crate::client::{Answer, Client, ClientSettings, ClientSettingsError, Trouble};
use async_trait::async_trait;
use casework::ports::{Call, CallError, CallReceipt, Calls};
use exchange::webhook::{Acknowledgement, MAX_ACKNOWLEDGEMENT_BYTES, Message};
use reqwest::header::{self, HeaderName, HeaderValue};
use reqwest::{Method, Request};

/// Calls providers' interfaces over https.
///
/// A redirect is never followed, since what is signed is meant for the address on record; an answer counts only if it
/// is an [`Acknowledgement`] of what was sent. Whether a failed call is made again is for the caller to decide: the
/// same call carries the same identifier.
pub struct HttpCalls {
    client: Client,
}

impl HttpCalls {
    /// Makes it.
    ///
    /// # Errors
    /// When the settings are incomplete, or the system's DNS settings or the certificates cannot be used.
    pub fn new(settings: &ClientSettings) -> Result<Self, ClientSettingsError> {
        Ok(Self { client: Client::new(settings)? })
    }
}

#[async_trait]
impl Calls for HttpCalls {
    async fn call(&self, call: &Call) -> Result<CallReceipt, CallError> {
        let message = Message::read(&call.body).map_err(|error| not_made(&error))?;
        let request = request(call)?;
        let sent = self.client.send(request, MAX_ACKNOWLEDGEMENT_BYTES, self.client.ends()).await;
        let answer = sent.map_err(|trouble| match trouble {
            Trouble::Unsuitable(why) => not_made(&why),
            Trouble::Failed(answer) => CallError::Later { answer },
        })?;
        judge(&answer, &message.reference)
    }
}

fn request(call: &Call) -> Result<Request, CallError> {
    let mut request = Request::new(Method::POST, call.url.clone());
    let headers = request.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    for (name, value) in &call.headers {
        let name: HeaderName =
            name.parse().map_err(|_| not_made(&format!("{name:?} cannot be the name of a header")))?;
        let value = HeaderValue::from_str(value).map_err(|_| not_made(&format!("the header {name} cannot be sent")))?;
        headers.insert(name, value);
    }
    *request.body_mut() = Some(call.body.clone().into());
    Ok(request)
}

/// A call that must not be made will not become right by trying again.
fn not_made(why: &impl ToString) -> CallError {
    CallError::Refused { answer: format!("it was not called: {}", why.to_string()) }
}

fn judge(answer: &Answer, reference: &str) -> Result<CallReceipt, CallError> {
    let told = answer.told();
    match answer.status {
        200..=299 if !answer.whole => {
            let answer = format!("the answer is longer than {MAX_ACKNOWLEDGEMENT_BYTES} bytes ({told})");
            Err(CallError::NotUnderstood { answer })
        }
        200..=299 => match Acknowledgement::read(&answer.body, reference) {
            Ok(said) => Ok(CallReceipt { receipt: said.receipt, received_at: said.received_at }),
            Err(why) => Err(CallError::NotUnderstood { answer: format!("{why} ({told})") }),
        },
        // Too slow, too early, too often: the interface itself asks to come again.
        408 | 425 | 429 | 500..=599 => Err(CallError::Later { answer: told }),
        400..=499 => Err(CallError::Refused { answer: told }),
        _ => {
            let answer = format!("calls are not redirected; enter the final address in the directory ({told})");
            Err(CallError::NotUnderstood { answer })
        }
    }
}
