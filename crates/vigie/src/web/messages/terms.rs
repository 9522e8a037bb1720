//! The domain's terms as a reader sees them. A new variant without words does not compile.

use casework::records::NoticeKind;
use domain::{
    assess::{Category, Confidence, Outcome, Purpose},
    bank::{Effect, Standing},
    detect::{ItemState, Likeness, Method},
    hold::{self, ReasonClass},
    order::{self, Contest, Gate, OrderState, Reinstatement, Scrutiny},
    people::{AuthorityKind, Competence, Role},
    provider::{Channel, ServiceKind},
    refer::{self, Element, ReferralState},
    stamp::Source,
    watch::{Seen, Verdict},
};
use exchange::dsa::{self, Visibility};

use super::Text;

/// Something the domain names and a person reads.
pub trait Term {
    /// Its words.
    fn text(self) -> Text;
}

macro_rules! terms {
    ($($type:ty { $($variant:ident: $en:literal, $fr:literal;)* })*) => {
        $(
            impl Term for $type {
                fn text(self) -> Text {
                    match self { $(Self::$variant => Text { en: $en, fr: $fr },)* }
                }
            }
        )*
        /// Every term, for the tests of the catalogue.
        #[cfg(test)]
        pub(super) const TEXTS: &[Text] = &[$($(Text { en: $en, fr: $fr }),*),*];
    };
}

