//! What was done to a known picture, both veils upon one another, and the two fingerprints with their distance.

use super::{Pair, how_far, known_veil, text};
use crate::web::item::View;
use crate::web::kit;
use crate::web::likeness;
use casework::records::{Match, Value};
use domain::detect::PDQ_NEAR_BITS;
use matching::pdq::Pdq;
use matching::picture::Likeness;
use maud::{Markup, html};

/// The end of the scale on which distances are drawn, in bits: twice the general threshold and a little.
const SCALE_BITS: u32 = 64;

/// How a picture is like the known one beside it.
pub(super) fn figure(pair: &Pair<'_>, view: &View<'_>) -> Markup {
    let lang = view.lang();
    let both = [pair.by_details, pair.by_hash];
    let alike = both.into_iter().flatten().find_map(|found| Some((found, found.alike.as_ref()?)));
    let mut moments: Vec<f64> = both.iter().flatten().filter_map(|found| found.frame_at).collect();
    moments.dedup();
    html! {
        div.fig {
            @if let Some((found, alike)) = alike {
                @match laid(pair, found, alike, view) {
                    Some(figure) => { (figure) }
                    None => { p { (likeness::changes(alike, lang)) } }
                }
            }
            @if let Some(found) = pair.by_hash { (by_hash(found, pair, view)) }
            @if alike.is_none() && pair.by_hash.is_none() { p { (how_far(pair.found, lang)) } }
            @for seconds in moments { p.meta { (text::LATER_FRAME.fill(lang, &[("time", &likeness::moment(seconds))])) } }
            @if pair.more > 0 { p.meta { (text::MORE_SIGNALS.count(lang, pair.more as u64)) } }
        }
    }
}

/// Both veils as they lie upon one another, with a frame around what differs, and what was done to the known picture; nothing
/// where the bank has no veil or no details, or where the veil of ours is of another frame.
fn laid(pair: &Pair<'_>, found: &Match, alike: &Likeness, view: &View<'_>) -> Option<Markup> {
    let signal = view.signals.get(&found.signal)?;
    let Value::Details(details) = &signal.value else { return None };
    if found.frame_at.is_some() || signal.veil.is_none() {
        return None;
    }
    let (width, height) = details.size();
    let (known, own) = (known_veil(found, view), view.href(&format!("/media/{}", pair.picture.veil)));
    let matrix = alike.placement.0.map(|value| value.to_string()).join(" ");
    let lang = view.lang();
    Some(html! {
        figure.media.laid {
            svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(text::LAID.get(lang)) {
                g transform={ "scale(" (width) " " (height) ")" } {
                    image href=(known) width="1" height="1" preserveAspectRatio="none" {}
                    image.over href=(own) width="1" height="1" preserveAspectRatio="none" transform={ "matrix(" (matrix) ")" } {}
                    @for region in &alike.differing {
                        rect x=(region.left) y=(region.top) width=(region.right - region.left) height=(region.bottom - region.top) {}
                    }
                }
            }
            figcaption { span { (likeness::changes(alike, lang)) } span.meta { (text::LAID.get(lang)) } }
        }
    })
}

/// The two hashes over each other, and their distance on its scale.
fn by_hash(found: &Match, pair: &Pair<'_>, view: &View<'_>) -> Markup {
    let lang = view.lang();
    let (bits, limit) = (found.bits.unwrap_or_default(), threshold(found, view));
    let scale_label = text::SCALE_LABEL.fill(lang, &[("n", &bits), ("max", &SCALE_BITS), ("limit", &limit)]);
    html! {
        @if let Some(known) = compared_hash(found, view) {
            (kit::bits(&in_bytes(pair.picture.pdq), &in_bytes(known), &text::BITS_LABEL.fill(lang, &[("n", &bits)])))
        }
        div {
            (kit::scale(u32::from(bits), u32::from(limit), SCALE_BITS, &text::THRESHOLD.fill(lang, &[("n", &limit)]), &scale_label))
            p.meta { (text::BITS_LABEL.fill(lang, &[("n", &bits)])) }
        }
    }
}

/// From where on the bank that answered held hashes to be alike, in bits.
fn threshold(found: &Match, view: &View<'_>) -> u16 {
    let bank = view.dossier.banks.iter().find(|bank| bank.id == found.bank);
    bank.map_or(PDQ_NEAR_BITS, |bank| bank.terms_at(found.index_version).thresholds.pdq_bits)
}

/// The known hash, if what it was compared with is the hash of the picture as it is: the bits of one that was turned or
/// framed, or of a later frame, are others.
fn compared_hash(found: &Match, view: &View<'_>) -> Option<Pdq> {
    let as_it_is = found.frame_at.is_none() && found.alike.as_ref().is_none_or(|alike| alike.changes().is_empty());
    match view.signals.get(&found.signal)?.value {
        Value::Pdq(pdq) if as_it_is => Some(pdq),
        _ => None,
    }
}

/// The fingerprint's bits in the order in which it is printed.
fn in_bytes(pdq: Pdq) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (place, word) in bytes.chunks_exact_mut(8).zip(pdq.0) {
        place.copy_from_slice(&word.to_be_bytes());
    }
    bytes
}
