//! The report of a rehearsal, as it is written and as it is told.

use serde::Serialize;
use std::collections::BTreeMap;

/// The report of a rehearsal.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Detection.
    pub items: Items,
    /// What was heard on the air; misses and mistakes are counted among the items too.
    pub sound: SoundScore,
    /// Findings.
    pub assess: Assess,
    /// Orders.
    pub orders: Orders,
    /// How orders were handed over.
    pub deliveries: Deliveries,
    /// Complaints of content providers.
    pub complaints: Complaints,
    /// Looks.
    pub watch: WatchScore,
    /// The map of Meridian.
    pub map: MapScore,
    /// The operation against it.
    pub act: ActScore,
    /// The ledger.
    pub ledger: LedgerScore,
    /// The seed.
    pub seed: u64,
    /// How long it took, in seconds of the wall.
    pub wall_seconds: f64,
}

/// What was taken in and how it compared.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Items {
    /// All items.
    pub taken_in: usize,
    /// Likeness known.
    pub known: usize,
    /// Likeness near.
    pub near: usize,
    /// Like nothing.
    pub nothing: usize,
    /// Re-posts of known material, on pages or on the air, that were not put before a person as such.
    pub missed_known: usize,
    /// Unrelated pages and stretches of a stream that were.
    pub false_candidates: usize,
}

/// What was heard in streams, against what was really played in them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SoundScore {
    /// Streams that were listened to.
    pub streams: usize,
    /// Seconds of sound, of all of them.
    pub seconds: u64,
    /// How often a known piece was played to its end.
    pub planted: usize,
    /// Of these, how many were found in their place and put before a person.
    pub found: usize,
    /// Finds in streams that play known pieces, of another piece or at another place.
    pub misplaced: usize,
    /// Finds in streams that play none.
    #[serde(rename = "false")]
    pub false_finds: usize,
}

/// What the officers decided.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Assess {
    /// Exempt under Art 1(3).
    pub exempt: usize,
    /// Referred.
    pub referred: usize,
    /// Ordered.
    pub ordered: usize,
    /// Dismissed.
    pub dismissed: usize,
    /// Orders and referrals against pages that Art 1(3) protects.
    pub orders_against_exempt: usize,
}

/// What became of the orders.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Orders {
    /// Issued.
    pub issued: usize,
    /// Taken by a mail server.
    pub delivered: usize,
    /// Answered "removed".
    pub removed: usize,
    /// Answered "disabled in all Member States".
    pub disabled: usize,
    /// Answered "impossible" at some time.
    pub impossible: usize,
    /// Answered "manifest error" or "insufficient information" at some time.
    pub error_claimed: usize,
    /// Never answered.
    pub unanswered: usize,
    /// Not answered within the hour.
    pub late: usize,
    /// From receipt to the first Annex II, in minutes; null when there was none.
    pub median_minutes_to_removal: Option<f64>,
    /// Corrected after a manifest error.
    pub corrected: usize,
    /// Taken back after issue.
    pub withdrawn: usize,
    /// Found in breach by a host state.
    pub voided: usize,
    /// Upheld by a court.
    pub upheld: usize,
    /// Of those without effect, how often the provider said that the content is back.
    pub reinstated: usize,
    /// Issued without prior information, in an emergency that the order justifies.
    pub emergencies: usize,
    /// Stopped by another authority's hold at some time.
    pub held: usize,
    /// Orders that nobody issued, rejected by the providers that got them.
    pub forged_rejected: usize,
    /// How many orders each gate refused at first.
    pub refused_by_gate: BTreeMap<String, usize>,
}

/// How orders were handed over.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Deliveries {
    /// By a call on the provider's interface, acknowledged.
    pub api: usize,
    /// By mail that did not come back.
    pub email: usize,
    /// By another way than the first, which had failed.
    pub fallbacks: usize,
    /// Mails that were accepted and came back.
    pub bounces: usize,
}

/// Complaints of content providers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Complaints {
    /// Written down by providers.
    pub received: usize,
    /// Found right, and the content is back.
    pub upheld: usize,
}

/// What the watch saw.
#[derive(Debug, Clone, Default, Serialize)]
pub struct WatchScore {
    /// Rounds of looks.
    pub rechecks: usize,
    /// "Removed", but it was not, and the watch said so.
    pub false_claims_caught: usize,
    /// The same, and the watch did not.
    pub false_claims_missed: usize,
    /// Content that came back, at the same or another address, and was found.
    pub returns_found: usize,
    /// The same, not found.
    pub returns_missed: usize,
}

/// What the map made of Meridian.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MapScore {
    /// Assets on the map.
    pub assets: usize,
    /// Links between them.
    pub links: usize,
    /// Of the members of confirmed networks, how many are Meridian's.
    pub network_precision: f64,
    /// Of what is Meridian's and can be a member, how much is one.
    pub network_recall: f64,
    /// Decoys among the members.
    pub decoys_accepted: usize,
    /// Levers that were refused because they would hit too many strangers.
    pub collateral_refusals: usize,
}

