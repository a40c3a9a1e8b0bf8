//! Public schemes of scoring, as far as they were published.

use rust_decimal::Decimal;

use crate::error::{Problem, What};
use crate::lang::Text;
use crate::rulebook::Grounds;
use crate::rulebook::read::{Reader, decimal, field, term, with_grounds};
use crate::toml_file::{Node, TomlFile};
use crate::vocabulary::{Consequence, ScoreBand, ScoreIndex, Term};

/// What a place published of its scheme. Everything else is filled in from our own numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Name, wording and basis; the id begins with `scheme.`.
    pub grounds: Grounds,
    /// The weights that were published, in per cent, in the order of [`ScoreIndex`].
    pub weights: [Option<Decimal>; 5],
    /// The grades that were published, the best first; empty when none were.
    pub bands: Vec<SchemeBand>,
    /// From how many false points on the score is vetoed, and what it is then.
    pub veto: Option<(Decimal, Decimal)>,
    /// What follows from a grade beside the general consequences.
    pub consequences: Vec<(Vec<ScoreBand>, Consequence)>,
}

/// A grade of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeBand {
    /// Our grade that it corresponds to.
    pub band: ScoreBand,
    /// Where it begins; `None` when only its name was published.
    pub from: Option<Decimal>,
    /// What it is called there.
    pub title: Text,
}

impl Scheme {
    /// The name that `--preset` takes.
    pub fn name(&self) -> &str {
        let id = self.grounds.id.as_str();
        id.strip_prefix("scheme.").unwrap_or(id)
    }
}

/// Reads the file of schemes; what is wrong with it is noted there.
pub(crate) fn schemes(reader: &Reader<'_>, file: &mut TomlFile<'_>) -> Vec<Scheme> {
    let read = file.read(|file, root| {
        root.only(file, &["scheme"]);
        let nodes = root.tables(file, "scheme");
        Some(
            nodes
                .iter()
                .filter_map(|node| scheme(reader, file, node))
                .collect(),
        )
    });
    read.unwrap_or_default()
}

fn scheme(reader: &Reader<'_>, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Scheme> {
    node.only(
        file,
        &with_grounds(&["weights", "veto", "band", "consequence"]),
    );
    let grounds = reader.grounds(file, node);
    let mut weights = [None; 5];
    if let Some(given) = node.table(file, "weights") {
        given.only(
            file,
            &ScoreIndex::VALUES
                .iter()
                .map(|value| value.code)
                .collect::<Vec<_>>(),
        );
        for (slot, value) in weights.iter_mut().zip(ScoreIndex::VALUES) {
            if given.string(file, value.code).is_some() {
                *slot = decimal(file, &given, value.code);
            }
        }
    }
    let veto = node.table(file, "veto").and_then(|veto| {
        veto.only(file, &["from", "score"]);
        let (from, score) = (decimal(file, &veto, "from"), decimal(file, &veto, "score"));
        from.zip(score)
    });
    let bands = node.tables(file, "band");
    let consequences = node.tables(file, "consequence");
    Some(Scheme {
        grounds: grounds?,
        weights,
        bands: bands.iter().filter_map(|node| band(file, node)).collect(),
        veto,
        consequences: consequences
            .iter()
            .filter_map(|node| consequence(file, node))
            .collect(),
    })
}

fn band(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<SchemeBand> {
    node.only(file, &["band", "from", "zh", "en"]);
    let (band, title) = (field(file, node, "band"), node.both(file));
    let from = match node.string(file, "from") {
        None => None,
        Some(_) => Some(decimal(file, node, "from")?),
    };
    Some(SchemeBand {
        band: band?,
        from,
        title: title?,
    })
}

fn consequence(file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<(Vec<ScoreBand>, Consequence)> {
    node.only(file, &["band", "gives"]);
    let words = node.strings(file, "band");
    let bands: Vec<ScoreBand> = words
        .iter()
        .filter_map(|word| term(file, What::Term, word))
        .collect();
    if bands.is_empty() {
        file.fail(&node.at, Problem::MissingField { field: "band" });
    }
    Some((bands, field(file, node, "gives")?))
}
