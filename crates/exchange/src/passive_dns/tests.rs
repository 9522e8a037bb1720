use domain::map::{AssetKind, LinkKind};
use proptest::prelude::*;

use super::*;

fn all(text: &str) -> (Vec<String>, Vec<String>) {
    let (rows, problems): (Vec<_>, Vec<_>) = read(text.as_bytes(), Limits::default()).partition(Result::is_ok);
    let rows = rows.into_iter().flatten().map(|Row { line, observation: o }| {
        format!("{line}: {} -{}-> {} [{} {}] {}", o.subject, o.link, o.object, o.seen.first(), o.seen.last(), o.note)
    });
    (rows.collect(), problems.into_iter().filter_map(Result::err).map(|problem| problem.to_string()).collect())
}

#[test]
fn every_type_that_says_something_is_read() {
    let list = r#"
{"rrname":"Lamp.harbour.example.","rrtype":"A","rdata":["192.0.2.7","192.0.2.8"],"time_first":1767225600,"time_last":1769904000,"count":12,"sensor_id":"quay-1"}
{"rrname":"lamp.harbour.example","rrtype":28,"rdata":"2001:db8::7","time_first":1767225600,"time_last":1767225600}
{"rrname":"www.harbour.example","rrtype":"CNAME","rdata":"lamp.harbour.example.","time_first":1767225600,"time_last":1767225600}
{"rrname":"harbour.example","rrtype":"NS","rdata":"ns1.quay.example.","zone_time_first":1767225600,"zone_time_last":1769904000}
{"rrname":"harbour.example","rrtype":"MX","rdata":"10 mail.harbour.example.","time_first":1767225600,"time_last":1767225600}
{"rrname":"harbour.example","rrtype":"SOA","rdata":"ns1.quay.example. warden.quay.example. 1 2 3 4 5","time_first":1767225600,"time_last":1767225600}
{"rrname":"harbour.example","rrtype":"TXT","rdata":"\"google-site-verification=REHEARSAL-1\"","time_first":"1767225600","time_last":"2026-01-02T00:00:00Z"}
"#;
    let (rows, problems) = all(list);
    insta::assert_snapshot!(rows.join("\n"));
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn what_is_wrong_is_named_by_its_line() {
    let list = r#"not json
[]
{"rrtype":"A","rdata":"192.0.2.7","time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":"A","rdata":"192.0.2.777","time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":"A","rdata":"192.0.2.7"}
{"rrname":"a.example","rrtype":"A","rdata":"192.0.2.7","time_first":9,"time_last":2}
{"rrname":"a.example","rrtype":"A","rdata":"192.0.2.7","time_first":"soon","time_last":2}
{"rrname":"a.example","rrtype":"HINFO","rdata":"x","time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":65,"rdata":"x","time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":"A","rdata":[],"time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":"MX","rdata":"10","time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":"TXT","rdata":"v=spf1 -all","time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":"A","rdata":["192.0.2.1",7],"time_first":1,"time_last":2}
{"rrname":"a.example","rrtype":"A","rdata":"192.0.2.1","time_first":1e30,"time_last":1e30}"#;
    let (rows, problems) = all(list);
    assert_eq!(rows.len(), 1);
    insta::assert_snapshot!(problems.join("\n"));
}

#[test]
fn a_crowd_of_values_is_cut_and_said() {
    let addresses: Vec<String> = (0..MAX_VALUES + 5).map(|n| format!("\"192.0.{}.{}\"", n / 250, n % 250)).collect();
    let list = format!(
        r#"{{"rrname":"a.example","rrtype":"A","rdata":[{}],"time_first":1,"time_last":2}}"#,
        addresses.join(",")
    );
    let limits = Limits { line_bytes: 1 << 20, ..Limits::default() };
    let (rows, problems): (Vec<_>, Vec<_>) = read(list.as_bytes(), limits).partition(Result::is_ok);
    assert_eq!((rows.len(), problems.len()), (MAX_VALUES, 1));
    let problem = problems[0].as_ref().unwrap_err();
    assert_eq!(problem.what, RowFault::TooManyValues { what: "rdata", limit: MAX_VALUES });
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        read(&bytes[..], Limits { line_bytes: 100, rows: 5 }).for_each(drop);
    }

    #[test]
    fn no_fields_make_it_panic(rrtype in "(A|NS|SOA|MX|TXT|[0-9]{1,3})", rdata in ".{0,40}", first in any::<f64>(), last in any::<i64>()) {
        let line = serde_json::json!({ "rrname": "a.example", "rrtype": rrtype, "rdata": rdata, "time_first": first, "time_last": last });
        read(line.to_string().as_bytes(), Limits::default()).for_each(drop);
    }

    #[test]
    fn what_was_written_is_read_back(host in "[a-z]{1,12}\\.example", ip in any::<std::net::Ipv4Addr>(), first in 0i64..4_000_000_000, length in 0i64..1_000_000) {
        let line = serde_json::json!({ "rrname": host, "rrtype": "A", "rdata": ip, "time_first": first, "time_last": first + length });
        let row = read(line.to_string().as_bytes(), Limits::default()).next().unwrap().unwrap().observation;
        prop_assert_eq!((row.subject.kind(), row.subject.value(), row.link), (AssetKind::Host, host.as_str(), LinkKind::ResolvesTo));
        prop_assert_eq!(row.object.value(), ip.to_string());
        prop_assert_eq!((row.seen.first().as_second(), row.seen.last().as_second()), (first, first + length));
    }
}
