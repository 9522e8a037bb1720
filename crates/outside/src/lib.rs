//! How Vigie reaches the outside world: it looks at pages as any browser may, sends letters, calls providers'
//! interfaces and asks registries.
//!
//! [`Fetcher`], [`Mailer`], [`HttpCalls`], [`RdapRegistry`], [`Collector`] and [`Ffmpeg`] implement casework's ports. Nothing here
//! decides anything, logs in anywhere, or reaches into private networks; a limit that is hit is said, never hidden.

mod address;
mod calls;
mod client;
mod collect;
mod decode;
mod fetcher;
mod mail;
mod media;
mod names;
mod rdap;
mod registry;
mod roots;
mod settings;

pub mod bounces;
pub mod robots;
pub mod timestamp;

pub use address::AddressRule;
pub use calls::HttpCalls;
pub use client::{ClientSettings, ClientSettingsError};
pub use collect::{CollectSettings, CollectSettingsError, Collector, Platform, PlatformKind, RdapLists};
pub use fetcher::{Fetcher, Tuned};
pub use mail::{Account, Dkim, FolderMail, MailSettings, MailSettingsError, MailTls, Mailer, SignLetters};
pub use media::{Ffmpeg, MediaSettings};
pub use registry::{RdapRegistry, RegistrySettingsError};
pub use settings::{FetchSettings, FetchSettingsError, Route, VantageSettings};
