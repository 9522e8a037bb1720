//! Web captures on disk: a writer and a reader for WARC files.
//!
//! The writer makes WARC 1.1, one gzip member for each record, with a SHA-256 of every block. The reader takes what
//! other tools write as well (WARC 1.0, SHA-1, one gzip stream around everything) and treats damage as data: what can
//! be read is handed over, and what cannot is named as a [`Problem`] with its place, never passed over in silence.
//!
//! Nothing here fetches, chooses record ids or reads a clock; all three come from the caller.
//!
//! # Source
//! docs/sources/warc.md

mod capture;
mod digest;
mod http;
mod reader;
mod record;
mod stream;
mod writer;

pub use capture::{Attachment, Capture, CaptureFacts, Hop, ResolverAnswer, Truncation, write_capture};
pub use digest::Check;
pub use http::{Decoded, HttpFault, HttpResponse};
pub use reader::{Entry, Limits, Reader};
pub use record::{Fault, Problem, Record, RecordKind};
pub use writer::{Placed, WriteError, Writer};

#[cfg(test)]
mod tests;
