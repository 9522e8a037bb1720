//! Pictures side by side with what they resemble: veiled, grey, each reveal counted.

use super::{View, text};
use crate::web::kit::{self, Media};
use crate::web::likeness;
use crate::web::messages::words;
use casework::policy::Permission as P;
use casework::records::{CapturedPicture, Match, Signal, Value};
use domain::detect::{PDQ_MIN_QUALITY, PDQ_NEAR_BITS};
use matching::pdq::Pdq;
use matching::picture::{Details, Likeness};
use maud::{Markup, html};

/// How many pairs are compared side by side.
const PAIRS: usize = 3;
/// How many signals are read for them; a known picture has two, and may be in several banks.
pub(super) const SIGNALS: usize = 12;
/// How many pictures without a likeness are shown below them.
const OTHERS: usize = 3;
/// The end of the scale on which distances are drawn, in bits: twice the threshold and a little.
const SCALE_BITS: u32 = 64;

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let pictures = view.dossier.capture.as_ref().map(|capture| capture.pictures.as_slice()).unwrap_or_default();
    let matched = pairs(view, pictures);
    let shown: Vec<_> = matched.iter().take(PAIRS).collect();
    let others: Vec<_> =
        pictures.iter().filter(|picture| matched.iter().all(|pair| pair.picture.digest != picture.digest)).collect();
    let unseen = others.len().saturating_sub(OTHERS);
    kit::section(
        text::SIDE_BY_SIDE.get(lang),
        html! {},
        html! { (text::VEIL_RULE.get(lang)) },
        html! {
            @if shown.is_empty() { p.ink2.mb2 { (text::NO_PICTURE.get(lang)) } }
            @for pair in shown { div.pair.mb3 { (own(pair.picture, view)) (known(pair.found, view)) (compared(pair, view)) } }
            @if !others.is_empty() {
                div.pair.mt2 { @for picture in others.iter().take(OTHERS) { (own(picture, view)) } }
                @if unseen > 0 { p.meta.mt2 { (text::OTHER_PICTURES.fill(lang, &[("n", &unseen)])) } }
            }
        },
    )
}

/// A picture of this item and a known one that it is like.
struct Pair<'a> {
    picture: &'a CapturedPicture,
    /// The match by hash, or the one by details where there is no other.
    found: &'a Match,
    /// What is known of how the two lie upon one another.
    alike: Option<&'a Likeness>,
    /// The known picture's details, if its bank has them.
    details: Option<&'a Details>,
}

/// The pairs that matched. A known picture that matched by its hash and by its details is one pair: both signals show the
/// same veil.
fn pairs<'a>(view: &'a View<'_>, pictures: &'a [CapturedPicture]) -> Vec<Pair<'a>> {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for found in view.dossier.item.matches.iter().filter(|found| found.is_of_looks()) {
        let Some(picture) = pictures.iter().find(|picture| Some(picture.digest) == found.file) else {
            continue;
        };
        let signal = view.signals.get(&found.signal);
        let details = signal.and_then(|signal| match &signal.value {
            Value::Details(details) => Some(&**details),
            _ => None,
        });
        let veil = |found: &Match| view.signals.get(&found.signal).and_then(|signal| signal.veil);
        let same = |pair: &&mut Pair<'_>| {
            veil(found).is_some() && veil(pair.found) == veil(found) && pair.picture.digest == picture.digest
        };
        match pairs.iter_mut().find(same) {
            Some(pair) if details.is_some() => (pair.alike, pair.details) = (found.alike.as_ref(), details),
            Some(_) => {}
            None => pairs.push(Pair { picture, found, alike: found.alike.as_ref(), details }),
        }
    }
    pairs
}

/// A picture of this item.
fn own(picture: &CapturedPicture, view: &View<'_>) -> Markup {
    let lang = view.lang();
    let shown = view.shown.as_ref().filter(|(_, digest)| *digest == picture.digest);
    let src = match shown {
        Some((token, _)) => view.href(&format!("/revealed/{token}")),
        None => view.href(&format!("/media/{}", picture.veil)),
    };
    let caption = match picture.quality < PDQ_MIN_QUALITY {
        true => format!("{}: {}", text::THIS_ITEM.get(lang), text::LOW_QUALITY.get(lang)),
        false => text::THIS_ITEM.get(lang).to_owned(),
    };
    if !view.visitor.actor.may(P::Reveal) {
        return veil_only(&src, &caption, "", view);
    }
    kit::media(&Media {
        src: &src,
        caption: &caption,
        pixels: Some(picture.size),
        rehearsal: view.frame.rehearsal,
        veiled: shown.is_none(),
        reveal: &view.href(&format!("/reveal/{}", picture.digest)),
        hide: &view.href(""),
        csrf: view.visitor.csrf(),
        mine: revealed_by_me(view),
        all: u64::from(view.dossier.item.reveals),
        lang,
    })
}

