//! What a page says about itself: `meta` elements, JSON-LD and microdata.

use html5ever::tokenizer::Tag;
use serde_json::Value;
use url::Url;

use super::Metadata;
use super::limits::{Cuts, Limits};
use super::tags::attr;

/// Collects [`Metadata`] within limits.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub metadata: Metadata,
    /// `og:title`, in case there is no title.
    pub shared_title: Option<String>,
    /// `og:url`, in case there is no canonical link.
    pub shared_address: Option<Url>,
    pub language: Option<String>,
}

impl Declared {
    /// A `meta` element; gives back the address if it declares a picture for sharing.
    pub fn meta<'a>(&mut self, tag: &'a Tag, limits: &Limits, cuts: &mut Cuts) -> Option<&'a str> {
        let content = attr(tag, "content");
        if content.is_empty() {
            return None;
        }
        let name = ["property", "name", "itemprop", "http-equiv"].iter().map(|key| attr(tag, key));
        let name = name.filter(|name| !name.is_empty()).map(str::to_ascii_lowercase).next()?;
        let value: String = content.chars().take(limits.declared_chars).collect();
        let data = &mut self.metadata;
        match name.as_str() {
            "og:image" | "og:image:url" | "og:image:secure_url" | "twitter:image" | "twitter:image:src" => {
                return Some(content);
            }
            "og:title" => self.shared_title = self.shared_title.take().or(Some(value)),
            "og:type" => first(&mut data.og_type, value),
            "og:url" => self.shared_address = self.shared_address.take().or(content.parse().ok()),
            "og:description" | "description" => first(&mut data.description, value),
            "og:site_name" | "publisher" | "article:publisher" => first(&mut data.publisher, value),
            "generator" => first(&mut data.generator, value),
            "content-language" => self.language = self.language.take().or(Some(value)),
            "author" | "article:author" | "byl" | "parsely-author" => add(&mut data.authors, value, limits, cuts),
            "article:published_time" | "datepublished" | "date" | "pubdate" | "parsely-pub-date" => {
                first(&mut data.published, value);
            }
            name if is_bibliographic(name) => {
                if data.citations.len() < limits.declared {
                    data.citations.push((name.to_owned(), value));
                } else {
                    cuts.note(format!("bibliographic entries after the first {}", limits.declared));
                }
            }
            _ => {}
        }
        None
    }

    /// A `link` element: the first that gives the canonical address counts.
    pub fn link(&mut self, tag: &Tag, base: &Url) {
        let is_canonical = attr(tag, "rel").split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"));
        if is_canonical && self.metadata.canonical.is_none() {
            self.metadata.canonical = base.join(attr(tag, "href")).ok();
        }
    }

    /// A schema.org type given by microdata.
    pub fn item_type(&mut self, address: &str, limits: &Limits, cuts: &mut Cuts) {
        for address in address.split_ascii_whitespace() {
            self.schema_type(address, limits, cuts);
        }
    }

    fn schema_type(&mut self, name: &str, limits: &Limits, cuts: &mut Cuts) {
        let name = name.rsplit(['/', '#', ':']).next().unwrap_or_default();
        if !name.is_empty() {
            add(&mut self.metadata.schema_types, name.chars().take(80).collect(), limits, cuts);
        }
    }

    /// The content of a JSON-LD script.
    pub fn json_ld(&mut self, json: &str, limits: &Limits, cuts: &mut Cuts) {
        match serde_json::from_str(json) {
            Ok(value) => self.json_value(&value, limits, cuts),
            Err(_) => cuts.note("JSON-LD that is damaged"),
        }
    }

    /// Depth is bounded by the JSON reader (128).
    fn json_value(&mut self, value: &Value, limits: &Limits, cuts: &mut Cuts) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.json_value(value, limits, cuts)),
            Value::Object(fields) => {
                for name in strings(fields.get("@type")) {
                    self.schema_type(name, limits, cuts);
                }
                for name in strings(fields.get("author")) {
                    add(&mut self.metadata.authors, cut(name, limits), limits, cuts);
                }
                if let Some(date) = strings(fields.get("datePublished")).first() {
                    first(&mut self.metadata.published, cut(date, limits));
                }
                if let Some(name) = strings(fields.get("publisher")).first() {
                    first(&mut self.metadata.publisher, cut(name, limits));
                }
                fields.values().for_each(|value| self.json_value(value, limits, cuts));
            }
            _ => {}
        }
    }
}

fn is_bibliographic(name: &str) -> bool {
    ["citation_", "dc.", "dcterms.", "dc:", "dcterms:", "eprints.", "prism."]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

fn cut(text: &str, limits: &Limits) -> String {
    text.trim().chars().take(limits.declared_chars).collect()
}

fn first(place: &mut Option<String>, value: String) {
    place.get_or_insert(value);
}

fn add(list: &mut Vec<String>, value: String, limits: &Limits, cuts: &mut Cuts) {
    if value.is_empty() || list.contains(&value) {
        return;
    }
    if list.len() < limits.declared {
        list.push(value);
    } else {
        cuts.note(format!("declarations of one kind after the first {}", limits.declared));
    }
}

/// The strings a field holds: itself, the members of a list, or the `name` of objects.
fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(values)) => values.iter().flat_map(|value| strings(Some(value))).collect(),
        Some(Value::Object(fields)) => fields.get("name").and_then(Value::as_str).into_iter().collect(),
        _ => Vec::new(),
    }
}