/// What became of the operation against Meridian.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ActScore {
    /// States that acted in the largest wave.
    pub states: usize,
    /// Targets on the plans of all waves.
    pub targets: usize,
    /// Of these, how many were done, as somebody says who was there.
    pub executed: usize,
    /// Looked at from outside, and it is as they say.
    pub confirmed_from_outside: usize,
    /// At some time it was not as they said, and the look from outside said so.
    pub contradicted_from_outside: usize,
    /// Sent or done, and nobody knows what came of it.
    pub unknown: usize,
    /// Reported or answered as not done.
    pub refused: usize,
    /// Between the first and the last execution of the largest wave.
    pub skew_seconds: i64,
    /// States that held their own part.
    pub held: usize,
    /// States that aborted it.
    pub aborted: usize,
    /// How often strangers were hit.
    pub collateral_hits: usize,
    /// Of these, how many were made whole.
    pub collateral_made_whole: usize,
    /// Things that were seized, each with its custody.
    pub exhibits: usize,
    /// Targets of which two witnesses say what excludes each other.
    pub contradicting_claims: usize,
    /// How often an authority was shown what is not for it.
    pub slice_leaks: usize,
}

/// Whether the ledger holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LedgerScore {
    /// Leaves.
    pub leaves: u64,
    /// Whether all of it was verified without a fault.
    pub verified: bool,
}

impl Report {
    /// The report in a few lines.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (items, assess, watch) = (&self.items, &self.assess, &self.watch);
        format!(
            "Items     {} taken in: {} known, {} near, {} like nothing; {} missed, {} false candidates\n\
             {}\n\
             Assess    {} exempt, {} referred, {} ordered, {} dismissed; {} against protected pages\n\
             {}\n\
             Watch     {} rounds; false claims {} caught, {} missed; returns {} found, {} missed\n\
             {}\n\
             {}\n\
             Ledger    {} leaves, {}\n\
             Time      {:.1} s",
            items.taken_in,
            items.known,
            items.near,
            items.nothing,
            items.missed_known,
            items.false_candidates,
            self.of_sound(),
            assess.exempt,
            assess.referred,
            assess.ordered,
            assess.dismissed,
            assess.orders_against_exempt,
            self.of_orders(),
            watch.rechecks,
            watch.false_claims_caught,
            watch.false_claims_missed,
            watch.returns_found,
            watch.returns_missed,
            self.of_the_map(),
            self.of_the_operation(),
            self.ledger.leaves,
            if self.ledger.verified { "verified whole" } else { "NOT whole" },
            self.wall_seconds,
        )
    }

    fn of_sound(&self) -> String {
        let SoundScore { streams, seconds, planted, found, misplaced, false_finds } = &self.sound;
        format!(
            "Sound     {streams} streams, {seconds} s; {planted} known pieces played: {found} found, {misplaced} misplaced; \
             {false_finds} false"
        )
    }

    fn of_the_map(&self) -> String {
        let map = &self.map;
        format!(
            "Map       {} assets, {} links; precision {:.3}, recall {:.3}; {} decoys accepted, {} levers refused",
            map.assets,
            map.links,
            map.network_precision,
            map.network_recall,
            map.decoys_accepted,
            map.collateral_refusals,
        )
    }

    fn of_the_operation(&self) -> String {
        let act = &self.act;
        format!(
            "Act       {} states, {} targets: {} done, {} confirmed from outside, {} contradicted, {} not done, {} unknown; \
             {} s apart\n\
             \x20         {} held, {} aborted; strangers hit {}, made whole {}; {} exhibits, {} in dispute, {} slices leaked",
            act.states,
            act.targets,
            act.executed,
            act.confirmed_from_outside,
            act.contradicted_from_outside,
            act.refused,
            act.unknown,
            act.skew_seconds,
            act.held,
            act.aborted,
            act.collateral_hits,
            act.collateral_made_whole,
            act.exhibits,
            act.contradicting_claims,
            act.slice_leaks,
        )
    }

    fn of_orders(&self) -> String {
        let (orders, deliveries, complaints) = (&self.orders, &self.deliveries, &self.complaints);
        let gates: Vec<String> = orders.refused_by_gate.iter().map(|(gate, n)| format!("{gate} {n}")).collect();
        format!(
            "Orders    {} issued, {} removed, {} disabled, {} unanswered, {} late; median {} min to removal\n\
             Delivery  {} by interface, {} by mail; {} fell back, {} came back\n\
             Gates     {}; {} held, {} emergencies\n\
             Redress   {} corrected, {} withdrawn, {} voided, {} upheld, {} reinstated; complaints {}, upheld {}; \
             {} forged rejected",
            orders.issued,
            orders.removed,
            orders.disabled,
            orders.unanswered,
            orders.late,
            orders.median_minutes_to_removal.map_or("-".to_owned(), |minutes| format!("{minutes:.0}")),
            deliveries.api,
            deliveries.email,
            deliveries.fallbacks,
            deliveries.bounces,
            if gates.is_empty() { "refused nothing".to_owned() } else { format!("refused {}", gates.join(", ")) },
            orders.held,
            orders.emergencies,
            orders.corrected,
            orders.withdrawn,
            orders.voided,
            orders.upheld,
            orders.reinstated,
            complaints.received,
            complaints.upheld,
            orders.forged_rejected,
        )
    }
}
