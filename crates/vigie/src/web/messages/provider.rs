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
    INFORMED: "Informed before first order", "Informé avant la première injonction";
    NOT_INFORMED: "not yet; the first order waits 12 h after it", "pas encore ; la première injonction attend 12 h";
    INFORM: "Send prior information", "Envoyer l’information préalable";
    NO_CONTACT: "no contact point: no order can be sent", "sans point de contact : aucune injonction possible";
    CHECKED: "checked {span} ago", "vérifié il y a {span}";
    ORDERS: "Orders", "Injonctions";
    REFERRALS: "Referrals", "Signalements";
    MEDIAN: "Median to removal", "Médiane jusqu’au retrait";
    FALSE_CLAIMS: "Claims contradicted", "Déclarations démenties";
    NO_ORDERS: "No order was sent to this provider", "Aucune injonction envoyée à ce fournisseur";
    ADD: "Add a provider", "Ajouter un fournisseur";
    SAVED: "Saved. Leaf {n}.", "Enregistré. Feuille {n}.";
}
