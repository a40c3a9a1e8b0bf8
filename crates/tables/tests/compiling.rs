//! Tables that compile, and what is said about those that do not hold together.

use std::collections::BTreeMap;

use shizu_tables::{
    Aggregate, Axis, Cell, Column, CompileError, Domain, Policy, RowSpec, Table, TableSpec,
};

const SCORE: Axis = Axis::Number {
    places: 1,
    min: 0,
    max: 1000,
};

fn organs() -> Domain {
    Domain::Set(
        ["office", "group", "department"]
            .map(str::to_owned)
            .to_vec(),
    )
}

fn row(id: &str, cells: impl IntoIterator<Item = (usize, Cell)>, outcome: &str) -> RowSpec<String> {
    RowSpec {
        id: id.to_owned(),
        cells: BTreeMap::from_iter(cells),
        outcome: outcome.to_owned(),
    }
}

fn compile(policy: Policy, rows: Vec<RowSpec<String>>) -> Result<Table<String>, CompileError> {
    let schema = [
        Column::new("organ", organs()),
        Column::new("score", Domain::Axis(SCORE)),
        Column::new("none", Domain::Set(Vec::new())),
        Column::new(
            "upside_down",
            Domain::Axis(Axis::Number {
                places: 0,
                min: 5,
                max: 4,
            }),
        ),
    ];
    let spec = TableSpec {
        id: "t".to_owned(),
        policy,
        complete: false,
        priority: vec!["x".to_owned()],
        rows,
    };
    Table::compile(&spec, &schema)
}

fn refused(policy: Policy, rows: Vec<RowSpec<String>>) -> CompileError {
    compile(policy, rows)
        .map(|table| table.rows().len())
        .unwrap_err()
}

#[test]
fn tables_that_do_not_hold_together_are_refused() {
    let twice = vec![row("a", [], "x"), row("a", [], "y")];
    assert_eq!(
        refused(Policy::First, twice),
        CompileError::DuplicateRow {
            table: "t".to_owned(),
            row: "a".to_owned()
        }
    );
    for (column, cell) in [
        (0, Cell::OneOf(vec![3])),
        (0, Cell::Within(vec![(0, 1)])),
        (1, Cell::OneOf(vec![0])),
        (9, Cell::OneOf(vec![0])),
    ] {
        assert_eq!(
            refused(Policy::First, vec![row("a", [(column, cell)], "x")]),
            CompileError::CellOutsideSchema {
                table: "t".to_owned(),
                row: "a".to_owned(),
                column
            }
        );
    }
    for (column, cell, code) in [
        (2, Cell::OneOf(vec![]), "none"),
        (3, Cell::Within(vec![(4, 5)]), "upside_down"),
    ] {
        assert_eq!(
            refused(Policy::First, vec![row("a", [(column, cell)], "x")]),
            CompileError::EmptyDomain {
                table: "t".to_owned(),
                column: code.to_owned()
            }
        );
    }
    for aggregate in [Aggregate::Sum, Aggregate::Min, Aggregate::Max] {
        assert_eq!(
            refused(Policy::Collect(aggregate), vec![row("a", [], "x")]),
            CompileError::NotANumber {
                table: "t".to_owned(),
                row: "a".to_owned()
            }
        );
    }
    for policy in [Policy::Priority, Policy::OutputOrder] {
        let error = refused(policy, vec![row("a", [], "x"), row("b", [], "y")]);
        assert_eq!(
            error,
            CompileError::Unranked {
                table: "t".to_owned(),
                row: "b".to_owned()
            }
        );
        assert!(error.to_string().contains("add it to the list"));
    }
}

#[test]
fn a_table_uses_at_most_so_many_columns() {
    let wide = |width: usize| {
        let schema: Vec<Column> = (0..width)
            .map(|index| Column::new(format!("k{index}"), Domain::Flag))
            .collect();
        let cells = (0..width).map(|column| (column, Cell::OneOf(vec![1])));
        let spec = TableSpec {
            id: "t".to_owned(),
            policy: Policy::First,
            complete: false,
            priority: vec![],
            rows: vec![row("a", cells, "x")],
        };
        Table::compile(&spec, &schema).map(|table| table.columns().count())
    };
    assert_eq!(wide(32), Ok(32));
    assert_eq!(
        wide(33),
        Err(CompileError::TooManyColumns {
            table: "t".to_owned(),
            columns: 33
        })
    );
}

#[test]
fn what_compiles_can_be_read_back() {
    let table = compile(
        Policy::First,
        vec![
            row("a", [(0, Cell::OneOf(vec![1]))], "x"),
            row("b", [], "y"),
        ],
    )
    .unwrap();
    assert_eq!((table.id(), table.policy()), ("t", Policy::First));
    assert_eq!(table.outcomes(), ["x", "y"]);
    assert_eq!(table.columns().collect::<Vec<_>>(), [0]);
    assert_eq!(table.rows()[1].id, "b");
}
