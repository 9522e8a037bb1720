//! Letters as they were sent, to be read by colleagues.

use casework::records::Notice;
use casework::{Desk, Error};

/// The text of a letter. The link to the portal is the provider's key, so nobody else is shown it: whoever had
/// it could answer in the provider's name.
pub(super) async fn read(desk: &Desk, notices: &[Notice], number: usize, link: &str) -> Result<Option<String>, Error> {
    let Some(notice) = number.checked_sub(1).and_then(|n| notices.get(n)) else { return Ok(None) };
    let bytes = desk.doors.blobs.get(&notice.text).await?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).replace(link, "…")))
}
