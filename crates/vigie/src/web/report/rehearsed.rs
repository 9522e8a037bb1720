//! The report that `vigie rehearse` writes, set out for people. Mistakes stand beside successes.

use super::table;
use crate::web::format;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, report as text};
use domain::order::Gate;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
pub(super) struct Rehearsed {
    items: Items,
    #[serde(default)]
    sound: Sound,
    assess: Assess,
    orders: Orders,
    deliveries: Deliveries,
    complaints: Complaints,
    watch: Watch,
    #[serde(default)]
    map: Mapped,
    #[serde(default)]
    act: Acted,
    ledger: Ledger,
    seed: u64,
    wall_seconds: f64,
}

#[derive(Debug, Deserialize)]
struct Items {
    taken_in: u64,
    known: u64,
    near: u64,
    nothing: u64,
    missed_known: u64,
    false_candidates: u64,
}

/// What was heard on the air; a report of before anybody listened has none.
#[derive(Debug, Default, Deserialize)]
struct Sound {
    streams: u64,
    seconds: u64,
    planted: u64,
    found: u64,
    misplaced: u64,
    #[serde(rename = "false")]
    false_finds: u64,
}

#[derive(Debug, Deserialize)]
struct Assess {
    exempt: u64,
    referred: u64,
    ordered: u64,
    dismissed: u64,
    orders_against_exempt: u64,
}

#[derive(Debug, Deserialize)]
struct Orders {
    issued: u64,
    delivered: u64,
    removed: u64,
    disabled: u64,
    impossible: u64,
    error_claimed: u64,
    unanswered: u64,
    late: u64,
    median_minutes_to_removal: Option<f64>,
    corrected: u64,
    withdrawn: u64,
    voided: u64,
    upheld: u64,
    reinstated: u64,
    emergencies: u64,
    held: u64,
    forged_rejected: u64,
    refused_by_gate: BTreeMap<String, u64>,
}

#[derive(Debug, Deserialize)]
struct Deliveries {
    api: u64,
    email: u64,
    fallbacks: u64,
    bounces: u64,
}

#[derive(Debug, Deserialize)]
struct Complaints {
    received: u64,
    upheld: u64,
}

#[derive(Debug, Deserialize)]
struct Watch {
    rechecks: u64,
    false_claims_caught: u64,
    false_claims_missed: u64,
    returns_found: u64,
    returns_missed: u64,
}

/// The map of the invented network; a report of before it was mapped has none.
#[derive(Debug, Default, Deserialize)]
struct Mapped {
    assets: u64,
    links: u64,
    network_precision: f64,
    network_recall: f64,
    decoys_accepted: u64,
    collateral_refusals: u64,
}

/// The joint action against it.
#[derive(Debug, Default, Deserialize)]
struct Acted {
    states: u64,
    targets: u64,
    executed: u64,
    confirmed_from_outside: u64,
    contradicted_from_outside: u64,
    unknown: u64,
    refused: u64,
    held: u64,
    aborted: u64,
    collateral_hits: u64,
    collateral_made_whole: u64,
    exhibits: u64,
    contradicting_claims: u64,
    slice_leaks: u64,
}

#[derive(Debug, Deserialize)]
struct Ledger {
    leaves: u64,
    verified: bool,
}

