//! Words of the day: how long there is left, what a press does.

use shizu_casebook::today::{Deed, Item, Section};
use shizu_rules::Lang;
use shizu_rules::vocabulary::{Signal, Term};

use crate::markup::t;
use crate::text;

/// What a section is for, in a sentence.
pub fn about(section: Section, lang: Lang) -> &'static str {
    let (zh, en) = match section {
        Section::Overdue => (
            "到期日已过，尚未办结。",
            "The due day has passed and it is not settled.",
        ),
        Section::DueToday => ("今天到期。", "Due today."),
        Section::DueSoon => ("未来七日内到期。", "Due within the next seven days."),
        Section::Review => (
            "结果已报，等待审核或销号；审核人须与承办人不同。",
            "A result was reported and waits for review or closing; the reviewer is another person than the follower.",
        ),
        Section::HandOver => (
            "整改情况公开前由巡察机构跟进，公开后转由纪委监委跟进。",
            "Until rectification is disclosed the inspection body follows up, from then on the commission.",
        ),
        Section::Returns => (
            "到期没有收到的报表。缺报不是零。",
            "Returns that are due and have not come. A missing return is no zero.",
        ),
        Section::Triggers => (
            "按报表触发的事项。零是信号，不是结论。",
            "What the returns trigger. A zero is a signal, not a finding.",
        ),
        Section::Clock => (
            "一地公开的做法，只作提醒，不是法定时限。",
            "The published practice of one place: a reminder, not a legal time limit.",
        ),
        Section::FollowUp => (
            "办结的案件，教育、分析、治理、复盘还没有做齐。",
            "Closed cases that still lack lesson, analysis, reform or replay.",
        ),
        Section::Flows => (
            "按信息报送日历，近期要报送或通报的。",
            "What the calendar of obligations has passed on about now.",
        ),
    };
    t(lang, zh, en)
}

/// How long there is left, or has been gone.
pub fn left(item: &Item, lang: Lang) -> String {
    let days = item.left.unsigned_abs();
    let plural = if days == 1 { "" } else { "s" };
    match (item.section, item.due) {
        (Section::Clock, Some(_)) => match lang {
            Lang::Zh => format!("已亮{days}个工作日"),
            Lang::En => format!("for {days} working day{plural}"),
        },
        (Section::Review | Section::FollowUp, None) if item.left < 0 => match lang {
            Lang::Zh => format!("已等{days}个工作日"),
            Lang::En => format!("waiting {days} working day{plural}"),
        },
        (_, None) => String::new(),
        (Section::HandOver, Some(_)) if item.left <= 0 => match lang {
            Lang::Zh => format!("公开已{days}个工作日"),
            Lang::En => format!("disclosed {days} working day{plural} ago"),
        },
        (Section::DueToday, _) => t(lang, "今天", "today").to_owned(),
        (_, Some(_)) if item.left < 0 || item.section == Section::Overdue => match (lang, days) {
            (Lang::Zh, 0) => "逾期不足1个工作日".to_owned(),
            (Lang::Zh, _) => format!("逾期{days}个工作日"),
            (Lang::En, 0) => "overdue by less than a working day".to_owned(),
            (Lang::En, _) => format!("overdue by {days} working day{plural}"),
        },
        (_, Some(_)) => match lang {
            Lang::Zh => format!("剩{days}个工作日"),
            Lang::En => format!("{days} working day{plural} left"),
        },
    }
}

/// The due day as people write it, with a mark while it may still move.
pub fn due(item: &Item, lang: Lang) -> String {
    let Some(due) = item.due else {
        return String::new();
    };
    let mark = if due.provisional {
        t(lang, "（待核）", " (provisional)")
    } else {
        ""
    };
    format!("{}{mark}", text::date(due.day, lang))
}

/// What the press on a line does.
pub fn deed(item: &Item, lang: Lang) -> &'static str {
    match (&item.deed, item.section) {
        (Deed::Open, _) => t(lang, "打开", "Open"),
        (Deed::Review(_), _) => t(lang, "审核通过", "Reviewed"),
        (Deed::TakeOver(_), _) => t(lang, "接续跟进", "Take over"),
        (Deed::HasTask(_), _) => t(lang, "看任务", "See the task"),
        (Deed::Task(_), Section::Returns) => t(lang, "提醒补报", "Remind"),
        (Deed::Task(_), _) => t(lang, "列为任务", "Make a task"),
    }
}

/// What was done, in a sentence.
pub fn done(item: &Item, lang: Lang) -> String {
    let name = if item.name.is_empty() {
        item.what.in_lang(lang)
    } else {
        &item.name
    };
    match (&item.deed, lang) {
        (Deed::Review(_), Lang::Zh) => format!("已审核：{name}"),
        (Deed::Review(_), Lang::En) => format!("Reviewed: {name}"),
        (Deed::TakeOver(_), Lang::Zh) => format!("已接续跟进：{name}"),
        (Deed::TakeOver(_), Lang::En) => format!("Taken over: {name}"),
        (_, Lang::Zh) => format!("已列为任务：{}{}", item.body, item.what.zh),
        (_, Lang::En) => format!("Made a task: {} {}", item.body, item.what.en),
    }
}

/// A signal as a word; colour only adds to it.
pub fn signal(signal: Signal, lang: Lang) -> (&'static str, &'static str) {
    let class = match signal {
        Signal::Red => "home-red",
        Signal::Yellow => "home-yellow",
        _ => "home-plain",
    };
    (class, signal.label(lang))
}
