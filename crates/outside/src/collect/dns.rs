//! Asking the name system.

use super::found::Found;
use super::{Collector, no_answer};
use casework::ports::{CollectError, Collected};
use domain::map::{Asset, AssetKind, LinkKind, Source};
use exchange::dns_record::fact;
use exchange::observed::RowFault;
use hickory_resolver::proto::rr::{Record, RecordType};
use std::collections::HashSet;
use tokio::time::timeout_at;

/// Records of one answer that are taken. A name with more is a trick or a whole provider.
const MAX_RECORDS: usize = 200;

/// What to ask about a kind of asset.
const fn questions(kind: AssetKind) -> &'static [RecordType] {
    use RecordType as T;
    match kind {
        AssetKind::Domain => &[T::A, T::AAAA, T::NS, T::MX, T::TXT, T::SOA],
        AssetKind::Host => &[T::A, T::AAAA, T::CNAME, T::TXT],
        _ => &[T::A, T::AAAA],
    }
}

impl Collector {
    /// Asks for the records of a name, one type after the other.
    pub(super) async fn ask_names(&self, asset: &Asset) -> Result<Collected, CollectError> {
        let name = asset.value();
        let mut found = self.found(Source::Dns);
        let ends = self.client.ends();
        let (mut answered, mut failure) = (false, None);
        for kind in questions(asset.kind()) {
            let asked = format!("{name} {kind}");
            let why = match timeout_at(ends, self.client.names.records(name, *kind)).await {
                Ok(Ok(lookup)) => {
                    answered = true;
                    take(&mut found, asset, lookup.answers(), &asked);
                    // As the resolver understood it: octet for octet only without compression.
                    found.answer(asked, lookup.message().to_vec().unwrap_or_default());
                    continue;
                }
                // Who does not know the name knows no record of it.
                Ok(Err(error)) if error.is_nx_domain() => break,
                Ok(Err(error)) if error.is_no_records_found() => {
                    answered = true;
                    continue;
                }
                Ok(Err(error)) => error.to_string(),
                Err(_) => "too slow".to_owned(),
            };
            found.not_examined(format!("{asked}: no answer ({why})"));
            failure = Some(why);
            // Who is silent about the first will be silent about the others.
            if !answered {
                break;
            }
        }
        match (answered, failure) {
            (true, _) => {
                lies_in_domain(&mut found, asset);
                Ok(found.finish(asset))
            }
            (false, Some(why)) => Err(no_answer(name, &why)),
            (false, None) => Err(CollectError::Unknown { asked: name.to_owned() }),
        }
    }
}

/// Takes records of the name, and of names that it is an alias of. Records of others were not asked for.
fn take(found: &mut Found, asset: &Asset, records: &[Record], asked: &str) {
    let mut owners = HashSet::from([asset.value().to_owned()]);
    for record in records.iter().take(MAX_RECORDS) {
        let owner = record.name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
        if !owners.contains(&owner) {
            found.not_examined(format!("{asked}: records of a name that was not asked for"));
            continue;
        }
        match fact(&owner, &record.record_type().to_string(), &record.data.to_string()) {
            Ok(fact) => {
                if fact.link == LinkKind::AliasOf {
                    owners.insert(fact.object.value().to_owned());
                }
                found.link(&as_asked(asset, fact.subject), fact.link, &fact.object, &fact.note);
            }
            Err(RowFault::UnusedRecord(_)) => {}
            Err(fault) => found.not_examined(format!("{asked}: {fault}")),
        }
    }
    if records.len() > MAX_RECORDS {
        let count = records.len();
        found.not_examined(format!("{asked}: {count} records, of which {MAX_RECORDS} were taken"));
    }
}

/// A record's owner is a host by itself; a name server that was asked about stays one.
fn as_asked(asset: &Asset, subject: Asset) -> Asset {
    let server = matches!(asset.kind(), AssetKind::NameServer | AssetKind::MailServer);
    if server && subject.value() == asset.value() { asset.clone() } else { subject }
}

fn lies_in_domain(found: &mut Found, asset: &Asset) {
    if asset.kind() != AssetKind::Domain
        && let Some(domain) = Asset::of_host(asset.value()).get(1)
    {
        found.link(asset, LinkKind::UnderDomain, domain, "");
    }
}
