//! Reading what is counted or scored: returns, rectification, sheets, figures.

use rust_decimal::Decimal;
use shizu_rules::ecology::{Mark, Scorer};
use shizu_rules::indicators::{Column, InputRow};
use shizu_rules::monitor::ReturnBinding;
use shizu_rules::rectification::{Draft, RemarkKind};
use shizu_rules::toml_file::Node;
use shizu_rules::vocabulary::{SheetKind, Term};
use shizu_rules::{Lang, Problem, Text, What};
use shizu_tables::SortOnce;
use toml::Spanned;

use super::super::figures::Figures;
use super::super::heat::Heat;
use super::super::score::{Score, Wanted};
use super::super::sheet::{Marks, Sheet};
use super::{Asked, choices};
use crate::scenario::{Lines, Reading};
use crate::words::quoted;

pub(super) fn heat(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let as_of = reading.required_day(node, "as_of");
    let bodies = node.tables(reading.file, "body");
    let bodies: Vec<_> = bodies
        .iter()
        .filter_map(|node| {
            node.only(reading.file, &["id", "name"]);
            let name = reading.text(node, "name");
            Some((node.required(reading.file, "id")?.into_inner(), name?))
        })
        .collect();
    if bodies.is_empty() {
        reading
            .file
            .fail(&node.at, Problem::MissingField { field: "body" });
    }
    let Lines { at, header, rows } = reading.lines(node, "returns")?;
    let binding = match ReturnBinding::of_table(&header) {
        Ok(binding) => binding,
        Err(error) => {
            reading.told(&at, error.message(Lang::Zh), error.message(Lang::En));
            return None;
        }
    };
    let notes = |lang| binding.notes(lang).join(" ");
    if !notes(Lang::Zh).is_empty() {
        reading.told(&at, notes(Lang::Zh), notes(Lang::En));
    }
    for (number, row) in rows.iter().enumerate() {
        let mut errors = Vec::new();
        let cell = |index: usize| row.get(index).map(String::as_str);
        let _ = binding.row(cell, &mut errors);
        for error in errors {
            let line = number + 1;
            reading.told(
                &at,
                format!("第{line}行：{}", error.message(Lang::Zh)),
                format!("row {line}: {}", error.message(Lang::En)),
            );
        }
    }
    let triggers = reading.desk.rulebook().triggers.iter();
    let triggers: Vec<&str> = triggers.map(shizu_rules::monitor::Trigger::id).collect();
    Some(Box::new(Heat {
        as_of: as_of?,
        header,
        rows,
        bodies,
        choices: choices(reading, node, &triggers),
    }))
}

pub(super) fn score(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let fields = node.required_table(reading.file, "fields")?;
    let mut draft = Draft::default();
    for (name, text) in reading.scalars(&fields) {
        draft.put(name.get_ref(), &text);
    }
    let desk = reading.desk;
    let scoring = desk.scoring()?;
    for (name, _) in &draft.unknown {
        reading.told(
            &fields.at,
            format!("整改评分没有“{name}”这个字段"),
            format!("scoring has no field `{name}`"),
        );
    }
    let (_, remarks) = scoring.read(&draft);
    // The unit is told by the scene, in both languages.
    let faults = remarks
        .iter()
        .filter(|remark| remark.is_fault() && remark.kind != RemarkKind::NoUnit);
    for remark in faults {
        let told = |lang| format!("{}：{}", remark.field(lang), remark.message(lang));
        reading.told(
            &fields.at,
            told(Lang::Zh),
            told(Lang::En).replace('：', ": "),
        );
    }
    let scheme = match node.string(reading.file, "scheme") {
        None => None,
        Some(name) => {
            let valid: Vec<&str> = scoring.schemes().map(|scheme| scheme.name()).collect();
            Some(reading.one_of(What::Name, name, &valid)?)
        }
    };
    let mut wanted = Vec::new();
    for code in reading.codes(node, "ask") {
        wanted.extend(reading.code::<Wanted>(&code, What::Name));
    }
    if wanted.is_empty() {
        wanted = Wanted::ALL.to_vec();
    }
    Some(Box::new(Score {
        draft,
        scheme,
        wanted,
    }))
}

pub(super) fn sheet(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let rulebook = reading.desk.rulebook();
    let sheets = rulebook.sheets.iter();
    let valid: Vec<&str> = sheets.map(|sheet| sheet.grounds.id.as_str()).collect();
    let sheet = node.required(reading.file, "sheet")?;
    let sheet = reading.one_of(What::Sheet, sheet, &valid)?;
    let known = rulebook.sheet(&sheet)?;
    let criteria = rulebook.criteria(known).iter();
    let codes: Vec<&str> = criteria.map(|criterion| criterion.code.as_str()).collect();
    let given = node.required_table(reading.file, "marks")?;
    let marks = marks(reading, &given, &codes);
    let scorer = Scorer::new(rulebook, reading.desk.parameters(), &sheet).ok()?;
    let title = &known.grounds.title;
    let mut voice = |field: &'static str, has: bool| -> Marks {
        let Some(given) = node.table(reading.file, field) else {
            return Vec::new();
        };
        if !has {
            reading.told(
                &given.at,
                format!("{}没有这一方的评分；请删去 {field}", quoted(&title.zh)),
                format!("`{}` has no marks of theirs; remove `{field}`", title.en),
            );
        }
        self::marks(reading, &given, &codes)
    };
    let office = voice("office", scorer.office_share.is_some());
    let host = voice("host_unit", scorer.kind == SheetKind::Appraisal);
    Some(Box::new(Sheet {
        id: sheet,
        marks,
        office,
        host,
        extra: extra(reading, node, &scorer, title)?,
    }))
}

