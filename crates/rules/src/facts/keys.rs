//! What can be asked about a matter: every fact that a table of rules may have as a column, by the subject it is about.

use shizu_tables::{Column, Domain};

use crate::lang::Lang;
use crate::vocabulary::{
    Authority, Commission, Conflict, DataKind, Difficulty, Gravity, GroupLoad, Importance, Nature,
    Organ, Post, Purpose, Rank, Source, Term, Unit, UnitRisk, Value, YES_NO,
};

use crate::vocabulary::{AppraisalGrade, ArchiveOccasion, EcologyGrade, TaskPart, WarningLevel};

use crate::vocabulary::{FormMeasure, PoolOrigin, TalentPool, TrialEvidence};

use crate::vocabulary::{ReportTruth, ScoreBand};

use crate::vocabulary::{CaseState, FindingState, MatterState, TaskState};

use crate::vocabulary::{FieldContent, Register, RegisterField};

/// Declares subjects and their facts: a closed vocabulary, or yes/no.
macro_rules! facts {
    ($(
        $(#[$doc:meta])* $subject:ident $subject_code:literal $subject_zh:literal $subject_en:literal {
            $($key:ident $code:literal $zh:literal $en:literal $(: $term:ty)?,)+
        }
    )+) => {
        /// What a table of rules is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Subject {
            $($(#[$doc])* $subject,)+
        }

        impl Subject {
            /// Every subject.
            pub const ALL: &'static [Subject] = &[$(Subject::$subject,)+];

            /// Stable code.
            pub fn code(self) -> &'static str {
                match self { $(Subject::$subject => $subject_code,)+ }
            }

            /// What people call it.
            pub fn label(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Subject::$subject, Lang::Zh) => $subject_zh, (Subject::$subject, Lang::En) => $subject_en,)+
                }
            }

            /// The facts that can be asked about it, in schema order.
            pub const fn facts(self) -> &'static [FactKey] {
                match self { $(Subject::$subject => &[$(FactKey::$key,)+],)+ }
            }
        }

        /// A fact that a table of rules may ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FactKey {
            $($(#[doc = concat!($zh, ": ", $en, ".")] $key,)+)+
        }

        impl FactKey {
            /// What it is about.
            pub fn subject(self) -> Subject {
                match self { $($(FactKey::$key)|+ => Subject::$subject,)+ }
            }

            /// Stable code: the field's name in input and rulebook, unique within its subject.
            pub fn code(self) -> &'static str {
                match self { $($(FactKey::$key => $code,)+)+ }
            }

            /// What people call it.
            pub fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $($((FactKey::$key, Lang::Zh) => $zh, (FactKey::$key, Lang::En) => $en,)+)+ }
            }

            /// The values it can have, as code and label in the given language, in the order shown.
            pub fn values(self) -> &'static [Value] {
                match self { $($(FactKey::$key => facts!(@values $($term)?),)+)+ }
            }
        }
    };
    (@values) => { YES_NO };
    (@values $term:ty) => { <$term as Term>::VALUES };
}

