//! A table as a reduced decision diagram: exact answers about all combinations of facts at once.
//!
//! Every path from the root to a terminal is a box of facts with one answer; equal subdiagrams are stored once and columns that make no
//! difference are skipped. So "which answers are still possible", "which facts still matter", "how many combinations", "the fewest changes"
//! are walks over a small graph instead of a walk over the whole fact space.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::bits::Bits;
use crate::domain::Fact;
use crate::table::{Outcome, Policy, Table};

/// Most nodes a diagram may have.
const MOST_NODES: usize = 1 << 20;

/// An answer at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Terminal {
    /// No row matches.
    NoRule,
    /// One outcome, an index into [`Table::outcomes`].
    Outcome(usize),
    /// Matching rows contradict each other.
    Conflict,
    /// A sum, smallest, largest or count.
    Number(i64),
    /// Whether one outcome of a list table is among the answers.
    Listed(bool),
    /// The row that decides.
    Row(usize),
}

/// The diagram would have too many nodes; nothing is claimed about the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the table is too entangled to be proved: its diagram has more than {MOST_NODES} nodes; split the table"
)]
pub struct TooLarge;

/// A reduced ordered decision diagram over the columns of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// Number of classes per column.
    pub(crate) classes: Vec<usize>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) terminals: Vec<Terminal>,
    pub(crate) root: Ref,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Node {
    pub column: usize,
    /// One for each class of the column.
    pub children: Vec<Ref>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Ref {
    Terminal(usize),
    Node(usize),
}

/// Makes nodes, each only once.
pub(crate) struct Builder {
    diagram: Diagram,
    known_nodes: HashMap<Node, Ref>,
    known_terminals: HashMap<Terminal, Ref>,
}

impl Builder {
    pub fn new(classes: Vec<usize>) -> Self {
        let diagram = Diagram {
            classes,
            nodes: Vec::new(),
            terminals: Vec::new(),
            root: Ref::Terminal(0),
        };
        Builder {
            diagram,
            known_nodes: HashMap::new(),
            known_terminals: HashMap::new(),
        }
    }

    pub fn terminal(&mut self, terminal: Terminal) -> Ref {
        let terminals = &mut self.diagram.terminals;
        *self
            .known_terminals
            .entry(terminal)
            .or_insert_with_key(|terminal| {
                terminals.push(terminal.clone());
                Ref::Terminal(terminals.len() - 1)
            })
    }

    /// The node with these children, or their common value if the column makes no difference.
    pub fn node(&mut self, column: usize, children: Vec<Ref>) -> Result<Ref, TooLarge> {
        if let Some(first) = children
            .first()
            .filter(|first| children.iter().all(|child| child == *first))
        {
            return Ok(*first);
        }
        let nodes = &mut self.diagram.nodes;
        if nodes.len() >= MOST_NODES {
            return Err(TooLarge);
        }
        Ok(*self
            .known_nodes
            .entry(Node { column, children })
            .or_insert_with_key(|node| {
                nodes.push(node.clone());
                Ref::Node(nodes.len() - 1)
            }))
    }

    pub fn finish(mut self, root: Ref) -> Diagram {
        self.diagram.root = root;
        self.diagram
    }
}

impl Diagram {
    /// Number of nodes.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// The answers that remain possible when `known` columns are fixed to a class, without repetition, in order.
    pub(crate) fn reachable(&self, known: &[Option<usize>]) -> Vec<&Terminal> {
        let mut seen = vec![false; self.nodes.len()];
        let mut found = vec![false; self.terminals.len()];
        let mut stack = vec![self.root];
        while let Some(at) = stack.pop() {
            match at {
                Ref::Terminal(index) => found[index] = true,
                Ref::Node(index) if seen[index] => {}
                Ref::Node(index) => {
                    seen[index] = true;
                    let node = &self.nodes[index];
                    match known.get(node.column).copied().flatten() {
                        Some(class) => stack.extend(node.children.get(class)),
                        None => stack.extend(&node.children),
                    }
                }
            }
        }
        let mut terminals: Vec<&Terminal> = self
            .terminals
            .iter()
            .zip(found)
            .filter(|(_, found)| *found)
            .map(|(terminal, _)| terminal)
            .collect();
        terminals.sort();
        terminals
    }

    /// The diagram with `known` columns fixed, reduced again: it names exactly the columns that still make a difference.
    pub(crate) fn restrict(&self, known: &[Option<usize>]) -> Result<Diagram, TooLarge> {
        let mut builder = Builder::new(self.classes.clone());
        let mut memo = BTreeMap::new();
        let root = self.restricted(self.root, known, &mut builder, &mut memo)?;
        Ok(builder.finish(root))
    }

    fn restricted(
        &self,
        at: Ref,
        known: &[Option<usize>],
        builder: &mut Builder,
        memo: &mut BTreeMap<Ref, Ref>,
    ) -> Result<Ref, TooLarge> {
        if let Some(done) = memo.get(&at) {
            return Ok(*done);
        }
        let result = match at {
            Ref::Terminal(index) => builder.terminal(self.terminals[index].clone()),
            Ref::Node(index) => {
                let node = &self.nodes[index];
                if let Some(class) = known.get(node.column).copied().flatten() {
                    self.restricted(node.children[class], known, builder, memo)?
                } else {
                    let children = node
                        .children
                        .iter()
                        .map(|child| self.restricted(*child, known, builder, memo))
                        .collect::<Result<Vec<_>, _>>()?;
                    builder.node(node.column, children)?
                }
            }
        };
        memo.insert(at, result);
        Ok(result)
    }

    /// Columns that make a difference, ascending.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.nodes.iter().map(|node| node.column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// How many combinations lead to each terminal, over columns that are not fixed by `known`. Saturates.
    pub(crate) fn counts(&self, known: &[Option<usize>]) -> BTreeMap<Terminal, u128> {
        let mut memo: BTreeMap<Ref, BTreeMap<usize, u128>> = BTreeMap::new();
        let below = self.counted(self.root, known, &mut memo);
        let above = self.free(known, 0, self.level(self.root));
        below
            .into_iter()
            .map(|(index, count)| (self.terminals[index].clone(), count.saturating_mul(above)))
            .collect()
    }

    /// Counts over the columns from the node's own on.
    fn counted(
        &self,
        at: Ref,
        known: &[Option<usize>],
        memo: &mut BTreeMap<Ref, BTreeMap<usize, u128>>,
    ) -> BTreeMap<usize, u128> {
        let index = match at {
            Ref::Terminal(index) => return BTreeMap::from([(index, 1)]),
            Ref::Node(index) => index,
        };
        if let Some(done) = memo.get(&at) {
            return done.clone();
        }
        let node = &self.nodes[index];
        let mut counts: BTreeMap<usize, u128> = BTreeMap::new();
        let fixed = known.get(node.column).copied().flatten();
        for child in node
            .children
            .iter()
            .enumerate()
            .filter(|(class, _)| fixed.is_none_or(|fixed| fixed == *class))
            .map(|(_, child)| *child)
        {
            let skipped = self.free(known, node.column + 1, self.level(child));
            for (terminal, count) in self.counted(child, known, memo) {
                let sum = counts.entry(terminal).or_default();
                *sum = sum.saturating_add(count.saturating_mul(skipped));
            }
        }
        memo.insert(at, counts.clone());
        counts
    }

    fn level(&self, at: Ref) -> usize {
        match at {
            Ref::Terminal(_) => self.classes.len(),
            Ref::Node(index) => self.nodes[index].column,
        }
    }

    /// Combinations over the columns `from..to` that are not fixed.
    fn free(&self, known: &[Option<usize>], from: usize, to: usize) -> u128 {
        let open = (from..to).filter(|column| known.get(*column).copied().flatten().is_none());
        open.fold(1, |product: u128, column| {
            product.saturating_mul(self.classes[column] as u128)
        })
    }

    /// Walks the boxes of facts that lead to a wanted terminal, at most `limit` of them. A box gives the class per column, `None` for any.
    pub(crate) fn paths(
        &self,
        wanted: impl Fn(&Terminal) -> bool,
        limit: usize,
    ) -> Vec<Vec<Option<usize>>> {
        let mut found = Vec::new();
        let useful = self.useful(&wanted);
        let mut path = vec![None; self.classes.len()];
        self.walk(self.root, &useful, &wanted, limit, &mut path, &mut found);
        found
    }

    fn walk(
        &self,
        at: Ref,
        useful: &[bool],
        wanted: &impl Fn(&Terminal) -> bool,
        limit: usize,
        path: &mut Vec<Option<usize>>,
        found: &mut Vec<Vec<Option<usize>>>,
    ) {
        if found.len() >= limit {
            return;
        }
        match at {
            Ref::Terminal(index) if wanted(&self.terminals[index]) => found.push(path.clone()),
            Ref::Node(index) if useful[index] => {
                let node = &self.nodes[index];
                for (class, child) in node.children.iter().enumerate() {
                    path[node.column] = Some(class);
                    self.walk(*child, useful, wanted, limit, path, found);
                }
                path[node.column] = None;
            }
            _ => {}
        }
    }

    /// Nodes from which a wanted terminal can be reached. Children are always made before their parents.
    fn useful(&self, wanted: &impl Fn(&Terminal) -> bool) -> Vec<bool> {
        let mut useful = vec![false; self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            useful[index] = node.children.iter().any(|child| match child {
                Ref::Terminal(terminal) => wanted(&self.terminals[*terminal]),
                Ref::Node(child) => useful[*child],
            });
        }
        useful
    }
}

impl<O: Outcome> Table<O> {
    /// The table's diagram: outcomes for a single-outcome table, numbers for an aggregate. Made at first use.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled.
    pub fn diagram(&self) -> Result<&Diagram, TooLarge> {
        self.diagram
            .get_or_init(|| {
                self.build(
                    |rows| self.terminal(rows),
                    self.policy == Policy::First || self.policy == Policy::Priority,
                )
            })
            .as_ref()
            .map_err(|error| *error)
    }

    /// The diagram of the rows that decide, for a policy in which the first row wins.
    pub(crate) fn row_diagram(&self) -> Result<Diagram, TooLarge> {
        self.build(
            |rows| {
                rows.first()
                    .map_or(Terminal::NoRule, |row| Terminal::Row(*row))
            },
            true,
        )
    }

    /// The diagram of whether `outcome` is among the answers of a list table.
    pub(crate) fn listed_diagram(&self, outcome: usize) -> Result<Diagram, TooLarge> {
        let rows: Vec<usize> = (0..self.rows.len())
            .filter(|row| self.rows[*row].outcome == outcome)
            .collect();
        self.build_from(&rows, |rows| Terminal::Listed(!rows.is_empty()), true)
    }

    /// The terminals that remain possible under `facts`; both `Missing` kinds when the diagram is too large to know.
    pub(crate) fn possible_terminals(&self, facts: &[Fact]) -> Vec<Terminal> {
        match self.diagram() {
            Ok(diagram) => diagram
                .reachable(&self.classes(facts))
                .into_iter()
                .cloned()
                .collect(),
            Err(TooLarge) => Vec::new(),
        }
    }

    /// Whether `outcome` of a list table is among the answers whatever the unknown facts turn out to be.
    pub(crate) fn always(&self, outcome: usize, facts: &[Fact]) -> bool {
        self.listed_diagram(outcome).is_ok_and(|diagram| {
            diagram.reachable(&self.classes(facts)) == [&Terminal::Listed(true)]
        })
    }

    fn terminal(&self, rows: &[usize]) -> Terminal {
        let outcome = |row: &usize| self.rows[*row].outcome;
        match (self.policy, rows) {
            (Policy::First | Policy::Priority, [row, ..])
            | (Policy::Unique | Policy::Any, [row]) => Terminal::Outcome(outcome(row)),
            (Policy::First | Policy::Priority | Policy::Unique | Policy::Any, []) => {
                Terminal::NoRule
            }
            (Policy::Any, [row, rest @ ..])
                if rest.iter().all(|other| outcome(other) == outcome(row)) =>
            {
                Terminal::Outcome(outcome(row))
            }
            (Policy::Unique | Policy::Any, _) => Terminal::Conflict,
            _ => self
                .aggregate(rows)
                .map_or(Terminal::NoRule, Terminal::Number),
        }
    }

    fn build(
        &self,
        terminal: impl Fn(&[usize]) -> Terminal,
        first_wins: bool,
    ) -> Result<Diagram, TooLarge> {
        self.build_from(
            &(0..self.rows.len()).collect::<Vec<_>>(),
            terminal,
            first_wins,
        )
    }

    fn build_from(
        &self,
        rows: &[usize],
        terminal: impl Fn(&[usize]) -> Terminal,
        first_wins: bool,
    ) -> Result<Diagram, TooLarge> {
        let mut alive = Bits::empty(self.rows.len());
        rows.iter().for_each(|row| alive.insert(*row));
        let mut build = Build {
            table: self,
            builder: Builder::new(self.columns.iter().map(|column| column.classes).collect()),
            memo: HashMap::new(),
            terminal,
            first_wins,
        };
        let root = build.from(0, alive)?;
        Ok(build.builder.finish(root))
    }
}

/// Builds a diagram column by column; the state is the set of rows that still match.
struct Build<'t, O, T> {
    table: &'t Table<O>,
    builder: Builder,
    memo: HashMap<(usize, Bits), Ref>,
    terminal: T,
    /// Only the first matching row counts: rows behind one that matches for certain can be dropped.
    first_wins: bool,
}

