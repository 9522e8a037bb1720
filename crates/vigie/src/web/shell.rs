//! The page around every page. [`page`] is the console's, [`bare_page`] that of sign-in and of a provider's phone.

use domain::id::PersonId;
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, Render, html};

use super::{
    format::{self, Reader},
    kit::{self, Icon, Key, Notice, Status, assets},
    messages::{Lang, Text, shell as text},
};

mod rail;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes, in the order the switch shows them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As kept in a cookie.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a cookie's value; anything else leaves it to the system.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }

    fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then(|| self.name())
    }

    fn text(self) -> Text {
        match self {
            Self::System => text::SYSTEM,
            Self::Light => text::LIGHT,
            Self::Dark => text::DARK,
        }
    }
}

/// A part of the console, as the rail lists it. The nine verbs keep their numbers; those without pages are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What needs a person now.
    Today,
    /// Intake.
    Detect,
    /// The review queue and its items.
    Assess,
    /// Referrals.
    Refer,
    /// Removal orders.
    Order,
    /// Assets, networks, levers.
    Map,
    /// Joint actions, and alerts.
    Act,
    /// Second looks.
    Watch,
    /// Reports.
    Report,
    /// Copies of orders, for the officer of the host state.
    Host,
    /// The directory of providers.
    Providers,
    /// Banks of fingerprints.
    Banks,
    /// People and their roles.
    People,
    /// The ledger.
    Ledger,
}

impl Section {
    /// Every section, in the order of the rail.
    pub const ALL: [Self; 14] = [
        Self::Today,
        Self::Detect,
        Self::Assess,
        Self::Refer,
        Self::Order,
        Self::Map,
        Self::Act,
        Self::Watch,
        Self::Report,
        Self::Host,
        Self::Providers,
        Self::Banks,
        Self::People,
        Self::Ledger,
    ];

    /// Where it begins.
    pub fn href(self) -> &'static str {
        match self {
            Self::Today => "/",
            Self::Detect => "/intake",
            Self::Assess => "/queue",
            Self::Refer => "/referrals",
            Self::Order => "/orders",
            Self::Map => "/map",
            Self::Act => "/act",
            Self::Watch => "/watch",
            Self::Report => "/report",
            Self::Host => "/host",
            Self::Providers => "/providers",
            Self::Banks => "/banks",
            Self::People => "/people",
            Self::Ledger => "/ledger",
        }
    }

    /// Its name.
    pub fn text(self) -> Text {
        match self {
            Self::Today => text::TODAY,
            Self::Detect => text::DETECT,
            Self::Assess => text::ASSESS,
            Self::Refer => text::REFER,
            Self::Order => text::ORDER,
            Self::Map => text::MAP,
            Self::Act => text::ACT,
            Self::Watch => text::WATCH,
            Self::Report => text::REPORT,
            Self::Host => text::HOST,
            Self::Providers => text::PROVIDERS,
            Self::Banks => text::BANKS,
            Self::People => text::PEOPLE,
            Self::Ledger => text::LEDGER,
        }
    }

    /// The number of its verb among the nine; 0 for Today, none for the directories.
    fn digit(self) -> Option<u8> {
        match self {
            Self::Today => Some(0),
            Self::Detect => Some(1),
            Self::Assess => Some(2),
            Self::Refer => Some(3),
            Self::Order => Some(4),
            Self::Map => Some(5),
            Self::Act => Some(6),
            Self::Watch => Some(8),
            Self::Report => Some(9),
            Self::Host | Self::Providers | Self::Banks | Self::People | Self::Ledger => None,
        }
    }
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Tells them from everybody else.
    pub id: PersonId,
    /// As they are called.
    pub name: String,
    /// Their roles, in words.
    pub roles: String,
}

/// The figures in the rail. None is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Items taken in today; live under the name `detect`.
    pub detect: Option<u64>,
    /// Items waiting; `assess`.
    pub assess: Option<u64>,
    /// Referrals waiting for a second person; `refer`.
    pub refer: Option<u64>,
    /// Orders whose clock runs; `order`.
    pub order: Option<u64>,
    /// Claims contradicted; `watch`.
    pub watch: Option<u64>,
}

/// How the ledger stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerView {
    /// Leaves in the tree; live under the name `leaves`.
    pub leaves: u64,
    /// Whether it is whole.
    pub status: Status,
    /// The same in words.
    pub words: String,
}

/// What a page of the console needs around it.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Language and zone of the reader.
    pub reader: Reader,
    /// Light or dark.
    pub theme: Theme,
    /// Who is signed in.
    pub person: PersonView,
    /// The session's token against forged requests.
    pub csrf: String,
    /// The server's time when the page was made.
    pub now: Timestamp,
    /// Whether everything shown is a rehearsal.
    pub rehearsal: bool,
    /// Path and query of the page, to come back to after a switch of language or theme.
    pub path: String,
    /// The section the page belongs to, if any.
    pub current: Option<Section>,
    /// The sections this person may enter.
    pub sections: Vec<Section>,
    /// Figures in the rail.
    pub counters: Counters,
    /// How the ledger stands.
    pub ledger: LedgerView,
    /// What the last act brought about.
    pub notice: Option<Notice>,
    /// The page's own keys.
    pub keys: Vec<Key>,
}

impl Frame {
    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.reader.lang
    }
}

