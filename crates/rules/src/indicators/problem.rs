//! What cannot be computed, and what one should know about a figure: codes with words in both languages.

use super::row::{Column, Kind};
use crate::lang::Lang;
use crate::vocabulary::{Term, terms};

terms! {
    /// Why a figure cannot be given, or what one should know about it.
    Reason {
        NotANumber "not_a_number" "不是数" "no number",
        Negative "negative" "负数" "negative count",
        Fraction "fraction" "人或件不足一个" "a fraction of a person or matter",
        TooLarge "too_large" "数过大" "number too large",
        NoUnit "no_unit" "单位无法识别" "unit not understood",
        Empty "empty" "缺数" "number missing",
        PartExceedsWhole "part_exceeds_whole" "部分大于全部" "part exceeds whole",
        TotalBelowSum "total_below_sum" "总数小于分项之和" "total smaller than the sum",
        ZeroDenominator "zero_denominator" "分母为零" "denominator of zero",
        NoKind "no_kind" "看不出要算什么" "nothing to compute",
        TwoKinds "two_kinds" "一行两用" "two kinds in one row",
        GroupBroken "group_broken" "同组有误" "another row of the group is bad",
        NoPercentage "no_percentage" "公布值不是百分数" "printed figure is no percentage",
        NoCounts "no_counts" "只有百分数" "a percentage without counts",
        Impossible "impossible" "公布值不可能" "printed figure impossible",
        TotalAboveSum "total_above_sum" "分项之和小于总数" "the parts do not reach the total",
        WithinRounding "within_rounding" "尾差" "difference within rounding",
        UnitAssumed "unit_assumed" "按万计" "taken as ten-thousands",
        Remainder "remainder" "最大余数法" "largest remainder",
        Agrees "agrees" "与公布值一致" "agrees with the printed figure",
        Differs "differs" "与公布值不一致" "differs from the printed figure",
        AgreesPlain "agrees_plain" "公布值系四舍五入" "printed figures are plainly rounded",
        MayOverlap "may_overlap" "一人可有两种处分" "one person may get both",
        Implied "implied" "反推" "inferred from the printed figure",
    }
}

/// Something to say about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub reason: Reason,
    /// In which column, if in one.
    pub column: Option<Column>,
    /// The figures or texts concerned.
    pub values: Vec<String>,
}

impl Problem {
    pub(super) fn new(reason: Reason, column: Option<Column>, values: &[&dyn ToString]) -> Self {
        Problem {
            reason,
            column,
            values: values
                .iter()
                .map(|value| value.to_string().chars().take(60).collect())
                .collect(),
        }
    }

    /// What is the matter and what to do, without its place.
    pub fn message(&self, lang: Lang) -> String {
        let value = |at: usize| self.values.get(at).map_or("", String::as_str);
        let (first, second) = (value(0), value(1));
        let (zh, en) = fault(self.reason, first, second)
            .or_else(|| remark(self.reason, first, second))
            .unwrap_or_default();
        if lang == Lang::Zh { zh } else { en }
    }

    /// The message with its column in front.
    pub fn told(&self, lang: Lang) -> String {
        let message = self.message(lang);
        match (self.column, lang) {
            (Some(column), Lang::Zh) => format!("{}：{message}", column.label(lang)),
            (Some(column), Lang::En) => format!("{}: {message}", column.code()),
            (None, _) => message,
        }
    }
}

