//! What one record of the name system says for the map. Answers just received and old ones go through the same table.

use domain::map::{Asset, AssetKind, LinkKind};

use crate::list::RowFault;
use crate::observed::{asset, note_of};

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Whose record it is.
    pub subject: Asset,
    /// How it is linked.
    pub link: LinkKind,
    /// To what.
    pub object: Asset,
    /// The type of the record, and what else it says; may be empty.
    pub note: String,
}

/// Beginnings of TXT records by which a service knows the holder of a domain. Whoever manages several domains from one
/// account often has one identifier in all of them; but it stands in public and can be copied.
const TOKENS: [(&str, &str); 7] = [
    ("google-site-verification=", "google-site-verification"),
    ("yandex-verification:", "yandex-verification"),
    ("facebook-domain-verification=", "facebook-domain-verification"),
    ("apple-domain-verification=", "apple-domain-verification"),
    ("mailru-verification:", "mailru-verification"),
    ("ahrefs-site-verification_", "ahrefs-site-verification"),
    ("ms=", "ms"),
];

/// Reads a record in presentation format: owner, type as a mnemonic (`A`, `CNAME`), data.
///
/// ```
/// use exchange::dns_record::fact;
/// let fact = fact("Harbour.example.", "MX", "10 mail.harbour.example.").unwrap();
/// assert_eq!(fact.object.to_string(), "mail_server mail.harbour.example");
/// ```
///
/// # Errors
/// When the type says nothing for the map, or a name or address in it is none.
///
/// # Source
/// RFC 1035 sections 3.3 and 5.1; RFC 3596 section 2.2 (AAAA); RFC 6672 (DNAME).
pub fn fact(owner: &str, rrtype: &str, data: &str) -> Result<Fact, RowFault> {
    let rrtype = rrtype.to_ascii_uppercase();
    let word = |place: usize| data.split_whitespace().nth(place).ok_or(RowFault::NoField("rdata"));
    let host = || asset(AssetKind::Host, owner);
    let (subject, link, object, rest) = match rrtype.as_str() {
        "A" | "AAAA" => (host()?, LinkKind::ResolvesTo, asset(AssetKind::Address, word(0)?)?, None),
        "CNAME" | "DNAME" => (host()?, LinkKind::AliasOf, asset(AssetKind::Host, word(0)?)?, None),
        "NS" => (zone(owner)?, LinkKind::ServedBy, asset(AssetKind::NameServer, word(0)?)?, None),
        // The first name is the primary server; the second, whom to write to about the zone, has no link of its own.
        "SOA" => {
            let server = asset(AssetKind::NameServer, word(0)?)?;
            (zone(owner)?, LinkKind::ServedBy, server, Some(format!("responsible {}", word(1)?)))
        }
        "MX" => {
            let server = asset(AssetKind::MailServer, word(1)?)?;
            (zone(owner)?, LinkKind::MailBy, server, Some(format!("preference {}", word(0)?)))
        }
        "TXT" => {
            let unused = || RowFault::UnusedRecord(rrtype.clone());
            (host()?, LinkKind::Carries, token(data).ok_or_else(unused)?, None)
        }
        _ => return Err(RowFault::UnusedRecord(rrtype.chars().take(20).collect())),
    };
    let note = rest.map_or_else(|| rrtype.clone(), |rest| format!("{rrtype}, {rest}"));
    Ok(Fact { subject, link, object, note: note_of(&note) })
}

/// The domain, or the host where a zone begins below one.
fn zone(owner: &str) -> Result<Asset, RowFault> {
    Asset::new(AssetKind::Domain, owner).or_else(|_| asset(AssetKind::Host, owner))
}

fn token(data: &str) -> Option<Asset> {
    // Presentation format puts character strings in quotation marks.
    let text = data.trim().trim_matches('"');
    let (family, id) = TOKENS.iter().find_map(|(beginning, family)| {
        let head = text.get(..beginning.len()).filter(|head| head.eq_ignore_ascii_case(beginning))?;
        Some((family, text[head.len()..].trim()))
    })?;
    Asset::new(AssetKind::Tracker, &format!("{family}:{id}")).ok()
}
