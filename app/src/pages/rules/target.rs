//! What an address of the rules page names.

use shizu_rules::vocabulary::Term;
use shizu_rules::{FactKey, ItemKind, Rulebook, Subject};

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The tables of rules.
    Tables,
    /// The documents and how much of them is encoded.
    Sources,
    /// Time limits, holidays, working days.
    Calendar,
    /// The proof.
    Proof,
    /// What was chosen where the texts are silent.
    Assumptions,
    /// A local overlay.
    Overlay,
}

impl Section {
    /// Every part with the word it has in addresses.
    pub const ALL: &'static [(Section, &'static str)] = &[
        (Section::Tables, ""),
        (Section::Sources, "sources"),
        (Section::Calendar, "calendar"),
        (Section::Proof, "proof"),
        (Section::Assumptions, "assumptions"),
        (Section::Overlay, "overlay"),
    ];
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A part as a whole.
    Section(Section),
    /// One table.
    Table(String),
    /// One row, in its table.
    Rule {
        /// Id of the table.
        table: String,
        /// Id of the row.
        rule: String,
    },
    /// All entries of a family that stands in no table.
    Kind(ItemKind),
    /// One of them.
    Item {
        /// Its family.
        kind: ItemKind,
        /// Its id.
        id: String,
    },
    /// The rows that ask for a fact.
    Fact(FactKey),
    /// One time limit.
    Limit(String),
    /// One document of the sources.
    Document(String),
    /// One paragraph, article or practice.
    Entry(String),
    /// Nothing of this name; perhaps something has a similar one.
    Unknown {
        /// What the address says.
        id: String,
        /// The id spelled most alike.
        nearest: Option<String>,
    },
}

impl Target {
    /// What `id` names in `rulebook`.
    pub fn of(rulebook: &Rulebook, id: &str) -> Self {
        if let Some((section, _)) = Section::ALL.iter().find(|(_, word)| *word == id) {
            return Target::Section(*section);
        }
        if rulebook.table(id).is_some() {
            return Target::Table(id.to_owned());
        }
        if let Some((table, rule)) = rulebook.rule(id) {
            return Target::Rule {
                table: table.id.clone(),
                rule: rule.id.clone(),
            };
        }
        if rulebook.limit(id).is_some() {
            return Target::Limit(id.to_owned());
        }
        if let Some(kind) = ItemKind::from_code(id) {
            return Target::Kind(kind);
        }
        if let Some(item) = rulebook.item(id) {
            let (kind, id) = (item.kind, id.to_owned());
            return Target::Item { kind, id };
        }
        let mut facts = Subject::ALL.iter().filter_map(|subject| subject.fact(id));
        if let Some(fact) = facts.next() {
            return Target::Fact(fact);
        }
        let catalogue = &rulebook.catalogue;
        if catalogue.get(id).is_some() {
            return Target::Entry(id.to_owned());
        }
        if catalogue
            .documents()
            .iter()
            .any(|document| document.id == id)
        {
            return Target::Document(id.to_owned());
        }
        let sections = Section::ALL.iter().map(|(_, word)| *word);
        let kinds = ItemKind::ALL.iter().map(|kind| kind.code());
        let documents = catalogue.documents().iter().map(|document| &*document.id);
        let all = rulebook.ids().chain(sections).chain(kinds).chain(documents);
        let nearest = shizu_rules::nearest(id, all).map(str::to_owned);
        Target::Unknown {
            id: id.to_owned(),
            nearest,
        }
    }

    /// The part it belongs to.
    pub fn section(&self) -> Section {
        match self {
            Target::Section(section) => *section,
            Target::Table(_)
            | Target::Rule { .. }
            | Target::Kind(_)
            | Target::Item { .. }
            | Target::Fact(_)
            | Target::Unknown { .. } => Section::Tables,
            Target::Limit(_) => Section::Calendar,
            Target::Document(_) | Target::Entry(_) => Section::Sources,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shizu_rules::vocabulary::Term;
    use shizu_rules::{ItemKind, LoadError, Rulebook, Subject};

    use super::{Section, Target};

    #[test]
    fn no_two_things_share_an_address() -> Result<(), Vec<LoadError>> {
        let rulebook = Rulebook::shipped()?;
        let sections = Section::ALL.iter().map(|(_, word)| *word);
        let tables = rulebook.tables.iter().map(|table| &*table.id);
        let rows: BTreeSet<&str> = rulebook.rules().map(|(_, rule)| &*rule.id).collect();
        let facts = Subject::ALL.iter().flat_map(|subject| subject.facts());
        let facts: BTreeSet<&str> = facts.map(|fact| fact.code()).collect();
        let limits = rulebook.limits.iter().map(|limit| &*limit.id);
        let kinds = ItemKind::ALL.iter().map(|kind| kind.code());
        let families = rulebook
            .items()
            .filter(|item| !matches!(item.kind, ItemKind::Rule | ItemKind::Limit));
        let families = families.map(|item| item.id);
        let documents = rulebook
            .catalogue
            .documents()
            .iter()
            .map(|document| &*document.id);
        let entries = rulebook.catalogue.entries().map(|entry| &*entry.id);
        let mut seen = BTreeSet::new();
        let all = sections
            .chain(tables)
            .chain(rows)
            .chain(facts)
            .chain(limits)
            .chain(kinds)
            .chain(families)
            .chain(documents)
            .chain(entries);
        for id in all {
            assert!(seen.insert(id), "`{id}` names two things");
        }
        Ok(())
    }

    #[test]
    fn what_is_mistyped_is_recognised() -> Result<(), Vec<LoadError>> {
        let rulebook = Rulebook::shipped()?;
        for (typed, meant) in [
            ("LS430", "LS43"),
            ("redaction-masks", "redaction_masks"),
            ("lead.ownstaff", "lead.own_staff"),
            ("gruop_load", "group_load"),
            ("calendr", "calendar"),
        ] {
            let Target::Unknown { nearest, .. } = Target::of(&rulebook, typed) else {
                panic!("there is no `{typed}`");
            };
            assert_eq!(nearest.as_deref(), Some(meant));
        }
        Ok(())
    }
}
