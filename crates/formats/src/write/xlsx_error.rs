use std::io;

use crate::lang::Lang;

/// Why a workbook cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum XlsxError {
    /// A name no sheet can have: empty, longer than 31 characters, with one of `[ ] : * ? / \`, an apostrophe at either end, or
    /// given twice.
    SheetName(String),
    /// A row before the first sheet, or a workbook without any.
    NoSheet,
    /// More than 1,048,576 rows or 16,384 columns.
    TooLarge {
        /// Name of the sheet.
        sheet: String,
    },
    /// A text longer than the 32,767 characters a cell holds.
    TextTooLong {
        /// Address of the cell.
        cell: String,
    },
    /// Compressing failed, or the file would be larger than 4 GiB.
    Io(String),
}

impl XlsxError {
    pub(super) fn too_big() -> Self {
        Self::Io("> 4 GiB".to_owned())
    }

    /// What is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::SheetName(name), Lang::Zh) => {
                format!(
                    "工作表不能命名为“{name}”。名称须为1至31个字符，不含 [ ] : * ? / \\，首尾不是单引号，且不重复。"
                )
            }
            (Self::SheetName(name), Lang::En) => format!(
                "A sheet cannot be named \"{name}\". Names have 1 to 31 characters without [ ] : * ? / \\, no apostrophe at either \
                 end, and differ from each other."
            ),
            (Self::NoSheet, Lang::Zh) => "工作簿里没有工作表。请先建立工作表再写入内容。".into(),
            (Self::NoSheet, Lang::En) => {
                "The workbook has no sheet. Begin a sheet before writing rows.".into()
            }
            (Self::TooLarge { sheet }, Lang::Zh) => {
                format!(
                    "工作表“{sheet}”超过了 1048576 行或 16384 列的上限。请分成几张表，或者改为导出 CSV。"
                )
            }
            (Self::TooLarge { sheet }, Lang::En) => {
                format!(
                    "Sheet \"{sheet}\" exceeds 1,048,576 rows or 16,384 columns. Split it, or export CSV."
                )
            }
            (Self::TextTooLong { cell }, Lang::Zh) => {
                format!(
                    "单元格 {cell} 的文字超过 32767 个字符的上限。请缩短内容，或者改为导出 CSV。"
                )
            }
            (Self::TextTooLong { cell }, Lang::En) => {
                format!(
                    "The text for cell {cell} exceeds 32,767 characters. Shorten it, or export CSV."
                )
            }
            (Self::Io(detail), Lang::Zh) => {
                format!("工作簿写入失败：{detail}。请减少行数，或者改为导出 CSV。")
            }
            (Self::Io(detail), Lang::En) => {
                format!("Writing the workbook failed: {detail}. Write fewer rows, or export CSV.")
            }
        }
    }
}

impl std::fmt::Display for XlsxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for XlsxError {}

impl From<io::Error> for XlsxError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

impl From<rawzip::Error> for XlsxError {
    fn from(error: rawzip::Error) -> Self {
        Self::Io(error.to_string())
    }
}
