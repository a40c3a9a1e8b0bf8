//! The texts of all issues, in both languages.

use crate::{
    detect::Encoding,
    issue::{Issue, JsonFault, Problem, Unit},
    lang::Lang,
    read::MAX_FIELD,
};

pub(crate) fn message(issue: &Issue, lang: Lang) -> String {
    let text = match (lang, row_text(&issue.problem, lang)) {
        (_, Some(text)) => text,
        (Lang::Zh, None) => file_zh(&issue.problem),
        (Lang::En, None) => file_en(&issue.problem),
    };
    match (lang, issue.row, &issue.column) {
        (_, None, None) => text,
        (Lang::Zh, None, Some(column)) => format!("“{column}”列：{text}"),
        (Lang::En, None, Some(column)) => format!("Column \"{column}\": {text}"),
        (Lang::Zh, Some(row), None) => format!("{}：{text}", row_zh(issue.unit, row)),
        (Lang::En, Some(row), None) => format!("{}: {text}", row_en(issue.unit, row)),
        (Lang::Zh, Some(row), Some(column)) => {
            format!("{}“{column}”列：{text}", row_zh(issue.unit, row))
        }
        (Lang::En, Some(row), Some(column)) => {
            format!("{}, column \"{column}\": {text}", row_en(issue.unit, row))
        }
    }
}

fn row_zh(unit: Unit, row: u64) -> String {
    match unit {
        Unit::Row | Unit::Line => format!("第{row}行"),
        Unit::Element => format!("第{row}条"),
    }
}

fn row_en(unit: Unit, row: u64) -> String {
    match unit {
        Unit::Row => format!("Row {row}"),
        Unit::Line => format!("Line {row}"),
        Unit::Element => format!("Record {row}"),
    }
}

fn size(bytes: u64) -> String {
    // Tenths of a megabyte, cut rather than rounded: a size just over the limit must not read as the limit.
    format!("{}.{} MB", bytes >> 20, ((bytes & 0xF_FFFF) * 10) >> 20)
}

fn file_zh(problem: &Problem) -> String {
    match problem {
        Problem::Empty => "文件没有内容。请确认选对了文件、已经保存后再读入。".into(),
        Problem::NoHeader => "第1行没有列名。请把列名放在第1行，数据从第2行开始。".into(),
        Problem::NoRows => "只有表头，没有数据。请在表头下面填入数据后再读入。".into(),
        Problem::DuplicateHeader {
            name,
            first,
            second,
        } => {
            format!(
                "列名“{name}”重复（{first}列和{second}列），无法判断以哪一列为准。请改名或删去一列。"
            )
        }
        Problem::BlankHeader { column } => {
            format!("{column}列没有列名。请补上列名，或者删去这一列。")
        }
        Problem::Utf16 { little_endian } => format!(
            "文件编码是 UTF-16（{}），不能直接读取。请在表格软件中另存为“CSV UTF-8”，或者在记事本中另存为 UTF-8 编码。",
            if *little_endian {
                "LE，Windows 中称“Unicode”"
            } else {
                "BE"
            }
        ),
        Problem::NotTable => "这不是表格文件。可以读取 CSV、JSON、NDJSON 和 XLSX。".into(),
        Problem::OldWorkbook => {
            "这是旧版 .xls 工作簿，或者是加了打开密码的工作簿。请去掉密码，另存为 .xlsx 后再读入。"
                .into()
        }
        Problem::BrokenWorkbook { part } => {
            format!(
                "不是完好的 XLSX 工作簿，其中“{part}”读不出来。请用表格软件打开，另存为新的 .xlsx 文件。"
            )
        }
        Problem::PartTooLarge { part, bytes } => {
            format!(
                "工作簿里的“{part}”展开后有 {}，超过上限，没有读入。请分成几个文件；来历不明的文件请勿再打开。",
                size(*bytes)
            )
        }
        Problem::NoUsableSheet => {
            "所有工作表的第1行都是空的。请把列名放在某张工作表的第1行。".into()
        }
        Problem::NoSuchSheet { name, available } => {
            format!(
                "没有名为“{name}”的工作表。现有工作表：{}。",
                available.join("、")
            )
        }
        Problem::WorkbookElsewhere => {
            "这是 XLSX 工作簿，这里只读文字表格。请另存为“CSV UTF-8”再读入。".into()
        }
        Problem::Io { detail } => {
            format!("读取中断：{detail}。请检查文件能否打开、存储设备是否正常。")
        }
        _ => String::new(),
    }
}

