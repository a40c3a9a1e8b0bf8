//! 季度例会材料: what an office and the groups that it links with go through once a quarter (LS43, LS45), written from the workbook.
//!
//! Clues and cases are case information, which only those who handle them see (LS56): the paper for others ([`InformationTier::Restricted`]) lists no
//! single matter or case and names nobody concerned.

mod closing;
mod figures;
mod matters;
mod paper;
mod supervision;

use chrono::{Datelike, Days as Span, NaiveDate};
use shizu_rules::monitor::{Evaluator, Fired, Period};
use shizu_rules::vocabulary::{DataKind, Frequency, InformationTier, Mask, Term};
use shizu_rules::{Engine, Lang};

pub use paper::{Paper, Part, Table};

use crate::kind::Kind;
use crate::register::Row;
use crate::rules::Rules;
use crate::today::{Bodies, Routed, Scope, Today, evaluator};
use crate::workbook::{Space, Workbook, day as read_day};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The office; empty for all groups of the workbook.
    pub office: String,
    /// The quarter.
    pub quarter: Period,
    /// The day on which the paper is made.
    pub day: NaiveDate,
    /// For those who handle the matters, or for others within the named scope.
    pub tier: InformationTier,
    /// Its language.
    pub lang: Lang,
}

impl Order {
    /// The last quarter that is over on `day`, for those who handle the matters.
    pub fn new(office: &str, day: NaiveDate, lang: Lang) -> Self {
        Order {
            office: office.to_owned(),
            quarter: Period::containing(Frequency::Quarter, day).plus(-1),
            day,
            tier: InformationTier::CaseConfidential,
            lang,
        }
    }

    /// Whether single matters and people may be in it.
    fn shows_matters(&self) -> bool {
        self.tier == InformationTier::CaseConfidential
    }
}

/// What the paper for others is to the rules on sharing: how supervision went, of units by name. That those who handle a matter are named in it is no more than
/// their task. The assignment is our assumption, like those of registers in the rulebook (`redaction_information`).
pub const INFORMATION: DataKind = DataKind::SupervisionChecks;

/// What it shows and cannot do without.
pub const SHOWS: [Mask; 2] = [Mask::UnitNames, Mask::Names];

/// The tiers that a paper can be made for.
pub const TIERS: [InformationTier; 2] = [
    InformationTier::CaseConfidential,
    InformationTier::Restricted,
];

/// Days after the quarter's end as of which its returns are judged, where the paper is made later still.
const JUDGED_AFTER: u64 = 31;

/// Writes the paper for the meeting.
pub fn pack(book: &Workbook, engine: &Engine, rules: &Rules, order: &Order) -> Paper {
    let judged = order
        .quarter
        .end()
        .checked_add_days(Span::new(JUDGED_AFTER));
    let judged = judged.unwrap_or(order.day).min(order.day);
    let bodies = Bodies::of(book);
    let scope = if order.office.is_empty() {
        Scope::All
    } else {
        Scope::Office(order.office.clone())
    };
    let mut evaluator = evaluator(book, &bodies, engine.rulebook(), judged);
    let fired = evaluator.as_mut().map_or_else(Vec::new, |evaluator| {
        fired_within(evaluator, &bodies, &scope)
    });
    let writer = Writer {
        groups: bodies.groups_of(&order.office),
        book,
        engine,
        bodies,
        scope,
        routed: Routed::new(engine),
        today: Today::new(book, engine, rules, order.day),
        evaluator,
        fired,
        order,
        lang: order.lang,
    };
    writer.write()
}

/// What fires for the bodies of a scope.
fn fired_within(evaluator: &mut Evaluator, bodies: &Bodies<'_>, scope: &Scope) -> Vec<Fired> {
    let mut fired = Vec::new();
    for line in 0..evaluator.monitored().lines().len() {
        let monitored = evaluator.monitored();
        let name = monitored
            .lines()
            .get(line)
            .map_or("", |line| monitored.name(line));
        if bodies.within(scope, name) {
            fired.append(&mut evaluator.evaluate(line));
        }
    }
    fired
}

