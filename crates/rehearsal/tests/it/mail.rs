//! The mail server, as mail clients meet it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use crate::visitor::{post, start_world};
use rehearsal::mailbox::portal_link;

#[tokio::test(flavor = "multi_thread")]
async fn mail_to_a_provider_is_kept_whole_and_answered_with_a_queue_identifier() {
    let world = start_world(21);
    let body = "Grüße. REHEARSAL\n.a line with a dot\n\nhttps://vigie.test/portal/abc\n";
    let reply = post(&world, "abuse@lowtide.test", body).await.unwrap();
    assert!(reply.message().any(|line| line.contains("R000001")));
    let letters = world.letters();
    assert_eq!(letters[0].queue_id, "R000001");
    assert_eq!(letters[0].envelope.to, ["abuse@lowtide.test"]);
    assert_eq!(portal_link(&letters[0].bytes).unwrap(), "https://vigie.test/portal/abc");

    assert!(post(&world, "abuse@nobody.test", body).await.is_err());
    assert_eq!(world.letters().len(), 1);
}

#[test]
fn a_client_may_send_all_at_once_and_is_cut_off_for_an_endless_line() {
    let world = start_world(22);
    let stream = TcpStream::connect(world.smtp_addr()).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut say = stream;
    say.write_all(b"EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<abuse@groyne.test>\r\nDATA\r\n..x\r\n.\r\nQUIT\r\n").unwrap();
    let replies: Vec<String> = lines.by_ref().map(Result::unwrap).collect();
    assert!(replies.iter().any(|line| line.starts_with("250 2.0.0 queued")));
    assert!(replies.last().unwrap().starts_with("221"));
    assert_eq!(world.letters()[0].bytes, b".x\r\n");

    let mut flood = TcpStream::connect(world.smtp_addr()).unwrap();
    // The server closes in the middle of the line, so either the write or the read sees the end.
    let _ = flood.write_all(&vec![b'x'; 1_000_000]);
    let mut lines = BufReader::new(flood).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("220"));
    assert!(lines.next().is_none_or(|line| line.is_err()));
}
