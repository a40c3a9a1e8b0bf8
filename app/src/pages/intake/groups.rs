//! The facts in the order of the form, each with a word of help.

pub use crate::markup::t as pick;
use shizu_rules::{FactKey, Lang};

/// A group of facts in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Stable id.
    pub id: &'static str,
    zh: &'static str,
    en: &'static str,
    /// Its facts, in order.
    pub facts: &'static [FactKey],
}

impl Group {
    /// Its name.
    pub fn label(&self, lang: Lang) -> &'static str {
        pick(lang, self.zh, self.en)
    }
}

/// Every fact, in exactly one group.
pub const GROUPS: &[Group] = &[
    Group {
        id: "who",
        zh: "什么人",
        en: "Who",
        facts: &[
            FactKey::Commission,
            FactKey::Authority,
            FactKey::Post,
            FactKey::Rank,
            FactKey::Unit,
        ],
    },
    Group {
        id: "what",
        zh: "什么事",
        en: "What",
        facts: &[
            FactKey::Nature,
            FactKey::Gravity,
            FactKey::Importance,
            FactKey::Difficulty,
            FactKey::KeyArea,
            FactKey::Cross,
        ],
    },
    Group {
        id: "from",
        zh: "从哪里来",
        en: "Where from",
        facts: &[FactKey::Source, FactKey::RealName, FactKey::Repeated],
    },
    Group {
        id: "circumstances",
        zh: "办理条件",
        en: "Circumstances",
        facts: &[
            FactKey::Conflict,
            FactKey::GroupLoad,
            FactKey::LacksMeans,
            FactKey::UnitRisk,
            FactKey::GroupHeadOutranks,
        ],
    },
];

/// How to find out what to answer.
pub fn hint(key: FactKey, lang: Lang) -> &'static str {
    let (zh, en) = match key {
        FactKey::Commission => (
            "收到线索的是哪一级纪委监委。",
            "Which level of commission holds the clue.",
        ),
        FactKey::Authority => (
            "看谁管理这名干部，不看级别高低。",
            "Who manages this cadre, whatever the rank.",
        ),
        FactKey::Post | FactKey::Rank => (
            "用来核对管理权限，不改变分办。",
            "Checks the authority; never changes who leads.",
        ),
        FactKey::Unit => (
            "所在单位由派驻组驻在监督、综合监督，还是没有派驻组。",
            "Whether a resident group sits in the unit, covers it, or neither.",
        ),
        FactKey::Nature => (
            "按反映的内容初步归类，不是认定。",
            "Sorted by what is reported; it finds nobody guilty.",
        ),
        FactKey::Gravity => (
            "如属实，情节是一般还是严重。",
            "If true, ordinary or grave.",
        ),
        FactKey::Importance => (
            "按本地标准：涉及面、影响、领导批示等。",
            "By local standards: reach, effect, instructions from leaders.",
        ),
        FactKey::Difficulty => (
            "核查起来是否复杂、疑难。",
            "Whether it is complex or hard to verify.",
        ),
        FactKey::KeyArea => (
            "审批、执法、工程、资金、人事等领域或岗位。",
            "Approvals, enforcement, works, funds, personnel and the like.",
        ),
        FactKey::Cross => (
            "涉及两个以上地区或行业。",
            "More than one region or trade is concerned.",
        ),
        FactKey::Source => (
            "线索最初从什么渠道来。",
            "The channel through which it first came.",
        ),
        FactKey::RealName => (
            "举报人署了真实姓名并能联系上。",
            "The reporter gave a real name and can be reached.",
        ),
        FactKey::Repeated => (
            "同一人就同一问题已经反映过。",
            "The same person has reported the same matter before.",
        ),
        FactKey::GroupLoad => (
            "按派驻组在办件数和人手判断。",
            "Judged by the group's open matters and people.",
        ),
        FactKey::Conflict => (
            "谁与被反映人有应当回避的关系；没有就选“无”。",
            "Who has a relation that calls for recusal; if nobody, choose none.",
        ),
        FactKey::UnitRisk => (
            "取最近一次政治生态评价的等级。",
            "From the latest evaluation of the unit's political ecology.",
        ),
        FactKey::LacksMeans => (
            "派驻组缺少措施权限或办案人手。",
            "The group lacks powers to take measures, or people.",
        ),
        FactKey::GroupHeadOutranks => (
            "只用于说明指挥关系：职级倒挂不改变以室为主。",
            "Only explains command: the office leads all the same.",
        ),
        // Other subjects explain their facts where they are asked.
        _ => ("", ""),
    };
    pick(lang, zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_stands_in_exactly_one_group() {
        let mut grouped: Vec<FactKey> = GROUPS
            .iter()
            .flat_map(|group| group.facts)
            .copied()
            .collect();
        grouped.sort_unstable();
        assert_eq!(grouped, FactKey::ALL);
    }
}
