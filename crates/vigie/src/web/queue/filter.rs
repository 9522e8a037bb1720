//! What of the queue is shown, and from where on.

use super::{OPEN, text};
use crate::web::format;
use crate::web::kit::{Button, Field};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, words};
use casework::ports::Query;
use casework::records::Kind;
use domain::detect::{ItemState, Likeness};
use domain::id::ProviderId;
use maud::{Markup, html};
use serde::Deserialize;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

/// The languages that texts are told apart in.
const LANGUAGES: [&str; 12] = ["ar", "bn", "nl", "en", "fr", "de", "id", "fa", "ru", "es", "tr", "ur"];

/// A place in the list: the text it is ordered by, and the identifier.
pub(super) type Place = (String, Uuid);

/// Where a page of the list begins or ends.
pub(super) enum Cursor {
    /// It shows what follows this place.
    After(Place),
    /// It shows what stands before this place.
    Before(Place),
}

/// The query part of the queue's address. What cannot be read narrows nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    state: String,
    likeness: String,
    language: String,
    host: String,
    provider: String,
    after: String,
    before: String,
    /// What the last act brought about, as a code.
    pub done: Option<String>,
    /// How many items it touched.
    pub n: Option<u64>,
}

fn place(text: &str) -> Option<Place> {
    let (sort, id) = text.rsplit_once('~')?;
    Some((sort.to_owned(), id.parse().ok()?))
}

impl Filter {
    pub fn cursor(&self) -> Option<Cursor> {
        place(&self.before).map(Cursor::Before).or_else(|| place(&self.after).map(Cursor::After))
    }

    pub fn provider_id(&self) -> Option<ProviderId> {
        self.provider.parse().ok()
    }

    fn state(&self) -> Option<ItemState> {
        self.state.parse().ok()
    }

    fn likeness(&self) -> Option<Likeness> {
        self.likeness.parse().ok()
    }

    fn host(&self) -> String {
        self.host.trim().trim_end_matches('.').to_lowercase()
    }

    /// Whether it shows the whole queue.
    pub fn is_plain(&self) -> bool {
        self.pairs().is_empty() && self.cursor().is_none()
    }

    /// The listing it stands for.
    pub fn query(&self, limit: u32) -> Query {
        let mut query = Query::all(Kind::Item, limit);
        query = match (self.state(), self.state.as_str()) {
            (Some(state), _) => query.in_states(&[state.name()]),
            (None, "all") => query,
            _ => query.in_states(&OPEN),
        };
        if let Some(likeness) = self.likeness() {
            query = query.with("likeness", likeness.name());
        }
        if !self.language.is_empty() {
            query = query.with("language", &self.language);
        }
        if !self.host().is_empty() {
            query = query.with("host", self.host());
        }
        if let Some(provider) = self.provider_id() {
            query = query.with("provider", provider);
        }
        query.after = self.cursor().map(|(Cursor::After(place) | Cursor::Before(place))| place);
        query
    }

    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("state", &self.state),
            ("likeness", &self.likeness),
            ("language", &self.language),
            ("host", &self.host),
            ("provider", &self.provider),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// The address of another page of the same list.
    pub fn link(&self, cursor: &Cursor) -> String {
        let (name, (sort, id)) = match cursor {
            Cursor::After(place) => ("after", place),
            Cursor::Before(place) => ("before", place),
        };
        let query = Serializer::new(String::new())
            .extend_pairs(self.pairs())
            .append_pair(name, &format!("{sort}~{id}"))
            .finish();
        format!("/queue?{query}")
    }

    /// The form that narrows the list.
    pub fn form(&self, provider: Option<&str>, lang: Lang) -> Markup {
        let mut states = vec![("", text::OPEN.get(lang))];
        states.extend(ItemState::ALL.iter().map(|state| (state.name(), state.text().get(lang))));
        states.push(("all", words::ALL.get(lang)));
        let mut likenesses = vec![("", text::ANY.get(lang))];
        likenesses.extend(Likeness::ALL.iter().map(|likeness| (likeness.name(), likeness.text().get(lang))));
        let mut languages: Vec<_> = LANGUAGES.iter().map(|code| (*code, format::language(code, lang))).collect();
        languages.sort_by_key(|(_, name)| *name);
        languages.insert(0, ("", text::ANY.get(lang)));
        html! {
            form.filters action="/queue" method="get" {
                (Field::new("state", text::SAVED_STATE.get(lang)).value(&self.state).select(&states))
                (Field::new("likeness", text::LIKENESS.get(lang)).value(&self.likeness).select(&likenesses))
                (Field::new("language", text::LANGUAGE.get(lang)).value(&self.language).select(&languages))
                div.grow { (Field::new("host", text::HOST_EXACT.get(lang)).value(&self.host).input()) }
                @if let Some(name) = provider {
                    label.opt {
                        input type="checkbox" name="provider" value=(self.provider) checked;
                        span { (text::ONLY_PROVIDER.fill(lang, &[("name", &name)])) }
                    }
                }
                div.acts {
                    (Button::submit(words::FILTER.get(lang)))
                    @if !self.is_plain() { (Button::link(words::CLEAR_FILTER.get(lang), "/queue").quiet()) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_queue_shows_what_waits() {
        let plain = Filter::default();
        assert!(plain.is_plain());
        assert_eq!(plain.query(9).states, OPEN);
        let all = Filter { state: "all".into(), ..Filter::default() };
        assert!(all.query(9).states.is_empty() && !all.is_plain());
        let odd = Filter { state: "none such".into(), provider: "x".into(), after: "x".into(), ..Filter::default() };
        assert_eq!(odd.query(9).states, OPEN);
        assert!(odd.query(9).keys.is_empty() && odd.query(9).after.is_none());
    }

    #[test]
    fn a_place_survives_its_address() {
        let filter = Filter { host: "b.lowtide.test".into(), ..Filter::default() };
        let place = ("2 2026-11-17T09:00:00.000000Z".to_owned(), Uuid::from_u128(7));
        let link = filter.link(&Cursor::After(place.clone()));
        let query = link.strip_prefix("/queue?").unwrap();
        let read: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(read[0], ("host".to_owned(), "b.lowtide.test".to_owned()));
        assert_eq!(super::place(&read[1].1), Some(place));
    }
}
