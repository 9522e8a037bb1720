//! The answers of Annexes II and III, and what each does to the hour.

use super::View;
use crate::web::kit::Choice;
use crate::web::kit::Field;
use crate::web::messages::portal as text;
use crate::web::portal::answer::Wrong;
use crate::web::portal::parts::{form, name_field, send, time_field, way, wrong_at};
use maud::{Markup, html};

/// The answers of Annex III, which share one form.
const ANNEX_III: [&str; 3] = ["impossible", "manifest_error", "insufficient_information"];

impl View<'_> {
    pub(super) fn answers(&self) -> Markup {
        let lang = self.lang();
        if !self.order.state.awaits_answer() {
            let void = self.order.state.is_without_effect();
            return html! { p { (if void { text::NOTHING_DUE } else { text::ANSWERED_ALREADY }.get(lang)) } };
        }
        let gone = |kind: &'static str, title, annex| {
            way(
                title,
                annex,
                self.typed.kind == kind,
                lang,
                form(
                    &self.visit.action("answer"),
                    html! {
                        p.ink2 { (text::ENDS_THE_HOUR.get(lang)) }
                        input type="hidden" name="kind" value=(kind);
                        (time_field(kind, kind, self.typed, self.wrong, &self.reader, self.now))
                        (name_field(kind, self.typed, &[kind], self.wrong, lang))
                        (send(text::SEND, lang))
                    },
                ),
            )
        };
        html! {
            (gone("removed", text::REMOVED, text::REMOVED_FORM))
            (gone("disabled_all_ms", text::DISABLED, text::DISABLED_FORM))
            (self.cannot())
        }
    }

    fn cannot(&self) -> Markup {
        let lang = self.lang();
        let kind = self.typed.kind.as_str();
        let choice = |value: &'static str, label: &'static str, hint: &'static str| {
            html! { (Choice::radio("kind", value, label).hint(hint).checked(kind == value)) }
        };
        let open = ANNEX_III.contains(&kind) || self.wrong == Some(&Wrong::Kind);
        way(
            text::CANNOT,
            text::CANNOT_FORM,
            open,
            lang,
            form(
                &self.visit.action("answer"),
                html! {
                    fieldset {
                        legend.vh { (text::CANNOT.get(lang)) }
                        (choice(ANNEX_III[0], text::IMPOSSIBLE.get(lang), text::IMPOSSIBLE_HINT.get(lang)))
                        (choice(ANNEX_III[1], text::ERROR.get(lang), text::ERROR_HINT.get(lang)))
                        (choice(ANNEX_III[2], text::INSUFFICIENT.get(lang), text::INSUFFICIENT_HINT.get(lang)))
                    }
                    (Field::new("explanation", text::EXPLAIN.get(lang))
                        .value(if ANNEX_III.contains(&kind) { &self.typed.explanation } else { "" })
                        .required(lang)
                        .error(wrong_at(self.typed, &ANNEX_III, self.wrong, &[Wrong::Explanation], lang))
                        .textarea(3))
                    (name_field("annex-3", self.typed, &ANNEX_III, self.wrong, lang))
                    (send(text::SEND_III, lang))
                },
            ),
        )
    }
}
