//! The levers, one for each measure.

use super::super::asset::AssetKind as K;
use super::{LegalWay as W, Lever, Measure};
use crate::provider::ServiceKind as S;

/// The lever of a measure.
pub(super) const fn of(measure: Measure) -> &'static Lever {
    match measure {
        Measure::PreserveData => &PRESERVE_DATA,
        Measure::DiscloseData => &DISCLOSE_DATA,
        Measure::RemoveItem => &REMOVE_ITEM,
        Measure::DisableAccount => &DISABLE_ACCOUNT,
        Measure::RemoveChannel => &REMOVE_CHANNEL,
        Measure::StopHosting => &STOP_HOSTING,
        Measure::SeizeServer => &SEIZE_SERVER,
        Measure::CopyServer => &COPY_SERVER,
        Measure::ClientHold => &CLIENT_HOLD,
        Measure::ServerHold => &SERVER_HOLD,
        Measure::ChangeDelegation => &CHANGE_DELEGATION,
        Measure::StopResolving => &STOP_RESOLVING,
        Measure::RevokeCertificate => &REVOKE_CERTIFICATE,
        Measure::StopCaching => &STOP_CACHING,
        Measure::RevealOrigin => &REVEAL_ORIGIN,
        Measure::RemoveListing => &REMOVE_LISTING,
        Measure::RemoveSigningAccount => &REMOVE_SIGNING_ACCOUNT,
        Measure::RemoveAddOn => &REMOVE_ADD_ON,
        Measure::StopStream => &STOP_STREAM,
        Measure::StopSending => &STOP_SENDING,
        Measure::FreezeFunds => &FREEZE_FUNDS,
        Measure::BlockAccess => &BLOCK_ACCESS,
    }
}

/// # Source
/// Regulation (EU) 2023/1543, Art 11: 60 days, and 30 more once; it ends when the request for production
/// has been made and answered (article numbers to be confirmed).
const PRESERVE_DATA: Lever = Lever {
    measure: Measure::PreserveData,
    who: S::Hosting,
    acts_on: K::HostingAccount,
    does: "The provider keeps the data it has about the account as they are, so that they can be asked for later.",
    does_not: "Nothing is handed over and nothing goes offline; what comes after is not kept.",
    lasts: "Sixty days by a European preservation order, and thirty more if extended.",
    warns: false,
    legal: &[W::DataOrder, W::NationalOrder],
};

/// # Source
/// Regulation (EU) 2023/1543, Art 10 and 13 (telling the person concerned may be delayed; article numbers to be confirmed).
const DISCLOSE_DATA: Lever = Lever {
    measure: Measure::DiscloseData,
    who: S::Hosting,
    acts_on: K::HostingAccount,
    does: "The provider hands over what it knows: who holds the account, from where it was used, what is stored.",
    does_not: "It takes nothing offline, and a false name stays false.",
    lasts: "Once; for later data it takes another request.",
    warns: false,
    legal: &[W::DataOrder, W::NationalOrder],
};

const REMOVE_ITEM: Lever = Lever {
    measure: Measure::RemoveItem,
    who: S::Hosting,
    acts_on: K::Site,
    does: "The provider removes one item at one exact address, or disables access to it.",
    does_not: "The rest of the site, the account and every copy elsewhere stay up.",
    lasts: "Until somebody puts it up again, at this or another address.",
    warns: true,
    legal: &[W::Terms, W::RemovalOrder, W::NationalOrder],
};

const DISABLE_ACCOUNT: Lever = Lever {
    measure: Measure::DisableAccount,
    who: S::Platform,
    acts_on: K::Account,
    does: "The platform closes the account; all it published there disappears together.",
    does_not: "The holder can open another account; what others shared again may stay.",
    lasts: "Until the platform reopens it, after a complaint for example.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const REMOVE_CHANNEL: Lever = Lever {
    measure: Measure::RemoveChannel,
    who: S::Platform,
    acts_on: K::Channel,
    does: "The messenger closes the channel for all who follow it.",
    does_not: "Private groups, forwarded copies and channels kept in reserve stay.",
    lasts: "The name is taken back at once if the messenger does not reserve it.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const STOP_HOSTING: Lever = Lever {
    measure: Measure::StopHosting,
    who: S::Hosting,
    acts_on: K::HostingAccount,
    does: "The hosting company ends one customer's service; what stood on it answers no more.",
    does_not: "The name is not touched: pointed to another server, the site is back within minutes.",
    lasts: "Until the customer moves elsewhere; unless it is kept, the company may delete the data.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const SEIZE_SERVER: Lever = Lever {
    measure: Measure::SeizeServer,
    who: S::Hosting,
    acts_on: K::Address,
    does: "Officers take the machine or its discs away on the hosting company's premises, with all that is on it.",
    does_not: "Backups, mirrors and the name stay with the operator; encrypted discs stay closed once power is cut.",
    lasts: "As long as the seizure stands; the operator rents another machine meanwhile.",
    warns: true,
    legal: &[W::NationalOrder],
};

const COPY_SERVER: Lever = Lever {
    measure: Measure::CopyServer,
    who: S::Hosting,
    acts_on: K::Address,
    does: "The machine's discs are copied as evidence, and it runs on.",
    does_not: "The site stays up and can change the moment after.",
    lasts: "Once: it holds what was there at that moment.",
    warns: false,
    legal: &[W::NationalOrder],
};

