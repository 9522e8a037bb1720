//! Who can pull what: for each kind of asset the measures, who takes them, and what they do and do not.
//!
//! Most disappointments of past actions were levers that did less than was thought (a name on hold whose
//! server ran on) or more (a shared name taken from thousands). So each lever says both, in sentences
//! that are read before it is chosen.

mod table;

use super::asset::AssetKind;
use crate::named::named;
use crate::provider::ServiceKind;

named! {
    /// What can be done to an asset.
    pub enum Measure {
        /// Keep data as they are, for a later request.
        PreserveData = "preserve_data",
        /// Hand over data about the holder or the content.
        DiscloseData = "disclose_data",
        /// Take down one item.
        RemoveItem = "remove_item",
        /// Close an account on a platform.
        DisableAccount = "disable_account",
        /// Close a channel of a messenger.
        RemoveChannel = "remove_channel",
        /// End one customer's hosting.
        StopHosting = "stop_hosting",
        /// Take the machine or its discs away.
        SeizeServer = "seize_server",
        /// Copy the machine's discs and leave it running.
        CopyServer = "copy_server",
        /// The registrar takes the name out of the zone.
        ClientHold = "client_hold",
        /// The registry takes the name out of the zone.
        ServerHold = "server_hold",
        /// Point the name to other name servers.
        ChangeDelegation = "change_delegation",
        /// The name server stops answering for the name.
        StopResolving = "stop_resolving",
        /// The certificate is declared invalid.
        RevokeCertificate = "revoke_certificate",
        /// The delivery network stops serving copies.
        StopCaching = "stop_caching",
        /// The delivery network says which server stands behind it.
        RevealOrigin = "reveal_origin",
        /// The store takes the application out.
        RemoveListing = "remove_listing",
        /// The store closes the developer's account.
        RemoveSigningAccount = "remove_signing_account",
        /// The browser's maker withdraws the module.
        RemoveAddOn = "remove_add_on",
        /// The stream is ended at its server.
        StopStream = "stop_stream",
        /// The mailing service stops sending.
        StopSending = "stop_sending",
        /// A payment service holds the money.
        FreezeFunds = "freeze_funds",
        /// Access providers of one state stop leading their customers there.
        BlockAccess = "block_access",
    }
}

named! {
    /// Under which kind of law a lever is pulled.
    pub enum LegalWay {
        /// The provider decides by its own terms, after a voluntary notice.
        Terms = "terms",
        /// A removal order (Regulation (EU) 2021/784, Art 3).
        RemovalOrder = "removal_order",
        /// An order of a court or authority under national law of the state where it is carried out,
        /// or recognised there.
        NationalOrder = "national_order",
        /// A production or preservation order (Regulation (EU) 2023/1543): access to data, never a takedown.
        DataOrder = "data_order",
    }
}

/// One lever: a measure, who takes it, and what comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lever {
    /// What is done.
    pub measure: Measure,
    /// Who does it.
    pub who: ServiceKind,
    /// On which kind of asset it acts in truth, whatever was aimed at.
    pub acts_on: AssetKind,
    /// What it does.
    pub does: &'static str,
    /// What it leaves as it is.
    pub does_not: &'static str,
    /// How long it lasts.
    pub lasts: &'static str,
    /// Whether the operator notices, by the measure itself or because its provider usually tells it.
    pub warns: bool,
    /// The ways in law.
    pub legal: &'static [LegalWay],
}

impl Measure {
    /// The lever by which the measure is taken.
    #[must_use]
    pub const fn lever(self) -> &'static Lever {
        table::of(self)
    }

    /// Whether nothing goes offline by it.
    #[must_use]
    pub const fn is_quiet(self) -> bool {
        matches!(self, Self::PreserveData | Self::DiscloseData | Self::CopyServer | Self::RevealOrigin)
    }
}

