//! The words of the draft. Each row has one for every language, so that a missing one does not compile.

use crate::Language;
use domain::act::Outcome;
use domain::map::Measure;

/// What stands around the facts.
pub(super) struct Words {
    /// What follows a label; French sets a space before it.
    pub colon: &'static str,
    pub draft: &'static str,
    pub states: &'static str,
    pub targets: &'static str,
    pub sources: &'static str,
    pub seen: &'static str,
}

impl Words {
    pub(super) const fn of(language: Language) -> Self {
        let [draft, states, targets, sources, seen] = match language {
            Language::English => [
                "DRAFT. Joint action",
                "States with confirmed results",
                "Targets",
                "Sources",
                "Last seen so from outside",
            ],
            Language::French => [
                "PROJET. Action commune",
                "États aux résultats confirmés",
                "Cibles",
                "Sources",
                "Dernier constat de l’extérieur",
            ],
            Language::German => [
                "ENTWURF. Gemeinsame Aktion",
                "Staaten mit bestätigten Ergebnissen",
                "Ziele",
                "Quellen",
                "Zuletzt von außen so gesehen",
            ],
            Language::Dutch => [
                "ONTWERP. Gezamenlijke actie",
                "Staten met bevestigde resultaten",
                "Doelen",
                "Bronnen",
                "Laatst zo gezien van buitenaf",
            ],
            Language::Spanish => [
                "BORRADOR. Acción conjunta",
                "Estados con resultados confirmados",
                "Objetivos",
                "Fuentes",
                "Última observación desde fuera",
            ],
        };
        let colon = if matches!(language, Language::French) { "\u{a0}:" } else { ":" };
        Self { colon, draft, states, targets, sources, seen }
    }
}

/// The word of a row for a language: English, French, German, Dutch, Spanish.
const fn one(row: [&'static str; 5], language: Language) -> &'static str {
    let [en, fr, de, nl, es] = row;
    match language {
        Language::English => en,
        Language::French => fr,
        Language::German => de,
        Language::Dutch => nl,
        Language::Spanish => es,
    }
}

/// What happened.
pub(super) const fn outcome(what: Outcome, language: Language) -> &'static str {
    use Outcome as O;
    let row = match what {
        O::Seized => ["seized", "saisi", "beschlagnahmt", "in beslag genomen", "incautado"],
        O::Closed => ["shut down", "arrêté", "abgeschaltet", "stilgelegd", "cerrado"],
        O::Disabled => ["disabled", "désactivé", "deaktiviert", "uitgeschakeld", "desactivado"],
        O::Blocked => ["access blocked", "accès bloqué", "Zugang gesperrt", "toegang geblokkeerd", "acceso bloqueado"],
        O::Removed => ["removed", "retiré", "entfernt", "verwijderd", "retirado"],
        O::EvidenceCopied => {
            ["evidence copied", "preuves copiées", "Beweise gesichert", "bewijs gekopieerd", "pruebas copiadas"]
        }
        O::Searched => ["searched", "perquisitionné", "durchsucht", "doorzocht", "registrado"],
        O::EquipmentTaken => {
            ["equipment taken", "matériel emporté", "Geräte mitgenommen", "apparatuur meegenomen", "equipos retirados"]
        }
        O::NobodyThere => {
            ["nobody there", "personne sur place", "niemand vor Ort", "niemand aanwezig", "nadie presente"]
        }
        O::EmptyPlace => ["place empty", "lieu vide", "Ort leer", "plaats leeg", "lugar vacío"],
        O::WrongTenant => {
            ["somebody else’s", "à quelqu’un d’autre", "gehört jemand anderem", "van iemand anders", "de otra persona"]
        }
        O::Refused => ["refused", "refusé", "abgelehnt", "geweigerd", "rechazado"],
    };
    one(row, language)
}

/// What was done.
#[rustfmt::skip]
pub(super) const fn measure(measure: Measure, language: Language) -> &'static str {
    use Measure as M;
    let row = match measure {
        M::PreserveData => ["data kept", "données conservées", "Daten gesichert", "gegevens bewaard", "datos conservados"],
        M::DiscloseData => ["data disclosed", "données communiquées", "Daten offengelegt", "gegevens verstrekt", "datos comunicados"],
        M::RemoveItem => ["one item", "un élément", "ein Inhalt", "één item", "un contenido"],
        M::DisableAccount => ["account", "compte", "Konto", "account bij een platform", "cuenta"],
        M::RemoveChannel => ["channel", "canal", "Kanal", "kanaal", "canal"],
        M::StopHosting => ["hosting", "hébergement", "Hosting", "hosting", "alojamiento"],
        M::SeizeServer => ["server", "serveur", "Server", "server", "servidor"],
        M::CopyServer => ["copy of a server", "copie d’un serveur", "Kopie eines Servers", "kopie van een server", "copia de un servidor"],
        M::ClientHold => ["domain name, registrar", "nom de domaine, bureau d’enregistrement", "Domainname, Registrar", "domeinnaam, registrar", "nombre de dominio, registrador"],
        M::ServerHold => ["domain name, registry", "nom de domaine, registre", "Domainname, Registry", "domeinnaam, register", "nombre de dominio, registro"],
        M::ChangeDelegation => ["delegation of a name", "délégation d’un nom", "Delegierung eines Namens", "delegatie van een naam", "delegación de un nombre"],
        M::StopResolving => ["name service", "résolution de noms", "Namensauflösung", "naamomzetting", "resolución de nombres"],
        M::RevokeCertificate => ["certificate", "certificat", "Zertifikat", "certificaat", "certificado"],
        M::StopCaching => ["delivery network", "réseau de diffusion", "Auslieferungsnetz", "distributienetwerk", "red de distribución"],
        M::RevealOrigin => ["origin behind a delivery network", "origine derrière un réseau de diffusion", "Ursprung hinter einem Auslieferungsnetz", "oorsprong achter een distributienetwerk", "origen tras una red de distribución"],
        M::RemoveListing => ["application", "application dans un magasin", "Anwendung", "app in een winkel", "aplicación"],
        M::RemoveSigningAccount => ["developer’s account", "compte de développeur", "Entwicklerkonto", "ontwikkelaarsaccount", "cuenta de desarrollador"],
        M::RemoveAddOn => ["browser module", "module de navigateur", "Browsermodul", "browsermodule", "módulo de navegador"],
        M::StopStream => ["radio stream", "flux radio", "Radiostream", "radiostream", "emisión de radio"],
        M::StopSending => ["newsletter", "lettre d’information", "Rundbrief", "nieuwsbrief", "boletín"],
        M::FreezeFunds => ["funds", "fonds", "Gelder", "tegoeden", "fondos"],
        M::BlockAccess => ["access in one state", "accès dans un État", "Zugang in einem Staat", "toegang in één staat", "acceso en un Estado"],
    };
    one(row, language)
}
