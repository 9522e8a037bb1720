//! The forms in German.

use super::words::{AnswerWords, FeedbackWords, ImpossibilityWords, OrderWords, Words};

pub(super) static WORDS: Words = Words {
    rehearsal: "ÜBUNG (REHEARSAL) - dieses Formular gehört zu einer Übung und hat keine Rechtswirkung",
    section: "ABSCHNITT",
    colon: ":",
    not_given: "(keine Angabe)",
    order: ORDER,
    answer: ANSWER,
    feedback: FeedbackWords {
        title: "RÜCKMELDUNG NACH DER ENTFERNUNG TERRORISTISCHER INHALTE ODER DER SPERRUNG DES ZUGANGS ZU IHNEN",
        basis: "Anhang II, Artikel 3 Absatz 6 der Verordnung (EU) 2021/784",
        b: "Zur Befolgung der Entfernungsanordnung getroffene Maßnahme (nur ein Feld)",
        actions: [
            "Der terroristische Inhalt wurde entfernt.",
            "Der Zugang zu dem terroristischen Inhalt wurde in allen Mitgliedstaaten gesperrt.",
        ],
        acted_at: "Uhrzeit und Datum der Maßnahme",
    },
    impossibility: ImpossibilityWords {
        title: "INFORMATIONEN ÜBER DIE UNMÖGLICHKEIT DER AUSFÜHRUNG EINER ENTFERNUNGSANORDNUNG",
        basis: "Anhang III, Artikel 3 Absätze 7 und 8 der Verordnung (EU) 2021/784",
        b: "Gründe für die Nichtausführung",
        grounds_lead: "(1) Die Entfernungsanordnung kann nicht oder nicht fristgerecht ausgeführt werden wegen:",
        grounds: [
            "höherer Gewalt oder einer faktischen Unmöglichkeit, die dem Hostingdiensteanbieter nicht zuzurechnen ist, \
             auch aus objektiv vertretbaren technischen oder operativen Gründen;",
            "offensichtlicher Fehler in der Entfernungsanordnung;",
            "unzureichender Informationen in der Entfernungsanordnung.",
        ],
        further_reasons: "(2) Nähere Angaben zu diesen Gründen",
        clarification: "(3) Festgestellte Fehler oder weitere benötigte Informationen oder Klarstellungen",
    },
};

