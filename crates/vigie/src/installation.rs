//! An installation: its folder, its keys, its database; and the desk set up from them.

use crate::clock::SystemClock;
use crate::config::Config;
use crate::press::{LetterSigner, Press};
use crate::snapshot;
use anyhow::Context as _;
use casework::ports::{Clock, Mail};
use casework::{Desk, Doors, Entropy, Settings};
use documents::signature::Certificate;
use outside::timestamp::TimeStampAuthority;
use outside::{
    ClientSettings, CollectSettings, Collector, FetchSettings, Fetcher, Ffmpeg, FolderMail, HttpCalls, Mailer,
    RdapRegistry,
};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::{Db, Folder};

/// How long a call waits for the database before it says that it cannot be reached.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a paper waits for its time stamp.
const PATIENCE_WITH_STAMPS: Duration = Duration::from_secs(5);

/// The secrets of an installation, each in a file that only its owner reads.
pub struct Keys {
    /// The seed of the Ed25519 key that signs checkpoints.
    pub ledger: [u8; 32],
    /// The key that makes portal links genuine.
    pub portal: [u8; 32],
}

impl Keys {
    /// Makes new keys in a folder. Existing ones are never overwritten.
    ///
    /// # Errors
    /// A folder that cannot be written, or keys that exist.
    pub fn make(folder: &Path, entropy: &Entropy) -> anyhow::Result<Self> {
        let keys = Self { ledger: entropy.bytes32(), portal: entropy.bytes32() };
        fs::create_dir_all(folder.join("keys")).with_context(|| format!("{} cannot be made", folder.display()))?;
        write_secret(&folder.join("keys/ledger.seed"), &keys.ledger)?;
        write_secret(&folder.join("keys/portal.key"), &keys.portal)?;
        Ok(keys)
    }

    /// Reads the keys of an installation.
    ///
    /// # Errors
    /// Names the key that is missing or damaged.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            ledger: read_secret(&folder.join("keys/ledger.seed"))?,
            portal: read_secret(&folder.join("keys/portal.key"))?,
        })
    }
}

fn write_secret(path: &Path, bytes: &[u8; 32]) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("{} cannot be made", path.display()))?;
    file.write_all(ledger::Hash(*bytes).to_string().as_bytes())?;
    Ok(file.sync_all()?)
}

fn read_secret(path: &Path) -> anyhow::Result<[u8; 32]> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let hash: ledger::Hash = text
        .trim()
        .parse()
        .ok()
        .with_context(|| format!("{} is damaged: it should hold 64 hexadecimal digits", path.display()))?;
    Ok(hash.0)
}

/// The address of an installation's database.
fn database(folder: &Path, config: &Config) -> String {
    config.database.clone().unwrap_or_else(|| format!("sqlite://{}", folder.join("vigie.db").display()))
}

/// What differs between work in earnest and a rehearsal.
pub struct World {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Entropy,
}

impl World {
    /// The real one.
    #[must_use]
    pub fn real() -> Self {
        Self { clock: Arc::new(SystemClock), entropy: Entropy::from_system() }
    }
}

