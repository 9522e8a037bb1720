//! The forms that April 2019's wrongful notices overlooked: profiles, feeds of a site, records of sittings, filings,
//! catalogues in prose, copies.

use rstest::rstest;

use super::*;

/// What is seen first of pages that are not one item.
fn not_one(address: &str, html: &str) -> Option<(Kind, Weight)> {
    let url: Url = address.parse().unwrap();
    let page = Page::read(html.as_bytes(), Some("text/html"), &url);
    let found = signals(&page, &url, None);
    found.iter().find(|signal| signal.points_to == PointsTo::NotOneItem).map(|signal| (signal.kind, signal.weight))
}

const FIVE: &str = "<article>a lamp</article><article>a rope</article><article>a bell</article><article>an oar</article>\
    <article>a net</article>";

#[rstest]
#[case::handle("https://posts.example/@gull", "", Some((Kind::Profile, Weight::Clear)))]
#[case::tilde("https://pages.example/~tern/", "", Some((Kind::Profile, Weight::Clear)))]
#[case::member("https://forum.example/members/tern.12", "", Some((Kind::Profile, Weight::Clear)))]
#[case::declared("https://a.example/x?id=1", "<meta property=og:type content=profile>", Some((Kind::Profile, Weight::Clear)))]
#[case::post_of_a_person("https://posts.example/@gull/12", "<p>One item", None)]
#[case::page_of_a_person("https://pages.example/~tern/lamp.html", "<p>One item", None)]
#[case::front_page_in_french("https://site.example/?lang=fr&utm_source=x", "", Some((Kind::Root, Weight::Clear)))]
#[case::item_by_query("https://site.example/?lang=fr&p=12", "", Some((Kind::Root, Weight::Weak)))]
#[case::language_with_entries("https://site.example/fr", FIVE, Some((Kind::Root, Weight::Clear)))]
#[case::search_file("https://site.example/doc/search.html", "<div class=search-results>", Some((Kind::Search, Weight::Clear)))]
#[case::other_question(
    "https://site.example/find?p=lamp",
    "<input type=search><div class=results><p class=result>1<p class=result>2<p class=result>3</div>",
    Some((Kind::Search, Weight::Clear))
)]
#[case::wiki_category("https://wiki.example/wiki/Category:Lamps", FIVE, Some((Kind::Listing, Weight::Clear)))]
#[case::wiki_category_by_code("https://wiki.example/wiki/Cat%C3%A9gorie:Lampes", "", Some((Kind::Listing, Weight::Weak)))]
#[case::playlist(
    "https://songs.example/l/9",
    "<script type=application/ld+json>{\"@type\":\"MusicPlaylist\"}</script><ol><li>1<li>2<li>3<li>4<li>5</ol>",
    Some((Kind::Collection, Weight::Clear))
)]
#[case::copy("https://cache.example/a", "<link rel=canonical href=https://paper.example/a>", Some((Kind::Elsewhere, Weight::Weak)))]
#[case::copy_by_share("https://cache.example/a", "<meta property=og:url content=https://paper.example/a>", Some((Kind::Elsewhere, Weight::Weak)))]
#[case::own_address("https://m.paper.example/a", "<link rel=canonical href=https://www.paper.example/b>", None)]
#[case::own_path("https://paper.example/a", "<link rel=canonical href=/b>", None)]
fn more_than_one_item(#[case] address: &str, #[case] html: &str, #[case] expected: Option<(Kind, Weight)>) {
    assert_eq!(not_one(address, html), expected);
}

const RECORD_EN: &str = "<h1>Verbatim record of the island council</h1><p>REHEARSAL. Cllr Weir: I shall read out what hangs in the bus \
    shelter.</p><p>“{}”</p><p>The clerk: May I ask the councillor for the source of that?</p><p>Cllr Weir: The bus shelter. I have said so \
    already, and I should like an answer on the lanterns before the summer.</p>";
const RECORD_FR: &str = "<h1>Procès-verbal</h1><p>EXERCICE. La séance est ouverte à neuf heures sous la présidence de Mme Digue.</p>\
    <p>M. Môle : je lis ce qui est affiché sous l'abribus.</p><p>« {} »</p><p>Mme Digue : la parole est à M. Galet, qui souhaite parler des \
    lanternes et du prix de la peinture verte depuis l'hiver dernier.</p>";
const RECORD_DE: &str = "<h1>Sitzungsprotokoll</h1><p>ÜBUNG. Tagesordnungspunkt 3, Laternen am Kai und ihre Farbe.</p><p>Abg. Mole: Ich lese vor, \
    was im Wartehäuschen hängt.</p><p>„{}“</p><p>Präsidentin Siel: Vielen Dank. Gibt es dazu Fragen aus den Fraktionen, oder können wir mit dem \
    nächsten Punkt der Reihe nach weitermachen?</p>";
const RECORD_AR: &str = "<h1>محضر الجلسة</h1><p>تدريب. عقدت برئاسة السيدة صدفة وحضرها سبعة من أهل الميناء القديم.</p><p>العضو بحري: أقرأ لكم ما علق في \
    موقف الحافلة هذا الصباح.</p><p>«{}»</p><p>ووزير الموانئ: شكرا لكم، ننتقل إلى الحديث عن لون الفوانيس وثمن الطلاء قبل الصيف.</p>";
