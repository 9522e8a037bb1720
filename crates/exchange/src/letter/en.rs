//! The messages in English.

use super::words::{
    ClarificationWords, EscalationWords, Frame, HostStateWords, Labels, OrderWords, PerMatter, PriorWords,
    ReferralWords, ReminderWords, StillUpWords, WithdrawalWords, Words,
};

pub(super) static WORDS: Words = Words {
    frame: Frame {
        colon: ":",
        rehearsal_mark: "[REHEARSAL] ",
        rehearsal: "REHEARSAL - this message belongs to an exercise and has no legal effect.",
        recipient: "To",
        genuine_check: "How to check, by another channel, that this message is genuine",
        reference: "Reference",
        sent: "Sent",
        authority: "From",
        officer: "Officer",
        contact: "Questions to",
    },
    labels: Labels { url: "Exact address", answer_link: "Answer here", first_sent: "First sent" },
    referral: ReferralWords {
        subject: "Referral of content for your own review",
        opening: "This is a referral. It is voluntary: it is not an order, and the law does not oblige you to act on it. \
                  We draw your attention to the one item named here and ask you to judge it under your own terms of \
                  service.",
        why: "Why we draw your attention to it",
        terms: "Your terms that may apply",
        answering: "One click is enough: removed, kept, or more information needed. That you keep the item is an answer \
                    as good as any other. If you think we are mistaken, please say so; we record it and learn from it.",
    },
    order: OrderWords {
        subject: "Removal order under Regulation (EU) 2021/784",
        opening: "Below is a removal order under Article 3 of Regulation (EU) 2021/784. It is binding.",
        hour: "You must remove the item named in Section B, or disable access to it in all Member States, within one \
               hour. The hour runs from the moment you receive the order.",
        answering: "The page shows the order and takes your answer: Annex II when you have acted, with the time; or \
                    Annex III, without delay, if force majeure, a manifest error or missing information keeps you from \
                    acting. Section G says how you and the content provider can challenge the order.",
        preserve: "Please keep the removed content and the data related to it for six months (Article 6).",
        order_follows: "The order follows after this message.",
    },
    host_state: HostStateWords {
        subject: "Copy of a removal order under Article 4(1) of Regulation (EU) 2021/784",
        opening: "Below is the copy of a removal order that we have sent to a hosting service provider whose main \
                  establishment or legal representative is in your Member State.",
        provider: "Provider",
        order_sent: "Order sent to the provider",
        scrutiny: "Within 72 hours of receiving this copy you may scrutinise the order on your own initiative and decide \
                   whether it seriously or manifestly infringes the Regulation or fundamental rights (Article 4(3)). \
                   Please tell us before you take such a decision, and why (Article 4(5)).",
    },
    prior: PriorWords {
        subject: "Procedures and deadlines before a first removal order",
        opening: "We have not sent you a removal order before. Article 3(2) of Regulation (EU) 2021/784 asks us to inform \
                  you, at least 12 hours before a first order, of the procedures and deadlines that apply. This message \
                  is not an order, and you need not act on any content because of it.",
        rules: [
            "1. An order names the exact address of one item. You remove the item, or disable access to it in all Member \
             States, within one hour of receiving the order (Article 3(3)).",
            "2. You tell us without undue delay that you have acted, and when, with Annex II (Article 3(6)).",
            "3. If force majeure, a manifest error or missing information keeps you from acting, you tell us without \
             undue delay with Annex III; the hour then starts when the obstacle is gone or the clarification has reached \
             you (Article 3(7) and (8)).",
            "4. You keep the removed content and related data for six months, safeguarded (Article 6), and tell the \
             content provider of the removal unless the order forbids it (Article 11).",
            "5. Within 48 hours of receiving an order you may ask the competent authority of the Member State where you \
             are established to scrutinise it, if that is not our own; it decides within 72 hours (Article 4(4)).",
        ],
        contact_point: "Orders will go to this contact point",
        languages: "Languages of orders",
        redress: "How orders can be challenged",
        portal: "See here how an order looks and is answered",
    },
    reminder: ReminderWords {
        subject: "Reminder: no answer yet",
        opening: PerMatter {
            referral: "We have not had an answer to the referral named here. It remains voluntary. If you have looked at \
                       the item and keep it, one click tells us so and we will not ask again.",
            order: "We have not had an answer to the removal order named here. It must be carried out within one hour of \
                    receipt. If you have acted, please send Annex II; if you cannot, please send Annex III at once.",
        },
    },
    escalation: EscalationWords {
        subject: "Your case is passed on",
        opening: PerMatter {
            referral: "We have had no answer to the referral named here and now pass the case to the authority below. It \
                       will decide for itself whether a removal order is called for.",
            order: "By our record the hour has passed and no answer to the removal order named here has reached us. We now \
                    inform the authority below, which oversees compliance and decides for itself.",
        },
        passed_to: "Passed to",
        still_open: "You can still answer. What you tell us we pass on as well, and if our record is wrong we correct it.",
    },
    still_up: StillUpWords {
        subject: "Question: said to be removed, still to be seen",
        opening: "You told us that the item named here has been removed. When we looked again it was still there.",
        said_removed: "Removed, as you told us",
        seen: "Seen again by us",
        seen_from: "Seen from",
        question: "There may be an ordinary reason, such as a cache, a second copy or a rule for some countries only. \
                   Please look again and tell us what you find.",
    },
    clarification: ClarificationWords {
        subject: "Answer to your Annex III",
        opening: "You told us that the removal order named here could not be carried out as it stood. This is our answer.",
        answer: "Our answer",
        hour: "With this message the hour of Article 3(3) starts again. It is counted from the moment you receive it.",
    },
    withdrawal: WithdrawalWords {
        subject: "Withdrawn",
        opening: PerMatter {
            referral: "We withdraw the referral named here.",
            order: "We withdraw the removal order named here. It no longer has any effect.",
        },
        why: "Why",
        consequence: PerMatter {
            referral: "You need do nothing. If you acted on the item because of the referral, please consider restoring \
                       it; the decision is yours, under your own terms.",
            order: "If you removed the item or disabled access to it because of the order, please restore it at once, \
                    unless your own terms stand against it, and tell the content provider.",
        },
    },
};
