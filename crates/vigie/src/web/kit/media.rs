use maud::{Markup, html};

use super::{button::Button, form::post, icon::Icon};
use crate::web::messages::{Lang, shell, words};

/// A picture a person may not want to see. Nothing captured is ever served inline as it came: `src` names a picture
/// the server has drawn anew, blurred and grey while veiled. Each reveal is a request that is counted.
#[derive(Debug, Clone)]
pub struct Media<'a> {
    /// Address of the redrawn picture, as veiled or revealed as `veiled` says.
    pub src: &'a str,
    /// What it is a picture of: "This item", or a bank and its signal.
    pub caption: &'a str,
    /// Width and height of the original, in pixels.
    pub pixels: Option<(u32, u32)>,
    /// Whether it is material of a rehearsal.
    pub rehearsal: bool,
    /// Whether it is veiled.
    pub veiled: bool,
    /// Where a reveal is asked for.
    pub reveal: &'a str,
    /// Where to go to veil it again.
    pub hide: &'a str,
    /// The session's token against forged requests.
    pub csrf: &'a str,
    /// Times this person revealed it.
    pub mine: u64,
    /// Times anyone revealed it.
    pub all: u64,
    /// Language of the words.
    pub lang: Lang,
}

/// The picture with its veil and its count.
pub fn media(media: &Media<'_>) -> Markup {
    let lang = media.lang;
    let alt = if media.veiled { words::VEILED } else { words::REVEALED_PICTURE };
    let alt = alt.fill(lang, &[("caption", &media.caption)]);
    html! {
        figure.media.veiled[media.veiled] {
            div.frame {
                img.pic src=(media.src) alt=(alt) loading="lazy" decoding="async";
                @if media.rehearsal { span.stamp { (shell::REHEARSAL.get(lang)) } }
                div.veil {
                    @if media.veiled {
                        (post(media.reveal, media.csrf, "", html! {
                            (Button::submit(words::REVEAL.get(lang)).icon(Icon::Eye).key("v"))
                        }))
                    } @else {
                        (Button::link(words::HIDE.get(lang), media.hide).key("v"))
                    }
                }
            }
            figcaption {
                span { (media.caption) }
                @if let Some((width, height)) = media.pixels { span { (width) " × " (height) } }
                span { (words::REVEALED.fill(lang, &[("mine", &media.mine), ("all", &media.all)])) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(veiled: bool) -> String {
        media(&Media {
            src: "/media/1/veiled",
            caption: "This item",
            pixels: Some((1024, 768)),
            rehearsal: true,
            veiled,
            reveal: "/media/1/reveal",
            hide: "/items/1",
            csrf: "t0k",
            mine: 0,
            all: 2,
            lang: Lang::En,
        })
        .into_string()
    }

    #[test]
    fn a_veiled_picture_is_revealed_by_a_counted_request() {
        let written = sample(true);
        assert!(written.contains(r#"class="media veiled""#), "{written}");
        assert!(written.contains(r#"<form method="post" action="/media/1/reveal">"#), "{written}");
        assert!(written.contains("reveals: 0 by you, 2 in all"), "{written}");
    }

    #[test]
    fn a_revealed_picture_is_hidden_by_a_link() {
        let written = sample(false);
        assert!(!written.contains("<form") && written.contains(r#"href="/items/1""#), "{written}");
    }
}
