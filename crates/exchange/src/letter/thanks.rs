//! What a provider is told after a joint action in which it helped.

use super::Envelope;
use super::draft::{Draft, Letter, LetterError};
use crate::Language;

/// Thanks a provider for what it did, and tells it what came of that. No target is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thanks {
    /// Sender, recipient, reference.
    pub envelope: Envelope,
    /// On how many notices the provider acted.
    pub acted: usize,
    /// How many of these our own look from outside confirmed.
    pub confirmed: usize,
    /// How many were seen again afterwards.
    pub returned: usize,
}

struct Words {
    subject: &'static str,
    opening: &'static str,
    acted: &'static str,
    confirmed: &'static str,
    returned: &'static str,
}

impl Words {
    const fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                subject: "Thank you for acting",
                opening: "Thank you for acting on our notices. So that you know what came of it, these are the figures \
                          as they stand today.",
                acted: "Notices on which you acted",
                confirmed: "Of these, confirmed by our own look from outside",
                returned: "Of these, seen again afterwards",
            },
            Language::French => Self {
                subject: "Merci d'avoir agi",
                opening: "Merci d'avoir donné suite à nos messages. Pour que vous sachiez ce qu'il en est advenu, voici \
                          les chiffres à ce jour.",
                acted: "Messages auxquels vous avez donné suite",
                confirmed: "Parmi eux, confirmés par notre propre regard de l'extérieur",
                returned: "Parmi eux, revus par la suite",
            },
            Language::German => Self {
                subject: "Danke für Ihr Handeln",
                opening: "Danke, dass Sie auf unsere Mitteilungen hin gehandelt haben. Damit Sie wissen, was daraus \
                          geworden ist, hier die Zahlen mit heutigem Stand.",
                acted: "Mitteilungen, auf die hin Sie gehandelt haben",
                confirmed: "Davon durch unseren eigenen Blick von außen bestätigt",
                returned: "Davon später wieder gesehen",
            },
            Language::Dutch => Self {
                subject: "Dank voor uw optreden",
                opening: "Dank dat u op onze berichten hebt gehandeld. Om u te laten weten wat ervan is geworden, zijn \
                          dit de cijfers van vandaag.",
                acted: "Berichten waarop u hebt gehandeld",
                confirmed: "Daarvan bevestigd door onze eigen blik van buitenaf",
                returned: "Daarvan later opnieuw gezien",
            },
            Language::Spanish => Self {
                subject: "Gracias por actuar",
                opening: "Gracias por haber actuado a raíz de nuestros mensajes. Para que sepa qué resultó de ello, \
                          estas son las cifras a día de hoy.",
                acted: "Mensajes a raíz de los cuales actuó",
                confirmed: "De ellos, confirmados por nuestra propia observación desde fuera",
                returned: "De ellos, vistos de nuevo después",
            },
        }
    }
}

impl Thanks {
    /// Writes the message.
    ///
    /// # Errors
    /// [`LetterError`] if a value is not one visible line or a time zone is unknown.
    pub fn write(&self, language: Language) -> Result<Letter, LetterError> {
        let words = Words::of(language);
        Draft::new(&self.envelope, language, |_| words.subject)
            .paragraph(words.opening)
            .fact(words.acted, &self.acted.to_string())
            .fact(words.confirmed, &self.confirmed.to_string())
            .fact(words.returned, &self.returned.to_string())
            .finish()
    }
}
