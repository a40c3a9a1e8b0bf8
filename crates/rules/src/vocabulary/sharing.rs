//! Exchange of information between organs, LS56.

use super::terms;

terms! {
    /// How closely a kind of information is held, LS56.
    InformationTier {
        General "general" "一般基础性信息" "general",
        Restricted "restricted" "限定知悉范围" "restricted",
        CaseConfidential "case_confidential" "涉案保密信息" "case-confidential",
    }
}

terms! {
    /// Whether an exchange may take place.
    ExchangeDecision {
        Allowed "allowed" "可以共享" "allowed",
        WithinScope "within_scope" "限指定范围共享" "within the named scope",
        Approval "approval" "须经审批" "with approval",
        Refused "refused" "不得共享" "refused",
    }
}

terms! {
    /// A kind of information, LS56.
    DataKind {
        Policies "policies" "政策制度" "policies and rules",
        Experience "experience" "经验做法" "experience and practices",
        Requirements "requirements" "工作要求" "working requirements",
        SupervisionChecks "supervision_checks" "监督检查情况" "supervision checks",
        Inspection "inspection" "巡视巡察情况" "inspection",
        EcologyEvaluation "ecology_evaluation" "政治生态评估" "evaluation of political ecology",
        Accountability "accountability" "追责问责" "accountability",
        Clues "clues" "问题线索" "clues",
        Evidence "evidence" "证据材料" "evidence",
        CaseAnalysis "case_analysis" "案情分析" "case analysis",
        IntegrityConsultation "integrity_consultation" "廉政征询" "integrity consultations",
        IntegrityArchive "integrity_archive" "廉政档案" "integrity archives",
        PersonalDeclaration "personal_declaration" "个人事项报告" "personal declarations",
    }
}

terms! {
    /// What information is wanted for.
    Purpose {
        Supervision "supervision" "日常监督" "daily supervision",
        ClueHandling "clue_handling" "处置问题线索" "handling a clue",
        CaseHandling "case_handling" "审查调查" "investigating a case",
        Inspection "inspection" "巡视巡察" "inspection",
        Evaluation "evaluation" "评估考核" "evaluation and appraisal",
        CadreSelection "cadre_selection" "选用干部" "selecting cadres",
        Training "training" "学习培训" "learning and training",
        Other "other" "其他用途" "another purpose",
    }
}

terms! {
    /// Who approves an exchange that needs approval.
    Approver {
        SenderHead "sender_head" "提供方主要负责人" "head of the sending body",
        LeaderInCharge "leader_in_charge" "本机关分管领导" "commission leader in charge",
        CommissionHead "commission_head" "本机关主要负责人" "head of the commission",
    }
}

terms! {
    /// What the recipient does not get to see.
    Mask {
        ReporterIdentity "reporter_identity" "检举控告人身份" "identity of the reporter",
        ReportOriginal "report_original" "检举控告原件" "original of the report",
        AuthorTraces "author_traces" "可追查作者的笔迹和网络痕迹" "handwriting and network traces of the author",
        Informants "informants" "反映意见的人员" "who said it",
        WitnessIdentity "witness_identity" "证人身份" "identity of witnesses",
        InvestigationPlan "investigation_plan" "核查措施和下步安排" "measures and next steps of the investigation",
        PendingClues "pending_clues" "未办结的问题线索" "clues not yet settled",
        ThirdParties "third_parties" "无关第三人" "uninvolved third parties",
        Family "family" "家庭成员信息" "family members",
        PersonalNumbers "personal_numbers" "证件、账户号码" "identity and account numbers",
        Names "names" "当事人姓名" "names of those concerned",
        UnitNames "unit_names" "单位名称" "names of units",
    }
}

terms! {
    /// How often something is to be done or passed on.
    Rhythm {
        Standing "standing" "经常" "standing",
        Regular "regular" "定期" "regularly",
        Promptly "promptly" "及时" "promptly",
        AtAnyTime "at_any_time" "随时" "at any time",
        Monthly "monthly" "每月" "monthly",
        Quarterly "quarterly" "每季度" "quarterly",
        HalfYearly "half_yearly" "每半年" "half-yearly",
        Yearly "yearly" "每年" "yearly",
        PerRound "per_round" "每轮巡察" "each round of inspection",
        OnEvent "on_event" "遇有事项" "on an event",
    }
}
