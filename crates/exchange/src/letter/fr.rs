//! The messages in French.

use super::words::{
    ClarificationWords, ComplaintWords, ContentProviderWords, CorrectionWords, DsaNoticeWords, DsaOrderWords,
    EscalationWords, FinalOrderWords, Frame, HostStateWords, Labels, NonDisclosureWords, OrderWords, OwnPageWords,
    PerLapse, PerMatter, PerOutcome, PerParty, PerStep, PreservationWords, PriorWords, ReferralWords,
    ReinstatementWords, ReminderWords, ScrutinyDecisionWords, ScrutinyOpenedWords, ScrutinyWarningWords, StillUpWords,
    WithdrawalWords, Words,
};

pub(super) static WORDS: Words = Words {
    frame: Frame {
        colon: " :",
        rehearsal_mark: "[EXERCICE - REHEARSAL] ",
        rehearsal: "EXERCICE (REHEARSAL) - ce message relève d'un exercice et n'a aucun effet juridique.",
        recipient: "À",
        genuine_check: "Comment vérifier, par un autre canal, que ce message est authentique",
        reference: "Référence",
        sent: "Envoyé",
        authority: "De",
        officer: "Agent responsable",
        contact: "Questions à",
    },
    labels: Labels {
        url: "Adresse exacte",
        locator: "Autres informations permettant d'identifier et de localiser le contenu",
        answer_link: "Répondre ici",
        first_sent: "Premier envoi",
        provider: "Fournisseur",
        order_reference: "Injonction de retrait",
        issuing_authority: "Autorité d'émission",
        issued: "Émise",
        decided: "Décision prise",
        reasons: "Motifs",
        redress: "Voies de recours",
    },
    referral: ReferralWords {
        subject: "Signalement d'un contenu à votre appréciation",
        opening: "Ceci est un signalement. Il est volontaire : ce n'est pas une injonction et la loi ne vous oblige \
                  pas à y donner suite. Nous attirons votre attention sur le seul élément désigné ici et vous \
                  demandons de l'apprécier au regard de vos propres conditions d'utilisation.",
        seen: "Vu par nous",
        why: "Pourquoi nous attirons votre attention sur cet élément",
        terms: "Vos conditions qui pourraient s'appliquer",
        answering: "Un clic suffit : retiré, maintenu, ou informations complémentaires nécessaires. Que vous \
                    mainteniez l'élément est une réponse aussi valable qu'une autre. Si vous pensez que nous nous \
                    trompons, dites-le-nous : nous l'enregistrons et nous en tirons les leçons.",
        poster: "Si vous retirez l'élément ou en limitez la visibilité, veuillez en indiquer les motifs à la personne \
                 qui l'a publié, ainsi que les moyens de réclamation, comme le prévoient vos propres conditions et \
                 l'article 17 du règlement (UE) 2022/2065.",
    },
    order: OrderWords {
        subject: "Injonction de retrait au titre du règlement (UE) 2021/784",
        opening: "Vous trouverez ci-dessous une injonction de retrait au titre de l'article 3 du règlement (UE) \
                  2021/784. Elle est contraignante.",
        hour: "Vous devez retirer l'élément désigné à la section B, ou en bloquer l'accès dans tous les États membres, \
               dans un délai d'une heure. L'heure court à partir du moment où vous recevez l'injonction.",
        answering: "La page affiche l'injonction et reçoit votre réponse : l'annexe II une fois la mesure prise, avec \
                    l'heure ; ou, sans tarder, l'annexe III si la force majeure, une erreur manifeste ou le manque \
                    d'informations vous empêche d'agir. La section G indique comment vous et le fournisseur de \
                    contenus pouvez contester l'injonction.",
        preserve: "Veuillez conserver pendant six mois le contenu retiré et les données connexes (article 6).",
        order_follows: "L'injonction figure à la suite de ce message.",
    },
    host_state: HostStateWords {
        subject: "Copie d'une injonction de retrait, article 4, paragraphe 1, du règlement (UE) 2021/784",
        opening: "Vous trouverez ci-dessous la copie d'une injonction de retrait que nous avons adressée à un \
                  fournisseur de services d'hébergement dont l'établissement principal ou le représentant légal se \
                  trouve dans votre État membre.",
        order_sent: "Injonction envoyée au fournisseur",
        scrutiny: "Dans les 72 heures suivant la réception de cette copie, vous pouvez, de votre propre initiative, \
                   examiner l'injonction et décider si elle viole gravement ou manifestement le règlement ou les \
                   droits fondamentaux (article 4, paragraphe 3). Veuillez nous informer avant de prendre une telle \
                   décision, et de ses motifs (article 4, paragraphe 5).",
    },
    prior: PriorWords {
        subject: "Procédures et délais avant une première injonction de retrait",
        opening: "Nous ne vous avons jamais adressé d'injonction de retrait. L'article 3, paragraphe 2, du règlement \
                  (UE) 2021/784 nous demande de vous informer, au moins 12 heures avant une première injonction, des \
                  procédures et délais applicables. Ce message n'est pas une injonction et ne vous demande d'agir sur \
                  aucun contenu.",
        rules: [
            "1. Une injonction désigne l'adresse exacte d'un seul élément. Vous retirez l'élément, ou en bloquez \
             l'accès dans tous les États membres, dans l'heure suivant la réception de l'injonction (article 3, \
             paragraphe 3).",
            "2. Vous nous informez sans retard indu, au moyen de l'annexe II, que vous avez agi et quand (article 3, \
             paragraphe 6).",
            "3. Si la force majeure, une erreur manifeste ou le manque d'informations vous empêche d'agir, vous nous \
             en informez sans retard indu au moyen de l'annexe III ; l'heure commence alors lorsque l'obstacle a \
             disparu ou que l'éclaircissement vous est parvenu (article 3, paragraphes 7 et 8).",
            "4. Vous conservez pendant six mois, en lieu sûr, le contenu retiré et les données connexes (article 6), \
             et informez le fournisseur de contenus du retrait, sauf si l'injonction l'interdit (article 11).",
            "5. Dans les 48 heures suivant la réception d'une injonction, vous pouvez demander à l'autorité compétente \
             de l'État membre où vous êtes établi de l'examiner, si ce n'est pas le nôtre ; elle statue dans les 72 \
             heures (article 4, paragraphe 4).",
        ],
        contact_point: "Les injonctions seront envoyées à ce point de contact",
        languages: "Langues des injonctions",
        redress: "Comment les injonctions peuvent être contestées",
        portal: "Voir ici à quoi ressemble une injonction et comment y répondre",
    },
    reminder: ReminderWords {
        subject: "Rappel : pas encore de réponse",
        opening: PerMatter {
            referral: "Nous n'avons pas reçu de réponse au signalement désigné ici. Il reste volontaire. Si vous avez \
                       examiné l'élément et le maintenez, un clic nous l'indique et nous ne vous interrogerons plus.",
            order: "Nous n'avons pas reçu de réponse à l'injonction de retrait désignée ici. Elle doit être exécutée \
                    dans l'heure suivant sa réception. Si vous avez agi, veuillez envoyer l'annexe II ; si vous ne le \
                    pouvez pas, veuillez envoyer l'annexe III sans attendre.",
        },
    },
    escalation: EscalationWords {
        subject: "Votre dossier est transmis",
        opening: PerMatter {
            referral: "Nous n'avons pas reçu de réponse au signalement désigné ici et transmettons le dossier à \
                       l'autorité ci-dessous. Elle décidera elle-même si une injonction de retrait s'impose.",
            order: "D'après nos enregistrements, l'heure est écoulée et aucune réponse à l'injonction de retrait \
                    désignée ici ne nous est parvenue. Nous informons l'autorité ci-dessous, qui veille au respect du \
                    règlement et décide elle-même.",
        },
        passed_to: "Transmis à",
        still_open: "Vous pouvez encore répondre. Nous transmettrons aussi ce que vous nous direz et, si nos \
                     enregistrements sont inexacts, nous les corrigerons.",
    },
    still_up: StillUpWords {
        subject: "Question : déclaré retiré, encore visible",
        opening: "Vous nous avez indiqué que l'élément désigné ici a été retiré. Lors de notre vérification, il était \
                  encore visible.",
        said_removed: "Retiré, selon votre réponse",
        seen: "Vu de nouveau par nous",
        seen_from: "Vu depuis",
        question: "Il peut y avoir une raison ordinaire, comme un cache, une seconde copie ou une règle limitée à \
                   certains pays. Veuillez vérifier et nous dire ce que vous constatez.",
    },
    clarification: ClarificationWords {
        subject: "Réponse à votre annexe III",
        opening: "Vous nous avez indiqué que l'injonction de retrait désignée ici ne pouvait pas être exécutée en \
                  l'état. Voici notre réponse.",
        answer: "Notre réponse",
        hour: "Avec ce message, l'heure de l'article 3, paragraphe 3, recommence. Elle se compte à partir du moment où \
               vous le recevez.",
    },
    correction: CorrectionWords {
        subject: "Injonction de retrait rectifiée à la suite de votre annexe III",
        opening: "Au moyen de l'annexe III, vous nous avez indiqué que l'injonction de retrait désignée ici contenait \
                  une erreur ou des informations insuffisantes. Nous l'avons rectifiée comme suit. Tout le reste est \
                  inchangé.",
        corrected: "Point rectifié",
        was: "Texte antérieur",
        now: "Nouveau texte",
        order_follows: "L'injonction rectifiée figure à la suite de ce message.",
    },
    withdrawal: WithdrawalWords {
        subject: "Annulation",
        opening: PerMatter {
            referral: "Nous annulons le signalement désigné ici.",
            order: "Nous annulons l'injonction de retrait désignée ici. Elle n'a plus aucun effet.",
        },
        why: "Motif",
        consequence: PerMatter {
            referral: "Vous n'avez rien à faire. Si vous avez agi sur l'élément en raison du signalement, veuillez \
                       envisager de le rétablir ; la décision vous appartient, au regard de vos propres conditions.",
            order: "Si vous avez retiré l'élément ou en avez bloqué l'accès en raison de l'injonction, veuillez le \
                    rétablir sans attendre, sauf si vos propres conditions s'y opposent, et en informer le fournisseur \
                    de contenus.",
        },
    },
    scrutiny_opened: ScrutinyOpenedWords {
        subject: "Ouverture de l'examen d'une injonction de retrait",
        own_initiative: "Vous nous avez transmis une copie de l'injonction de retrait désignée ici. Nous l'examinons \
                         de notre propre initiative afin de déterminer si elle viole gravement ou manifestement le \
                         règlement (UE) 2021/784 ou les droits fondamentaux et libertés garantis par la Charte \
                         (article 4, paragraphe 3).",
        asked_by_provider: "Le fournisseur de services d'hébergement nous a demandé, par une demande motivée, \
                            d'examiner l'injonction de retrait désignée ici. Nous statuerons sur le point de savoir si \
                            elle viole gravement ou manifestement le règlement (UE) 2021/784 ou les droits \
                            fondamentaux et libertés garantis par la Charte (article 4, paragraphe 4).",
        asked_by_content_provider: "Le fournisseur de contenus nous a demandé, par une demande motivée, d'examiner \
                                    l'injonction de retrait désignée ici. Nous statuerons sur le point de savoir si \
                                    elle viole gravement ou manifestement le règlement (UE) 2021/784 ou les droits \
                                    fondamentaux et libertés garantis par la Charte (article 4, paragraphe 4).",
        copy_received: "Copie reçue par nous",
        request_received: "Demande reçue par nous",
        request: "Contenu de la demande",
        decision_due: "Notre décision interviendra au plus tard",
        meanwhile: "L'injonction conserve ses effets juridiques tant que nous ne constatons pas de violation. Si nous \
                    envisageons d'en constater une, nous vous en informerons au préalable, avec nos motifs (article 4, \
                    paragraphe 5). Si vous avez des éléments à nous faire connaître, veuillez nous les envoyer avant \
                    l'échéance indiquée ici.",
    },
    scrutiny_warning: ScrutinyWarningWords {
        subject: "Nous envisageons de constater qu'une injonction de retrait viole le règlement",
        opening: "Nous avons examiné l'injonction de retrait désignée ici. Nous envisageons de décider qu'elle viole \
                  gravement ou manifestement le règlement (UE) 2021/784 ou les droits fondamentaux et libertés \
                  garantis par la Charte. Avant d'adopter cette décision, nous vous informons de notre intention et de \
                  nos motifs (article 4, paragraphe 5).",
        decision_due: "Nous statuerons au plus tard",
        comment: "D'ici là, vous pouvez présenter des observations ou annuler vous-même l'injonction. Une fois la \
                  décision adoptée, l'injonction cesse de produire des effets juridiques (article 4, paragraphe 6).",
    },
    scrutiny_decision: ScrutinyDecisionWords {
        subject: PerOutcome {
            stands: "Décision après examen : l'injonction de retrait est maintenue",
            infringement: "Décision après examen : l'injonction de retrait a cessé de produire des effets juridiques",
        },
        opening: PerOutcome {
            stands: "Nous avons examiné l'injonction de retrait désignée ici en vertu de l'article 4 du règlement (UE) \
                     2021/784. Nous n'avons constaté aucune violation grave ou manifeste de ce règlement ni des droits \
                     fondamentaux et libertés garantis par la Charte. L'injonction conserve ses effets juridiques.",
            infringement: "Nous avons examiné l'injonction de retrait désignée ici en vertu de l'article 4 du \
                           règlement (UE) 2021/784. Nous avons constaté qu'elle viole gravement ou manifestement ce \
                           règlement ou les droits fondamentaux et libertés garantis par la Charte. Par la présente \
                           décision, l'injonction cesse de produire des effets juridiques (article 4, paragraphe 6).",
        },
        if_it_stands: PerParty {
            issuing_authority: "Vous n'avez rien à faire.",
            provider: "Le contenu doit rester retiré, ou inaccessible dans tous les États membres, et rester conservé \
                       (article 6). Une décision prise sur demande peut être contestée devant les juridictions de \
                       notre État membre, et l'injonction elle-même devant les juridictions de l'État membre qui l'a \
                       émise (article 9, paragraphe 1).",
            content_provider: "Une décision prise sur demande peut être contestée devant les juridictions de notre \
                               État membre, et l'injonction elle-même devant les juridictions de l'État membre qui l'a \
                               émise (article 9, paragraphe 2).",
            europol: "La présente décision vous est communiquée pour information (article 4, paragraphe 6, et article \
                      14).",
        },
        if_infringement: PerParty {
            issuing_authority: "Veuillez enregistrer que l'injonction n'a plus aucun effet et en informer ceux à qui \
                                vous l'avez transmise. Nous informons nous-mêmes le fournisseur et Europol.",
            provider: "Vous devez maintenant rétablir immédiatement le contenu ou l'accès à celui-ci. Vous restez \
                       libre de faire respecter vos propres conditions générales, conformément au droit de l'Union et \
                       au droit national (article 4, paragraphe 7).",
            content_provider: "Le fournisseur de services d'hébergement doit maintenant rétablir immédiatement votre \
                               contenu ou l'accès à celui-ci. Il reste libre de faire respecter ses propres conditions \
                               générales, conformément au droit de l'Union et au droit national (article 4, paragraphe \
                               7).",
            europol: "La présente décision vous est communiquée pour information (article 4, paragraphe 6, et article \
                      14). Si vous détenez une copie de l'injonction, veuillez y indiquer qu'elle est sans effet.",
        },
    },
    final_order: FinalOrderWords {
        subject: "Une injonction de retrait est devenue définitive",
        opening: "L'injonction de retrait désignée ici est devenue définitive. Elle est adressée à un fournisseur de \
                  services d'hébergement dont l'établissement principal ou le représentant légal se trouve dans votre \
                  État membre. Nous vous en informons donc, comme le prévoit l'article 3, paragraphe 9, du règlement \
                  (UE) 2021/784.",
        unchallenged: "Le délai de recours a expiré sans qu'un recours ait été formé.",
        confirmed: "Un recours a été formé et l'injonction a été confirmée.",
        since: "Définitive depuis",
        exposure: "Les injonctions de retrait définitives comptent parmi les éléments qui permettent de constater \
                   qu'un fournisseur est exposé à des contenus à caractère terroriste (article 5, paragraphe 4).",
    },
    reinstatement: ReinstatementWords {
        subject: "Rétablissement : l'injonction de retrait n'a plus aucun effet",
        opening: PerLapse {
            scrutiny: "Après examen, l'autorité compétente de l'État membre de votre établissement principal ou de \
                       votre représentant légal a constaté que l'injonction de retrait désignée ici viole le règlement \
                       (UE) 2021/784 ou les droits fondamentaux. L'injonction a cessé de produire des effets \
                       juridiques. Vous devez rétablir immédiatement le contenu ou l'accès à celui-ci (article 4, \
                       paragraphe 7).",
            annulled: "L'injonction de retrait désignée ici a été annulée à la suite d'un recours. Elle n'a plus aucun \
                       effet. Veuillez rétablir immédiatement le contenu ou l'accès à celui-ci.",
            withdrawn: "L'injonction de retrait désignée ici a été annulée, de sa propre initiative, par l'autorité \
                        qui l'a émise. Elle n'a plus aucun effet. Veuillez rétablir immédiatement le contenu ou \
                        l'accès à celui-ci.",
        },
        decided_by: "Décision de",
        own_terms: "Vous restez libre de faire respecter vos propres conditions générales, conformément au droit de \
                    l'Union et au droit national. Si, pour cette raison, vous maintenez le retrait du contenu, \
                    veuillez en informer le fournisseur de contenus et lui en indiquer les motifs.",
        tell: "Veuillez informer le fournisseur de contenus du rétablissement et nous indiquer quand il a eu lieu.",
    },
    preservation: PreservationWords {
        subject: "Conservation de contenus pendant une période supplémentaire",
        opening: "Les contenus retirés ou dont l'accès a été bloqué en raison de l'injonction de retrait désignée ici \
                  doivent être conservés pendant six mois. Sur demande, ils sont conservés pendant une période \
                  supplémentaire déterminée, uniquement si et aussi longtemps que cela est nécessaire à des procédures \
                  de réexamen administratif ou de contrôle juridictionnel en cours (article 6, paragraphe 2, du \
                  règlement (UE) 2021/784). Ceci est une telle demande.",
        proceedings: "Procédure en cours",
        requested_by: "Demandé par",
        until: "À conserver jusqu'au",
        limits: "Les garanties de l'article 6, paragraphe 3, continuent de s'appliquer. Si la procédure prend fin plus \
                 tôt, la période supplémentaire prend fin avec elle ; vous en serez informé.",
    },
    non_disclosure: NonDisclosureWords {
        subject: PerStep {
            set: "Le fournisseur de contenus ne doit pas être informé pour le moment",
            extended: "Le fournisseur de contenus ne doit pas être informé pendant une période supplémentaire",
            lifted: "Le fournisseur de contenus peut de nouveau être informé",
        },
        opening: PerStep {
            set: "Pour des raisons de sécurité publique, nous avons décidé que vous ne devez divulguer aucune \
                  information sur le retrait du contenu désigné ici ou sur le blocage de l'accès à celui-ci (article \
                  11, paragraphe 3, du règlement (UE) 2021/784). La période est de six semaines au plus à compter de \
                  notre décision.",
            extended: "Nous avions décidé que vous ne devez divulguer aucune information sur le retrait du contenu \
                       désigné ici ou sur le blocage de l'accès à celui-ci. Cela reste justifié. Nous prolongeons la \
                       période une fois, de six semaines au plus (article 11, paragraphe 3, du règlement (UE) \
                       2021/784). Elle ne peut plus être prolongée.",
            lifted: "Nous levons notre décision selon laquelle vous ne devez divulguer aucune information sur le \
                     retrait du contenu désigné ici ou sur le blocage de l'accès à celui-ci (article 11, paragraphe 3, \
                     du règlement (UE) 2021/784).",
        },
        until: "Fin de la période",
        afterwards: "Lorsque la période prend fin, ou si nous y mettons fin plus tôt, vous mettez à la disposition du \
                     fournisseur de contenus les informations sur le retrait (article 11, paragraphe 1) et répondez à \
                     ses demandes (article 11, paragraphe 2).",
        from_now_on: "Désormais, vous mettez à la disposition du fournisseur de contenus les informations sur le \
                      retrait (article 11, paragraphe 1). À sa demande, vous l'informez des motifs et de ses droits de \
                      contester l'injonction, ou vous lui remettez une copie de l'injonction (article 11, paragraphe \
                      2).",
    },
    content_provider: ContentProviderWords {
        subject: "Informations sur le retrait de votre contenu",
        removed: "À la suite d'une injonction de retrait au titre du règlement (UE) 2021/784, nous avons retiré le \
                  contenu désigné ici, que vous aviez fourni. Vous nous avez interrogés à ce sujet ; voici les \
                  informations auxquelles l'article 11, paragraphe 2, vous donne droit.",
        disabled: "À la suite d'une injonction de retrait au titre du règlement (UE) 2021/784, nous avons bloqué, dans \
                   tous les États membres, l'accès au contenu désigné ici, que vous aviez fourni. Vous nous avez \
                   interrogés à ce sujet ; voici les informations auxquelles l'article 11, paragraphe 2, vous donne \
                   droit.",
        acted: "Mesure prise",
        scrutiny: "Dans les 48 heures suivant la réception de ces informations, vous pouvez aussi demander à \
                   l'autorité indiquée ici, par une demande motivée, d'examiner l'injonction. Elle statue dans les 72 \
                   heures suivant la réception de votre demande (article 4, paragraphe 4).",
        scrutiny_authority: "Autorité pouvant examiner l'injonction",
        order_follows: "Une copie de l'injonction de retrait figure à la suite de ce message. Sa section G indique \
                        comment elle peut être contestée.",
    },
    complaint: ComplaintWords {
        subject_upheld: "Votre réclamation est accueillie",
        subject_rejected: "Votre réclamation est rejetée",
        upheld: "Nous avons examiné votre réclamation concernant le contenu désigné ici. Son retrait ou le blocage de \
                 l'accès à celui-ci n'était pas justifié et a été annulé.",
        rejected: "Nous avons examiné votre réclamation concernant le contenu désigné ici. Son retrait ou le blocage \
                   de l'accès à celui-ci est maintenu pour les motifs indiqués ici.",
        received: "Réclamation reçue",
        reinstated: "Rétabli",
        review: "Ce résultat ne vous empêche pas d'engager une procédure de réexamen administratif ou de contrôle \
                 juridictionnel.",
    },
    dsa_order: DsaOrderWords {
        subject: "Injonction d'agir contre des contenus illicites, article 9 du règlement (UE) 2022/2065",
        opening: "Ceci est une injonction d'agir contre les contenus illicites désignés ici. Elle est émise sur la \
                  base juridique indiquée ici et vous est transmise conformément à l'article 9 du règlement (UE) \
                  2022/2065.",
        legal_basis: "Base juridique de l'injonction",
        measure: "Mesure ordonnée",
        reasons: "Pourquoi le contenu est illicite, et au regard de quelles dispositions",
        territory: "Champ d'application territorial, limité à ce qui est strictement nécessaire",
        redress_provider: "Comment vous pouvez contester la présente injonction",
        redress_recipient: "Comment le destinataire qui a fourni le contenu peut la contester",
        effect_to: "Autorité à informer de la suite donnée à l'injonction",
        report: "Veuillez informer cette autorité, sans retard injustifié, de la suite donnée à l'injonction, en \
                 précisant si et quand une suite lui a été donnée (article 9, paragraphe 1).",
        recipient: "Au plus tard au moment où vous donnez suite à l'injonction, veuillez informer le destinataire du \
                    service concerné de l'injonction et de la suite qui lui est donnée, avec les motifs, les voies de \
                    recours et le champ d'application territorial (article 9, paragraphe 5).",
        withdrawn: "Nous annulons l'injonction d'agir contre des contenus illicites désignée ici. Elle n'a plus aucun \
                    effet.",
        restore: "Si vous avez restreint le contenu en raison de cette injonction, veuillez le rétablir, sauf si vos \
                  propres conditions s'y opposent, et en informer le destinataire du service.",
    },
    dsa_notice: DsaNoticeWords {
        subject: "Notification d'un contenu illicite, article 16 du règlement (UE) 2022/2065",
        opening: "Ceci est une notification au titre de l'article 16 du règlement (UE) 2022/2065. Ce n'est pas une \
                  injonction : la décision vous appartient, et se prend en temps opportun, de manière diligente, non \
                  arbitraire et objective (article 16, paragraphe 6).",
        reasons: "Pourquoi nous considérons le contenu comme illicite",
        name: "Nom du notifiant",
        email: "Adresse électronique du notifiant",
        good_faith: "Nous déclarons penser, de bonne foi, que les informations et les allégations contenues dans la \
                     présente notification sont exactes et complètes.",
        answering: "Veuillez accuser réception de la présente notification et nous faire part, sans retard injustifié, \
                    de votre décision et des possibilités de recours (article 16, paragraphes 4 et 5). Si vous limitez \
                    l'accès au contenu, un exposé des motifs est dû à la personne qui l'a fourni (article 17).",
    },
    own_page: OwnPageWords {
        subject: "Le lien vers votre propre page",
        opening: "Une personne qui possède un lien vers l'une de nos injonctions ou l'un de nos signalements a demandé \
                  que ce lien soit envoyé à votre point de contact. Il ouvre la page qui montre tout ce que nous vous \
                  avons adressé.",
        asked: "Demandé le",
        link: "Votre propre page",
        keep: "Veuillez ne pas le communiquer : quiconque le possède peut lire cette page. S'il tombe en d'autres \
               mains, dites-le-nous et nous le remplacerons. Si personne chez vous ne l'a demandé, vous n'avez rien à \
               faire.",
    },
};
