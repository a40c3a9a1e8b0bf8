//! What is to be said about what was typed: what cannot be used, and what one should know of the rest.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Path;
use crate::intake::DateProblem;
use crate::lang::Lang;
use crate::vocabulary::{Evaluator, Term, Value};

/// A remark about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The field; `None` for a name that means none.
    pub path: Option<Path>,
    /// The name of the field that was found, and the text in it.
    pub found: (String, String),
    /// What is to be said.
    pub kind: RemarkKind,
}

/// What is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    /// The unit has no name.
    NoUnit,
    /// Not a number.
    NotANumber,
    /// A number outside 0 to 100.
    OutOfRange,
    /// Not a whole number from 0 on.
    NotACount,
    /// More than can be.
    TooMany {
        /// The most there can be.
        most: usize,
    },
    /// A weight with more than two decimals.
    TooFine,
    /// Weights that do not make 100.
    WeightSum {
        /// What they make.
        sum: Decimal,
    },
    /// Some weights are given and others are not.
    WeightsIncomplete,
    /// Not a day.
    Date(DateProblem),
    /// A day before the inspection fed back.
    BeforeFeedback {
        /// When it fed back.
        feedback: NaiveDate,
    },
    /// A word that is none of those expected.
    UnknownWord {
        /// Those expected.
        expected: &'static [Value],
        /// The nearest of their codes.
        nearest: Option<&'static str>,
    },
    /// More answers than staff.
    SurveyAboveStaff {
        /// Answers.
        answers: u32,
        /// Staff.
        staff: u32,
    },
    /// Said to be disclosed, or not, against the date.
    DisclosureContradicts,
    /// A name that means no field.
    UnknownField {
        /// The nearest name.
        nearest: Option<String>,
    },
    /// A value and items were given; the items count.
    ItemsCount,
    /// Nothing can be counted: no answer, or no item that is due.
    NothingCounted,
    /// Items that are not due yet and do not count.
    NotDueYet {
        /// How many.
        items: u32,
    },
    /// Finished after the day of the evaluation, so not finished on that day.
    FinishedLater {
        /// The day of the evaluation.
        day: NaiveDate,
    },
    /// Fewer answers than make a survey.
    FewAnswers {
        /// How many there are.
        answers: u32,
    },
    /// Fewer answers than the share of the staff that makes a survey.
    NarrowSurvey {
        /// Answers.
        answers: u32,
        /// Staff.
        staff: u32,
    },
    /// These did not take part.
    EvaluatorsMissing {
        /// Who.
        missing: Vec<Evaluator>,
    },
    /// It is not said who took part.
    EvaluatorsNotSaid,
    /// It is not said whether the report agrees with the facts: taken as no false point found.
    TruthNotSaid,
    /// Fewer false points are stated than items are marked so; the items count.
    FewerFalse {
        /// Items marked so.
        items: u32,
    },
}

impl Remark {
    /// Whether something cannot be used as it stands; the others are only worth knowing.
    pub fn is_fault(&self) -> bool {
        use RemarkKind as K;
        !matches!(
            self.kind,
            K::ItemsCount
                | K::NothingCounted
                | K::NotDueYet { .. }
                | K::FinishedLater { .. }
                | K::FewAnswers { .. }
                | K::NarrowSurvey { .. }
                | K::EvaluatorsMissing { .. }
                | K::EvaluatorsNotSaid
                | K::TruthNotSaid
                | K::FewerFalse { .. }
                | K::UnknownField { .. }
        )
    }

