//! `vigie person`: accounts.

use super::At;
use anyhow::Context as _;
use casework::people::{self, Account};
use casework::records::Authority;
use clap::Subcommand;
use domain::people::Role;
use std::process::ExitCode;

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum Person {
    /// Make an account and print its one-time sign-in link
    Add {
        #[command(flatten)]
        at: At,
        /// The login
        login: String,
        /// The name shown to colleagues
        #[arg(long)]
        name: String,
        /// A role; may be given several times
        #[arg(long = "role", required = true, value_name = "ROLE")]
        roles: Vec<Role>,
        /// The person's authority, by its name in the directory; the installation's own if left out
        #[arg(long, value_name = "NAME")]
        authority: Option<String>,
    },
    /// Print a new one-time sign-in link
    Link {
        #[command(flatten)]
        at: At,
        /// The login
        login: String,
    },
}

impl Person {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (at, login, new) = match self {
            Self::Add { at, login, name, roles, authority } => (at, login, Some((name, roles, authority))),
            Self::Link { at, login } => (at, login, None),
        };
        let (desk, actor) = at.open_for_accounts().await?;
        let person = match new {
            Some((name, roles, authority)) => {
                let authority = match authority {
                    Some(named) => {
                        let known = desk.find_unique::<Authority>(&named).await?;
                        known.with_context(|| format!("there is no authority “{named}” in the directory"))?.id
                    }
                    None => actor.authority,
                };
                people::create(&desk, Some(&actor), Account { login, name, authority, roles }).await?
            }
            None => {
                people::by_login(&desk, &login)
                    .await
                    .with_context(|| format!("there is no active account “{login}”"))?
                    .person
            }
        };
        let secret = people::one_time_link(&desk, Some(&actor), person).await?;
        println!("{}login/once/{secret}", desk.settings.base_url);
        Ok(ExitCode::SUCCESS)
    }
}
