use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn unit(number: u128) -> Witness {
    Witness::Authority(AuthorityId(Uuid::from_u128(number)))
}

fn claim(who: Witness, what: Outcome, second: i64) -> Claim {
    Claim { who, what, happened: at(second), said: at(second) }
}

fn look(gone: bool, second: i64) -> Seen {
    Seen { gone, from: None, at: at(second) }
}

fn testimony(claims: &[Claim], looks: &[Seen]) -> Testimony {
    let mut testimony = Testimony::of(country("NL"));
    claims.iter().cloned().for_each(|claim| testimony.hear(claim));
    looks.iter().copied().for_each(|look| testimony.see(look));
    testimony
}

/// As in 2018: the prosecutor's words, as a newspaper has them, and what the agency said.
#[test]
fn sources_that_disagree_stay_side_by_side() {
    let press = claim(Witness::Press("The Harbour Gazette".to_owned()), Outcome::Seized, 10);
    let agency = claim(unit(1), Outcome::EvidenceCopied, 20);
    let told = testimony(&[press.clone(), agency.clone()], &[look(false, 30)]);
    assert_eq!(told.claims(), [press.clone(), agency.clone()]);
    let disputes = [Dispute::Witnesses(press.clone(), agency), Dispute::Outside(press, look(false, 30))];
    assert_eq!(told.disputes(), disputes);
    assert!(told.facts().is_empty(), "a disputed fact is not told");
}

#[test]
fn a_fact_needs_one_who_was_there_and_a_look() {
    let seized = claim(unit(1), Outcome::Seized, 10);
    let fact = |claims: &[Claim], looks: &[Seen]| testimony(claims, looks).facts();
    let seen = look(true, 20);
    let wanted = Fact { what: Outcome::Seized, said_by: vec![unit(1)], seen };
    assert_eq!(fact(std::slice::from_ref(&seized), &[seen]), [wanted]);
    assert!(fact(std::slice::from_ref(&seized), &[]).is_empty(), "nobody looked");
    assert!(fact(std::slice::from_ref(&seized), &[look(true, 5)]).is_empty(), "a look from before it");
    assert!(fact(&[seized.clone(), claim(unit(2), Outcome::Seized, 11)], &[]).is_empty(), "two witnesses and no look");
    assert!(fact(std::slice::from_ref(&seized), &[seen, look(false, 30)]).is_empty(), "it came back");
    assert!(fact(&[claim(Witness::Press("Gazette".to_owned()), Outcome::Seized, 10)], &[seen]).is_empty());
    assert!(fact(&[claim(unit(1), Outcome::NobodyThere, 10)], &[look(false, 20)]).is_empty(), "nothing was done");
    assert!(fact(&[claim(unit(1), Outcome::Searched, 10)], &[seen]).is_empty(), "a look cannot tell");
    let two = fact(&[seized.clone(), claim(unit(2), Outcome::Seized, 11)], &[seen]);
    assert_eq!(two[0].said_by, [unit(1), unit(2)]);
}

#[test]
fn a_block_is_seen_from_inside_only() {
    let blocked = claim(unit(1), Outcome::Blocked, 10);
    let from =
        |code: Option<&str>, gone| blocked.seen(&Seen { gone, from: code.map(country), at: at(20) }, country("NL"));
    assert_eq!(from(Some("NL"), true), Verdict::Agrees);
    assert_eq!(from(Some("NL"), false), Verdict::Contradicts);
    assert_eq!(from(Some("RO"), false), Verdict::CannotTell);
    assert_eq!(from(None, false), Verdict::CannotTell);
}

#[test]
fn a_witness_may_correct_itself() {
    let told = testimony(&[claim(unit(1), Outcome::Seized, 20), claim(unit(1), Outcome::NobodyThere, 10)], &[]);
    // The earlier word arrived later, from a telephone that was offline.
    assert_eq!(told.words(), [&claim(unit(1), Outcome::Seized, 20)]);
    assert_eq!(told.claims().len(), 2);
    assert!(told.disputes().is_empty());
    // What was said last counts, also of an earlier moment.
    let corrected = Claim { happened: at(5), said: at(30), ..claim(unit(1), Outcome::WrongTenant, 0) };
    let told = testimony(&[claim(unit(1), Outcome::Seized, 20), corrected.clone()], &[]);
    assert_eq!(told.words(), [&corrected]);
}

fn any_claim() -> impl Strategy<Value = Claim> {
    (0_u128..4, prop::sample::select(Outcome::ALL), 0_i64..20, 0_i64..20).prop_map(|(who, what, second, later)| {
        let who = if who == 3 { Witness::Press("Gazette".to_owned()) } else { unit(who) };
        Claim { said: at(second + later), ..claim(who, what, second) }
    })
}

fn any_look() -> impl Strategy<Value = Seen> {
    (any::<bool>(), prop::sample::select(vec![None, Some("NL"), Some("RO")]), 0_i64..20)
        .prop_map(|(gone, from, second)| Seen { gone, from: from.map(country), at: at(second) })
}

proptest! {
    /// No claim takes another one away, and a telephone that sends twice is heard once.
    #[test]
    fn claims_never_overwrite(claims in prop::collection::vec(any_claim(), 0..20)) {
        let told = testimony(&claims, &[]);
        prop_assert!(claims.iter().all(|claim| told.claims().contains(claim)));
        let mut twice = told.clone();
        claims.iter().rev().cloned().for_each(|claim| twice.hear(claim));
        prop_assert_eq!(twice, told);
    }

    /// What is told in public has two kinds of sources and nobody who says otherwise.
    #[test]
    fn only_confirmed_facts_are_told(
        claims in prop::collection::vec(any_claim(), 0..12),
        looks in prop::collection::vec(any_look(), 0..6),
    ) {
        let told = testimony(&claims, &looks);
        for fact in told.facts() {
            prop_assert!(!fact.said_by.is_empty() && fact.said_by.iter().all(Witness::was_there));
            prop_assert!(told.looks().contains(&fact.seen));
            prop_assert!(told.words().iter().all(|word| !word.what.excludes(fact.what)));
        }
    }
}
