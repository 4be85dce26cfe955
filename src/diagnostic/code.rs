//! The stable codes.

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The data cannot be used as they are.
    Error,
    /// The data can be used, but something is probably not what was meant.
    Warning,
    /// Worth knowing; often right as it is.
    Note,
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal;)*) => {
        /// A kind of fault. Its name is stable: scripts and annotations may rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What the fault is, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }

            /// How bad it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Unreadable "unreadable" Error "A file or folder cannot be read.";
    TooLarge "too-large" Error "A file is larger than any law or request can sensibly be.";
    NotJson "not-json" Error "The text is no JSON.";
    WrongType "wrong-type" Error "A value is of another type than is expected there.";
    UnknownKey "unknown-key" Error "An object has a key that does not exist there.";
    MissingKey "missing-key" Error "An object lacks a key that it must have.";
    DoubledKey "doubled-key" Error "A key or a fact is given twice.";
    BadDate "bad-date" Error "A date does not exist or is not written year-month-day.";
    BadPeriod "bad-period" Error "A period ends before it begins, or reaches beyond the period of what contains it.";
    BadNorm "bad-norm" Error "A provision has no norm, or more than one.";
    BadLink "bad-link" Error "A mechanism says not, or says twice, whom it connects.";
    BadAmount "bad-amount" Error "A sanction's figure is impossible, or its currency is missing.";
    BadId "bad-id" Error "An id has other signs than letters, digits, full stops and hyphens.";
    EmptyList "empty-list" Error "A condition lets a fact have no value.";
    UnknownFact "unknown-fact" Error "A condition or request names a fact that the vocabulary does not have.";
    UnknownValue "unknown-value" Error "A fact is given a value that it cannot take.";
    UnknownAct "unknown-act" Error "A norm or mechanism names an act that the vocabulary does not have.";
    UnknownTopic "unknown-topic" Error "Something names a topic that the vocabulary does not have.";
    UnknownJurisdiction "unknown-jurisdiction" Error "Something names a jurisdiction that does not exist.";
    NoLegalOrder "no-legal-order" Error "An organisation of states stands where only a legal order can: as an owner of law, in a condition, or as an end of a mechanism.";
    UnknownMechanism "unknown-mechanism" Error "Something names a mechanism, or a kind of mechanism, that does not exist.";
    UnknownPrinciple "unknown-principle" Error "Something names a principle that does not exist.";
    UnknownProvision "unknown-provision" Error "Something names a provision that does not exist.";
    UnknownCompany "unknown-company" Error "A footprint names a company that no footprint describes.";
    NotTable "not-table" Error "The text is no table as was expected.";
    BadPoint "bad-point" Error "A point is not on earth, or half of it is missing.";
    BadSpace "bad-space" Error "A space of requests gives a fact no value, or one twice, or is too large to be counted.";
    EmptySuite "empty-suite" Error "A suite watches nothing.";
    NotSnapshot "not-snapshot" Error "A file was given as a snapshot of verdicts and is none.";
    OtherForm "other-form" Error "A snapshot was recorded in a form that this version does not read.";
    DoubledId "doubled-id" Error "Two things have the same id.";
    MisplacedFile "misplaced-file" Error "A file stands elsewhere, or is named otherwise, than its id says.";
    OverlappingVersions "overlapping-versions" Error "Two versions of one provision are in force on the same day.";
    MembershipCycle "membership-cycle" Error "A jurisdiction belongs to itself, or a company controls itself, by way of others.";
    NoSource "no-source" Error "A provision or mechanism names no source.";
    NoConfidence "no-confidence" Error "A provision or mechanism does not say how sure it is.";
    SilentDispute "silent-dispute" Error "An arguable exception does not say who holds what, or what the case decides.";
    SettledDoubt "settled-doubt" Error "A settled exception says what is in doubt about it.";
    MissingEnglish "missing-english" Error "A text that users read has no English.";
    AlwaysHolds "always-holds" Warning "A condition asks for something or its opposite, so that it asks for nothing.";
    NeverApplies "never-applies" Warning "A condition can never hold, whatever the request.";
    IdleException "idle-exception" Warning "An exception can never matter: with or without it the provision never applies where it holds.";
    DoubledLift "doubled-lift" Warning "A provision accepts the same mechanism, or kind of mechanism, twice.";
    DanglingLift "dangling-lift" Warning "A provision accepts a kind of mechanism of which none could ever lift it.";
    IdleLift "idle-lift" Note "A mechanism that a provision accepts is a way out of none of its conflicts with encoded law.";
    IdleMechanism "idle-mechanism" Note "A mechanism is a way out of no conflict of encoded law.";
    DoubledNorm "doubled-norm" Warning "Two provisions of one owner say the same: same act, same requests, same dates.";
    DoubledMeanwhile "doubled-meanwhile" Note "Two provisions of one owner say the same on the days that they share: same act, same requests.";
    DoubledCitation "doubled-citation" Note "Two instruments of one jurisdiction have the same citation.";
    DayBetween "day-between" Note "Between two versions of a provision lies a single day on which neither is in force.";
    BadAddress "bad-address" Warning "An address begins neither with `https://` nor with `http://`, so that no page leads to it.";
    DayToCome "day-to-come" Warning "Something is said to have been read or reviewed on a day that is still to come.";
    UnreadSource "unread-source" Warning "Nothing was read of what something rests on, and yet it is more than slightly sure.";
    InternalClash "internal-clash" Note "Inside one legal order one provision requires what another forbids.";
    BranchAlone "branch-alone" Warning "A prohibition holds for whoever has an establishment or a market there, though nothing else is.";
    PointElsewhere "point-elsewhere" Error "The point of a site lies far from the country in which it is said to be.";
    CityElsewhere "city-elsewhere" Warning "The point of a site lies far from where its city is known to be.";
    OtherRecord "other-record" Warning "A site is said to be otherwise than the footprint of its provider inside the program has it.";
    OddYear "odd-year" Error "A site opened before there were any, is open since a year to come, or is planned for the past.";
    DoubledSite "doubled-site" Warning "Two sites of a footprint have the same name, or two cities the same point.";
    NoKind "no-kind" Warning "A footprint does not say what a company is.";
    SilentOperator "silent-operator" Warning "A site says neither who runs it nor why that is not known.";
    IdleCompany "idle-company" Warning "Nothing names a company of a footprint, and it belongs to no group.";
    NoPoint "no-point" Note "A site has no point, so that no map shows it.";
    NotAsked "not-asked" Note "Some questions were not asked of the law, because parts of it could not be read.";
    UnusedFact "unused-fact" Warning "No law uses a fact of the vocabulary.";
    MissingGerman "missing-german" Warning "A text that users read has no German.";
    DeniedTopic "denied-topic" Note "A topic is said not to be encoded although there are provisions about it.";
    MissingCoverage "missing-coverage" Warning "A jurisdiction with provisions does not say how far a topic is encoded.";
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
