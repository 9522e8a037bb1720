//! Pictures side by side with what they resemble: veiled, grey, each reveal counted.

mod compared;

use super::{View, text};
use crate::server::App;
use crate::web::kit::{self, Media};
use crate::web::likeness;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, words};
use casework::Error;
use casework::assess::Dossier;
use casework::policy::Permission as P;
use casework::records::{CapturedPicture, Kept, Match, Signal};
use domain::detect::{Distance, Likeness, Method, PDQ_MIN_QUALITY};
use domain::id::SignalId;
use matching::digest::Sha256;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How many pictures are compared side by side.
const PAIRS: usize = 3;
/// How many signals of each are read: so many by details, and so many by all else. The nearest come first.
const SIGNALS: usize = 12;
/// How many pictures without a likeness are shown below them.
const OTHERS: usize = 3;

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let matched = matched(&view.dossier, view.first);
    let (shown, further) = matched.split_at(matched.len().min(PAIRS));
    let pictures = view.dossier.capture.as_ref().map(|capture| capture.pictures.as_slice()).unwrap_or_default();
    let others: Vec<_> =
        pictures.iter().filter(|picture| matched.iter().all(|one| one.picture.digest != picture.digest)).collect();
    let unseen = others.len().saturating_sub(OTHERS);
    kit::section(
        text::SIDE_BY_SIDE.get(lang),
        html! {},
        html! { (text::VEIL_RULE.get(lang)) },
        html! {
            @if shown.is_empty() { p.ink2.mb2 { (text::NO_PICTURE.get(lang)) } }
            @for one in shown {
                @let pair = Pair::of(one, &view.signals);
                div.pair.mb3 { (own(one.picture, view)) (known(pair.found, view)) (compared::figure(&pair, view)) }
            }
            (listed(further, view))
            @if !others.is_empty() {
                div.pair.mt2 { @for picture in others.iter().take(OTHERS) { (own(picture, view)) } }
                @if unseen > 0 { p.meta.mt2 { (text::OTHER_PICTURES.fill(lang, &[("n", &unseen)])) } }
            }
        },
    )
}

/// A picture of this item that matched.
struct Matched<'a> {
    picture: &'a CapturedPicture,
    /// Its matches, of which there is one at least, the nearest first.
    found: Vec<&'a Match>,
}

impl<'a> Matched<'a> {
    /// The matches whose signals are read.
    fn looked_at(&self) -> impl Iterator<Item = &'a Match> {
        let by_details = |found: &&Match| found.method == Method::Details;
        let others = self.found.iter().copied().filter(move |found| !by_details(found)).take(SIGNALS);
        others.chain(self.found.iter().copied().filter(by_details).take(SIGNALS))
    }
}

/// The pictures that matched, each once: first the one that the reader asked for, then the nearest.
fn matched(dossier: &Dossier, first: Option<Sha256>) -> Vec<Matched<'_>> {
    let Some(capture) = &dossier.capture else {
        return Vec::new();
    };
    let mut matched: Vec<Matched<'_>> = Vec::new();
    for picture in &capture.pictures {
        if matched.iter().any(|one| one.picture.digest == picture.digest) {
            continue;
        }
        // A match that names no file is of the item itself, which may be a picture.
        let of_it = |found: &&Match| found.file.unwrap_or(capture.body) == picture.digest;
        let mut found: Vec<&Match> = dossier.item.matches.iter().filter(of_it).collect();
        found.sort_by_key(|found| nearness(found));
        if !found.is_empty() {
            matched.push(Matched { picture, found });
        }
    }
    matched.sort_by_key(|one| (Some(one.picture.digest) != first, one.found.first().map(|found| nearness(found))));
    matched
}

/// What sorts matches of pictures: what proposes before what does not, then the nearest.
fn nearness(found: &Match) -> (Reverse<bool>, Likeness, u8, u16) {
    let (kind, far) = match found.distance() {
        Distance::Bits(bits) => (1, bits),
        Distance::Details(shared) => (2, u16::MAX - shared),
        Distance::Tlsh(score) => (3, score),
        _ => (0, 0),
    };
    (Reverse(found.standing.proposes()), found.likeness, kind, far)
}

