//! Letters that come back: what mail servers really write, put into the mailbox, and what becomes of the order.

use crate::office::{BULLETIN, Office};
use casework::order::Circumstances;
use casework::records::Order;
use casework::{assess, detect, order};
use domain::assess::{Category, Confidence, Finding, Outcome, Purpose};
use domain::hold::Answer;
use domain::id::OrderId;
use domain::order::OrderState;
use domain::people::Role;
use outside::bounces::Maildir;
use std::path::Path;
use std::time::Duration;
use vigie::worker::mailbox::{self, Reading};

/// A notice as a widespread mail server writes it, about one recipient.
fn notice(message_id: &str, action: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.unit.example (Mail Delivery System)\r\n\
         Subject: REHEARSAL Undelivered Mail Returned to Sender\r\nTo: orders@unit.example\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"4Rq7.1794907200/mx.unit.example\"\r\n\
         Message-Id: <20261117090003.4Rq7@mx.unit.example>\r\n\r\nThis is a MIME-encapsulated message.\r\n\r\n\
         --4Rq7.1794907200/mx.unit.example\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
         This is the mail system at host mx.unit.example.\r\n\r\n\
         --4Rq7.1794907200/mx.unit.example\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.unit.example\r\nArrival-Date: Tue, 17 Nov 2026 10:00:01 +0100 (CET)\r\n\r\n\
         Final-Recipient: rfc822; orders@lowtide.example\r\nOriginal-Recipient: rfc822;orders@lowtide.example\r\n\
         Action: {action}\r\nStatus: {status}\r\nRemote-MTA: dns; mx.lowtide.example\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 <orders@lowtide.example>: Recipient address rejected: User unknown\r\n\r\n\
         --4Rq7.1794907200/mx.unit.example\r\nContent-Description: Undelivered Message Headers\r\nContent-Type: text/rfc822-headers\r\n\r\n\
         From: Referral unit <orders@unit.example>\r\nTo: orders@lowtide.example\r\nMessage-ID: {message_id}\r\n\r\n\
         --4Rq7.1794907200/mx.unit.example--\r\n"
    )
}