/// Keys that work on every page.
const COMMON_KEYS: [Key; 4] = [
    Key { keys: &["g", "0…9"], text: text::KEY_GO },
    Key { keys: &["j", "k"], text: text::KEY_ROWS },
    Key { keys: &["/"], text: text::KEY_FIND },
    Key { keys: &["?"], text: text::KEY_ALL },
];

/// A whole page of the console.
pub fn page(frame: &Frame, title: &str, content: Markup) -> Markup {
    let lang = frame.lang();
    let keys: Vec<Key> = frame.keys.iter().chain(&COMMON_KEYS).copied().collect();
    let scripts = html! {
        meta name="server-now" content=(frame.now.as_millisecond());
        @for name in ["clock.js", "live.js", "keys.js", "leave.js"] { script type="module" src=(assets::url(name)) {} }
    };
    document(
        lang,
        frame.theme,
        title,
        scripts,
        "",
        html! {
            (kit::sprite())
            a.skip href="#main" { (text::SKIP.get(lang)) }
            div.shell {
                (top(frame))
                (rail::rail(frame))
                main.main id="main" tabindex="-1" {
                    @if frame.rehearsal { p.print-only { b { (text::REHEARSAL_PRINT.get(lang)) } } }
                    @if let Some(notice) = &frame.notice { (kit::notice(notice)) }
                    (content)
                    (kit::keys(&keys, lang))
                }
            }
            (key_map(&keys, lang))
        },
    )
}

/// What a page outside the console needs around it. It loads no script.
#[derive(Debug, Clone)]
pub struct BareFrame {
    /// Language of the page.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// Whether everything shown is a rehearsal.
    pub rehearsal: bool,
    /// The same page in the other languages: language and address.
    pub others: Vec<(Lang, String)>,
    /// The last lines of the page.
    pub foot: Vec<String>,
}

/// A whole page outside the console: one narrow column, large type, nothing to sign in to.
pub fn bare_page(frame: &BareFrame, title: &str, content: Markup) -> Markup {
    let lang = frame.lang;
    let head = html! {
        meta name="robots" content="noindex";
        meta name="referrer" content="no-referrer";
    };
    document(
        lang,
        frame.theme,
        title,
        head,
        "bare",
        html! {
            (kit::sprite())
            div.p {
                header.ptop {
                    span.brand { (mark()) (text::BRAND.get(lang)) }
                    @if frame.rehearsal { span.rehearsal { (text::REHEARSAL.get(lang)) } }
                    @for (other, href) in &frame.others {
                        a href=(href) lang=(other.tag()) hreflang=(other.tag()) { (other.own_name()) }
                    }
                }
                main id="main" { (content) }
                footer.meta { @for line in &frame.foot { p.mt2 { (line) } } }
            }
        },
    )
}

fn document(lang: Lang, theme: Theme, title: &str, head: Markup, class: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) data-theme=[theme.attribute()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (text::BRAND.get(lang)) }
                @for name in ["tokens.css", "console.css", "pages.css"] {
                    link rel="stylesheet" href=(assets::url(name));
                }
                link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
                (head)
            }
            body class=[(!class.is_empty()).then_some(class)] { (body) }
        }
    }
}

fn mark() -> Markup {
    html! {
        svg viewBox="0 0 20 20" aria-hidden="true" {
            path d="M1 13.5h18" stroke="currentColor" stroke-width="2" {}
            path d="M4.5 13.5a5.5 5.5 0 0 1 11 0" fill="none" stroke="currentColor" stroke-width="2" {}
            circle.lamp cx="10" cy="4" r="2" {}
        }
    }
}

fn top(frame: &Frame) -> Markup {
    let lang = frame.lang();
    let offset = frame.reader.zone.to_offset(frame.now).seconds();
    html! {
        header.top {
            a.brand href="/" { (mark()) (text::BRAND.get(lang)) }
            form.find role="search" action="/find" {
                label.vh for="find" { (text::FIND.get(lang)) }
                (kit::icon(Icon::Search))
                input id="find" name="q" type="search" placeholder=(text::FIND_HINT.get(lang)) data-key="/";
                kbd aria-hidden="true" { "/" }
            }
            div.top-end {
                @if frame.rehearsal { span.rehearsal.keep { (text::REHEARSAL.get(lang)) } }
                span title=(text::SERVER_TIME.get(lang)) {
                    (frame.reader.day(frame.now)) ", "
                    b { time data-server-time data-offset=(offset) { (frame.reader.time(frame.now)) } }
                    " " (frame.reader.place())
                }
                span { b { (frame.person.name) } ", " (frame.person.roles) }
            }
            a.btn.menu href="#nav" { (kit::icon(Icon::Menu)) (text::MENU.get(lang)) }
        }
    }
}

fn key_map(keys: &[Key], lang: Lang) -> Markup {
    let body = html! {
        dl.keymap {
            @for key in keys { dt { @for cap in key.keys { kbd { (cap) } " " } } dd { (key.text.get(lang)) } }
            dt { kbd { "Esc" } } dd { (text::KEY_CLOSE.get(lang)) }
        }
        p.hint.mt3 { (text::KEYS_HINT.get(lang)) }
        label.opt hidden {
            input type="checkbox" data-keys-switch;
            span { (text::KEYS_SWITCH.get(lang)) }
        }
    };
    kit::dialog("keymap", text::KEYS_TITLE.get(lang), body, lang)
}

impl Render for LedgerView {
    fn render(&self) -> Markup {
        html! { span class={ "is-" (self.status.class()) } { (kit::icon(self.status.icon())) " " (self.words) } }
    }
}

#[cfg(test)]
mod tests;
