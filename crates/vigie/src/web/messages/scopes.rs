//! Permissions, as the scopes of a token are read.

use super::Text;
use casework::policy::Permission;

macro_rules! scopes {
    ($($variant:ident: $en:literal, $fr:literal;)*) => {
        /// The words for a permission. A new one without words does not compile.
        pub const fn of(permission: Permission) -> Text {
            match permission { $(Permission::$variant => Text { en: $en, fr: $fr },)* }
        }

        /// Every scope, for the tests of the catalogue.
        #[cfg(test)]
        pub(super) const TEXTS: &[Text] = &[$(Text { en: $en, fr: $fr }),*];
    };
}

scopes! {
    SeeOverview: "see the overview", "voir la vue d’ensemble";
    TakeIn: "take in items", "saisir des éléments";
    SeeItems: "see items", "voir les éléments";
    Reveal: "reveal media", "montrer les images";
    Assess: "record findings", "inscrire des appréciations";
    SeeNotices: "see referrals and orders", "voir signalements et injonctions";
    Scrutinise: "scrutinise orders to providers at home", "examiner des injonctions à des fournisseurs du pays";
    Release: "release referrals", "libérer des signalements";
    Issue: "issue and withdraw orders", "émettre et retirer des injonctions";
    OpenGates: "open gates of orders with a written reason", "ouvrir des contrôles d’injonctions avec un motif écrit";
    Deconflict: "answer deconfliction and keep holds", "répondre à la concertation et tenir les attentes";
    SeeWatch: "see the watch", "voir la veille";
    NoteWatch: "take note of what the watch raised", "prendre en compte les alertes";
    SeeDirectory: "see the directory", "voir l’annuaire";
    KeepDirectory: "change the directory", "tenir l’annuaire";
    SeeBanks: "see banks", "voir les banques";
    KeepBanks: "change banks", "tenir les banques";
    SeeMap: "see the map", "voir la carte";
    KeepMap: "change the map and its networks", "tenir la carte et ses réseaux";
    SeeOperations: "see joint actions", "voir les actions communes";
    PlanOperations: "plan joint actions", "préparer les actions communes";
    CallOperations: "call go, hold and abort", "donner le départ, suspendre, abandonner";
    ReportFromSite: "report from site", "rendre compte du terrain";
    SeeLedger: "see the ledger", "voir le registre";
    KeepPeople: "keep accounts", "tenir les comptes";
    SeePeople: "see accounts", "voir les comptes";
    SeeReport: "see reports", "voir les comptes rendus";
    SeeHostCopies: "see copies of orders to providers at home", "voir les copies d’injonctions à des fournisseurs du pays";
}
