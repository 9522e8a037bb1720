#![no_main]
//! Lines of an SMTP client, and the letter they leave: neither may make the rehearsal's mail
//! server, or a provider that reads the letter, panic.

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use rehearsal::mailbox::{Message, Session, portal_link};

fuzz_target!(|data: &[u8]| {
    let mut session = Session::new(Arc::from(vec!["lowtide.test".to_owned()]));
    let mut message = Message::default();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        session.command(line);
        message.line(line);
    }
    if let Some(bytes) = message.into_bytes() {
        portal_link(&bytes);
    }
});
