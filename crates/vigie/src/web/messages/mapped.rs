//! The terms of the map as a reader sees them. A new variant without words does not compile.

use super::Text;
use super::terms::Term;
use casework::map::Format;
use casework::records::{ExpansionState, Limit};
use domain::map::control::Lacking;
use domain::map::network::{NetworkEvent, NetworkState};
use domain::map::{AssetKind, Class, Family, LegalWay, LinkKind, Measure, Source};

terms! {
    AssetKind {
        Site: "site", "site";
        Host: "host", "hôte";
        Domain: "domain", "domaine";
        Address: "address", "adresse";
        AutonomousSystem: "autonomous system", "système autonome";
        Key: "key", "clé";
        Certificate: "certificate", "certificat";
        NameServer: "name server", "serveur de noms";
        MailServer: "mail server", "serveur de courrier";
        Registrar: "registrar", "bureau d’enregistrement";
        Registry: "registry", "registre";
        HostingAccount: "hosting account", "compte d’hébergement";
        Cdn: "delivery network", "réseau de diffusion";
        App: "application", "application";
        Signer: "signer", "signataire";
        Stream: "stream", "flux";
        Newsletter: "newsletter", "lettre d’information";
        AddOn: "browser module", "module de navigateur";
        Channel: "channel", "canal";
        Account: "account", "compte";
        Onion: "onion service", "service onion";
        Wallet: "wallet", "portefeuille";
        Tracker: "tracker", "traceur";
        Favicon: "favicon", "favicon";
        Template: "page template", "gabarit de page";
        Contact: "contact", "contact";
        Country: "country", "pays";
    }
    LinkKind {
        ResolvesTo: "resolves to", "mène à";
        AliasOf: "is another name for", "est un autre nom de";
        UnderDomain: "lies in", "se trouve sous";
        ServedBy: "is answered for by", "est servi par";
        MailBy: "takes mail at", "reçoit son courrier par";
        RegisteredWith: "was bought from", "a été acheté chez";
        RegisteredIn: "stands in the register of", "figure au registre de";
        RegisteredTo: "is registered to", "est enregistré au nom de";
        AnnouncedBy: "is announced by", "est annoncée par";
        Presents: "shows", "présente";
        HoldsKey: "holds", "détient";
        NamedIn: "is named in", "est nommé dans";
        Carries: "carries", "porte";
        Shows: "shows", "affiche";
        BuiltFrom: "is built from", "est bâti sur";
        RedirectsTo: "sends visitors to", "renvoie vers";
        PointsTo: "names as its own", "désigne comme sien";
        SignedBy: "is signed by", "est signé par";
        SentFrom: "is sent from", "est envoyée depuis";
        PaidTo: "asks for money to", "demande de l’argent vers";
        HostedBy: "stands with", "se trouve chez";
        PublishedOn: "is served on", "est servi sur";
        LocatedIn: "stands in", "se trouve en";
    }
    Source {
        Dns: "name system", "système de noms";
        Rdap: "register", "registre";
        Tls: "TLS handshake", "poignée de main TLS";
        Http: "page", "page";
        Mmdb: "database of places", "base de lieux";
        Apk: "application file", "fichier d’application";
        Stream: "stream", "flux";
        PassiveDns: "old DNS answers", "anciennes réponses DNS";
        CertificateLog: "certificate log", "journal de certificats";
        File: "file", "fichier";
        Stix: "partner’s STIX", "STIX d’un partenaire";
        Person: "a person", "une personne";
    }
    Class {
        ProofOfControl: "proof of control", "preuve de contrôle";
        Strong: "strong", "forte";
        Copyable: "anyone can copy it", "copiable par quiconque";
        Contextual: "surroundings", "contexte";
    }
    Family {
        ServerKey: "server keys", "clés de serveur";
        SigningKey: "signing keys", "clés de signature";
        Registration: "registration", "enregistrement";
        Route: "redirections", "renvois";
        Page: "page content", "contenu de page";
        Provider: "providers", "fournisseurs";
        Structure: "names", "noms";
    }
    Lacking {
        Anything: "Nothing that is shared counts.", "Rien de commun ne compte.";
        WhatCannotBeCopied: "All that counts could have been copied by an outsider.", "Tout ce qui compte a pu être copié par un tiers.";
        RarerValue: "What cannot be copied is held by rather many, and nothing of the kind stands beside it.", "Ce qui ne se copie pas est détenu par beaucoup, et rien de tel ne l’appuie.";
        SecondFamily: "All that counts may come from one act; a second independent family is missing.", "Tout ce qui compte peut venir d’un seul acte ; une seconde famille indépendante manque.";
    }
    NetworkState {
        Proposed: "Proposed", "Proposé";
        Confirmed: "Confirmed", "Confirmé";
        Rejected: "Set aside", "Écarté";
        Split: "Split", "Scindé";
        Merged: "Merged", "Fusionné";
    }
    NetworkEvent {
        Join: "Member added", "Membre ajouté";
        Leave: "Member taken out", "Membre retiré";
        Confirm: "Confirmed", "Confirmé";
        Reject: "Set aside", "Écarté";
        Reconsider: "Proposed again", "Proposé à nouveau";
        Split: "Split", "Scindé";
        Merge: "Merged", "Fusionné";
    }
    ExpansionState {
        Running: "Running", "En cours";
        Stopped: "Stopped", "Arrêtée";
        Done: "Done", "Terminée";
    }
    Limit {
        Depth: "too many steps away", "trop loin";
        Assets: "enough assets", "assez d’éléments";
        PerAsset: "too many from one", "trop à partir d’un seul";
        Stopped: "stopped", "arrêtée";
    }
    Format {
        PassiveDns: "Passive DNS (COF, one JSON object a line)", "DNS passif (COF, un objet JSON par ligne)";
        CertificateLog: "Certificate log entries (one JSON object a line)", "Entrées de journaux de certificats (un objet JSON par ligne)";
        Table: "Table of links (CSV)", "Tableau de liens (CSV)";
        Addresses: "List of addresses", "Liste d’adresses";
        Stix: "STIX 2.1 bundle", "Paquet STIX 2.1";
    }
    Measure {
        PreserveData: "Preserve data", "Conserver les données";
        DiscloseData: "Disclose data", "Communiquer les données";
        RemoveItem: "Remove one item", "Retirer un élément";
        DisableAccount: "Close the account", "Fermer le compte";
        RemoveChannel: "Close the channel", "Fermer le canal";
        StopHosting: "End the hosting", "Cesser l’hébergement";
        SeizeServer: "Seize the server", "Saisir le serveur";
        CopyServer: "Copy the server", "Copier le serveur";
        ClientHold: "Hold the name (clientHold)", "Suspendre le nom (clientHold)";
        ServerHold: "Hold the name (serverHold)", "Suspendre le nom (serverHold)";
        ChangeDelegation: "Change the delegation", "Changer la délégation";
        StopResolving: "Stop resolving", "Cesser de résoudre";
        RevokeCertificate: "Revoke the certificate", "Révoquer le certificat";
        StopCaching: "Stop caching", "Cesser la mise en cache";
        RevealOrigin: "Reveal the origin", "Révéler l’origine";
        RemoveListing: "Remove the listing", "Retirer la fiche";
        RemoveSigningAccount: "Close the developer’s account", "Fermer le compte du développeur";
        RemoveAddOn: "Withdraw the module", "Retirer le module";
        StopStream: "End the stream", "Couper le flux";
        StopSending: "Stop sending", "Cesser l’envoi";
        FreezeFunds: "Freeze the funds", "Geler les fonds";
        BlockAccess: "Block access", "Bloquer l’accès";
    }
    LegalWay {
        Terms: "voluntary notice", "signalement volontaire";
        RemovalOrder: "removal order", "injonction de retrait";
        NationalOrder: "national order", "décision nationale";
        DataOrder: "order for data", "injonction de données";
    }
}

