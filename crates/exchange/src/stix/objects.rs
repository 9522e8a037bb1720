//! Which observable names which asset.

use domain::map::{Asset, AssetKind};
use serde_json::{Map, Value};

use crate::list::RowFault;
use crate::observed::{asset, text};

/// The asset that an observable names; nothing for objects that are no observables of the map.
pub(super) fn asset_of(kind: &str, object: &Map<String, Value>) -> Option<Result<Asset, RowFault>> {
    let value = || text(object, "value");
    let named = match kind {
        "domain-name" => value().and_then(host_or_onion),
        "ipv4-addr" | "ipv6-addr" => value().and_then(single_address),
        "url" => value().and_then(|url| asset(AssetKind::Site, url)),
        "autonomous-system" => number(object).and_then(|number| asset(AssetKind::AutonomousSystem, &number)),
        "x509-certificate" => certificate(object),
        "user-account" => account(object),
        "email-addr" => value().and_then(|address| asset(AssetKind::Contact, address)),
        _ => return None,
    };
    Some(named)
}

fn host_or_onion(name: &str) -> Result<Asset, RowFault> {
    let kind = if name.to_ascii_lowercase().ends_with(".onion") { AssetKind::Onion } else { AssetKind::Host };
    asset(kind, name)
}

/// STIX allows networks in CIDR notation; one of a single address is that address.
fn single_address(value: &str) -> Result<Asset, RowFault> {
    let bare = value.strip_suffix("/32").or_else(|| value.strip_suffix("/128")).unwrap_or(value);
    asset(AssetKind::Address, bare)
}

fn number(object: &Map<String, Value>) -> Result<String, RowFault> {
    object.get("number").and_then(Value::as_u64).map(|number| number.to_string()).ok_or(RowFault::NoField("number"))
}

fn certificate(object: &Map<String, Value>) -> Result<Asset, RowFault> {
    let hashes = object.get("hashes").and_then(Value::as_object).ok_or(RowFault::NoField("hashes"))?;
    asset(AssetKind::Certificate, text(hashes, "SHA-256")?)
}

/// An account on a platform. The open vocabulary of account types holds systems' accounts too, which are no assets here;
/// what is not known to be a system's is taken for a platform's.
fn account(object: &Map<String, Value>) -> Result<Asset, RowFault> {
    const SYSTEMS: [&str; 8] = ["unix", "windows-local", "windows-domain", "ldap", "tacacs", "radius", "nis", "openid"];
    let platform = text(object, "account_type")?;
    if SYSTEMS.contains(&platform) {
        return Err(RowFault::NoField("account_type"));
    }
    let handle = text(object, "account_login").or_else(|_| text(object, "display_name"));
    let handle = match (handle, text(object, "user_id")) {
        (Ok(handle), _) => handle.to_owned(),
        (Err(_), Ok(id)) => format!("id={id}"),
        (Err(missing), Err(_)) => return Err(missing),
    };
    // Messengers have channels, which are found by the same name as accounts; only the type can tell them apart.
    let kind = if platform.contains("channel") { AssetKind::Channel } else { AssetKind::Account };
    let platform = platform.replace("-channel", "").replace("_channel", "");
    asset(kind, &format!("{platform}:{handle}"))
}
