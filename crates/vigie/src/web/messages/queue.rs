//! The review queue.

texts! {
    TITLE: "Queue", "File";
    LEDE: "One item, one person at a time. The queue hands out; you decide.", "Un élément, une personne à la fois. La file distribue, vous décidez.";
    TAKE_NEXT: "Take next item", "Prendre le suivant";
    CAPTION: "Items that wait for a finding, most pressing first", "Éléments en attente d’une appréciation, les plus pressants d’abord";
    PRIORITY: "Priority", "Priorité";
    PRIORITY_N: "Priority {n}", "Priorité {n}";
    LIKENESS: "Likeness", "Ressemblance";
    LANGUAGE: "Language", "Langue";
    METHOD: "Matched by", "Concordance";
    HOST: "Host", "Hôte";
    CONTAINS: "Address contains", "L’adresse contient";
    WAITING: "Waiting", "Attente";
    TAKEN_BY: "with {name} until {time}", "chez {name} jusqu’à {time}";
    FREE: "free", "libre";
    SEEN_ELSEWHERE: "Seen elsewhere", "Vu ailleurs";
    PICTURE_BITS: "picture {n} of 256 bits", "image {n} sur 256 bits";
    TEXT_SHARE: "text contained {percent}", "texte contenu à {percent}";
    SAME_BYTES: "same bytes", "mêmes octets";
    CONTEXT_FOUND: "Context: {signal}", "Contexte : {signal}";
    PICK: "Choose {url}", "Choisir {url}";
    BULK: "With the chosen items", "Pour les éléments choisis";
    BULK_DISMISS: "Dismiss", "Écarter";
    BULK_EXEMPT: "Exempt", "Exempter";
    BULK_HINT: "One reason for all, recorded with each. Only dismissing and exempting work in bulk.", "Un motif pour tous, inscrit à chacun. Seuls l’exemption et l’écartement se font en lot.";
    BULK_REASON: "Reason for all chosen", "Motif pour tous les éléments choisis";
    EMPTY: "The queue is empty", "La file est vide";
    EMPTY_WHY: "Items come here when they resemble known material.", "Les éléments arrivent ici lorsqu’ils ressemblent à un contenu connu.";
    EMPTY_FILTER: "No item fits the filter", "Aucun élément ne correspond au filtre";
    KEY_NEXT: "take next item", "prendre le suivant";
    KEY_PICK: "choose", "choisir";
}

plurals! {
    WAITS: "{n} item waits", "{n} items wait" / "{n} élément attend", "{n} éléments attendent";
    BULK_DONE: "{n} item decided.", "{n} items decided." / "{n} élément décidé.", "{n} éléments décidés.";
    ELSEWHERE: "{n} other URL", "{n} other URLs" / "{n} autre URL", "{n} autres URL";
}
