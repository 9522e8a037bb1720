//! What a provider says does not depend on what a job of ours wrote in between.

use casework::Error;

/// How often a provider's word is tried again.
const TRIES: u8 = 5;

/// Does what a provider asks, again if somebody else wrote in the same moment.
///
/// # Errors
/// Those of the act itself; [`Error::Conflict`] only after several tries.
pub async fn insistently<F: Future<Output = Result<(), Error>> + Send>(
    act: impl Fn() -> F + Send,
) -> Result<(), Error> {
    for _ in 1..TRIES {
        match act().await {
            Err(Error::Conflict) => {}
            done => return done,
        }
    }
    act().await
}
