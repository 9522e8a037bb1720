//! How a letter leaves: by mail; or, to a provider that takes letters by machine, by a call, with mail in its place
//! when the call is not acknowledged. Every letter to a provider passes here, and so does every other but those that
//! must not leave twice.

use super::{addressed, identifier};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::{Call, CallError, Letter, MailError};
use crate::records::{Notice, NoticeKind, Provider};
use domain::provider::Channel;
use exchange::webhook::{self, Message, MessageKind, Words};
use serde_json::Value;
use url::Url;

/// A letter on its way out.
pub(crate) struct Outgoing {
    /// As mail.
    pub(crate) mail: Letter,
    /// As a call, for a provider that wants calls before mail.
    pub(crate) call: Option<Call>,
}

impl From<Letter> for Outgoing {
    fn from(mail: Letter) -> Self {
        Self { mail, call: None }
    }
}

impl Outgoing {
    /// Whether a letter that went to this contact point or interface was this one.
    pub(crate) fn goes_to(&self, to: &str) -> bool {
        self.mail.to == to || self.call.as_ref().is_some_and(|call| call.url.as_str() == to)
    }
}

/// What became of a letter.
pub(crate) enum Handed {
    /// The interface acknowledged it, or the mail server took it.
    Taken(Notice),
    /// It can never be sent like this, or was refused for good.
    Refused(String),
}

/// What a program of a provider is told of a letter.
pub(super) struct Told<'a> {
    /// What it is about.
    pub(super) kind: MessageKind,
    /// The reference of the order or referral.
    pub(super) reference: &'a str,
    /// What tells the letter from every other.
    pub(super) name: &'a str,
    /// The page on which the provider reads and answers.
    pub(super) portal: String,
    /// The order as signed data, where the letter is one; other letters are told in words.
    pub(super) signed: Option<Value>,
}

/// A letter to a provider. It becomes a call as well if the provider's interface comes before its mailbox.
pub(super) fn to_provider(
    desk: &Desk,
    provider: &Provider,
    told: Told<'_>,
    written: &exchange::letter::Letter,
) -> Result<Outgoing, Error> {
    let mail = addressed(desk, &provider.contact, told.name, written)?;
    let interface = provider.details.webhook.clone().filter(|_| provider.ways().next() == Some(Channel::Api));
    let call = match interface {
        Some(url) => {
            let document = match told.signed {
                Some(signed) => signed,
                None => serde_json::to_value(Words::new(&mail.subject, &mail.text)).map_err(fault)?,
            };
            let portal = Url::parse(&told.portal).map_err(fault)?;
            Some(call(desk, url, told.name, &Message::new(told.kind, told.reference, document, portal))?)
        }
        None => None,
    };
    Ok(Outgoing { mail, call })
}

/// A call under the identifier that its letter would have as mail: the same however often it is tried, and by whichever
/// way, so that a provider counts it once.
pub(super) fn call(desk: &Desk, url: Url, name: &str, message: &Message) -> Result<Call, Error> {
    let (id, now, body) = (identifier::of(desk, name)?, desk.now(), message.to_bytes());
    let signed = desk.doors.signer.sign_bytes(&webhook::signed_content(&id, now.as_second(), &body));
    let signature = <[u8; 64]>::try_from(signed.as_slice()).map_err(fault)?;
    Ok(Call { url, headers: webhook::headers(&id, now, &signature), body })
}

/// Makes a call and keeps what was sent. A call that is not acknowledged handed nothing over.
pub(crate) async fn make(desk: &Desk, kind: NoticeKind, call: &Call) -> Result<Result<Notice, CallError>, Error> {
    let receipt = match desk.doors.calls.call(call).await {
        Ok(receipt) => receipt,
        Err(error) => return Ok(Err(error)),
    };
    Ok(Ok(Notice {
        kind,
        to: call.url.to_string(),
        channel: Channel::Api,
        at: desk.now(),
        receipt: receipt.receipt,
        claimed: receipt.received_at,
        not_by_call: None,
        text: desk.doors.blobs.put(&call.body).await?,
    }))
}

/// Hands a letter over: by the call if there is one, else, or when it fails, to the mail server. Mail that can be tried
/// later is, with the call before it; mail that is refused for good is brought to a person.
pub(crate) async fn hand_over(desk: &Desk, kind: NoticeKind, letter: impl Into<Outgoing>) -> Result<Handed, Error> {
    let Outgoing { mail, call } = letter.into();
    let not_by_call = match &call {
        Some(call) => match make(desk, kind, call).await? {
            Ok(notice) => return Ok(Handed::Taken(notice)),
            Err(error) => Some(error.to_string()),
        },
        None => None,
    };
    let text = desk.doors.blobs.put(mail.text.as_bytes()).await?;
    match desk.doors.mail.send(&mail).await {
        Ok(receipt) => {
            let (to, at) = (mail.to, desk.now());
            let channel = Channel::Email;
            Ok(Handed::Taken(Notice { kind, to, channel, at, receipt, claimed: None, not_by_call, text }))
        }
        Err(later @ MailError::Later { .. }) => Err(later.into()),
        Err(refused) => Ok(Handed::Refused(both(not_by_call, refused.to_string()))),
    }
}

/// As [`hand_over`], for a letter that is tried again even if it was refused.
pub(crate) async fn send(desk: &Desk, kind: NoticeKind, letter: impl Into<Outgoing>) -> Result<Notice, Error> {
    match hand_over(desk, kind, letter).await? {
        Handed::Taken(notice) => Ok(notice),
        Handed::Refused(why) => Err(Error::Unavailable(why.into())),
    }
}

/// Why neither way was taken.
pub(crate) fn both(not_by_call: Option<String>, not_by_mail: String) -> String {
    not_by_call.into_iter().chain([not_by_mail]).collect::<Vec<_>>().join("; ")
}