/// # Source
/// RFC 5731, section 2.3 (clientHold: the name must not be published in the zone).
const CLIENT_HOLD: Lever = Lever {
    measure: Measure::ClientHold,
    who: S::Registrar,
    acts_on: K::Domain,
    does: "The registrar takes the domain out of the zone: the name and every name below it stop resolving.",
    does_not: "The server stays up, reachable by its address or another name; the domain can move to another registrar unless transfer, update and deletion are locked too.",
    lasts: "Until the registrar lifts it or the registration ends; then anybody can buy the name, the operator too.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

/// # Source
/// RFC 5731, section 2.3 (serverHold).
const SERVER_HOLD: Lever = Lever {
    measure: Measure::ServerHold,
    who: S::Registry,
    acts_on: K::Domain,
    does: "The registry takes the domain out of the zone, over the registrar's head.",
    does_not: "The server runs on under its address and under domains of other registries.",
    lasts: "Until the registry lifts it; whoever watches it must watch its day of expiry.",
    warns: true,
    legal: &[W::NationalOrder],
};

const CHANGE_DELEGATION: Lever = Lever {
    measure: Measure::ChangeDelegation,
    who: S::Registry,
    acts_on: K::Domain,
    does: "The domain points to name servers of the authority: visitors see a notice, and mail is not lost unseen.",
    does_not: "Until the old answers run out, some resolvers still lead to the old server, which stays up itself.",
    lasts: "As long as the authority pays for the domain and runs the notice.",
    warns: true,
    legal: &[W::NationalOrder],
};

const STOP_RESOLVING: Lever = Lever {
    measure: Measure::StopResolving,
    who: S::Dns,
    acts_on: K::NameServer,
    does: "The company that runs the name servers stops answering for this name.",
    does_not: "The operator keeps the domain and chooses other name servers the same day.",
    lasts: "Hours to days, until the domain is served from elsewhere.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const REVOKE_CERTIFICATE: Lever = Lever {
    measure: Measure::RevokeCertificate,
    who: S::Other,
    acts_on: K::Certificate,
    does: "The issuer declares the certificate invalid; some browsers then warn their users.",
    does_not: "The site stays up, many programs never ask, and another issuer gives a new certificate in minutes.",
    lasts: "For the rest of the certificate's life.",
    warns: true,
    legal: &[W::Terms],
};

const STOP_CACHING: Lever = Lever {
    measure: Measure::StopCaching,
    who: S::Cdn,
    acts_on: K::Cdn,
    does: "The delivery network stops serving this customer's names; its shield against flooding falls too.",
    does_not: "The origin server stays up and can be reached without the network once the name points to it.",
    lasts: "Until the customer finds another network.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const REVEAL_ORIGIN: Lever = Lever {
    measure: Measure::RevealOrigin,
    who: S::Cdn,
    acts_on: K::Cdn,
    does: "The delivery network says which server stands behind a name, and so who hosts it.",
    does_not: "It leaves everything up; the server it names may be only another front.",
    lasts: "Once: the origin can move at any time.",
    warns: false,
    legal: &[W::Terms, W::DataOrder, W::NationalOrder],
};

const REMOVE_LISTING: Lever = Lever {
    measure: Measure::RemoveListing,
    who: S::AppStore,
    acts_on: K::App,
    does: "The store takes the application out: nobody finds, installs or updates it there.",
    does_not: "Installed copies run on, and the file is passed on outside the store.",
    lasts: "Until it is listed again, under another name for example.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const REMOVE_SIGNING_ACCOUNT: Lever = Lever {
    measure: Measure::RemoveSigningAccount,
    who: S::AppStore,
    acts_on: K::Signer,
    does: "The store closes the developer's account: all applications signed by it lose their listing and updates.",
    does_not: "The key stays with its holder, who can sign for other stores and for direct download.",
    lasts: "Until a new account is opened under another name.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const REMOVE_ADD_ON: Lever = Lever {
    measure: Measure::RemoveAddOn,
    who: S::AppStore,
    acts_on: K::AddOn,
    does: "The maker of the browser withdraws the module, and can switch off installed copies.",
    does_not: "Copies loaded by hand in a developer's mode stay.",
    lasts: "As long as the module's identifier stays on the maker's list.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const STOP_STREAM: Lever = Lever {
    measure: Measure::StopStream,
    who: S::Hosting,
    acts_on: K::Stream,
    does: "The company that serves the stream ends it: players fall silent at once.",
    does_not: "The studio is not touched and can feed another server under the same name.",
    lasts: "Hours, unless the name and the applications that play it fall too.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const STOP_SENDING: Lever = Lever {
    measure: Measure::StopSending,
    who: S::Other,
    acts_on: K::Newsletter,
    does: "The mailing service stops sending for this customer.",
    does_not: "The list of readers stays with the operator, and what was sent stays in their mailboxes.",
    lasts: "Until the list is loaded into another service.",
    warns: true,
    legal: &[W::Terms, W::NationalOrder],
};

const FREEZE_FUNDS: Lever = Lever {
    measure: Measure::FreezeFunds,
    who: S::Other,
    acts_on: K::Wallet,
    does: "A payment service or exchange at which the wallet is kept holds what lies in it.",
    does_not: "A wallet whose keys the operator holds alone cannot be frozen by anybody.",
    lasts: "As long as the order stands.",
    warns: true,
    legal: &[W::NationalOrder],
};

/// # Source
/// Directive (EU) 2017/541, Art 21(2): only when removal at the source is not feasible; transparent,
/// necessary and proportionate, users told why, judicial redress.
const BLOCK_ACCESS: Lever = Lever {
    measure: Measure::BlockAccess,
    who: S::Other,
    acts_on: K::Site,
    does: "Access providers of one state stop leading their own customers there; a last resort, when removal at the source fails.",
    does_not: "The content stays up for everybody else, and for those who go round the block.",
    lasts: "As long as the national decision says; it must be looked at again when addresses change.",
    warns: true,
    legal: &[W::NationalOrder],
};
