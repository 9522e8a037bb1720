//! What a provider's staff do with a letter: open it, and find the link in it.

use mail_parser::{MessageParser, PartType};

/// The first link in a message that leads to a portal page (`http(s)://HOST/.../portal/TOKEN`),
/// from whichever text part has one. Transfer encodings are undone first.
pub fn portal_link(message: &[u8]) -> Option<String> {
    let message = MessageParser::default().parse(message)?;
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Text(text) => link_in(text),
        PartType::Html(html) => link_in(&html.replace("&amp;", "&")),
        _ => None,
    })
}

/// Whether a link leads to the page of the provider's own, and not to a matter: its token begins with a `p`.
pub(crate) fn leads_to_own_page(link: &str) -> bool {
    link.rsplit('/').next().is_some_and(|token| token.starts_with('p'))
}

fn link_in(text: &str) -> Option<String> {
    text.match_indices("http").find_map(|(start, _)| {
        let rest = &text[start..];
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>')).unwrap_or(rest.len());
        let link = rest[..end].trim_end_matches(['.', ',', ';', ':', ')', ']']);
        let (site, token) = link.split_once("/portal/")?;
        let is_web = site.starts_with("http://") || site.starts_with("https://");
        (is_web && !token.is_empty()).then(|| link.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_link_is_found_in_plain_text() {
        let mail = b"Subject: REHEARSAL order\r\n\r\nSee (http://127.0.0.1:9/portal/abc.def).\r\n";
        assert_eq!(portal_link(mail).unwrap(), "http://127.0.0.1:9/portal/abc.def");
    }

    #[test]
    fn the_link_is_found_through_quoted_printable_and_base64() {
        let quoted = b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Open https://vigie.test/fr/portal/t0=\r\nk3n?a=3D1 now\r\n";
        assert_eq!(portal_link(quoted).unwrap(), "https://vigie.test/fr/portal/t0k3n?a=1");
        let base64 = b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n\
            PGEgaHJlZj0iaHR0cHM6Ly92LnRlc3QvcG9ydGFsL3gmYW1wO3kiPmdvPC9hPg==\r\n";
        assert_eq!(portal_link(base64).unwrap(), "https://v.test/portal/x&y");
    }

    #[test]
    fn other_links_are_passed_over() {
        let mail = b"\r\nhttps://lowtide.test/page and ftp://x/portal/no and https://v.test/portal/\r\n";
        assert_eq!(portal_link(mail), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            portal_link(&bytes);
        }

        #[test]
        fn no_text_makes_it_panic(text in "(http|s?://|/portal/|é| |\\PC){0,40}") {
            link_in(&text);
        }
    }
}
