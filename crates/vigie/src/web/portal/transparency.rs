//! The counts of a provider's own yearly report (Art 7(3)), as page, CSV and JSON.

use super::own::{Own, View};
use super::{Asked, Visit};
use crate::server::{App, Manner};
use crate::web::Failure;
use crate::web::format;
use crate::web::kit::{self, Button, Column, Field, Icon, Row, Status, Table};
use crate::web::messages::{Lang, Text, own as text};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use casework::portal::{Matter, matter};
use casework::records::{Kept, Provider};
use casework::transparency::{Counted, Transparency, of_provider};
use casework::{Error, Refusal};
use jiff::Timestamp;
use maud::{Markup, Render as _, html};
use serde_json::{Map, Value, json};

/// The letters of Art 7(3), with what each asks for.
const LETTERS: [(char, Text); 7] = [
    ('a', text::LETTER_A),
    ('b', text::LETTER_B),
    ('c', text::LETTER_C),
    ('d', text::LETTER_D),
    ('e', text::LETTER_E),
    ('f', text::LETTER_F),
    ('g', text::LETTER_G),
];

/// The year that is asked for; the one before the present one otherwise, since its report is due before 1 March.
fn year(asked: &Asked, provider: &Provider, now: Timestamp) -> i16 {
    let present = now.to_zoned(provider.zone()).year();
    asked.year.filter(|year| (1..=9999).contains(year)).unwrap_or(present - 1)
}

/// The part of a provider's own page.
pub(super) async fn part(own: &Own<'_>) -> Result<Markup, Error> {
    let lang = own.visit.lang;
    let year = year(own.visit.asked, &own.provider, own.now);
    let report = of_provider(own.desk(), &own.provider, year).await?;
    let file = |kind: &str| format!("/portal/{}/report.{kind}?year={year}", own.visit.link);
    Ok(html! {
        p { (text::REPORT_TEXT.get(lang)) }
        form.form.mt3.no-print method="get" action={ "/portal/" (own.visit.link) } {
            input type="hidden" name="lang" value=(lang.tag());
            input type="hidden" name="view" value=(View::Report.name());
            (Field::new("year", text::YEAR.get(lang)).value(&year.to_string()).numeric("[0-9]{4}").input())
            (Button::submit(text::SHOW_YEAR.get(lang)))
        }
        h3.mt6 { (text::REPORT_OF.fill(lang, &[("provider", &own.provider.name), ("year", &year)])) }
        @for (letter, asks) in LETTERS { (lines(letter, asks, &report, lang)) }
        div.mt6 { (kit::note(Status::None, html! { (text::REPORT_LIMITS.get(lang)) })) }
        div.dl.mt3.no-print {
            (Button::link(text::AS_CSV.get(lang), &file("csv")).icon(Icon::Down))
            (Button::link(text::AS_JSON.get(lang), &file("json")).icon(Icon::Down))
        }
    })
}

fn lines(letter: char, asks: Text, report: &Transparency, lang: Lang) -> Markup {
    let counted = Counted::ALL.into_iter().filter(|what| what.place().0 == letter);
    let rows = counted.map(|what| {
        let count = format::count(report.count(what), lang);
        Row::new([html! { (words(what).get(lang)) }, html! { (count) }])
    });
    let columns = [Column::text(text::COUNTED.get(lang)), Column::number(text::COUNT.get(lang))];
    html! {
        h3.mt6 { "(" (letter) ") " (asks.get(lang)) }
        (Table::new(asks.get(lang), columns).keep().tight().rows(rows).render())
    }
}

const fn words(what: Counted) -> Text {
    match what {
        Counted::OrdersReceived => text::C_ORDERS,
        Counted::AnsweredInTime => text::C_IN_TIME,
        Counted::AnsweredLate => text::C_LATE,
        Counted::NotAnswered => text::C_NOT_ANSWERED,
        Counted::ReferralsReceived => text::C_REFERRALS,
        Counted::ReferralsRemoved => text::C_REFERRALS_REMOVED,
        Counted::ReferralsKept => text::C_REFERRALS_KEPT,
        Counted::OrdersForReappeared => text::C_REAPPEARED,
        Counted::Removed => text::C_REMOVED,
        Counted::Disabled => text::C_DISABLED,
        Counted::NotPossible => text::C_NOT_POSSIBLE,
        Counted::ManifestError => text::C_ERROR,
        Counted::InsufficientInformation => text::C_INFORMATION,
        Counted::Complaints => text::C_COMPLAINTS,
        Counted::ComplaintsUpheld => text::C_UPHELD,
        Counted::ComplaintsRejected => text::C_REJECTED,
        Counted::ComplaintsOpen => text::C_OPEN,
        Counted::ComplaintsLate => text::C_COMPLAINTS_LATE,
        Counted::ScrutinyAsked => text::C_SCRUTINY,
        Counted::ScrutinyBreach => text::C_BREACH,
        Counted::ScrutinyStands => text::C_STANDS,
        Counted::Challenges => text::C_CHALLENGES,
        Counted::ChallengesAnnulled => text::C_ANNULLED,
        Counted::ChallengesUpheld => text::C_COURT_UPHELD,
        Counted::ReinstatementRequired => text::C_REQUIRED,
        Counted::ReinstatedAfterReview => text::C_REINSTATED,
        Counted::ReinstatedAfterComplaint => text::C_AFTER_COMPLAINT,
    }
}

async fn behind(app: &App, link: &str, asked: &Asked) -> Result<(Kept<Provider>, Transparency), Error> {
    let Matter::Provider(provider) = matter(&app.desk, link).await? else {
        return Err(Error::Refused(Refusal::BadLink));
    };
    let report = of_provider(&app.desk, &provider, year(asked, &provider, app.desk.now())).await?;
    Ok((provider, report))
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response()
}

pub(super) async fn as_csv(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let visit = Visit::new(&app, &manner, &link, &asked, None);
    match behind(&app, &link, &asked).await {
        Ok((_, report)) => {
            let mut lines = "article,counted,year,count\r\n".to_owned();
            for what in Counted::ALL {
                let (letter, name) = what.place();
                lines.push_str(&format!("7(3)({letter}),{name},{},{}\r\n", report.year, report.count(what)));
            }
            Ok(file("text/csv; charset=utf-8", &format!("transparency-{}.csv", report.year), lines))
        }
        Err(error) => visit.fail(error),
    }
}

pub(super) async fn as_data(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let visit = Visit::new(&app, &manner, &link, &asked, None);
    match behind(&app, &link, &asked).await {
        Ok((provider, report)) => {
            let mut letters: Map<String, Value> = Map::new();
            for what in Counted::ALL {
                let (letter, name) = what.place();
                letters.entry(letter.to_string()).or_insert_with(|| json!({}))[name] = report.count(what).into();
            }
            let data = json!({
                "schema": "vigie-transparency-7-3/1",
                "provider": provider.name,
                "year": report.year,
                "rehearsal": app.desk.settings.rehearsal,
                "counts": letters,
            });
            Ok(file("application/json", &format!("transparency-{}.json", report.year), format!("{data:#}\n")))
        }
        Err(error) => visit.fail(error),
    }
}
