//! Taking the order out of a paper never panics, and never gives more than a paper carries.
#![no_main]

use documents::{MOST_ATTACHMENT, attachment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pdf: &[u8]| {
    if let Ok(order) = attachment(pdf) {
        assert!(order.len() <= MOST_ATTACHMENT);
    }
});
