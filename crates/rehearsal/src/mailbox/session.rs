//! The words of an SMTP conversation, without the sockets: a line goes in, a reply comes out.
//!
//! # Source
//! RFC 5321 sections 3 and 4; message size by RFC 1870.

use std::sync::Arc;

/// Octets of one message that the server takes.
pub const MAX_MESSAGE_BYTES: usize = 10 * 1024 * 1024;
/// Recipients of one message; RFC 5321 section 4.5.3.1.8 asks for at least this many.
pub const MAX_RECIPIENTS: usize = 100;

/// What the server says, and what it expects next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The text to send, each line ended with CRLF.
    pub text: String,
    /// What comes after it.
    pub next: Next,
}

/// What the server reads after a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Another command.
    Command,
    /// The lines of a message.
    Message,
    /// Nothing: the connection ends.
    Close,
}

/// Sender and recipients of one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The reverse path; empty for a notice that nobody should answer.
    pub from: String,
    /// The forward paths, each at a domain that the server takes mail for.
    pub to: Vec<String>,
}

/// One client's conversation.
pub struct Session {
    domains: Arc<[String]>,
    greeted: bool,
    envelope: Option<Envelope>,
}

impl Session {
    /// A conversation with a server that takes mail for `domains` only.
    pub fn new(domains: Arc<[String]>) -> Self {
        Self { domains, greeted: false, envelope: None }
    }

    /// The greeting that opens the conversation.
    pub fn greeting() -> Reply {
        reply("220 mail.rehearsal.test ESMTP REHEARSAL")
    }

    /// Answers one command line, given without its CRLF.
    pub fn command(&mut self, line: &[u8]) -> Reply {
        let Ok(line) = std::str::from_utf8(line) else {
            return reply("500 5.5.2 the command is not text");
        };
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.greet();
                let text = format!(
                    "250-mail.rehearsal.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE {MAX_MESSAGE_BYTES}\r\n"
                );
                let next = Next::Command;
                Reply { text, next }
            }
            "HELO" => {
                self.greet();
                reply("250 mail.rehearsal.test")
            }
            "MAIL" => self.mail(rest),
            "RCPT" => self.recipient(rest),
            "DATA" => self.data(),
            "RSET" => {
                self.envelope = None;
                reply("250 2.0.0 forgotten")
            }
            "NOOP" => reply("250 2.0.0 still here"),
            "VRFY" => reply("252 2.1.5 send it and see"),
            "QUIT" => Reply { next: Next::Close, ..reply("221 2.0.0 goodbye") },
            _ => reply("502 5.5.1 this server does not know that command"),
        }
    }

    /// Ends the message that the last reply asked for, and hands over its envelope.
    pub fn finish(&mut self) -> Option<Envelope> {
        self.envelope.take()
    }

    fn greet(&mut self) {
        self.greeted = true;
        self.envelope = None;
    }

    fn mail(&mut self, rest: &str) -> Reply {
        if !self.greeted {
            return reply("503 5.5.1 say EHLO first");
        }
        if self.envelope.is_some() {
            return reply("503 5.5.1 one sender at a time");
        }
        let Some((from, parameters)) = path(rest, "FROM:") else {
            return reply("501 5.5.4 write MAIL FROM:<address>");
        };
        if declared_size(parameters).is_some_and(|size| size > MAX_MESSAGE_BYTES) {
            return reply("552 5.3.4 that message is too large for this server");
        }
        let from = from.to_owned();
        self.envelope = Some(Envelope { from, to: vec![] });
        reply("250 2.1.0 sender taken")
    }

    fn recipient(&mut self, rest: &str) -> Reply {
        let Some(envelope) = &mut self.envelope else {
            return reply("503 5.5.1 say MAIL first");
        };
        let Some((to, _)) = path(rest, "TO:") else {
            return reply("501 5.5.4 write RCPT TO:<address>");
        };
        if envelope.to.len() >= MAX_RECIPIENTS {
            return reply("452 4.5.3 too many recipients; send the rest separately");
        }
        let domain = to.rsplit_once('@').map(|(_, domain)| domain);
        let known = domain.is_some_and(|it| self.domains.iter().any(|d| d.eq_ignore_ascii_case(it)));
        if !known {
            return reply("550 5.1.1 nobody of that name here");
        }
        envelope.to.push(to.to_owned());
        reply("250 2.1.5 recipient taken")
    }

    fn data(&mut self) -> Reply {
        match &self.envelope {
            Some(envelope) if !envelope.to.is_empty() => {
                Reply { next: Next::Message, ..reply("354 go on, and end with a dot on a line of its own") }
            }
            _ => reply("503 5.5.1 say MAIL and RCPT first"),
        }
    }
}

/// Collects the lines of a message until the lone dot, taking off the dots that the client added.
#[derive(Default)]
pub struct Message {
    bytes: Vec<u8>,
    too_large: bool,
    broken_line: bool,
}

