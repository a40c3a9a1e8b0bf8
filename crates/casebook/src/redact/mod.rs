//! Passing on a workbook, or a register of it, as far as the recipient may see it (LS56).
//!
//! Each row is one kind of information, and each field may hold some contents, as the rulebook assigns them (`redaction_*`); the rules on sharing say whether it may go to the recipient for the purpose, who approves, and
//! what is masked. What may go goes into a new workbook without the history, masked fields shown as masked; what may not is left out, and
//! said. For what went, rows of the disclosure log are to be added to the own workbook.

mod fields;
mod handing;

pub use handing::{Handing, hand_out};

use fields::Assigned;
use shizu_rules::sharing::{ExchangeAnswer, Sharing};
use shizu_rules::vocabulary::{
    Approver, DataKind, ExchangeDecision, InformationTier, Mask, Organ, Purpose, Term,
};
use shizu_rules::{FactKey, Lang, MatterFacts, Subject};

use crate::command::Command;
use crate::kind::Kind;
use crate::register::Row;
use crate::workbook::{Stamp, Workbook};
use crate::{Refusal, Rules};

/// Who asks for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The registers asked for.
    pub kinds: Vec<Kind>,
    /// Who passes it on.
    pub sender: Organ,
    /// Who gets it.
    pub recipient: Organ,
    /// What for.
    pub purpose: Purpose,
    /// Whether the recipient or its handler must stand aside.
    pub recipient_concerned: bool,
    /// Who approved it, when, under which number; empty while nobody has. What needs approval is left out until then.
    pub approval: String,
    /// What it is about: goes into the disclosure log.
    pub subject: String,
    /// The language of the marks on masked cells.
    pub lang: Lang,
}

/// What becomes of a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The register.
    pub kind: Kind,
    /// The rows that go, by the kind of information that they are.
    pub given: Vec<Given>,
    /// The rows that stay, by the reason.
    pub withheld: Vec<Withheld>,
}

/// Rows that go.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What they are.
    pub data_kind: DataKind,
    /// What the rules say of them.
    pub answer: ExchangeAnswer,
    /// How many.
    pub rows: usize,
    /// How many of their cells are masked.
    pub masked: usize,
}

/// Rows that stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// What they are; `None` for settings.
    pub data_kind: Option<DataKind>,
    /// How many.
    pub rows: usize,
    /// Why.
    pub reason: Reason,
}

impl Part {
    /// How many rows go.
    pub fn rows_given(&self) -> usize {
        self.given.iter().map(|given| given.rows).sum()
    }

    /// How many rows stay.
    pub fn rows_withheld(&self) -> usize {
        self.withheld.iter().map(|withheld| withheld.rows).sum()
    }
}

/// Why rows stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The rules refuse it.
    Refused,
    /// The rules refuse it for matters that belong to the superior commission.
    SuperiorMatter,
    /// It needs approval, and nobody is named who gave it.
    NotApproved(Option<Approver>),
    /// The rules give no answer.
    Undetermined,
    /// Settings of the workbook are nobody else's.
    Settings,
    /// What is to be masked stands in it, and cannot be taken out.
    Shows(Mask),
}

impl Reason {
    /// What stands against it and what to do.
    pub fn message(self, lang: Lang) -> String {
        match (self, lang) {
            (Reason::Refused, Lang::Zh) => "按共享规则不得提供。".to_owned(),
            (Reason::Refused, Lang::En) => "The sharing rules refuse it.".to_owned(),
            (Reason::SuperiorMatter, Lang::Zh) => {
                "属上级受理或反映本机关主要负责人的线索，不提供。".to_owned()
            }
            (Reason::SuperiorMatter, Lang::En) => {
                "Matters that belong to the superior commission are not passed on.".to_owned()
            }
            (Reason::NotApproved(approver), Lang::Zh) => format!(
                "须经{}审批；批准后写明批准情况再导出。",
                approver.map_or("有关负责人", |approver| approver.label(lang))
            ),
            (Reason::NotApproved(approver), Lang::En) => format!(
                "It needs the approval of the {}; export again with the approval named.",
                approver.map_or("person in charge", |approver| approver.label(lang))
            ),
            (Reason::Undetermined, Lang::Zh) => "规则无法得出结论，不提供。".to_owned(),
            (Reason::Undetermined, Lang::En) => "The rules give no answer, so it stays.".to_owned(),
            (Reason::Settings, Lang::Zh) => "工作簿设置不对外提供。".to_owned(),
            (Reason::Settings, Lang::En) => "Settings of the workbook stay.".to_owned(),
            (Reason::Shows(mask), Lang::Zh) => format!(
                "对该接收方、该用途须遮蔽{}，而材料中写有，不得提供。",
                mask.label(lang)
            ),
            (Reason::Shows(mask), Lang::En) => format!(
                "For this recipient and purpose {} must be masked, and the paper shows them: it stays.",
                mask.label(lang)
            ),
        }
    }
}

