//! Exit codes: 0 done, 1 refused, 2 wrong usage (clap's), 3 unavailable. Chosen here and nowhere else.

use std::process::ExitCode;

/// The rules or the check said no.
pub const REFUSED: u8 = 1;
/// Something that is needed is not there: disk, database, network.
pub const UNAVAILABLE: u8 = 3;

/// Tells the user what happened, with its causes, and chooses the code.
pub fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("vigie: {error:#}");
    ExitCode::from(code(error))
}

fn code(error: &anyhow::Error) -> u8 {
    use casework::Error;
    match error.downcast_ref::<Error>() {
        Some(Error::Refused(_) | Error::NotFound { .. } | Error::Conflict) => REFUSED,
        _ => UNAVAILABLE,
    }
}
