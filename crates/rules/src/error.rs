//! What is wrong with a rulebook or an overlay: what, where, and what to do.

use std::ops::Range;

use crate::deadlines::DayProblem;
use crate::lang::Lang;

/// A place in a rulebook file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// File name.
    pub file: String,
    /// Line, from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: &str) -> Self {
        Place {
            file: file.to_owned(),
            line: 0,
            column: 0,
        }
    }

    /// The place of a byte range.
    pub fn at(file: &str, text: &str, span: &Range<usize>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line == 0 {
            write!(out, "{}", self.file)
        } else {
            write!(out, "{}:{}:{}", self.file, self.line, self.column)
        }
    }
}

/// One thing wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with a rulebook or an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The text does not parse, or has fields that the format does not have.
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// A code that does not exist.
    Unknown {
        /// What it should name.
        what: What,
        /// What was found.
        text: String,
        /// What would be valid; empty when there are too many to list.
        expected: Vec<String>,
        /// The valid code spelled most alike.
        nearest: Option<String>,
    },
    /// A field that must be there and is not.
    MissingField {
        /// The field.
        field: &'static str,
    },
    /// A field of the wrong type.
    WrongType {
        /// The field.
        field: String,
        /// How it is written.
        expected: &'static str,
    },
    /// An id that occurs twice.
    Twice {
        /// The id.
        id: String,
    },
    /// A row without basis.
    NoBasis,
    /// A row without a citation.
    NoCitation,
    /// Basis `source` without a paragraph that states a rule, or `statute` without an article whose wording was read.
    BasisNotCarried {
        /// The basis claimed.
        basis: &'static str,
    },
    /// Basis `assumption` without a note that says what was chosen.
    NoNote,
    /// A text that is missing in one language.
    NoText {
        /// The field.
        field: &'static str,
    },
    /// An outcome that lacks a field, or has one that its table does not give.
    WrongOutcome {
        /// The fields that the table's rows give.
        expected: &'static str,
    },
    /// A cell that admits no value.
    EmptyCell {
        /// The fact.
        fact: &'static str,
    },
    /// A date that does not exist, or a period that ends before it begins.
    BadDate {
        /// What was found.
        text: String,
    },
    /// A row to replace or remove that the table does not have.
    NoSuchRow {
        /// The row.
        row: String,
        /// The row spelled most alike.
        nearest: Option<String>,
    },
    /// A table that is proved wrong, with the finding in words.
    NotProved {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
    /// A table that gives a list and has more rows than an engine works with.
    TooManyRows {
        /// The table.
        table: String,
        /// Its rows that hold on one day.
        rows: usize,
        /// How many may hold.
        most: usize,
    },
    /// Tables that give lists and together have more rows than an engine works with.
    TooManyRowsTogether {
        /// Their rows that hold on one day.
        rows: usize,
        /// How many may hold.
        most: usize,
    },
    /// A file of the rulebook that is not there.
    NoFile,
    /// A number outside the range that makes sense for it.
    OutOfRange {
        /// The number.
        value: String,
        /// The least it may be.
        min: String,
        /// The most it may be.
        max: String,
    },
    /// A day of a year file that contradicts the file, the weekday or the year.
    Day(DayProblem),
    /// Something that the format of another crate forbids, in both languages.
    Told {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
    /// A table that cannot be compiled.
    NotCompiled {
        /// Why.
        message: String,
    },
}

/// What a code should name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A field of the file format.
    Field,
    /// A fact.
    Fact,
    /// A value of a fact.
    Value,
    /// A basis.
    Basis,
    /// A paragraph, article or practice.
    Citation,
    /// A hit policy.
    Policy,
    /// What a table gives.
    Outcome,
    /// A term of the outcome's vocabulary.
    Term,
    /// A table.
    Table,
    /// A time limit.
    Limit,
    /// A scoring sheet.
    Sheet,
    /// A unit of time.
    Unit,
    /// A number that rules count with.
    Parameter,
    /// What a table is about.
    Subject,
    /// A name: of something that the file itself declares, or that the format of another crate knows.
    Name,
}

