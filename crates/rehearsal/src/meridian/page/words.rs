//! A few harmless lines in nine languages.

use crate::material::Language;

/// News of a harbour.
pub(super) fn news(language: Language) -> [&'static str; 3] {
    match language {
        Language::Arabic => ["يفتح الرصيف الشمالي في السابعة.", "تبحر عبّارتان اليوم.", "ريح خفيفة وماء هادئ."],
        Language::Persian => ["اسکلهٔ شمالی ساعت هفت باز می‌شود.", "امروز دو کشتی می‌رود.", "باد ملایم و آب آرام."],
        Language::Turkish => ["Kuzey rıhtımı yedide açılıyor.", "Bugün iki vapur kalkıyor.", "Hafif rüzgâr, sakin su."],
        Language::Russian => {
            ["Северный причал откроется в семь.", "Сегодня идут два парома.", "Слабый ветер, тихая вода."]
        }
        Language::English => ["The north quay opens at seven.", "Two ferries sail today.", "Light wind, calm water."],
        Language::French => {
            ["Le quai nord ouvre à sept heures.", "Deux bacs partent aujourd'hui.", "Vent faible, eau calme."]
        }
        Language::German => {
            ["Der Nordkai öffnet um sieben.", "Heute fahren zwei Fähren.", "Schwacher Wind, ruhiges Wasser."]
        }
        Language::Dutch => {
            ["De noordkade gaat om zeven uur open.", "Vandaag varen twee veren.", "Zwakke wind, kalm water."]
        }
        Language::Spanish => {
            ["El muelle norte abre a las siete.", "Hoy salen dos transbordadores.", "Viento flojo, mar en calma."]
        }
    }
}

/// What an ordinary shop, school or club says on its page.
pub(super) fn village(language: Language) -> [&'static str; 2] {
    match language {
        Language::Arabic => ["أهلاً وسهلاً.", "نفتح من الاثنين إلى الجمعة."],
        Language::Persian => ["خوش آمدید.", "از دوشنبه تا جمعه باز است."],
        Language::Turkish => ["Hoş geldiniz.", "Pazartesiden cumaya açığız."],
        Language::Russian => ["Добро пожаловать.", "Открыто с понедельника по пятницу."],
        Language::English => ["Welcome.", "Open from Monday to Friday."],
        Language::French => ["Bienvenue.", "Ouvert du lundi au vendredi."],
        Language::German => ["Willkommen.", "Geöffnet von Montag bis Freitag."],
        Language::Dutch => ["Welkom.", "Open van maandag tot vrijdag."],
        Language::Spanish => ["Bienvenidos.", "Abierto de lunes a viernes."],
    }
}
