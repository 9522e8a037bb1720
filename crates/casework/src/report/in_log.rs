//! Whether any order exists outside the log: every order that left the house has a leaf that names its
//! form, and every such leaf has its order.

use super::figures::every_order;
use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::{NoticeKind, Order};
use domain::id::OrderId;
use matching::digest::Sha256;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many entries are read at a time.
const PAGE: u32 = 1000;

/// What does not agree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Amiss {
    /// An order that was issued or handed over, and no leaf says so.
    #[error("{reference} was issued or handed over, and no leaf says so")]
    NotInLog {
        /// The order.
        id: OrderId,
        /// Its reference.
        reference: String,
    },
    /// The leaf names another form than the record.
    #[error("{reference}: the form on record is not the one that the ledger names")]
    OtherForm {
        /// The order.
        id: OrderId,
        /// Its reference.
        reference: String,
    },
    /// The form that the record names is not kept, or was changed.
    #[error("{reference}: the form itself is not kept as it was issued")]
    FormLost {
        /// The order.
        id: OrderId,
        /// Its reference.
        reference: String,
    },
    /// The ledger says that an order was issued more than once.
    #[error("{reference}: the ledger says {times} times that it was issued")]
    Twice {
        /// The order.
        id: OrderId,
        /// Its reference.
        reference: String,
        /// How often.
        times: usize,
    },
    /// A leaf says that an order was issued, and there is no such order, or it is still a draft.
    #[error("leaf {leaf} says that an order was issued, and no order on record was")]
    NoOrder {
        /// Place of the leaf.
        leaf: u64,
        /// The order it names.
        id: OrderId,
    },
}

/// What the check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InLog {
    /// Orders on record that left the house.
    pub orders: u64,
    /// Leaves that say that an order was issued.
    pub leaves: u64,
    /// What does not agree; empty when all does.
    pub amiss: Vec<Amiss>,
}

/// What the ledger says of the forms of one order.
#[derive(Default)]
struct Said {
    /// Places of the leaves that say it was issued.
    issued: Vec<u64>,
    /// Every form named, at issue and by corrections, in order. Other digests stand beside them.
    named: Vec<Vec<Sha256>>,
}

#[derive(Deserialize)]
struct Leaf {
    act: String,
    #[serde(default)]
    digests: Vec<Sha256>,
}

/// Walks the whole ledger and every order. Whether the leaves themselves are whole is another check:
/// [`crate::journal::verify`].
///
/// # Errors
/// Not permitted, or storage failures. What does not agree is not an error but listed.
pub async fn orders_in_log(desk: &Desk, actor: &Actor) -> Result<InLog, Error> {
    actor.needs(Permission::SeeLedger)?;
    let mut said = leaves(desk).await?;
    let mut found = InLog { leaves: said.values().map(|said| said.issued.len() as u64).sum(), ..InLog::default() };
    for order in every_order(desk).await? {
        if !left_the_house(&order) {
            continue;
        }
        found.orders += 1;
        let said = said.remove(&order.id.0).unwrap_or_default();
        found.amiss.extend(compare(desk, &order, &said).await?);
    }
    for (id, said) in said {
        found.amiss.extend(said.issued.iter().map(|leaf| Amiss::NoOrder { leaf: *leaf, id: OrderId(id) }));
    }
    Ok(found)
}

/// Whether anything on record says that the order left the house, so that clearing one field hides nothing.
fn left_the_house(order: &Order) -> bool {
    let sent = order.notices.iter().any(|notice| matches!(notice.kind, NoticeKind::Order | NoticeKind::HostStateCopy));
    order.issued.is_some() || order.form.is_some() || order.delivered.is_some() || order.received.is_some() || sent
}

async fn leaves(desk: &Desk) -> Result<BTreeMap<Uuid, Said>, Error> {
    let mut said: BTreeMap<Uuid, Said> = BTreeMap::new();
    let mut from = 0;
    loop {
        let entries = desk.doors.store.entries(from, PAGE).await?;
        let Some(last) = entries.last() else { return Ok(said) };
        from = last.index + 1;
        for entry in &entries {
            // Only two acts name forms; reading every leaf of a large ledger as JSON would take minutes.
            if !entry.leaf.contains("\"order_issued\"") && !entry.leaf.contains("\"correction_written\"") {
                continue;
            }
            let Ok(leaf) = serde_json::from_str::<Leaf>(&entry.leaf) else { continue };
            let about = said.entry(entry.subject).or_default();
            if leaf.act == "order_issued" {
                about.issued.push(entry.index);
            }
            about.named.push(leaf.digests);
        }
    }
}

async fn compare(desk: &Desk, order: &Order, said: &Said) -> Result<Vec<Amiss>, Error> {
    let (id, reference) = (order.id, order.reference.clone());
    if said.issued.is_empty() {
        return Ok(vec![Amiss::NotInLog { id, reference }]);
    }
    let mut amiss = Vec::new();
    if said.issued.len() > 1 {
        amiss.push(Amiss::Twice { id, reference: reference.clone(), times: said.issued.len() });
    }
    let forms: Vec<Sha256> =
        order.corrections.iter().map(|correction| correction.form_before).chain(order.form).collect();
    let agree = forms.len() == said.named.len()
        && order.form.is_some()
        && forms.iter().zip(&said.named).all(|(form, named)| named.contains(form));
    if !agree {
        amiss.push(Amiss::OtherForm { id, reference: reference.clone() });
    }
    for form in forms {
        if !matches!(desk.doors.blobs.get(&form).await, Ok(Some(_))) {
            amiss.push(Amiss::FormLost { id, reference: reference.clone() });
        }
    }
    Ok(amiss)
}
