//! The wrongful notices of April 2019, replayed: 225 invented pages are handed in, and two hasty officers try to make
//! an order of each, over the interface for programs. What stopped them is written into `target/false-notices.md`.

mod corpus;
mod hasty;
mod table;

use corpus::{Corpus, Entry};
use hasty::{Attempt, Pair};
use std::collections::BTreeSet;

/// Purposes that Art 1(3) protects, and what else can be the reason of a flag.
const REASONS: [&str; 7] = ["journalism", "education", "research", "art", "counter_speech", "unread", "collateral"];

#[test]
fn the_corpus_is_what_its_readme_says() {
    let corpus = Corpus::read();
    assert!(corpus.pages().count() >= 220 && corpus.kinds.len() >= 20, "{} pages", corpus.pages().count());
    let addresses: BTreeSet<_> = corpus.pages().map(|page| page.address()).collect();
    assert_eq!(addresses.len(), corpus.pages().count(), "an address stands twice");
    let languages: BTreeSet<&str> = corpus.pages().map(|page| page.lang.as_str()).collect();
    assert_eq!(languages, corpus.known.iter().map(|known| known.language.as_str()).collect());
    assert!(corpus.known.iter().all(|known| known.text().contains("REHEARSAL")));
    for page in corpus.pages() {
        let (url, body) = (&page.url, corpus.body(page));
        assert!(body.contains("REHEARSAL"), "{url} does not say that it is a rehearsal");
        assert!(page.domain().ends_with(".example") || page.domain().ends_with(".test"), "{url}");
        assert!(page.why.len() > 15, "{url} does not say why");
        let refused = page.must.refused.iter().all(|gate| matches!(gate.as_str(), "exact_url" | "no_match"));
        let flagged = page.must.flagged.iter().all(|reason| REASONS.contains(&reason.as_str()));
        let one = page.must.refused.len() + page.must.flagged.len() == 1;
        assert!(refused && flagged && one, "{url} must be refused or flagged, for one reason");
        if page.must.refused == ["no_match"] {
            continue;
        }
        let quotes = corpus.known.iter().any(|known| known.sentences.iter().any(|sentence| body.contains(sentence)));
        assert!(quotes, "{url} holds nothing known");
    }
}

#[tokio::test]
async fn none_becomes_an_order_without_being_refused_or_flagged() {
    let corpus = Corpus::read();
    let mut wrong = Vec::new();
    let mut day = Vec::new();
    for (kind, pages) in &corpus.kinds {
        // An office for each kind, so that the rule on many at once stays out of it.
        let pair = Pair::at(&corpus, "2026-11-17T09:00:00Z").await;
        let attempts = pair.try_all(&corpus, &pages.iter().collect::<Vec<_>>()).await;
        for (page, attempt) in pages.iter().zip(&attempts) {
            wrong.extend(judge(page, attempt).map(|why| format!("{kind}: {} {why}\n    {attempt:?}", page.url)));
        }
        day.push((kind.as_str(), pages.as_slice(), attempts));
    }
    let night = at_night_in_bulk(&corpus).await;
    table::write(&day, &night);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), corpus.pages().count(), wrong.join("\n"));
}

/// What is wrong about the way an attempt went.
fn judge(page: &Entry, attempt: &Attempt) -> Option<String> {
    if attempt.issued_at_once {
        return Some("became an order, and nothing was in the way".to_owned());
    }
    if let Some(forced) = &attempt.forced {
        if forced.people < 2 || forced.reasons < 2 {
            return Some(format!("was forced through by {} people with {} reasons", forced.people, forced.reasons));
        }
        if !attempt.held_for_one {
            return Some("was forced through by one person alone".to_owned());
        }
    }
    let wanted = page.must.refused.first().or(page.must.flagged.first())?;
    let seen = attempt.reasons().contains(wanted.as_str());
    match (&page.weakness, seen) {
        (None, false) => Some(format!("was not stopped for the right reason, {wanted}")),
        (Some(weakness), true) => Some(format!("has lost its weakness, take out the line: {weakness}")),
        _ if page.must.refused.iter().any(|gate| gate == "exact_url") && attempt.forced.is_some() => {
            Some("was forced through a gate that nobody can open".to_owned())
        }
        _ => None,
    }
}

/// One night in which everything that can be forced is forced, one after the other.
async fn at_night_in_bulk(corpus: &Corpus) -> Vec<Attempt> {
    let pair = Pair::at(corpus, "2026-11-17T01:30:00Z").await;
    let mut attempts = Vec::new();
    for kind in ["news", "scholarly", "scans"] {
        attempts.extend(pair.try_all(corpus, &corpus.kinds[kind].iter().collect::<Vec<_>>()).await);
    }
    let forced: Vec<&Attempt> = attempts.iter().filter(|attempt| attempt.forced.is_some()).collect();
    assert!(forced.len() > domain::order::BULK, "{} orders make no bulk", forced.len());
    for (n, attempt) in forced.iter().enumerate() {
        assert!(attempt.gates.contains_key("hours") && attempt.held_for_one, "{attempt:?}");
        assert!(attempt.forced.as_ref().is_some_and(|forced| forced.people == 2), "{attempt:?}");
        assert_eq!(attempt.gates.contains_key("bulk"), n >= domain::order::BULK, "order {n}: {attempt:?}");
    }
    attempts
}

#[tokio::test]
async fn many_at_once_are_no_way_round() {
    let corpus = Corpus::read();
    let pair = Pair::at(&corpus, "2026-11-17T01:30:00Z").await;
    let pages: Vec<&Entry> =
        ["religious", "forums", "broadcasts"].iter().flat_map(|kind| &corpus.kinds[*kind]).collect();
    pair.no_way_round_by_bulk(&corpus, &pages).await;
}
