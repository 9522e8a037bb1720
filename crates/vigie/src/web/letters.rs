//! Letters as they were sent, to be read by colleagues, and how they left.

use super::format::Reader;
use super::kit::{self, Status};
use super::messages::order as text;
use casework::records::Notice;
use casework::{Desk, Error};
use exchange::webhook::Message;
use jiff::Timestamp;
use maud::{Markup, html};

/// The text of a letter. The link to the portal is the provider's key, so nobody else is shown it: whoever had
/// it could answer in the provider's name.
pub(super) async fn read(desk: &Desk, notices: &[Notice], number: usize, link: &str) -> Result<Option<String>, Error> {
    let Some(notice) = number.checked_sub(1).and_then(|n| notices.get(n)) else { return Ok(None) };
    let bytes = desk.doors.blobs.get(&notice.text).await?;
    Ok(bytes.map(|bytes| readable(&bytes).replace(link, "…")))
}

/// A letter that went by a call stands in words inside it.
fn readable(bytes: &[u8]) -> String {
    let words = Message::read(bytes).ok().and_then(|message| message.words());
    words.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |words| words.text)
}

/// What the provider's interface claims of a letter, and why the letter went by mail where the interface comes first.
pub(super) fn by_machine(notice: &Notice, reader: &Reader, now: Timestamp) -> Markup {
    let lang = reader.lang;
    html! {
        @if let Some(claimed) = notice.claimed {
            (kit::sub(html! {
                (text::CLAIMED.fill(lang, &[("time", &reader.near(claimed, now))]))
                @if !notice.claim_is_believable() { " " (kit::pill(Status::Warn, text::NOT_BELIEVABLE.get(lang))) }
            }))
        }
        @if let Some(why) = &notice.not_by_call { (kit::sub(text::NOT_BY_CALL.fill(lang, &[("why", why)]))) }
    }
}
