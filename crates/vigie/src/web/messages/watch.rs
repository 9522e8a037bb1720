//! Watch: looking again, and what claims are worth.

texts! {
    TITLE: "Watch", "Veille";
    LEDE: "An answer is a claim. We look again, from more than one place, and keep both.", "Une réponse est une déclaration. Nous revérifions, de plusieurs endroits, et gardons les deux.";
    CAPTION: "Items under watch, next look first", "Éléments sous veille, prochain passage d’abord";
    EMPTY: "Nothing is under watch", "Rien sous veille";
    EMPTY_WHY: "An item comes here when its provider has answered, or its hour has ended.", "Un élément arrive ici quand son fournisseur a répondu ou que son heure est écoulée.";
    ITEM: "Item", "Élément";
    CLAIMED: "Claimed", "Déclaré";
    NEXT_LOOK: "Next look", "Prochain passage";
    NO_MORE: "no more looks planned", "plus de passage prévu";
    CONTRADICTED: "Contradicted", "Démenti";
    CONFIRMED: "Confirmed", "Confirmé";
    NOT_LOOKED: "not looked yet", "pas encore vérifié";
    LOOK_NOW: "Look now", "Vérifier maintenant";
    FALSE_CLAIMS: "Says removed, is up", "Dit retiré, est en ligne";
    FORERUNNER: "Forerunner", "Précédent";
    RETURNED: "Returned", "Revenu";
    LOOKED: "A look was asked for.", "Un passage a été demandé.";
    RAISED: "Look here first", "À regarder d’abord";
    NO_RAISED: "Nothing is raised", "Rien à signaler";
    NO_RAISED_WHY: "Contradicted claims and returns appear here until an officer takes note.", "Les déclarations démenties et les retours figurent ici jusqu’à ce qu’un agent en prenne note.";
    ALL: "Under watch", "Sous veille";
    LOOKS: "Looks, by place", "Passages, par lieu";
    VERDICT: "Verdict", "Constat";
    BACK: "Was down, is up again", "Était hors ligne, est revenu";
    SUCCESSOR: "Successor", "Successeur";
    NOTE: "Take note", "Prendre note";
    NOTED: "Noted.", "Pris en compte.";
    NOTED_AT: "noted {time}", "pris en compte à {time}";
    NO_CLAIM: "no claim", "aucune déclaration";
    KEY_NOTE: "take note", "prendre note";
}
