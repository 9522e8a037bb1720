//! `vigie init`: makes an installation.

use crate::config::{self, Config, Hands};
use crate::installation::{self, Keys, World};
use anyhow::{Context as _, bail};
use casework::directory::{self, AuthorityEntry};
use casework::people::{self, Account};
use casework::records::AuthorityTerms;
use casework::{Desk, Entropy};
use clap::Args;
use domain::id::AuthorityId;
use domain::people::{Competence, Country, Role};
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use url::Url;

/// What a new installation needs to know.
#[derive(Args)]
pub struct Init {
    /// The folder of the installation; it is made
    #[arg(long, env = "VIGIE_DATA", default_value = "vigie-data", value_name = "FOLDER")]
    data: PathBuf,
    /// The authority whose installation this is
    #[arg(long, value_name = "NAME")]
    authority: String,
    /// Its country, two capital letters
    #[arg(long, value_name = "CC")]
    country: Country,
    /// Its contact point, an e-mail address
    #[arg(long, value_name = "MAIL")]
    contact: String,
    /// Its postal address, as printed on orders
    #[arg(long, default_value = "", value_name = "TEXT")]
    address: String,
    /// Its telephone, as printed on orders
    #[arg(long, default_value = "", value_name = "TEXT")]
    telephone: String,
    /// Body for redress | time limit | provisions, as printed on orders
    #[arg(long, default_value = "", value_name = "TEXT")]
    redress: String,
    /// Login of the first account, the administrator: gives out roles and decides nothing
    #[arg(long, default_value = "admin", value_name = "LOGIN")]
    admin: String,
    /// Login of the second account, an investigator: takes in, and keeps the directory and the banks
    #[arg(long, default_value = "desk", value_name = "LOGIN")]
    operator: String,
    /// Where officers and providers reach the server
    #[arg(long, default_value = "http://127.0.0.1:8080", value_name = "URL")]
    base_url: Url,
    /// The address the server listens on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The time zone of the unit
    #[arg(long, default_value = "Europe/Brussels", value_name = "ZONE")]
    time_zone: String,
}

impl Init {
    /// Makes the folder, the keys, the settings, the authority and the first account.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let settings = self.data.join("vigie.toml");
        if settings.exists() {
            bail!("{} exists already; nothing was changed", settings.display());
        }
        jiff::tz::TimeZone::get(&self.time_zone)
            .with_context(|| format!("there is no time zone “{}”", self.time_zone))?;
        // Before anything is written: a refusal must leave nothing behind that stops the next try.
        directory::check(&self.authority, &self.contact)?;
        let (administrator, operator) = (self.admin.to_lowercase(), self.operator.to_lowercase());
        if administrator == operator {
            bail!("--admin and --operator name two people: whoever gives out roles takes part in no decision");
        }
        Keys::make(&self.data, &Entropy::from_system())?;
        let origin = self.base_url.host_str().unwrap_or("vigie").to_owned();
        let text = config::new_file(
            &format!("{origin}/vigie"),
            &self.base_url,
            self.listen,
            &self.time_zone,
            Hands { operator: &operator, administrator: &administrator },
        );
        fs::write(&settings, text).with_context(|| format!("{} cannot be written", settings.display()))?;
        let desk = installation::open(&self.data, &Config::read(&self.data)?, World::real()).await?;
        let authority = AuthorityEntry {
            name: self.authority,
            country: self.country,
            competences: vec![Competence::IssuesOrders],
            contact: self.contact,
            address: self.address,
            telephone: self.telephone,
            redress: self.redress,
            terms: AuthorityTerms { time_zone: self.time_zone, ..AuthorityTerms::default() },
            ours: true,
        };
        let authority = directory::put_authority(&desk, None, authority).await?;
        let admin = first_link(&desk, authority, self.admin, Role::Administrator).await?;
        let desk_link = first_link(&desk, authority, self.operator, Role::Investigator).await?;
        println!("Installation made in {}.", self.data.display());
        println!("Start it:        vigie serve --data {}", self.data.display());
        println!("Sign in once at: {}login/once/{admin} ({administrator}, who keeps the accounts)", self.base_url);
        println!(
            "                 {}login/once/{desk_link} ({operator}, who takes in and keeps the banks)",
            self.base_url
        );
        println!("Published key:   {}", casework::journal::public_key(&desk));
        Ok(ExitCode::SUCCESS)
    }
}

/// Makes an account and the secret of the link with which its person signs in first.
async fn first_link(desk: &Desk, authority: AuthorityId, login: String, role: Role) -> anyhow::Result<String> {
    let account = Account { name: login.clone(), login, authority, roles: vec![role] };
    let person = people::create(desk, None, account).await?;
    Ok(people::one_time_link(desk, None, person).await?)
}
