//! One of each message, with every variant that changes its words.

use super::super::*;
use crate::Language;
use crate::annex::Action;

/// What the messages are filled with: invented values, or the same hostile text everywhere.
#[derive(Default)]
pub(super) struct Values {
    /// Stands for every value of one line.
    pub(super) fact: Option<String>,
    /// Stands for every longer text.
    pub(super) text: Option<String>,
}

type Write = Box<dyn Fn(Language) -> Result<Letter, LetterError>>;

/// A message by the name of its snapshots.
pub(super) type Named = (&'static str, Write);

macro_rules! named {
    ($name:literal, $message:expr) => {{
        let message = $message;
        let write: Write = Box::new(move |language| message.write(language));
        ($name, write)
    }};
}

pub(super) fn moment(at: &str) -> Moment {
    Moment { at: at.parse().unwrap(), zone: "Europe/Brussels".to_owned() }
}

const URL: &str = "https://hosting.example/files/tide-table.pdf";
const LINK: &str = "https://portal.iru.example/a/invented-token";
const ANNEX: &str = "REMOVAL ORDER\n\nSECTION A: …\n  Issuing Member State:\n      XA\n";

impl Values {
    fn fact(&self, benign: &str) -> String {
        self.fact.clone().unwrap_or_else(|| benign.to_owned())
    }

    fn text(&self, benign: &str) -> String {
        self.text.clone().unwrap_or_else(|| benign.to_owned())
    }

    pub(super) fn envelope(&self) -> Envelope {
        Envelope {
            sender: Sender {
                authority: self.fact("Internet Referral Unit of Examplia"),
                officer: self.fact("Service number 17"),
                contact: self.fact("desk@iru.example"),
                genuine_check: self
                    .text("Call the number published at https://iru.example/verify and quote the reference."),
            },
            recipient: self.fact("Harbour Hosting (invented)"),
            reference: self.fact("REHEARSAL-2026-0001"),
            sent: moment("2026-07-22T10:00:00Z"),
            rehearsal: true,
        }
    }

    fn order(&self) -> NamedOrder {
        NamedOrder {
            reference: self.fact("REHEARSAL-2026-0001"),
            issuing_authority: self.fact("Internet Referral Unit of Examplia"),
            issued: moment("2026-07-20T10:00:00Z"),
            provider: self.fact("Harbour Hosting (invented)"),
            url: self.fact(URL),
        }
    }

    pub(super) fn referral(&self) -> ReferralNotice {
        ReferralNotice {
            envelope: self.envelope(),
            url: self.fact(URL),
            locator: Some(self.text("SHA-256 of the page as captured: 7d1a (shortened)")),
            seen: Some(moment("2026-07-21T18:00:00Z")),
            why: self
                .text("REHEARSAL. An invented tide table stands for the content.\nIt was seen on two invented sites."),
            terms: Some(self.text("Section 4 of your terms, on prohibited content")),
            answer_link: self.fact(LINK),
        }
    }
}

/// Every message.
pub(super) fn all(values: &Values) -> Vec<Named> {
    let groups = [opening, following, scrutiny, duties, content_provider, dsa, ended];
    groups.into_iter().flat_map(|group| group(values)).collect()
}

fn opening(v: &Values) -> Vec<Named> {
    let order = OrderCover { envelope: v.envelope(), portal_link: v.fact(LINK), annex_text: ANNEX.to_owned() };
    let host = HostStateLetter {
        envelope: v.envelope(),
        provider: v.fact("Harbour Hosting (invented)"),
        order_sent: moment("2026-01-22T10:00:00Z"),
        portal_link: v.fact(LINK),
        annex_text: ANNEX.to_owned(),
    };
    let prior = PriorInformation {
        envelope: v.envelope(),
        contact_point: v.fact("orders@hosting.example"),
        languages: v.fact("English, French"),
        redress: v.text("Administrative Court of Exampletown, 30 days from receipt."),
        portal_link: v.fact(LINK),
    };
    vec![
        named!("referral", v.referral()),
        named!("order_cover", order),
        named!("host_state", host),
        named!("prior_information", prior),
    ]
}

fn following(v: &Values) -> Vec<Named> {
    let first_sent = || moment("2026-07-20T10:00:00Z");
    let reminder = |matter| Reminder {
        envelope: v.envelope(),
        matter,
        url: v.fact(URL),
        first_sent: first_sent(),
        answer_link: v.fact(LINK),
    };
    let escalation = |matter| Escalation {
        envelope: v.envelope(),
        matter,
        url: v.fact(URL),
        first_sent: first_sent(),
        passed_to: v.fact("Media Authority of Examplia (invented)"),
        answer_link: v.fact(LINK),
    };
    let withdrawal = |matter| Withdrawal {
        envelope: v.envelope(),
        matter,
        url: v.fact(URL),
        first_sent: first_sent(),
        why: v.text("The item is a scholarly article; our second reading shows it."),
    };
    let still_up = StillUp {
        envelope: v.envelope(),
        url: v.fact(URL),
        said_removed: moment("2026-07-21T08:00:00Z"),
        seen: moment("2026-07-21T20:00:00Z"),
        seen_from: v.fact("two networks in Examplia"),
        answer_link: v.fact(LINK),
    };
    let clarification = Clarification {
        envelope: v.envelope(),
        url: v.fact(URL),
        answer: v.text("The third table on the page is meant."),
        answer_link: v.fact(LINK),
    };
    vec![
        named!("reminder_referral", reminder(Matter::Referral)),
        named!("reminder_order", reminder(Matter::Order)),
        named!("escalation_referral", escalation(Matter::Referral)),
        named!("escalation_order", escalation(Matter::Order)),
        named!("withdrawal_referral", withdrawal(Matter::Referral)),
        named!("withdrawal_order", withdrawal(Matter::Order)),
        named!("still_up", still_up),
        named!("clarification", clarification),
    ]
}

fn scrutiny(v: &Values) -> Vec<Named> {
    let opened = |start| ScrutinyOpened {
        envelope: v.envelope(),
        order: v.order(),
        start,
        decision_due: moment("2026-07-23T10:00:00Z"),
    };
    let asked = |by| ScrutinyStart::Request {
        by,
        received: moment("2026-07-20T12:00:00Z"),
        reasons: v.text("The file is a tide table\nfor sailors."),
    };
    let own = ScrutinyStart::OwnInitiative { copy_received: moment("2026-07-20T10:00:05Z") };
    let warning = ScrutinyWarning {
        envelope: v.envelope(),
        order: v.order(),
        reasons: v.text("The order gives no reasons (Article 3(4)(b))."),
        decision_due: moment("2026-07-23T10:00:00Z"),
    };
    let decision = |party, outcome, redress: Option<&str>| ScrutinyDecision {
        envelope: v.envelope(),
        party,
        order: v.order(),
        outcome,
        decided: moment("2026-07-22T09:30:00Z"),
        reasons: v.text("The order gives no reasons (Article 3(4)(b))."),
        redress: redress.map(|benign| v.text(benign)),
    };
    let court = Some("Administrative Court of Samplia, 30 days from receipt.");
    let back = |lapse| ReinstatementNotice {
        envelope: v.envelope(),
        order: v.order(),
        lapse,
        decided_by: v.fact("Authority of Samplia (invented)"),
        decided: moment("2026-07-22T09:30:00Z"),
        reasons: v.text("The order gave no reasons."),
        answer_link: v.fact(LINK),
    };
    use Outcome::{Infringement, Stands};
    vec![
        named!("scrutiny_opened_own", opened(own)),
        named!("scrutiny_opened_provider", opened(asked(Requester::Provider))),
        named!("scrutiny_opened_content_provider", opened(asked(Requester::ContentProvider))),
        named!("scrutiny_warning", warning),
        named!("scrutiny_stands_issuer", decision(Party::IssuingAuthority, Stands, None)),
        named!("scrutiny_stands_provider", decision(Party::Provider, Stands, court)),
        named!("scrutiny_stands_content_provider", decision(Party::ContentProvider, Stands, court)),
        named!("scrutiny_stands_europol", decision(Party::Europol, Stands, None)),
        named!("scrutiny_infringement_issuer", decision(Party::IssuingAuthority, Infringement, court)),
        named!("scrutiny_infringement_provider", decision(Party::Provider, Infringement, None)),
        named!("scrutiny_infringement_content_provider", decision(Party::ContentProvider, Infringement, None)),
        named!("scrutiny_infringement_europol", decision(Party::Europol, Infringement, None)),
        named!("reinstatement_scrutiny", back(Lapse::Scrutiny)),
        named!("reinstatement_annulled", back(Lapse::Annulled)),
        named!("reinstatement_withdrawn", back(Lapse::Withdrawn)),
    ]
}

fn duties(v: &Values) -> Vec<Named> {
    let change = Change {
        what: v.fact("Section B, exact address"),
        was: v.text("https://hosting.example/files/"),
        now: v.text(URL),
    };
    let correction = Correction {
        envelope: v.envelope(),
        url: v.fact(URL),
        changes: vec![change],
        answer_link: v.fact(LINK),
        annex_text: ANNEX.to_owned(),
    };
    let preservation = PreservationExtension {
        envelope: v.envelope(),
        order: v.order(),
        proceedings: v.text("Administrative Court of Exampletown, case 17/2026"),
        requested_by: v.fact("Administrative Court of Exampletown"),
        until: moment("2027-04-30T22:00:00Z"),
    };
    let silence = |step| NonDisclosureNotice {
        envelope: v.envelope(),
        order: v.order(),
        step,
        decided: moment("2026-07-20T09:00:00Z"),
    };
    let until = || moment("2026-08-31T09:00:00Z");
    vec![
        named!("correction", correction),
        named!("preservation", preservation),
        named!("non_disclosure_set", silence(NonDisclosureStep::Set { until: until() })),
        named!("non_disclosure_extended", silence(NonDisclosureStep::Extended { until: until() })),
        named!("non_disclosure_lifted", silence(NonDisclosureStep::Lifted)),
    ]
}

fn content_provider(v: &Values) -> Vec<Named> {
    let notice = |action, disclosure, authority: Option<&str>| ContentProviderNotice {
        envelope: v.envelope(),
        url: v.fact(URL),
        action,
        acted: moment("2026-07-20T10:40:00Z"),
        disclosure,
        scrutiny_authority: authority.map(|benign| v.fact(benign)),
    };
    let reasons = Disclosure::Reasons {
        reasons: v.text("REHEARSAL. The order says why an invented tide table was removed."),
        redress: v.text("Administrative Court of Exampletown, 30 days from receipt."),
    };
    let copy = Disclosure::Copy { annex_text: ANNEX.to_owned() };
    let complaint = |result| ComplaintOutcome {
        envelope: v.envelope(),
        url: v.fact(URL),
        received: moment("2026-07-15T10:00:00Z"),
        result,
        reasons: v.text("A second reader found a tide table."),
        redress: v.text("Harbour Arbitration Board (invented), 6 months."),
    };
    let host = Some("Authority of Samplia, scrutiny@authority.example");
    let upheld = ComplaintResult::Upheld { reinstated: moment("2026-07-21T10:00:00Z") };
    vec![
        named!("content_provider_reasons", notice(Action::Removed, reasons, host)),
        named!("content_provider_copy", notice(Action::DisabledAllMs, copy, None)),
        named!("complaint_upheld", complaint(upheld)),
        named!("complaint_rejected", complaint(ComplaintResult::Rejected)),
    ]
}

pub(super) fn dsa_order(v: &Values) -> DsaOrder {
    DsaOrder {
        envelope: v.envelope(),
        legal_basis: v.text("Act 7 of Examplia (invented), section 12"),
        measure: v.text("Disable access to the item within 24 hours of receipt."),
        reasons: v
            .text("REHEARSAL. The item is an invented tide table; section 12(2) of Act 7 stands for a real provision."),
        urls: vec![v.fact(URL), v.fact("https://hosting.example/files/tide-table-2.pdf")],
        locator: Some(v.text("The second table on the page")),
        territory: v.text("Examplia. The law is that of Examplia, and so is the harm."),
        redress_provider: v.text("Administrative Court of Exampletown, 30 days from receipt."),
        redress_recipient: v.text("The same court, 30 days from being informed."),
        effect_to: v.fact("Internet Referral Unit of Examplia"),
        answer_link: v.fact(LINK),
    }
}

fn dsa(v: &Values) -> Vec<Named> {
    let notice = DsaNotice {
        envelope: v.envelope(),
        reasons: v
            .text("REHEARSAL. The item is an invented tide table; section 12(2) of Act 7 stands for a real provision."),
        urls: vec![v.fact(URL)],
        locator: None,
        name: v.fact("Internet Referral Unit of Examplia"),
        email: v.fact("desk@iru.example"),
        answer_link: v.fact(LINK),
    };
    let withdrawal = DsaOrderWithdrawal {
        envelope: v.envelope(),
        url: v.fact(URL),
        first_sent: moment("2026-07-20T10:00:00Z"),
        why: v.text("A second reader found a tide table, and nothing that section 12 forbids."),
    };
    vec![
        named!("dsa_order", dsa_order(v)),
        named!("dsa_notice", notice),
        named!("dsa_order_withdrawal", withdrawal),
        named!(
            "own_page",
            OwnPage { envelope: v.envelope(), asked: moment("2026-07-22T09:59:00Z"), link: v.fact(LINK) }
        ),
    ]
}

fn ended(v: &Values) -> Vec<Named> {
    let last = |finality| FinalOrder {
        envelope: v.envelope(),
        order: v.order(),
        finality,
        since: moment("2026-08-20T22:00:00Z"),
    };
    vec![
        named!("final_order_unchallenged", last(Finality::Unchallenged)),
        named!("final_order_confirmed", last(Finality::Confirmed)),
        named!("thanks", Thanks { envelope: v.envelope(), acted: 4, confirmed: 3, returned: 1 }),
    ]
}