fn file_en(problem: &Problem) -> String {
    match problem {
        Problem::Empty => "The file is empty. Check that it is the right file and that it has been saved.".into(),
        Problem::NoHeader => "Row 1 holds no column names. Put the names in row 1 and the data from row 2 on.".into(),
        Problem::NoRows => "There is a header and no data below it. Add rows and read the file again.".into(),
        Problem::DuplicateHeader { name, first, second } => {
            format!("Two columns are named \"{name}\" ({first} and {second}). Rename or remove one of them.")
        }
        Problem::BlankHeader { column } => format!("Column {column} has no name. Name it in row 1, or remove the column."),
        Problem::Utf16 { little_endian } => format!(
            "The file is encoded in UTF-16 ({}), which is not read. Save it again as \"CSV UTF-8\" in the spreadsheet program, \
             or as UTF-8 in the text editor.",
            if *little_endian { "LE, \"Unicode\" on Windows" } else { "BE" }
        ),
        Problem::NotTable => "This is not a table. CSV, JSON, NDJSON and XLSX can be read.".into(),
        Problem::OldWorkbook => {
            "This is an old .xls workbook, or one locked with a password. Remove the password and save it as .xlsx.".into()
        }
        Problem::BrokenWorkbook { part } => format!(
            "This is not an intact XLSX workbook: \"{part}\" cannot be read. Open it in a spreadsheet program and save it as a new \
             .xlsx file."
        ),
        Problem::PartTooLarge { part, bytes } => format!(
            "\"{part}\" in the workbook would unpack to {}, over the limit, and was not read. Split the file; do not open one of unknown origin again.",
            size(*bytes)
        ),
        Problem::NoUsableSheet => "Row 1 is empty in every sheet. Put the column names in row 1 of a sheet.".into(),
        Problem::NoSuchSheet { name, available } => {
            format!("There is no sheet named \"{name}\". The sheets are: {}.", available.join(", "))
        }
        Problem::WorkbookElsewhere => "This is an XLSX workbook, and only text tables are read here. Save it as \"CSV UTF-8\".".into(),
        Problem::Io { detail } => format!("Reading stopped: {detail}. Check that the file can be opened and the disk is well."),
        _ => String::new(),
    }
}

/// Texts of the problems of single rows; `None` for those of the whole file.
fn row_text(problem: &Problem, lang: Lang) -> Option<String> {
    let both = |zh: String, en: String| Some(if lang == Lang::Zh { zh } else { en });
    let fixed = |zh: &str, en: &str| Some(lang.pick(zh, en).to_owned());
    match problem {
        Problem::MixedEncodings { expected } => {
            let (this, found) = (expected.name(), other_encoding(*expected));
            both(
                format!(
                    "编码与全文不一致：全文是 {this}，这一行是 {found}。请在表格软件中重新录入这一行，再统一另存为“CSV UTF-8”。"
                ),
                format!(
                    "mixed encodings: the file is {this}, this row is {found}. Type the row again and save all as \"CSV UTF-8\"."
                ),
            )
        }
        Problem::NotText { expected } => {
            let name = expected.name();
            both(
                format!(
                    "有不能按 {name} 识别的字节，内容可能已经损坏。请改正这一格，再另存为“CSV UTF-8”。"
                ),
                format!(
                    "holds bytes that are not valid {name}; the content may be damaged. Correct the cell and save as \"CSV UTF-8\"."
                ),
            )
        }
        Problem::Nul => fixed(
            "有空字符（NUL），内容可能已经损坏。请重新录入这一格，或者重新导出文件。",
            "holds a NUL byte; the content may be damaged. Type the cell again, or export the file again.",
        ),
        Problem::FieldTooLong { bytes } => {
            let (size, limit) = (size(*bytes), MAX_FIELD >> 20);
            both(
                format!(
                    "内容有 {size}，超过 {limit} MB 的上限，没有读入。请检查是否漏了引号或换行，或者缩短内容。"
                ),
                format!(
                    "is {size} long, over the limit of {limit} MB, and was not read. Look for a missing quote or line break, or shorten it."
                ),
            )
        }
        Problem::RecordTooLong => fixed(
            "这条记录过长，没有读入。请检查是否漏了换行、引号或括号。",
            "the record is far too long and was not read. Look for a missing line break, quote or bracket.",
        ),
        Problem::ShortRow { expected, found } => both(
            format!("只有{found}格，表头有{expected}列。请补齐分隔符，没有内容的格留空。"),
            format!(
                "has {found} cells, the header has {expected} columns. Add the missing delimiters; leave empty cells empty."
            ),
        ),
        Problem::LongRow { expected, found } => both(
            format!("有{found}格，表头只有{expected}列。请检查内容里的分隔符是否用引号括起。"),
            format!(
                "has {found} cells, the header has {expected} columns. Put cells that contain the delimiter in quotes."
            ),
        ),
        Problem::BrokenQuote => fixed(
            "引号没有成对：结束引号后面还有文字。请在内容里的引号处写两个引号，或者去掉多余的引号。",
            "quotes do not pair: there is text after the closing quote. Double the quotes inside the cell, or remove the stray one.",
        ),
        Problem::UnclosedQuote => fixed(
            "引号打开后一直没有关闭。请在这一格末尾补上引号，或者去掉多余的引号。",
            "a quote is opened and never closed. Close it at the end of the cell, or remove it.",
        ),
        Problem::Json {
            line,
            column,
            fault,
        } => both(
            format!(
                "JSON 格式有误（文件第{line}行第{column}个字节）：{}",
                fault_text(*fault, Lang::Zh)
            ),
            format!(
                "invalid JSON (line {line}, byte {column}): {}",
                fault_text(*fault, Lang::En)
            ),
        ),
        Problem::NotAnObject => fixed(
            "不是 JSON 对象。每条记录应写成一个对象，例如 {\"id\":\"1\"}。",
            "is not a JSON object. Write each record as an object, such as {\"id\":\"1\"}.",
        ),
        Problem::NestedValue => fixed(
            "字段的值是对象或数组，不能作为表格的一格。请改成文字、数字、true、false 或 null。",
            "the value is an object or an array, which is no table cell. Make it a text, a number, true, false or null.",
        ),
        Problem::DuplicateField => fixed(
            "同一条记录里这个字段出现了两次，无法判断以哪个为准。请删去一个。",
            "the field is given twice in one record. Remove one of them.",
        ),
        Problem::TooManyColumns => fixed(
            "不同的字段名超过 16384 个。请检查字段名是否写成了内容。",
            "there are more than 16,384 different field names. See whether content was written as field names.",
        ),
        Problem::Told { says: [zh, en] } => Some(lang.pick(zh, en).to_owned()),
        #[cfg(feature = "workbooks")]
        _ => workbook_text(problem, lang),
        #[cfg(not(feature = "workbooks"))]
        _ => None,
    }
}

