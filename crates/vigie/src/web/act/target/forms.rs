//! The forms of a target, each only where it can be sent.

use super::One;
use crate::web::act::typed::local;
use crate::web::act::written::mark_fields;
use crate::web::kit::{self, Button, Choice, Field, Status};
use crate::web::map::too_broad;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Text, act as act_text, board as board_text, target as text, words};
use casework::policy::Permission as P;
use domain::act::{Outcome, Redress, TargetState};
use domain::hold::Answer;
use maud::{Markup, html};

pub(super) fn sections(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    let at_home = !target.state.is_out() && target.state != TargetState::Withdrawn;
    let (plans, own) = (view.plans() && at_home, one.own());
    let works = own && view.actor.may(P::PlanOperations);
    let forms = html! {
        @if target.in_doubt.is_some() && own && view.actor.may(P::CallOperations) { (doubt(one)) }
        @if plans { (allocate(one)) (order(one)) }
        @if at_home && view.actor.may(P::Deconflict) { (deconflict(one)) }
        @if at_home && works { (collateral(one)) (hold(one)) }
        @if own && view.actor.may(P::ReportFromSite) {
            (claim(one))
            @if target.redress == Redress::Owed { (one_line(one, "whole", text::MAKE_WHOLE, "how", text::MAKE_WHOLE_HOW)) }
        }
        @if works && target.state.is_out() && target.in_doubt.is_none() {
            (fold(one, "look", text::LOOK_AGAIN, html! { div.acts { (Button::submit(text::LOOK_AGAIN.get(lang))) } }))
        }
        @if view.plans() {
            (share(one))
            (fold(one, "mark", act_text::MARK, mark_fields("mark-target", &target.marking, view.typed, lang)))
        }
        @if plans { (one_line(one, "withdraw", text::WITHDRAW, "reason", words::REASON)) }
    };
    html! { @if !forms.0.is_empty() { (kit::section(text::FORMS.get(lang), html! {}, html! {}, forms)) } }
}

/// A form that opens when it is asked for, or when it was refused.
fn fold(one: &One<'_>, act: &'static str, title: Text, body: Markup) -> Markup {
    let (view, form) = (&one.view, if act == "mark" { "mark-target" } else { act });
    html! {
        details.mt2 open[view.typed.is_of(form)] { summary { (title.get(view.lang())) }
            (kit::post(&format!("{}/{act}", one.base()), &view.frame.csrf, "form mt2", body))
        }
    }
}

fn one_line(one: &One<'_>, act: &'static str, title: Text, name: &'static str, label: Text) -> Markup {
    let (lang, id) = (one.view.lang(), format!("{act}-{name}"));
    fold(
        one,
        act,
        title,
        html! {
            (Field::new(name, label.get(lang)).id(&id).value(one.view.typed.of(act, name)).required(lang).input())
            div.acts { (Button::submit(title.get(lang))) }
        },
    )
}

fn allocate(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    let Some(wave) = &view.wave else { return html! {} };
    let names: Vec<String> = wave.parts.iter().map(|part| view.country(part.country)).collect();
    let codes: Vec<String> = wave.parts.iter().map(|part| part.country.to_string()).collect();
    let options: Vec<(&str, &str)> = std::iter::once(("", act_text::CHOOSE.get(lang)))
        .chain(codes.iter().zip(&names).map(|(code, name)| (code.as_str(), name.as_str())))
        .collect();
    let standing = target.acting.map(|country| country.to_string()).unwrap_or_default();
    fold(
        one,
        "allocate",
        text::ALLOCATE,
        html! {
            (Field::new("country", text::ALLOCATE_TO.get(lang)).value(view.typed.or("allocate", "country", &standing)).hint(text::ALLOCATE_HINT.get(lang)).required(lang).select(&options))
            div.acts { (Button::submit(text::ALLOCATE.get(lang))) }
        },
    )
}

fn order(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let (lang, typed) = (view.lang(), view.typed);
    let others: Vec<(String, &str)> = view
        .targets(target.wave)
        .filter(|other| other.id != target.id && other.state != TargetState::Withdrawn)
        .map(|other| (other.id.to_string(), other.name.as_str()))
        .collect();
    let options: Vec<(&str, &str)> = std::iter::once(("", words::NONE.get(lang)))
        .chain(others.iter().map(|(id, name)| (id.as_str(), *name)))
        .collect();
    let after = |id: &str| target.after.iter().any(|first| first.to_string() == id);
    let instead = target.instead_of.map(|first| first.to_string()).unwrap_or_default();
    fold(
        one,
        "order",
        text::PUT_IN_ORDER,
        html! {
            (kit::fieldset("", text::COMES_AFTER.get(lang), "", html! {
                @for (id, name) in &others { (Choice::check("after", id, name).checked(typed.ticked("order", "after", id, after(id)))) }
            }))
            (Field::new("instead_of", text::STEPS_IN.get(lang)).value(typed.or("order", "instead_of", &instead)).hint(text::STEPS_IN_HINT.get(lang)).select(&options))
            div.acts { (Button::submit(text::PUT_IN_ORDER.get(lang))) }
        },
    )
}

fn deconflict(one: &One<'_>) -> Markup {
    let (view, lang) = (&one.view, one.view.lang());
    let answers: Vec<(&str, &str)> =
        Answer::ALL.iter().map(|answer| (answer.name(), answer.text().get(lang))).collect();
    let chosen = Some(view.typed.of("deconflict", "answer")).filter(|answer| !answer.is_empty());
    fold(
        one,
        "deconflict",
        text::DECONFLICT,
        html! {
            (kit::seg(text::ANSWER.get(lang), "answer", &answers, chosen))
            (Field::new("note", text::WHOM_ASKED.get(lang)).id("deconflict-note").value(view.typed.of("deconflict", "note")).required(lang).input())
            div.acts { (Button::submit(text::DECONFLICT.get(lang))) }
        },
    )
}

