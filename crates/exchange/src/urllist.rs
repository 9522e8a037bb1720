//! Lists of addresses: one a line, or a table with a `url` column.

use std::io::BufRead;

use crate::check_address;
pub use crate::list::{Limits, Problem, RowFault};
use crate::list::{Lines, Table};

/// A sound row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it is on, counted from 1.
    pub line: u64,
    /// The address exactly as given.
    pub url: String,
}

/// Reads a list. Addresses are checked with `check_address` and kept as they are written.
///
/// ```
/// let list = "https://harbour.example/tide\nharbour.example/lamp\n";
/// let (rows, problems) = exchange::urllist::read(list.as_bytes(), Default::default());
/// assert_eq!(rows[0].url, "https://harbour.example/tide");
/// assert_eq!(problems[0].line, 2);
/// ```
pub fn read(input: impl BufRead, limits: Limits) -> (Vec<Row>, Vec<Problem>) {
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    let mut shape: Option<Option<(Table, usize)>> = None;
    for item in Lines::new(input, limits) {
        let (line, text) = match item {
            Ok(found) => found,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let first = shape.is_none();
        let known = shape.get_or_insert_with(|| header(&text));
        let address = match known {
            Some(_) if first => continue,
            Some((table, column)) => table.value(&table.row(&text), *column).map(str::to_owned),
            None => Ok(text),
        };
        let checked = address.and_then(|url| check_address(&url).map(|_| url).map_err(RowFault::Address));
        match checked {
            Ok(url) => rows.push(Row { line, url }),
            Err(what) => problems.push(Problem { line, what }),
        }
    }
    (rows, problems)
}

fn header(line: &str) -> Option<(Table, usize)> {
    let table = Table::from_header(line);
    let column = table.column(&["url", "uri", "address", "link"])?;
    Some((table, column))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::AddressFault;

    fn all(text: &str) -> (Vec<Row>, Vec<(u64, RowFault)>) {
        let (rows, problems) = read(text.as_bytes(), Limits::default());
        (rows, problems.into_iter().map(|problem| (problem.line, problem.what)).collect())
    }

    #[test]
    fn plain_lists_keep_addresses_as_written() {
        let (rows, problems) = all("# invented\nhttps://Harbour.example/a,b;c?d=\"e\"\n\nhttp://lamp.example\n");
        let urls: Vec<(u64, &str)> = rows.iter().map(|row| (row.line, row.url.as_str())).collect();
        assert_eq!(urls, [(2, "https://Harbour.example/a,b;c?d=\"e\""), (4, "http://lamp.example")]);
        assert_eq!(problems, []);
    }

    #[test]
    fn tables_are_read_by_their_url_column() {
        let (rows, problems) = all("seen,URL\n2026-11-22,\"https://harbour.example/a,b\"\n2026-11-22,\n");
        assert_eq!(rows, [Row { line: 2, url: "https://harbour.example/a,b".to_owned() }]);
        assert_eq!(problems, [(3, RowFault::NoValue("url".to_owned()))]);
    }

    #[test]
    fn what_is_not_an_exact_address_is_named() {
        let (rows, problems) = all(
            "harbour.example\nftp://harbour.example/a\nhttps://me:pw@harbour.example/\nhttps://harbour.example/a b\n\
             https://harbour.example/\u{202e}fdp.exe\nhttps://\n",
        );
        assert_eq!(rows, []);
        let expected = [
            AddressFault::NotAbsolute,
            AddressFault::NotWeb,
            AddressFault::Credentials,
            AddressFault::Invisible,
            AddressFault::Invisible,
            AddressFault::NotAbsolute,
        ];
        let faults: Vec<RowFault> = expected.into_iter().map(RowFault::Address).collect();
        assert_eq!(problems.into_iter().map(|(_, what)| what).collect::<Vec<_>>(), faults);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            read(&bytes[..], Limits { line_bytes: 100, rows: 5 });
        }

        #[test]
        fn sound_addresses_are_read_back(urls in prop::collection::vec("https://[a-z]{1,9}\\.example/[!-~]{0,30}", 0..20)) {
            let (rows, problems) = all(&urls.join("\n"));
            prop_assert_eq!(problems, vec![]);
            prop_assert_eq!(rows.into_iter().map(|row| row.url).collect::<Vec<_>>(), urls);
        }
    }
}
