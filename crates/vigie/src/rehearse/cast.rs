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
    /// The authority of a state that acts on site; in our own state it is we.
    State(&'static str),
}

impl House {
    /// Its name in the directory; empty for our own.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "",
            Self::Littoral => LITTORAL,
            Self::Netherlands => NETHERLANDS,
            Self::State(country) => STATES.iter().find(|state| state.country == country).map_or("", |state| state.name),
        }
    }
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

/// The officers of the campaign.
#[rustfmt::skip]
const PARTS: [Part; 12] = [
    part("avocet", "Lise Avocet", House::Ours, &[Role::Analyst], &[P::TakeIn, P::SeeItems, P::Assess, P::SeeNotices]),
    part("plover", "Jon Plover", House::Ours, &[Role::Analyst], &[P::SeeNotices, P::Release]),
    part("dunlin", "Mara Dunlin", House::Ours, &[Role::Approver], &[P::SeeNotices, P::SeeItems, P::Issue, P::SeeWatch, P::NoteWatch, P::SeeOperations, P::CallOperations]),
    part("curlew", "Piet Curlew", House::Ours, &[Role::Liaison], &[P::SeeNotices, P::SeeDirectory, P::Deconflict, P::SeeOperations]),
    part("godwit", "Eva Godwit", House::Ours, &[Role::Investigator], &[P::SeeDirectory, P::KeepDirectory, P::SeeMap, P::KeepMap]),
    part("heron", "Nora Heron", House::Ours, &[Role::Coordinator], LEADING),
    part("egret", "Hugo Egret", House::Ours, &[Role::Coordinator], LEADING),
    part("kestrel", "Ida Kestrel", House::Ours, &[Role::Overseer], &[P::SeeItems]),
    part("sanderling", "Tom Sanderling", House::Ours, &[Role::Administrator], &[P::SeeDirectory]),
    part("ruff", "Denis Ruff", House::Littoral, &[Role::Analyst], &[P::SeeItems, P::Assess, P::SeeNotices]),
    part("whimbrel", "Anne Whimbrel", House::Littoral, &[Role::Approver], &[P::SeeNotices, P::SeeItems, P::Issue]),
    part("redshank", "Wim Redshank", House::Netherlands, &[Role::HostStateOfficer], &[P::SeeHostCopies, P::Scrutinise, P::SeeOperations]),
];

/// What a coordinator's program may do.
const LEADING: &[P] = &[P::SeeOperations, P::PlanOperations, P::CallOperations, P::ReportFromSite, P::SeeMap];
/// That of whoever speaks for a state. The map is for the house.
const SPEAKING: &[P] = &[P::SeeOperations, P::PlanOperations, P::CallOperations, P::ReportFromSite];
const ON_SITE: &[P] = &[P::SeeOperations, P::ReportFromSite];

/// A state that takes part in the operation against Meridian, and its people.
pub struct State {
    /// The country.
    pub country: &'static str,
    /// Its authority; empty where it is we.
    name: &'static str,
    /// Login and name of who speaks for it.
    pub speaks: (&'static str, &'static str),
    /// Login and name of who leads its people on site.
    pub on_site: (&'static str, &'static str),
}

const fn state(
    country: &'static str,
    name: &'static str,
    speaks: (&'static str, &'static str),
    on_site: (&'static str, &'static str),
) -> State {
    State { country, name, speaks, on_site }
}

/// The states that take part: those in which machines are rented out.
pub const STATES: [State; 10] = [
    state(HOME, "", ("bittern", "Karel Bittern"), ("teal", "Saskia Teal")),
    state("BG", "Coast Police, Bulgaria (rehearsal)", ("sandpiper", "Iva Sandpiper"), ("wigeon", "Petar Wigeon")),
    state("CA", "Harbour Constabulary, Canada (rehearsal)", ("turnstone", "Joan Turnstone"), ("loon", "Marc Loon")),
    state("DE", "Tidal Crime Office, Germany (rehearsal)", ("lapwing", "Jens Lapwing"), ("smew", "Anke Smew")),
    state("FI", "Skerry Police, Finland (rehearsal)", ("knot", "Aino Knot"), ("eider", "Timo Eider")),
    state("FR", "Sûreté du rivage, France (rehearsal)", ("gadwall", "Luc Gadwall"), ("garganey", "Alix Garganey")),
    state(
        "GB",
        "Estuary Crime Agency, United Kingdom (rehearsal)",
        ("dotterel", "Amy Dotterel"),
        ("gannet", "Rhys Gannet"),
    ),
    state(
        "NL",
        "Kustrecherche, Netherlands (rehearsal)",
        ("oystercatcher", "Roos Oystercatcher"),
        ("spoonbill", "Bas Spoonbill"),
    ),
    state("RO", "Delta Police, Romania (rehearsal)", ("stint", "Radu Stint"), ("pelican", "Dana Pelican")),
    state(
        "US",
        "Shoreline Bureau, United States (rehearsal)",
        ("willet", "June Willet"),
        ("killdeer", "Cole Killdeer"),
    ),
];

/// Our own state.
pub const HOME: &str = "BE";

/// Everybody who takes part.
pub fn parts() -> Vec<Part> {
    let house = |country| if country == HOME { House::Ours } else { House::State(country) };
    let of_states = STATES.iter().flat_map(|state| {
        let (speaks, on_site) = (state.speaks, state.on_site);
        [
            part(speaks.0, speaks.1, house(state.country), &[Role::Coordinator], SPEAKING),
            part(on_site.0, on_site.1, house(state.country), &[Role::Examiner], ON_SITE),
        ]
    });
    PARTS.into_iter().chain(of_states).collect()
}

/// The authorities beside our own: name, state, tasks.
pub fn authorities() -> impl Iterator<Item = (&'static str, &'static str, &'static [Competence])> {
    let of_states = STATES.iter().filter(|state| !state.name.is_empty());
    AUTHORITIES.into_iter().chain(of_states.map(|state| (state.name, state.country, &[][..])))
}

/// Those with a task under the Regulation: name, state, tasks.
const AUTHORITIES: [(&str, &str, &[Competence]); 10] = [
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
const NETHERLANDS: &str = "Scrutiny Desk, Netherlands (rehearsal)";

/// The provider whose pages the two issuing authorities agreed to leave to the second one, which has not
/// informed it yet: its first orders wait twelve hours.
pub const LEFT_TO_LITTORAL: &str = "lowtide.test";
/// The domain on which the third authority has an inquiry.
pub const UNDER_INQUIRY: &str = "fairway.test";
/// The provider that is known only when the campaign has begun: nobody could inform it before.
pub const NEWCOMER: &str = "Spindrift Servere";
/// The court before which an order is challenged.
pub const COURT: &str = "Council of State (rehearsal)";
