//! Who may do and see what: decided here and nowhere else, denied unless granted.

use crate::error::{Error, Refusal};
use crate::ports::Query;
use domain::id::{AuthorityId, PersonId};
use domain::people::Role;

macro_rules! permissions {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $words:literal, [$($role:ident),* $(,)?];)+) => {
        /// What can be permitted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Permission { $($(#[$meta])* $variant),+ }

        impl Permission {
            /// All permissions.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name, as used for the scopes of API tokens.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it allows, in words.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),+ }
            }

            /// The roles that carry it.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Self::$variant => &[$(Role::$role),*]),+ }
            }
        }

        impl std::str::FromStr for Permission {
            type Err = Error;
            fn from_str(name: &str) -> Result<Self, Error> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(crate::error::invalid("scope", format!("there is no permission “{name}”"))),
                }
            }
        }
    };
}

permissions! {
    /// See the day's overview and counts.
    SeeOverview = "see_overview", "see the overview",
        [Analyst, Approver, HostStateOfficer, Investigator, Coordinator, Examiner, Liaison, Overseer, Administrator];
    /// Bring addresses and files.
    TakeIn = "take_in", "take in items", [Analyst, Investigator, Examiner];
    /// See items, captures and their likenesses.
    SeeItems = "see_items", "see items", [Analyst, Approver, Investigator, Liaison, Overseer];
    /// See captured media unveiled; counted each time.
    Reveal = "reveal", "reveal media", [Analyst, Approver, Overseer];
    /// Take items from the queue and record findings.
    Assess = "assess", "record findings", [Analyst];
    /// See referrals and orders.
    SeeNotices = "see_notices", "see referrals and orders", [Analyst, Approver, Investigator, Liaison, Overseer];
    /// Release referrals that others wrote.
    Release = "release", "release referrals", [Analyst, Approver];
    /// Approve, issue, restart and withdraw orders.
    Issue = "issue", "issue and withdraw orders", [Approver];
    /// Open a gate of an order against what it found, with a written reason.
    OpenGates = "open_gates", "open gates of orders with a written reason", [Analyst, Approver];
    /// Answer for other authorities: holds and deconfliction.
    Deconflict = "deconflict", "answer deconfliction and keep holds", [Liaison];
    /// See what is watched.
    SeeWatch = "see_watch", "see the watch", [Analyst, Approver, Investigator, Liaison, Overseer];
    /// Take note of contradictions and returns.
    NoteWatch = "note_watch", "take note of what the watch raised", [Analyst, Approver, Investigator];
    /// See the provider directory.
    SeeDirectory = "see_directory", "see the directory", [Analyst, Approver, Investigator, Liaison, Overseer, Administrator];
    /// Change the provider directory.
    KeepDirectory = "keep_directory", "change the directory", [Investigator, Administrator];
    /// See the banks.
    SeeBanks = "see_banks", "see banks", [Analyst, Approver, Investigator, Overseer, Administrator];
    /// Change the banks.
    KeepBanks = "keep_banks", "change banks", [Investigator, Administrator];
    /// See the map: assets, links, networks.
    SeeMap = "see_map", "see the map", [Analyst, Investigator, Coordinator, Overseer];
    /// Put assets on the map, expand it, judge networks.
    KeepMap = "keep_map", "change the map", [Investigator];
    /// See joint actions, as far as one's authority and their handling allow.
    SeeOperations = "see_operations", "see joint actions",
        [Approver, HostStateOfficer, Investigator, Coordinator, Examiner, Liaison, Overseer];
    /// Plan joint actions: targets, instruments, papers.
    PlanOperations = "plan_operations", "plan joint actions", [Investigator, Coordinator];
    /// Call go, hold and abort.
    CallOperations = "call_operations", "call go, hold and abort", [Approver, Coordinator];
    /// Report what happened on site, and what was seized.
    ReportFromSite = "report_from_site", "report from site", [Investigator, Coordinator, Examiner];
    /// See and check the ledger.
    SeeLedger = "see_ledger", "see the ledger", [Approver, Overseer, Administrator];
    /// Keep accounts.
    KeepPeople = "keep_people", "keep accounts", [Administrator];
    /// See who works here, with which roles.
    SeePeople = "see_people", "see accounts", [Overseer, Administrator];
    /// See reports.
    SeeReport = "see_report", "see reports",
        [Analyst, Approver, HostStateOfficer, Investigator, Coordinator, Liaison, Overseer, Administrator];
    /// See the copies of orders to providers established in one's own country (Art 4(1)).
    SeeHostCopies = "see_host_copies", "see copies of orders to providers at home", [HostStateOfficer];
    /// Scrutinise orders to providers established in one's own country (Art 4(3)-(7)).
    Scrutinise = "scrutinise", "scrutinise orders to providers at home", [HostStateOfficer];
}

