//! What people decide about banks and signals.

use super::named;
use crate::cli::At;
use casework::banks;
use clap::Args;
use domain::bank::{Effect, Thresholds, Voice};
use domain::id::SignalId;

/// A bank and why it is switched.
#[derive(Args)]
pub struct Switch {
    #[command(flatten)]
    at: At,
    /// The bank's name
    name: String,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Switch {
    pub(super) async fn run(self, on: bool) -> anyhow::Result<()> {
        let (desk, actor) = self.at.open_for_person().await?;
        let bank = named(&desk, &self.name).await?;
        Ok(banks::enable(&desk, &actor, bank.id, on, &self.reason).await?)
    }
}

/// How a bank is compared.
#[derive(Args)]
pub struct Terms {
    #[command(flatten)]
    at: At,
    /// The bank's name
    name: String,
    /// What its matches do: proposes or suppresses [default: as before]
    #[arg(long)]
    effect: Option<Effect>,
    /// The largest distance of pictures, 0 to 31 bits [default: as before]
    #[arg(long, value_name = "BITS")]
    pdq: Option<u16>,
    /// The least share of a known text, 0.15 to 1 [default: as before]
    #[arg(long, value_name = "SHARE")]
    contained: Option<f32>,
    /// The least share of a page's words, 0.3 to 1 [default: as before]
    #[arg(long, value_name = "SHARE")]
    covered: Option<f32>,
    /// The largest distance of files, 0 to 30 [default: as before]
    #[arg(long, value_name = "SCORE")]
    tlsh: Option<u16>,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Terms {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let (desk, actor) = self.at.open_for_person().await?;
        let bank = named(&desk, &self.name).await?;
        let before = bank.thresholds();
        let thresholds = Thresholds {
            pdq_bits: self.pdq.unwrap_or(before.pdq_bits),
            text_contained: self.contained.unwrap_or(before.text_contained),
            text_covered: self.covered.unwrap_or(before.text_covered),
            tlsh: self.tlsh.unwrap_or(before.tlsh),
        };
        let effect = self.effect.unwrap_or_else(|| bank.effect());
        Ok(banks::set_terms(&desk, &actor, bank.id, effect, thresholds, &self.reason).await?)
    }
}

/// A signal and why something is decided about it.
#[derive(Args)]
pub struct OneSignal {
    #[command(flatten)]
    at: At,
    /// The signal's identifier, as `vigie bank show` and `vigie match` print it
    signal: SignalId,
    /// Why
    #[arg(long)]
    reason: String,
}

/// What is decided about a signal.
#[derive(Clone, Copy)]
pub(super) enum Decision {
    Confirm,
    Dispute,
    Release,
    Remove,
}

impl OneSignal {
    pub(super) async fn run(self, decision: Decision) -> anyhow::Result<()> {
        let signal = self.signal;
        let (desk, actor) = self.at.open_for_person().await?;
        match decision {
            Decision::Confirm => banks::opine(&desk, &actor, signal, Voice::Confirm, &self.reason).await?,
            Decision::Dispute => banks::opine(&desk, &actor, signal, Voice::Dispute, &self.reason).await?,
            Decision::Release => banks::release(&desk, &actor, signal, &self.reason).await?,
            Decision::Remove => banks::remove(&desk, &actor, signal, &self.reason).await?,
        }
        Ok(())
    }
}
