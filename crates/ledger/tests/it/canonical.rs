//! Canonical JSON against the vectors of RFC 8785 and its test suite, and against any value at all.

use ledger::canonical::{self, Error, MAX_DEPTH};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn writes_the_published_examples() {
    let table = [
        ("arrays", r#"[ 56, { "d": true, "10": null, "1": [ ] } ]"#, r#"[56,{"1":[],"10":null,"d":true}]"#),
        (
            "french",
            r#"{"peach":"This sorting order","péché":"is wrong according to French",
                "pêche":"but canonicalization MUST","sin":"ignore locale"}"#,
            concat!(
                r#"{"peach":"This sorting order","péché":"is wrong according to French","#,
                r#""pêche":"but canonicalization MUST","sin":"ignore locale"}"#
            ),
        ),
        (
            "structures",
            r#"{"1": {"f": {"f": "hi","F": 5} ,"\n": 56.0}, "10": { }, "": "empty", "a": { },
                "111": [ {"e": "yes","E": "no" } ], "A": { } }"#,
            r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"#,
        ),
        ("unicode", r#"{"Unnormalized Unicode":"A\u030a"}"#, "{\"Unnormalized Unicode\":\"A\u{30a}\"}"),
        (
            "values",
            r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
            concat!(
                r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#,
                r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#
            ),
        ),
        (
            "weird",
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\u000a":"Newline","1":"One","\u0080":"Control\u007f",
                "\ud83d\ude02":"Smiley","\u00f6":"Latin Small Letter O With Diaeresis",
                "\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}"#,
            concat!(
                r#"{"\n":"Newline","\r":"Carriage Return","1":"One","</script>":"Browser Challenge","#,
                "\"\u{80}\":\"Control\u{7f}\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",",
                "\"😂\":\"Smiley\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
            ),
        ),
    ];
    for (name, input, expected) in table {
        let value: Value = serde_json::from_str(input).unwrap();
        assert_eq!(canonical::write(&value).unwrap(), expected, "{name}");
        assert!(canonical::read(expected).is_ok(), "{name}");
    }
}

#[test]
fn writes_numbers_as_ecmascript_does() {
    // RFC 8785 appendix B: the bits of a double, and its text.
    let table: [(u64, &str); 22] = [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ];
    for (bits, expected) in table {
        assert_eq!(canonical::write(&json!(f64::from_bits(bits))).unwrap(), expected, "{bits:016x}");
    }
}

#[test]
fn refuses_integers_that_would_be_rounded() {
    let inexact = |number: &str| Err(Error::Inexact { number: number.to_owned() });
    assert_eq!(canonical::write(&json!(9_007_199_254_740_991_u64)).unwrap(), "9007199254740991");
    assert_eq!(canonical::write(&json!([9_007_199_254_740_993_u64])), inexact("9007199254740993"));
    assert_eq!(canonical::write(&json!(i64::MIN)), inexact("-9223372036854775808"));
    assert_eq!(canonical::write(&json!(u64::MAX)), inexact("18446744073709551615"));
}

#[test]
fn refuses_deep_nesting_both_ways() {
    let nest = |depth| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    let deepest = canonical::write(&nest(MAX_DEPTH)).unwrap();
    assert_eq!(canonical::read(&deepest), Ok(nest(MAX_DEPTH)));
    assert_eq!(canonical::write(&nest(MAX_DEPTH + 1)), Err(Error::TooDeep));
    assert_eq!(canonical::read(&format!("[{deepest}]")), Err(Error::NotCanonical));
    assert_eq!(canonical::read(&"[".repeat(100_000)), Err(Error::NotJson));
}

#[test]
fn reads_only_the_canonical_spelling() {
    for text in [
        "{ }",
        "[1, 2]",
        r#"{"b":1,"a":2}"#,
        r#"{"a":1,"a":1}"#,
        "1.0",
        "1E2",
        "-0",
        r#""\u0041""#,
        r#""\/""#,
        "\"a\" ",
        "9007199254740993",
    ] {
        assert_eq!(canonical::read(text), Err(Error::NotCanonical), "{text}");
    }
    for text in ["", "{", "NaN", "01", "\"\u{1}\"", r#""\ud800""#, "1e999", "nul"] {
        assert_eq!(canonical::read(text), Err(Error::NotJson), "{text}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_and_written_the_same(value in any_value()) {
        let text = canonical::write(&value).unwrap();
        let read = canonical::read(&text).unwrap();
        prop_assert_eq!(canonical::write(&read).unwrap(), text);
    }

    #[test]
    fn doubles_survive(double in any::<f64>().prop_filter("JSON has no infinity", |double| double.is_finite())) {
        let text = canonical::write(&json!(double)).unwrap();
        prop_assert_eq!(text.parse::<f64>().unwrap(), double);
        prop_assert!(canonical::read(&text).is_ok());
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = canonical::read(&text);
    }
}
