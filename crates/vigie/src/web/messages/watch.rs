//! Watch: looking again, and what claims are worth.

texts! {
    TITLE: "Watch", "Veille";
    LEDE: "An answer is a claim. We look again, from more than one place, and keep both.", "Une réponse est une déclaration. Nous revérifions, de plusieurs endroits, et gardons les deux.";
    CAPTION: "Items under watch, next look first", "Éléments sous veille, prochain passage d’abord";
    EMPTY: "Nothing is under watch", "Rien sous veille";
    EMPTY_WHY: "An item comes here when its provider has answered, or its hour has ended.", "Un élément arrive ici quand son fournisseur a répondu ou que son heure est écoulée.";
    ITEM: "Item", "Élément";
    CLAIMED: "Claimed", "Déclaré";
    SEEN: "Seen", "Vu";
    NEXT_LOOK: "Next look", "Prochain passage";
    NO_MORE: "no more looks planned", "plus de passage prévu";
    CONTRADICTED: "Contradicted", "Démenti";
    CONFIRMED: "Confirmed", "Confirmé";
    NOT_LOOKED: "not looked yet", "pas encore vérifié";
    LOOK_NOW: "Look now", "Vérifier maintenant";
    FALSE_CLAIMS: "Says removed, is up", "Dit retiré, est en ligne";
    RETURNS: "Known items at new addresses", "Éléments connus à de nouvelles adresses";
    RETURNS_CAPTION: "Returns, newest first", "Retours, le plus récent d’abord";
    FORERUNNER: "Forerunner", "Précédent";
    RETURNED: "Returned", "Revenu";
    NO_RETURNS: "No known item came back", "Aucun élément connu n’est revenu";
    FROM_PLACE: "{place}, {time}", "{place}, {time}";
    LOOKED: "A look was asked for.", "Un passage a été demandé.";
}
