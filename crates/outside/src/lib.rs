//! How Vigie reaches the outside world: it looks at pages as any browser may, and sends letters.
//!
//! [`Fetcher`] and [`Mailer`] implement casework's ports. Nothing here decides anything, logs in
//! anywhere, or reaches into private networks; a limit that is hit is said, never hidden.

mod address;
mod decode;
mod fetcher;
mod mail;
mod names;
mod roots;
mod settings;

pub mod robots;

pub use address::AddressRule;
pub use fetcher::Fetcher;
pub use mail::{Account, Dkim, FolderMail, MailSettings, MailSettingsError, MailTls, Mailer};
pub use settings::{FetchSettings, FetchSettingsError, Route, VantageSettings};
