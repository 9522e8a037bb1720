//! One round of looks at a target from outside: from every place, through whatever shows that it is there.
//!
//! A failed look says little: our own line may be down. So an address that answers nobody is called gone only when two
//! rounds agree; one that says so itself when two looks do; and one look that sees it is enough for "up".

use super::address;
use crate::desk::Desk;
use crate::error::Error;
use crate::ports::{CollectError, FetchError, Fetched, Vantage};
use crate::records::act::{Glance, LookFromOutside, Saw};
use crate::records::{Operation, Target};
use domain::act::Leaves;
use domain::map::{AssetKind, Measure, Source};
use domain::people::Country;
use domain::watch::LOOKS_FOR_DOWN;
use futures::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use url::Url;

/// Two rounds are two when so much time lies between them.
const BETWEEN_ROUNDS: SignedDuration = SignedDuration::from_mins(2);

/// Looks at a target from every place at once. Every glance of the round carries the moment at which the round began,
/// however long each took: that makes them one round, and what was seen is not older than it is said to be.
pub(super) async fn look(desk: &Desk, operation: &Operation, target: &Target) -> Result<Vec<Glance>, Error> {
    let (banner, at) = (operation.banner.as_deref(), desk.now());
    let mut glances = Vec::new();
    let sources = sources(desk, target);
    if let Some(url) = address(&target.asset).filter(|_| sources.is_empty() || by_page(target)) {
        let looks = desk.doors.fetch.vantages().iter().map(|vantage| visit(desk, &url, vantage, banner, at));
        glances.extend(try_join_all(looks).await?);
    }
    let asked = sources.into_iter().map(|source| ask(desk, target, source, at));
    glances.extend(try_join_all(asked).await?);
    Ok(glances)
}

/// Whether a page at its address shows that it is there.
fn by_page(target: &Target) -> bool {
    matches!(target.asset.kind(), AssetKind::Site | AssetKind::Host | AssetKind::Domain)
}

/// The sources whose answer shows that an asset is there now. What a name server says of a name counts where the name
/// itself is to vanish: a name can lead to a server that was seized.
fn sources(desk: &Desk, target: &Target) -> Vec<Source> {
    let telling: &[Source] = match (target.asset.kind(), target.measure) {
        (AssetKind::Domain, Measure::ClientHold | Measure::ServerHold) => &[Source::Dns],
        (AssetKind::Domain | AssetKind::Host | AssetKind::NameServer, Measure::StopResolving) => &[Source::Dns],
        (AssetKind::Address, _) => &[Source::Tls, Source::Http],
        (AssetKind::Stream, _) => &[Source::Stream],
        (AssetKind::App, _) => &[Source::Apk, Source::Http],
        (AssetKind::Channel | AssetKind::Account | AssetKind::AddOn, _) => &[Source::Http],
        _ => &[],
    };
    let known = desk.doors.collect.sources_for(&target.asset);
    telling.iter().filter(|source| known.contains(source)).copied().collect()
}

async fn visit(
    desk: &Desk,
    url: &Url,
    vantage: &Vantage,
    banner: Option<&str>,
    at: Timestamp,
) -> Result<Glance, Error> {
    let (saw, note, evidence) = match desk.doors.fetch.fetch(url, &vantage.name).await {
        Ok(fetched) => {
            let evidence = desk.doors.blobs.put(&fetched.body).await?;
            let (saw, note) = page(&fetched, banner);
            (saw, note, Some(evidence))
        }
        Err(error) => (unreachable(&error), error.to_string(), None),
    };
    let (place, country) = (vantage.name.clone(), vantage.country.parse().ok());
    Ok(Glance { at, place, country, saw, note, evidence })
}

fn page(fetched: &Fetched, banner: Option<&str>) -> (Saw, String) {
    let status = fetched.status;
    let shows = |words: &str| String::from_utf8_lossy(&fetched.body).contains(words);
    match status {
        200..=399 if banner.is_some_and(shows) => (Saw::Gone, "the page put in its place is shown".to_owned()),
        200..=399 => (Saw::Up, format!("it answered {status}")),
        404 | 410 => (Saw::Gone, format!("the server answered {status}")),
        401 | 403 | 451 => (Saw::Refused, format!("the server refused with {status}")),
        _ => (Saw::Nothing, format!("the server answered {status}")),
    }
}

