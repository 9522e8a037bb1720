//! When something cannot be done.

texts! {
    NOT_FOUND: "There is nothing here", "Il n’y a rien ici";
    NOT_PERMITTED: "Not permitted", "Non autorisé";
    CONFLICT: "Somebody was faster", "Quelqu’un a été plus rapide";
    REFUSED: "This cannot be done", "Cela ne peut pas être fait";
    FAULT: "Something is not working", "Quelque chose ne fonctionne pas";
    NOTHING_CHANGED: "Nothing was changed. Go back and correct what is named above.", "Rien n’a été modifié. Revenez en arrière et corrigez ce qui est indiqué ci-dessus.";
    ASK_FOR_ROLE: "Nothing was changed. If your work needs it, ask an administrator for the role.", "Rien n’a été modifié. Si votre travail l’exige, demandez le rôle à un administrateur.";
    LOAD_AGAIN: "Nothing was changed. Load the page again and repeat.", "Rien n’a été modifié. Rechargez la page et recommencez.";
    UPLOAD_FORGED: "This form is not from your session; nothing was taken in. Load the page again and send it once more.", "Ce formulaire n’est pas de votre session ; rien n’a été saisi. Rechargez la page et renvoyez-le.";
    UPLOAD_TOO_LARGE: "This upload is too large; nothing was taken in. Send less at a time.", "Cet envoi est trop grand ; rien n’a été saisi. Envoyez-en moins à la fois.";
    UPLOAD_BROKEN: "The upload could not be read to its end; nothing was taken in. Try again, with smaller files if need be.", "L’envoi n’a pu être lu jusqu’au bout ; rien n’a été saisi. Réessayez, avec des fichiers plus petits au besoin.";
    NOTHING_LOST: "What was acknowledged before is safe. Try again; if it persists, tell the administrator.", "Ce qui a été confirmé auparavant est en sûreté. Réessayez ; si cela persiste, prévenez l’administrateur.";
}
