//! Regions of one evaluator in another.

use hashbrown::HashMap;

use super::{Class, FactId, Level, Region, Regions, meeting, within};

impl Regions {
    /// Makes regions of another evaluator, over the same facts in the same order, the same of this one, which tells apart
    /// every two values that the other tells apart.
    pub fn bring<'r>(&mut self, from: &Self, regions: impl IntoIterator<Item = &'r mut Region>) {
        let mut known = HashMap::new();
        regions.into_iter().for_each(|region| *region = self.brought(from, *region, &mut known));
    }

    fn brought(&mut self, from: &Self, region: Region, known: &mut HashMap<Region, Region>) -> Region {
        let Some((level, children)) = from.diagram.root(region) else { return region };
        if let Some(known) = known.get(&region) {
            return *known;
        }
        let children: Vec<Region> = children.iter().map(|child| self.brought(from, *child, known)).collect();
        let brought = match (from.layout.level(level), children.as_slice()) {
            (Some(Level { fact, class: Some(class) }), [no, yes]) => {
                let meeting = self.classes_within(from, fact, class);
                self.by_meeting(fact, &meeting, [*no, *yes])
            }
            (Some(Level { fact, .. }), children) => self.by_class(from, fact, children),
            (None, _) => Region::NEVER,
        };
        known.insert(region, brought);
        brought
    }

    /// For each class of a fact of another evaluator the requests that are left.
    fn by_class(&mut self, from: &Self, fact: FactId, children: &[Region]) -> Region {
        let (layout, theirs) = (&self.layout, from.layout.classes.class_of(fact));
        let Some(first) = layout.first(fact) else { return Region::NEVER };
        self.diagram.choose(first, |branch| {
            let value = layout.members(fact, branch).next();
            let class = value.and_then(|value| theirs.get(usize::from(value.0)));
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

    /// The classes of this evaluator of which a class of another one is made up, in order.
    fn classes_within(&self, from: &Self, fact: FactId, class: Class) -> Vec<Class> {
        let own = self.layout.classes.class_of(fact);
        let mut within: Vec<Class> =
            from.layout.members(fact, class).filter_map(|value| own.get(usize::from(value.0)).copied()).collect();
        within.sort_unstable();
        within.dedup();
        within
    }
}
