//! From a table of texts to what is evaluated: which column is what, what a row says, and what is wrong with it. One form serves units, cadres,
//! archives, groups, cases and tasks.

use rust_decimal::Decimal;

use super::entry::{Entry, FormError, wrong};
use super::{CadreWatch, Scorer};
use crate::facts::{FactKey, Subject};
use crate::intake::{plain, shorten};
use crate::lang::{Lang, Text};
use crate::rulebook::Rulebook;
use crate::vocabulary::terms;

terms! {
    /// What the rows of an input are about.
    RowKind {
        Unit "unit" "单位政治生态" "a unit's political ecology",
        Cadre "cadre" "干部廉政预警" "early warning for a cadre",
        Archive "archive" "廉政档案提醒" "reminders from an archive",
        Group "group" "派驻组考核" "appraisal of a group",
        Accountability "accountability" "一案双查" "double accountability",
        Role "role" "角色冲突" "role conflicts",
    }
}

/// Columns for people, which nothing reads: they are passed over without a note.
const FREE_TEXT: &[&str] = &[
    "note",
    "备注",
    "说明",
    "name",
    "名称",
    "evidence",
    "依据材料",
];

/// The columns of an input of one kind.
#[derive(Clone, Debug)]
pub struct Form {
    /// What its rows are about.
    pub kind: RowKind,
    /// The columns, in the order of a template.
    pub columns: Vec<FormColumn>,
    bound: Vec<Option<usize>>,
    names: Vec<String>,
}

/// A column of a form.
#[derive(Clone, Debug)]
pub struct FormColumn {
    /// Its code: the name of the column or JSON field.
    pub code: String,
    /// What people call it; accepted as the name too.
    pub label: Text,
    /// What its cells are.
    pub holds: Holds,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// What the row is about; must not be empty.
    Id,
    /// Whose task it is, or nothing.
    Owner,
    /// Who gives the marks of the row.
    By,
    /// The mark of the criterion at this position.
    Mark(usize),
    /// Points added or taken away, at most so many.
    Extra(Decimal),
    /// A fact.
    Fact(FactKey),
    /// The day a reminder was raised.
    Raised,
    /// The day it was verified.
    Done,
}

impl RowKind {
    /// The subject whose facts a row has.
    pub fn subject(self) -> Subject {
        match self {
            RowKind::Unit => Subject::Ecology,
            RowKind::Cadre | RowKind::Archive => Subject::Cadre,
            RowKind::Group => Subject::Appraisal,
            RowKind::Accountability => Subject::Accountability,
            RowKind::Role => Subject::GroupTask,
        }
    }

    /// Name of the column that says what a row is about.
    pub fn id(self) -> (&'static str, &'static str, &'static str) {
        match self {
            RowKind::Unit => ("unit", "单位", "unit"),
            RowKind::Cadre | RowKind::Archive => ("cadre", "干部编号", "cadre"),
            RowKind::Group => ("group", "派驻组", "group"),
            RowKind::Accountability => ("case", "案件", "case"),
            RowKind::Role => ("task", "工作", "task"),
        }
    }

    /// The facts that a row may give; those that marks decide are not among them.
    pub fn facts(self) -> Vec<FactKey> {
        let all = self.subject().facts().iter().copied();
        match self {
            RowKind::Unit => all.skip(3).collect(),
            RowKind::Cadre => [
                FactKey::CadreAuthority,
                FactKey::KeyPerson,
                FactKey::OpenReports,
            ]
            .into(),
            RowKind::Archive => [FactKey::CadreAuthority, FactKey::Occasion]
                .into_iter()
                .chain(CadreWatch::conditions())
                .collect(),
            RowKind::Group => all.skip(2).collect(),
            RowKind::Accountability | RowKind::Role => all.collect(),
        }
    }
}

impl Form {
    /// The form of `kind`; with the criteria of `scorer` where marks are given.
    pub fn new(kind: RowKind, rulebook: &Rulebook, scorer: Option<&Scorer>) -> Self {
        let text = |zh: &str, en: &str| Text {
            zh: zh.to_owned(),
            en: en.to_owned(),
        };
        let column = |code: &str, label: Text, holds: Holds| FormColumn {
            code: code.to_owned(),
            label,
            holds,
        };
        let (id, zh, en) = kind.id();
        let mut columns = vec![column(id, text(zh, en), Holds::Id)];
        if kind == RowKind::Role {
            columns.push(column("head", text("组长", "group head"), Holds::Owner));
        }
        if kind == RowKind::Group {
            columns.push(column("by", text("评分方", "marked by"), Holds::By));
        }
        if let Some(scorer) = scorer {
            for (at, criterion) in scorer.criteria.iter().enumerate() {
                let title = rulebook.item(&criterion.id).map(|item| item.title.clone());
                let label = title.unwrap_or_default();
                columns.push(column(&criterion.code, label, Holds::Mark(at)));
            }
            if !scorer.bonus.is_zero() {
                let label = text("加分", "bonus");
                columns.push(column("bonus", label, Holds::Extra(scorer.bonus)));
            }
            if !scorer.deduction.is_zero() {
                let label = text("扣分", "deduction");
                columns.push(column("deduction", label, Holds::Extra(scorer.deduction)));
            }
        }
        columns.extend(kind.facts().into_iter().map(|key| {
            let label = text(key.label(Lang::Zh), key.label(Lang::En));
            column(key.code(), label, Holds::Fact(key))
        }));
        if kind == RowKind::Archive {
            columns.push(column(
                "raised",
                text("提醒生成日期", "raised"),
                Holds::Raised,
            ));
            columns.push(column("done", text("核实日期", "verified"), Holds::Done));
        }
        Form {
            kind,
            bound: vec![None; columns.len()],
            columns,
            names: Vec::new(),
        }
    }

