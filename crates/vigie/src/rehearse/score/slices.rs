//! Who saw what: the interface, walked as each authority, against what that authority may know.

use super::Stage;
use crate::rehearse::cast::{HOME, STATES};
use ::rehearsal::officers::Officer;
use casework::records::{Kept, Target, Wave};
use serde_json::Value;
use std::collections::BTreeSet;

/// Somebody who takes no part in the operation, though the token may see operations.
const OUTSIDER: &str = "redshank";

/// How many times somebody was shown what is not for them.
pub(super) async fn leaks(stage: &Stage, targets: &[Kept<Target>], waves: &[Kept<Wave>]) -> anyhow::Result<usize> {
    let mut leaks = 0;
    for state in STATES.iter().filter(|state| state.country != HOME) {
        for login in [state.speaks.0, state.on_site.0] {
            let walk = Walk { login, officer: stage.officer(login)?, country: Some(state.country), targets, waves };
            leaks += walk.leaks().await?;
        }
    }
    let walk = Walk { login: OUTSIDER, officer: stage.officer(OUTSIDER)?, country: None, targets, waves };
    Ok(leaks + walk.leaks().await?)
}

struct Walk<'a> {
    login: &'static str,
    officer: &'a Officer,
    country: Option<&'static str>,
    targets: &'a [Kept<Target>],
    waves: &'a [Kept<Wave>],
}

impl Walk<'_> {
    /// Of the targets only those that the own state acts on are for somebody who does not lead.
    fn may_know(&self, target: &Target) -> bool {
        target.acting.is_some_and(|acting| Some(acting.code()) == self.country)
    }

    async fn leaks(&self) -> anyhow::Result<usize> {
        let mut leaks = 0;
        let operations: BTreeSet<String> = self.targets.iter().map(|target| target.operation.to_string()).collect();
        for target in self.targets.iter().filter(|target| !self.may_know(target)) {
            leaks += self.found(&format!("targets/{}", target.id), |_| vec![target.name.clone()]).await?;
            leaks += self.found(&format!("targets/{}/collateral", target.id), |_| vec![target.name.clone()]).await?;
        }
        for operation in &operations {
            for path in ["", "/on-site", "/results", "/review", "/communique", "/feedback"] {
                leaks += self.found(&format!("operations/{operation}{path}"), |shown| self.strange(shown)).await?;
            }
        }
        for wave in self.waves {
            for path in ["board", "readiness", "blind-spots"] {
                leaks += self.found(&format!("waves/{}/{path}", wave.id), |shown| self.strange(shown)).await?;
            }
            for state in &STATES {
                let sheet = format!("waves/{}/sheets/{}", wave.id, state.country);
                leaks += self.found(&sheet, |shown| self.strange(shown)).await?;
            }
        }
        Ok(leaks)
    }

    /// Whether what is shown under a path holds something that is not for this person.
    async fn found(&self, path: &str, leaked: impl Fn(&Value) -> Vec<String>) -> anyhow::Result<usize> {
        let Some(shown) = self.officer.shown(path).await? else { return Ok(0) };
        let leaked = leaked(&shown);
        leaked.iter().for_each(|what| eprintln!("{} was shown under {path}: {what}", self.login));
        Ok(leaked.len())
    }

    /// Targets of others, by identifier or by asset, wherever they stand in an answer; and, for an outsider, anything.
    fn strange(&self, shown: &Value) -> Vec<String> {
        if self.country.is_none() {
            return vec!["an operation in which this authority takes no part".to_owned()];
        }
        let mut texts = BTreeSet::new();
        gather(shown, &mut texts);
        // The same asset may be aimed at in two waves, by different states.
        let own = self.targets.iter().filter(|target| self.may_know(target));
        let own: BTreeSet<String> = own.flat_map(|target| [target.asset.to_string(), target.name.clone()]).collect();
        let others = self.targets.iter().filter(|target| !self.may_know(target));
        let shown = |target: &&Kept<Target>| {
            let asset = target.asset.to_string();
            texts.contains(target.id.to_string().as_str())
                || (texts.contains(target.name.as_str()) && !own.contains(&target.name))
                || (texts.contains(asset.as_str()) && !own.contains(&asset))
        };
        others.filter(shown).map(|target| target.name.clone()).collect()
    }
}

/// All texts of an answer.
fn gather<'a>(value: &'a Value, texts: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(text) => _ = texts.insert(text),
        Value::Array(all) => all.iter().for_each(|one| gather(one, texts)),
        Value::Object(all) => all.values().for_each(|one| gather(one, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_text_of_an_answer_is_looked_at() {
        let answer = json!({ "waves": [{ "targets": { "a": "one", "b": [3, "two", null] } }], "c": "three" });
        let mut texts = BTreeSet::new();
        gather(&answer, &mut texts);
        assert_eq!(texts, BTreeSet::from(["one", "two", "three"]));
    }
}
