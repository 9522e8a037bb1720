use maud::{Markup, html};

use super::icon::{Icon, icon};

/// A state of things: a shape, a colour and a word, never one alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Waiting, or nothing to say: a ring.
    None,
    /// Under way: a half circle.
    Run,
    /// Met, confirmed: a circle with a tick.
    Ok,
    /// Look here: a triangle.
    Warn,
    /// Failed, refused, late: an octagon.
    Bad,
    /// Held, stopped, not examined: a pause.
    Hold,
    /// Contradicted: a diamond.
    Clash,
}

impl Status {
    /// Its picture.
    pub fn icon(self) -> Icon {
        match self {
            Self::None => Icon::None,
            Self::Run => Icon::Run,
            Self::Ok => Icon::Ok,
            Self::Warn => Icon::Warn,
            Self::Bad => Icon::Bad,
            Self::Hold => Icon::Hold,
            Self::Clash => Icon::Clash,
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Run => "run",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Hold => "hold",
            Self::Clash => "clash",
        }
    }

    /// The class that colours an icon alone; plain states stay in ink.
    pub fn tint(self) -> &'static str {
        match self {
            Self::None | Self::Run | Self::Ok => "",
            Self::Warn => "is-warn",
            Self::Bad | Self::Clash => "is-bad",
            Self::Hold => "is-hold",
        }
    }
}

/// A status in a line of text or a table.
pub fn pill(status: Status, word: &str) -> Markup {
    html! { span class={ "pill " (status.class()) } { (icon(status.icon())) (word) } }
}

/// A status with a ground of its own; at most one on a page.
pub fn pill_box(status: Status, word: &str) -> Markup {
    html! { span class={ "pill box " (status.class()) } { (icon(status.icon())) (word) } }
}

/// A Traffic Light Protocol label, such as `TLP:AMBER+STRICT`.
/// # Source
/// FIRST, Traffic Light Protocol 2.0.
pub fn tlp(label: &str) -> Markup {
    let upper = label.to_ascii_uppercase();
    let colour = ["red", "amber", "green"].into_iter().find(|c| upper.contains(&c.to_ascii_uppercase()));
    html! { span class={ "tlp " (colour.unwrap_or("clear")) } { (upper) } }
}

/// A handling code, with what it means for those who point at it.
pub fn handling(code: &str, meaning: &str) -> Markup {
    html! { span.hc title=(meaning) { (code) span.vh { " " (meaning) } } }
}

/// A piece of evidence that can be opened: what it is, and its digest or number.
pub fn evidence(shape: Icon, what: &str, number: &str, href: &str) -> Markup {
    html! { a.ev href=(href) { (icon(shape)) b { (what) } @if !number.is_empty() { code { (number) } } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pill_has_shape_word_and_class() {
        assert_eq!(
            pill(Status::Hold, "held <b>").into_string(),
            concat!(
                r#"<span class="pill hold"><svg class="i s" viewBox="0 0 16 16" aria-hidden="true">"#,
                r##"<use href="#s-hold"></use></svg>held &lt;b&gt;</span>"##
            )
        );
    }

    #[test]
    fn tlp_labels_find_their_colour() {
        assert_eq!(tlp("tlp:amber+strict").into_string(), r#"<span class="tlp amber">TLP:AMBER+STRICT</span>"#);
        assert_eq!(tlp("TLP:CLEAR").into_string(), r#"<span class="tlp clear">TLP:CLEAR</span>"#);
    }
}
