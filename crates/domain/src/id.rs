//! Typed identifiers. Each is a UUID, made by the caller; mixing two kinds does not compile.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids!(
    /// One piece of content at one exact URL.
    ItemId,
    /// What was seen at an item at one time.
    CaptureId,
    /// A fingerprint of known material.
    SignalId,
    /// A named, sourced set of signals.
    BankId,
    /// A voluntary notice to a provider.
    ReferralId,
    /// A removal order under Article 3.
    OrderId,
    /// A complaint of a content provider (Art 10).
    ComplaintId,
    /// Whoever can pull a lever.
    ProviderId,
    /// A public authority with its roles under Article 12.
    AuthorityId,
    /// A person who works with Vigie.
    PersonId,
    /// An authority's wish not to be disturbed.
    HoldId,
    /// A piece of work that waits in the outbox.
    JobId,
    /// One look at an item, after the fact.
    LookId,
    /// The record of an asset: something that a map is made of.
    AssetId,
    /// Assets that are held to be under one control.
    NetworkId,
    /// One breadth-first look around from some seeds.
    ExpansionId,
    /// A joint action of several authorities.
    OperationId,
    /// One dated strike of an operation.
    WaveId,
    /// One asset with the measure chosen for it and the state that acts.
    TargetId,
    /// A legal title to take measures.
    InstrumentId,
    /// A thing that was seized.
    ExhibitId,
    /// An early warning to all authorities.
    AlertId,
);
