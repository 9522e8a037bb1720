//! What was done, as a history names it.

use super::Text;

texts! {
    BY_JOB: "Vigie, carrying it out", "Vigie, en exécution";
    BY_PROVIDER: "{name}, for the provider", "{name}, pour le fournisseur";
    ERASED: "name erased", "nom effacé";
    VERB_DETECT: "detect", "détecter";
    VERB_ASSESS: "assess", "apprécier";
    VERB_REFER: "refer", "signaler";
    VERB_ORDER: "order", "enjoindre";
    VERB_MAP: "map", "cartographier";
    VERB_ACT: "act", "agir";
    VERB_WATCH: "watch", "veiller";
    VERB_KEEP: "keep", "tenir";
}

macro_rules! acts {
    ($($name:literal: $en:literal, $fr:literal;)*) => {
        /// The words for an act by its fixed name; none for a name of a later version.
        pub fn of(act: &str) -> Option<Text> {
            match act {
                $($name => Some(Text { en: $en, fr: $fr }),)*
                _ => None,
            }
        }

        /// Every act, for the tests of the catalogue.
        #[cfg(test)]
        pub(super) const ACTS: &[Text] = &[$(Text { en: $en, fr: $fr }),*];
    };
}

acts! {
    "taken_in": "Taken in", "Saisi";
    "handed_in": "Handed in", "Remis";
    "examined": "Examined", "Examiné";
    "not_examined": "Could not be examined", "N’a pu être examiné";
    "provider_set": "Provider set", "Fournisseur indiqué";
    "fetch_asked": "Asked to be fetched again", "Nouvelle consultation demandée";
    "media_revealed": "Media revealed", "Image montrée";
    "finding_recorded": "Finding recorded", "Appréciation inscrite";
    "finding_reopened": "Taken up again", "Examen repris";
    "referral_released": "Released by a second person", "Libéré par une seconde personne";
    "referral_sent": "Sent to the provider", "Envoyé au fournisseur";
    "referral_received": "Receipt confirmed on the portal", "Réception confirmée sur le portail";
    "referral_answered": "Answered by the provider", "Réponse du fournisseur";
    "referral_withdrawn": "Taken back", "Retiré";
    "ground_chosen": "Ground chosen", "Fondement choisi";
    "referral_failed": "Refused by the mail server", "Refusé par le serveur de courrier";
    "referral_bounced": "Came back undelivered", "Revenu sans être remis";
    "referral_readdressed": "Addressed to the provider of the item", "Adressé au fournisseur de l’élément";
    "referral_link_renewed": "Link of the portal renewed", "Lien du portail renouvelé";
    "referral_sent_again": "Sent again", "Envoyé de nouveau";
    "copy_failed": "Copy for the host state refused by the mail server", "Copie pour l’État hôte refusée par le serveur de courrier";
    "copy_bounced": "Copy for the host state came back", "Copie pour l’État hôte revenue";
    "copy_sent_again": "Copy for the host state sent again", "Copie pour l’État hôte envoyée de nouveau";
    "information_bounced": "Information letter came back", "Lettre d’information revenue";
    "own_page_asked_for": "Link to the provider’s own page asked for", "Lien vers la page du fournisseur demandé";
    "own_page_sent": "Link to the provider’s own page sent", "Lien vers la page du fournisseur envoyé";
    "deconflicted": "Deconfliction answered", "Réponse à la concertation";
    "gate_opened": "Gate opened by a person", "Condition ouverte par une personne";
    "order_approved": "Approved by a second officer", "Approuvée par un second agent";
    "order_issued": "Issued by a second officer", "Émise par un second agent";
    "order_delivered": "Handed over", "Remise";
    "delivery_failed": "Could not be handed over", "N’a pu être remise";
    "delivered_by_hand": "Carried to the provider", "Portée au fournisseur";
    "order_readdressed": "Addressed to the provider of the item", "Adressée au fournisseur de l’élément";
    "order_bounced": "Came back undelivered", "Revenue sans être remise";
    "answer_written": "Answer to Annex III written", "Réponse à l’annexe III rédigée";
    "correction_written": "Correction written", "Correction rédigée";
    "impossibility_ended": "Impossibility ended; the hour starts again", "Impossibilité terminée ; l’heure repart";
    "scrutiny_asked": "Scrutiny asked for", "Examen demandé";
    "scrutiny_opened": "Scrutiny begun by the host state", "Examen engagé par l’État hôte";
    "issuer_warned": "Warned of an adverse decision", "Averti d’une décision défavorable";
    "order_let_stand": "Host state lets the order stand", "L’État hôte maintient l’injonction";
    "breach_found": "Host state finds a breach: without effect", "L’État hôte constate une violation : sans effet";
    "decision_sent": "Decision of the host state sent", "Décision de l’État hôte envoyée";
    "order_challenged": "Challenged before a court", "Contestée devant un juge";
    "order_upheld": "Upheld by the court", "Confirmée par le juge";
    "order_annulled": "Annulled by the court: without effect", "Annulée par le juge : sans effet";
    "order_final": "Final: the time for redress is over", "Définitive : délai de recours écoulé";
    "non_disclosure_set": "Nobody may be told", "Personne ne peut être informé";
    "non_disclosure_extended": "Non-disclosure extended", "Non-divulgation prolongée";
    "non_disclosure_lifted": "Non-disclosure lifted", "Non-divulgation levée";
    "preservation_extended": "Preservation extended", "Conservation prolongée";
    "content_provider_told": "Content provider told, the provider says", "Fournisseur de contenus informé, selon le fournisseur";
    "reinstated": "Content is back, the provider says", "Contenu rétabli, selon le fournisseur";
    "reinstatement_declined": "Reinstatement declined by the provider", "Rétablissement refusé par le fournisseur";
    "link_renewed": "Link of the portal renewed", "Lien du portail renouvelé";
    "complaint_received": "Complaint recorded by the provider", "Réclamation inscrite par le fournisseur";
    "complaint_upheld": "Complaint upheld, content back", "Réclamation fondée, contenu rétabli";
    "complaint_rejected": "Complaint rejected", "Réclamation rejetée";
    "order_received": "Received. The hour runs", "Reçue. L’heure court";
    "receipt_recorded": "Receipt recorded by an officer. The hour runs", "Réception inscrite par un agent. L’heure court";
    "letter_sent": "Letter sent", "Courrier envoyé";
    "order_overdue": "Escalated: no receipt or no answer in time", "Escalade : ni reçue ni répondue à temps";
    "order_answered": "Answered by the provider", "Réponse du fournisseur";
    "clarified": "We answered; the hour starts again with the receipt", "Nous avons répondu ; l’heure repart à la réception";
    "answer_overtaken": "Our answer was not sent: the order had no effect any more, or was answered", "Notre réponse n’a pas été envoyée : l’injonction n’avait plus d’effet, ou avait reçu réponse";
    "letter_refused": "A letter was refused or came back", "Un courrier a été refusé ou est revenu";
    "letters_sent_again": "Letters sent again", "Courriers envoyés de nouveau";
    "clock_restarted": "We answered; the hour starts again", "Nous avons répondu ; l’heure repart";
    "order_withdrawn": "Withdrawn", "Retirée";
    "hold_placed": "Hold placed", "Attente demandée";
    "hold_lifted": "Hold lifted", "Attente levée";
    "looked": "Looked at from outside", "Vu de l’extérieur";
    "look_asked": "A look was asked for", "Passage demandé";
    "alert_noted": "Alert noted", "Alerte prise en compte";
    "account_made": "Account made", "Compte créé";
    "account_opened": "Account opened", "Compte rouvert";
    "account_closed": "Account closed", "Compte clos";
    "roles_set": "Roles set", "Rôles fixés";
    "password_set": "Password set", "Mot de passe fixé";
    "second_factor_set": "Second factor set", "Second facteur en place";
    "one_time_link_made": "One-time link made", "Lien à usage unique créé";
    "token_made": "API token made", "Jeton d’API créé";
    "token_revoked": "API token revoked", "Jeton d’API révoqué";
    "authority_recorded": "Authority recorded", "Autorité inscrite";
    "provider_recorded": "Provider recorded", "Fournisseur inscrit";
    "information_asked_for": "Prior information asked for", "Information préalable demandée";
    "information_recorded": "Prior information recorded", "Information préalable inscrite";
    "contact_confirmed": "Contact point confirmed", "Point de contact confirmé";
    "portal_link_renewed": "Link to its own page renewed", "Lien vers sa page renouvelé";
    "provider_sought": "Looked for who hosts it", "Hébergeur recherché";
    "provider_informed": "Prior information sent", "Information préalable envoyée";
    "signals_added": "Signals added", "Signaux ajoutés";
    "bank_enabled": "Bank switched on", "Banque activée";
    "bank_made": "Bank made", "Banque créée";
    "bank_renamed": "Bank renamed", "Banque renommée";
    "import_ended": "Import ended", "Import terminé";
    "bank_terms_set": "How the bank is compared was set", "Comparaison de la banque réglée";
    "signal_removed": "Signal removed", "Signal retiré";
    "signal_confirmed": "Signal confirmed", "Signal confirmé";
    "signal_disputed": "Signal disputed", "Signal contesté";
    "signal_quarantined": "Signal put in quarantine: it matched far more than before", "Signal mis en quarantaine : bien plus de concordances qu’avant";
    "signal_released": "Signal released from quarantine", "Signal sorti de quarantaine";
    "comparison_asked": "Comparison with earlier captures asked for", "Comparaison avec les captures antérieures demandée";
    "compared_again": "Earlier captures compared with the bank", "Captures antérieures comparées à la banque";
    "matched_later": "Matched by a signal that came later", "Concordance avec un signal arrivé plus tard";
    "settled_again": "Standing of the matches settled anew", "Portée des concordances réévaluée";
    "bank_disabled": "Bank switched off", "Banque désactivée";
    "sites_listed": "Known sites listed", "Sites connus inscrits";
    "seed_added": "Put on the map", "Mis sur la carte";
    "links_recorded": "Links recorded by a person", "Liens inscrits par une personne";
    "provider_named": "Provider named", "Fournisseur nommé";
    "strangers_counted": "Strangers counted", "Tiers comptés";
    "expansion_begun": "Exploration begun", "Exploration engagée";
    "expansion_stopped": "Exploration stopped", "Exploration arrêtée";
    "looked_around": "Looked around", "Alentours explorés";
    "file_imported": "File taken in", "Fichier saisi";
    "network_proposed": "Network proposed", "Réseau proposé";
    "network_confirmed": "Network confirmed", "Réseau confirmé";
    "network_rejected": "Network rejected", "Réseau rejeté";
    "network_reconsidered": "Network proposed again", "Réseau proposé de nouveau";
    "network_split": "Network split", "Réseau scindé";
    "networks_merged": "Networks merged", "Réseaux fusionnés";
    "member_added": "Member added", "Membre ajouté";
    "member_removed": "Member taken out", "Membre retiré";
    "operation_opened": "Operation opened", "Opération ouverte";
    "operation_altered": "Operation changed", "Opération modifiée";
    "operation_marked": "Handling of the operation set", "Traitement de l’opération fixé";
    "operation_closed": "Operation closed", "Opération close";
    "participant_put": "Participant recorded", "Participant inscrit";
    "participant_removed": "Participant taken out", "Participant retiré";
    "wave_planned": "Wave planned", "Vague préparée";
    "wave_altered": "Wave changed", "Vague modifiée";
    "wave_made_ready": "Readiness gone through", "Préparatifs passés en revue";
    "wave_reopened": "Plan taken up again", "Plan repris";
    "moment_fixed": "Moment fixed", "Moment fixé";
    "readiness_said": "Answered for a check", "Réponse donnée à un contrôle";
    "go_called": "Go called", "Départ donné";
    "hold_called": "Hold called", "Suspension demandée";
    "abort_called": "Abort called", "Abandon demandé";
    "wave_ended": "Wave ended", "Vague terminée";
    "message_written": "Message written on the board", "Message écrit au tableau";
    "targets_proposed": "Targets proposed", "Cibles proposées";
    "target_allocated": "Given to the state that acts", "Attribuée à l’État qui agit";
    "target_put_in_order": "Put in order", "Mise en ordre";
    "target_prepared": "Prepared", "Préparée";
    "papers_approved": "Papers approved by a second officer", "Papiers approuvés par un second agent";
    "target_deconflicted": "Deconfliction answered", "Réponse à la concertation";
    "collateral_accepted": "Collateral accepted", "Dommages collatéraux acceptés";
    "target_cleared": "Lacks nothing any more", "Ne manque plus de rien";
    "target_held_back": "Held back", "Retenue";
    "target_released": "Let go again", "Laissée repartir";
    "target_withdrawn": "Taken off the plan", "Retirée du plan";
    "target_shared": "Given to another authority", "Donnée à une autre autorité";
    "target_marked": "Handling of the target set", "Traitement de la cible fixé";
    "target_dispatched": "Sent out", "Partie";
    "target_in_doubt": "May have left: a person finds out", "Peut-être partie : une personne l’établit";
    "doubt_settled": "Found out whether it left", "Établi si elle était partie";
    "target_bounced": "Came back undelivered", "Revenue sans être remise";
    "target_looked_at": "Looked at from outside", "Vue de l’extérieur";
    "reported": "Reported from site", "Compte rendu du terrain";
    "claim_recorded": "Claim recorded", "Affirmation inscrite";
    "made_whole": "Made whole whoever was hit by mistake", "Dédommagement de qui fut touché par erreur";
    "instrument_recorded": "Legal title recorded", "Titre inscrit";
    "instrument_revoked": "Legal title revoked", "Titre révoqué";
    "alert_written": "Early warning written", "Alerte précoce rédigée";
    "alert_issued": "Early warning issued by a second person", "Alerte précoce émise par une seconde personne";
    "alert_sent": "Early warning sent to an authority", "Alerte précoce envoyée à une autorité";
    "alert_not_sent": "Early warning could not be sent", "Alerte précoce impossible à envoyer";
    "alert_sent_again": "Early warning sent again", "Alerte précoce renvoyée";
    "alert_read": "Early warning read", "Alerte précoce lue";
}

/// The words for a verb of the ledger by its fixed name.
pub fn verb(name: &str) -> Option<Text> {
    match name {
        "detect" => Some(VERB_DETECT),
        "assess" => Some(VERB_ASSESS),
        "refer" => Some(VERB_REFER),
        "order" => Some(VERB_ORDER),
        "map" => Some(VERB_MAP),
        "act" => Some(VERB_ACT),
        "watch" => Some(VERB_WATCH),
        "keep" => Some(VERB_KEEP),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
