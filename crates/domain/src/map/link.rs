//! What is known about an asset: links to others, and when, by whom and how each was seen.

use super::asset::{Asset, AssetKind as K};
use crate::named::named;
use jiff::{SignedDuration, Timestamp};

named! {
    /// How an asset is linked to another.
    pub enum LinkKind {
        /// The name leads to this IP address.
        ResolvesTo = "resolves_to",
        /// The name is another name for this one (CNAME).
        AliasOf = "alias_of",
        /// The host lies in this domain.
        UnderDomain = "under_domain",
        /// This name server answers for the domain.
        ServedBy = "served_by",
        /// This server takes the domain's mail.
        MailBy = "mail_by",
        /// The domain was bought from this registrar.
        RegisteredWith = "registered_with",
        /// The name or number stands in the register of this registry.
        RegisteredIn = "registered_in",
        /// The name, number or listing is in the name of this contact.
        RegisteredTo = "registered_to",
        /// This autonomous system announces the address.
        AnnouncedBy = "announced_by",
        /// The server shows this certificate.
        Presents = "presents",
        /// The server proves that it holds this key.
        HoldsKey = "holds_key",
        /// The host is named in this certificate.
        NamedIn = "named_in",
        /// The page or application carries this tracker or add-on.
        Carries = "carries",
        /// The site shows this favicon.
        Shows = "shows",
        /// The page was built from this template.
        BuiltFrom = "built_from",
        /// Whoever comes is sent on to this site.
        RedirectsTo = "redirects_to",
        /// It names this application, channel, stream or site as one of its own.
        PointsTo = "points_to",
        /// The application is signed by this signer.
        SignedBy = "signed_by",
        /// The newsletter is sent from here.
        SentFrom = "sent_from",
        /// It asks for money to this wallet.
        PaidTo = "paid_to",
        /// It stands on the machines of this hosting company or delivery network.
        HostedBy = "hosted_by",
        /// The site or stream is served under this name or address.
        PublishedOn = "published_on",
        /// It stands, or is established, in this country.
        LocatedIn = "located_in",
    }
}

named! {
    /// What depends on what: evidence of one family may all come from one act, such as copying a page,
    /// so it counts once.
    pub enum Family {
        /// The key of a server.
        ServerKey = "server_key",
        /// The key that signs applications.
        SigningKey = "signing_key",
        /// In whose name something is registered.
        Registration = "registration",
        /// Where a site sends those who come.
        Route = "route",
        /// What stands in a page: whoever copies the page has it all.
        Page = "page",
        /// Where it was bought and on whose machines it stands: shared with every other customer.
        Provider = "provider",
        /// How names are built: known without looking.
        Structure = "structure",
    }
}

named! {
    /// How hard it is for an outsider to make a link look so, hardest first.
    pub enum Class {
        /// Only who holds a secret can do it.
        ProofOfControl = "proof_of_control",
        /// A third party vouches for it, or it would cost the outsider something.
        Strong = "strong",
        /// A string in public view: anybody can copy it, and planting must be assumed.
        Copyable = "copyable",
        /// Shared with strangers as a matter of course: never evidence, only surroundings.
        Contextual = "contextual",
    }
}

/// What speaks for an own page, application, mail or account.
const OUTLETS: &[K] = &[K::Site, K::Host, K::Onion, K::App, K::AddOn, K::Stream, K::Newsletter, K::Channel, K::Account];
const PAGES: &[K] = &[K::Site, K::Host, K::Onion];
const SERVERS: &[K] = &[K::Host, K::Address, K::MailServer, K::NameServer];
const NAMES: &[K] = &[K::Host, K::NameServer, K::MailServer];

