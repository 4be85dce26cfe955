//! The graph: who belongs to whom, whose law is what, and which mechanism connects whom, on which dates.
//!
//! In: a corpus. Out: answers about memberships, links and connecting paths on a day. It holds no conditions: whether
//! a mechanism can be used for a request is not a question of the graph. A lawbook asks it once and keeps the answers.
//! Beside the graph stand the [`World`]'s shapes, which say where places lie.
//!
//! ```
//! use comity::atlas::Atlas;
//! use comity::corpus::{Load, Origin};
//!
//! let corpus = Load::strict(&Origin::Embedded).unwrap();
//! let atlas = Atlas::new(&corpus);
//! let (germany, union) = (corpus.jurisdiction("DE").unwrap(), corpus.jurisdiction("EU").unwrap());
//! let today = "2026-11-24".parse().unwrap();
//! assert!(atlas.legal_order(germany, today).contains(&union));
//! ```

mod chains;
mod world;

use std::collections::BTreeSet;

pub use chains::Chains;
pub use world::{Point, Rings, World, distance};

use petgraph::Direction;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::corpus::Corpus;
use crate::law::{Day, InstrumentId, JurisdictionId, Lift, Link, MechanismId, Period, Table, Text};

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A legal order.
    Jurisdiction(JurisdictionId),
    /// A statute, regulation or treaty text.
    Instrument(InstrumentId),
    /// A way out.
    Mechanism(MechanismId),
}

/// What an edge says. Each has the days on which it holds and the citation that it rests on: of a membership the treaty
/// of accession, else that of the instrument or mechanism.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What it says.
    pub kind: EdgeKind,
    /// When; `None` is "not yet".
    pub in_force: Option<Period>,
    /// By which treaty, decision or statute.
    pub citation: Text,
    /// Its address, if there is one.
    pub url: Option<String>,
}

impl Edge {
    /// Whether it holds on the day.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.in_force.is_some_and(|period| period.contains(day))
    }
}

/// The kinds of edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// The jurisdiction belongs to the other one, whose law applies in it.
    MemberOf,
    /// The jurisdiction is in the organisation.
    Joined,
    /// The jurisdiction made the instrument.
    Enacts,
    /// The jurisdiction is bound by the mechanism, or it is part of its law.
    BoundBy,
    /// The mechanism lets data go to the jurisdiction.
    LeadsTo,
}

/// The graph of a corpus over all time.
#[derive(Debug, Clone)]
pub struct Atlas {
    graph: DiGraph<Node, Edge>,
    jurisdictions: Table<JurisdictionId, NodeIndex>,
    mechanisms: Table<MechanismId, NodeIndex>,
    kinds: Table<MechanismId, crate::law::KindId>,
}

