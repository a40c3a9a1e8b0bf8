//! Words of time limits: what starts them, what they count, and how their ends are found.

use super::terms;

terms! {
    /// What starts a time limit.
    StartEvent {
        Received "received" "收到线索或检举控告" "the clue or report is received",
        PassedDown "passed_down" "收到上级转来的检举控告" "a report passed down from above is received",
        Assigned "assigned" "收到上级交办件" "a report assigned from above is received",
        Submitted "submitted" "报送审批" "approval is asked for",
        Approved "approved" "谈话函询获批" "talk or letter of inquiry is approved",
        InquiryLetter "inquiry_letter" "收到函询" "the letter of inquiry is received",
        ReplyReceived "reply_received" "谈话结束或收到函询回复" "the talk is over or the reply has come",
        VerificationStarted "verification_started" "启动初步核实" "preliminary verification begins",
        Reserved "reserved" "列为暂存待查" "the clue is held in reserve",
        Filed "filed" "立案" "the case is filed",
        Detained "detained" "采取留置措施" "detention begins",
        Returned "returned" "检察机关退回补充调查" "the prosecutor returns the case",
        Accepted "accepted" "审理受理" "the case is accepted for trial",
        Decided "decided" "作出处分决定" "the sanction is decided",
        DecisionReceived "decision_received" "收到处理决定" "the decision is received",
        ReexaminationAsked "reexamination_asked" "收到复审申请" "re-examination is asked for",
        ReexaminationReceived "reexamination_received" "收到复审决定" "the re-examination decision is received",
        ReviewAsked "review_asked" "收到复核申请" "review is asked for",
        Closed "closed" "办结" "the matter is settled",
        Feedback "feedback" "巡视巡察反馈" "the inspection gives its feedback",
        Transferred "transferred" "收到巡视巡察移交事项" "a matter handed over by the inspection is received",
        Due "due" "事项自身的到期日" "the item's own due date",
    }
}

terms! {
    /// What a time limit counts.
    LimitUnit {
        WorkingDays "working_days" "个工作日" "working days",
        Days "days" "日" "days",
        Months "months" "个月" "months",
        Quarters "quarters" "个季度末" "ends of quarter",
    }
}

terms! {
    /// Whether the day of the start event is the first day counted.
    StartDay {
        NotCounted "not_counted" "当日不计入" "not counted",
        Counted "counted" "当日计入" "counted",
    }
}

terms! {
    /// Whether the last day counted is still in time.
    LastDay {
        Inclusive "inclusive" "末日仍在期限内" "still in time",
        Exclusive "exclusive" "须在末日之前" "already too late",
    }
}

terms! {
    /// Where months end whose last month has no such day: a month from 31 January.
    MonthEnd {
        LastDay "last_day" "止于当月最后一日" "on that month's last day",
        NextDay "next_day" "止于次月一日" "on the first of the next month",
        Refuse "refuse" "不予推算" "nowhere: it is an error",
    }
}

terms! {
    /// What becomes of a last day that is not worked.
    RestEnd {
        Stays "stays" "不顺延" "it stays",
        NextWorkingDay "next_working_day" "顺延至下一个工作日" "it moves to the next working day",
    }
}

terms! {
    /// What a clue clock shows.
    Signal {
        Spoken "spoken" "口头提醒" "spoken reminder",
        Blue "blue" "蓝" "blue",
        Yellow "yellow" "黄" "yellow",
        Red "red" "红" "red",
        Due "due" "到期" "due",
        Urge "urge" "督办" "urged",
    }
}

terms! {
    /// When a signal of a clue clock begins, seen from its start.
    Onset {
        Start "start" "自起算日" "from the start",
        Reached "reached" "满" "on reaching",
        Over "over" "超过" "beyond",
        Before "before" "之前" "before",
    }
}
