//! Today: what needs a person now.

texts! {
    TITLE: "Today", "Aujourd’hui";
    TAKE_IN: "Take in URLs or files", "Saisir des URL ou des fichiers";
    REVIEW_NEXT: "Review next item", "Examiner l’élément suivant";
    SO_FAR: "The day so far, by verb", "La journée, par verbe";
    TWO_PERSONS: "Nothing leaves this house without a second officer.", "Rien ne sort d’ici sans un second agent.";
    ALL_CALM: "No clock is running.", "Aucune échéance ne court.";
    DETECTED_NOTE: "{known} known, {near} near", "{known} connus, {near} proches";
    ASSESSED_NOTE: "{exempt} exempt, {dismissed} dismissed", "{exempt} exemptés, {dismissed} écartés";
    REFERRED_NOTE: "{honoured} honoured", "{honoured} suivis";
    ORDERED_NOTE: "{running} clocks running", "{running} échéances en cours";
    WATCHED_NOTE: "looks, {false_claims} false claims", "passages, {false_claims} fausses déclarations";
    CLOCKS: "Clocks running", "Échéances en cours";
    CLOCKS_CAPTION: "Orders with a running or stopped clock, least time left first", "Injonctions dont l’échéance court ou est arrêtée, la plus proche d’abord";
    LEAST_FIRST: "least time first", "la plus proche d’abord";
    TIME_LEFT: "Time left", "Temps restant";
    ORDER_AND_URL: "Order and exact URL", "Injonction et URL exacte";
    STATE_FROM: "State, clock from", "État, point de départ";
    CLOCK_FROM: "from {time}, {how}", "depuis {time}, {how}";
    UNANSWERED: "Unanswered", "Sans réponse";
    UP_ALL_THE_SAME: "Is up all the same", "Toujours en ligne";
    CALL: "Call, then escalate", "Appeler, puis faire remonter";
    READ_ANNEX_III: "Read Annex III", "Lire l’annexe III";
    PUT_TO_PROVIDER: "Put to provider", "Demander au fournisseur";
    REMINDED: "Reminded {time}", "Relancé à {time}";
    EMPTY_CLOCKS: "No clock is running", "Aucune échéance ne court";
    EMPTY_CLOCKS_WHY: "New ones appear here when a provider confirms receipt.", "Elles apparaissent ici dès qu’un fournisseur confirme la réception.";
    TO_ASSESS: "To assess", "À apprécier";
    OLDEST: "oldest {span}", "le plus ancien : {span}";
    EMPTY_QUEUE: "Nothing waits to be assessed", "Rien à apprécier";
    SECOND_OFFICER: "Needs a second officer", "Attend un second agent";
    SECOND_CAPTION: "Drafts that wait for approval", "Projets en attente d’approbation";
    MAY_APPROVE: "you may approve {n}", "vous pouvez en approuver {n}";
    DRAFT: "Draft", "Projet";
    AUTHOR: "By", "De";
    WAITS: "Waits", "Attend";
    EMPTY_DRAFTS: "No draft waits for approval", "Aucun projet n’attend d’approbation";
    ALERTS: "Alerts", "Alertes";
    NO_ALERTS: "No alert is open", "Aucune alerte ouverte";
    LEDGER: "Ledger", "Registre";
    PROVE: "Prove", "Prouver";
    TREE_SIZE: "Tree size", "Taille de l’arbre";
    CHECKPOINT: "Checkpoint", "Point de contrôle";
    ROOT: "{time}, root {digest}", "{time}, racine {digest}";
    OUTBOX: "Outbox", "Envois";
    OUTBOX_OLDEST: "{n} waiting, oldest {span}", "{n} en attente, le plus ancien : {span}";
    OUTBOX_EMPTY: "nothing waiting", "rien en attente";
    ALERT_FALSE_CLAIM: "{url} is still served", "{url} est toujours servi";
    ALERT_FALSE_CLAIM_WHY: "{provider} says removed; seen from {places}.", "{provider} déclare le retrait ; vu depuis {places}.";
    ALERT_HOLD: "{authority} holds {scope}", "{authority} demande une pause sur {scope}";
    ALERT_HOLD_WHY: "Reason class: {class}. Orders on it are refused.", "Nature du motif : {class}. Les injonctions y sont refusées.";
    ALERT_LATE: "{reference} is late", "{reference} est en retard";
    ALERT_RETURN: "Known item at a new address", "Élément connu à une nouvelle adresse";
    KEY_NEXT: "next item", "élément suivant";
    KEY_INTAKE: "take in", "saisir";
}

plurals! {
    LATE: "{n} clock has run out.", "{n} clocks have run out." / "{n} échéance est dépassée.", "{n} échéances sont dépassées.";
    SOON: "{n} ends within the half hour.", "{n} end within the half hour." / "{n} se termine dans la demi-heure.", "{n} se terminent dans la demi-heure.";
    OPEN_ALERTS: "{n} open", "{n} open" / "{n} ouverte", "{n} ouvertes";
}