    /// A stable word for the kind of remark.
    pub fn code(&self) -> &'static str {
        use RemarkKind as K;
        match &self.kind {
            K::NoUnit => "no_unit",
            K::NotANumber => "not_a_number",
            K::OutOfRange => "out_of_range",
            K::NotACount => "not_a_count",
            K::TooMany { .. } => "too_many",
            K::TooFine => "too_fine",
            K::WeightSum { .. } => "weight_sum",
            K::WeightsIncomplete => "weights_incomplete",
            K::Date(problem) => problem.code(),
            K::BeforeFeedback { .. } => "before_feedback",
            K::UnknownWord { .. } => "bad_value",
            K::SurveyAboveStaff { .. } => "survey_above_staff",
            K::DisclosureContradicts => "disclosure_contradicts",
            K::UnknownField { .. } => "unknown_field",
            K::ItemsCount => "items_count",
            K::NothingCounted => "nothing_counted",
            K::NotDueYet { .. } => "not_due_yet",
            K::FinishedLater { .. } => "finished_later",
            K::FewAnswers { .. } => "few_answers",
            K::NarrowSurvey { .. } => "narrow_survey",
            K::EvaluatorsMissing { .. } => "evaluators_missing",
            K::EvaluatorsNotSaid => "evaluators_not_said",
            K::TruthNotSaid => "truth_not_said",
            K::FewerFalse { .. } => "fewer_false",
        }
    }

    /// What people call the field; the name found where it means none.
    pub fn field(&self, lang: Lang) -> String {
        let label = self.path.map(|path| path.label(lang));
        label.unwrap_or_else(|| self.found.0.clone())
    }

    /// What is wrong or worth knowing, and what to do, without the name of the field.
    pub fn message(&self, lang: Lang) -> String {
        let text = &self.found.1;
        let shown: String = text.chars().take(40).collect();
        match lang {
            Lang::Zh => self.zh(&shown),
            Lang::En => self.en(&shown),
        }
    }

    fn zh(&self, text: &str) -> String {
        use RemarkKind as K;
        match &self.kind {
            K::NoUnit => "没有单位名称。得分照常计算，请补上名称。".into(),
            K::NotANumber => format!("“{text}”不是数字，暂按未填处理。"),
            K::OutOfRange => format!("“{text}”不在0至100之间，暂按未填处理。"),
            K::NotACount => format!("“{text}”不是0以上的整数，暂按未填处理。"),
            K::TooMany { most } => format!("“{text}”超过{most}，请核对，暂按未填处理。"),
            K::TooFine => format!("权重“{text}”最多写两位小数，自定权重暂不采用。"),
            K::WeightSum { sum } => format!("五项权重合计{sum}，应为100；自定权重暂不采用，按方案的权重计分。"),
            K::WeightsIncomplete => "自定权重要五项都填；暂按方案的权重计分。".into(),
            K::Date(problem) => problem.message(text, Lang::Zh),
            K::BeforeFeedback { feedback } => format!("“{text}”早于反馈日期 {feedback}，请核对，暂按不清楚处理。"),
            K::UnknownWord { expected, nearest } => {
                let words: Vec<&str> = expected.iter().map(|value| value.zh).collect();
                let near = nearest.and_then(|code| expected.iter().find(|value| value.code == code));
                let near = near.map(|value| format!("最接近的是“{}”。", value.zh)).unwrap_or_default();
                format!("没有“{text}”这个取值，可用：{}。{near}", words.join("、"))
            }
            K::SurveyAboveStaff { answers, staff } => {
                format!("测评{answers}票，多于在册{staff}人，请核对；满意度暂按未填处理。")
            }
            K::DisclosureContradicts => "与公开日期不符，以公开日期为准。".into(),
            K::UnknownField { nearest } => {
                let near = nearest.as_ref().map(|near| format!("是否指“{near}”？")).unwrap_or_default();
                format!("没有这个字段，未采用。{near}")
            }
            K::ItemsCount => format!("既填了得分“{text}”又填了明细，以明细为准。"),
            K::NothingCounted => "没有可以计数的票或已到期的事项，这一项暂按未填处理。".into(),
            K::NotDueYet { items } => format!("{items}项尚未到期，不计入得分。"),
            K::FinishedLater { day } => format!("完成日期“{text}”晚于评估日期 {day}，按评估日尚未完成计。"),
            K::FewAnswers { answers } => format!("只有{answers}票，结果容易受个别票左右。"),
            K::NarrowSurvey { answers, staff } => format!("{answers}票，在册{staff}人，覆盖面小。"),
            K::EvaluatorsMissing { missing } => {
                let names: Vec<&str> = missing.iter().map(|who| who.label(Lang::Zh)).collect();
                format!("后评估由四方共同参与，缺：{}。", names.join("、"))
            }
            K::EvaluatorsNotSaid => "未写明哪些单位参加了评估；后评估由纪检监察机关、组织部门、宣传部门和巡察机构共同参与。".into(),
            K::TruthNotSaid => "未填，按未发现不实问题计。".into(),
            K::FewerFalse { items } => format!("填的是“{text}”，而明细中有{items}项报告不实，以明细为准。"),
        }
    }

    fn en(&self, text: &str) -> String {
        use RemarkKind as K;
        match &self.kind {
            K::NoUnit => "The unit has no name. It is scored all the same; please add the name.".into(),
            K::NotANumber => format!("`{text}` is no number; it is taken as not given."),
            K::OutOfRange => format!("`{text}` does not lie between 0 and 100; it is taken as not given."),
            K::NotACount => format!("`{text}` is no whole number from 0 on; it is taken as not given."),
            K::TooMany { most } => format!("`{text}` is more than {most}; please check. It is taken as not given."),
            K::TooFine => format!("The weight `{text}` may have two decimals at most; your weights are not used."),
            K::WeightSum { sum } => format!(
                "The five weights make {sum}, not 100; your weights are not used, those of the scheme are."
            ),
            K::WeightsIncomplete => "All five weights are needed; those of the scheme are used.".into(),
            K::Date(problem) => problem.message(text, Lang::En),
            K::BeforeFeedback { feedback } => {
                format!("`{text}` is before the feedback of {feedback}; please check. It is taken as unknown.")
            }
            K::UnknownWord { expected, nearest } => {
                let words: Vec<&str> = expected.iter().map(|value| value.code).collect();
                let near = nearest.map(|code| format!(" The nearest is `{code}`.")).unwrap_or_default();
                format!("There is no value `{text}`; write {}.{near}", words.join(" | "))
            }
            K::SurveyAboveStaff { answers, staff } => format!(
                "{answers} answers from a staff of {staff}; please check. Satisfaction is taken as not given."
            ),
            K::DisclosureContradicts => "It contradicts the date of disclosure, which is used.".into(),
            K::UnknownField { nearest } => {
                let near = nearest.as_ref().map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
                format!("There is no such field; it is not used.{near}")
            }
            K::ItemsCount => format!("Both a value, `{text}`, and items are given; the items count."),
            K::NothingCounted => "There is no answer, or no item that is due; the index is taken as not given.".into(),
            K::NotDueYet { items } => format!("{items} not due yet, which do not count."),
            K::FinishedLater { day } => {
                format!("Finished on `{text}`, after the evaluation of {day}: not finished on that day.")
            }
            K::FewAnswers { answers } => format!("Only so few answers ({answers}): a single one moves much."),
            K::NarrowSurvey { answers, staff } => format!("{answers} answers from a staff of {staff}: a narrow survey."),
            K::EvaluatorsMissing { missing } => {
                let names: Vec<&str> = missing.iter().map(|who| who.label(Lang::En)).collect();
                format!("Four bodies evaluate together; missing: {}.", names.join(", "))
            }
            K::EvaluatorsNotSaid => {
                "It is not said who took part; discipline, organization, publicity and inspection evaluate together."
                    .into()
            }
            K::TruthNotSaid => "Not given; taken as no false point found.".into(),
            K::FewerFalse { items } => {
                format!("`{text}` is given, but {items} items are marked as reported falsely; the items count.")
            }
        }
    }
}
