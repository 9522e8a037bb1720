//! Banks: named, sourced sets of fingerprints.

texts! {
    TITLE: "Banks", "Banques";
    LEDE: "Fingerprints of known material, each with its source. No bank holds the material itself.", "Des empreintes de contenus connus, chacune avec sa source. Aucune banque ne détient les contenus.";
    CAPTION: "Banks by name", "Banques par nom";
    EMPTY: "No bank yet", "Aucune banque";
    EMPTY_WHY: "Without a bank nothing can match. Add one from a folder of files or a list of hashes.", "Sans banque, rien ne concorde. Créez-en une d’un dossier de fichiers ou d’une liste d’empreintes.";
    SOURCE: "Source", "Source";
    SOURCE_HINT: "Who vouches for it, and under which title.", "Qui en répond, et à quel titre.";
    SIGNALS: "Signals", "Signaux";
    METHOD: "Method", "Méthode";
    MATCHED: "Matched", "Concordances";
    ADDED: "Added", "Ajouté";
    NEW: "Add a bank", "Ajouter une banque";
    FILES: "Files", "Fichiers";
    FILES_HINT: "Pictures and texts, or a CSV of hashes. Only fingerprints are kept.", "Images et textes, ou un CSV d’empreintes. Seules les empreintes sont gardées.";
    VALUE: "Fingerprint", "Empreinte";
    WITHDRAW_SIGNAL: "Withdraw this signal", "Retirer ce signal";
    SAVED: "{n} signals added. Leaf {leaf}.", "{n} signaux ajoutés. Feuille {leaf}.";
    SKIPPED: "{n} files were not examined; the list says why.", "{n} fichiers non examinés ; la liste dit pourquoi.";
}
