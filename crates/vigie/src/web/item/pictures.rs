//! Pictures side by side with what they resemble: veiled, grey, each reveal counted.

use super::{View, text};
use crate::web::kit::{self, Media};
use crate::web::messages::words;
use casework::policy::Permission as P;
use casework::records::{CapturedPicture, Match, Signal, Value};
use domain::detect::{Method, PDQ_MIN_QUALITY, PDQ_NEAR_BITS};
use matching::pdq::Pdq;
use maud::{Markup, html};

/// How many pairs are compared side by side.
pub(super) const PAIRS: usize = 3;
/// How many pictures without a likeness are shown below them.
const OTHERS: usize = 3;
/// The end of the scale on which distances are drawn, in bits: twice the threshold and a little.
const SCALE_BITS: u32 = 64;

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let pictures = view.dossier.capture.as_ref().map(|capture| capture.pictures.as_slice()).unwrap_or_default();
    let matched: Vec<(&Match, &CapturedPicture)> = view
        .dossier
        .item
        .matches
        .iter()
        .filter(|found| found.method == Method::Pdq)
        .filter_map(|found| Some((found, pictures.iter().find(|picture| Some(picture.digest) == found.file)?)))
        .collect();
    let shown: Vec<_> = matched.iter().take(PAIRS).collect();
    let others: Vec<_> =
        pictures.iter().filter(|picture| matched.iter().all(|(_, own)| own.digest != picture.digest)).collect();
    let unseen = others.len().saturating_sub(OTHERS);
    kit::section(
        text::SIDE_BY_SIDE.get(lang),
        html! {},
        html! { (text::VEIL_RULE.get(lang)) },
        html! {
            @if shown.is_empty() { p.ink2.mb2 { (text::NO_PICTURE.get(lang)) } }
            @for (found, picture) in shown { div.pair.mb3 { (own(picture, view)) (known(found, view)) (compared(found, picture, view)) } }
            @if !others.is_empty() {
                div.pair.mt2 { @for picture in others.iter().take(OTHERS) { (own(picture, view)) } }
                @if unseen > 0 { p.meta.mt2 { (text::OTHER_PICTURES.fill(lang, &[("n", &unseen)])) } }
            }
        },
    )
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

/// The two fingerprints over each other, and the distance on its scale.
fn compared(found: &Match, picture: &CapturedPicture, view: &View<'_>) -> Markup {
    let lang = view.lang();
    let bits = found.bits.unwrap_or_default();
    let fingerprint = view.signals.get(&found.signal).and_then(|signal| pdq_of(signal));
    let scale_label = text::SCALE_LABEL.fill(lang, &[("n", &bits), ("max", &SCALE_BITS), ("limit", &PDQ_NEAR_BITS)]);
    html! {
        div.fig {
            @if let Some(known) = fingerprint {
                (kit::bits(&in_bytes(picture.pdq), &in_bytes(known), &text::BITS_LABEL.fill(lang, &[("n", &bits)])))
            }
            div {
                (kit::scale(u32::from(bits), u32::from(PDQ_NEAR_BITS), SCALE_BITS, &text::THRESHOLD.fill(lang, &[("n", &PDQ_NEAR_BITS)]), &scale_label))
                p.meta { (text::BITS_LABEL.fill(lang, &[("n", &bits)])) }
            }
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
