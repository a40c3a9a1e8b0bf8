//! The fewest fact changes that lead to another answer.

use rustc_hash::FxHashMap;

use crate::diagram::{Builder, Diagram, Ref, Terminal, TooLarge};
use crate::domain::Fact;
use crate::sort::SortOnce;
use crate::spec::Outcome;
use crate::table::Table;

/// Most nodes that are looked at for each answer when facts are unknown.
const MOST_WAYS: usize = 1 << 16;

/// One smallest set of changes that leads to `answer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterfactual {
    /// The answer it leads to, whatever the facts that are still unknown turn out to be.
    pub answer: Terminal,
    /// What must change, in schema order.
    pub changes: Vec<Change>,
}

/// One changed (or newly settled) fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Schema index of the column.
    pub column: usize,
    /// The fact as it is.
    pub from: Fact,
    /// The fact as it would have to be; on an axis, the nearest point that would do.
    pub to: Fact,
}

impl<O: Outcome> Table<O> {
    /// For each other answer, the smallest sets of fact changes that lead to it: at most `limit` per answer, all of the same, least size.
    /// Settling an unknown fact counts as a change. Nearest answers first. None for facts outside of their domain: they are to be put right
    /// first.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled to tell.
    pub fn counterfactuals(
        &self,
        facts: &[Fact],
        limit: usize,
    ) -> Result<Vec<Counterfactual>, TooLarge> {
        self.nearest_in(self.diagram()?, facts, limit)
    }

    /// The same for whether `outcome` of a list table is among the answers.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled to tell.
    pub fn counterfactuals_about(
        &self,
        outcome: usize,
        facts: &[Fact],
        limit: usize,
    ) -> Result<Vec<Counterfactual>, TooLarge> {
        self.nearest_in(self.listed_diagram(outcome)?, facts, limit)
    }

    fn nearest_in(
        &self,
        diagram: &Diagram,
        facts: &[Fact],
        limit: usize,
    ) -> Result<Vec<Counterfactual>, TooLarge> {
        if self.is_outside(facts) {
            return Ok(Vec::new());
        }
        let known = self.classes(facts);
        let now = diagram.reachable(&known);
        let settled = if let [only] = now.as_slice() {
            Some((*only).clone())
        } else {
            None
        };
        let mut found = Vec::new();
        for (goal, answer) in diagram.terminals.iter().enumerate() {
            if settled.as_ref() == Some(answer) {
                continue;
            }
            let sets = if known.contains(&None) {
                let ways = Ways::build(diagram, &known, goal)?;
                Nearest::new(&ways, &known, &Terminal::Listed(true)).sets(limit)
            } else {
                Nearest::new(diagram, &known, answer).sets(limit)
            };
            found.extend(sets.into_iter().map(|set| Counterfactual {
                answer: answer.clone(),
                changes: self.changes(facts, &known, set),
            }));
        }
        found.sort_once_by(|left, right| {
            left.changes
                .len()
                .cmp(&right.changes.len())
                .then_with(|| left.answer.cmp(&right.answer))
        });
        Ok(found)
    }

    fn changes(
        &self,
        facts: &[Fact],
        known: &[Option<usize>],
        set: Vec<(usize, usize)>,
    ) -> Vec<Change> {
        set.into_iter()
            .map(|(at, class)| {
                let column = &self.columns[at];
                Change {
                    column: column.schema,
                    from: Self::fact(facts, column),
                    to: column.fact_facing(class, known[at].unwrap_or(class)),
                }
            })
            .collect()
    }
}

/// Turns a table's diagram into one of the ways to a goal. A column whose fact is unknown gets one more class, "left unknown": its child is
/// where the goal is reached by all classes at once.
struct Ways<'d> {
    diagram: &'d Diagram,
    known: &'d [Option<usize>],
    goal: usize,
    /// Whether the goal is reached, over the table's own classes.
    plain: Builder,
    /// The same with "left unknown" as one more class.
    open: Builder,
    plain_memo: FxHashMap<Ref, Ref>,
    both_memo: FxHashMap<(Ref, Ref), Ref>,
    open_memo: FxHashMap<Ref, Ref>,
}

impl<'d> Ways<'d> {
    fn build(
        diagram: &'d Diagram,
        known: &'d [Option<usize>],
        goal: usize,
    ) -> Result<Diagram, TooLarge> {
        let mut ways = Ways {
            diagram,
            known,
            goal,
            plain: Builder::new(diagram.classes.clone()).at_most(MOST_WAYS),
            open: Builder::new(diagram.classes.clone()).at_most(MOST_WAYS),
            plain_memo: FxHashMap::default(),
            both_memo: FxHashMap::default(),
            open_memo: FxHashMap::default(),
        };
        let plain = ways.plain(diagram.root)?;
        let root = ways.open(plain)?;
        Ok(ways.open.finish(root))
    }

