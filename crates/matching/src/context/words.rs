//! The words by which purposes show themselves, in English, French, German, Dutch, Spanish, Arabic, Persian, Turkish
//! and Russian. They are compared folded, so accents, case and letter forms do not matter here. One line holds one
//! language; a word that means something else in another of the languages is left out or given with its neighbour.

use super::lexicon::Topic;

/// Every phrase, by what it is a sign of.
pub(super) const WORDS: &[(Topic, &[&str])] = &[
    (Topic::Attribution, ATTRIBUTION),
    (Topic::Signature, SIGNATURE),
    (Topic::Abstract, ABSTRACT),
    (Topic::References, REFERENCES),
    (Topic::SeeAlso, SEE_ALSO),
    (Topic::Court, COURT),
    (Topic::CaseNumber, CASE_NUMBER),
    (Topic::Ruling, RULING),
    (Topic::ArchiveLabel, ARCHIVE_LABEL),
    (Topic::Refutation, REFUTATION),
    (Topic::Censure, CENSURE),
    (Topic::HelpLine, HELP_LINE),
    (Topic::Teaching, TEACHING),
    (Topic::Exhibition, EXHIBITION),
    (Topic::Record, RECORD),
    (Topic::Chamber, CHAMBER),
    (Topic::Filing, FILING),
    (Topic::Sample, SAMPLE),
];

/// Giving words to somebody else.
#[rustfmt::skip]
const ATTRIBUTION: &[&str] = &[
    "said", "says", "told", "claimed", "claims", "stated", "according to", "announced", "alleged", "allegedly", "wrote", "in a statement", "insisted", "added", "argued", "argues", "argue", "denied", "confirmed", "reported", "explained", "warned", "responded", "critics", "spokesman", "spokeswoman", "spokesperson", "told reporters", "described",
    "a dit", "a déclaré", "ont déclaré", "a affirmé", "selon", "d'après", "a annoncé", "a indiqué", "a écrit", "aurait", "écrit", "précise", "affirme", "explique", "a réagi", "a rappelé", "a ajouté", "a expliqué", "porte-parole", "contacté par", "dans un communiqué", "dans un message",
    "sagte", "sagten", "erklärte", "behauptete", "laut", "zufolge", "nach Angaben", "teilte mit", "schrieb", "heißt es", "schreibt", "betonte", "fügte hinzu", "bestätigte", "berichtete", "kritisierte", "Sprecher", "Sprecherin", "sagt", "mitgeteilt",
    "zei", "zeiden", "verklaarde", "beweerde", "volgens", "meldde", "aldus", "liet weten", "schreef", "schrijft", "zegt", "stelde", "voegde eraan toe", "bevestigde", "woordvoerder", "woordvoerster", "berichtte",
    "dijo", "dijeron", "declaró", "afirmó", "según", "aseguró", "anunció", "escribió", "escribe", "explicó", "añadió", "señaló", "confirmó", "informó", "portavoz", "en un comunicado",
    "قال", "وقال", "قالت", "وقالت", "صرح", "صرحت", "أعلن", "أعلنت", "زعم", "زعمت", "بحسب", "وفقا", "وأضاف", "وأضافت", "أفاد", "أفادت", "أوضح", "أوضحت", "أكد", "أكدت", "ذكر", "ذكرت", "وذكرت", "أشار", "أشارت", "المتحدث باسم", "المتحدثة باسم", "في بيان", "نقلت",
    "گفت", "گفتند", "به گفته", "اعلام کرد", "اظهار داشت", "ادعا کرد", "بر اساس گزارش", "نوشت", "افزود", "توضیح داد", "تأکید کرد", "گزارش داد", "سخنگوی", "در بیانیه ای", "می گوید", "خبر داد",
    "dedi", "söyledi", "açıkladı", "belirtti", "iddia etti", "göre", "ifade etti", "duyurdu", "yazdı", "ekledi", "vurguladı", "bildirdi", "aktardı", "öne sürdü", "sözcüsü", "açıklamada",
    "сказал", "сказала", "заявил", "заявила", "сообщил", "сообщила", "сообщили", "по словам", "по данным", "утверждает", "написал", "отметил", "отметила", "написала", "добавил", "добавила", "пояснил", "пояснила", "подчеркнул", "подчеркнула", "рассказал", "рассказала", "представитель", "говорится", "пишет", "передаёт",
    "mengatakan", "kata", "ujar", "tutur", "menurut", "menyatakan", "mengungkapkan", "mengumumkan", "menjelaskan", "menambahkan", "membantah", "mengklaim", "menulis", "melaporkan", "juru bicara", "dalam pernyataan",
    "کہا", "نے کہا", "کہتے ہیں", "بتایا", "کے مطابق", "اعلان کیا", "دعوی کیا", "بیان میں", "ترجمان", "اطلاع دی", "تصدیق کی", "لکھا",
    "বলেন", "বলেছেন", "জানান", "জানিয়েছেন", "অনুযায়ী", "মতে", "দাবি করেছেন", "ঘোষণা করেছেন", "লিখেছেন", "মুখপাত্র", "বিবৃতিতে", "নিশ্চিত করেছেন",
];

