//! `vigie map`: seeds, assets, holders and imports, for scripts and for a quick look.

use super::At;
use crate::api::map as api;
use anyhow::Context as _;
use casework::map::{self, Format};
use casework::records::Limits;
use clap::Subcommand;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// What can be done with the map.
#[derive(Subcommand)]
pub enum Map {
    /// Put an address, a host, or a kind and a value on the map
    Seed {
        #[command(flatten)]
        at: At,
        /// What it is: <https://harbour.example/>, harbour.example, or "address 192.0.2.7"
        given: String,
        /// Why it belongs on the map
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// Look around from it; the server's worker does it
        #[arg(long)]
        expand: bool,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Show an asset with everything that is known of it
    Show {
        #[command(flatten)]
        at: At,
        /// Kind and value, such as "host harbour.example"
        name: String,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Take in what others saw
    Import {
        #[command(flatten)]
        at: At,
        /// passive_dns, certificate_log, table, addresses or stix
        #[arg(long, value_name = "FORMAT")]
        format: String,
        /// From whom it is
        #[arg(long, default_value = "command line", value_name = "TEXT")]
        origin: String,
        /// The file
        file: PathBuf,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// List who else holds a value
    Holders {
        #[command(flatten)]
        at: At,
        /// The kind of link, such as holds_key
        link: String,
        /// Kind and value, such as "tracker ga:UA-1"
        object: String,
        /// How many to list
        #[arg(long, default_value_t = 100)]
        limit: u32,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

impl Map {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Seed { at, given, why, expand, json } => {
                let (desk, actor) = at.open_for_person().await?;
                let ids = map::add_seed(&desk, &actor, &given, &why).await?;
                let expansion = match expand {
                    true => Some(map::begin_expansion(&desk, &actor, &ids, Limits::default()).await?.to_string()),
                    false => None,
                };
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                if json {
                    println!("{:#}", json!({ "assets": ids, "expansion": expansion }));
                } else {
                    ids.iter().for_each(|id| println!("{id}"));
                }
            }
            Self::Show { at, name, json } => {
                let (desk, actor) = at.open_for_person().await?;
                show(&api::view(&desk, &actor, &name).await?, json);
            }
            Self::Import { at, format, origin, file, json } => {
                let format: Format = format.parse()?;
                let bytes = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
                let (desk, actor) = at.open_for_person().await?;
                let imported = map::import(&desk, &actor, &origin, format, &bytes).await?;
                tell(&api::imported(&imported), json);
            }
            Self::Holders { at, link, object, limit, json } => {
                let (desk, actor) = at.open_for_person().await?;
                list(&api::holders_view(&desk, &actor, &link, &object, limit).await?, json);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn show(asset: &Value, as_json: bool) {
    if as_json {
        return println!("{asset:#}");
    }
    println!("{}", text(asset, "name"));
    for fact in asset["facts"].as_array().into_iter().flatten() {
        println!("{:<16} {}", text(fact, "link"), text(fact, "object"));
        for seen in fact["sightings"].as_array().into_iter().flatten() {
            println!("    {}: {} to {}", text(seen, "source"), text(&seen["seen"], 0), text(&seen["seen"], 1));
        }
    }
}

fn tell(imported: &Value, as_json: bool) {
    if as_json {
        return println!("{imported:#}");
    }
    println!(
        "{} sightings read: {} new assets, {} new links",
        imported["sightings"], imported["new_assets"], imported["new_facts"]
    );
    for trouble in imported["troubles"].as_array().into_iter().flatten() {
        println!("  {}: {}", text(trouble, "place"), text(trouble, "what"));
    }
}

fn list(holders: &Value, as_json: bool) {
    if as_json {
        return println!("{holders:#}");
    }
    println!("{} hold it", holders["count"]);
    for asset in holders["assets"].as_array().into_iter().flatten() {
        println!("{}  {}", text(asset, "id"), text(asset, "name"));
    }
}

fn text(value: &Value, at: impl serde_json::value::Index) -> &str {
    value.get(at).and_then(Value::as_str).unwrap_or("-")
}
