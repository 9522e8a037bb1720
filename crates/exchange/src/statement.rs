//! The draft of a statement to the press, in every language there are words for.
//!
//! It is a list, so that no sentence has to bend around a value: for each state what was done, at how many targets, on
//! whose word, and when it was last seen to be so from outside. It names no target.

mod words;

use crate::Language;
use crate::layout::shown;
use domain::act::Outcome;
use domain::map::Measure;
use domain::people::Country;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use words::Words;

/// What may be said in public of one state, one measure and one outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedFact {
    /// The state that acted.
    pub country: Country,
    /// What was done.
    pub measure: Measure,
    /// What happened.
    pub what: Outcome,
    /// At how many targets.
    pub targets: usize,
    /// Who of those who were there says so, by name.
    pub said_by: Vec<String>,
    /// The latest look from outside that agrees.
    pub seen: Timestamp,
}

/// A statement to the press, as it is drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The name of the joint action.
    pub operation: String,
    /// What is confirmed.
    pub facts: Vec<StatedFact>,
    /// Set in an exercise; the draft then says so.
    pub rehearsal: bool,
}

impl Statement {
    /// Drafts it.
    #[must_use]
    pub fn write(&self, language: Language) -> String {
        let words = Words::of(language);
        let states = self.facts.iter().map(|fact| fact.country).collect::<BTreeSet<_>>().len();
        let colon = words.colon;
        let mut text = if self.rehearsal { "REHEARSAL\n\n".to_owned() } else { String::new() };
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{}{colon} {}", words.draft, one_line(&self.operation));
        let _ = writeln!(text, "{}{colon} {states}\n", words.states);
        for fact in &self.facts {
            let said_by: Vec<String> = fact.said_by.iter().map(|name| one_line(name)).collect();
            let _ = writeln!(
                text,
                "- {}{colon} {} ({}). {}{colon} {}. {}{colon} {}. {}{colon} {} UTC.",
                fact.country,
                words::outcome(fact.what, language),
                words::measure(fact.measure, language),
                words.targets,
                fact.targets,
                words.sources,
                said_by.join(", "),
                words.seen,
                fact.seen.strftime("%Y-%m-%d %H:%M"),
            );
        }
        text
    }
}

/// A value that cannot begin a line of its own.
fn one_line(value: &str) -> String {
    shown(value).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement() -> Statement {
        let fact = |code: &str, measure, what, targets| StatedFact {
            country: code.parse().unwrap(),
            measure,
            what,
            targets,
            said_by: vec!["Desk of Examplia".to_owned(), "Harbour\nHosting".to_owned()],
            seen: "2026-11-17T12:20:00Z".parse().unwrap(),
        };
        Statement {
            operation: "Low lamp (REHEARSAL)".to_owned(),
            facts: vec![
                fact("NL", Measure::SeizeServer, Outcome::Seized, 2),
                fact("RO", Measure::StopHosting, Outcome::Closed, 1),
                fact("RO", Measure::RemoveListing, Outcome::Removed, 1),
            ],
            rehearsal: true,
        }
    }

    #[test]
    fn the_draft_in_each_language() {
        for language in Language::ALL {
            insta::assert_snapshot!(format!("statement_{}", language.code()), statement().write(language));
        }
    }

    #[test]
    fn a_value_begins_no_line_and_only_an_exercise_says_so() {
        let mut real = statement();
        (real.rehearsal, real.operation) = (false, "Low lamp".to_owned());
        for language in Language::ALL {
            let text = real.write(language);
            assert!(!text.contains("REHEARSAL") && text.contains("Harbour Hosting"), "{text}");
            assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), 2 + real.facts.len());
        }
    }

    /// No measure and no outcome is left in another language's words, or in two of one meaning.
    #[test]
    fn every_word_is_there_once() {
        for language in Language::ALL {
            let outcomes: BTreeSet<_> = Outcome::ALL.iter().map(|what| words::outcome(*what, language)).collect();
            let measures: BTreeSet<_> = Measure::ALL.iter().map(|what| words::measure(*what, language)).collect();
            assert_eq!((outcomes.len(), measures.len()), (Outcome::ALL.len(), Measure::ALL.len()), "{language:?}");
        }
    }
}
