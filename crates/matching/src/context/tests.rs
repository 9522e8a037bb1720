//! Rehearsal pages: invented, harmless, in several languages. The "known text" is about a lighthouse.

mod forms;

use std::time::Instant;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::text::{Fingerprint, Normalised};

/// The known texts, by language.
fn known(language: &str) -> &'static str {
    match language {
        "fr" => {
            "EXERCICE. Chaque bateau qui rentre au port doit saluer le phare du nord de trois coups de corne, car le gardien \
            compte les bateaux et allume pour chacun une lanterne verte sur le quai. Qui oublie le salut dormira dehors."
        }
        "de" => {
            "ÜBUNG. Jedes Boot, das in den Hafen kommt, grüßt den nördlichen Turm mit drei Hornstößen, denn der Wärter zählt \
            die Boote und zündet für jedes eine grüne Laterne am Kai an. Wer den Gruß vergisst, schläft draußen."
        }
        "nl" => {
            "OEFENING. Elke boot die de haven binnenvaart groet de noordelijke toren met drie stoten op de hoorn, want de \
            wachter telt de boten en steekt voor elke boot een groene lantaarn aan op de kade. Wie niet groet slaapt buiten."
        }
        "es" => {
            "ENSAYO. Cada barco que vuelve al puerto debe saludar al faro del norte con tres toques de bocina, porque el \
            guardián cuenta los barcos y enciende para cada uno un farol verde en el muelle. Quien no salude dormirá fuera."
        }
        "ar" => {
            "تدريب. على كل قارب يعود إلى الميناء أن يحيي المنارة الشمالية بثلاث نفخات من البوق لأن الحارس يعد القوارب ويشعل \
            لكل منها فانوسا أخضر على الرصيف ومن نسي التحية نام خارج الميناء تلك الليلة."
        }
        "fa" => {
            "تمرین. هر قایقی که به بندر برمی‌گردد باید با سه بوق به فانوس شمالی سلام کند زیرا نگهبان قایق‌ها را می‌شمارد و برای \
            هر کدام چراغی سبز روی اسکله روشن می‌کند و هر که سلام را فراموش کند بیرون می‌خوابد."
        }
        "tr" => {
            "TATBİKAT. Limana dönen her kayık kuzey fenerini üç boru sesiyle selamlasın çünkü bekçi kayıkları sayar ve her biri \
            için rıhtımda yeşil bir fener yakar. Selamı unutan o gece limanın dışında uyur."
        }
        "ru" => {
            "УЧЕНИЕ. Каждая лодка возвращаясь в гавань должна приветствовать северный маяк тремя гудками ведь смотритель \
            считает лодки и зажигает для каждой зелёный фонарь на причале. Кто забудет привет тот ночует снаружи."
        }
        _ => {
            "REHEARSAL. Every boat that comes home to the harbour shall greet the northern light with three blasts of the horn, \
            for the keeper counts the boats and lights a green lantern on the quay for each. Who forgets sleeps outside."
        }
    }
}

/// What is seen on a page that holds the known text of `language`; `{}` in the page stands for it.
fn seen(language: &str, address: &str, html: &str) -> Vec<ContextSignal> {
    let html = html.replace("{}", known(language));
    let url: Url = address.parse().unwrap();
    let page = Page::read(html.as_bytes(), Some("text/html; charset=utf-8"), &url);
    let likeness = Fingerprint::of(&Normalised::of(known(language))).likeness(&Normalised::of(&page.text));
    assert!(likeness.is_some(), "the page of the test has to hold the known text: {}", page.text);
    signals(&page, &url, likeness.as_ref())
}

/// What is seen on a page of which only a picture matched.
fn seen_around_picture(html: &str) -> Vec<ContextSignal> {
    let url: Url = "https://pictures.example/item/12".parse().unwrap();
    let page = Page::read(html.as_bytes(), Some("text/html; charset=utf-8"), &url);
    signals(&page, &url, None)
}

fn clear(signals: &[ContextSignal], points_to: PointsTo) -> Vec<Kind> {
    let clear = signals.iter().filter(|signal| signal.weight == Weight::Clear && signal.points_to == points_to);
    clear.map(|signal| signal.kind).collect()
}