impl Message {
    /// Takes one line with its ending. `true` means that the message is complete.
    ///
    /// Only CRLF ends a line here, so a bare line feed cannot smuggle a second message past the
    /// dot (the weakness known as SMTP smuggling).
    pub fn line(&mut self, line: &[u8]) -> bool {
        let at_line_start = !self.broken_line;
        self.broken_line = !line.ends_with(b"\r\n");
        if at_line_start && line == b".\r\n" {
            return true;
        }
        let line = match line {
            [b'.', rest @ ..] if at_line_start => rest,
            _ => line,
        };
        if self.bytes.len() + line.len() > MAX_MESSAGE_BYTES {
            self.too_large = true;
        } else {
            self.bytes.extend_from_slice(line);
        }
        false
    }

    /// The message without its dots, or nothing when it was larger than [`MAX_MESSAGE_BYTES`].
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        (!self.too_large).then_some(self.bytes)
    }
}

fn reply(text: &str) -> Reply {
    Reply { text: format!("{text}\r\n"), next: Next::Command }
}

/// Reads `FROM:<address> PARAMETERS`, the keyword in any case.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let head = rest.get(..keyword.len())?;
    if !head.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let after = rest.get(keyword.len()..)?.trim_start().strip_prefix('<')?;
    let (address, parameters) = after.split_once('>')?;
    Some((address, parameters.trim()))
}

fn declared_size(parameters: &str) -> Option<usize> {
    parameters.split_ascii_whitespace().find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.eq_ignore_ascii_case("SIZE").then(|| value.parse().unwrap_or(usize::MAX))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn session() -> Session {
        Session::new(Arc::from(vec!["lowtide.test".to_owned()]))
    }

    fn code(session: &mut Session, line: &str) -> String {
        session.command(line.as_bytes()).text[..3].to_owned()
    }

    #[test]
    fn an_ordinary_conversation_hands_over_its_envelope() {
        let mut session = session();
        assert_eq!(code(&mut session, "EHLO vigie.test"), "250");
        assert_eq!(code(&mut session, "mail from:<unit@vigie.test> SIZE=300"), "250");
        assert_eq!(code(&mut session, "RCPT TO:<abuse@LOWTIDE.test>"), "250");
        assert_eq!(session.command(b"DATA").next, Next::Message);
        let envelope = session.finish().unwrap();
        assert_eq!(envelope.from, "unit@vigie.test");
        assert_eq!(envelope.to, ["abuse@LOWTIDE.test"]);
        assert_eq!(session.command(b"QUIT").next, Next::Close);
    }

    #[test]
    fn commands_out_of_order_and_strangers_are_turned_away() {
        let mut session = session();
        assert_eq!(code(&mut session, "MAIL FROM:<a@b.test>"), "503");
        assert_eq!(code(&mut session, "HELO x"), "250");
        assert_eq!(code(&mut session, "DATA"), "503");
        assert_eq!(code(&mut session, "MAIL FROM:<a@b.test> SIZE=99999999999"), "552");
        assert_eq!(code(&mut session, "MAIL FROM a@b.test"), "501");
        assert_eq!(code(&mut session, "MAIL FROM:<>"), "250");
        assert_eq!(code(&mut session, "MAIL FROM:<>"), "503");
        assert_eq!(code(&mut session, "RCPT TO:<abuse@elsewhere.test>"), "550");
        assert_eq!(code(&mut session, "RCPT TO:<lowtide.test>"), "550");
        assert_eq!(code(&mut session, "TURN"), "502");
        assert_eq!(code(&mut session, "RSET"), "250");
        assert_eq!(code(&mut session, "RCPT TO:<abuse@lowtide.test>"), "503");
    }

    #[test]
    fn dots_are_taken_off_and_only_a_whole_line_ends_the_message() {
        let mut message = Message::default();
        assert!(!message.line(b"..leading dot\r\n"));
        assert!(!message.line(b"bare\n"));
        assert!(!message.line(b".\r\n"), "a bare line feed must not start a line");
        assert!(message.line(b".\r\n"));
        assert_eq!(message.into_bytes().unwrap(), b".leading dot\r\nbare\n.\r\n");
    }

    #[test]
    fn a_message_over_the_limit_is_read_to_its_end_and_then_refused() {
        let mut message = Message::default();
        let line = [[b'x'; 1022].as_slice(), b"\r\n"].concat();
        for _ in 0..=MAX_MESSAGE_BYTES / line.len() {
            assert!(!message.line(&line));
        }
        assert!(message.line(b".\r\n"));
        assert_eq!(message.into_bytes(), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(lines in proptest::collection::vec(any::<Vec<u8>>(), 0..20)) {
            let mut session = session();
            let mut message = Message::default();
            for line in &lines {
                let reply = session.command(line);
                prop_assert!(reply.text.ends_with("\r\n"));
                message.line(line);
            }
        }

        #[test]
        fn any_text_survives_the_dots(body in "[ -~\r\n.]{0,200}") {
            let mut message = Message::default();
            let wanted: String = body.split("\r\n").map(|line| format!("{line}\r\n")).collect();
            // A client adds a dot at each start of a line, where only CRLF ends a line.
            let mut starts_line = true;
            for part in wanted.split_inclusive('\n') {
                let dot = if starts_line && part.starts_with('.') { "." } else { "" };
                starts_line = part.ends_with("\r\n");
                let ended = message.line([dot, part].concat().as_bytes());
                prop_assert!(!ended);
            }
            prop_assert!(message.line(b".\r\n"));
            prop_assert_eq!(message.into_bytes().unwrap(), wanted.into_bytes());
        }
    }
}
