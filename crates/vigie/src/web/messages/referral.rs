//! Referrals: voluntary notices.

texts! {
    TITLE: "Referrals", "Signalements";
    LEDE: "A referral asks. The provider judges by its own terms and owes no answer.", "Un signalement demande. Le fournisseur juge selon ses propres conditions et ne doit pas de réponse.";
    CAPTION: "Referrals, newest first", "Signalements, le plus récent d’abord";
    EMPTY: "No referral yet", "Aucun signalement";
    EMPTY_WHY: "A referral begins with a finding that proposes one.", "Un signalement naît d’une appréciation qui le propose.";
    CRUMB: "Referral · voluntary, by the provider’s own terms", "Signalement · volontaire, selon les conditions du fournisseur";
    RELEASE: "Release", "Libérer";
    RELEASE_ASK: "Release {reference}?", "Libérer {reference} ?";
    RELEASE_EFFECT: "It goes to {provider} at once. {author} wrote it.", "Il part aussitôt vers {provider}. {author} l’a rédigé.";
    WITHDRAW: "Withdraw", "Retirer";
    WITHDRAW_EFFECT: "{provider} is told that we take it back.", "{provider} est avisé que nous le retirons.";
    OWN_DRAFT: "You wrote it; another person must release it.", "Vous l’avez rédigé ; une autre personne doit le libérer.";
    ITEM: "Item", "Élément";
    SENT: "Sent", "Envoyé";
    ANSWER: "Answer", "Réponse";
    NO_ANSWER: "none, and none is owed", "aucune, et aucune n’est due";
    TERMS: "Terms relied on", "Conditions invoquées";
    THEN_ORDER: "Propose an order instead", "Proposer plutôt une injonction";
    RELEASED: "Released. Leaf {n}.", "Libéré. Feuille {n}.";
}