impl What {
    fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            What::Field => ("字段", "field"),
            What::Fact => ("事实", "fact"),
            What::Value => ("取值", "value"),
            What::Basis => ("依据类型", "basis"),
            What::Citation => ("引用编号", "citation"),
            What::Policy => ("命中策略", "hit policy"),
            What::Outcome => ("结论类型", "kind of outcome"),
            What::Term => ("术语代码", "term"),
            What::Table => ("规则表", "table"),
            What::Limit => ("时限", "time limit"),
            What::Sheet => ("评分表", "scoring sheet"),
            What::Unit => ("时间单位", "unit of time"),
            What::Parameter => ("参数", "parameter"),
            What::Subject => ("对象", "subject"),
            What::Name => ("名称", "name"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

impl LoadError {
    /// Place, what is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        format!("{}: {}", self.place, self.problem.message(lang))
    }
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for LoadError {}

impl Problem {
    fn message(&self, lang: Lang) -> String {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            Problem::Syntax { message } => pick(
                format!("格式有误：{message}"),
                format!("not valid TOML: {message}"),
            ),
            Problem::Unknown {
                what,
                text,
                expected,
                nearest,
            } => unknown(*what, text, expected, nearest.as_deref(), lang),
            Problem::MissingField { field } => pick(
                format!("缺少字段“{field}”"),
                format!("the field `{field}` is missing; add it"),
            ),
            Problem::WrongType { field, expected } => pick(
                format!("“{field}”应写成 {expected}"),
                format!("`{field}` must be written as {expected}"),
            ),
            Problem::Twice { id } => pick(
                format!("编号“{id}”重复，请改名"),
                format!("id `{id}` occurs twice; rename one"),
            ),
            Problem::NoBasis => pick(
                "缺少依据类型；请写 basis = \"source\"、\"statute\" 或 \"assumption\"".into(),
                "the row has no basis; add basis = \"source\", \"statute\" or \"assumption\""
                    .into(),
            ),
            Problem::NoCitation => pick(
                "缺少引用；请在 cites 中写明段落或条文".into(),
                "the row cites nothing; add cites = [\"…\"]".into(),
            ),
            Problem::BasisNotCarried { basis } => pick(
                format!(
                    "所引内容撑不起依据“{basis}”；来源须引规则段落，法规须引已核对原文的条文，否则请改为 assumption"
                ),
                format!(
                    "the citations do not carry basis `{basis}`: `source` needs a paragraph that states a rule, `statute` an article whose wording was read; otherwise write `assumption`"
                ),
            ),
            Problem::NoNote => pick(
                "假设须在 note 中写明作了什么选择、为什么".into(),
                "an assumption needs a note that says what was chosen and why".into(),
            ),
            Problem::NoText { field } => pick(
                format!("{field} 的中文或英文为空"),
                format!("{field} is empty in one language; fill in zh and en"),
            ),
            Problem::WrongOutcome { expected } => pick(
                format!("then 的字段应为 {expected}"),
                format!("`then` must have the fields {expected}"),
            ),
            Problem::EmptyCell { fact } => pick(
                format!("对“{fact}”的条件不允许任何取值，此行永远不会命中"),
                format!("the condition on `{fact}` admits no value, so the row can never match"),
            ),
            Problem::BadDate { text } => pick(
                format!("“{text}”不是有效日期或期间；日期写作 2026-01-31"),
                format!("`{text}` is no valid date or period; write dates as 2026-01-31"),
            ),
            Problem::NoSuchRow { row, nearest } => no_such_row(row, nearest.as_deref(), lang),
            Problem::NotProved { zh, en } | Problem::Told { zh, en } => {
                pick(zh.clone(), en.clone())
            }
            Problem::TooManyRows { table, rows, most } => pick(
                format!("表“{table}”同日有效的行达{rows}行，最多{most}行；请合并或删去一些行"),
                format!(
                    "table `{table}` has {rows} rows that hold on one day, the most is {most}; merge or remove rows"
                ),
            ),
            Problem::TooManyRowsTogether { rows, most } => pick(
                format!(
                    "关于线索、给出清单的各表，同日有效的行合计{rows}行，最多{most}行；请合并或删去一些行"
                ),
                format!(
                    "the tables about clues that give lists have {rows} rows together that hold on one day, the most is {most}; merge or remove rows"
                ),
            ),
            Problem::NoFile => pick(
                "缺少这个文件，请重新下载整个程序".into(),
                "the file is missing; download the whole program again".into(),
            ),
            Problem::OutOfRange { value, min, max } => pick(
                format!("{value} 超出允许范围，应在 {min} 与 {max} 之间"),
                format!("{value} is out of range; it must lie between {min} and {max}"),
            ),
            Problem::Day(problem) => problem.message(lang),
            Problem::NotCompiled { message } => pick(
                format!("规则表无法编译：{message}"),
                format!("the table does not compile: {message}"),
            ),
        }
    }
}

fn no_such_row(row: &str, nearest: Option<&str>, lang: Lang) -> String {
    match (lang, nearest) {
        (Lang::Zh, Some(near)) => format!("表中没有“{row}”这一行，是否指“{near}”"),
        (Lang::Zh, None) => format!("表中没有“{row}”这一行"),
        (Lang::En, Some(near)) => {
            format!("the table has no row `{row}`; did you mean `{near}`?")
        }
        (Lang::En, None) => format!("the table has no row `{row}`"),
    }
}

fn unknown(
    what: What,
    text: &str,
    expected: &[String],
    nearest: Option<&str>,
    lang: Lang,
) -> String {
    // A longer list helps nobody who is told the nearest.
    const MOST: usize = 40;
    let name = what.name(lang);
    let told = nearest.is_some() && expected.len() > MOST;
    let list = if told {
        String::new()
    } else {
        expected.join(" | ")
    };
    match lang {
        Lang::Zh => {
            let near = nearest
                .map(|near| format!(",是否指“{near}”"))
                .unwrap_or_default();
            let list = if list.is_empty() {
                String::new()
            } else {
                format!(";可用：{list}")
            };
            format!("没有“{text}”这个{name}{near}{list}")
        }
        Lang::En => {
            let near = nearest
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            let list = if list.is_empty() {
                String::new()
            } else {
                format!(" (valid: {list})")
            };
            format!("no {name} `{text}`{near}{list}")
        }
    }
}
