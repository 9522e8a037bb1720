//! Sentences that records and refusals carry in English, found by their English.
//!
//! Casework writes into the record, in words, what a page showed and why something was not examined; and it refuses
//! with a sentence what does not fit a field. A French reader gets the French sentence where there is one here.

use super::{Text, next_placeholder};

macro_rules! phrases {
    ($name:ident: $doc:literal; $($en:literal, $fr:literal;)*) => {
        #[doc = $doc]
        pub(super) const $name: &[Text] = &[$(Text { en: $en, fr: $fr }),*];
    };
}

mod act;
mod left_out;
mod seen;

phrases! { FIELDS: "What a refusal names as the field that does not fit.";
    "emergency", "urgence";
    "moment of issue", "moment de l’émission";
    "asset", "élément";
    "collateral", "dommages collatéraux";
    "issuer", "autorité qui délivre";
    "tlp", "TLP";
    "expansion", "exploration";
    "file", "fichier";
    "letter", "courrier";
    "letters", "courriers";
    "format", "format";
    "graph", "graphe";
    "limit", "limite";
    "limits", "limites";
    "network", "réseau";
    "networks", "réseaux";
    "origin", "origine";
    "parts", "parties";
    "seeds", "graines";
    "sightings", "observations";
    "time", "moment";
    "strangers", "tiers";
    "verdict", "décision";
    "object", "objet";
    "members", "membres";
    "alert", "alerte";
    "banner", "bandeau";
    "check", "contrôle";
    "copy", "copie";
    "deputy", "suppléant";
    "effect", "suite donnée";
    "exhibits", "pièces à conviction";
    "instrument", "titre";
    "lead", "direction";
    "link", "lien";
    "marking", "marquage";
    "measure", "mesure";
    "message", "message";
    "number", "numéro";
    "operation", "opération";
    "order to act", "injonction d’agir";
    "papers", "papiers";
    "participant", "participant";
    "photographs", "photographies";
    "place", "lieu";
    "report", "compte rendu";
    "restriction", "restriction";
    "silence", "silence";
    "state", "État";
    "states", "États";
    "subject", "objet";
    "target", "cible";
    "targets", "cibles";
    "to", "destinataires";
    "voices", "voix";
    "wave", "vague";
    "account", "compte";
    "acted at", "moment de l’acte";
    "address", "adresse";
    "annex I", "annexe I";
    "answer", "réponse";
    "authority", "autorité";
    "bank", "banque";
    "bank name", "nom de la banque";
    "lookup", "recherche";
    "url", "adresse";
    "channels", "canaux";
    "code", "code";
    "complaint", "réclamation";
    "contact", "contact";
    "contact_confirmed", "contact_confirmed";
    "content provider", "fournisseur de contenus";
    "court", "juridiction";
    "days for redress", "jours de recours";
    "explanation", "explication";
    "form", "formulaire";
    "gate", "contrôle";
    "hold", "attente";
    "information", "information";
    "interface", "interface";
    "item", "élément";
    "legal representative", "représentant légal";
    "moment", "moment";
    "name", "nom";
    "non-disclosure", "non-divulgation";
    "note", "note";
    "order", "injonction";
    "orders", "injonctions";
    "password", "mot de passe";
    "picture", "image";
    "preservation", "conservation";
    "proof", "preuve";
    "provider", "fournisseur";
    "reason", "motif";
    "signal", "signal";
    "reasons", "motifs";
    "reference", "référence";
    "referral", "signalement";
    "roles", "rôles";
    "scope", "portée";
    "scrutiny", "examen";
    "second factor", "second facteur";
    "second reading", "seconde lecture";
    "time zone", "fuseau horaire";
    "token", "jeton";
    "until", "fin";
    "upload", "envoi";
}

