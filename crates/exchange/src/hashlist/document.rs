//! Hash lists that come as one JSON document: pages of a ThreatExchange answer (descriptors or indicators), the TCAP
//! hash list, and STIX 2.1 bundles with `file` objects.
//!
//! Which of them it is shows in each object, so that nobody has to say. One bad object never spoils the others; it is
//! named by its place, counted from 1.

use serde_json::{Map, Value};

use super::any::unmarked;
use super::{Algorithm, Parts, Problem, Row, RowFault, sound, unnamed};

/// The longest document, in bytes. Longer lists come as lines.
pub const MAX_BYTES: usize = 256 << 20;
/// Most objects of a document.
pub const MAX_OBJECTS: usize = 2_000_000;

/// Most values of a document, counted by what stands between and around them: all of them are held in memory at once, a
/// gigabyte of them at most.
const MAX_VALUES: usize = 10_000_000;

/// Why a document cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum NotAList {
    /// It is too long.
    #[error("the list is longer than {MAX_BYTES} bytes; split it, or give it as lines")]
    TooLong,
    /// It is no JSON.
    #[error("this is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// Its bytes do not come.
    #[error("it cannot be read: {0}")]
    Unreadable(std::io::Error),
    /// It is some other JSON.
    #[error(
        "this is no list of hashes: a list of objects is expected, or an object with such a list as “data”, “results”, \
         “hash_list” or “objects”"
    )]
    NotAList,
    /// It holds more values than are held at once.
    #[error("the document holds more than {MAX_VALUES} values; split it, or give it as lines")]
    TooManyValues,
    /// It holds too many hashes.
    #[error("the list holds {found} objects, more than {MAX_OBJECTS}; split it")]
    TooManyObjects {
        /// How many it holds.
        found: usize,
    },
}

/// Reads a document. The `line` of a row is the place of its object, counted from 1.
///
/// # Errors
/// When it is no list of objects, or one that is too large.
pub fn read_document(bytes: &[u8], bare: Option<Algorithm>) -> Result<(Vec<Row>, Vec<Problem>), NotAList> {
    if bytes.len() > MAX_BYTES {
        return Err(NotAList::TooLong);
    }
    if bytes.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() > MAX_VALUES {
        return Err(NotAList::TooManyValues);
    }
    let document: Value = serde_json::from_slice(unmarked(bytes)).map_err(NotAList::NotJson)?;
    let inside =
        ["data", "results", "hash_list", "objects"].into_iter().find_map(|name| document.get(name)?.as_array());
    let objects = document.as_array().or(inside).ok_or(NotAList::NotAList)?;
    if objects.len() > MAX_OBJECTS {
        return Err(NotAList::TooManyObjects { found: objects.len() });
    }
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for (line, object) in (1..).zip(objects) {
        let Some(object) = object.as_object() else {
            problems.push(Problem { line, what: RowFault::NotAnObject });
            continue;
        };
        for found in of_object(object, bare) {
            match found {
                Ok((algorithm, hash, label)) => rows.push(Row {
                    line,
                    algorithm,
                    hash,
                    label,
                    id: text(object, "id").or_else(|| number(object, "id")),
                    deleted: is_deleted(object),
                }),
                Err(what) => problems.push(Problem { line, what }),
            }
        }
    }
    Ok((rows, problems))
}

fn of_object(object: &Map<String, Value>, bare: Option<Algorithm>) -> Vec<Result<Parts, RowFault>> {
    match object.get("type").and_then(Value::as_str) {
        Some("file") => return of_file(object),
        // The other objects of a bundle are no hashes, and no mistakes.
        Some(_) if object.contains_key("spec_version") => return Vec::new(),
        _ => {}
    }
    if object.contains_key("hash_digest") { vec![of_row(object, bare)] } else { vec![of_indicator(object, bare)] }
}

/// A STIX file object: each of its hashes.
fn of_file(object: &Map<String, Value>) -> Vec<Result<Parts, RowFault>> {
    let label = text(object, "name");
    let Some(hashes) = object.get("hashes").and_then(Value::as_object) else {
        return vec![Err(RowFault::NoField("hashes"))];
    };
    let of_hash = |(name, hash): (&String, &Value)| {
        let algorithm = Algorithm::from_name(name).ok_or_else(|| RowFault::UnknownAlgorithm(short(name)))?;
        let hash = hash.as_str().ok_or(RowFault::NoField("hashes"))?;
        Ok((algorithm, sound(algorithm, hash)?, label.clone()))
    };
    hashes.iter().map(of_hash).collect()
}

/// A row of the TCAP list.
fn of_row(object: &Map<String, Value>, bare: Option<Algorithm>) -> Result<Parts, RowFault> {
    let hash = text(object, "hash_digest").ok_or(RowFault::NoField("hash_digest"))?;
    let algorithm = match text(object, "algorithm") {
        Some(name) => Algorithm::from_name(&name).ok_or_else(|| RowFault::UnknownAlgorithm(short(&name)))?,
        None => unnamed(&hash, bare)?,
    };
    let label = [text(object, "ideology"), text(object, "file_type")].into_iter().flatten().collect::<Vec<_>>();
    Ok((algorithm, sound(algorithm, &hash)?, (!label.is_empty()).then(|| label.join(", "))))
}

/// A descriptor or indicator of ThreatExchange. The value is `raw_indicator` in a descriptor, `indicator` in an
/// indicator, and an object with `indicator` and `type` where a descriptor holds its indicator.
fn of_indicator(object: &Map<String, Value>, bare: Option<Algorithm>) -> Result<Parts, RowFault> {
    let nested = object.get("indicator").and_then(Value::as_object);
    let hash = text(object, "raw_indicator")
        .or_else(|| text(object, "indicator"))
        .or_else(|| text(nested?, "indicator"))
        .ok_or(RowFault::NoField("indicator"))?;
    let kind = text(object, "type").or_else(|| text(nested?, "type"));
    let algorithm = match kind {
        Some(name) => Algorithm::from_name(&name).ok_or_else(|| RowFault::UnknownAlgorithm(short(&name)))?,
        None => unnamed(&hash, bare)?,
    };
    let tags = object.get("tags").map(|tags| tags.get("data").unwrap_or(tags)).and_then(Value::as_array);
    let tags: Vec<&str> =
        tags.into_iter().flatten().filter_map(|tag| tag.as_str().or_else(|| tag.get("text")?.as_str())).collect();
    let label = text(object, "description").or_else(|| (!tags.is_empty()).then(|| tags.join(", ")));
    Ok((algorithm, sound(algorithm, &hash)?, label))
}

fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn number(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name)?.as_u64().map(|number| number.to_string())
}

/// Whether the list takes the row back: `deleted` of TCAP, `should_delete` of an update of ThreatExchange, a file that
/// STIX calls revoked.
fn is_deleted(object: &Map<String, Value>) -> bool {
    ["deleted", "should_delete", "revoked"].iter().any(|name| match object.get(*name) {
        Some(Value::Bool(deleted)) => *deleted,
        Some(Value::String(word)) => super::means_yes(word),
        Some(Value::Number(number)) => number.as_u64() == Some(1),
        _ => false,
    })
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}
