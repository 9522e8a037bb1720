//! The finding: what was found before, and the form in which an officer finds. Nothing is chosen beforehand.

use super::{Asked, View, page, text};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::kit::{self, Button, Choice, Field, Icon, Notice, Status, assets};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, failure as failure_text, shell as shell_text};
use crate::web::refusal;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::{Error, Refusal, assess as desk};
use domain::assess::{self, Category, Confidence, Finding, MAX_REASON_CHARS, MIN_REASON_CHARS, Outcome, Purpose};
use domain::id::ItemId;
use maud::{Markup, html};
use uuid::Uuid;

/// What was chosen and typed so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    purpose: Option<Purpose>,
    reason: String,
    categories: Vec<Category>,
    confidence: Option<Confidence>,
    outcome: Option<Outcome>,
}

impl Draft {
    fn read(pairs: &[(String, String)]) -> Self {
        let given = |name: &str| pairs.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let categories =
            pairs.iter().filter(|(field, _)| field == "category").filter_map(|(_, value)| value.parse().ok());
        Self {
            purpose: given("purpose").and_then(|value| value.parse().ok()),
            // Browsers send line ends as two characters; the record and the count have one.
            reason: given("reason").unwrap_or_default().replace("\r\n", "\n"),
            categories: categories.collect(),
            confidence: given("confidence").and_then(|value| value.parse().ok()),
            outcome: given("outcome").and_then(|value| value.parse().ok()),
        }
    }

    /// The finding, or everything that is missing.
    fn finding(&self, lang: Lang) -> Result<Finding, Wrong> {
        if let (Some(purpose), Some(confidence), Some(outcome)) = (self.purpose, self.confidence, self.outcome) {
            return Ok(Finding {
                purpose,
                reason: self.reason.clone(),
                categories: self.categories.clone(),
                confidence,
                outcome,
            });
        }
        let missing = |there: bool, words: crate::web::messages::Text| (!there).then(|| words.get(lang).to_owned());
        let have = self.reason.trim().chars().count();
        let short = assess::Refusal::ReasonTooShort { have };
        Err(Wrong {
            reason: if have < MIN_REASON_CHARS { Wrong::of(&short, lang).reason } else { None },
            purpose: missing(self.purpose.is_some(), text::NEED_PURPOSE),
            confidence: missing(self.confidence.is_some(), text::NEED_CONFIDENCE),
            decision: missing(self.outcome.is_some(), text::NEED_OUTCOME),
            ..Wrong::default()
        })
    }
}

/// What is wrong, by field.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    purpose: Option<String>,
    reason: Option<String>,
    types: Option<String>,
    confidence: Option<String>,
    decision: Option<String>,
}

impl Wrong {
    /// Puts a refusal of the rules beside the field it is about.
    fn of(refusal: &assess::Refusal, lang: Lang) -> Self {
        use assess::Refusal as R;
        let purpose =
            |words: crate::web::messages::Text| Self { purpose: Some(words.get(lang).to_owned()), ..Self::default() };
        let reason = |words: String| Self { reason: Some(words), ..Self::default() };
        match refusal {
            R::NotOpen { state } | R::NotDecided { state } => Self {
                decision: Some(text::NOT_OPEN.fill(lang, &[("state", &state.text().get(lang))])),
                ..Self::default()
            },
            R::ReasonTooShort { have } => {
                reason(text::REASON_SHORT.fill(lang, &[("have", have), ("n", &MIN_REASON_CHARS)]))
            }
            R::ReasonTooLong { have } => {
                reason(text::REASON_LONG.fill(lang, &[("have", have), ("n", &MAX_REASON_CHARS)]))
            }
            R::ProtectedPurpose { .. } => purpose(text::PROTECTED_ONLY),
            R::PurposeUndecided => purpose(text::UNDECIDED),
            R::NoProtectedPurpose => purpose(text::NEED_PROTECTED),
            R::NoCategory => Self { types: Some(text::NEED_TYPE.get(lang).to_owned()), ..Self::default() },
        }
    }
}

