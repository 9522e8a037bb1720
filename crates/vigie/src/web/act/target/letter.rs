//! The papers of a target: what leaves at the moment, who wrote it, who approved it; and how to prepare it.

use super::One;
use crate::web::kit::{self, Button, Field, Status};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Text, act as act_text, target as text, words};
use casework::policy::Permission as P;
use casework::records::act::Sending;
use domain::act::TargetState;
use maud::{Markup, html};
use url::Url;

pub(super) fn section(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    let at_home = !target.state.is_out() && target.state != TargetState::Withdrawn;
    let by = |person: Option<domain::id::PersonId>| html! { @match person { Some(person) => { (view.person(person)) }, None => { (words::NOT_YET.get(lang)) } } };
    html! {
        @match &target.sending {
            None => { p.meta { (text::NOT_PREPARED.get(lang)) } },
            Some(sending) => {
                (kit::facts(&[
                    (text::WAY.get(lang), way(sending, lang)),
                    (text::PREPARED_BY.get(lang), by(target.preparer)),
                    (text::APPROVED_BY.get(lang), approval(one, sending)),
                    (text::LEFT.get(lang), html! { @match target.dispatched { Some(stamp) => { (view.near(stamp.at)) ", " (stamp.source.text().get(lang)) }, None => { (words::NOT_YET.get(lang)) } } }),
                ]))
                @if let Some(letter) = &one.letter { pre.letter.mt3 { (letter) } }
            },
        }
        @if !target.failed_deliveries.is_empty() {
            ul.its.mt2 { @for failed in &target.failed_deliveries { li { (kit::pill(Status::Bad, failed.channel.text().get(lang))) " " (view.near(failed.at)) ": " (failed.why) } } }
        }
        @if at_home && target.acting.is_some() && one.own() && view.actor.may(P::PlanOperations) { (prepare(one)) }
        @else if at_home && target.acting.is_none() { p.hint.mt2 { (text::ALLOCATE_FIRST.get(lang)) } }
    }
}

fn way(sending: &Sending, lang: crate::web::messages::Lang) -> Markup {
    html! {
        @match sending {
            Sending::Order { id, exceptional } => {
                a href={ "/orders/" (id) } { (text::WAY_ORDER.get(lang)) }
                @if let Some(why) = exceptional { (kit::sub(why)) }
            },
            Sending::Referral { id } => { a href={ "/referrals/" (id) } { (text::WAY_REFERRAL.get(lang)) } },
            Sending::Letter { to, subject, .. } => { (text::WAY_LETTER.get(lang)) ": " (subject) (kit::sub(to)) },
            Sending::OnSite { team } => { (text::WAY_ON_SITE.get(lang)) (kit::sub(team)) },
        }
    }
}

/// Who approved the papers; or the button for it, with why it cannot be pressed.
fn approval(one: &One<'_>, sending: &Sending) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    if matches!(sending, Sending::OnSite { .. }) {
        return html! { (text::NOTHING_SENT.get(lang)) };
    }
    if let Some(approver) = target.approver {
        return html! { (view.person(approver)) };
    }
    let waiting = matches!(target.state, TargetState::Prepared | TargetState::HeldBack | TargetState::Cleared);
    let may = view.actor.may(P::Issue) || view.actor.may(P::Release);
    let button = Button::submit(text::APPROVE.get(lang)).main();
    let mine = matches!(sending, Sending::Letter { .. }) && target.preparer == Some(view.actor.person);
    let button = if mine { button.cannot(text::OWN_LETTER.get(lang)) } else { button };
    html! {
        (words::NOT_YET.get(lang))
        @if waiting && may && one.own() { (kit::post(&format!("{}/approve", one.base()), &view.frame.csrf, "mt2", html! {
            @if let Some(papers) = one.papers { input type="hidden" name="seen" value=(papers); }
            (button)
        })) }
    }
}

/// One form for each way. What was prepared before is void, and so is its approval.
fn prepare(one: &One<'_>) -> Markup {
    let (view, typed, lang) = (&one.view, one.view.typed, one.view.lang());
    let of = |way: &str, name: &str| {
        if typed.of("prepare", "way") == way { typed.of("prepare", name).to_owned() } else { String::new() }
    };
    let form = |way: &'static str, title: &str, body: Markup| {
        html! {
            details.mt2 open[typed.of("prepare", "way") == way] { summary { (title) }
                (kit::post(&format!("{}/prepare", one.base()), &view.frame.csrf, "form mt2", html! {
                    input type="hidden" name="way" value=(way);
                    (body)
                    div.acts { (Button::submit(text::PREPARE.get(lang))) }
                }))
            }
        }
    };
    let label = |reference: &str, url: &Url, state: &str| format!("{reference} · {url} · {state}");
    let orders = one.fitting.orders.iter();
    let orders: Vec<(String, String)> = orders
        .map(|order| (order.id.to_string(), label(&order.reference, &order.url, order.state.text().get(lang))))
        .collect();
    let referrals = one.fitting.referrals.iter();
    let referrals: Vec<(String, String)> = referrals
        .map(|paper| (paper.id.to_string(), label(&paper.reference, &paper.url, paper.state.text().get(lang))))
        .collect();
    html! {
        h3.mt6 { (text::PREPARE.get(lang)) }
        @if one.target().sending.is_some() { p.hint { (text::PREPARE_HINT.get(lang)) } }
        (form("letter", text::WAY_LETTER.get(lang), html! {
            (Field::new("to", text::TO.get(lang)).kind("email").value(&of("letter", "to")).hint(text::TO_HINT.get(lang)).input())
            (Field::new("subject", text::SUBJECT.get(lang)).value(&of("letter", "subject")).required(lang).input())
            (Field::new("text", text::TEXT.get(lang)).value(&of("letter", "text")).required(lang).textarea(8))
        }))
        (form("on_site", text::WAY_ON_SITE.get(lang), html! {
            (Field::new("team", text::TEAM.get(lang)).value(&of("on_site", "team")).required(lang).input())
        }))
        (form("order", text::WAY_ORDER.get(lang), html! {
            (chosen(one, "paper-order", text::ORDER_ID, &of("order", "paper"), &orders))
            (Field::new("exceptional", text::EXCEPTIONAL.get(lang)).value(&of("order", "exceptional")).hint(text::EXCEPTIONAL_HINT.get(lang)).input())
        }))
        (form("referral", text::WAY_REFERRAL.get(lang), html! {
            (chosen(one, "paper-referral", text::REFERRAL_ID, &of("referral", "paper"), &referrals))
        }))
        @if one.target().acting.is_none() { p.hint { (act_text::ACTING_NOBODY.get(lang)) } }
    }
}

/// The papers that fit, to be chosen by their reference.
fn chosen(one: &One<'_>, id: &str, label: Text, typed: &str, papers: &[(String, String)]) -> Markup {
    let lang = one.view.lang();
    let options: Vec<(&str, &str)> = std::iter::once(("", act_text::CHOOSE.get(lang)))
        .chain(papers.iter().map(|(id, name)| (id.as_str(), name.as_str())))
        .collect();
    let hint = if papers.is_empty() { text::NO_PAPER_FITS } else { text::PAPER_HINT };
    html! { (Field::new("paper", label.get(lang)).id(id).value(typed).hint(hint.get(lang)).required(lang).select(&options)) }
}
