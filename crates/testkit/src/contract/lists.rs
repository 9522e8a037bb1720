//! Lists: order, pages, filters, counts.

use super::{id, put, row};
use casework::ports::{Query, Row, Store};
use casework::records::Kind;
use uuid::Uuid;

async fn listed(store: &dyn Store, query: &Query) -> Vec<Uuid> {
    let rows: Vec<Row> = store.list(query).await.expect("the list");
    rows.into_iter().map(|row| row.id).collect()
}

fn ids(numbers: &[u32]) -> Vec<Uuid> {
    numbers.iter().copied().map(id).collect()
}

/// Pages follow each other without gap or overlap, in both directions, also among equals.
pub async fn pages_are_in_order(store: &dyn Store) {
    let rows: Vec<_> = [(5, "b"), (1, "a"), (4, "b"), (3, "b"), (2, "c"), (6, "a")]
        .into_iter()
        .map(|(number, sort)| row(number, if number % 2 == 0 { "even" } else { "odd" }, sort))
        .collect();
    put(store, rows).await;
    for (descending, wanted) in [(false, ids(&[1, 6, 3, 4, 5, 2])), (true, ids(&[2, 5, 4, 3, 6, 1]))] {
        for states in [Vec::new(), vec!["even".to_owned(), "odd".to_owned(), "odd".to_owned()]] {
            let mut query = Query { states, descending, ..Query::all(Kind::Item, 2) };
            let mut seen = Vec::new();
            loop {
                let page = store.list(&query).await.expect("an answer");
                let Some(last) = page.last() else { break };
                query.after = Some((last.sort.clone(), last.id));
                seen.extend(page.iter().map(|row| row.id));
            }
            assert_eq!(seen, wanted, "descending: {descending}");
        }
    }
    assert_eq!(listed(store, &Query::all(Kind::Item, 0)).await, ids(&[]));
    assert_eq!(listed(store, &Query::all(Kind::Capture, 9)).await, ids(&[]));
}

/// Only the states asked for.
pub async fn states_are_kept_apart(store: &dyn Store) {
    put(store, vec![row(1, "in_review", "b"), row(2, "clear", "a"), row(3, "dismissed", "c")]).await;
    let query = Query::all(Kind::Item, 9);
    assert_eq!(listed(store, &query.clone().in_states(&["clear"])).await, ids(&[2]));
    assert_eq!(listed(store, &query.clone().in_states(&["dismissed", "in_review"])).await, ids(&[1, 3]));
    assert_eq!(listed(store, &query.clone().in_states(&["ordered"])).await, ids(&[]));
    assert_eq!(listed(store, &query.in_states(&["clear", "ordered"]).newest_first()).await, ids(&[2]));
}

fn with_keys(number: u32, state: &str, keys: &[(&str, &str)]) -> Row {
    let keys = keys.iter().map(|(relation, value)| ((*relation).to_owned(), (*value).to_owned())).collect();
    Row { keys, ..row(number, state, &format!("{number:03}")) }
}

const HARBOUR: (&str, &str) = ("host", "harbour.test");
const REEF: (&str, &str) = ("host", "reef.test");
const NEAR: (&str, &str) = ("likeness", "near");
const KNOWN: (&str, &str) = ("likeness", "known");

async fn put_with_keys(store: &dyn Store) {
    let rows = vec![
        with_keys(1, "in_review", &[HARBOUR, NEAR]),
        with_keys(2, "in_review", &[HARBOUR, KNOWN]),
        with_keys(3, "clear", &[REEF, NEAR]),
        with_keys(4, "in_review", &[REEF, NEAR, ("likeness", "old")]),
    ];
    put(store, rows).await;
}

/// A record is found by each of its keys, and several together narrow the list.
pub async fn keys_narrow_a_list(store: &dyn Store) {
    put_with_keys(store).await;
    let all = Query::all(Kind::Item, 9);
    assert_eq!(listed(store, &all.clone().with("host", "harbour.test")).await, ids(&[1, 2]));
    assert_eq!(listed(store, &all.clone().with("likeness", "near").with("host", "reef.test")).await, ids(&[3, 4]));
    assert_eq!(listed(store, &all.clone().with("host", "near")).await, ids(&[]), "a value counts under its relation");
    let open = all.clone().in_states(&["in_review"]);
    assert_eq!(listed(store, &open.with("host", "reef.test").with("likeness", "near")).await, ids(&[4]));
    let mut rest = all.with("likeness", "near");
    rest.after = Some(("001".to_owned(), id(1)));
    assert_eq!(listed(store, &rest).await, ids(&[3, 4]));
}