const ORDER: OrderWords = OrderWords {
    title: "ENTFERNUNGSANORDNUNG",
    basis: "Anhang I, Artikel 3 der Verordnung (EU) 2021/784 des Europäischen Parlaments und des Rates",
    preamble: [
        "Nach Artikel 3 der Verordnung (EU) 2021/784 muss der Empfänger den hier bezeichneten terroristischen Inhalt \
         so schnell wie möglich, in jedem Fall aber innerhalb einer Stunde nach Erhalt dieser Anordnung, entfernen \
         oder den Zugang dazu in allen Mitgliedstaaten sperren.",
        "Nach Artikel 6 bewahrt der Empfänger entfernte oder gesperrte Inhalte und zugehörige Daten sechs Monate lang \
         auf, auf Verlangen der zuständigen Behörden oder Gerichte auch länger.",
        "Nach Artikel 15 Absatz 2 ist diese Anordnung in einer der vom Empfänger angegebenen Sprachen zu übermitteln.",
    ],
    a: "Erlass und Empfänger",
    issuing_ms: "Mitgliedstaat der erlassenden zuständigen Behörde",
    issuer_in_e_and_f: "Hinweis: Die Angaben zur erlassenden zuständigen Behörde stehen in den Abschnitten E und F.",
    addressee: "Empfänger",
    legal_representative: "Gesetzlicher Vertreter",
    contact_point: "Kontaktstelle",
    host_ms: "Mitgliedstaat der Hauptniederlassung oder des gesetzlichen Vertreters",
    issued_at: "Uhrzeit und Datum des Erlasses",
    order_ref: "Referenznummer der Anordnung",
    b: "Terroristischer Inhalt, der in allen Mitgliedstaaten zu entfernen oder zu sperren ist",
    url: "Genaue Adresse (URL)",
    additional_locator: "Weitere Informationen zur Identifizierung und Lokalisierung des Inhalts",
    reasons_lead: "Das Material gilt als terroristischer Inhalt im Sinne von Artikel 2 Nummer 7, weil es:",
    reasons: [
        "andere zur Begehung terroristischer Straftaten anstiftet, etwa durch die Verherrlichung terroristischer \
         Handlungen oder durch die Befürwortung solcher Straftaten (Buchstabe a);",
        "andere dazu bestimmt, terroristische Straftaten zu begehen oder zu ihrer Begehung beizutragen (Buchstabe b);",
        "andere dazu bestimmt, sich an den Handlungen einer terroristischen Vereinigung zu beteiligen (Buchstabe c);",
        "Anleitungen zur Herstellung oder zum Gebrauch von Sprengstoffen, Feuerwaffen oder anderen Waffen, von \
         schädlichen oder gefährlichen Stoffen oder zu anderen spezifischen Methoden oder Techniken gibt, um \
         terroristische Straftaten zu begehen oder zu ihrer Begehung beizutragen (Buchstabe d);",
        "die Begehung einer der terroristischen Straftaten androht (Buchstabe e).",
    ],
    additional_reasons: "Weitere Informationen dazu, warum das Material als terroristischer Inhalt gilt",
    c: "Unterrichtung des Inhalteanbieters",
    non_disclosure: "Aus Gründen der öffentlichen Sicherheit darf der Empfänger den Inhalteanbieter nicht über die \
                     Entfernung oder die Sperrung des Zugangs unterrichten.",
    otherwise_see_g: "Wenn dieses Feld nicht angekreuzt ist: siehe Abschnitt G zu den Möglichkeiten, die Anordnung in \
                      dem Mitgliedstaat der erlassenden Behörde anzufechten. Der Inhalteanbieter erhält auf Verlangen \
                      eine Kopie der Anordnung.",
    d: "Unterrichtung der zuständigen Behörde des Mitgliedstaats der Hauptniederlassung oder des gesetzlichen \
        Vertreters",
    host_ms_differs: "Der Mitgliedstaat der Hauptniederlassung oder des gesetzlichen Vertreters ist ein anderer als \
                      der Mitgliedstaat der erlassenden Behörde.",
    copy_sent: "Eine Kopie dieser Anordnung wird der zuständigen Behörde jenes Mitgliedstaats übermittelt.",
    e: "Die erlassende zuständige Behörde",
    authority_types: [
        "Richter, Gericht oder Ermittlungsrichter",
        "Strafverfolgungsbehörde",
        "andere zuständige Behörde (bitte auch Abschnitt F ausfüllen)",
    ],
    certified_by: "Die Behörde oder ihr Vertreter bescheinigt, dass diese Anordnung zutreffend und richtig ist.",
    authority: "Name der Behörde",
    representative: "Name ihres Vertreters",
    post: "Dienststellung (Funktion und Amtsbezeichnung)",
    file_no: "Aktenzeichen",
    address: "Anschrift",
    telephone: "Telefon (Ländervorwahl, Ortsvorwahl)",
    fax: "Fax (Ländervorwahl, Ortsvorwahl)",
    email: "E-Mail-Adresse",
    date: "Datum",
    stamp: "Amtlicher Stempel",
    signature: "Unterschrift",
    channel: "Ohne Unterschrift: übermittelt über einen Kanal, der den Absender authentifiziert",
    f: "Kontaktdaten für weitere Auskünfte",
    issuing_contact: "Erlassende Behörde, für Rückmeldungen zum Zeitpunkt der Entfernung und für Klarstellungen",
    host_contact: "Zuständige Behörde des Mitgliedstaats der Hauptniederlassung oder des gesetzlichen Vertreters",
    g: "Rechtsbehelfe",
    body_or_court: "Stelle oder Gericht, bei der oder dem diese Anordnung angefochten werden kann",
    deadline: "Frist (Tage oder Monate, beginnend mit)",
    provisions: "Nationale Rechtsvorschriften",
};

const ANSWER: AnswerWords = AnswerWords {
    a: "Die Entfernungsanordnung",
    addressee: "Empfänger der Anordnung",
    issuing_authority: "Behörde, die die Anordnung erlassen hat",
    authority_file_ref: "Aktenzeichen der Behörde",
    addressee_file_ref: "Aktenzeichen des Empfängers",
    received_at: "Uhrzeit und Datum des Erhalts der Anordnung",
    c: "Absender dieses Formulars",
    provider_name: "Name des Hostingdiensteanbieters",
    representative_name: "Name des gesetzlichen Vertreters",
    provider_ms: "Mitgliedstaat der Hauptniederlassung",
    representative_ms: "Mitgliedstaat des gesetzlichen Vertreters",
    authorised_person: "Bevollmächtigte Person",
    contact_email: "E-Mail-Adresse der Kontaktstelle",
    date: "Datum",
    signature: "Unterschrift",
    signed_at: "Uhrzeit und Datum",
};
