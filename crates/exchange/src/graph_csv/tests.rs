use domain::map::Asset;
use proptest::prelude::*;

use super::*;

fn all(text: &str) -> (Vec<Observation>, Vec<String>) {
    let (rows, problems): (Vec<_>, Vec<_>) = read(text.as_bytes(), Limits::default()).partition(Result::is_ok);
    let problems = problems.into_iter().filter_map(Result::err).map(|problem| problem.to_string());
    (rows.into_iter().flatten().map(|row| row.observation).collect(), problems.collect())
}

#[test]
fn columns_are_found_by_name_and_separator() {
    let table = "note;object;object_kind;link;subject;subject_kind;last;first\n\
                 \"tide; low\";UA-4711-1;tracker;carries;https://Harbour.example/;site;2026-05-04T10:00:00Z;2026-05-01\n";
    // A tracker is written with its family.
    let (rows, problems) = all(table);
    assert_eq!((rows.len(), problems.len()), (0, 1));
    let (rows, problems) = all(&table.replace("UA-4711-1", "ga:UA-4711-1"));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((rows[0].subject.value(), rows[0].note.as_str()), ("https://harbour.example", "tide; low"));
    assert_eq!(rows[0].seen.first(), "2026-05-01T00:00:00Z".parse().unwrap());
    assert_eq!(rows[0].source, Source::File);
}

#[test]
fn what_is_wrong_is_named_by_its_line() {
    let (rows, problems) = all(&format!(
        "{HEADER}\n\
         host,a.example,resolves_to,address,192.0.2.7,2026-05-04,,\n\
         boat,a.example,resolves_to,address,192.0.2.7,2026-05-04,,\n\
         host,a.example,moors,address,192.0.2.7,2026-05-04,,\n\
         host,a.example,resolves_to,address,harbour,2026-05-04,,\n\
         host,a.example,signed_by,address,192.0.2.7,2026-05-04,,\n\
         host,a.example,resolves_to,address,192.0.2.7,soon,,\n\
         host,a.example,resolves_to,address,192.0.2.7,2026-05-04,2026-05-03,\n\
         host,a.example,resolves_to,address\n"
    ));
    assert_eq!(rows.len(), 1);
    insta::assert_snapshot!(problems.join("\n"));
    let (rows, problems) = all("subject,link\na.example,resolves_to\nb.example,resolves_to\n");
    assert_eq!(rows, []);
    assert_eq!(problems, ["line 1: the field \"subject_kind\" is missing, empty or of the wrong type"]);
}

fn some_observation() -> impl Strategy<Value = Observation> {
    let note = "[ -~]{0,30}".prop_map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
    ("[a-z]{1,9}\\.example", any::<std::net::Ipv4Addr>(), 0i64..4_000_000_000, 0i64..9_999_999, note).prop_map(
        |(host, ip, first, length, note)| {
            let at = |seconds| jiff::Timestamp::from_second(seconds).unwrap();
            Observation {
                subject: Asset::new(AssetKind::Host, &host).unwrap(),
                link: LinkKind::ResolvesTo,
                object: Asset::of_ip(ip.into()),
                seen: Interval::new(at(first), at(first + length)).unwrap(),
                source: Source::File,
                note,
            }
        },
    )
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        read(&bytes[..], Limits { line_bytes: 100, rows: 5 }).for_each(drop);
        let table = [HEADER.as_bytes(), b"\n", &bytes].concat();
        read(&table[..], Limits { line_bytes: 100, rows: 5 }).for_each(drop);
    }

    #[test]
    fn what_was_written_is_read_back(observations in prop::collection::vec(some_observation(), 0..10)) {
        let mut table = Vec::new();
        write(&observations, &mut table).unwrap();
        let (rows, problems) = all(std::str::from_utf8(&table).unwrap());
        prop_assert_eq!(problems, Vec::<String>::new());
        prop_assert_eq!(rows, observations);
    }
}
