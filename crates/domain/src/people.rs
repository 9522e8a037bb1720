//! Who works with Vigie, and for whom.

use crate::named::named;

named! {
    /// What a person may do. A person can hold several roles; nobody holds all of them by default.
    pub enum Role {
        /// Reviews items and records findings.
        Analyst = "analyst",
        /// Legal officer of the issuing authority: approves, issues and withdraws.
        Approver = "approver",
        /// Officer of the state where the provider is established (Art 4).
        HostStateOfficer = "host_state_officer",
        /// Maps infrastructure and keeps the provider directory.
        Investigator = "investigator",
        /// Plans and runs joint operations.
        Coordinator = "coordinator",
        /// Takes in and examines seized material.
        Examiner = "examiner",
        /// Answers for other authorities: holds and deconfliction.
        Liaison = "liaison",
        /// Checks the others. Sees everything that was done and changes nothing.
        Overseer = "overseer",
        /// Keeps accounts, banks, authorities and settings. Takes part in no decision.
        Administrator = "administrator",
    }
}

impl Role {
    /// Whether the role takes part in decisions: on content, orders, operations or evidence.
    #[must_use]
    pub const fn decides(self) -> bool {
        !matches!(self, Self::Overseer | Self::Administrator)
    }

    /// Whether one person may hold these roles together. Whoever gives out roles holds none that decides: such a
    /// person could make the second officer whom an order needs.
    #[must_use]
    pub fn may_meet(roles: &[Self]) -> bool {
        !roles.contains(&Self::Administrator) || !roles.iter().any(|role| role.decides())
    }
}

named! {
    /// The four tasks for which a Member State names competent authorities; kept apart on purpose.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 12(1)(a)-(d), OJ L 172, 17.5.2021, p. 79.
    pub enum Competence {
        /// (a) Issues removal orders under Article 3.
        IssuesOrders = "issues_orders",
        /// (b) Scrutinises removal orders under Article 4.
        ScrutinisesOrders = "scrutinises_orders",
        /// (c) Oversees specific measures under Article 5.
        OverseesMeasures = "oversees_measures",
        /// (d) Imposes penalties under Article 18.
        ImposesPenalties = "imposes_penalties",
    }
}

named! {
    /// What kind of authority issues an order.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Annex I section E.
    pub enum AuthorityKind {
        /// A judge, court or investigating judge.
        Judicial = "judicial",
        /// A law enforcement authority.
        LawEnforcement = "law_enforcement",
        /// Another competent authority.
        Other = "other",
    }
}

/// A country as its two capital letters (ISO 3166-1 alpha-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Whether the country is a Member State of the Union that the Regulation binds.
    ///
    /// # Source
    /// Treaty on European Union, Art 52, as at 1 November 2026.
    #[must_use]
    pub fn is_member_state(&self) -> bool {
        const MEMBERS: [&[u8; 2]; 27] = [
            b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU", b"IE",
            b"IT", b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
        ];
        MEMBERS.contains(&&self.0)
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Country {
    type Err = crate::UnknownName;
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        match given.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([*a, *b])),
            _ => Err(crate::UnknownName { kind: "Country", given: given.chars().take(80).collect() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_two_capitals() {
        assert!("NL".parse::<Country>().unwrap().is_member_state());
        assert!(!"CA".parse::<Country>().unwrap().is_member_state());
        for bad in ["nl", "NLD", "", "N1", "é"] {
            assert!(bad.parse::<Country>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_administrator_holds_no_role_that_decides() {
        for role in Role::ALL {
            assert!(Role::may_meet(&[*role]));
            let apart = !matches!(role, Role::Administrator | Role::Overseer);
            assert_eq!(Role::may_meet(&[Role::Administrator, *role]), !apart, "{role}");
            assert_eq!(Role::may_meet(&[*role, Role::Overseer, Role::Administrator]), !apart, "{role}");
        }
        assert!(Role::may_meet(&[Role::Analyst, Role::Approver, Role::Investigator]));
    }

    #[test]
    fn names_read_back() {
        for role in Role::ALL {
            assert_eq!(role.name().parse::<Role>(), Ok(*role));
        }
        assert!("everything".parse::<Role>().is_err());
    }
}
