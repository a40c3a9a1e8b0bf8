//! What can be wrong with a file, where, and what to do.

use shizu_rules::Lang;

use crate::field::shorten;
use crate::file::{LARGEST_FILE, VERSION};
use crate::kind::Kind;
use crate::workbook::Workbook;

/// Why a file cannot be opened.
#[derive(Clone, Debug)]
pub enum FileError {
    /// It is larger than any workbook.
    TooLarge {
        /// Its bytes.
        bytes: usize,
    },
    /// It is encrypted with a passphrase.
    Encrypted,
    /// It is something else.
    NotAWorkbook,
    /// A later version of the program wrote it.
    Newer {
        /// The version of its layout.
        version: u64,
    },
    /// It is a workbook, but damaged or altered.
    Broken {
        /// What is wrong.
        what: Broken,
        /// Line in the file, from 1; 0 when no single line is meant.
        line: usize,
        /// Column in that line, in bytes, from 1.
        column: usize,
        /// What could be read of it all the same.
        damage: Box<Damage>,
    },
}

/// What is wrong with a damaged file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It ends too early.
    Truncated,
    /// It is no text in UTF-8.
    NotUtf8,
    /// It is no JSON, or not of this layout; the reader's words.
    Syntax(String),
    /// Its content is not what it was when it was written.
    Altered,
    /// A part that every workbook has is missing.
    Missing(&'static str),
    /// A register that does not exist.
    NoRegister(String),
    /// A column that the register does not have.
    NoColumn {
        /// The register.
        kind: Kind,
        /// Name of the column.
        column: String,
    },
    /// A row that has no id, too many or too few cells, or the id of another row.
    Row {
        /// The register.
        kind: Kind,
        /// Number of the row in the register, from 1.
        number: usize,
        /// What is wrong with it.
        fault: RowFault,
    },
    /// An entry of the history that does not follow from the one before it.
    Entry {
        /// Its revision.
        revision: u64,
    },
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// It has no id.
    NoId,
    /// It has another number of cells than there are columns.
    Cells,
    /// Another row has the same id.
    Twice(String),
}

/// What could be read of a damaged file.
#[derive(Clone, Debug)]
pub struct Damage {
    /// The rows that could be read, as a workbook without history: its revision is that of the file, or 0 when that could not be read.
    pub book: Workbook,
    /// How many rows it has.
    pub rows: usize,
}

impl FileError {
    /// What is wrong, where, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    /// What could be read all the same, if anything.
    pub fn damage(&self) -> Option<&Damage> {
        match self {
            FileError::Broken { damage, .. } if damage.rows > 0 => Some(damage),
            _ => None,
        }
    }

    fn zh(&self) -> String {
        match self {
            FileError::TooLarge { bytes } => format!(
                "文件有 {} MB，上限为 {} MB：这样大的文件会耗尽浏览器内存，多半也不是工作簿。请核对所选文件；确是工作簿的，请用命令行工具拆分导出。",
                bytes >> 20,
                LARGEST_FILE >> 20
            ),
            FileError::Encrypted => "文件已加密，请输入口令打开。".to_owned(),
            FileError::NotAWorkbook => {
                "这不是工作簿文件（.shizu）。表格文件请用“导入”。".to_owned()
            }
            FileError::Newer { version } => format!(
                "文件由较新版本的程序写成（格式版本 {version}，本程序最高 {VERSION}）。为免丢失内容，未作任何读取；请升级程序后再打开。"
            ),
            FileError::Broken {
                what,
                line,
                column,
                damage,
            } => {
                let place = if *line == 0 {
                    String::new()
                } else {
                    format!("（第 {line} 行第 {column} 字节）")
                };
                let rest = if damage.rows == 0 {
                    "没有可以读出的记录；请打开上一份备份。".to_owned()
                } else {
                    format!(
                        "仍可读出 {} 条记录，可另存为新工作簿（不含修改历史）；如有备份，请优先打开备份。",
                        damage.rows
                    )
                };
                format!("{}{place}。{rest}", what.zh())
            }
        }
    }

