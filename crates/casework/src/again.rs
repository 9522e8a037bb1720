//! Repeating what met somebody else's writing.

/// How often a command is repeated when others write the same record at the same moment.
pub(crate) const TRIES: usize = 8;

/// Repeats what met somebody else's writing, on what stands there now. Stopping must not be lost because two people
/// stop at one moment, nor a report because two teams write at one; and two processes may draw the same reference. The
/// work loads what it needs anew each time, so what somebody else made of it in between is then refused by name.
macro_rules! again {
    ($work:expr) => {{
        let mut tries = 1;
        loop {
            match $work.await {
                Err($crate::error::Error::Conflict) if tries < $crate::again::TRIES => tries += 1,
                done => break done,
            }
        }
    }};
}