/// A workbook as a recipient may see it.
#[derive(Debug)]
pub struct Redacted {
    /// What goes: a workbook of its own, in the same space, whose history begins with it.
    pub workbook: Workbook,
    /// What became of each register asked for.
    pub parts: Vec<Part>,
    /// The rows of the disclosure log, to be applied to the own workbook; `None` when nothing goes.
    pub log: Option<Command>,
}

/// What of `book` the recipient may see.
///
/// The new workbook is made with `stamp`; its id is to be `id`, as for [`Workbook::new`].
///
/// # Errors
/// [`Refusal`] when the stamp has no name or time.
pub fn redact(
    book: &Workbook,
    request: &Request,
    sharing: &Sharing<'_>,
    id: &str,
    stamp: Stamp<'_>,
    rules: &Rules,
) -> Result<Redacted, Refusal> {
    let name = match request.lang {
        Lang::Zh => format!("{}（供{}）", book.name(), request.recipient.label(Lang::Zh)),
        Lang::En => format!(
            "{} (for the {})",
            book.name(),
            request.recipient.label(Lang::En)
        ),
    };
    let mut given = Workbook::new(id, &name, book.space(), stamp.at);
    let assigned = Assigned::new(rules);
    let mut answers = Answers {
        request,
        sharing,
        known: Vec::new(),
    };
    let mut parts = Vec::with_capacity(request.kinds.len());
    for kind in &request.kinds {
        let (part, rows) = part(book, *kind, &assigned, &mut answers);
        if !rows.is_empty() {
            let fields = kind.fields().iter();
            let command = Command::Import {
                kind: *kind,
                columns: fields.map(|field| field.code.to_owned()).collect(),
                rows,
            };
            given.apply(command, stamp, rules)?;
        }
        parts.push(part);
    }
    let log = log(&parts, request, stamp);
    Ok(Redacted {
        workbook: given,
        parts,
        log,
    })
}

/// What the rules say, asked once for each kind of information.
struct Answers<'a> {
    request: &'a Request,
    sharing: &'a Sharing<'a>,
    /// By kind of information, and whether it belongs to the superior commission.
    known: Vec<((DataKind, bool), ExchangeAnswer)>,
}

impl Answers<'_> {
    fn of(&mut self, data_kind: DataKind, superior: bool) -> ExchangeAnswer {
        let key = (data_kind, superior);
        if let Some((_, answer)) = self.known.iter().find(|(known, _)| *known == key) {
            return answer.clone();
        }
        let answer = self
            .sharing
            .answer(&facts(data_kind, self.request, superior));
        self.known.push((key, answer.clone()));
        answer
    }
}

/// The rows of a register that go, and what is said of it.
fn part(
    book: &Workbook,
    kind: Kind,
    assigned: &Assigned,
    answers: &mut Answers<'_>,
) -> (Part, Vec<Vec<String>>) {
    let mut part = Part {
        kind,
        given: Vec::new(),
        withheld: Vec::new(),
    };
    let mut rows = Vec::new();
    for row in book.register(kind).rows() {
        let Some(data_kind) = assigned.information(kind, row) else {
            withhold(&mut part.withheld, None, Reason::Settings);
            continue;
        };
        let superior = fields::belongs_to_superior(book, kind, row);
        let answer = answers.of(data_kind, superior);
        if let Some(reason) = stands_against(&answer, superior, answers.request) {
            withhold(&mut part.withheld, Some(data_kind), reason);
            continue;
        }
        let (cells, masked) = masked(row, kind, assigned, &answer, answers.request.lang);
        rows.push(cells);
        let known = part.given.iter_mut();
        match known.into_iter().find(|given| given.data_kind == data_kind) {
            Some(given) => {
                given.rows += 1;
                given.masked += masked;
            }
            None => part.given.push(Given {
                data_kind,
                answer,
                rows: 1,
                masked,
            }),
        }
    }
    (part, rows)
}

fn facts(data_kind: DataKind, request: &Request, superior: bool) -> MatterFacts {
    let mut facts = MatterFacts::new(Subject::Exchange);
    facts.set(FactKey::DataKind, Some(data_kind.index()));
    facts.set(FactKey::Sender, Some(request.sender.index()));
    facts.set(FactKey::Recipient, Some(request.recipient.index()));
    facts.set(FactKey::Purpose, Some(request.purpose.index()));
    let concerned = usize::from(request.recipient_concerned);
    facts.set(FactKey::RecipientConcerned, Some(concerned));
    facts.set(FactKey::SuperiorMatter, Some(usize::from(superior)));
    facts
}

