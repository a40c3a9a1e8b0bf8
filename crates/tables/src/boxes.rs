//! The facts with one answer, as few boxes.

use rustc_hash::FxHashMap;

use crate::diagram::{Builder, Diagram, Ref, Terminal, TooLarge};

impl Diagram {
    /// Boxes of facts that lead to `wanted` and together hold all that do, unless `limit` of them do not suffice. A box gives the class per
    /// column, `None` for any; none of its columns can be left out, and each box holds something that those before it do not.
    pub(crate) fn boxes(
        &self,
        wanted: &Terminal,
        limit: usize,
    ) -> Result<Vec<Vec<Option<usize>>>, TooLarge> {
        let mut found = Vec::new();
        let mut rest = self.clone();
        while found.len() < limit
            && let Some(path) = rest.find(|_, _| true, wanted)
        {
            let widest = self.widened(path, wanted);
            rest = rest.without(&widest)?;
            found.push(widest);
        }
        Ok(found)
    }

    /// `path` without the columns that it does not need to lead to `wanted`.
    fn widened(&self, mut path: Vec<Option<usize>>, wanted: &Terminal) -> Vec<Option<usize>> {
        for column in 0..path.len() {
            let class = path[column].take();
            if self.reachable(&path) != [wanted] {
                path[column] = class;
            }
        }
        path
    }

    /// The diagram with the facts of a box set apart: they lead to a terminal that no diagram of answers has.
    fn without(&self, apart: &[Option<usize>]) -> Result<Diagram, TooLarge> {
        let mut cut = Cut {
            diagram: self,
            apart,
            anything: vec![None; self.classes.len()],
            builder: Builder::new(self.classes.clone()),
            kept: vec![None; self.nodes.len()],
            inside: FxHashMap::default(),
        };
        let root = cut.inside(self.root, 0)?;
        Ok(cut.builder.finish(root))
    }
}

/// Sets a box of facts apart.
struct Cut<'d> {
    diagram: &'d Diagram,
    apart: &'d [Option<usize>],
    /// The box that holds everything.
    anything: Vec<Option<usize>>,
    builder: Builder,
    /// What lies outside of the box is kept.
    kept: Vec<Option<Ref>>,
    inside: FxHashMap<(Ref, usize), Ref>,
}

impl Cut<'_> {
    /// The part of the diagram from `at` on, `from` being the first column of the box that has not been looked at.
    fn inside(&mut self, at: Ref, from: usize) -> Result<Ref, TooLarge> {
        let rest = self.apart.iter().enumerate().skip(from);
        let Some((next, class)) = rest
            .into_iter()
            .find_map(|(at, class)| Some((at, (*class)?)))
        else {
            return Ok(self.builder.terminal(Terminal::Row(usize::MAX)));
        };
        if let Some(done) = self.inside.get(&(at, next)) {
            return Ok(*done);
        }
        let column = self.diagram.level(at).min(next);
        let children = (0..self.diagram.classes[column])
            .map(|other| {
                let child = self.diagram.child(at, column, other);
                if column < next || other == class {
                    self.inside(child, column + 1)
                } else {
                    let (builder, kept) = (&mut self.builder, &mut self.kept);
                    self.diagram
                        .restricted(child, &self.anything, builder, kept)
                }
            })
            .collect::<Result<Vec<_>, _>>()?;
        let result = self.builder.node(column, children)?;
        self.inside.insert((at, next), result);
        Ok(result)
    }
}