/// Records a finding, or shows the page again with what was typed and what is wrong.
pub(super) async fn record(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let draft = Draft::read(&pairs);
    let finding = match draft.finding(lang) {
        Ok(finding) => finding,
        Err(wrong) => return again(&app, &visitor, id, StatusCode::UNPROCESSABLE_ENTITY, &draft, &wrong).await,
    };
    let outcome = finding.outcome;
    match desk::decide(&app.desk, &visitor.actor, ItemId(id), finding).await {
        Ok(_) => Ok(Redirect::to(&format!("/items/{id}?done={outcome}")).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let wrong = match &error {
                Error::Refused(Refusal::Finding(refusal)) => Wrong::of(refusal, lang),
                // The page says itself who has the item, or what it has become.
                Error::Refused(Refusal::InOtherHands { .. }) => Wrong::default(),
                Error::Conflict => {
                    Wrong { decision: Some(failure_text::CONFLICT.get(lang).to_owned()), ..Wrong::default() }
                }
                _ => Wrong { decision: Some(refusal::words(&error, &visitor.manner.reader)), ..Wrong::default() },
            };
            again(&app, &visitor, id, problem::status(&error), &draft, &wrong).await
        }
        Err(other) => Err(Failure(other)),
    }
}

async fn again(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    status: StatusCode,
    draft: &Draft,
    wrong: &Wrong,
) -> Result<Response, Failure> {
    let mut view = View::of(app, visitor, ItemId(id), &Asked::default()).await?;
    let words = text::NOT_RECORDED.get(view.lang()).to_owned();
    view.frame.notice = Some(Notice { status: Status::Warn, text: words, link: None });
    Ok((status, page(&view, draft, wrong)).into_response())
}

/// The right-hand side of the page.
pub(super) fn aside(view: &View<'_>, draft: &Draft, wrong: &Wrong) -> Markup {
    let item = &view.dossier.item;
    let shut = view.seat.why_not(item, &view.frame);
    let shows_form = view.seat.is_mine() || (item.state.is_open() && shut.is_some());
    html! {
        @if let Some(why) = &shut { div.mb3 { (kit::note(Status::Hold, html! { (why) })) } }
        @if !item.assessments.is_empty() { (earlier(view)) }
        @if shows_form { (form(view, draft, wrong)) }
        @if view.seat.is_closed() { (take_up_again(view)) }
    }
}

/// A finding that stands can be taken up again, with a reason; nothing of it is lost.
fn take_up_again(view: &View<'_>) -> Markup {
    let lang = view.lang();
    html! {
        details.mt3 {
            summary { (text::REOPEN.get(lang)) }
            (kit::post(&view.href("/reopen"), view.visitor.csrf(), "form mt2", html! {
                (Field::new("reason", text::REOPEN_WHY.get(lang)).required(lang).textarea(2))
                (Button::submit(text::REOPEN.get(lang)))
            }))
        }
    }
}

/// What was found before, by whom.
fn earlier(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let given = view.dossier.item.assessments.iter().zip(&view.officers).rev();
    kit::section(
        text::DECIDED.get(lang),
        html! {},
        html! {},
        html! {
            @for (assessment, officer) in given {
                div.found {
                    p { b { (assessment.outcome.text().get(lang)) } " · " (assessment.purpose.text().get(lang)) }
                    p.meta {
                        (text::OFFICER_AT.fill(lang, &[("name", officer), ("time", &view.frame.reader.near(assessment.at, view.frame.now))]))
                        " · " (text::CONFIDENCE.get(lang).trim_start_matches(['3', ' '])) " " (assessment.confidence.text().get(lang))
                    }
                    blockquote { (assessment.reason) }
                    @for category in &assessment.categories { p.meta { (category.text().get(lang)) } }
                }
            }
        },
    )
}

/// The key that chooses a purpose.
const fn purpose_key(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::NoneProtected => "0",
        Purpose::Journalism => "J",
        Purpose::Education => "E",
        Purpose::Art => "A",
        Purpose::Research => "R",
        Purpose::CounterSpeech => "C",
        Purpose::CannotTell => "T",
    }
}

/// The key that chooses a type, in the order of Art 2(7).
const fn type_key(category: Category) -> &'static str {
    match category {
        Category::Incites => "1",
        Category::SolicitsCommission => "2",
        Category::SolicitsParticipation => "3",
        Category::Instructs => "4",
        Category::Threatens => "5",
    }
}

fn error(words: Option<&String>) -> Markup {
    html! { @if let Some(words) = words { span.err role="alert" { (kit::icon(Icon::Bad)) (words) } } }
}

