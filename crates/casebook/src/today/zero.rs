//! Returns that are missing, triggers that fire, and flows that come round: each can become a task, and is known again by it.

use shizu_rules::monitor::{Fired, explanation};
use shizu_rules::sharing::{Obligation, Schedule};
use shizu_rules::vocabulary::{Gauge, Organ, Term};
use shizu_rules::{Lang, Text};

use super::item::{Deed, Item, NewTask, Section};
use super::{Day, both, returns};
use crate::kind::Kind;

/// Days before and after today in which what comes round is shown.
const FLOWS: (u64, u64) = (7, 14);

/// The organs whose flows are the workbook's business.
const ORGANS: [Organ; 3] = [Organ::Office, Organ::Group, Organ::InspectionOffice];

impl Day<'_> {
    /// What the monitor says of the workbook's returns.
    pub(super) fn monitored(&mut self) {
        let (today, rulebook) = (self.days.today, self.engine.rulebook());
        let Some(mut evaluator) = returns::evaluator(self.book, &self.bodies, rulebook, today)
        else {
            return;
        };
        let never: Vec<String> = returns::silent(&self.bodies, &evaluator, today)
            .map(|body| body.name.to_owned())
            .collect();
        for name in never {
            let mut item = self.about(Section::Returns, &name, "Z10", &name);
            item.what = both("从未报送", "has never made a return");
            item.rules = vec!["Z10".to_owned()];
            item.deed = self.task_of(&item, both("提醒补报报表", "remind of the return"));
            self.items.push(item);
        }
        for line in 0..evaluator.monitored().lines().len() {
            for fired in evaluator.look(line).fired {
                let item = self.fired(&evaluator, &fired);
                self.items.push(item);
            }
        }
    }

    fn fired(&self, evaluator: &shizu_rules::monitor::Evaluator, fired: &Fired) -> Item {
        let monitored = evaluator.monitored();
        let line = monitored.lines().get(fired.line);
        let name = line.map_or("", |line| monitored.name(line));
        let trigger = &evaluator.triggers()[fired.trigger];
        let outstanding = trigger.when.contains(&Gauge::Outstanding);
        let section = if outstanding {
            Section::Returns
        } else {
            Section::Triggers
        };
        // The period with which it fired: the same trigger a period later is another matter.
        let period = line.map_or_else(String::new, |line| line.last.to_string());
        let mut item = self.about(section, name, trigger.id(), &period);
        let words = |lang| explanation(evaluator, fired, lang).join(joint(lang));
        item.what = if outstanding {
            Text {
                zh: explanation(evaluator, fired, Lang::Zh).swap_remove(0),
                en: explanation(evaluator, fired, Lang::En).swap_remove(0),
            }
        } else {
            trigger.grounds.title.clone()
        };
        item.detail = Text {
            zh: words(Lang::Zh),
            en: words(Lang::En),
        };
        item.rules = vec![trigger.id().to_owned()];
        if let Some(due) = evaluator.due(fired.trigger) {
            item.left = self.days.left(due.day);
            item.due = Some(due);
        }
        let measure = evaluator.measures(fired).next();
        item.deed = measure.map_or(Deed::Open, |measure| {
            let title = Text {
                zh: format!("{}：{name}", measure.what.zh),
                en: format!("{}: {name}", measure.what.en),
            };
            self.task_of(&item, title)
        });
        item
    }

    /// Flows of the calendar that are due about now.
    pub(super) fn flows(&mut self) {
        let (today, rulebook) = (self.days.today, self.engine.rulebook());
        let Ok(schedule) = Schedule::new(rulebook, today) else {
            return;
        };
        let from = today.checked_sub_days(chrono::Days::new(FLOWS.0));
        let until = today.checked_add_days(chrono::Days::new(FLOWS.1));
        let (Some(from), Some(until)) = (from, until) else {
            return;
        };
        for organ in ORGANS {
            let agenda = schedule
                .agenda(Some(organ), from, until)
                .unwrap_or_default();
            for obligation in agenda.dated {
                let item = self.flow(&obligation);
                self.items.extend(item);
            }
        }
    }

    /// A flow of one period; `None` where its task is done.
    fn flow(&self, obligation: &Obligation<'_>) -> Option<Item> {
        let flow = obligation.flow;
        let key = format!("{} {}", flow.grounds.id, obligation.until);
        let task = self.tasks_about.get(&(Kind::Exchange.code(), key.as_str()));
        if task.is_some() {
            // Open, it stands among the tasks; done, there is nothing to do.
            return None;
        }
        let (zh, en) = (Lang::Zh, Lang::En);
        let names = |lang: Lang, comma: &str| {
            let to: Vec<&str> = flow.to.iter().map(|organ| organ.label(lang)).collect();
            to.join(comma)
        };
        let mut item = blank(Section::Flows, key.clone());
        item.what = flow.grounds.title.clone();
        item.detail = Text {
            zh: format!("{} → {}", flow.from.label(zh), names(zh, "、")),
            en: format!("{} → {}", flow.from.label(en), names(en, ", ")),
        };
        item.due = Some(obligation.due);
        item.left = self.days.left(obligation.due.day);
        item.rules = vec![flow.grounds.id.clone()];
        item.deed = Deed::Task(NewTask {
            title: flow.grounds.title.clone(),
            about: (Kind::Exchange, key),
        });
        Some(item)
    }

    /// A line about a body as a whole.
    fn about(&self, section: Section, name: &str, rule: &str, period: &str) -> Item {
        let mut item = blank(section, format!("{rule} {name} {period}"));
        name.clone_into(&mut item.body);
        self.bodies.group_of(name).clone_into(&mut item.group);
        self.bodies.office_of(name).clone_into(&mut item.office);
        item
    }

    /// The task that a line about a body becomes, or has become.
    fn task_of(&self, item: &Item, title: Text) -> Deed {
        match self
            .tasks_about
            .get(&(Kind::Body.code(), item.key.as_str()))
        {
            Some(task) => Deed::HasTask((*task).to_owned()),
            None => Deed::Task(NewTask {
                title,
                about: (Kind::Body, item.key.clone()),
            }),
        }
    }
}

/// A line of which nothing is said yet.
pub(super) fn blank(section: Section, key: String) -> Item {
    Item {
        section,
        key,
        row: None,
        name: String::new(),
        what: Text::default(),
        detail: Text::default(),
        body: String::new(),
        group: String::new(),
        office: String::new(),
        who: String::new(),
        due: None,
        left: 0,
        signal: None,
        rules: Vec::new(),
        deed: Deed::Open,
    }
}

/// What stands between two sentences.
fn joint(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "",
        Lang::En => " ",
    }
}
