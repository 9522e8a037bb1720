//! Intake: URLs and files come in; nothing is decided here.

texts! {
    TITLE: "Take in", "Saisie";
    LEDE: "What comes in is sealed before anything looks at it. A match proposes; it never decides.", "Ce qui entre est scellé avant tout examen. Une concordance propose, elle ne décide jamais.";
    URLS: "URLs, one a line", "URL, une par ligne";
    URLS_HINT: "Exact addresses of single items. Duplicates in disguise are found.", "Adresses exactes d’éléments isolés. Les doublons déguisés sont reconnus.";
    FILES: "Files", "Fichiers";
    FILES_HINT: "Pages, pictures, texts, WARC. Up to {size} each.", "Pages, images, textes, WARC. Jusqu’à {size} chacun.";
    SEEN_AT: "Seen at (URL)", "Vu à (URL)";
    SEEN_AT_HINT: "Where the file was found, if it came from the web.", "Où le fichier a été trouvé, s’il vient du web.";
    SUBMIT: "Take in", "Saisir";
    RECENT: "Taken in lately", "Saisies récentes";
    RECENT_CAPTION: "The latest items, newest first", "Les derniers éléments, le plus récent d’abord";
    ITEM: "Item", "Élément";
    TAKEN_IN: "Taken in", "Saisi";
    SOURCE: "Source", "Origine";
    RESULT: "Result", "Résultat";
    ALREADY: "known here already", "déjà connu ici";
    REFUSED_URL: "{url}: {why}", "{url} : {why}";
    DONE: "{new} new, {again} known already, {refused} refused", "{new} nouveaux, {again} déjà connus, {refused} refusés";
    EMPTY: "Nothing was taken in yet", "Rien n’a encore été saisi";
    EMPTY_WHY: "Paste addresses above, or use vigie intake.", "Collez des adresses ci-dessus, ou utilisez vigie intake.";
    FOUND: "Found for “{query}”", "Résultats pour « {query} »";
    FOUND_NONE: "Nothing found for “{query}”", "Aucun résultat pour « {query} »";
    FOUND_NONE_WHY: "Search takes a URL or part of one, a reference, or the start of a digest.", "La recherche accepte une URL ou sa partie, une référence ou le début d’une empreinte.";
}
