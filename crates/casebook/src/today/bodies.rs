//! Who belongs to whom: units to the groups in charge of them, groups to their counterpart offices.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shizu_rules::vocabulary::{BodyKind, Term};

use crate::kind::Kind;
use crate::workbook::{Workbook, day};

/// The bodies of a workbook, found by id or by name. A cell may name a body that the register does not have; then its own text is all there is.
#[derive(Clone, Debug, Default)]
pub struct Bodies<'w> {
    all: Vec<Body<'w>>,
    index: BTreeMap<&'w str, usize>,
}

/// A unit or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body<'w> {
    /// Its name; its id where it has none.
    pub name: &'w str,
    /// Unit or group, where it is said.
    pub kind: Option<BodyKind>,
    /// The counterpart office; empty when not said.
    pub office: &'w str,
    /// The first day on which it makes returns.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// As written: the group in charge of the unit.
    group: &'w str,
}

/// What part of the workbook one looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    #[default]
    All,
    /// An office, the groups that it links with, and their units.
    Office(String),
    /// A group and its units.
    Group(String),
}

impl<'w> Bodies<'w> {
    /// The bodies of the workbook's register.
    pub fn of(book: &'w Workbook) -> Self {
        let mut bodies = Bodies::default();
        for row in book.register(Kind::Body).rows() {
            let name = match row.get("name") {
                "" => row.id(),
                name => name,
            };
            let at = bodies.all.len();
            bodies.index.insert(row.id(), at);
            bodies.index.entry(name).or_insert(at);
            bodies.all.push(Body {
                name,
                kind: BodyKind::from_code(row.get("kind")),
                office: row.get("office"),
                from: day(row.get("from")),
                until: day(row.get("until")),
                group: row.get("group"),
            });
        }
        bodies
    }

    /// All bodies, in the order of the register.
    pub fn all(&self) -> &[Body<'w>] {
        &self.all
    }

    /// The body that a cell names, by id or name.
    pub fn find(&self, text: &str) -> Option<&Body<'w>> {
        self.index.get(text).and_then(|at| self.all.get(*at))
    }

    /// The name of the body that a cell names.
    pub fn name<'a>(&self, text: &'a str) -> &'a str
    where
        'w: 'a,
    {
        self.find(text).map_or(text, |body| body.name)
    }

    /// The name of the group in charge of a body, which is the body itself if it is one; empty when not known.
    pub fn group_of<'a>(&self, text: &'a str) -> &'a str
    where
        'w: 'a,
    {
        match self.find(text) {
            Some(body) if body.kind == Some(BodyKind::Group) => body.name,
            Some(body) => self.name(body.group),
            None => "",
        }
    }

    /// The counterpart office of a body: its own, or that of the group in charge; empty when not known.
    pub fn office_of(&self, text: &str) -> &'w str {
        let Some(body) = self.find(text) else {
            return "";
        };
        if body.office.is_empty() {
            self.find(body.group).map_or("", |group| group.office)
        } else {
            body.office
        }
    }

    /// The offices that bodies name, in order of their names.
    pub fn offices(&self) -> Vec<&'w str> {
        let named = self.all.iter().map(|body| body.office);
        let all: BTreeSet<&str> = named.filter(|office| !office.is_empty()).collect();
        all.into_iter().collect()
    }

    /// The groups that an office links with (all groups for an empty one), in the order of the register.
    pub fn groups_of(&self, office: &str) -> Vec<&'w str> {
        let groups = self.all.iter().filter(|body| {
            body.kind == Some(BodyKind::Group) && (office.is_empty() || body.office == office)
        });
        groups.map(|body| body.name).collect()
    }

    /// Whether a body belongs to the scope. What names no known body belongs to the whole alone.
    pub fn within(&self, scope: &Scope, text: &str) -> bool {
        match scope {
            Scope::All => true,
            Scope::Office(office) => self.office_of(text) == office,
            Scope::Group(group) => self.group_of(text) == group,
        }
    }
}
