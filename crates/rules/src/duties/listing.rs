//! Views of the matrix as plain tables, for files and for print.

use super::duty::labels;
use super::{Comparison, Gap, Load, Matrix, MatrixDuty, OfOrgan, Overlap};
use crate::lang::{Lang, Text};
use crate::vocabulary::{Basis, DutyField, Organ, Rhythm, Role, Stage, Term};

/// A table with a name, a header, and rows as wide as the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its name; at most 31 characters, as workbooks want it.
    pub name: String,
    /// The header.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

fn pick(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
    .to_owned()
}

fn text(text: &Text, lang: Lang) -> String {
    text.in_lang(lang).to_owned()
}

fn label<T: Term>(term: T, lang: Lang) -> String {
    term.label(lang).to_owned()
}

impl Listing {
    /// The matrix itself: one row per duty, one column per organ that has a part in any, and what the duty rests on.
    pub fn of_matrix(matrix: &Matrix<'_>, lang: Lang) -> Self {
        let organs = matrix.organs();
        let mut header = vec![
            pick(lang, "领域", "field"),
            pick(lang, "阶段", "stage"),
            pick(lang, "频次", "how often"),
            pick(lang, "职责", "duty"),
        ];
        header.extend(organs.iter().map(|organ| label(*organ, lang)));
        header.extend([
            pick(lang, "对象", "about"),
            pick(lang, "主办在", "led from the"),
            pick(lang, "内容", "what it says"),
            pick(lang, "依据类型", "basis"),
            pick(lang, "引用", "cites"),
            pick(lang, "说明", "note"),
            pick(lang, "编号", "id"),
        ]);
        let row = |duty: &MatrixDuty| {
            let mut row = place(duty, lang);
            let role = |organ: &Organ| duty.role_of(*organ).map(|role| label(role, lang));
            row.extend(organs.iter().map(|organ| role(organ).unwrap_or_default()));
            row.push(labels(duty.over.iter().copied(), lang));
            row.push(
                duty.tier()
                    .map(|tier| label(tier, lang))
                    .unwrap_or_default(),
            );
            row.extend(rest(duty, lang));
            row
        };
        Listing {
            name: pick(lang, "职责矩阵", "duty matrix"),
            header,
            rows: matrix.duties.iter().map(|duty| row(duty)).collect(),
        }
    }

    /// The duties of one organ.
    pub fn of_organ(view: &OfOrgan<'_>, lang: Lang) -> Self {
        let mut rows = Vec::new();
        for group in &view.groups {
            for (duty, role) in &group.duties {
                rows.push(duty_row(duty, vec![label(*role, lang)], lang));
            }
        }
        for duty in &view.over {
            rows.push(duty_row(
                duty,
                vec![pick(lang, "对象", "is the object")],
                lang,
            ));
        }
        Listing {
            name: pick(lang, "机关职责", "duties of an organ"),
            header: duty_header(vec![label(view.organ, lang)], lang),
            rows,
        }
    }

    /// Two organs beside each other.
    pub fn of_comparison(view: &Comparison<'_>, organs: [Organ; 2], lang: Lang) -> Self {
        let mut rows = Vec::new();
        for (duty, roles) in &view.both {
            rows.push(duty_row(
                duty,
                roles.map(|role| label(role, lang)).into(),
                lang,
            ));
        }
        for (duty, role) in &view.only_first {
            rows.push(duty_row(
                duty,
                vec![label(*role, lang), String::new()],
                lang,
            ));
        }
        for (duty, role) in &view.only_second {
            rows.push(duty_row(
                duty,
                vec![String::new(), label(*role, lang)],
                lang,
            ));
        }
        Listing {
            name: pick(lang, "对照", "comparison"),
            header: duty_header(organs.map(|organ| label(organ, lang)).into(), lang),
            rows,
        }
    }

    /// The load of each organ, in numbers of duties.
    pub fn of_load(loads: &[Load], lang: Lang) -> Self {
        let mut header = vec![pick(lang, "机关", "organ"), pick(lang, "合计", "total")];
        header.extend(Role::ALL.iter().map(|role| label(*role, lang)));
        header.extend(Stage::ALL.iter().map(|stage| label(*stage, lang)));
        let used = |rhythm: &&Rhythm| loads.iter().any(|load| load.by_rhythm[rhythm.index()] > 0);
        let rhythms: Vec<&Rhythm> = Rhythm::ALL.iter().filter(used).collect();
        header.extend(rhythms.iter().map(|rhythm| label(**rhythm, lang)));
        header.push(pick(lang, "作为对象", "is the object"));
        let row = |load: &Load| {
            let rhythms = rhythms.iter().map(|rhythm| &load.by_rhythm[rhythm.index()]);
            let total = load.total();
            let numbers = [&total]
                .into_iter()
                .chain(&load.by_role)
                .chain(&load.by_stage);
            let numbers = numbers.chain(rhythms).chain([&load.over]);
            let mut row = vec![label(load.organ, lang)];
            row.extend(numbers.map(ToString::to_string));
            row
        };
        Listing {
            name: pick(lang, "负荷", "load"),
            header,
            rows: loads.iter().map(row).collect(),
        }
    }