fn stands_against(answer: &ExchangeAnswer, superior: bool, request: &Request) -> Option<Reason> {
    match answer.decision {
        None => Some(Reason::Undetermined),
        Some(ExchangeDecision::Refused) if superior => Some(Reason::SuperiorMatter),
        Some(ExchangeDecision::Refused) => Some(Reason::Refused),
        Some(ExchangeDecision::Approval) if request.approval.trim().is_empty() => {
            Some(Reason::NotApproved(answer.approver))
        }
        Some(_) => None,
    }
}

fn withhold(withheld: &mut Vec<Withheld>, data_kind: Option<DataKind>, reason: Reason) {
    let known = withheld
        .iter_mut()
        .find(|known| known.reason == reason && known.data_kind == data_kind);
    match known {
        Some(known) => known.rows += 1,
        None => withheld.push(Withheld {
            data_kind,
            rows: 1,
            reason,
        }),
    }
}

/// The row's cells, those masked that a mask in force hides, and how many these are.
fn masked(
    row: Row<'_>,
    kind: Kind,
    assigned: &Assigned,
    answer: &ExchangeAnswer,
    lang: Lang,
) -> (Vec<String>, usize) {
    let in_force =
        |mask: &&Mask| answer.masks.contains(mask) || answer.possible_masks.contains(mask);
    let mut count = 0;
    let cells = (0..kind.fields().len()).map(|at| {
        let text = row.cell(at);
        match assigned.masks(kind, at).iter().find(in_force) {
            Some(mask) if !text.is_empty() => {
                count += 1;
                mark(*mask, lang)
            }
            _ => text.to_owned(),
        }
    });
    let cells = cells.collect();
    (cells, count)
}

/// What stands in a masked cell.
fn mark(mask: Mask, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("【已遮蔽：{}】", mask.label(lang)),
        Lang::En => format!("[masked: {}]", mask.label(lang)),
    }
}

/// A row of the disclosure log for each kind of information that went.
fn log(parts: &[Part], request: &Request, stamp: Stamp<'_>) -> Option<Command> {
    let went = parts
        .iter()
        .flat_map(|part| part.given.iter().map(move |given| (part, given)));
    let rows = went.map(|(part, given)| {
        let note = told(part.kind, given, request.lang);
        log_row(request, given.data_kind, &given.answer, &note, stamp)
    });
    let rows: Vec<Vec<String>> = rows.collect();
    (!rows.is_empty()).then(|| disclosed(rows))
}

/// The columns of a row of the disclosure log.
const LOGGED: &[&str] = &[
    "on",
    "data_kind",
    "sender",
    "recipient",
    "purpose",
    "recipient_concerned",
    "tier",
    "decision",
    "approver",
    "approval",
    "masks",
    "subject",
    "note",
];

/// The command that enters rows in the disclosure log.
fn disclosed(rows: Vec<Vec<String>>) -> Command {
    Command::Import {
        kind: Kind::Exchange,
        columns: LOGGED.iter().map(|code| (*code).to_owned()).collect(),
        rows,
    }
}

fn log_row(
    request: &Request,
    data_kind: DataKind,
    answer: &ExchangeAnswer,
    note: &str,
    stamp: Stamp<'_>,
) -> Vec<String> {
    let day = stamp.at.get(..10).unwrap_or_default();
    let masks: Vec<&str> = answer
        .masks
        .iter()
        .map(|mask| mask.label(request.lang))
        .collect();
    let approved = answer.decision == Some(ExchangeDecision::Approval);
    let comma = if request.lang == Lang::Zh {
        "、"
    } else {
        ", "
    };
    let cells: [&str; LOGGED.len()] = [
        day,
        data_kind.code(),
        request.sender.code(),
        request.recipient.code(),
        request.purpose.code(),
        if request.recipient_concerned {
            "yes"
        } else {
            "no"
        },
        answer.tier.map_or("", InformationTier::code),
        answer.decision.map_or("", ExchangeDecision::code),
        answer.approver.map_or("", Approver::code),
        if approved {
            request.approval.trim()
        } else {
            ""
        },
        &masks.join(comma),
        request.subject.trim(),
        note,
    ];
    cells.map(str::to_owned).to_vec()
}

fn told(kind: Kind, given: &Given, lang: Lang) -> String {
    let (kind, rows, masked) = (kind.label(lang), given.rows, given.masked);
    match lang {
        Lang::Zh => format!("导出{kind}{rows}条，遮蔽{masked}个单元格。"),
        Lang::En => format!("{rows} × {kind} exported, {masked} cells masked."),
    }
}
