//! The views for people.

use std::fmt::Write as _;

use shizu_rules::Lang;
use shizu_rules::duties::{Comparison, Gap, Matrix, MatrixDuty, OfOrgan, Overlap};
use shizu_rules::vocabulary::{Organ, Role, Term};

use super::View;
use crate::lang::pick;
use crate::output::table::table;

impl View<'_> {
    pub fn text(&self, lang: Lang) -> String {
        match self {
            View::Matrix(matrix, total) => of_matrix(matrix, *total, lang),
            View::OfOrgan(view) => of_organ(view, lang),
            View::Comparison(view, organs) => of_comparison(view, *organs, lang),
            View::Load(_) => {
                let listing = self.listing(lang);
                let header: Vec<&str> = listing.header.iter().map(String::as_str).collect();
                table(&header, 1, listing.rows.into_iter()) + "\n"
            }
            View::Gaps(gaps) => of_gaps(gaps, lang),
            View::Overlaps(overlaps) => of_overlaps(overlaps, lang),
        }
    }
}

fn counted(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count}项"),
        Lang::En => format!("{count}"),
    }
}

fn heading(out: &mut String, name: &str, count: usize, lang: Lang) {
    let _ = writeln!(
        out,
        "\n{name}{}{}{}",
        pick(lang, "（", " ("),
        counted(count, lang),
        pick(lang, "）", ")")
    );
}

/// A duty in two lines: where and what, then who.
fn entry(out: &mut String, duty: &MatrixDuty, before: &str, lang: Lang) {
    let _ = writeln!(
        out,
        "  {before}{}  {}{}{}  {}  [{}]",
        duty.grounds.title.in_lang(lang),
        duty.stage.label(lang),
        pick(lang, "·", " · "),
        duty.rhythm.label(lang),
        duty.grounds.cites.join(" "),
        duty.id(),
    );
    let _ = writeln!(out, "      {}", duty.sentence(lang));
}

fn of_matrix(matrix: &Matrix<'_>, total: usize, lang: Lang) -> String {
    let count = matrix.duties.len();
    let mut out = match lang {
        Lang::Zh => format!("职责{count}项（全部{total}项）\n"),
        Lang::En => format!("{count} duties of {total}\n"),
    };
    for of_field in matrix
        .duties
        .chunk_by(|left, right| left.field == right.field)
    {
        heading(
            &mut out,
            of_field[0].field.label(lang),
            of_field.len(),
            lang,
        );
        for duty in of_field {
            entry(&mut out, duty, "", lang);
        }
    }
    if count == 0 {
        out.push_str(pick(
            lang,
            "没有符合条件的职责，请放宽筛选。\n",
            "No duty meets the filters: ask for less.\n",
        ));
    }
    out
}

fn bracketed(roles: &[Role], lang: Lang) -> String {
    let roles: Vec<&str> = roles.iter().map(|role| role.label(lang)).collect();
    match lang {
        Lang::Zh => format!("【{}】", roles.join("／")),
        Lang::En => format!("({}) ", roles.join(" / ")),
    }
}

fn of_organ(view: &OfOrgan<'_>, lang: Lang) -> String {
    let count: usize = view.groups.iter().map(|group| group.duties.len()).sum();
    let organ = view.organ.label(lang);
    let mut out = match lang {
        Lang::Zh => format!("{organ}的职责{count}项\n"),
        Lang::En => format!("{count} duties of the {organ}\n"),
    };
    for group in &view.groups {
        let name = format!(
            "{}{}{}",
            group.rhythm.label(lang),
            pick(lang, "·", " · "),
            group.stage.label(lang)
        );
        heading(&mut out, &name, group.duties.len(), lang);
        for (duty, role) in &group.duties {
            entry(&mut out, duty, &bracketed(&[*role], lang), lang);
        }
    }
    if !view.over.is_empty() {
        let name = pick(lang, "以其为对象", "About its own work");
        heading(&mut out, name, view.over.len(), lang);
        for duty in &view.over {
            entry(&mut out, duty, "", lang);
        }
    }
    out
}

fn of_comparison(view: &Comparison<'_>, organs: [Organ; 2], lang: Lang) -> String {
    let mut out = organs
        .map(|organ| organ.label(lang))
        .join(pick(lang, "与", " and "))
        + "\n";
    let name = pick(lang, "都有分工", "Both have a part");
    heading(&mut out, name, view.both.len(), lang);
    for (duty, roles) in &view.both {
        entry(&mut out, duty, &bracketed(roles, lang), lang);
    }
    for (organ, duties) in organs.iter().zip([&view.only_first, &view.only_second]) {
        let name = format!("{}{}", pick(lang, "只有", "Only the "), organ.label(lang));
        heading(&mut out, &name, duties.len(), lang);
        for (duty, role) in duties {
            entry(&mut out, duty, &bracketed(&[*role], lang), lang);
        }
    }
    out
}

fn of_gaps(gaps: &[Gap<'_>], lang: Lang) -> String {
    let mut out = pick(
        lang,
        "空白只说明来源没有写明，可能本意如此，不是差错。\n",
        "A gap says that the sources are silent, perhaps on purpose; it is no mistake.\n",
    )
    .to_owned();
    let mut last = None;
    let mut sorted: Vec<&Gap<'_>> = gaps.iter().collect();
    sorted.sort_by_key(|gap| gap.kind);
    for gap in sorted {
        if last != Some(gap.kind) {
            last = Some(gap.kind);
            let (zh, en) = gap.kind.meaning();
            let _ = writeln!(out, "\n{}\n{}", gap.kind.label(lang), pick(lang, zh, en));
        }
        let place = [
            gap.field.map(|field| field.label(lang)),
            gap.stage.map(|stage| stage.label(lang)),
            gap.organ.map(|organ| organ.label(lang)),
        ];
        let place: Vec<&str> = place.into_iter().flatten().collect();
        let titles: Vec<&str> = gap
            .duties
            .iter()
            .map(|duty| duty.grounds.title.in_lang(lang))
            .collect();
        let _ = writeln!(
            out,
            "  {}{}{}",
            place.join(pick(lang, "·", " · ")),
            pick(lang, "：", ": "),
            if titles.is_empty() {
                "—".to_owned()
            } else {
                titles.join(pick(lang, "；", "; "))
            }
        );
    }
    out
}

fn of_overlaps(overlaps: &[Overlap<'_>], lang: Lang) -> String {
    let mut out = pick(
        lang,
        "同一领域、阶段和对象，依据同一段落而主办不同的职责；多数是有意的分工。\n\n",
        "Duties of one field, stage and object that rest on the same paragraph and have different leads; mostly a division meant so.\n\n",
    )
    .to_owned();
    for overlap in overlaps {
        let [first, second] = overlap.duties;
        let _ = writeln!(
            out,
            "{}{}{}  {}{}",
            first.field.label(lang),
            pick(lang, "·", " · "),
            first.stage.label(lang),
            overlap.cites.join(" "),
            if overlap.tied {
                pick(lang, "  互有分工", "  each has a part in the other")
            } else {
                ""
            }
        );
        for duty in [first, second] {
            let lead = duty.lead().map_or("", |lead| lead.label(lang));
            let _ = writeln!(
                out,
                "  {lead}{}{}  [{}]",
                pick(lang, "：", ": "),
                duty.grounds.title.in_lang(lang),
                duty.id()
            );
        }
    }
    out
}
