//! The fewest fact changes that lead to another answer.

use crate::diagram::{Diagram, Ref, Terminal, TooLarge};
use crate::domain::Fact;
use crate::table::{Outcome, Table};

/// One smallest set of changes that leads to `answer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterfactual {
    /// The answer it leads to.
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
    /// The fact as it would have to be.
    pub to: Fact,
}

impl<O: Outcome> Table<O> {
    /// For each other answer, the smallest sets of fact changes that lead to it: at most `limit` per answer, all of the same, least size.
    /// Settling an unknown fact counts as a change. Nearest answers first.
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
        self.nearest_in(&self.listed_diagram(outcome)?, facts, limit)
    }

    fn nearest_in(
        &self,
        diagram: &Diagram,
        facts: &[Fact],
        limit: usize,
    ) -> Result<Vec<Counterfactual>, TooLarge> {
        let known = self.classes(facts);
        let now = diagram.reachable(&known);
        let settled = if let [only] = now.as_slice() {
            Some((*only).clone())
        } else {
            None
        };
        let mut found = Vec::new();
        for (goal, answer) in diagram
            .terminals
            .iter()
            .enumerate()
            .filter(|(_, answer)| settled.as_ref() != Some(*answer))
        {
            let sets = Nearest::new(diagram, &known, goal).sets(limit);
            found.extend(sets.into_iter().map(|set| Counterfactual {
                answer: answer.clone(),
                changes: self.changes(facts, set),
            }));
        }
        found.sort_by(|left, right| {
            left.changes
                .len()
                .cmp(&right.changes.len())
                .then_with(|| left.answer.cmp(&right.answer))
        });
        Ok(found)
    }

    fn changes(&self, facts: &[Fact], set: Vec<(usize, usize)>) -> Vec<Change> {
        set.into_iter()
            .map(|(at, class)| {
                let column = &self.columns[at];
                Change {
                    column: column.schema,
                    from: Self::fact(facts, column),
                    to: column.fact(class),
                }
            })
            .collect()
    }
}

/// The shortest ways from the facts as they are to one terminal.
struct Nearest<'d> {
    diagram: &'d Diagram,
    known: &'d [Option<usize>],
    goal: usize,
    /// Fewest changes from each node to the goal; `None` where it cannot be reached.
    costs: Vec<Option<usize>>,
}

impl<'d> Nearest<'d> {
    fn new(diagram: &'d Diagram, known: &'d [Option<usize>], goal: usize) -> Self {
        let mut nearest = Nearest {
            diagram,
            known,
            goal,
            costs: Vec::with_capacity(diagram.nodes.len()),
        };
        // Children are always made before their parents, so one pass is enough.
        for node in &diagram.nodes {
            let ways = node
                .children
                .iter()
                .enumerate()
                .filter_map(|(class, child)| {
                    Some(nearest.cost(*child)? + nearest.step(node.column, class))
                });
            let least = ways.min();
            nearest.costs.push(least);
        }
        nearest
    }

    fn cost(&self, at: Ref) -> Option<usize> {
        match at {
            Ref::Terminal(terminal) => (terminal == self.goal).then_some(0),
            Ref::Node(node) => self.costs[node],
        }
    }

    fn step(&self, column: usize, class: usize) -> usize {
        usize::from(self.known[column] != Some(class))
    }

    /// The sets of changes (column, new class) along all shortest ways, at most `limit`.
    fn sets(&self, limit: usize) -> Vec<Vec<(usize, usize)>> {
        let mut found = Vec::new();
        self.walk(self.diagram.root, &mut Vec::new(), limit, &mut found);
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
            if !found.contains(path) {
                found.push(path.clone());
            }
            return;
        };
        let node = &self.diagram.nodes[index];
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
