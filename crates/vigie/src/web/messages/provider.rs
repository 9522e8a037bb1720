//! Providers: who can pull a lever, and how to reach them.

texts! {
    TITLE: "Providers", "Fournisseurs";
    LEDE: "Who hosts, where they answer, which languages they read.", "Qui héberge, où ils répondent, quelles langues ils lisent.";
    CAPTION: "Providers by name", "Fournisseurs par nom";
    EMPTY: "No provider on record", "Aucun fournisseur";
    EMPTY_WHY: "Add one below, or load a directory with vigie init.", "Ajoutez-en un ci-dessous, ou chargez un annuaire avec vigie init.";
    KIND: "Kind", "Nature";
    ESTABLISHED: "Main establishment", "Établissement principal";
    CONTACT: "Contact point", "Point de contact";
    CONTACT_HINT: "The address published under Art 15(1).", "L’adresse publiée au titre de l’art. 15, § 1.";
    LANGUAGES: "Reads", "Lit";
    LANGUAGES_HINT: "Codes, separated by commas: nl, en.", "Codes séparés par des virgules : nl, en.";
    HOSTS: "Hosts", "Hôtes";
    HOSTS_HINT: "Domains it answers for, one a line.", "Domaines dont il répond, un par ligne.";
    KIND_HINT: "Only some kinds take removal orders.", "Certaines natures seulement reçoivent des injonctions.";
    REPRESENTATIVE: "Legal representative", "Représentant légal";
    REPRESENTATIVE_HINT: "Of a provider established outside the Union (Art 17).", "D’un fournisseur établi hors de l’Union (art. 17).";
    REPRESENTED_IN: "State of the representative", "État du représentant";
    CHANNELS: "Ways to reach it, the preferred one first", "Voies, la préférée d’abord";
    CHANNEL_N: "Way {n}", "Voie {n}";
    CHANNEL_NONE: "no further way", "aucune autre voie";
    WEBHOOK: "Address of its interface", "Adresse de son interface";
    WEBHOOK_HINT: "An https address at which it takes orders by machine.", "Une adresse https où elle reçoit les injonctions par machine.";
    KNOWN_AS: "Other names", "Autres noms";
    KNOWN_AS_HINT: "As registries write them, one a line.", "Tels que les registres les écrivent, un par ligne.";
    BAD_WEBHOOK: "Write the whole address, such as https://api.harbour.example/orders.", "Écrivez l’adresse entière, telle que https://api.harbour.example/orders.";
    HOST_STATE: "Host state", "État hôte";
    HOST_STATE_NONE: "none: outside the Union and not represented", "aucun : hors de l’Union et sans représentant";
    CONFIRMED: "Contact confirmed", "Contact confirmé";
    CONFIRMED_NEVER: "never", "jamais";
    CONFIRM: "Contact confirmed today", "Contact confirmé aujourd’hui";
    CONFIRM_HINT: "Press after somebody there answered, or the published address was looked up again.", "À presser après une réponse de leur part, ou une nouvelle vérification de l’adresse publiée.";
    INFORMATION_CAME_BACK: "The information letter came back on {time}: {why}. The provider counts as not informed. See to the contact point, then send it again.", "La lettre d’information est revenue le {time} : {why}. Le fournisseur est réputé non informé. Voyez le point de contact, puis renvoyez-la.";
    STALE: "Nobody has confirmed this contact point for half a year. Make sure before the next order.", "Personne n’a confirmé ce point de contact depuis six mois. Vérifiez avant la prochaine injonction.";
    STALE_SHORT: "contact not confirmed lately", "contact non confirmé récemment";
    OUT_OF_SCOPE: "No removal order can go to this kind of service.", "Aucune injonction de retrait ne peut viser ce genre de service.";
    OTHER_WAY_NAME: "What can be done instead: a voluntary notice, or a national order against the name.", "Autre voie : un avis volontaire, ou une injonction nationale contre le nom.";
    OTHER_WAY_DNS: "What can be done instead: a voluntary notice; the order goes to whoever hosts the item.", "Autre voie : un avis volontaire ; l’injonction va à l’hébergeur de l’élément.";
    OTHER_WAY_SHIELD: "What can be done instead: ask it who hosts the item; the order goes to that provider.", "Autre voie : lui demander qui héberge l’élément ; l’injonction va à ce fournisseur.";
    OTHER_WAY_PRIVATE: "What can be done instead: judicial instruments only.", "Autre voie : les instruments judiciaires seulement.";
    OWN_PAGE: "Its own page", "Sa propre page";
    OWN_PAGE_HINT: "Everything it got from us, without an account. Whoever has the link is taken for the provider: give it to the contact point only.", "Tout ce qu’il a reçu de nous, sans compte. Qui détient le lien passe pour le fournisseur : ne le donnez qu’au point de contact.";
    RENEW_LINK: "Make a new link", "Créer un nouveau lien";
    RENEW_LINK_HINT: "The old link ends at once.", "L’ancien lien cesse aussitôt.";
    DONE_CONFIRM: "The contact point is confirmed.", "Le point de contact est confirmé.";
    DONE_RENEW: "The old link is shut; the new one stands below.", "L’ancien lien est fermé ; le nouveau figure ci-dessous.";
    STANDING: "How it dealt with what it got", "Suites données";
    STANDING_MORE: "the latest {n} of each", "les {n} derniers de chaque";
    ORDERS_SENT: "Orders issued", "Injonctions émises";
    REMOVED_SHARE: "Removed or disabled", "Retiré ou bloqué";
    SHARE: "{n}, {percent}", "{n}, {percent}";
    MEDIAN: "From receipt to removal, median", "De la réception au retrait, médiane";
    ERRORS_CLAIMED: "Manifest errors named", "Erreurs manifestes invoquées";
    ERRORS_RIGHT: "{n}, of which {right} were right", "{n}, dont {right} à raison";
    REFERRALS_SENT: "Referrals sent", "Signalements envoyés";
    REFERRALS_REMOVED: "Removed after a referral", "Retiré après un signalement";
    LAST_HEARD: "Last heard from it", "Dernières nouvelles";
    LAST_WRITTEN: "Last sent to it", "Dernier envoi";
    INFORMED_BY: "{authority}: {time}", "{authority} : {time}";
    INFORMED: "Informed before first order", "Informé avant la première injonction";
    NOT_INFORMED: "not yet; the first order waits 12 h after it", "pas encore ; la première injonction attend 12 h";
    INFORM: "Send prior information", "Envoyer l’information préalable";
    NO_CONTACT: "no contact point: no order can be sent", "sans point de contact : aucune injonction possible";
    ORDERS: "Orders", "Injonctions";
    REFERRALS: "Referrals", "Signalements";
    FALSE_CLAIMS: "Claims contradicted", "Déclarations démenties";
    NO_ORDERS: "No order was sent to this provider", "Aucune injonction envoyée à ce fournisseur";
    ADD: "Add a provider", "Ajouter un fournisseur";
    TAB_PROVIDERS: "Providers", "Fournisseurs";
    TAB_AUTHORITIES: "Authorities", "Autorités";
    TAB_HOLDS: "Holds", "Attentes";
    OPEN_ORDERS: "Open orders", "Injonctions ouvertes";
    NO_CONTACT_SHORT: "no contact point", "sans point de contact";
    ZONE: "Time zone", "Fuseau horaire";
    ZONE_HINT: "An IANA name, such as Europe/Amsterdam.", "Un nom IANA, tel que Europe/Amsterdam.";
    COUNTRY_HINT: "Two capital letters, such as NL.", "Deux capitales, telles que NL.";
    NAME_FIXED: "The name identifies the record; a new name makes a new provider.", "Le nom identifie la fiche ; un nouveau nom crée un fournisseur.";
    EDIT: "Record", "Fiche";
    EDIT_RECORD: "Change the record", "Modifier la fiche";
    INFORM_HINT: "A letter on procedures and deadlines goes to the contact point now. Orders may follow after 12 hours.", "Une lettre sur procédures et délais part au point de contact. Les injonctions sont possibles après 12 heures.";
    RECORD_INFORMED: "Record that it was informed otherwise", "Inscrire une information donnée autrement";
    INFORMED_AT: "When", "Quand";
    INFORMED_AT_HINT: "Date and time, {place} time.", "Date et heure, heure de {place}.";
    INFORMED_HOW: "How", "Comment";
    INFORMED_HOW_HINT: "For example by registered letter, with its number.", "Par exemple par lettre recommandée, avec son numéro.";
    NO_REFERRALS: "No referral was sent to this provider", "Aucun signalement envoyé à ce fournisseur";
    NONE_WHY: "What is sent to it is listed here.", "Ce qui lui est envoyé figure ici.";
    SHOWN_LATEST: "the latest {n}", "les {n} derniers";
    BAD_COUNTRY: "Write the country as two capital letters, such as NL.", "Écrivez le pays en deux capitales, telles que NL.";
    BAD_TIME: "Write date and time as in 2026-11-17T14:20.", "Écrivez date et heure comme 2026-11-17T14:20.";
    NOT_DONE: "Refused; nothing was changed.", "Refusé ; rien n’a été modifié.";
    DONE_SAVED: "The record is saved.", "La fiche est enregistrée.";
    DONE_INFORM: "The letter goes out.", "La lettre part.";
    DONE_INFORMED: "Recorded.", "Inscrit.";
    DONE_AUTHORITY: "The authority is recorded.", "L’autorité est inscrite.";
    DONE_HOLD: "The hold is in force.", "L’attente est en vigueur.";
    DONE_LIFT: "The hold is lifted.", "L’attente est levée.";
    AUTHORITIES: "Authorities", "Autorités";
    AUTHORITIES_LEDE: "Who issues, scrutinises, oversees and penalises: four tasks, kept apart (Art 12).", "Qui émet, examine, contrôle et sanctionne : quatre tâches, tenues séparées (art. 12).";
    AUTHORITIES_CAPTION: "Authorities by country", "Autorités par pays";
    COMPETENCES: "Competences", "Compétences";
    OURS: "this installation", "cette installation";
    ADD_AUTHORITY: "Add an authority", "Ajouter une autorité";
    EDIT_AUTHORITY: "Change {name}", "Modifier {name}";
    AUTHORITY_NAME_FIXED: "The name identifies the record; a new name makes a new authority.", "Le nom identifie la fiche ; un nouveau nom crée une autorité.";
    AUTHORITY_KIND: "Kind, as on Annex I", "Nature, comme à l’annexe I";
    REDRESS_DAYS: "Days for redress", "Jours de recours";
    REDRESS_DAYS_HINT: "Counted from receipt; an order that nobody challenged is final after them.", "Comptés dès la réception ; une injonction non contestée devient ensuite définitive.";
    AUTHORITY_ZONE_HINT: "An IANA name, such as Europe/Brussels.", "Un nom IANA, tel que Europe/Brussels.";
    BAD_DAYS: "Write a whole number of days, such as 30.", "Écrivez un nombre entier de jours, tel que 30.";
    WORKS: "Redress and time zone", "Recours et fuseau";
    DAYS: "{n} days, {zone}", "{n} jours, {zone}";
    ADDRESS: "Postal address", "Adresse postale";
    TELEPHONE: "Telephone", "Téléphone";
    REDRESS: "Redress", "Recours";
    REDRESS_HINT: "Body or court | time limit | where the provisions are found", "Organe ou juridiction | délai | où lire les dispositions";
    HOLDS: "Holds", "Attentes";
    HOLDS_LEDE: "An authority’s wish not to be disturbed. No order is issued to a host that is held.", "Le souhait d’une autorité de ne pas être dérangée. Aucune injonction ne part vers un hôte en attente.";
    HOLDS_CAPTION: "Holds, the one that ends first on top", "Attentes, la première à finir en tête";
    HOLDS_EMPTY: "No hold on record", "Aucune attente inscrite";
    HOLDS_EMPTY_WHY: "A liaison officer records one when another authority asks.", "Un agent de liaison en inscrit une lorsqu’une autre autorité le demande.";
    SCOPE: "Host or domain", "Hôte ou domaine";
    SCOPE_HINT: "Names below it are covered too.", "Les noms au-dessous sont couverts aussi.";
    SAYS: "Says", "Dit";
    REASON_CLASS: "Class of reason", "Classe de motif";
    ENDS: "Ends", "Fin";
    ENDED: "ended", "terminée";
    LIFTED: "lifted", "levée";
    IN_FORCE: "in force", "en vigueur";
    PLACE_HOLD: "Place a hold", "Placer une attente";
    LIFT: "Lift", "Lever";
}

/// What can be done instead, for a service that removal orders cannot be addressed to.
pub fn other_way(kind: domain::provider::ServiceKind) -> Option<super::Text> {
    use domain::provider::ServiceKind as Kind;
    match kind {
        Kind::Hosting | Kind::Platform | Kind::Cdn | Kind::AppStore | Kind::Other => None,
        Kind::Registrar | Kind::Registry => Some(OTHER_WAY_NAME),
        Kind::Dns => Some(OTHER_WAY_DNS),
        Kind::DdosProtection => Some(OTHER_WAY_SHIELD),
        Kind::PrivateMessaging => Some(OTHER_WAY_PRIVATE),
    }
}
