//! What a way out is worth, and the verdict: two tables.

use crate::law::{Effect, InvokedBy, Mechanism, Strength};

/// What can become of a conflict, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The provider or its customer can end it by right.
    Resolvable,
    /// The authority can get the data lawfully by another way.
    Reroutable,
    /// It hangs on a court's or an authority's discretion.
    Discretionary,
    /// Nothing in force helps.
    Deadlock,
}

/// The answer to a request, best first; `Unknown` stands apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// No conflict, and all law involved is covered.
    Clear,
    /// No conflict found, but not all law involved is covered.
    Unknown,
    /// There are conflicts; this is the worst outcome.
    Conflict(Outcome),
}

impl Verdict {
    /// Its place among the six, best first, as lists of counts have it.
    #[must_use]
    pub fn place(self) -> usize {
        match self {
            Verdict::Clear => 0,
            Verdict::Unknown => 1,
            Verdict::Conflict(outcome) => 2 + outcome as usize,
        }
    }
}

/// What a mechanism achieves where it is available; `None` if it improves nothing.
#[must_use]
pub fn benefit(mechanism: &Mechanism) -> Option<Outcome> {
    match (mechanism.effect, mechanism.strength, mechanism.invoked_by) {
        // A consultation, or something that binds nobody, is worth knowing and ends nothing.
        (Effect::Raises, _, _) | (_, Strength::Advisory, _) => None,
        // Whatever a court or an authority may grant or refuse hangs on it.
        (_, Strength::Discretionary, _) | (_, Strength::Binding, InvokedBy::Court) => Some(Outcome::Discretionary),
        // By right, and in the hands of those who are caught in the conflict.
        (Effect::Lifts, Strength::Binding, InvokedBy::Provider | InvokedBy::Customer) => Some(Outcome::Resolvable),
        // By right, but only the authority or the states can take the way.
        (Effect::Lifts, Strength::Binding, InvokedBy::Authority | InvokedBy::States)
        | (Effect::Replaces, Strength::Binding, _) => Some(Outcome::Reroutable),
    }
}

/// The verdict, and what it is if possible conflicts come true: from the worst outcome of the certain and contested
/// conflicts, the worst of all, and whether all law involved is covered. No verdict is clear while a conflict is possible.
pub(crate) fn verdicts(sure: Option<Outcome>, possible: Option<Outcome>, covered: bool) -> [Verdict; 2] {
    let of = |worst: Option<Outcome>, covered| match worst {
        Some(worst) => Verdict::Conflict(worst),
        None if covered => Verdict::Clear,
        None => Verdict::Unknown,
    };
    let worst_case = of(possible, covered);
    [of(sure, worst_case == Verdict::Clear), worst_case]
}
