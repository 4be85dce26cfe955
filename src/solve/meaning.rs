//! What a provision and a mechanism mean: written once, for every algebra.

use crate::law::Standing;
use crate::lawbook::{BookNorm, End, Route};
use crate::logic::{Algebra, Formula, Formulas, eval};

/// Whether a norm applies: its instrument's scope, its own condition, and no settled exception.
pub fn applies<A: Algebra>(algebra: &mut A, formulas: &Formulas, norm: &BookNorm) -> A::Value {
    applies_by(algebra, norm, |algebra, part| eval(algebra, formulas, part))
}

/// The same from the values of its parts, for who has them already.
pub fn applies_by<A: Algebra>(
    algebra: &mut A,
    norm: &BookNorm,
    mut holds: impl FnMut(&mut A, Formula) -> A::Value,
) -> A::Value {
    let mut value = holds(algebra, norm.scope);
    if !algebra.ruled_out(&value) {
        let when = holds(algebra, norm.when);
        algebra.and(&mut value, &when);
    }
    for exception in norm.exceptions.iter().filter(|exception| exception.standing == Standing::Settled) {
        if algebra.ruled_out(&value) {
            break;
        }
        let excepted = holds(algebra, exception.when);
        algebra.and_not(&mut value, &excepted);
    }
    value
}

/// Whether an arguable exception holds. A norm is contested unless this is surely false.
pub fn disputed<A: Algebra>(algebra: &mut A, formulas: &Formulas, norm: &BookNorm) -> A::Value {
    let mut value = algebra.constant(false);
    for exception in norm.exceptions.iter().filter(|exception| exception.standing == Standing::Arguable) {
        let holds = eval(algebra, formulas, exception.when);
        algebra.or(&mut value, &holds);
    }
    value
}

/// Whether a mechanism can be used: its own condition, and, of at least one joint, that it is there and the
/// reservations of its two ends. `present` says whether both ends of a joint are on the sides of the conflict.
pub fn usable<A: Algebra>(
    algebra: &mut A,
    formulas: &Formulas,
    route: &Route,
    joints: &[Joint],
    mut present: impl FnMut(&mut A, &Joint) -> A::Value,
) -> A::Value {
    let mut open = algebra.constant(false);
    for joint in joints {
        let mut both = present(algebra, joint);
        for end in [joint.near, joint.far] {
            let reservation = eval(algebra, formulas, end.when);
            algebra.and(&mut both, &reservation);
        }
        algebra.or(&mut open, &both);
    }
    let when = eval(algebra, formulas, route.when);
    algebra.and(&mut open, &when);
    open
}

/// Two ends of a mechanism that join the two sides of a conflict: the near one on the requiring side. A mechanism of
/// one state's own law has the same end twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joint {
    /// The end on the requiring side.
    pub near: End,
    /// The end on the forbidding side.
    pub far: End,
    /// Which of the ends must be on its side.
    pub bound: Bound,
}

/// Which ends of a joint must be on their sides of the conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// Both, as for a treaty.
    Both,
    /// One state's own law, on the requiring side.
    Near,
    /// One state's own law, on the forbidding side.
    Far,
}

impl Joint {
    pub(super) fn between(near: End, far: End) -> Self {
        Self { near, far, bound: Bound::Both }
    }

    pub(crate) fn of(end: End, bound: Bound) -> Self {
        Self { near: end, far: end, bound }
    }

    /// Whether the mechanism is in force between its two ends.
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.near.in_force && self.far.in_force
    }
}