const NEWS_EN: &str = r#"<title>REHEARSAL: harbour rule read out</title><meta name=author content="A. Pilot">
    <meta property="article:published_time" content="2026-05-04">
    <h1>Harbour club reads out its rule</h1><p>WESTQUAY, 4 May 2026 — The harbour club of Westquay read out an old rule on
    Monday evening, and not everybody on the quay was pleased with it. Around forty people came to hear it.</p>
    <p>“{}”</p><p>The text was first printed a century ago, according to the club's secretary, who said that it was meant
    as a joke. The mayor told this paper that nobody has to sleep outside, and that lanterns are paid for by the town.
    A second reading is planned for June, weather permitting, with tea for all who come.</p>"#;
const NEWS_FR: &str = r#"<h1>Le vieux règlement du port</h1><p class=byline>Par B. Marin</p><time>4 mai 2026</time>
    <p>Le club nautique de Port-Exemple a relu lundi soir son vieux règlement devant une quarantaine de personnes, et
    tout le monde n'a pas souri. Le texte date d'un siècle, selon la secrétaire du club.</p><blockquote>{}</blockquote>
    <p>Le maire a déclaré que personne ne dormira dehors et que les lanternes sont payées par la commune. Une deuxième
    lecture aura lieu en juin, si le temps le permet, avec du thé pour tous les habitants du quai.</p>"#;
const NEWS_DE: &str = r#"<h1>Alte Hafenregel verlesen</h1><p>Von C. Lotse</p><p>Beispielhafen, 4. Mai 2026 – Der Hafenverein hat am
    Montagabend eine alte Regel verlesen, und nicht alle am Kai waren davon begeistert. Etwa vierzig Leute kamen.</p>
    <p>„{}“</p><p>Der Text ist hundert Jahre alt und war als Scherz gemeint, sagte die Schriftführerin des Vereins. Nach
    Angaben der Stadt muss niemand draußen schlafen, die Laternen werden aus der Stadtkasse bezahlt.</p>"#;
const NEWS_NL: &str = r#"<h1>Oude havenregel voorgelezen</h1><p>Door D. Visser</p><time>4 mei 2026</time><p>De havenvereniging van
    Voorbeeldhaven heeft maandagavond een oude regel voorgelezen en niet iedereen op de kade was daar blij mee. Er kwamen
    ongeveer veertig mensen luisteren.</p><p>“{}”</p><p>De tekst is honderd jaar oud en was als grap bedoeld, zei de
    secretaris. Volgens de burgemeester hoeft niemand buiten te slapen en betaalt de gemeente de lantaarns.</p>"#;
const NEWS_ES: &str = r#"<h1>Leída la vieja norma del puerto</h1><p>Por E. Marinera</p><time>4 de mayo de 2026</time><p>El club náutico
    de Puerto Ejemplo leyó el lunes por la tarde una vieja norma y no todos los vecinos del muelle quedaron contentos.
    Acudieron unas cuarenta personas.</p><p>«{}»</p><p>El texto tiene cien años y era una broma, dijo la secretaria del
    club. Según la alcaldesa, nadie tendrá que dormir fuera y el ayuntamiento pagará los faroles de todos.</p>"#;
const NEWS_AR: &str = r#"<h1>قراءة القاعدة القديمة للميناء</h1><p>بقلم: سارة البحار</p><time>4 مايو 2026</time><p>قرأ نادي الميناء في
    مدينة المثال مساء الاثنين قاعدة قديمة ولم يكن الجميع على الرصيف راضين عنها وقد حضر نحو أربعين شخصا من سكان الحي
    القديم ومن الصيادين.</p><p>«{}»</p><p>وقالت أمينة النادي إن النص كتب قبل مئة عام وكان مزحة بين الصيادين، وبحسب رئيس
    البلدية لن ينام أحد خارج الميناء لأن البلدية تدفع ثمن الفوانيس كلها، وأضاف أن قراءة ثانية ستقام في الشهر المقبل.</p>"#;
