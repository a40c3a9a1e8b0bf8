//! What a duty does, in a word or two that fit on an arrow.

use shizu_rules::{Engine, Lang, Then};

use super::groups::pick;

/// Short names of the shipped duties: id, Chinese, English.
const DUTIES: &[(&str, &str, &str)] = &[
    ("arrange_support", "安排支援", "arrange support"),
    (
        "ask_background_before_talk",
        "谈前了解情况",
        "ask before a talk",
    ),
    ("ask_for_designation", "报请指定管辖", "ask to designate"),
    ("change_handler", "更换承办人", "change the handler"),
    (
        "consider_cross_assignment",
        "研究跨组分办",
        "consider reassigning",
    ),
    (
        "designate_other_group",
        "改由另一组承担",
        "use another group",
    ),
    (
        "designate_other_office",
        "指定另一室",
        "name another office",
    ),
    (
        "faster_verification",
        "督促加快初核",
        "speed up verification",
    ),
    ("feed_back_to_inspection", "反馈核查结果", "feed back"),
    ("file_party_case", "党纪立案", "file the party case"),
    (
        "file_supervision_case",
        "监察立案",
        "file the supervision case",
    ),
    ("guide_organ_committee", "指导处置", "guide the handling"),
    ("handle_inspection_first", "优先办理", "handle first"),
    ("joint_talk", "一同谈话函询", "talk together"),
    ("joint_team", "组成联查力量", "form a joint team"),
    (
        "named_follower_and_ledger",
        "跟踪销号",
        "follow in a ledger",
    ),
    ("register_and_assign", "登记分办", "register and assign"),
    ("register_repeat", "重复件留存", "register the repeat"),
    (
        "report_back_to_superior",
        "报告办理结果",
        "report the result",
    ),
    (
        "report_leading_cadre_clue",
        "及时报告线索",
        "report the clue",
    ),
    (
        "report_process_and_result",
        "报告过程和结果",
        "report back in full",
    ),
    (
        "send_up_in_confidence",
        "报送，严控知悉",
        "send up in confidence",
    ),
    ("send_up_unentered", "径送，不录入", "send up, unentered"),
    ("step_in", "主动介入会办", "step in"),
    ("supply_background", "提供背景情况", "give background"),
    (
        "tell_reporter_accepted",
        "告知受理情况",
        "tell the reporter",
    ),
    ("tell_reporter_result", "反馈办理结果", "tell the result"),
    ("transfer_by_procedure", "按程序移送", "hand over"),
    ("transfer_to_competent", "移送有权机关", "transfer"),
    ("turn_case_into_reform", "以案促改", "turn it into reform"),
];

/// The short name of a duty; for one that an overlay brought, the title of its row.
pub fn duty(engine: &Engine, id: &str, lang: Lang) -> String {
    if let Some((_, zh, en)) = DUTIES.iter().find(|(known, ..)| *known == id) {
        return pick(lang, zh, en).to_owned();
    }
    engine
        .rulebook()
        .rules()
        .find(|(_, rule)| matches!(&rule.then, Then::Duty(duty) if duty.id == id))
        .map_or_else(
            || id.to_owned(),
            |(_, rule)| rule.title.in_lang(lang).to_owned(),
        )
}

#[cfg(test)]
mod tests {
    use shizu_rules::{Rulebook, Subject};

    use super::*;

    #[test]
    fn every_shipped_duty_has_a_short_name_and_every_name_a_duty() {
        let rulebook = Rulebook::shipped().expect("shipped");
        let mut ids: Vec<&str> = rulebook
            .tables_about(Subject::Clue)
            .flat_map(|table| &table.rules)
            .filter_map(|rule| match &rule.then {
                Then::Duty(duty) => Some(duty.id.as_str()),
                _ => None,
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let named: Vec<&str> = DUTIES.iter().map(|(id, ..)| *id).collect();
        assert_eq!(named, ids);
    }
}
