//! Whether a match stands: what speaks against it, and which objection is named.

use super::{Effect, Opinion, Voice};
use crate::detect::{Distance, TEXT_KNOWN_SHARE};
use crate::id::AuthorityId;
use crate::named::named;

named! {
    /// What a match amounts to once everything that speaks against it was heard.
    pub enum Standing {
        /// It proposes.
        Stands = "stands",
        /// It proposes, but another authority disputes the signal: the item comes later in the queue.
        Disputed = "disputed",
        /// The signal's own keeper disputes it: it proposes nothing.
        HeldBack = "held_back",
        /// The signal suddenly matched far too much: it proposes nothing until a person has looked.
        Quarantined = "quarantined",
        /// A bank of harmless material holds the same file: it proposes nothing.
        Suppressed = "suppressed",
        /// It is itself the match that speaks against others.
        Suppresses = "suppresses",
        /// Its signal was removed since, or its bank switched off or made stricter: it proposes nothing more.
        Gone = "gone",
    }
}

impl Standing {
    /// Whether a match of this standing puts an item before a person.
    #[must_use]
    pub const fn proposes(self) -> bool {
        matches!(self, Self::Stands | Self::Disputed)
    }
}

/// What a match with a signal amounts to by itself, before other matches are looked at. Of each authority only its
/// latest opinion may be given.
///
/// A dispute by another authority does not silence a signal: that authority may know less than the bank's keeper, and
/// what is silenced is not seen again by anybody who could object. It is enough that a person reads it later and is
/// told. The keeper, who put it there, can take it out of the way: nobody is to be proposed what its own source calls
/// wrong. Quarantine is named first, since it concerns the signal's behaviour and not what anybody thinks of it.
///
/// A signal of harmless material that anybody disputes suppresses nothing: in doubt a person looks.
#[must_use]
pub fn standing(effect: Effect, keeper: Option<AuthorityId>, opinions: &[Opinion], quarantined: bool) -> Standing {
    let disputes = |opinion: &&Opinion| opinion.voice == Voice::Dispute;
    let disputed = opinions.iter().any(|opinion| disputes(&opinion));
    if quarantined {
        Standing::Quarantined
    } else if effect == Effect::Suppresses {
        if disputed { Standing::HeldBack } else { Standing::Suppresses }
    } else if opinions.iter().filter(disputes).any(|opinion| Some(opinion.authority) == keeper) {
        Standing::HeldBack
    } else if disputed {
        Standing::Disputed
    } else {
        Standing::Stands
    }
}

/// Whether a match with a bank of harmless material suppresses a candidate for the same file.
///
/// The same bytes suppress everything: what the file is, is known. A likeness suppresses only what was found in the
/// same way and is no nearer than itself. So a harmless picture never hides the same bytes of a known one, nor a known
/// picture that is nearer to what was found; and a harmless text, which must itself be there nearly whole, hides only
/// what covers no more of the page than it does: a newspaper's article hides the statement that it quotes, and nothing
/// that was added to the article. A harmless phrase hides nothing.
#[must_use]
pub fn suppresses(harmless: Distance, candidate: Distance) -> bool {
    match (harmless, candidate) {
        (Distance::Same, _) => true,
        (Distance::Bits(harmless), Distance::Bits(candidate))
        | (Distance::Tlsh(harmless), Distance::Tlsh(candidate)) => harmless <= candidate,
        (Distance::Text { contained, covered }, Distance::Text { covered: of_candidate, .. })
        | (
            Distance::Text { contained, covered } | Distance::Skeleton { contained, covered },
            Distance::Skeleton { covered: of_candidate, .. },
        ) => contained >= TEXT_KNOWN_SHARE && covered >= of_candidate,
        (Distance::Details(harmless), Distance::Details(candidate)) => harmless >= candidate,
        _ => false,
    }
}
