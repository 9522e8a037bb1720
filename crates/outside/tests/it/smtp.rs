//! A mail server that does as it is told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// How the server behaves.
#[derive(Clone, Copy)]
pub struct Manner {
    /// The answer to RCPT.
    pub recipient: &'static str,
    /// The answer to the end of the message; the connection is cut when empty.
    pub message: &'static str,
    /// The answer to EHLO.
    pub offers: &'static str,
    /// The answer to a second EHLO, if it is another one.
    pub again: Option<&'static str>,
}

pub const FRIENDLY: Manner = Manner {
    recipient: "250 2.1.5 ok\r\n",
    message: "250 2.0.0 queued as R7\r\n",
    offers: "250-mail.test\r\n250-8BITMIME\r\n250-DSN\r\n250 AUTH PLAIN\r\n",
    again: None,
};

/// The server, with everything it was told, line by line.
#[derive(Clone)]
pub struct MailServer {
    pub address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
    manner: Manner,
}

impl MailServer {
    pub async fn start(manner: Manner) -> Self {
        Self::serve(manner, None).await
    }

    pub async fn start_tls(acceptor: TlsAcceptor) -> Self {
        Self::serve(FRIENDLY, Some(acceptor)).await
    }

    async fn serve(manner: Manner, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), heard: Arc::default(), manner };
        let served = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                match &tls {
                    None => served.talk(stream).await,
                    Some(acceptor) => {
                        if let Ok(stream) = acceptor.accept(stream).await {
                            served.talk(stream).await;
                        }
                    }
                }
            }
        });
        server
    }

    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// The messages received, dots taken off.
    pub fn messages(&self) -> Vec<String> {
        let heard = self.heard();
        let after_data = heard.split(|line| line == "DATA").skip(1);
        let message = |lines: &[String]| {
            let lines = lines.iter().take_while(|line| *line != ".");
            lines.map(|line| format!("{}\r\n", line.strip_prefix('.').unwrap_or(line))).collect()
        };
        after_data.map(message).collect()
    }

    async fn talk(&self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let mut stream = BufReader::new(stream);
        let (mut answer, mut in_message, mut greeted) = ("220 mail.test REHEARSAL\r\n", false, false);
        loop {
            if !answer.is_empty() && stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
            let mut line = Vec::new();
            if stream.read_until(b'\n', &mut line).await.unwrap_or(0) == 0 {
                return;
            }
            let line = String::from_utf8(line).unwrap().trim_end_matches(['\r', '\n']).to_owned();
            self.heard.lock().unwrap().push(line.clone());
            answer = match (in_message, line.split([' ', ':']).next().unwrap()) {
                (true, _) if line == "." => {
                    in_message = false;
                    if self.manner.message.is_empty() {
                        return;
                    }
                    self.manner.message
                }
                (true, _) => "",
                (_, "EHLO") => {
                    let again = self.manner.again.filter(|_| greeted);
                    greeted = true;
                    again.unwrap_or(self.manner.offers)
                }
                (_, "RCPT") => self.manner.recipient,
                (_, "DATA") => {
                    in_message = true;
                    "354 go on\r\n"
                }
                (_, "AUTH") => "235 2.7.0 welcome\r\n",
                (_, "QUIT") => "221 bye\r\n",
                _ => "250 ok\r\n",
            };
        }
    }
}
