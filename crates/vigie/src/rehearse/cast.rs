//! Who takes part: invented authorities, and officers named after shore birds.

use casework::policy::Permission as P;
use domain::people::Role;

/// An officer of the rehearsal.
pub struct Part {
    /// The login.
    pub login: &'static str,
    /// The name shown.
    pub name: &'static str,
    /// The roles.
    pub roles: &'static [Role],
    /// What their program may do for them.
    pub scopes: &'static [P],
}

/// The officers.
pub const PARTS: [Part; 7] = [
    Part {
        login: "avocet",
        name: "Lise Avocet",
        roles: &[Role::Analyst],
        scopes: &[P::TakeIn, P::SeeItems, P::Assess],
    },
    Part { login: "plover", name: "Jon Plover", roles: &[Role::Analyst], scopes: &[P::SeeNotices, P::Release] },
    Part {
        login: "dunlin",
        name: "Mara Dunlin",
        roles: &[Role::Approver],
        scopes: &[P::SeeNotices, P::Issue, P::SeeWatch, P::NoteWatch],
    },
    Part { login: "curlew", name: "Piet Curlew", roles: &[Role::Liaison], scopes: &[P::SeeNotices, P::Deconflict] },
    Part {
        login: "godwit",
        name: "Eva Godwit",
        roles: &[Role::Investigator],
        scopes: &[P::SeeDirectory, P::KeepDirectory],
    },
    Part { login: "kestrel", name: "Ida Kestrel", roles: &[Role::Overseer], scopes: &[P::SeeItems] },
    Part { login: "sanderling", name: "Tom Sanderling", roles: &[Role::Administrator], scopes: &[P::SeeDirectory] },
];

/// The states in which the invented firms sit and which have an authority for scrutiny.
pub const HOST_STATES: [(&str, &str); 6] = [
    ("NL", "Scrutiny Desk, Netherlands (rehearsal)"),
    ("FR", "Scrutiny Desk, France (rehearsal)"),
    ("DE", "Scrutiny Desk, Germany (rehearsal)"),
    ("FI", "Scrutiny Desk, Finland (rehearsal)"),
    ("RO", "Scrutiny Desk, Romania (rehearsal)"),
    ("ES", "Scrutiny Desk, Spain (rehearsal)"),
];
