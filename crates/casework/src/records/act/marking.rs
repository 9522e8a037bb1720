//! How a record is handled, as stored.

use domain::act::handling::{Given, HandlingCode, Tlp};
use domain::act::{Marking as Rule, Viewer};
use domain::id::{AuthorityId, PersonId};
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use std::collections::BTreeSet;

/// Handling codes, label, and to whom something was given.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marking {
    /// The codes.
    #[serde_as(as = "BTreeSet<DisplayFromStr>")]
    pub codes: BTreeSet<HandlingCode>,
    /// The label.
    #[serde_as(as = "DisplayFromStr")]
    pub tlp: Tlp,
    /// The authorities it was given to; absent for everybody who takes part.
    #[serde_as(as = "Option<BTreeSet<DisplayFromStr>>")]
    pub authorities: Option<BTreeSet<AuthorityId>>,
    /// The people it was given to; absent for everybody of those authorities.
    #[serde_as(as = "Option<BTreeSet<DisplayFromStr>>")]
    pub people: Option<BTreeSet<PersonId>>,
    /// The authorities of third states it was released to.
    #[serde_as(as = "BTreeSet<DisplayFromStr>")]
    pub released: BTreeSet<AuthorityId>,
    /// What H3 asks, in words.
    pub words: String,
}

impl Marking {
    /// What the rules read.
    #[must_use]
    pub fn rule(&self) -> Rule {
        Rule {
            codes: self.codes.clone(),
            tlp: self.tlp,
            authorities: self.authorities.clone().map_or(Given::All, Given::Only),
            people: self.people.clone().map_or(Given::All, Given::Only),
            released: self.released.clone(),
        }
    }

    /// Whether somebody may see what carries it.
    #[must_use]
    pub fn may_see(&self, viewer: &Viewer) -> bool {
        self.rule().may_see(viewer)
    }

    /// The keys by which a query finds what was given to an authority. The rule decides; the keys only spare
    /// reading what nobody of the authority may see.
    pub(super) fn keys(&self) -> Vec<(String, String)> {
        let given = |to: String| ("given_to".to_owned(), to);
        match &self.authorities {
            None => vec![given("all".to_owned())],
            Some(those) => those.iter().map(|authority| given(authority.to_string())).collect(),
        }
    }
}
