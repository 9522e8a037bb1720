//! Sites that look like Meridian's, or lead to it, and are not. Who counts only strings takes them in.

use super::innocents::{ordinary, stranger};
use super::network::Network;
use super::{Draft, Registrant, Site, Standing};
use crate::meridian::page::{Icon, Page};
use crate::meridian::trade::{Id, Trade};

/// Sites that carry Meridian's analytics identifier, copied by whoever made them.
const COPIED: usize = 6;
/// The machine on which a decoy stands, on its own, at one company after the other: there are fewer decoys than companies.
const MACHINE: u8 = 30;

/// Plants all of them.
pub(super) fn plant(draft: &mut Draft, network: &Network) {
    let mut companies = Id::of(Trade::Hosting);
    let mut put = |draft: &mut Draft, name: String, make: &dyn Fn(Page) -> Site| {
        let Some(company) = companies.next() else { return };
        let certificate = draft.certificate(&name, &[&name], 0);
        let at = company.machine(MACHINE);
        draft.machine(at, Standing::Decoy, 0, certificate);
        draft.domain(&name, Standing::Decoy, company.get().domain);
        let page = ordinary(draft, &name);
        draft.host(&name, Standing::Decoy, 0, at, certificate, make(page));
    };
    for _ in 0..COPIED {
        let name = stranger(draft);
        put(draft, name, &|page| Site::Page(Page { tracker: network.page.tracker.clone(), ..page }));
    }
    // The whole page, with all that stands in it.
    let name = stranger(draft);
    put(draft, name, &|_| Site::Page(network.page.clone()));
    // The picture and the identifier, behind the same privacy service as one of Meridian's names.
    let name = stranger(draft);
    let tracker = || network.page.tracker.clone();
    put(draft, name.clone(), &|page| Site::Page(Page { tracker: tracker(), icon: Icon::Meridian, ..page }));
    if let Some(domain) = draft.plan.domains.get_mut(&name) {
        domain.registrant = Registrant::Proxy;
    }
    let name = stranger(draft);
    put(draft, name, &|_| Site::Redirect(network.front.clone()));
    let name = stranger(draft);
    put(draft, name, &|page| Site::Page(Page { links: vec![network.channel.clone(), network.front.clone()], ..page }));
    // Two that only sound like it.
    for name in ["meridian-bakery.test", "noon-line-fishing.test"] {
        put(draft, name.to_owned(), &Site::Page);
    }
}
