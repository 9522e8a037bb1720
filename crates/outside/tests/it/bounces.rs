//! A mailbox in a folder.

use exchange::dsn;
use outside::bounces::{Maildir, MaildirError};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

fn names(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn messages_wait_until_they_are_dealt_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bounces");
    let mailbox = Maildir::new(&path).unwrap();
    assert_eq!(mailbox.waiting(10).await.unwrap(), [""; 0]);
    for (name, text) in [("1777888801.M2.mx", "second"), ("1777888800.M1.mx", "first"), ("1777888802.M3.mx", "third")] {
        fs::write(path.join("new").join(name), text).unwrap();
    }
    fs::write(path.join("tmp/1777888803.M4.mx"), "half").unwrap();
    let expected = ["1777888800.M1.mx", "1777888801.M2.mx"];
    assert_eq!(mailbox.waiting(2).await.unwrap(), expected);
    assert_eq!(mailbox.read(OsStr::new(expected[0])).await.unwrap(), b"first");
    // Whoever read it is gone before it was dealt with: it is handed out again.
    drop(mailbox);
    let mailbox = Maildir::new(&path).unwrap();
    assert_eq!(mailbox.waiting(2).await.unwrap(), expected);
    mailbox.done(OsStr::new(expected[0])).await.unwrap();
    mailbox.done(OsStr::new(expected[0])).await.unwrap();
    assert_eq!(mailbox.waiting(10).await.unwrap(), ["1777888801.M2.mx", "1777888802.M3.mx"]);
    assert_eq!(names(&path.join("cur")), ["1777888800.M1.mx:2,S"]);
    assert_eq!(fs::read(path.join("cur/1777888800.M1.mx:2,S")).unwrap(), b"first");
}

#[tokio::test]
async fn no_message_takes_the_place_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Maildir::new(folder.path()).unwrap();
    fs::write(folder.path().join("new/lamp"), "later").unwrap();
    fs::write(folder.path().join("cur/lamp:2,S"), "earlier").unwrap();
    let error = mailbox.done(OsStr::new("lamp")).await.unwrap_err();
    assert!(matches!(error, MaildirError::NameTaken { .. }), "{error}");
    assert_eq!(fs::read(folder.path().join("new/lamp")).unwrap(), b"later");
    assert_eq!(fs::read(folder.path().join("cur/lamp:2,S")).unwrap(), b"earlier");
}

#[tokio::test]
async fn only_messages_are_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Maildir::new(folder.path()).unwrap();
    let new = folder.path().join("new");
    fs::write(folder.path().join("secret"), "not for you").unwrap();
    fs::write(new.join(".hidden"), "x").unwrap();
    fs::create_dir(new.join("folder")).unwrap();
    std::os::unix::fs::symlink("../secret", new.join("link")).unwrap();
    assert_eq!(mailbox.waiting(10).await.unwrap(), [""; 0]);
    for name in ["../secret", "", ".", "..", "a/b", "/etc/hostname", ".hidden"] {
        let name = OsStr::new(name);
        assert!(matches!(mailbox.read(name).await, Err(MaildirError::NotAName { .. })), "{name:?}");
        assert!(matches!(mailbox.done(name).await, Err(MaildirError::NotAName { .. })), "{name:?}");
    }
    assert!(matches!(mailbox.read(OsStr::new("gone")).await, Err(MaildirError::Message { .. })));
    assert!(matches!(mailbox.done(OsStr::new("gone")).await, Err(MaildirError::Message { .. })));
}

#[tokio::test]
async fn a_message_without_measure_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Maildir::new(folder.path()).unwrap();
    let file = fs::File::create(folder.path().join("new/long")).unwrap();
    file.set_len(dsn::MAX_BYTES as u64 * 4).unwrap();
    let bytes = mailbox.read(OsStr::new("long")).await.unwrap();
    assert_eq!((bytes.len(), dsn::read(&bytes)), (dsn::MAX_BYTES + 1, Err(dsn::Problem::TooLong)));
}

#[test]
fn a_place_that_cannot_be_a_mailbox_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "x").unwrap();
    assert!(matches!(Maildir::new(&path), Err(MaildirError::Mailbox { .. })));
}