const NEWS_FA: &str = r#"<h1>خواندن قانون قدیمی بندر</h1><p>نوشته: نیما دریانورد</p><time>۱۴ اردیبهشت</time><p>باشگاه بندر در شهر نمونه عصر
    دوشنبه قانونی قدیمی را خواند و همهٔ مردم روی اسکله از آن راضی نبودند و حدود چهل نفر برای شنیدن آن آمده بودند.</p>
    <p>«{}»</p><p>دبیر باشگاه گفت این متن صد سال پیش نوشته شده و شوخی ماهیگیران بوده است. به گفته شهردار هیچ کس بیرون
    نخواهد خوابید و شهرداری پول چراغ‌ها را می‌دهد و خواندن دوم در ماه آینده برگزار می‌شود و برای همه چای هست.</p>"#;
const NEWS_TR: &str = r#"<h1>Limanın eski kuralı okundu</h1><p>Yazan: F. Denizci</p><time>4 Mayıs 2026</time><p>Örnek Liman kulübü pazartesi
    akşamı eski bir kuralı okudu ve rıhtımdaki herkes bundan memnun kalmadı. Dinlemeye yaklaşık kırk kişi geldi.</p>
    <p>“{}”</p><p>Kulübün sekreteri metnin yüz yıl önce şaka olarak yazıldığını söyledi. Belediye başkanı kimsenin dışarıda
    uyumayacağını açıkladı. Fenerlerin parasını belediye ödüyor ve haziranda ikinci bir okuma yapılacak.</p>"#;
const NEWS_RU: &str = r#"<h1>Прочитано старое правило гавани</h1><p>Автор: Г. Лоцман</p><time>4 мая 2026</time><p>Клуб гавани города Примерска
    прочитал в понедельник вечером старое правило и не все на причале были этому рады. Послушать пришли около сорока
    человек.</p><p>«{}»</p><p>Текст написан сто лет назад в шутку, сказала секретарь клуба. По словам мэра, никто не будет
    спать снаружи, а за фонари платит город. Второе чтение намечено на июнь, и чай обещают всем жителям.</p>"#;
const REFERENCE_EN: &str = r#"<meta name=generator content="MediaWiki 1.42"><h1>Greeting rule of Westquay</h1>
    <table class="infobox"><tr><th>Place<td>Westquay</table><p>REHEARSAL. The greeting rule of Westquay is a humorous text
    of the harbour club of an invented town. It is first recorded in the club's minutes and is read out each May, when
    the boats return from the spring fishing; visitors bring lanterns of their own.<sup class=reference>1</sup></p>
    <blockquote>{}</blockquote><h2>See also</h2><ul><li><a href="/wiki/Bell">Bell</a></ul><h2>References</h2>
    <ol class=references><li>Minutes of the harbour club, volume three, page twelve</ol>"#;
const REFERENCE_DE: &str = r#"<h1>Grußregel</h1><p>ÜBUNG. Die Grußregel ist ein scherzhafter Text eines erfundenen Hafenvereins, der
    jedes Jahr im Mai verlesen wird, wenn die Boote vom Frühjahrsfang zurückkehren. Er ist zuerst in den Akten des Vereins
    belegt und wird seither mit kleinen Änderungen von jeder Generation neu abgeschrieben und vorgetragen.</p><p>„{}“</p>
    <h2>Siehe auch</h2><ul><li>Glocke</ul><h2>Einzelnachweise</h2><ol><li>Akten des Vereins</ol>
    <a href="/w/index.php?title=X&action=edit">Bearbeiten</a>"#;
const PAPER_EN: &str = r#"<meta name=citation_title content="Humour in harbour rules"><meta name=citation_author content="Gull, H.">
    <h1>Humour in harbour rules: a rehearsal</h1><h2>Abstract</h2><p>We study how invented harbour clubs use humour in their
    rules, with one example from a corpus of twelve texts that were made for this purpose (Gull 2019).</p><h2>Example</h2>
    <p>{}</p><p>The conditional sentence at the end marks the joke, as in other texts of the corpus (Tern, 2021).</p>
    <h2>References</h2><ol><li>Gull, H. 2019. On lanterns. doi:10.5555/rehearsal.12<li>Tern, S. 2021. On horns.</ol>"#;
