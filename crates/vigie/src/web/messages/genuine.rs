//! The public check: is an order genuine?

texts! {
    TITLE: "Is an order genuine?", "Une injonction est-elle authentique ?";
    LEDE: "Enter what stands on the order you received. You are told yes, no or void, and nothing else.", "Saisissez ce qui figure sur l’injonction reçue. Il vous est dit oui, non ou sans effet, rien d’autre.";
    DIGEST_HINT: "At the foot of each page, or in the answer page; at least the first 16 letters and digits. Spaces do not matter.", "Au pied de chaque page, ou sur la page de réponse ; au moins les 16 premiers caractères. Les espaces sont sans effet.";
    CHECK: "Check", "Vérifier";
    YES: "Yes: we issued exactly this order.", "Oui : nous avons émis exactement cette injonction.";
    NO: "No: we issued nothing with this reference and digest. Do not act on it; tell your national contact point.", "Non : nous n’avons rien émis sous cette référence et cette empreinte. N’agissez pas ; prévenez votre point de contact national.";
    VOID: "Void: we issued exactly this order, and it has no effect any more. You need not act.", "Sans effet : nous avons émis exactement cette injonction, mais elle n’a plus d’effet. Vous n’avez pas à agir.";
    TOO_MANY: "At most {n} questions a minute from one address. Ask again in {seconds} seconds.", "Au plus {n} questions par minute depuis une adresse. Réessayez dans {seconds} secondes.";
    ASK: "In doubt, ask us by telephone. Take the number from the public list of authorities or your national contact point, not from the message.", "En cas de doute, appelez-nous. Prenez le numéro dans la liste publique des autorités ou auprès de votre point de contact national, pas dans le message.";
    OFFLINE: "With these two files anybody can check an order without asking us: vigie verify order.json --key vigie-key --checkpoint vigie-checkpoint", "Avec ces deux fichiers, chacun peut vérifier une injonction sans nous interroger : vigie verify order.json --key vigie-key --checkpoint vigie-checkpoint";
    KEY: "Our public key", "Notre clé publique";
    CHECKPOINT: "Latest signed checkpoint", "Dernière tête signée du registre";
}
