//! What a table means, by brute force from its rows as written: nothing of the compiled form is used.

use std::collections::{BTreeMap, BTreeSet};

use shizu_tables::{
    Aggregate, Cell, Column, Domain, Fact, Policy, RowSpec, Table, TableSpec, Terminal,
};

#[derive(Clone, Debug)]
pub struct Model {
    pub schema: Vec<Column>,
    pub spec: TableSpec<i64>,
}

/// What a table says when everything is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    One(i64),
    NoRule,
    Conflict,
    List(Vec<i64>),
    Number(i64),
}

pub fn accepts(cell: &Cell, value: i64) -> bool {
    match cell {
        Cell::OneOf(indices) => indices.iter().any(|index| *index as i64 == value),
        Cell::Within(ranges) => ranges
            .iter()
            .any(|(from, to)| *from <= value && value < *to),
    }
}

pub fn matches(row: &RowSpec<i64>, values: &[i64]) -> bool {
    row.cells
        .iter()
        .all(|(column, cell)| accepts(cell, values[*column]))
}

impl Model {
    pub fn table(&self) -> Table<i64> {
        Table::compile(&self.spec, &self.schema).expect("a generated table compiles")
    }

    pub fn row(&self, id: &str) -> &RowSpec<i64> {
        self.spec
            .rows
            .iter()
            .find(|row| row.id == id)
            .expect("a row of the table")
    }

    /// The rows that match, as written.
    pub fn matching(&self, values: &[i64]) -> Vec<&RowSpec<i64>> {
        self.spec
            .rows
            .iter()
            .filter(|row| matches(row, values))
            .collect()
    }

    fn rank(&self, outcome: i64) -> usize {
        self.spec
            .priority
            .iter()
            .position(|known| *known == outcome)
            .expect("ranked")
    }

    /// The row that decides alone under a policy in which one row wins.
    pub fn winner(&self, values: &[i64]) -> Option<&RowSpec<i64>> {
        let rows = self.matching(values);
        match self.spec.policy {
            Policy::Priority => rows.into_iter().min_by_key(|row| self.rank(row.outcome)),
            _ => rows.into_iter().next(),
        }
    }

    /// What the table says about fully known facts.
    pub fn say(&self, values: &[i64]) -> Said {
        let rows = self.matching(values);
        let agree = rows.iter().all(|row| row.outcome == rows[0].outcome);
        let outcomes = rows.iter().map(|row| row.outcome);
        match self.spec.policy {
            Policy::First | Policy::Priority => self
                .winner(values)
                .map_or(Said::NoRule, |row| Said::One(row.outcome)),
            Policy::Unique | Policy::Any if rows.is_empty() => Said::NoRule,
            Policy::Unique if rows.len() > 1 => Said::Conflict,
            Policy::Any if !agree => Said::Conflict,
            Policy::Unique | Policy::Any => Said::One(rows[0].outcome),
            Policy::Collect(Aggregate::Sum) => Said::Number(outcomes.sum()),
            Policy::Collect(Aggregate::Count) => Said::Number(rows.len() as i64),
            Policy::Collect(Aggregate::Min) => outcomes.min().map_or(Said::NoRule, Said::Number),
            Policy::Collect(Aggregate::Max) => outcomes.max().map_or(Said::NoRule, Said::Number),
            Policy::OutputOrder => {
                let distinct: BTreeSet<i64> = outcomes.collect();
                let mut list: Vec<i64> = distinct.into_iter().collect();
                list.sort_by_key(|outcome| self.rank(*outcome));
                Said::List(list)
            }
            Policy::RuleOrder | Policy::Collect(Aggregate::List) => {
                // In the order in which the table first writes them.
                let mut list = Vec::new();
                for row in &self.spec.rows {
                    if outcomes.clone().any(|outcome| outcome == row.outcome)
                        && !list.contains(&row.outcome)
                    {
                        list.push(row.outcome);
                    }
                }
                Said::List(list)
            }
        }
    }