impl<O: Outcome, T: Fn(&[usize]) -> Terminal> Build<'_, O, T> {
    fn from(&mut self, column: usize, alive: Bits) -> Result<Ref, TooLarge> {
        let alive = if self.first_wins {
            self.without_masked(column, alive)
        } else {
            alive
        };
        let Some(used) = self.table.columns.get(column) else {
            let rows: Vec<usize> = alive.iter().collect();
            let terminal = (self.terminal)(&rows);
            return Ok(self.builder.terminal(terminal));
        };
        let key = (column, alive);
        if let Some(done) = self.memo.get(&key) {
            return Ok(*done);
        }
        if self.memo.len() >= MOST_NODES {
            return Err(TooLarge);
        }
        let children = (0..used.classes)
            .map(|class| {
                let start = used.base + class * self.table.words;
                let accepting = &self.table.bits[start..start + self.table.words];
                let remaining = key
                    .1
                    .words()
                    .iter()
                    .zip(accepting)
                    .map(|(alive, accepts)| alive & accepts)
                    .collect();
                self.from(column + 1, Bits::from_words(remaining))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let node = self.builder.node(column, children)?;
        self.memo.insert(key, node);
        Ok(node)
    }

    fn without_masked(&self, column: usize, alive: Bits) -> Bits {
        let certain = |row: &usize| {
            self.table.rows[*row].cells[column..]
                .iter()
                .all(Option::is_none)
        };
        let Some(winner) = alive.iter().find(certain) else {
            return alive;
        };
        let mut kept = Bits::empty(self.table.rows.len());
        alive
            .iter()
            .take_while(|row| *row <= winner)
            .for_each(|row| kept.insert(row));
        kept
    }
}