impl Permission {
    /// Whether it is for people of the house alone: of the authority whose installation this is. The map is cut by no
    /// authority; what others may see of it are the targets that their part of a joint action points to.
    #[must_use]
    pub const fn is_of_the_house(self) -> bool {
        matches!(self, Self::SeeMap | Self::KeepMap)
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// The name shown to colleagues.
    pub name: String,
    /// Their roles.
    pub roles: Vec<Role>,
    /// Their authority.
    pub authority: AuthorityId,
    /// Whether that is the authority whose installation this is.
    pub of_the_house: bool,
    /// What an API token narrows them to; everything their roles carry when absent.
    pub scopes: Option<Vec<Permission>>,
}

impl Actor {
    /// Whether the actor has a permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| permission.roles().contains(role))
            && (self.of_the_house || !permission.is_of_the_house())
            && self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&permission))
    }

    /// Goes on only with a permission.
    ///
    /// # Errors
    /// [`Refusal::NotPermitted`] names what is missing, [`Refusal::NotOfTheHouse`] what only the house does.
    pub fn needs(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) {
            Ok(())
        } else if permission.is_of_the_house() && !self.of_the_house {
            Err(Error::Refused(Refusal::NotOfTheHouse { permission }))
        } else {
            Err(Error::Refused(Refusal::NotPermitted { permission }))
        }
    }

    /// Whether the actor may read the orders, referrals and holds of an authority: one's own, and for the house, which
    /// answers for everything that leaves from here, all of them.
    #[must_use]
    pub fn reads_of(&self, authority: AuthorityId) -> bool {
        self.of_the_house || self.authority == authority
    }

    /// A listing of orders, referrals or holds without those that the actor may not read.
    #[must_use]
    pub fn readable(&self, query: Query) -> Query {
        if self.of_the_house { query } else { query.with("authority", self.authority) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            person: PersonId(Uuid::from_u128(1)),
            name: "REHEARSAL".into(),
            roles: roles.to_vec(),
            authority: AuthorityId(Uuid::from_u128(2)),
            of_the_house: true,
            scopes: None,
        }
    }

    #[test]
    fn the_overseer_changes_nothing() {
        let overseer = actor(&[Role::Overseer]);
        let changing = [
            Permission::TakeIn,
            Permission::Assess,
            Permission::Release,
            Permission::Issue,
            Permission::OpenGates,
            Permission::Deconflict,
            Permission::Scrutinise,
            Permission::NoteWatch,
            Permission::KeepDirectory,
            Permission::KeepBanks,
            Permission::KeepMap,
            Permission::PlanOperations,
            Permission::CallOperations,
            Permission::ReportFromSite,
            Permission::KeepPeople,
        ];
        assert!(changing.iter().all(|permission| !overseer.may(*permission)));
    }

    #[test]
    fn the_administrator_decides_nothing() {
        let administrator = actor(&[Role::Administrator]);
        for permission in
            [Permission::Assess, Permission::Release, Permission::Issue, Permission::Deconflict, Permission::SeeItems]
        {
            assert!(!administrator.may(permission), "{permission:?}");
        }
    }

    #[test]
    fn the_map_is_for_the_house() {
        for role in [Role::Investigator, Role::Coordinator, Role::Analyst, Role::Overseer] {
            let ours = actor(&[role]);
            let theirs = Actor { of_the_house: false, ..ours.clone() };
            assert!(
                ours.may(Permission::SeeMap) && !theirs.may(Permission::SeeMap) && !theirs.may(Permission::KeepMap)
            );
            let refused = theirs.needs(Permission::SeeMap).unwrap_err();
            assert!(matches!(refused, Error::Refused(Refusal::NotOfTheHouse { .. })), "{refused}");
            assert_eq!(ours.may(Permission::SeeOperations), theirs.may(Permission::SeeOperations));
        }
    }

    #[test]
    fn a_token_only_narrows() {
        let mut analyst = actor(&[Role::Analyst]);
        analyst.scopes = Some(vec![Permission::Issue, Permission::TakeIn]);
        assert!(analyst.may(Permission::TakeIn));
        assert!(!analyst.may(Permission::Issue));
        assert!(!analyst.may(Permission::Assess));
    }
}
