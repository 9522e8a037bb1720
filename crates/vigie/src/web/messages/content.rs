//! The page of whoever published what was removed: why, and what they can do.

texts! {
    TITLE: "Why your content was removed", "Pourquoi votre contenu a été retiré";
    LEDE: "{provider} acted on a removal order of {authority}, {country}.", "{provider} a agi sur injonction de {authority}, {country}.";
    NO_ACCOUNT: "No account is needed. Whoever has this link sees this page; it shows this order only.", "Aucun compte n’est nécessaire. Qui détient ce lien voit cette page ; elle ne montre que cette injonction.";
    ABOUT: "1 What, and why", "1 Quoi, et pourquoi";
    LOST_VOID: "The authority of the provider’s own state found a breach.", "L’autorité de l’État du fournisseur a constaté une violation.";
    LOST_ANNULLED: "A court annulled it.", "Une juridiction l’a annulée.";
    LOST_WITHDRAWN: "The issuing authority withdrew it.", "L’autorité émettrice l’a retirée.";
    LOST_TEXT: "The provider is asked to put the content back, as far as its own terms allow. Ask it.", "Il est demandé au fournisseur de rétablir le contenu, dans la mesure où ses conditions le permettent. Adressez-vous à lui.";
    SCRUTINY: "2 Have it examined", "2 La faire examiner";
    SCRUTINY_UNTIL: "Until {time}, {place} time, you may ask {host} to examine the order. It costs nothing, and it decides within 72 hours.", "Jusqu’au {time}, heure de {place}, vous pouvez demander à {host} d’examiner l’injonction. C’est gratuit, et elle statue en 72 heures.";
    SCRUTINY_OPEN: "Within 48 hours of being told you may ask {host} to examine the order. It costs nothing, and it decides within 72 hours.", "Dans les 48 heures après avoir été informé, vous pouvez demander à {host} d’examiner l’injonction. C’est gratuit, et elle statue en 72 heures.";
    SCRUTINY_RUNS: "{host} examines the order. It decides by {time}.", "{host} examine l’injonction. Elle statue avant le {time}.";
    SCRUTINY_STANDS: "{host} decided on {time}: the order stands.", "{host} a décidé le {time} : l’injonction est maintenue.";
    SCRUTINY_BREACH: "{host} decided on {time}: the order breaches the law and has no effect.", "{host} a décidé le {time} : l’injonction enfreint le droit et n’a plus d’effet.";
    SCRUTINY_HOME: "The order comes from an authority of the provider’s own state. No other state examines it; a court can.", "L’injonction vient d’une autorité de l’État du fournisseur. Aucun autre État ne l’examine ; un tribunal le peut.";
    SCRUTINY_NOT_NEEDED: "There is nothing left to examine.", "Il n’y a plus rien à examiner.";
    REDRESS: "3 Challenge it", "3 La contester";
    REDRESS_TEXT: "You may challenge the order before this body or court:", "Vous pouvez contester l’injonction devant :";
    COPY: "4 Copy of the order", "4 Copie de l’injonction";
    COPY_TEXT: "This is the order as it was issued.", "Voici l’injonction telle qu’émise.";
}