/// Before an author's name, at the beginning of a short line.
#[rustfmt::skip]
const SIGNATURE: &[&str] = &[
    "by", "written by", "reported by", "reporting by", "published by", "posted by",
    "par", "propos recueillis par", "de notre correspondant", "de notre correspondante", "publié par",
    "von", "ein Beitrag von", "eine Analyse von", "veröffentlicht von",
    "door", "geschreven door", "van onze verslaggever", "van onze verslaggeefster",
    "por", "escrito por", "texto de",
    "بقلم", "كتب", "كتبت", "تقرير", "إعداد",
    "نوشته", "نویسنده", "گزارش از", "به قلم", "خبرنگار",
    "yazan", "haber", "muhabir", "haberi hazırlayan",
    "автор", "автор статьи", "корреспондент", "текст",
    "oleh", "ditulis oleh", "penulis", "laporan",
    "تحریر", "از قلم", "رپورٹ", "نامہ نگار",
    "লেখক", "প্রতিবেদক", "নিজস্ব প্রতিবেদক", "প্রতিবেদন",
];

#[rustfmt::skip]
const ABSTRACT: &[&str] = &[
    "abstract", "keywords",
    "résumé", "mots clés",
    "Zusammenfassung", "Kurzfassung", "Schlüsselwörter",
    "samenvatting", "trefwoorden",
    "resumen", "palabras clave",
    "الملخص", "ملخص", "ملخص البحث", "الكلمات المفتاحية",
    "چکیده", "واژگان کلیدی", "کلیدواژه ها",
    "özet", "anahtar kelimeler", "öz",
    "аннотация", "резюме", "ключевые слова",
];

#[rustfmt::skip]
const REFERENCES: &[&str] = &[
    "references", "bibliography", "works cited", "notes and references", "footnotes", "further reading", "sources",
    "références", "bibliographie", "notes et références",
    "Literatur", "Literaturverzeichnis", "Einzelnachweise", "Quellen",
    "referenties", "bronnen", "bronnen noten en of referenties", "literatuur",
    "referencias", "bibliografía", "notas y referencias",
    "المراجع", "مراجع", "المصادر", "الهوامش",
    "منابع", "مراجع", "پانویس",
    "kaynakça", "kaynaklar",
    "литература", "примечания", "список литературы", "источники",
];

#[rustfmt::skip]
const SEE_ALSO: &[&str] = &[
    "see also", "external links",
    "voir aussi", "articles connexes", "liens externes",
    "siehe auch", "Weblinks",
    "zie ook", "externe links",
    "véase también", "enlaces externos",
    "انظر أيضا", "اقرأ أيضا", "وصلات خارجية",
    "جستارهای وابسته", "پیوند به بیرون",
    "ayrıca bakınız", "dış bağlantılar",
    "см. также", "смотри также", "ссылки",
];

#[rustfmt::skip]
const COURT: &[&str] = &[
    "court of appeal", "supreme court", "high court", "district court", "crown court", "the court", "tribunal", "the defendant", "the appellant", "the applicant", "the complainant", "ombudsman",
    "cour d'appel", "cour de cassation", "conseil d'Etat", "tribunal judiciaire", "tribunal correctionnel", "la cour", "le requérant", "le prévenu",
    "Landgericht", "Oberlandesgericht", "Amtsgericht", "Bundesgerichtshof", "Verwaltungsgericht", "das Gericht", "der Angeklagte", "die Angeklagte", "der Kläger", "die Klägerin",
    "rechtbank", "gerechtshof", "hoge raad", "de verdachte", "eiser", "eiseres",
    "tribunal supremo", "audiencia nacional", "audiencia provincial", "juzgado", "el acusado", "la sala",
    "المحكمة", "محكمة", "محكمة الاستئناف", "المتهم", "المدعي", "محكمة النقض",
    "دادگاه", "دیوان عالی کشور", "متهم", "خواهان", "خوانده",
    "mahkeme", "mahkemesi", "yargıtay", "sanık", "davacı", "davalı",
    "суд", "верховный суд", "районный суд", "подсудимый", "истец", "ответчик",
];