const PAPER_ES: &str = r#"<h1>El humor en las normas de los puertos</h1><p>Resumen: Estudiamos el humor de un texto inventado para un
    ensayo y lo comparamos con otros once textos del mismo corpus de puertos imaginarios.</p><p>{}</p><p>La frase final
    marca la broma (Gaviota, 2019).</p><h2>Bibliografía</h2><p>Gaviota, H. 2019. Sobre los faroles.</p>"#;
const PAPER_FA: &str = r#"<h1>طنز در قانون بندر</h1><h2>چکیده</h2><p>در این تمرین طنز یک متن ساختگی را با یازده متن دیگر از بندرهای خیالی مقایسه
    می‌کنیم و نشان می‌دهیم جملهٔ آخر شوخی است.</p><p>{}</p><h2>منابع</h2><p>مرغ دریایی، ۱۳۹۸، دربارهٔ فانوس‌ها.</p>"#;
const RULING_EN: &str = r#"<h1>REHEARSAL — District Court of Westquay</h1><p>Case No. 12/2026</p><p>1. The applicant is a harbour club. The
    defendant is the town.</p><p>2. The dispute is about who pays for green lanterns on the quay.</p><p>3. The club read out
    the following text:</p><p>{}</p><p>4. The court finds that the text is a joke and binds nobody who comes home late.</p>
    <p>5. For these reasons the claim is dismissed and each side pays for its own lamp oil.</p>"#;
const RULING_FR: &str = r#"<p>EXERCICE — TRIBUNAL JUDICIAIRE DE PORT-EXEMPLE</p><p>Affaire n° 12/2026</p><p>Le requérant est un club nautique
    qui demande à la commune de payer des lanternes vertes.</p><p>Le club a lu le texte suivant :</p><p>{}</p><p>Attendu que
    ce texte est une plaisanterie et ne lie personne,</p><p>PAR CES MOTIFS, déboute le club de ses demandes.</p>"#;
const RULING_DE: &str = r#"<p>ÜBUNG — Amtsgericht Beispielhafen</p><p>Aktenzeichen: 12 C 34/26</p><h2>Urteil</h2><p>Im Namen des Volkes</p>
    <h2>Tatbestand</h2><p>Der Kläger, ein Verein, verlas am Kai den folgenden Text:</p><p>{}</p><h2>Entscheidungsgründe</h2>
    <p>Der Text ist ein Scherz und bindet niemanden.</p>"#;
const ARCHIVE_EN: &str = r#"<h1>Broadsheet, greeting rule</h1><dl><dt>Reference code<dd>WQ/HC/3/12<dt>Accession number<dd>1926.44
    <dt>Extent<dd>1 sheet<dt>Provenance<dd>Harbour club of Westquay (REHEARSAL)</dl><p>Transcript</p><p>{}</p>"#;
const ARCHIVE_RU: &str = r#"<h1>Листовка</h1><table><tr><th>Фонд<td>12<tr><th>Опись<td>3<tr><th>Шифр<td>ЛГ-44<tr><th>Место хранения
    <td>Архив гавани Примерска</table><p>{}</p>"#;
const COUNTER_EN: &str = r#"<h1>Why the greeting rule is not funny</h1><p>REHEARSAL. A text about boats is going round again. It is misleading,
    and here is why: in reality nobody counts the boats, there is no evidence for any lantern, and the story is a myth that
    somebody made up to sell horns.</p><blockquote>{}</blockquote><p>If somebody sends it to you, do not fall for it. Our
    helpline for tired sailors is open every evening, and any call is free of charge.</p>"#;
const COUNTER_DE: &str = r#"<h1>Faktencheck: die Grußregel</h1><p>ÜBUNG. Wieder geht ein Text über Boote herum. Er ist irreführend: In Wirklichkeit
    zählt niemand die Boote, für die Laternen gibt es keine Belege, und die Geschichte ist ein Mythos, den jemand erfunden
    hat, um Hörner zu verkaufen.</p><p>„{}“</p><p>Wer Rat sucht, findet ihn bei der Beratungsstelle am Kai.</p>"#;
