//! A table as a reduced decision diagram: exact answers about all combinations of facts at once.
//!
//! Every path from the root to a terminal is a box of facts with one answer; equal subdiagrams are stored once and columns that make no
//! difference are skipped. So "which answers are still possible", "which facts still matter", "how many combinations", "the fewest changes"
//! are walks over a small graph instead of a walk over the whole fact space.

use std::collections::BTreeMap;

use crate::sort::SortOnce;
use rustc_hash::FxHashMap;

/// Most nodes a diagram may have.
pub(crate) const MOST_NODES: usize = 1 << 20;

/// An answer at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Terminal {
    /// No row matches.
    NoRule,
    /// One outcome, an index into [`Table::outcomes`](crate::Table::outcomes).
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
    known_nodes: FxHashMap<Node, Ref>,
    known_terminals: FxHashMap<Terminal, Ref>,
    most_nodes: usize,
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
            known_nodes: FxHashMap::default(),
            known_terminals: FxHashMap::default(),
            most_nodes: MOST_NODES,
        }
    }

    /// A builder that gives up sooner.
    pub fn at_most(self, most_nodes: usize) -> Self {
        Builder { most_nodes, ..self }
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
        if nodes.len() >= self.most_nodes {
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

    /// What has been made so far; its root means nothing yet.
    pub fn diagram(&self) -> &Diagram {
        &self.diagram
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
        terminals.sort_once_by_key(|terminal| *terminal);
        terminals
    }

    /// The diagram with `known` columns fixed, reduced again: it names exactly the columns that still make a difference.
    pub(crate) fn restrict(&self, known: &[Option<usize>]) -> Result<Diagram, TooLarge> {
        let mut builder = Builder::new(self.classes.clone());
        let mut memo = vec![None; self.nodes.len()];
        let root = self.restricted(self.root, known, &mut builder, &mut memo)?;
        Ok(builder.finish(root))
    }

    pub(crate) fn restricted(
        &self,
        at: Ref,
        known: &[Option<usize>],
        builder: &mut Builder,
        memo: &mut [Option<Ref>],
    ) -> Result<Ref, TooLarge> {
        let index = match at {
            Ref::Terminal(index) => return Ok(builder.terminal(self.terminals[index].clone())),
            Ref::Node(index) => index,
        };
        if let Some(done) = memo[index] {
            return Ok(done);
        }
        let node = &self.nodes[index];
        let result = if let Some(class) = known.get(node.column).copied().flatten() {
            self.restricted(node.children[class], known, builder, memo)?
        } else {
            let children = node.children.iter();
            let children = children
                .map(|child| self.restricted(*child, known, builder, memo))
                .collect::<Result<Vec<_>, _>>()?;
            builder.node(node.column, children)?
        };
        memo[index] = Some(result);
        Ok(result)
    }

    /// Columns that make a difference, ascending.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.nodes.iter().map(|node| node.column).collect();
        columns.sort_once_by_key(|column| *column);
        columns.dedup();
        columns
    }

    /// How many combinations lead to each terminal. Saturates.
    pub(crate) fn counts(&self) -> BTreeMap<Terminal, u128> {
        // Children are always made before their parents, so one pass is enough.
        let mut below: Vec<Vec<u128>> = Vec::with_capacity(self.nodes.len());
        let add = |sums: &mut [u128], below: &[Vec<u128>], at: Ref, skipped: u128| match at {
            Ref::Terminal(terminal) => sums[terminal] = sums[terminal].saturating_add(skipped),
            Ref::Node(node) => {
                for (sum, count) in sums.iter_mut().zip(&below[node]) {
                    *sum = sum.saturating_add(count.saturating_mul(skipped));
                }
            }
        };
        for node in &self.nodes {
            let mut counts = vec![0; self.terminals.len()];
            for child in &node.children {
                let skipped = self.combinations(node.column + 1, self.level(*child));
                add(&mut counts, &below, *child, skipped);
            }
            below.push(counts);
        }
        let mut total = vec![0; self.terminals.len()];
        let skipped = self.combinations(0, self.level(self.root));
        add(&mut total, &below, self.root, skipped);
        self.terminals.iter().cloned().zip(total).collect()
    }

    /// The child of `at` for a class of `column`; `at` itself when it does not look at that column.
    pub(crate) fn child(&self, at: Ref, column: usize, class: usize) -> Ref {
        match at {
            Ref::Node(index) if self.nodes[index].column == column => {
                self.nodes[index].children[class]
            }
            _ => at,
        }
    }

    /// The column that `at` looks at, or one past the last for a terminal.
    pub(crate) fn level(&self, at: Ref) -> usize {
        match at {
            Ref::Terminal(_) => self.classes.len(),
            Ref::Node(index) => self.nodes[index].column,
        }
    }

    /// Combinations over the columns `from..to`.
    fn combinations(&self, from: usize, to: usize) -> u128 {
        self.classes[from..to]
            .iter()
            .fold(1, |product: u128, classes| {
                product.saturating_mul(*classes as u128)
            })
    }

    /// A box of facts that leads to `wanted` through `allowed` (column, class) only.
    pub(crate) fn find(
        &self,
        allowed: impl Fn(usize, usize) -> bool,
        wanted: &Terminal,
    ) -> Option<Vec<Option<usize>>> {
        // Children are always made before their parents, so one pass tells where to go.
        let mut ways: Vec<Option<usize>> = Vec::with_capacity(self.nodes.len());
        let leads = |at: Ref, ways: &[Option<usize>]| match at {
            Ref::Terminal(terminal) => self.terminals[terminal] == *wanted,
            Ref::Node(node) => ways[node].is_some(),
        };
        for node in &self.nodes {
            let way = (0..node.children.len())
                .find(|class| allowed(node.column, *class) && leads(node.children[*class], &ways));
            ways.push(way);
        }
        let mut path = vec![None; self.classes.len()];
        let mut at = self.root;
        while let Ref::Node(index) = at {
            let node = &self.nodes[index];
            let class = ways[index]?;
            path[node.column] = Some(class);
            at = node.children[class];
        }
        leads(at, &ways).then_some(path)
    }
}
