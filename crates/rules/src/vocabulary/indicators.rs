//! Counting the four forms (四种形态).

use super::terms;

terms! {
    /// The heaviest measure taken against a person.
    FormMeasure {
        Pending "pending" "尚未处理" "nothing decided yet",
        Closed "closed" "了结" "closed",
        ReminderTalk "reminder_talk" "谈话提醒" "reminder talk",
        Criticism "criticism" "批评教育" "criticism and education",
        SelfExamination "self_examination" "责令检查" "ordered self-examination",
        Admonition "admonition" "诫勉" "admonition",
        Warning "warning" "警告" "warning",
        SeriousWarning "serious_warning" "严重警告" "serious warning",
        AdministrativeLight "administrative_light" "政务轻处分" "light administrative sanction",
        Suspension "suspension" "停职检查" "suspension for examination",
        Reassignment "reassignment" "调整职务" "reassignment",
        OrderedResignation "ordered_resignation" "责令辞职" "ordered resignation",
        Removal "removal" "免职" "removal from post",
        Demotion "demotion" "降职" "demotion",
        AdministrativeHeavy "administrative_heavy" "政务重处分" "heavy administrative sanction",
        PartyPostRemoval "party_post_removal" "撤销党内职务" "removal from party posts",
        Probation "probation" "留党察看" "probation within the Party",
        Expulsion "expulsion" "开除党籍" "expulsion from the Party",
    }
}

terms! {
    /// Where a person counts.
    FormCount {
        First "form1" "第一种形态" "first form",
        Second "form2" "第二种形态" "second form",
        Third "form3" "第三种形态" "third form",
        Fourth "form4" "第四种形态" "fourth form",
        NotCounted "not_counted" "不计入" "not counted",
    }
}