/// What else would be hit, as the map counts it now: the number with its basis and date is what is accepted.
fn collateral(one: &One<'_>) -> Markup {
    let (view, lang) = (&one.view, one.view.lang());
    match &one.collateral {
        None => html! {},
        Some(Ok(estimate)) => fold(
            one,
            "collateral",
            text::COLLATERAL,
            html! {
                p { b { (text::WOULD_HIT.fill(lang, &[("n", &estimate.strangers)])) } }
                p.meta {
                    @match estimate.basis {
                        Some(basis) => { (text::COUNTED.fill(lang, &[("source", &basis.source.text().get(lang)), ("time", &view.near(basis.at))])) },
                        None => { (text::REACHES_NOTHING.get(lang)) },
                    }
                }
                input type="hidden" name="others" value=(estimate.strangers);
                div.acts { (Button::submit(text::ACCEPT.get(lang))) }
            },
        ),
        Some(Err(refusal)) => html! {
            div.mt2 { (kit::note(Status::Warn, html! { b { (text::COLLATERAL.get(lang)) } ". " (too_broad(refusal, &view.frame)) })) }
        },
    }
}

fn hold(one: &One<'_>) -> Markup {
    let (target, lang) = (one.target(), one.view.lang());
    match &target.held_by_hand {
        None => one_line(one, "hold", text::HOLD_BACK, "reason", words::REASON),
        Some(held) => fold(
            one,
            "release",
            text::RELEASE,
            html! {
                p { (board_text::HELD_BY_HAND.fill(lang, &[("reason", &held.reason)])) (kit::sub(html! { @if let Some(by) = held.by { (one.view.person(by)) ", " } (one.view.near(held.at)) })) }
                div.acts { (Button::submit(text::RELEASE.get(lang))) }
            },
        ),
    }
}

fn share(one: &One<'_>) -> Markup {
    let (view, lang) = (&one.view, one.view.lang());
    let all: Vec<(String, &str)> =
        view.authorities().into_iter().map(|id| (id.to_string(), view.known.authority(id))).collect();
    let options: Vec<(&str, &str)> = std::iter::once(("", act_text::CHOOSE.get(lang)))
        .chain(all.iter().map(|(id, name)| (id.as_str(), *name)))
        .collect();
    fold(
        one,
        "share",
        text::SHARE,
        html! {
            (Field::new("authority", words::AUTHORITY.get(lang)).value(view.typed.of("share", "authority")).hint(text::SHARE_HINT.get(lang)).required(lang).select(&options))
            div.acts { (Button::submit(text::SHARE.get(lang))) }
        },
    )
}

/// What somebody says happened: recorded beside what others say, never over it.
fn claim(one: &One<'_>) -> Markup {
    let (view, typed, lang) = (&one.view, one.view.typed, one.view.lang());
    let outcomes: Vec<(&str, &str)> = std::iter::once(("", act_text::CHOOSE.get(lang)))
        .chain(Outcome::ALL.iter().map(|outcome| (outcome.name(), outcome.text().get(lang))))
        .collect();
    let mut by = vec![("own_authority", text::BY_OURS.get(lang)), ("press", text::BY_PRESS.get(lang))];
    if one.target().provider.is_some() {
        by.insert(1, ("provider", text::BY_PROVIDER.get(lang)));
    }
    let now = local(view.frame.now, &view.frame.reader);
    let id = typed.or("claim", "id", "");
    let id = if id.is_empty() { view.fresh.to_string() } else { id.to_owned() };
    let chosen = Some(typed.of("claim", "by")).filter(|by| !by.is_empty());
    fold(
        one,
        "claim",
        text::CLAIM,
        html! {
            input type="hidden" name="id" value=(id);
            (kit::seg(text::CLAIM_BY.get(lang), "by", &by, chosen))
            (Field::new("press", text::PRESS_NAME.get(lang)).value(typed.of("claim", "press")).input())
            (Field::new("what", text::CLAIM_WHAT.get(lang)).value(typed.of("claim", "what")).required(lang).select(&outcomes))
            div.two {
                (Field::new("happened", text::HAPPENED.get(lang)).kind("datetime-local").value(typed.or("claim", "happened", &now)).required(lang).input())
                (Field::new("said", text::SAID_AT.get(lang)).kind("datetime-local").value(typed.or("claim", "said", &now)).required(lang).input())
            }
            (Field::new("source", text::SOURCE.get(lang)).value(typed.of("claim", "source")).hint(text::SOURCE_HINT.get(lang)).required(lang).textarea(2))
            div.acts { (Button::submit(text::CLAIM.get(lang))) }
        },
    )
}

fn doubt(one: &One<'_>) -> Markup {
    let (view, lang) = (&one.view, one.view.lang());
    let answers = [("yes", text::IT_LEFT.get(lang)), ("no", text::IT_DID_NOT.get(lang))];
    fold(
        one,
        "doubt",
        text::SETTLE_DOUBT,
        html! {
            (kit::seg(text::SETTLE_DOUBT.get(lang), "left", &answers, None))
            (Field::new("note", text::HOW_KNOWN.get(lang)).id("doubt-note").value(view.typed.of("doubt", "note")).required(lang).input())
            div.acts { (Button::submit(text::SETTLE_DOUBT.get(lang))) }
        },
    )
}
