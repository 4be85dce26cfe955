//! The sides from which a piece of law is looked at when two versions of it are compared.

/// One side of a piece of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// When it is in force.
    InForce,
    /// The type of a fact.
    Type,
    /// What a request means that leaves a fact out.
    Default,
    /// Whether provider or customer can change a fact.
    Controllable,
    /// What a fact says of a footprint.
    Role,
    /// What an act entails.
    Entails,
    /// To which topics norms about an act belong.
    Topics,
    /// What a jurisdiction or a mechanism is.
    Kind,
    /// How far the topics of a jurisdiction are encoded.
    Coverage,
    /// To whom an instrument applies.
    Scope,
    /// Whether a provision requires, forbids or permits.
    Modality,
    /// The act that a provision is about.
    Act,
    /// When it applies.
    When,
    /// The exceptions of a provision.
    Exceptions,
    /// Of each arguable exception whether the law or the case is in doubt.
    Doubt,
    /// What lifts a provision.
    LiftedBy,
    /// What a breach costs.
    Sanction,
    /// Whom a mechanism connects, with reservations.
    Parties,
    /// The acts that a mechanism covers.
    Acts,
    /// What a mechanism does to a conflict.
    Effect,
    /// How far one can rely on a mechanism.
    Strength,
    /// Who can set a mechanism in motion.
    InvokedBy,
    /// What it does to the principles.
    Principles,
    /// A title, a name or a label.
    Title,
    /// Short and popular names.
    Short,
    /// The question that asks for a fact.
    Question,
    /// The official citation.
    Citation,
    /// Where it stands, and where its exceptions stand.
    Pinpoint,
    /// The official address.
    Address,
    /// What it says, in words.
    Summary,
    /// How long a mechanism takes.
    Duration,
    /// Notes.
    Note,
    /// What was read.
    Sources,
    /// How sure we are.
    Confidence,
}

/// What a change amounts to, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It means something else.
    Meaning,
    /// It is in force at other times.
    Dates,
    /// It is told in other words.
    Words,
}

impl Aspect {
    /// What a change of this side amounts to.
    #[must_use]
    pub fn weight(self) -> Weight {
        match self {
            Aspect::InForce => Weight::Dates,
            Aspect::Type
            | Aspect::Default
            | Aspect::Controllable
            | Aspect::Role
            | Aspect::Entails
            | Aspect::Topics
            | Aspect::Kind
            | Aspect::Coverage
            | Aspect::Scope
            | Aspect::Modality
            | Aspect::Act
            | Aspect::When
            | Aspect::Exceptions
            | Aspect::LiftedBy
            | Aspect::Sanction
            | Aspect::Parties
            | Aspect::Acts
            | Aspect::Effect
            | Aspect::Strength
            | Aspect::InvokedBy
            | Aspect::Principles => Weight::Meaning,
            Aspect::Title
            | Aspect::Short
            | Aspect::Question
            | Aspect::Citation
            | Aspect::Pinpoint
            | Aspect::Address
            | Aspect::Summary
            | Aspect::Duration
            | Aspect::Doubt
            | Aspect::Note
            | Aspect::Sources
            | Aspect::Confidence => Weight::Words,
        }
    }

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Aspect::InForce => "in_force",
            Aspect::Type => "type",
            Aspect::Default => "default",
            Aspect::Controllable => "controllable",
            Aspect::Role => "role",
            Aspect::Entails => "entails",
            Aspect::Topics => "topics",
            Aspect::Kind => "kind",
            Aspect::Coverage => "coverage",
            Aspect::Scope => "scope",
            Aspect::Modality => "modality",
            Aspect::Act => "act",
            Aspect::When => "when",
            Aspect::Exceptions => "exceptions",
            Aspect::Doubt => "doubt",
            Aspect::LiftedBy => "lifted_by",
            Aspect::Sanction => "sanction",
            Aspect::Parties => "parties",
            Aspect::Acts => "acts",
            Aspect::Effect => "effect",
            Aspect::Strength => "strength",
            Aspect::InvokedBy => "invoked_by",
            Aspect::Principles => "principles",
            Aspect::Title => "title",
            Aspect::Short => "short",
            Aspect::Question => "question",
            Aspect::Citation => "citation",
            Aspect::Pinpoint => "pinpoint",
            Aspect::Address => "address",
            Aspect::Summary => "summary",
            Aspect::Duration => "duration",
            Aspect::Note => "note",
            Aspect::Sources => "sources",
            Aspect::Confidence => "confidence",
        }
    }
}
