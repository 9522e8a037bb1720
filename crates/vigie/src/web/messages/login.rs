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
}
