use maud::{Markup, PreEscaped, html};

use super::classes;

/// A picture from the sprite. Status glyphs are filled shapes, tools are lines; neither stands without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the name of its picture")]
pub enum Icon {
    Ok,
    Warn,
    Bad,
    Hold,
    Run,
    None,
    Clash,
    Search,
    Doc,
    Down,
    Eye,
    Lock,
    Plus,
    Print,
    Menu,
    Close,
    Link,
    Next,
    Back,
}

impl Icon {
    fn id(self) -> &'static str {
        match self {
            Self::Ok => "s-ok",
            Self::Warn => "s-warn",
            Self::Bad => "s-bad",
            Self::Hold => "s-hold",
            Self::Run => "s-run",
            Self::None => "s-none",
            Self::Clash => "s-clash",
            Self::Search => "search",
            Self::Doc => "doc",
            Self::Down => "down",
            Self::Eye => "eye",
            Self::Lock => "lock",
            Self::Plus => "plus",
            Self::Print => "print",
            Self::Menu => "menu",
            Self::Close => "close",
            Self::Link => "link",
            Self::Next => "next",
            Self::Back => "back",
        }
    }

    fn class(self) -> &'static str {
        if self.id().starts_with("s-") { "i s" } else { "i" }
    }
}

/// An icon beside its word; hidden from screen readers, which read the word.
pub fn icon(icon: Icon) -> Markup {
    html! {
        svg class=(icon.class()) viewBox="0 0 16 16" aria-hidden="true" { use href={ "#" (icon.id()) } {} }
    }
}

/// An icon whose word is not on the page, with the word for screen readers and a further class, such as `is-bad`.
pub fn icon_labelled(icon: Icon, label: &str, class: &str) -> Markup {
    html! {
        svg class=(classes(icon.class(), class)) viewBox="0 0 16 16" role="img" aria-label=(label) {
            use href={ "#" (icon.id()) } {}
        }
    }
}

/// All pictures, to stand once at the top of each page.
pub fn sprite() -> Markup {
    PreEscaped(include_str!("../../../assets/icons.svg").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_sprite() {
        use Icon::*;
        let every = [
            Ok, Warn, Bad, Hold, Run, None, Clash, Search, Doc, Down, Eye, Lock, Plus, Print, Menu, Close, Link, Next,
            Back,
        ];
        for icon in every {
            assert!(sprite().0.contains(&format!("id=\"{}\"", icon.id())), "{icon:?}");
        }
    }

    #[test]
    fn decorative_and_labelled_icons_differ_for_screen_readers() {
        assert_eq!(
            icon(Icon::Doc).into_string(),
            r##"<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><use href="#doc"></use></svg>"##
        );
        assert!(
            icon_labelled(Icon::Bad, "Serious", "is-bad").into_string().contains(r#"role="img" aria-label="Serious""#)
        );
    }
}
