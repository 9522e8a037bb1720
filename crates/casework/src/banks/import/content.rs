//! What one file is known by, and the number under which it goes.

use super::super::BATCH;
use super::super::likened::Likened;
use super::given::{Given, video_name};
use super::{Addition, Import, Ready};
use crate::apart::BROKE_DOWN;
use crate::detect::guess;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Kept, Kind, Signal, Value, content, first_of_content, is_same_content, next_of_content};
use domain::id::SignalId;
use exchange::hashlist::RowFault;
use matching::digest::{Md5, Sha1, Sha256};
use matching::video::Problem;
use std::collections::HashMap;

/// The longest name of a signal, in characters, as HMA has it; what is longer is cut.
const MAX_NAME: usize = 255;

/// A file of which fingerprints are made, with its type.
type File = (Option<String>, Vec<u8>);

impl Import<'_> {
    /// Reads what is to be added.
    pub(super) async fn read(&mut self, addition: Addition, ready: &mut Vec<Ready>) -> Result<(), Error> {
        let (name, file, values, row, taken_back) = match addition {
            Addition::Hash { name, value } => (name, None, vec![value], None, false),
            Addition::Row { name, value, row, taken_back } => (name, None, vec![value], row, taken_back),
            Addition::Text { name, text } => {
                (name, Some((Some("text/plain".to_owned()), text.into_bytes())), Vec::new(), None, false)
            }
            Addition::File { name, bytes } => {
                let (name, file, values) = self.given(name, bytes).await?;
                (name, file, values, None, false)
            }
            Addition::Content { name, bytes, values, row } => {
                let file = bytes.map(|bytes| (guess(&name), bytes));
                (name, file, values, row, false)
            }
        };
        let values: Vec<Value> = values.into_iter().filter(|value| self.says_something(&name, value)).collect();
        let made = match file {
            Some(file) => self.fingerprints(&name, file).await?,
            None => Vec::new(),
        };
        let name: String = name.chars().take(MAX_NAME).collect();
        let mut id = first_of_content(self.desk.doors.entropy.id(self.desk.now()));
        for (value, veil) in values.into_iter().map(|value| (value, None)).chain(made) {
            let unique = Signal::unique_in(self.bank, &value);
            ready.push(Ready { id, name: name.clone(), value, unique, veil, row: row.clone(), taken_back });
            id = next_of_content(id);
        }
        Ok(())
    }

    /// A file that is put in: the material, or the fingerprints that stand in it, under the name of what they are of.
    async fn given(&mut self, name: String, bytes: Vec<u8>) -> Result<(String, Option<File>, Vec<Value>), Error> {
        let called = name.clone();
        let Some(given) = self.desk.apart.run(move || Given::of(&called, bytes)).await? else {
            self.imported.leave_out(name.clone(), BROKE_DOWN.to_owned());
            return Ok((name, None, Vec::new()));
        };
        match given {
            Given::Material(bytes) => {
                let content_type = guess(&name);
                Ok((name, Some((content_type, bytes)), Vec::new()))
            }
            Given::HashList => {
                let why = "it is a list of hashes, not known material itself; take it in as a list of hashes";
                self.imported.leave_out(name.clone(), why.to_owned());
                Ok((name, None, Vec::new()))
            }
            Given::Frames(video, problems) => {
                for Problem { line, fault } in problems {
                    self.imported.leave_out(format!("{name}, line {line}"), fault.to_string());
                }
                if video.is_blank() {
                    let why = "no frame of the video has enough structure to be looked for";
                    self.imported.leave_out(name.clone(), why.to_owned());
                    return Ok((name, None, Vec::new()));
                }
                Ok((video_name(&name).to_owned(), None, vec![Value::Video(video)]))
            }
        }
    }

    /// Whether a fingerprint tells something from anything else; the digest of an empty file does not, and is left out.
    fn says_something(&mut self, name: &str, value: &Value) -> bool {
        let is_of_nothing = match value {
            Value::Sha256(digest) => *digest == Sha256::of(&[]),
            Value::Md5(digest) => *digest == Md5::of(&[]),
            Value::Sha1(digest) => *digest == Sha1::of(&[]),
            _ => false,
        };
        if is_of_nothing {
            self.imported.leave_out(name.to_owned(), RowFault::Blank.to_string());
        }
        !is_of_nothing
    }

    /// What a file is known by: its digest, and its likenesses, beside them the derivative of a picture. What it has no
    /// likeness of is left out and said.
    async fn fingerprints(
        &mut self,
        name: &str,
        (content_type, bytes): File,
    ) -> Result<Vec<(Value, Option<Sha256>)>, Error> {
        if bytes.is_empty() {
            self.imported.leave_out(name.to_owned(), "the file is empty".to_owned());
            return Ok(Vec::new());
        }
        let mut known = vec![(Value::Sha256(Sha256::of(&bytes)), None)];
        let Likened { values, veil, left_out } = Likened::of(self.desk, content_type, bytes).await?;
        let veil = match veil {
            Some(veil) => Some(self.desk.doors.blobs.put(&veil).await?),
            None => None,
        };
        known.extend(values.into_iter().map(|value| (value, veil)));
        left_out.into_iter().for_each(|why| self.imported.leave_out(name.to_owned(), why));
        Ok(known)
    }

    /// Under which identifier each is written. A file of which the bank holds a fingerprint already, or of which an earlier
    /// file has one, goes under the number of that, so that whoever takes it out takes out all of it.
    pub(super) async fn identifiers(
        &self,
        ready: &[Ready],
        known: &HashMap<String, Kept<Signal>>,
    ) -> Result<Vec<SignalId>, Error> {
        let mut identifiers = Vec::with_capacity(ready.len());
        let (mut given, mut ends) = (HashMap::<&str, SignalId>::new(), HashMap::<u64, SignalId>::new());
        for file in ready.chunk_by(|one, other| is_same_content(one.id, other.id)) {
            let of_bank = |one: &Ready| known.get(&one.unique).filter(|held| held.is_in_force()).map(|held| held.id);
            let held = file.iter().find_map(|one| of_bank(one).or_else(|| given.get(one.unique.as_str()).copied()));
            let is_new = |one: &Ready| !known.contains_key(&one.unique) && !given.contains_key(one.unique.as_str());
            let new: Vec<bool> = file.iter().map(is_new).collect();
            let more = new.iter().filter(|new| **new).count();
            let mut next = match held.filter(|_| more > 0) {
                Some(held) => self.room(held, more, ends.get(&content(held)).copied()).await?,
                None => None,
            };
            for (one, new) in file.iter().zip(new) {
                let before = given.get(one.unique.as_str()).copied();
                let id = before.or(next.filter(|_| new)).unwrap_or(one.id);
                if new && before.is_none() {
                    next = next.map(next_of_content);
                    ends.insert(content(id), id);
                    given.insert(&one.unique, id);
                }
                identifiers.push(id);
            }
        }
        Ok(identifiers)
    }

    /// The identifier after the last of a content, if so many more find room under its number.
    async fn room(&self, held: SignalId, more: usize, last: Option<SignalId>) -> Result<Option<SignalId>, Error> {
        let last = match last {
            Some(last) => last,
            None => {
                let listing = Query::all(Kind::Signal, BATCH).with("bank", self.bank).with("content", content(held));
                let stand: Vec<Kept<Signal>> = self.desk.list(&listing).await?;
                stand.iter().map(|one| one.id).filter(|id| is_same_content(*id, held)).fold(held, SignalId::max)
            }
        };
        let end = (0..more).fold(last, |id, _| next_of_content(id));
        Ok(is_same_content(end, held).then(|| next_of_content(last)))
    }
}