/// Before the number of a case.
#[rustfmt::skip]
const CASE_NUMBER: &[&str] = &[
    "case no", "case number", "application no", "appeal no", "docket no", "neutral citation", "claim no",
    "n° de rôle", "numéro de rôle", "pourvoi n°", "n° RG", "affaire n°", "requête n°", "pourvoi no", "affaire no", "requête no", "décision n°",
    "Aktenzeichen", "Az", "Geschäftszeichen",
    "zaaknummer", "parketnummer", "rolnummer",
    "sentencia n°", "sentencia núm", "recurso n°", "recurso núm", "procedimiento n°", "expediente n°", "sentencia nº", "recurso nº",
    "القضية رقم", "الدعوى رقم", "قضية رقم", "رقم القضية", "الطعن رقم",
    "شماره پرونده", "پرونده شماره", "شماره دادنامه",
    "esas no", "karar no", "dosya no",
    "дело №", "дело номер", "дело",
];

#[rustfmt::skip]
const RULING: &[&str] = &[
    "it is ordered", "for these reasons", "the appeal is dismissed", "the appeal is allowed", "i would dismiss", "judgment", "hereby orders", "the court finds", "the court holds", "i find that", "i find no", "i recommend",
    "par ces motifs", "rejette le pourvoi", "statuant publiquement", "attendu que", "considérant que", "condamne", "déboute",
    "im Namen des Volkes", "Urteil", "Beschluss", "Tatbestand", "Entscheidungsgründe", "die Berufung wird", "die Revision wird", "für Recht erkannt",
    "uitspraak", "vonnis", "arrest", "beslissing", "verklaart bewezen", "wijst af", "de rechtbank oordeelt",
    "fallamos", "fallo", "sentencia", "antecedentes de hecho", "fundamentos de derecho", "desestimamos",
    "حكمت المحكمة", "قررت المحكمة", "منطوق الحكم", "الحكم", "باسم الشعب",
    "رای دادگاه", "دادنامه", "رأی صادر", "حکم", "محکوم می",
    "karar verildi", "hüküm", "gereği düşünüldü", "türk milleti adına", "reddine",
    "приговор", "решил", "постановил", "определил", "именем российской федерации", "установил",
];

/// The names of fields in the catalogues of archives, libraries and museums.
#[rustfmt::skip]
const ARCHIVE_LABEL: &[&str] = &[
    "accession number", "accession no", "reference code", "call number", "shelfmark", "fonds", "finding aid", "provenance", "extent", "repository", "holding institution", "held by", "date of creation", "custodial history", "access conditions", "rights statement", "scope and content", "identifier", "collection", "inventory number",
    "cote", "numéro d'inventaire", "fonds d'archives", "lieu de conservation", "modalités d'entrée", "conditions d'accès", "importance matérielle", "producteur", "identifiant", "date de création",
    "Signatur", "Inventarnummer", "Bestand", "Laufzeit", "Provenienz", "Archivaliensignatur", "Sammlung", "Umfang", "Findbuch", "Aufbewahrungsort",
    "inventarisnummer", "archiefnummer", "toegangsnummer", "herkomst", "collectie", "vindplaats", "omvang", "objectnummer", "datering",
    "signatura", "número de inventario", "código de referencia", "fondo", "procedencia", "colección", "alcance y contenido", "volumen", "condiciones de acceso",
    "رقم الحفظ", "رقم السجل", "رمز المرجع", "المجموعة", "جهة الحفظ", "المصدر", "تاريخ الإنشاء", "شروط الإتاحة", "رقم الاستدعاء",
    "شماره ثبت", "شماره بازیابی", "مجموعه", "محل نگهداری", "منشأ", "شناسه", "تاریخ ایجاد", "شرایط دسترسی",
    "envanter no", "demirbaş no", "koleksiyon", "arşiv no", "yer numarası", "erişim koşulları", "fon kodu", "bulunduğu yer", "tarih aralığı",
    "шифр", "инвентарный номер", "фонд", "опись", "единица хранения", "место хранения", "коллекция", "происхождение", "условия доступа", "крайние даты",
];

