//! Facts of a clue (domain: routing a clue; paragraphs LS34, LS43, LS45, LS46, SF09).

use super::terms;

terms! {
    /// Level of the commission that holds the clue.
    Commission {
        Central "central" "中央" "central",
        Provincial "provincial" "省级" "provincial",
        Municipal "municipal" "市级" "municipal",
        County "county" "县级" "county",
    }
}

terms! {
    /// Who manages the person (干部管理权限). Routing follows this, never rank alone.
    Authority {
        Superior "superior" "上级管理的干部" "managed at a higher level",
        SameLevel "same_level" "同级党委管理（班子成员、一把手）" "managed by the party committee at this level (leading team)",
        UnitPartyGroup "unit_party_group" "被监督单位党组管理的干部" "managed by the supervised unit's party group",
        General "general" "一般干部" "ordinary staff",
        OwnHead "own_head" "本机关主要负责人" "head of this very commission",
        OwnStaff "own_staff" "本系统纪检监察干部" "discipline officer of this commission",
    }
}

terms! {
    /// Post of the person.
    Post {
        UnitHead "unit_head" "单位一把手" "head of the unit",
        TeamMember "team_member" "班子成员" "member of the leading team",
        Middle "middle" "中层干部" "middle manager",
        Staff "staff" "工作人员" "staff member",
    }
}

terms! {
    /// Rank of the person, highest first. Serves plausibility warnings only.
    Rank {
        National "national" "国家级" "national level",
        ProvincialPrincipal "provincial_principal" "省部级正职" "provincial/ministerial, principal",
        ProvincialDeputy "provincial_deputy" "省部级副职" "provincial/ministerial, deputy",
        BureauPrincipal "bureau_principal" "厅局级正职" "department/bureau, principal",
        BureauDeputy "bureau_deputy" "厅局级副职" "department/bureau, deputy",
        CountyPrincipal "county_principal" "县处级正职" "county/division, principal",
        CountyDeputy "county_deputy" "县处级副职" "county/division, deputy",
        TownshipPrincipal "township_principal" "乡科级正职" "township/section, principal",
        TownshipDeputy "township_deputy" "乡科级副职" "township/section, deputy",
        Clerk "clerk" "科员及以下" "clerk and below",
    }
}

terms! {
    /// How the person's unit is related to a resident group.
    Unit {
        Resident "resident" "驻在单位" "unit with the group in residence",
        Covered "covered" "综合监督单位" "unit covered by the group",
        Subordinate "subordinate" "下属单位" "subordinate body of such a unit",
        Local "local" "地方（下级党委所属）" "body of a lower-level locality",
        None "none" "无派驻监督" "no resident group",
    }
}

terms! {
    /// What the clue is about.
    Nature {
        Discipline "discipline" "违纪" "breach of party discipline",
        DutyViolation "duty_violation" "职务违法" "duty violation",
        DutyCrime "duty_crime" "职务犯罪" "duty crime",
        NotInRemit "not_in_remit" "不属受理范围" "outside the remit",
    }
}

terms! {
    /// How grave what is reported would be.
    Gravity {
        Ordinary "ordinary" "一般" "ordinary",
        Grave "grave" "严重" "grave",
    }
}

terms! {
    /// How important the clue is.
    Importance {
        Ordinary "ordinary" "一般" "ordinary",
        Important "important" "重要" "important",
        Major "major" "重大" "major",
    }
}

terms! {
    /// How hard the clue is to verify.
    Difficulty {
        Plain "plain" "不复杂" "plain",
        Complex "complex" "复杂、疑难" "complex or hard",
    }
}

terms! {
    /// Where the clue came from.
    Source {
        Petition "petition" "信访举报" "petition or report",
        DailySupervision "daily_supervision" "日常监督" "daily supervision",
        Inspection "inspection" "巡视巡察移交" "handed over by inspection",
        Audit "audit" "审计移交" "handed over by audit",
        Department "department" "其他部门移送" "handed over by another department",
        Superior "superior" "上级交办" "assigned from above",
        SelfFound "self_found" "自行发现" "found by oneself",
        Derived "derived" "案件牵出" "derived from another case",
    }
}

terms! {
    /// Load of the resident group.
    GroupLoad {
        Normal "normal" "正常" "normal",
        Overloaded "overloaded" "超负荷" "overloaded",
    }
}

terms! {
    /// Who has a conflict of interest.
    Conflict {
        None "none" "无" "none",
        Handler "handler" "承办人" "the handler",
        Group "group" "派驻组" "the resident group",
        Office "office" "监督检查室" "the office",
    }
}

terms! {
    /// Risk level of the unit's political ecology.
    UnitRisk {
        Low "low" "低" "low",
        Medium "medium" "中" "medium",
        High "high" "高" "high",
    }
}
