//! People and their keys.

use super::{Kind, Record};
use domain::id::{AuthorityId, PersonId};
use domain::people::Role;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// A person who works with Vigie.
#[serde_as]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: PersonId,
    /// The name they sign in with, unique.
    pub login: String,
    /// The name shown to colleagues. Never in the ledger.
    pub name: String,
    /// Their authority.
    #[serde_as(as = "DisplayFromStr")]
    pub authority: AuthorityId,
    /// What they may do.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub roles: Vec<Role>,
    /// argon2id, in PHC form; absent until a password is set.
    pub password: Option<String>,
    /// The TOTP secret in base32, once a second factor is set up.
    pub totp: Option<String>,
    /// Whether the account may sign in.
    pub active: bool,
    /// When it was made.
    pub created: Timestamp,
}

impl std::fmt::Debug for Person {
    /// Never prints secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person")
            .field("id", &self.id)
            .field("roles", &self.roles)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

impl Record for Person {
    const KIND: Kind = Kind::Person;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        if self.active { "active" } else { "inactive" }.to_owned()
    }
    fn sort(&self) -> String {
        self.name.to_lowercase()
    }
    fn unique(&self) -> Option<String> {
        Some(self.login.clone())
    }
}

/// A key with which a program acts for a person, with no more rights than its scopes.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    /// Its identifier.
    pub id: Uuid,
    /// For whom it acts.
    #[serde_as(as = "DisplayFromStr")]
    pub person: PersonId,
    /// What it is for.
    pub label: String,
    /// SHA-256 of the secret; the secret itself is shown once.
    pub secret_sha256: String,
    /// The permissions it carries, by name.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// Whether it was revoked.
    pub revoked: bool,
}

impl Record for ApiToken {
    const KIND: Kind = Kind::ApiToken;
    fn uuid(&self) -> Uuid {
        self.id
    }
    fn state_name(&self) -> String {
        if self.revoked { "revoked" } else { "valid" }.to_owned()
    }
    fn sort(&self) -> String {
        super::sortable(self.created)
    }
    fn unique(&self) -> Option<String> {
        Some(self.secret_sha256.clone())
    }
    fn keys(&self) -> Vec<(String, String)> {
        vec![("person".to_owned(), self.person.to_string())]
    }
}