/// Refuting what is shown.
#[rustfmt::skip]
const REFUTATION: &[&str] = &[
    "misleading", "debunked", "debunking", "fact check", "fact checked", "fact checkers", "no evidence", "myth", "in reality", "is not true", "untrue", "manipulative", "do not fall for", "don't fall for", "counter speech", "counter narrative", "out of context", "disinformation",
    "trompeur", "trompeuse", "intox", "vérification des faits", "aucune preuve", "en réalité", "contre discours", "décryptage", "hors contexte", "désinformation", "n'est pas vrai",
    "irreführend", "widerlegt", "Faktencheck", "keine Belege", "Mythos", "in Wirklichkeit", "stimmt nicht", "Gegenrede", "aus dem Zusammenhang", "Desinformation", "fällt nicht darauf herein",
    "misleidend", "weerlegd", "factcheck", "geen bewijs", "fabel", "in werkelijkheid", "klopt niet", "tegengeluid", "desinformatie", "uit de context",
    "engañoso", "engañosa", "bulo", "verificación de datos", "no hay pruebas", "en realidad", "no es cierto", "contranarrativa", "desinformación", "fuera de contexto",
    "مضلل", "مضللة", "تدقيق الحقائق", "التحقق من الحقائق", "لا دليل", "لا يوجد دليل", "خرافة", "في الواقع", "غير صحيح", "غير صحيحة", "معلومات مضللة", "خارج سياقه",
    "گمراه کننده", "راستی آزمایی", "هیچ مدرکی", "در واقع", "افسانه", "درست نیست", "اطلاعات نادرست", "ضد روایت",
    "yanıltıcı", "doğruluk kontrolü", "kanıt yok", "efsane", "gerçekte", "doğru değil", "çürütüldü", "dezenformasyon", "bağlamından koparılmış",
    "вводит в заблуждение", "разоблачение", "проверка фактов", "нет доказательств", "миф", "на самом деле", "неправда", "дезинформация", "вне контекста", "опровергнуто",
];

/// Strong words against something. They frame counter-speech, but propaganda uses them too, so they do not suffice.
#[rustfmt::skip]
const CENSURE: &[&str] = &[
    "false", "lies", "propaganda", "conspiracy", "hateful", "manipulation", "condemn", "condemned", "prevention", "extremist",
    "faux", "fausse", "mensonge", "propagande", "haineux", "condamnons", "prévention", "extrémiste",
    "falsch", "Lüge", "Verschwörung", "Hetze", "menschenverachtend", "Prävention", "verurteilen", "extremistisch",
    "onjuist", "leugen", "complottheorie", "haatdragend", "preventie", "veroordelen", "extremistisch",
    "falso", "falsa", "mentira", "mito", "odio", "prevención", "condenamos", "extremista",
    "كاذب", "كاذبة", "دعاية", "الكراهية", "ندين", "الوقاية", "التطرف",
    "دروغ", "نادرست", "تبلیغات", "نفرت", "محکوم می کنیم", "پیشگیری", "افراطی",
    "yanlış", "yalan", "propagandası", "nefret", "kınıyoruz", "önleme", "aşırılık",
    "ложь", "ложное", "ложные", "пропаганда", "ненависть", "осуждаем", "профилактика", "экстремизм",
];

/// Where people find help.
#[rustfmt::skip]
const HELP_LINE: &[&str] = &[
    "helpline", "hotline", "call free", "confidential advice", "counselling", "exit programme", "someone to talk to",
    "numéro vert", "ligne d'écoute", "appel gratuit", "accompagnement", "cellule d'écoute",
    "Beratungsstelle", "Hilfetelefon", "Hotline", "kostenlose Beratung", "Aussteigerprogramm", "vertraulich",
    "hulplijn", "gratis bellen", "meldpunt", "vertrouwelijk", "begeleiding",
    "línea de ayuda", "teléfono gratuito", "asesoramiento", "confidencial",
    "خط المساعدة", "الخط الساخن", "اتصل مجانا", "استشارة", "بسرية",
    "خط کمک", "خط تلفن رایگان", "مشاوره", "محرمانه",
    "yardım hattı", "ücretsiz arayın", "danışma hattı", "gizli tutulur",
    "горячая линия", "телефон доверия", "бесплатный звонок", "консультация", "анонимно",
];