/// A record is no longer found by a key that it has lost, nor in the state that it has left.
pub async fn keys_follow_the_record(store: &dyn Store) {
    put_with_keys(store).await;
    put(store, vec![Row { revision: 2, ..with_keys(1, "clear", &[REEF, NEAR]) }]).await;
    let all = Query::all(Kind::Item, 9);
    assert_eq!(listed(store, &all.clone().with("host", "harbour.test")).await, ids(&[2]));
    assert_eq!(listed(store, &all.clone().with("host", "reef.test")).await, ids(&[1, 3, 4]));
    assert_eq!(listed(store, &all.clone().with("likeness", "near").newest_first()).await, ids(&[4, 3, 1]));
    assert_eq!(listed(store, &all.in_states(&["in_review"]).with("likeness", "near")).await, ids(&[4]));
}

/// The counts are those of the records as they stand.
pub async fn counts_follow_the_states(store: &dyn Store) {
    assert_eq!(store.counts(Kind::Item).await.expect("an answer"), []);
    put(store, vec![row(1, "in_review", "a"), row(2, "in_review", "b"), row(3, "clear", "c")]).await;
    let count = |state: &str, n| (state.to_owned(), n);
    assert_eq!(store.counts(Kind::Item).await.expect("an answer"), [count("clear", 1), count("in_review", 2)]);
    let mut first = row(1, "dismissed", "a");
    first.revision = 2;
    let mut third = row(3, "dismissed", "c");
    third.revision = 2;
    put(store, vec![first, third]).await;
    assert_eq!(store.counts(Kind::Item).await.expect("an answer"), [count("dismissed", 2), count("in_review", 1)]);
    assert_eq!(store.counts(Kind::Order).await.expect("an answer"), []);
}

/// Who carries a value is counted in every state, under its relation only, and no further than asked.
pub async fn holders_of_a_value_are_counted_up_to_a_cap(store: &dyn Store) {
    put_with_keys(store).await;
    let count = async |relation, value, cap| store.count_with(Kind::Item, relation, value, cap).await.expect("a count");
    assert_eq!(count("likeness", "near", 100).await, 3, "among those in review and those that are clear");
    assert_eq!(count("likeness", "near", 2).await, 2);
    assert_eq!(count("likeness", "near", 0).await, 0);
    let key = |relation: &str, value: &str| (relation.to_owned(), value.to_owned());
    let many: Vec<_> = (0..100).flat_map(|_| [key("likeness", "near"), key("host", "near")]).collect();
    let counts = store.counts_with(Kind::Item, &many, 2).await.expect("counts");
    assert_eq!(counts, [2, 0].repeat(100), "each in its place, however many are asked for");
    let carrying = async |kind, limit| {
        let keys = [key("likeness", "near"), key("likeness", "known"), key("host", "near")];
        let mut ids: Vec<_> =
            store.carrying(kind, &keys, limit).await.expect("rows").iter().map(|row| row.id).collect();
        ids.sort();
        ids
    };
    let mut both = Vec::new();
    for value in ["near", "known"] {
        let query = Query::all(Kind::Item, 100).with("likeness", value);
        both.extend(store.list(&query).await.expect("rows").iter().map(|row| row.id));
    }
    both.sort();
    both.dedup();
    assert_eq!(carrying(Kind::Item, 100).await, both, "each once, whichever of the values it carries");
    assert_eq!((carrying(Kind::Item, 1).await.len(), carrying(Kind::Capture, 100).await.len()), (1, 0));
    assert_eq!(store.counts_with(Kind::Item, &[], 2).await.expect("no counts"), [0; 0]);
    assert_eq!(count("host", "near", 100).await, 0, "a value counts under its relation");
    assert_eq!(store.count_with(Kind::Capture, "likeness", "near", 100).await.expect("a count"), 0);
    put(store, vec![Row { revision: 2, ..with_keys(4, "clear", &[REEF, KNOWN]) }]).await;
    assert_eq!((count("likeness", "near", 100).await, count("likeness", "known", 100).await), (2, 2));
    let long = "x".repeat(3000);
    put(store, vec![with_keys(5, "clear", &[("host", &long)])]).await;
    assert_eq!(count("host", &long, 100).await, 1, "a value too long for an index is still found");
}

/// Texts are ordered by their bytes, whatever language the database is set to.
pub async fn order_is_that_of_bytes(store: &dyn Store) {
    let names = ["Zeebrugge", "a-b", "aa", "a b", "ärla", "zander", "Éire"];
    put(store, (1..).zip(names).map(|(number, name)| row(number, "listed", name)).collect()).await;
    let rows = store.list(&Query::all(Kind::Item, 9)).await.expect("an answer");
    let mut wanted = names;
    wanted.sort_unstable();
    assert_eq!(rows.iter().map(|row| row.sort.as_str()).collect::<Vec<_>>(), wanted);
}
