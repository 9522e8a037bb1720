//! The shapes in which addresses reach a referral unit: copied out of mails, chats and searches.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

const TRACKING: [&str; 4] = [
    "utm_source=rehearsal&utm_medium=post",
    "fbclid=IwAR0rehearsal0tide",
    "gclid=Cj0rehearsal",
    "utm_campaign=REHEARSAL",
];

/// Shuffles `urls`, and disguises about a quarter with tracking parameters and a sixth with
/// capitals in the host. Every one still names the same page.
pub(super) fn disguised(mut urls: Vec<String>, seed: u64) -> Vec<String> {
    let mut chance = StdRng::seed_from_u64(seed ^ 0x75_72_6c_73);
    urls.shuffle(&mut chance);
    for url in &mut urls {
        if chance.random_ratio(1, 4) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(TRACKING[chance.random_range(0..TRACKING.len())]);
        }
        if chance.random_ratio(1, 6) {
            *url = shouting_host(url);
        }
    }
    urls
}

fn shouting_host(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    format!("{scheme}://{}{path}", host.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use url::Url;

    #[test]
    fn disguises_change_neither_the_host_nor_the_path() {
        let plain: Vec<String> = (0..300).map(|page| format!("https://b.lowtide.test/page/{page}")).collect();
        let disguised = disguised(plain.clone(), 3);
        assert_ne!(plain, disguised);
        assert!(disguised.iter().any(|url| url.contains("LOWTIDE")));
        assert!(disguised.iter().any(|url| url.contains('?')));
        let bare = disguised.iter().map(|url| {
            let mut url = Url::parse(url).unwrap();
            url.set_query(None);
            url.to_string()
        });
        assert_eq!(bare.collect::<BTreeSet<_>>(), plain.into_iter().collect());
    }
}
