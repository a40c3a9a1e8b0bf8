//! Tables for people: columns aligned, Chinese characters two wide.

use comfy_table::{CellAlignment, Table, presets};

/// A table with a header. Columns from `numbers_from` on hold numbers and are aligned to the right.
pub fn table(
    header: &[&str],
    numbers_from: usize,
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(header);
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(numbers_from) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}
