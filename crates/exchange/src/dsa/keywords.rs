//! The long list of codes.

use super::codes::codes;

codes! {
    /// What is wrong with content, more precisely than a category says.
    pub enum Keyword {
        AnimalHarm = "KEYWORD_ANIMAL_HARM", "Harm to animals";
        AdultSexualMaterial = "KEYWORD_ADULT_SEXUAL_MATERIAL", "Adult sexual material";
        AgeSpecificRestrictions = "KEYWORD_AGE_SPECIFIC_RESTRICTIONS", "Restrictions by age";
        AgeSpecificRestrictionsMinors = "KEYWORD_AGE_SPECIFIC_RESTRICTIONS_MINORS", "Restrictions by age, for minors";
        BiometricDataBreach = "KEYWORD_BIOMETRIC_DATA_BREACH", "Breach of biometric data";
        BullyingAgainstGirls = "KEYWORD_BULLYING_AGAINST_GIRLS", "Bullying and intimidation of girls";
        ChildSexualAbuseMaterial = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", "Child sexual abuse material";
        ChildSexualAbuseMaterialDeepfake =
            "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE", "Child sexual abuse material, deepfake";
        EatingDisorders = "KEYWORD_CONTENT_PROMOTING_EATING_DISORDERS", "Promotion of eating disorders";
        CoordinatedHarm = "KEYWORD_COORDINATED_HARM", "Coordinated harm";
        CopyrightInfringement = "KEYWORD_COPYRIGHT_INFRINGEMENT", "Copyright";
        CyberBullyingIntimidation = "KEYWORD_CYBER_BULLYING_INTIMIDATION", "Bullying and intimidation";
        CyberHarassment = "KEYWORD_CYBER_HARASSMENT", "Harassment";
        CyberHarassmentAgainstWomen = "KEYWORD_CYBER_HARASSMENT_AGAINST_WOMEN", "Harassment of women";
        CyberIncitement = "KEYWORD_CYBER_INCITEMENT", "Incitement by cyber violence";
        CyberStalking = "KEYWORD_CYBER_STALKING", "Cyber stalking";
        CyberStalkingAgainstWomen = "KEYWORD_CYBER_STALKING_AGAINST_WOMEN", "Cyber stalking of women";
        DataFalsification = "KEYWORD_DATA_FALSIFICATION", "Falsification of data";
        Defamation = "KEYWORD_DEFAMATION", "Defamation";
        DesignInfringement = "KEYWORD_DESIGN_INFRINGEMENT", "Designs";
        Discrimination = "KEYWORD_DISCRIMINATION", "Discrimination";
        MisinformationDisinformation = "KEYWORD_MISINFORMATION_DISINFORMATION", "Misinformation and foreign manipulation";
        FemaleGenderedDisinformation = "KEYWORD_FEMALE_GENDERED_DISINFORMATION", "Gendered disinformation";
        GeographicIndications = "KEYWORD_GEOGRAPHIC_INDICATIONS_INFRINGEMENT", "Geographical indications";
        GeographicalRequirements = "KEYWORD_GEOGRAPHICAL_REQUIREMENTS", "Geographical requirements";
        GoodsServicesNotPermitted = "KEYWORD_GOODS_SERVICES_NOT_PERMITTED", "Goods or services not permitted there";
        GroomingOfMinors = "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS", "Grooming of minors";
        HateSpeech = "KEYWORD_HATE_SPEECH", "Hate speech";
        HiddenAdvertisement = "KEYWORD_HIDDEN_ADVERTISEMENT", "Hidden advertisement";
        HumanExploitation = "KEYWORD_HUMAN_EXPLOITATION", "Human exploitation";
        HumanTrafficking = "KEYWORD_HUMAN_TRAFFICKING", "Human trafficking";
        IllegalOrganizations = "KEYWORD_ILLEGAL_ORGANIZATIONS", "Illegal organisations";
        Impersonation = "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING", "Impersonation or taking over of accounts";
        InauthenticAccounts = "KEYWORD_INAUTHENTIC_ACCOUNTS", "Inauthentic accounts";
        InauthenticListings = "KEYWORD_INAUTHENTIC_LISTINGS", "Inauthentic listings";
        InauthenticUserReviews = "KEYWORD_INAUTHENTIC_USER_REVIEWS", "Inauthentic reviews";
        IncitementAgainstWomen = "KEYWORD_INCITEMENT_AGAINST_WOMEN", "Incitement against women";
        IncitementViolenceHatred = "KEYWORD_INCITEMENT_VIOLENCE_HATRED", "Incitement to violence or hatred";
        InsufficientInformationOnTraders =
            "KEYWORD_INSUFFICIENT_INFORMATION_ON_TRADERS", "Insufficient information on traders";
        LanguageRequirements = "KEYWORD_LANGUAGE_REQUIREMENTS", "Language requirements";
        MisleadingConsumerRights = "KEYWORD_MISLEADING_INFO_CONSUMER_RIGHTS", "Misleading about consumers' rights";
        MisleadingGoodsServices = "KEYWORD_MISLEADING_INFO_GOODS_SERVICES", "Misleading about goods or services";
        MissingProcessingGround = "KEYWORD_MISSING_PROCESSING_GROUND", "No ground for processing data";
        NonConsensualImageSharing = "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING", "Intimate material shared without consent";
        NonConsensualImageSharingAgainstWomen =
            "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN", "Intimate material of women shared without consent";
        NonConsensualDeepfake =
            "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE", "Deepfake of a person shared without consent";
        NonConsensualDeepfakeAgainstWomen =
            "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN", "Deepfake of a woman shared without consent";
        NoncompliancePricing = "KEYWORD_NONCOMPLIANCE_PRICING", "Pricing rules";
        Nudity = "KEYWORD_NUDITY", "Nudity";
        PatentInfringement = "KEYWORD_PATENT_INFRINGEMENT", "Patents";
        Phishing = "KEYWORD_PHISHING", "Phishing";
        ProhibitedProducts = "KEYWORD_PROHIBITED_PRODUCTS", "Prohibited or restricted products";
        PyramidSchemes = "KEYWORD_PYRAMID_SCHEMES", "Pyramid schemes";
        RightToBeForgotten = "KEYWORD_RIGHT_TO_BE_FORGOTTEN", "Right to be forgotten";
        RiskEnvironmentalDamage = "KEYWORD_RISK_ENVIRONMENTAL_DAMAGE", "Risk for the environment";
        RiskPublicHealth = "KEYWORD_RISK_PUBLIC_HEALTH", "Risk for public health";
        SelfMutilation = "KEYWORD_SELF_MUTILATION", "Self-mutilation";
        Stalking = "KEYWORD_STALKING", "Stalking";
        Suicide = "KEYWORD_SUICIDE", "Suicide";
        TerroristContent = "KEYWORD_TERRORIST_CONTENT", "Terrorist content";
        TradeSecretInfringement = "KEYWORD_TRADE_SECRET_INFRINGEMENT", "Trade secrets";
        TrademarkInfringement = "KEYWORD_TRADEMARK_INFRINGEMENT", "Trade marks";
        TraffickingWomenGirls = "KEYWORD_TRAFFICKING_WOMEN_GIRLS", "Trafficking in women and girls";
        UnlawfulSaleAnimals = "KEYWORD_UNLAWFUL_SALE_ANIMALS", "Unlawful sale of animals";
        UnsafeChallenges = "KEYWORD_UNSAFE_CHALLENGES", "Unsafe challenges";
        UnsafeProducts = "KEYWORD_UNSAFE_PRODUCTS", "Unsafe products";
        ViolationEuLaw = "KEYWORD_VIOLATION_EU_LAW", "Union law on civic discourse or elections";
        ViolationNationalLaw = "KEYWORD_VIOLATION_NATIONAL_LAW", "National law on civic discourse or elections";
        Other = "KEYWORD_OTHER", "Something else, told in words";
    }
}