/// The signals of the pictures that are shown side by side.
pub(super) async fn signals(
    app: &App,
    dossier: &Dossier,
    first: Option<Sha256>,
) -> Result<HashMap<SignalId, Kept<Signal>>, Error> {
    let mut signals = HashMap::new();
    for found in matched(dossier, first).iter().take(PAIRS).flat_map(Matched::looked_at) {
        if !signals.contains_key(&found.signal) {
            signals.extend(app.desk.find::<Signal>(found.signal.0).await?.map(|signal| (found.signal, signal)));
        }
    }
    Ok(signals)
}

/// A picture of this item and the known one that is shown beside it.
struct Pair<'a> {
    picture: &'a CapturedPicture,
    /// The nearest match, of those whose bank has a veil if there is one.
    found: &'a Match,
    /// The match of the same known picture by its hash.
    by_hash: Option<&'a Match>,
    /// The match of the same known picture by its details, which tells how the two lie upon one another.
    by_details: Option<&'a Match>,
    /// How many signals the picture matched besides these.
    more: usize,
}

impl<'a> Pair<'a> {
    fn of(one: &Matched<'a>, signals: &HashMap<SignalId, Kept<Signal>>) -> Self {
        let veil = |found: &Match| signals.get(&found.signal).and_then(|signal| signal.veil);
        let mut best = one.found[0];
        // What proposes is never hidden behind what does not for the sake of a veil.
        let better = |found: &&Match| veil(found).is_some() && found.standing.proposes() == best.standing.proposes();
        best = one.looked_at().filter(better).min_by_key(|found| nearness(found)).unwrap_or(best);
        let same = |found: &&Match| found.signal == best.signal || veil(best).is_some() && veil(found) == veil(best);
        let by = |method| one.looked_at().filter(same).find(|found| found.method == method);
        let (by_hash, by_details) = (by(Method::Pdq), by(Method::Details));
        let shown = [Some(best), by_hash, by_details];
        let is_shown = |found: &Match| shown.iter().flatten().any(|one| one.signal == found.signal);
        let more = one.found.iter().filter(|found| !is_shown(found)).count();
        Self { picture: one.picture, found: best, by_hash, by_details, more }
    }
}

/// The matched pictures that are not compared: what each is like, so that each can be revealed, or compared if asked for.
fn listed(further: &[Matched<'_>], view: &View<'_>) -> Markup {
    let lang = view.lang();
    html! {
        @if !further.is_empty() {
            p.ink2.mt2 { (text::MORE_PICTURES.count(lang, further.len() as u64)) }
            div.pair.mb3 {
                @for one in further {
                    div {
                        (own(one.picture, view))
                        p.meta {
                            (how_far(one.found[0], lang)) " · "
                            a href=(view.href(&format!("?picture={}", one.picture.digest))) { (text::COMPARE.get(lang)) }
                        }
                    }
                }
            }
        }
    }
}

/// How near a match is, by which method and in which bank.
fn how_far(found: &Match, lang: Lang) -> String {
    let method = found.method.text().get(lang);
    let how = match found.distance() {
        Distance::Same => method.to_owned(),
        _ => format!("{method}, {}", likeness::distance(found, lang)),
    };
    text::PLACE_HOW.fill(lang, &[("place", &found.bank_name), ("how", &how)])
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
    let signal = view.signals.get(&found.signal);
    match signal.and_then(|signal| signal.veil) {
        Some(_) => veil_only(&known_veil(found, view), &caption, text::BANK_VEIL.get(lang), view),
        None => html! {
            figure.media {
                div.frame { div.veil { span.meta { (text::BANK_NO_VEIL.get(lang)) } } }
                figcaption { span { (caption) } }
            }
        },
    }
}

/// Where the veil of the known picture is served that matched.
fn known_veil(found: &Match, view: &View<'_>) -> String {
    view.href(&format!("/known/{}", found.signal))
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

#[cfg(test)]
mod tests;
