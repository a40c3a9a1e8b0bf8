//! Registers as tables, whole or as far as a recipient may see them.

use maud::{Markup, html};
use shizu_casebook::import::{Words, header, line};
use shizu_casebook::redact::{Part, Redacted, Request};
use shizu_casebook::{Kind, Workbook};
use shizu_formats::{CsvOptions, CsvWriter, Encoding};
use shizu_office::{Book, Cell};
use shizu_rules::Lang;
use shizu_rules::vocabulary::{Organ, Purpose, Term, Value};

use crate::markup::{field, select, t};
use crate::route::rule_href;

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A workbook of spreadsheets, a sheet for each register.
    #[default]
    Xlsx,
    /// CSV that spreadsheet programs recognise.
    CsvBom,
    /// CSV in plain UTF-8.
    Csv,
    /// CSV in GB18030, for older Chinese systems.
    CsvGb,
    /// A workbook of ours.
    Shizu,
}

impl Format {
    const VALUES: &'static [Value] = &[
        Value {
            code: "xlsx",
            zh: "XLSX（每册一张表）",
            en: "XLSX (a sheet per register)",
        },
        Value {
            code: "csv-bom",
            zh: "CSV，UTF-8 带标记（表格软件可直接打开）",
            en: "CSV, UTF-8 with mark (for spreadsheet programs)",
        },
        Value {
            code: "csv",
            zh: "CSV，UTF-8",
            en: "CSV, UTF-8",
        },
        Value {
            code: "csv-gb",
            zh: "CSV，GB18030（旧系统）",
            en: "CSV, GB18030 (older systems)",
        },
        Value {
            code: "shizu",
            zh: "工作簿 .shizu",
            en: "workbook .shizu",
        },
    ];

    const ALL: [Format; 5] = [
        Format::Xlsx,
        Format::CsvBom,
        Format::Csv,
        Format::CsvGb,
        Format::Shizu,
    ];

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let at = Self::VALUES.iter().position(|value| value.code == code)?;
        Self::ALL.get(at).copied()
    }

    fn index(self) -> usize {
        Self::ALL
            .iter()
            .position(|known| *known == self)
            .unwrap_or(0)
    }

    fn encoding(self) -> Encoding {
        match self {
            Format::CsvGb => Encoding::Gb18030,
            Format::Csv => Encoding::Utf8,
            Format::Xlsx | Format::CsvBom | Format::Shizu => Encoding::Utf8Bom,
        }
    }

    /// Whether one file holds one register only.
    pub fn is_single(self) -> bool {
        matches!(self, Format::CsvBom | Format::Csv | Format::CsvGb)
    }
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// The register; `None` for all.
    pub kind: Option<Kind>,
    /// How it is written.
    pub format: Format,
    /// Headers and values as codes instead of words.
    pub codes: bool,
    /// Only what a recipient may see.
    pub redacted: bool,
    /// Who passes it on.
    pub sender: Organ,
    /// Who gets it.
    pub recipient: Option<Organ>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The recipient must stand aside.
    pub concerned: bool,
    /// Who approved it; may be empty.
    pub approval: String,
    /// What it is about, for the log.
    pub subject: String,
}

impl Default for Choices {
    fn default() -> Self {
        Choices {
            kind: Some(Kind::Matter),
            format: Format::default(),
            codes: false,
            redacted: false,
            sender: Organ::Office,
            recipient: None,
            purpose: None,
            concerned: false,
            approval: String::new(),
            subject: String::new(),
        }
    }
}

impl Choices {
    /// Takes a choice of the page. Whether it was one.
    pub fn choose(&mut self, name: &str, value: &str) -> bool {
        match name {
            "ex-kind" => self.kind = Kind::from_code(value),
            "ex-format" => self.format = Format::from_code(value).unwrap_or(self.format),
            "ex-codes" => self.codes = value == "true",
            "ex-redacted" => self.redacted = value == "true",
            "ex-sender" => self.sender = Organ::from_code(value).unwrap_or(self.sender),
            "ex-recipient" => self.recipient = Organ::from_code(value),
            "ex-purpose" => self.purpose = Purpose::from_code(value),
            "ex-concerned" => self.concerned = value == "true",
            "ex-approval" => value.clone_into(&mut self.approval),
            "ex-subject" => value.clone_into(&mut self.subject),
            _ => return false,
        }
        // One CSV file holds one register.
        if self.format.is_single() && self.kind.is_none() {
            self.kind = Some(Kind::Matter);
        }
        true
    }