#[cfg(feature = "workbooks")]
/// Texts of the problems that only cells of a workbook have.
fn workbook_text(problem: &Problem, lang: Lang) -> Option<String> {
    let both = |zh: String, en: String| Some(if lang == Lang::Zh { zh } else { en });
    match problem {
        Problem::CellError { cell, error } => both(
            format!("单元格 {cell} 是错误值 {error}。请改正公式或者填入内容。"),
            format!("cell {cell} holds the error {error}. Correct the formula or fill in a value."),
        ),
        Problem::NoResult { cell } => both(
            format!("单元格 {cell} 的公式没有保存计算结果。请用表格软件打开、重新计算并保存。"),
            format!(
                "the formula in cell {cell} has no stored result. Open the file in a spreadsheet program, recalculate and save."
            ),
        ),
        Problem::DigitsLost { cell } => both(
            format!(
                "单元格 {cell} 是超过15位的数字，表格软件只保留前15位，后面的已经丢失。请把该列设为文本格式后重新录入。"
            ),
            format!(
                "cell {cell} is a number of more than 15 digits, and spreadsheets keep only 15. Format the column as text and type it again."
            ),
        ),
        _ => None,
    }
}

fn other_encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Gb18030 => Encoding::Utf8.name(),
        Encoding::Utf8 | Encoding::Utf8Bom => Encoding::Gb18030.name(),
    }
}

fn fault_text(fault: JsonFault, lang: Lang) -> &'static str {
    match (fault, lang) {
        (JsonFault::Unterminated, Lang::Zh) => "内容没有写完，缺少引号、} 或 ]。",
        (JsonFault::Unterminated, Lang::En) => "the text ends early; a quote, } or ] is missing.",
        (JsonFault::TrailingComma, Lang::Zh) => "结尾多了一个逗号。",
        (JsonFault::TrailingComma, Lang::En) => "there is a comma before the closing bracket.",
        (JsonFault::KeyNotQuoted, Lang::Zh) => "字段名要用英文双引号括起。",
        (JsonFault::KeyNotQuoted, Lang::En) => "field names must be in double quotes.",
        (JsonFault::ControlCharacter, Lang::Zh) => {
            "文字里有换行等控制字符，换行请写成 \\n；也可能缺少结束引号。"
        }
        (JsonFault::ControlCharacter, Lang::En) => {
            "a text holds a line break or other control character; write \\n, or add the missing closing quote."
        }
        (JsonFault::Escape, Lang::Zh) => "反斜杠写法不正确，反斜杠本身请写成 \\\\。",
        (JsonFault::Escape, Lang::En) => {
            "a backslash sequence is invalid; write a backslash itself as \\\\."
        }
        (JsonFault::Number, Lang::Zh) => "数字写法不正确。",
        (JsonFault::Number, Lang::En) => "a number is invalid.",
        (JsonFault::Trailing, Lang::Zh) => "记录结束后还有多余的内容。",
        (JsonFault::Trailing, Lang::En) => "there is something after the end of the record.",
        (JsonFault::Syntax, Lang::Zh) => "缺少或多出逗号、冒号、引号或括号。",
        (JsonFault::Syntax, Lang::En) => {
            "a comma, colon, quote or bracket is missing or superfluous."
        }
    }
}
