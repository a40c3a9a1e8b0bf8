//! Scoring of rectification, LS64.

use super::terms;

terms! {
    /// The five indices of the evaluation, LS64.
    ScoreIndex {
        MainResponsibility "main_responsibility" "主体责任落实" "main responsibility",
        Organization "organization" "组织落实" "organisation",
        Tasks "tasks" "任务落实" "tasks",
        Transferred "transferred" "移交事项办理" "transferred matters",
        Satisfaction "satisfaction" "满意度测评" "satisfaction survey",
    }
}

terms! {
    /// The grade that a score falls in; the best first.
    ScoreBand {
        Good "good" "好" "good",
        FairlyGood "fairly_good" "较好" "fairly good",
        Fair "fair" "一般" "fair",
        Poor "poor" "差" "poor",
    }
}

terms! {
    /// How far an item, a task or a transferred matter has come.
    ItemState {
        Done "done" "已完成" "done",
        Late "late" "逾期完成" "done late",
        Partly "partly" "部分完成" "partly done",
        Unproven "unproven" "完成但缺佐证" "done, no evidence",
        Ongoing "ongoing" "进行中，未到期" "not due yet",
        Not "not" "未完成" "not done",
        False "false" "报告不实" "reported falsely",
    }
}

terms! {
    /// The answers of a satisfaction survey; the best first.
    SurveyAnswer {
        Excellent "excellent" "优" "excellent",
        Good "good" "良" "good",
        Fair "fair" "一般" "fair",
        Poor "poor" "较差" "rather poor",
        Bad "bad" "差" "poor",
    }
}

terms! {
    /// Who takes part in the evaluation, LS64.
    Evaluator {
        Discipline "discipline" "纪检监察机关" "discipline inspection",
        Organization "organization" "组织部门" "organization department",
        Publicity "publicity" "宣传部门" "publicity department",
        Inspection "inspection" "巡察机构" "inspection body",
    }
}

terms! {
    /// Whether the report on rectification agrees with the facts.
    ReportTruth {
        True "true" "未发现不实" "no false point found",
        PartlyFalse "partly_false" "部分不实" "partly false",
        False "false" "严重不实" "false",
    }
}

terms! {
    /// What the truth of the report does to the score.
    ScoreEffect {
        None "none" "不影响得分" "none",
        Cap "cap" "总分封顶" "cap",
        Veto "veto" "一票否决" "veto",
    }
}

terms! {
    /// What follows from the result of the evaluation.
    Consequence {
        PartyBuildingAppraisal "party_building_appraisal" "作为党建考核重要参考" "reference for party-building appraisal",
        CadreSelection "cadre_selection" "作为干部选拔任用重要参考" "reference for selecting cadres",
        Praise "praise" "通报表扬" "praise by circular",
        Urge "urge" "督促提醒" "urge and remind",
        Talk "talk" "约谈" "called in for a talk",
        VerifyFalse "verify_false" "逐项核实不实问题" "verify the false points",
        LookBack "look_back" "列入“回头看”" "look-back inspection",
        ExcludeFromHonours "exclude_from_honours" "取消评优资格" "excluded from honours",
        Accountability "accountability" "追责问责" "accountability",
    }
}
