//! What the duty-tier matrix is arranged by.

use super::terms;

terms! {
    /// A field of work that a duty belongs to.
    DutyField {
        PoliticalSupervision "political_supervision" "政治监督" "political supervision",
        DailySupervision "daily_supervision" "日常监督" "daily supervision",
        SpecialSupervision "special_supervision" "专项监督" "special supervision",
        InspectionRectification "inspection_rectification" "巡察整改" "rectification after inspection",
        ClueDisposal "clue_disposal" "线索处置" "disposal of clues",
        CaseHandling "case_handling" "审查调查" "case handling",
        CaseTrial "case_trial" "案件审理" "case trial",
        InspectionCoordination "inspection_coordination" "巡察协作" "coordination with inspection",
        InformationSharing "information_sharing" "信息互通" "sharing information",
        ResultsSharing "results_sharing" "成果共用" "sharing results",
        IntegrityArchive "integrity_archive" "廉政档案" "integrity archive",
        Command "command" "领导与统筹" "command and organization",
        HostRelations "host_relations" "与驻在单位关系" "relations with the host unit",
        AppraisalAccountability "appraisal_accountability" "考核与问责" "appraisal and accountability",
        Capability "capability" "队伍与能力" "people and capability",
    }
}

terms! {
    /// When in the course of the work a duty is due; of an inspection: before, during and after it.
    Stage {
        Before "before" "事前" "before",
        During "during" "事中" "during",
        After "after" "事后" "after",
        Always "always" "全程" "throughout",
    }
}

terms! {
    /// Where an organ stands in supervision: the group close to the unit in front, the office with the whole view behind (LS33).
    Tier {
        Front "front" "前台" "front",
        Back "back" "后台" "back",
    }
}

terms! {
    /// What may be missing in a part of the matrix. None of it is a mistake by itself: the sources may want it so.
    GapKind {
        NoDuty "no_duty" "本阶段没有职责" "no duty in this stage",
        NoFront "no_front" "前台没有分工" "the front has no part",
        NoBack "no_back" "后台没有分工" "the back has no part",
        NoSupervision "no_supervision" "没有指导或监督" "nobody guides or supervises",
        LeadAlone "lead_alone" "只有主办，无人协助、知悉" "the lead acts alone",
        NeverLeads "never_leads" "只参与、从不主办" "has parts and never leads",
    }
}
