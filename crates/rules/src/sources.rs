//! What rules rest on: the paragraphs of the source documents, the articles of instruments, and public local practice.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{LoadError, Place, Problem};
use crate::lang::Text;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
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

    /// Reads one file of the catalogue.
    ///
    /// # Errors
    /// When the text is no valid catalogue, or an id occurs twice.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), LoadError> {
        let parsed: File =
            toml::from_str(text).map_err(|error| LoadError::syntax(file, text, &error))?;
        let mut documents: BTreeMap<String, usize> = BTreeMap::new();
        for head in parsed.document.into_iter().chain(parsed.instrument) {
            documents.insert(head.id.clone(), self.documents.len());
            self.documents.push(Document {
                id: head.id,
                title: Text {
                    zh: head.zh,
                    en: head.en,
                },
                version: head.version,
            });
        }
        let only = documents.values().next().copied();
        for item in parsed.paragraph {
            let kind = match item.not_encoded {
                Some(reason) => EntryKind::NotEncoded(reason),
                None => EntryKind::Rule(item.families),
            };
            self.insert(
                file,
                Entry {
                    id: item.id,
                    document: only,
                    section: item.section,
                    says: Text {
                        zh: item.zh,
                        en: item.en,
                    },
                    kind,
                },
            )?;
        }
        for item in parsed.article {
            let section = Text {
                zh: article(&item.article, "第", "条"),
                en: article(&item.article, "art. ", ""),
            };
            let document = documents.get(&item.instrument).copied();
            let kind = EntryKind::Article(item.confidence);
            self.insert(
                file,
                Entry {
                    id: item.id,
                    document,
                    section,
                    says: Text {
                        zh: item.zh,
                        en: item.en,
                    },
                    kind,
                },
            )?;
        }
        for item in parsed.practice {
            let says = Text {
                zh: item.zh,
                en: item.en,
            };
            self.insert(
                file,
                Entry {
                    id: item.id,
                    document: None,
                    section: item.place,
                    says,
                    kind: EntryKind::Practice,
                },
            )?;
        }
        Ok(())
    }

    fn insert(&mut self, file: &str, entry: Entry) -> Result<(), LoadError> {
        if self.entries.contains_key(&entry.id) {
            return Err(LoadError {
                place: Place::file(file),
                problem: Problem::Twice { id: entry.id },
            });
        }
        self.order.push(entry.id.clone());
        self.entries.insert(entry.id.clone(), entry);
        Ok(())
    }
}

fn article(number: &str, before: &str, after: &str) -> String {
    if number.is_empty() {
        String::new()
    } else {
        format!("{before}{number}{after}")
    }
}

#[derive(Deserialize)]
struct File {
    document: Option<Head>,
    #[serde(default)]
    instrument: Vec<Head>,
    #[serde(default)]
    paragraph: Vec<Paragraph>,
    #[serde(default)]
    article: Vec<Article>,
    #[serde(default)]
    practice: Vec<Practice>,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    zh: String,
    en: String,
    #[serde(default)]
    version: String,
}

#[derive(Deserialize)]
struct Paragraph {
    id: String,
    section: Text,
    zh: String,
    en: String,
    #[serde(default)]
    families: Vec<String>,
    not_encoded: Option<Text>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    instrument: String,
    article: String,
    zh: String,
    en: String,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct Practice {
    id: String,
    place: Text,
    zh: String,
    en: String,
}
