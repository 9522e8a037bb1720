//! The countries of the world as a drawing, for maps that say where things stand. Its table is the page's.

use maud::{Markup, html};
use std::sync::LazyLock;

/// Width and height of the drawing.
pub const SIZE: (u32, u32) = (2000, 862);

/// One country of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// Its code, ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// A point inside it.
    pub at: (u32, u32),
    /// Its outline; empty for one that is too small to be drawn.
    pub outline: &'static str,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/world.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(read).collect()
});

fn read(line: &'static str) -> Option<Country> {
    let mut parts = line.split('\t');
    let (code, x, y) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(Country { code, at: (x, y), outline: parts.next().unwrap_or_default() })
}

/// Every country that can be shown.
#[must_use]
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// A figure that belongs to a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The country.
    pub code: &'a str,
    /// The figure.
    pub count: u64,
    /// What it says, for those who point at it.
    pub title: String,
}

/// The world with figures at their countries; a mark for a country that the drawing does not know is left out.
#[must_use]
pub fn world(marks: &[Mark], label: &str) -> Markup {
    let most = marks.iter().map(|mark| mark.count).max().unwrap_or(1).max(1);
    let marked = |code: &str| marks.iter().find(|mark| mark.code.eq_ignore_ascii_case(code));
    // The area of a dot grows with its figure.
    let radius = |count: u64| 6.0 + 12.0 * (count as f64 / most as f64).sqrt();
    html! {
        svg.world viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img" aria-label=(label) {
            @for country in countries().iter().filter(|country| !country.outline.is_empty()) {
                path class=(if marked(country.code).is_some() { "land on" } else { "land" }) d=(country.outline) {}
            }
            @for (country, mark) in countries().iter().filter_map(|country| Some((country, marked(country.code)?))) {
                g {
                    title { (mark.title) }
                    circle.dot cx=(country.at.0) cy=(country.at.1) r=(format!("{:.0}", radius(mark.count))) {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_a_country_inside_the_drawing() {
        let lines = include_str!("../../../assets/world.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(countries().len(), lines);
        for country in countries() {
            assert!(country.code.len() == 2 && country.at.0 <= SIZE.0 && country.at.1 <= SIZE.1, "{country:?}");
            assert!(country.outline.is_empty() || country.outline.starts_with('M'), "{country:?}");
        }
        let drawn = |code: &str| countries().iter().find(|country| country.code == code).map(|c| !c.outline.is_empty());
        assert_eq!((drawn("BE"), drawn("SC"), drawn("ZZ")), (Some(true), Some(false), None));
    }

    #[test]
    fn a_small_country_has_its_dot_and_an_unknown_one_none() {
        let mark = |code| Mark { code, count: 3, title: code.to_owned() };
        let written = world(&[mark("SC"), mark("ZZ")], "x").into_string();
        assert!(written.contains("<title>SC</title>") && !written.contains("ZZ"), "{written}");
    }
}