/// The marks of one side, in the sheet's order, whatever the file's.
fn marks(reading: &mut Reading<'_, '_>, node: &Node<'_>, codes: &[&str]) -> Marks {
    let mut marks = Vec::new();
    for (name, text) in reading.scalars(node) {
        let at = name.span();
        let code = reading.one_of(What::Name, name, codes);
        match (code, Mark::read(&text)) {
            (Some(code), Ok(mark)) => marks.push((code, mark, text)),
            (Some(_), Err(problem)) => {
                reading.told(&at, problem.message(Lang::Zh), problem.message(Lang::En));
            }
            (None, _) => {}
        }
    }
    marks.sort_once_by_key(|(code, ..)| codes.iter().position(|known| known == code));
    marks
}

/// Bonus less deduction; more than the sheet allows is refused.
fn extra(
    reading: &mut Reading<'_, '_>,
    node: &Node<'_>,
    scorer: &Scorer,
    title: &Text,
) -> Option<Decimal> {
    let Some(text) = node.string(reading.file, "extra") else {
        return Some(Decimal::ZERO);
    };
    let Ok(number) = text.get_ref().parse::<Decimal>() else {
        let (field, expected) = ("extra".to_owned(), "\"2.5\" | \"-3\"");
        let problem = Problem::WrongType { field, expected };
        reading.file.fail(&text.span(), problem);
        return None;
    };
    let (least, most) = (-scorer.deduction, scorer.bonus);
    if (least..=most).contains(&number) {
        return Some(number);
    }
    let (zh, en) = (quoted(&title.zh), &title.en);
    let (least, most, number) = (least.normalize(), most.normalize(), number.normalize());
    if least.is_zero() && most.is_zero() {
        reading.told(
            &text.span(),
            format!("{zh}没有加分和扣分；请删去 extra"),
            format!("`{en}` has neither bonus nor deduction; remove `extra`"),
        );
    } else {
        reading.told(
            &text.span(),
            format!("extra 为{number}，超出{zh}的加减分限度；应在{least}与{most}之间"),
            format!(
                "extra is {number}, beyond what `{en}` adds or takes away; write {least} to {most}"
            ),
        );
    }
    None
}

pub(super) fn figures(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Asked {
    let Lines {
        at,
        header,
        rows: lines,
    } = reading.lines(node, "rows")?;
    // The column of the row's own indicator is not one of the engine's.
    let ruled = header.iter().position(|name| name == RULE);
    let mut columns = Vec::new();
    for name in &header {
        if let Some(column) = Column::named(name) {
            columns.push((column, header.iter().position(|known| known == name)));
        } else if name != RULE {
            let valid = Column::VALUES.iter().map(|value| value.code);
            let valid: Vec<&str> = valid.chain([RULE]).collect();
            reading.file.unknown(What::Field, &at, name, &valid);
        }
    }
    let row = |(number, line): (usize, &Vec<String>)| InputRow {
        row: number as u64 + 1,
        cells: columns
            .iter()
            .filter_map(|(column, at)| Some((*column, line.get((*at)?)?.clone())))
            .collect(),
    };
    let rows = lines.iter().enumerate().map(row).collect();
    let indicators = reading.desk.rulebook().indicators.iter();
    let valid: Vec<&str> = indicators.map(|known| known.grounds.id.as_str()).collect();
    let mut rules = Vec::new();
    for id in reading.codes(node, "rules") {
        rules.extend(reading.one_of(What::Name, id, &valid));
    }
    let own: Vec<Option<String>> = lines
        .iter()
        .map(|line| {
            let id = line.get(ruled?)?;
            let id = (!id.is_empty()).then(|| Spanned::new(at.clone(), id.clone()))?;
            reading.one_of(What::Name, id, &valid)
        })
        .collect();
    if rules.is_empty() && own.iter().any(Option::is_none) {
        reading
            .file
            .fail(&node.at, Problem::MissingField { field: "rules" });
    }
    let columns = columns.into_iter().map(|(column, _)| column);
    Some(Box::new(Figures {
        columns: columns.collect(),
        rows,
        rules,
        own,
    }))
}

/// The column of `rows` that names the indicator of the row.
const RULE: &str = "rule";
