//! What a workbook may show to others: its registers, their fields that hold words, and what these may reveal, LS56.

use super::{DataKind, Term, Value, terms};

terms! {
    /// A register of the workbook.
    Register {
        Body "body" "机构" "body",
        Matter "matter" "线索" "matter",
        Finding "finding" "巡察发现" "finding",
        Task "task" "任务" "task",
        Return "return" "报表" "return",
        Case "case" "以案促改案件" "case",
        Exchange "exchange" "信息交换" "exchange",
        Score "score" "评分" "score",
        Result "result" "成果" "result",
        Check "check" "清单检查" "check",
        Setting "setting" "设置" "setting",
    }
}

terms! {
    /// A field of a register that can hold words: a text, a name, a reference. Days, numbers and codes name nobody and are not among them.
    RegisterField {
        BodyId "body.id" "机构·编号" "body: id",
        BodyName "body.name" "机构·名称" "body: name",
        BodyGroup "body.group" "机构·负责的派驻组" "body: resident group in charge",
        BodyOffice "body.office" "机构·对口室" "body: counterpart office",
        BodyHead "body.head" "机构·主要负责人" "body: head",
        BodyNote "body.note" "机构·备注" "body: note",
        MatterId "matter.id" "线索·编号" "matter: id",
        MatterPerson "matter.person" "线索·被反映人" "matter: person concerned",
        MatterPostHeld "matter.post_held" "线索·现任职务" "matter: post held",
        MatterBody "matter.body" "线索·所在单位" "matter: unit of the person",
        MatterSummary "matter.summary" "线索·反映问题摘要" "matter: summary",
        MatterLeadBody "matter.lead_body" "线索·主办单位名称" "matter: name of the lead",
        MatterRoutedBy "matter.routed_by" "线索·分办所依规则版本" "matter: rulebook it was routed by",
        MatterFollower "matter.follower" "线索·跟踪人（承办人）" "matter: named follower",
        MatterReviewer "matter.reviewer" "线索·审核人" "matter: reviewer",
        MatterProcess "matter.process" "线索·办理过程" "matter: process",
        MatterResult "matter.result" "线索·办理结果" "matter: result",
        MatterEvidence "matter.evidence" "线索·佐证材料" "matter: evidence",
        MatterPassedTo "matter.passed_to" "线索·移送接收机关" "matter: passed on to",
        MatterReason "matter.reason" "线索·重启理由" "matter: reason for reopening",
        MatterNote "matter.note" "线索·备注" "matter: note",
        FindingId "finding.id" "巡察发现·编号" "finding: id",
        FindingBody "finding.body" "巡察发现·被巡察（监督）单位" "finding: unit",
        FindingRound "finding.round" "巡察发现·巡察轮次" "finding: round of inspection",
        FindingProblem "finding.problem" "巡察发现·问题" "finding: problem",
        FindingMeasures "finding.measures" "巡察发现·整改措施" "finding: measures",
        FindingFollower "finding.follower" "巡察发现·跟踪人" "finding: named follower",
        FindingProcess "finding.process" "巡察发现·整改过程" "finding: process",
        FindingResult "finding.result" "巡察发现·整改结果" "finding: result",
        FindingEvidence "finding.evidence" "巡察发现·佐证材料" "finding: evidence",
        FindingReviewer "finding.reviewer" "巡察发现·核验人" "finding: reviewer",
        FindingReason "finding.reason" "巡察发现·重启理由" "finding: reason for reopening",
        FindingMatter "finding.matter" "巡察发现·移交的线索" "finding: clue handed over",
        FindingNote "finding.note" "巡察发现·备注" "finding: note",
        TaskId "task.id" "任务·编号" "task: id",
        TaskTitle "task.title" "任务·任务" "task: task",
        TaskRecord "task.record" "任务·所属记录" "task: record",
        TaskOwner "task.owner" "任务·责任人" "task: owner",
        TaskBody "task.body" "任务·责任单位" "task: body responsible",
        TaskRule "task.rule" "任务·时限规则" "task: rule of the time limit",
        TaskEvidence "task.evidence" "任务·佐证材料" "task: evidence",
        TaskReason "task.reason" "任务·取消理由" "task: reason for dropping",
        TaskNote "task.note" "任务·备注" "task: note",
        ReturnId "return.id" "报表·编号" "return: id",
        ReturnBody "return.body" "报表·单位或组" "return: body",
        ReturnPeriod "return.period" "报表·报告期" "return: period",
        ReturnOffice "return.office" "报表·对口室" "return: counterpart office",
        ReturnFrom "return.from" "报表·起报时间" "return: returns from",
        ReturnUntil "return.until" "报表·止报时间" "return: returns until",
        ReturnRemark "return.remark" "报表·备注" "return: remark",
        CaseId "case.id" "以案促改案件·编号" "case: id",
        CaseTitle "case.title" "以案促改案件·案件" "case: case",
        CaseMatter "case.matter" "以案促改案件·线索" "case: matter",
        CasePerson "case.person" "以案促改案件·当事人" "case: person",
        CaseBody "case.body" "以案促改案件·案发单位" "case: unit",
        CaseOwner "case.owner" "以案促改案件·责任人" "case: owner",
        CaseLesson "case.lesson" "以案促改案件·一案一教育" "case: lesson",
        CaseAnalysis "case.analysis" "以案促改案件·一案一分析" "case: analysis",
        CaseReform "case.reform" "以案促改案件·一案一治理" "case: reform",
        CaseRecommendation "case.recommendation" "以案促改案件·纪检监察建议书" "case: recommendation",
        CaseReplay "case.replay" "以案促改案件·复盘" "case: replay",
        CaseEvidence "case.evidence" "以案促改案件·佐证材料" "case: evidence",
        CaseNote "case.note" "以案促改案件·备注" "case: note",
        ExchangeId "exchange.id" "信息交换·编号" "exchange: id",
        ExchangeApproval "exchange.approval" "信息交换·批准情况" "exchange: approval",
        ExchangeMasks "exchange.masks" "信息交换·遮蔽" "exchange: masked",
        ExchangeSubject "exchange.subject" "信息交换·事由（编号）" "exchange: subject (number)",
        ExchangeNote "exchange.note" "信息交换·备注" "exchange: note",
        ScoreId "score.id" "评分·编号" "score: id",
        ScoreUnit "score.unit" "评分·单位" "score: unit",
        ScoreScheme "score.scheme" "评分·评分方案" "score: scheme",
        ScoreNote "score.note" "评分·备注" "score: note",
        ResultId "result.id" "成果·编号" "result: id",
        ResultTitle "result.title" "成果·成果" "result: result",
        ResultBody "result.body" "成果·有关单位" "result: unit concerned",
        ResultSummary "result.summary" "成果·内容" "result: content",
        ResultOwner "result.owner" "成果·运用责任人" "result: owner of the use",
        ResultEffect "result.effect" "成果·运用效果" "result: effect",
        ResultNote "result.note" "成果·备注" "result: note",
        CheckId "check.id" "清单检查·编号" "check: id",
        CheckItem "check.item" "清单检查·检查事项" "check: item",
        CheckBody "check.body" "清单检查·被监督单位" "check: unit",
        CheckMeeting "check.meeting" "清单检查·会议" "check: meeting",
        CheckChecker "check.checker" "清单检查·检查人" "check: checked by",
        CheckProblem "check.problem" "清单检查·发现的问题" "check: problem",
        CheckFinding "check.finding" "清单检查·转入的发现" "check: finding made of it",
        CheckMatter "check.matter" "清单检查·转入的线索" "check: matter made of it",
        CheckNote "check.note" "清单检查·备注" "check: note",
        SettingId "setting.id" "设置·编号" "setting: id",
        SettingValue "setting.value" "设置·内容" "setting: value",
    }
}

