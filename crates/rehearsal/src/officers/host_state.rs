//! The officer of the state in which a provider is established: reads the copies of orders, and nothing else.

use super::{Officer, text};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// A statement of reasons with fewer words says nothing that could be examined (Art 3(4)(b)).
const WORDS_NEEDED: usize = 12;
/// How long the issuing authority has to answer a warning.
const TO_ANSWER: SignedDuration = SignedDuration::from_hours(12);
const THIN: &str = "REHEARSAL. The statement of reasons does not say why the content falls under Article 2(7), as \
                    Article 3(4)(b) asks; whether it does cannot be examined.";

impl Officer {
    /// Reads every copy: opens scrutiny of its own motion where the form's statement of reasons is too thin,
    /// warns the issuing authority, and finds a breach if that authority has not taken the order back.
    /// Returns what was done about which order.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn scrutinise(&self, now: Timestamp) -> anyhow::Result<Vec<(&'static str, String)>> {
        let mut done = Vec::new();
        for copy in self.listed("host/orders", "orders").await? {
            let act = match text(&copy, "scrutiny") {
                "none" if is_thin(&copy) && !copy["open_until"].is_null() => "open",
                "opened" => "warn",
                "warned" if warned(&copy).is_some_and(|at| now >= at + TO_ANSWER) => "breach",
                _ => continue,
            };
            let id = text(&copy, "id");
            let name = match act {
                "open" => "scrutiny_opened",
                "warn" => "issuer_warned",
                _ => "breach_found",
            };
            let body = json!({ "act": act, "reasons": THIN });
            if self.act(name, id, &format!("orders/{id}/scrutiny"), &body).await?.is_ok() {
                done.push((name, text(&copy, "reference").to_owned()));
            }
        }
        Ok(done)
    }
}

fn is_thin(copy: &Value) -> bool {
    text(&copy["form"]["section_b"], "additional_reasons").split_whitespace().count() < WORDS_NEEDED
}

fn warned(copy: &Value) -> Option<Timestamp> {
    let steps = copy["proceedings"].as_array()?;
    let warning = steps.iter().rev().find(|step| step["event"] == "warn_issuer")?;
    text(warning, "at").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_thin_by_what_the_form_says() {
        let with = |reasons: &str| json!({ "form": { "section_b": { "additional_reasons": reasons } } });
        assert!(is_thin(&with("REHEARSAL. Known material, recognised unambiguously beforehand.")));
        assert!(!is_thin(&with(
            "REHEARSAL. The page shows known material (bulletin 3) with nothing around it that reports, studies or counters it."
        )));
    }
}
