//! A provider's interface that keeps every call.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Call, CallError, CallReceipt, Calls};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::Mutex;

/// Acknowledges every call, unless the test scripted another answer.
#[derive(Debug, Default)]
pub struct FakeCalls(Mutex<Desk>);

#[derive(Debug, Default)]
struct Desk {
    taken: Vec<Call>,
    next: VecDeque<CallError>,
    claims: Option<Timestamp>,
}

impl FakeCalls {
    /// The next call meets this error; said several times, the next calls meet one each.
    pub fn fail_next(&self, error: CallError) {
        locked(&self.0).next.push_back(error);
    }

    /// From now on the interface says that it received each call at this moment, by its own clock.
    pub fn claim(&self, received_at: Timestamp) {
        locked(&self.0).claims = Some(received_at);
    }

    /// The calls that were acknowledged, oldest first.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        locked(&self.0).taken.clone()
    }
}

#[async_trait]
impl Calls for FakeCalls {
    async fn call(&self, call: &Call) -> Result<CallReceipt, CallError> {
        let mut desk = locked(&self.0);
        if let Some(error) = desk.next.pop_front() {
            return Err(error);
        }
        desk.taken.push(call.clone());
        Ok(CallReceipt { receipt: format!("REHEARSAL-{}", desk.taken.len()), received_at: desk.claims })
    }
}
