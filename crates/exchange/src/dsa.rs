//! Statements of reasons under the Digital Services Act, in the words of the Commission's public database.
//!
//! A provider that restricts content *by its own decision*, after a notice or of its own accord, owes the user a
//! statement of reasons (Art 17) and, if it is an online platform, hands it to the database without personal data
//! (Art 24(5)). An order of an authority under Art 9 needs none (Art 17(5)): the authority gave its own reasons. So
//! there is no source "order" among the codes. That this exception also covers removal orders under Regulation (EU)
//! 2021/784 is our reading (to be confirmed).
//!
//! # Source
//! Regulation (EU) 2022/2065, Art 16, 17 and 24(5), OJ L 277, 27.10.2022, p. 1; the database's published codes and
//! limits, second version; see docs/sources/dsa-statements.md.

mod codes;
mod keywords;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

pub use codes::{
    AccountDecision, AccountType, AutomatedDecision, Category, ContentType, Ground, Monetary, Provision, Source,
    Visibility, YesNo,
};
pub use keywords::Keyword;

/// Earliest date of content the database takes.
const FIRST_CONTENT: Date = date(2000, 1, 1);
/// Earliest date of a decision the database takes.
const FIRST_APPLICATION: Date = date(2020, 1, 1);
/// Characters of a short text.
const SHORT: usize = 500;
/// Characters of an explanation.
const EXPLANATION: usize = 2000;
/// Characters of the facts.
const FACTS: usize = 5000;
/// The states the database takes: those of the Union and of the European Economic Area.
const STATES: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// One statement of reasons. Serialised, it is the body that the database takes; `content_id`, which is for products
/// only, is not carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementOfReasons {
    /// What was done to the content.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub decision_visibility: BTreeSet<Visibility>,
    /// In words, for [`Visibility::Other`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_visibility_other: Option<String>,
    /// What was done about payments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_monetary: Option<Monetary>,
    /// In words, for [`Monetary::Other`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_monetary_other: Option<String>,
    /// What was done about the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_provision: Option<Provision>,
    /// What was done to the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_account: Option<AccountDecision>,
    /// Whose account it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// The facts and circumstances relied on, without personal data (Art 17(3)(b)).
    pub decision_facts: String,
    /// Whether the law or the provider's terms are the ground.
    pub decision_ground: Ground,
    /// Where the law or the terms are published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_ground_reference_url: Option<String>,
    /// The law relied on (Art 17(3)(d)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illegal_content_legal_ground: Option<String>,
    /// Why the content is illegal under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illegal_content_explanation: Option<String>,
    /// The clause of the terms relied on (Art 17(3)(e)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incompatible_content_ground: Option<String>,
    /// Why the content is incompatible with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incompatible_content_explanation: Option<String>,
    /// Whether content against the terms is held to be illegal too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incompatible_content_illegal: Option<YesNo>,
    /// What kind of content it is.
    pub content_type: BTreeSet<ContentType>,
    /// In words, for [`ContentType::Other`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type_other: Option<String>,
    /// What is wrong with it.
    pub category: Category,
    /// What else is wrong with it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub category_addition: BTreeSet<Category>,
    /// More precisely.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub category_specification: BTreeSet<Keyword>,
    /// In words, for [`Keyword::Other`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_specification_other: Option<String>,
    /// The states in which the restriction applies (Art 17(3)(a)).
    pub territorial_scope: BTreeSet<String>,
    /// The language of the content, two capital letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_language: Option<String>,
    /// When the content was posted.
    pub content_date: Date,
    /// When the decision takes effect.
    pub application_date: Date,
    /// When the restriction of the content ends; never, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_visibility_restriction: Option<Date>,
    /// When the restriction of payments ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_monetary_restriction: Option<Date>,
    /// When the restriction of the service ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_service_restriction: Option<Date>,
    /// When the restriction of the account ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_account_restriction: Option<Date>,
    /// How the provider came to know.
    pub source_type: Source,
    /// Who notified; an authority or organisation, never a private person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// Whether the content was found by automated means (Art 17(3)(c)).
    pub automated_detection: YesNo,
    /// Whether the decision was taken by automated means.
    pub automated_decision: AutomatedDecision,
    /// The provider's own identifier of the statement; never used again for another.
    pub puid: String,
}

