//! The address of the verification page as a picture.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Blank modules around the code, which readers need to find it.
///
/// # Source
/// ISO/IEC 18004, 6.3.8.
const QUIET: usize = 4;

/// The code as SVG, each row of dark modules drawn as bars; none if the text is too long for any code.
pub fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let modules = code.to_colors();
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    let side = width + 2 * QUIET;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path d=\"{path}\" \
         fill=\"#000\"/></svg>"
    ))
}
