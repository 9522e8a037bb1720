//! The forms in English.

use super::words::{AnswerWords, FeedbackWords, ImpossibilityWords, OrderWords, Words};

pub(super) static WORDS: Words = Words {
    rehearsal: "REHEARSAL - this form belongs to an exercise and has no legal effect",
    section: "SECTION",
    colon: ":",
    not_given: "(none)",
    order: ORDER,
    answer: ANSWER,
    feedback: FeedbackWords {
        title: "FEEDBACK FOLLOWING REMOVAL OF OR DISABLING OF ACCESS TO TERRORIST CONTENT",
        basis: "Annex II, Article 3(6) of Regulation (EU) 2021/784",
        b: "Measure taken in compliance with the removal order (one box only)",
        actions: [
            "The terrorist content has been removed.",
            "Access to the terrorist content has been disabled in all Member States.",
        ],
        acted_at: "Time and date of the measure",
    },
    impossibility: ImpossibilityWords {
        title: "INFORMATION ON THE IMPOSSIBILITY OF EXECUTING A REMOVAL ORDER",
        basis: "Annex III, Article 3(7) and (8) of Regulation (EU) 2021/784",
        b: "Reasons for non-execution",
        grounds_lead: "(1) The removal order cannot be executed, or not in time, because of:",
        grounds: [
            "force majeure or de facto impossibility not attributable to the hosting service provider, including \
             objectively justifiable technical or operational reasons;",
            "manifest errors in the removal order;",
            "insufficient information in the removal order.",
        ],
        further_reasons: "(2) Further information on these reasons",
        clarification: "(3) Errors found, or further information or clarification needed",
    },
};

const ORDER: OrderWords = OrderWords {
    title: "REMOVAL ORDER",
    basis: "Annex I, Article 3 of Regulation (EU) 2021/784 of the European Parliament and of the Council",
    preamble: [
        "Under Article 3 of Regulation (EU) 2021/784 the addressee must remove the terrorist content named here, or \
         disable access to it in all Member States, as soon as possible and in any event within one hour of receiving \
         this order.",
        "Under Article 6 the addressee must preserve content and related data that were removed or made inaccessible \
         for six months, or longer if the competent authorities or courts so request.",
        "Under Article 15(2) this order is to be sent in one of the languages the addressee has designated.",
    ],
    a: "Issue and addressee",
    issuing_ms: "Issuing Member State",
    issuer_in_e_and_f: "NB: the details of the issuing competent authority are given in Sections E and F.",
    addressee: "Addressee",
    legal_representative: "Legal representative",
    contact_point: "Contact point",
    host_ms: "Member State of the main establishment or legal representative",
    issued_at: "Time and date of issue",
    order_ref: "Reference number of the order",
    b: "Terrorist content to be removed or made inaccessible in all Member States",
    url: "Exact address (URL)",
    additional_locator: "Further information to identify and locate the content",
    reasons_lead: "The material is considered terrorist content under Article 2, point (7), because it:",
    reasons: [
        "incites others to commit terrorist offences, for example by glorifying terrorist acts or by advocating such \
         offences (point (a));",
        "solicits others to commit terrorist offences or to contribute to them (point (b));",
        "solicits others to participate in the activities of a terrorist group (point (c));",
        "provides instruction on the making or use of explosives, firearms or other weapons, of noxious or hazardous \
         substances, or on other specific methods or techniques, for the purpose of committing terrorist offences or \
         contributing to them (point (d));",
        "constitutes a threat to commit one of the terrorist offences (point (e)).",
    ],
    additional_reasons: "Further information on why the material is considered terrorist content",
    c: "Information to the content provider",
    non_disclosure: "For reasons of public security the addressee must not inform the content provider of the removal \
                     or of the disabling of access.",
    otherwise_see_g: "If this box is not ticked: see Section G on how the order can be challenged in the issuing \
                      Member State. The content provider is to receive a copy of the order on request.",
    d: "Information to the competent authority of the host Member State",
    host_ms_differs: "The Member State of the main establishment or legal representative is not the issuing Member \
                      State.",
    copy_sent: "A copy of this order is sent to the competent authority of that Member State.",
    e: "The issuing authority",
    authority_types: [
        "judge, court or investigating judge",
        "law enforcement authority",
        "other competent authority (complete also Section F)",
    ],
    certified_by: "The authority, or its representative, certifies that this order is accurate and correct.",
    authority: "Name of the authority",
    representative: "Name of its representative",
    post: "Post held (title and grade)",
    file_no: "File number",
    address: "Address",
    telephone: "Telephone (country code, area code)",
    fax: "Fax (country code, area code)",
    email: "E-mail",
    date: "Date",
    stamp: "Official stamp",
    signature: "Signature",
    channel: "No signature: sent over a channel that authenticates the sender",
    f: "Contact details for follow-up",
    issuing_contact: "Issuing authority, for feedback on the time of removal and for clarification",
    host_contact: "Competent authority of the host Member State",
    g: "Redress",
    body_or_court: "Body or court before which this order can be challenged",
    deadline: "Deadline (days or months, starting from)",
    provisions: "National provisions",
};

const ANSWER: AnswerWords = AnswerWords {
    a: "The removal order",
    addressee: "Addressee of the order",
    issuing_authority: "Authority that issued the order",
    authority_file_ref: "File reference of the authority",
    addressee_file_ref: "File reference of the addressee",
    received_at: "Time and date of receipt of the order",
    c: "Sender of this form",
    provider_name: "Name of the hosting service provider",
    representative_name: "Name of the legal representative",
    provider_ms: "Member State of the main establishment",
    representative_ms: "Member State of the legal representative",
    authorised_person: "Authorised person",
    contact_email: "E-mail of the contact point",
    date: "Date",
    signature: "Signature",
    signed_at: "Time and date",
};
