//! What belongs to which chunk.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Result, ensure};

use super::graph::{Graph, Node};
use super::{GROUPS, Group, SHARED};

/// Where functions that open a page stand: `pages::apart` in the way that names of functions are written in modules.
const ENTRIES: &str = "5pages5apart";
/// What follows their name: a hash of 16 digits.
const HASH: &str = "17h";

/// Pages as bits.
type Pages = u64;

/// Who has what.
#[derive(Debug)]
pub struct Plan {
    /// The chunks; [`SHARED`] is the first, then come those of groups, the larger first, then the pages. So each uses only what comes before it.
    pub chunks: Vec<Chunk>,
    /// The chunk of each function that is in one, by name.
    pub owners: HashMap<String, usize>,
}

/// A part of the module that is loaded later.
#[derive(Debug)]
pub struct Chunk {
    /// Its name: that of the function that opens the page.
    pub name: String,
    /// The full name of that function; what pages share has none.
    pub entry: Option<String>,
    /// The constants that only it uses, by address, in order.
    pub constants: Vec<Range<u32>>,
}

impl Plan {
    /// What can be reached from `roots` or from outside belongs to the start, also what cannot be found by its name.
    pub fn new(graph: &Graph, roots: impl Iterator<Item = Node>) -> Result<Self> {
        Self::grouped(graph, roots, GROUPS)
    }

    fn grouped(graph: &Graph, roots: impl Iterator<Item = Node>, groups: &[Group]) -> Result<Self> {
        let entries = entries(graph);
        ensure!(
            !entries.is_empty(),
            "the app has no function in `pages::apart`: there is nothing to cut"
        );
        let is_entry = |node: Node| entries.iter().any(|(_, entry)| *entry == node);
        let nameless =
            (0..graph.names.len()).filter(|node| !graph.by_name.contains_key(&graph.names[*node]));
        let roots = roots.chain(nameless).chain(graph.exported.iter().copied());
        let start = reach(graph, roots.filter(|node| !is_entry(*node)), is_entry);
        ensure!(entries.len() <= 64, "there are more pages than bits");
        // The pages that lead to each node, as bits.
        let mut users: Vec<Pages> = vec![0; graph.leads_to.len()];
        for (page, (_, entry)) in entries.iter().enumerate() {
            let reached = reach(graph, [*entry].into_iter(), |node| {
                is_entry(node) && node != *entry
            });
            for (node, users) in users.iter_mut().enumerate() {
                if reached[node] && !start[node] {
                    *users |= 1 << page;
                }
            }
        }
        let groups = sorted(groups, &entries)?;
        // 0 is the start's, or nobody's; a chunk has its number and one.
        let owner = |users: Pages| match users.count_ones() {
            0 => 0,
            1 => 2 + groups.len() + users.trailing_zeros() as usize,
            _ => {
                // The smallest that has them all.
                let group = groups.iter().rposition(|(_, pages)| users & !pages == 0);
                group.map_or(1, |group| 2 + group)
            }
        };
        let owners: Vec<usize> = users.into_iter().map(owner).collect();
        let shared = [SHARED]
            .into_iter()
            .chain(groups.iter().map(|(name, _)| *name));
        let shared: Vec<_> = shared.map(|name| (name.to_owned(), None)).collect();
        let pages = entries
            .into_iter()
            .map(|(name, entry)| (name, Some(graph.names[entry].clone())));
        let chunks = shared.into_iter().chain(pages).enumerate();
        let chunks = chunks.map(|(number, (name, entry))| Chunk {
            name,
            entry,
            constants: constants(graph, &owners, number + 1),
        });
        let functions = graph
            .names
            .iter()
            .zip(&owners)
            .filter(|(_, owner)| **owner > 0);
        Ok(Self {
            chunks: chunks.collect(),
            owners: functions
                .map(|(name, owner)| (name.clone(), owner - 1))
                .collect(),
        })
    }
}

