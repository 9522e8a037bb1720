//! The messages in German.

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
        rehearsal_mark: "[ÜBUNG - REHEARSAL] ",
        rehearsal: "ÜBUNG (REHEARSAL) - diese Nachricht gehört zu einer Übung und hat keine Rechtswirkung.",
        recipient: "An",
        genuine_check: "So können Sie auf einem anderen Weg prüfen, dass diese Nachricht echt ist",
        reference: "Aktenzeichen",
        sent: "Gesendet",
        authority: "Von",
        officer: "Bearbeitet von",
        contact: "Fragen an",
    },
    labels: Labels {
        url: "Genaue Adresse",
        locator: "Weitere Informationen zur Identifizierung und Lokalisierung des Inhalts",
        answer_link: "Hier antworten",
        first_sent: "Zuerst gesendet",
        provider: "Anbieter",
        order_reference: "Entfernungsanordnung",
        issuing_authority: "Erlassende Behörde",
        issued: "Erlassen",
        decided: "Entschieden",
        reasons: "Gründe",
        redress: "So kann dies angefochten werden",
    },
    referral: ReferralWords {
        subject: "Hinweis auf einen Inhalt zu Ihrer eigenen Prüfung",
        opening: "Dies ist ein Hinweis. Er ist freiwillig: Er ist keine Anordnung, und Sie sind rechtlich nicht \
                  verpflichtet, ihm nachzukommen. Wir machen Sie auf den einen hier bezeichneten Inhalt aufmerksam und \
                  bitten Sie, ihn nach Ihren eigenen Nutzungsbedingungen zu beurteilen.",
        seen: "Von uns gesehen",
        why: "Warum wir Sie darauf aufmerksam machen",
        terms: "Ihre Nutzungsbedingungen, die einschlägig sein können",
        answering: "Ein Klick genügt: entfernt, belassen oder weitere Informationen benötigt. Dass Sie den Inhalt \
                    belassen, ist eine ebenso gute Antwort wie jede andere. Wenn Sie meinen, dass wir uns irren, \
                    teilen Sie es uns bitte mit; wir halten es fest und lernen daraus.",
        poster: "Wenn Sie den Inhalt entfernen oder beschränken, teilen Sie bitte der Person, die ihn eingestellt hat, \
                 die Gründe und die Beschwerdemöglichkeiten mit, wie es Ihre eigenen Nutzungsbedingungen und Artikel \
                 17 der Verordnung (EU) 2022/2065 vorsehen.",
    },
    order: OrderWords {
        subject: "Entfernungsanordnung nach der Verordnung (EU) 2021/784",
        opening: "Nachstehend finden Sie eine Entfernungsanordnung nach Artikel 3 der Verordnung (EU) 2021/784. Sie \
                  ist verbindlich.",
        hour: "Sie müssen den in Abschnitt B bezeichneten Inhalt innerhalb einer Stunde entfernen oder den Zugang dazu \
               in allen Mitgliedstaaten sperren. Die Stunde läuft ab dem Zeitpunkt, zu dem Sie die Anordnung erhalten.",
        answering: "Die Seite zeigt die Anordnung und nimmt Ihre Antwort entgegen: Anhang II, wenn Sie gehandelt \
                    haben, mit der Uhrzeit; oder unverzüglich Anhang III, wenn höhere Gewalt, ein offensichtlicher \
                    Fehler oder fehlende Informationen Sie am Handeln hindern. Abschnitt G nennt die Möglichkeiten, \
                    wie Sie und der Inhalteanbieter die Anordnung anfechten können.",
        preserve: "Bitte bewahren Sie den entfernten Inhalt und die zugehörigen Daten sechs Monate lang auf (Artikel \
                   6).",
        order_follows: "Die Anordnung folgt im Anschluss an diese Nachricht.",
    },
    host_state: HostStateWords {
        subject: "Kopie einer Entfernungsanordnung nach Artikel 4 Absatz 1 der Verordnung (EU) 2021/784",
        opening: "Nachstehend finden Sie die Kopie einer Entfernungsanordnung, die wir an einen Hostingdiensteanbieter \
                  gerichtet haben, dessen Hauptniederlassung oder gesetzlicher Vertreter sich in Ihrem Mitgliedstaat \
                  befindet.",
        order_sent: "Anordnung an den Anbieter gesendet",
        scrutiny: "Innerhalb von 72 Stunden nach Erhalt dieser Kopie können Sie die Anordnung von sich aus überprüfen \
                   und entscheiden, ob sie schwerwiegend oder offenkundig gegen die Verordnung oder gegen Grundrechte \
                   verstößt (Artikel 4 Absatz 3). Bitte unterrichten Sie uns vor einer solchen Entscheidung, mit Ihren \
                   Gründen (Artikel 4 Absatz 5).",
    },
    prior: PriorWords {
        subject: "Verfahren und Fristen vor einer ersten Entfernungsanordnung",
        opening: "Wir haben bisher keine Entfernungsanordnung an Sie gerichtet. Nach Artikel 3 Absatz 2 der Verordnung \
                  (EU) 2021/784 unterrichten wir Sie mindestens 12 Stunden vor einer ersten Anordnung über die \
                  geltenden Verfahren und Fristen. Diese Nachricht ist keine Anordnung, und Sie müssen ihretwegen bei \
                  keinem Inhalt tätig werden.",
        rules: [
            "1. Eine Anordnung nennt die genaue Adresse eines einzigen Inhalts. Sie entfernen den Inhalt oder sperren \
             den Zugang dazu in allen Mitgliedstaaten innerhalb einer Stunde nach Erhalt der Anordnung (Artikel 3 \
             Absatz 3).",
            "2. Sie teilen uns unverzüglich mit Anhang II mit, dass und wann Sie gehandelt haben (Artikel 3 Absatz 6).",
            "3. Wenn höhere Gewalt, ein offensichtlicher Fehler oder fehlende Informationen Sie am Handeln hindern, \
             teilen Sie uns dies unverzüglich mit Anhang III mit; die Stunde beginnt dann, wenn das Hindernis \
             weggefallen ist oder die Klarstellung Sie erreicht hat (Artikel 3 Absätze 7 und 8).",
            "4. Sie bewahren den entfernten Inhalt und zugehörige Daten sechs Monate lang gesichert auf (Artikel 6) \
             und unterrichten den Inhalteanbieter über die Entfernung, sofern die Anordnung dies nicht untersagt \
             (Artikel 11).",
            "5. Innerhalb von 48 Stunden nach Erhalt einer Anordnung können Sie die zuständige Behörde des \
             Mitgliedstaats, in dem Sie niedergelassen sind, um ihre Überprüfung ersuchen, wenn dies nicht unser \
             eigener ist; sie entscheidet innerhalb von 72 Stunden (Artikel 4 Absatz 4).",
        ],
        contact_point: "Anordnungen werden an diese Kontaktstelle gerichtet",
        languages: "Sprachen der Anordnungen",
        redress: "So können Anordnungen angefochten werden",
        portal: "Hier sehen Sie, wie eine Anordnung aussieht und beantwortet wird",
    },
    reminder: ReminderWords {
        subject: "Erinnerung: noch keine Antwort",
        opening: PerMatter {
            referral: "Wir haben auf den hier bezeichneten Hinweis keine Antwort erhalten. Er bleibt freiwillig. Wenn \
                       Sie den Inhalt geprüft haben und belassen, genügt ein Klick, und wir fragen nicht noch einmal.",
            order: "Wir haben auf die hier bezeichnete Entfernungsanordnung keine Antwort erhalten. Sie ist innerhalb \
                    einer Stunde nach Erhalt auszuführen. Wenn Sie gehandelt haben, senden Sie bitte Anhang II; wenn \
                    Sie es nicht können, senden Sie bitte sofort Anhang III.",
        },
    },
    escalation: EscalationWords {
        subject: "Ihr Vorgang wird weitergegeben",
        opening: PerMatter {
            referral: "Wir haben auf den hier bezeichneten Hinweis keine Antwort erhalten und geben den Vorgang nun an \
                       die unten genannte Behörde weiter. Sie entscheidet selbst, ob eine Entfernungsanordnung geboten \
                       ist.",
            order: "Nach unseren Aufzeichnungen ist die Stunde abgelaufen, und uns hat keine Antwort auf die hier \
                    bezeichnete Entfernungsanordnung erreicht. Wir unterrichten nun die unten genannte Behörde, die \
                    die Einhaltung überwacht und selbst entscheidet.",
        },
        passed_to: "Weitergegeben an",
        still_open: "Sie können noch antworten. Was Sie uns mitteilen, geben wir ebenfalls weiter, und wenn unsere \
                     Aufzeichnungen falsch sind, berichtigen wir sie.",
    },
    still_up: StillUpWords {
        subject: "Rückfrage: als entfernt gemeldet, noch zu sehen",
        opening: "Sie haben uns mitgeteilt, dass der hier bezeichnete Inhalt entfernt wurde. Als wir erneut nachsahen, \
                  war er noch vorhanden.",
        said_removed: "Nach Ihrer Mitteilung entfernt",
        seen: "Von uns erneut gesehen",
        seen_from: "Gesehen von",
        question: "Dafür kann es einen gewöhnlichen Grund geben, etwa einen Zwischenspeicher, eine zweite Kopie oder \
                   eine Regel nur für manche Länder. Bitte sehen Sie noch einmal nach und teilen Sie uns mit, was Sie \
                   feststellen.",
    },
    clarification: ClarificationWords {
        subject: "Antwort auf Ihren Anhang III",
        opening: "Sie haben uns mitgeteilt, dass die hier bezeichnete Entfernungsanordnung so nicht ausgeführt werden \
                  konnte. Dies ist unsere Antwort.",
        answer: "Unsere Antwort",
        hour: "Mit dieser Nachricht beginnt die Stunde nach Artikel 3 Absatz 3 von Neuem. Sie zählt ab dem Zeitpunkt, \
               zu dem Sie die Nachricht erhalten.",
    },
    correction: CorrectionWords {
        subject: "Berichtigte Entfernungsanordnung nach Ihrem Anhang III",
        opening: "Sie haben uns mit Anhang III mitgeteilt, dass die hier bezeichnete Entfernungsanordnung einen Fehler \
                  oder unzureichende Informationen enthielt. Wir haben sie wie folgt berichtigt. Alles Übrige bleibt \
                  unverändert.",
        corrected: "Berichtigt",
        was: "Bisheriger Wortlaut",
        now: "Neuer Wortlaut",
        order_follows: "Die berichtigte Anordnung folgt im Anschluss an diese Nachricht.",
    },
    withdrawal: WithdrawalWords {
        subject: "Rücknahme",
        opening: PerMatter {
            referral: "Wir nehmen den hier bezeichneten Hinweis zurück.",
            order: "Wir nehmen die hier bezeichnete Entfernungsanordnung zurück. Sie hat keine Wirkung mehr.",
        },
        why: "Grund",
        consequence: PerMatter {
            referral: "Sie müssen nichts tun. Wenn Sie wegen des Hinweises tätig geworden sind, erwägen Sie bitte, den \
                       Inhalt wiederherzustellen; die Entscheidung liegt bei Ihnen, nach Ihren eigenen \
                       Nutzungsbedingungen.",
            order: "Wenn Sie den Inhalt wegen der Anordnung entfernt oder den Zugang dazu gesperrt haben, stellen Sie \
                    ihn bitte sofort wieder her, sofern Ihre eigenen Nutzungsbedingungen nicht entgegenstehen, und \
                    unterrichten Sie den Inhalteanbieter.",
        },
    },
    scrutiny_opened: ScrutinyOpenedWords {
        subject: "Überprüfung einer Entfernungsanordnung eingeleitet",
        own_initiative: "Sie haben uns eine Kopie der hier bezeichneten Entfernungsanordnung übermittelt. Wir \
                         überprüfen sie von uns aus, um festzustellen, ob sie schwerwiegend oder offenkundig gegen die \
                         Verordnung (EU) 2021/784 oder gegen die durch die Charta garantierten Grundrechte und \
                         Grundfreiheiten verstößt (Artikel 4 Absatz 3).",
        asked_by_provider: "Der Hostingdiensteanbieter hat uns mit Begründung um Überprüfung der hier bezeichneten \
                            Entfernungsanordnung ersucht. Wir werden entscheiden, ob sie schwerwiegend oder \
                            offenkundig gegen die Verordnung (EU) 2021/784 oder gegen die durch die Charta \
                            garantierten Grundrechte und Grundfreiheiten verstößt (Artikel 4 Absatz 4).",
        asked_by_content_provider: "Der Inhalteanbieter hat uns mit Begründung um Überprüfung der hier bezeichneten \
                                    Entfernungsanordnung ersucht. Wir werden entscheiden, ob sie schwerwiegend oder \
                                    offenkundig gegen die Verordnung (EU) 2021/784 oder gegen die durch die Charta \
                                    garantierten Grundrechte und Grundfreiheiten verstößt (Artikel 4 Absatz 4).",
        copy_received: "Kopie bei uns eingegangen",
        request_received: "Antrag bei uns eingegangen",
        request: "Inhalt des Antrags",
        decision_due: "Unsere Entscheidung ergeht spätestens",
        meanwhile: "Die Anordnung behält ihre Rechtswirkung, solange wir keinen Verstoß feststellen. Wenn wir \
                    beabsichtigen, einen Verstoß festzustellen, teilen wir Ihnen dies vorher mit unseren Gründen mit \
                    (Artikel 4 Absatz 5). Wenn wir etwas wissen sollten, übermitteln Sie es uns bitte vor dem hier \
                    genannten Zeitpunkt.",
    },
    scrutiny_warning: ScrutinyWarningWords {
        subject: "Wir beabsichtigen festzustellen, dass eine Entfernungsanordnung gegen die Verordnung verstößt",
        opening: "Wir haben die hier bezeichnete Entfernungsanordnung überprüft. Wir beabsichtigen zu entscheiden, \
                  dass sie schwerwiegend oder offenkundig gegen die Verordnung (EU) 2021/784 oder gegen die durch die \
                  Charta garantierten Grundrechte und Grundfreiheiten verstößt. Bevor wir diese Entscheidung erlassen, \
                  unterrichten wir Sie über unsere Absicht und unsere Gründe (Artikel 4 Absatz 5).",
        decision_due: "Wir entscheiden spätestens",
        comment: "Bis dahin können Sie Stellung nehmen oder die Anordnung selbst zurücknehmen. Sobald wir die \
                  Entscheidung erlassen haben, verliert die Anordnung ihre Rechtswirkung (Artikel 4 Absatz 6).",
    },
    scrutiny_decision: ScrutinyDecisionWords {
        subject: PerOutcome {
            stands: "Entscheidung nach Überprüfung: Die Entfernungsanordnung bleibt bestehen",
            infringement: "Entscheidung nach Überprüfung: Die Entfernungsanordnung hat ihre Rechtswirkung verloren",
        },
        opening: PerOutcome {
            stands: "Wir haben die hier bezeichnete Entfernungsanordnung nach Artikel 4 der Verordnung (EU) 2021/784 \
                     überprüft. Wir haben keinen schwerwiegenden oder offenkundigen Verstoß gegen diese Verordnung \
                     oder gegen die durch die Charta garantierten Grundrechte und Grundfreiheiten festgestellt. Die \
                     Anordnung behält ihre Rechtswirkung.",
            infringement: "Wir haben die hier bezeichnete Entfernungsanordnung nach Artikel 4 der Verordnung (EU) \
                           2021/784 überprüft. Wir haben festgestellt, dass sie schwerwiegend oder offenkundig gegen \
                           diese Verordnung oder gegen die durch die Charta garantierten Grundrechte und \
                           Grundfreiheiten verstößt. Mit dieser Entscheidung verliert die Anordnung ihre Rechtswirkung \
                           (Artikel 4 Absatz 6).",
        },
        if_it_stands: PerParty {
            issuing_authority: "Sie müssen nichts tun.",
            provider: "Der Inhalt muss entfernt oder in allen Mitgliedstaaten gesperrt bleiben und weiter aufbewahrt \
                       werden (Artikel 6). Eine auf Antrag ergangene Entscheidung kann vor den Gerichten unseres \
                       Mitgliedstaats angefochten werden, die Anordnung selbst vor den Gerichten des Mitgliedstaats, \
                       der sie erlassen hat (Artikel 9 Absatz 1).",
            content_provider: "Eine auf Antrag ergangene Entscheidung kann vor den Gerichten unseres Mitgliedstaats \
                               angefochten werden, die Anordnung selbst vor den Gerichten des Mitgliedstaats, der sie \
                               erlassen hat (Artikel 9 Absatz 2).",
            europol: "Sie erhalten diese Entscheidung zur Kenntnis (Artikel 4 Absatz 6 und Artikel 14).",
        },
        if_infringement: PerParty {
            issuing_authority: "Bitte vermerken Sie, dass die Anordnung keine Wirkung mehr hat, und unterrichten Sie \
                                alle, an die Sie sie weitergegeben haben. Den Anbieter und Europol unterrichten wir \
                                selbst.",
            provider: "Sie müssen den Inhalt oder den Zugang dazu nun unverzüglich wiederherstellen. Es steht Ihnen \
                       frei, Ihre eigenen Nutzungsbedingungen im Einklang mit dem Unionsrecht und dem nationalen Recht \
                       durchzusetzen (Artikel 4 Absatz 7).",
            content_provider: "Der Hostingdiensteanbieter muss Ihren Inhalt oder den Zugang dazu nun unverzüglich \
                               wiederherstellen. Es steht ihm frei, seine eigenen Nutzungsbedingungen im Einklang mit \
                               dem Unionsrecht und dem nationalen Recht durchzusetzen (Artikel 4 Absatz 7).",
            europol: "Sie erhalten diese Entscheidung zur Kenntnis (Artikel 4 Absatz 6 und Artikel 14). Wenn Sie eine \
                      Kopie der Anordnung besitzen, vermerken Sie darauf bitte, dass sie keine Wirkung mehr hat.",
        },
    },
    final_order: FinalOrderWords {
        subject: "Eine Entfernungsanordnung ist bestandskräftig geworden",
        opening: "Die hier bezeichnete Entfernungsanordnung ist bestandskräftig geworden. Sie richtet sich an einen \
                  Hostingdiensteanbieter, dessen Hauptniederlassung oder gesetzlicher Vertreter sich in Ihrem \
                  Mitgliedstaat befindet. Daher unterrichten wir Sie, wie es Artikel 3 Absatz 9 der Verordnung (EU) \
                  2021/784 vorsieht.",
        unchallenged: "Die Rechtsbehelfsfrist ist abgelaufen, ohne dass ein Rechtsbehelf eingelegt wurde.",
        confirmed: "Ein Rechtsbehelf wurde eingelegt, und die Anordnung ist bestätigt worden.",
        since: "Bestandskräftig seit",
        exposure: "Bestandskräftige Entfernungsanordnungen gehören zu den Umständen, nach denen festgestellt werden \
                   kann, dass ein Anbieter terroristischen Inhalten ausgesetzt ist (Artikel 5 Absatz 4).",
    },
    reinstatement: ReinstatementWords {
        subject: "Wiederherstellung: Die Entfernungsanordnung hat keine Wirkung mehr",
        opening: PerLapse {
            scrutiny: "Die Überprüfung durch die zuständige Behörde des Mitgliedstaats Ihrer Hauptniederlassung oder \
                       Ihres gesetzlichen Vertreters hat ergeben, dass die hier bezeichnete Entfernungsanordnung gegen \
                       die Verordnung (EU) 2021/784 oder gegen Grundrechte verstößt. Die Anordnung hat ihre \
                       Rechtswirkung verloren. Sie müssen den Inhalt oder den Zugang dazu unverzüglich \
                       wiederherstellen (Artikel 4 Absatz 7).",
            annulled: "Die hier bezeichnete Entfernungsanordnung ist nach einer Anfechtung aufgehoben worden. Sie hat \
                       keine Wirkung mehr. Bitte stellen Sie den Inhalt oder den Zugang dazu unverzüglich wieder her.",
            withdrawn: "Die hier bezeichnete Entfernungsanordnung ist zurückgenommen worden. Sie hat keine Wirkung \
                        mehr. Bitte stellen Sie den Inhalt oder den Zugang dazu unverzüglich wieder her.",
        },
        decided_by: "Entschieden von",
        own_terms: "Es steht Ihnen frei, Ihre eigenen Nutzungsbedingungen im Einklang mit dem Unionsrecht und dem \
                    nationalen Recht durchzusetzen. Wenn der Inhalt aus diesem Grund entfernt bleibt, teilen Sie dies \
                    bitte dem Inhalteanbieter mit, mit Ihren Gründen.",
        tell: "Bitte unterrichten Sie den Inhalteanbieter über die Wiederherstellung und teilen Sie uns mit, wann sie \
               erfolgt ist.",
    },
    preservation: PreservationWords {
        subject: "Aufbewahrung von Inhalten für einen weiteren Zeitraum",
        opening: "Inhalte, die wegen der hier bezeichneten Entfernungsanordnung entfernt oder gesperrt wurden, sind \
                  sechs Monate lang aufzubewahren. Auf Verlangen sind sie für einen weiteren bestimmten Zeitraum \
                  aufzubewahren, jedoch nur, wenn und solange dies für laufende Verfahren der behördlichen oder \
                  gerichtlichen Überprüfung erforderlich ist (Artikel 6 Absatz 2 der Verordnung (EU) 2021/784). Dies \
                  ist ein solches Verlangen.",
        proceedings: "Laufendes Verfahren",
        requested_by: "Verlangt von",
        until: "Aufzubewahren bis",
        limits: "Die Schutzvorkehrungen nach Artikel 6 Absatz 3 gelten weiter. Endet das Verfahren früher, so endet \
                 mit ihm der weitere Zeitraum; Sie werden darüber unterrichtet.",
    },
    non_disclosure: NonDisclosureWords {
        subject: PerStep {
            set: "Der Inhalteanbieter ist vorerst nicht zu unterrichten",
            extended: "Der Inhalteanbieter ist für einen weiteren Zeitraum nicht zu unterrichten",
            lifted: "Der Inhalteanbieter darf wieder unterrichtet werden",
        },
        opening: PerStep {
            set: "Aus Gründen der öffentlichen Sicherheit haben wir entschieden, dass Sie keine Informationen über die \
                  Entfernung des hier bezeichneten Inhalts oder die Sperrung des Zugangs dazu offenlegen dürfen \
                  (Artikel 11 Absatz 3 der Verordnung (EU) 2021/784). Der Zeitraum beträgt höchstens sechs Wochen ab \
                  unserer Entscheidung.",
            extended: "Wir hatten entschieden, dass Sie keine Informationen über die Entfernung des hier bezeichneten \
                       Inhalts oder die Sperrung des Zugangs dazu offenlegen dürfen. Dies ist weiterhin \
                       gerechtfertigt. Wir verlängern den Zeitraum einmalig um höchstens sechs Wochen (Artikel 11 \
                       Absatz 3 der Verordnung (EU) 2021/784). Eine weitere Verlängerung ist nicht möglich.",
            lifted: "Wir heben unsere Entscheidung auf, dass Sie keine Informationen über die Entfernung des hier \
                     bezeichneten Inhalts oder die Sperrung des Zugangs dazu offenlegen dürfen (Artikel 11 Absatz 3 \
                     der Verordnung (EU) 2021/784).",
        },
        until: "Ende des Zeitraums",
        afterwards: "Wenn der Zeitraum endet oder wir ihn früher beenden, stellen Sie dem Inhalteanbieter die \
                     Informationen über die Entfernung zur Verfügung (Artikel 11 Absatz 1) und beantworten seine \
                     Anfragen (Artikel 11 Absatz 2).",
        from_now_on: "Von nun an stellen Sie dem Inhalteanbieter die Informationen über die Entfernung zur Verfügung \
                      (Artikel 11 Absatz 1). Auf Verlangen unterrichten Sie ihn über die Gründe und über seine Rechte, \
                      die Anordnung anzufechten, oder geben ihm eine Kopie der Anordnung (Artikel 11 Absatz 2).",
    },
    content_provider: ContentProviderWords {
        subject: "Informationen über die Entfernung Ihres Inhalts",
        removed: "Aufgrund einer Entfernungsanordnung nach der Verordnung (EU) 2021/784 haben wir den hier \
                  bezeichneten Inhalt entfernt, den Sie bereitgestellt hatten. Sie haben uns danach gefragt; dies sind \
                  die Informationen, auf die Sie nach Artikel 11 Absatz 2 Anspruch haben.",
        disabled: "Aufgrund einer Entfernungsanordnung nach der Verordnung (EU) 2021/784 haben wir den Zugang zu dem \
                   hier bezeichneten Inhalt, den Sie bereitgestellt hatten, in allen Mitgliedstaaten gesperrt. Sie \
                   haben uns danach gefragt; dies sind die Informationen, auf die Sie nach Artikel 11 Absatz 2 \
                   Anspruch haben.",
        acted: "Maßnahme getroffen",
        scrutiny: "Innerhalb von 48 Stunden nach Erhalt dieser Informationen können Sie außerdem die hier genannte \
                   Behörde mit Begründung um Überprüfung der Anordnung ersuchen. Sie entscheidet innerhalb von 72 \
                   Stunden nach Eingang Ihres Antrags (Artikel 4 Absatz 4).",
        scrutiny_authority: "Behörde, die die Anordnung überprüfen kann",
        order_follows: "Eine Kopie der Entfernungsanordnung folgt im Anschluss an diese Nachricht. Ihr Abschnitt G \
                        nennt die Möglichkeiten der Anfechtung.",
    },
    complaint: ComplaintWords {
        subject_upheld: "Ihrer Beschwerde wurde stattgegeben",
        subject_rejected: "Ihre Beschwerde wurde zurückgewiesen",
        upheld: "Wir haben Ihre Beschwerde zu dem hier bezeichneten Inhalt geprüft. Seine Entfernung oder die Sperrung \
                 des Zugangs dazu war nicht gerechtfertigt und wurde rückgängig gemacht.",
        rejected: "Wir haben Ihre Beschwerde zu dem hier bezeichneten Inhalt geprüft. Seine Entfernung oder die \
                   Sperrung des Zugangs dazu bleibt aus den hier genannten Gründen bestehen.",
        received: "Beschwerde eingegangen",
        reinstated: "Wiederhergestellt",
        review: "Dieses Ergebnis hindert Sie nicht daran, eine behördliche oder gerichtliche Überprüfung zu \
                 beantragen.",
    },
    dsa_order: DsaOrderWords {
        subject: "Anordnung zum Vorgehen gegen rechtswidrige Inhalte, Artikel 9 der Verordnung (EU) 2022/2065",
        opening: "Dies ist eine Anordnung zum Vorgehen gegen die hier bezeichneten rechtswidrigen Inhalte. Sie ergeht \
                  auf der hier genannten Rechtsgrundlage und wird Ihnen nach Artikel 9 der Verordnung (EU) 2022/2065 \
                  übermittelt.",
        legal_basis: "Rechtsgrundlage der Anordnung",
        measure: "Angeordnete Maßnahme",
        reasons: "Warum die Inhalte rechtswidrig sind, und nach welchen Bestimmungen",
        territory: "Räumlicher Geltungsbereich, auf das unbedingt Erforderliche beschränkt",
        redress_provider: "So können Sie diese Anordnung anfechten",
        redress_recipient: "So kann der Nutzer, der den Inhalt bereitgestellt hat, sie anfechten",
        effect_to: "Behörde, die über die Ausführung der Anordnung zu unterrichten ist",
        report: "Bitte unterrichten Sie diese Behörde unverzüglich darüber, ob und wann Sie die Anordnung ausgeführt \
                 haben (Artikel 9 Absatz 1).",
        recipient: "Bitte unterrichten Sie den betroffenen Nutzer spätestens bei der Ausführung über die Anordnung und \
                    ihre Ausführung, mit der Begründung, den Rechtsbehelfen und dem räumlichen Geltungsbereich \
                    (Artikel 9 Absatz 5).",
        withdrawn: "Wir nehmen die hier bezeichnete Anordnung zum Vorgehen gegen rechtswidrige Inhalte zurück. Sie hat \
                    keine Wirkung mehr.",
        restore: "Wenn Sie den Inhalt wegen der Anordnung eingeschränkt haben, stellen Sie ihn bitte wieder her, sofern \
                  Ihre eigenen Nutzungsbedingungen nicht entgegenstehen, und unterrichten Sie den betroffenen Nutzer.",
    },
    dsa_notice: DsaNoticeWords {
        subject: "Meldung eines rechtswidrigen Inhalts, Artikel 16 der Verordnung (EU) 2022/2065",
        opening: "Dies ist eine Meldung nach Artikel 16 der Verordnung (EU) 2022/2065. Sie ist keine Anordnung: Die \
                  Entscheidung liegt bei Ihnen und ist zeitnah, sorgfältig, frei von Willkür und objektiv zu treffen \
                  (Artikel 16 Absatz 6).",
        reasons: "Warum wir die Informationen für rechtswidrige Inhalte halten",
        name: "Name der meldenden Stelle",
        email: "E-Mail-Adresse der meldenden Stelle",
        good_faith: "Wir erklären, dass wir in gutem Glauben davon überzeugt sind, dass die in dieser Meldung \
                     enthaltenen Angaben und Anführungen richtig und vollständig sind.",
        answering: "Bitte bestätigen Sie den Eingang dieser Meldung und teilen Sie uns unverzüglich mit, wie Sie \
                    entscheiden und welche Rechtsbehelfe bestehen (Artikel 16 Absätze 4 und 5). Wenn Sie den Inhalt \
                    beschränken, steht der Person, die ihn bereitgestellt hat, eine Begründung zu (Artikel 17).",
    },
    own_page: OwnPageWords {
        subject: "Der Link zu Ihrer eigenen Seite",
        opening: "Jemand, der einen Link zu einer unserer Anordnungen oder zu einem unserer Hinweise an Sie hat, hat \
                  darum gebeten, diesen Link an Ihre Kontaktstelle zu senden. Er öffnet die Seite, die alles zeigt, \
                  was Sie von uns erhalten haben.",
        asked: "Angefordert",
        link: "Ihre eigene Seite",
        keep: "Bitte geben Sie ihn nicht weiter: Wer ihn hat, kann die Seite lesen. Gerät er in andere Hände, sagen Sie \
               es uns, und wir ersetzen ihn. Hat bei Ihnen niemand darum gebeten, müssen Sie nichts tun.",
    },
};
