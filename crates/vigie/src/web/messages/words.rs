//! Words that several pages share.

texts! {
    ALL: "All", "Tous";
    NONE: "none", "aucun";
    YES: "Yes", "Oui";
    NO: "No", "Non";
    UNKNOWN: "not known", "inconnu";
    NOT_ASKED: "not asked", "non demandé";
    NOT_EXAMINED: "Not examined: {why}", "Non examiné : {why}";
    NOT_YET: "not yet", "pas encore";
    REQUIRED: "required", "obligatoire";
    OPTIONAL: "optional", "facultatif";
    SAVE: "Save", "Enregistrer";
    CANCEL: "Cancel", "Annuler";
    ADD: "Add", "Ajouter";
    CHANGE: "Change", "Modifier";
    REMOVE: "Remove", "Retirer";
    SEND: "Send", "Envoyer";
    SEARCH: "Search", "Chercher";
    FILTER: "Filter", "Filtrer";
    CLEAR_FILTER: "Clear", "Effacer";
    PREVIOUS: "Previous", "Précédent";
    NEXT: "Next", "Suivant";
    PAGES: "Pages", "Pages";
    DOWNLOAD: "Save a copy", "Télécharger";
    AS_OF: "as of {time}, server time", "à {time}, heure du serveur";
    SINCE: "since {time}", "depuis {time}";
    UNTIL: "until {time}", "jusqu’à {time}";
    BY: "by {name}", "par {name}";
    NAME: "Name", "Nom";
    STATE: "State", "État";
    WHEN: "When", "Quand";
    WHO: "Who", "Qui";
    WHAT: "What", "Quoi";
    REASON: "Reason", "Motif";
    COUNTRY: "Country", "Pays";
    AUTHORITY: "Authority", "Autorité";
    PROVIDER: "Provider", "Fournisseur";
    REFERENCE: "Reference", "Référence";
    EXACT_URL: "Exact URL", "URL exacte";
    DIGEST: "Digest", "Empreinte";
    LEAF: "leaf {n}", "feuille {n}";
    HISTORY: "History", "Historique";
    NEXT_STEP: "Next step", "Étape suivante";
    KNOWN_HOW: "How known", "Source";
    TOO_SHORT: "At least {n} characters are needed.", "Il faut au moins {n} caractères.";
    MUST_FILL: "Fill in this field.", "Remplissez ce champ.";
    LEFT: "left", "restant";
    LATE: "late", "de retard";
    STOPPED: "stopped", "arrêtée";
    NOT_BEGUN: "not begun", "non commencée";
    ANSWERED: "answered", "répondu";
    NO_RECEIPT: "no receipt yet", "pas encore reçue";
    IN_TIME: "in {span}", "en {span}";
    REVEAL: "Reveal", "Montrer";
    HIDE: "Hide", "Masquer";
    VEILED: "Veiled picture: {caption}", "Image voilée : {caption}";
    REVEALED_PICTURE: "Picture in grey: {caption}", "Image en gris : {caption}";
    REVEALED: "reveals: {mine} by you, {all} in all", "affichages : {mine} par vous, {all} en tout";
    SELECTED: "chosen", "choisi";
    TRY_AGAIN: "Somebody else wrote in the same moment. Send it again.", "Quelqu’un d’autre a écrit au même instant. Renvoyez.";
    WITHOUT_LANGUAGE: "language not known", "langue inconnue";
}

plurals! {
    ITEMS: "{n} item", "{n} items" / "{n} élément", "{n} éléments";
    ORDERS: "{n} order", "{n} orders" / "{n} injonction", "{n} injonctions";
    REFERRALS: "{n} referral", "{n} referrals" / "{n} signalement", "{n} signalements";
    SIGNALS: "{n} signal", "{n} signals" / "{n} signal", "{n} signaux";
    CHARACTERS: "{n} character", "{n} characters" / "{n} caractère", "{n} caractères";
    LOOKS: "{n} look", "{n} looks" / "{n} passage", "{n} passages";
    WAITING: "{n} waiting", "{n} waiting" / "{n} en attente", "{n} en attente";
}
