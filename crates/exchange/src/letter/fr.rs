//! The messages in French.

use super::words::{
    ClarificationWords, EscalationWords, Frame, HostStateWords, Labels, OrderWords, PerMatter, PriorWords,
    ReferralWords, ReminderWords, StillUpWords, WithdrawalWords, Words,
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
    labels: Labels { url: "Adresse exacte", answer_link: "Répondre ici", first_sent: "Premier envoi" },
    referral: ReferralWords {
        subject: "Signalement d'un contenu à votre appréciation",
        opening: "Ceci est un signalement. Il est volontaire : ce n'est pas une injonction et la loi ne vous oblige pas à y \
                  donner suite. Nous attirons votre attention sur le seul élément désigné ici et vous demandons de \
                  l'apprécier au regard de vos propres conditions d'utilisation.",
        why: "Pourquoi nous attirons votre attention sur cet élément",
        terms: "Vos conditions qui pourraient s'appliquer",
        answering: "Un clic suffit : retiré, maintenu, ou informations complémentaires nécessaires. Que vous mainteniez \
                    l'élément est une réponse aussi valable qu'une autre. Si vous pensez que nous nous trompons, \
                    dites-le-nous : nous l'enregistrons et nous en tirons les leçons.",
    },
    order: OrderWords {
        subject: "Injonction de retrait au titre du règlement (UE) 2021/784",
        opening: "Vous trouverez ci-dessous une injonction de retrait au titre de l'article 3 du règlement (UE) 2021/784. \
                  Elle est contraignante.",
        hour: "Vous devez retirer l'élément désigné à la section B, ou en bloquer l'accès dans tous les États membres, dans \
               un délai d'une heure. L'heure court à partir du moment où vous recevez l'injonction.",
        answering: "La page affiche l'injonction et reçoit votre réponse : l'annexe II une fois la mesure prise, avec \
                    l'heure ; ou, sans tarder, l'annexe III si la force majeure, une erreur manifeste ou le manque \
                    d'informations vous empêche d'agir. La section G indique comment vous et le fournisseur de contenus \
                    pouvez contester l'injonction.",
        preserve: "Veuillez conserver pendant six mois le contenu retiré et les données connexes (article 6).",
        order_follows: "L'injonction figure à la suite de ce message.",
    },
    host_state: HostStateWords {
        subject: "Copie d'une injonction de retrait, article 4, paragraphe 1, du règlement (UE) 2021/784",
        opening: "Vous trouverez ci-dessous la copie d'une injonction de retrait que nous avons adressée à un fournisseur de \
                  services d'hébergement dont l'établissement principal ou le représentant légal se trouve dans votre État \
                  membre.",
        provider: "Fournisseur",
        order_sent: "Injonction envoyée au fournisseur",
        scrutiny: "Dans les 72 heures suivant la réception de cette copie, vous pouvez, de votre propre initiative, examiner \
                   l'injonction et décider si elle viole gravement ou manifestement le règlement ou les droits \
                   fondamentaux (article 4, paragraphe 3). Veuillez nous informer avant de prendre une telle décision, et \
                   de ses motifs (article 4, paragraphe 5).",
    },
    prior: PriorWords {
        subject: "Procédures et délais avant une première injonction de retrait",
        opening: "Nous ne vous avons jamais adressé d'injonction de retrait. L'article 3, paragraphe 2, du règlement (UE) \
                  2021/784 nous demande de vous informer, au moins 12 heures avant une première injonction, des procédures \
                  et délais applicables. Ce message n'est pas une injonction et ne vous demande d'agir sur aucun contenu.",
        rules: [
            "1. Une injonction désigne l'adresse exacte d'un seul élément. Vous retirez l'élément, ou en bloquez l'accès \
             dans tous les États membres, dans l'heure suivant la réception de l'injonction (article 3, paragraphe 3).",
            "2. Vous nous informez sans retard indu, au moyen de l'annexe II, que vous avez agi et quand (article 3, \
             paragraphe 6).",
            "3. Si la force majeure, une erreur manifeste ou le manque d'informations vous empêche d'agir, vous nous en \
             informez sans retard indu au moyen de l'annexe III ; l'heure commence alors lorsque l'obstacle a disparu ou \
             que l'éclaircissement vous est parvenu (article 3, paragraphes 7 et 8).",
            "4. Vous conservez pendant six mois, en lieu sûr, le contenu retiré et les données connexes (article 6), et \
             informez le fournisseur de contenus du retrait, sauf si l'injonction l'interdit (article 11).",
            "5. Dans les 48 heures suivant la réception d'une injonction, vous pouvez demander à l'autorité compétente de \
             l'État membre où vous êtes établi de l'examiner, si ce n'est pas le nôtre ; elle statue dans les 72 heures \
             (article 4, paragraphe 4).",
        ],
        contact_point: "Les injonctions seront envoyées à ce point de contact",
        languages: "Langues des injonctions",
        redress: "Comment les injonctions peuvent être contestées",
        portal: "Voir ici à quoi ressemble une injonction et comment y répondre",
    },
    reminder: ReminderWords {
        subject: "Rappel : pas encore de réponse",
        opening: PerMatter {
            referral: "Nous n'avons pas reçu de réponse au signalement désigné ici. Il reste volontaire. Si vous avez examiné \
                       l'élément et le maintenez, un clic nous l'indique et nous ne vous interrogerons plus.",
            order: "Nous n'avons pas reçu de réponse à l'injonction de retrait désignée ici. Elle doit être exécutée dans \
                    l'heure suivant sa réception. Si vous avez agi, veuillez envoyer l'annexe II ; si vous ne le pouvez \
                    pas, veuillez envoyer l'annexe III sans attendre.",
        },
    },
    escalation: EscalationWords {
        subject: "Votre dossier est transmis",
        opening: PerMatter {
            referral: "Nous n'avons pas reçu de réponse au signalement désigné ici et transmettons le dossier à l'autorité \
                       ci-dessous. Elle décidera elle-même si une injonction de retrait s'impose.",
            order: "D'après nos enregistrements, l'heure est écoulée et aucune réponse à l'injonction de retrait désignée ici \
                    ne nous est parvenue. Nous informons l'autorité ci-dessous, qui veille au respect du règlement et \
                    décide elle-même.",
        },
        passed_to: "Transmis à",
        still_open: "Vous pouvez encore répondre. Nous transmettrons aussi ce que vous nous direz et, si nos enregistrements \
                     sont inexacts, nous les corrigerons.",
    },
    still_up: StillUpWords {
        subject: "Question : déclaré retiré, encore visible",
        opening: "Vous nous avez indiqué que l'élément désigné ici a été retiré. Lors de notre vérification, il était encore \
                  visible.",
        said_removed: "Retiré, selon votre réponse",
        seen: "Vu de nouveau par nous",
        seen_from: "Vu depuis",
        question: "Il peut y avoir une raison ordinaire, comme un cache, une seconde copie ou une règle limitée à certains \
                   pays. Veuillez vérifier et nous dire ce que vous constatez.",
    },
    clarification: ClarificationWords {
        subject: "Réponse à votre annexe III",
        opening: "Vous nous avez indiqué que l'injonction de retrait désignée ici ne pouvait pas être exécutée en l'état. Voici notre réponse.",
        answer: "Notre réponse",
        hour: "Avec ce message, l'heure de l'article 3, paragraphe 3, recommence. Elle se compte à partir du moment où vous le recevez.",
    },
    withdrawal: WithdrawalWords {
        subject: "Annulation",
        opening: PerMatter {
            referral: "Nous annulons le signalement désigné ici.",
            order: "Nous annulons l'injonction de retrait désignée ici. Elle n'a plus aucun effet.",
        },
        why: "Motif",
        consequence: PerMatter {
            referral: "Vous n'avez rien à faire. Si vous avez agi sur l'élément en raison du signalement, veuillez envisager de \
                       le rétablir ; la décision vous appartient, au regard de vos propres conditions.",
            order: "Si vous avez retiré l'élément ou en avez bloqué l'accès en raison de l'injonction, veuillez le rétablir \
                    sans attendre, sauf si vos propres conditions s'y opposent, et en informer le fournisseur de contenus.",
        },
    },
};