fn form(view: &View<'_>, draft: &Draft, wrong: &Wrong) -> Markup {
    let lang = view.lang();
    let confidences: Vec<_> =
        Confidence::ALL.iter().map(|confidence| (confidence.name(), confidence.text().get(lang))).collect();
    let count = text::REASON_COUNT.fill(lang, &[("min", &MIN_REASON_CHARS)]);
    kit::post(
        &view.href("/finding"),
        view.visitor.csrf(),
        "form decide",
        html! {
            // Enter in a field presses a form's first button: this one decides nothing and is told so.
            button.vh type="submit" tabindex="-1" aria-hidden="true" {}
            div.split { h2 { (text::FINDING.get(lang)) } a.meta href="#keymap" { (shell_text::KEYS_TITLE.get(lang)) } }
            fieldset.form disabled[!view.seat.is_mine()] {
                (purposes(draft, wrong, lang))
                (Field::new("reason", text::REASON.get(lang)).required(lang).value(&draft.reason)
                    .hint(text::REASON_HINT.get(lang)).error(wrong.reason.as_deref()).textarea(4))
                p.hint.count data-count="reason" data-words=(count) { (text::REASON_LENGTH.fill(lang, &[("n", &MIN_REASON_CHARS)])) }
                (kit::fieldset("type", text::TYPE.get(lang), text::TYPE_HINT.get(lang), html! {
                    @for category in Category::ALL {
                        (Choice::check("category", category.name(), category.text().get(lang)).key(type_key(*category)).checked(draft.categories.contains(category)))
                    }
                    (error(wrong.types.as_ref()))
                }))
                div { (kit::seg(text::CONFIDENCE.get(lang), "confidence", &confidences, draft.confidence.map(Confidence::name))) (error(wrong.confidence.as_ref())) }
                (decisions(wrong, lang))
            }
            script type="module" src=(assets::url("count.js")) {}
        },
    )
}

fn purposes(draft: &Draft, wrong: &Wrong, lang: Lang) -> Markup {
    let choice = |purpose: Purpose| {
        Choice::radio("purpose", purpose.name(), purpose.text().get(lang))
            .key(purpose_key(purpose))
            .checked(draft.purpose == Some(purpose))
            .class(if purpose.is_protected() { "protected" } else { "" })
    };
    kit::fieldset(
        "",
        text::PURPOSE.get(lang),
        text::PURPOSE_ASK.get(lang),
        html! {
            (choice(Purpose::NoneProtected))
            div.twocol { @for purpose in [Purpose::Journalism, Purpose::Education, Purpose::Art, Purpose::Research] { (choice(purpose)) } }
            (choice(Purpose::CounterSpeech))
            (choice(Purpose::CannotTell))
            (error(wrong.purpose.as_ref()))
        },
    )
}

fn decisions(wrong: &Wrong, lang: Lang) -> Markup {
    let press = |outcome: Outcome, key| {
        Button::submit(outcome.text().get(lang)).wide().sends("outcome", outcome.name()).key(key)
    };
    kit::fieldset(
        "out",
        text::DECIDE.get(lang),
        "",
        html! {
            p.note.warn.pad.refusal { (text::PROTECTED.get(lang)) }
            (error(wrong.decision.as_ref()))
            div.outward { (press(Outcome::ProposeOrder, "o")) (press(Outcome::Refer, "r")) }
            div.two { (press(Outcome::Exempt, "x")) (press(Outcome::Dismiss, "d")) }
            (press(Outcome::SecondReading, "w"))
            p.hint { (text::INDOORS.get(lang)) }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
        given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn nothing_is_assumed_that_was_not_chosen() {
        let wrong = Draft::read(&pairs(&[("reason", "x")])).finding(Lang::En).unwrap_err();
        assert!(wrong.purpose.is_some() && wrong.confidence.is_some() && wrong.decision.is_some());
        let draft = Draft::read(&pairs(&[("purpose", "journalism"), ("confidence", "certain"), ("outcome", "exempt")]));
        let wrong = draft.finding(Lang::Fr).unwrap_err();
        assert!(wrong.purpose.is_none() && wrong.confidence.is_some() && wrong.decision.is_none());
    }

    #[test]
    fn every_type_that_was_ticked_is_read() {
        let draft = Draft::read(&pairs(&[
            ("purpose", "none_protected"),
            ("category", "incites"),
            ("category", "threat"),
            ("category", "odd"),
            ("confidence", "high"),
            ("outcome", "refer"),
            ("reason", "one\r\ntwo"),
        ]));
        let finding = draft.finding(Lang::En).unwrap();
        assert_eq!(finding.categories, [Category::Incites, Category::Threatens]);
        assert_eq!(finding.reason, "one\ntwo");
    }

    #[test]
    fn a_refusal_stands_beside_its_field() {
        assert!(Wrong::of(&assess::Refusal::NoCategory, Lang::En).types.is_some());
        assert!(
            Wrong::of(&assess::Refusal::ReasonTooShort { have: 3 }, Lang::En)
                .reason
                .unwrap()
                .starts_with("3 characters")
        );
        assert!(Wrong::of(&assess::Refusal::PurposeUndecided, Lang::Fr).purpose.is_some());
    }
}
