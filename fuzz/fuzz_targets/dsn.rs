//! Reading a mail that came back never panics, and what it says fits its limits.
#![no_main]

use exchange::dsn;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = dsn::read(bytes) {
        assert!((1..=dsn::MAX_RECIPIENTS).contains(&read.recipients.len()));
        assert!(read.recipients.iter().all(|recipient| !recipient.address.is_empty()));
    }
});
