//! The same passage in a news report and posted bare: told apart by the share of the page and by what surrounds it.

use matching::context::{self, ContextSignal, Kind, PointsTo, Weight};
use matching::page::Page;
use matching::text::{Fingerprint, Normalised};

use crate::corpus::{Text, twelve};

/// An invented report in one language. `{}` is where the passage is quoted.
struct Frame {
    code: &'static str,
    byline: &'static str,
    dateline: &'static str,
    before: &'static str,
    after: &'static str,
    marks: (&'static str, &'static str),
}

const FRAMES: [Frame; 12] = [
    Frame {
        code: "en",
        byline: "By A. Keeper",
        dateline: "4 May 2026",
        before: "REHEARSAL. The harbour master of Lowtide said on Monday that a leaflet had been found in the boathouse of \
                 the rowing club. According to a spokesperson of the club, nobody had seen who put it there. The leaflet, \
                 which was printed on grey paper, said:",
        after: "The harbour office told reporters that it had collected all the copies. A teacher of the village school \
                said the children had asked many questions about the leaflet, and that she would talk with them about it \
                on Friday. The club has decided to lock the boathouse at night from now on, and the regatta takes place as planned.",
        marks: ("“", "”"),
    },
    Frame {
        code: "fr",
        byline: "Par A. Gardien",
        dateline: "4 mai 2026",
        before: "EXERCICE. Le capitaine du port de Lowtide a déclaré lundi qu'un tract avait été trouvé dans le hangar du club \
                 d'aviron. Selon un porte-parole du club, personne n'a vu qui l'avait déposé. Le tract, imprimé sur du papier \
                 gris, a affirmé :",
        after: "Le bureau du port a indiqué avoir ramassé tous les exemplaires. Une institutrice de l'école du village a \
                déclaré que les enfants avaient posé beaucoup de questions et qu'elle en parlerait avec eux vendredi. Le club \
                a décidé de fermer le hangar la nuit, et la régate aura lieu comme prévu.",
        marks: ("« ", " »"),
    },
    Frame {
        code: "de",
        byline: "Von A. Wärter",
        dateline: "4. Mai 2026",
        before: "ÜBUNG. Der Hafenmeister von Lowtide sagte am Montag, im Bootshaus des Rudervereins sei ein Flugblatt gefunden \
                 worden. Nach Angaben des Vereins hat niemand gesehen, wer es dort hingelegt hat. In dem Flugblatt, das auf \
                 graues Papier gedruckt ist, heißt es:",
        after: "Das Hafenamt erklärte, alle Exemplare seien eingesammelt worden. Eine Lehrerin der Dorfschule sagte, die \
                Kinder hätten viele Fragen gestellt, und sie werde am Freitag mit ihnen darüber sprechen. Der Verein hat \
                beschlossen, das Bootshaus nachts zu verschließen; die Regatta findet statt wie geplant.",
        marks: ("„", "“"),
    },
    Frame {
        code: "nl",
        byline: "Door A. Wachter",
        dateline: "4 mei 2026",
        before: "OEFENING. De havenmeester van Lowtide zei maandag dat er een pamflet was gevonden in het botenhuis van de \
                 roeivereniging. Volgens een woordvoerder van de vereniging heeft niemand gezien wie het daar neerlegde. Op \
                 het pamflet, gedrukt op grijs papier, staat volgens de politie:",
        after: "Het havenkantoor verklaarde dat alle exemplaren zijn opgehaald. Een lerares van de dorpsschool zei dat de \
                kinderen veel vragen hadden gesteld en dat zij er vrijdag met hen over zal praten. De vereniging doet het \
                botenhuis voortaan 's nachts op slot en de regatta gaat door zoals gepland.",
        marks: ("“", "”"),
    },
    Frame {
        code: "es",
        byline: "Por A. Guardián",
        dateline: "4 de mayo de 2026",
        before: "SIMULACRO. El capitán del puerto de Lowtide dijo el lunes que se había encontrado un panfleto en el cobertizo \
                 del club de remo. Según un portavoz del club, nadie vio quién lo dejó allí. El panfleto, impreso en papel \
                 gris, afirmó:",
        after: "La oficina del puerto declaró que había recogido todos los ejemplares. Una maestra de la escuela del pueblo \
                dijo que los niños habían hecho muchas preguntas y que hablaría con ellos el viernes. El club ha decidido \
                cerrar el cobertizo por la noche, y la regata se celebrará como estaba previsto.",
        marks: ("«", "»"),
    },
    Frame {
        code: "ru",
        byline: "Автор: А. Смотритель",
        dateline: "4 мая 2026",
        before: "УЧЕНИЕ. Начальник порта Лоутайд заявил в понедельник, что в лодочном сарае гребного клуба нашли листовку. По \
                 словам представителя клуба, никто не видел, кто её туда положил. В листовке, напечатанной на серой бумаге, \
                 говорится:",
        after: "В управлении порта сообщили, что собрали все экземпляры. Учительница сельской школы сказала, что дети задали \
                много вопросов и что в пятницу она поговорит с ними об этом. Клуб решил закрывать сарай на ночь, а гонки \
                пройдут, как было намечено.",
        marks: ("«", "»"),
    },
    Frame {
        code: "tr",
        byline: "Yazan: A. Bekçi",
        dateline: "4 Mayıs 2026",
        before: "TATBİKAT. Lowtide liman başkanı pazartesi günü kürek kulübünün kayıkhanesinde bir bildiri bulunduğunu söyledi. \
                 Kulüp sözcüsüne göre onu oraya kimin bıraktığını gören olmadı. Gri kâğıda basılan bildiride şöyle denildi:",
        after: "Liman dairesi bütün nüshaların toplandığını açıkladı. Köy okulunun bir öğretmeni çocukların çok soru \
                sorduğunu ve cuma günü onlarla konuşacağını söyledi. Kulüp bundan sonra kayıkhaneyi geceleri kilitlemeye karar \
                verdi ve yarışlar planlandığı gibi yapılacak.",
        marks: ("“", "”"),
    },
    Frame {
        code: "ar",
        byline: "بقلم: أ. حارس",
        dateline: "4 مايو 2026",
        before: "تدريب. قال مدير ميناء لوتايد يوم الاثنين إن منشورا وجد في مخزن قوارب نادي التجديف. وبحسب المتحدث باسم النادي فإن \
                 أحدا لم ير من وضعه هناك. وجاء في المنشور المطبوع على ورق رمادي، وفقا للشرطة:",
        after: "وأعلن مكتب الميناء أنه جمع كل النسخ. وقالت معلمة في مدرسة القرية إن الأطفال طرحوا أسئلة كثيرة وإنها ستتحدث \
                معهم عنه يوم الجمعة. وقرر النادي إغلاق المخزن في الليل من الآن فصاعدا، وسيقام السباق كما كان مقررا له في نهاية الشهر.",
        marks: ("«", "»"),
    },
    Frame {
        code: "fa",
        byline: "نویسنده: ا. نگهبان",
        dateline: "4 مه 2026",
        before: "تمرین. رئیس بندر لوتاید روز دوشنبه گفت که اعلامیه‌ای در انبار قایق باشگاه قایقرانی پیدا شده است. به گفته سخنگوی \
                 باشگاه کسی ندیده است که چه کسی آن را آنجا گذاشته. در این اعلامیه که روی کاغذ خاکستری چاپ شده به گزارش پلیس آمده است:",
        after: "دفتر بندر اعلام کرد که همه نسخه‌ها جمع شده است. معلم مدرسه روستا گفت که کودکان پرسش‌های زیادی کرده‌اند و او روز \
                جمعه با آنان گفتگو خواهد کرد. باشگاه تصمیم گرفته است که از این پس انبار را شب‌ها قفل کند و مسابقه چنان که قرار بود برگزار می‌شود.",
        marks: ("«", "»"),
    },
    Frame {
        code: "id",
        byline: "Oleh A. Penjaga",
        dateline: "4 Mei 2026",
        before: "LATIHAN. Kepala pelabuhan Lowtide mengatakan pada hari Senin bahwa selebaran ditemukan di gudang perahu klub \
                 dayung. Menurut juru bicara klub, tidak ada yang melihat siapa yang menaruhnya di sana. Selebaran itu, yang \
                 dicetak di atas kertas kelabu, mengatakan:",
        after: "Kantor pelabuhan menyatakan bahwa semua lembar telah dikumpulkan. Seorang guru sekolah desa mengatakan bahwa \
                anak-anak banyak bertanya dan ia akan berbicara dengan mereka pada hari Jumat. Klub memutuskan untuk mengunci \
                gudang pada malam hari, dan lomba tetap berlangsung sesuai rencana.",
        marks: ("“", "”"),
    },
    Frame {
        code: "ur",
        byline: "تحریر: ا۔ نگہبان",
        dateline: "4 مئی 2026",
        before: "مشق۔ لو ٹائیڈ کی بندرگاہ کے سربراہ نے پیر کے روز کہا کہ کشتی رانی کلب کے گودام میں ایک پرچہ ملا ہے۔ کلب کے ترجمان کے \
                 مطابق کسی نے نہیں دیکھا کہ اسے وہاں کون رکھ گیا۔ سرمئی کاغذ پر چھپے اس پرچے میں لکھا تھا:",
        after: "بندرگاہ کے دفتر نے بتایا کہ تمام نسخے جمع کر لیے گئے ہیں۔ گاؤں کے اسکول کی ایک استانی نے کہا کہ بچوں نے بہت سے سوال \
                پوچھے اور وہ جمعے کو ان سے اس پر بات کرے گی۔ کلب نے فیصلہ کیا ہے کہ آئندہ رات کو گودام پر تالا لگایا جائے گا اور دوڑ طے شدہ وقت پر ہوگی۔",
        marks: ("“", "”"),
    },
    Frame {
        code: "bn",
        byline: "প্রতিবেদক: এ. রক্ষক",
        dateline: "4 মে 2026",
        before: "মহড়া। লোটাইড বন্দরের প্রধান সোমবার বলেছেন যে নৌকা বাইচ ক্লাবের ঘরে একটি প্রচারপত্র পাওয়া গেছে। ক্লাবের মুখপাত্র জানান, কে \
                 সেটি সেখানে রেখেছে তা কেউ দেখেনি। ধূসর কাগজে ছাপা প্রচারপত্রটিতে পুলিশের মতে লেখা ছিল:",
        after: "বন্দরের দপ্তর জানিয়েছেন যে সব কপি তুলে নেওয়া হয়েছে। গ্রামের বিদ্যালয়ের এক শিক্ষিকা বলেন, শিশুরা অনেক প্রশ্ন করেছে এবং তিনি \
                শুক্রবার তাদের সঙ্গে এ নিয়ে কথা বলবেন। ক্লাব ঠিক করেছে এখন থেকে রাতে ঘরটিতে তালা দেওয়া হবে, আর বাইচ যেমন কথা ছিল তেমনই হবে।",
        marks: ("“", "”"),
    },
];

