//! The fields of each register. Facts that the rules ask for keep the names and codes of the rules, so that a row is input for them as it stands.

use std::sync::LazyLock;

use shizu_rules::vocabulary::{
    Approver, BodyKind, CaseState, CheckList, CheckPhase, CheckResult, Disposal, EcologyGrade,
    ExchangeDecision, FindingState, Inclusion, InformationTier, MatterState, Organ, Register,
    ResultKind, ResultUse, ReturnField, ReturnState, ScoreBand, ScoreIndex, TaskState, Term,
    UnitRisk,
};
use shizu_rules::{FactKey, Lang, Subject};

use crate::field::{Field, FieldType};
use crate::kind::Kind;
use FieldType::{Code, Date, LongText, Number, Person, Ref, Text, YesNo};

pub(crate) fn fields(kind: Kind) -> &'static [Field] {
    static ALL: LazyLock<Vec<Vec<Field>>> =
        LazyLock::new(|| Kind::ALL.iter().map(|kind| build(*kind)).collect());
    ALL.get(kind.index()).map_or(&[], Vec::as_slice)
}

/// Position of the id, the first field of every register.
pub(crate) const ID: usize = 0;

fn build(kind: Kind) -> Vec<Field> {
    let mut fields = vec![field("id", "编号", "id", Text)];
    match kind {
        Kind::Body => body(&mut fields),
        Kind::Matter => matter(&mut fields),
        Kind::Finding => finding(&mut fields),
        Kind::Task => task(&mut fields),
        Kind::Return => returns(&mut fields),
        Kind::Case => case(&mut fields),
        Kind::Exchange => exchange(&mut fields),
        Kind::Score => score(&mut fields),
        Kind::Result => result(&mut fields),
        Kind::Check => check(&mut fields),
        Kind::Setting => setting(&mut fields),
    }
    fields
}

const fn field(code: &'static str, zh: &'static str, en: &'static str, holds: FieldType) -> Field {
    Field {
        code,
        zh,
        en,
        holds,
    }
}

const fn codes<T: Term>() -> FieldType {
    Code(T::VALUES)
}

/// The facts of a subject as fields, with the names and codes of the rules.
fn facts(subject: Subject) -> impl Iterator<Item = Field> {
    subject.facts().iter().map(|key: &FactKey| {
        let holds = if key.is_flag() {
            YesNo
        } else {
            Code(key.values())
        };
        field(key.code(), key.label(Lang::Zh), key.label(Lang::En), holds)
    })
}

fn body(fields: &mut Vec<Field>) {
    fields.extend([
        field("name", "名称", "name", Text),
        field("kind", "类别", "kind", codes::<BodyKind>()),
        field(
            "group",
            "负责的派驻组",
            "resident group in charge",
            Ref(Kind::Body),
        ),
        field("office", "对口室", "counterpart office", Text),
        field("head", "主要负责人", "head", Person),
        field("covered", "监督对象人数", "people covered", Number),
        field("from", "起报时间", "returns from", Date),
        field("until", "止报时间", "returns until", Date),
        field("note", "备注", "note", LongText),
    ]);
}

/// LS43: a named follower, process and result, a ledger in which matters are struck off.
fn matter(fields: &mut Vec<Field>) {
    fields.extend([
        field("received", "收到日期", "date received", Date),
        field("state", "状态", "state", codes::<MatterState>()),
        field("person", "被反映人", "person concerned", Person),
        field("post_held", "现任职务", "post held", Text),
        field("body", "所在单位", "unit of the person", Ref(Kind::Body)),
        field("summary", "反映问题摘要", "summary", LongText),
    ]);
    fields.extend(facts(Subject::Clue));
    fields.extend([
        field("lead", "主办机关", "lead organ", codes::<Organ>()),
        field(
            "lead_body",
            "主办单位名称",
            "name of the lead",
            Ref(Kind::Body),
        ),
        field(
            "routed_by",
            "分办所依规则版本",
            "rulebook it was routed by",
            Text,
        ),
        field("follower", "跟踪人（承办人）", "named follower", Person),
        field("reviewer", "审核人", "reviewer", Person),
        field(
            "disposal",
            "处置方式",
            "way of disposal",
            codes::<Disposal>(),
        ),
        field("process", "办理过程", "process", LongText),
        field("result", "办理结果", "result", LongText),
        field("filed", "已立案", "filed as a case", YesNo),
        field("evidence", "佐证材料", "evidence", LongText),
        field("passed_to", "移送接收机关", "passed on to", Text),
        field("assigned", "分办日期", "assigned on", Date),
        field("reported", "报结果日期", "result reported on", Date),
        field("reviewed", "审核日期", "reviewed on", Date),
        field("closed", "销号日期", "closed on", Date),
        field("reason", "重启理由", "reason for reopening", LongText),
        field("note", "备注", "note", LongText),
    ]);
}

