//! Scoring the map: what it says of Meridian, against what was really Meridian's.

use super::report::MapScore;
use super::{Stage, Tally, all};
use ::rehearsal::meridian::{NetworkTruth, Standing};
use casework::records::{Asset, Kept, Network};
use domain::map::network::NetworkState;
use domain::map::{Asset as Name, AssetKind};
use std::collections::BTreeSet;
use url::Url;

/// Scores the map.
pub(super) async fn score(stage: &Stage, tally: &Tally) -> anyhow::Result<MapScore> {
    let desk = &stage.app.desk;
    let assets: Vec<Kept<Asset>> = all(desk).await?;
    let networks: Vec<Kept<Network>> = all(desk).await?;
    let truth = stage.world.network_truth();
    let confirmed = networks.iter().filter(|network| network.state == NetworkState::Confirmed);
    let members: BTreeSet<Name> =
        confirmed.flat_map(|network| network.present()).map(|member| as_true(&member.asset)).collect();
    let standing = |name: &Name| truth.standing.get(name).copied();
    let wrong: Vec<&Name> = members.iter().filter(|name| standing(name) != Some(Standing::Own)).collect();
    wrong.iter().for_each(|name| eprintln!("no part of Meridian: {name} ({:?})", standing(name)));
    let own = own(&truth);
    let missed: Vec<&&Name> = own.iter().filter(|name| !members.contains(**name)).collect();
    missed.iter().for_each(|name| eprintln!("not seen as Meridian's: {name}"));
    Ok(MapScore {
        assets: assets.len(),
        links: assets.iter().map(|asset| asset.facts.len()).sum(),
        network_precision: share(members.len() - wrong.len(), members.len()),
        network_recall: share(own.len() - missed.len(), own.len()),
        decoys_accepted: wrong.iter().filter(|name| standing(name) == Some(Standing::Decoy)).count(),
        collateral_refusals: tally.collateral_refusals,
    })
}

/// What is Meridian's and can be a member of a network. A site is found with its host.
fn own(truth: &NetworkTruth) -> Vec<&Name> {
    use AssetKind as K;
    let outlets = [K::Host, K::Domain, K::App, K::Channel, K::Stream, K::Newsletter, K::Account];
    truth.all(Standing::Own).filter(|name| outlets.contains(&name.kind())).collect()
}

/// A whole site as its host, which is the same thing.
fn as_true(member: &Name) -> Name {
    let whole = || {
        let url: Url = member.value().parse().ok()?;
        (url.path() == "/").then(|| Name::new(AssetKind::Host, url.host_str()?).ok())?
    };
    if member.kind() == AssetKind::Site { whole().unwrap_or_else(|| member.clone()) } else { member.clone() }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred assets")]
fn share(of: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { of as f64 / all as f64 }
}
