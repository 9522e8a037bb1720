//! What others saw: files that are handed in.

use super::observe::{Learnt, Merge, alone};
use super::seeds::structure;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::seal::{Act, Verb, Who};
use domain::map::{Asset as Name, AssetKind, Interval, LinkKind, Observation, Source};
use exchange::observed::{Limits, Problem, Row};
use exchange::{certificate_log, graph_csv, passive_dns, stix, urllist};
use futures::FutureExt as _;
use jiff::Timestamp;
use matching::digest::Sha256;
use serde_json::json;
use std::collections::BTreeMap;
use url::Url;

/// The longest file that is read at once, in bytes.
pub const MAX_IMPORT_BYTES: usize = 64 << 20;
/// How many problems are listed; more are counted.
const MAX_TROUBLES: usize = 1_000;
/// How many sightings are taken in with one entry of the ledger.
const BATCH: usize = 500;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Passive DNS, common output format, one JSON object a line.
    PassiveDns,
    /// Entries of certificate logs, one JSON object a line.
    CertificateLog,
    /// A table with one link a line.
    Table,
    /// Addresses, one a line, or a table with a `url` column.
    Addresses,
    /// A STIX bundle.
    Stix,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::PassiveDns, Self::CertificateLog, Self::Table, Self::Addresses, Self::Stix];

    /// The fixed name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PassiveDns => "passive_dns",
            Self::CertificateLog => "certificate_log",
            Self::Table => "table",
            Self::Addresses => "addresses",
            Self::Stix => "stix",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = Error;
    fn from_str(name: &str) -> Result<Self, Error> {
        let all = || Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| invalid("format", format!("use one of {}", all())))
    }
}

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Sightings that were read.
    pub sightings: u64,
    /// What they brought.
    pub learnt: Learnt,
    /// What could not be used, the first of it.
    pub troubles: Vec<Trouble>,
    /// How many more there were.
    pub further_troubles: u64,
    /// The file as it is kept.
    pub evidence: Option<Sha256>,
}

/// Something in a file that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where: a line or an identifier.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// What a file says.
#[derive(Default)]
struct Contents {
    assets: Vec<Name>,
    seen: Vec<Observation>,
    troubles: Vec<Trouble>,
}

/// Takes a file in. The file itself is sealed first, and every sighting rests on it. Taking it in again changes nothing.
///
/// # Errors
/// Not permitted, no word on where it is from, a file that is too long or is not what it is said to be, or storage
/// failures. Lines that cannot be used are listed, and the others taken.
pub async fn import(desk: &Desk, actor: &Actor, origin: &str, format: Format, bytes: &[u8]) -> Result<Imported, Error> {
    actor.needs(Permission::KeepMap)?;
    let origin = origin.trim();
    if origin.is_empty() || origin.chars().count() > 200 {
        return Err(invalid("origin", "say in 1 to 200 characters where the file is from"));
    }
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(invalid("file", format!("it is longer than {} MiB; split it", MAX_IMPORT_BYTES >> 20)));
    }
    let contents = read(format, bytes, desk.now())?;
    let evidence = desk.doors.blobs.put(bytes).await?;
    let mut imported = Imported { evidence: Some(evidence), ..Imported::default() };
    imported.further_troubles = contents.troubles.len().saturating_sub(MAX_TROUBLES) as u64;
    imported.troubles = contents.troubles.iter().take(MAX_TROUBLES).cloned().collect();
    imported.sightings = contents.seen.len() as u64;
    let below = below_domains(&contents.seen);
    let contents = Contents { seen: contents.seen.into_iter().chain(below).collect(), ..contents };
    let assets = contents.assets.chunks(BATCH).map(|assets| (assets, &[][..]));
    let seen = contents.seen.chunks(BATCH).map(|seen| (&[][..], seen));
    for (assets, seen) in assets.chain(seen) {
        let part = Part { origin, format, evidence, assets, seen };
        let learnt = alone(desk, || take(desk, actor, part).boxed()).await?;
        imported.learnt.assets += learnt.assets;
        imported.learnt.facts += learnt.facts;
        imported.learnt.refused += learnt.refused;
    }
    Ok(imported)
}

