//! Zone trial, mobile members, squads and talent pools (划片审理、机动组员、小分队、人才库).

use super::terms;

terms! {
    /// What becomes of a case offered for zone trial.
    TrialAcceptance {
        Accepted "accepted" "受理" "accepted",
        CompleteFile "complete_file" "补齐卷宗后再受理" "complete the file first",
        NotFinished "not_finished" "审查调查终结后再移送" "finish the investigation first",
        OwnSection "own_section" "由本组审理部门审理" "for the group's own trial section",
        OutOfScope "out_of_scope" "不属划片审理范围" "not for zone trial",
    }
}

terms! {
    /// Whether the work committee's triers read the file early.
    EarlyReading {
        Joint "joint" "商请工委提前介入、同步阅卷" "joint early reading with the work committee",
        NotNeeded "not_needed" "不需提前介入" "no early reading",
    }
}

terms! {
    /// How far the evidence goes.
    TrialEvidence {
        Complete "complete" "证据链完整" "every link of the chain is there",
        LinkMissing "link_missing" "个别环节缺证据" "a link is missing",
        MainInsufficient "main_insufficient" "主要证据不足" "the main evidence is insufficient",
    }
}

terms! {
    /// What a trial finds wanting in a case.
    TrialFault {
        FactsUnclear "facts_unclear" "事实不清" "facts unclear",
        LinkMissing "link_missing" "证据链缺环节" "a link of the evidence is missing",
        MainInsufficient "main_insufficient" "主要证据不足" "main evidence insufficient",
        Misclassified "misclassified" "定性不准" "wrongly classified",
        EightPointMissed "eight_point_missed" "漏认定违反八项规定精神" "breach of the eight-point rules overlooked",
        EightPointUnproved "eight_point_unproved" "认定违反八项规定精神缺依据" "breach of the eight-point rules not borne out",
        ProcedureGap "procedure_gap" "程序手续有缺漏" "gap in procedure",
        MeasureUnfit "measure_unfit" "量纪不当" "measure does not fit",
        PropertyOpen "property_open" "涉案财物未查清" "property not settled",
    }
}

terms! {
    /// How a trial ends.
    TrialOutcome {
        Pass "pass" "审理通过" "passes",
        Supplement "supplement" "退回补充（附清单）" "returned for supplement, with a list",
        Reinvestigate "reinvestigate" "退回重新调查" "returned for re-investigation",
    }
}

terms! {
    /// Whether somebody may try a case.
    TrierAnswer {
        MayTry "may_try" "可以审理" "may try it",
        MayLead "may_lead" "可以任组长并审理" "may lead the team and try it",
        Barred "barred" "不得审理" "may not try it",
        NotSelected "not_selected" "尚未入选审理小组" "not selected for a team",
        NotLeader "not_leader" "不能任组长" "may not lead the team",
    }
}

terms! {
    /// Why somebody may not try a case.
    TrierBar {
        OwnGroup "own_group" "系本组案件" "a case of the own group",
        TookPart "took_part" "参与过审查调查" "took part in the investigation",
        Recusal "recusal" "有回避情形" "must be recused",
        HostStaff "host_staff" "系驻在部门人员" "works for the host unit",
    }
}

terms! {
    /// What becomes of a request for a mobile member.
    DispatchAnswer {
        Dispatch "dispatch" "派出" "dispatch",
        NotRequested "not_requested" "等待巡察组提出需求" "wait for a team's request",
        OtherPerson "other_person" "另选他人" "choose somebody else",
        ThroughOffice "through_office" "交巡察办统一调配" "leave it to the inspection office",
        PrepareFirst "prepare_first" "先补“三同”再派" "make the three same first",
    }
}

terms! {
    /// What runs against three same and three not fixed, or against fairness.
    MobileFault {
        DutiesDiffer "duties_differ" "职责未同步明确" "duties not set together",
        TrainingDiffers "training_differs" "未同批培训" "not trained together",
        ManagementDiffers "management_differs" "未同等管理监督" "not managed alike",
        TimeFixed "time_fixed" "进组时间固定" "time of joining fixed",
        TeamFixed "team_fixed" "固定归属一个组" "tied to one team",
        UnitsFixed "units_fixed" "跟遍所有单位" "goes to every unit",
        Tied "tied" "与被巡察单位有利害关系" "has ties to the unit",
    }
}

terms! {
    /// What is wrong with how a squad is made up.
    SquadFault {
        NoOffice "no_office" "不以执纪监督室为单位" "not built around an office",
        FewSpecialists "few_specialists" "专业人员偏少" "few specialists",
        FieldOpen "field_open" "所查领域无人懂行" "nobody knows the field",
        MemberTied "member_tied" "成员与被检查单位有利害关系" "a member has ties to the unit",
    }
}

terms! {
    /// Whether a squad may set out.
    SquadAnswer {
        Ready "ready" "可以出发" "ready",
        PlanFirst "plan_first" "先研判部署" "plan first",
        Amend "amend" "先调整人员" "change its members first",
    }
}

terms! {
    /// What a squad still has to do.
    SquadTask {
        MakePlan "make_plan" "收集信息、研判部署、明确标准" "gather information, plan, set the standard",
        WriteReport "write_report" "如实写成书面汇报" "report in writing, as it was found",
        KeepLedger "keep_ledger" "建督查台账" "enter it in the ledger",
        Submit "submit" "提出建议，提交常委会会议审议" "put proposals before the standing committee",
        LookBack "look_back" "部署“回头看”，督促整改" "set up the look-back",
    }
}

terms! {
    /// A talent pool.
    TalentPool {
        Inspection "inspection" "巡察人才库" "inspection pool",
        Investigation "investigation" "审查调查人才库" "investigation pool",
    }
}

terms! {
    /// Where somebody comes from who is to join a pool.
    PoolOrigin {
        SupervisionOffice "supervision_office" "执纪监督室" "supervision office",
        InvestigationOffice "investigation_office" "审查调查室" "investigation office",
        ResidentGroup "resident_group" "派驻纪检监察组" "resident group",
        InspectionBody "inspection_body" "巡察办、巡察组" "inspection office or team",
        Department "department" "组织人事、财政审计、公检法等部门" "organization, finance and audit, police, courts and the like",
    }
}

terms! {
    /// Whether somebody may join a pool.
    PoolAnswer {
        MayJoin "may_join" "可以入库" "may join",
        OwnStaff "own_staff" "本职人员，不必入库" "own staff, no pool needed",
        NotProvided "not_provided" "来源未规定" "the sources do not provide for it",
    }
}

terms! {
    /// Whether somebody may be drawn.
    DrawAnswer {
        Draw "draw" "可以抽调" "may be drawn",
        OwnStaff "own_staff" "本职人员，直接安排" "own staff, simply assign",
        NotProvided "not_provided" "来源未规定" "the sources do not provide for it",
        Barred "barred" "不得抽调：有利害关系" "may not be drawn: has ties",
        Unfit "unfit" "不宜抽调" "not fit for it",
        RegisterFirst "register_first" "先入库再抽调" "enter the pool first",
        SettleRelease "settle_release" "先协调放人再抽调" "have the release settled first",
    }
}

terms! {
    /// A risk in how an inspection team is staffed.
    TeamRisk {
        BorrowedMajority "borrowed_majority" "抽调人员占半数以上" "half or more are borrowed",
        CoreMissing "core_missing" "固定专业力量不齐" "fixed specialists missing",
        MobileWanted "mobile_wanted" "专业领域需机动组员" "a mobile member is wanted",
    }
}
