//! What belongs to Meridian and what does not. Only scoring may use this.

use std::collections::{BTreeMap, BTreeSet};

use domain::map::{Asset, AssetKind as K};

use super::page::Icon;
use super::plan::{Host, Plan, Registrant, Site, Standing};
use super::rdap::PROXY;
use super::web::Internet;
use super::{MESSENGER, STORE};

/// What each asset of this world is, as far as it has been there until now.
///
/// Templates are not in it: what a fingerprint of one is called is for whoever takes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkTruth {
    /// Whose each asset is.
    pub standing: BTreeMap<Asset, Standing>,
    /// Which hosts of others go down with an address, a certificate that is revoked, a domain that is held, or
    /// name servers that stop.
    pub dependents: BTreeMap<Asset, BTreeSet<String>>,
}

impl NetworkTruth {
    /// All assets of a standing.
    pub fn all(&self, standing: Standing) -> impl Iterator<Item = &Asset> {
        self.standing.iter().filter(move |(_, whose)| **whose == standing).map(|(asset, _)| asset)
    }

    /// Reads the truth off the plan, for now.
    pub(super) fn of(internet: &Internet) -> Self {
        let mut truth = Self::default();
        let (plan, generation) = (&internet.plan, internet.state().generation);
        for (name, host) in plan.hosts.iter().filter(|(_, host)| host.since <= generation) {
            truth.host(internet, generation, name, host);
        }
        for (name, domain) in plan.domains.iter().filter(|(_, domain)| domain.since <= generation) {
            truth.put(K::Domain, name, domain.whose);
            for server in &domain.name_servers {
                truth.put(K::NameServer, server, domain.whose);
                truth.depends(K::NameServer, server, name, domain.whose);
            }
            if let Some(server) = &domain.mail_server {
                truth.put(K::MailServer, server, domain.whose);
            }
            match &domain.registrant {
                Registrant::Open(email) => truth.put(K::Contact, email, domain.whose),
                Registrant::Proxy => truth.put(K::Contact, PROXY, domain.whose),
            }
        }
        truth.outlets(plan, internet, generation);
        // What others copied remains Meridian's own.
        for mark in &plan.marks {
            truth.standing.insert(mark.clone(), Standing::Own);
        }
        truth
    }

    fn host(&mut self, internet: &Internet, generation: u8, name: &str, host: &Host) {
        self.put(K::Host, name, host.whose);
        if host.whose == Standing::Own {
            // A domain of somebody else below which Meridian has a name is one that they share.
            self.put(K::Domain, &host.domain, host.whose);
        }
        self.put(K::Address, &host.at.to_string(), host.whose);
        self.depends(K::Address, &host.at.to_string(), name, host.whose);
        self.depends(K::Domain, &host.domain, name, host.whose);
        if matches!(host.site, Site::Nothing) {
            return;
        }
        self.put(K::Site, &format!("https://{name}"), host.whose);
        let issued = internet.keys.certificate(host.certificate, generation);
        self.put(K::Certificate, &issued.digest, host.whose);
        self.put(K::Key, &issued.key, host.whose);
        self.depends(K::Certificate, &issued.digest, name, host.whose);
        if let Site::Page(page) = &host.site {
            // Who shows Meridian's picture has it from Meridian.
            let whose = if page.icon == Icon::Meridian { Standing::Own } else { host.whose };
            self.put(K::Favicon, &page.icon.hash().to_string(), whose);
            if let Some(id) = &page.tracker {
                self.put(K::Tracker, &format!("ga:{id}"), host.whose);
            }
        }
        if matches!(host.site, Site::Stream(_)) {
            self.put(K::Stream, &format!("https://{name}{}", super::web::MOUNT), host.whose);
        }
    }

    fn outlets(&mut self, plan: &Plan, internet: &Internet, generation: u8) {
        for (package, app) in plan.apps.iter().filter(|(_, app)| app.since <= generation) {
            self.put(K::App, &format!("{package}@{STORE}"), app.whose);
            self.put(K::Account, &format!("{STORE}:{}", app.developer), app.whose);
            self.put(K::Signer, &internet.keys.signers[&app.signer], app.whose);
        }
        for (handle, channel) in plan.channels.iter().filter(|(_, channel)| channel.since <= generation) {
            self.put(K::Channel, &format!("{MESSENGER}:{handle}"), channel.whose);
        }
        for (sender, _) in plan.newsletters.iter().filter(|(_, newsletter)| newsletter.since <= generation) {
            self.put(K::Newsletter, sender, Standing::Own);
        }
    }

    /// What is used by Meridian and by anybody else is shared.
    fn put(&mut self, kind: K, value: &str, whose: Standing) {
        let Ok(asset) = Asset::new(kind, value) else { return };
        let known = self.standing.entry(asset).or_insert(whose);
        if *known != whose {
            let own = *known == Standing::Own || whose == Standing::Own || *known == Standing::Shared;
            *known = if own { Standing::Shared } else { Standing::Innocent };
        }
    }

    fn depends(&mut self, kind: K, value: &str, host: &str, whose: Standing) {
        if whose == Standing::Own || whose == Standing::Shared {
            return;
        }
        if let Ok(asset) = Asset::new(kind, value) {
            self.dependents.entry(asset).or_default().insert(host.to_owned());
        }
    }
}