/// LS42 and SF15: what inspection found is daily supervision's business too, and the other way round.
fn finding(fields: &mut Vec<Field>) {
    fields.extend([
        field(
            "inclusion",
            "纳入方向",
            "direction of inclusion",
            codes::<Inclusion>(),
        ),
        field("state", "状态", "state", codes::<FindingState>()),
        field("body", "被巡察（监督）单位", "unit", Ref(Kind::Body)),
        field("round", "巡察轮次", "round of inspection", Text),
        field("found", "反馈（发现）日期", "fed back or found on", Date),
        field("problem", "问题", "problem", LongText),
        field("measures", "整改措施", "measures", LongText),
        field(
            "disclosed",
            "整改情况公开日期",
            "rectification disclosed on",
            Date,
        ),
        field(
            "follow_up",
            "跟进主体",
            "organ that follows up",
            codes::<Organ>(),
        ),
        field("follower", "跟踪人", "named follower", Person),
        field("process", "整改过程", "process", LongText),
        field("result", "整改结果", "result", LongText),
        field("evidence", "佐证材料", "evidence", LongText),
        field("reviewer", "核验人", "reviewer", Person),
        field("reported", "报整改日期", "rectification reported on", Date),
        field("reviewed", "核验日期", "verified on", Date),
        field("closed", "销号日期", "closed on", Date),
        field("reason", "重启理由", "reason for reopening", LongText),
        field(
            "matter",
            "移交的线索",
            "clue handed over",
            Ref(Kind::Matter),
        ),
        field("note", "备注", "note", LongText),
    ]);
}

fn task(fields: &mut Vec<Field>) {
    fields.extend([
        field("title", "任务", "task", Text),
        field("state", "状态", "state", codes::<TaskState>()),
        field(
            "register",
            "所属台账",
            "register of the record",
            codes::<Register>(),
        ),
        field("record", "所属记录", "record", Text),
        field("owner", "责任人", "owner", Person),
        field("body", "责任单位", "body responsible", Ref(Kind::Body)),
        field("start", "起算日期", "start", Date),
        field("rule", "时限规则", "rule of the time limit", Text),
        field("due", "到期日期", "due", Date),
        field("provisional", "到期日期待核", "due date provisional", YesNo),
        field("evidence", "佐证材料", "evidence", LongText),
        field("done", "办结日期", "done on", Date),
        field("reason", "取消理由", "reason for dropping", LongText),
        field("note", "备注", "note", LongText),
    ]);
}

/// The fields that monitoring reads, under the same names.
fn returns(fields: &mut Vec<Field>) {
    let holds = |field: ReturnField| match field {
        ReturnField::Body => Ref(Kind::Body),
        ReturnField::Kind => codes::<BodyKind>(),
        ReturnField::State => codes::<ReturnState>(),
        ReturnField::Ecology => codes::<EcologyGrade>(),
        ReturnField::Risk => codes::<UnitRisk>(),
        ReturnField::GraveCorruption => YesNo,
        ReturnField::Received => Date,
        ReturnField::Period | ReturnField::Office | ReturnField::From | ReturnField::Until => Text,
        _ => Number,
    };
    let all = ReturnField::ALL.iter().copied();
    // Whose and for when comes first; then the counts, in the order of the vocabulary.
    let head = [
        ReturnField::Body,
        ReturnField::Kind,
        ReturnField::Period,
        ReturnField::State,
    ];
    let rest = all.filter(|field| !head.contains(field));
    for of_return in head.into_iter().chain(rest) {
        let (zh, en) = (of_return.label(Lang::Zh), of_return.label(Lang::En));
        fields.push(field(of_return.code(), zh, en, holds(of_return)));
    }
    fields.push(field("remark", "备注", "remark", LongText));
}

