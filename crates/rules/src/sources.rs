//! What rules rest on: the paragraphs of the source documents, the articles of instruments, and public local practice.

use std::collections::BTreeMap;

use toml::Spanned;

use crate::error::{Problem, What};
use crate::lang::Text;
use crate::toml_file::{Node, TomlFile};

/// Everything that can be cited, by id.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<Document>,
    entries: BTreeMap<String, Entry>,
    /// Ids in the order of the documents.
    order: Vec<String>,
}

/// A source document, or an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Short id: `LS`, `R` …
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Version of an instrument; empty for a source document.
    pub version: String,
}

/// Something that can be cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Paragraph or article id: `LS43`, `P15` …
    pub id: String,
    /// Index of the document it belongs to, if any.
    pub document: Option<usize>,
    /// Where it stands, or the place whose practice it is.
    pub section: Text,
    /// What it says, in our own words.
    pub says: Text,
    /// What kind of thing it is.
    pub kind: EntryKind,
}

/// What can be cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A paragraph of a source document that states a rule; the rule families it feeds.
    Rule(Vec<String>),
    /// A paragraph that states none, with the reason.
    NotEncoded(Text),
    /// An article of an instrument.
    Article(Confidence),
    /// What one place does.
    Practice,
}

/// How surely the wording of an article is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Read in a reproduced text.
    Verified,
    /// Reported by others.
    Secondary,
    /// Not checked.
    Memory,
}

impl Catalogue {
    /// The entry with this id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// Every entry, in the order of the documents.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.order.iter().filter_map(|id| self.entries.get(id))
    }

    /// The documents and instruments; [`Entry::document`] indexes them.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The document of an entry.
    pub fn document(&self, entry: &Entry) -> Option<&Document> {
        self.documents.get(entry.document?)
    }

    /// The id that is spelled most like `id`.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        shizu_tables::nearest(id, self.order.iter().map(String::as_str))
    }

    /// Reads one file of the catalogue; what is wrong with it is noted there.
    pub(crate) fn read(&mut self, file: &mut TomlFile<'_>) {
        file.read(|file, root| {
            root.only(
                file,
                &["document", "instrument", "paragraph", "article", "practice"],
            );
            let mut documents: BTreeMap<String, usize> = BTreeMap::new();
            for head in root
                .table(file, "document")
                .into_iter()
                .chain(root.tables(file, "instrument"))
            {
                head.only(file, &["id", "zh", "en", "version", "file", "note"]);
                let (Some(id), Some(title)) = (head.required(file, "id"), head.both(file)) else {
                    continue;
                };
                let version = head
                    .string(file, "version")
                    .map(Spanned::into_inner)
                    .unwrap_or_default();
                documents.insert(id.get_ref().clone(), self.documents.len());
                self.documents.push(Document {
                    id: id.into_inner(),
                    title,
                    version,
                });
            }
            for item in root.tables(file, "paragraph") {
                let entry = paragraph(file, &item, documents.values().next().copied());
                self.insert(file, &item, entry);
            }
            for item in root.tables(file, "article") {
                let entry = article(file, &item, &documents);
                self.insert(file, &item, entry);
            }
            for item in root.tables(file, "practice") {
                item.only(
                    file,
                    &["id", "place", "zh", "en", "confidence", "note", "families"],
                );
                let parts = (
                    item.required(file, "id"),
                    item.required_text(file, "place"),
                    item.both(file),
                );
                let entry = match parts {
                    (Some(id), Some(section), Some(says)) => Some(Entry {
                        id: id.into_inner(),
                        document: None,
                        section,
                        says,
                        kind: EntryKind::Practice,
                    }),
                    _ => None,
                };
                self.insert(file, &item, entry);
            }
            Some(())
        });
    }

    fn insert(&mut self, file: &mut TomlFile<'_>, item: &Node<'_>, entry: Option<Entry>) {
        let Some(entry) = entry else { return };
        if self.entries.contains_key(&entry.id) {
            file.fail(&item.at, Problem::Twice { id: entry.id });
            return;
        }
        self.order.push(entry.id.clone());
        self.entries.insert(entry.id.clone(), entry);
    }
}

fn paragraph(file: &mut TomlFile<'_>, item: &Node<'_>, document: Option<usize>) -> Option<Entry> {
    item.only(
        file,
        &[
            "id",
            "section",
            "zh",
            "en",
            "kind",
            "families",
            "not_encoded",
        ],
    );
    let (id, section, says) = (
        item.required(file, "id"),
        item.required_text(file, "section"),
        item.both(file),
    );
    let families = item
        .strings(file, "families")
        .into_iter()
        .map(Spanned::into_inner)
        .collect();
    let kind = item
        .text(file, "not_encoded")
        .map_or(EntryKind::Rule(families), EntryKind::NotEncoded);
    Some(Entry {
        id: id?.into_inner(),
        document,
        section: section?,
        says: says?,
        kind,
    })
}

fn article(
    file: &mut TomlFile<'_>,
    item: &Node<'_>,
    documents: &BTreeMap<String, usize>,
) -> Option<Entry> {
    item.only(
        file,
        &[
            "id",
            "instrument",
            "article",
            "zh",
            "en",
            "confidence",
            "note",
            "families",
        ],
    );
    let (id, says) = (item.required(file, "id"), item.both(file));
    let (instrument, number) = (
        item.required(file, "instrument"),
        item.required(file, "article"),
    );
    let confidence = item.required(file, "confidence")?;
    let names = [
        ("verified", Confidence::Verified),
        ("secondary", Confidence::Secondary),
        ("memory", Confidence::Memory),
    ];
    let Some((_, confidence)) = names.iter().find(|(name, _)| name == confidence.get_ref()) else {
        file.unknown(
            What::Term,
            &confidence.span(),
            confidence.get_ref(),
            &names.map(|(name, _)| name),
        );
        return None;
    };
    let number = number?.into_inner();
    let named = |before: &str, after: &str| {
        if number.is_empty() {
            String::new()
        } else {
            format!("{before}{number}{after}")
        }
    };
    let section = Text {
        zh: named("第", "条"),
        en: named("art. ", ""),
    };
    let document = documents.get(instrument?.get_ref()).copied();
    Some(Entry {
        id: id?.into_inner(),
        document,
        section,
        says: says?,
        kind: EntryKind::Article(*confidence),
    })
}
