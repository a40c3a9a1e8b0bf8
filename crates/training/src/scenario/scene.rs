//! Reading scenes, decisions and branches.

use shizu_rules::Place;
use shizu_rules::What;
use shizu_rules::toml_file::Node;
use toml::Spanned;

use super::read::unique;
use super::{Branch, Character, Condition, Consequence, Decision, Document, Learn, Reading, Scene};
use crate::ask;

/// What scenes can name.
pub(super) struct Names {
    characters: Vec<String>,
    documents: Vec<String>,
    scenes: Vec<String>,
    decisions: Vec<String>,
}

impl Names {
    /// Collects the ids; those that occur twice are reported.
    pub fn of(
        reading: &mut Reading<'_, '_>,
        nodes: &[Node<'_>],
        characters: &[Character],
        documents: &[Document],
    ) -> Self {
        let ids = |reading: &mut Reading<'_, '_>, nodes: &[Node<'_>]| -> Vec<String> {
            unique(reading, nodes);
            let named = nodes.iter().filter(|node| node.has("id"));
            let ids = named.filter_map(|node| node.string(reading.file, "id"));
            ids.map(Spanned::into_inner).collect()
        };
        let scenes = ids(reading, nodes);
        let decisions: Vec<Node<'_>> = nodes
            .iter()
            .flat_map(|node| node.tables(reading.file, "decision"))
            .collect();
        let decisions = ids(reading, &decisions);
        Names {
            characters: characters.iter().map(|known| known.id.clone()).collect(),
            documents: documents.iter().map(|known| known.id.clone()).collect(),
            scenes,
            decisions,
        }
    }
}

fn refs(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

pub(super) fn scene(
    reading: &mut Reading<'_, '_>,
    node: &Node<'_>,
    names: &Names,
) -> Option<Scene> {
    node.only(
        reading.file,
        &[
            "id",
            "title",
            "text",
            "who",
            "documents",
            "learn",
            "decision",
            "branch",
            "next",
            "end",
            "cites",
        ],
    );
    let id = node.required(reading.file, "id");
    let (title, text) = (reading.text(node, "title"), reading.text(node, "text"));
    let mut named = |field, what, valid: &[String]| -> Vec<String> {
        let codes = reading.codes(node, field);
        let valid = refs(valid);
        let found = codes
            .into_iter()
            .filter_map(|code| reading.one_of(what, code, &valid));
        found.collect()
    };
    let who = named("who", What::Name, &names.characters);
    let documents = named("documents", What::Name, &names.documents);
    let learn = learn(reading, node);
    let decisions: Vec<Decision> = node
        .tables(reading.file, "decision")
        .iter()
        .filter_map(|node| decision(reading, node))
        .collect();
    let branches: Vec<Branch> = node
        .tables(reading.file, "branch")
        .iter()
        .filter_map(|node| branch(reading, node, names))
        .collect();
    let next = node.string(reading.file, "next");
    let next = next.map(|next| reading.one_of(What::Name, next, &refs(&names.scenes)));
    let end = node.flag(reading.file, "end").unwrap_or_default();
    if end && next.is_some() {
        reading.told(
            &node.at,
            "end = true 的场景就是结尾，不再写 next",
            "a scene with end = true is an end and has no next",
        );
    }
    let cites = reading.cites(node);
    Some(Scene {
        id: id?.into_inner(),
        place: reading.place(node),
        title: title?,
        text: text?,
        who,
        documents,
        learn,
        decisions,
        branches,
        next: match next {
            Some(next) => Some(next?),
            None => None,
        },
        end,
        cites,
    })
}

/// `learn = { clue = { authority = "same_level" } }`.
fn learn(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Vec<Learn> {
    let Some(learn) = node.table(reading.file, "learn") else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let matters = reading.matters.clone();
    for (name, facts) in learn.named_tables(reading.file) {
        let position = matters.iter().position(|(id, _)| id == name.get_ref());
        let Some(position) = position else {
            let valid: Vec<&str> = matters.iter().map(|(id, _)| id.as_str()).collect();
            let what = What::Name;
            reading
                .file
                .unknown(what, &name.span(), name.get_ref(), &valid);
            continue;
        };
        let subject = matters[position].1;
        let found = reading.assignments(&facts, subject);
        all.extend(found.into_iter().map(|(fact, value)| Learn {
            matter: position,
            fact,
            value,
        }));
    }
    all
}

fn decision(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Option<Decision> {
    let id = node.required(reading.file, "id");
    let prompt = reading.text(node, "prompt");
    let hints = node.tables(reading.file, "hint");
    let hints: Vec<_> = hints
        .iter()
        .filter_map(|hint| {
            hint.only(reading.file, &["zh", "en"]);
            hint.both(reading.file)
        })
        .collect();
    let consequences: Vec<Consequence> = node
        .tables(reading.file, "consequence")
        .iter()
        .filter_map(|node| {
            node.only(reading.file, &["chose", "below", "at_least", "text"]);
            let when = condition(reading, node);
            let text = reading.text(node, "text")?;
            Some(Consequence { when, text })
        })
        .collect();
    let question = ask::read(reading, node);
    Some(Decision {
        id: id?.into_inner(),
        place: Place::at(reading.file.name, reading.file.text, &node.at),
        prompt: prompt?,
        hints,
        consequences,
        is_narrowed: node.has("choices"),
        question: question?,
    })
}

fn branch(reading: &mut Reading<'_, '_>, node: &Node<'_>, names: &Names) -> Option<Branch> {
    node.only(
        reading.file,
        &["decision", "chose", "below", "at_least", "to"],
    );
    let when = condition(reading, node);
    let decision = match node.string(reading.file, "decision") {
        None => None,
        Some(id) => Some(reading.one_of(What::Name, id, &refs(&names.decisions))?),
    };
    if decision.is_none() && when.chose.is_some() {
        reading.told(
            &node.at,
            "chose 要和 decision 一起写，表明看的是哪个决策",
            "`chose` needs `decision`, which says whose answer is looked at",
        );
    }
    if when == Condition::default() {
        reading.told(
            &node.at,
            "分支没有条件；请写 chose、below 或 at_least，否则用场景的 next",
            "the branch has no condition; write chose, below or at_least, or use the scene's next",
        );
    }
    let to = node.required(reading.file, "to")?;
    let to = reading.one_of(What::Name, to, &refs(&names.scenes));
    Some(Branch {
        place: reading.place(node),
        when,
        decision,
        to: to?,
    })
}

fn condition(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Condition {
    let mut percent = |field: &'static str| -> Option<u32> {
        if !node.has(field) {
            return None;
        }
        let number: u32 = node.number(reading.file, field)?;
        if number > 100 {
            reading.told(
                &node.at,
                format!("{field} 是百分数，应在0与100之间"),
                format!("`{field}` is a percentage between 0 and 100"),
            );
        }
        Some(number)
    };
    let (below, at_least) = (percent("below"), percent("at_least"));
    Condition {
        chose: node.string(reading.file, "chose").map(Spanned::into_inner),
        below,
        at_least,
    }
}
