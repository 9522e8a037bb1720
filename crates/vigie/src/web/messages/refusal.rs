//! What the rules answer. The English is that of casework and domain, word for word; a test holds them together.

texts! {
    NOT_FOUND: "there is no such {what}", "cela n’existe pas ({what})";
    CONFLICT: "somebody else changed this in between; nothing was written, load it again", "quelqu’un d’autre l’a modifié entre-temps ; rien n’a été écrit, rechargez";
    UNAVAILABLE: "this cannot be done right now; nothing was written, try again", "impossible pour l’instant ; rien n’a été écrit, réessayez";
    FAULT: "something went wrong on our side; nothing was written", "une erreur s’est produite de notre côté ; rien n’a été écrit";
    NOT_PERMITTED: "this needs a role that you do not have: {permission}", "il y faut un rôle que vous n’avez pas : {permission}";
    GATES: "the order cannot be issued: {gates}", "l’injonction ne peut être émise : {gates}";
    OTHER_HANDS: "{name} has this item open until {until}", "{name} traite cet élément jusqu’à {until}";
    SIGN_IN: "the name, password or code is wrong", "identifiant, mot de passe ou code erroné";
    THROTTLED: "too many failed attempts; try again in {minutes} minutes", "trop de tentatives manquées ; réessayez dans {minutes} minutes";
    BAD_LINK: "this link is not valid; nothing was changed", "ce lien n’est pas valable ; rien n’a été modifié";
    INVALID: "{what}: {why}", "{what} : {why}";
    NOT_OPEN: "this item is not open for a finding: it is {state}", "cet élément n’attend pas d’appréciation : {state}";
    NOT_DECIDED: "this item is {state}: there is no finding to take up again", "aucune appréciation à reprendre pour cet élément : {state}";
    REASON_SHORT: "the reason has {have} characters; at least {n} are needed", "le motif compte {have} caractères ; il en faut au moins {n}";
    REASON_LONG: "the reason has {have} characters; at most {n} are kept", "le motif compte {have} caractères ; {n} au plus sont gardés";
    PROTECTED: "a protected purpose ({purpose}) was found: only an exemption can follow (Art 1(3))", "une finalité protégée ({purpose}) a été constatée : seule une exemption peut suivre (art. 1er, § 3)";
    UNDECIDED: "the purpose test is not decided: ask for a second reading, or dismiss", "l’examen de la finalité n’est pas tranché : demandez une seconde lecture ou écartez";
    NO_PURPOSE: "an exemption names the protected purpose; none was chosen", "une exemption nomme la finalité protégée ; aucune n’a été choisie";
    NO_CATEGORY: "choose at least one type of content under Art 2(7)", "choisissez au moins un type de contenu de l’art. 2, point 7";
    ORDER_STEP: "an order that is {state} cannot take this step ({event})", "une injonction en cet état ({state}) ne peut franchir cette étape ({event})";
    REFERRAL_STEP: "a referral that is {state} cannot take this step", "un signalement en cet état ({state}) ne peut franchir cette étape";
    ORDER_TO_ACT_LACKS: "an order to act needs {element} (Regulation (EU) 2022/2065, Art 9(2))", "une injonction d’agir exige {element} (règlement (UE) 2022/2065, art. 9, § 2)";
    REFERRAL_SECOND: "a second person releases a referral, not its author", "une seconde personne libère un signalement, non son auteur";
    TOO_LONG: "the address is longer than {n} bytes", "l’adresse dépasse {n} octets";
    NOT_A_URL: "this is not a web address: {why}", "ce n’est pas une adresse web : {why}";
    SCHEME: "only http and https addresses can be taken in, not {scheme}", "seules les adresses http et https peuvent être saisies, non {scheme}";
    CREDENTIALS: "the address carries a user name or password; take them out", "l’adresse porte un nom d’utilisateur ou un mot de passe ; ôtez-les";
    NOT_TO_FETCH: "this item is {state}: only what could not be examined is fetched again", "seul ce qui n’a pu être examiné est consulté à nouveau ; cet élément : {state}";
    ROOT: "it is the root of a site, not one item", "c’est la racine d’un site, non un élément";
    SEARCH: "it is a search, not one item", "c’est une recherche, non un élément";
    LISTING: "it is a listing or collection, not one item", "c’est une liste ou une collection, non un élément";
    WILDCARD: "it holds a wildcard, so it is not one item", "elle contient un joker : ce n’est pas un élément";
    NO_ADDRESS: "it has no address on the web", "il n’a pas d’adresse sur le web";
}
