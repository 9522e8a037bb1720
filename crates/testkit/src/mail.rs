//! A mail server that keeps every letter.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Letter, Mail, MailError};
use std::collections::VecDeque;
use std::sync::Mutex;

/// Takes every letter, unless the test scripted another answer.
#[derive(Debug, Default)]
pub struct FakeMail(Mutex<Desk>);

#[derive(Debug, Default)]
struct Desk {
    taken: Vec<Letter>,
    next: VecDeque<MailError>,
}

impl FakeMail {
    /// The next letter meets this error; said several times, the next letters meet one each.
    pub fn fail_next(&self, error: MailError) {
        locked(&self.0).next.push_back(error);
    }

    /// The letters that were taken, oldest first.
    #[must_use]
    pub fn letters(&self) -> Vec<Letter> {
        locked(&self.0).taken.clone()
    }
}

#[async_trait]
impl Mail for FakeMail {
    async fn send(&self, letter: &Letter) -> Result<String, MailError> {
        let mut desk = locked(&self.0);
        if let Some(error) = desk.next.pop_front() {
            return Err(error);
        }
        desk.taken.push(letter.clone());
        Ok(format!("250 2.0.0 REHEARSAL: letter {} taken", desk.taken.len()))
    }
}
