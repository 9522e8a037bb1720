//! Figures drawn by the server, as SVG. Each says in words what it shows.

use maud::{Markup, html};

/// A share of a whole as a thin bar. It repeats a figure that stands beside it, so screen readers skip it.
pub fn bar(part: u64, whole: u64) -> Markup {
    let width = part.min(whole) * 100 / whole.max(1);
    html! {
        svg.bar viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" { rect width=(width) height="4" {} }
    }
}

/// How a part of a bar is filled; told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Confirmed: solid.
    Solid,
    /// Disputed or stopped: hatched.
    Hatched,
    /// Not done: an outline.
    Outline,
}

/// Parts of a whole side by side. The figures stand beside it in words.
pub fn share(parts: &[(Fill, u64)], whole: u64) -> Markup {
    let mut at = 0;
    let placed = parts.iter().filter(|(_, part)| *part > 0).map(|(fill, part)| {
        let width = (part.min(&whole) * 1000 / whole.max(1)).max(4);
        at += width;
        (*fill, at - width, width - 2)
    });
    html! {
        svg.share viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" {
            @for (fill, x, width) in placed {
                @match fill {
                    Fill::Solid => { rect.f-ok x=(x) width=(width) height="12" {} },
                    Fill::Hatched => { rect.f-q x=(x) width=(width) height="12" fill="url(#hatch)" {} },
                    Fill::Outline => { rect.f-x x=(x) width=(width) height="12" {} },
                }
            }
        }
    }
}

/// Named figures as rows of bars on one scale: name, figure, fill, remark.
pub fn rows_of_bars(rows: &[(&str, u64, Fill, &str)]) -> Markup {
    let most = rows.iter().map(|row| row.1).max().unwrap_or(0);
    html! {
        ul.hbs {
            @for (name, figure, fill, remark) in rows {
                li { span { (name) } (share(&[(*fill, *figure)], most)) b { (figure) } span.meta { (remark) } }
            }
        }
    }
}

/// Two 256-bit fingerprints as 16 by 16 squares: set bits of `item`, and over them the bits in which it differs.
/// Bits run as in the printed fingerprint, highest first.
pub fn bits(item: &[u8; 32], known: &[u8; 32], label: &str) -> Markup {
    let square = |n: usize| format!("M{} {}h8v8h-8z", n % 16 * 10 + 1, n / 16 * 10 + 1);
    let bit = |hash: &[u8; 32], n: usize| hash[n / 8] >> (7 - n % 8) & 1 == 1;
    let path = |wanted: &dyn Fn(usize) -> bool| (0..256).filter(|n| wanted(*n)).map(square).collect::<String>();
    let differs = |n: usize| bit(item, n) != bit(known, n);
    html! {
        svg.bits viewBox="0 0 160 160" role="img" aria-label=(label) {
            rect.ground width="160" height="160" {}
            path.one d=(path(&|n| bit(item, n) && !differs(n))) {}
            path.differs d=(path(&differs)) {}
        }
    }
}

/// A distance on a scale from 0 to `most`, with the threshold below which a person must look.
pub fn scale(distance: u32, threshold: u32, most: u32, threshold_words: &str, label: &str) -> Markup {
    let x = |value: u32| f64::from(value.min(most)) * 208.0 / f64::from(most.max(1));
    let (here, limit) = (format!("{:.1}", x(distance)), format!("{:.1}", x(threshold)));
    html! {
        svg.scale viewBox="0 0 208 40" role="img" aria-label=(label) {
            path.axis d="M0 14h208" {}
            path.to d={ "M0 14h" (limit) } {}
            path.limit d={ "M" (limit) " 5v18" } {}
            path.here d={ "m" (here) " 11-5.5-9h11z" } {}
            text.b x=(here) y="35" text-anchor=(anchor(distance, most)) { (distance) }
            text.s x=(limit) y="35" text-anchor="middle" { (threshold_words) }
            text.s x="208" y="35" text-anchor="end" { (most) }
        }
    }
}

fn anchor(value: u32, most: u32) -> &'static str {
    match value {
        0 => "start",
        _ if value >= most => "end",
        _ => "middle",
    }
}

/// A run of figures as a line; the label says from where to where.
pub fn spark(values: &[u64], label: &str) -> Markup {
    let most = values.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = 100.0 / values.len().saturating_sub(1).max(1) as f64;
    let points = values.iter().enumerate().map(|(i, value)| {
        let letter = if i == 0 { 'M' } else { 'L' };
        format!("{letter}{:.1} {:.1}", i as f64 * step, 19.0 - *value as f64 * 18.0 / most)
    });
    html! {
        svg.spark viewBox="0 0 100 20" preserveAspectRatio="none" role="img" aria-label=(label) {
            path d=(points.collect::<String>()) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_leaves_its_frame() {
        assert!(bar(3, 5).into_string().contains(r#"width="60""#));
        assert!(bar(9, 5).into_string().contains(r#"width="100""#));
        assert!(bar(1, 0).into_string().contains(r#"width="0""#));
    }

    #[test]
    fn bits_count_from_the_highest() {
        let (mut item, known) = ([0_u8; 32], [0_u8; 32]);
        item[0] = 0b1000_0000;
        item[31] = 0b0000_0001;
        let written = bits(&item, &known, "2 differ").into_string();
        assert!(written.contains(r#"<path class="differs" d="M1 1h8v8h-8zM151 151h8v8h-8z">"#), "{written}");
        assert!(written.contains(r#"<path class="one" d="">"#), "{written}");
    }

    #[test]
    fn a_share_keeps_small_parts_visible() {
        let written = share(&[(Fill::Solid, 0), (Fill::Outline, 1)], 1_000_000).into_string();
        assert_eq!(written.matches("<rect").count(), 1);
        assert!(written.contains(r#"x="0" width="2""#), "{written}");
    }

    #[test]
    fn a_spark_of_nothing_draws_nothing() {
        assert!(spark(&[], "none").into_string().contains(r#"d="""#));
        assert!(spark(&[0, 2, 1], "x").into_string().contains("M0.0 19.0L50.0 1.0L100.0 10.0"));
    }

    #[test]
    fn the_scale_keeps_words_inside() {
        let written = scale(80, 31, 64, "31 threshold", "x").into_string();
        assert!(written.contains(r#"<text class="b" x="208.0" y="35" text-anchor="end">80"#), "{written}");
    }
}