/// A part of a file that is taken in with one entry of the ledger.
#[derive(Clone, Copy)]
struct Part<'a> {
    origin: &'a str,
    format: Format,
    evidence: Sha256,
    assets: &'a [Name],
    seen: &'a [Observation],
}

async fn take(desk: &Desk, actor: &Actor, part: Part<'_>) -> Result<Learnt, Error> {
    let mut merge = Merge::new(desk);
    merge.load(part.assets).await?;
    part.assets.iter().for_each(|name| merge.appear(name));
    merge.take(part.seen, Some(part.evidence)).await?;
    let (draft, learnt) = merge.into_draft(Draft::new(desk))?;
    let act = Act::new(Verb::Map, "file_imported", actor.person.0, Who::Person(actor))
        .detail(json!({
            "origin": part.origin,
            "format": part.format.name(),
            "sightings": part.seen.len(),
            "new_assets": learnt.assets,
            "new_facts": learnt.facts,
        }))
        .sealing([part.evidence]);
    draft.commit(&act).await?;
    Ok(learnt)
}

fn read(format: Format, bytes: &[u8], now: Timestamp) -> Result<Contents, Error> {
    let limits = Limits::default();
    Ok(match format {
        Format::PassiveDns => lines(passive_dns::read(bytes, limits)),
        Format::CertificateLog => lines(certificate_log::read(bytes, limits)),
        Format::Table => lines(graph_csv::read(bytes, limits)),
        Format::Addresses => addresses(bytes, limits, now),
        Format::Stix => {
            let import = stix::read(bytes, now).map_err(|error| invalid("file", error.to_string()))?;
            let troubles = import.problems.into_iter();
            let troubles = troubles.map(|problem| Trouble { place: problem.id, what: problem.what.to_string() });
            Contents { assets: import.assets, seen: import.observations, troubles: troubles.collect() }
        }
    })
}

fn trouble(problem: Problem) -> Trouble {
    Trouble { place: format!("line {}", problem.line), what: problem.what.to_string() }
}

fn lines(rows: impl Iterator<Item = Result<Row, Problem>>) -> Contents {
    let mut contents = Contents::default();
    for row in rows {
        match row {
            Ok(row) => contents.seen.push(row.observation),
            Err(problem) => contents.troubles.push(trouble(problem)),
        }
    }
    contents
}

/// In which domain each host lies that somebody saw: known without looking, and what lies below a domain is asked for
/// by it.
fn below_domains(seen: &[Observation]) -> Vec<Observation> {
    let mut below: BTreeMap<(&Name, Source), Interval> = BTreeMap::new();
    for sighting in seen {
        for end in [&sighting.subject, &sighting.object] {
            if end.kind() == AssetKind::Host {
                let known = below.entry((end, sighting.source)).or_insert(sighting.seen);
                *known = known.hull(sighting.seen);
            }
        }
    }
    let lies = |((host, source), seen): ((&Name, Source), Interval)| {
        let object = Name::of_host(host.value()).into_iter().nth(1)?;
        Some(Observation {
            subject: host.clone(),
            link: LinkKind::UnderDomain,
            object,
            seen,
            source,
            note: String::new(),
        })
    };
    below.into_iter().filter_map(lies).collect()
}

fn addresses(bytes: &[u8], limits: Limits, now: Timestamp) -> Contents {
    let (rows, problems) = urllist::read(bytes, limits);
    let mut contents = Contents { troubles: problems.into_iter().map(trouble).collect(), ..Contents::default() };
    for row in rows {
        let names = row.url.parse::<Url>().map(|url| Name::of_url(&url)).unwrap_or_default();
        if names.is_empty() {
            let what = "this address names nothing on the map".to_owned();
            contents.troubles.push(Trouble { place: format!("line {}", row.line), what });
        }
        contents.seen.extend(structure(&names, now, Source::File));
        contents.assets.extend(names);
    }
    contents
}