/// How often this person revealed pictures of the item, as the ledger has it.
fn revealed_by_me(view: &View<'_>) -> u64 {
    let me = view.visitor.actor.person.to_string();
    let mine = |actor: &Option<String>| actor.as_deref().is_some_and(|actor| actor.contains(&me));
    view.history.iter().filter(|line| line.act == "media_revealed" && mine(&line.actor)).count() as u64
}

/// What the bank has of the signal: a veil, or no more than its fingerprint.
fn known(found: &Match, view: &View<'_>) -> Markup {
    let lang = view.lang();
    let caption = text::FROM_BANK.fill(lang, &[("name", &found.bank_name)]);
    let veil = view.signals.get(&found.signal).and_then(|signal| signal.veil);
    match veil {
        Some(veil) => veil_only(&view.href(&format!("/media/{veil}")), &caption, text::BANK_VEIL.get(lang), view),
        None => html! {
            figure.media {
                div.frame { div.veil { span.meta { (text::BANK_NO_VEIL.get(lang)) } } }
                figcaption { span { (caption) } }
            }
        },
    }
}

/// A veil that nobody can lift.
fn veil_only(src: &str, caption: &str, remark: &str, view: &View<'_>) -> Markup {
    let lang = view.lang();
    html! {
        figure.media.veiled {
            div.frame {
                img.pic src=(src) alt=(words::VEILED.fill(lang, &[("caption", &caption)])) loading="lazy" decoding="async";
                @if view.frame.rehearsal { span.stamp { (crate::web::messages::shell::REHEARSAL.get(lang)) } }
            }
            figcaption { span { (caption) } @if !remark.is_empty() { span.meta { (remark) } } }
        }
    }
}

/// What was done to the known picture, both veils upon one another, and the two fingerprints with their distance.
fn compared(pair: &Pair<'_>, view: &View<'_>) -> Markup {
    let lang = view.lang();
    html! {
        div.fig {
            @if let Some(alike) = pair.alike {
                @match laid(pair, alike, view) {
                    Some(figure) => { (figure) }
                    None => { p { (likeness::changes(alike, lang)) } }
                }
            }
            @if let Some(bits) = pair.found.bits { (by_hash(bits, pair, view)) }
        }
    }
}

/// Both veils as they lie upon one another, with a frame around what differs, and what was done to the known picture; nothing
/// where the bank has no veil.
fn laid(pair: &Pair<'_>, alike: &Likeness, view: &View<'_>) -> Option<Markup> {
    let veil = view.signals.get(&pair.found.signal).and_then(|signal| signal.veil)?;
    let (width, height) = pair.details?.size();
    let [known, own] = [veil, pair.picture.veil].map(|veil| view.href(&format!("/media/{veil}")));
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
fn by_hash(bits: u16, pair: &Pair<'_>, view: &View<'_>) -> Markup {
    let lang = view.lang();
    let fingerprint = view.signals.get(&pair.found.signal).and_then(|signal| pdq_of(signal));
    // The bits of a picture that was turned or framed are not those that were compared.
    let as_it_is = pair.alike.is_none_or(|alike| alike.changes().is_empty());
    let scale_label = text::SCALE_LABEL.fill(lang, &[("n", &bits), ("max", &SCALE_BITS), ("limit", &PDQ_NEAR_BITS)]);
    html! {
        @if let Some(known) = fingerprint.filter(|_| as_it_is) {
            (kit::bits(&in_bytes(pair.picture.pdq), &in_bytes(known), &text::BITS_LABEL.fill(lang, &[("n", &bits)])))
        }
        div {
            (kit::scale(u32::from(bits), u32::from(PDQ_NEAR_BITS), SCALE_BITS, &text::THRESHOLD.fill(lang, &[("n", &PDQ_NEAR_BITS)]), &scale_label))
            p.meta { (text::BITS_LABEL.fill(lang, &[("n", &bits)])) }
        }
    }
}

const fn pdq_of(signal: &Signal) -> Option<Pdq> {
    match &signal.value {
        Value::Pdq(pdq) => Some(*pdq),
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