/// Why there is no figure, in both languages.
fn fault(reason: Reason, first: &str, second: &str) -> Option<(String, String)> {
    let texts = match reason {
            Reason::NotANumber => (
                format!("“{first}”不是数；请写成 62902、62,902 或 148.7万"),
                format!("`{first}` is no number; write 62902, 62,902 or 148.7"),
            ),
            Reason::Negative => (
                format!("数量不能为负（{first}）"),
                format!("a count cannot be negative ({first})"),
            ),
            Reason::Fraction => (
                format!("“{first}”折合不足一人（件）；人和件是整数，以万为单位时请在数后写“万”或填“单位”列"),
                format!("`{first}` holds a fraction of a person or matter, which are whole; for ten-thousands put 10000 into the column `unit`"),
            ),
            Reason::TooLarge => (format!("“{first}”过大"), format!("`{first}` is too large")),
            Reason::NoUnit => (
                format!("单位“{first}”无法识别；请写人、件、千、万或亿"),
                format!("the unit `{first}` is not understood; write persons, 1000, 10000 or 100000000"),
            ),
            Reason::Empty => (
                "此处缺数；空不等于零，没有请写 0".to_owned(),
                "the number is missing; empty is not zero, write 0 for none".to_owned(),
            ),
            Reason::PartExceedsWhole => (
                format!("部分（{first}）大于全部（{second}），表中有误"),
                format!("the part ({first}) exceeds the whole ({second}): the table is wrong"),
            ),
            Reason::TotalBelowSum => (
                format!("总数（{first}）小于分项之和（{second}），表中有误"),
                format!("the total ({first}) is smaller than the sum of the parts ({second}): the table is wrong"),
            ),
            Reason::ZeroDenominator => (
                "分母为零，算不出百分数".to_owned(),
                "the denominator is zero, there is no percentage of it".to_owned(),
            ),
            Reason::NoKind => (
                "没有可计算的数；每行填写 form1 至 form4，或 part 与 whole，或 now 与 before，或 group、item、count，或 persons、party、administrative".to_owned(),
                "there is nothing to compute; fill form1 to form4, or part and whole, or now and before, or group, item and count, or persons, party and administrative".to_owned(),
            ),
            Reason::TwoKinds => {
                let kinds = [first, second].map(Kind::from_code);
                let label = |at: usize, lang| kinds[at].map_or("", |kind| kind.label(lang));
                (
                    format!("一行只能算一种，此行同时填了“{}”和“{}”；请分成两行", label(0, Lang::Zh), label(1, Lang::Zh)),
                    format!("a row computes one thing, this one fills both `{}` and `{}`; make it two rows", label(0, Lang::En), label(1, Lang::En)),
                )
            }
            Reason::GroupBroken => (
                format!("同组第 {first} 行有误，本组占比暂不能算"),
                format!("row {first} of the same group is bad, so the group's shares cannot be computed"),
            ),
            Reason::NoPercentage => (
                format!("“{first}”不是百分数；请写成 32.6 或 32.6%"),
                format!("`{first}` is no percentage; write 32.6 or 32.6%"),
            ),
            Reason::NoCounts => (
                format!("只公布了 {first}%，没有分子分母，无从复算"),
                format!("only {first} % was printed, without the counts: it cannot be computed again"),
            ),
            Reason::Impossible => (
                format!("没有任何整数能得出 {first}%，公布值与数量对不上"),
                format!("no whole number gives {first} %: the printed figure does not fit the counts"),
            ),
            _ => return None,
    };
    Some(texts)
}

/// What one should know about a figure, in both languages.
fn remark(reason: Reason, first: &str, second: &str) -> Option<(String, String)> {
    let texts = match reason {
            Reason::TotalAboveSum => (
                format!("分项之和（{first}）小于总数（{second}），差额没有归入任何一项；占比按分项之和计算"),
                format!("the parts add up to {first}, less than the total of {second}; the rest belongs to none of them, and the shares are those of the sum"),
            ),
            Reason::WithinRounding => (
                format!("分项之和（{first}）与总数（{second}）之差在舍入误差之内；占比按分项之和计算"),
                format!("the parts add up to {first}, the total is {second}: a difference that rounding explains; the shares are those of the sum"),
            ),
            Reason::UnitAssumed => (
                "数中有小数而未写单位，按万计；请填“单位”列".to_owned(),
                "the counts have decimals and no unit: taken as ten-thousands; better fill the column `unit`".to_owned(),
            ),
            Reason::Remainder => (
                format!("逐项四舍五入合计 {first}%；按最大余数法调整，使合计为 100%"),
                format!("rounded one by one the shares add up to {first} %; the largest-remainder method makes them 100 %"),
            ),
            Reason::Agrees => (
                format!("与公布值 {first} 一致"),
                format!("agrees with the printed {first}"),
            ),
            Reason::Differs => (
                format!("公布值 {first}，按数量应为 {second}"),
                format!("printed {first}, by the counts {second}"),
            ),
            Reason::AgreesPlain => (
                format!("公布值 {first} 是逐项四舍五入的结果，合计不是 100%；按最大余数法应为 {second}"),
                format!("the printed {first} are rounded one by one and do not add up to 100 %; by largest remainder {second}"),
            ),
            Reason::MayOverlap => (
                "同一人可能既受党纪处分又受政务处分，两项不相加，也不与人数核对合计".to_owned(),
                "one person may get a party and an administrative sanction: the two are never added, nor is their sum checked against the persons".to_owned(),
            ),
            Reason::Implied if second.is_empty() => (
            format!("由公布值反推：{first} 或更多"),
            format!("inferred from the printed figure: {first} or more"),
        ),
        Reason::Implied if first == second => (
            format!("由公布值反推：只能是 {first}"),
            format!("inferred from the printed figure: it can only be {first}"),
        ),
        Reason::Implied => (
                format!("由公布值反推：在 {first} 至 {second} 之间"),
                format!("inferred from the printed figure: between {first} and {second}"),
            ),
            _ => return None,
    };
    Some(texts)
}
