//! Writing a bank down for other tools.

use std::io::{self, Write};

use serde_json::json;

use super::{Algorithm, Row};

/// The forms in which a bank is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table: algorithm, hash, label, id.
    Csv,
    /// `pdq <hash>` a line, as the `threatexchange` command reads it from a local file.
    Lines,
    /// A page of descriptors as ThreatExchange's API returns them.
    ThreatExchange,
    /// A STIX 2.1 bundle of file objects.
    Stix,
}

impl Form {
    /// Reads its name: `csv`, `lines`, `threatexchange` or `stix`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "lines" => Some(Self::Lines),
            "threatexchange" => Some(Self::ThreatExchange),
            "stix" => Some(Self::Stix),
            _ => None,
        }
    }

    /// What the form calls an algorithm; nothing if it has no word for it, so that such hashes cannot be written.
    fn word(self, algorithm: Algorithm) -> Option<&'static str> {
        match (self, algorithm) {
            (Self::Csv, algorithm) => Some(algorithm.name()),
            (Self::Lines, Algorithm::Pdq) => Some("pdq"),
            (Self::Lines, Algorithm::Md5) => Some("video_md5"),
            (Self::Lines, _) | (Self::ThreatExchange, Algorithm::Sha512) => None,
            (Self::ThreatExchange, Algorithm::Pdq) => Some("HASH_PDQ"),
            (Self::ThreatExchange, Algorithm::Md5) => Some("HASH_MD5"),
            (Self::ThreatExchange, Algorithm::Sha1) => Some("HASH_SHA1"),
            (Self::ThreatExchange, Algorithm::Sha256) => Some("HASH_SHA256"),
            (Self::ThreatExchange, Algorithm::Tlsh) => Some("HASH_TLSH"),
            // STIX allows names beside those of its own list.
            (Self::Stix, Algorithm::Pdq) => Some("PDQ"),
            (Self::Stix, Algorithm::Md5) => Some("MD5"),
            (Self::Stix, Algorithm::Sha1) => Some("SHA-1"),
            (Self::Stix, Algorithm::Sha256) => Some("SHA-256"),
            (Self::Stix, Algorithm::Sha512) => Some("SHA-512"),
            (Self::Stix, Algorithm::Tlsh) => Some("TLSH"),
        }
    }
}

/// A list being written, row by row.
pub struct Writer<W> {
    form: Form,
    out: W,
    rows: u64,
    left_out: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a list.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(form: Form, mut out: W, bundle_id: &str) -> io::Result<Self> {
        match form {
            Form::Csv => out.write_all(b"algorithm,hash,label,id\n")?,
            Form::Lines => {}
            Form::ThreatExchange => out.write_all(b"{\"data\":[")?,
            Form::Stix => write!(out, "{{\"type\":\"bundle\",\"id\":\"bundle--{bundle_id}\",\"objects\":[")?,
        }
        Ok(Self { form, out, rows: 0, left_out: 0 })
    }

    /// Writes a row, if the form has a word for its algorithm.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&mut self, row: &Row) -> io::Result<()> {
        let Some(word) = self.form.word(row.algorithm) else {
            self.left_out += 1;
            return Ok(());
        };
        let label = row.label.as_deref().unwrap_or_default();
        let id = row.id.as_deref().unwrap_or_default();
        let between = if self.rows == 0 { "\n" } else { ",\n" };
        self.rows += 1;
        match self.form {
            Form::Csv => {
                let mut line = csv::Writer::from_writer(&mut self.out);
                line.write_record([word, &row.hash, &plain(label), id])?;
                line.flush()
            }
            Form::Lines => writeln!(self.out, "{word} {}", row.hash),
            Form::ThreatExchange => {
                let object = json!({ "id": id, "raw_indicator": row.hash, "type": word, "description": label, "status": "UNKNOWN" });
                write!(self.out, "{between}{object}")
            }
            Form::Stix => {
                let object = json!({
                    "type": "file",
                    "spec_version": "2.1",
                    "id": format!("file--{id}"),
                    "name": label,
                    "hashes": { (word): row.hash },
                });
                write!(self.out, "{between}{object}")
            }
        }
    }

    /// Ends the list: how many rows were written, and for how many the form has no word.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn end(mut self) -> io::Result<(u64, u64)> {
        if matches!(self.form, Form::ThreatExchange | Form::Stix) {
            self.out.write_all(b"\n]}\n")?;
        }
        self.out.flush()?;
        Ok((self.rows, self.left_out))
    }
}

/// A label that a spreadsheet does not take for a formula.
fn plain(label: &str) -> String {
    let dangerous = label.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if dangerous { format!("'{label}") } else { label.to_owned() }
}
