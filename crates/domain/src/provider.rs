//! Providers: what kind of service they are, and how an order can reach them.

use crate::named::named;

named! {
    /// What a provider does. Only some of it makes it a hosting service provider.
    pub enum ServiceKind {
        /// Rents out space on servers.
        Hosting = "hosting",
        /// A platform on which users publish.
        Platform = "platform",
        /// Stores and delivers copies close to the reader.
        Cdn = "cdn",
        /// A store of applications.
        AppStore = "app_store",
        /// Sells domain names.
        Registrar = "registrar",
        /// Runs a top-level domain.
        Registry = "registry",
        /// Answers for names.
        Dns = "dns",
        /// Shields sites against flooding.
        DdosProtection = "ddos_protection",
        /// Carries messages between people who know each other.
        PrivateMessaging = "private_messaging",
        /// Something else.
        Other = "other",
    }
}

impl ServiceKind {
    /// What can be done instead, for a service that removal orders cannot be addressed to.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 2(1), recitals 13 and 14.
    #[must_use]
    pub const fn out_of_scope(self) -> Option<&'static str> {
        match self {
            Self::Hosting | Self::Platform | Self::Cdn | Self::AppStore | Self::Other => None,
            Self::Registrar | Self::Registry => Some(
                "a registrar or registry is reached by a voluntary notice, or by a national order against the name",
            ),
            Self::Dns => {
                Some("a name service is reached by a voluntary notice; the order goes to whoever hosts the item")
            }
            Self::DdosProtection => {
                Some("a protection service can be asked who hosts the item; the order goes to that provider")
            }
            Self::PrivateMessaging => Some("private messages are reached by judicial instruments only"),
        }
    }
}

named! {
    /// A way in which an order reaches a provider.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 3(5), recital 19.
    pub enum Channel {
        /// The provider's own interface for machines.
        Api = "api",
        /// The e-mail address of the contact point.
        Email = "email",
        /// The page of the issuing authority; the provider looks for itself.
        Portal = "portal",
        /// A person carries it, and uploads the proof.
        ByHand = "by_hand",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_go_to_hosts_only() {
        for kind in [
            ServiceKind::Registrar,
            ServiceKind::Registry,
            ServiceKind::Dns,
            ServiceKind::DdosProtection,
            ServiceKind::PrivateMessaging,
        ] {
            assert!(kind.out_of_scope().is_some(), "{kind}");
        }
        assert!(ServiceKind::Hosting.out_of_scope().is_none());
    }
}
