//! People on site: they see the targets on which they act, and report what they did and what they took.

use super::{Officer, number, text};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// What a team is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// The target.
    pub target: String,
    /// The machine's address.
    pub machine: String,
    /// Whether it is carried away, or only copied.
    pub seize: bool,
}

impl Officer {
    /// What this team is to do now: of its targets those for which the moment has come.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn errands(&self, operation: &str) -> anyhow::Result<Vec<Errand>> {
        let targets = self.listed(&format!("operations/{operation}/on-site"), "targets").await?;
        let begun = targets.iter().filter(|target| text(target, "state") == "dispatched");
        let errand = |target: &Value| Errand {
            target: text(target, "id").to_owned(),
            machine: text(target, "asset").trim_start_matches("address ").to_owned(),
            seize: text(target, "measure") == "seize_server",
        };
        Ok(begun.map(errand).collect())
    }

    /// Reports what happened at a target. The telephone's clock is off by some seconds; what was taken is sealed and
    /// has the address on its label for a name.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn report(
        &self,
        target: &str,
        outcome: &str,
        taken: Option<&str>,
        now: Timestamp,
        clock_off: SignedDuration,
    ) -> anyhow::Result<()> {
        let at = now + clock_off;
        let exhibit = |label: &str| {
            json!({
                "id": number(&[target, "exhibit", label, &now.to_string()]),
                "number": label.replace('.', "-"),
                "what": format!("REHEARSAL. Server labelled {label}"),
                "place": "REHEARSAL. Row 4, rack 11",
                "seal": format!("R{}", &number(&[target, "seal", label])[..8]),
                "seized": at,
                "photographs": [],
            })
        };
        let body = json!({
            "id": number(&[target, "report", outcome, &now.to_string()]),
            "outcome": outcome, "happened": at, "written": at, "sent": at,
            "note": "REHEARSAL.",
            "exhibits": taken.map(exhibit).into_iter().collect::<Vec<_>>(),
        });
        self.must(&format!("targets/{target}/reports"), &body).await?;
        self.acknowledged.note("reported", target)
    }
}
