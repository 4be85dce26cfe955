//! What to ask about next: the unknown fact whose answer decides most.
//!
//! Every answer to each open fact that can still matter is tried, one of each class of answers that nothing tells apart:
//! the values of a fact that has one; of a set none, and each one. An answer *settles* the request if verdict and worst
//! case are the same then. The question whose answers move the verdict farthest, on average, comes first; of equals the
//! one that moves the worst case farthest, then the one that the largest share of its answers settles, then the one that
//! leaves the least distance between verdict and worst case, then the one that decides most of the possible conflicts,
//! ruling them out or making them sure, then the one in the vocabulary's order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::law::{FactId, FactType, Id};
use crate::lawbook::{Lawbook, NormId, code};
use crate::logic::{BLOCK, Block, Code, CodeSet, Known, Lit, Truth};
use crate::solve::{Certainty, Solution, Verdict, solve};
use crate::survey::bulk::{Finding, Fixed, Matters, PairId, Plan, Worker};

/// In how many parts a share is counted.
const SHARES: usize = 1_000_000;

/// A question worth asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The open fact.
    pub fact: FactId,
    /// Where each kind of answer leads.
    pub leads: Vec<Lead>,
}

/// Where answers lead that nothing tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The values; no value is the empty set.
    pub values: Vec<Code>,
    /// The verdict.
    pub verdict: Verdict,
    /// The worst case.
    pub worst_case: Verdict,
    /// Whether it changes anything at all beside leaving fewer facts open.
    pub moves: bool,
    /// How many possible conflicts it rules out or makes sure.
    pub decides: usize,
}

impl Question {
    /// How many kinds of answers settle the request.
    #[must_use]
    pub fn settling(&self) -> usize {
        self.leads.iter().filter(|lead| lead.verdict == lead.worst_case).count()
    }

    /// How many kinds of answers lead to another verdict than this one.
    #[must_use]
    pub fn moving(&self, verdict: Verdict) -> usize {
        self.leads.iter().filter(|lead| lead.verdict != verdict).count()
    }

    /// By how much, on all answers together, the verdict moves, and the worst case.
    fn movement(&self, now: &Solution) -> [usize; 2] {
        let far = |from: Verdict, to: Verdict| from.place().abs_diff(to.place());
        let verdict = self.leads.iter().map(|lead| far(now.verdict, lead.verdict)).sum();
        let worst_case = self.leads.iter().map(|lead| far(now.worst_case, lead.worst_case)).sum();
        [verdict, worst_case].map(|moved| self.share(moved))
    }

    /// How many possible conflicts an answer rules out or makes sure, on average.
    #[must_use]
    pub fn deciding(&self) -> usize {
        self.decided() / self.leads.len().max(1)
    }

    /// The same on all answers together.
    fn decided(&self) -> usize {
        self.leads.iter().map(|lead| lead.decides).sum()
    }

    /// What the best question has least of.
    fn rank(&self, now: &Solution) -> (Reverse<[usize; 2]>, Reverse<usize>, usize, Reverse<usize>, FactId) {
        let settling = Reverse(self.share(self.settling()));
        let decided = Reverse(self.share(self.decided()));
        (Reverse(self.movement(now)), settling, self.share(self.distance()), decided, self.fact)
    }

    /// How far apart verdict and worst case are on all answers together.
    fn distance(&self) -> usize {
        self.leads.iter().map(|lead| lead.worst_case.place().saturating_sub(lead.verdict.place())).sum()
    }

    /// The share of a count, finely enough to compare.
    fn share(&self, count: usize) -> usize {
        count * SHARES / self.leads.len().max(1)
    }
}

/// The questions worth asking of a request, the best first: open facts of which an answer moves something. Where none
/// does so alone, all that can still matter.
#[must_use]
pub fn questions(plan: &Plan<'_, '_>, facts: &[Known], now: &Solution) -> Vec<Question> {
    let is_open = |fact: &FactId| matches!(facts.get(fact.index()), Some(Known::Unknown) | None);
    let open: Vec<FactId> = plan.book.corpus.vocabulary.facts.ids().filter(is_open).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let live = live(plan, facts);
    let mut asker = Asker { plan, facts, worker: Worker::new(plan) };
    let before = asker.answers(&[facts.to_vec()]);
    let mut questions: Vec<Question> =
        open.into_iter().filter_map(|fact| asker.question(fact, &live, &before)).collect();
    let moves = |question: &Question| question.leads.iter().any(|lead| lead.moves);
    if questions.iter().any(moves) {
        questions.retain(moves);
    }
    if is_settled(now) && questions.iter().all(|question| question.movement(now) == [0, 0]) {
        return Vec::new();
    }
    questions.sort_by_key(|question| question.rank(now));
    questions
}