impl Rehearsed {
    pub(super) fn page(&self, lang: Lang) -> Markup {
        // A rehearsal lasts seconds to hours; fractions do not matter.
        let span = format::span(self.wall_seconds.max(0.0) as i64, lang);
        html! {
            p.meta { (text::REHEARSED.get(lang)) ". " (text::SEED.fill(lang, &[("n", &self.seed), ("span", &span)])) }
            (self.figures(lang))
            div.grid {
                div.c6.stack {
                    (kit::section(text::ITEMS.get(lang), html! {}, html! {}, rows(lang, &[
                        (text::TAKEN_IN, self.items.taken_in), (text::KNOWN, self.items.known), (text::NEAR, self.items.near), (text::NOTHING, self.items.nothing),
                    ])))
                    @if self.sound.streams > 0 { (self.heard(lang)) }
                    (kit::section(text::ASSESS.get(lang), html! {}, html! {}, rows(lang, &[
                        (text::ORDERED, self.assess.ordered), (text::REFERRED, self.assess.referred), (text::EXEMPT, self.assess.exempt), (text::DISMISSED, self.assess.dismissed),
                    ])))
                    (self.gates(lang))
                }
                div.c6.stack {
                    (kit::section(text::ORDERS.get(lang), html! {}, html! {}, rows(lang, &[
                        (text::ISSUED, self.orders.issued), (text::DELIVERED, self.orders.delivered), (text::REMOVED, self.orders.removed), (text::DISABLED, self.orders.disabled),
                        (text::IMPOSSIBLE, self.orders.impossible), (text::ERROR_CLAIMED, self.orders.error_claimed), (text::UNANSWERED, self.orders.unanswered), (text::LATE, self.orders.late),
                    ])))
                    (kit::section(text::DELIVERY.get(lang), html! {}, html! {}, rows(lang, &[
                        (text::BY_INTERFACE, self.deliveries.api), (text::BY_MAIL, self.deliveries.email), (text::FALLBACKS, self.deliveries.fallbacks), (text::BOUNCES, self.deliveries.bounces),
                    ])))
                    (kit::section(text::REDRESS.get(lang), html! {}, html! {}, rows(lang, &[
                        (text::CORRECTED, self.orders.corrected), (text::WITHDRAWN, self.orders.withdrawn), (text::VOIDED, self.orders.voided), (text::UPHELD_BY_COURT, self.orders.upheld),
                        (text::REINSTATED, self.orders.reinstated), (text::COMPLAINTS_RECEIVED, self.complaints.received), (text::COMPLAINTS_UPHELD, self.complaints.upheld),
                    ])))
                    (kit::section(text::WATCH.get(lang), html! { (format::count(self.watch.rechecks, lang)) " " (text::RECHECKS.get(lang)) }, html! {}, rows(lang, &[
                        (text::FALSE_CLAIMS_CAUGHT, self.watch.false_claims_caught), (text::RETURNS_FOUND, self.watch.returns_found),
                    ])))
                }
                @if self.act.states > 0 { (self.joint(lang)) }
                div.c12 { (self.mistakes(lang)) }
            }
        }
    }

    fn figures(&self, lang: Lang) -> Markup {
        let median = self.orders.median_minutes_to_removal.map_or_else(
            || text::NO_MEDIAN.get(lang).to_owned(),
            |minutes| text::MINUTES.fill(lang, &[("n", &format::decimal(minutes, 1, lang))]),
        );
        let (state, verified) =
            if self.ledger.verified { (Status::Ok, text::VERIFIED) } else { (Status::Bad, text::NOT_VERIFIED) };
        let figure = |name: Text, value: String, remark: Markup| html! { div { dt { (name.get(lang)) } dd { b { (value) } span { (remark) } } } };
        let count = |n: u64| format::count(n, lang);
        html! {
            dl.figs {
                (figure(text::HEAD_TAKEN_IN, count(self.items.taken_in), html! { (count(self.items.known)) " " (text::KNOWN.get(lang)) ", " (count(self.items.near)) " " (text::NEAR.get(lang)) }))
                (figure(text::HEAD_ORDERS, count(self.orders.issued), html! { (count(self.orders.removed)) " " (text::REMOVED.get(lang)) }))
                (figure(text::HEAD_MEDIAN, median, html! {}))
                (figure(text::HEAD_EXEMPT, count(self.assess.exempt), html! { (format::percent(self.assess.exempt, self.assess.exempt + self.assess.referred + self.assess.ordered + self.assess.dismissed)) }))
                (figure(text::HEAD_LEDGER, count(self.ledger.leaves), kit::pill(state, verified.get(lang))))
            }
        }
    }

    /// What the gates refused before an officer did something about it.
    fn gates(&self, lang: Lang) -> Markup {
        let refused: Vec<(String, u64)> = Gate::ALL
            .iter()
            .filter_map(|gate| Some((gate.text().get(lang).to_owned(), *self.orders.refused_by_gate.get(gate.name())?)))
            .collect();
        let content = html! {
            @if refused.is_empty() { p { (text::NOTHING_REFUSED.get(lang)) } } @else { (table(text::FIGURE, &refused, lang)) }
            (rows(lang, &[
                (text::HELD, self.orders.held), (text::EMERGENCIES, self.orders.emergencies), (text::FORGED_REJECTED, self.orders.forged_rejected),
            ]))
        };
        kit::section(text::REFUSED_BY_GATE.get(lang), html! {}, html! {}, content)
    }