facts! {
    /// A clue, or any matter that is to be routed.
    Clue "clue" "问题线索" "clue" {
        Commission "commission" "本级机关层级" "level of this commission": Commission,
        Authority "authority" "干部管理权限" "management authority": Authority,
        Post "post" "职务" "post": Post,
        Rank "rank" "职级" "rank": Rank,
        Unit "unit" "单位与派驻监督的关系" "the unit's relation to a resident group": Unit,
        Nature "nature" "问题性质" "nature of the matter": Nature,
        Gravity "gravity" "情节" "gravity": Gravity,
        Importance "importance" "重要程度" "importance": Importance,
        Difficulty "difficulty" "疑难程度" "difficulty": Difficulty,
        KeyArea "key_area" "涉及重点领域或重要岗位" "concerns a key field or key post",
        Cross "cross" "跨地区或跨行业" "spans regions or trades",
        Source "source" "线索来源" "source of the clue": Source,
        RealName "real_name" "实名举报" "reported under a real name",
        Repeated "repeated" "重复件" "repeated report",
        GroupLoad "group_load" "派驻组工作量" "load of the resident group": GroupLoad,
        Conflict "conflict" "利益冲突（回避）" "conflict of interest": Conflict,
        UnitRisk "unit_risk" "单位政治生态风险等级" "risk level of the unit": UnitRisk,
        LacksMeans "lacks_means" "派驻组措施或人手不足" "the group lacks measures or people",
        GroupHeadOutranks "group_head_outranks" "组长职级高于室主任" "the group head outranks the office head",
    }
    /// The rectification of what an inspection found, LS64 and SF15.
    Rectification "rectification" "巡察整改" "rectification after an inspection" {
        ScoreBand "band" "评估等次" "band": ScoreBand,
        ReportTruth "report_truth" "整改报告是否属实" "truth of the report": ReportTruth,
        FailingGravity "gravity" "情节" "gravity": Gravity,
        Disclosed "disclosed" "整改情况已公开" "rectification disclosed",
    }
    /// An exchange of information between organs, LS56.
    Exchange "exchange" "信息交换" "exchange of information" {
        DataKind "data_kind" "信息种类" "kind of information": DataKind,
        Sender "sender" "提供方" "sender": Organ,
        Recipient "recipient" "接收方" "recipient": Organ,
        Purpose "purpose" "用途" "purpose": Purpose,
        RecipientConcerned "recipient_concerned" "接收方或经办人有利害关系（应当回避）" "the recipient or its handler has an interest and must stand aside",
        SuperiorMatter "superior_matter" "属上级受理（含反映本机关主要负责人）" "belongs to the superior (or concerns the head of this commission)",
    }
    /// The political ecology of a unit, LS37 and SF09.
    Ecology "ecology" "单位政治生态" "political ecology of a unit" {
        EcologyGrade "grade" "政治生态评价等级" "grade of the ecology": EcologyGrade,
        WeakDimension "weak_dimension" "有维度低于警戒线" "a dimension is below the alarm line",
        EcologyRisk "unit_risk" "单位政治生态风险等级" "risk level of the unit": UnitRisk,
        ManyProblems "many_problems" "监督检查、巡视巡察发现问题较多" "supervision or inspection found many problems",
        GraveCorruption "grave_corruption" "腐败较重、案件高发" "grave corruption, many cases",
        KeyObject "key_object" "列为重点单位" "named a key unit",
    }
    /// A cadre's integrity risks and archive, SF09 and FP63.
    Cadre "cadre" "干部廉政风险" "a cadre's integrity risks" {
        WarningLevel "warning_level" "预警等级" "warning level": WarningLevel,
        CadreAuthority "authority" "干部管理权限" "management authority": Authority,
        KeyPerson "key_person" "列为重点个人或在重点岗位" "named a key person, or in a key post",
        OpenReports "open_reports" "有未办结的信访举报" "reports are still open",
        Occasion "occasion" "用档情形" "what the archive is wanted for": ArchiveOccasion,
        ConcurrentPosts "concurrent_posts" "违规兼职或兼职未报备" "concurrent posts not allowed or not reported",
        FamilyAbroad "family_abroad" "配偶子女移居国（境）外" "spouse and children live abroad",
        ChildrenBusiness "children_business" "子女经商办企业" "children in business",
        SpouseBusiness "spouse_business" "配偶经商办企业" "spouse in business",
        UndeclaredMatters "undeclared_matters" "个人有关事项漏报瞒报" "personal matters not declared",
        AssetMismatch "asset_mismatch" "财产与收入明显不符" "assets out of line with income",
        LoansWithSupervised "loans_with_supervised" "与管理服务对象有借贷往来" "loans with persons or firms under the own authority",
        TravelPapers "travel_papers" "因私出国（境）证件未按规定管理" "private travel papers not handed in",
        LongInKeyPost "long_in_key_post" "重点岗位任职超期未轮岗" "too long in one key post",
        KinSameUnit "kin_same_unit" "应回避的亲属在同一单位任职" "close kin in the same unit",
        RepeatedReports "repeated_reports" "一段时期内多次被反映" "reported several times within a period",
        AuditUnrectified "audit_unrectified" "经济责任审计问题未整改" "findings of an audit not put right",
    }
    /// A resident group's year, RD34.
    Appraisal "appraisal" "派驻组考核" "appraisal of a resident group" {
        AppraisalGrade "appraisal_grade" "考核等次" "grade": AppraisalGrade,
        HostDiffers "host_differs" "驻在单位评价明显低于纪委评价" "the host unit's marks are much lower than the commission's",
        ColdShouldered "cold_shouldered" "有人因严格履职受到冷遇" "somebody is cold-shouldered for strict supervision",
        ProminentFaults "prominent_faults" "监督责任存在突出问题" "prominent faults in the group's own supervision",
    }
    /// What may bring double accountability, RD34.
    Accountability "accountability" "一案双查" "double accountability" {
        StyleDefiance "style_defiance" "严重顶风违纪搞“四风”" "grave style violations in open defiance",
        SystemicCorruption "systemic_corruption" "区域性、系统性严重腐败案件" "grave corruption of a whole area or system",
        WeakConstruction "weak_construction" "党风廉政建设不力" "weak construction of party conduct",
        ProblemUnreported "problem_unreported" "发现问题不报告" "problems found and not reported",
        CaseSuppressed "case_suppressed" "压案不查" "a case suppressed",
        DutiesNeglected "duties_neglected" "责任制落实不力" "responsibility not carried out",
        AnswerablePost "post" "职务" "post": Post,
    }
    /// A task that a group or its head has, RD14 and RD22.
    GroupTask "group_task" "组长承担的工作" "a task of a group head" {
        Portfolio "portfolio" "属于驻在单位业务分工" "belongs to the host unit's business",
        Supervisory "supervisory" "与监督职责有关" "has to do with supervision",
        Hinders "hinders" "影响履行本职" "hinders the main task",
        Temporary "temporary" "临时性、一次性" "temporary",
        TaskPart "task_part" "承担方式" "part in it": TaskPart,
        DecidesToo "decides_too" "对同一事项既参与决策又负责监督" "takes part in deciding what is supervised",
    }
    /// A person handled, as the four forms count.
    FourForms "four_forms" "四种形态统计对象" "a person counted under the four forms" {
        FromClue "from_clue" "从问题线索开始" "started from a clue",
        FormMeasure "measure" "最重的处理结果" "heaviest measure taken": FormMeasure,
        Prosecution "prosecution" "移送司法" "transferred to prosecution",
    }
    /// A case offered for zone trial.
    TrialCase "trial_case" "划片审理案件" "case for zone trial" {
        OwnCase "own_case" "派驻机构自办案件" "a resident group's own case",
        TrialSection "trial_section" "该组设有审理部门" "the group has a trial section",
        InvestigationFinished "investigation_finished" "审查调查已终结" "investigation finished",
        FileComplete "file_complete" "卷宗齐全" "file complete",
        CountyHead "county_head" "处级干部案件" "about a cadre of county-head level",
        CommitteeReply "committee_reply" "需报工委批复" "needs the work committee's reply",
    }
    /// A case under trial.
    TrialReview "trial_review" "审理中的案件" "case under trial" {
        FactsClear "facts_clear" "事实清楚" "facts clear",
        Evidence "evidence" "证据" "evidence": TrialEvidence,
        ClassificationRight "classification_right" "定性准确" "rightly classified",
        EightPointSigns "eight_point_signs" "有违反八项规定精神的情形" "shows a breach of the eight-point rules",
        EightPointFound "eight_point_found" "已认定违反八项规定精神" "breach of the eight-point rules was found",
        ProcedureComplete "procedure_complete" "程序手续完备" "procedure complete",
        MeasureFits "measure_fits" "量纪恰当" "measure fits",
        PropertySettled "property_settled" "涉案财物已查清" "property settled",
    }
    /// Somebody who is to try a case.
    Trier "trier" "审理人员" "trier" {
        OwnGroupCase "own_group_case" "系本组案件" "case of the own group",
        TookPart "took_part" "参与过审查调查" "took part in the investigation",
        MustRecuse "must_recuse" "有回避情形" "has a ground for recusal",
        HostStaff "host_staff" "系驻在部门人员" "works for the host unit",
        Selected "selected" "已入选划片审理小组" "selected for a zone trial team",
        AsLeader "as_leader" "担任小组组长" "as leader of the team",
        TrialOfficeOfficer "trial_office_officer" "系案件审理室干部" "officer of the trial office",
    }
    /// A mobile member and the team that asks for one.
    MobileMember "mobile_member" "机动组员" "mobile member" {
        NeedStated "need_stated" "巡察组已提出需求" "the team has stated a need",
        FieldFits "field_fits" "专业对口" "the field fits",
        MobileTied "tied" "有利害关系" "has ties",
        SentByOffice "sent_by_office" "由巡察办统一调配" "dispatched by the inspection office",
        SameDuties "same_duties" "职责同步明确" "duties set together",
        SameTraining "same_training" "业务同批培训" "trained together",
        SameManagement "same_management" "同等要求监督管理" "managed alike",
        FixedTime "fixed_time" "进组时间固定" "joins at a fixed time",
        FixedTeam "fixed_team" "固定归属一个组" "belongs to one team",
        AllUnits "all_units" "跟遍所有单位" "goes to every unit",
    }
    /// A squad for a special check.
    Squad "squad" "专项监督小分队" "squad for a special check" {
        OfficeCore "office_core" "以执纪监督室为核心" "built around a supervision office",
        SpecialistsEnough "specialists_enough" "专业人员占比足够" "share of specialists sufficient",
        SquadFieldCovered "field_covered" "所查领域有人懂行" "the field is covered",
        SquadTied "tied" "有利害关系" "has ties",
        PlanMade "plan_made" "已研判部署、明确标准" "plan made, standard set",
        Finished "finished" "检查已结束" "check finished",
        ReportWritten "report_written" "已写成书面汇报" "reported in writing",
        LedgerKept "ledger_kept" "已建督查台账" "entered in the ledger",
        Submitted "submitted" "已提交常委会会议审议" "put before the standing committee",
        LookBackSet "look_back_set" "已部署“回头看”" "look-back set up",
    }
    /// Somebody who is to join a pool, or to be drawn from it.
    PoolDraw "pool_draw" "人才库抽调" "drawing from a talent pool" {
        TalentPool "pool" "人才库" "pool": TalentPool,
        PoolOrigin "origin" "来自" "comes from": PoolOrigin,
        PoolTied "tied" "有利害关系" "has ties",
        Fit "fit" "素质相符" "fit for it",
        InPool "in_pool" "已入库" "in the pool",
        Released "released" "所在单位同意" "released by the home unit",
    }
    /// How an inspection team is staffed.
    InspectionTeam "inspection_team" "巡察组人员构成" "staffing of an inspection team" {
        BorrowedMajority "borrowed_majority" "抽调人员占比达到界限" "share of borrowed staff at the limit or above",
        CoreComplete "core_complete" "固定专业力量齐全" "fixed specialists complete",
        SpecialField "special_field" "被巡察单位专业性强" "the unit's field is a special one",
        TeamFieldCovered "field_covered" "所查领域有人懂行" "the field is covered",
    }
    /// A step of a matter in the ledger, LS43.
    MatterStep "matter_step" "线索流转" "step of a matter" {
        MatterFrom "from" "现在的状态" "state now": MatterState,
        MatterTo "to" "要到的状态" "state asked for": MatterState,
        MatterFollower "follower_named" "已指定跟踪人（承办人）" "a follower is named",
        MatterProcess "process_written" "已写明办理过程" "the process is written down",
        MatterResult "result_written" "已写明办理结果" "the result is written down",
        MatterEvidence "evidence_given" "已附佐证材料" "evidence is given",
        MatterPassedTo "receiver_named" "已写明接收机关" "the receiving body is named",
        MatterReviewer "reviewer_named" "已写明审核人" "a reviewer is named",
        MatterDiffers "reviewer_differs" "审核人不是承办人" "the reviewer is not the follower",
        MatterReason "reason_given" "已说明理由" "a reason is given",
    }
    /// A step of a finding, LS42 and SF15.
    FindingStep "finding_step" "巡察发现流转" "step of a finding" {
        FindingFrom "from" "现在的状态" "state now": FindingState,
        FindingTo "to" "要到的状态" "state asked for": FindingState,
        FindingFollower "follower_named" "已指定跟踪人（承办人）" "a follower is named",
        FindingProcess "process_written" "已写明办理过程" "the process is written down",
        FindingResult "result_written" "已写明办理结果" "the result is written down",
        FindingEvidence "evidence_given" "已附佐证材料" "evidence is given",
        FindingReviewer "reviewer_named" "已写明审核人" "a reviewer is named",
        FindingDiffers "reviewer_differs" "审核人不是承办人" "the reviewer is not the follower",
        FindingReason "reason_given" "已说明理由" "a reason is given",
    }
    /// A step of a task.
    TaskStep "task_step" "任务流转" "step of a task" {
        TaskFrom "from" "现在的状态" "state now": TaskState,
        TaskTo "to" "要到的状态" "state asked for": TaskState,
        TaskEvidence "evidence_given" "已附佐证材料" "evidence is given",
        TaskReason "reason_given" "已说明理由" "a reason is given",
    }
    /// A step of the follow-up of a closed case, SF10 and LS47.
    CaseStep "case_step" "以案促改流转" "step of the follow-up of a case" {
        CaseFrom "from" "现在的状态" "state now": CaseState,
        CaseTo "to" "要到的状态" "state asked for": CaseState,
        CaseLesson "lesson_given" "已开展一案一教育" "the lesson was given",
        CaseAnalysis "analysis_made" "已完成一案一分析" "the analysis was made",
        CaseReform "reform_made" "已落实一案一治理" "the reform was made",
        CaseReplay "replay_held" "已复盘" "the replay was held",
        CaseReason "reason_given" "已说明理由" "a reason is given",
    }
    /// What of a workbook is passed on, and what is masked in it, LS56.
    Redaction "redaction" "对外提供与遮蔽" "passing on and masking" {
        Register "register" "台账（任务看所属台账）" "register (of a task: that of its record)": Register,
        RegisterField "field" "栏目" "field": RegisterField,
        FieldContent "content" "栏目内容" "content of a field": FieldContent,
    }
}

