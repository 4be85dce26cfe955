//! What a condition means, written once and generic over a small Boolean algebra.
//!
//! In: *formulas* (groups of "fact is in set") and an [`Algebra`]. Out: whatever that algebra computes.
//! [`Kleene`] gives the plain three-valued answer, [`Reasons`] the facts that it rests on, [`Cubes`] whether a formula
//! can hold at all, [`Hinges`] what is still open once some facts are fixed, [`Poles`] which change could turn it,
//! [`Regions`] for which requests at all it holds, [`Lanes`] the answers for thousands of requests at once. Another
//! evaluator is one more instance of the trait, never a second copy of the rules. The room knows no law: a fact is a
//! number, a value is a number.
//!
//! ```
//! use comity::logic::{Code, CodeSet, FactId, Formulas, Kleene, Known, Truth, eval};
//!
//! let mut formulas = Formulas::default();
//! let is_two = formulas.literal(FactId(0), CodeSet::of(4, [Code(2)]));
//! let not_two = formulas.negation(is_two);
//! let both = formulas.all([is_two, not_two]);
//! let facts = [Known::One(Code(2))];
//! assert_eq!(eval(&mut Kleene::new(&formulas, &facts), &formulas, both), Truth::False);
//! assert_eq!(eval(&mut Kleene::new(&formulas, &[Known::Unknown]), &formulas, is_two), Truth::Unknown);
//! ```

mod algebra;
mod block;
mod classes;
mod codes;
mod columns;
mod cubes;
mod formula;
mod hinges;
mod lanes;
mod parts;
mod poles;
mod reasons;
mod region;
mod symbols;
mod truth;

pub use algebra::{Algebra, Lit, eval};
pub use block::{BLOCK, Block, Column, Row, UNKNOWN};
pub use classes::{Class, Classes};
pub use codes::{Code, CodeSet, FactId, Known};
pub use columns::{Columns, NOWHERE, Plane, WORDS, request, spot};
pub use cubes::{Cubes, Domain, Sums, can_both_hold};
pub use formula::{Formula, Formulas, Literal};
pub use hinges::{Hinge, Hinges};
pub use lanes::{Lane, Lanes};
pub use parts::{Part, Parts};
pub use poles::{Pole, Poles};
pub use reasons::{Reason, Reasons};
pub use region::{Basis, Layout, Region, Regions, Weight};
pub use symbols::Symbols;
pub use truth::{Kleene, Truth};
