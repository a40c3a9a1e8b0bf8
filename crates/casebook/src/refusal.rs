//! Why a command is refused, and what to do.

use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;

use crate::field::BadCell;
use crate::kind::Kind;
use crate::rules::Need;

/// A command that was refused; nothing was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The register.
    pub kind: Kind,
    /// Id of the row; empty where no single row is meant.
    pub row: String,
    /// What stands against it.
    pub why: Why,
}

/// What stands against a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Nobody is named who makes the change.
    NoName,
    /// The time is not written as RFC 3339.
    NoTime(String),
    /// Nothing would change.
    NoChange,
    /// There is a row with this id already.
    Known,
    /// There is no row with this id.
    Unknown,
    /// The register has no such field; the nearest one.
    NoField {
        /// What was asked for.
        code: String,
        /// The code spelled most alike.
        nearest: Option<&'static str>,
    },
    /// Ids stay; states are passed on by steps; due dates that follow from a rule are counted.
    Fixed {
        /// Code of the field.
        field: &'static str,
    },
    /// A cell cannot be read.
    Cell {
        /// Code of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: BadCell,
    },
    /// Rows of the register have no states.
    NoStates,
    /// The record cannot pass from its state to that one.
    NoStep {
        /// Code of the state now.
        from: String,
        /// Code of the state asked for.
        to: String,
        /// The states that it can pass to.
        possible: Vec<&'static str>,
    },
    /// The step needs more.
    Needs {
        /// Code of the state that needs it.
        state: String,
        /// What is missing.
        needs: Vec<Need>,
    },
    /// The rulebook has no such time limit.
    NoLimit(String),
    /// The time limit cannot be counted from that day.
    NoDue(String),
    /// Two columns of an import are the same field.
    Twice(&'static str),
    /// There is nothing to undo or to redo.
    NothingToUndo,
    /// A later change touched a cell that is to be taken back.
    ChangedSince,
}

impl Refusal {
    pub(crate) fn new(kind: Kind, row: &str, why: Why) -> Self {
        Refusal {
            kind,
            row: row.to_owned(),
            why,
        }
    }

    /// What stands against it and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let what = self.why.message(self.kind, lang);
        if self.row.is_empty() {
            return what;
        }
        let kind = self.kind.label(lang);
        let row = crate::field::shorten(&self.row);
        match lang {
            Lang::Zh => format!("{kind}“{row}”：{what}"),
            Lang::En => format!("{kind} `{row}`: {what}"),
        }
    }
}