    /// The part of the table's diagram from `at` on, with the goal and everything else as the only answers.
    fn plain(&mut self, at: Ref) -> Result<Ref, TooLarge> {
        if let Some(done) = self.plain_memo.get(&at) {
            return Ok(*done);
        }
        let result = match at {
            Ref::Terminal(terminal) => self.plain.terminal(Terminal::Listed(terminal == self.goal)),
            Ref::Node(index) => {
                let node = &self.diagram.nodes[index];
                let children = node.children.iter().map(|child| self.plain(*child));
                let children = children.collect::<Result<Vec<_>, _>>()?;
                self.plain.node(node.column, children)?
            }
        };
        self.plain_memo.insert(at, result);
        Ok(result)
    }

    /// Where both reach the goal.
    fn both(&mut self, one: Ref, other: Ref) -> Result<Ref, TooLarge> {
        let (one, other) = (one.min(other), one.max(other));
        if one == other {
            return Ok(one);
        }
        // Terminals sort before nodes, and there are only two: the goal, and everything else.
        if let Ref::Terminal(_) = one {
            return Ok(if self.is_goal(one) { other } else { one });
        }
        if let Some(done) = self.both_memo.get(&(one, other)) {
            return Ok(*done);
        }
        let diagram = self.plain.diagram();
        let column = diagram.level(one).min(diagram.level(other));
        let children = (0..diagram.classes[column])
            .map(|class| {
                let diagram = self.plain.diagram();
                let pair = (
                    diagram.child(one, column, class),
                    diagram.child(other, column, class),
                );
                self.both(pair.0, pair.1)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let result = self.plain.node(column, children)?;
        self.both_memo.insert((one, other), result);
        Ok(result)
    }

    fn is_goal(&self, at: Ref) -> bool {
        matches!(at, Ref::Terminal(terminal) if self.plain.diagram().terminals[terminal] == Terminal::Listed(true))
    }

    /// `at` with "left unknown" as one more class wherever the fact is unknown.
    fn open(&mut self, at: Ref) -> Result<Ref, TooLarge> {
        if let Some(done) = self.open_memo.get(&at) {
            return Ok(*done);
        }
        let result = match at {
            Ref::Terminal(_) => {
                let goal = self.is_goal(at);
                self.open.terminal(Terminal::Listed(goal))
            }
            Ref::Node(index) => {
                let node = self.plain.diagram().nodes[index].clone();
                let mut children = Vec::with_capacity(node.children.len() + 1);
                for child in &node.children {
                    children.push(self.open(*child)?);
                }
                if self.known[node.column].is_none() {
                    let mut all = node.children[0];
                    for child in &node.children[1..] {
                        all = self.both(all, *child)?;
                    }
                    children.push(self.open(all)?);
                }
                self.open.node(node.column, children)?
            }
        };
        self.open_memo.insert(at, result);
        Ok(result)
    }
}

/// The shortest ways from the facts as they are to the goal.
struct Nearest<'d> {
    ways: &'d Diagram,
    known: &'d [Option<usize>],
    goal: &'d Terminal,
    /// Fewest changes from each node to the goal; `None` where it cannot be reached.
    costs: Vec<Option<usize>>,
}

impl<'d> Nearest<'d> {
    fn new(ways: &'d Diagram, known: &'d [Option<usize>], goal: &'d Terminal) -> Self {
        let mut nearest = Nearest {
            ways,
            known,
            goal,
            costs: Vec::with_capacity(ways.nodes.len()),
        };
        // Children are always made before their parents, so one pass is enough.
        for node in &ways.nodes {
            let cheapest = node
                .children
                .iter()
                .enumerate()
                .filter_map(|(class, child)| {
                    Some(nearest.cost(*child)? + nearest.step(node.column, class))
                })
                .min();
            nearest.costs.push(cheapest);
        }
        nearest
    }

    fn cost(&self, at: Ref) -> Option<usize> {
        match at {
            Ref::Terminal(terminal) => (self.ways.terminals[terminal] == *self.goal).then_some(0),
            Ref::Node(node) => self.costs[node],
        }
    }

    fn step(&self, column: usize, class: usize) -> usize {
        let left_unknown = class == self.ways.classes[column];
        usize::from(!left_unknown && self.known[column] != Some(class))
    }

    /// The sets of changes (column, new class) along all shortest ways, at most `limit`.
    fn sets(&self, limit: usize) -> Vec<Vec<(usize, usize)>> {
        let mut found = Vec::new();
        self.walk(self.ways.root, &mut Vec::new(), limit, &mut found);
        found
    }

    fn walk(
        &self,
        at: Ref,
        path: &mut Vec<(usize, usize)>,
        limit: usize,
        found: &mut Vec<Vec<(usize, usize)>>,
    ) {
        let Some(left) = self.cost(at) else { return };
        if found.len() >= limit {
            return;
        }
        let Ref::Node(index) = at else {
            found.push(path.clone());
            return;
        };
        let node = &self.ways.nodes[index];
        for (class, child) in node.children.iter().enumerate() {
            let step = self.step(node.column, class);
            if self.cost(*child).is_some_and(|rest| rest + step == left) {
                path.extend((step == 1).then_some((node.column, class)));
                self.walk(*child, path, limit, found);
                path.truncate(path.len() - step);
            }
        }
    }
}
