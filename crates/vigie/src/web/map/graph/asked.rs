//! What the address of a graph asks for. Everything a reader does to a graph is a change of its address.

use casework::map::Filter;
use domain::id::AssetId;
use domain::map::{AssetKind, Interval};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use url::form_urlencoded::{Serializer, parse};

/// The most steps that are drawn.
pub(super) const DEEPEST: u8 = 4;
/// How many assets may be pinned, opened or shut.
const MOST_CHOSEN: usize = 40;

/// A column of the graph: kinds that stand for the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// Applications, channels, streams.
    Outlets,
    /// Keys, identifiers and what else is held.
    Values,
    /// Sites, hosts, domains.
    Names,
    /// Addresses and servers.
    Hosts,
    /// Who can pull a lever, and where.
    Levers,
}

impl Column {
    pub(super) const ALL: [Self; 5] = [Self::Outlets, Self::Values, Self::Names, Self::Hosts, Self::Levers];

    /// Where an asset of a kind stands.
    pub(super) const fn of(kind: AssetKind) -> Self {
        use AssetKind as K;
        match kind {
            K::App | K::AddOn | K::Stream | K::Newsletter | K::Channel | K::Account => Self::Outlets,
            K::Key | K::Certificate | K::Signer | K::Wallet | K::Tracker | K::Favicon | K::Template | K::Contact => {
                Self::Values
            }
            K::Site | K::Host | K::Domain | K::Onion => Self::Names,
            K::Address | K::AutonomousSystem | K::NameServer | K::MailServer => Self::Hosts,
            K::Registrar | K::Registry | K::HostingAccount | K::Cdn | K::Country => Self::Levers,
        }
    }

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Outlets => "outlets",
            Self::Values => "values",
            Self::Names => "names",
            Self::Hosts => "hosts",
            Self::Levers => "levers",
        }
    }
}

/// The address of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// Its middle.
    pub of: AssetId,
    /// How many steps from it.
    pub depth: u8,
    /// The columns that are shown; all when empty.
    pub show: BTreeSet<Column>,
    /// Only what was seen since this day.
    pub from: Option<Date>,
    /// Only what was seen until this day.
    pub to: Option<Date>,
    /// What is to stay in sight.
    pub pins: BTreeSet<AssetId>,
    /// Around what more is drawn.
    pub open: BTreeSet<AssetId>,
    /// Whose own neighbours are not drawn.
    pub shut: BTreeSet<AssetId>,
    /// What is chosen.
    pub sel: Option<AssetId>,
    /// Where a way is looked for to, as it was written.
    pub way: String,
}

impl Asked {
    /// Reads an address; without a middle there is no graph, and what cannot be read otherwise is passed over.
    pub(super) fn read(query: &str) -> Option<Self> {
        let mut asked = Self::around(AssetId(uuid::Uuid::nil()));
        let mut middle = None;
        for (name, value) in parse(query.as_bytes()) {
            match &*name {
                "of" => middle = value.parse().ok(),
                "depth" => asked.depth = value.parse().unwrap_or(asked.depth).min(DEEPEST),
                "kind" => asked.show.extend(Column::ALL.into_iter().find(|column| column.name() == value)),
                "from" => asked.from = value.parse().ok(),
                "to" => asked.to = value.parse().ok(),
                "pin" => choose(&mut asked.pins, &value),
                "open" => choose(&mut asked.open, &value),
                "shut" => choose(&mut asked.shut, &value),
                "sel" => asked.sel = value.parse().ok(),
                "way" => asked.way = value.trim().to_owned(),
                _ => {}
            }
        }
        Some(Self { of: middle?, ..asked })
    }

    fn around(of: AssetId) -> Self {
        Self {
            of,
            depth: 2,
            show: BTreeSet::new(),
            from: None,
            to: None,
            pins: BTreeSet::new(),
            open: BTreeSet::new(),
            shut: BTreeSet::new(),
            sel: None,
            way: String::new(),
        }
    }

    /// The address.
    pub(super) fn href(&self) -> String {
        let mut query = Serializer::new("/map/graph?".to_owned());
        query.append_pair("of", &self.of.to_string()).append_pair("depth", &self.depth.to_string());
        for column in &self.show {
            query.append_pair("kind", column.name());
        }
        for (name, day) in [("from", self.from), ("to", self.to)] {
            if let Some(day) = day {
                query.append_pair(name, &day.to_string());
            }
        }
        for (name, chosen) in [("pin", &self.pins), ("open", &self.open), ("shut", &self.shut)] {
            for id in chosen {
                query.append_pair(name, &id.to_string());
            }
        }
        if let Some(sel) = self.sel {
            query.append_pair("sel", &sel.to_string());
        }
        if !self.way.is_empty() {
            query.append_pair("way", &self.way);
        }
        // The serializer parts its own pairs from the path with an ampersand.
        query.finish().replacen("?&", "?", 1)
    }

    /// The same with something else chosen.
    pub(super) fn selecting(&self, id: AssetId) -> Self {
        Self { sel: Some(id), ..self.clone() }
    }

    /// The same around another middle.
    pub(super) fn centring(&self, id: AssetId) -> Self {
        Self { of: id, sel: Some(id), ..self.clone() }
    }

    /// Pins an asset, or takes the pin out.
    pub(super) fn pinning(&self, id: AssetId) -> Self {
        let mut asked = self.selecting(id);
        if !asked.pins.remove(&id) {
            asked.pins.insert(id);
        }
        asked
    }

    /// Draws more around an asset.
    pub(super) fn opening(&self, id: AssetId) -> Self {
        let mut asked = self.selecting(id);
        asked.shut.remove(&id);
        asked.open.insert(id);
        asked
    }

    /// Draws less around an asset.
    pub(super) fn shutting(&self, id: AssetId) -> Self {
        let mut asked = self.selecting(id);
        asked.open.remove(&id);
        asked.shut.insert(id);
        asked
    }

    /// Whether a column is shown.
    pub(super) fn shows(&self, column: Column) -> bool {
        self.show.is_empty() || self.show.contains(&column)
    }

    /// What the map is asked for.
    pub(super) fn filter(&self) -> Filter {
        let kinds = AssetKind::ALL.iter().copied().filter(|kind| self.shows(Column::of(*kind)));
        Filter {
            kinds: if self.show.is_empty() { Vec::new() } else { kinds.collect() },
            links: Vec::new(),
            during: self.during(),
        }
    }

    /// The days that are shown, both included; none without a bound or when they are the wrong way round.
    fn during(&self) -> Option<Interval> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let begin = |date: Date| date.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp());
        let first = self.from.and_then(begin).unwrap_or(Timestamp::UNIX_EPOCH);
        let after = self.to.and_then(|date| date.tomorrow().ok()).and_then(begin).unwrap_or(Timestamp::MAX);
        Interval::new(first, after)
    }
}

fn choose(chosen: &mut BTreeSet<AssetId>, value: &str) {
    if chosen.len() < MOST_CHOSEN {
        chosen.extend(value.parse::<AssetId>().ok());
    }
}