phrases! { REFUSED: "Why something given does not fit, and what to do.";
    "the letter came back before, or the provider was told otherwise", "la lettre était déjà revenue, ou le fournisseur a été informé autrement";
    "it was never released, so nobody has a link to it", "il n’a jamais été libéré ; personne n’en a donc le lien";
    "the order was issued only after the moment that is given; check its day and its time", "l’injonction n’a été émise qu’après le moment indiqué ; vérifiez-en le jour et l’heure";
    "when it was told is recorded already; the first statement stands", "le moment de l’information est déjà inscrit ; la première déclaration fait foi";
    "write in a sentence what the emergency is; it stands in the order itself", "écrivez en une phrase quelle est l’urgence ; elle figure dans l’injonction même";
    "the order {reference} on this item is in effect; withdraw it first", "l’injonction {reference} visant cet élément produit ses effets ; retirez-la d’abord";
    "the referral {reference} of this item is out and not answered; wait, or withdraw it first", "le signalement {reference} de cet élément est parti et sans réponse ; attendez, ou retirez-le d’abord";
    "give an address, a host name, or a kind and a value (“address 192.0.2.7”)", "donnez une adresse, un nom d’hôte, ou un genre et une valeur (« address 192.0.2.7 »)";
    "name a site, host, domain, application, channel or the like: a value is not controlled", "nommez un site, un hôte, un domaine, une application, un canal ou semblable : une valeur n’est pas contrôlée";
    "it belongs to the network already", "il appartient déjà au réseau";
    "it has ended; begin another one", "elle est terminée ; commencez-en une autre";
    "name two different ones", "nommez-en deux différents";
    "nobody has counted in the future", "personne n’a compté dans l’avenir";
    "say how this is known", "dites comment on le sait";
    "say in 1 to 200 characters where the file is from", "dites en 1 à 200 caractères d’où vient le fichier";
    "this is a value, and nobody controls a value; its holders can be members", "c’est une valeur, et personne ne contrôle une valeur ; ses détenteurs peuvent être membres";
    "this is not an address", "ceci n’est pas une adresse";
    "name at least one asset and at most {n}", "nommez au moins un élément et au plus {n}";
    "give it a name of one line, of at most {n} characters", "donnez-lui un nom d’une ligne, de {n} caractères au plus";
    "say why it belongs on the map, in at most {n} characters", "dites pourquoi il a sa place sur la carte, en {n} caractères au plus";
    "say why, in at most {n} characters", "dites pourquoi, en {n} caractères au plus";
    "say how they were counted, in at most {n} characters", "dites comment ils ont été comptés, en {n} caractères au plus";
    "the record of our own authority is changed by an administrator only", "seul un administrateur modifie la fiche de notre propre autorité";
    "give the number of days within which an order can be challenged", "donnez le nombre de jours pour contester une injonction";
    "there is no contact point on record to be confirmed", "aucun point de contact inscrit à confirmer";
    "it is established in a Member State of the Union (Art 17)", "il est établi dans un État membre de l’Union (art. 17)";
    "name the representative, or leave its state out", "nommez le représentant, ou laissez son État vide";
    "give an https address without user name and password", "donnez une adresse https sans nom d’utilisateur ni mot de passe";
    "this day lies in the future", "ce jour est dans le futur";
    "a file that was handed in stands on no host", "un fichier remis ne se trouve sur aucun hôte";
    "it was never issued, so nobody has a link to it", "elle n’a jamais été émise : personne n’en a le lien";
    "say how the link got into other hands", "dites comment le lien est passé en d’autres mains";
    "it was handed over by another way since", "elle a été remise depuis par une autre voie";
    "another administrator changes yours", "un autre administrateur change les vôtres";
    "another administrator closes yours", "un autre administrateur clôt le vôtre";
    "another authority asks to hold or to be contacted first", "une autre autorité demande d’attendre ou d’être contactée d’abord";
    "another person gives the second reading", "une autre personne donne la seconde lecture";
    "an administrator gives out roles and takes part in no decision; give the other roles to another account", "un administrateur attribue les rôles et ne prend part à aucune décision ; donnez les autres rôles à un autre compte";
    "it was not sent, or came back before", "il n’a pas été envoyé, ou est déjà revenu";
    "none waits to be sent again", "aucun n’attend d’être renvoyé";
    "an answer is on its way to the provider already", "une réponse est déjà en route vers le fournisseur";
    "at most {n} at once; nothing was issued", "{n} au plus à la fois ; rien n’a été émis";
    "choose at least one role", "choisissez au moins un rôle";
    "choose one of the answers", "choisissez l’une des réponses";
    "for the time being nobody may be told of this order (Art 11(3))", "pour l’instant, personne ne doit être informé de cette injonction (art. 11, § 3)";
    "give a label, at least one permission, and an end within a year", "donnez un libellé, au moins une permission et une fin dans l’année";
    "give a name and reasons; the law asks for a reasoned request", "donnez un nom et des motifs ; la loi exige une demande motivée";
    "give a name, in one line", "donnez un nom, en une ligne";
    "give a sign-in name without spaces, and a name to show", "donnez un identifiant sans espaces et un nom à montrer";
    "give it a name of 1 to 120 characters", "donnez-lui un nom de 1 à 120 caractères";
    "there is a bank of this name already", "une banque porte déjà ce nom";
    "give an address that begins with http or https", "donnez une adresse qui commence par http ou https";
    "give the address of the provider's interface, or leave the channel out", "donnez l’adresse de l’interface du fournisseur ou laissez ce canal de côté";
    "give the name of the person who answers; at most 200 characters, 4,000 for the explanation", "donnez le nom de la personne qui répond ; 200 caractères au plus, 4 000 pour l’explication";
    "give your name; and if the content does not come back, the reason in your terms", "donnez votre nom ; et si le contenu ne revient pas, le motif selon vos conditions";
    "a hold names a host, says hold or contact, and ends in the future", "une attente nomme un hôte, dit d’attendre ou de contacter, et finit dans l’avenir";
    "it can be extended only while a review of the order is pending (Art 6(2))", "elle ne peut être prolongée que tant qu’un recours contre l’injonction est pendant (art. 6, § 2)";
    "it has no contact point on record", "aucun point de contact n’est inscrit";
    "it was decided already; it can be extended once, or lifted", "elle est déjà décidée ; elle peut être prolongée une fois, ou levée";
    "it was extended once already; it cannot be again (Art 11(3))", "elle a déjà été prolongée une fois ; elle ne peut l’être encore (art. 11, § 3)";
    "it was handed in as a file and stands at no address; hand the file in again", "remis comme fichier, il n’a pas d’adresse ; remettez le fichier";
    "it was handed over already, or has no effect", "elle est déjà remise, ou n’a plus d’effet";
    "its outcome is recorded already", "son issue est déjà inscrite";
    "name a domain or host, such as pages.lowtide.test, or with a path, such as lowtide.test/@name", "nommez un domaine ou un hôte, tel pages.lowtide.test, ou avec un chemin, tel lowtide.test/@nom";
    "name a moment after the present end of preservation", "nommez un moment postérieur à la fin actuelle de la conservation";
    "name the court or body, and what it says or is asked", "nommez la juridiction ou l’organe, et ce qu’il dit ou ce qu’on lui demande";
    "no order or referral of ours to you has this reference", "aucune de nos injonctions, aucun de nos signalements ne porte cette référence";
    "open and read {reference} first; it was drawn as a sample. Nothing was issued", "ouvrez et lisez d’abord {reference}, tirée au sort comme échantillon. Rien n’a été émis";
    "say how and when the provider was informed; the moment lies in the past", "dites comment et quand le fournisseur fut informé ; ce moment est passé";
    "say how it is known that the impossibility has ended", "dites comment on sait que l’impossibilité a cessé";
    "say how the receipt is known: who confirmed it, by which channel", "dites comment la réception est connue : qui l’a confirmée, par quel canal";
    "say in a few words what stands in the way; Annex III asks for it", "dites en quelques mots ce qui fait obstacle ; l’annexe III le demande";
    "say in short what it is about, in at most {n} characters", "dites en bref de quoi il s’agit, en {n} caractères au plus";
    "say who took the order, and add the proof: a signed receipt, a photograph of it", "dites qui a reçu l’injonction et joignez la preuve : un reçu signé, une photographie";
    "say whom you asked and what they answered", "dites qui vous avez interrogé et ce qui fut répondu";
    "choose what its matches do", "choisissez l’effet de ses concordances";
    "say why the bank is compared differently", "dites pourquoi la banque est comparée autrement";
    "say why the signal is removed", "dites pourquoi le signal est retiré";
    "say why the signal is confirmed or disputed", "dites pourquoi le signal est confirmé ou contesté";
    "say why the signal may go on", "dites pourquoi le signal peut reprendre";
    "it was removed before", "il a déjà été retiré";
    "it is not in quarantine", "il n’est pas en quarantaine";
    "say why the bank is switched on or off", "dites pourquoi la banque est activée ou désactivée";
    "say why the finding is taken up again", "dites pourquoi l’appréciation est reprise";
    "say why the referral is taken back", "dites pourquoi le signalement est retiré";
    "set the provider of the item first", "indiquez d’abord le fournisseur de l’élément";
    "the 48 hours to ask for it are over (Art 4(4)); a court can still be asked", "les 48 heures pour le demander sont écoulées (art. 4, § 4) ; une juridiction peut encore être saisie";
    "the 72 hours are over: the order stands (Art 4(3), (4))", "les 72 heures sont écoulées : l’injonction subsiste (art. 4, § 3 et 4)";
    "the 72 hours since the copy are over (Art 4(3))", "les 72 heures depuis la copie sont écoulées (art. 4, § 3)";
    "the copy has not reached you yet", "la copie ne vous est pas encore parvenue";
    "the finding it rests on was taken up again; a new finding comes first", "l’appréciation qui le fonde a été reprise ; il faut d’abord une nouvelle appréciation";
    "the form is not complete: {what}", "le formulaire est incomplet : {what}";
    "the order comes from an authority of your own state: challenge it before its courts instead", "l’injonction émane d’une autorité de votre propre État : contestez-la devant ses juridictions";
    "the secret is not base32", "le secret n’est pas en base32";
    "there is no permission “{name}”", "il n’existe pas de permission « {name} »";
    "there is none in force", "aucune n’est en vigueur";
    "this gate cannot be opened against what it found", "ce contrôle ne peut être ouvert contre ce qu’il a constaté";
    "this installation has its own authority already", "cette installation a déjà sa propre autorité";
    "this is not one e-mail address", "ce n’est pas une adresse électronique unique";
    "this is not the code that the device shows now, or it was used already", "ce n’est pas le code que l’appareil affiche en ce moment, ou il a déjà servi";
    "this moment lies in the future", "ce moment est à venir";
    "this sign-in name is taken", "cet identifiant est pris";
    "use an IANA name, such as Europe/Amsterdam", "employez un nom IANA, tel Europe/Amsterdam";
    "use an IANA name, such as Europe/Brussels", "employez un nom IANA, tel Europe/Brussels";
    "use at least {n} characters", "employez au moins {n} caractères";
    "write in a sentence why this may be; it stays in the record under your name", "écrivez en une phrase pourquoi cela se peut ; elle reste au dossier sous votre nom";
    "write the reason; it goes to the provider", "écrivez le motif ; il est transmis au fournisseur";
    "write the reasons that the content provider is given", "écrivez les motifs donnés au fournisseur de contenus";
    "write the reasons; they go to everybody concerned", "écrivez les motifs ; ils vont à tous les intéressés";
    "write what the provider asked for", "écrivez ce que le fournisseur a demandé";
    "write why; it stays in the record", "écrivez pourquoi ; cela reste au dossier";
}

