//! What one file is known by, and the number under which it goes.

use super::super::BATCH;
use super::{Addition, Import, Ready};
use crate::detect::media;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Kept, Kind, Signal, Value, content, first_of_content, is_same_content, next_of_content};
use domain::id::SignalId;
use matching::digest::Sha256;
use matching::picture::{self, Limits};
use matching::text::{Fingerprint, Normalised};
use std::collections::HashMap;

/// The longest name of a signal, in characters; what is longer is cut.
const MAX_NAME: usize = 200;

impl Import<'_> {
    /// Reads what is to be added.
    pub(super) async fn read(&mut self, addition: Addition, ready: &mut Vec<Ready>) -> Result<(), Error> {
        let (name, bytes, values, row, taken_back) = match addition {
            Addition::Hash { name, value } => (name, None, vec![value], None, false),
            Addition::Row { name, value, row, taken_back } => (name, None, vec![value], row, taken_back),
            Addition::File { name, bytes } => (name, Some(bytes), Vec::new(), None, false),
            Addition::Content { name, bytes, values, row } => (name, bytes, values, row, false),
        };
        let made = match bytes {
            Some(bytes) => self.fingerprints(&name, &bytes).await?,
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

    /// What a file is known by: its digest, and its likenesses, beside them the derivative of a picture. What it has no
    /// likeness of is left out and said.
    async fn fingerprints(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<(Value, Option<Sha256>)>, Error> {
        if bytes.is_empty() {
            self.imported.leave_out(name.to_owned(), "the file is empty".to_owned());
            return Ok(Vec::new());
        }
        let mut known = vec![(Value::Sha256(Sha256::of(bytes)), None)];
        let (values, veil, left_out) = match media::decode(self.desk, None, bytes).await {
            Some(Ok(media)) => {
                let (values, left_out) = media::values(media);
                (values, None, left_out)
            }
            Some(Err(why)) => (Vec::new(), None, vec![why]),
            None => match fingerprint(bytes) {
                Ok((values, veil)) => (values, veil, Vec::new()),
                Err(why) => (Vec::new(), None, vec![why]),
            },
        };
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

/// The likeness fingerprints of a file, none if it has none, and a blurred derivative for pictures.
type Likened = (Vec<Value>, Option<Vec<u8>>);

fn fingerprint(bytes: &[u8]) -> Result<Likened, String> {
    match picture::decode(bytes, &Limits::default()) {
        Ok(picture) => {
            let hashed = picture.hash();
            if hashed.quality < domain::detect::PDQ_MIN_QUALITY {
                let why = format!("quality {} is too low for a likeness; compared by exact bytes only", hashed.quality);
                return Err(why);
            }
            let mut values = vec![Value::Pdq(hashed.pdq)];
            let details = picture.details();
            if details.is_usable() {
                values.push(Value::Details(Box::new(details)));
            }
            Ok((values, Some(picture.veil())))
        }
        Err(picture::Error::NotAPicture) => {
            let Ok(text) = std::str::from_utf8(bytes) else {
                return Err("neither a picture nor UTF-8 text; compared by exact bytes only".to_owned());
            };
            let fingerprint = Fingerprint::of(&Normalised::of(text));
            if fingerprint.is_empty() {
                return Err("too short for a likeness; compared by exact bytes only".to_owned());
            }
            Ok((vec![Value::Text(fingerprint)], None))
        }
        Err(error) => Err(format!("{error}; compared by exact bytes only")),
    }
}
