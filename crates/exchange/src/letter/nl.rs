//! The messages in Dutch.

use super::words::{
    ClarificationWords, ComplaintWords, ContentProviderWords, CorrectionWords, DsaNoticeWords, DsaOrderWords,
    EscalationWords, FinalOrderWords, Frame, HostStateWords, Labels, NonDisclosureWords, OrderWords, OwnPageWords,
    PerLapse, PerMatter, PerOutcome, PerParty, PerStep, PreservationWords, PriorWords, ReferralWords,
    ReinstatementWords, ReminderWords, ScrutinyDecisionWords, ScrutinyOpenedWords, ScrutinyWarningWords, StillUpWords,
    WithdrawalWords, Words,
};

pub(super) static WORDS: Words = Words {
    frame: Frame {
        colon: ":",
        rehearsal_mark: "[OEFENING - REHEARSAL] ",
        rehearsal: "OEFENING (REHEARSAL) - dit bericht hoort bij een oefening en heeft geen rechtsgevolgen.",
        recipient: "Aan",
        genuine_check: "Hoe u via een ander kanaal kunt nagaan dat dit bericht echt is",
        reference: "Kenmerk",
        sent: "Verzonden",
        authority: "Van",
        officer: "Behandelend ambtenaar",
        contact: "Vragen aan",
    },
    labels: Labels {
        url: "Exact adres",
        locator: "Aanvullende informatie om de inhoud te identificeren en te lokaliseren",
        answer_link: "Hier antwoorden",
        first_sent: "Eerst verzonden",
        provider: "Aanbieder",
        order_reference: "Verwijderingsbevel",
        issuing_authority: "Uitvaardigende autoriteit",
        issued: "Uitgevaardigd",
        decided: "Besloten",
        reasons: "Motivering",
        redress: "Hoe dit kan worden aangevochten",
    },
    referral: ReferralWords {
        subject: "Melding van inhoud voor uw eigen beoordeling",
        opening: "Dit is een melding. Zij is vrijwillig: het is geen bevel en de wet verplicht u niet eraan gevolg te \
                  geven. Wij vestigen uw aandacht op het ene item dat hier wordt genoemd en vragen u het aan uw eigen \
                  voorwaarden te toetsen.",
        seen: "Door ons gezien",
        why: "Waarom wij uw aandacht hierop vestigen",
        terms: "Uw voorwaarden die van toepassing kunnen zijn",
        answering: "Eén klik volstaat: verwijderd, behouden of meer informatie nodig. Dat u het item behoudt, is een \
                    even goed antwoord als elk ander. Als u denkt dat wij ons vergissen, laat het ons dan weten; wij \
                    leggen het vast en leren ervan.",
        poster: "Als u het item verwijdert of beperkt, deel dan degene die het heeft geplaatst mee waarom, en hoe \
                 daartegen kan worden opgekomen, zoals uw eigen voorwaarden en artikel 17 van Verordening (EU) \
                 2022/2065 bepalen.",
    },
    order: OrderWords {
        subject: "Verwijderingsbevel op grond van Verordening (EU) 2021/784",
        opening: "Hieronder vindt u een verwijderingsbevel op grond van artikel 3 van Verordening (EU) 2021/784. Het \
                  is bindend.",
        hour: "U moet het in deel B genoemde item binnen één uur verwijderen of de toegang ertoe in alle lidstaten \
               onmogelijk maken. Het uur gaat in op het tijdstip waarop u het bevel ontvangt.",
        answering: "De pagina toont het bevel en neemt uw antwoord in ontvangst: bijlage II wanneer u hebt gehandeld, \
                    met het tijdstip; of onverwijld bijlage III, wanneer overmacht, een kennelijke fout of ontbrekende \
                    informatie u belet te handelen. Deel G vermeldt hoe u en de aanbieder van inhoud het bevel kunnen \
                    aanvechten.",
        preserve: "Bewaar de verwijderde inhoud en de gerelateerde gegevens gedurende zes maanden (artikel 6).",
        order_follows: "Het bevel volgt na dit bericht.",
    },
    host_state: HostStateWords {
        subject: "Kopie van een verwijderingsbevel, artikel 4, lid 1, van Verordening (EU) 2021/784",
        opening: "Hieronder vindt u de kopie van een verwijderingsbevel dat wij hebben gericht aan een aanbieder van \
                  hostingdiensten waarvan de hoofdvestiging of de wettelijke vertegenwoordiger zich in uw lidstaat \
                  bevindt.",
        order_sent: "Bevel aan de aanbieder verzonden",
        scrutiny: "Binnen 72 uur na ontvangst van deze kopie kunt u het bevel op eigen initiatief toetsen en besluiten \
                   of het een ernstige of kennelijke inbreuk vormt op de verordening of op de grondrechten (artikel 4, \
                   lid 3). Wij verzoeken u ons vóór een dergelijk besluit in kennis te stellen, met uw redenen \
                   (artikel 4, lid 5).",
    },
    prior: PriorWords {
        subject: "Procedures en termijnen vóór een eerste verwijderingsbevel",
        opening: "Wij hebben u niet eerder een verwijderingsbevel gezonden. Artikel 3, lid 2, van Verordening (EU) \
                  2021/784 verlangt dat wij u ten minste 12 uur vóór een eerste bevel informeren over de toepasselijke \
                  procedures en termijnen. Dit bericht is geen bevel en u hoeft op grond ervan bij geen enkele inhoud \
                  op te treden.",
        rules: [
            "1. Een bevel noemt het exacte adres van één item. U verwijdert het item, of maakt de toegang ertoe in \
             alle lidstaten onmogelijk, binnen één uur na ontvangst van het bevel (artikel 3, lid 3).",
            "2. U deelt ons zonder onnodige vertraging met bijlage II mee dat en wanneer u hebt gehandeld (artikel 3, \
             lid 6).",
            "3. Als overmacht, een kennelijke fout of ontbrekende informatie u belet te handelen, deelt u ons dat \
             zonder onnodige vertraging met bijlage III mee; het uur gaat dan in wanneer het beletsel is weggevallen \
             of de verduidelijking u heeft bereikt (artikel 3, leden 7 en 8).",
            "4. U bewaart de verwijderde inhoud en gerelateerde gegevens gedurende zes maanden, beveiligd (artikel 6), \
             en stelt de aanbieder van inhoud in kennis van de verwijdering, tenzij het bevel dat verbiedt (artikel \
             11).",
            "5. Binnen 48 uur na ontvangst van een bevel kunt u de bevoegde autoriteit van de lidstaat waar u bent \
             gevestigd verzoeken het te toetsen, als dat niet de onze is; zij besluit binnen 72 uur (artikel 4, lid \
             4).",
        ],
        contact_point: "Bevelen worden aan dit contactpunt gezonden",
        languages: "Talen van de bevelen",
        redress: "Hoe bevelen kunnen worden aangevochten",
        portal: "Hier ziet u hoe een bevel eruitziet en wordt beantwoord",
    },
    reminder: ReminderWords {
        subject: "Herinnering: nog geen antwoord",
        opening: PerMatter {
            referral: "Wij hebben geen antwoord ontvangen op de hier genoemde melding. Zij blijft vrijwillig. Als u \
                       het item hebt bekeken en behoudt, laat één klik ons dat weten en vragen wij het niet opnieuw.",
            order: "Wij hebben geen antwoord ontvangen op het hier genoemde verwijderingsbevel. Het moet binnen één \
                    uur na ontvangst worden uitgevoerd. Als u hebt gehandeld, zend dan bijlage II; als u dat niet \
                    kunt, zend dan onmiddellijk bijlage III.",
        },
    },
    escalation: EscalationWords {
        subject: "Uw zaak wordt doorgegeven",
        opening: PerMatter {
            referral: "Wij hebben geen antwoord gekregen op de hier genoemde melding en geven de zaak nu door aan de \
                       onderstaande autoriteit. Zij besluit zelf of een verwijderingsbevel aangewezen is.",
            order: "Volgens onze gegevens is het uur verstreken en heeft geen antwoord op het hier genoemde \
                    verwijderingsbevel ons bereikt. Wij stellen nu de onderstaande autoriteit in kennis, die op de \
                    naleving toeziet en zelf besluit.",
        },
        passed_to: "Doorgegeven aan",
        still_open: "U kunt nog antwoorden. Wat u ons meedeelt, geven wij eveneens door, en als onze gegevens onjuist \
                     zijn, verbeteren wij ze.",
    },
    still_up: StillUpWords {
        subject: "Vraag: als verwijderd gemeld, nog steeds te zien",
        opening: "U hebt ons meegedeeld dat het hier genoemde item is verwijderd. Toen wij opnieuw keken, was het er \
                  nog.",
        said_removed: "Volgens uw mededeling verwijderd",
        seen: "Door ons opnieuw gezien",
        seen_from: "Gezien vanaf",
        question: "Daar kan een gewone reden voor zijn, zoals een cache, een tweede kopie of een regel die slechts \
                   voor sommige landen geldt. Kijk het alstublieft nog eens na en laat ons weten wat u vaststelt.",
    },
    clarification: ClarificationWords {
        subject: "Antwoord op uw bijlage III",
        opening: "U hebt ons meegedeeld dat het hier genoemde verwijderingsbevel zo niet kon worden uitgevoerd. Dit is \
                  ons antwoord.",
        answer: "Ons antwoord",
        hour: "Met dit bericht begint het uur van artikel 3, lid 3, opnieuw te lopen. Het wordt gerekend vanaf het \
               tijdstip waarop u het bericht ontvangt.",
    },
    correction: CorrectionWords {
        subject: "Gecorrigeerd verwijderingsbevel na uw bijlage III",
        opening: "U hebt ons met bijlage III meegedeeld dat het hier genoemde verwijderingsbevel een fout of \
                  onvoldoende informatie bevatte. Wij hebben het als volgt gecorrigeerd. Al het overige blijft \
                  ongewijzigd.",
        corrected: "Gecorrigeerd",
        was: "Vorige tekst",
        now: "Nieuwe tekst",
        order_follows: "Het gecorrigeerde bevel volgt na dit bericht.",
    },
    withdrawal: WithdrawalWords {
        subject: "Intrekking",
        opening: PerMatter {
            referral: "Wij trekken de hier genoemde melding in.",
            order: "Wij trekken het hier genoemde verwijderingsbevel in. Het heeft geen enkel gevolg meer.",
        },
        why: "Reden",
        consequence: PerMatter {
            referral: "U hoeft niets te doen. Als u naar aanleiding van de melding bent opgetreden, overweeg dan het \
                       item terug te plaatsen; de beslissing is aan u, op grond van uw eigen voorwaarden.",
            order: "Als u het item vanwege het bevel hebt verwijderd of de toegang ertoe onmogelijk hebt gemaakt, maak \
                    dat dan onmiddellijk ongedaan, tenzij uw eigen voorwaarden zich daartegen verzetten, en stel de \
                    aanbieder van inhoud daarvan in kennis.",
        },
    },
    scrutiny_opened: ScrutinyOpenedWords {
        subject: "Toetsing van een verwijderingsbevel geopend",
        own_initiative: "U hebt ons een kopie van het hier genoemde verwijderingsbevel toegezonden. Wij toetsen het op \
                         eigen initiatief, om te bepalen of het een ernstige of kennelijke inbreuk vormt op \
                         Verordening (EU) 2021/784 of op de door het Handvest gewaarborgde grondrechten en \
                         fundamentele vrijheden (artikel 4, lid 3).",
        asked_by_provider: "De aanbieder van hostingdiensten heeft ons met een gemotiveerd verzoek gevraagd het hier \
                            genoemde verwijderingsbevel te toetsen. Wij zullen besluiten of het een ernstige of \
                            kennelijke inbreuk vormt op Verordening (EU) 2021/784 of op de door het Handvest \
                            gewaarborgde grondrechten en fundamentele vrijheden (artikel 4, lid 4).",
        asked_by_content_provider: "De aanbieder van inhoud heeft ons met een gemotiveerd verzoek gevraagd het hier \
                                    genoemde verwijderingsbevel te toetsen. Wij zullen besluiten of het een ernstige \
                                    of kennelijke inbreuk vormt op Verordening (EU) 2021/784 of op de door het \
                                    Handvest gewaarborgde grondrechten en fundamentele vrijheden (artikel 4, lid 4).",
        copy_received: "Kopie door ons ontvangen",
        request_received: "Verzoek door ons ontvangen",
        request: "Inhoud van het verzoek",
        decision_due: "Ons besluit volgt uiterlijk op",
        meanwhile: "Het bevel behoudt zijn rechtsgevolgen zolang wij geen inbreuk vaststellen. Als wij voornemens zijn \
                    een inbreuk vast te stellen, delen wij u dat vooraf mee, met onze redenen (artikel 4, lid 5). Als \
                    wij iets zouden moeten weten, zend het ons dan vóór het hier genoemde tijdstip.",
    },
    scrutiny_warning: ScrutinyWarningWords {
        subject: "Voornemen om vast te stellen dat een verwijderingsbevel inbreuk maakt op de verordening",
        opening: "Wij hebben het hier genoemde verwijderingsbevel getoetst. Wij zijn voornemens te besluiten dat het \
                  een ernstige of kennelijke inbreuk vormt op Verordening (EU) 2021/784 of op de door het Handvest \
                  gewaarborgde grondrechten en fundamentele vrijheden. Voordat wij dat besluit vaststellen, stellen \
                  wij u in kennis van ons voornemen en van onze redenen (artikel 4, lid 5).",
        decision_due: "Wij besluiten uiterlijk op",
        comment: "Tot dan kunt u opmerkingen maken of het bevel zelf intrekken. Zodra wij het besluit hebben \
                  vastgesteld, heeft het bevel geen rechtsgevolgen meer (artikel 4, lid 6).",
    },
    scrutiny_decision: ScrutinyDecisionWords {
        subject: PerOutcome {
            stands: "Besluit na toetsing: het verwijderingsbevel blijft in stand",
            infringement: "Besluit na toetsing: het verwijderingsbevel heeft geen rechtsgevolgen meer",
        },
        opening: PerOutcome {
            stands: "Wij hebben het hier genoemde verwijderingsbevel getoetst op grond van artikel 4 van Verordening \
                     (EU) 2021/784. Wij hebben geen ernstige of kennelijke inbreuk vastgesteld op die verordening of \
                     op de door het Handvest gewaarborgde grondrechten en fundamentele vrijheden. Het bevel behoudt \
                     zijn rechtsgevolgen.",
            infringement: "Wij hebben het hier genoemde verwijderingsbevel getoetst op grond van artikel 4 van \
                           Verordening (EU) 2021/784. Wij hebben vastgesteld dat het een ernstige of kennelijke \
                           inbreuk vormt op die verordening of op de door het Handvest gewaarborgde grondrechten en \
                           fundamentele vrijheden. Met dit besluit houdt het bevel op rechtsgevolgen te hebben \
                           (artikel 4, lid 6).",
        },
        if_it_stands: PerParty {
            issuing_authority: "U hoeft niets te doen.",
            provider: "De inhoud moet verwijderd of in alle lidstaten ontoegankelijk blijven en bewaard blijven \
                       (artikel 6). Een op verzoek genomen besluit kan worden aangevochten bij de rechter van onze \
                       lidstaat, en het bevel zelf bij de rechter van de lidstaat die het heeft uitgevaardigd (artikel \
                       9, lid 1).",
            content_provider: "Een op verzoek genomen besluit kan worden aangevochten bij de rechter van onze \
                               lidstaat, en het bevel zelf bij de rechter van de lidstaat die het heeft uitgevaardigd \
                               (artikel 9, lid 2).",
            europol: "U ontvangt dit besluit ter informatie (artikel 4, lid 6, en artikel 14).",
        },
        if_infringement: PerParty {
            issuing_authority: "Wij verzoeken u vast te leggen dat het bevel geen gevolg meer heeft, en degenen aan \
                                wie u het hebt doorgegeven daarvan in kennis te stellen. De aanbieder en Europol \
                                stellen wij zelf in kennis.",
            provider: "U moet de inhoud of de toegang ertoe nu onmiddellijk herstellen. Het staat u vrij uw eigen \
                       voorwaarden te handhaven, in overeenstemming met het Unierecht en het nationale recht (artikel \
                       4, lid 7).",
            content_provider: "De aanbieder van hostingdiensten moet uw inhoud of de toegang ertoe nu onmiddellijk \
                               herstellen. Het staat hem vrij zijn eigen voorwaarden te handhaven, in overeenstemming \
                               met het Unierecht en het nationale recht (artikel 4, lid 7).",
            europol: "U ontvangt dit besluit ter informatie (artikel 4, lid 6, en artikel 14). Als u een kopie van het \
                      bevel bewaart, verzoeken wij u daarop te vermelden dat het geen gevolg meer heeft.",
        },
    },
    final_order: FinalOrderWords {
        subject: "Een verwijderingsbevel is definitief geworden",
        opening: "Het hier genoemde verwijderingsbevel is definitief geworden. Het is gericht aan een aanbieder van \
                  hostingdiensten waarvan de hoofdvestiging of de wettelijke vertegenwoordiger zich in uw lidstaat \
                  bevindt. Daarom stellen wij u ervan in kennis, zoals artikel 3, lid 9, van Verordening (EU) 2021/784 \
                  bepaalt.",
        unchallenged: "De beroepstermijn is verstreken zonder dat beroep is ingesteld.",
        confirmed: "Er is beroep ingesteld en het bevel is bevestigd.",
        since: "Definitief sinds",
        exposure: "Definitieve verwijderingsbevelen behoren tot de factoren op grond waarvan kan worden vastgesteld \
                   dat een aanbieder aan terroristische inhoud is blootgesteld (artikel 5, lid 4).",
    },
    reinstatement: ReinstatementWords {
        subject: "Herstel: het verwijderingsbevel heeft geen gevolg meer",
        opening: PerLapse {
            scrutiny: "Bij toetsing heeft de bevoegde autoriteit van de lidstaat van uw hoofdvestiging of wettelijke \
                       vertegenwoordiger vastgesteld dat het hier genoemde verwijderingsbevel inbreuk maakt op \
                       Verordening (EU) 2021/784 of op de grondrechten. Het bevel heeft geen rechtsgevolgen meer. U \
                       moet de inhoud of de toegang ertoe onmiddellijk herstellen (artikel 4, lid 7).",
            annulled: "Het hier genoemde verwijderingsbevel is vernietigd nadat het was aangevochten. Het heeft geen \
                       gevolg meer. Wij verzoeken u de inhoud of de toegang ertoe onmiddellijk te herstellen.",
            withdrawn: "Het hier genoemde verwijderingsbevel is ingetrokken. Het heeft geen gevolg meer. Wij verzoeken \
                        u de inhoud of de toegang ertoe onmiddellijk te herstellen.",
        },
        decided_by: "Besloten door",
        own_terms: "Het staat u vrij uw eigen voorwaarden te handhaven, in overeenstemming met het Unierecht en het \
                    nationale recht. Als u de inhoud om die reden verwijderd houdt, deel dat dan met uw redenen mee \
                    aan de aanbieder van inhoud.",
        tell: "Stel de aanbieder van inhoud in kennis van het herstel en laat ons weten wanneer het heeft \
               plaatsgevonden.",
    },
    preservation: PreservationWords {
        subject: "Bewaring van inhoud gedurende een verdere periode",
        opening: "Inhoud die vanwege het hier genoemde verwijderingsbevel is verwijderd of ontoegankelijk is gemaakt, \
                  moet zes maanden worden bewaard. Op verzoek wordt zij gedurende een verdere bepaalde periode \
                  bewaard, uitsluitend indien en zolang dat nodig is voor lopende procedures van administratieve of \
                  rechterlijke toetsing (artikel 6, lid 2, van Verordening (EU) 2021/784). Dit is een dergelijk \
                  verzoek.",
        proceedings: "Lopende procedure",
        requested_by: "Verzocht door",
        until: "Te bewaren tot",
        limits: "De waarborgen van artikel 6, lid 3, blijven van toepassing. Als de procedure eerder eindigt, eindigt \
                 ook de verdere periode; u wordt daarvan in kennis gesteld.",
    },
    non_disclosure: NonDisclosureWords {
        subject: PerStep {
            set: "De aanbieder van inhoud mag voorlopig niet worden geïnformeerd",
            extended: "De aanbieder van inhoud mag gedurende een verdere periode niet worden geïnformeerd",
            lifted: "De aanbieder van inhoud mag weer worden geïnformeerd",
        },
        opening: PerStep {
            set: "Om redenen van openbare veiligheid hebben wij besloten dat u geen informatie mag vrijgeven over de \
                  verwijdering van de hier genoemde inhoud of over het onmogelijk maken van de toegang ertoe (artikel \
                  11, lid 3, van Verordening (EU) 2021/784). De periode bedraagt ten hoogste zes weken vanaf ons \
                  besluit.",
            extended: "Wij hadden besloten dat u geen informatie mag vrijgeven over de verwijdering van de hier \
                       genoemde inhoud of over het onmogelijk maken van de toegang ertoe. Dat blijft gerechtvaardigd. \
                       Wij verlengen de periode eenmaal, met ten hoogste zes weken (artikel 11, lid 3, van Verordening \
                       (EU) 2021/784). Zij kan niet nogmaals worden verlengd.",
            lifted: "Wij heffen ons besluit op dat u geen informatie mag vrijgeven over de verwijdering van de hier \
                     genoemde inhoud of over het onmogelijk maken van de toegang ertoe (artikel 11, lid 3, van \
                     Verordening (EU) 2021/784).",
        },
        until: "Einde van de periode",
        afterwards: "Wanneer de periode eindigt, of als wij haar eerder beëindigen, stelt u de informatie over de \
                     verwijdering ter beschikking van de aanbieder van inhoud (artikel 11, lid 1) en beantwoordt u \
                     diens verzoeken (artikel 11, lid 2).",
        from_now_on: "Vanaf nu stelt u de informatie over de verwijdering ter beschikking van de aanbieder van inhoud \
                      (artikel 11, lid 1). Op verzoek stelt u hem in kennis van de redenen en van zijn rechten om het \
                      bevel aan te vechten, of geeft u hem een kopie van het bevel (artikel 11, lid 2).",
    },
    content_provider: ContentProviderWords {
        subject: "Informatie over de verwijdering van uw inhoud",
        removed: "Naar aanleiding van een verwijderingsbevel op grond van Verordening (EU) 2021/784 hebben wij de hier \
                  genoemde inhoud, die u had verstrekt, verwijderd. U hebt ons daarnaar gevraagd; dit is de informatie \
                  waarop artikel 11, lid 2, u recht geeft.",
        disabled: "Naar aanleiding van een verwijderingsbevel op grond van Verordening (EU) 2021/784 hebben wij de \
                   toegang tot de hier genoemde inhoud, die u had verstrekt, in alle lidstaten onmogelijk gemaakt. U \
                   hebt ons daarnaar gevraagd; dit is de informatie waarop artikel 11, lid 2, u recht geeft.",
        acted: "Maatregel genomen",
        scrutiny: "Binnen 48 uur na ontvangst van deze informatie kunt u ook de hier genoemde autoriteit met een \
                   gemotiveerd verzoek vragen het bevel te toetsen. Zij besluit binnen 72 uur na ontvangst van uw \
                   verzoek (artikel 4, lid 4).",
        scrutiny_authority: "Autoriteit die het bevel kan toetsen",
        order_follows: "Een kopie van het verwijderingsbevel volgt na dit bericht. Deel G ervan vermeldt hoe het kan \
                        worden aangevochten.",
    },
    complaint: ComplaintWords {
        subject_upheld: "Uw klacht is gegrond verklaard",
        subject_rejected: "Uw klacht is afgewezen",
        upheld: "Wij hebben uw klacht over de hier genoemde inhoud onderzocht. De verwijdering ervan of het onmogelijk \
                 maken van de toegang ertoe was niet gerechtvaardigd en is ongedaan gemaakt.",
        rejected: "Wij hebben uw klacht over de hier genoemde inhoud onderzocht. De verwijdering ervan of het \
                   onmogelijk maken van de toegang ertoe blijft gehandhaafd om de hier vermelde redenen.",
        received: "Klacht ontvangen",
        reinstated: "Hersteld",
        review: "Deze uitkomst belet u niet een procedure van administratieve of rechterlijke toetsing in te stellen.",
    },
    dsa_order: DsaOrderWords {
        subject: "Bevel om op te treden tegen illegale inhoud, artikel 9 van Verordening (EU) 2022/2065",
        opening: "Dit is een bevel om op te treden tegen de hier genoemde illegale inhoud. Het wordt uitgevaardigd op \
                  de hier genoemde rechtsgrondslag en u toegezonden overeenkomstig artikel 9 van Verordening (EU) \
                  2022/2065.",
        legal_basis: "Rechtsgrondslag van het bevel",
        measure: "Bevolen maatregel",
        reasons: "Waarom de informatie illegale inhoud is, en op grond van welke bepalingen",
        territory: "Territoriale werkingssfeer, beperkt tot wat strikt noodzakelijk is",
        redress_provider: "Hoe u dit bevel kunt aanvechten",
        redress_recipient: "Hoe de afnemer die de inhoud heeft verstrekt, het kan aanvechten",
        effect_to: "Autoriteit die over het gegeven gevolg moet worden geïnformeerd",
        report: "Stel die autoriteit zonder onnodige vertraging ervan in kennis of en wanneer aan het bevel gevolg is \
                 gegeven (artikel 9, lid 1).",
        recipient: "Stel de betrokken afnemer van de dienst uiterlijk wanneer aan het bevel gevolg wordt gegeven in \
                    kennis van het bevel en van het gevolg dat eraan is gegeven, met de motivering, de rechtsmiddelen \
                    en de territoriale werkingssfeer (artikel 9, lid 5).",
        withdrawn: "Wij trekken het hier genoemde bevel om op te treden tegen illegale inhoud in. Het heeft geen enkel \
                    gevolg meer.",
        restore: "Als u de inhoud vanwege het bevel hebt beperkt, maak dat dan ongedaan, tenzij uw eigen voorwaarden \
                  zich daartegen verzetten, en stel de afnemer van de dienst daarvan in kennis.",
    },
    dsa_notice: DsaNoticeWords {
        subject: "Kennisgeving van illegale inhoud, artikel 16 van Verordening (EU) 2022/2065",
        opening: "Dit is een kennisgeving op grond van artikel 16 van Verordening (EU) 2022/2065. Het is geen bevel: \
                  het besluit is aan u, en wordt tijdig, zorgvuldig, niet-willekeurig en objectief genomen (artikel \
                  16, lid 6).",
        reasons: "Waarom wij de informatie als illegale inhoud beschouwen",
        name: "Naam van de melder",
        email: "E-mailadres van de melder",
        good_faith: "Wij verklaren te goeder trouw ervan overtuigd te zijn dat de informatie en beweringen in deze \
                     kennisgeving juist en volledig zijn.",
        answering: "Bevestig alstublieft de ontvangst van deze kennisgeving en deel ons zonder onnodige vertraging uw \
                    besluit en de rechtsmiddelen mee (artikel 16, leden 4 en 5). Als u de inhoud beperkt, is aan \
                    degene die haar heeft verstrekt een motivering verschuldigd (artikel 17).",
    },
    own_page: OwnPageWords {
        subject: "De link naar uw eigen pagina",
        opening: "Iemand die een link heeft naar een van onze bevelen of meldingen aan u, heeft gevraagd deze link naar \
                  uw contactpunt te sturen. Hij opent de pagina waarop alles staat wat u van ons hebt ontvangen.",
        asked: "Gevraagd op",
        link: "Uw eigen pagina",
        keep: "Houd hem voor uzelf: wie hem heeft, kan de pagina lezen. Komt hij in andere handen, laat het ons dan \
               weten en wij vervangen hem. Als niemand bij u erom heeft gevraagd, hoeft u niets te doen.",
    },
};