impl Atlas {
    /// Builds the graph of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut graph = DiGraph::new();
        let jurisdictions: Table<_, _> =
            corpus.jurisdictions.ids().map(|id| graph.add_node(Node::Jurisdiction(id))).collect();
        let mechanisms: Table<_, _> = corpus.mechanisms.ids().map(|id| graph.add_node(Node::Mechanism(id))).collect();
        for (id, instrument) in corpus.instruments.iter() {
            let node = graph.add_node(Node::Instrument(id));
            let edge = Edge {
                kind: EdgeKind::Enacts,
                in_force: Some(instrument.in_force),
                citation: instrument.citation.clone(),
                url: Some(instrument.url.clone()),
            };
            graph.add_edge(jurisdictions[instrument.owner], node, edge);
        }
        for (id, jurisdiction) in corpus.jurisdictions.iter() {
            let belongs = jurisdiction.member_of.iter().map(|membership| (EdgeKind::MemberOf, membership));
            let joined = jurisdiction.joined.iter().map(|membership| (EdgeKind::Joined, membership));
            for (kind, membership) in belongs.chain(joined) {
                let edge = Edge {
                    kind,
                    in_force: Some(membership.in_force),
                    citation: membership.citation.clone(),
                    url: membership.url.clone(),
                };
                graph.add_edge(jurisdictions[id], jurisdictions[membership.to], edge);
            }
        }
        for (id, mechanism) in corpus.mechanisms.iter() {
            let edge = |kind, in_force| {
                let (citation, url) = (mechanism.citation.clone(), Some(mechanism.url.clone()));
                Edge { kind, in_force, citation, url }
            };
            let node = mechanisms[id];
            match &mechanism.link {
                Link::Parties(parties) => {
                    for party in parties {
                        graph.add_edge(
                            jurisdictions[party.jurisdiction],
                            node,
                            edge(EdgeKind::BoundBy, party.in_force),
                        );
                    }
                }
                Link::OneWay { from, to, in_force } => {
                    graph.add_edge(jurisdictions[*from], node, edge(EdgeKind::BoundBy, *in_force));
                    graph.add_edge(node, jurisdictions[*to], edge(EdgeKind::LeadsTo, *in_force));
                }
                Link::Of { of, in_force } => {
                    graph.add_edge(jurisdictions[*of], node, edge(EdgeKind::BoundBy, *in_force));
                }
            }
        }
        let kinds = corpus.mechanisms.iter().map(|(_, mechanism)| mechanism.kind).collect();
        Self { graph, jurisdictions, mechanisms, kinds }
    }

    /// To what a jurisdiction belongs or belonged, by date.
    #[must_use]
    pub fn memberships(&self, of: JurisdictionId) -> Vec<(JurisdictionId, &Edge)> {
        self.along(of, EdgeKind::MemberOf)
    }

    /// The organisations that a jurisdiction is or was in, by date.
    #[must_use]
    pub fn joined(&self, of: JurisdictionId) -> Vec<(JurisdictionId, &Edge)> {
        self.along(of, EdgeKind::Joined)
    }

    fn along(&self, of: JurisdictionId, kind: EdgeKind) -> Vec<(JurisdictionId, &Edge)> {
        let edges = self.graph.edges(self.jurisdictions[of]).filter(|edge| edge.weight().kind == kind);
        let ends = edges.filter_map(|edge| Some((self.jurisdiction_at(edge.target())?, edge.weight())));
        let mut found: Vec<(JurisdictionId, &Edge)> = ends.collect();
        found.sort_by_key(|(union, edge)| (edge.in_force, *union));
        found
    }

    /// A jurisdiction and everything that it belongs to on the day, nearest first.
    #[must_use]
    pub fn legal_order(&self, of: JurisdictionId, day: Day) -> Vec<JurisdictionId> {
        let mut order = vec![of];
        let mut at = 0;
        while let Some(id) = order.get(at).copied() {
            at += 1;
            for edge in self.graph.edges(self.jurisdictions[id]) {
                if let (EdgeKind::MemberOf, true) = (edge.weight().kind, edge.weight().holds(day))
                    && let Some(Node::Jurisdiction(union)) = self.graph.node_weight(edge.target())
                    && !order.contains(union)
                {
                    order.push(*union);
                }
            }
        }
        order
    }

    /// The jurisdictions that a mechanism of this name in force on the day links to this one: the other parties of a
    /// treaty, or the destinations of a one-way decision.
    #[must_use]
    pub fn linked_to(&self, hub: JurisdictionId, by: Lift, day: Day) -> BTreeSet<JurisdictionId> {
        let mut linked = BTreeSet::new();
        for edge in self.graph.edges(self.jurisdictions[hub]) {
            let Some(Node::Mechanism(id)) = self.graph.node_weight(edge.target()) else { continue };
            let meant = match by {
                Lift::Kind(kind) => self.kinds[*id] == kind,
                Lift::Mechanism(mechanism) => mechanism == *id,
            };
            if meant && edge.weight().holds(day) {
                linked.extend(self.ends(*id, day).into_iter().filter(|end| *end != hub));
            }
        }
        linked
    }

    /// The mechanisms that have this jurisdiction as an end, at whatever date, in order. What lies between two sides is
    /// what they have at their ends.
    #[must_use]
    pub fn mechanisms_at(&self, jurisdiction: JurisdictionId) -> Vec<MechanismId> {
        let node = self.jurisdictions[jurisdiction];
        let mut found: Vec<MechanismId> = [Direction::Outgoing, Direction::Incoming]
            .into_iter()
            .flat_map(|direction| self.graph.neighbors_directed(node, direction))
            .filter_map(|node| match self.graph.node_weight(node) {
                Some(Node::Mechanism(id)) => Some(*id),
                Some(Node::Jurisdiction(_) | Node::Instrument(_)) | None => None,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The jurisdictions that a mechanism touches on the day; one-way decisions have their destination last.
    #[must_use]
    pub fn ends(&self, mechanism: MechanismId, day: Day) -> Vec<JurisdictionId> {
        let node = self.mechanisms[mechanism];
        let ends = |direction| {
            let edges = self.graph.edges_directed(node, direction).filter(|edge| edge.weight().holds(day));
            let nodes = edges.map(|edge| if direction == Direction::Incoming { edge.source() } else { edge.target() });
            let mut ends: Vec<JurisdictionId> = nodes.filter_map(|node| self.jurisdiction_at(node)).collect();
            ends.sort_unstable();
            ends.dedup();
            ends
        };
        let mut all = ends(Direction::Incoming);
        all.extend(ends(Direction::Outgoing));
        all
    }

    /// The chains of memberships on the day.
    #[must_use]
    pub fn chains(&self, day: Day) -> Chains {
        Chains::new(self.jurisdictions.ids().map(|id| self.neighbours(id, day).into_iter().collect()).collect())
    }

    /// Groups of jurisdictions that belong to themselves by way of each other, at whatever date; sorted.
    #[must_use]
    pub fn membership_cycles(&self) -> Vec<Vec<JurisdictionId>> {
        let members =
            self.graph.filter_map(|_, node| Some(*node), |_, edge| (edge.kind == EdgeKind::MemberOf).then_some(()));
        let mut cycles: Vec<Vec<JurisdictionId>> = tarjan_scc(&members)
            .into_iter()
            .filter(|group| group.len() > 1 || group.iter().any(|node| members.contains_edge(*node, *node)))
            .map(|group| group.into_iter().filter_map(|node| self.jurisdiction_at(node)).collect())
            .collect();
        cycles.iter_mut().for_each(|cycle| cycle.sort_unstable());
        cycles.sort();
        cycles
    }

    fn neighbours(&self, of: JurisdictionId, day: Day) -> BTreeSet<JurisdictionId> {
        let node = self.jurisdictions[of];
        let mut found = BTreeSet::new();
        for direction in [Direction::Outgoing, Direction::Incoming] {
            for edge in self.graph.edges_directed(node, direction) {
                if edge.weight().kind == EdgeKind::MemberOf && edge.weight().holds(day) {
                    let other = if direction == Direction::Outgoing { edge.target() } else { edge.source() };
                    found.extend(self.jurisdiction_at(other));
                }
            }
        }
        found
    }

    fn jurisdiction_at(&self, node: NodeIndex) -> Option<JurisdictionId> {
        match self.graph.node_weight(node) {
            Some(Node::Jurisdiction(id)) => Some(*id),
            Some(Node::Instrument(_) | Node::Mechanism(_)) | None => None,
        }
    }
}