/// What keeps a statement from being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} {what}")]
pub struct Problem {
    /// The field, by its published name.
    pub field: &'static str,
    /// What is wrong with it.
    pub what: Defect,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// It must be filled in.
    #[error("is empty")]
    Empty,
    /// It must be filled in because of another field.
    #[error("is needed because of {0}")]
    NeededBy(&'static str),
    /// It says something that another field does not bear out.
    #[error("does not go with {0}")]
    Contradicts(&'static str),
    /// It is too long.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// The database no longer takes the code.
    #[error("is a code that the database took only until 30 June 2025")]
    Retired,
    /// It is no state of the European Economic Area.
    #[error("names a state outside the European Economic Area, or not by two capital letters")]
    NotAState,
    /// It is no language code.
    #[error("is not a language code of two capital letters")]
    NotALanguage,
    /// It lies too early.
    #[error("lies before {0}")]
    Before(Date),
    /// It lies before the decision takes effect.
    #[error("lies before application_date")]
    BeforeApplication,
    /// It has characters that the database refuses.
    #[error("may hold letters, digits, hyphens and underscores only")]
    NotAnIdentifier,
}

impl StatementOfReasons {
    /// Everything that would make the database refuse the statement. That no identifier is used twice is checked by
    /// [`repeated`].
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut found = Problems::default();
        self.check_decision(&mut found);
        self.check_grounds(&mut found);
        self.check_content(&mut found);
        self.check_dates(&mut found);
        found.optional("source_identity", self.source_identity.as_deref(), SHORT);
        if self.source_type == Source::Voluntary && self.source_identity.is_some() {
            found.add("source_identity", Defect::Contradicts("source_type"));
        }
        found.required("puid", &self.puid, SHORT);
        if !self.puid.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            found.add("puid", Defect::NotAnIdentifier);
        }
        found.0
    }

    fn check_decision(&self, found: &mut Problems) {
        let nothing = self.decision_visibility.is_empty()
            && self.decision_monetary.is_none()
            && self.decision_provision.is_none()
            && self.decision_account.is_none();
        if nothing {
            found.add("decision_visibility", Defect::Empty);
        }
        let other = self.decision_visibility.contains(&Visibility::Other);
        found.in_words(
            "decision_visibility_other",
            self.decision_visibility_other.as_deref(),
            other,
            "decision_visibility",
        );
        let other = self.decision_monetary == Some(Monetary::Other);
        found.in_words("decision_monetary_other", self.decision_monetary_other.as_deref(), other, "decision_monetary");
        found.required("decision_facts", &self.decision_facts, FACTS);
    }

    fn check_grounds(&self, found: &mut Problems) {
        let illegal = self.decision_ground == Ground::IllegalContent;
        for (field, text, limit, needed) in [
            ("illegal_content_legal_ground", &self.illegal_content_legal_ground, SHORT, illegal),
            ("illegal_content_explanation", &self.illegal_content_explanation, EXPLANATION, illegal),
            ("incompatible_content_ground", &self.incompatible_content_ground, SHORT, !illegal),
            ("incompatible_content_explanation", &self.incompatible_content_explanation, EXPLANATION, !illegal),
        ] {
            found.wanted(field, text.as_deref(), limit, needed, "decision_ground");
        }
        if illegal && self.incompatible_content_illegal.is_some() {
            found.add("incompatible_content_illegal", Defect::Contradicts("decision_ground"));
        }
        found.optional("decision_ground_reference_url", self.decision_ground_reference_url.as_deref(), SHORT);
    }

