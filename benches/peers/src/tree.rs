//! What a norm means, as data that the peers can read: one more instance of the algebra, whose values are trees.

use comity::logic::{Algebra, Lit};
use serde::Serialize;

/// A formula as a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tree {
    /// Always or never.
    Constant(bool),
    /// *Fact is in set*, by the number of the literal.
    Fact(u32),
    /// It does not hold.
    Not(Box<Tree>),
    /// Every part holds.
    All(Vec<Tree>),
    /// At least one part holds.
    Any(Vec<Tree>),
}

/// The algebra of trees.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trees;

impl Algebra for Trees {
    type Value = Tree;

    fn constant(&mut self, value: bool) -> Tree {
        Tree::Constant(value)
    }

    fn fact_in(&mut self, lit: Lit) -> Tree {
        Tree::Fact(lit.0)
    }

    fn and(&mut self, acc: &mut Tree, other: &Tree) {
        join(acc, other, true);
    }

    fn or(&mut self, acc: &mut Tree, other: &Tree) {
        join(acc, other, false);
    }

    fn not(&mut self, value: &mut Tree) {
        *value = match std::mem::replace(value, Tree::Constant(false)) {
            Tree::Constant(value) => Tree::Constant(!value),
            Tree::Not(inner) => *inner,
            other => Tree::Not(Box::new(other)),
        };
    }

    fn ruled_out(&self, value: &Tree) -> bool {
        *value == Tree::Constant(false)
    }
}

/// Joins by *all* (`every`) or by *any*.
fn join(acc: &mut Tree, other: &Tree, every: bool) {
    if *acc == Tree::Constant(every) {
        *acc = other.clone();
    } else if *acc == Tree::Constant(!every) || *other == Tree::Constant(every) {
    } else if *other == Tree::Constant(!every) {
        *acc = Tree::Constant(!every);
    } else {
        let mut all = parts(std::mem::replace(acc, Tree::Constant(every)), every);
        all.extend(parts(other.clone(), every));
        *acc = if every { Tree::All(all) } else { Tree::Any(all) };
    }
}

fn parts(tree: Tree, every: bool) -> Vec<Tree> {
    match tree {
        Tree::All(parts) if every => parts,
        Tree::Any(parts) if !every => parts,
        other => vec![other],
    }
}
