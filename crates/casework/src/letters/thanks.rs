//! Letters to the providers that helped in a joint action.

use super::{envelope, theirs};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::records::{Operation, Provider};
use exchange::Language;
use exchange::letter::{Letter, Thanks};

/// A letter of thanks in the provider's language, with how many of the notices were acted on, confirmed and undone.
pub(crate) async fn thanks(
    desk: &Desk,
    operation: &Operation,
    provider: &Provider,
    (acted, confirmed, returned): (usize, usize, usize),
) -> Result<(Language, Letter), Error> {
    let envelope = envelope(desk, operation.lead, &operation.reference, &provider.name, &provider.time_zone).await?;
    let language = theirs(provider);
    let letter = Thanks { envelope, acted, confirmed, returned }.write(language).map_err(fault)?;
    Ok((language, letter))
}