    fn check_content(&self, found: &mut Problems) {
        if self.content_type.is_empty() {
            found.add("content_type", Defect::Empty);
        }
        let other = self.content_type.contains(&ContentType::Other);
        found.in_words("content_type_other", self.content_type_other.as_deref(), other, "content_type");
        if self.category.is_retired() {
            found.add("category", Defect::Retired);
        }
        if self.category_addition.iter().any(|category| category.is_retired()) {
            found.add("category_addition", Defect::Retired);
        }
        let text = self.category_specification_other.as_deref();
        found.optional("category_specification_other", text, SHORT);
        if text.is_some() && !self.category_specification.contains(&Keyword::Other) {
            found.add("category_specification_other", Defect::Contradicts("category_specification"));
        }
        if self.territorial_scope.is_empty() {
            found.add("territorial_scope", Defect::Empty);
        } else if !self.territorial_scope.iter().all(|state| STATES.contains(&state.as_str())) {
            found.add("territorial_scope", Defect::NotAState);
        }
        let language = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if self.content_language.as_deref().is_some_and(|code| !language(code)) {
            found.add("content_language", Defect::NotALanguage);
        }
    }

    fn check_dates(&self, found: &mut Problems) {
        if self.content_date < FIRST_CONTENT {
            found.add("content_date", Defect::Before(FIRST_CONTENT));
        }
        if self.application_date < FIRST_APPLICATION {
            found.add("application_date", Defect::Before(FIRST_APPLICATION));
        }
        for (field, end, decision, decided) in [
            (
                "end_date_visibility_restriction",
                self.end_date_visibility_restriction,
                "decision_visibility",
                !self.decision_visibility.is_empty(),
            ),
            (
                "end_date_monetary_restriction",
                self.end_date_monetary_restriction,
                "decision_monetary",
                self.decision_monetary.is_some(),
            ),
            (
                "end_date_service_restriction",
                self.end_date_service_restriction,
                "decision_provision",
                self.decision_provision.is_some(),
            ),
            (
                "end_date_account_restriction",
                self.end_date_account_restriction,
                "decision_account",
                self.decision_account.is_some(),
            ),
        ] {
            match end {
                Some(_) if !decided => found.add(field, Defect::Contradicts(decision)),
                Some(end) if end < self.application_date => found.add(field, Defect::BeforeApplication),
                _ => {}
            }
        }
    }
}

/// The identifiers that more than one of these statements bears, each once.
#[must_use]
pub fn repeated(statements: &[StatementOfReasons]) -> Vec<&str> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for statement in statements {
        *times.entry(&statement.puid).or_default() += 1;
    }
    times.into_iter().filter(|(_, times)| *times > 1).map(|(puid, _)| puid).collect()
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, field: &'static str, what: Defect) {
        self.0.push(Problem { field, what });
    }

    fn required(&mut self, field: &'static str, text: &str, limit: usize) {
        if text.trim().is_empty() {
            self.add(field, Defect::Empty);
        }
        self.optional(field, Some(text), limit);
    }

    fn optional(&mut self, field: &'static str, text: Option<&str>, limit: usize) {
        if text.is_some_and(|text| text.chars().count() > limit) {
            self.add(field, Defect::TooLong(limit));
        }
    }

    /// A text that must be there when `needed`, and may not be there otherwise.
    fn wanted(&mut self, field: &'static str, text: Option<&str>, limit: usize, needed: bool, by: &'static str) {
        match text.filter(|text| !text.trim().is_empty()) {
            None if needed => self.add(field, Defect::NeededBy(by)),
            Some(_) if !needed => self.add(field, Defect::Contradicts(by)),
            text => self.optional(field, text, limit),
        }
    }

    fn in_words(&mut self, field: &'static str, text: Option<&str>, needed: bool, by: &'static str) {
        self.wanted(field, text, SHORT, needed, by);
    }
}

#[cfg(test)]
mod tests;