/// Opens an installation and sets up its desk.
///
/// # Errors
/// Says which part of the installation is missing, damaged or out of reach.
pub async fn open(folder: &Path, config: &Config, world: World) -> anyhow::Result<Arc<Desk>> {
    let keys = Keys::read(folder)?;
    let store = Db::open(&database(folder, config), PATIENCE).await.context("the database cannot be opened")?;
    let blobs = Folder::open(folder.join("blobs")).context("the blob folder cannot be opened")?;
    match blobs.sweep(world.clock.now()) {
        Ok(0) => {}
        Ok(swept) => tracing::info!(swept, "removed half-written files that a crash had left in the blob folder"),
        Err(error) => tracing::warn!(%error, "the blob folder cannot be swept"),
    }
    let fetch = Fetcher::new(config.fetch.clone(), world.clock.clone()).context("the [fetch] settings do not fit")?;
    let fetch = Arc::new(fetch);
    let certificate = certificate(folder, config)?;
    let mail = mail(folder, config, certificate.as_ref(), &world.clock)?;
    let client = client(&config.fetch);
    let calls = HttpCalls::new(&client).context("the [fetch] settings do not fit")?;
    let registry = RdapRegistry::new(&client, config.registries.clone(), &[], world.clock.clone())
        .context("the registries do not fit")?;
    let collect = Collector::new(collect(config, &client), fetch.clone(), world.clock.clone());
    let doors = Doors {
        store: Arc::new(store),
        blobs: Arc::new(blobs),
        fetch,
        collect: Arc::new(collect.context("the [collect] settings do not fit")?),
        mail,
        calls: Arc::new(calls),
        print: Arc::new(press(config, certificate, &world)?),
        registry: Arc::new(registry),
        media: Arc::new(Ffmpeg::new(config.media.clone())),
        clock: world.clock,
        entropy: world.entropy,
        signer: ledger::Signer::from_seed(&config.origin, keys.ledger).context("the name in `origin` cannot sign")?,
        portal_secret: keys.portal,
    };
    let settings =
        Settings { base_url: config.base_url.clone(), europol: config.europol.clone(), rehearsal: config.rehearsal };
    let desk = Desk::new(doors, settings);
    snapshot::start(&desk, folder).await?;
    Ok(Arc::new(desk))
}

/// Sources are asked under the same rules, and the registries that are asked about hosts are asked about names too.
fn collect(config: &Config, client: &ClientSettings) -> CollectSettings {
    let mut settings = CollectSettings { client: client.clone(), ..config.collect.clone() };
    settings.registries.extend(config.registries.iter().cloned());
    settings
}

/// Providers and registries are reached under the same rules as pages.
fn client(fetch: &FetchSettings) -> ClientSettings {
    ClientSettings {
        user_agent: fetch.user_agent.clone(),
        addresses: fetch.addresses,
        resolver: fetch.resolver,
        port_map: fetch.port_map,
        extra_roots: fetch.extra_roots.clone(),
        ..ClientSettings::default()
    }
}

fn press(config: &Config, certificate: Option<Arc<Certificate>>, world: &World) -> anyhow::Result<Press> {
    let url = config.signature.as_ref().and_then(|signature| signature.timestamps.clone());
    let stamps = url.map(|url| TimeStampAuthority::new(url, &config.fetch.extra_roots, PATIENCE_WITH_STAMPS));
    let stamps = stamps.transpose().context("the time-stamping authority does not fit")?;
    Ok(Press { certificate, stamps, clock: world.clock.clone(), entropy: Entropy::from_system() })
}

/// The certificate that signs papers, and letters if the settings say so.
fn certificate(folder: &Path, config: &Config) -> anyhow::Result<Option<Arc<Certificate>>> {
    let Some(settings) = &config.signature else { return Ok(None) };
    let read = |path: &Path| {
        let path = folder.join(path);
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let (chain, key) = (read(&settings.certificate)?, read(&settings.key)?);
    let certificate = Certificate::from_pem(&chain, &key).context("the certificate for papers does not fit")?;
    Ok(Some(Arc::new(certificate)))
}

fn mail(
    folder: &Path,
    config: &Config,
    certificate: Option<&Arc<Certificate>>,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn Mail>> {
    let letters = config.signature.as_ref().is_some_and(|signature| signature.letters);
    Ok(match &config.mail {
        Some(settings) => {
            let mailer = Mailer::new(settings, clock.clone()).context("the [mail] settings do not fit")?;
            match certificate.filter(|_| letters) {
                Some(certificate) => Arc::new(mailer.signed_by(Arc::new(LetterSigner(certificate.clone())))),
                None => Arc::new(mailer),
            }
        }
        None => Arc::new(FolderMail::new(&folder.join("outgoing"), &config.mail_from, clock.clone())?),
    })
}

/// Where the report of a rehearsal is kept.
#[must_use]
pub fn report_file(folder: &Path) -> PathBuf {
    folder.join("rehearsal-report.json")
}
