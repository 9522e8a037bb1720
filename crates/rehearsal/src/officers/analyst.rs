//! Those who read the queue, and those who release referrals.

use super::{Officer, judge, text};
use anyhow::bail;
use serde_json::{Value, json};

/// A finding that an officer recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The item's address.
    pub url: String,
    /// What was decided.
    pub outcome: String,
}

impl Officer {
    /// Takes addresses in; returns how many became new items.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn take_in(&self, source: &str, urls: &[String]) -> anyhow::Result<usize> {
        let body = json!({ "source": source, "urls": urls });
        let Ok(answer) = self.post("items", &body).await? else { bail!("the server refuses to take items in") };
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        for item in &items {
            if let Some(id) = item["id"].as_str() {
                self.acknowledged.note("taken_in", id)?;
            }
        }
        Ok(items.iter().filter(|item| item["new"] == true).count())
    }

    /// Works through the queue: takes each next item, reads what the console shows, and records a
    /// finding. Returns the findings.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn work_queue(&self) -> anyhow::Result<Vec<Found>> {
        let mut found = Vec::new();
        loop {
            let Ok(item) = self.post("queue/next", &Value::Null).await? else { return Ok(found) };
            if item["id"].is_null() {
                return Ok(found);
            }
            found.push(self.find(&item, judge(&item)).await?);
        }
    }

    /// Works through what waits on pages of one provider, which the two authorities agreed to leave to this one.
    /// The first finding that proposes an order is written in haste: its reasons say next to nothing.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn work_pages_of(&self, domain: &str) -> anyhow::Result<Vec<Found>> {
        let mut found = Vec::new();
        for waiting in self.listed("queue?limit=500", "items").await? {
            let host = url::Url::parse(text(&waiting, "url")).ok().and_then(|url| url.host_str().map(str::to_owned));
            let own = host.is_some_and(|host| host == domain || host.ends_with(&format!(".{domain}")));
            if !own {
                continue;
            }
            let item = self.get(&format!("items/{}", text(&waiting, "id"))).await?;
            let mut finding = judge(&item);
            if finding["outcome"] == "propose_order" && self.first_time("hasty finding".to_owned()) {
                finding["reason"] = json!("REHEARSAL. Known material, recognised unambiguously beforehand.");
            }
            found.push(self.find(&item, finding).await?);
        }
        Ok(found)
    }

    async fn find(&self, item: &Value, finding: Value) -> anyhow::Result<Found> {
        let id = text(item, "id");
        if let Err(refused) = self.act("finding", id, &format!("items/{id}/finding"), &finding).await? {
            bail!("the finding on {} was refused: {}", item["url"], refused.why);
        }
        Ok(Found { url: text(item, "url").to_owned(), outcome: text(&finding, "outcome").to_owned() })
    }

    /// The item of an order of the officer's own authority that was handed over, once there is one.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn delivered_item(&self) -> anyhow::Result<Option<String>> {
        let orders = self.listed("orders", "orders").await?;
        let own = orders.iter().find(|order| order["own_authority"] == true && !order["delivered"].is_null());
        Ok(own.map(|order| text(order, "item").to_owned()))
    }

    /// Wants an item that another authority has ordered already, having seen the same material: takes its finding up
    /// again and proposes an order too. Says which item, if it could be taken up.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn want_too(&self, id: &str) -> anyhow::Result<Option<String>> {
        let reason = json!({ "reason": "REHEARSAL. A court of our state asks for an order on this item." });
        if self.act("reopened", id, &format!("items/{id}/reopen"), &reason).await?.is_err() {
            return Ok(None);
        }
        let item = self.get(&format!("items/{id}")).await?;
        Ok(Some(self.find(&item, judge(&item)).await?.url))
    }

    /// Takes up one referral that its provider declined: the item is read again, and what is near known
    /// material and stands there bare is proposed for an order. Says which item, once there is one.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn take_up_declined(&self) -> anyhow::Result<Option<String>> {
        for referral in self.listed("referrals?state=declined", "referrals").await? {
            let id = text(&referral, "item");
            let before = self.get(&format!("items/{id}")).await?;
            if before["state"] != "referred" || judge(&before)["outcome"] != "propose_order" {
                continue;
            }
            let reason = json!({ "reason": "REHEARSAL. The provider declined; the page is read once more." });
            if self.act("reopened", id, &format!("items/{id}/reopen"), &reason).await?.is_ok() {
                let item = self.get(&format!("items/{id}")).await?;
                return Ok(Some(self.find(&item, judge(&item)).await?.url));
            }
        }
        Ok(None)
    }

    /// Releases every referral that somebody else wrote.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn release(&self) -> anyhow::Result<usize> {
        let mut released = 0;
        for referral in self.listed("referrals?state=draft", "referrals").await? {
            let id = text(&referral, "id");
            released +=
                usize::from(self.act("released", id, &format!("referrals/{id}/release"), &json!({})).await?.is_ok());
        }
        Ok(released)
    }

    /// Asks for the information letter (Art 3(2)) to every provider in the directory. Returns how many.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn inform_providers(&self) -> anyhow::Result<usize> {
        let mut informed = 0;
        for provider in self.listed("providers", "providers").await? {
            let id = text(&provider, "id");
            informed += usize::from(self.post(&format!("providers/{id}/inform"), &json!({})).await?.is_ok());
        }
        Ok(informed)
    }
}