    /// The registers asked for. Settings stay with the workbook.
    pub fn kinds(&self) -> Vec<Kind> {
        match self.kind {
            Some(kind) => vec![kind],
            None => registers().collect(),
        }
    }

    /// What is asked of the sharing rules; `None` while recipient or purpose is open.
    pub fn request(&self, lang: Lang) -> Option<Request> {
        Some(Request {
            kinds: self.kinds(),
            sender: self.sender,
            recipient: self.recipient?,
            purpose: self.purpose?,
            recipient_concerned: self.concerned,
            approval: self.approval.trim().to_owned(),
            subject: self.subject.trim().to_owned(),
            lang,
        })
    }

    fn words(&self, lang: Lang) -> Words {
        if self.codes {
            Words::Codes
        } else {
            Words::Labels(lang)
        }
    }
}

fn registers() -> impl Iterator<Item = Kind> {
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| *kind != Kind::Setting)
}

/// A register as CSV; `None` if it cannot be written in this encoding.
pub fn csv(book: &Workbook, kind: Kind, choices: &Choices, lang: Lang) -> Option<Vec<u8>> {
    let options = CsvOptions {
        encoding: choices.format.encoding(),
        // The cells come neutralised in a way that an import takes back.
        neutralise: false,
        ..CsvOptions::default()
    };
    let fields = fields(kind);
    let words = choices.words(lang);
    let mut writer = CsvWriter::new(Vec::new(), options).ok()?;
    writer.row(header(kind, &fields, words)).ok()?;
    for row in book.register(kind).rows() {
        let cells: Vec<_> = line(kind, row, &fields, words).collect();
        writer.row(cells.iter().map(|cell| &**cell)).ok()?;
    }
    writer.finish().ok()
}

/// Registers as sheets.
pub fn sheets(book: &Workbook, choices: &Choices, lang: Lang) -> Book {
    let words = choices.words(lang);
    let mut sheets = Book::new();
    for kind in choices.kinds() {
        let fields = fields(kind);
        sheets.sheet(kind.label(lang), &header(kind, &fields, words));
        for row in book.register(kind).rows() {
            let cells: Vec<_> = line(kind, row, &fields, words).collect();
            sheets.row(cells.iter().map(|cell| Cell::Text(cell)));
        }
    }
    sheets
}

fn fields(kind: Kind) -> Vec<usize> {
    (0..kind.fields().len()).collect()
}

/// The tab: what, how, for whom. `preview` is what the rules make of the present request.
pub fn tab(choices: &Choices, preview: Option<&Redacted>, lang: Lang) -> Markup {
    let kinds: Vec<Kind> = registers().collect();
    html! {
        section class="data-card" aria-labelledby="data-export-title" {
            h2 id="data-export-title" { (t(lang, "导出", "Export")) }
            div class="data-fields" {
                (field("ex-kind", t(lang, "内容", "What"), "", &html! {
                    select id="ex-kind" class="field" data-do="ex-kind" {
                        @if !choices.format.is_single() {
                            option value="" selected[choices.kind.is_none()] { (t(lang, "全部分册", "all registers")) }
                        }
                        @for kind in &kinds {
                            option value=(kind.code()) selected[choices.kind == Some(*kind)] { (kind.label(lang)) }
                        }
                    }
                }))
                (field("ex-format", t(lang, "格式", "Format"), "", &select("ex-format", "ex-format", "", Format::VALUES, Some(choices.format.index()), lang)))
            }
            p { label class="check" { input type="checkbox" checked[choices.codes] data-do="ex-codes"; " " (t(lang, "表头和取值用代码（给程序用）", "headers and values as codes (for programs)")) } }
            p class="hint" { (t(lang, "以 = + - @ 开头的单元格会中和，表格软件不会当公式执行；长数字按文本保存；本程序再导入时原样读回。", "Cells that begin with = + - @ are neutralised, so that no spreadsheet takes them for formulas; long numbers stay text; imported here again, they read as before.")) }
            p { label class="check" { input type="checkbox" id="ex-redacted" checked[choices.redacted] data-do="ex-redacted"; " " (t(lang, "脱敏导出：只给对方按共享规则可以知悉的内容", "redacted: only what the recipient may see by the sharing rules")) } }
            @if choices.redacted {
                (recipient(choices, lang))
                @match preview {
                    Some(preview) => (consequences(preview, lang)),
                    None => p class="hint" { (t(lang, "选定接收方和用途后，这里先列出哪些行能给、哪些字段遮蔽、哪些不给及原因。", "Choose recipient and purpose; then this shows which rows go, what is masked, and what stays and why.")) },
                }
            }
            p class="actions no-print" {
                button type="button" class="button primary" data-do="export" disabled[choices.redacted && preview.is_none_or(|preview| preview.log.is_none())] {
                    (if choices.redacted { t(lang, "导出并登记披露日志", "Export, and enter it in the disclosure log") } else { t(lang, "导出", "Export") })
                }
            }
        }
    }
}

