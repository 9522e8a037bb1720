//! Who else holds this value, among ten million links.

use crate::{Outcome, desk, p99, report};
use casework::map;
use casework::policy::Actor;
use casework::ports::Store as _;
use casework::records::{Asset, Kept, Sighting};
use casework::{Desk, Entropy};
use domain::id::AssetId;
use domain::map::{Asset as Name, AssetKind as K, Interval, LinkKind as L, Source};
use jiff::SignedDuration;
use matching::digest::Sha256;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Db;
use testkit::contract::change;
use testkit::start;

/// Links of one asset.
const LINKS_EACH: u32 = 8;
/// Assets in one commit.
const BATCH: u32 = 5_000;
/// Holders that are listed, as the page of an asset lists them.
const LISTED: u32 = 25;
/// Questions about values of each rarity.
const QUESTIONS: u32 = 500;
/// About how many hold the values that are asked about.
const RARITIES: [u32; 4] = [1, 100, 1_000, 20_000];
const PATIENCE: Duration = Duration::from_secs(60);

/// On SQLite, in a folder that goes afterwards.
pub async fn on_a_file(links: u32) -> Outcome {
    let folder = tempfile::TempDir::new_in(".")?;
    let file = folder.path().join("vigie.db");
    let address = format!("sqlite://{}", file.display());
    measure("SQLite", &address, folder.path(), links).await
}

/// On a PostgreSQL of our own, whose socket lies beside its data.
pub async fn on_a_server(url: &str, links: u32) -> Outcome {
    let (_, rest) = url.split_once('@').ok_or("this is no address of PostgreSQL")?;
    let socket = rest.split('/').next().unwrap_or_default().replace("%2F", "/");
    measure("PostgreSQL", url, &Path::new(&socket).join("data"), links).await
}

async fn measure(engine: &str, address: &str, folder: &Path, links: u32) -> Outcome {
    let begun = Instant::now();
    let db = Db::open(address, PATIENCE).await?;
    fill(&db, links).await?;
    db.close().await;
    let minutes = begun.elapsed().as_secs_f64() / 60.0;
    eprintln!("{links} links on {engine}: {:.1} GB, filled in {minutes:.1} min", gigabytes(folder)?);
    forget(folder)?;
    let db = Db::open(address, PATIENCE).await?;
    let (desk, investigator) = desk::quiet(Arc::new(db.clone())).await?;
    for heat in ["the first time after a cold start", "again"] {
        let mut times = Vec::new();
        for number in 0..QUESTIONS {
            for rarity in RARITIES {
                times.push(ask(&desk, &investigator, links, rarity, number).await?);
            }
        }
        let work = format!("who holds a value, {links} links, {engine}; {} asked {heat}, p99", times.len());
        report("map_pivot", &work, p99(&mut times), "ms");
    }
    db.close().await;
    Ok(())
}

/// Asks who holds one of the values of a rarity, and says how many milliseconds the answer took.
async fn ask(
    desk: &Desk,
    investigator: &Actor,
    links: u32,
    rarity: u32,
    number: u32,
) -> Result<f64, Box<dyn std::error::Error>> {
    let values = (links / LINKS_EACH / rarity).max(1);
    let (link, value) = value(rarity, scatter(number, rarity) % values)?;
    let start = Instant::now();
    let found = map::holders(desk, investigator, link, &value, LISTED).await?;
    let elapsed = start.elapsed().as_secs_f64() * 1000.0;
    // Scattered values are held about so often, not exactly.
    if found.count < u64::from(rarity / 2) || found.assets.is_empty() {
        return Err(format!("{} hold {value}, not about {rarity}", found.count).into());
    }
    Ok(elapsed)
}

/// Puts sites on the map, each with its links, through the store's own commits.
async fn fill(db: &Db, links: u32) -> Outcome {
    let entropy = Entropy::seeded(10);
    let evidence = Sha256::of(b"REHEARSAL: one look for all");
    let assets = links / LINKS_EACH;
    for first in (0..assets).step_by(BATCH as usize) {
        let mut rows = Vec::with_capacity(BATCH as usize);
        for number in first..assets.min(first + BATCH) {
            // One site a minute, as a map grows.
            let recorded = start() + SignedDuration::from_mins(i64::from(number));
            let mut asset = Asset::named(AssetId(entropy.id(recorded)), site(number)?, recorded);
            for (link, object) in facts(number, assets)? {
                let seen = Interval::at(recorded);
                let sighting = Sighting { seen, source: Source::Http, note: String::new(), evidence: vec![evidence] };
                asset.learn(link, &object, sighting);
            }
            rows.push(Kept::new(asset).row()?);
        }
        db.commit(vec![change(first, rows)]).await?;
    }
    Ok(())
}

/// What a site is linked to: values of every rarity, and other sites.
fn facts(number: u32, assets: u32) -> Result<Vec<(L, Name)>, Box<dyn std::error::Error>> {
    let mut facts = Vec::new();
    for rarity in RARITIES {
        let values = (assets / rarity).max(1);
        let which = if rarity == 1 { number } else { scatter(number, rarity) % values };
        facts.push(value(rarity, which)?);
    }
    facts.push((L::PublishedOn, Name::new(K::Host, &format!("www.site{number}.example"))?));
    facts.push((L::Shows, Name::new(K::Favicon, &(scatter(number, 7) % (assets / 100).max(1)).to_string())?));
    // Sites point to what was found with them.
    facts.push((L::PointsTo, site(number / 1_000 * 1_000 + scatter(number, 11) % 1_000)?));
    facts.push((L::RedirectsTo, site(number / 1_000 * 1_000 + scatter(number, 13) % 1_000)?));
    Ok(facts)
}

/// One of the values that so many hold.
fn value(rarity: u32, which: u32) -> Result<(L, Name), Box<dyn std::error::Error>> {
    Ok(match rarity {
        1 => (L::PaidTo, Name::new(K::Wallet, &format!("rehearsal:{which:08}"))?),
        100 => (L::BuiltFrom, Name::new(K::Template, &format!("rehearsal-{which}"))?),
        1_000 => (L::Carries, Name::new(K::Tracker, &format!("gtm:GTM-{which:06}"))?),
        _ => (L::Carries, Name::new(K::Tracker, &format!("ga:UA-{which}-1"))?),
    })
}

fn site(number: u32) -> Result<Name, Box<dyn std::error::Error>> {
    Ok(Name::new(K::Site, &format!("https://www.site{number}.example"))?)
}

/// A number that has nothing to do with its neighbours' (the finaliser of MurmurHash3).
const fn scatter(number: u32, salt: u32) -> u32 {
    let mut hash = number ^ salt.wrapping_mul(0x9e37_79b9);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files.extend(self::files(&path)?) } else { files.push(path) }
    }
    Ok(files)
}

fn gigabytes(folder: &Path) -> std::io::Result<f64> {
    let sizes: Result<Vec<u64>, _> = files(folder)?.iter().map(|file| Ok(file.metadata()?.len())).collect();
    sizes.map(|sizes: Vec<u64>| sizes.iter().sum::<u64>() as f64 / 1e9)
}

/// Lets the system forget what it read and wrote of a folder, so that the next reading comes from the disk.
fn forget(folder: &Path) -> Outcome {
    for file in files(folder)? {
        let path = file.display();
        let written = Command::new("sync").arg(&file).status()?;
        let mut forget = Command::new("dd");
        forget.args([&format!("if={path}"), "iflag=nocache", "count=0", "status=none"]);
        if !written.success() || !forget.status()?.success() {
            return Err(format!("{path} cannot be forgotten").into());
        }
    }
    Ok(())
}