/// The groups of which there are pages, the larger first.
///
/// What pages share leads to what they and perhaps others share. If that is in another chunk, it has to be there for each of them: so what two groups
/// have in common has to be a group as well.
fn sorted(groups: &[Group], entries: &[(String, Node)]) -> Result<Vec<(&'static str, Pages)>> {
    let of_group = |pages: &[&str]| -> Pages {
        let pages = entries
            .iter()
            .enumerate()
            .filter(|(_, (name, _))| pages.contains(&&**name));
        pages.map(|(page, _)| 1 << page).sum()
    };
    let groups = groups.iter().map(|(name, pages)| (*name, of_group(pages)));
    let mut groups: Vec<_> = groups.filter(|(_, pages)| pages.count_ones() > 1).collect();
    groups.sort_by_key(|(_, pages)| std::cmp::Reverse(pages.count_ones()));
    for (one, pages) in &groups {
        for (other, more) in &groups {
            let common = pages & more;
            let is_group = groups.iter().any(|(_, pages)| *pages == common);
            ensure!(
                is_group || common.count_ones() < 2,
                "the groups {one} and {other} have several pages in common, which are no group"
            );
        }
    }
    Ok(groups)
}

/// The functions that open pages, by the short name.
fn entries(graph: &Graph) -> Vec<(String, Node)> {
    let short = |name: &str| -> Option<String> {
        let (_, rest) = name.split_once(ENTRIES)?;
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let (word, rest) = rest[digits..].split_at_checked(rest[..digits].parse().ok()?)?;
        rest.starts_with(HASH).then(|| word.to_owned())
    };
    let found = graph.names.iter().enumerate();
    let mut found: Vec<_> = found
        .filter_map(|(node, name)| Some((short(name)?, node)))
        .collect();
    found.sort();
    found
}

/// For each node whether `roots` lead to it by a way that enters no node that is `closed`.
fn reach(
    graph: &Graph,
    roots: impl Iterator<Item = Node>,
    closed: impl Fn(Node) -> bool,
) -> Vec<bool> {
    let mut reached = vec![false; graph.leads_to.len()];
    let mut left: Vec<Node> = roots.collect();
    while let Some(node) = left.pop() {
        if !std::mem::replace(&mut reached[node], true) {
            left.extend(graph.leads_to[node].iter().filter(|next| !closed(**next)));
        }
    }
    reached
}

