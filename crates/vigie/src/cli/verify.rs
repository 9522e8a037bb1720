//! `vigie verify`: checking what was handed over, on a machine that knows nothing but the published key.

mod order;
mod paper;

use super::exit;
use ::ledger::bundle::KeySource;
use ::ledger::document::SCHEMA;
use ::ledger::{Bundle, VerifierKey};
use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The names under which a published key is looked for beside the file.
const KEY_FILES: [&str; 3] = ["vigie-key", "vigie-key.txt", "vkey"];
/// Where a PDF says that it is one.
const PDF: &[u8] = b"%PDF-";

/// What is verified, and against which key.
#[derive(Args)]
pub struct Verify {
    /// A bundle of the ledger, an order as signed JSON, or an order as PDF
    file: PathBuf,
    /// The published key of the authority, as text or in a file; else a file vigie-key or vkey beside the first
    #[arg(long, value_name = "KEY_OR_FILE")]
    key: Option<String>,
    /// A signed checkpoint that came another way, to see whether the log was forked (orders only)
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// The SHA-256 digest of the certificate that the authority publishes for its papers (PDF only)
    #[arg(long, value_name = "DIGEST")]
    certificate: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// What came out: what it is, what holds, what nobody looked at.
#[derive(Default)]
struct Findings {
    what: &'static str,
    facts: Vec<(&'static str, String)>,
    checked: Vec<String>,
    unchecked: Vec<String>,
    fault: Option<String>,
    /// Further members of the result as JSON.
    members: Map<String, Value>,
}

/// What checks an order beside the file itself.
struct Against {
    key: VerifierKey,
    checkpoint: Option<String>,
    certificate: Option<String>,
}

impl Verify {
    /// Verifies: 0 genuine, 1 not.
    ///
    /// # Errors
    /// A file that cannot be read, or no key for an order.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let bytes = fs::read(&self.file).with_context(|| format!("{} cannot be read", self.file.display()))?;
        let key = self.key()?;
        let mut findings = if bytes.starts_with(PDF) {
            paper::check(&bytes, &self.against(key.as_ref())?)
        } else if names_schema(&bytes, SCHEMA) {
            order::check(&bytes, &self.against(key.as_ref())?)
        } else {
            bundle(&bytes, key.as_ref().map(|(key, _)| key))
        };
        if let Some((key, Some(beside))) = key {
            let told = format!(
                "the key: {} lay beside the file; compare it with the one that the authority publishes: {key}",
                beside.display()
            );
            findings.unchecked.insert(0, told);
        }
        findings.print(self.json);
        Ok(if findings.fault.is_none() { ExitCode::SUCCESS } else { ExitCode::from(exit::REFUSED) })
    }

    /// The key that was given, or one beside the file and where it lay.
    fn key(&self) -> anyhow::Result<Option<(VerifierKey, Option<PathBuf>)>> {
        if let Some(given) = &self.key {
            let text = if given.contains('+') { given.clone() } else { read(Path::new(given))? };
            return Ok(Some((parse(&text)?, None)));
        }
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let beside = KEY_FILES.iter().map(|name| folder.join(name)).find(|path| path.is_file());
        beside.map(|path| Ok((parse(&read(&path)?)?, Some(path)))).transpose()
    }

    fn against(&self, key: Option<&(VerifierKey, Option<PathBuf>)>) -> anyhow::Result<Against> {
        let Some((key, _)) = key else {
            bail!(
                "an order is checked against the key that its authority publishes; give it with --key, or put it into a file {} beside the order",
                KEY_FILES[0]
            );
        };
        let checkpoint = self.checkpoint.as_deref().map(read).transpose()?;
        Ok(Against { key: key.clone(), checkpoint, certificate: self.certificate.clone() })
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn parse(text: &str) -> anyhow::Result<VerifierKey> {
    text.trim().parse().context("this is not a public key as `vigie ledger key` prints it")
}

/// Whether a file says that it is of a schema. Broken JSON is told by whoever reads it in earnest.
fn names_schema(bytes: &[u8], schema: &str) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok_and(|value| value["schema"] == schema)
}

fn bundle(bytes: &[u8], key: Option<&VerifierKey>) -> Findings {
    let mut findings = Findings { what: "bundle", ..Findings::default() };
    match Bundle::from_json(bytes).and_then(|bundle| bundle.verify(key)) {
        Ok(verified) => {
            let pinned = verified.key_source == KeySource::Pinned;
            let size = verified.checkpoint.size;
            findings.checked.push(format!("{} entries, in a ledger of {size} leaves", verified.leaves));
            if !pinned {
                findings.unchecked.push(format!(
                    "the key: it came from the bundle itself; compare it with the one that the authority publishes: {}",
                    verified.key
                ));
            }
            findings.member("entries", json!(verified.leaves));
            findings.member("size", json!(size));
            findings.member("key_pinned", json!(pinned));
        }
        Err(fault) => findings.fault = Some(told(&fault)),
    }
    findings
}

/// An error with its causes, in one line.
fn told(error: &dyn std::error::Error) -> String {
    let mut why = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        why = format!("{why}: {deeper}");
        cause = deeper.source();
    }
    why
}

impl Findings {
    fn member(&mut self, name: &str, value: Value) {
        self.members.insert(name.to_owned(), value);
    }

    fn print(&self, as_json: bool) {
        if as_json {
            println!("{}", self.as_json());
            return;
        }
        match &self.fault {
            None => println!("genuine: {}", self.what),
            Some(fault) => println!("NOT genuine: {fault}"),
        }
        for (name, value) in &self.facts {
            println!("  {name:<12} {}", on_one_line(value));
        }
        for (heading, lines) in [("Checked", &self.checked), ("Not checked", &self.unchecked)] {
            if !lines.is_empty() {
                println!("{heading}:");
                lines.iter().for_each(|line| println!("  - {}", on_one_line(line)));
            }
        }
    }

    fn as_json(&self) -> Value {
        let facts: Map<String, Value> =
            self.facts.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str()))).collect();
        let mut result = json!({
            "genuine": self.fault.is_none(),
            "what": self.what,
            "order": facts,
            "checked": self.checked,
            "not_checked": self.unchecked,
        });
        result["fault"] = self.fault.clone().into();
        for (name, value) in &self.members {
            result[name] = value.clone();
        }
        result
    }
}

/// What came in a file must not be able to draw lines of its own on a terminal.
fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
