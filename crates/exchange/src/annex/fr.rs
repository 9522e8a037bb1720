//! The forms in French.

use super::words::{AnswerWords, FeedbackWords, ImpossibilityWords, OrderWords, Words};

pub(super) static WORDS: Words = Words {
    rehearsal: "EXERCICE (REHEARSAL) - ce formulaire relève d'un exercice et n'a aucun effet juridique",
    section: "SECTION",
    colon: " :",
    not_given: "(néant)",
    order: ORDER,
    answer: ANSWER,
    feedback: FeedbackWords {
        title: "INFORMATIONS FAISANT SUITE AU RETRAIT DE CONTENUS À CARACTÈRE TERRORISTE OU AU BLOCAGE DE LEUR ACCÈS",
        basis: "Annexe II, article 3, paragraphe 6, du règlement (UE) 2021/784",
        b: "Mesure prise en exécution de l'injonction de retrait (une seule case)",
        actions: [
            "Le contenu à caractère terroriste a été retiré.",
            "L'accès au contenu à caractère terroriste a été bloqué dans tous les États membres.",
        ],
        acted_at: "Heure et date de la mesure",
    },
    impossibility: ImpossibilityWords {
        title: "INFORMATIONS SUR L'IMPOSSIBILITÉ D'EXÉCUTER UNE INJONCTION DE RETRAIT",
        basis: "Annexe III, article 3, paragraphes 7 et 8, du règlement (UE) 2021/784",
        b: "Motifs de l'inexécution",
        grounds_lead: "(1) L'injonction de retrait ne peut être exécutée, ou ne peut l'être à temps, en raison :",
        grounds: [
            "d'un cas de force majeure ou d'une impossibilité de fait non imputable au fournisseur de services \
             d'hébergement, y compris pour des raisons techniques ou opérationnelles objectivement justifiables ;",
            "d'erreurs manifestes dans l'injonction de retrait ;",
            "d'informations insuffisantes dans l'injonction de retrait.",
        ],
        further_reasons: "(2) Précisions sur ces motifs",
        clarification: "(3) Erreurs constatées, ou informations ou éclaircissements nécessaires",
    },
};

const ORDER: OrderWords = OrderWords {
    title: "INJONCTION DE RETRAIT",
    basis: "Annexe I, article 3 du règlement (UE) 2021/784 du Parlement européen et du Conseil",
    preamble: [
        "En vertu de l'article 3 du règlement (UE) 2021/784, le destinataire retire le contenu à caractère terroriste \
         désigné ci-après, ou en bloque l'accès dans tous les États membres, dès que possible et en tout état de cause \
         dans un délai d'une heure à compter de la réception de la présente injonction.",
        "En vertu de l'article 6, le destinataire conserve les contenus et les données connexes qui ont été retirés ou \
         dont l'accès a été bloqué pendant six mois, ou plus longtemps à la demande des autorités ou juridictions \
         compétentes.",
        "En vertu de l'article 15, paragraphe 2, l'injonction est envoyée dans une des langues désignées par le \
         destinataire.",
    ],
    a: "Émission et destinataire",
    issuing_ms: "État membre d'émission",
    issuer_in_e_and_f: "NB : les coordonnées de l'autorité compétente d'émission figurent aux sections E et F.",
    addressee: "Destinataire",
    legal_representative: "Représentant légal",
    contact_point: "Point de contact",
    host_ms: "État membre de l'établissement principal ou du représentant légal",
    issued_at: "Heure et date d'émission",
    order_ref: "Numéro de référence de l'injonction",
    b: "Contenu à caractère terroriste à retirer ou dont l'accès est à bloquer dans tous les États membres",
    url: "Adresse exacte (URL)",
    additional_locator: "Autres informations permettant d'identifier et de localiser le contenu",
    reasons_lead: "Le matériel est considéré comme un contenu à caractère terroriste au sens de l'article 2, point 7), \
                   parce qu'il :",
    reasons: [
        "incite autrui à commettre des infractions terroristes, par exemple en glorifiant des actes terroristes ou en \
         prônant de telles infractions [point a)] ;",
        "sollicite autrui pour commettre des infractions terroristes ou pour y contribuer [point b)] ;",
        "sollicite autrui pour participer aux activités d'un groupe terroriste [point c)] ;",
        "fournit des instructions concernant la fabrication ou l'utilisation d'explosifs, d'armes à feu ou d'autres \
         armes, de substances nocives ou dangereuses, ou concernant d'autres méthodes ou techniques spécifiques, aux \
         fins de commettre des infractions terroristes ou d'y contribuer [point d)] ;",
        "constitue une menace de commettre une des infractions terroristes [point e)].",
    ],
    additional_reasons: "Précisions sur les raisons pour lesquelles le matériel est considéré comme un contenu à \
                         caractère terroriste",
    c: "Information du fournisseur de contenus",
    non_disclosure: "Pour des raisons de sécurité publique, le destinataire doit s'abstenir d'informer le fournisseur \
                     de contenus du retrait ou du blocage de l'accès.",
    otherwise_see_g: "Si cette case n'est pas cochée : voir la section G pour les possibilités de contester \
                      l'injonction dans l'État membre d'émission. Le fournisseur de contenus reçoit une copie de \
                      l'injonction à sa demande.",
    d: "Information de l'autorité compétente de l'État membre d'accueil",
    host_ms_differs: "L'État membre de l'établissement principal ou du représentant légal n'est pas l'État membre \
                      d'émission.",
    copy_sent: "Une copie de la présente injonction est envoyée à l'autorité compétente de cet État membre.",
    e: "L'autorité d'émission",
    authority_types: [
        "juge, juridiction ou juge d'instruction",
        "autorité répressive",
        "autre autorité compétente (compléter aussi la section F)",
    ],
    certified_by: "L'autorité, ou son représentant, certifie que la présente injonction est exacte et correcte.",
    authority: "Nom de l'autorité",
    representative: "Nom de son représentant",
    post: "Fonction (titre et grade)",
    file_no: "Numéro de dossier",
    address: "Adresse",
    telephone: "Téléphone (indicatif du pays, indicatif régional)",
    fax: "Télécopie (indicatif du pays, indicatif régional)",
    email: "Courrier électronique",
    date: "Date",
    stamp: "Cachet officiel",
    signature: "Signature",
    channel: "Sans signature : envoi par un canal qui authentifie l'expéditeur",
    f: "Coordonnées pour le suivi",
    issuing_contact: "Autorité d'émission, pour l'information sur l'heure du retrait et pour tout éclaircissement",
    host_contact: "Autorité compétente de l'État membre d'accueil",
    g: "Voies de recours",
    body_or_court: "Instance ou juridiction devant laquelle l'injonction peut être contestée",
    deadline: "Délai (jours ou mois, à compter de)",
    provisions: "Dispositions nationales",
};

const ANSWER: AnswerWords = AnswerWords {
    a: "L'injonction de retrait",
    addressee: "Destinataire de l'injonction",
    issuing_authority: "Autorité qui a émis l'injonction",
    authority_file_ref: "Référence du dossier de l'autorité",
    addressee_file_ref: "Référence du dossier du destinataire",
    received_at: "Heure et date de réception de l'injonction",
    c: "Expéditeur du présent formulaire",
    provider_name: "Nom du fournisseur de services d'hébergement",
    representative_name: "Nom du représentant légal",
    provider_ms: "État membre de l'établissement principal",
    representative_ms: "État membre du représentant légal",
    authorised_person: "Personne autorisée",
    contact_email: "Courrier électronique du point de contact",
    date: "Date",
    signature: "Signature",
    signed_at: "Heure et date",
};