impl LinkKind {
    /// Which kinds it may lead from, and to.
    const fn ends(self) -> (&'static [K], &'static [K]) {
        match self {
            Self::ResolvesTo => (NAMES, &[K::Address]),
            Self::AliasOf => (NAMES, &[K::Host]),
            Self::UnderDomain => (NAMES, &[K::Domain]),
            Self::ServedBy => (&[K::Domain, K::Host], &[K::NameServer]),
            Self::MailBy => (&[K::Domain, K::Host], &[K::MailServer]),
            Self::RegisteredWith => (&[K::Domain], &[K::Registrar]),
            Self::RegisteredIn => (&[K::Domain, K::Address, K::AutonomousSystem], &[K::Registry]),
            Self::RegisteredTo => (
                &[
                    K::Domain,
                    K::Address,
                    K::AutonomousSystem,
                    K::App,
                    K::AddOn,
                    K::Channel,
                    K::Account,
                    K::HostingAccount,
                ],
                &[K::Contact],
            ),
            Self::AnnouncedBy => (&[K::Address], &[K::AutonomousSystem]),
            Self::Presents => (SERVERS, &[K::Certificate]),
            Self::HoldsKey => {
                (&[K::Host, K::Address, K::MailServer, K::NameServer, K::Certificate, K::Onion], &[K::Key])
            }
            Self::NamedIn => (&[K::Host, K::Domain, K::Address, K::MailServer, K::NameServer], &[K::Certificate]),
            Self::Carries => (OUTLETS, &[K::Tracker, K::AddOn]),
            Self::Shows => (&[K::Site, K::Host, K::Onion, K::Address], &[K::Favicon]),
            Self::BuiltFrom => (&[K::Site, K::Host, K::Onion, K::Newsletter], &[K::Template]),
            Self::RedirectsTo => (PAGES, PAGES),
            Self::PointsTo => (OUTLETS, OUTLETS),
            Self::SignedBy => (&[K::App, K::AddOn], &[K::Signer]),
            Self::SentFrom => (&[K::Newsletter], &[K::MailServer, K::Host, K::Domain, K::Address]),
            Self::PaidTo => (OUTLETS, &[K::Wallet]),
            Self::HostedBy => (
                &[K::Site, K::Host, K::Address, K::Onion, K::Stream, K::Newsletter, K::AutonomousSystem],
                &[K::HostingAccount, K::Cdn],
            ),
            Self::PublishedOn => (&[K::Site, K::Stream], &[K::Host, K::Address, K::Onion]),
            Self::LocatedIn => (
                &[K::Address, K::AutonomousSystem, K::HostingAccount, K::Cdn, K::Registrar, K::Registry],
                &[K::Country],
            ),
        }
    }

    /// Whether it can lead from one kind of asset to another.
    #[must_use]
    pub fn allowed(self, subject: K, object: K) -> bool {
        let (from, to) = self.ends();
        from.contains(&subject) && to.contains(&object)
    }

    /// What it depends on.
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::HoldsKey | Self::Presents => Family::ServerKey,
            Self::SignedBy => Family::SigningKey,
            Self::RegisteredTo => Family::Registration,
            Self::RedirectsTo => Family::Route,
            Self::Carries | Self::Shows | Self::BuiltFrom | Self::PointsTo | Self::PaidTo => Family::Page,
            Self::ResolvesTo
            | Self::AliasOf
            | Self::ServedBy
            | Self::MailBy
            | Self::RegisteredWith
            | Self::RegisteredIn
            | Self::AnnouncedBy
            | Self::NamedIn
            | Self::SentFrom
            | Self::HostedBy
            | Self::LocatedIn => Family::Provider,
            Self::UnderDomain | Self::PublishedOn => Family::Structure,
        }
    }

    /// How hard it is to forge. A wallet and an outgoing link stand in the page, so they are copied
    /// with it, however much money or meaning they carry.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::HoldsKey | Self::Presents | Self::SignedBy => Class::ProofOfControl,
            Self::RegisteredTo => Class::Strong,
            Self::Carries | Self::Shows | Self::BuiltFrom | Self::PointsTo | Self::PaidTo | Self::RedirectsTo => {
                Class::Copyable
            }
            _ => Class::Contextual,
        }
    }
}

named! {
    /// Where a sighting comes from.
    pub enum Source {
        /// A question to the name system.
        Dns = "dns",
        /// A register of names or numbers (RFC 9082, RFC 9083).
        Rdap = "rdap",
        /// A TLS handshake.
        Tls = "tls",
        /// A page and its headers.
        Http = "http",
        /// A database of places and autonomous systems that the operator supplied.
        Mmdb = "mmdb",
        /// The file of an application.
        Apk = "apk",
        /// The headers of a stream.
        Stream = "stream",
        /// Somebody's record of old answers of the name system.
        PassiveDns = "passive_dns",
        /// A public log of certificates (RFC 6962).
        CertificateLog = "certificate_log",
        /// A file that was handed in.
        File = "file",
        /// A STIX document of a partner.
        Stix = "stix",
        /// A person says so.
        Person = "person",
    }
}

/// The longest silence between two sightings that still count as one interval. What is not seen for
/// longer may have been somebody else's in between.
pub const LONGEST_GAP: SignedDuration = SignedDuration::from_hours(30 * 24);

/// From the first sighting to the last, both included. Between them it was seen again and again, never
/// more than [`LONGEST_GAP`] apart, or a source says that it was there throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    first: Timestamp,
    last: Timestamp,
}

impl Interval {
    /// From a first to a last sighting; none when they are the wrong way round.
    #[must_use]
    pub fn new(first: Timestamp, last: Timestamp) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Seen once.
    #[must_use]
    pub const fn at(moment: Timestamp) -> Self {
        Self { first: moment, last: moment }
    }

    /// The first sighting.
    #[must_use]
    pub const fn first(self) -> Timestamp {
        self.first
    }

    /// The last sighting.
    #[must_use]
    pub const fn last(self) -> Timestamp {
        self.last
    }

