//! Who takes part: invented authorities, and officers named after shore birds.

use casework::policy::Permission as P;
use domain::people::{Competence, Role};

/// For whom somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum House {
    /// The unit whose installation this is.
    Ours,
    /// The issuing authority of another state, which works with us.
    Littoral,
    /// The authority that scrutinises orders to providers in the Netherlands.
    Netherlands,
}

/// An officer of the rehearsal.
pub struct Part {
    /// The login.
    pub login: &'static str,
    /// The name shown.
    pub name: &'static str,
    /// For whom they work.
    pub house: House,
    /// The roles.
    pub roles: &'static [Role],
    /// What their program may do for them.
    pub scopes: &'static [P],
}

const fn part(
    login: &'static str,
    name: &'static str,
    house: House,
    roles: &'static [Role],
    scopes: &'static [P],
) -> Part {
    Part { login, name, house, roles, scopes }
}

/// The officers.
#[rustfmt::skip]
pub const PARTS: [Part; 10] = [
    part("avocet", "Lise Avocet", House::Ours, &[Role::Analyst], &[P::TakeIn, P::SeeItems, P::Assess, P::SeeNotices]),
    part("plover", "Jon Plover", House::Ours, &[Role::Analyst], &[P::SeeNotices, P::Release]),
    part("dunlin", "Mara Dunlin", House::Ours, &[Role::Approver], &[P::SeeNotices, P::SeeItems, P::Issue, P::SeeWatch, P::NoteWatch]),
    part("curlew", "Piet Curlew", House::Ours, &[Role::Liaison], &[P::SeeNotices, P::SeeDirectory, P::Deconflict]),
    part("godwit", "Eva Godwit", House::Ours, &[Role::Investigator], &[P::SeeDirectory, P::KeepDirectory]),
    part("kestrel", "Ida Kestrel", House::Ours, &[Role::Overseer], &[P::SeeItems]),
    part("sanderling", "Tom Sanderling", House::Ours, &[Role::Administrator], &[P::SeeDirectory]),
    part("ruff", "Denis Ruff", House::Littoral, &[Role::Analyst], &[P::SeeItems, P::Assess, P::SeeNotices]),
    part("whimbrel", "Anne Whimbrel", House::Littoral, &[Role::Approver], &[P::SeeNotices, P::SeeItems, P::Issue]),
    part("redshank", "Wim Redshank", House::Netherlands, &[Role::HostStateOfficer], &[P::SeeHostCopies, P::Scrutinise]),
];

/// The authorities beside our own: name, state, tasks.
pub const AUTHORITIES: [(&str, &str, &[Competence]); 10] = [
    (LITTORAL, "FR", &[Competence::IssuesOrders]),
    (THIRD, "ES", &[Competence::ImposesPenalties]),
    ("Scrutiny Desk, Belgium (rehearsal)", "BE", &[Competence::ScrutinisesOrders]),
    (NETHERLANDS, "NL", &[Competence::ScrutinisesOrders]),
    ("Scrutiny Desk, France (rehearsal)", "FR", &[Competence::ScrutinisesOrders]),
    ("Scrutiny Desk, Germany (rehearsal)", "DE", &[Competence::ScrutinisesOrders]),
    ("Scrutiny Desk, Finland (rehearsal)", "FI", &[Competence::ScrutinisesOrders]),
    ("Scrutiny Desk, Romania (rehearsal)", "RO", &[Competence::ScrutinisesOrders]),
    ("Scrutiny Desk, Spain (rehearsal)", "ES", &[Competence::ScrutinisesOrders]),
    ("Scrutiny Desk, Ireland (rehearsal)", "IE", &[Competence::ScrutinisesOrders]),
];

/// The second issuing authority.
pub const LITTORAL: &str = "Office du littoral (rehearsal)";
/// The authority that asks to hold.
pub const THIRD: &str = "Coastal Inquiry Service (rehearsal)";
/// The authority whose officer reads the copies.
pub const NETHERLANDS: &str = "Scrutiny Desk, Netherlands (rehearsal)";

/// The provider whose pages the two issuing authorities agreed to leave to the second one, which has not
/// informed it yet: its first orders wait twelve hours.
pub const LEFT_TO_LITTORAL: &str = "lowtide.test";
/// The domain on which the third authority has an inquiry.
pub const UNDER_INQUIRY: &str = "fairway.test";
/// The provider that is known only when the campaign has begun: nobody could inform it before.
pub const NEWCOMER: &str = "Spindrift Servere";
/// The court before which an order is challenged.
pub const COURT: &str = "Council of State (rehearsal)";