/// Every phrase, for the tests of the catalogue.
#[cfg(test)]
pub(super) fn all() -> Vec<Text> {
    [FIELDS, REFUSED, act::ACT, seen::SEEN, seen::NOT_EXAMINED, left_out::LEFT_OUT].concat()
}

/// The name of a field in French, if it has one here.
pub fn field(english: &str) -> Option<&'static str> {
    FIELDS.iter().find(|text| text.en == english).map(|text| text.fr)
}

/// A sentence in French, if it is here. A place before a colon stays as it is: `https://a.test/x.png: the server …`.
pub fn french(english: &str) -> Option<String> {
    let known = [REFUSED, act::ACT, seen::SEEN, seen::NOT_EXAMINED, left_out::LEFT_OUT].into_iter().flatten().find_map(
        |text| {
            let found = captured(text.en, english)?;
            // A reason within a sentence is one of these sentences itself.
            let found: Vec<(&str, String)> = found
                .into_iter()
                .map(|(name, value)| {
                    let french = (name == "why").then(|| french(value)).flatten();
                    (name, french.unwrap_or_else(|| value.to_owned()))
                })
                .collect();
            let values: Vec<(&str, &dyn std::fmt::Display)> =
                found.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
            Some(text.fill(super::Lang::Fr, &values))
        },
    );
    known.or_else(|| {
        let (place, why) = english.split_once(": ")?;
        Some(format!("{place}\u{a0}: {}", french(why)?))
    })
}

