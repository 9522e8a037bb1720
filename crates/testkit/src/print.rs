//! A press that sets every form as the same plain paper, and a sheet as its words.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Paper, Print, PrintError, Sheet};
use std::sync::Mutex;

/// Sets a line that names the digest, or what a sheet says as the debugger shows it, unless it was told to be out of order.
#[derive(Debug, Default)]
pub struct FakePrint(Mutex<Option<String>>);

impl FakePrint {
    /// From now on no paper can be set, for this reason; `None` mends it.
    pub fn break_down(&self, why: Option<&str>) {
        *locked(&self.0) = why.map(str::to_owned);
    }

    fn works(&self) -> Result<(), PrintError> {
        locked(&self.0).clone().map_or(Ok(()), |why| Err(PrintError { why }))
    }
}

#[async_trait]
impl Print for FakePrint {
    async fn print(&self, paper: &Paper) -> Result<Vec<u8>, PrintError> {
        self.works()?;
        Ok(format!("%PDF-REHEARSAL {} {}", paper.digest, paper.verify_at).into_bytes())
    }

    async fn sheet(&self, sheet: &Sheet) -> Result<Vec<u8>, PrintError> {
        self.works()?;
        Ok(format!("%PDF-REHEARSAL {sheet:?}").into_bytes())
    }
}