fn recipient(choices: &Choices, lang: Lang) -> Markup {
    let organs = |id: &str, any: &str, chosen: Option<Organ>| {
        select(id, id, any, Organ::VALUES, chosen.map(Term::index), lang)
    };
    let choose = t(lang, "请选择", "choose");
    html! {
        div class="data-fields" {
            (field("ex-sender", t(lang, "提供方", "From"), "", &organs("ex-sender", "", Some(choices.sender))))
            (field("ex-recipient", t(lang, "接收方", "To"), "", &organs("ex-recipient", choose, choices.recipient)))
            (field("ex-purpose", t(lang, "用途", "Purpose"), "", &select("ex-purpose", "ex-purpose", choose, Purpose::VALUES, choices.purpose.map(Term::index), lang)))
            (field("ex-approval", t(lang, "审批情况", "Approval"), t(lang, "谁批准、何时、文号；未经审批留空", "who, when, number; empty if nobody has approved"), &html! {
                input id="ex-approval" class="field" type="text" value=(choices.approval) data-late data-do="ex-approval";
            }))
            (field("ex-subject", t(lang, "事由", "About"), t(lang, "记入披露日志", "goes into the disclosure log"), &html! {
                input id="ex-subject" class="field" type="text" value=(choices.subject) data-late data-do="ex-subject";
            }))
        }
        p { label class="check" { input type="checkbox" checked[choices.concerned] data-do="ex-concerned"; " " (t(lang, "接收方或其经办人应当回避", "the recipient or its handler must stand aside")) } }
    }
}

/// What goes, masked how far, and what stays and why.
fn consequences(preview: &Redacted, lang: Lang) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "脱敏预览", "What goes and what stays")) {
            table class="grid data-table" id="data-preview" {
                thead { tr {
                    th scope="col" { (t(lang, "分册", "Register")) }
                    th scope="col" { (t(lang, "信息类别", "Kind of information")) }
                    th scope="col" { (t(lang, "处理", "What becomes of it")) }
                    th scope="col" class="number" { (t(lang, "行数", "Rows")) }
                    th scope="col" class="number" { (t(lang, "遮蔽单元格", "Masked cells")) }
                } }
                tbody { @for part in &preview.parts { (of_part(part, lang)) } }
            }
        }
        p class="hint" {
            (t(lang, "依据规则表：", "Decided by the tables "))
            a href=(rule_href("redaction_information")) { (t(lang, "各台账属于哪类信息", "what kind of information a register is")) }
            (t(lang, "、", ", "))
            a href=(rule_href("redaction_fields")) { (t(lang, "各栏目可能写到什么", "what a field may hold")) }
            (t(lang, "、", " and "))
            a href=(rule_href("redaction_masks")) { (t(lang, "遮蔽遮住哪些内容", "what a mask hides")) }
            (t(lang, "；可用本地调整修改。", "; a local overlay may change them."))
        }
        @if preview.log.is_none() {
            p class="data-fault" { (t(lang, "没有可以提供的行，因此不导出。", "Nothing may go, so there is nothing to export.")) }
        }
    }
}

fn of_part(part: &Part, lang: Lang) -> Markup {
    html! {
        @for given in &part.given {
            tr {
                td { (part.kind.label(lang)) }
                td { (given.data_kind.label(lang)) }
                td { (t(lang, "提供", "goes")) }
                td class="number" { (given.rows) }
                td class="number" { (given.masked) }
            }
        }
        @for withheld in &part.withheld {
            tr {
                td { (part.kind.label(lang)) }
                td { (withheld.data_kind.map_or("—", |kind| kind.label(lang))) }
                td { (t(lang, "不提供：", "stays: ")) (withheld.reason.message(lang)) }
                td class="number" { (withheld.rows) }
                td class="number" { "—" }
            }
        }
        @if part.given.is_empty() && part.withheld.is_empty() {
            tr {
                td { (part.kind.label(lang)) }
                td colspan="4" { (t(lang, "没有行", "no rows")) }
            }
        }
    }
}