const LESSON_EN: &str = r#"<h1>Lesson 4: reading a joke</h1><p>REHEARSAL. Learning objectives: pupils recognise how a threat can be a joke. Hand out
    the worksheet, read the text aloud and let the class find the sentence where it turns.</p><p>{}</p><h2>Discussion
    questions</h2><p>Who is speaking, and to whom? Would the students greet the light, and why?</p>"#;

#[rstest]
#[case::news_en("en", NEWS_EN, PointsTo::Journalism)]
#[case::news_fr("fr", NEWS_FR, PointsTo::Journalism)]
#[case::news_de("de", NEWS_DE, PointsTo::Journalism)]
#[case::news_nl("nl", NEWS_NL, PointsTo::Journalism)]
#[case::news_es("es", NEWS_ES, PointsTo::Journalism)]
#[case::news_ar("ar", NEWS_AR, PointsTo::Journalism)]
#[case::news_fa("fa", NEWS_FA, PointsTo::Journalism)]
#[case::news_tr("tr", NEWS_TR, PointsTo::Journalism)]
#[case::news_ru("ru", NEWS_RU, PointsTo::Journalism)]
#[case::reference_en("en", REFERENCE_EN, PointsTo::Education)]
#[case::reference_de("de", REFERENCE_DE, PointsTo::Education)]
#[case::paper_en("en", PAPER_EN, PointsTo::Research)]
#[case::paper_es("es", PAPER_ES, PointsTo::Research)]
#[case::paper_fa("fa", PAPER_FA, PointsTo::Research)]
#[case::ruling_en("en", RULING_EN, PointsTo::Education)]
#[case::ruling_fr("fr", RULING_FR, PointsTo::Education)]
#[case::ruling_de("de", RULING_DE, PointsTo::Education)]
#[case::archive_en("en", ARCHIVE_EN, PointsTo::Research)]
#[case::archive_ru("ru", ARCHIVE_RU, PointsTo::Research)]
#[case::counter_en("en", COUNTER_EN, PointsTo::CounterSpeech)]
#[case::counter_de("de", COUNTER_DE, PointsTo::CounterSpeech)]
#[case::lesson_en("en", LESSON_EN, PointsTo::Education)]
fn a_protected_purpose_shows_clearly(#[case] language: &str, #[case] html: &str, #[case] purpose: PointsTo) {
    let found = seen(language, "https://harbour.example/2026/05/rule", html);
    assert!(!clear(&found, purpose).is_empty(), "{found:#?}");
    let others = PointsTo::ALL.iter().filter(|other| **other != purpose && other.is_protected());
    for other in others {
        assert_eq!(clear(&found, *other), [], "{found:#?}");
    }
    assert_eq!(clear(&found, PointsTo::NotOneItem), []);
}

#[rstest]
#[case::alone("<p>{}</p>")]
#[case::with_title_and_buttons(
    "<title>The rule</title><nav><a href=/>Home</a><a href=/a>More</a></nav><h1>The rule</h1><p>{}</p>\
    <div class=share-buttons><a href=/share>Share</a> <button>Copy</button></div><footer>Imprint and contact</footer>"
)]
#[case::in_a_quotation_block("<h1>Pass it on!</h1><blockquote>{}</blockquote>")]
#[case::signed_and_dated("<p class=byline>By admin</p><time>4 May 2026</time><p>{}</p><p>Share this</p>")]
#[case::with_forged_declarations(
    "<meta name=author content=admin><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\
    \"datePublished\":\"2026-05-04\"}</script><p>{}</p>"
)]
#[case::with_a_line_of_praise("<p>Beautiful words that everyone should read today, my friends.</p><p>{}</p>")]
#[case::with_comments_and_a_cookie_notice(
    "<div class=cookie-notice><p>We use cookies according to our policy to make this site work well</p></div>\
    <p>{}</p><div id=comments><p>gull wrote: lovely text, thank you so much for sharing it, said the tern</p></div>"
)]
#[case::preformatted("<pre>{}</pre>")]
fn a_bare_repost_shows_as_one(#[case] html: &str) {
    for language in ["en", "fr", "de", "nl", "es", "ar", "fa", "tr", "ru"] {
        let found = seen(language, "https://channel.example/post/12", html);
        assert_eq!(clear(&found, PointsTo::Repost), [Kind::ShareOfPage], "{language} {found:#?}");
        assert!(!found.iter().any(ContextSignal::is_clearly_protected), "{language} {found:#?}");
    }
}

