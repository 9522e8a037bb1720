//! The review queue.

texts! {
    TITLE: "Queue", "File";
    LEDE: "One item, one person at a time. The queue hands out; you decide.", "Un élément, une personne à la fois. La file distribue, vous décidez.";
    TAKE_NEXT: "Take next item", "Prendre le suivant";
    CAPTION: "Items that wait for a finding, most pressing first", "Éléments en attente d’une appréciation, les plus pressants d’abord";
    PRIORITY_N: "Priority {n}", "Priorité {n}";
    LIKENESS: "Likeness", "Ressemblance";
    LANGUAGE: "Language", "Langue";
    METHOD: "Matched by", "Concordance";
    HOST: "Host", "Hôte";
    WAITING: "Waiting", "Attente";
    TAKEN_BY: "with {name} until {time}", "chez {name} jusqu’à {time}";
    SEEN_ELSEWHERE: "Seen elsewhere", "Vu ailleurs";
    PICTURE_BITS: "picture {n} of 256 bits", "image {n} sur 256 bits";
    TEXT_SHARE: "text contained {percent}", "texte contenu à {percent}";
    SAME_BYTES: "same bytes", "mêmes octets";
    PICK: "Choose {url}", "Choisir {url}";
    BULK: "With the chosen items", "Pour les éléments choisis";
    BULK_DISMISS: "Dismiss", "Écarter";
    BULK_HINT: "Recorded with each, at least {n} characters. Only dismissing works in bulk: everything outward is decided one by one.", "Inscrit à chacun, au moins {n} caractères. Seul l’écartement se fait en lot : tout ce qui sort se décide un par un.";
    BULK_PURPOSE: "Purpose of all chosen, Art 1(3)", "Finalité de tous les éléments choisis, art. 1er, § 3";
    BULK_CONFIDENCE: "How sure you are of all of them", "Votre degré de certitude pour tous";
    BULK_CHOOSE: "choose", "choisir";
    BULK_REASON: "Reason for all chosen", "Motif pour tous les éléments choisis";
    EMPTY: "The queue is empty", "La file est vide";
    EMPTY_WHY: "Items come here when they resemble known material.", "Les éléments arrivent ici lorsqu’ils ressemblent à un contenu connu.";
    EMPTY_FILTER: "No item fits the filter", "Aucun élément ne correspond au filtre";
    KEY_NEXT: "take next item", "prendre le suivant";
    WHAT_PICTURE: "Picture", "Image";
    WHAT_TEXT: "Text", "Texte";
    WHAT_SKELETON: "Text in another script", "Texte dans une autre écriture";
    WHAT_PHRASE: "Listed phrase", "Expression d’une liste";
    WHAT_SOUND: "Sound", "Son";
    WHAT_VIDEO: "Video", "Vidéo";
    WHAT_FILE: "Similar file", "Fichier semblable";
    WHAT_BYTES: "Same bytes", "Mêmes octets";
    WHAT_NOTHING: "Like nothing known", "Sans ressemblance";
    NOT_EXAMINED: "Not examined", "Non examiné";
    NOT_YET_EXAMINED: "Not examined yet", "Pas encore examiné";
    SAVED_STATE: "State", "État";
    OPEN: "waiting for a finding", "en attente d’une appréciation";
    ANY: "any", "indifférent";
    HOST_EXACT: "Host, in full", "Hôte, en entier";
    ONLY_PROVIDER: "Only {name}", "Seulement {name}";
    SHOWN: "{n} on this page", "{n} sur cette page";
    NOTHING_FREE: "Nothing in the queue is free for you now. What others hold comes back when they are done.", "Rien n’est libre pour vous dans la file. Ce que d’autres traitent revient quand ils ont fini.";
    HANDED_BACK: "Handed back to the queue.", "Rendu à la file.";
    LEFT_OPEN: "These were not dismissed", "Ceux-ci n’ont pas été écartés";
    NONE_CHOSEN: "Choose at least one item.", "Choisissez au moins un élément.";
    MINE: "with you until {time}", "chez vous jusqu’à {time}";
}

plurals! {
    WAITS: "{n} item waits", "{n} items wait" / "{n} élément attend", "{n} éléments attendent";
    BULK_DONE: "{n} item dismissed.", "{n} items dismissed." / "{n} élément écarté.", "{n} éléments écartés.";
}
