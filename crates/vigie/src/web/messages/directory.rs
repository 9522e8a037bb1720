//! The directory as files, and the search for who hosts an address.

texts! {
    FILES: "As a file", "En fichier";
    FILES_HINT: "CSV or JSON, as it is saved here. Known names are changed, new ones added, nothing is taken out.", "CSV ou JSON, tel qu’enregistré ici. Les noms connus sont modifiés, les nouveaux ajoutés, rien n’est retiré.";
    FILE: "File", "Fichier";
    TAKE_IN: "Take in the file", "Reprendre le fichier";
    SAVE_CSV: "Save as CSV", "Enregistrer en CSV";
    SAVE_JSON: "Save as JSON", "Enregistrer en JSON";
    NO_FILE: "Choose a file.", "Choisissez un fichier.";
    RESULT: "What became of the file", "Ce qu’est devenu le fichier";
    COUNTED: "{added} added, {changed} changed, {unchanged} unchanged.", "{added} ajoutés, {changed} modifiés, {unchanged} inchangés.";
    LEFT_OUT: "Not taken", "Non repris";
    LEFT_OUT_NONE: "Every row was taken.", "Toutes les lignes ont été reprises.";
    LEFT_OUT_MORE: "and {n} more", "et {n} de plus";
    PLACE: "Place", "Endroit";
    PLACE_FILE: "the file", "le fichier";
    PLACE_LINE: "line {n}", "ligne {n}";
    PLACE_ENTRY: "entry {n}", "entrée {n}";
    COLUMN: "Column", "Colonne";
    FIND: "Find the provider", "Chercher l’hébergeur";
    FIND_LEDE: "Candidates with their reasons, the strongest first. You choose.", "Des candidats et leurs motifs, le plus fort d’abord. Vous choisissez.";
    CANDIDATES: "Candidates", "Candidats";
    CANDIDATES_NONE: "Nobody in the directory fits", "Personne dans l’annuaire ne correspond";
    CANDIDATES_NONE_WHY: "Add the provider to the directory, or its other name, and search again.", "Ajoutez le fournisseur à l’annuaire, ou son autre nom, et cherchez à nouveau.";
    REASONS: "Reasons", "Motifs";
    CHOOSE: "Choice", "Choix";
    USE: "Use this one", "Retenir celui-ci";
    USED: "set now", "indiqué";
    BY_HAND: "chosen by a person for another item on this host", "choisi par une personne pour un autre élément de cet hôte";
    BY_HAND_SAME: "chosen by a person for this item", "choisi par une personne pour cet élément";
    BY_DOMAIN: "the directory lists {domain} as its own", "l’annuaire lui attribue {domain}";
    BY_HOLDER: "a registry names “{holder}” as the holder of the network", "un registre nomme « {holder} » comme titulaire du réseau";
    REGISTRY: "What the registry says", "Ce que dit le registre";
    HOLDER: "Holder of the network", "Titulaire du réseau";
    ABUSE: "Address for reports", "Adresse pour signalements";
    ASKED: "Asked at", "Demandé à";
    KEPT: "Kept as", "Conservé sous";
    REGISTRY_SILENT: "No answer, which says nothing about who hosts it: {why}", "Pas de réponse, ce qui ne dit rien de l’hébergeur : {why}";
    BACK: "Back to the item", "Retour à l’élément";
}
