use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn allows(robots: &str, target: &str) -> bool {
    Robots::parse(robots.as_bytes(), "vigie").allows(target)
}

/// The examples of RFC 9309 section 5.1 and 5.2, and what section 2.2 says of patterns.
#[rstest]
#[case("user-agent: *\ndisallow: /", "/", false)]
#[case("user-agent: *\ndisallow: /", "/robots.txt", true)]
#[case("user-agent: *\ndisallow:", "/quay", true)]
#[case("user-agent: *\ndisallow: *.gif$\nallow: /publications/", "/publications/a.gif", true)]
#[case("user-agent: *\ndisallow: *.gif$", "/quay/a.gif", false)]
#[case("user-agent: *\ndisallow: *.gif$", "/quay/a.gif?x", true)]
#[case(
    "user-agent: *\nallow: /example/page/\ndisallow: /example/page/disallowed.gif",
    "/example/page/disallowed.gif",
    false
)]
#[case("user-agent: *\nallow: /p\ndisallow: /p", "/page", true)]
#[case("user-agent: *\ndisallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", false)]
#[case("user-agent: *\ndisallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", false)]
#[case("user-agent: *\ndisallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false)]
#[case("user-agent: *\ndisallow: /foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", false)]
#[case("user-agent: *\ndisallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false)]
#[case("user-agent: *\ndisallow: /a-%2A.html", "/a-*.html", false)]
#[case("user-agent: *\ndisallow: /a-%2A.html", "/a-b.html", true)]
#[case("user-agent: *\ndisallow: /price-%24$", "/price-$", false)]
#[case("user-agent: *\ndisallow: /price-$5", "/price-$5/now", false)]
#[case("user-agent: *\ndisallow: /a*b*c$", "/a-b-b-c-c", false)]
#[case("user-agent: *\ndisallow: /a*b*c$", "/a-c-b", true)]
#[case("user-agent: *\ndisallow: /*ab$", "/aab", false)]
#[case("user-agent: *\ndisallow: lamp", "/lamp", false)]
fn patterns(#[case] robots: &str, #[case] target: &str, #[case] allowed: bool) {
    assert_eq!(allows(robots, target), allowed);
}

#[rstest]
#[case("User-Agent: VIGIE/2.0\nDisallow: /a", "/a", false)]
#[case("User-Agent: vigier\nDisallow: /a", "/a", true)]
#[case("User-Agent: vig\nDisallow: /a", "/a", true)]
// Our own group takes the place of everybody's, even when it is empty.
#[case("User-agent: *\nDisallow: /\n\nUser-agent: vigie\nDisallow:", "/a", true)]
#[case("User-agent: *\nDisallow: /\n\nUser-agent: vigie", "/a", true)]
// Groups for the same crawler are one.
#[case("User-agent: vigie\nAllow: /x\nUser-agent: vigie\nDisallow: /a", "/a", false)]
// Several crawlers may share a group, and other lines do not end it.
#[case("User-agent: gull\nSitemap: https://h.example/s\nUser-agent: vigie\nDisallow: /a", "/a", false)]
#[case("User-agent: vigie\nCrawl-delay: 5\nDisallow: /a", "/a", false)]
#[case("User-agent: vigie\nDisallow: /b\nUser-agent: gull\nDisallow: /a", "/a", true)]
// A rule before any crawler is nobody's.
#[case("Disallow: /\nUser-agent: gull\nDisallow: /", "/a", true)]
#[case("\u{feff}user-agent : * # all\r\n  disallow\t:  /a   # why\r\n", "/a/b", false)]
#[case("user-agent: *\rdisallow: /a\r", "/a", false)]
#[case("<!doctype html><title>Not found</title>", "/a", true)]
fn groups(#[case] robots: &str, #[case] target: &str, #[case] allowed: bool) {
    assert_eq!(allows(robots, target), allowed);
}

#[test]
fn rules_beyond_the_limit_are_not_read() {
    let filler = "# the tide comes in and goes out\n".repeat(MAX_ROBOTS_BYTES / 30);
    assert!(allows(&format!("{filler}user-agent: *\ndisallow: /"), "/a"));
    assert!(!allows(&format!("user-agent: *\ndisallow: /\n{filler}"), "/a"));
}

/// The meaning of a pattern, in the plainest words.
fn slowly(pattern: &[u8], target: &[u8], anchored: bool) -> bool {
    match pattern {
        [] => !anchored || target.is_empty(),
        [b'*', rest @ ..] => (0..=target.len()).any(|skip| slowly(rest, &target[skip..], anchored)),
        [first, rest @ ..] => target.first() == Some(first) && slowly(rest, &target[1..], anchored),
    }
}

proptest! {
    #[test]
    fn no_bytes_break_it(text in prop::collection::vec(any::<u8>(), 0..400), target in "/\\PC{0,40}") {
        let _ = Robots::parse(&text, "vigie").allows(&target);
    }

    #[test]
    fn no_rules_break_it(lines in prop::collection::vec("(user-agent|allow|disallow):[ */$%a-c2A\u{e9}]{0,12}", 0..8), target in "/[a-c*$%/]{0,10}") {
        let robots = format!("user-agent: *\n{}", lines.join("\n"));
        let _ = allows(&robots, &target);
    }

    #[test]
    fn patterns_mean_what_the_plain_reading_says(pattern in "/[ab*]{0,7}", anchored: bool, target in "/[ab]{0,9}") {
        let end = if anchored { "$" } else { "" };
        let rule = Rule::new(false, format!("{pattern}{end}").as_bytes());
        prop_assert_eq!(rule.matches(target.as_bytes()), slowly(pattern.as_bytes(), target.as_bytes(), anchored));
    }

    #[test]
    fn a_rule_matches_the_path_it_is_written_from(path in "/\\PC{0,20}") {
        let mut url = url::Url::parse("https://h.example").unwrap();
        url.set_path(&path);
        prop_assume!(url.path() != "/robots.txt");
        let written = url.path().replace('*', "%2A").replace('$', "%24");
        let robots = format!("user-agent: *\ndisallow: {written}$");
        prop_assert!(!allows(&robots, url.path()));
    }
}
