//! Regions of one evaluator in another.

use super::{Class, FactId, Level, Region, Regions, meeting, within};

impl Regions {
    /// Makes regions of another evaluator, over the same facts in the same order, the same of this one, which tells apart
    /// every two values that the other tells apart.
    pub fn bring<'r>(&mut self, from: &Self, regions: impl IntoIterator<Item = &'r mut Region>) {
        let mut bringing = Bringing::new(self, from);
        regions.into_iter().for_each(|region| *region = bringing.brought(*region));
    }

    /// What is left, by class of the fact in another evaluator; `there`: by class here the class there.
    fn by_class(&mut self, fact: FactId, there: &[Class], children: &[Region]) -> Region {
        let Some(first) = self.layout.first(fact) else { return Region::NEVER };
        self.diagram.choose(first, |branch| {
            let class = there.get(usize::from(branch));
            class.and_then(|class| children.get(usize::from(*class))).copied().unwrap_or(Region::NEVER)
        })
    }

    /// The requests that are left where a set of values has none of these classes, and where it has one.
    fn by_meeting(&mut self, fact: FactId, classes: &[Class], [no, yes]: [Region; 2]) -> Region {
        let Some(first) = self.layout.first(fact) else { return Region::NEVER };
        let last = classes.last().map(|class| first + class);
        let below = |child| self.diagram.root(child).is_none_or(|(level, _)| Some(level) > last);
        if below(no) && below(yes) {
            return meeting(&mut self.diagram, first, classes, [no, yes]);
        }
        // Another class of the fact, told apart further here, lies between.
        let met = within(&self.layout, &mut self.diagram, fact, classes);
        let (yes, no) = (self.both(met, yes), self.without(no, met));
        self.either(yes, no)
    }
}

/// One evaluator beside the other from which regions are brought.
struct Bringing<'r> {
    to: &'r mut Regions,
    from: &'r Regions,
    /// By number of a node there: the region here, once known.
    known: Vec<Option<Region>>,
    /// By fact, once asked: how its classes go together.
    classes: Vec<Option<Matched>>,
    /// What is left for each branch of the nodes that are being brought.
    stack: Vec<Region>,
}

/// The classes of a fact in both evaluators.
struct Matched {
    /// By class here: the class there in which its values lie.
    there: Vec<Class>,
    /// By class there: the classes here of which it is made up, in order.
    here: Vec<Vec<Class>>,
}

impl<'r> Bringing<'r> {
    fn new(to: &'r mut Regions, from: &'r Regions) -> Self {
        let classes = from.layout.domains.iter().map(|_| None).collect();
        Self { to, from, known: Vec::new(), classes, stack: Vec::new() }
    }

    fn brought(&mut self, region: Region) -> Region {
        let from = self.from;
        let Some((level, children)) = from.diagram.root(region) else { return region };
        if let Some(Some(known)) = self.known.get(region.index()) {
            return *known;
        }
        let start = self.stack.len();
        for child in children {
            let child = self.brought(*child);
            self.stack.push(child);
        }
        let children = self.stack.get(start..).unwrap_or_default();
        let brought = match (from.layout.level(level), children) {
            (Some(Level { fact, class: Some(class) }), [no, yes]) => {
                let (no, yes) = (*no, *yes);
                let matched = match_up(&mut self.classes, self.to, from, fact);
                let meeting = matched.and_then(|matched| matched.here.get(usize::from(class)));
                self.to.by_meeting(fact, meeting.map(Vec::as_slice).unwrap_or_default(), [no, yes])
            }
            (Some(Level { fact, .. }), children) => {
                let matched = match_up(&mut self.classes, self.to, from, fact);
                self.to.by_class(fact, matched.map(|matched| matched.there.as_slice()).unwrap_or_default(), children)
            }
            (None, _) => Region::NEVER,
        };
        self.stack.truncate(start);
        if self.known.len() <= region.index() {
            self.known.resize(region.index() + 1, None);
        }
        if let Some(slot) = self.known.get_mut(region.index()) {
            *slot = Some(brought);
        }
        brought
    }
}

/// How the classes of a fact go together.
fn match_up<'m>(known: &'m mut [Option<Matched>], to: &Regions, from: &Regions, fact: FactId) -> Option<&'m Matched> {
    let slot = known.get_mut(usize::from(fact.0))?;
    Some(slot.get_or_insert_with(|| {
        let [here, there] = [to, from].map(|regions| &regions.layout.classes);
        let mut matched = Matched { there: vec![0; here.count(fact)], here: vec![Vec::new(); there.count(fact)] };
        for (own, other) in here.class_of(fact).iter().zip(there.class_of(fact)) {
            if let Some(slot) = matched.there.get_mut(usize::from(*own)) {
                *slot = *other;
            }
            if let Some(within) = matched.here.get_mut(usize::from(*other)) {
                within.push(*own);
            }
        }
        for within in &mut matched.here {
            within.sort_unstable();
            within.dedup();
        }
        matched
    }))
}