    fn en(&self) -> String {
        match self {
            FileError::TooLarge { bytes } => format!(
                "The file has {} MB, the limit is {} MB: it would exhaust the browser's memory, and is hardly a workbook. Check which file you chose; if it is a workbook, split it with the command line tool.",
                bytes >> 20,
                LARGEST_FILE >> 20
            ),
            FileError::Encrypted => {
                "The file is encrypted; enter its passphrase to open it.".to_owned()
            }
            FileError::NotAWorkbook => {
                "This is no workbook file (.shizu). Use import for spreadsheets.".to_owned()
            }
            FileError::Newer { version } => format!(
                "A later version of the program wrote this file (layout {version}, this program knows {VERSION}). Nothing was read, so that nothing is lost; update the program and open it again."
            ),
            FileError::Broken {
                what,
                line,
                column,
                damage,
            } => {
                let place = if *line == 0 {
                    String::new()
                } else {
                    format!(" (line {line}, byte {column})")
                };
                let rest = if damage.rows == 0 {
                    "No row could be read; open the backup before it.".to_owned()
                } else {
                    format!(
                        "{} rows can still be read and kept as a new workbook, without their history; if there is a backup, open that instead.",
                        damage.rows
                    )
                };
                format!("{}{place}. {rest}", what.en())
            }
        }
    }
}

impl Broken {
    fn zh(&self) -> String {
        match self {
            Broken::Truncated => "文件不完整，后面的部分缺失".to_owned(),
            Broken::NotUtf8 => "文件不是 UTF-8 文本，多半已损坏".to_owned(),
            Broken::Syntax(words) => format!("文件内容读不通，多半已损坏：{}", shorten(words)),
            Broken::Altered => "文件内容与校验值不符，写成之后被改动或损坏".to_owned(),
            Broken::Missing(part) => format!("文件缺少“{part}”"),
            Broken::NoRegister(name) => format!("不认识台账“{}”", shorten(name)),
            Broken::NoColumn { kind, column } => {
                let kind = kind.label(Lang::Zh);
                format!("{kind}没有“{}”这一栏", shorten(column))
            }
            Broken::Row {
                kind,
                number,
                fault,
            } => {
                let kind = kind.label(Lang::Zh);
                let fault = match fault {
                    RowFault::NoId => "没有编号".to_owned(),
                    RowFault::Cells => "单元格数目与栏目不符".to_owned(),
                    RowFault::Twice(id) => format!("编号“{}”重复", shorten(id)),
                };
                format!("{kind}第 {number} 条{fault}")
            }
            Broken::Entry { revision } => format!("历史第 {revision} 次修改与前后不衔接"),
        }
    }

    fn en(&self) -> String {
        match self {
            Broken::Truncated => "The file is not whole: its end is missing".to_owned(),
            Broken::NotUtf8 => "The file is no UTF-8 text; it is probably damaged".to_owned(),
            Broken::Syntax(words) => {
                let words = shorten(words);
                format!("The file cannot be made sense of; it is probably damaged: {words}")
            }
            Broken::Altered => {
                "The content does not agree with its checksum: it was altered or damaged after it was written".to_owned()
            }
            Broken::Missing(part) => format!("The file has no `{part}`"),
            Broken::NoRegister(name) => format!("There is no register `{}`", shorten(name)),
            Broken::NoColumn { kind, column } => {
                let column = shorten(column);
                format!("The register `{}` has no column `{column}`", kind.code())
            }
            Broken::Row {
                kind,
                number,
                fault,
            } => {
                let fault = match fault {
                    RowFault::NoId => "has no id".to_owned(),
                    RowFault::Cells => "has another number of cells than there are columns".to_owned(),
                    RowFault::Twice(id) => {
                        let id = shorten(id);
                        format!("has the id `{id}` of another row")
                    }
                };
                format!("Row {number} of `{}` {fault}", kind.code())
            }
            Broken::Entry { revision } => {
                format!("Revision {revision} of the history does not follow from the one before it")
            }
        }
    }
}
