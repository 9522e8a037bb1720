//! The messages in English.

use super::words::{
    ClarificationWords, ComplaintWords, ContentProviderWords, CorrectionWords, DsaNoticeWords, DsaOrderWords,
    EscalationWords, FinalOrderWords, Frame, HostStateWords, Labels, NonDisclosureWords, OrderWords, OwnPageWords,
    PerLapse, PerMatter, PerOutcome, PerParty, PerStep, PreservationWords, PriorWords, ReferralWords,
    ReinstatementWords, ReminderWords, ScrutinyDecisionWords, ScrutinyOpenedWords, ScrutinyWarningWords, StillUpWords,
    WithdrawalWords, Words,
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
    labels: Labels {
        url: "Exact address",
        locator: "Further information to identify and locate the content",
        answer_link: "Answer here",
        first_sent: "First sent",
        provider: "Provider",
        order_reference: "Removal order",
        issuing_authority: "Issuing authority",
        issued: "Issued",
        decided: "Decided",
        reasons: "Reasons",
        redress: "How this can be challenged",
    },
    referral: ReferralWords {
        subject: "Referral of content for your own review",
        opening: "This is a referral. It is voluntary: it is not an order, and the law does not oblige you to act on \
                  it. We draw your attention to the one item named here and ask you to judge it under your own terms \
                  of service.",
        seen: "Seen by us",
        why: "Why we draw your attention to it",
        terms: "Your terms that may apply",
        answering: "One click is enough: removed, kept, or more information needed. That you keep the item is an \
                    answer as good as any other. If you think we are mistaken, please say so; we record it and learn \
                    from it.",
        poster: "If you do remove the item or restrict it, please tell the person who posted it why, and how to \
                 complain, as your own terms and Article 17 of Regulation (EU) 2022/2065 provide.",
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
        order_sent: "Order sent to the provider",
        scrutiny: "Within 72 hours of receiving this copy you may scrutinise the order on your own initiative and \
                   decide whether it seriously or manifestly infringes the Regulation or fundamental rights (Article \
                   4(3)). Please tell us before you take such a decision, and why (Article 4(5)).",
    },
    prior: PriorWords {
        subject: "Procedures and deadlines before a first removal order",
        opening: "We have not sent you a removal order before. Article 3(2) of Regulation (EU) 2021/784 asks us to \
                  inform you, at least 12 hours before a first order, of the procedures and deadlines that apply. This \
                  message is not an order, and you need not act on any content because of it.",
        rules: [
            "1. An order names the exact address of one item. You remove the item, or disable access to it in all \
             Member States, within one hour of receiving the order (Article 3(3)).",
            "2. You tell us without undue delay that you have acted, and when, with Annex II (Article 3(6)).",
            "3. If force majeure, a manifest error or missing information keeps you from acting, you tell us without \
             undue delay with Annex III; the hour then starts when the obstacle is gone or the clarification has \
             reached you (Article 3(7) and (8)).",
            "4. You keep the removed content and related data for six months, safeguarded (Article 6), and tell the \
             content provider of the removal unless the order forbids it (Article 11).",
            "5. Within 48 hours of receiving an order you may ask the competent authority of the Member State where \
             you are established to scrutinise it, if that is not our own; it decides within 72 hours (Article 4(4)).",
        ],
        contact_point: "Orders will go to this contact point",
        languages: "Languages of orders",
        redress: "How orders can be challenged",
        portal: "See here how an order looks and is answered",
    },
    reminder: ReminderWords {
        subject: "Reminder: no answer yet",
        opening: PerMatter {
            referral: "We have not had an answer to the referral named here. It remains voluntary. If you have looked \
                       at the item and keep it, one click tells us so and we will not ask again.",
            order: "We have not had an answer to the removal order named here. It must be carried out within one hour \
                    of receipt. If you have acted, please send Annex II; if you cannot, please send Annex III at once.",
        },
    },
    escalation: EscalationWords {
        subject: "Your case is passed on",
        opening: PerMatter {
            referral: "We have had no answer to the referral named here and now pass the case to the authority below. \
                       It will decide for itself whether a removal order is called for.",
            order: "By our record the hour has passed and no answer to the removal order named here has reached us. We \
                    now inform the authority below, which oversees compliance and decides for itself.",
        },
        passed_to: "Passed to",
        still_open: "You can still answer. What you tell us we pass on as well, and if our record is wrong we correct \
                     it.",
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
        opening: "You told us that the removal order named here could not be carried out as it stood. This is our \
                  answer.",
        answer: "Our answer",
        hour: "With this message the hour of Article 3(3) starts again. It is counted from the moment you receive it.",
    },
    correction: CorrectionWords {
        subject: "Corrected removal order, after your Annex III",
        opening: "You told us with Annex III that the removal order named here contained an error or did not say \
                  enough. We have corrected it as follows. Everything else in it stays as it was.",
        corrected: "Corrected",
        was: "It said",
        now: "It now says",
        order_follows: "The corrected order follows after this message.",
    },
    withdrawal: WithdrawalWords {
        subject: "Withdrawn",
        opening: PerMatter {
            referral: "We withdraw the referral named here.",
            order: "We withdraw the removal order named here. It no longer has any effect.",
        },
        why: "Why",
        consequence: PerMatter {
            referral: "You need do nothing. If you acted on the item because of the referral, please consider \
                       restoring it; the decision is yours, under your own terms.",
            order: "If you removed the item or disabled access to it because of the order, please restore it at once, \
                    unless your own terms stand against it, and tell the content provider.",
        },
    },
    scrutiny_opened: ScrutinyOpenedWords {
        subject: "Scrutiny of a removal order has been opened",
        own_initiative: "You sent us a copy of the removal order named here. We are scrutinising it on our own \
                         initiative, to determine whether it seriously or manifestly infringes Regulation (EU) \
                         2021/784 or the fundamental rights and freedoms guaranteed by the Charter (Article 4(3)).",
        asked_by_provider: "The hosting service provider has asked us, giving reasons, to scrutinise the removal order \
                            named here. We will decide whether it seriously or manifestly infringes Regulation (EU) \
                            2021/784 or the fundamental rights and freedoms guaranteed by the Charter (Article 4(4)).",
        asked_by_content_provider: "The content provider has asked us, giving reasons, to scrutinise the removal order \
                                    named here. We will decide whether it seriously or manifestly infringes Regulation \
                                    (EU) 2021/784 or the fundamental rights and freedoms guaranteed by the Charter \
                                    (Article 4(4)).",
        copy_received: "Copy received by us",
        request_received: "Request received by us",
        request: "What the request says",
        decision_due: "Our decision is due by",
        meanwhile: "The order keeps its legal effects unless we find an infringement. If we intend to find one, we \
                    will tell you beforehand and give our reasons (Article 4(5)). If there is something we should \
                    know, please send it to us before the time named here.",
    },
    scrutiny_warning: ScrutinyWarningWords {
        subject: "We intend to find that a removal order infringes the Regulation",
        opening: "We have scrutinised the removal order named here. We intend to decide that it seriously or \
                  manifestly infringes Regulation (EU) 2021/784 or the fundamental rights and freedoms guaranteed by \
                  the Charter. Before we adopt that decision we inform you of our intention and our reasons (Article \
                  4(5)).",
        decision_due: "We will decide by",
        comment: "Until then you can comment, or withdraw the order yourself. Once we have adopted the decision, the \
                  order ceases to have legal effects (Article 4(6)).",
    },
    scrutiny_decision: ScrutinyDecisionWords {
        subject: PerOutcome {
            stands: "Scrutiny decision: the removal order stands",
            infringement: "Scrutiny decision: the removal order has ceased to have legal effects",
        },
        opening: PerOutcome {
            stands: "We have scrutinised the removal order named here under Article 4 of Regulation (EU) 2021/784. We \
                     have found no serious or manifest infringement of that Regulation or of the fundamental rights \
                     and freedoms guaranteed by the Charter. The order keeps its legal effects.",
            infringement: "We have scrutinised the removal order named here under Article 4 of Regulation (EU) \
                           2021/784. We have found that it seriously or manifestly infringes that Regulation or the \
                           fundamental rights and freedoms guaranteed by the Charter. With this decision the order \
                           ceases to have legal effects (Article 4(6)).",
        },
        if_it_stands: PerParty {
            issuing_authority: "You need do nothing.",
            provider: "The content is to stay removed, or inaccessible in all Member States, and is to stay preserved \
                       (Article 6). A decision taken on request can be challenged before the courts of our Member \
                       State, and the order itself before the courts of the Member State that issued it (Article \
                       9(1)).",
            content_provider: "A decision taken on request can be challenged before the courts of our Member State, \
                               and the order itself before the courts of the Member State that issued it (Article \
                               9(2)).",
            europol: "You receive this decision for your information (Articles 4(6) and 14).",
        },
        if_infringement: PerParty {
            issuing_authority: "Please record that the order no longer has any effect, and tell those to whom you have \
                                passed it on. We inform the provider and Europol ourselves.",
            provider: "You must now immediately reinstate the content, or access to it. You remain free to enforce \
                       your own terms and conditions, in accordance with Union and national law (Article 4(7)).",
            content_provider: "The hosting service provider must now immediately reinstate your content, or access to \
                               it. It remains free to enforce its own terms and conditions, in accordance with Union \
                               and national law (Article 4(7)).",
            europol: "You receive this decision for your information (Articles 4(6) and 14). If you hold a copy of the \
                      order, please mark it as without effect.",
        },
    },
    final_order: FinalOrderWords {
        subject: "A removal order has become final",
        opening: "The removal order named here has become final. It is addressed to a hosting service provider whose \
                  main establishment or legal representative is in your Member State; we therefore inform you, as \
                  Article 3(9) of Regulation (EU) 2021/784 provides.",
        unchallenged: "The deadline for an appeal has ended, and none was lodged.",
        confirmed: "An appeal was lodged, and the order has been confirmed.",
        since: "Final since",
        exposure: "Final removal orders are among the factors by which a provider can be found to be exposed to \
                   terrorist content (Article 5(4)).",
    },
    reinstatement: ReinstatementWords {
        subject: "Reinstatement: the removal order no longer has any effect",
        opening: PerLapse {
            scrutiny: "Scrutiny by the competent authority of the Member State of your main establishment or legal \
                       representative has found that the removal order named here infringes Regulation (EU) 2021/784 \
                       or fundamental rights. The order has ceased to have legal effects. You must immediately \
                       reinstate the content, or access to it (Article 4(7)).",
            annulled: "The removal order named here has been annulled after it was challenged. It no longer has any \
                       effect. Please reinstate the content, or access to it, immediately.",
            withdrawn: "The removal order named here has been withdrawn. It no longer has any effect. Please reinstate \
                        the content, or access to it, immediately.",
        },
        decided_by: "Decided by",
        own_terms: "You remain free to enforce your own terms and conditions, in accordance with Union and national \
                    law. If you keep the content removed for that reason, please tell the content provider so, and \
                    why.",
        tell: "Please inform the content provider of the reinstatement, and tell us when it took place.",
    },
    preservation: PreservationWords {
        subject: "Preservation of content for a further period",
        opening: "Content that was removed because of the removal order named here, or to which access was disabled, \
                  is to be preserved for six months. On request it is to be preserved for a further specified period, \
                  only if and for as long as that is necessary for ongoing administrative or judicial review \
                  proceedings (Article 6(2) of Regulation (EU) 2021/784). This is such a request.",
        proceedings: "Ongoing review proceedings",
        requested_by: "Requested by",
        until: "Preserve until",
        limits: "The safeguards of Article 6(3) continue to apply. If the proceedings end earlier, the further period \
                 ends with them; you will be told.",
    },
    non_disclosure: NonDisclosureWords {
        subject: PerStep {
            set: "The content provider is not to be informed for the time being",
            extended: "The content provider is not to be informed for a further period",
            lifted: "The content provider may be informed again",
        },
        opening: PerStep {
            set: "For reasons of public security we have decided that you must not disclose any information on the \
                  removal of the content named here, or on the disabling of access to it (Article 11(3) of Regulation \
                  (EU) 2021/784). The period is six weeks from our decision at most.",
            extended: "We decided earlier that you must not disclose any information on the removal of the content \
                       named here, or on the disabling of access to it. That continues to be justified. We extend the \
                       period once, by six weeks at most (Article 11(3) of Regulation (EU) 2021/784). It cannot be \
                       extended again.",
            lifted: "We lift our decision that you must not disclose any information on the removal of the content \
                     named here, or on the disabling of access to it (Article 11(3) of Regulation (EU) 2021/784).",
        },
        until: "Ends at",
        afterwards: "When the period ends, or if we end it earlier, you make the information on the removal available \
                     to the content provider (Article 11(1)) and answer its requests (Article 11(2)).",
        from_now_on: "From now on you make the information on the removal available to the content provider (Article \
                      11(1)). On request, you inform it of the reasons and of its rights to challenge the order, or \
                      give it a copy of the order (Article 11(2)).",
    },
    content_provider: ContentProviderWords {
        subject: "Information on the removal of your content",
        removed: "Following a removal order under Regulation (EU) 2021/784, we have removed the content named here, \
                  which you had provided. You asked us about it; this is the information that Article 11(2) gives you \
                  a right to.",
        disabled: "Following a removal order under Regulation (EU) 2021/784, we have disabled access, in all Member \
                   States, to the content named here, which you had provided. You asked us about it; this is the \
                   information that Article 11(2) gives you a right to.",
        acted: "Measure taken",
        scrutiny: "Within 48 hours of receiving this information you may also ask the authority named here, giving \
                   reasons, to scrutinise the order. It decides within 72 hours of receiving your request (Article \
                   4(4)).",
        scrutiny_authority: "Authority that can scrutinise the order",
        order_follows: "A copy of the removal order follows after this message. Its Section G says how it can be \
                        challenged.",
    },
    complaint: ComplaintWords {
        subject_upheld: "Your complaint has been upheld",
        subject_rejected: "Your complaint has been rejected",
        upheld: "We have examined your complaint about the content named here. Its removal, or the disabling of access \
                 to it, was not justified, and has been reversed.",
        rejected: "We have examined your complaint about the content named here. Its removal, or the disabling of \
                   access to it, stays in force for the reasons given here.",
        received: "Complaint received",
        reinstated: "Reinstated",
        review: "This outcome does not keep you from bringing administrative or judicial review proceedings.",
    },
    dsa_order: DsaOrderWords {
        subject: "Order to act against illegal content, Article 9 of Regulation (EU) 2022/2065",
        opening: "This is an order to act against the illegal content named here. It is issued on the legal basis \
                  named here, and sent to you as Article 9 of Regulation (EU) 2022/2065 provides.",
        legal_basis: "Legal basis of the order",
        measure: "What is ordered",
        reasons: "Why the information is illegal content, and under which provisions",
        territory: "Territorial scope, limited to what is strictly necessary",
        redress_provider: "How you can challenge this order",
        redress_recipient: "How the recipient of the service who provided the content can challenge it",
        effect_to: "Authority to be informed of the effect given to the order",
        report: "Please inform that authority without undue delay whether you have given effect to the order, and when \
                 (Article 9(1)).",
        recipient: "At the latest when you give effect to the order, please inform the recipient of the service \
                    concerned of the order and of the effect given to it, with the reasons, the ways to challenge it \
                    and its territorial scope (Article 9(5)).",
        withdrawn: "We withdraw the order to act against illegal content named here. It no longer has any effect.",
        restore: "If you restricted the content because of the order, please restore it, unless your own terms stand \
                  against it, and tell the recipient of the service.",
    },
    dsa_notice: DsaNoticeWords {
        subject: "Notice of illegal content, Article 16 of Regulation (EU) 2022/2065",
        opening: "This is a notice under Article 16 of Regulation (EU) 2022/2065. It is not an order: the decision is \
                  yours, to be taken in a timely, diligent, non-arbitrary and objective manner (Article 16(6)).",
        reasons: "Why we consider the information to be illegal content",
        name: "Name of the notifier",
        email: "E-mail address of the notifier",
        good_faith: "We declare that we believe in good faith that the information and allegations in this notice are \
                     accurate and complete.",
        answering: "Please confirm that you have received this notice, and tell us without undue delay what you decide \
                    and how that can be challenged (Article 16(4) and (5)). If you restrict the content, the person \
                    who provided it is owed a statement of reasons (Article 17).",
    },
    own_page: OwnPageWords {
        subject: "The link to your own page",
        opening: "Somebody who has a link to one of our orders or referrals to you asked that this link be sent to \
                  your contact point. It opens the page that shows everything you got from us.",
        asked: "Asked for",
        link: "Your own page",
        keep: "Please keep it to yourselves: whoever has it can read what is on the page. If it gets into other hands, \
               tell us, and we replace it. If nobody at your side asked for it, you need do nothing.",
    },
};
