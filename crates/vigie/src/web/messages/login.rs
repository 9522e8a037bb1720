//! Signing in.

texts! {
    TITLE: "Sign in", "Connexion";
    LEDE: "The console of an internet referral unit. Every act is recorded.", "La console d’une unité de signalement. Chaque acte est consigné.";
    LOGIN: "Login", "Identifiant";
    PASSWORD: "Password", "Mot de passe";
    CODE: "Code", "Code";
    CODE_HINT: "Six digits from your authenticator app, if you have set one up.", "Six chiffres de votre application d’authentification, si vous en avez une.";
    SUBMIT: "Sign in", "Se connecter";
    WRONG: "Login, password or code is wrong.", "Identifiant, mot de passe ou code erroné.";
    WAIT: "Too many attempts. Try again in {span}.", "Trop de tentatives. Réessayez dans {span}.";
    ENDED: "Your session ended. Sign in again.", "Votre session a pris fin. Reconnectez-vous.";
    SIGNED_OUT: "You are signed out.", "Vous êtes déconnecté.";
    NOT_A_PROVIDER: "You received an order? Use the link in it; no account is needed.", "Vous avez reçu une injonction ? Utilisez le lien qu’elle contient ; aucun compte n’est nécessaire.";
    CHOOSE_PASSWORD: "Choose a password of your own before you go on.", "Choisissez votre propre mot de passe avant de continuer.";
    CODE_NOW: "Code the device shows", "Code affiché par l’appareil";
    ONCE_TITLE: "Sign in once", "Connexion unique";
    ONCE_WHY: "This link signs one person in, once. Press the button when you are that person.", "Ce lien connecte une personne, une fois. Actionnez le bouton si vous êtes cette personne.";
    ONCE_SPENT: "The link is used up as soon as you press.", "Le lien est épuisé dès que vous actionnez.";
    ONCE_BAD: "This link was used, has ended, or never was. Ask your administrator for a new one.", "Ce lien a servi, a expiré ou n’a jamais existé. Demandez-en un nouveau à votre administrateur.";
    ACCOUNT: "Your account", "Votre compte";
    GO_ON: "Go to Today", "Aller à Aujourd’hui";
    SIGN_IN_NAME: "Signs in as", "Se connecte comme";
    SET: "set", "en place";
    NOT_SET: "not set", "absent";
    PASSWORD_SET: "Your password is set. Every other session of yours has ended.", "Votre mot de passe est en place. Toutes vos autres sessions sont closes.";
    FACTOR_SET: "Your second factor is set. It is asked for at the next sign-in.", "Votre second facteur est en place. Il sera demandé à la prochaine connexion.";
    FACTOR_WHY: "With it, a stolen password opens nothing.", "Avec lui, un mot de passe volé n’ouvre rien.";
    FACTOR_KEY: "Key", "Clé";
    FACTOR_ADDRESS: "As an address", "En adresse";
    FACTOR_KEPT: "To replace it, ask your administrator for a one-time link.", "Pour le remplacer, demandez un lien à usage unique à votre administrateur.";
    WRONG_NOW: "The present password or code is wrong.", "Le mot de passe actuel ou le code est erroné.";
    TOO_SHORT: "Use at least {n} characters.", "Utilisez au moins {n} caractères.";
    WRONG_CODE: "This is not the code that the device shows now, or it was used already. Wait for the next one.", "Ce n’est pas le code que l’appareil affiche en ce moment, ou il a déjà servi. Attendez le suivant.";
    FACTOR_AFTER_PASSWORD: "Choose a password first.", "Choisissez d’abord un mot de passe.";
}
