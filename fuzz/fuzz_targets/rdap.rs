//! Reading a registry's answer or the list of registries never panics, and keeps to its limits.
#![no_main]

use exchange::rdap::{self, Bootstrap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(network) = rdap::read(bytes) {
        assert!(network.first <= network.last && network.contains(network.first));
        assert!(network.parties.len() <= rdap::MAX_PARTIES);
        assert!(network.abuse().is_none_or(|address| address.contains('@')));
    }
    if let Ok(domain) = rdap::read_domain(bytes) {
        assert!(!domain.name.is_empty() && domain.parties.len() <= rdap::MAX_PARTIES);
    }
    if let Ok(systems) = rdap::read_autnum(bytes) {
        assert!(systems.first <= systems.last);
    }
    let _ = (Bootstrap::read_domains(bytes), Bootstrap::read_autnums(bytes));
    if let Ok(list) = Bootstrap::read(bytes) {
        assert!(list.bases([192, 0, 2, 1].into()).iter().all(|base| base.scheme() == "https"));
    }
});