terms! {
    Category {
        Incites: "(a) Incites, glorifies, advocates", "a) Incite, glorifie, prône";
        SolicitsCommission: "(b) Solicits an offence, or help to one", "b) Sollicite une infraction ou une aide";
        SolicitsParticipation: "(c) Solicits taking part in a group", "c) Sollicite la participation à un groupe";
        Instructs: "(d) Instructs: weapons, methods", "d) Instruit : armes, méthodes";
        Threatens: "(e) Threatens an offence", "e) Menace d’une infraction";
    }
    Element {
        LegalBasis: "the law that empowers the authority to give the order", "la loi qui habilite l’autorité à donner l’injonction";
        Provision: "the text of the provision that makes the content illegal", "le texte de la disposition qui rend le contenu illicite";
        Reasons: "the reasons why the content falls under that provision", "les raisons pour lesquelles le contenu relève de cette disposition";
        Measure: "what the provider is to do", "ce que le fournisseur doit faire";
        ExactUrl: "the exact address of one item", "l’adresse exacte d’un seul élément";
        Territory: "the territory in which it applies", "le territoire où elle s’applique";
        Redress: "how it can be challenged, as the record of the authority says", "les voies de recours, telles qu’inscrites à la fiche de l’autorité";
        Language: "a language that the provider reads", "une langue que le fournisseur lit";
    }
    Purpose {
        NoneProtected: "None: it spreads the material", "Aucune : elle diffuse le contenu";
        Journalism: "Journalism", "Journalisme";
        Education: "Education", "Enseignement";
        Art: "Art", "Art";
        Research: "Research", "Recherche";
        CounterSpeech: "Counter-speech, public debate", "Contre-discours, débat public";
        CannotTell: "Cannot tell", "Indéterminable";
    }
    Confidence {
        Low: "low", "faible";
        Medium: "medium", "moyenne";
        High: "high", "élevée";
    }
    Outcome {
        ProposeOrder: "Propose order", "Proposer injonction";
        Refer: "Refer", "Signaler";
        Exempt: "Exempt", "Exempter";
        Dismiss: "Dismiss", "Écarter";
        SecondReading: "Ask for a second reading", "Demander une seconde lecture";
    }
    ItemState {
        TakenIn: "Taken in", "Saisi";
        NotExamined: "Not examined", "Non examiné";
        Clear: "Nothing matched", "Sans concordance";
        InReview: "To assess", "À apprécier";
        SecondReading: "Second reading", "Seconde lecture";
        Exempt: "Exempt", "Exempté";
        Dismissed: "Dismissed", "Écarté";
        Referred: "Referred", "Signalé";
        Ordered: "Ordered", "Enjoint";
    }
    Likeness {
        Known: "known", "connu";
        Near: "near", "proche";
        Nothing: "nothing", "rien";
    }
    Standing {
        Stands: "proposes", "propose";
        Disputed: "proposes; another authority disputes the signal", "propose ; une autre autorité conteste le signal";
        HeldBack: "held back: the signal is disputed by its keeper", "retenue : le signal est contesté par son détenteur";
        Quarantined: "held back: the signal is in quarantine", "retenue : le signal est en quarantaine";
        Suppressed: "suppressed by a bank of harmless material", "écartée par une banque de contenus inoffensifs";
        Suppresses: "harmless material: speaks against the others", "contenu inoffensif : parle contre les autres";
        Gone: "the signal was removed since, or its bank switched off", "signal retiré depuis, ou banque désactivée";
    }
    Effect {
        Proposes: "known material: its matches propose", "contenus connus : ses concordances proposent";
        Suppresses: "harmless material: its matches suppress", "contenus inoffensifs : ses concordances écartent";
    }
    Method {
        Sha256: "Same bytes, SHA-256", "Mêmes octets, SHA-256";
        Pdq: "Picture, PDQ", "Image, PDQ";
        Text: "Text, shared runs of words", "Texte, suites de mots communes";
        Md5: "Same bytes, MD5", "Mêmes octets, MD5";
        Sha1: "Same bytes, SHA-1", "Mêmes octets, SHA-1";
        Tlsh: "Similar bytes, TLSH", "Octets semblables, TLSH";
        Details: "Picture, details", "Image, détails";
        Phrase: "Listed phrase", "Expression d’une liste";
        Sound: "Sound, sub-fingerprints in order", "Son, sous-empreintes dans l’ordre";
        Video: "Video, PDQ of its frames", "Vidéo, PDQ de ses images";
        Skeleton: "Text in another script, consonants", "Texte dans une autre écriture, consonnes";
    }
    hold::Answer {
        Go: "Go", "Allez";
        Hold: "Hold", "Attendez";
        Contact: "Contact first", "Contactez d’abord";
    }
    ReasonClass {
        Inquiry: "inquiry", "enquête";
        Safety: "safety of persons", "sécurité de personnes";
        Operation: "operation", "opération";
    }
    OrderState {
        Draft: "Draft", "Projet";
        Checked: "Checked, to approve", "Vérifiée, à approuver";
        Approved: "Approved, to issue", "Approuvée, à émettre";
        Issued: "Issued, on its way", "Émise, en route";
        Delivered: "Delivered only", "Remise seulement";
        Received: "Received", "Reçue";
        Unanswered: "Not received in time", "Non reçue à temps";
        Late: "Late", "En retard";
        Removed: "Answered: removed", "Répondu : retiré";
        Disabled: "Answered: disabled", "Répondu : bloqué";
        Impossible: "Answered: impossible", "Répondu : impossible";
        ErrorClaimed: "Error claimed", "Erreur invoquée";
        InformationAsked: "Information asked", "Informations demandées";
        Withdrawn: "Withdrawn", "Retirée";
        Void: "Void", "Sans effet";
        Annulled: "Annulled", "Annulée";
    }
    Scrutiny {
        None: "Not asked for", "Non demandé";
        Requested: "Asked for", "Demandé";
        Opened: "Begun on own motion", "Engagé d’office";
        Warned: "Breach about to be found", "Violation sur le point d’être constatée";
        Stands: "Order stands", "Injonction maintenue";
        Breach: "Breach found", "Violation constatée";
    }
    Contest {
        None: "Not challenged", "Non contestée";
        Pending: "Before a court", "Devant un juge";
        Upheld: "Upheld", "Confirmée";
        Annulled: "Annulled", "Annulée";
    }
    Reinstatement {
        None: "Not called for", "Sans objet";
        Asked: "Asked, not confirmed", "Demandé, non confirmé";
        Reinstated: "Reinstated", "Rétabli";
        Declined: "Declined by the provider", "Refusé par le fournisseur";
    }
    order::Event {
        Check: "Nothing missing", "Complète";
        Reopen: "Something missing again", "De nouveau incomplète";
        Approve: "Approved", "Approuvée";
        Issue: "Issued", "Émise";
        Deliver: "Handed over", "Remise";
        Bounce: "Came back undelivered", "Revenue sans être remise";
        Receive: "Received", "Reçue";
        TimeEnds: "Time ended", "Délai écoulé";
        AnswerRemoved: "Answered: removed", "Répondu : retiré";
        AnswerDisabled: "Answered: disabled", "Répondu : bloqué";
        AnswerImpossible: "Answered: impossible", "Répondu : impossible";
        AnswerError: "Answered: manifest error", "Répondu : erreur manifeste";
        AnswerUnclear: "Answered: information asked", "Répondu : informations demandées";
        Clarify: "Answer to Annex III handed over", "Réponse à l’annexe III remise";
        Restart: "Hour starts again", "L’heure repart";
        Withdraw: "Withdrawn", "Retirée";
        AskScrutiny: "Scrutiny asked for", "Examen demandé";
        OpenScrutiny: "Scrutiny begun", "Examen engagé";
        WarnIssuer: "Warning of an adverse decision", "Avertissement d’une décision défavorable";
        LetStand: "Order let stand", "Injonction maintenue";
        FindBreach: "Breach found", "Violation constatée";
        Challenge: "Challenged before a court", "Contestée devant un juge";
        Uphold: "Upheld by the court", "Confirmée par le juge";
        Annul: "Annulled by the court", "Annulée par le juge";
        Reinstate: "Content reinstated", "Contenu rétabli";
        DeclineReinstatement: "Reinstatement declined", "Rétablissement refusé";
    }
    ServiceKind {
        Hosting: "hosting service", "service d’hébergement";
        Platform: "platform", "plateforme";
        Cdn: "content delivery network", "réseau de diffusion";
        AppStore: "store of applications", "magasin d’applications";
        Registrar: "registrar", "bureau d’enregistrement";
        Registry: "registry of names", "registre de noms";
        Dns: "name service", "service de noms";
        DdosProtection: "protection against flooding", "protection contre la saturation";
        PrivateMessaging: "private messaging", "messagerie privée";
        Other: "other", "autre";
    }
    AuthorityKind {
        Judicial: "judge or court", "juge ou juridiction";
        LawEnforcement: "law enforcement", "autorité répressive";
        Other: "other competent authority", "autre autorité compétente";
    }
    Channel {
        Api: "provider’s interface", "interface du fournisseur";
        Email: "e-mail", "courrier électronique";
        Portal: "portal", "portail";
        ByHand: "by hand", "en main propre";
    }
    order::Answer {
        Removed: "Removed", "Retiré";
        DisabledAllMs: "Access disabled in all Member States", "Accès bloqué dans tous les États membres";
        Impossible: "Impossible", "Impossible";
        ManifestError: "Manifest error", "Erreur manifeste";
        InsufficientInformation: "Insufficient information", "Informations insuffisantes";
    }
    Gate {
        ExactUrl: "Exact item URL", "URL exacte d’un élément";
        PurposeTest: "Purpose test, Art 1(3)", "Examen de la finalité, art. 1er, § 3";
        Context: "What the page speaks for", "Ce que dit la page";
        Collateral: "What else lives there", "Ce qui s’y trouve aussi";
        Scope: "Kind of service", "Genre de service";
        Hours: "Hour at the provider’s", "Heure chez le fournisseur";
        Bulk: "Number at once", "Nombre à la fois";
        Reasons: "Type and reasons, Art 2(7)", "Type et motifs, art. 2, point 7";
        Capture: "Capture preserved", "Capture conservée";
        Deconfliction: "Deconfliction", "Concertation";
        Duplicate: "Duplicates", "Doublons";
        Competence: "Competence, Art 12(1)(a)", "Compétence, art. 12, § 1, a)";
        Addressee: "Addressee and contact point", "Destinataire et point de contact";
        Language: "Language", "Langue";
        PriorInformation: "Prior information, Art 3(2)", "Information préalable, art. 3, § 2";
        SecondOfficer: "Second officer", "Second agent";
    }
    refer::Ground {
        Terms: "the provider’s own terms", "les conditions du fournisseur";
        IllegalContent: "illegal content, a notice under Art 16 of Regulation (EU) 2022/2065", "contenu illicite, notification selon l’art. 16 du règlement (UE) 2022/2065";
        Order: "an order to act, Art 9 of Regulation (EU) 2022/2065", "une injonction d’agir, art. 9 du règlement (UE) 2022/2065";
    }
    dsa::Ground {
        IllegalContent: "illegal content", "contenu illicite";
        IncompatibleContent: "against our terms", "contraire à nos conditions";
    }
    Visibility {
        Removed: "removed", "retiré";
        Disabled: "access disabled", "accès bloqué";
        Demoted: "demoted", "rétrogradé";
        AgeRestricted: "restricted by age", "restreint selon l’âge";
        InteractionRestricted: "interaction restricted", "interactions restreintes";
        Labelled: "labelled", "étiqueté";
        Other: "other restriction, told in words", "autre restriction, dite en toutes lettres";
    }
    ReferralState {
        Draft: "Draft", "Projet";
        Released: "Released, on its way", "Libéré, en route";
        Sent: "Sent", "Envoyé";
        Removed: "Answered: removed", "Répondu : retiré";
        Declined: "Answered: kept", "Répondu : maintenu";
        Withdrawn: "Withdrawn", "Retiré";
    }
    Source {
        OurClock: "our clock", "notre horloge";
        InterfaceReceipt: "provider’s interface", "interface du fournisseur";
        ByHand: "carried by hand", "remise en main propre";
        MailAccepted: "mail server", "serveur de courrier";
        PortalReceipt: "portal, receipt", "portail, réception";
        PortalAnswer: "portal, answer", "portail, réponse";
        ApiReceipt: "interface for programs, receipt", "interface pour programmes, réception";
        ApiAnswer: "interface for programs, answer", "interface pour programmes, réponse";
        OfficerRecord: "officer’s record", "constat d’un agent";
        ProviderClaim: "provider says", "selon le fournisseur";
    }
    NoticeKind {
        Referral: "Referral", "Signalement";
        Order: "Order, with Annex I", "Injonction, avec annexe I";
        HostStateCopy: "Copy to the host state, Art 4(1)", "Copie à l’État hôte, art. 4, § 1";
        Reminder: "Reminder", "Relance";
        Escalation: "Escalation", "Escalade";
        StillUp: "Says removed, we still see it", "Dit retiré, toujours visible";
        Withdrawal: "Withdrawal", "Retrait";
        OwnPage: "Link to the provider’s own page", "Lien vers la page du fournisseur";
        PriorInformation: "Prior information, Art 3(2)", "Information préalable, art. 3, § 2";
        Clarification: "Our answer to Annex III", "Notre réponse à l’annexe III";
        Correction: "Corrected order", "Injonction corrigée";
        ScrutinyOpened: "Scrutiny begun, Art 4", "Examen engagé, art. 4";
        ScrutinyWarning: "Warning before a decision, Art 4(5)", "Avertissement avant décision, art. 4, § 5";
        ScrutinyDecision: "Decision of the host state, Art 4(6)", "Décision de l’État hôte, art. 4, § 6";
        Reinstatement: "Reinstate, Art 4(7)", "Rétablir, art. 4, § 7";
        Final: "The order is final, Art 3(9)", "L’injonction est définitive, art. 3, § 9";
        PreservationExtension: "Preserve for longer, Art 6(2)", "Conserver plus longtemps, art. 6, § 2";
        NonDisclosure: "Disclosure, Art 11(3)", "Divulgation, art. 11, § 3";
    }
    Role {
        Analyst: "analyst", "analyste";
        Approver: "legal officer", "juriste";
        HostStateOfficer: "officer of the host state", "agent de l’État hôte";
        Investigator: "investigator", "enquêteur";
        Coordinator: "coordinator", "coordinateur";
        Examiner: "examiner", "expert";
        Liaison: "liaison", "liaison";
        Overseer: "overseer", "contrôleur";
        Administrator: "administrator", "administrateur";
    }
    Competence {
        IssuesOrders: "(a) issues orders", "a) émet les injonctions";
        ScrutinisesOrders: "(b) scrutinises orders", "b) examine les injonctions";
        OverseesMeasures: "(c) oversees specific measures", "c) contrôle les mesures spécifiques";
        ImposesPenalties: "(d) imposes penalties", "d) inflige les sanctions";
    }
    Seen {
        Up: "up", "en ligne";
        Gone: "gone", "disparu";
        SoftGone: "gone, though the server says found", "disparu, bien que le serveur dise trouvé";
        Blocked: "blocked", "bloqué";
        Moved: "moved", "déplacé";
        Changed: "another content", "autre contenu";
        NoAnswer: "no answer", "sans réponse";
    }
    Verdict {
        Up: "Up", "En ligne";
        Down: "Down", "Hors ligne";
        GeoBlocked: "Blocked in some places", "Bloqué par endroits";
        Moved: "Moved", "Déplacé";
        Unclear: "Unclear", "Incertain";
    }
}
