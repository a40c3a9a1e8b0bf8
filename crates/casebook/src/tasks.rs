//! What follows from a record by itself: due dates from the rule of a time limit, and the hand-over of findings on the day of disclosure.

use crate::apply::Draft;
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::refusal::{Refusal, Why};
use crate::registers::ID;
use crate::workbook::day;

impl Draft<'_> {
    /// Brings up to date what follows from the row.
    pub(crate) fn follow(&mut self, kind: Kind, row: Symbol) -> Result<(), Refusal> {
        match kind {
            Kind::Task => self.count_due(row),
            Kind::Finding => {
                self.hand_over(row);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A task with the rule of a time limit is due when that rule says, counted anew whenever its start changes.
    fn count_due(&mut self, row: Symbol) -> Result<(), Refusal> {
        let kind = Kind::Task;
        let rule = self.book.cell_text(kind, row, "rule").to_owned();
        let start = day(self.book.cell_text(kind, row, "start"));
        if rule.is_empty() {
            self.book
                .write_text(self.first, kind, row, "provisional", "");
            return Ok(());
        }
        let refuse = |why| Refusal::new(kind, self.book.text(row), why);
        if !self.rules.limits().iter().any(|limit| limit.id == rule) {
            return Err(refuse(Why::NoLimit(crate::field::shorten(&rule))));
        }
        let (mut due, mut provisional) = (String::new(), "");
        if let Some(start) = start {
            let counted = self.rules.due(&rule, start);
            let counted = counted.ok_or_else(|| refuse(Why::NoDue(rule)))?;
            due = counted.day.to_string();
            provisional = if counted.provisional { "yes" } else { "no" };
        }
        self.book.write_text(self.first, kind, row, "due", &due);
        self.book
            .write_text(self.first, kind, row, "provisional", provisional);
        Ok(())
    }

    /// SF15: on the day on which the rectification is disclosed, what is still open passes from the inspection body to the commission. The task to take
    /// it over comes with the date, moves with it, and is dropped without it.
    fn hand_over(&mut self, finding: Symbol) {
        let cell = |code: &str| self.book.cell_text(Kind::Finding, finding, code).to_owned();
        let by_inspection = cell("inclusion") != "from_daily";
        let (disclosed, state) = (cell("disclosed"), cell("state"));
        let open = by_inspection && !disclosed.is_empty();
        let (follower, body, id) = (cell("follower"), cell("body"), cell("id"));
        let task = format!("T-{id}-handover");
        let row = self.book.pool.intern(&task);
        let exists = self.book.has_row(Kind::Task, row);
        if !exists && (!open || state == "closed") {
            return;
        }
        let task_state = self.book.cell_text(Kind::Task, row, "state").to_owned();
        if task_state == "done" || (!open && task_state == "dropped") {
            return;
        }
        let first = self.first;
        let mut set = |code: &str, text: &str| {
            self.book.write_text(first, Kind::Task, row, code, text);
        };
        if !exists {
            set(Kind::Task.fields()[ID].code, &task);
            let unit = crate::field::shorten(&body);
            set("title", &format!("接续跟进巡察整改：{unit}"));
            set("register", Kind::Finding.code());
            set("record", &id);
            set("owner", &follower);
            set("body", &body);
        }
        if open {
            set("start", &disclosed);
            set("due", &disclosed);
            if task_state != "under_way" {
                set("state", "open");
                set("reason", "");
            }
        } else {
            set("state", "dropped");
            set("reason", "公开日期已取消，无须接续。");
        }
    }
}