macro_rules! likenesses {
    ($($variant:ident: $en:literal, $fr:literal;)*) => {
        /// What two outlets have in common when both are linked to one value in this way.
        #[must_use]
        pub const fn same(link: LinkKind) -> Text {
            match link { $(LinkKind::$variant => Text { en: $en, fr: $fr },)* }
        }
        /// Every likeness, for the tests of the catalogue.
        #[cfg(test)]
        pub(super) const LIKENESSES: &[Text] = &[$(Text { en: $en, fr: $fr }),*];
    };
}

likenesses! {
    ResolvesTo: "Same address", "Même adresse";
    AliasOf: "Other name for the same host", "Autre nom du même hôte";
    UnderDomain: "Same domain", "Même domaine";
    ServedBy: "Same name server", "Même serveur de noms";
    MailBy: "Same mail server", "Même serveur de courrier";
    RegisteredWith: "Same registrar", "Même bureau d’enregistrement";
    RegisteredIn: "Same registry", "Même registre";
    RegisteredTo: "Same registrant", "Même titulaire";
    AnnouncedBy: "Same autonomous system", "Même système autonome";
    Presents: "Same certificate", "Même certificat";
    HoldsKey: "Same server key", "Même clé de serveur";
    NamedIn: "Named in the same certificate", "Nommé dans le même certificat";
    Carries: "Same tracker or module", "Même traceur ou module";
    Shows: "Same favicon", "Même favicon";
    BuiltFrom: "Same page template", "Même gabarit de page";
    RedirectsTo: "Sends visitors to the same site", "Renvoie vers le même site";
    PointsTo: "Names the same outlet as its own", "Désigne le même média comme sien";
    SignedBy: "Same signing key", "Même clé de signature";
    SentFrom: "Sent from the same server", "Envoyé depuis le même serveur";
    PaidTo: "Asks for money to the same wallet", "Demande de l’argent vers le même portefeuille";
    HostedBy: "Same hosting company", "Même hébergeur";
    PublishedOn: "Same host", "Même hôte";
    LocatedIn: "Same country", "Même pays";
}