/// Whether verdict and worst case are the same, and either there is a conflict or every place is given: *unknown* wants to
/// know the places that are missing.
fn is_settled(now: &Solution) -> bool {
    now.verdict == now.worst_case && (now.open_places.is_empty() || matches!(now.verdict, Verdict::Conflict(_)))
}

/// An open fact that could be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// The fact.
    pub fact: FactId,
    /// By how many places among the verdicts an answer can move the verdict at most.
    pub reach: usize,
    /// How many conflicts hang on it.
    pub conflicts: usize,
}

/// Of some open facts the one whose answer moves the verdict most, found with the plain solver alone, so that it can be
/// asked without a plan of all law: of places only those are tried that are involved already. Where no answer moves
/// anything, the one on which most conflicts hang; nothing, if the answer stands whatever they turn out to be.
#[must_use]
pub fn telling(book: &Lawbook<'_>, facts: &[Known], now: &Solution, mut open: Vec<Open>) -> Option<FactId> {
    open.sort_by_key(|open| (Reverse((open.reach, open.conflicts)), open.fact));
    let mut best: Option<Question> = None;
    for open in open.iter().filter(|open| open.reach > 0) {
        let known = best.as_ref().map_or(0, |best| best.movement(now)[0]);
        // No later one can move it as far.
        if known > 0 && open.reach.saturating_mul(SHARES) < known {
            break;
        }
        let question = asked(book, facts, now, open.fact);
        let better = best.as_ref().is_none_or(|best| question.rank(now) < best.rank(now));
        if question.movement(now) != [0, 0] && better {
            best = Some(question);
        }
    }
    let most = || open.iter().max_by_key(|open| (open.conflicts, Reverse(open.fact))).filter(|_| !is_settled(now));
    best.map(|best| best.fact).or_else(|| most().map(|open| open.fact))
}

/// The question that asks for a fact, with the answers that [`telling`] tries.
#[must_use]
pub fn asked(book: &Lawbook<'_>, facts: &[Known], now: &Solution, fact: FactId) -> Question {
    Question { fact, leads: tried(book, facts, now, fact) }
}

/// Where some answers to a fact lead.
fn tried(book: &Lawbook<'_>, facts: &[Known], now: &Solution, fact: FactId) -> Vec<Lead> {
    let Some(domain) = book.domains.get(fact.index()) else { return Vec::new() };
    let answers: Vec<Code> = match &book.corpus.vocabulary.facts[fact].ty {
        FactType::Jurisdiction | FactType::Jurisdictions => now.involved.iter().map(|place| code(*place)).collect(),
        FactType::Choice(_) | FactType::Flag => (0..).take(domain.size).map(Code).collect(),
        FactType::Mechanisms => Vec::new(),
    };
    let lead = |value: Code| {
        let many = || Known::Many(CodeSet::of(domain.size, [value]));
        let mut facts = facts.to_vec();
        if let Some(slot) = facts.get_mut(fact.index()) {
            *slot = if domain.many { many() } else { Known::One(value) };
        }
        let after = solve(book, &facts);
        let moves = (after.verdict, after.worst_case) != (now.verdict, now.worst_case);
        let decides = decided(&told(now), &told(&after));
        Lead { values: vec![value], verdict: after.verdict, worst_case: after.worst_case, moves, decides }
    };
    answers.into_iter().map(lead).collect()
}

/// What collides, and whether that is merely possible.
fn told(of: &Solution) -> BTreeMap<(NormId, NormId), bool> {
    let all = of.conflicts.iter().chain(&of.resolved);
    all.map(|one| ((one.required, one.forbidden), one.certainty == Certainty::Possible)).collect()
}