#[rustfmt::skip]
const TEACHING: &[&str] = &[
    "worksheet", "learning objectives", "lesson plan", "lesson", "discussion questions", "pupils", "students", "teachers", "classroom", "media literacy", "exercise", "homework",
    "fiche pédagogique", "objectifs d'apprentissage", "séquence", "élèves", "enseignants", "exercice", "éducation aux médias", "en classe",
    "Arbeitsblatt", "Lernziele", "Unterrichtsstunde", "Schülerinnen", "Schüler", "Lehrkräfte", "Aufgabe", "Medienkompetenz", "Unterricht",
    "werkblad", "leerdoelen", "lesbrief", "leerlingen", "docenten", "opdracht", "mediawijsheid", "klaslokaal",
    "ficha de trabajo", "objetivos de aprendizaje", "plan de clase", "alumnos", "alumnado", "docentes", "ejercicio", "alfabetización mediática",
    "ورقة عمل", "أهداف التعلم", "خطة الدرس", "الطلاب", "التلاميذ", "المعلمين", "تمرين", "التربية الإعلامية", "الدرس",
    "کاربرگ", "اهداف یادگیری", "طرح درس", "دانش آموزان", "معلمان", "تمرین", "سواد رسانه ای",
    "çalışma kağıdı", "öğrenme hedefleri", "ders planı", "öğrenciler", "öğretmenler", "alıştırma", "medya okuryazarlığı", "sınıfta",
    "рабочий лист", "цели урока", "план урока", "ученики", "учащиеся", "учителя", "упражнение", "медиаграмотность", "урок",
];

#[rustfmt::skip]
const EXHIBITION: &[&str] = &[
    "exhibition", "exhibited", "oil on canvas", "curator", "curated by", "installation", "the artist", "gallery", "artwork", "video installation", "on display", "collage", "silver print", "edition of", "from the series", "parody", "satire", "cartoonist", "a play", "in two acts", "playwright", "performances", "the cast", "the whole cast",
    "exposition", "huile sur toile", "commissaire", "l'artiste", "galerie", "œuvre", "installation vidéo", "plasticienne", "plasticien", "tirage argentique", "parodie", "satire", "dessinatrice", "dessinateur", "pièce de théâtre", "mise en scène", "représentations", "comédiens",
    "Ausstellung", "Öl auf Leinwand", "Kurator", "Kuratorin", "die Künstlerin", "der Künstler", "Galerie", "Kunstwerk", "Videoinstallation", "Silbergelatineabzug", "Parodie", "Satire", "Karikaturistin", "Karikaturist", "Theaterstück", "Inszenierung", "Aufführungen", "Schauspielerinnen",
    "tentoonstelling", "olieverf op doek", "curator", "kunstenaar", "kunstenares", "kunstwerk", "video installatie", "expositie", "zilverdruk", "parodie", "satire", "cartoonist", "toneelstuk", "voorstellingen", "toneelspelers",
    "exposición", "óleo sobre lienzo", "comisaria", "comisario", "la artista", "el artista", "galería", "obra", "videoinstalación", "gelatina de plata", "parodia", "sátira", "dibujante", "obra de teatro", "puesta en escena", "funciones", "dramaturga", "dramaturgo",
    "معرض", "زيت على قماش", "الفنان", "الفنانة", "عمل فني", "القيم", "تركيب فني", "صالة العرض", "لوحة بالزيت", "محاكاة ساخرة", "رسام كاريكاتير", "مسرحية", "عرض مسرحي", "مخرج المسرحية",
    "نمایشگاه", "رنگ روغن روی بوم", "هنرمند", "گالری", "اثر هنری", "کیوریتور", "چیدمان", "طنز", "کاریکاتوریست", "نمایشنامه", "اجرای نمایش",
    "sergi", "tuval üzerine yağlıboya", "küratör", "sanatçı", "galeri", "eser", "yerleştirme", "sanat eseri", "parodi", "hiciv", "karikatürist", "tiyatro oyunu", "oyun yazarı",
    "выставка", "холст масло", "куратор", "художник", "художница", "галерея", "инсталляция", "произведение", "пародия", "сатира", "карикатурист", "пьеса", "спектакль", "драматург",
];