    /// The thin places.
    pub fn of_gaps(gaps: &[Gap<'_>], lang: Lang) -> Self {
        let row = |gap: &Gap<'_>| {
            let (zh, en) = gap.kind.meaning();
            let place = gap.field.map(|field| label(field, lang));
            let organ = gap.organ.map(|organ| label(organ, lang));
            vec![
                label(gap.kind, lang),
                place.or(organ).unwrap_or_default(),
                gap.stage
                    .map(|stage| label(stage, lang))
                    .unwrap_or_default(),
                gap.duties.len().to_string(),
                titles(&gap.duties, lang),
                pick(lang, zh, en),
            ]
        };
        Listing {
            name: pick(lang, "空白", "gaps"),
            header: vec![
                pick(lang, "空白", "gap"),
                pick(lang, "领域或机关", "field or organ"),
                pick(lang, "阶段", "stage"),
                pick(lang, "职责数", "duties"),
                pick(lang, "有关职责", "which"),
                pick(lang, "含义", "meaning"),
            ],
            rows: gaps.iter().map(row).collect(),
        }
    }

    /// The leads that stand close together.
    pub fn of_overlaps(overlaps: &[Overlap<'_>], lang: Lang) -> Self {
        let lead = |duty: &MatrixDuty| labels(duty.lead().into_iter(), lang);
        let row = |overlap: &Overlap<'_>| {
            let [first, second] = overlap.duties;
            vec![
                label(first.field, lang),
                label(first.stage, lang),
                text(&first.grounds.title, lang),
                lead(first),
                text(&second.grounds.title, lang),
                lead(second),
                labels(overlap.over.iter().copied(), lang),
                overlap.cites.join(" "),
                if overlap.tied {
                    pick(lang, "是", "yes")
                } else {
                    pick(lang, "否", "no")
                },
            ]
        };
        Listing {
            name: pick(lang, "相邻主办", "neighbouring leads"),
            header: vec![
                pick(lang, "领域", "field"),
                pick(lang, "阶段", "stage"),
                pick(lang, "职责一", "first duty"),
                pick(lang, "主办一", "its lead"),
                pick(lang, "职责二", "second duty"),
                pick(lang, "主办二", "lead of the second"),
                pick(lang, "共同对象", "about"),
                pick(lang, "共同引用", "both cite"),
                pick(lang, "互有分工", "tied together"),
            ],
            rows: overlaps.iter().map(row).collect(),
        }
    }

    /// As a table in Markdown, with a heading.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", self.name);
        let mut line = |cells: &mut dyn Iterator<Item = &str>| {
            out.push('|');
            for cell in cells {
                out.push(' ');
                out.push_str(&cell.replace('|', "\\|").replace('\n', " "));
                out.push_str(" |");
            }
            out.push('\n');
        };
        line(&mut self.header.iter().map(String::as_str));
        line(&mut self.header.iter().map(|_| "---"));
        for row in &self.rows {
            line(&mut row.iter().map(String::as_str));
        }
        out
    }
}

/// Where a duty stands: field, stage, how often, name.
fn place(duty: &MatrixDuty, lang: Lang) -> Vec<String> {
    vec![
        label::<DutyField>(duty.field, lang),
        label(duty.stage, lang),
        label(duty.rhythm, lang),
        text(&duty.grounds.title, lang),
    ]
}

/// What a duty says and rests on.
fn rest(duty: &MatrixDuty, lang: Lang) -> [String; 5] {
    let grounds = &duty.grounds;
    [
        text(&grounds.says, lang),
        label::<Basis>(grounds.basis, lang),
        grounds.cites.join(" "),
        grounds
            .note
            .as_ref()
            .map(|note| text(note, lang))
            .unwrap_or_default(),
        grounds.id.clone(),
    ]
}

fn duty_header(roles: Vec<String>, lang: Lang) -> Vec<String> {
    let mut header = vec![
        pick(lang, "领域", "field"),
        pick(lang, "阶段", "stage"),
        pick(lang, "频次", "how often"),
        pick(lang, "职责", "duty"),
    ];
    header.extend(roles);
    header.extend([
        pick(lang, "分工", "who does what"),
        pick(lang, "内容", "what it says"),
        pick(lang, "依据类型", "basis"),
        pick(lang, "引用", "cites"),
        pick(lang, "说明", "note"),
        pick(lang, "编号", "id"),
    ]);
    header
}

fn duty_row(duty: &MatrixDuty, roles: Vec<String>, lang: Lang) -> Vec<String> {
    let mut row = place(duty, lang);
    row.extend(roles);
    row.push(duty.sentence(lang));
    row.extend(rest(duty, lang));
    row
}

fn titles(duties: &[&MatrixDuty], lang: Lang) -> String {
    let titles: Vec<&str> = duties
        .iter()
        .map(|duty| duty.grounds.title.in_lang(lang))
        .collect();
    titles.join(match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    })
}
