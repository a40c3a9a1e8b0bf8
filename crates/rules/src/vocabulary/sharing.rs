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
