//! The formats against files and tools of other makers.

mod warc_peers;
