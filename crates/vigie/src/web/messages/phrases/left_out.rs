//! Why something was left out of a bank or taken out of it, and where it came from.

use super::Text;

phrases! { LEFT_OUT: "Why a row of a list, a file or a phrase was left out of a bank or taken out of it, and where it came from.";
    "this algorithm is not compared", "cet algorithme n’est pas comparé";
    "the list cannot be read further ({why}); the rest was not examined", "la liste ne peut être lue plus loin ({why}) ; le reste n’a pas été examiné";
    "the list has more than {n} rows; the rest was not examined", "la liste a plus de {n} lignes ; le reste n’a pas été examiné";
    "the line is longer than {n} bytes", "la ligne dépasse {n} octets";
    "the line is not UTF-8 text", "la ligne n’est pas du texte en UTF-8";
    "the column {name} is missing or empty", "la colonne {name} manque ou est vide";
    "the line is neither one hash nor an algorithm followed by a hash", "la ligne n’est ni une empreinte, ni un algorithme suivi d’une empreinte";
    "the algorithm {name} is not known; use pdq, md5, sha1, sha256, sha512 or tlsh", "l’algorithme {name} n’est pas connu ; employez pdq, md5, sha1, sha256, sha512 ou tlsh";
    "the hash does not show its algorithm; name it in the list or for the whole list", "l’empreinte ne montre pas son algorithme ; nommez-le dans la liste ou pour toute la liste";
    "the hash is not {n} hexadecimal digits", "l’empreinte n’est pas faite de {n} chiffres hexadécimaux";
    "the hash is that of blank or empty content and would match unrelated items", "l’empreinte est celle d’un contenu vide et concorderait avec des éléments sans rapport";
    "the line is not a JSON object", "la ligne n’est pas un objet JSON";
    "the field {name} is missing, empty or of the wrong type", "le champ {name} manque, est vide ou n’est pas du bon type";
    "the list is longer than {n} bytes; split it, or give it as lines", "la liste dépasse {n} octets ; divisez-la, ou donnez-la par lignes";
    "this is not JSON", "ceci n’est pas du JSON";
    "this is no list of hashes: a list of objects is expected, or an object with such a list as {names}", "ceci n’est pas une liste d’empreintes : il faut une liste d’objets, ou un objet qui en porte une sous {names}";
    "the list holds {n} objects, more than {most}; split it", "la liste contient {n} objets, plus que {most} ; divisez-la";
    "the document holds more than {n} values; split it, or give it as lines", "le document contient plus de {n} valeurs ; divisez-le, ou donnez-le par lignes";
    "a person removed it before: {why}", "une personne l’avait retirée : {why}";
    "its list took it back", "sa liste l’a reprise";
    "command line", "ligne de commande";
    "through the HMA interface", "par l’interface HMA";
    "quality {n} is too low for a likeness; compared by exact bytes only", "qualité {n}, trop faible pour une ressemblance ; comparé par ses seuls octets exacts";
    "it is a list of hashes, not known material itself; take it in as a list of hashes", "c’est une liste d’empreintes, non des contenus connus ; ajoutez-la comme liste d’empreintes";
    "of the animation the first {n} different frames are compared, and {m} others are not", "de l’animation, les {n} premières images différentes sont comparées, et {m} autres ne le sont pas";
    "it is not frame,quality,hash,timestamp", "ce n’est pas « frame,quality,hash,timestamp »";
    "the frame is not a whole number", "le numéro d’image n’est pas un nombre entier";
    "the quality is not a whole number from 0 to 100", "la qualité n’est pas un nombre entier de 0 à 100";
    "the timestamp is not a number of seconds from 0 to 4,000,000", "le moment n’est pas un nombre de secondes de 0 à 4 000 000";
    "the timestamp lies before that of the line above", "le moment est antérieur à celui de la ligne du dessus";
    "there are more frames than are read; the rest is left out", "il y a plus d’images qu’il n’en est lu ; le reste est laissé de côté";
    "there are more lines that cannot be read than are listed, from this one on", "il y a plus de lignes illisibles qu’il n’en est énuméré, à partir de celle-ci";
    "it cannot be read: {why}", "illisible : {why}";
    "too short for a likeness; compared by exact bytes only", "trop court pour une ressemblance ; comparé par ses seuls octets exacts";
    "{why}; compared by exact and by similar bytes only", "{why} ; comparé par ses seuls octets, exacts ou semblables";
    "{why}; compared by exact bytes only", "{why} ; comparé par ses seuls octets exacts";
    "a picture in the {format} format, which cannot be read; examine it by hand", "une image au format {format}, qui ne peut être lue ; examinez-la à la main";
    "the file has {n} bytes, more than the limit; raise the limit or examine it by hand", "le fichier fait {n} octets, plus que la limite ; relevez la limite ou examinez-le à la main";
    "the animation has more than the {n} frames that were looked at; raise the limit or examine it by hand", "l’animation a plus que les {n} images qui ont été regardées ; relevez la limite ou examinez-la à la main";
    "its sound is too short to be looked for", "son enregistrement est trop court pour être cherché";
    "no frame of the video has enough structure to be looked for", "aucune image de la vidéo n’a assez de structure pour être cherchée";
    "not UTF-8; save the list as UTF-8", "pas en UTF-8 ; enregistrez la liste en UTF-8";
    "longer than {n} bytes", "plus long que {n} octets";
    "a phrase needs at least {n} letters or digits", "il faut à une expression au moins {n} lettres ou chiffres";
    "a phrase has at most {n} words; put a longer text in as a text", "une expression a {n} mots au plus ; ajoutez un texte plus long comme texte";
    "the second column is the language: two or three small letters, or nothing", "la deuxième colonne est la langue : deux ou trois minuscules, ou rien";
    "the label has more than {n} characters", "le libellé a plus de {n} caractères";
    "more than three columns: phrase, language and label are separated by tabs", "plus de trois colonnes : expression, langue et libellé sont séparés par des tabulations";
    "the same words as in line {n}", "les mêmes mots qu’à la ligne {n}";
    "this line and all after it are left out: a list has at most {n} phrases; divide it", "cette ligne et toutes les suivantes sont laissées de côté : une liste a {n} expressions au plus ; divisez-la";
}

