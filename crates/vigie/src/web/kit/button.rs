use maud::{Markup, Render, html};

use super::icon::{Icon, icon};

/// Something to press: it sends the form it stands in, or leads to an address.
#[derive(Debug, Clone)]
pub struct Button<'a> {
    label: &'a str,
    href: Option<&'a str>,
    class: String,
    key: Option<&'a str>,
    sends: Option<(&'a str, &'a str)>,
    icon: Option<Icon>,
    cannot: Option<String>,
}

impl<'a> Button<'a> {
    /// Sends its form.
    pub fn submit(label: &'a str) -> Self {
        Self { label, href: None, class: "btn".to_owned(), key: None, sends: None, icon: None, cannot: None }
    }

    /// Leads to an address.
    pub fn link(label: &'a str, href: &'a str) -> Self {
        Self { href: Some(href), ..Self::submit(label) }
    }

    /// The one main act of a page; none where officers choose between outcomes.
    pub fn main(self) -> Self {
        self.class("main-act")
    }

    /// An act that is hard to undo.
    pub fn grave(self) -> Self {
        self.class("grave")
    }

    /// An act of little weight.
    pub fn quiet(self) -> Self {
        self.class("quiet")
    }

    /// As wide as its place.
    pub fn wide(self) -> Self {
        self.class("wide")
    }

    /// The key that presses it.
    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// What it adds to the form.
    pub fn sends(self, name: &'a str, value: &'a str) -> Self {
        Self { sends: Some((name, value)), ..self }
    }

    /// A picture before its word.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// It cannot act now, and says why beside it.
    pub fn cannot(self, why: impl Into<String>) -> Self {
        Self { cannot: Some(why.into()), ..self }
    }

    fn class(mut self, class: &str) -> Self {
        self.class.push(' ');
        self.class.push_str(class);
        self
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(shape) = self.icon { (icon(shape)) }
            (self.label)
            @if let Some(key) = self.key { " " kbd aria-hidden="true" { (key) } }
        }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let shortcut = self.key.map(shortcut);
        if let Some(why) = &self.cannot {
            return html! {
                button class=(self.class) type="button" disabled { (self.inside()) }
                " " span.hint.inline { (why) }
            };
        }
        html! {
            @if let Some(href) = self.href {
                a class=(self.class) href=(href) data-key=[self.key] aria-keyshortcuts=[shortcut] { (self.inside()) }
            } @else {
                button class=(self.class) type="submit" name=[self.sends.map(|s| s.0)] value=[self.sends.map(|s| s.1)]
                    data-key=[self.key] aria-keyshortcuts=[shortcut] { (self.inside()) }
            }
        }
    }
}

/// A printed key as the attribute wants it: capitals are pressed with Shift.
/// # Source
/// WAI-ARIA 1.2, `aria-keyshortcuts`.
pub(super) fn shortcut(key: &str) -> String {
    match key.chars().next() {
        Some(letter) if letter.is_uppercase() => format!("Shift+{letter}"),
        _ => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_that_cannot_act_says_why() {
        let written = Button::submit("Approve").main().cannot("You wrote it.").render().into_string();
        assert!(
            written.contains(" disabled>") && written.contains("You wrote it.") && !written.contains("submit"),
            "{written}"
        );
        let link = Button::link("Next", "/queue/next").key("n").render().into_string();
        assert_eq!(
            link,
            r#"<a class="btn" href="/queue/next" data-key="n" aria-keyshortcuts="n">Next <kbd aria-hidden="true">n</kbd></a>"#
        );
    }
}
