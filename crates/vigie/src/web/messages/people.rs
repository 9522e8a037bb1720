//! People: who may do what.

texts! {
    TITLE: "People", "Personnes";
    LEDE: "Roles are kept apart on purpose. Nobody approves what they wrote.", "Les rôles sont séparés à dessein. Personne n’approuve ce qu’il a rédigé.";
    CAPTION: "People by name", "Personnes par nom";
    LOGIN: "Login", "Identifiant";
    ROLES: "Roles", "Rôles";
    ROLES_HINT: "At least one. Analyst and approver may meet in one person, never on one order.", "Au moins un. Analyste et approbateur peuvent être une même personne, jamais sur une même injonction.";
    SECOND_FACTOR: "Second factor", "Second facteur";
    ENROLLED: "set", "en place";
    NOT_ENROLLED: "not set", "absent";
    LAST_SEEN: "Last seen", "Vu en dernier";
    NEVER: "never", "jamais";
    ACTIVE: "Active", "Actif";
    CLOSED: "Closed", "Clos";
    ADD: "Add a person", "Ajouter une personne";
    ONE_TIME: "One-time password for {name}: {password}. It is shown once.", "Mot de passe à usage unique pour {name} : {password}. Il n’est montré qu’une fois.";
    CLOSE_ACCOUNT: "Close account", "Clore le compte";
    RESET: "New one-time password", "Nouveau mot de passe à usage unique";
    TOKENS: "API tokens", "Jetons d’API";
    TOKEN_SCOPES: "Scopes", "Portées";
    TOKEN_ONCE: "Token, shown once: {token}", "Jeton, montré une fois : {token}";
    REVOKE: "Revoke", "Révoquer";
    NO_TOKENS: "No token was given out", "Aucun jeton délivré";
    YOUR_PASSWORD: "Your password", "Votre mot de passe";
    OLD_PASSWORD: "Present password", "Mot de passe actuel";
    NEW_PASSWORD: "New password", "Nouveau mot de passe";
    NEW_PASSWORD_HINT: "At least {n} characters. Length matters, symbols do not.", "Au moins {n} caractères. La longueur compte, pas les symboles.";
    PASSWORD_CHANGED: "Password changed. Other sessions were ended.", "Mot de passe changé. Les autres sessions sont closes.";
    ENROL: "Set up a second factor", "Mettre en place un second facteur";
    ENROL_HOW: "Enter this key in an authenticator app, then the code it shows.", "Saisissez cette clé dans une application d’authentification, puis le code affiché.";
    AUTHORITIES: "Authorities", "Autorités";
    COMPETENCES: "Competences, Art 12(1)", "Compétences, art. 12, § 1";
    SAVED: "Saved. Leaf {n}.", "Enregistré. Feuille {n}.";
}