/// Months in English.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A paper being written.
struct Writer<'w> {
    book: &'w Workbook,
    engine: &'w Engine,
    bodies: Bodies<'w>,
    groups: Vec<&'w str>,
    scope: Scope,
    routed: Routed<'w>,
    today: Today,
    evaluator: Option<Evaluator>,
    /// What fires for bodies of the scope, as of the quarter.
    fired: Vec<Fired>,
    order: &'w Order,
    lang: Lang,
}

impl<'w> Writer<'w> {
    fn write(mut self) -> Paper {
        let (order, quarter) = (self.order, self.order.quarter.label(self.lang));
        let office = match order.office.as_str() {
            "" => self.t("监督检查室", "The supervision office").to_owned(),
            office => office.to_owned(),
        };
        let mut paper = Paper {
            title: self
                .t("季度例会材料", "Papers for the quarterly meeting")
                .to_owned(),
            ..Paper::default()
        };
        let count = self.groups.len();
        paper.lines.push(match self.lang {
            Lang::Zh => format!("{office}与所联系的{count}个派驻纪检监察组　{quarter}"),
            Lang::En => format!("{office} and its {count} resident groups · {quarter}"),
        });
        let tier = order.tier.label(self.lang);
        paper.lines.push(match (self.lang, order.shows_matters()) {
            (Lang::Zh, true) => format!("信息分级：{tier}（限承办的室、组有关人员，会后收回）"),
            (Lang::Zh, false) => format!("信息分级：{tier}（不列单件线索、案件和当事人）"),
            (Lang::En, true) => {
                format!("Tier: {tier} (only those of office and groups who handle the matters; collected afterwards)")
            }
            (Lang::En, false) => {
                format!("Tier: {tier} (no single clue or case, nobody concerned is named)")
            }
        });
        if self.book.space() == Space::Training {
            let invented = self.t(
                "培训数据：人员、单位、事项均为虚构",
                "Training data: all people, units and matters are invented",
            );
            paper.lines.push(invented.to_owned());
        }
        let closing = self.agenda();
        self.reported(&mut paper);
        self.concentration(&mut paper);
        self.joint(&mut paper);
        self.returns(&mut paper);
        self.overdue(&mut paper);
        self.rectification(&mut paper);
        self.cases(&mut paper);
        self.close(&mut paper, &closing);
        paper
    }

    /// One of two texts.
    fn t<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// What a section rests on.
    fn basis(&self, paper: &mut Paper, cites: &[&str]) {
        let list = cites.join(self.t("、", ", "));
        paper.note(format!("{}{list}", self.t("依据：", "Basis: ")));
    }

    /// Nothing to report, in a sentence.
    fn none(&self, paper: &mut Paper) {
        paper.paragraph(self.t("本季没有。", "Nothing this quarter."));
    }

    /// A day as people write it.
    fn day(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Lang::En => format!(
                "{} {} {}",
                day.day(),
                MONTHS[day.month0() as usize],
                day.year()
            ),
        }
    }

    /// How a cell reads.
    fn shown<'a>(&self, kind: Kind, row: Row<'a>, code: &str) -> &'a str {
        let field = kind.field(code).and_then(|at| kind.fields().get(at));
        let text = row.get(code);
        field.map_or(text, |field| field.shown(text, self.lang))
    }

    /// Matters of the scope received from the first to the last day of a quarter.
    fn matters_of(&self, quarter: Period) -> Vec<Row<'w>> {
        let (first, last) = (quarter.begin(), quarter.end());
        let rows = self.book.register(Kind::Matter).rows();
        let within = rows.filter(|row| {
            let received = read_day(row.get("received"));
            received.is_some_and(|day| first <= day && day <= last) && self.concerns(*row)
        });
        within.collect()
    }

    /// Whether a row is about a body of the scope.
    fn concerns(&self, row: Row<'_>) -> bool {
        let mut named = [row.get("body"), row.get("unit"), row.get("lead_body")].into_iter();
        self.scope == Scope::All
            || named.any(|body| !body.is_empty() && self.bodies.within(&self.scope, body))
    }
}
