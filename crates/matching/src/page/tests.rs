//! Small invented pages, and pages no honest server would send.

use std::time::Instant;

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn read(html: &str) -> Page {
    Page::read(html.as_bytes(), Some("text/html; charset=utf-8"), &address())
}

fn address() -> Url {
    "https://harbour.example/news/today.html".parse().unwrap()
}

fn parts(page: &Page) -> Vec<(BlockKind, &str)> {
    page.blocks.iter().map(|block| (block.kind, page.text_of(block))).collect()
}

#[test]
fn an_article_is_read_in_order_with_its_parts() {
    let page = read(
        "<!doctype html><html lang=en><head><title> REHEARSAL: the\n light </title><style>p{}</style>\
         <script>var hidden = '<p>no</p>';</script></head><body>\
         <nav><a href=/>Home</a> <a href=/all>All</a></nav>\
         <h1>The northern light</h1><p class=byline>By A. Keeper</p>\
         <p><time datetime=2026-05-04>4 May</time> The keeper said <q>all is well</q> &amp; went&nbsp;home.\
         <p>Second <b>paragraph</b>, never closed<ul><li>Oil<li>Cloth</ul>\
         <blockquote><p>Light guides boats.</p></blockquote>\
         <figure><img src='a.jpg' alt='The tower'><figcaption>The tower at dusk</figcaption></figure>\
         <div hidden>not seen</div><div style='display: NONE'>nor this</div><template>nor that</template>\
         <footer>Imprint</footer></body></html>",
    );
    assert_eq!(page.title.as_deref(), Some("REHEARSAL: the light"));
    assert_eq!(page.declared_language.as_deref(), Some("en"));
    use BlockKind::*;
    assert_eq!(
        parts(&page),
        [
            (Navigation, "Home All"),
            (Heading, "The northern light"),
            (Byline, "By A. Keeper"),
            (Paragraph, "4 May The keeper said all is well & went home."),
            (Dateline, "4 May"),
            (Quote, "all is well"),
            (Paragraph, "Second paragraph, never closed"),
            (ListItem, "Oil"),
            (ListItem, "Cloth"),
            (Quote, "Light guides boats."),
            (Caption, "The tower at dusk"),
            (Footer, "Imprint"),
        ]
    );
    assert_eq!(page.pictures[0].url().map(Url::as_str), Some("https://harbour.example/news/a.jpg"));
    assert_eq!(page.pictures[0].alt.as_deref(), Some("The tower"));
    assert_eq!(page.pictures[0].caption.as_deref(), Some("The tower at dusk"));
    assert!(page.not_examined.is_empty());
}

#[rstest]
#[case::header("text/html; charset=windows-1256", b"<p>\xe3\xe4\xc7\xd1\xc9".as_slice(), "منارة", "windows-1256")]
#[case::meta("text/html", b"<meta charset='windows-1251'><p>\xec\xe0\xff\xea", "маяк", "windows-1251")]
#[case::http_equiv(
    "text/html",
    b"<META content='text/html; charset=koi8-r' http-equiv=x><p>\xcd\xc1\xd1\xcb",
    "маяк",
    "KOI8-R"
)]
#[case::utf8_mark("text/html; charset=latin1", b"\xef\xbb\xbf<p>mar\xc3\xa9e", "marée", "UTF-8")]
#[case::utf16_mark("text/html", b"\xff\xfe<\0p\0>\0a\0", "a", "UTF-16LE")]
#[case::undeclared_utf8("text/html", "<p>منارة البحر".as_bytes(), "منارة البحر", "UTF-8")]
#[case::ascii("", b"<p>light", "light", "windows-1252")]
fn character_sets(#[case] kind: &str, #[case] bytes: &[u8], #[case] text: &str, #[case] charset: &str) {
    let page = Page::read(bytes, Some(kind), &address());
    assert_eq!((page.text.as_str(), page.charset.as_str()), (text, charset));
}

#[test]
fn bytes_of_another_character_set_are_noted() {
    let page = Page::read(b"<p>mar\xe9e haute", Some("text/html; charset=utf-8"), &address());
    assert_eq!(page.text, "mar\u{fffd}e haute");
    assert_eq!(page.not_examined, ["bytes that are not valid UTF-8"]);
    let guessed = Page::read("<p>маяк стоит на берегу моря".as_bytes(), None, &address());
    assert_eq!(guessed.text, "маяк стоит на берегу моря");
}

#[test]
fn plain_text_and_other_files() {
    let page =
        Page::read(b"REHEARSAL\nfirst lines\n\n> quoted\n> lines\nown <b>words</b>\n", Some("text/plain"), &address());
    assert_eq!(
        parts(&page),
        [
            (BlockKind::Paragraph, "REHEARSAL first lines"),
            (BlockKind::Quote, "quoted lines"),
            (BlockKind::Paragraph, "own <b>words</b>"),
        ]
    );
    let file = Page::read(b"%PDF-1.7 ...", Some("application/pdf"), &address());
    assert_eq!((file.text.as_str(), file.not_examined.len()), ("", 1));
    assert_eq!(Page::read(b"\x7fELF\0\0\0", None, &address()).not_examined.len(), 1);
}

