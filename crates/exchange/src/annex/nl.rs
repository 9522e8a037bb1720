//! The forms in Dutch.

use super::words::{AnswerWords, FeedbackWords, ImpossibilityWords, OrderWords, Words};

pub(super) static WORDS: Words = Words {
    rehearsal: "OEFENING (REHEARSAL) - dit formulier hoort bij een oefening en heeft geen rechtsgevolgen",
    section: "DEEL",
    colon: ":",
    not_given: "(geen)",
    order: ORDER,
    answer: ANSWER,
    feedback: FeedbackWords {
        title: "FEEDBACK NA HET VERWIJDEREN VAN TERRORISTISCHE INHOUD OF HET ONMOGELIJK MAKEN VAN DE TOEGANG ERTOE",
        basis: "Bijlage II, artikel 3, lid 6, van Verordening (EU) 2021/784",
        b: "Maatregel die ter uitvoering van het verwijderingsbevel is genomen (slechts één vakje)",
        actions: [
            "De terroristische inhoud is verwijderd.",
            "De toegang tot de terroristische inhoud is in alle lidstaten onmogelijk gemaakt.",
        ],
        acted_at: "Tijdstip en datum van de maatregel",
    },
    impossibility: ImpossibilityWords {
        title: "INFORMATIE OVER DE ONMOGELIJKHEID OM EEN VERWIJDERINGSBEVEL UIT TE VOEREN",
        basis: "Bijlage III, artikel 3, leden 7 en 8, van Verordening (EU) 2021/784",
        b: "Redenen voor de niet-uitvoering",
        grounds_lead: "(1) Het verwijderingsbevel kan niet, of niet binnen de termijn, worden uitgevoerd wegens:",
        grounds: [
            "overmacht of feitelijke onmogelijkheid die niet aan de aanbieder van hostingdiensten kan worden \
             toegerekend, met inbegrip van objectief gerechtvaardigde technische of operationele redenen;",
            "kennelijke fouten in het verwijderingsbevel;",
            "onvoldoende informatie in het verwijderingsbevel.",
        ],
        further_reasons: "(2) Nadere informatie over deze redenen",
        clarification: "(3) Vastgestelde fouten, of nadere informatie of verduidelijking die nodig is",
    },
};

