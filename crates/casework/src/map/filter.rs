//! What of the map is to be shown.

use crate::records::Fact;
use domain::map::{AssetKind, Interval, LinkKind};

/// Narrows a view of the map. The default shows everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only assets of these kinds, and where one begins; all when empty.
    pub kinds: Vec<AssetKind>,
    /// Only links of these kinds; all when empty.
    pub links: Vec<LinkKind>,
    /// Only what was seen in this interval.
    pub during: Option<Interval>,
}

impl Filter {
    pub(super) fn shows(&self, kind: AssetKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    pub(super) fn follows(&self, link: LinkKind) -> bool {
        self.links.is_empty() || self.links.contains(&link)
    }

    pub(super) fn lets(&self, fact: &Fact) -> bool {
        self.follows(fact.link) && self.during.is_none_or(|during| fact.seen_in(during))
    }
}