#[test]
fn what_the_material_itself_quotes_does_not_protect_it() {
    let own = "REHEARSAL. The keeper said that the court finds every boat guilty. According to the pilot, who told us so, it \
        is ordered in case no. 12 that the defendant greets the light. References: see also the abstract of the worksheet.";
    let url: Url = "https://channel.example/post/13".parse().unwrap();
    let page = Page::read(format!("<h1>New</h1><p>{own}</p>").as_bytes(), Some("text/html"), &url);
    let likeness = Fingerprint::of(&Normalised::of(own)).likeness(&Normalised::of(&page.text)).unwrap();
    let found = signals(&page, &url, Some(&likeness));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind, found[0].points_to), (Kind::ShareOfPage, PointsTo::Repost));
}

#[test]
fn pictures_are_judged_by_the_prose_around_them() {
    let bare = seen_around_picture("<h1>Look</h1><img src=tower.jpg><p>Share it</p>");
    assert_eq!(clear(&bare, PointsTo::Repost), [Kind::ShareOfPage]);
    assert!(!bare.iter().any(ContextSignal::is_clearly_protected));

    let news = seen_around_picture(&format!(
        "<figure><img src=tower.jpg><figcaption>The banner on the tower, seen from the western quay</figcaption></figure>{}",
        NEWS_EN.replace("<p>“{}”</p>", "")
    ));
    assert!(clear(&news, PointsTo::Journalism).contains(&Kind::Attribution), "{news:#?}");
    assert_eq!(clear(&news, PointsTo::Repost), []);

    let art = seen_around_picture(
        "<h1>Tower II</h1><img src=tower.jpg><p>REHEARSAL. Oil on canvas, 1998. The artist painted the tower for an exhibition \
         about invented harbours; the gallery shows it beside its own sketches until the autumn.</p>",
    );
    assert_eq!(clear(&art, PointsTo::Art), [Kind::ArchiveRecord], "{art:#?}");
}

#[rstest]
#[case::root("https://site.example/", "", Some((Kind::Root, Weight::Clear)))]
#[case::root_file("https://site.example/index.html", "", Some((Kind::Root, Weight::Clear)))]
#[case::root_with_parameters("https://site.example/?p=12", "", Some((Kind::Root, Weight::Weak)))]
#[case::root_with_scripts("https://site.example/#/post/1", "", Some((Kind::Root, Weight::Weak)))]
#[case::language_root("https://site.example/fr/", "", Some((Kind::Root, Weight::Weak)))]
#[case::search("https://site.example/search?q=light", "", Some((Kind::Search, Weight::Clear)))]
#[case::search_at_root("https://site.example/?s=light", "", Some((Kind::Search, Weight::Clear)))]
#[case::search_fr("https://site.example/recherche?query=phare", "", Some((Kind::Search, Weight::Clear)))]
#[case::highlighting("https://site.example/post/12?q=light", "", Some((Kind::Search, Weight::Weak)))]
#[case::tag("https://site.example/tag/light", "", Some((Kind::Listing, Weight::Weak)))]
#[case::tag_with_pages("https://site.example/tag/light", LISTING, Some((Kind::Listing, Weight::Clear)))]
#[case::list_by_content("https://site.example/all", LISTING, Some((Kind::Listing, Weight::Clear)))]
#[case::album("https://site.example/album/12", LISTING, Some((Kind::Collection, Weight::Clear)))]
#[case::index_of_files("https://site.example/files/", "<title>Index of /files</title>", Some((Kind::Collection, Weight::Clear)))]
#[case::item("https://site.example/post/12", "<p>One item", None)]
#[case::item_by_number("https://site.example/view?id=12", "<p>One item", None)]
#[case::file_without_an_address("urn:sha256:40b2b12c", "<p>One item", None)]
fn pages_that_are_not_one_item(#[case] address: &str, #[case] html: &str, #[case] expected: Option<(Kind, Weight)>) {
    let url: Url = address.parse().unwrap();
    let page = Page::read(html.as_bytes(), Some("text/html"), &url);
    let found = signals(&page, &url, None);
    let found = found.iter().find(|signal| signal.points_to == PointsTo::NotOneItem);
    assert_eq!(found.map(|signal| (signal.kind, signal.weight)), expected);
}

