//! The countries of the world as a drawing, for maps that say where things stand. Its table is the page's.

use maud::{Markup, html};
use std::sync::LazyLock;

/// Width and height of the drawing.
pub const SIZE: (u32, u32) = (2000, 862);
/// Room around the figures of a part, and the least width and height of one.
const ROOM: u32 = 70;
const LEAST: (u32, u32) = (440, 300);

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
    drawn(marks, label, (0, 0), SIZE)
}

/// The part of the world in which the figures stand, with room around them; all of it when there are none.
#[must_use]
pub fn around(marks: &[Mark], label: &str) -> Markup {
    let marked = |country: &&Country| marks.iter().any(|mark| mark.code.eq_ignore_ascii_case(country.code));
    let places: Vec<(u32, u32)> = countries().iter().filter(marked).map(|country| country.at).collect();
    let span = |along: fn(&(u32, u32)) -> u32, whole: u32, least: u32| {
        let (low, high) = (places.iter().map(along).min()?, places.iter().map(along).max()?);
        let long = (high - low + 2 * ROOM).clamp(least, whole);
        Some((((low + high) / 2).saturating_sub(long / 2).min(whole - long), long))
    };
    match (span(|at| at.0, SIZE.0, LEAST.0), span(|at| at.1, SIZE.1, LEAST.1)) {
        (Some((x, width)), Some((y, height))) => drawn(marks, label, (x, y), (width, height)),
        _ => world(marks, label),
    }
}

fn drawn(marks: &[Mark], label: &str, from: (u32, u32), size: (u32, u32)) -> Markup {
    let most = marks.iter().map(|mark| mark.count).max().unwrap_or(1).max(1);
    let marked = |code: &str| marks.iter().find(|mark| mark.code.eq_ignore_ascii_case(code));
    // The area of a dot grows with its figure.
    let scale = (f64::from(size.0) / f64::from(SIZE.0)).max(0.4);
    let radius = |count: u64| scale * (6.0 + 12.0 * (count as f64 / most as f64).sqrt());
    html! {
        svg.world viewBox={ (from.0) " " (from.1) " " (size.0) " " (size.1) } role="img" aria-label=(label) {
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

    #[test]
    fn a_part_holds_its_figures_and_no_figure_shows_the_whole() {
        let mark = |code| Mark { code, count: 1, title: code.to_owned() };
        let part = around(&[mark("NL"), mark("RO")], "x").into_string();
        let view = part.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap();
        let [x, y, width, height]: [u32; 4] =
            view.split(' ').map(|n| n.parse().unwrap()).collect::<Vec<_>>().try_into().unwrap();
        for code in ["NL", "RO"] {
            let at = countries().iter().find(|country| country.code == code).unwrap().at;
            assert!((x..x + width).contains(&at.0) && (y..y + height).contains(&at.1), "{code} {view}");
        }
        assert!(width < SIZE.0 && x + width <= SIZE.0 && y + height <= SIZE.1, "{view}");
        assert_eq!(around(&[], "x").into_string(), world(&[], "x").into_string());
        let wide = around(&[mark("CA"), mark("AU")], "x").into_string();
        assert!(wide.contains("viewBox="), "{wide}");
    }
}
