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
    NEW: "Add a bank", "Ajouter une banque";
    FILES: "Files", "Fichiers";
    FILES_HINT: "Pictures and texts. Only fingerprints are kept.", "Images et textes. Seules les empreintes sont gardées.";
    VALUE: "Fingerprint", "Empreinte";
    ON: "in force", "en vigueur";
    OFF: "switched off", "désactivée";
    CREATED: "Made", "Créée";
    ENABLE: "Switch on", "Activer";
    DISABLE: "Switch off", "Désactiver";
    SWITCH_HINT: "It is recorded with your name.", "Inscrit avec votre nom.";
    NAME_HINT: "A bank of this name is added to; otherwise it is made.", "Une banque de ce nom est complétée ; sinon elle est créée.";
    LIST: "Lists of hashes", "Listes d’empreintes";
    LIST_HINT: "CSV with a header, or one hash a line; SHA-256 and PDQ are compared.", "CSV avec en-tête, ou une empreinte par ligne ; SHA-256 et PDQ sont comparées.";
    BARE: "A bare hash of 64 digits is", "Une empreinte nue de 64 chiffres est";
    BARE_NAMED: "named in the list", "nommée dans la liste";
    IMPORT: "Import", "Importer";
    RESULT: "Import", "Import";
    RESULT_ADDED: "{n} signals added to {bank}.", "{n} signaux ajoutés à {bank}.";
    LEFT_OUT: "Left out", "Laissé de côté";
    LEFT_OUT_NONE: "Nothing was left out.", "Rien n’a été laissé de côté.";
    LEFT_OUT_MORE: "and {n} more", "et {n} de plus";
    ALGORITHM: "this algorithm is not compared", "cet algorithme n’est pas comparé";
    SIGNALS_CAPTION: "Signals by name", "Signaux par nom";
    NO_SIGNALS: "This bank holds nothing yet", "Cette banque est vide";
    NO_SIGNALS_WHY: "Import files or a list of hashes into it.", "Importez-y des fichiers ou une liste d’empreintes.";
    MATCHED_NONE: "nothing", "rien";
    MATCHED_SPLIT: "{acted} acted on, {left} exempt or dismissed, {open} open", "{acted} suivis, {left} exemptés ou écartés, {open} en attente";
    MATCHED_MORE: "more than {n}", "plus de {n}";
    VEIL_ALT: "Veiled picture: {name}", "Image voilée : {name}";
    TEXT_PRINT: "fingerprint of a text", "empreinte d’un texte";
    SOUND_PRINT: "fingerprint of a recording", "empreinte d’un enregistrement";
    VIDEO_PRINT: "fingerprint of a video", "empreinte d’une vidéo";
    DONE_ENABLE: "The bank is in force.", "La banque est en vigueur.";
    DONE_DISABLE: "The bank is switched off; nothing is compared with it.", "La banque est désactivée ; rien ne lui est comparé.";
    NOT_DONE: "Refused; nothing was changed.", "Refusé ; rien n’a été modifié.";
}