const ORDER: OrderWords = OrderWords {
    title: "VERWIJDERINGSBEVEL",
    basis: "Bijlage I, artikel 3 van Verordening (EU) 2021/784 van het Europees Parlement en de Raad",
    preamble: [
        "Op grond van artikel 3 van Verordening (EU) 2021/784 moet de adressaat de hier aangeduide terroristische \
         inhoud zo spoedig mogelijk en in elk geval binnen één uur na ontvangst van dit bevel verwijderen of de \
         toegang ertoe in alle lidstaten onmogelijk maken.",
        "Op grond van artikel 6 bewaart de adressaat verwijderde of ontoegankelijk gemaakte inhoud en gerelateerde \
         gegevens gedurende zes maanden, of langer indien de bevoegde autoriteiten of rechterlijke instanties daarom \
         verzoeken.",
        "Op grond van artikel 15, lid 2, wordt dit bevel verzonden in een van de talen die de adressaat heeft \
         opgegeven.",
    ],
    a: "Uitvaardiging en adressaat",
    issuing_ms: "Lidstaat van de uitvaardigende bevoegde autoriteit",
    issuer_in_e_and_f: "NB: de gegevens van de uitvaardigende bevoegde autoriteit staan in de delen E en F.",
    addressee: "Adressaat",
    legal_representative: "Wettelijke vertegenwoordiger",
    contact_point: "Contactpunt",
    host_ms: "Lidstaat van de hoofdvestiging of van de wettelijke vertegenwoordiger",
    issued_at: "Tijdstip en datum van uitvaardiging",
    order_ref: "Referentienummer van het bevel",
    b: "Terroristische inhoud die in alle lidstaten moet worden verwijderd of ontoegankelijk gemaakt",
    url: "Exact adres (URL)",
    additional_locator: "Aanvullende informatie om de inhoud te identificeren en te lokaliseren",
    reasons_lead: "Het materiaal wordt als terroristische inhoud in de zin van artikel 2, punt 7), beschouwd omdat \
                   het:",
    reasons: [
        "anderen aanzet tot het plegen van terroristische misdrijven, bijvoorbeeld door terroristische daden te \
         verheerlijken of dergelijke misdrijven te bepleiten (punt a));",
        "anderen werft om terroristische misdrijven te plegen of daaraan bij te dragen (punt b));",
        "anderen werft om deel te nemen aan de activiteiten van een terroristische groep (punt c));",
        "instructies geeft voor het vervaardigen of gebruiken van explosieven, vuurwapens of andere wapens, van \
         schadelijke of gevaarlijke stoffen, of voor andere specifieke methoden of technieken, met het oog op het \
         plegen van of bijdragen aan terroristische misdrijven (punt d));",
        "een bedreiging vormt om een van de terroristische misdrijven te plegen (punt e)).",
    ],
    additional_reasons: "Nadere informatie over de reden waarom het materiaal als terroristische inhoud wordt \
                         beschouwd",
    c: "Informatie voor de aanbieder van inhoud",
    non_disclosure: "Om redenen van openbare veiligheid mag de adressaat de aanbieder van inhoud niet in kennis \
                     stellen van de verwijdering of het onmogelijk maken van de toegang.",
    otherwise_see_g: "Als dit vakje niet is aangekruist: zie deel G voor de wijze waarop het bevel in de \
                      uitvaardigende lidstaat kan worden aangevochten. De aanbieder van inhoud ontvangt op verzoek een \
                      kopie van het bevel.",
    d: "Informatie voor de bevoegde autoriteit van de lidstaat van de hoofdvestiging of van de wettelijke \
        vertegenwoordiger",
    host_ms_differs: "De lidstaat van de hoofdvestiging of van de wettelijke vertegenwoordiger is niet de \
                      uitvaardigende lidstaat.",
    copy_sent: "Een kopie van dit bevel wordt toegezonden aan de bevoegde autoriteit van die lidstaat.",
    e: "De uitvaardigende bevoegde autoriteit",
    authority_types: [
        "rechter, rechterlijke instantie of onderzoeksrechter",
        "rechtshandhavingsautoriteit",
        "andere bevoegde autoriteit (vul ook deel F in)",
    ],
    certified_by: "De autoriteit, of haar vertegenwoordiger, verklaart dat dit bevel nauwkeurig en juist is.",
    authority: "Naam van de autoriteit",
    representative: "Naam van haar vertegenwoordiger",
    post: "Functie (titel en rang)",
    file_no: "Dossiernummer",
    address: "Adres",
    telephone: "Telefoon (landnummer, netnummer)",
    fax: "Fax (landnummer, netnummer)",
    email: "E-mailadres",
    date: "Datum",
    stamp: "Officieel stempel",
    signature: "Handtekening",
    channel: "Zonder handtekening: verzonden via een kanaal dat de afzender authenticeert",
    f: "Contactgegevens voor verdere afhandeling",
    issuing_contact: "Uitvaardigende autoriteit, voor feedback over het tijdstip van verwijdering en voor \
                      verduidelijking",
    host_contact: "Bevoegde autoriteit van de lidstaat van de hoofdvestiging of van de wettelijke vertegenwoordiger",
    g: "Rechtsmiddelen",
    body_or_court: "Instantie of rechter waarbij dit bevel kan worden aangevochten",
    deadline: "Termijn (dagen of maanden, te rekenen vanaf)",
    provisions: "Nationale bepalingen",
};

const ANSWER: AnswerWords = AnswerWords {
    a: "Het verwijderingsbevel",
    addressee: "Adressaat van het bevel",
    issuing_authority: "Autoriteit die het bevel heeft uitgevaardigd",
    authority_file_ref: "Dossierkenmerk van de autoriteit",
    addressee_file_ref: "Dossierkenmerk van de adressaat",
    received_at: "Tijdstip en datum van ontvangst van het bevel",
    c: "Afzender van dit formulier",
    provider_name: "Naam van de aanbieder van hostingdiensten",
    representative_name: "Naam van de wettelijke vertegenwoordiger",
    provider_ms: "Lidstaat van de hoofdvestiging",
    representative_ms: "Lidstaat van de wettelijke vertegenwoordiger",
    authorised_person: "Gemachtigde persoon",
    contact_email: "E-mailadres van het contactpunt",
    date: "Datum",
    signature: "Handtekening",
    signed_at: "Tijdstip en datum",
};
