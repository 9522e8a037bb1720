//! The short lists of codes.

/// Declares an enumeration whose values have a published code and a label in English.
macro_rules! codes {
    ($(#[$meta:meta])* pub enum $type:ident { $($variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $type {
            $(#[doc = $label] #[serde(rename = $code)] $variant,)+
        }

        impl $type {
            /// Every value, in the order of the published list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The published code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What it means, in English, for display.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

pub(super) use codes;

codes! {
    /// What was done to content (Art 17(1)(a)).
    pub enum Visibility {
        Removed = "DECISION_VISIBILITY_CONTENT_REMOVED", "Removed";
        Disabled = "DECISION_VISIBILITY_CONTENT_DISABLED", "Access disabled";
        Demoted = "DECISION_VISIBILITY_CONTENT_DEMOTED", "Demoted";
        AgeRestricted = "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED", "Restricted by age";
        InteractionRestricted = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED", "Interaction restricted";
        Labelled = "DECISION_VISIBILITY_CONTENT_LABELLED", "Labelled";
        Other = "DECISION_VISIBILITY_OTHER", "Other restriction, told in words";
    }
}

codes! {
    /// What was done about payments (Art 17(1)(b)).
    pub enum Monetary {
        Suspension = "DECISION_MONETARY_SUSPENSION", "Payments suspended";
        Termination = "DECISION_MONETARY_TERMINATION", "Payments ended";
        Other = "DECISION_MONETARY_OTHER", "Other restriction of payments, told in words";
    }
}

codes! {
    /// What was done about the provision of the service (Art 17(1)(c)).
    pub enum Provision {
        PartialSuspension = "DECISION_PROVISION_PARTIAL_SUSPENSION", "Suspended in part";
        TotalSuspension = "DECISION_PROVISION_TOTAL_SUSPENSION", "Suspended";
        PartialTermination = "DECISION_PROVISION_PARTIAL_TERMINATION", "Ended in part";
        TotalTermination = "DECISION_PROVISION_TOTAL_TERMINATION", "Ended";
    }
}

codes! {
    /// What was done to the account (Art 17(1)(d)).
    pub enum AccountDecision {
        Suspended = "DECISION_ACCOUNT_SUSPENDED", "Account suspended";
        Terminated = "DECISION_ACCOUNT_TERMINATED", "Account ended";
    }
}

codes! {
    /// Whose account it is.
    pub enum AccountType {
        Business = "ACCOUNT_TYPE_BUSINESS", "Business";
        Private = "ACCOUNT_TYPE_PRIVATE", "Private";
    }
}

codes! {
    /// What a decision rests on (Art 17(3)(d) and (e)).
    pub enum Ground {
        IllegalContent = "DECISION_GROUND_ILLEGAL_CONTENT", "Illegal content";
        IncompatibleContent = "DECISION_GROUND_INCOMPATIBLE_CONTENT", "Against the provider's terms";
    }
}

codes! {
    /// What kind of content it is.
    pub enum ContentType {
        App = "CONTENT_TYPE_APP", "App";
        Audio = "CONTENT_TYPE_AUDIO", "Audio";
        Image = "CONTENT_TYPE_IMAGE", "Image";
        Product = "CONTENT_TYPE_PRODUCT", "Product";
        SyntheticMedia = "CONTENT_TYPE_SYNTHETIC_MEDIA", "Synthetic media";
        Text = "CONTENT_TYPE_TEXT", "Text";
        Video = "CONTENT_TYPE_VIDEO", "Video";
        Other = "CONTENT_TYPE_OTHER", "Other content, told in words";
    }
}

codes! {
    /// How the provider came to know (Art 17(3)(b)). An order of an authority is not among them: see Art 17(5).
    pub enum Source {
        Article16 = "SOURCE_ARTICLE_16", "Notice under Art 16";
        TrustedFlagger = "SOURCE_TRUSTED_FLAGGER", "Notice of a trusted flagger (Art 22)";
        OtherNotification = "SOURCE_TYPE_OTHER_NOTIFICATION", "Other notification, such as a referral";
        Voluntary = "SOURCE_VOLUNTARY", "The provider's own initiative";
    }
}

codes! {
    /// Yes or no.
    pub enum YesNo {
        Yes = "Yes", "Yes";
        No = "No", "No";
    }
}

codes! {
    /// How far a decision was automated (Art 17(3)(c)).
    pub enum AutomatedDecision {
        Fully = "AUTOMATED_DECISION_FULLY", "Fully automated";
        Partially = "AUTOMATED_DECISION_PARTIALLY", "Partially automated";
        NotAutomated = "AUTOMATED_DECISION_NOT_AUTOMATED", "Not automated";
    }
}

codes! {
    /// What is wrong with content. Terrorist content is [`Category::RiskForPublicSecurity`] with
    /// [`Keyword::TerroristContent`](super::Keyword::TerroristContent).
    pub enum Category {
        AnimalWelfare = "STATEMENT_CATEGORY_ANIMAL_WELFARE", "Animal welfare";
        ConsumerInformation = "STATEMENT_CATEGORY_CONSUMER_INFORMATION", "Consumer information";
        CyberViolence = "STATEMENT_CATEGORY_CYBER_VIOLENCE", "Cyber violence";
        CyberViolenceAgainstWomen = "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN", "Cyber violence against women";
        DataProtectionAndPrivacy = "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS", "Data protection and privacy";
        IllegalOrHarmfulSpeech = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", "Illegal or harmful speech";
        IntellectualProperty = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS", "Intellectual property";
        CivicDiscourseOrElections =
            "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS", "Civic discourse or elections";
        NotSpecifiedNotice = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE", "Not specified by whoever notified";
        OtherViolationOfTerms = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC", "Other violation of the provider's terms";
        ProtectionOfMinors = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "Protection of minors";
        RiskForPublicSecurity = "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY", "Risk for public security";
        ScamsAndFraud = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "Scams and fraud";
        SelfHarm = "STATEMENT_CATEGORY_SELF_HARM", "Self-harm";
        UnsafeAndProhibitedProducts = "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS", "Unsafe or prohibited products";
        Violence = "STATEMENT_CATEGORY_VIOLENCE", "Violence";
        NonConsensualBehaviour = "STATEMENT_CATEGORY_NON_CONSENSUAL_BEHAVIOUR", "Non-consensual behaviour (retired)";
        SexualizedContent =
            "STATEMENT_CATEGORY_PORNOGRAPHY_OR_SEXUALIZED_CONTENT", "Pornography or sexualised content (retired)";
        ScopeOfPlatformService =
            "STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE", "Outside the scope of the platform (retired)";
        UnsafeAndIllegalProducts =
            "STATEMENT_CATEGORY_UNSAFE_AND_ILLEGAL_PRODUCTS", "Unsafe or illegal products (retired)";
    }
}

impl Category {
    /// Whether only statements of the database's first version bear the code. That the second took its place on
    /// 1 July 2025, with Implementing Regulation (EU) 2024/2835, is from memory (to be confirmed).
    #[must_use]
    pub const fn is_retired(self) -> bool {
        matches!(
            self,
            Self::NonConsensualBehaviour
                | Self::SexualizedContent
                | Self::ScopeOfPlatformService
                | Self::UnsafeAndIllegalProducts
        )
    }
}
