//! The terms of joint actions as a reader sees them. A new variant without words does not compile.

use super::Text;
use super::terms::Term;
use casework::records::act::Saw;
use domain::act::{
    Check, HandlingCode, InstrumentKind, Outcome, Redress, Standing, TargetState, Tlp, WaveEvent, WaveState,
};

terms! {
    WaveState {
        Planned: "Planned", "Préparée";
        Ready: "Ready", "Prête";
        Set: "Moment fixed", "Moment fixé";
        Going: "Go", "Départ donné";
        Held: "Held", "Suspendue";
        Aborted: "Aborted", "Abandonnée";
        Ended: "Ended", "Terminée";
    }
    WaveEvent {
        MakeReady: "Readiness gone through", "Préparatifs passés en revue";
        Reopen: "Plan taken up again", "Plan repris";
        FixMoment: "Moment fixed", "Moment fixé";
        Go: "Go", "Départ";
        Hold: "Hold", "Suspendre";
        Abort: "Abort", "Abandonner";
        End: "Ended", "Terminée";
    }
    Standing {
        Silent: "No go yet", "Pas de départ";
        Going: "Go", "Départ donné";
        Held: "Holds", "Suspend";
        Aborted: "Aborted", "A abandonné";
    }
    TargetState {
        Proposed: "Proposed", "Proposée";
        Allocated: "Allocated", "Attribuée";
        Prepared: "Prepared", "Préparée";
        Cleared: "Cleared", "Prête";
        HeldBack: "Held back", "Retenue";
        Dispatched: "Out", "Partie";
        Executed: "Reported only", "Rapportée seulement";
        Confirmed: "Confirmed from outside", "Confirmée de l’extérieur";
        Contradicted: "Contradicted", "Contredite";
        Failed: "Failed", "Manquée";
        Withdrawn: "Off the plan", "Hors du plan";
    }
    Redress {
        None: "Nobody was hit", "Personne n’a été touché";
        Owed: "Somebody is to be made whole", "Quelqu’un reste à dédommager";
        MadeWhole: "Made whole", "Dédommagé";
    }
    Outcome {
        Seized: "Seized", "Saisi";
        Closed: "Shut down, nothing taken", "Arrêté, rien n’a été pris";
        Disabled: "Disabled by whoever runs it", "Désactivé par qui l’exploite";
        Blocked: "Access blocked in one state", "Accès bloqué dans un État";
        Removed: "Item removed", "Élément retiré";
        EvidenceCopied: "Evidence copied, left running", "Preuves copiées, laissé en marche";
        Searched: "Searched", "Perquisitionné";
        EquipmentTaken: "Equipment taken", "Matériel emporté";
        NobodyThere: "Nobody there", "Personne sur place";
        EmptyPlace: "Rack or room empty", "Baie ou pièce vide";
        WrongTenant: "Somebody else’s: wrong tenant", "À quelqu’un d’autre : mauvais locataire";
        Refused: "Refused", "Refusé";
    }
    Check {
        Instrument: "Instrument", "Titre";
        Team: "Team named", "Équipe nommée";
        Contact: "Contact reached", "Contact joint";
        SecrecySteps: "Secret steps agreed", "Étapes secrètes convenues";
        Deconfliction: "Deconfliction", "Concertation";
        Collateral: "Collateral accepted", "Dommages collatéraux acceptés";
        Rollback: "Rollback rehearsed", "Retour en arrière répété";
    }
    InstrumentKind {
        EuropeanInvestigationOrder: "European Investigation Order", "Décision d’enquête européenne";
        ProductionOrder: "European Production Order", "Injonction européenne de production";
        PreservationOrder: "European Preservation Order", "Injonction européenne de conservation";
        MutualLegalAssistance: "Mutual legal assistance", "Entraide judiciaire";
        NationalWarrant: "National warrant", "Mandat national";
        RemovalOrder: "Removal order", "Injonction de retrait";
        RegistrarNotice: "Notice to a registrar", "Notification à un bureau d’enregistrement";
        VoluntaryReferral: "Voluntary referral", "Signalement volontaire";
    }
    Tlp {
        Clear: "TLP:CLEAR", "TLP:CLEAR";
        Green: "TLP:GREEN", "TLP:GREEN";
        Amber: "TLP:AMBER", "TLP:AMBER";
        AmberStrict: "TLP:AMBER+STRICT", "TLP:AMBER+STRICT";
        Red: "TLP:RED", "TLP:RED";
    }
    HandlingCode {
        H0: "to prevent and combat crime only", "pour prévenir et combattre la criminalité seulement";
        H1: "not in court without permission of whoever provided it", "pas en justice sans l’accord de qui l’a fourni";
        H2: "not passed on without permission of whoever provided it", "pas transmis sans l’accord de qui l’a fourni";
        H3: "other restrictions, in words beside it", "autres restrictions, dites à côté";
    }
    Saw {
        Up: "up", "en ligne";
        Gone: "gone", "disparu";
        Silence: "nobody answers", "personne ne répond";
        Refused: "we are refused", "accès refusé pour nous";
        Nothing: "cannot tell", "ne peut pas dire";
    }
}
