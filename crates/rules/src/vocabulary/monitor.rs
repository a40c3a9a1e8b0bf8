//! Monitoring of returns: who returns, how often, and in which state a return is.

use super::terms;

terms! {
    /// Who makes returns.
    BodyKind {
        Unit "unit" "被监督单位" "supervised unit",
        Group "group" "派驻纪检监察组" "resident group",
    }
}

terms! {
    /// How often a body makes a return.
    Frequency {
        Month "month" "按月" "monthly",
        Quarter "quarter" "按季" "quarterly",
        HalfYear "half_year" "按半年" "half-yearly",
        Year "year" "按年" "yearly",
    }
}

terms! {
    /// The state of one return. A missing return is not a zero.
    ReturnState {
        HasMatters "has_matters" "有事项" "has matters",
        Zero "zero" "零报告" "zero",
        Late "late" "迟报" "late",
        Missing "missing" "缺报" "missing",
        NotApplicable "not_applicable" "不适用" "not applicable",
    }
}

terms! {
    /// What is watched over a body's periods. A trigger fires when one of its gauges reaches its threshold.
    Gauge {
        BothZero "both_zero" "线索、立案同时为零的连续期数" "periods in a row with neither clue nor case",
        CluesZero "clues_zero" "线索为零的连续期数" "periods in a row without a clue",
        CasesZero "cases_zero" "立案为零的连续期数" "periods in a row without a case",
        ImportantByOthers "important_by_others" "他人发现的重要线索" "important clues found by others",
        Problems "problems" "当年发现的问题" "problems found this year",
        EcologyPoor "ecology_poor" "政治生态评为差" "ecology graded poor",
        GraveCorruption "grave_corruption" "腐败较重" "grave corruption",
        ManyCases "many_cases" "窗口内的立案数" "cases filed over the window",
        OwnFaults "own_faults" "组自身监督的突出问题" "prominent faults in the group's own supervision",
        HighRisk "high_risk" "风险等级高" "high risk level",
        QuarterLetters "quarter_letters" "本季信访举报" "reports this quarter",
        QuarterClues "quarter_clues" "本季问题线索" "clues this quarter",
        QuarterCadres "quarter_cadres" "本季处置干部" "cadres handled this quarter",
        OwnZero "own_zero" "无自主发现线索、无自办案件的连续期数" "periods in a row without a self-found clue or a case of its own",
        Outstanding "outstanding" "缺报或迟报的期数" "returns missing or late",
        ThreeZeros "three_zeros" "零发现、零立案、零查处的连续期数" "periods in a row with nothing found, filed or punished",
        ClueToCase "clue_to_case" "巡察移交线索成案率" "clue-to-case rate of inspection transfers",
        BorrowedShare "borrowed_share" "巡察组借用人员占比" "share of borrowed staff in the inspection team",
    }
}

terms! {
    /// A field of a return. The counts come first.
    ReturnField {
        Clues "clues" "问题线索数" "clues",
        Cases "cases" "立案数" "cases filed",
        Covered "covered" "监督对象人数" "people covered",
        Letters "letters" "信访举报数" "reports received",
        SelfFound "self_found" "自主发现线索数" "clues found by the body itself",
        OwnCases "own_cases" "独立办理案件数" "cases handled by itself",
        ImportantByOthers "important_by_others" "他人发现的重要线索数" "important clues found by others",
        Problems "problems" "发现问题数" "problems found",
        OwnFaults "own_faults" "自身监督突出问题数" "prominent faults in own supervision",
        CadresHandled "cadres_handled" "处置干部数" "cadres handled",
        TransferredClosed "transferred_closed" "巡察移交办结数" "transfers concluded",
        TransferredFiled "transferred_filed" "巡察移交立案数" "transfers filed as cases",
        Borrowed "borrowed" "借用人员数" "borrowed staff",
        TeamSize "team_size" "巡察组人数" "size of the inspection team",
        Body "body" "单位或组" "body",
        Kind "kind" "类别" "kind",
        Period "period" "报告期" "period",
        State "state" "报送状态" "state",
        Ecology "ecology" "政治生态评价" "political ecology",
        Risk "risk" "风险等级" "risk level",
        GraveCorruption "grave_corruption" "是否腐败较重" "grave corruption",
        Received "received" "报送日期" "date received",
        Office "office" "对口室" "counterpart office",
        From "from" "起报时间" "returns from",
        Until "until" "止报时间" "returns until",
    }
}
