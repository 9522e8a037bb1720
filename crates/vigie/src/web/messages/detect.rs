//! Intake: URLs and files come in; nothing is decided here.

texts! {
    TITLE: "Take in", "Saisie";
    LEDE: "What comes in is sealed before anything looks at it. A match proposes; it never decides.", "Ce qui entre est scellé avant tout examen. Une concordance propose, elle ne décide jamais.";
    URLS: "URLs, one a line", "URL, une par ligne";
    URLS_HINT: "Exact addresses of single items. Duplicates in disguise are found.", "Adresses exactes d’éléments isolés. Les doublons déguisés sont reconnus.";
    FILES: "Files", "Fichiers";
    FILES_HINT: "Pages, pictures, texts, WARC. Up to {size} together.", "Pages, images, textes, WARC. Jusqu’à {size} ensemble.";
    SUBMIT: "Take in", "Saisir";
    ITEM: "Item", "Élément";
    TAKEN_IN: "Taken in", "Saisi";
    SOURCE: "Source", "Origine";
    RESULT: "Result", "Résultat";
    DONE: "{new} new, {again} known already, {refused} refused", "{new} nouveaux, {again} déjà connus, {refused} refusés";
    EMPTY: "Nothing was taken in yet", "Rien n’a encore été saisi";
    EMPTY_WHY: "Paste addresses above, or use vigie intake.", "Collez des adresses ci-dessus, ou utilisez vigie intake.";
    FOUND: "Found for “{query}”", "Résultats pour « {query} »";
    FOUND_NONE: "Nothing found for “{query}”", "Aucun résultat pour « {query} »";
    FOUND_NONE_WHY: "Search takes an exact URL, a host, the reference of an order or a referral, a whole SHA-256 digest, or an identifier.", "La recherche accepte une URL exacte, un hôte, la référence d’une injonction ou d’un signalement, une empreinte SHA-256 entière ou un identifiant.";
    FOLDER: "A folder of files", "Un dossier de fichiers";
    FOLDER_HINT: "Every file in it; names below it follow the address base.", "Tous ses fichiers ; leurs noms suivent l’adresse de base.";
    BASE: "Address base for files", "Adresse de base des fichiers";
    BASE_HINT: "Where they were found. Ends with a slash: file names are appended. Left empty: a file is named by its digest. A WARC brings its own addresses.", "Où ils ont été trouvés. Avec une barre oblique finale, les noms sont ajoutés. Vide : un fichier est nommé par son empreinte. Un WARC porte ses propres adresses.";
    NOTHING_GIVEN: "Nothing was given: paste at least one address or choose a file.", "Rien n’a été donné : collez une adresse ou choisissez un fichier.";
    BAD_BASE: "This is not a web address: {why}", "Ce n’est pas une adresse web : {why}";
    TOO_LARGE: "The upload is larger than {size}; nothing was taken in. Use vigie intake for it.", "L’envoi dépasse {size} ; rien n’a été saisi. Utilisez vigie intake.";
    NEW: "Taken in", "Saisis";
    NEW_CAPTION: "New items", "Nouveaux éléments";
    AGAIN: "Found again", "Retrouvés";
    AGAIN_CAPTION: "Given again, known already", "Redonnés, déjà connus";
    LEFT_OUT: "Left out", "Laissés de côté";
    LEFT_OUT_CAPTION: "Not taken in, with the reason", "Non saisis, avec le motif";
    GIVEN: "Given", "Donné";
    WHY: "Why", "Motif";
    AND_MORE: "and {n} more", "et {n} de plus";
    MORE: "Take in more", "Saisir encore";
    TO_QUEUE: "To the queue", "Vers la file";
    EXAMINED_SOON: "Addresses are fetched and compared by a job; files were compared at once.", "Les adresses sont relevées et comparées par une tâche ; les fichiers l’ont été aussitôt.";
    FIND_TITLE: "Find", "Chercher";
    ON_HOST: "Items on {host}", "Éléments sur {host}";
    WITH_DIGEST: "Items with these bytes", "Éléments portant ces octets";
    FIND_NOTHING_ASKED: "Nothing was asked", "Rien n’a été demandé";
}