    /// Schema indices of the columns that some row has a cell for.
    pub fn used(&self) -> Vec<usize> {
        let used: BTreeSet<usize> = self
            .spec
            .rows
            .iter()
            .flat_map(|row| row.cells.keys().copied())
            .collect();
        used.into_iter().collect()
    }

    /// The points at which some range of the column begins or ends, within the axis.
    fn cuts(&self, column: usize) -> Vec<i64> {
        let Domain::Axis(axis) = &self.schema[column].domain else {
            return Vec::new();
        };
        let (min, max) = axis.bounds();
        let mut cuts = BTreeSet::from([min]);
        for row in &self.spec.rows {
            if let Some(Cell::Within(ranges)) = row.cells.get(&column) {
                cuts.extend(ranges.iter().flat_map(|(from, to)| [*from, *to]));
            }
        }
        cuts.into_iter()
            .filter(|cut| (min..=max).contains(cut))
            .collect()
    }

    /// One value for each class: each code, or the first point of each interval between cuts.
    pub fn classes(&self, column: usize) -> Vec<i64> {
        match &self.schema[column].domain {
            Domain::Axis(_) => self.cuts(column),
            closed => (0..closed.codes().len() as i64).collect(),
        }
    }

    /// The class that holds `value`, as its first point.
    pub fn class(&self, column: usize, value: i64) -> i64 {
        *self
            .classes(column)
            .iter()
            .rfind(|start| **start <= value)
            .expect("within the domain")
    }

    /// Values worth asking about: both ends of each class.
    pub fn points(&self, column: usize) -> Vec<i64> {
        match &self.schema[column].domain {
            Domain::Axis(axis) => {
                let (min, max) = axis.bounds();
                let cuts = self.cuts(column);
                let before = cuts.iter().map(|cut| cut - 1).filter(|point| *point >= min);
                let points: BTreeSet<i64> =
                    cuts.iter().copied().chain(before).chain([max]).collect();
                points.into_iter().collect()
            }
            _ => self.classes(column),
        }
    }

    /// Every combination of one value per class over the used columns; a column that is `fixed` keeps its value. Columns that the table
    /// does not use have some value.
    pub fn completions(&self, fixed: &[Fact]) -> Vec<Vec<i64>> {
        let used = self.used();
        let mut all = vec![Vec::new()];
        for column in 0..self.schema.len() {
            let known = fixed.get(column).and_then(|fact| fact.value());
            let values = match known {
                Some(value) => vec![value],
                None if used.contains(&column) => self.classes(column),
                None => vec![self.classes(column)[0]],
            };
            all = all
                .into_iter()
                .flat_map(|start| {
                    values.iter().map(move |value| {
                        let mut longer = start.clone();
                        longer.push(*value);
                        longer
                    })
                })
                .collect();
        }
        all
    }

    /// Every combination of one value per class.
    pub fn space(&self) -> Vec<Vec<i64>> {
        self.completions(&[])
    }

    /// What may be said under facts, some unknown.
    pub fn possible(&self, facts: &[Fact]) -> BTreeSet<Said> {
        self.completions(facts)
            .iter()
            .map(|values| self.say(values))
            .collect()
    }

    /// What is said once all is known, for every combination.
    pub fn sayings(&self) -> BTreeMap<Vec<i64>, Said> {
        self.space()
            .into_iter()
            .map(|values| {
                let said = self.say(&values);
                (values, said)
            })
            .collect()
    }
}

pub fn facts(values: &[i64]) -> Vec<Fact> {
    values.iter().map(|value| Fact::known(*value)).collect()
}

/// A terminal of a single-outcome or number table, in the model's words.
pub fn said(table: &Table<i64>, terminal: &Terminal) -> Said {
    match terminal {
        Terminal::NoRule => Said::NoRule,
        Terminal::Conflict => Said::Conflict,
        Terminal::Outcome(index) => Said::One(table.outcomes()[*index]),
        Terminal::Number(number) => Said::Number(*number),
        other => panic!("{other:?} is not the answer of such a table"),
    }
}
