//! The state of one page, and how the providers' changes alter it.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::providers::Change;

/// Where a visitor stands, as a site judges it by the address that the visit comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// In the Union: Belgium (127.20.0.0/16), Finland (127.40.0.0/16) and every other address.
    Union,
    /// Outside it: Canada (127.30.0.0/16).
    Elsewhere,
}

impl Region {
    /// Judges a visitor's address.
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) if v4.octets()[..2] == [127, 30] => Self::Elsewhere,
            _ => Self::Union,
        }
    }
}

/// What stands at one path of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageState {
    /// The page, for everyone.
    Up,
    /// A notice with this status.
    Gone(u16),
    /// A notice with status 200.
    SoftGone,
    /// A notice with this status for visitors in the Union, the page for others.
    GeoBlocked(u16),
    /// A redirect with this status.
    Redirect {
        /// 301 or 302.
        status: u16,
        /// The absolute URL redirected to.
        to: String,
    },
}

/// A page that came back after it was gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// When, in simulated time.
    pub at: Timestamp,
    /// Where it is now; the old URL when it was put up again in place.
    pub url: String,
}

/// What is really the case with a page. For scoring only: nothing that decides may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateTruth {
    /// A visitor in the Union can see the content at the old or the new path.
    pub up_in_union: bool,
    /// A visitor outside the Union can.
    pub up_elsewhere: bool,
    /// The last return, if there was one.
    pub returned: Option<Return>,
}

/// A page's two places.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub original: PageState,
    pub moved: PageState,
    returned: Option<Return>,
}

impl Default for Slot {
    fn default() -> Self {
        Self { original: PageState::Up, moved: PageState::Gone(404), returned: None }
    }
}

impl Slot {
    pub fn apply(&mut self, change: Change, at: Timestamp, original: String, moved: String) {
        match change {
            Change::Gone(status) => {
                self.original = PageState::Gone(status);
                self.moved = PageState::Gone(status);
            }
            Change::SoftGone => self.original = PageState::SoftGone,
            Change::GeoBlocked(status) => self.original = PageState::GeoBlocked(status),
            Change::Restored => {
                self.original = PageState::Up;
                self.returned = Some(Return { at, url: original });
            }
            // The law or the provider itself brought it back: that is no return of the kind that is looked for.
            Change::Reinstated => *self = Self::default(),
            Change::Moved(redirect) => {
                self.moved = PageState::Up;
                if let Some(status) = redirect {
                    let to = moved.clone();
                    self.original = PageState::Redirect { status, to };
                }
                self.returned = Some(Return { at, url: moved });
            }
        }
    }

    /// The state in which most visitors can see the content.
    pub fn best(&self) -> PageState {
        match self.moved {
            PageState::Up => PageState::Up,
            _ => self.original.clone(),
        }
    }

    pub fn truth(&self) -> StateTruth {
        let best = self.best();
        StateTruth {
            up_in_union: best == PageState::Up,
            up_elsewhere: matches!(best, PageState::Up | PageState::GeoBlocked(_)),
            returned: self.returned.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(changes: &[Change]) -> Slot {
        let mut slot = Slot::default();
        for (hour, change) in (0..).zip(changes) {
            let at = Timestamp::from_second(hour * 3600).unwrap();
            slot.apply(*change, at, "https://a.test/old".into(), "https://a.test/new".into());
        }
        slot
    }

    #[test]
    fn a_removed_page_is_up_nowhere() {
        for change in [Change::Gone(410), Change::SoftGone] {
            let truth = after(&[change]).truth();
            assert!(!truth.up_in_union && !truth.up_elsewhere);
            assert_eq!(truth.returned, None);
        }
    }

    #[test]
    fn a_blocked_page_is_up_elsewhere() {
        let truth = after(&[Change::GeoBlocked(451)]).truth();
        assert!(!truth.up_in_union && truth.up_elsewhere);
    }

    #[test]
    fn a_moved_or_restored_page_says_when_and_where_it_returned() {
        for redirect in [None, Some(301)] {
            let slot = after(&[Change::Gone(404), Change::Moved(redirect)]);
            let returned = slot.truth().returned.unwrap();
            assert_eq!(returned.url, "https://a.test/new");
            assert_eq!(returned.at.as_second(), 3600);
            assert_eq!(matches!(slot.original, PageState::Redirect { .. }), redirect.is_some());
        }
        let slot = after(&[Change::Gone(404), Change::Restored]);
        assert_eq!(slot.truth().returned.unwrap().url, "https://a.test/old");
        assert!(slot.truth().up_in_union);
    }

    #[test]
    fn a_reinstated_page_is_up_and_has_not_returned() {
        let slot = after(&[Change::Gone(410), Change::Reinstated]);
        assert_eq!(slot.truth(), Slot::default().truth());
    }

    #[test]
    fn a_second_removal_takes_both_places_down() {
        let slot = after(&[Change::Gone(404), Change::Moved(Some(302)), Change::Gone(410)]);
        assert!(!slot.truth().up_elsewhere);
        assert_eq!(slot.original, PageState::Gone(410));
    }

    #[test]
    fn only_the_canadian_addresses_are_outside_the_union() {
        let region = |text: &str| Region::of(text.parse().unwrap());
        assert_eq!(region("127.30.0.9"), Region::Elsewhere);
        for inside in ["127.20.0.1", "127.40.0.1", "127.0.0.1", "::1"] {
            assert_eq!(region(inside), Region::Union);
        }
    }
}
