//! Organs, what they do for a matter, and what a rule rests on.

use super::terms;

terms! {
    /// An organ: who can lead, help or be told.
    Organ {
        StandingCommittee "standing_committee" "纪委常委会" "commission standing committee",
        Office "office" "监督检查室" "supervision office",
        Group "group" "派驻纪检监察组" "resident group",
        OtherOffice "other_office" "另一监督检查室" "another supervision office",
        OtherGroup "other_group" "另一派驻纪检监察组" "another resident group",
        InvestigationOffice "investigation_office" "审查调查室" "investigation office",
        CaseManagement "case_management" "案件监督管理室" "case management office",
        TrialOffice "trial_office" "案件审理室" "case trial office",
        ZoneTrialTeam "zone_trial_team" "划片案件审理小组" "zone trial team",
        InspectionOffice "inspection_office" "巡察办（巡视办）" "inspection office",
        InspectionTeam "inspection_team" "巡察组（巡视组）" "inspection team",
        OrganCommittee "organ_committee" "机关纪委" "unit's own discipline committee",
        LocalCommission "local_commission" "地方纪委监委" "local commission",
        SuperiorCommission "superior_commission" "上级纪委监委" "superior commission",
        InternalSupervision "internal_supervision" "纪检监察干部监督室" "internal supervision office",
        OrganizationDept "organization_dept" "组织部门" "organization department",
        PublicityDept "publicity_dept" "宣传部门" "publicity department",
        PartyGroup "party_group" "被监督单位党组（党委）" "party group of the supervised unit",
        External "external" "外部职能部门" "external department",
    }
}

terms! {
    /// What an organ does for a matter or a duty.
    Role {
        Lead "lead" "主办" "leads",
        Assist "assist" "协助" "assists",
        Guide "guide" "指导" "guides",
        Supervise "supervise" "监督" "supervises",
        Report "report" "报告" "reports",
        Informed "informed" "知悉" "is informed",
    }
}

terms! {
    /// A joint mechanism.
    Mechanism {
        JointDisposal "joint_disposal" "协同处置" "joint disposal",
        JointHandling "joint_handling" "会办" "joint handling",
        JointInvestigation "joint_investigation" "联查联办" "joint investigation",
        VerticalLinkage "vertical_linkage" "上下联动" "vertical linkage",
        OnePlusOnePlusN "one_plus_one_plus_n" "1+1+N" "1+1+N unit",
        CoordinatedStaffing "coordinated_staffing" "一事一统筹" "staffing coordinated per matter",
        MutualAid "mutual_aid" "互助办案" "mutual aid",
        CrossAssignment "cross_assignment" "交叉分办" "cross-assignment",
        DesignatedJurisdiction "designated_jurisdiction" "指定管辖" "designated jurisdiction",
    }
}

terms! {
    /// When in the course of a matter something is due.
    Phase {
        Before "before" "受理分办" "on receipt",
        During "during" "核查处置" "while verifying",
        After "after" "办结之后" "after closing",
    }
}

terms! {
    /// What a rule rests on.
    Basis {
        Source "source" "来源" "source",
        Statute "statute" "法规" "statute",
        Assumption "assumption" "假设" "assumption",
    }
}

terms! {
    /// How loud a warning is.
    Severity {
        Note "note" "提示" "note",
        Check "check" "请核对" "please check",
        Contradiction "contradiction" "相互矛盾" "contradiction",
    }
}
