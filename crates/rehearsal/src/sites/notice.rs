//! The short pages that providers show in place of content, in their own language.

use axum::body::Bytes;

use super::Served;
use crate::providers::FIRMS;

/// What a notice says.
#[derive(Clone, Copy)]
pub(crate) enum Notice<'a> {
    NotFound,
    NotInYourCountry,
    Elsewhere,
    WrongHost,
    FrontDoor(&'a str),
}

/// A notice of a firm, still without a status.
pub(crate) struct NoticePage(String);

impl NoticePage {
    pub fn status(self, status: u16) -> Served {
        Served {
            status,
            content_type: "text/html; charset=utf-8".to_owned(),
            location: None,
            body: Bytes::from(self.0),
        }
    }
}

pub(crate) fn page(firm: usize, notice: Notice<'_>) -> NoticePage {
    let firm = &FIRMS[firm];
    let language = firm.languages[0];
    let title = match notice {
        Notice::NotFound => not_found(language),
        Notice::NotInYourCountry => not_in_your_country(language),
        Notice::Elsewhere => "301/302",
        Notice::WrongHost => "421",
        Notice::FrontDoor(host) => host,
    };
    NoticePage(format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <title>{title}</title></head>\n<body><h1>{title}</h1><p>{} · REHEARSAL</p></body></html>\n",
        firm.name
    ))
}

fn not_found(language: &str) -> &'static str {
    match language {
        "de" => "Seite nicht gefunden",
        "es" => "Página no encontrada",
        "fi" => "Sivua ei löydy",
        "fr" => "Page introuvable",
        "nl" => "Pagina niet gevonden",
        "ro" => "Pagina nu a fost găsită",
        _ => "Page not found",
    }
}

fn not_in_your_country(language: &str) -> &'static str {
    match language {
        "de" => "In Ihrem Land nicht verfügbar",
        "es" => "No disponible en su país",
        "fi" => "Ei saatavilla maassasi",
        "fr" => "Indisponible dans votre pays",
        "nl" => "Niet beschikbaar in uw land",
        "ro" => "Indisponibil în țara dumneavoastră",
        _ => "Not available in your country",
    }
}
