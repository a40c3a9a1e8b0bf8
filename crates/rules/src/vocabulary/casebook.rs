//! The workbook: states of its records, and the closed sets of its registers (domain: systems 8, 11, 12, 14, 15).

use super::terms;

terms! {
    /// How far a matter has come: the ledger that is kept until the matter is struck off, LS43.
    MatterState {
        Registered "registered" "已登记" "registered",
        Assigned "assigned" "已分办" "assigned",
        UnderWay "under_way" "办理中" "under way",
        Reported "reported" "已报结果" "result reported",
        Reviewed "reviewed" "已审核" "reviewed",
        Closed "closed" "已销号" "closed",
        PassedOn "passed_on" "已移送（销号）" "passed on (closed)",
        Reopened "reopened" "已重启" "reopened",
    }
}

terms! {
    /// How far a finding has come, LS42 and SF15.
    FindingState {
        Entered "entered" "已纳入" "entered",
        Rectifying "rectifying" "整改中" "being rectified",
        Reported "reported" "已报整改" "rectification reported",
        Verified "verified" "已核验" "verified",
        Closed "closed" "已销号" "closed",
        Reopened "reopened" "已重启" "reopened",
    }
}

terms! {
    /// How far a task has come.
    TaskState {
        Open "open" "待办" "open",
        UnderWay "under_way" "办理中" "under way",
        Done "done" "已办结" "done",
        Dropped "dropped" "已取消" "dropped",
    }
}

terms! {
    /// How far the follow-up of a closed case has come, SF10 and LS47.
    CaseState {
        Following "following" "推进中" "under way",
        Completed "completed" "已完成" "completed",
    }
}

terms! {
    /// What a step of a record needs and does not have yet.
    StepNeed {
        Follower "follower" "跟踪人（承办人）" "a named follower",
        Process "process" "办理过程" "the process",
        Result "result" "办理结果" "the result",
        Evidence "evidence" "佐证材料" "evidence",
        PassedTo "passed_to" "接收机关" "the receiving body",
        Reviewer "reviewer" "审核人" "a reviewer",
        OtherReviewer "other_reviewer" "与承办人不同的审核人" "a reviewer other than the follower",
        Reason "reason" "理由" "a reason",
        Lesson "lesson" "一案一教育" "the lesson",
        Analysis "analysis" "一案一分析" "the analysis",
        Reform "reform" "一案一治理" "the reform",
        Replay "replay" "复盘" "the replay",
    }
}

terms! {
    /// What takes a record from one state to another.
    Step {
        Assign "assign" "分办" "assign",
        Begin "begin" "着手办理" "begin",
        Report "report" "报结果" "report the result",
        Review "review" "审核" "review",
        SendBack "send_back" "退回补充" "send back",
        Close "close" "销号（办结）" "close",
        PassOn "pass_on" "移送（销号）" "pass on",
        Drop "drop" "取消" "drop",
        Reopen "reopen" "重启" "reopen",
    }
}

terms! {
    /// Which way an item went from one kind of supervision into the other, LS42.
    Inclusion {
        FromInspection "from_inspection" "巡察发现，纳入日常监督" "found by inspection, taken into daily supervision",
        FromDaily "from_daily" "日常监督发现，纳入巡察" "found by daily supervision, taken into inspection",
    }
}

terms! {
    /// How a clue is disposed of (the four ways of the rules on supervision and discipline enforcement).
    Disposal {
        Talk "talk" "谈话函询" "talk or letter of inquiry",
        Verification "verification" "初步核实" "preliminary verification",
        Suspended "suspended" "暂存待查" "kept for later",
        Settled "settled" "予以了结" "settled",
    }
}

terms! {
    /// Where a result of supervision comes from, LS59.
    ResultKind {
        Daily "daily" "日常监督" "daily supervision",
        Special "special" "专项监督" "special supervision",
        Inspection "inspection" "巡视巡察监督" "inspection",
        Ecology "ecology" "政治生态分析研判" "analysis of political ecology",
        IntegrityReply "integrity_reply" "廉政意见回复" "reply on integrity",
        Evaluation "evaluation" "领导班子和领导干部政治评价" "political evaluation of teams and cadres",
        Rectification "rectification" "整改落实" "rectification",
    }
}

terms! {
    /// What a result of supervision is used for, LS59.
    ResultUse {
        Decisions "decisions" "研究决策" "decisions",
        Rules "rules" "建章立制" "making rules",
        Teams "teams" "评价班子" "evaluating teams",
        Cadres "cadres" "选用干部" "selecting cadres",
        Honours "honours" "评先选优" "honours",
        Rewards "rewards" "兑现奖惩" "rewards and penalties",
    }
}

terms! {
    /// Which checklist an item belongs to, LS38.
    CheckList {
        Daily "daily" "日常监督清单" "daily supervision by list",
        Meeting "meeting" "会议监督" "meeting supervision",
    }
}

terms! {
    /// When an item of a checklist is seen to, LS38.
    CheckPhase {
        Before "before" "事前（会前了解）" "before",
        During "during" "事中（会中列席）" "during",
        After "after" "事后（会后查阅）" "after",
    }
}

terms! {
    /// What came out of an item of a checklist.
    CheckResult {
        Pending "pending" "未查" "not checked yet",
        Clear "clear" "未发现问题" "nothing found",
        Problem "problem" "发现问题" "a problem found",
        NotApplicable "not_applicable" "不适用" "not applicable",
    }
}
