//! The sites of the rehearsal: what customers of the fourteen providers run, and institutions that
//! have names of their own.

use super::shells::Layout;
use crate::material::Language;
use crate::truth::Purpose;

/// A site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Site {
    pub host: &'static str,
    pub title: &'static str,
    pub layout: Layout,
}

/// What kind of institution a site belongs to, in a unit's registry of known sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteKind {
    /// A newspaper or agency.
    Press,
    /// A university or institute.
    Research,
    /// An archive or library.
    Archive,
    /// An organisation of civil society.
    Ngo,
    /// A court or public office.
    Authority,
    /// An encyclopaedia.
    Encyclopaedia,
}

/// An entry of a unit's registry of known sites; it covers the domain and all names under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownSite {
    /// The domain.
    pub domain: &'static str,
    /// Whose it is.
    pub kind: SiteKind,
}

/// What a unit's registry would know: some of the institutions of this world, not all.
#[must_use]
pub fn known_sites() -> Vec<KnownSite> {
    let known = |domain, kind| KnownSite { domain, kind };
    vec![
        known("harbour-gazette.test", SiteKind::Press),
        known("encyclopaedia-littoral.test", SiteKind::Encyclopaedia),
        known("court.oceania.test", SiteKind::Authority),
        known("univ-estuary.test", SiteKind::Research),
        known("archive-tidal.test", SiteKind::Archive),
        known("factcheck-buoy.test", SiteKind::Ngo),
    ]
}

/// The sites that customers of the providers run under the providers' own domains, three or two
/// for each provider.
#[rustfmt::skip]
pub(super) const CUSTOMERS: [Site; 36] = [
    site("b.lowtide.test", "lowtide b/", Layout::Board),
    site("notes.lowtide.test", "Lowtide Notes", Layout::Blog),
    site("paste.lowtide.test", "Lowtide Paste", Layout::Paste),
    site("keskustelu.breakwater.test", "Breakwater Talk", Layout::Forum),
    site("kuvat.breakwater.test", "Breakwater Pictures", Layout::Gallery),
    site("forum.pontoon.test", "Pontoon Forum", Layout::Forum),
    site("seiten.pontoon.test", "Pontoon Seiten", Layout::Article),
    site("kladde.pontoon.test", "Pontoon Kladde", Layout::Paste),
    site("home.sandbar.test", "Sandbar Homepages", Layout::Tables),
    site("stream.sandbar.test", "Sandbar Channels", Layout::Channel),
    site("blog.sandbar.test", "Sandbar Weblog", Layout::Blog),
    site("poze.skerry.test", "Skerry Poze", Layout::Gallery),
    site("pagini.skerry.test", "Skerry Pagini", Layout::Soup),
    site("logbook.cormorant.test", "Cormorant Logbook", Layout::Blog),
    site("bin.cormorant.test", "Cormorant Bin", Layout::Raw),
    site("pages.cormorant.test", "Cormorant Pages", Layout::Article),
    site("carnets.tidepool.test", "Carnets Tidepool", Layout::Blog),
    site("forum.tidepool.test", "Forum Tidepool", Layout::Forum),
    site("images.tidepool.test", "Images Tidepool", Layout::Gallery),
    site("perso.groyne.test", "Pages perso Groyne", Layout::Tables),
    site("mur.groyne.test", "Le mur Groyne", Layout::Channel),
    site("prikbord.mooring.test", "Mooring Prikbord", Layout::Board),
    site("sites.mooring.test", "Mooring Sites", Layout::Soup),
    site("dagboek.mooring.test", "Mooring Dagboek", Layout::Blog),
    site("brett.quayside.test", "Quayside Brett", Layout::Board),
    site("werkstatt.quayside.test", "Quayside Werkstatt", Layout::Article),
    site("foro.fairway.test", "Foro Fairway", Layout::Forum),
    site("bitacora.fairway.test", "Bitácora Fairway", Layout::Blog),
    site("texto.fairway.test", "Fairway Texto", Layout::Raw),
    site("canale.spindrift.test", "Spindrift Canale", Layout::Channel),
    site("arhiva.spindrift.test", "Spindrift Old Pages", Layout::Tables),
    site("sivut.leeward.test", "Leeward Sivut", Layout::Soup),
    site("lokikirja.leeward.test", "Leeward Lokikirja", Layout::Blog),
    site("board.halyard.test", "Halyard Board", Layout::Board),
    site("journal.halyard.test", "Halyard Journals", Layout::Article),
    site("photos.halyard.test", "Halyard Photos", Layout::Gallery),
];

const fn site(host: &'static str, title: &'static str, layout: Layout) -> Site {
    Site { host, title, layout }
}

/// The provider domains, each with at least two [`CUSTOMERS`].
pub(super) const PROVIDERS: [&str; 14] = [
    "lowtide.test",
    "breakwater.test",
    "pontoon.test",
    "sandbar.test",
    "skerry.test",
    "cormorant.test",
    "tidepool.test",
    "groyne.test",
    "mooring.test",
    "quayside.test",
    "fairway.test",
    "spindrift.test",
    "leeward.test",
    "halyard.test",
];

/// The sites under a provider's domain.
pub(super) fn of_provider(domain: &str) -> Vec<Site> {
    let suffix = format!(".{domain}");
    CUSTOMERS.into_iter().filter(|site| site.host.ends_with(&suffix)).collect()
}

/// The institutions that publish for `purpose` under names of their own: the first is in the
/// registry of [`known_sites`], the second is not.
pub(super) fn institutions(purpose: Purpose) -> [Site; 2] {
    match purpose {
        Purpose::Journalism => [
            site("www.harbour-gazette.test", "Harbour Gazette", Layout::Press),
            site("estuary-observer.test", "Estuary Observer", Layout::Press),
        ],
        Purpose::Education => [
            site("encyclopaedia-littoral.test", "Encyclopaedia Littoral", Layout::Wiki),
            site("coastwiki.test", "Coastwiki", Layout::Wiki),
        ],
        Purpose::Justice => [
            site("court.oceania.test", "Courts of Oceania", Layout::Court),
            site("tribunal-littoral.test", "Tribunal Littoral", Layout::Court),
        ],
        Purpose::Research => [
            site("papers.univ-estuary.test", "University of the Estuary", Layout::Journal),
            site("small-texts.test", "Journal of Small Texts", Layout::Journal),
        ],
        Purpose::Archive => [
            site("catalogue.archive-tidal.test", "Tidal Archive", Layout::Archive),
            site("memory-of-shores.test", "Memory of Shores", Layout::Archive),
        ],
        Purpose::CounterSpeech => [
            site("factcheck-buoy.test", "Factcheck Buoy", Layout::Check),
            site("lantern-institute.test", "Lantern Institute", Layout::Check),
        ],
    }
}

/// The host name of a site's edition in `language`: encyclopaedias have one for each.
pub(super) fn edition(site: Site, language: Language) -> String {
    match site.layout {
        Layout::Wiki => format!("{}.{}", language.tag(), site.host),
        _ => site.host.to_owned(),
    }
}
