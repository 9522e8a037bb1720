//! The liaison officer: asks other authorities before an order goes out, and keeps their holds.

use super::{Officer, text};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// How long the third authority asks to hold.
const HOLD: SignedDuration = SignedDuration::from_hours(10 * 24);
const GO: &str = "REHEARSAL. All participating authorities asked; none holds.";
const HELD: &str = "REHEARSAL. The Coastal Inquiry Service asks to hold: an inquiry is under way.";

impl Officer {
    /// Answers deconfliction for every draft that waits for it. A third authority, named by the beginning
    /// of its name, asks to hold the first draft on a page of one provider. Returns how many answers say go,
    /// and the hold if it was placed now.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn deconflict(
        &self,
        third: &str,
        domain: &str,
        now: Timestamp,
    ) -> anyhow::Result<(usize, Option<String>)> {
        let (mut gone, mut hold) = (0, None);
        let drafts = self.listed("orders?state=draft", "orders").await?;
        for order in drafts.iter().filter(|order| order["deconfliction"].is_null()) {
            if text(order, "url").contains(&format!("{domain}/")) && self.first_time("hold".to_owned()) {
                hold = self.hold(third, order, now).await?;
                continue;
            }
            gone += usize::from(self.answer(order, "go", GO).await?);
        }
        Ok((gone, hold))
    }

    async fn answer(&self, order: &Value, answer: &str, note: &str) -> anyhow::Result<bool> {
        let id = text(order, "id");
        let body = json!({ "answer": answer, "note": note });
        Ok(self.act("deconflicted", id, &format!("orders/{id}/deconfliction"), &body).await?.is_ok())
    }

    /// Records the hold of a third authority on the address of a draft. Returns the hold's identifier.
    async fn hold(&self, third: &str, order: &Value, now: Timestamp) -> anyhow::Result<Option<String>> {
        let authorities = self.listed("authorities", "authorities").await?;
        let Some(third) = authorities.iter().find(|authority| text(authority, "name").starts_with(third)) else {
            anyhow::bail!("the directory holds no {third}");
        };
        let body = json!({
            "authority": text(third, "id"),
            "scope": text(order, "url"),
            "answer": "hold",
            "reason": "inquiry",
            "until": now + HOLD,
        });
        let held = self.post("holds", &body).await?;
        self.answer(order, "hold", HELD).await?;
        let Ok(hold) = held else { return Ok(None) };
        self.acknowledged.note("held", text(&hold, "id"))?;
        Ok(hold["id"].as_str().map(str::to_owned))
    }

    /// The third authority has ended its inquiry: the hold is lifted, and the drafts it stopped are
    /// deconflicted anew. Returns how many.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn lift_hold(&self, hold: &str) -> anyhow::Result<usize> {
        if self.act("lifted", hold, &format!("holds/{hold}/lift"), &json!({})).await?.is_err() {
            return Ok(0);
        }
        let mut gone = 0;
        for order in self.listed("orders?state=draft", "orders").await? {
            if order["deconfliction"]["answer"] == "hold" {
                gone += usize::from(self.answer(&order, "go", GO).await?);
            }
        }
        Ok(gone)
    }
}