/// What is seen around the passage on a page.
fn seen(text: &Text, html: &str) -> (u32, Vec<ContextSignal>) {
    let url = "https://paper.example/2026/leaflet".parse().expect("it is an address");
    let page = Page::read(html.as_bytes(), Some("text/html; charset=utf-8"), &url);
    let known = Fingerprint::of(&Normalised::of(&text.whole()));
    let likeness = known.likeness(&Normalised::of(&page.text)).expect("the passage is known");
    ((likeness.covered * 100.0) as u32, context::signals(&page, &url, Some(&likeness)))
}

/// The clear signs, in words.
fn clear(signals: &[ContextSignal]) -> String {
    let clear = signals.iter().filter(|signal| signal.weight == Weight::Clear);
    clear.map(|signal| signal.kind.to_string()).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_passage_in_a_report_is_told_from_a_bare_one() {
    println!("language: share of the page and clear signs, in a report and bare");
    for text in twelve() {
        let frame = FRAMES.iter().find(|frame| frame.code == text.code).unwrap();
        let long = text.paragraphs.iter().find(|paragraph| paragraph.split_whitespace().count() >= 22);
        let quoted = long.unwrap().trim_end_matches([',', '.', '،']);
        let (open, close) = frame.marks;
        let report = format!(
            "<html><body><article><h1>REHEARSAL</h1><p>{}</p><p>{}</p><p>{}</p><p>{open}{quoted}{close}</p><p>{}</p>",
            frame.byline, frame.dateline, frame.before, frame.after
        );
        let (share, report) = seen(&text, &report);
        let (bare_share, bare) = seen(&text, &format!("<html><body><p>{quoted}.</p>"));
        println!("{}: {share} %, {}; bare {bare_share} %, {}", text.code, clear(&report), clear(&bare));
        let is_report = |signal: &ContextSignal| {
            signal.points_to == PointsTo::Journalism && signal.weight == Weight::Clear && signal.kind != Kind::Byline
        };
        let is_repost = |signal: &ContextSignal| signal.points_to == PointsTo::Repost && signal.weight == Weight::Clear;
        assert!(report.iter().any(is_report) && !report.iter().any(is_repost), "{}: {report:#?}", text.code);
        assert!(report.iter().any(|signal| signal.kind == Kind::Quotation), "{}: {report:#?}", text.code);
        assert!(bare.iter().any(is_repost), "{}: {bare:#?}", text.code);
        assert!(!bare.iter().any(ContextSignal::is_clearly_protected), "{}: {bare:#?}", text.code);
        assert!(share < 50 && bare_share > 90, "{}: {share} {bare_share}", text.code);
    }
}