#[cfg(test)]
mod tests {
    use super::super::french;
    use crate::cli::bank::NOT_COMPARED;
    use exchange::hashlist::{NotAList, RowFault, read_document};
    use matching::picture::{self, Limits};
    use matching::text::read_phrases;
    use matching::video::Fault;

    fn check(english: &str) {
        let said = french(english).unwrap_or_else(|| panic!("no French for: {english}"));
        assert!(said != english && !said.contains('{'), "{said}");
    }

    #[test]
    fn whatever_is_wrong_with_a_row_is_said_in_french() {
        let faults = [
            RowFault::Unreadable("unexpected end".to_owned()),
            RowFault::TooManyRows { limit: 9 },
            RowFault::LineTooLong { limit: 9 },
            RowFault::NotUtf8,
            RowFault::NoValue("hash".to_owned()),
            RowFault::NotOneHash,
            RowFault::UnknownAlgorithm("crc".to_owned()),
            RowFault::NoAlgorithm,
            RowFault::NotAHash { digits: 64 },
            RowFault::Blank,
            RowFault::NotAnObject,
            RowFault::NoField("indicator"),
        ];
        faults.iter().for_each(|fault| check(&fault.to_string()));
        check(NOT_COMPARED);
        for document in ["{", "{}"] {
            check(&read_document(document.as_bytes(), None).unwrap_err().to_string());
        }
        let unreadable = NotAList::Unreadable(std::io::Error::other("REHEARSAL"));
        for refused in
            [NotAList::TooLong, NotAList::TooManyValues, NotAList::TooManyObjects { found: 3_000_000 }, unreadable]
        {
            check(&refused.to_string());
        }
    }

    #[test]
    fn whatever_is_wrong_with_a_file_or_a_phrase_is_said_in_french() {
        let broken = picture::decode(b"\xff\xd8\xff\xe0 REHEARSAL", &Limits::default()).unwrap_err();
        let errors = [
            broken,
            picture::Error::Unsupported { format: "avif" },
            picture::Error::TooManyBytes { bytes: 9 },
            picture::Error::TooLarge { width: 9, height: 9 },
            picture::Error::TooManyFrames { seen: 9 },
        ];
        for error in errors {
            check(&error.to_string());
            let said = french(&format!("{error}; compared by exact bytes only")).unwrap();
            assert!(!said.contains("picture") && !said.contains("file") && !said.contains("frames"), "{said}");
        }
        let long = format!("{}\n", "tide ".repeat(40));
        let list = format!("a\ngrey rocks\tENGLISH\ngrey rocks\ngrey rocks\na b\tc\td\te\n{long}");
        let problems = read_phrases(list.as_bytes()).problems;
        assert!(problems.len() > 3, "{problems:?}");
        problems.iter().for_each(|problem| check(&problem.why.to_string()));
    }

    #[test]
    fn whatever_is_wrong_with_the_frames_of_a_video_is_said_in_french() {
        let faults = [
            Fault::Columns,
            Fault::Number,
            Fault::Quality,
            Fault::Hash,
            Fault::Timestamp,
            Fault::Backwards,
            Fault::TooMany,
            Fault::TooManyProblems,
        ];
        faults.iter().for_each(|fault| check(&fault.to_string()));
    }
}