/// The measures that can be taken about a kind of asset, the narrowest that ends something first and what
/// only looks last. None for what is a value and not a thing: a favicon, a template, a country.
#[must_use]
pub const fn measures(kind: AssetKind) -> &'static [Measure] {
    use AssetKind as K;
    use Measure as M;
    match kind {
        K::Site => &[M::RemoveItem, M::StopHosting, M::BlockAccess, M::PreserveData],
        K::Host => &[M::StopHosting, M::StopResolving, M::BlockAccess, M::PreserveData],
        K::Domain => &[
            M::ClientHold,
            M::ServerHold,
            M::ChangeDelegation,
            M::StopResolving,
            M::BlockAccess,
            M::PreserveData,
            M::DiscloseData,
        ],
        K::Address => {
            &[M::StopHosting, M::SeizeServer, M::BlockAccess, M::CopyServer, M::PreserveData, M::DiscloseData]
        }
        K::Onion => &[M::SeizeServer, M::CopyServer],
        K::HostingAccount => &[M::StopHosting, M::CopyServer, M::PreserveData, M::DiscloseData],
        K::Cdn => &[M::StopCaching, M::RevealOrigin, M::PreserveData, M::DiscloseData],
        K::NameServer => &[M::StopResolving, M::DiscloseData],
        K::MailServer => &[M::StopSending, M::PreserveData, M::DiscloseData],
        K::Certificate => &[M::RevokeCertificate],
        K::App => &[M::RemoveListing, M::RemoveSigningAccount, M::PreserveData, M::DiscloseData],
        K::Signer => &[M::RemoveSigningAccount, M::DiscloseData],
        K::AddOn => &[M::RemoveAddOn, M::DiscloseData],
        K::Stream => &[M::StopStream, M::StopHosting, M::PreserveData],
        K::Newsletter => &[M::StopSending, M::PreserveData, M::DiscloseData],
        K::Channel => &[M::RemoveChannel, M::RemoveItem, M::PreserveData, M::DiscloseData],
        K::Account => &[M::DisableAccount, M::RemoveItem, M::PreserveData, M::DiscloseData],
        K::Wallet => &[M::FreezeFunds, M::DiscloseData],
        K::Tracker | K::Contact => &[M::DiscloseData],
        K::AutonomousSystem | K::Key | K::Registrar | K::Registry | K::Favicon | K::Template | K::Country => &[],
    }
}

/// The levers for a kind of asset, in the order of [`measures`].
pub fn levers(kind: AssetKind) -> impl ExactSizeIterator<Item = &'static Lever> {
    measures(kind).iter().map(|measure| measure.lever())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::collections::BTreeSet;

    #[test]
    fn every_measure_has_its_lever_and_can_be_chosen_somewhere() {
        for measure in Measure::ALL {
            assert_eq!(measure.lever().measure, *measure);
            assert!(AssetKind::ALL.iter().any(|kind| measures(*kind).contains(measure)), "{measure} is never offered");
            assert!(!measure.lever().legal.is_empty(), "{measure} has no way in law");
        }
    }

    #[test]
    fn every_sentence_is_one_and_none_is_said_twice() {
        let mut said = BTreeSet::new();
        for lever in Measure::ALL.iter().map(|measure| measure.lever()) {
            for sentence in [lever.does, lever.does_not, lever.lasts] {
                assert!(
                    sentence.ends_with('.') && sentence.chars().next().is_some_and(char::is_uppercase),
                    "{sentence}"
                );
            }
            assert!(said.insert(lever.does) && said.insert(lever.does_not), "{} repeats another", lever.measure);
        }
    }

    #[test]
    fn no_measure_is_offered_twice() {
        for kind in AssetKind::ALL {
            let distinct: BTreeSet<_> = measures(*kind).iter().collect();
            assert_eq!(distinct.len(), levers(*kind).len(), "{kind}");
        }
    }

    #[rstest]
    #[case(AssetKind::Domain, Measure::ClientHold, ServiceKind::Registrar)]
    #[case(AssetKind::Domain, Measure::ServerHold, ServiceKind::Registry)]
    #[case(AssetKind::App, Measure::RemoveListing, ServiceKind::AppStore)]
    #[case(AssetKind::Cdn, Measure::RevealOrigin, ServiceKind::Cdn)]
    #[case(AssetKind::Address, Measure::SeizeServer, ServiceKind::Hosting)]
    fn who_can_do_it(#[case] kind: AssetKind, #[case] measure: Measure, #[case] who: ServiceKind) {
        assert!(levers(kind).any(|lever| lever.measure == measure && lever.who == who));
    }

    /// Regulation (EU) 2021/784 takes content down, Regulation (EU) 2023/1543 gives access to data: no lever is both.
    #[test]
    fn orders_for_data_take_nothing_down() {
        for lever in Measure::ALL.iter().map(|measure| measure.lever()) {
            if lever.legal.contains(&LegalWay::DataOrder) {
                assert!(
                    lever.measure.is_quiet() && !lever.legal.contains(&LegalWay::RemovalOrder),
                    "{}",
                    lever.measure
                );
            }
            if lever.legal.contains(&LegalWay::RemovalOrder) {
                assert_eq!(lever.measure, Measure::RemoveItem);
            }
        }
    }
}
