//! The case file: what is recorded, in the form in which it is stored.
//!
//! Each record is a plain structure; domain values are written by their fixed names. A record knows
//! its state, the order it is listed in and the values it is found by; the store knows nothing else
//! about it.

pub mod act;

mod bank;
mod complaint;
mod content;
mod directory;
mod item;
mod map;
mod notice;
mod order;
mod person;
mod referral;
mod watch;

pub use act::{Alert, Exhibit, Instrument, Operation, Target, Wave};
pub use bank::{
    Bank, Comparison, KnownSite, LeftOut, Opinion, Pass, Quarantine, Release, Removal, Signal, SiteKind, Terms,
    Thresholds, Value,
};
pub(crate) use bank::{REMOVED, TAKEN_BACK};
pub use complaint::{About, Complaint, Outcome};
pub use content::{content, is_same_content};
pub(crate) use content::{first_of_content, next_of_content};
pub use directory::{Authority, AuthorityTerms, Hold, InformationCameBack, Informed, Provider, ProviderDetails};
pub use item::{
    Assessment, Capture, CapturedMedia, CapturedPicture, Context, FilePrints, Item, LanguageGuess, Match, Stretch,
};
pub use map::{
    Asset, AssetLook, Because, Counted, Expansion, ExpansionState, Fact, Judged, JudgedReason, Judgements, Level,
    Limit, Limits, MAX_FACTS, MAX_SIGHTINGS, Member, Network, NetworkDecision, Seed, Sighting, Told, Visit, Weighed,
};
pub use notice::{BELIEVABLE, Notice, NoticeKind, Stamped};
pub(crate) use order::issued_in;
pub use order::{
    Correction, Deconfliction, FailedDelivery, Given, NonDisclosure, OpenedGate, Order, Preservation, Proceeding,
    Reply, Unsent,
};
pub use person::{ApiToken, Person};
pub use referral::{Provisions, Referral, ReferralReply};
pub use watch::{Look, Round, Watch};

use crate::ports::{Row, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// The kinds of records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($(#[$meta])* $variant),+ }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in the database and the ledger.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl std::str::FromStr for Kind {
            type Err = StoreError;
            fn from_str(name: &str) -> Result<Self, StoreError> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(StoreError::Broken { what: format!("unknown kind of record “{name}”") }),
                }
            }
        }
    };
}

kinds! {
    /// [`Item`].
    Item = "item",
    /// [`Capture`].
    Capture = "capture",
    /// [`Referral`].
    Referral = "referral",
    /// [`Order`].
    Order = "order",
    /// [`Complaint`].
    Complaint = "complaint",
    /// [`Watch`].
    Watch = "watch",
    /// [`Bank`].
    Bank = "bank",
    /// [`Signal`].
    Signal = "signal",
    /// [`KnownSite`].
    KnownSite = "known_site",
    /// [`Provider`].
    Provider = "provider",
    /// [`Authority`].
    Authority = "authority",
    /// [`Hold`].
    Hold = "hold",
    /// [`Person`].
    Person = "person",
    /// [`Asset`].
    Asset = "asset",
    /// [`Expansion`].
    Expansion = "expansion",
    /// [`Network`].
    Network = "network",
    /// [`Operation`].
    Operation = "operation",
    /// [`Wave`].
    Wave = "wave",
    /// [`Target`].
    Target = "target",
    /// [`Instrument`].
    Instrument = "instrument",
    /// [`Exhibit`].
    Exhibit = "exhibit",
    /// [`Alert`].
    Alert = "alert",
    /// [`act::Message`].
    Message = "message",
    /// [`ApiToken`].
    ApiToken = "api_token",
}

/// A structure that is kept as a record.
pub trait Record: Serialize + DeserializeOwned + Send + Sync {
    /// What it is.
    const KIND: Kind;
    /// Its identifier.
    fn uuid(&self) -> Uuid;
    /// The state it is counted and filtered by.
    fn state_name(&self) -> String;
    /// The text it is ordered by.
    fn sort(&self) -> String;
    /// A value no other record of the kind may carry.
    fn unique(&self) -> Option<String> {
        None
    }
    /// Values it is found by.
    fn keys(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// A record together with the revision under which it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept<T> {
    /// The revision; 0 for a record that was never stored.
    pub revision: i64,
    /// The record.
    pub record: T,
}

impl<T> std::ops::Deref for Kept<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.record
    }
}

impl<T> std::ops::DerefMut for Kept<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.record
    }
}

impl<T: Record> Kept<T> {
    /// A record that was never stored.
    pub const fn new(record: T) -> Self {
        Self { revision: 0, record }
    }

    /// The row that stores it as the next revision.
    ///
    /// # Errors
    /// [`StoreError::Broken`] if the record cannot be written as JSON.
    pub fn row(&self) -> Result<Row, StoreError> {
        let broken = |error: serde_json::Error| StoreError::Broken { what: error.to_string() };
        Ok(Row {
            kind: T::KIND,
            id: self.record.uuid(),
            revision: self.revision + 1,
            state: self.record.state_name(),
            sort: self.record.sort(),
            unique: self.record.unique(),
            keys: self.record.keys(),
            body: serde_json::to_string(&self.record).map_err(broken)?,
        })
    }

    /// Reads a row back.
    ///
    /// # Errors
    /// [`StoreError::Broken`] names the record that cannot be read.
    pub fn from_row(row: &Row) -> Result<Self, StoreError> {
        let record = serde_json::from_str(&row.body)
            .map_err(|error| StoreError::Broken { what: format!("{} {}: {error}", row.kind.name(), row.id) })?;
        Ok(Self { revision: row.revision, record })
    }
}

/// A moment as text that sorts in time order and reads as RFC 3339 with microseconds.
#[must_use]
pub(crate) fn sortable(at: jiff::Timestamp) -> String {
    format!("{at:.6}")
}