fn put(folder: &Path, name: &str, message: &str) {
    std::fs::write(folder.join("new").join(name), message).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// An order that the mail server took, and the identifier of its letter.
async fn delivered(office: &Office) -> (OrderId, String) {
    let address = "https://b.lowtide.test/rehearsal/bulletin";
    let page = format!("<html lang=en><title>REHEARSAL</title><body><p>{BULLETIN}</p></body></html>");
    let page =
        testkit::page(&address.parse().unwrap(), testkit::start(), 200, "text/html; charset=utf-8", page.as_bytes());
    office.fetch.answer(&address.parse().unwrap(), Ok(page));
    let (desk, analyst) = (&office.desk, &office.people[&Role::Analyst]);
    let taken = detect::take_in(desk, analyst, "REHEARSAL", &[address.to_owned()]).await.unwrap();
    office.work().await;
    let finding = Finding {
        purpose: Purpose::NoneProtected,
        reason: "REHEARSAL. The page repeats the known bulletin word for word and adds nothing of its own.".to_owned(),
        categories: vec![Category::Incites],
        confidence: Confidence::High,
        outcome: Outcome::ProposeOrder,
    };
    let followed = assess::decide(desk, analyst, taken[0].outcome.as_ref().unwrap().0, finding).await.unwrap();
    let assess::Followed::Order(id) = followed else { panic!("an order was to follow, not {followed:?}") };
    order::deconflict(desk, &office.people[&Role::Liaison], id, Answer::Go, "REHEARSAL: asked, no objection")
        .await
        .unwrap();
    order::issue(desk, &office.people[&Role::Approver], id, Circumstances::default()).await.unwrap();
    office.work().await;
    let letters = office.mail.letters();
    let letter = letters.iter().find(|letter| letter.to == "orders@lowtide.example").unwrap();
    (id, letter.message_id.clone())
}

async fn order_of(office: &Office, id: OrderId) -> Order {
    office.desk.load::<Order>(id.0).await.unwrap().record
}

#[tokio::test]
async fn an_order_that_comes_back_is_not_handed_over_and_waits_for_a_person() {
    let office = Office::open().await;
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Maildir::new(folder.path()).unwrap();
    let (id, message_id) = delivered(&office).await;
    assert_eq!(order_of(&office, id).await.state, OrderState::Delivered);

    put(folder.path(), "1794907200.a.mx", &notice(&message_id, "delayed", "4.4.1"));
    put(folder.path(), "1794907201.b.mx", &notice(&message_id, "delivered", "2.0.0"));
    let idle = Reading { idle: 2, ..Reading::default() };
    assert_eq!(mailbox::read(&office.desk, &mailbox).await.unwrap(), idle);
    assert_eq!(order_of(&office, id).await.state, OrderState::Delivered, "a delay and a success change nothing");

    put(folder.path(), "1794907202.c.mx", &notice(&message_id, "failed", "5.1.1"));
    let bounced = Reading { bounced: 1, ..Reading::default() };
    assert_eq!(mailbox::read(&office.desk, &mailbox).await.unwrap(), bounced);
    office.work().await;
    let order = order_of(&office, id).await;
    assert_eq!((order.state, order.delivered), (OrderState::Issued, None));
    let why = &order.failed_deliveries[0].why;
    assert!(why.contains("5.1.1") && why.contains("User unknown") && why.contains("mx.lowtide.example"), "{why}");

    // The same notice once more, as after a crash between the record and the mailbox.
    put(folder.path(), "1794907202.c.mx", &notice(&message_id, "failed", "5.1.1"));
    let before = order_of(&office, id).await;
    std::fs::remove_file(folder.path().join("cur/1794907202.c.mx:2,S")).unwrap();
    assert_eq!(mailbox::read(&office.desk, &mailbox).await.unwrap(), Reading { idle: 1, ..Reading::default() });
    assert_eq!(order_of(&office, id).await, before, "read twice, counted once");
    assert_eq!(names(&folder.path().join("new")), [""; 0]);
    assert_eq!(names(&folder.path().join("cur")).len(), 3);
}

#[tokio::test]
async fn what_is_not_understood_is_kept_for_a_person() {
    let office = Office::open().await;
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Maildir::new(folder.path()).unwrap();
    put(folder.path(), "1.reply", "From: desk@lowtide.example\r\nSubject: REHEARSAL Re: order\r\n\r\nWho are you?\r\n");
    put(folder.path(), "2.stranger", &notice("<somebody-else@unit.example>", "failed", "5.1.1"));
    put(folder.path(), "3.bytes", "\u{0}\u{1}\u{2}");
    // Whoever knows the reference of an order cannot make up the identifier of its letter.
    let (id, _) = delivered(&office).await;
    let before = order_of(&office, id).await;
    let guessed = format!("<{}@unit.example>", before.reference.to_lowercase());
    put(folder.path(), "4.forged", &notice(&guessed, "failed", "5.1.1"));
    let reading = mailbox::read(&office.desk, &mailbox).await.unwrap();
    assert_eq!(reading, Reading { for_a_person: 4, ..Reading::default() });
    assert_eq!(order_of(&office, id).await, before);
    assert_eq!(names(&folder.path().join("cur")), ["1.reply:2,S", "2.stranger:2,S", "3.bytes:2,S", "4.forged:2,S"]);
    assert_eq!(mailbox::read(&office.desk, &mailbox).await.unwrap(), Reading::default(), "each is named once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_worker_reads_the_mailbox_beside_its_lanes() {
    let office = Office::open().await;
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Maildir::new(folder.path()).unwrap();
    let (id, message_id) = delivered(&office).await;
    put(folder.path(), "1794907202.c.mx", &notice(&message_id, "failed", "5.1.1"));
    let mut changes = office.desk.changes();
    let worker = tokio::spawn(vigie::worker::work(office.desk.clone(), Some(mailbox)));
    let bounced = async {
        while order_of(&office, id).await.failed_deliveries.is_empty() {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(60), bounced).await.expect("the mailbox is read");
    worker.abort();
}