    /// Binds the columns of the input, in their order; those bound before stay. Gives the names of columns that are none of the form.
    ///
    /// # Errors
    /// When two columns are the same.
    pub fn bind<N: AsRef<str>>(&mut self, names: &[N]) -> Result<Vec<String>, Box<FormError>> {
        let mut unknown = Vec::new();
        for (index, name) in names
            .iter()
            .map(AsRef::as_ref)
            .enumerate()
            .skip(self.names.len())
        {
            self.names.push(name.to_owned());
            let Some(at) = self.named(name) else {
                if !FREE_TEXT.contains(&name.trim()) {
                    unknown.push(name.to_owned());
                }
                continue;
            };
            if let Some(first) = self.bound[at].replace(index) {
                let (first, code) = (&self.names[first], &self.columns[at].code);
                return Err(Box::new(FormError {
                    code: "duplicate_column",
                    column: name.to_owned(),
                    text: String::new(),
                    expected: Vec::new(),
                    nearest: None,
                    says: Text {
                        zh: format!(
                            "“{}”列和“{}”列都是“{code}”，请删去一列或改名。",
                            shorten(first),
                            shorten(name)
                        ),
                        en: format!(
                            "Columns `{}` and `{}` both are `{code}`; remove or rename one.",
                            shorten(first),
                            shorten(name)
                        ),
                    },
                }));
            }
        }
        Ok(unknown)
    }

    /// Forgets which columns of an input are bound.
    pub fn unbind(&mut self) {
        self.bound.fill(None);
        self.names.clear();
    }

    /// The columns that the input has, with their places in it.
    pub fn placed(&self) -> impl Iterator<Item = (&FormColumn, usize)> {
        let placed = self.columns.iter().zip(&self.bound);
        placed.filter_map(|(column, place)| Some((column, (*place)?)))
    }

    /// Whether the column that says what a row is about is there.
    ///
    /// # Errors
    /// When it is not.
    pub fn needs_id(&self) -> Result<(), Box<FormError>> {
        if self.bound.first().is_some_and(Option::is_some) {
            return Ok(());
        }
        let (code, zh, en) = self.kind.id();
        Err(Box::new(FormError {
            code: "no_id",
            column: code.to_owned(),
            text: String::new(),
            expected: Vec::new(),
            nearest: shizu_tables::nearest(code, self.names.iter().map(String::as_str))
                .map(str::to_owned),
            says: Text {
                zh: format!("缺少 {code}（{zh}）列，请增加一列。"),
                en: format!("There is no column `{code}` ({en}); add one."),
            },
        }))
    }

    /// What to tell of a column that is none of the form.
    pub fn note(&self, name: &str, lang: Lang) -> String {
        let codes = self.columns.iter().map(|column| column.code.as_str());
        let near = shizu_tables::nearest(name, codes);
        let name = shorten(name);
        match (lang, near) {
            (Lang::Zh, None) => format!("不认识“{name}”列，已忽略。"),
            (Lang::En, None) => format!("Column `{name}` is not known and is ignored."),
            (Lang::Zh, Some(near)) => format!("不认识“{name}”列，已忽略；是否指“{near}”？"),
            (Lang::En, Some(near)) => {
                format!("Column `{name}` is not known and is ignored; did you mean `{near}`?")
            }
        }
    }

    /// Reads a row.
    ///
    /// # Errors
    /// Every cell that cannot be used.
    pub fn read<'a>(
        &self,
        cell: impl Fn(usize) -> Option<&'a str>,
    ) -> Result<Entry, Vec<FormError>> {
        let mut entry = Entry::new(self.kind);
        let mut errors = Vec::new();
        for (column, bound) in self.columns.iter().zip(&self.bound) {
            let text = bound.and_then(&cell).unwrap_or_default().trim();
            let name = bound.and_then(|index| self.names.get(index));
            if let Err(mut error) = entry.take(column.holds, text) {
                error.column.clone_from(name.unwrap_or(&column.code));
                errors.push(*error);
            }
        }
        if entry
            .done
            .is_some_and(|done| entry.raised.is_some_and(|raised| done < raised))
        {
            errors.push(FormError {
                column: "done".to_owned(),
                ..wrong(
                    "before_raised",
                    "",
                    Vec::new(),
                    None,
                    Text {
                        zh: "核实日期早于提醒生成日期，请核对。".to_owned(),
                        en: "the day verified is before the day raised; please check.".to_owned(),
                    },
                )
            });
        }
        if errors.is_empty() {
            Ok(entry)
        } else {
            Err(errors)
        }
    }

    fn named(&self, name: &str) -> Option<usize> {
        let name = plain(name);
        self.columns.iter().position(|column| {
            let label = &column.label;
            [&column.code, &label.zh, &label.en]
                .iter()
                .any(|known| plain(known) == name)
        })
    }
}