    /// Whether the two have a moment in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The silence between the two; zero when they overlap.
    #[must_use]
    pub fn gap(self, other: Self) -> SignedDuration {
        let between = self.first.max(other.first).duration_since(self.last.min(other.last));
        between.max(SignedDuration::ZERO)
    }

    /// The shortest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// Adds a sighting to those of the same source: joined with what is at most [`LONGEST_GAP`] away, kept
/// apart otherwise. The result is in order of time, whatever the order in which sightings came.
pub fn see(intervals: &mut Vec<Interval>, seen: Interval) {
    let mut joined = seen;
    // A longer interval may reach others, so look until nothing more is near.
    while let Some(near) = intervals.iter().position(|known| known.gap(joined) <= LONGEST_GAP) {
        joined = joined.hull(intervals.swap_remove(near));
    }
    intervals.push(joined);
    intervals.sort_unstable();
}

/// One sighting of one link, as every collector and every import returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Of which asset something is said.
    pub subject: Asset,
    /// How it is linked.
    pub link: LinkKind,
    /// To what.
    pub object: Asset,
    /// When it was seen.
    pub seen: Interval,
    /// Where it was seen.
    pub source: Source,
    /// How it was seen, in a few words; may be empty.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * n)
    }

    fn days(first: i64, last: i64) -> Interval {
        Interval::new(day(first), day(last)).unwrap()
    }

    #[test]
    fn every_link_leads_somewhere_and_no_value_leads_on() {
        for link in LinkKind::ALL {
            let pairs = K::ALL.iter().flat_map(|a| K::ALL.iter().map(move |b| (*a, *b)));
            assert!(pairs.filter(|(a, b)| link.allowed(*a, *b)).count() > 0, "{link} is never allowed");
        }
        for value in [K::Tracker, K::Favicon, K::Template, K::Signer, K::Key, K::Wallet, K::Contact, K::Country] {
            let leads_on = |link: &&LinkKind| K::ALL.iter().any(|to| link.allowed(value, *to));
            assert_eq!(LinkKind::ALL.iter().find(leads_on), None, "{value} is a value, not a holder");
        }
    }

    /// Who copies a page must find nothing in it that counts as more than a copy.
    #[test]
    fn what_stands_in_a_page_is_copyable() {
        for link in LinkKind::ALL.iter().filter(|link| link.family() == Family::Page) {
            assert_eq!(link.class(), Class::Copyable, "{link}");
        }
        for link in LinkKind::ALL.iter().filter(|link| matches!(link.family(), Family::Provider | Family::Structure)) {
            assert_eq!(link.class(), Class::Contextual, "{link}");
        }
    }

    #[test]
    fn thirty_days_of_silence_join_and_more_do_not() {
        let mut seen = vec![days(0, 1)];
        see(&mut seen, days(31, 31));
        assert_eq!(seen, [days(0, 31)]);
        see(&mut seen, days(62, 70));
        assert_eq!(seen, [days(0, 31), days(62, 70)]);
        see(&mut seen, days(40, 41));
        assert_eq!(seen, [days(0, 70)]);
    }

    #[test]
    fn an_interval_runs_forward_and_touches_at_its_ends() {
        assert_eq!(Interval::new(day(2), day(1)), None);
        assert!(days(0, 2).overlaps(days(2, 3)) && !days(0, 1).overlaps(days(2, 3)));
        assert_eq!(days(0, 1).gap(days(3, 4)), SignedDuration::from_hours(48));
        assert_eq!(days(0, 5).gap(days(3, 4)), SignedDuration::ZERO);
    }

    fn some_intervals() -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec((0i64..2000, 0i64..60).prop_map(|(first, length)| days(first, first + length)), 0..30)
    }

    fn all(seen: &[Interval]) -> Vec<Interval> {
        let mut known = Vec::new();
        seen.iter().for_each(|interval| see(&mut known, *interval));
        known
    }

    proptest! {
        /// The order in which sightings come changes nothing; none is lost; what is apart stays apart.
        #[test]
        fn sightings_join_alike_in_any_order(seen in some_intervals().prop_shuffle()) {
            let (forwards, backwards) = (all(&seen), all(&seen.iter().rev().copied().collect::<Vec<_>>()));
            prop_assert_eq!(&forwards, &backwards);
            for interval in &seen {
                prop_assert!(forwards.iter().any(|known| known.hull(*interval) == *known));
            }
            for pair in forwards.windows(2) {
                prop_assert!(pair[0].last < pair[1].first && pair[0].gap(pair[1]) > LONGEST_GAP);
            }
        }

        #[test]
        fn seeing_again_changes_nothing(seen in some_intervals()) {
            let once = all(&seen);
            prop_assert_eq!(all(&[seen.clone(), seen].concat()), once);
        }
    }
}