impl FactKey {
    /// Every fact of a clue, in schema order.
    pub const ALL: &'static [FactKey] = Subject::Clue.facts();

    /// Position in the schema of its subject.
    #[inline]
    pub fn index(self) -> usize {
        let place = self as usize;
        if place < Self::ALL.len() {
            return place;
        }
        let first = self.subject().facts().first();
        place - first.map_or(0, |first| *first as usize)
    }

    /// The fact of a clue with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Subject::Clue.fact(code)
    }

    /// Whether the fact is answered by yes or no.
    pub fn is_flag(self) -> bool {
        is_yes_no(self.values())
    }
}

pub(super) fn is_yes_no(values: &[Value]) -> bool {
    matches!(
        values,
        [Value { code: "no", .. }, Value { code: "yes", .. }]
    )
}

impl Subject {
    /// The subject with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|subject| subject.code() == code)
    }

    /// The fact about it with this code.
    pub fn fact(self, code: &str) -> Option<FactKey> {
        self.facts().iter().copied().find(|key| key.code() == code)
    }

    /// The columns that tables about it can use, in the order of [`Subject::facts`].
    pub fn schema(self) -> Vec<Column> {
        let domain = |key: FactKey| {
            if key.is_flag() {
                Domain::Flag
            } else {
                let codes = key.values().iter().map(|value| value.code.to_owned());
                Domain::Set(codes.collect())
            }
        };
        self.facts()
            .iter()
            .map(|key| Column::new(key.code(), domain(*key)))
            .collect()
    }
}
