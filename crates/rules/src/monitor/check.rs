//! Proof that every trigger can fire and need not: for each of its gauges a witness history that makes it fire, and one that does not.

use chrono::NaiveDate;

use super::evaluate::Evaluator;
use super::period::Period;
use super::row::ReturnRow;
use super::settings::Settings;
use super::store::Monitor;
use super::trigger::Trigger;
use crate::rulebook::Rulebook;
use crate::verify::FindingText;
use crate::vocabulary::{
    BodyKind, EcologyGrade, Frequency, Gauge, ReturnField, ReturnState, Term, UnitRisk,
};

/// The year with which witness histories end.
const YEAR: i32 = 2100;

/// Longer windows than this many periods are not tried out.
const LONGEST: u64 = 400;

/// Findings: a trigger that cannot fire for one of its gauges, one that always does, and windows in the wrong order.
pub(crate) fn check(rulebook: &Rulebook) -> Vec<FindingText> {
    let mut findings = Vec::new();
    let day = NaiveDate::from_ymd_opt(YEAR, 12, 31).unwrap_or_default();
    let settings = match Settings::new(rulebook, day) {
        Ok(mut settings) => {
            let presets = rulebook.triggers.iter().filter(|it| it.preset.is_some());
            settings.presets = presets.map(|it| it.id().to_owned()).collect();
            settings
        }
        Err(error) => {
            return vec![finding(
                error.message(crate::lang::Lang::Zh),
                error.message(crate::lang::Lang::En),
            )];
        }
    };
    for frequency in Frequency::ALL {
        if settings.window(*frequency) > settings.long_window(*frequency) {
            let code = frequency.code();
            findings.push(finding(
                format!("零报告窗口 zero.window.{code} 长于长窗口 zero.long_window.{code}"),
                format!("the window zero.window.{code} is longer than zero.long_window.{code}"),
            ));
        }
    }
    for trigger in &rulebook.triggers {
        for gauge in &trigger.when {
            let seen = trigger.about.iter().flat_map(|kind| {
                let settings = &settings;
                Frequency::ALL
                    .iter()
                    .filter_map(move |frequency| Try::of(*gauge, *kind, *frequency, settings))
            });
            for witness in seen {
                findings.extend(witness.findings(rulebook, &settings, trigger, day));
            }
        }
    }
    findings
}

fn finding(zh: String, en: String) -> FindingText {
    FindingText {
        zh,
        en,
        witness: Vec::new(),
    }
}

/// A history that should make a gauge reach its threshold, and one that should not.
struct Try {
    gauge: Gauge,
    kind: BodyKind,
    last: Period,
    periods: u64,
    threshold: u64,
}

impl Try {
    /// `None` where the gauge does not read returns of this frequency.
    fn of(gauge: Gauge, kind: BodyKind, frequency: Frequency, settings: &Settings) -> Option<Self> {
        let by_quarter = matches!(
            gauge,
            Gauge::QuarterLetters | Gauge::QuarterClues | Gauge::QuarterCadres
        );
        if by_quarter && !matches!(frequency, Frequency::Month | Frequency::Quarter) {
            return None;
        }
        let threshold = settings.threshold(gauge, frequency).div_ceil(100);
        let in_a_row = gauge.is_streak() || gauge == Gauge::Outstanding;
        let periods = if in_a_row { threshold } else { 1 };
        Some(Try {
            gauge,
            kind,
            last: Period::new(frequency, YEAR, frequency.per_year())?,
            periods: periods.clamp(1, LONGEST),
            threshold,
        })
    }

    fn findings(
        &self,
        rulebook: &Rulebook,
        settings: &Settings,
        trigger: &Trigger,
        day: NaiveDate,
    ) -> Option<FindingText> {
        let fires = |firing: bool| {
            let mut monitor = Monitor::new(settings.clone(), day);
            for back in 0..self.periods as i32 {
                let row = self.row(self.last.plus(-back), firing, settings);
                monitor.push(&row, 1 + u64::from(back.unsigned_abs()));
            }
            let mut evaluator = Evaluator::new(monitor.finish().0, rulebook);
            let fired = evaluator.evaluate(0);
            let is_it = |at: usize| evaluator.triggers()[at].id() == trigger.id();
            fired.iter().any(|fired| {
                is_it(fired.trigger) && fired.reached.iter().any(|it| it.gauge == self.gauge)
            })
        };
        let id = trigger.id();
        let (gauge, frequency) = (self.gauge.code(), self.last.frequency().code());
        if !fires(true) {
            return Some(finding(
                format!(
                    "触发项 {id} 永远不会因“{gauge}”触发（{frequency}，阈值 {}）",
                    self.threshold
                ),
                format!(
                    "trigger {id} can never fire by `{gauge}` ({frequency}, threshold {})",
                    self.threshold
                ),
            ));
        }
        fires(false).then(|| {
            finding(
                format!(
                    "触发项 {id} 总是因“{gauge}”触发（{frequency}，阈值 {}）",
                    self.threshold
                ),
                format!(
                    "trigger {id} always fires by `{gauge}` ({frequency}, threshold {})",
                    self.threshold
                ),
            )
        })
    }

    /// A return of the history: one that makes it fire, or one that does not.
    fn row(&self, period: Period, firing: bool, settings: &Settings) -> ReturnRow<'static> {
        let mut row = ReturnRow::new("witness", self.kind, period);
        let mut tell = |field, count: u64| {
            row.figures.set(field, u32::try_from(count).ok());
        };
        let reached = if firing { self.threshold } else { 0 };
        // The share beyond its line by a whole person or clue.
        let hundred = u64::from(settings.least_closed.max(1)) * 100;
        match self.gauge {
            Gauge::BothZero
            | Gauge::CluesZero
            | Gauge::CasesZero
            | Gauge::ThreeZeros
            | Gauge::OwnZero => {
                let count = u64::from(!firing);
                for field in [
                    ReturnField::Clues,
                    ReturnField::Cases,
                    ReturnField::SelfFound,
                    ReturnField::OwnCases,
                ] {
                    tell(field, count);
                }
            }
            Gauge::ImportantByOthers => tell(ReturnField::ImportantByOthers, reached),
            Gauge::Problems => tell(ReturnField::Problems, reached),
            Gauge::ManyCases => tell(ReturnField::Cases, reached),
            Gauge::OwnFaults => tell(ReturnField::OwnFaults, reached),
            Gauge::QuarterLetters => tell(ReturnField::Letters, reached),
            Gauge::QuarterClues => tell(ReturnField::Clues, reached),
            Gauge::QuarterCadres => tell(ReturnField::CadresHandled, reached),
            Gauge::ClueToCase => {
                tell(ReturnField::TransferredClosed, hundred);
                tell(
                    ReturnField::TransferredFiled,
                    if firing { 0 } else { hundred },
                );
            }
            Gauge::BorrowedShare => {
                tell(ReturnField::TeamSize, 100);
                tell(ReturnField::Borrowed, if firing { 100 } else { 0 });
            }
            Gauge::EcologyPoor => {
                let grade = [EcologyGrade::Good, EcologyGrade::Poor][usize::from(firing)];
                row.figures.ecology = Some(grade);
            }
            Gauge::HighRisk => {
                row.figures.risk = Some([UnitRisk::Low, UnitRisk::High][usize::from(firing)]);
            }
            Gauge::GraveCorruption => row.figures.grave_corruption = Some(firing),
            Gauge::Outstanding => {
                let state = [ReturnState::Zero, ReturnState::Missing][usize::from(firing)];
                row.state = Some(state);
            }
        }
        row
    }
}
