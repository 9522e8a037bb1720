//! One statement for either database: its text and the values for its placeholders.

use sqlx::query::Query;
use sqlx::{Arguments, AssertSqlSafe, Database, Encode, Type};
use std::borrow::Cow;
use std::fmt::Write;
use uuid::Uuid;

/// Rows per statement, where a statement carries many. SQLite looks each named placeholder up among all others, so
/// that longer statements take more than proportionally longer.
pub(crate) const ROWS_PER_STATEMENT: usize = 64;

/// The longest text, in bytes, that is kept in an index as it is.
const MAX_INDEXED_BYTES: usize = 512;

/// A value for a placeholder.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    Text(Option<Cow<'a, str>>),
    Int(i64),
    Bytes(&'a [u8]),
    Id(Uuid),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(Some(text))
    }
}

impl<'a> From<Option<Cow<'a, str>>> for Value<'a> {
    fn from(text: Option<Cow<'a, str>>) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Uuid> for Value<'_> {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

/// A statement with `$N` placeholders, which both databases understand.
///
/// The text is made of literals of this crate, placeholders and numbers only; everything from outside is a value.
#[derive(Debug)]
pub(crate) struct Sql<'a> {
    text: Cow<'static, str>,
    values: Vec<Value<'a>>,
    /// Texts that seldom come twice are not worth keeping prepared.
    varies: bool,
}

impl<'a> Sql<'a> {
    /// A statement, or its beginning.
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), values: Vec::new(), varies: false }
    }

    /// Gives the next placeholder of a whole statement its value.
    pub(crate) fn bind(mut self, value: impl Into<Value<'a>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Adds text.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: u32) -> &mut Self {
        // Writing to a String cannot fail.
        let _ = write!(self.text.to_mut(), "{number}");
        self
    }

    /// Adds a placeholder and its value.
    pub(crate) fn put(&mut self, value: impl Into<Value<'a>>) -> &mut Self {
        self.values.push(value.into());
        let _ = write!(self.text.to_mut(), "${}", self.values.len());
        self
    }

    /// Adds `(…), (…)`, one tuple of placeholders for each row.
    pub(crate) fn tuples<const N: usize>(mut self, rows: impl IntoIterator<Item = [Value<'a>; N]>) -> Self {
        self.varies = true;
        for (number, row) in rows.into_iter().enumerate() {
            self.push(if number == 0 { "(" } else { ", (" });
            for (column, value) in row.into_iter().enumerate() {
                if column > 0 {
                    self.push(", ");
                }
                self.put(value);
            }
            self.push(")");
        }
        self
    }

    /// Adds `(…, …)`, a placeholder for each identifier.
    pub(crate) fn list(mut self, ids: &[Uuid]) -> Self {
        self.varies = true;
        for (number, id) in ids.iter().enumerate() {
            self.push(if number == 0 { "(" } else { ", " }).put(*id);
        }
        self.then(")")
    }

    /// Adds text at the end of a statement that is otherwise whole.
    pub(crate) fn then(mut self, text: &str) -> Self {
        self.push(text);
        self
    }

    /// The statement for one database.
    pub(crate) fn query<DB>(self) -> Result<Query<'static, DB, DB::Arguments>, sqlx::Error>
    where
        DB: Database + sqlx::database::HasStatementCache,
        DB::Arguments: Arguments<Database = DB> + sqlx::IntoArguments<DB>,
        for<'t> Option<&'t str>: Encode<'t, DB> + Type<DB>,
        for<'t> &'t [u8]: Encode<'t, DB> + Type<DB>,
        for<'t> i64: Encode<'t, DB> + Type<DB>,
        for<'t> Uuid: Encode<'t, DB> + Type<DB>,
    {
        let mut arguments = DB::Arguments::default();
        for value in &self.values {
            match value {
                Value::Text(text) => arguments.add(text.as_deref()),
                Value::Int(number) => arguments.add(*number),
                Value::Bytes(bytes) => arguments.add(*bytes),
                Value::Id(id) => arguments.add(*id),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok(sqlx::query_with(AssertSqlSafe(self.text), arguments).persistent(!self.varies))
    }
}

/// A text as it can stand in an index of either database: without U+0000, which PostgreSQL cannot keep, and, when it
/// is too long for an index page, cut short and told apart by its digest. Applied twice, it changes nothing more.
pub(crate) fn indexed(text: &str) -> Cow<'_, str> {
    let text = if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) };
    if text.len() <= MAX_INDEXED_BYTES {
        return text;
    }
    let digest = ledger::Hash::of(text.as_bytes()).to_string();
    let kept = text.floor_char_boundary(MAX_INDEXED_BYTES - digest.len() - "…".len());
    Cow::Owned(format!("{}…{digest}", &text[..kept]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_through() {
        let rows = [["a".into(), 1_i64.into()], ["b".into(), 2_i64.into()]];
        let sql = Sql::new("INSERT INTO t (k, n) VALUES ").tuples(rows).then(" ON CONFLICT DO NOTHING");
        assert_eq!(sql.text, "INSERT INTO t (k, n) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING");
        assert_eq!(sql.values.len(), 4);
    }

    #[test]
    fn long_texts_stay_apart_and_short() {
        let (one, other) = ("ä".repeat(4000), format!("{}b", "ä".repeat(4000)));
        assert_ne!(indexed(&one), indexed(&other));
        assert!(indexed(&one).len() <= MAX_INDEXED_BYTES);
        assert_eq!(indexed(&indexed(&one)), indexed(&one));
        assert_eq!(indexed("REHEARSAL"), "REHEARSAL");
        assert_eq!(indexed("a\0b"), "a\u{fffd}b");
    }
}
