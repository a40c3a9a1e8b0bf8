//! Political ecology, early warning, appraisal of resident groups, accountability and roles.

use super::terms;

terms! {
    /// What a scoring sheet scores.
    SheetKind {
        Ecology "ecology" "政治生态评价" "evaluation of political ecology",
        Warning "warning" "干部廉政风险预警" "early warning of integrity risks",
        Appraisal "appraisal" "派驻组考核" "appraisal of a resident group",
    }
}

terms! {
    /// How good a unit's political ecology is.
    EcologyGrade {
        Good "good" "好" "good",
        FairlyGood "fairly_good" "较好" "fairly good",
        Fair "fair" "一般" "fair",
        Poor "poor" "差" "poor",
    }
}

terms! {
    /// How closely a cadre's integrity risks are watched: the lower the score, the closer.
    WarningLevel {
        Normal "normal" "正常" "normal",
        Watch "watch" "关注" "watch",
        Alert "alert" "预警" "alert",
        Focus "focus" "重点监督" "focus of supervision",
    }
}

terms! {
    /// The grade of a resident group's year.
    AppraisalGrade {
        Excellent "excellent" "优秀" "excellent",
        Pass "pass" "合格" "pass",
        BarePass "bare_pass" "基本合格" "bare pass",
        Fail "fail" "不合格" "fail",
    }
}

terms! {
    /// What an entry of the integrity archive is wanted for.
    ArchiveOccasion {
        Selection "selection" "任用、评优等征求廉政意见" "an opinion is asked before appointment or honours",
        WarningMet "warning_met" "符合预警条件" "a warning condition is met",
        PersonOverview "person_overview" "了解某名干部情况" "knowing one cadre",
        Lookup "lookup" "查找特定记录" "finding a certain record",
        Trend "trend" "分析一类问题或趋势" "a kind of problem or a trend",
    }
}

terms! {
    /// The five applications of the integrity archive, FP08.
    ArchiveApplication {
        Report "report" "廉政报告" "integrity report",
        Review "review" "廉政审核" "integrity review",
        Reminder "reminder" "监督提醒" "supervision reminder",
        Search "search" "精准检索" "exact search",
        Analysis "analysis" "智能分析" "analysis",
    }
}

terms! {
    /// Whether both responsibilities are asked about, RD34.
    Accountability {
        Both "both" "同时追究主体责任和监督责任" "both the main and the supervisory responsibility",
        NotTriggered "not_triggered" "不属于一案双查情形" "no case of double accountability",
    }
}

terms! {
    /// Whose responsibility for party conduct in a unit, RD26.
    Responsibility {
        First "first" "第一责任人" "the first person responsible",
        Leading "leading" "分管范围内的主要领导责任" "main leading responsibility within the own portfolio",
        Direct "direct" "按岗位职责承担责任" "responsibility by post",
    }
}

terms! {
    /// What part a group has in a task.
    TaskPart {
        Leads "leads" "牵头主抓" "leads it",
        Assists "assists" "配合协办" "assists",
    }
}

terms! {
    /// Whether a task fits the role of a supervisor.
    RoleConflict {
        Conflict "conflict" "角色冲突" "conflict",
        Tolerable "tolerable" "可以容许" "tolerable",
        None "none" "没有冲突" "no conflict",
    }
}

terms! {
    /// How a point of a checklist is met.
    PointMark {
        Met "met" "做到" "met",
        Partly "partly" "部分做到" "partly met",
        NotMet "not_met" "未做到" "not met",
        NotApplicable "not_applicable" "不适用" "not applicable",
    }
}

terms! {
    /// How far a reminder has been followed up.
    ReminderState {
        Undated "undated" "未登记生成日期" "raised on an unknown day",
        Open "open" "待核实" "open",
        Overdue "overdue" "逾期未核实" "overdue",
        Done "done" "已核实" "verified",
        DoneLate "done_late" "逾期后核实" "verified late",
    }
}
