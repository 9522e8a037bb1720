//! What is on the pages, judged from outside where the tools exist.

mod judge;
mod page;
mod sheet;
mod signed;

use exchange::Language;
use exchange::annex::*;
use jiff::Timestamp;
use jiff::civil::date;

use crate::*;

/// Benign texts in the scripts that fields are quoted in: about a lighthouse, fog and tides.
const QUOTED: &str = "REHEARSAL. The caption reads, in Arabic:\nحارس المنارة يكتب: ضباب عند الفجر، ثم ريح خفيفة (7 عقد).\n\
    In Persian: «نگهبان فانوس دریایی می‌نویسد: مه غلیظ» and, below it, in Urdu:\n\
    مینار کا نگہبان لکھتا ہے: صبح کو دھند، پھر ہلکی ہوا۔\n\
    In Bengali: বাতিঘরের রক্ষক লিখেছেন: কুয়াশা, তারপর শান্ত সমুদ্র।\n\
    In Russian: Смотритель маяка записал: туман, затем штиль.";

const DIGEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn order() -> AnnexI {
    AnnexI {
        schema: OrderSchema::V1,
        rehearsal: true,
        section_a: Addressing {
            issuing_ms: "XA".to_owned(),
            addressee: "Harbour Hosting (invented)".to_owned(),
            legal_representative: None,
            contact_point: "orders@hosting.example".to_owned(),
            host_ms: "XB".to_owned(),
            issued_at: at("2026-11-22T10:00:00Z"),
            order_ref: "REHEARSAL-2026-0001".to_owned(),
        },
        section_b: Content {
            url: "https://files.hosting.example/collections/weather/2026/11/tide-table-of-the-northern-harbour.pdf"
                .to_owned(),
            additional_locator: Some(format!("SHA-256 of the file: {DIGEST}")),
            reasons: [Reason::Incites, Reason::Threat].into(),
            additional_reasons: QUOTED.to_owned(),
        },
        section_c: NonDisclosure { non_disclosure: false },
        section_d: HostStateCopy { host_ms_differs: true, copy_sent_to_host_ca: true },
        section_e: issuer(),
        section_f: FollowUp {
            issuing_authority_contact: "desk@iru.example".to_owned(),
            host_authority_contact: Some("scrutiny@authority.example".to_owned()),
        },
        section_g: Redress {
            remedies: vec![Remedy {
                body_or_court: "Administrative Court of Exampletown".to_owned(),
                deadline: "30 days from receipt of the order".to_owned(),
                national_provisions: "https://law.example/act-7".to_owned(),
            }],
        },
    }
}

fn issuer() -> IssuingAuthority {
    IssuingAuthority {
        authority_type: AuthorityType::LawEnforcement,
        authority: "Internet Referral Unit of Examplia".to_owned(),
        representative: "A. Keeper".to_owned(),
        post: "Legal officer, grade 3".to_owned(),
        file_no: "IRU-1".to_owned(),
        address: "1 Quay Street\nExampletown".to_owned(),
        telephone: "+00 0 000 000".to_owned(),
        fax: None,
        email: "orders@iru.example".to_owned(),
        date: date(2026, 11, 22),
        authentication: Authentication::AuthenticatedChannel { channel: "Vigie provider portal".to_owned() },
    }
}

fn reference() -> OrderReference {
    OrderReference {
        addressee: "Harbour Hosting (invented)".to_owned(),
        issuing_authority: "Internet Referral Unit of Examplia".to_owned(),
        authority_file_ref: "REHEARSAL-IRU-1".to_owned(),
        addressee_file_ref: None,
        received_at: at("2026-11-22T10:01:12Z"),
    }
}

fn feedback() -> AnnexII {
    AnnexII {
        schema: FeedbackSchema::V1,
        rehearsal: true,
        section_a: reference(),
        section_b: FeedbackAction { action: Action::Removed, acted_at: at("2026-11-22T10:40:00Z") },
        section_c: FeedbackSender {
            acting_as: ActingAs::HostingServiceProvider,
            name: "Harbour Hosting (invented)".to_owned(),
            member_state: "XB".to_owned(),
            authorised_person: "B. Warden".to_owned(),
            contact_email: "orders@hosting.example".to_owned(),
            date: date(2026, 11, 22),
        },
    }
}

fn impossibility() -> AnnexIII {
    AnnexIII {
        schema: ImpossibilitySchema::V1,
        rehearsal: true,
        section_a: reference(),
        section_b: Impediment {
            grounds: [Ground::InsufficientInformation].into(),
            further_reasons: "The address leads to a list of 40 tide tables.".to_owned(),
            clarification_needed: Some("Which of the tables is meant?".to_owned()),
        },
        section_c: ImpossibilitySender {
            acting_as: ActingAs::LegalRepresentative,
            name: "Quay Representation (invented)".to_owned(),
            authorised_person: "B. Warden".to_owned(),
            contact_email: "orders@hosting.example".to_owned(),
            signature: "B. Warden".to_owned(),
            signed_at: at("2026-11-22T10:30:00Z"),
        },
    }
}

fn paper_of(form: Form, language: Language) -> Paper {
    Paper {
        form,
        language,
        verify_at: "https://vigie.example/verify/REHEARSAL-2026-0001?d=0123456789abcdef".parse().unwrap(),
        digest: DIGEST.to_owned(),
        attachment: None,
        at: at("2026-11-22T10:00:03Z"),
    }
}

fn paper() -> Paper {
    paper_of(Form::Order(Box::new(order())), Language::English)
}

fn letter() -> LetterPaper {
    LetterPaper {
        title: "Decision after scrutiny of the removal order REHEARSAL-2026-0001".to_owned(),
        body: format!(
            "We have scrutinised the order under Article 4(3) of Regulation (EU) 2021/784.\n\nIt names a tide table. \
             Nothing in it falls under Article 2, point (7).\n\n{QUOTED}\n\nThe order no longer has legal effect. \
             Please reinstate the content at once.\n\nREHEARSAL"
        ),
        sender: "Scrutiny Office of Samplonia\n2 Pier Road\nSampleport".to_owned(),
        recipient: "Harbour Hosting (invented)\norders@hosting.example".to_owned(),
        reference: "REHEARSAL-SC-7".to_owned(),
        language: Language::English,
        verify_at: "https://vigie.example/verify/REHEARSAL-SC-7".parse().unwrap(),
        digest: DIGEST.to_owned(),
        at: at("2026-11-23T08:00:00Z"),
        rehearsal: true,
    }
}
