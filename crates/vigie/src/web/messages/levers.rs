//! What levers do and do not, in the reader's language. The domain holds the English sentences.

use super::Lang;
use domain::map::{Lever, Measure};

/// What a lever does, what it does not, and how long it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentences {
    /// What it does.
    pub does: &'static str,
    /// What it leaves as it is.
    pub does_not: &'static str,
    /// How long it lasts.
    pub lasts: &'static str,
}

/// The sentences of a lever.
#[must_use]
pub const fn of(lever: &Lever, lang: Lang) -> Sentences {
    match lang {
        Lang::En => Sentences { does: lever.does, does_not: lever.does_not, lasts: lever.lasts },
        Lang::Fr => french(lever.measure),
    }
}

macro_rules! french {
    ($($measure:ident: $does:literal, $does_not:literal, $lasts:literal;)*) => {
        const fn french(measure: Measure) -> Sentences {
            match measure {
                $(Measure::$measure => Sentences { does: $does, does_not: $does_not, lasts: $lasts },)*
            }
        }
        /// Every French sentence, for the tests of the catalogue.
        #[cfg(test)]
        pub(super) const FRENCH: &[&str] = &[$($does, $does_not, $lasts),*];
    };
}

french! {
    PreserveData: "Le fournisseur garde telles quelles les données du compte, pour qu’elles puissent être demandées plus tard.",
        "Rien n’est remis et rien n’est mis hors ligne ; ce qui vient après n’est pas gardé.",
        "Soixante jours par une injonction européenne de conservation, trente de plus si elle est prolongée.";
    DiscloseData: "Le fournisseur remet ce qu’il sait : qui tient le compte, d’où il a servi, ce qui est stocké.",
        "Rien n’est mis hors ligne, et un faux nom reste faux.",
        "Une fois ; pour des données ultérieures, il faut une autre demande.";
    RemoveItem: "Le fournisseur retire un élément à une adresse exacte, ou en bloque l’accès.",
        "Le reste du site, le compte et toute copie ailleurs restent en ligne.",
        "Jusqu’à ce que quelqu’un le remette, à cette adresse ou à une autre.";
    DisableAccount: "La plateforme ferme le compte ; tout ce qu’il y a publié disparaît ensemble.",
        "Le titulaire peut ouvrir un autre compte ; ce que d’autres ont repris peut rester.",
        "Jusqu’à ce que la plateforme le rouvre, après une réclamation par exemple.";
    RemoveChannel: "La messagerie ferme le canal pour tous ceux qui le suivent.",
        "Les groupes privés, les copies transférées et les canaux de réserve restent.",
        "Le nom est repris aussitôt si la messagerie ne le réserve pas.";
    StopHosting: "L’hébergeur met fin au service d’un client ; ce qui s’y trouvait ne répond plus.",
        "Le nom n’est pas touché : pointé vers un autre serveur, le site revient en quelques minutes.",
        "Jusqu’à ce que le client parte ailleurs ; sans conservation, l’hébergeur peut effacer les données.";
    SeizeServer: "Des agents emportent la machine ou ses disques chez l’hébergeur, avec tout ce qu’ils contiennent.",
        "Les sauvegardes, les miroirs et le nom restent à l’exploitant ; des disques chiffrés restent fermés une fois le courant coupé.",
        "Aussi longtemps que tient la saisie ; l’exploitant loue une autre machine entre-temps.";
    CopyServer: "Les disques de la machine sont copiés comme preuve, et elle continue de tourner.",
        "Le site reste en ligne et peut changer l’instant d’après.",
        "Une fois : la copie contient ce qui s’y trouvait à cet instant.";
    ClientHold: "Le bureau d’enregistrement sort le domaine de la zone : le nom et tous les noms au-dessous ne mènent plus nulle part.",
        "Le serveur reste en ligne, joignable par son adresse ou un autre nom ; le domaine peut changer de bureau si transfert, modification et suppression ne sont pas aussi bloqués.",
        "Jusqu’à ce que le bureau le lève ou que l’enregistrement prenne fin ; chacun peut alors acheter le nom, l’exploitant aussi.";
    ServerHold: "Le registre sort le domaine de la zone, par-dessus le bureau d’enregistrement.",
        "Le serveur continue sous son adresse et sous les domaines d’autres registres.",
        "Jusqu’à ce que le registre le lève ; il faut surveiller le jour de l’expiration.";
    ChangeDelegation: "Le domaine pointe vers les serveurs de noms de l’autorité : les visiteurs voient un avis, et le courrier n’est pas perdu sans qu’on le sache.",
        "Tant que les anciennes réponses courent, certains résolveurs mènent encore à l’ancien serveur, qui reste lui-même en ligne.",
        "Aussi longtemps que l’autorité paie le domaine et tient l’avis.";
    StopResolving: "L’entreprise qui tient les serveurs de noms cesse de répondre pour ce nom.",
        "L’exploitant garde le domaine et choisit d’autres serveurs de noms le jour même.",
        "Des heures ou des jours, jusqu’à ce que le domaine soit servi d’ailleurs.";
    RevokeCertificate: "L’émetteur déclare le certificat invalide ; certains navigateurs avertissent alors leurs utilisateurs.",
        "Le site reste en ligne, bien des programmes ne demandent jamais, et un autre émetteur donne un nouveau certificat en quelques minutes.",
        "Pour le reste de la vie du certificat.";
    StopCaching: "Le réseau de diffusion cesse de servir les noms de ce client ; son bouclier contre la saturation tombe aussi.",
        "Le serveur d’origine reste en ligne, joignable sans le réseau dès que le nom y mène.",
        "Jusqu’à ce que le client trouve un autre réseau.";
    RevealOrigin: "Le réseau de diffusion dit quel serveur se trouve derrière un nom, et donc qui l’héberge.",
        "Tout reste en ligne ; le serveur nommé peut n’être qu’une autre façade.",
        "Une fois : l’origine peut changer à tout moment.";
    RemoveListing: "Le magasin retire l’application : plus personne ne l’y trouve, ne l’installe ni ne la met à jour.",
        "Les copies installées continuent, et le fichier circule hors du magasin.",
        "Jusqu’à ce qu’elle soit de nouveau proposée, sous un autre nom par exemple.";
    RemoveSigningAccount: "Le magasin ferme le compte du développeur : toutes les applications qu’il signe perdent fiche et mises à jour.",
        "La clé reste à son détenteur, qui peut signer pour d’autres magasins et pour le téléchargement direct.",
        "Jusqu’à ce qu’un nouveau compte soit ouvert sous un autre nom.";
    RemoveAddOn: "L’éditeur du navigateur retire le module, et peut désactiver les copies installées.",
        "Les copies chargées à la main en mode développeur restent.",
        "Aussi longtemps que l’identifiant du module reste sur la liste de l’éditeur.";
    StopStream: "L’entreprise qui sert le flux y met fin : les lecteurs se taisent aussitôt.",
        "Le studio n’est pas touché et peut alimenter un autre serveur sous le même nom.",
        "Des heures, à moins que le nom et les applications qui le jouent ne tombent aussi.";
    StopSending: "Le service d’envoi cesse d’envoyer pour ce client.",
        "La liste des lecteurs reste à l’exploitant, et ce qui a été envoyé reste dans leurs boîtes.",
        "Jusqu’à ce que la liste soit chargée dans un autre service.";
    FreezeFunds: "Un service de paiement ou une bourse où se trouve le portefeuille retient ce qu’il contient.",
        "Un portefeuille dont l’exploitant seul détient les clés ne peut être gelé par personne.",
        "Aussi longtemps que tient la décision.";
    BlockAccess: "Les fournisseurs d’accès d’un État cessent d’y mener leurs propres clients ; dernier recours, quand le retrait à la source échoue.",
        "Le contenu reste en ligne pour tous les autres, et pour ceux qui contournent le blocage.",
        "Aussi longtemps que le dit la décision nationale ; à revoir quand les adresses changent.";
}