#[test]
fn metadata_of_several_kinds() {
    let page = read(
        r#"<meta name=author content="A. Keeper"><meta property="og:type" content="article">
        <meta name=generator content="MediaWiki 1.42"><meta name=citation_doi content="10.5555/rehearsal">
        <meta name="DC.identifier" content="LH-12"><meta property="og:image" content="/share.png">
        <div itemscope itemtype="https://schema.org/Review"></div>
        <script type="application/ld+json">{"@graph":[{"@type":["NewsArticle","Thing"],"datePublished":"2026-05-04",
        "author":[{"@type":"Person","name":"B. Pilot"}],"publisher":{"name":"Harbour Gazette"}}]}</script>
        <script type="application/ld+json">{broken</script>"#,
    );
    let data = &page.metadata;
    assert_eq!(data.authors, ["A. Keeper", "B. Pilot"]);
    assert_eq!(data.published.as_deref(), Some("2026-05-04"));
    assert_eq!(data.publisher.as_deref(), Some("Harbour Gazette"));
    assert_eq!(data.schema_types, ["Review", "NewsArticle", "Thing", "Person"]);
    assert_eq!(data.citations.len(), 2);
    assert_eq!(data.generator.as_deref(), Some("MediaWiki 1.42"));
    assert_eq!(page.pictures[0].url().map(Url::as_str), Some("https://harbour.example/share.png"));
    assert_eq!(page.not_examined, ["JSON-LD that is damaged"]);
}

#[test]
fn pictures_of_every_kind() {
    let page = read(
        "<base href='https://pics.example/x/'><img src=a.png><img src=a.png>\
         <img srcset='s.jpg 320w, l.jpg 1280w, m.jpg 640w'>\
         <picture><source srcset='w.webp 2x'><img></picture>\
         <img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=late.jpg>\
         <img src='data:image/png;base64,UkVIRUFSU0FM'><img src='data:image/svg+xml,%3Csvg/%3E'>\
         <video poster=still.jpg></video><img src='http://['>",
    );
    let urls: Vec<&str> = page.pictures.iter().filter_map(|picture| Some(picture.url()?.path())).collect();
    assert_eq!(urls, ["/x/a.png", "/x/l.jpg", "/x/w.webp", "/x/late.jpg", "/x/still.jpg"]);
    let inline: Vec<&PictureSource> =
        page.pictures.iter().map(|p| &p.source).filter(|s| matches!(s, PictureSource::Inline { .. })).collect();
    assert_eq!(inline[0], &PictureSource::Inline { media_type: "image/png".into(), bytes: b"REHEARSAL".to_vec() });
    assert_eq!(inline[1], &PictureSource::Inline { media_type: "image/svg+xml".into(), bytes: b"<svg/>".to_vec() });
    assert_eq!(page.not_examined, ["a picture without a valid address"]);
    let json = serde_json::to_string(&page).unwrap();
    assert_eq!(serde_json::from_str::<Page>(&json).unwrap(), page);
}

#[test]
fn recordings_and_videos_that_are_played() {
    let page = read(
        "<base href='https://media.example/x/'><audio src=a.mp3></audio><audio src=a.mp3></audio>\
         <video poster=still.jpg><source src=v.webm type=video/webm><source src=v.mp4><track src=v.vtt></video>\
         <video src='blob:https://media.example/1'></video><audio src='http://['></audio><audio></audio>\
         <picture><source src=not-played.webp></picture>",
    );
    let urls: Vec<&str> = page.played.iter().map(Url::path).collect();
    assert_eq!(urls, ["/x/a.mp3", "/x/v.webm", "/x/v.mp4"]);
    let left = ["a recording or video that has no address of its own", "a recording or video without a valid address"];
    assert_eq!(page.not_examined, left);
    let many: String = (0..202).map(|n| format!("<audio src={n}.mp3></audio>")).collect();
    let many = read(&many);
    assert_eq!((many.played.len(), many.not_examined), (200, vec!["recordings and videos after the first 200".into()]));
}

#[test]
fn what_browsers_show_is_read_and_drawings_swallow_nothing() {
    let page = read(
        "<svg><title/><style/><script/><desc>drawn</desc><defs>drawn</defs></svg><p>after</p>\
         <desc>one</desc><metadata>two</metadata><xmp>three</xmp><textarea>four</textarea><object>five</object>\
         <img src=a.png><template>hidden</template>",
    );
    let words: Vec<&str> = page.text.split_whitespace().collect();
    assert_eq!(words.join(" ").replace(' ', ""), "afteronetwothreefourfive");
    assert_eq!(page.pictures.len(), 1);
}

#[test]
fn links_and_counts() {
    let page = read(
        "<nav><a href='/'>Home</a></nav><form role=search><input name=q></form>\
         <article><a rel='nofollow Next' href='../b'>B</a></article><article class=card><a href='#cite-1'>[1]</a></article>\
         <a href='javascript:alert(1)'>x</a><a href='https://wiki.example/w?title=Light&action=edit'>Edit</a>\
         <ol class=references><li>One</ol><div class=pagination></div><button class='share-button'>Share</button>\
         <table class='infobox vcard'></table>",
    );
    let links: Vec<(&str, bool)> = page.links.iter().map(|link| (link.url.path(), link.in_navigation)).collect();
    assert_eq!(links, [("/", true), ("/b", false), ("/w", false)]);
    assert_eq!(page.links[1].rel, ["nofollow", "next"]);
    let counts = page.counts;
    assert_eq!((counts.links, counts.entries, counts.search_fields), (2, 2, 2));
    assert_eq!((counts.reference_lists, counts.reference_marks, counts.edit_links), (1, 1, 1));
    assert_eq!((counts.pagination, counts.share_buttons, counts.infoboxes), (1, 1, 1));
}

#[test]
fn limits_are_kept_and_said() {
    let deep = read(&format!("{}<script>no</script>end", "<div>".repeat(10_000)));
    assert_eq!(deep.text, "end");
    assert_eq!(deep.not_examined, ["markup of elements nested deeper than 400"]);
    let long = read(&"<p>light ".repeat(600_000));
    assert!(
        long.not_examined.iter().any(|cut| cut.starts_with("everything after the first")),
        "{:?}",
        long.not_examined
    );
    assert!(long.blocks.len() <= 50_000 && long.not_examined.len() == 2);
    let links = read(&"<a href=/x>x</a>".repeat(10_001));
    assert_eq!(links.links.len(), 10_000);
    assert_eq!(links.not_examined, ["links after the first 10000"]);
}

#[rstest]
#[case::attributes(format!("<p>seen<a {}>", (0..600_000).map(|at| format!("a{at} ")).collect::<String>()), true)]
#[case::attributes_without_spaces(format!("<p>seen<a {}>", (0..600_000).map(|at| format!("a{at}/")).collect::<String>()), true)]
#[case::attributes_after_a_long_value(format!("<p>seen<a x=\"{}\" {}>", "y ".repeat(500_000), "b=1 c".repeat(300_000)), true)]
#[case::one_long_value(format!("<p>seen<a x=\"{}\">", "y ".repeat(1_000_000)), false)]
#[case::one_long_comment(format!("<p>seen<!-- {} -->", "a b/c ".repeat(500_000)), false)]
#[case::formatting(format!("<p>seen{}{}", (0..20_000).map(|at| format!("<b id=b{at}>")).collect::<String>(), "<p>".repeat(100_000)), true)]
#[case::unfinished_comments("<p>seen".to_owned() + &"<!-".repeat(1_000_000), false)]
#[case::many_entities("<p>seen &am".to_owned() + &"&#x1".repeat(1_000_000), false)]
fn hostile_pages_cost_little(#[case] html: String, #[case] cut: bool) {
    let before = Instant::now();
    let page = read(&html);
    assert!(page.text.starts_with("seen"));
    assert_eq!(!page.not_examined.is_empty(), cut, "{:?}", page.not_examined);
    assert!(before.elapsed().as_secs() < 10, "{:?}", before.elapsed());
}

fn fragment() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class='byline nav'>",
        "</div>",
        "<a href='//[x'>",
        "<a href=x rel=author>",
        "</a>",
        "<q>",
        "</q>",
        "<blockquote>",
        "</blockquote>",
        "<svg><title>",
        "<svg><style/>",
        "<desc>",
        "<xmp>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<script type=application/ld+json>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<img src=data:,x>",
        "<br>",
        "<br><br>",
        "<li>",
        "<table><tr><td>",
        "</table>",
        "<!--",
        "-->",
        "<time>",
        "</time>",
        "<meta name=dc.x content=y>",
        "<base href='mailto:x'>",
        "<div hidden>",
        "&amp;",
        "&#0;",
        "<footer>",
        "<a",
        "='",
        "\u{2029}é",
        "منارة",
        " ",
    ]);
    prop::collection::vec(tags, 0..60).prop_map(|tags| tags.concat())
}

fn sound(page: &Page) {
    let mut start = 0;
    for block in &page.blocks {
        let text = page.text.get(block.range.clone()).expect("on character boundaries");
        assert!(!text.is_empty() && block.range.start >= start);
        start = block.range.start;
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in any::<Vec<u8>>(), kind in prop::option::of("[ -~]{0,30}")) {
        sound(&Page::read(&bytes, kind.as_deref(), &address()));
        sound(&Page::read(&bytes, Some("text/html"), &address()));
        sound(&Page::read(&bytes, Some("text/plain; charset=utf-16le"), &address()));
    }

    #[test]
    fn any_markup_is_read(html in fragment()) {
        sound(&read(&html));
    }
}
