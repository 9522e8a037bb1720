//! How an installation is set up: `vigie.toml` in its folder.

use anyhow::Context as _;
use outside::{CollectSettings, FetchSettings, MailSettings, MediaSettings};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// The settings of an installation, as written by `vigie init` and changed by hand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The name under which the ledger is signed.
    pub origin: String,
    /// Where providers and officers reach the server.
    pub base_url: Url,
    /// The address the server listens on.
    pub listen: SocketAddr,
    /// `sqlite://` or `postgres://`; a file `vigie.db` in the folder when absent.
    pub database: Option<String>,
    /// The time zone in which pages show times.
    pub time_zone: String,
    /// For whom the command line acts when `--person` is not given.
    pub operator: String,
    /// For whom it keeps accounts when `--person` is not given; the operator when absent.
    pub administrator: Option<String>,
    /// How pages are looked at.
    #[serde(default)]
    pub fetch: FetchSettings,
    /// What decoding recordings and videos may cost.
    #[serde(default)]
    pub media: MediaSettings,
    /// How letters are sent; they are put into the folder `outgoing` when absent.
    pub mail: Option<MailSettings>,
    /// The certificate that signs papers; they are not signed when absent.
    pub signature: Option<SignatureSettings>,
    /// Registries that are asked who holds a network, by their base addresses.
    #[serde(default)]
    pub registries: Vec<Url>,
    /// How sources are asked about the assets of the map.
    #[serde(default)]
    pub collect: CollectSettings,
    /// A Maildir into which the mail server puts what comes back undelivered; within the installation's folder unless
    /// it begins with a slash.
    pub bounces: Option<PathBuf>,
    /// Where Europol takes copies of scrutiny decisions (Art 4(6)), if an address is agreed.
    pub europol: Option<String>,
    /// Whether everything in this installation is invented, and says so on every page and letter.
    #[serde(default)]
    pub rehearsal: bool,
    /// The sender of letters while there is no mail server.
    #[serde(default = "nobody")]
    pub mail_from: String,
}

/// The certificate that signs papers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureSettings {
    /// The chain, the signer's first, in PEM.
    pub certificate: PathBuf,
    /// The private key, unencrypted PKCS #8 in PEM.
    pub key: PathBuf,
    /// A time-stamping authority (RFC 3161); papers are not stamped when absent.
    pub timestamps: Option<Url>,
    /// Whether letters are signed with the same certificate too (S/MIME).
    #[serde(default)]
    pub letters: bool,
}

fn nobody() -> String {
    "Vigie <vigie@unit.invalid>".to_owned()
}

impl Config {
    /// Reads the settings of an installation.
    ///
    /// # Errors
    /// Says what is missing or wrong in the file, with its line.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("vigie.toml");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read; make an installation with `vigie init`", path.display()))?;
        toml::from_str(&text).with_context(|| format!("{} is not understood", path.display()))
    }
}

/// Who the commands given on the machine itself act for, by login.
#[derive(Debug, Clone, Copy)]
pub struct Hands<'a> {
    /// Takes in, and keeps the directory and the banks.
    pub operator: &'a str,
    /// Keeps the accounts.
    pub administrator: &'a str,
}

/// The settings file of a new installation.
#[must_use]
pub fn new_file(origin: &str, base_url: &Url, listen: SocketAddr, time_zone: &str, hands: Hands<'_>) -> String {
    let Hands { operator, administrator } = hands;
    format!(
        "# Settings of this Vigie installation. Restart the server after a change.\n\
         origin = {origin:?}\n\
         base_url = {base:?}\n\
         listen = \"{listen}\"\n\
         time_zone = {time_zone:?}\n\
         # Whose names stand for commands given on this machine: for everything, and for keeping accounts.\n\
         operator = {operator:?}\n\
         administrator = {administrator:?}\n\
         \n\
         # database = \"postgres://vigie@localhost/vigie\"   # a file vigie.db in this folder when absent\n\
         # bounces = \"bounces\"   # a Maildir into which the mail server puts what comes back undelivered\n\
         # registries = [\"https://rdap.registry.example/\"]   # asked who holds the network of a host\n\
         \n\
         [fetch]\n\
         # Name the unit and a page where site owners can read about these visits.\n\
         user_agent = \"Vigie/{version} (+{base})\"\n\
         vantages = [{{ name = \"own network\", country = \"BE\" }}]\n\
         \n\
         # Files on this machine that help the map: IANA's lists of registries, databases of places.\n\
         # [collect]\n\
         # lists = {{ networks = [\"ipv4.json\", \"ipv6.json\"], domains = [\"dns.json\"], autnums = [\"asn.json\"] }}\n\
         # mmdb = [\"country.mmdb\", \"asn.mmdb\"]\n\
         # A platform that shows its listings to all, and answers 404 or 410 where there is none, is looked at:\n\
         # platforms = [{{ host = \"store.example\", name = \"store\", kind = \"app\", after = \"/apps/\", open = true }}]\n\
         \n\
         # Recordings and videos are decoded within these bounds: seconds of each, seconds for each, bytes of memory.\n\
         # [media]\n\
         # max_seconds = 7200\n\
         # time_limit = 300\n\
         # max_memory = 2147483648\n\
         \n\
         # Papers are signed with this certificate, and stamped by this authority (RFC 3161).\n\
         # [signature]\n\
         # certificate = \"certificate.pem\"\n\
         # key = \"certificate.key\"\n\
         # timestamps = \"https://time.unit.example/\"\n\
         # letters = true   # sign letters with it too (S/MIME)\n\
         \n\
         # Without a mail server, letters are put into the folder `outgoing` and nobody hears of anything.\n\
         # [mail]\n\
         # host = \"mail.unit.example\"\n\
         # port = 465\n\
         # from = \"Referral unit <orders@unit.example>\"\n\
         # dkim = {{ selector = \"vigie\", domain = \"unit.example\", key = \"-----BEGIN PRIVATE KEY-----...\" }}\n",
        base = base_url.as_str(),
        version = env!("CARGO_PKG_VERSION"),
    )
}