/// The names of what public bodies write down of their sittings.
#[rustfmt::skip]
const RECORD: &[&str] = &[
    "official report", "minutes of the", "verbatim record", "record of proceedings", "hansard", "order paper",
    "compte rendu intégral", "compte rendu de la séance", "compte rendu analytique", "procès-verbal",
    "Plenarprotokoll", "stenografischer Bericht", "Sitzungsprotokoll", "Sitzungsniederschrift",
    "handelingen", "woordelijk verslag", "notulen",
    "diario de sesiones", "acta de la sesión", "acta del pleno",
    "محضر الجلسة", "محضر الاجتماع", "وقائع الجلسة",
    "مشروح مذاکرات", "صورتجلسه", "صورت جلسه",
    "tutanak dergisi", "genel kurul tutanağı", "toplantı tutanağı",
    "стенограмма", "протокол заседания", "стенографический отчёт",
];

/// What is said where a public body sits, and hardly elsewhere.
#[rustfmt::skip]
const CHAMBER: &[&str] = &[
    "the speaker", "the minister", "the honourable member", "supplementary question", "oral answer", "apologies", "councillor", "councillors", "cllr", "cllrs", "it was resolved", "any other business", "the meeting closed", "the clerk", "members noted", "the motion",
    "la ministre", "le ministre", "le député", "la députée", "la présidente", "le président", "la parole est à", "l'ordre du jour", "présidence de", "la séance est",
    "Abg", "Abgeordnete", "Abgeordneter", "Ministerin", "Minister", "Landesregierung", "Bundesregierung", "Tagesordnungspunkt", "Fraktionen", "Beifall", "Heiterkeit", "Zwischenruf", "Präsidentin", "Präsident",
    "de voorzitter", "voorzitter", "de minister", "motie", "raadslid", "Kamerlid", "agendapunt", "vergadering",
    "señorías", "señoría", "la señora presidenta", "el señor presidente", "la señora consejera", "el señor consejero", "la señora ministra", "el señor ministro", "orden del día", "preside",
    "رئيس الجلسة", "رئيسة الجلسة", "برئاسة", "العضو", "النائب", "النائبة", "وزير", "وزيرة", "جدول الأعمال", "البند التالي",
    "رئیس مجلس", "نماینده", "دستور جلسه", "جلسه علنی", "وزیر",
    "milletvekili", "sayın başkan", "sayın bakan", "birleşim", "gündem maddesi", "genel kurul",
    "депутат", "председательствующий", "повестка дня", "уважаемые коллеги", "слово предоставляется", "министр",
];

/// What parties file in court.
#[rustfmt::skip]
const FILING: &[&str] = &[
    "exhibit", "affidavit", "docket", "sworn before", "statement of claim", "annex to the judgment", "put in evidence",
    "pièce n°", "assignation", "conclusions déposées", "mémoire en défense",
    "Klageschrift", "Schriftsatz", "Anlage K",
    "dagvaarding", "verzoekschrift", "productie",
    "escrito de demanda", "prueba documental", "escrito de acusación",
    "صحيفة الدعوى", "لائحة الدعوى", "مستند رقم",
    "دادخواست", "لایحه دفاعیه",
    "dava dilekçesi", "iddianame",
    "исковое заявление", "обвинительное заключение",
];

/// Programs and data sets that hold a text to be tried on it. Their comments are mostly in English.
#[rustfmt::skip]
const SAMPLE: &[&str] = &[
    "regression test", "regression tests", "unit test", "unit tests", "test suite", "test data", "testdata", "test corpus", "tests corpus", "the fixture", "fixtures", "sample for", "sample input", "expected output", "false positive", "data set", "training set", "annotators", "ground truth",
    "jeu de données", "jeu d'essai", "tests unitaires",
    "Testdaten", "Datensatz", "Modultests",
    "testgegevens", "gegevensset",
    "datos de prueba", "conjunto de datos", "pruebas unitarias",
    "بيانات اختبار", "مجموعة بيانات",
    "دادگان آزمون", "مجموعه داده",
    "test verisi", "veri kümesi",
    "тестовые данные", "набор данных",
];