const fn unreachable(error: &FetchError) -> Saw {
    match error {
        FetchError::NameNotFound { .. } | FetchError::NoConnection { .. } | FetchError::TimedOut { .. } => Saw::Silence,
        FetchError::ForbiddenAddress { .. }
        | FetchError::TooManyRedirects { .. }
        | FetchError::BadRedirect { .. }
        | FetchError::RobotsDisallow { .. }
        | FetchError::BadAnswer
        | FetchError::NoSuchVantage { .. } => Saw::Nothing,
    }
}

async fn ask(desk: &Desk, target: &Target, source: Source, at: Timestamp) -> Result<Glance, Error> {
    let (saw, note, evidence) = match desk.doors.collect.collect(&target.asset, source).await {
        Ok(collected) => {
            let answers: Vec<&[u8]> = collected.answers.iter().map(|answer| answer.bytes.as_slice()).collect();
            let evidence = desk.doors.blobs.put_all(&answers).await?.first().copied();
            (Saw::Up, "it answered".to_owned(), evidence)
        }
        Err(error @ CollectError::Unknown { .. }) => (Saw::Gone, error.to_string(), None),
        Err(error @ CollectError::NoAnswer { .. }) => (Saw::Silence, error.to_string(), None),
        Err(error) => (Saw::Nothing, error.to_string(), None),
    };
    Ok(Glance { at, place: source.name().to_owned(), country: None, saw, note, evidence })
}

/// What the looks since a moment say together: for everybody, and where access is to be blocked for the users of the
/// state that acts.
pub(super) fn conclude(target: &Target, since: Timestamp) -> Vec<LookFromOutside> {
    let recent: Vec<&Glance> = target.glances.iter().filter(|glance| glance.at >= since).collect();
    let Some(at) = recent.iter().map(|glance| glance.at).max() else { return Vec::new() };
    let latest: Vec<&Glance> = recent.iter().filter(|glance| glance.at == at).copied().collect();
    let mut looks = Vec::new();
    let said = |gone: bool, from: Option<Country>| LookFromOutside { gone, from, at };
    if latest.iter().any(|glance| glance.saw == Saw::Up) {
        looks.push(said(false, None));
    } else if is_gone(&recent, &latest, false) {
        looks.push(said(true, None));
    }
    let blocked = target.measure == Measure::BlockAccess
        || target.reports.iter().any(|report| report.what.leaves() == Leaves::GoneInside);
    if let Some(acting) = target.acting.filter(|_| blocked) {
        let inside = |glances: &[&Glance]| -> Vec<Glance> {
            glances.iter().filter(|glance| glance.country == Some(acting)).map(|glance| (*glance).clone()).collect()
        };
        let (recent, latest) = (inside(&recent), inside(&latest));
        let (recent, latest): (Vec<&Glance>, Vec<&Glance>) = (recent.iter().collect(), latest.iter().collect());
        if latest.iter().any(|glance| glance.saw == Saw::Up) {
            looks.push(said(false, Some(acting)));
        } else if is_gone(&recent, &latest, true) {
            looks.push(said(true, Some(acting)));
        }
    }
    looks
}

/// Whether enough looks agree that nobody is answered. A refusal counts where access from there was to be blocked.
fn is_gone(recent: &[&Glance], latest: &[&Glance], blocked: bool) -> bool {
    let gone = |glance: &&&Glance| glance.saw == Saw::Gone || (blocked && glance.saw == Saw::Refused);
    let nobody = |glance: &&&Glance| gone(glance) || glance.saw == Saw::Silence;
    if latest.iter().filter(gone).count() >= LOOKS_FOR_DOWN {
        return true;
    }
    // Two rounds in which nobody was answered, and none between them in which somebody was.
    let last_up = recent.iter().filter(|glance| glance.saw == Saw::Up).map(|glance| glance.at).max();
    let since: Vec<&&Glance> =
        recent.iter().filter(|glance| last_up.is_none_or(|up| glance.at > up)).filter(nobody).collect();
    let (first, last) = (since.iter().map(|glance| glance.at).min(), latest.iter().filter(nobody).map(|g| g.at).max());
    matches!((first, last), (Some(first), Some(last)) if last.duration_since(first) >= BETWEEN_ROUNDS)
}