    /// What was listened to, and what was heard.
    fn heard(&self, lang: Lang) -> Markup {
        let sound = &self.sound;
        let seconds = i64::try_from(sound.seconds).unwrap_or(i64::MAX);
        kit::section(
            text::SOUND.get(lang),
            html! { (format::span(seconds, lang)) },
            html! {},
            rows(
                lang,
                &[
                    (text::STREAMS, sound.streams),
                    (text::PLAYED, sound.planted),
                    (text::HEARD, sound.found),
                    (text::MISPLACED, sound.misplaced),
                    (text::HEARD_FALSELY, sound.false_finds),
                ],
            ),
        )
    }

    /// The map, and the joint action that followed from it.
    fn joint(&self, lang: Lang) -> Markup {
        let (map, act) = (&self.map, &self.act);
        let share = |part: f64| format!("{} %", format::decimal(part * 100.0, 1, lang));
        let figures = html! { (share(map.network_precision)) " " (text::PRECISION.get(lang)) ", " (share(map.network_recall)) " " (text::RECALL.get(lang)) };
        html! {
            div.c6.stack {
                (kit::section(text::MAP.get(lang), figures, html! {}, rows(lang, &[
                    (text::ASSETS, map.assets), (text::LINKS, map.links), (text::LEVERS_REFUSED, map.collateral_refusals),
                ])))
            }
            div.c6.stack {
                (kit::section(text::ACT.get(lang), html! {}, html! {}, rows(lang, &[
                    (text::STATES, act.states), (text::TARGETS, act.targets), (text::EXECUTED, act.executed), (text::CONFIRMED, act.confirmed_from_outside),
                    (text::CONTRADICTED, act.contradicted_from_outside), (text::NOT_DONE, act.refused), (text::STATES_HELD, act.held), (text::STATES_ABORTED, act.aborted),
                    (text::EXHIBITS, act.exhibits), (text::IN_DISPUTE, act.contradicting_claims), (text::MADE_WHOLE, act.collateral_made_whole),
                ])))
            }
        }
    }

    /// What went wrong, counted from the same events.
    fn mistakes(&self, lang: Lang) -> Markup {
        let outward = self.assess.ordered + self.assess.referred;
        let claims = self.watch.false_claims_caught + self.watch.false_claims_missed;
        let returns = self.watch.returns_found + self.watch.returns_missed;
        let known = self.items.known + self.items.near + self.items.missed_known;
        let lines = [
            (text::ORDERS_AGAINST_EXEMPT, self.assess.orders_against_exempt, outward),
            (text::MISSED_KNOWN, self.items.missed_known, known),
            (text::FALSE_CANDIDATES, self.items.false_candidates, self.items.taken_in),
            (text::FALSE_CLAIMS_MISSED, self.watch.false_claims_missed, claims),
            (text::RETURNS_MISSED, self.watch.returns_missed, returns),
        ];
        let joint = [
            (text::DECOYS_ACCEPTED, self.map.decoys_accepted, self.map.assets),
            (text::STRANGERS_HIT, self.act.collateral_hits, self.act.targets),
            (text::UNKNOWN, self.act.unknown, self.act.targets),
            (text::SLICE_LEAKS, self.act.slice_leaks, self.act.targets),
        ];
        let joint = joint.into_iter().filter(|_| self.act.states > 0);
        let rows = lines.into_iter().chain(joint).map(|(name, figure, whole)| {
            let status = if figure == 0 { Status::Ok } else { Status::Bad };
            Row::new([
                html! { (name.get(lang)) },
                kit::pill(status, &format::count(figure, lang)),
                html! { (text::OF.fill(lang, &[("n", &format::count(whole, lang))])) },
                html! { (format::percent(figure, whole)) },
            ])
        });
        let columns = [
            Column::text(text::FIGURE.get(lang)),
            Column::text(text::COUNT.get(lang)),
            Column::number(text::WHOLE.get(lang)),
            Column::number(text::RATE.get(lang)),
        ];
        kit::section(
            text::MISTAKES.get(lang),
            html! { (text::MISTAKES_RULE.get(lang)) },
            html! {},
            html! { (Table::new(text::MISTAKES.get(lang), columns).tight().rows(rows)) },
        )
    }
}

fn rows(lang: Lang, figures: &[(Text, u64)]) -> Markup {
    let rows: Vec<(String, u64)> = figures.iter().map(|(name, figure)| (name.get(lang).to_owned(), *figure)).collect();
    table(text::FIGURE, &rows, lang)
}
