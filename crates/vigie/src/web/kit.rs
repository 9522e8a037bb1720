//! The parts pages are built from: small pure functions from values to markup.
//!
//! A part takes words that are already in the reader's language, or the [`Lang`](super::messages::Lang) when it has
//! words of its own. No part writes an inline style: the content policy forbids it.

pub mod assets;
mod button;
mod clock;
mod figure;
mod form;
mod icon;
mod layout;
mod media;
mod passage;
mod status;
mod table;
pub mod world;

pub use button::Button;
pub use clock::{ClockState, ClockView, clock, clock_big, due};
pub use figure::{Fill, bar, bits, rows_of_bars, scale, share, spark};
pub use form::{Choice, Field, fieldset, post, seg, upload};
pub use icon::{Icon, icon, icon_labelled, sprite};
pub use layout::{
    Entry, Key, Notice, Step, StepState, dialog, empty, facts, head, keys, note, notice, pages, section, timeline,
    track,
};
pub use media::{Media, media};
pub use passage::{Span, passage};
pub use status::{Status, evidence, handling, pill, pill_box, tlp};
pub use table::{Column, Row, Table, sub};

/// A class and a further one, which may be empty.
fn classes(base: &str, further: &str) -> String {
    match further {
        "" => base.to_owned(),
        _ => format!("{base} {further}"),
    }
}
