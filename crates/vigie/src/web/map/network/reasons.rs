//! What is for and against one control, in plain words with its weights.

use super::listed;
use crate::web::format;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::map::{named, short};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, map as map_text, mapped, network as text};
use crate::web::shell::Frame;
use casework::records::{Judged, JudgedReason, Weighed};
use domain::map::control::Tie;
use maud::{Markup, html};

const DAY: i64 = 86_400;

/// A weight, kept in tenths of a bit.
pub(in crate::web::map) fn weight(tenths: u32, lang: Lang) -> String {
    format!("+\u{a0}{}", format::decimal(f64::from(tenths) / 10.0, 1, lang))
}

/// The judgement about one outlet: the conclusion first, then every reason.
pub(super) fn of(judged: &Judged, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let conclusion = match judged.lacking {
        None => text::PROPOSED_ON.fill(lang, &[("families", &listed(&judged.families, lang))]),
        Some(lacking) => lacking.text().get(lang).to_owned(),
    };
    let status = if judged.lacking.is_none() { Status::Ok } else { Status::None };
    let columns = [Column::text(text::EVIDENCE.get(lang)), Column::number(text::WEIGHT.get(lang))];
    let reasons = judged.reasons_for.iter().chain(&judged.reasons_against);
    let rows = reasons.map(|reason| row(reason, judged.members, lang));
    html! {
        details.judged {
            summary {
                (short(&judged.outlet)) " "
                (kit::pill(status, &conclusion))
                @if judged.score > 0 { " " b { (weight(judged.score, lang)) } }
            }
            div.mb2 { (named(&judged.outlet, lang)) }
            (Table::new(text::FOR_AGAINST_CAPTION.get(lang), columns).tight().keep().rows(rows))
            @if judged.further > 0 { p.meta { (text::FURTHER.fill(lang, &[("n", &judged.further)])) } }
        }
    }
}

/// What two have in common.
fn what(reason: &JudgedReason) -> Text {
    match reason.tie {
        Tie::Same => mapped::same(reason.link),
        Tie::Mutual => text::MUTUAL,
        Tie::FromNetwork => text::FROM_NETWORK,
    }
}

/// A reason without markup: what it is with its numbers, and its weight.
pub(in crate::web::map) fn in_words(reason: &JudgedReason, members: u64, lang: Lang) -> [String; 2] {
    let within = text::WITH_MEMBERS.fill(lang, &[("within", &reason.within), ("members", &members)]);
    let (value, remark) = (short(&reason.value), remark(reason, lang));
    let weight = match reason.weighed {
        Weighed::Counts(tenths) | Weighed::Weak { weight: tenths, .. } => weight(tenths, lang),
        _ => text::IGNORED.get(lang).to_owned(),
    };
    [format!("{} {within}: {value}; {remark}", what(reason).get(lang)), weight]
}

fn row(reason: &JudgedReason, members: u64, lang: Lang) -> Row {
    let within = text::WITH_MEMBERS.fill(lang, &[("within", &reason.within), ("members", &members)]);
    let (family, class) = (reason.family.text().get(lang), reason.class.text().get(lang));
    Row::new([
        html! {
            (what(reason).get(lang)) " " span.meta { (within) }
            (kit::sub(html! { span.url { (short(&reason.value)) } " · " (remark(reason, lang)) }))
            (kit::sub(text::FAMILY.fill(lang, &[("family", &family), ("class", &class)])))
        },
        match reason.weighed {
            Weighed::Counts(tenths) | Weighed::Weak { weight: tenths, .. } => {
                html! { b.is-ok { (weight(tenths, lang)) } }
            }
            _ => html! { (text::IGNORED.get(lang)) },
        },
    ])
}

/// What became of a reason, with its numbers.
fn remark(reason: &JudgedReason, lang: Lang) -> String {
    let holders = format::count(reason.holders, lang);
    match reason.weighed {
        Weighed::Counts(_) => text::HOLDERS.fill(lang, &[("n", &holders)]),
        Weighed::Weak { useful, .. } => text::WEAK.fill(lang, &[("holders", &holders), ("useful", &useful)]),
        Weighed::Dependent => text::DEPENDENT.get(lang).to_owned(),
        Weighed::TooCommon(useful) => text::TOO_COMMON.fill(lang, &[("holders", &holders), ("useful", &useful)]),
        Weighed::Apart(_) => {
            let days = reason.seen_here.gap(reason.seen_there).as_secs() / DAY;
            text::APART.fill(lang, &[("days", &map_text::DAYS.count(lang, days.unsigned_abs()))])
        }
        Weighed::Surroundings => text::SURROUNDINGS.get(lang).to_owned(),
    }
}