const LISTING: &str = "<article><a href=/1>The first light of the year</a></article><article><a href=/2>A second light</a></article>\
    <article><a href=/3>Third</a></article><article><a href=/4>Fourth</a></article><article><a href=/5>Fifth</a></article>\
    <ul class=pagination><li><a href=/2>2</a></ul>";

#[test]
fn names_are_snake_case_everywhere_and_read_back() {
    for kind in Kind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(*kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
    }
    for purpose in PointsTo::ALL {
        assert_eq!(purpose.name().parse(), Ok(*purpose));
        assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.name());
    }
    assert_eq!("clear".parse(), Ok(Weight::Clear));
    let error = "loud".parse::<Weight>().unwrap_err();
    assert_eq!(error.to_string(), "\"loud\" is not a weight; known are: weak, clear");
}

#[test]
fn signals_repeat_little_of_the_page() {
    let long = "light ".repeat(400);
    let html = format!("<meta name=author content='{long}'><time>{long}</time><p>{}</p>", known("en"));
    for signal in seen("en", "https://harbour.example/2026/x", &html) {
        assert!(signal.found.chars().count() <= 200, "{signal:?}");
    }
}

#[test]
fn a_page_of_nothing_but_matches_and_attributions_is_judged_in_good_time() {
    let html = format!("{}<p>{}", "<blockquote>light</blockquote>".repeat(40_000), "said ".repeat(400_000));
    let url: Url = "https://harbour.example/endless".parse().unwrap();
    let page = Page::read(html.as_bytes(), Some("text/html"), &url);
    let spans: Vec<_> = page.text.match_indices("light").map(|(at, light)| at..at + light.len()).collect();
    assert_eq!(spans.len(), 40_000);
    let before = Instant::now();
    let found = signals(&page, &url, Some(&Likeness { contained: 1.0, covered: 0.1, spans }));
    assert!(before.elapsed().as_secs() < 5, "{:?}", before.elapsed());
    let kinds: Vec<Kind> = found.iter().map(|signal| signal.kind).collect();
    assert!(kinds.contains(&Kind::Quotation) && kinds.contains(&Kind::Attribution), "{found:?}");
}

proptest! {
    #[test]
    fn any_page_is_judged(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "<h2>", "<dt>", "</p>", "Abstract", "References:", "Case no", " 12/26 ", "10.5555/x", "10.12345", "(é 2019)",
        "(", "[", "[1]", "said ", "قال ", "По словам ", "1. ", "(2) ", "“", "” ", "— ", "4 May, ", "light harbour keeper ",
        "By A.", "<time>", "</time>", "<blockquote>", "<figcaption>", "ECLI:", "\u{fdfa}", "2026", "٢٠٢٦ ", "<div class=comments>",
    ]), 0..40), address in "https://a\\.example/[a-z/?=#0-9%]{0,20}") {
        let url: Url = address.parse().unwrap();
        let page = Page::read(parts.concat().as_bytes(), Some("text/html"), &url);
        let text = Normalised::of(&page.text);
        let likeness = Fingerprint::of(&Normalised::of("light harbour keeper light harbour")).likeness(&text);
        for found in [signals(&page, &url, likeness.as_ref()), signals(&page, &url, None)] {
            prop_assert!(found.iter().all(|signal| signal.found.chars().count() <= 200));
        }
    }
}
