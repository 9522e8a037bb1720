//! Copies of orders for the state in which the provider is established (Art 4(1)).

texts! {
    TITLE: "Copies, Art 4", "Copies, art. 4";
    LEDE: "Orders to providers established in your state ({country}). You read them; scrutiny has 72 hours from the copy.", "Injonctions à des fournisseurs établis dans votre État ({country}). Vous les lisez ; l’examen a 72 heures dès la copie.";
    CAPTION: "Copies of orders, newest first", "Copies d’injonctions, la plus récente d’abord";
    EMPTY: "No order was issued to a provider of your state ({country})", "Aucune injonction à un fournisseur de votre État ({country})";
    EMPTY_WHY: "A copy comes here with each order to a provider of your state.", "Une copie arrive ici avec chaque injonction à un fournisseur de votre État.";
    SCRUTINY_LEFT: "Scrutiny until", "Examen jusqu’à";
    READ_ONLY: "You see a copy. Nothing on this page changes the order.", "Vous voyez une copie. Rien sur cette page ne modifie l’injonction.";
    FORM: "Annex I", "Annexe I";
    ISSUED: "Issued", "Émise";
    COPIED: "Copy sent", "Copie envoyée";
}
