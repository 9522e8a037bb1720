//! Referrals: voluntary notices.

texts! {
    TITLE: "Referrals", "Signalements";
    LEDE: "A referral asks. The provider judges by its own terms and owes no answer.", "Un signalement demande. Le fournisseur juge selon ses propres conditions et ne doit pas de réponse.";
    CAPTION: "Referrals, newest first", "Signalements, le plus récent d’abord";
    EMPTY: "No referral yet", "Aucun signalement";
    EMPTY_WHY: "A referral begins with a finding that proposes one.", "Un signalement naît d’une appréciation qui le propose.";
    CRUMB: "Referral · voluntary, by the provider’s own terms", "Signalement · volontaire, selon les conditions du fournisseur";
    RELEASE: "Release", "Libérer";
    RELEASE_EFFECT: "It goes to {provider} at once. {author} wrote it.", "Il part aussitôt vers {provider}. {author} l’a rédigé.";
    WITHDRAW: "Withdraw", "Retirer";
    WITHDRAW_EFFECT: "{provider} is told that we take it back.", "{provider} est avisé que nous le retirons.";
    OWN_DRAFT: "You wrote it; another person must release it.", "Vous l’avez rédigé ; une autre personne doit le libérer.";
    ITEM: "Item", "Élément";
    SENT: "Sent", "Envoyé";
    ANSWER: "Answer", "Réponse";
    NO_ANSWER: "none, and none is owed", "aucune, et aucune n’est due";
    WAITING_TAB: "To release", "À libérer";
    SENT_TAB: "On their way or sent", "En route ou envoyés";
    ANSWERED_TAB: "Answered or withdrawn", "Répondus ou retirés";
    NO_DRAFTS: "No referral waits for a second person", "Aucun signalement n’attend une seconde personne";
    NO_SENT: "None is under way", "Aucun en cours";
    NO_ANSWERED: "None was answered or withdrawn yet", "Aucune réponse ni aucun retrait";
    EMPTY_HERE: "What reaches this state is listed here.", "Ce qui atteint cet état figure ici.";
    LETTER: "The letter", "La lettre";
    LETTER_NOT_SENT: "It is written when the referral is released, in {language}.", "Elle est écrite à la libération du signalement, en langue {language}.";
    ANSWER_BY: "{name}, {time}", "{name}, {time}";
    RECEIVED: "Receipt confirmed", "Réception confirmée";
    WITHDRAW_ASK: "Withdraw {reference}?", "Retirer {reference} ?";
    WITHDRAW_WHY: "Say why the referral is taken back.", "Dites pourquoi le signalement est retiré.";
    KEEP: "Keep the referral", "Maintenir le signalement";
    NO_PROVIDER: "no provider set", "aucun fournisseur indiqué";
    CONFIDENCE: "Confidence", "Confiance";
    FINDING: "Finding", "Appréciation";
    LIFE: "Life of the referral", "Vie du signalement";
    LIFE_RELEASED: "Released", "Libéré";
    LIFE_ANSWERED: "Answered", "Répondu";
    NOT_DONE: "Refused; nothing was changed.", "Refusé ; rien n’a été modifié.";
    DONE_RELEASE: "Released. It is on its way to the provider.", "Libéré. Il part vers le fournisseur.";
    DONE_WITHDRAW: "Taken back.", "Retiré.";
}
