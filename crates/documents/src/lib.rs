//! Papers: the forms of Regulation (EU) 2021/784 and letters about them, set as PDF/A, and read back.
//!
//! [`set`] sets a form, [`set_letter`] a letter, [`set_sheet`] anything else that is printed; [`attachment`] takes out of a paper the signed order that it carries.
//! [`signature`] signs a paper with a certificate and checks one that is signed. Nothing here decides, reads a clock,
//! opens a file or draws randomness.
//!
//! What a field says is data all the way: it reaches the typesetter as a value, never as source, and what a reader
//! could not see, or the fonts cannot show, stands on the paper as its code point. A field cannot draw a box, a label or
//! a heading, nor leave the page.
//!
//! # Source
//! ISO 19005-2 and ISO 19005-3 (PDF/A), level A: the text can be read out in order, found and copied.

mod attachment;
mod figure;
mod fonts;
mod line;
mod paper;
mod press;
mod qr;
mod sheet;
mod words;

pub mod signature;

pub use attachment::{ATTACHMENT, MOST_PDF, ReadError, attachment};
pub use figure::MOST_FIGURE;
pub use paper::{
    Form, LetterPaper, MOST_ATTACHMENT, MOST_FIELD, MOST_LINES, MOST_SHEET_LINES, Paper, SetError, set, set_letter,
};

pub use sheet::{MOST_COLUMNS, set_sheet};

#[cfg(test)]
mod tests;
