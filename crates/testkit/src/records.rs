//! Records to start from. Each has an identifier made from its number, and is changed by the test where it matters.

use casework::records::{
    Assessment, Authority, AuthorityTerms, Informed, Item, LanguageGuess, Order, Person, Provider, ProviderDetails,
};
use domain::assess::{Category, Confidence, Outcome, Purpose};
use domain::detect::{ItemState, Likeness};
use domain::id::{AuthorityId, ItemId, OrderId, PersonId, ProviderId};
use domain::order::{Contest, OrderState, Reinstatement, Scrutiny};
use domain::people::{Competence, Role};
use jiff::Timestamp;
use url::Url;
use uuid::Uuid;

/// The moment at which the invented records begin: 9 o'clock UTC on 17 November 2026.
#[must_use]
pub const fn start() -> Timestamp {
    Timestamp::constant(1_794_906_000, 0)
}

fn id(number: u32) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

/// An item in the review queue, near to known material.
///
/// # Panics
/// Never: the address is well formed.
#[must_use]
pub fn item(number: u32) -> Item {
    let url: Url = format!("https://b.lowtide.test/rehearsal/bulletin-{number}").parse().expect("an address");
    Item {
        id: ItemId(id(number)),
        given: url.to_string(),
        url,
        taken_in: start(),
        source: "REHEARSAL".to_owned(),
        state: ItemState::InReview,
        likeness: Likeness::Near,
        priority: 2,
        title: Some(format!("REHEARSAL: harbour bulletin {number}")),
        language: Some(LanguageGuess { code: "en".to_owned(), confidence: 0.99 }),
        capture: None,
        matches: Vec::new(),
        context: Vec::new(),
        not_examined: Vec::new(),
        provider: None,
        forerunner: None,
        assessments: Vec::new(),
        reveals: 0,
    }
}

/// An order about an item, drafted and not yet issued, resting on a finding by person 1.
#[must_use]
pub fn order(number: u32, about: &Item) -> Order {
    let author = PersonId(id(1));
    let finding = Assessment {
        officer: author,
        at: start(),
        purpose: Purpose::NoneProtected,
        reason: "REHEARSAL: the bulletin repeats the known text word for word, without comment.".to_owned(),
        categories: vec![Category::Incites],
        confidence: Confidence::High,
        outcome: Outcome::ProposeOrder,
    };
    Order {
        id: OrderId(id(number)),
        reference: format!("REHEARSAL-2026-{number:05}"),
        item: about.id,
        url: about.url.clone(),
        provider: about.provider,
        authority: AuthorityId(id(1)),
        author,
        host_authority: None,
        approver: None,
        issuer: None,
        state: OrderState::Draft,
        scrutiny: Scrutiny::None,
        contest: Contest::None,
        reinstatement: Reinstatement::None,
        language: "en".to_owned(),
        finding,
        capture: about.capture,
        capture_digest: None,
        deconfliction: None,
        opened: Vec::new(),
        emergency: None,
        drafted: start(),
        approved: None,
        issued: None,
        form: None,
        delivered: None,
        paper: None,
        failed_deliveries: Vec::new(),
        copied: None,
        failed_copies: Vec::new(),
        received: None,
        counts_from: None,
        answers: Vec::new(),
        reply: None,
        replied: None,
        corrections: Vec::new(),
        proceedings: Vec::new(),
        non_disclosure: None,
        preservation: None,
        content_provider_told: None,
        final_since: None,
        notices: Vec::new(),
        unsent: Vec::new(),
        withdrawn: None,
        portal_nonce: format!("REHEARSAL-{number}"),
    }
}

/// A hosting service with a contact point, informed long ago.
///
/// # Panics
/// Never: the country is well formed.
#[must_use]
pub fn provider(number: u32) -> Provider {
    Provider {
        id: ProviderId(id(number)),
        name: format!("REHEARSAL Tidewater Hosting {number}"),
        country: "NL".parse().expect("a country"),
        contact: format!("orders@provider-{number}.example"),
        languages: vec!["en".to_owned(), "nl".to_owned()],
        time_zone: "Europe/Amsterdam".to_owned(),
        domains: vec![format!("provider-{number}.example")],
        details: ProviderDetails::default(),
        information_came_back: Vec::new(),
        informed: vec![Informed { authority: AuthorityId(id(1)), at: start(), how: "REHEARSAL: by letter".to_owned() }],
        contact_confirmed: Some(start()),
        portal_nonce: format!("REHEARSAL-provider-{number}"),
    }
}

/// Our own authority, which issues orders.
///
/// # Panics
/// Never: the country is well formed.
#[must_use]
pub fn authority(number: u32) -> Authority {
    Authority {
        id: AuthorityId(id(number)),
        name: format!("REHEARSAL Referral Unit {number}"),
        country: "BE".parse().expect("a country"),
        competences: vec![Competence::IssuesOrders],
        contact: format!("unit-{number}@authority.example"),
        address: "1 Lighthouse Quay, Northhaven (REHEARSAL)".to_owned(),
        telephone: "+32 2 555 01 00".to_owned(),
        redress: "REHEARSAL: the Harbour Court, within 30 days".to_owned(),
        terms: AuthorityTerms::default(),
        ours: true,
    }
}

/// An active person of authority 1 with one role and no password.
#[must_use]
pub fn person(number: u32, role: Role) -> Person {
    Person {
        id: PersonId(id(number)),
        login: format!("{role}-{number}"),
        name: format!("REHEARSAL {role} {number}"),
        authority: AuthorityId(id(1)),
        roles: vec![role],
        password: None,
        totp: None,
        active: true,
        created: start(),
    }
}
