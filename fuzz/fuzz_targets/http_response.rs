#![no_main]

use exchange::warc::HttpResponse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(response) = HttpResponse::parse(bytes) {
        assert!(response.decoded(1 << 20).bytes.len() <= 1 << 20);
    }
});
