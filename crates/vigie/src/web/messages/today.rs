//! Today: what needs a person now.

texts! {
    TITLE: "Today", "Aujourd’hui";
    TAKE_IN: "Take in URLs or files", "Saisir des URL ou des fichiers";
    REVIEW_NEXT: "Review next item", "Examiner l’élément suivant";
    SO_FAR: "So far, by verb", "Jusqu’ici, par verbe";
    TWO_PERSONS: "Nothing leaves this house without a second officer.", "Rien ne sort d’ici sans un second agent.";
    ALL_CALM: "No clock is running.", "Aucune échéance ne court.";
    ASSESSED_NOTE: "{exempt} exempt, {dismissed} dismissed", "{exempt} exemptés, {dismissed} écartés";
    ORDERED_NOTE: "{running} clocks running", "{running} échéances en cours";
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
    REMINDED: "Reminded {time}", "Relancé à {time}";
    EMPTY_CLOCKS: "No clock is running", "Aucune échéance ne court";
    EMPTY_CLOCKS_WHY: "New ones appear here when a provider confirms receipt.", "Elles apparaissent ici dès qu’un fournisseur confirme la réception.";
    TO_ASSESS: "To assess", "À apprécier";
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
    OUTBOX_EMPTY: "nothing waiting", "rien en attente";
    ALERT_FALSE_CLAIM: "{url} is still served", "{url} est toujours servi";
    ALERT_FALSE_CLAIM_WHY: "{provider} says removed; seen from {places}.", "{provider} déclare le retrait ; vu depuis {places}.";
    ALERT_HOLD: "{authority} holds {scope}", "{authority} demande une pause sur {scope}";
    ALERT_LATE: "{reference} is late", "{reference} est en retard";
    KEY_NEXT: "next item", "élément suivant";
    KEY_INTAKE: "take in", "saisir";
    AWAIT_ANSWER: "Await the answer", "Attendre la réponse";
    AWAIT_RECEIPT: "Await receipt; call if none", "Attendre la réception ; sinon appeler";
    ON_ITS_WAY: "Delivery under way", "Remise en cours";
    NO_PROVIDER: "no provider set", "aucun fournisseur";
    NEXT_DECONFLICT: "Liaison: deconfliction", "Liaison : concertation";
    NEXT_APPROVE: "Legal officer: approve", "Juriste : approuver";
    NEXT_RELEASE: "Second person: release", "Seconde personne : libérer";
    OWN: "yours", "de vous";
    WAITING_NOTE: "{waiting} waiting, {clear} like nothing known", "{waiting} en attente, {clear} sans ressemblance";
    DRAFTS_NOTE: "{drafts} drafts, {honoured} honoured", "{drafts} projets, {honoured} suivis";
    WATCH_NOTE: "{raised} raised, {down} down", "{raised} alertes, {down} hors ligne";
    ALL_CLOCKS: "all {n}", "les {n}";
    ALL_WATCH: "to the watch", "vers la veille";
    ALERT_ERROR: "{reference}: the provider claims an error", "{reference} : le fournisseur invoque une erreur";
    ALERT_ERROR_WHY: "{provider}. The clock stands still until we answer.", "{provider}. L’échéance est arrêtée jusqu’à notre réponse.";
    ALERT_INFORMATION: "{reference}: the provider asks for information", "{reference} : le fournisseur demande des informations";
    ALERT_LATE_WHY: "{provider} has not answered within the hour.", "{provider} n’a pas répondu dans l’heure.";
    ALERT_RETURNED: "{url} is back", "{url} est de retour";
    ALERT_RETURNED_WHY: "It was down; last seen from {places}.", "L’élément était hors ligne ; vu depuis {places}.";
    ROOT_NOW: "Root", "Racine";
    OUTBOX_NEXT: "next at {time}", "prochain à {time}";
    HOLD_UNTIL: "Reason class: {class}. Until {time}. Orders on it are refused.", "Nature du motif : {class}. Jusqu’au {time}. Les injonctions y sont refusées.";
    ALERT_UNRECEIVED: "{reference}: nobody confirmed receipt", "{reference} : réception non confirmée";
    ALERT_UNRECEIVED_WHY: "{provider}. No receipt, so no hour runs: call.", "{provider}. Sans réception, aucune heure ne court : appelez.";
}

plurals! {
    LATE: "{n} clock has run out.", "{n} clocks have run out." / "{n} échéance est dépassée.", "{n} échéances sont dépassées.";
    SOON: "{n} ends within the half hour.", "{n} end within the half hour." / "{n} se termine dans la demi-heure.", "{n} se terminent dans la demi-heure.";
}
