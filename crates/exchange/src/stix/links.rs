//! Which relationship is which link.

use std::collections::HashMap;

use domain::map::{Asset, AssetKind, Interval, LinkKind};
use serde_json::{Map, Value};

use super::{Fault, MAX_REFERENCES, Part, Reading, interval_of};
use crate::certificate_log::MAX_NAMES;
use crate::list::RowFault;
use crate::observed::{date, text};

impl Reading {
    /// Adds what an object says of how assets are linked.
    pub(super) fn link(&mut self, part: &Part) {
        match part.kind {
            "relationship" => self.relationship(part),
            "domain-name" => self.embedded(part, "resolves_to_refs"),
            "ipv4-addr" | "ipv6-addr" => self.embedded(part, "belongs_to_refs"),
            "email-addr" => self.embedded(part, "belongs_to_ref"),
            "x509-certificate" => self.alternative_names(part),
            _ => {}
        }
    }

    fn relationship(&mut self, part: &Part) {
        let object = part.object;
        if object.get("revoked").and_then(Value::as_bool) == Some(true) {
            return self.problem(&part.id, Fault::Revoked);
        }
        let ends = text(object, "source_ref").and_then(|from| Ok((from, text(object, "target_ref")?)));
        let (from, to) = match ends {
            Ok(ends) => ends,
            Err(fault) => return self.problem(&part.id, Fault::Value(fault)),
        };
        let word = text(object, "relationship_type").unwrap_or_default();
        // Most relationships of a bundle are about people and programs, which the map does not hold.
        if !is_observable(from) || !is_observable(to) {
            return;
        }
        match (found(&self.named, from), found(&self.named, to)) {
            (Ok(subject), Ok(object)) => {
                let (subject, object) = (subject.clone(), object.clone());
                let seen = stated(part.object);
                match link(word, subject, object) {
                    Some(ends) => self.add(&part.id, ends, seen, &format!("relationship {word}")),
                    None => self.problem(&part.id, Fault::Relationship(word.chars().take(80).collect())),
                }
            }
            (Err(fault), _) | (_, Err(fault)) => self.problem(&part.id, fault),
        }
    }

    /// References within an observable: an older way to say what a relationship says.
    fn embedded(&mut self, part: &Part, name: &'static str) {
        let Some(subject) = self.named.get(&part.id).cloned() else { return };
        let seen = self.seen.get(&part.id).copied();
        let word = if name == "resolves_to_refs" { "resolves-to" } else { "belongs-to" };
        for to in references(part.object, name) {
            match found(&self.named, to).cloned() {
                Err(fault) => self.problem(&part.id, fault),
                Ok(object) => match link(word, subject.clone(), object) {
                    Some(ends) => self.add(&part.id, ends, seen, name),
                    None => self.problem(&part.id, Fault::Relationship(word.to_owned())),
                },
            }
        }
    }

    /// `DNS:lamp.harbour.example, DNS:*.harbour.example`, as OpenSSL prints it.
    fn alternative_names(&mut self, part: &Part) {
        let Some(certificate) = self.named.get(&part.id).cloned() else { return };
        let extensions = part.object.get("x509_v3_extensions").and_then(Value::as_object);
        let Some(names) = extensions.and_then(|all| text(all, "subject_alternative_name").ok()) else { return };
        let seen = self.seen.get(&part.id).copied().or_else(|| validity(part.object));
        let mut names = names.split(',').filter_map(|name| name.trim().strip_prefix("DNS:"));
        for name in names.by_ref().take(MAX_NAMES) {
            match Asset::new(AssetKind::Host, name.strip_prefix("*.").unwrap_or(name)) {
                Ok(host) => {
                    self.add(&part.id, (host, LinkKind::NamedIn, certificate.clone()), seen, "subject alternative name")
                }
                Err(fault) => self.problem(&part.id, Fault::Value(RowFault::NotAnAsset(fault))),
            }
        }
        if names.next().is_some() {
            let fault = RowFault::TooManyValues { what: "subject_alternative_name", limit: MAX_NAMES };
            self.problem(&part.id, Fault::Value(fault));
        }
    }
}

/// The link that a relationship between two observables is, the right way round.
fn link(word: &str, from: Asset, to: Asset) -> Option<(Asset, LinkKind, Asset)> {
    use AssetKind as K;
    let kinds = (from.kind(), to.kind());
    let (kind, turned) = match (word, kinds) {
        ("resolves-to", (K::Host, K::Address)) => (LinkKind::ResolvesTo, false),
        ("resolves-to", (K::Host, K::Host)) => (LinkKind::AliasOf, false),
        ("belongs-to", (K::Address, K::AutonomousSystem)) => (LinkKind::AnnouncedBy, false),
        ("redirects-to", (K::Site, K::Site)) => (LinkKind::RedirectsTo, false),
        ("hosts", (K::Host | K::Address, K::Site)) => (LinkKind::PublishedOn, true),
        ("related-to", (K::Host, K::Certificate)) => (LinkKind::NamedIn, false),
        ("related-to", (K::Certificate, K::Host)) => (LinkKind::NamedIn, true),
        ("related-to", (K::Address, K::Certificate)) => (LinkKind::Presents, false),
        ("related-to", (K::Site, K::Host | K::Address)) => (LinkKind::PublishedOn, false),
        ("related-to", (K::Site, K::Account | K::Channel)) => (LinkKind::PointsTo, false),
        ("belongs-to", (K::Contact, K::Account | K::Channel)) => (LinkKind::RegisteredTo, true),
        _ => return None,
    };
    Some(if turned { (to, kind, from) } else { (from, kind, to) })
}

/// Whether an identifier is that of an observable that may name an asset.
fn is_observable(id: &str) -> bool {
    const TYPES: [&str; 8] = [
        "domain-name",
        "ipv4-addr",
        "ipv6-addr",
        "url",
        "autonomous-system",
        "x509-certificate",
        "user-account",
        "email-addr",
    ];
    id.split_once("--").is_some_and(|(kind, _)| TYPES.contains(&kind))
}

fn found<'a>(named: &'a HashMap<String, Asset>, id: &str) -> Result<&'a Asset, Fault> {
    named.get(id).ok_or_else(|| Fault::Reference(id.chars().take(120).collect()))
}

/// When a relationship held, as far as it says; or else when its author wrote it down.
fn stated(relationship: &Map<String, Value>) -> Option<Interval> {
    let written = || text(relationship, "created").ok().and_then(date).map(Interval::at);
    interval_of(relationship, "start_time", "stop_time").or_else(written)
}

/// From when a certificate is valid: about when it was issued. That it was shown until it lapses nobody said.
fn validity(certificate: &Map<String, Value>) -> Option<Interval> {
    text(certificate, "validity_not_before").ok().and_then(date).map(Interval::at)
}

/// Identifiers that a field lists, or the one that it is.
pub(super) fn references<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a str> {
    let field = object.get(name);
    let list = field.and_then(Value::as_array).into_iter().flatten();
    field.into_iter().chain(list).take(MAX_REFERENCES).filter_map(Value::as_str)
}
