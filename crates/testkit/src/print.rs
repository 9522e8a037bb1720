//! A press that sets every form as the same plain paper.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Paper, Print, PrintError};
use std::sync::Mutex;

/// Sets a line that names the digest, unless it was told to be out of order.
#[derive(Debug, Default)]
pub struct FakePrint(Mutex<Option<String>>);

impl FakePrint {
    /// From now on no paper can be set, for this reason; `None` mends it.
    pub fn break_down(&self, why: Option<&str>) {
        *locked(&self.0) = why.map(str::to_owned);
    }
}

#[async_trait]
impl Print for FakePrint {
    async fn print(&self, paper: &Paper) -> Result<Vec<u8>, PrintError> {
        match locked(&self.0).clone() {
            Some(why) => Err(PrintError { why }),
            None => Ok(format!("%PDF-REHEARSAL {} {}", paper.digest, paper.verify_at).into_bytes()),
        }
    }
}