impl Why {
    fn message(&self, kind: Kind, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(kind),
            Lang::En => self.en(kind),
        }
    }

    fn zh(&self, kind: Kind) -> String {
        let label = |code: &str| named(kind, code, Lang::Zh);
        match self {
            Why::NoName => "请先写明经办人姓名，再作修改。".to_owned(),
            Why::NoTime(text) => format!("“{text}”不是时间，应写作 2026-03-05T09:00:00+08:00。"),
            Why::NoChange => "内容没有变化，不作记录。".to_owned(),
            Why::Known => "编号已有，请换一个编号，或改为修改原记录。".to_owned(),
            Why::Unknown => "没有这个编号，可能已被删除；请刷新后再试。".to_owned(),
            Why::NoField { code, nearest } => {
                let hint = nearest.map(|code| format!("，是否指“{code}”"));
                format!("没有“{code}”这一栏{}。", hint.unwrap_or_default())
            }
            Why::Fixed { field: "id" } => "编号不能修改；请新增一条再删除原记录。".to_owned(),
            Why::Fixed { field: "state" } => {
                "状态不能直接填写，请用“流转”，并按要求补齐内容。".to_owned()
            }
            Why::Fixed { field } => format!(
                "“{}”由时限规则算出；要自定到期日期，请先清空时限规则。",
                field_label(kind, field, Lang::Zh)
            ),
            Why::Cell { field, problem } => {
                let label = field_label(kind, field, Lang::Zh);
                format!("“{label}”：{}", problem.zh)
            }
            Why::NoStates => "这类记录没有状态流转。".to_owned(),
            Why::NoStep { from, to, possible } => {
                let to = label(to);
                let possible: Vec<String> = possible.iter().map(|code| label(code)).collect();
                format!(
                    "不能从“{}”直接到“{to}”；可以到：{}。",
                    label(from),
                    possible.join("、")
                )
            }
            Why::Needs { state, needs } => {
                let needs: Vec<&str> = needs.iter().map(|need| need.need.label(Lang::Zh)).collect();
                format!(
                    "“{}”须有：{}。请补齐后再试。",
                    label(state),
                    needs.join("、")
                )
            }
            Why::NoLimit(id) => {
                format!("规则库里没有时限“{id}”；请从列表中选择，或清空后自定到期日期。")
            }
            Why::NoDue(id) => format!("时限“{id}”从这一天起算不出到期日期，请核对起算日期。"),
            Why::Twice(code) => {
                let label = field_label(kind, code, Lang::Zh);
                format!("有两列都对应“{label}”，请只留一列。")
            }
            Why::NothingToUndo => "没有可以撤销或重做的修改。".to_owned(),
            Why::ChangedSince => {
                "这一内容此后又有修改，不能单独撤销；请先撤销后来的修改，或直接改回。".to_owned()
            }
        }
    }

    fn en(&self, kind: Kind) -> String {
        let label = |code: &str| named(kind, code, Lang::En);
        match self {
            Why::NoName => "Say who you are before you change anything.".to_owned(),
            Why::NoTime(text) => {
                format!("`{text}` is no time; write 2026-03-05T09:00:00+08:00.")
            }
            Why::NoChange => "Nothing would change, so nothing is recorded.".to_owned(),
            Why::Known => {
                "The id is taken; choose another, or change the row that has it.".to_owned()
            }
            Why::Unknown => {
                "There is no such id; it may have been removed. Look again and retry.".to_owned()
            }
            Why::NoField { code, nearest } => {
                let hint = nearest.map(|code| format!("; did you mean `{code}`?"));
                format!(
                    "There is no field `{code}`{}",
                    hint.unwrap_or_else(|| ".".to_owned())
                )
            }
            Why::Fixed { field: "id" } => {
                "An id stays; add a new row and remove the old one.".to_owned()
            }
            Why::Fixed { field: "state" } => {
                "A state is not typed in: advance the record, with what the step requires."
                    .to_owned()
            }
            Why::Fixed { field } => format!(
                "{} follows from the rule of the time limit; empty the rule to set a date of your own.",
                field_label(kind, field, Lang::En)
            ),
            Why::Cell { field, problem } => {
                format!("{}: {}", field_label(kind, field, Lang::En), problem.en)
            }
            Why::NoStates => "Records of this kind have no states.".to_owned(),
            Why::NoStep { from, to, possible } => {
                let to = label(to);
                let possible: Vec<String> = possible.iter().map(|code| label(code)).collect();
                format!(
                    "It cannot pass from \"{}\" to \"{to}\"; it can pass to: {}.",
                    label(from),
                    possible.join(", ")
                )
            }
            Why::Needs { state, needs } => {
                let needs: Vec<&str> = needs.iter().map(|need| need.need.label(Lang::En)).collect();
                format!(
                    "\"{}\" needs {}. Add what is missing and try again.",
                    label(state),
                    needs.join(", ")
                )
            }
            Why::NoLimit(id) => format!(
                "The rulebook has no time limit `{id}`; choose one of the list, or empty it and set a due date of your own."
            ),
            Why::NoDue(id) => {
                format!("The time limit `{id}` cannot be counted from that day; check the start.")
            }
            Why::Twice(code) => {
                let label = field_label(kind, code, Lang::En);
                format!("Two columns are {label}; keep one of them.")
            }
            Why::NothingToUndo => "There is nothing to undo or to redo.".to_owned(),
            Why::ChangedSince => {
                "It was changed again since; undo the later change first, or set it back by hand."
                    .to_owned()
            }
        }
    }
}

/// The label of a state.
fn named(kind: Kind, code: &str, lang: Lang) -> String {
    let field = kind.field("state").and_then(|at| kind.fields().get(at));
    let label = field.map_or(code, |field| field.shown(code, lang));
    crate::field::shorten(label)
}

fn field_label(kind: Kind, code: &'static str, lang: Lang) -> &'static str {
    let field = kind.field(code).and_then(|at| kind.fields().get(at));
    field.map_or(code, |field| field.label(lang))
}
