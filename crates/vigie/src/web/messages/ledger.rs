//! The ledger: what was done, so that outsiders can check it.

texts! {
    TITLE: "Ledger", "Registre";
    LEDE: "Every decision is a leaf. Digests and salted commitments only; no content, no names in clear.", "Chaque décision est une feuille. Empreintes et engagements salés seulement ; ni contenu, ni noms en clair.";
    TREE: "Tree", "Arbre";
    SIZE: "Size", "Taille";
    ROOT: "Root", "Racine";
    CHECKPOINT: "Checkpoint", "Point de contrôle";
    KEY: "Signing key", "Clé de signature";
    VERIFIED: "Verified", "Vérifié";
    FAULT: "Fault found: {what}", "Faute trouvée : {what}";
    VERIFY: "Verify now", "Vérifier maintenant";
    HEALTHY: "Whole", "Entier";
    BROKEN: "Broken", "Rompu";
    LEAVES: "Leaves", "Feuilles";
    LEAVES_CAPTION: "The latest leaves, newest first", "Les dernières feuilles, la plus récente d’abord";
    LEAF: "Leaf", "Feuille";
    KIND: "Kind", "Nature";
    RECORDS: "Records", "Fiches";
    ACTOR: "Actor", "Auteur";
    HASH: "Leaf hash", "Empreinte de feuille";
    PROVE: "Inclusion proof", "Preuve d’inclusion";
    COMMAND: "Check it yourself", "Vérifiez vous-même";
    COMMAND_HINT: "Needs no database, no network and no trust in this console.", "Sans base de données, sans réseau, sans confiance en cette console.";
    EMPTY: "The ledger is empty", "Le registre est vide";
    EMPTY_WHY: "The first decision writes the first leaf.", "La première décision écrit la première feuille.";
    RESULT_LEAVES: "{n} leaves read", "{n} feuilles lues";
    RESULT_CHECKPOINTS: "{n} checkpoints opened", "{n} points de contrôle ouverts";
    RESULT_RECORDS: "{n} records compared", "{n} fiches comparées";
    RESULT_WHOLE: "Whole. Every leaf stands in the tree, every signature holds, every record is as it was sealed.", "Entier. Chaque feuille est dans l’arbre, chaque signature tient, chaque fiche est telle que scellée.";
    RESULT_FAULTS: "{n} faults. Stop, keep the machine as it is, and tell the overseer.", "{n} fautes. Arrêtez, laissez la machine en l’état et prévenez le contrôleur.";
    VERIFY_HINT: "Reads every leaf, checkpoint and record; it may take a minute.", "Lit chaque feuille, point de contrôle et fiche ; cela peut durer une minute.";
    WHEN: "When", "Quand";
    ACT: "Act", "Acte";
    BUNDLE: "Bundle", "Dossier";
    BUNDLE_OF: "Save the bundle for leaf {n}", "Garder le dossier de la feuille {n}";
    NO_CHECKPOINT: "none signed yet", "aucun signé";
    CHECKPOINT_AT: "signed at {n} leaves", "signé à {n} feuilles";
    AS_NOTE: "as a note", "en note signée";
    BACK: "Back to the ledger", "Retour au registre";
    OLDER: "leaves {from} to {to}", "feuilles {from} à {to}";
}