/// SF10: one case, one lesson, one analysis, one reform; LS47: the replay and the recommendation.
fn case(fields: &mut Vec<Field>) {
    fields.extend([
        field("title", "案件", "case", Text),
        field("state", "状态", "state", codes::<CaseState>()),
        field("matter", "线索", "matter", Ref(Kind::Matter)),
        field("person", "当事人", "person", Person),
        field("body", "案发单位", "unit", Ref(Kind::Body)),
        field("closed", "办结日期", "case closed on", Date),
        field("owner", "责任人", "owner", Person),
        field("lesson", "一案一教育", "lesson", LongText),
        field("lesson_on", "教育日期", "lesson on", Date),
        field("analysis", "一案一分析", "analysis", LongText),
        field("analysis_on", "分析日期", "analysis on", Date),
        field("reform", "一案一治理", "reform", LongText),
        field("reform_on", "治理日期", "reform on", Date),
        field(
            "recommendation",
            "纪检监察建议书",
            "recommendation",
            LongText,
        ),
        field(
            "recommendation_on",
            "建议书下发日期",
            "recommendation issued on",
            Date,
        ),
        field("replay", "复盘", "replay", LongText),
        field("replay_on", "复盘日期", "replay on", Date),
        field("evidence", "佐证材料", "evidence", LongText),
        field("note", "备注", "note", LongText),
    ]);
}

/// The disclosure log, LS56.
fn exchange(fields: &mut Vec<Field>) {
    fields.push(field("on", "日期", "date", Date));
    fields.extend(facts(Subject::Exchange));
    fields.extend([
        field("tier", "信息分级", "tier", codes::<InformationTier>()),
        field("decision", "结论", "decision", codes::<ExchangeDecision>()),
        field("approver", "审批人", "approver", codes::<Approver>()),
        field("approval", "批准情况", "approval", Text),
        field("masks", "遮蔽", "masked", Text),
        field("subject", "事由（编号）", "subject (number)", Text),
        field("note", "备注", "note", LongText),
    ]);
}

/// LS64: a score of rectification as it was given on a day.
fn score(fields: &mut Vec<Field>) {
    fields.extend([
        field("unit", "单位", "unit", Ref(Kind::Body)),
        field("evaluated_on", "评估日期", "evaluated on", Date),
        field("feedback_date", "反馈日期", "fed back on", Date),
        field("disclosure_date", "公开日期", "disclosed on", Date),
        field("scheme", "评分方案", "scheme", Text),
    ]);
    for index in ScoreIndex::ALL {
        let (zh, en) = (index.label(Lang::Zh), index.label(Lang::En));
        fields.push(field(index.code(), zh, en, Number));
    }
    fields.extend([
        field("false_reports", "不实报告数", "false reports", Number),
        field("score", "得分", "score", Number),
        field("band", "等次", "band", codes::<ScoreBand>()),
        field("note", "备注", "note", LongText),
    ]);
}

/// LS59–60: what supervision found, and what it was used for; a row for each use.
fn result(fields: &mut Vec<Field>) {
    fields.extend([
        field("title", "成果", "result", Text),
        field("kind", "来源", "source", codes::<ResultKind>()),
        field("body", "有关单位", "unit concerned", Ref(Kind::Body)),
        field("on", "形成日期", "made on", Date),
        field("producer", "形成机关", "made by", codes::<Organ>()),
        field("summary", "内容", "content", LongText),
        field("use", "运用方式", "use", codes::<ResultUse>()),
        field("owner", "运用责任人", "owner of the use", Person),
        field("used_on", "运用日期", "used on", Date),
        field("effect", "运用效果", "effect", LongText),
        field("note", "备注", "note", LongText),
    ]);
}

/// LS38: supervision by list, and of meetings before, during and after.
fn check(fields: &mut Vec<Field>) {
    fields.extend([
        field("list", "清单", "list", codes::<CheckList>()),
        field("phase", "阶段", "phase", codes::<CheckPhase>()),
        field("item", "检查事项", "item", LongText),
        field("body", "被监督单位", "unit", Ref(Kind::Body)),
        field("meeting", "会议", "meeting", Text),
        field("on", "日期", "date", Date),
        field("checker", "检查人", "checked by", Person),
        field("outcome", "结果", "outcome", codes::<CheckResult>()),
        field("problem", "发现的问题", "problem", LongText),
        field(
            "finding",
            "转入的发现",
            "finding made of it",
            Ref(Kind::Finding),
        ),
        field(
            "matter",
            "转入的线索",
            "matter made of it",
            Ref(Kind::Matter),
        ),
        field("note", "备注", "note", LongText),
    ]);
}

/// What belongs to the workbook as a whole: its name, saved views, remembered column mappings.
fn setting(fields: &mut Vec<Field>) {
    fields.push(field("value", "内容", "value", LongText));
}
