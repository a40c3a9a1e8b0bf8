//! How the combinations of facts are shared out among the answers, for every column at once.

use crate::diagram::{Diagram, Ref};

/// For each node of a diagram, the share of the combinations that come to it and what becomes of them.
pub(crate) struct Shares<'d> {
    diagram: &'d Diagram,
    /// Share of all combinations that come to each node.
    reach: Vec<f64>,
    /// For each node, the share of its combinations that ends at each terminal.
    below: Vec<Vec<f64>>,
}

impl<'d> Shares<'d> {
    pub fn of(diagram: &'d Diagram) -> Self {
        let mut shares = Shares {
            diagram,
            reach: vec![0.0; diagram.nodes.len()],
            below: Vec::with_capacity(diagram.nodes.len()),
        };
        // Children are always made before their parents: what is below is summed up in that order, what comes from above in the other.
        for node in &diagram.nodes {
            let mut below = vec![0.0; diagram.terminals.len()];
            for child in &node.children {
                shares.add(&mut below, *child, 1.0 / node.children.len() as f64);
            }
            shares.below.push(below);
        }
        if let Ref::Node(root) = diagram.root {
            shares.reach[root] = 1.0;
        }
        for (index, node) in diagram.nodes.iter().enumerate().rev() {
            let each = shares.reach[index] / node.children.len() as f64;
            for child in &node.children {
                if let Ref::Node(child) = child {
                    shares.reach[*child] += each;
                }
            }
        }
        shares
    }

    /// The share of each terminal.
    pub fn total(&self) -> Vec<f64> {
        let mut total = vec![0.0; self.diagram.terminals.len()];
        self.add(&mut total, self.diagram.root, 1.0);
        total
    }

    /// For each class of `column`, the share of each terminal among the combinations with that class.
    pub fn by_class(&self, column: usize) -> Vec<Vec<f64>> {
        // Combinations that come past the column without looking at it are shared out alike in every class.
        let mut past = self.total();
        let mut looked = vec![vec![0.0; past.len()]; self.diagram.classes[column]];
        let nodes = self.diagram.nodes.iter().enumerate();
        for (index, node) in nodes.filter(|(_, node)| node.column == column) {
            self.add(&mut past, Ref::Node(index), -self.reach[index]);
            for (shares, child) in looked.iter_mut().zip(&node.children) {
                self.add(shares, *child, self.reach[index]);
            }
        }
        for shares in &mut looked {
            for (share, past) in shares.iter_mut().zip(&past) {
                *share += past;
            }
        }
        looked
    }

    /// Adds what ends at each terminal from `at` on, times `weight`.
    fn add(&self, sum: &mut [f64], at: Ref, weight: f64) {
        match at {
            Ref::Terminal(terminal) => sum[terminal] += weight,
            Ref::Node(node) => {
                for (sum, below) in sum.iter_mut().zip(&self.below[node]) {
                    *sum += below * weight;
                }
            }
        }
    }
}
