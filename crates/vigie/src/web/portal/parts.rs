//! What the pages of an order and of a referral share.

use super::Visit;
use super::answer::{Typed, Wrong};
use crate::web::format::Reader;
use crate::web::history::Line;
use crate::web::kit::{self, Button, Field, Icon, Status};
use crate::web::messages::{Lang, Text, portal as text, words};
use jiff::Timestamp;
use maud::{Markup, html};

/// The view that says that the link to the provider's own page is on its way.
pub(super) const OWN_PAGE_SENT: &str = "sent";

/// The exact address, and nothing beside it.
pub(super) fn address(url: &str, lang: Lang) -> Markup {
    html! {
        code.url.addr { (url) }
        p.meta { (text::SELECT_ALL.get(lang)) }
        p.mt2.mb3 { b { (text::ONLY_THIS.get(lang)) } }
    }
}

/// One way to answer: closed until it is chosen, open again when something in it was wrong.
pub(super) fn way(title: Text, form: Text, open: bool, lang: Lang, body: Markup) -> Markup {
    html! {
        details.ans name="answer" open[open] {
            summary { span { (title.get(lang)) } span.hint { (form.get(lang)) } (kit::icon(Icon::Plus)) }
            (body)
        }
    }
}

/// A form of the portal. There is no session, so it carries no token: the link is the key.
pub(super) fn form(action: &str, body: Markup) -> Markup {
    html! { form method="post" action=(action) { (body) } }
}

/// What is wrong at one field of the form that was sent.
pub(super) fn wrong_at(
    typed: &Typed,
    kinds: &[&str],
    wrong: Option<&Wrong>,
    at: &[Wrong],
    lang: Lang,
) -> Option<&'static str> {
    let wrong = wrong.filter(|wrong| kinds.contains(&typed.kind.as_str()) && at.contains(wrong))?;
    Some(wrong.words(lang))
}

/// The name of the person who answers.
pub(super) fn name_field(id: &str, typed: &Typed, kinds: &[&str], wrong: Option<&Wrong>, lang: Lang) -> Markup {
    Field::new("name", text::YOUR_NAME.get(lang))
        .id(&format!("{id}-name"))
        .value(&typed.name)
        .required(lang)
        .autocomplete("name")
        .error(wrong_at(typed, kinds, wrong, &[Wrong::Name], lang))
        .input()
}

/// When it was done, by the provider's own clock.
pub(super) fn time_field(
    id: &str,
    kind: &str,
    typed: &Typed,
    wrong: Option<&Wrong>,
    reader: &Reader,
    now: Timestamp,
) -> Markup {
    let lang = reader.lang;
    let minute = reader.minute(now);
    let value =
        if typed.kind == kind && !typed.acted_at.is_empty() { typed.acted_at.as_str() } else { minute.as_str() };
    Field::new("acted_at", text::WHEN.get(lang))
        .id(&format!("{id}-time"))
        .kind("time")
        .value(value)
        .hint(text::WHEN_HINT.fill(lang, &[("place", &reader.place())]))
        .error(wrong_at(typed, &[kind], wrong, &[Wrong::Time, Wrong::Future], lang))
        .input()
}

/// The day and time at which something was done, which may be days ago.
pub(super) fn moment_field(
    id: &str,
    label: Text,
    typed: &Typed,
    wrong: Option<&Wrong>,
    reader: &Reader,
    now: Timestamp,
) -> Markup {
    let lang = reader.lang;
    let latest = now.to_zoned(reader.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string();
    let value = if typed.kind == id && !typed.acted_at.is_empty() { typed.acted_at.as_str() } else { latest.as_str() };
    Field::new("acted_at", label.get(lang))
        .id(&format!("{id}-time"))
        .kind("datetime-local")
        .value(value)
        .hint(text::MOMENT_HINT.fill(lang, &[("place", &reader.place())]))
        .error(wrong_at(typed, &[id], wrong, &[Wrong::Time, Wrong::Future], lang))
        .input()
}

/// Why something is asked; the law calls for reasons.
pub(super) fn reasons_field(kind: &str, label: Text, typed: &Typed, wrong: Option<&Wrong>, lang: Lang) -> Markup {
    let ours = typed.kind == kind;
    Field::new("explanation", label.get(lang))
        .id(&format!("{kind}-explanation"))
        .value(if ours { &typed.explanation } else { "" })
        .required(lang)
        .error(wrong_at(typed, &[kind], wrong, &[Wrong::Reasons], lang))
        .textarea(3)
}

/// The way to the page of everything that a provider got from us: its link goes to the contact point by mail, since
/// whoever holds the link to one matter need not be the provider.
pub(super) fn own_page(visit: &Visit<'_>) -> Markup {
    let lang = visit.lang;
    if visit.asked.view.as_deref() == Some(OWN_PAGE_SENT) {
        return kit::note(Status::Ok, html! { (text::OWN_PAGE_SENT.get(lang)) });
    }
    form(
        &visit.action("own-page"),
        html! {
            p.meta { (text::OWN_PAGE.get(lang)) }
            (Button::submit(text::SEND_OWN_PAGE.get(lang)))
        },
    )
}

/// The button that sends an answer.
pub(super) fn send(words: Text, lang: Lang) -> Markup {
    html! { (Button::submit(words.get(lang)).main()) }
}

/// The digest with which the ledger proves an entry.
pub(super) fn proof(line: Option<&Line>, lang: Lang) -> Markup {
    html! {
        @if let Some(line) = line {
            p.meta.mt2 {
                (words::DIGEST.get(lang)) ", " (words::LEAF.fill(lang, &[("n", &line.index)])) ": "
                code.any { (crate::web::format::digest(&line.hash.to_string())) }
            }
        }
    }
}

/// How the message is checked by another way than itself.
pub(super) fn other_way(lang: Lang) -> Markup {
    html! {
        p { (text::OTHER_WAY.get(lang)) }
        p.meta.mt2 { (text::NEVER_ASK.get(lang)) }
    }
}