terms! {
    /// What may stand in a field.
    FieldContent {
        FreeText "free_text" "自由文字" "free text",
        ClueAccount "clue_account" "线索内容" "account of a clue",
        Findings "findings" "监督所见" "what supervision found",
        CaseAccount "case_account" "案件材料" "account of a case",
        Mention "mention" "可能提及人和单位的短语" "words that may name persons or units",
        Person "person" "人名" "a person",
        Unit "unit" "单位名称" "a unit",
        Plain "plain" "不涉及人和单位" "neither persons nor units",
    }
}

/// What the rows of a register are for the rules on sharing: a kind of information, or `None` for what is never passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Information(pub Option<DataKind>);

const KINDS: usize = DataKind::ALL.len();

impl Term for Information {
    const ALL: &'static [Self] = &{
        let mut all = [Information(None); KINDS + 1];
        let mut at = 0;
        while at < KINDS {
            all[at] = Information(Some(DataKind::ALL[at]));
            at += 1;
        }
        all
    };

    const VALUES: &'static [Value] = &{
        let never = Value {
            code: "never",
            zh: "从不提供",
            en: "never passed on",
        };
        let mut all = [never; KINDS + 1];
        let mut at = 0;
        while at < KINDS {
            all[at] = DataKind::VALUES[at];
            at += 1;
        }
        all
    };

    fn index(self) -> usize {
        self.0.map_or(KINDS, Term::index)
    }
}