/// The same of an answer by the plan.
fn found((_, _, findings): &Answer) -> BTreeMap<PairId, bool> {
    findings.iter().map(|finding| (finding.pair, finding.certainty == Certainty::Possible)).collect()
}

/// How many of the conflicts that are merely possible before are so no more.
fn decided<K: Ord>(before: &BTreeMap<K, bool>, after: &BTreeMap<K, bool>) -> usize {
    let open = before.iter().filter(|(_, possible)| **possible);
    open.filter(|(pair, _)| after.get(pair) != Some(&true)).count()
}

/// The literals that can still matter, by number.
fn live(plan: &Plan<'_, '_>, facts: &[Known]) -> Vec<bool> {
    let settled = plan.formulas().literals().iter().map(|literal| {
        let truth = literal.truth(facts);
        (truth != Truth::Unknown).then_some(truth)
    });
    let unknown = facts.iter().map(|known| (*known != Known::Unknown).then_some(false)).collect();
    let mut matters = Matters::new(plan);
    matters.look_once(&Fixed { literals: settled.collect(), unknown });
    let literals = u32::try_from(plan.literals()).unwrap_or(u32::MAX);
    (0..literals).map(|lit| matters.is_live(Lit(lit))).collect()
}

/// Asks.
struct Asker<'a, 'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    facts: &'a [Known],
    worker: Worker<'p, 'b, 'c>,
}

type Answer = (Verdict, Verdict, Vec<Finding>);

impl Asker<'_, '_, '_, '_> {
    /// Where the answers to one fact lead; nothing if no answer matters.
    fn question(&mut self, fact: FactId, live: &[bool], before: &[Answer]) -> Option<Question> {
        let plan = self.plan;
        let is_place = plan.book.place_facts().contains(&fact);
        let literals = plan.literals_of(fact).filter(|(lit, _)| live.get(lit.0 as usize).copied().unwrap_or(true));
        let literals: Vec<_> = literals.map(|(_, literal)| literal).collect();
        if literals.is_empty() && !is_place {
            return None;
        }
        let mut classes: BTreeMap<Vec<bool>, Vec<Code>> = BTreeMap::new();
        for code in self.nameable(fact) {
            let signature = literals.iter().map(|literal| literal.set.contains(code)).collect();
            classes.entry(signature).or_default().push(code);
        }
        let mut kinds: Vec<Vec<Code>> = classes.into_values().collect();
        kinds.sort();
        let domain = plan.book.domains.get(fact.index())?;
        if domain.many {
            kinds.insert(0, Vec::new());
        }
        let known = |kind: &Vec<Code>| match kind.first() {
            Some(code) if !domain.many => Known::One(*code),
            first => Known::Many(CodeSet::of(domain.size, first.copied())),
        };
        let requests: Vec<Vec<Known>> = kinds.iter().map(|kind| self.with(fact, known(kind))).collect();
        let answers = self.answers(&requests);
        let leads = kinds.into_iter().zip(answers).map(|(values, answer)| Lead {
            values,
            verdict: answer.0,
            worst_case: answer.1,
            moves: before.first() != Some(&answer),
            decides: before.first().map_or(0, |before| decided(&found(before), &found(&answer))),
        });
        Some(Question { fact, leads: leads.collect() })
    }

    fn with(&self, fact: FactId, known: Known) -> Vec<Known> {
        let mut facts = self.facts.to_vec();
        if let Some(slot) = facts.get_mut(fact.index()) {
            *slot = known;
        }
        facts
    }

    /// The values that a request can name.
    fn nameable(&self, fact: FactId) -> impl Iterator<Item = Code> + use<> {
        let size = self.plan.book.corpus.nameable(fact);
        (0..u16::try_from(size).unwrap_or(u16::MAX)).map(Code)
    }

    fn answers(&mut self, requests: &[Vec<Known>]) -> Vec<Answer> {
        let mut all = Vec::with_capacity(requests.len());
        for requests in requests.chunks(BLOCK) {
            let mut block = Block::new(&self.plan.book.domains);
            for facts in requests {
                block.push(facts);
            }
            let answers = self.worker.solve(&block);
            all.extend(
                (0..requests.len()).filter_map(|at| {
                    Some((answers.verdict(at)?, answers.worst_case(at)?, answers.findings(at).to_vec()))
                }),
            );
        }
        all
    }
}