fn constants(graph: &Graph, owners: &[usize], chunk: usize) -> Vec<Range<u32>> {
    let places = graph.places.iter().zip(&owners[graph.names.len()..]);
    let own = places.filter(|(place, owner)| place.constant && **owner == chunk);
    own.map(|(place, _)| place.addresses.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::graph::Place;
    use super::*;

    const PAGE_A: &str = "_ZN9shizu_app5pages5apart1a17h0123456789abcdefE";
    const PAGE_B: &str = "_ZN9shizu_app5pages5apart1b17h0123456789abcdefE";
    const WITHIN_A: &str =
        "_ZN9shizu_app5pages5apart1a28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE";

    /// The start opens both pages and uses "every"; both pages use "both", and each a text; something that is no constant is used by one page.
    fn graph() -> Graph {
        let names = [
            "start", PAGE_A, PAGE_B, WITHIN_A, "only_a", "both", "every", "unused",
        ];
        let places = [(100..110, true), (110..130, true), (130..140, false)];
        let (text_a, text_b, state) = (8, 9, 10);
        let leads_to = [
            vec![1, 2, 6],
            vec![3, 5, 6],
            vec![5, text_b, state],
            vec![4, text_a],
            vec![],
            vec![],
            vec![],
            vec![],
            vec![],
            vec![6],
            vec![],
        ];
        Graph {
            places: places
                .map(|(addresses, constant)| Place {
                    addresses,
                    constant,
                })
                .to_vec(),
            ..functions(&names, leads_to.to_vec())
        }
    }

    /// The first is called from outside.
    fn functions(names: &[&str], leads_to: Vec<Vec<Node>>) -> Graph {
        let by_name = names.iter().enumerate();
        Graph {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            by_name: by_name
                .map(|(node, name)| ((*name).to_owned(), node))
                .collect(),
            places: Vec::new(),
            leads_to,
            exported: vec![0],
        }
    }

    fn owner<'a>(plan: &'a Plan, function: &str) -> Option<&'a str> {
        plan.owners
            .get(function)
            .map(|chunk| plan.chunks[*chunk].name.as_str())
    }

    #[test]
    fn a_page_has_what_only_it_leads_to() -> Result<()> {
        let plan = Plan::new(&graph(), [].into_iter())?;
        let names: Vec<&str> = plan
            .chunks
            .iter()
            .map(|chunk| chunk.name.as_str())
            .collect();
        assert_eq!(names, [SHARED, "a", "b"]);
        for function in [PAGE_A, WITHIN_A, "only_a"] {
            assert_eq!(owner(&plan, function), Some("a"), "{function}");
        }
        assert_eq!(owner(&plan, PAGE_B), Some("b"));
        assert_eq!(owner(&plan, "both"), Some(SHARED));
        for function in ["start", "every", "unused"] {
            assert_eq!(owner(&plan, function), None, "{function}");
        }
        let constants = |chunk: usize| plan.chunks[chunk].constants.as_slice();
        assert_eq!(
            [constants(0), constants(1), constants(2)].concat(),
            [100..110, 110..130]
        );
        assert!(constants(0).is_empty());
        Ok(())
    }

    /// What only the pages of a group lead to is in the group's chunk, between what all share and the pages.
    #[test]
    fn a_group_has_what_only_its_pages_share() -> Result<()> {
        let plan = Plan::grouped(
            &graph(),
            [].into_iter(),
            &[("ab", &["a", "b"]), ("one", &["a", "x"])],
        )?;
        let names = plan.chunks.iter().map(|chunk| chunk.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), [SHARED, "ab", "a", "b"]);
        for (function, chunk) in [("both", "ab"), ("only_a", "a"), (PAGE_B, "b")] {
            assert_eq!(owner(&plan, function), Some(chunk), "{function}");
        }
        assert_eq!(owner(&plan, "every"), None);
        Ok(())
    }

    /// Four pages: a and b share something, b and c, c and d, and all but d.
    fn four() -> Graph {
        let names = [
            "start",
            PAGE_A,
            PAGE_B,
            "_ZN9shizu_app5pages5apart1c17h0123456789abcdefE",
            "_ZN9shizu_app5pages5apart1d17h0123456789abcdefE",
            "of ab",
            "of bc",
            "of cd",
            "of abc",
        ];
        let leads_to = vec![
            vec![1, 2, 3, 4],
            vec![5, 8],
            vec![5, 6, 8],
            vec![6, 7, 8],
            vec![7],
            vec![],
            vec![],
            vec![],
            vec![],
        ];
        functions(&names, leads_to)
    }

    /// The larger group comes first, whatever the order in which they are listed: its chunk may be needed by the smaller one's.
    #[test]
    fn what_pages_share_is_in_the_smallest_group_that_has_them() -> Result<()> {
        let groups: &[Group] = &[("ab", &["a", "b"]), ("abc", &["a", "b", "c"])];
        let plan = Plan::grouped(&four(), [].into_iter(), groups)?;
        let names = plan.chunks.iter().map(|chunk| chunk.name.as_str());
        assert_eq!(
            names.collect::<Vec<_>>(),
            [SHARED, "abc", "ab", "a", "b", "c", "d"]
        );
        for (function, chunk) in [
            ("of ab", "ab"),
            ("of bc", "abc"),
            ("of abc", "abc"),
            ("of cd", SHARED),
        ] {
            assert_eq!(owner(&plan, function), Some(chunk), "{function}");
        }
        Ok(())
    }

    /// What a and b share could be in either, and lead to what only one of them has.
    #[test]
    fn groups_that_overlap_in_no_group_are_refused() {
        let overlapping: [Group; 3] = [
            ("abc", &["a", "b", "c"]),
            ("abd", &["a", "b", "d"]),
            ("ab", &["a", "b"]),
        ];
        let plan = |groups: &[Group]| Plan::grouped(&four(), [].into_iter(), groups);
        assert!(plan(&overlapping[..2]).is_err());
        assert!(plan(&overlapping).is_ok());
    }

    /// What is called from outside is there from the start, with all that it leads to.
    #[test]
    fn roots_take_what_they_lead_to() -> Result<()> {
        let plan = Plan::new(&graph(), [3].into_iter())?;
        for function in [WITHIN_A, "only_a"] {
            assert_eq!(owner(&plan, function), None, "{function}");
        }
        assert!(plan.chunks[1].constants.is_empty());
        Ok(())
    }

    #[test]
    fn an_app_without_pages_apart_is_refused() {
        let mut graph = graph();
        graph.names[1] = "renamed".to_owned();
        graph.names[2] = "renamed too".to_owned();
        assert!(Plan::new(&graph, [].into_iter()).is_err());
    }
}