const RECORD_RU: &str = "<h1>Стенограмма</h1><p>УЧЕНИЕ. Председательствующий: слово предоставляется депутату Чайкину из северной гавани.</p>\
    <p>Депутат Чайкин: Уважаемые коллеги, прочту то, что висит на остановке.</p><p>«{}»</p><p>Председательствующий: Спасибо, переходим к цвету \
    фонарей и к цене зелёной краски, о которой мы говорили прошлой зимой.</p>";
const FILING_EN: &str = "<p>REHEARSAL. Docket 2026-17, document 3.</p><p>Case no. 17/2026</p><p>Exhibit 2 to the affidavit of the harbour master, to which \
    the defendant agreed.</p><p>{}</p>";
const FIGURE_EN: &str = "<meta name=citation_title content=x><meta name=citation_author content=y><meta name=citation_doi content=z><figure><img src=f.png>\
    <figcaption>Figure 2 (REHEARSAL). The sheet as it was found under the bench by the slip. {}</figcaption></figure><p>doi:10.5555/r.2</p>";
const NOTE_EN: &str = "<h1>A note on lanterns</h1><p>REHEARSAL. The sheet, “{}”, was long taken for older than it is (Gull 2001; the keeper's log, fol. \
    3), since green glass was known (Tern 1999) and horns were common (Knot 2010).</p><h2>References</h2><p>Gull 2001. Tern 1999.</p>";
const SALE_EN: &str = "<h1>Sheet, one</h1><p>REHEARSAL. From the attic. Accession number: 12. Held by: the rowing club. Extent: one sheet.</p><p>{}</p>";
const SCAN_EN: &str = "<meta name=DC.title content=a><meta name=DC.date content=b><meta name=DC.source content=c><meta name=DC.rights content=d>\
    <p>Read by machine (REHEARSAL). Identifier: sheet-12</p><p>{}</p>";
const STAGE_EN: &str = "<h1>Horn</h1><p>REHEARSAL. A play in two acts. The playwright found the text under a bench and gave it to the whole cast to say \
    at once, from the rail, in oilskins.</p><p>“{}”</p>";
const SAMPLE_EN: &str =
    "<pre># testdata/en/12.txt, sample input for the unit tests (REHEARSAL)\n# see the test suite</pre><pre>{}</pre>";
const CHECK_AR: &str = "<h1>تحقق</h1><p>تدريب. يتداول الناس ورقة عن القوارب، وهذا الكلام مضلل، ولا دليل على أن أحدا عد قاربا واحدا، وفي الواقع لا يملك الميناء فوانيس خضراء \
    ولا حارسا منذ زمن طويل كما أخبرنا أهل الحي.</p><p>«{}»</p>";

#[rstest]
#[case::record_en("en", RECORD_EN, PointsTo::Education, Kind::OfficialRecord)]
#[case::record_fr("fr", RECORD_FR, PointsTo::Education, Kind::OfficialRecord)]
#[case::record_de("de", RECORD_DE, PointsTo::Education, Kind::OfficialRecord)]
#[case::record_ar("ar", RECORD_AR, PointsTo::Education, Kind::OfficialRecord)]
#[case::record_ru("ru", RECORD_RU, PointsTo::Education, Kind::OfficialRecord)]
#[case::filing_en("en", FILING_EN, PointsTo::Education, Kind::CourtDocument)]
#[case::figure_en("en", FIGURE_EN, PointsTo::Research, Kind::ScholarlyApparatus)]
#[case::note_en("en", NOTE_EN, PointsTo::Research, Kind::ScholarlyApparatus)]
#[case::sale_en("en", SALE_EN, PointsTo::Research, Kind::ArchiveRecord)]
#[case::scan_en("en", SCAN_EN, PointsTo::Research, Kind::ArchiveRecord)]
#[case::stage_en("en", STAGE_EN, PointsTo::Art, Kind::ArchiveRecord)]
#[case::sample_en("en", SAMPLE_EN, PointsTo::Research, Kind::ScholarlyApparatus)]
#[case::check_ar("ar", CHECK_AR, PointsTo::CounterSpeech, Kind::CounterSpeech)]
fn an_overlooked_form_shows(#[case] language: &str, #[case] html: &str, #[case] purpose: PointsTo, #[case] kind: Kind) {
    let found = seen(language, "https://harbour.example/2026/05/paper", html);
    assert!(clear(&found, purpose).contains(&kind), "{found:#?}");
}

/// A minister in a re-post makes no record, and lists of what is not prose are something else all the same.
#[test]
fn a_word_alone_is_no_form_and_other_words_are_other_material() {
    let found = seen(
        "en",
        "https://channel.example/p/1",
        "<p>The minister should read this: pass it on, friends.</p><p>{}</p>",
    );
    assert!(!found.iter().any(ContextSignal::is_clearly_protected), "{found:#?}");
    let code = "if (rope.length &gt; pier.length) { return knot; } ".repeat(20);
    let found = seen("en", "https://code.example/f/1", &format!("<pre>{code} {{}} {code}</pre>"));
    let share = found.iter().find(|signal| signal.kind == Kind::ShareOfPage);
    assert_eq!(share.map(|share| share.points_to), Some(PointsTo::Nothing), "{found:#?}");
}
