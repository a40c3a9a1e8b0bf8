//! Reading a scenario file.

use chrono::NaiveDate;
use shizu_rules::toml_file::{Node, TomlFile};
use shizu_rules::vocabulary::Organ;
use shizu_rules::{LoadError, MatterFacts, Place, Problem, Rulebook, Subject, What};
use toml::Spanned;

use super::{Character, Document, Matter, Module, Reading, Scenario, scene};
use crate::checksum::checksum;
use crate::desk::Desk;

/// The version of the format.
const FORMAT: u32 = 1;

const FIELDS: &[&str] = &[
    "format",
    "id",
    "title",
    "about",
    "module",
    "day",
    "invented",
    "debrief",
    "character",
    "document",
    "matter",
    "scene",
];

pub(super) fn scenario(
    file: &str,
    text: &str,
    rulebook: &Rulebook,
) -> Result<Scenario, Vec<LoadError>> {
    let mut toml = TomlFile::new(file, text);
    let scenario = toml.read(|toml, root| whole(toml, root, rulebook));
    match scenario {
        Some(scenario) if toml.errors.is_empty() => Ok(scenario),
        _ => Err(toml.errors),
    }
}

fn whole(toml: &mut TomlFile<'_>, root: &Node<'_>, rulebook: &Rulebook) -> Option<Scenario> {
    root.only(toml, FIELDS);
    let day = root.required(toml, "day")?;
    // The day is needed before anything else can be read: it says which rules apply.
    let date: Option<NaiveDate> = day.get_ref().parse().ok();
    let Some(date) = date else {
        let text = day.get_ref().clone();
        toml.fail(&day.span(), Problem::BadDate { text });
        return None;
    };
    let desk = match Desk::new(rulebook, date) {
        Ok(desk) => desk,
        Err(error) => {
            toml.errors.push(error);
            return None;
        }
    };
    let mut reading = Reading {
        file: toml,
        desk: &desk,
        matters: Vec::new(),
    };
    head(&mut reading, root, date)
}

fn head(reading: &mut Reading<'_, '_>, root: &Node<'_>, day: NaiveDate) -> Option<Scenario> {
    let format: Option<u32> = root.number(reading.file, "format");
    if format.is_some_and(|format| format != FORMAT) {
        reading.told(
            &root.at,
            format!("format 应为{FORMAT}；这个文件由另一版本写成，请换用相应版本的程序"),
            format!(
                "format must be {FORMAT}; the file was written for another version, use that one"
            ),
        );
    }
    if root.flag(reading.file, "invented") != Some(true) {
        reading.told(
            &root.at,
            "请写 invented = true，表明人物、单位和情节都是虚构的",
            "add invented = true: all people, units and events must be invented",
        );
    }
    let id = root.required(reading.file, "id").map(Spanned::into_inner);
    let title = reading.text(root, "title");
    let about = reading.text(root, "about");
    let debrief = reading.text(root, "debrief");
    let module = reading.term::<Module>(root, "module", What::Name);
    let characters = of_nodes(reading, root, "character", character);
    let documents = of_nodes(reading, root, "document", document);
    let matters = of_nodes(reading, root, "matter", matter);
    reading.matters = matters
        .iter()
        .map(|matter| (matter.id.clone(), matter.facts.subject()))
        .collect();
    let nodes = root.tables(reading.file, "scene");
    let names = scene::Names::of(reading, &nodes, &characters, &documents);
    let scenes: Vec<_> = nodes
        .iter()
        .filter_map(|node| scene::scene(reading, node, &names))
        .collect();
    if nodes.is_empty() {
        reading.told(
            &root.at,
            "没有场景；至少写一个 [[scene]]",
            "there is no scene; write at least one [[scene]]",
        );
    }
    Some(Scenario {
        file: reading.file.name.to_owned(),
        id: id?,
        title: title?,
        about: about?,
        module: module?,
        day,
        hash: checksum(reading.file.text),
        characters,
        documents,
        matters,
        scenes,
        debrief: debrief?,
    })
}

/// The tables of a list, read one by one; ids that occur twice are reported.
fn of_nodes<T>(
    reading: &mut Reading<'_, '_>,
    root: &Node<'_>,
    field: &'static str,
    read: impl Fn(&mut Reading<'_, '_>, &Node<'_>) -> Option<T>,
) -> Vec<T> {
    let nodes = root.tables(reading.file, field);
    unique(reading, &nodes);
    let mut all = Vec::with_capacity(nodes.len());
    for node in &nodes {
        all.extend(read(reading, node));
    }
    all
}

/// Reports ids that occur twice.
pub(super) fn unique(reading: &mut Reading<'_, '_>, nodes: &[Node<'_>]) {
    let mut seen: Vec<String> = Vec::new();
    for node in nodes.iter().filter(|node| node.has("id")) {
        let Some(id) = node.string(reading.file, "id") else {
            continue;
        };
        if seen.contains(id.get_ref()) {
            let id_text = id.get_ref().clone();
            reading
                .file
                .fail(&id.span(), Problem::Twice { id: id_text });
        }
        seen.push(id.into_inner());
    }
}

fn character(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Option<Character> {
    node.only(reading.file, &["id", "name", "role", "organ"]);
    let organ = if node.has("organ") {
        Some(reading.term::<Organ>(node, "organ", What::Term)?)
    } else {
        None
    };
    let (name, role) = (reading.text(node, "name"), reading.text(node, "role"));
    Some(Character {
        id: node.required(reading.file, "id")?.into_inner(),
        name: name?,
        role: role?,
        organ,
    })
}

fn document(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Option<Document> {
    node.only(reading.file, &["id", "title", "body", "cites"]);
    let (title, body) = (reading.text(node, "title"), reading.text(node, "body"));
    let cites = reading.cites(node);
    Some(Document {
        id: node.required(reading.file, "id")?.into_inner(),
        title: title?,
        body: body?,
        cites,
    })
}

fn matter(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Option<Matter> {
    node.only(
        reading.file,
        &["id", "subject", "title", "facts", "received"],
    );
    let id = node.required(reading.file, "id");
    let title = reading.text(node, "title");
    let subject = match node.string(reading.file, "subject") {
        None => Subject::Clue,
        Some(code) => {
            let valid: Vec<&str> = Subject::ALL.iter().map(|known| known.code()).collect();
            let code = reading.one_of(What::Subject, code, &valid)?;
            Subject::from_code(&code)?
        }
    };
    let mut facts = MatterFacts::new(subject);
    if let Some(node) = node.table(reading.file, "facts") {
        reading.facts(&node, &mut facts);
    }
    Some(Matter {
        id: id?.into_inner(),
        place: Place::at(reading.file.name, reading.file.text, &node.at),
        title: title?,
        facts,
        received: reading.day(node, "received"),
    })
}