/// A list in French as far as its parts are here: the others are words of the page itself.
pub fn french_list(english: &str) -> Option<String> {
    french(english).or_else(|| {
        let parts: Vec<_> = english.split(", ").map(|part| (part, french(part))).collect();
        parts.iter().any(|(_, known)| known.is_some()).then(|| {
            let parts = parts.into_iter().map(|(part, known)| known.unwrap_or_else(|| part.to_owned()));
            parts.collect::<Vec<_>>().join(", ")
        })
    })
}

/// What stands at the placeholders of a pattern, if it fits.
fn captured<'a>(mut pattern: &'static str, mut said: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let (mut found, mut open) = (Vec::new(), None::<&str>);
    while let Some((before, name, after)) = next_placeholder(pattern) {
        match open {
            Some(name) => {
                let at = said.find(before).filter(|at| *at > 0)?;
                found.push((name, &said[..at]));
                said = &said[at + before.len()..];
            }
            None => said = said.strip_prefix(before)?,
        }
        (open, pattern) = (Some(name), after);
    }
    match open {
        Some(name) => found.push((name, said.strip_suffix(pattern).filter(|value| !value.is_empty())?)),
        None if said == pattern => {}
        None => return None,
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_give_what_stands_at_their_holes() {
        assert_eq!(captured("use at least {n} characters", "use at least 12 characters"), Some(vec![("n", "12")]));
        assert_eq!(captured("{a} of {b}", "2 of 9"), Some(vec![("a", "2"), ("b", "9")]));
        assert_eq!(captured("edit links", "edit links"), Some(vec![]));
        for odd in ["", " of 9", "2 of ", "2 from 9"] {
            assert_eq!(captured("{a} of {b}", odd), None, "{odd:?}");
        }
    }

    #[test]
    fn sentences_places_and_lists_are_found() {
        assert_eq!(french("no answer within 20 s").as_deref(), Some("sans réponse en 20 s"));
        assert_eq!(
            french("https://a.test/x.png: the server answered 404").as_deref(),
            Some("https://a.test/x.png\u{a0}: le serveur a répondu 404")
        );
        assert_eq!(
            french_list("citation metadata, “tide”, references").as_deref(),
            Some("métadonnées de citation, “tide”, références")
        );
        assert_eq!(french_list("“tide”, “ebb”"), None);
        assert_eq!(french("something newer"), None);
        assert_eq!(
            french("signed “Ana”, declared a news article").as_deref(),
            Some("signé “Ana”, déclaré article de presse")
        );
    }

    /// The sentences that a source file refuses with, where they are written out.
    fn refusals(source: &str) -> Vec<(String, String)> {
        let literal = |text: &str| -> Option<(String, usize)> {
            let text = text.strip_prefix('"')?;
            let end = text.char_indices().find(|(at, c)| *c == '"' && !text[..*at].ends_with('\\'))?.0;
            Some((text[..end].to_owned(), end + 2))
        };
        source
            .split("invalid(")
            .skip(1)
            .filter_map(|call| {
                let call = call.trim_start();
                let (what, end) = literal(call)?;
                let why = call[end..].trim_start_matches([',', ' ', '\n']);
                Some((what, literal(why)?.0))
            })
            .collect()
    }

    fn sources(folder: &std::path::Path) -> Vec<String> {
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        paths
            .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![std::fs::read_to_string(path).unwrap()] })
            .collect()
    }

    #[test]
    fn every_refusal_of_casework_has_its_french() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../casework/src");
        let refused: Vec<_> = sources(&folder).iter().flat_map(|source| refusals(source)).collect();
        assert!(refused.len() > 40, "{refused:?}");
        let missing: Vec<_> =
            refused.iter().filter(|(what, why)| field(what).is_none() || french(why).is_none()).collect();
        assert!(missing.is_empty(), "add to messages/phrases.rs: {missing:#?}");
    }
}
