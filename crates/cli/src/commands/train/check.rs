//! `shizu train check`: findings with file and line, length, and what the scenarios cover.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Lang, Rulebook};
use shizu_training::{Checked, Coverage, Finding, Scenario};

use super::files;
use crate::args::Plain;
use crate::exit::Exit;
use crate::lang::pick;

/// A scenario with what was found.
struct Looked {
    file: String,
    scenario: Option<Scenario>,
    checked: Option<Checked>,
    findings: Vec<Finding>,
}

pub fn run(
    paths: &[PathBuf],
    rulebook: &Rulebook,
    listed: bool,
    format: Plain,
    lang: Lang,
) -> anyhow::Result<(String, Exit)> {
    let mut all = Vec::new();
    for path in files::all(paths, "toml", lang)? {
        all.push(look(&path, rulebook, lang)?);
    }
    if all.is_empty() {
        anyhow::bail!(pick(
            lang,
            "没有找到情景文件（.toml）",
            "no scenario (.toml) was found"
        ));
    }
    let mut coverage = Coverage::default();
    let mut ids = BTreeSet::new();
    for looked in &mut all {
        if let Some(checked) = &looked.checked {
            coverage.add(&checked.coverage);
        }
        if let Some(scenario) = &looked.scenario
            && !ids.insert(scenario.id.clone())
        {
            let place = shizu_rules::Place::file(&looked.file);
            looked.findings.push(Finding::twice(&place, &scenario.id));
        }
    }
    let is_bad = |looked: &Looked| looked.findings.iter().any(|finding| !finding.is_note);
    let exit = if all.iter().any(is_bad) {
        Exit::Findings
    } else {
        Exit::Done
    };
    let text = match format {
        Plain::Text => text(&all, &coverage, rulebook, listed, lang),
        Plain::Json => {
            let data = data(&all, &coverage, rulebook);
            serde_json::to_string_pretty(&data)? + "\n"
        }
    };
    Ok((text, exit))
}

fn look(path: &std::path::Path, rulebook: &Rulebook, lang: Lang) -> anyhow::Result<Looked> {
    let file = path.display().to_string();
    Ok(match files::scenario(path, rulebook, lang)? {
        Err(findings) => Looked {
            file,
            scenario: None,
            checked: None,
            findings,
        },
        Ok(scenario) => {
            let checked = shizu_training::check(&scenario, rulebook)
                .map_err(|error| anyhow::anyhow!(error.message(lang)))?;
            Looked {
                file,
                findings: checked.findings.clone(),
                scenario: Some(scenario),
                checked: Some(checked),
            }
        }
    })
}

fn text(
    all: &[Looked],
    coverage: &Coverage,
    rulebook: &Rulebook,
    listed: bool,
    lang: Lang,
) -> String {
    let mut out = String::new();
    for looked in all {
        let file = &looked.file;
        match (&looked.scenario, &looked.checked) {
            (Some(scenario), Some(checked)) => {
                let title = scenario.title.in_lang(lang);
                let [fewest, most] = checked.decisions;
                let count = if fewest == most {
                    most.to_string()
                } else {
                    format!("{fewest}–{most}")
                };
                let (minutes, module) = (checked.minutes, scenario.module.label(lang));
                out.push_str(&match lang {
                    Lang::Zh => {
                        format!("{file}  {title}（{module}）：{count}个决策，约{minutes}分钟\n")
                    }
                    Lang::En => format!(
                        "{file}  {title} ({module}): {count} decisions, about {minutes} minutes\n"
                    ),
                });
            }
            _ => out.push_str(&format!(
                "{file}  {}\n",
                pick(lang, "读不进来", "cannot be read")
            )),
        }
        for finding in &looked.findings {
            let mark = if finding.is_note {
                pick(lang, "提示", "note")
            } else {
                pick(lang, "问题", "finding")
            };
            out.push_str(&format!("  {mark} {}\n", finding.message(lang)));
        }
    }
    out.push_str(pick(
        lang,
        "\n覆盖面（情景的答案所依据的规则）\n",
        "\ncoverage (rules that the answers rest on)\n",
    ));
    for family in coverage.by_family(rulebook) {
        let (touched, of) = (
            family.touched.len(),
            family.touched.len() + family.open.len(),
        );
        out.push_str(&format!("  {} {touched}/{of}\n", family.family.label(lang)));
        if listed {
            for id in &family.open {
                let title = rulebook.item(id).map(|item| item.title.in_lang(lang));
                out.push_str(&format!("    {id}  {}\n", title.unwrap_or_default()));
            }
        }
    }
    out
}

fn data(all: &[Looked], coverage: &Coverage, rulebook: &Rulebook) -> Value {
    let finding = |finding: &Finding| {
        json!({
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "fault": finding.fault,
            "note": finding.is_note,
            "zh": finding.says.zh,
            "en": finding.says.en,
        })
    };
    let scenario = |looked: &Looked| {
        let findings: Vec<Value> = looked.findings.iter().map(finding).collect();
        json!({
            "file": looked.file,
            "id": looked.scenario.as_ref().map(|scenario| &scenario.id),
            "decisions": looked.checked.as_ref().map(|checked| checked.decisions),
            "minutes": looked.checked.as_ref().map(|checked| checked.minutes),
            "findings": findings,
        })
    };
    let families = coverage.by_family(rulebook);
    let family = |family: &shizu_training::FamilyCoverage| json!({ "family": family.family, "touched": family.touched, "open": family.open });
    json!({
        "scenarios": all.iter().map(scenario).collect::<Vec<_>>(),
        "coverage": families.iter().map(family).collect::<Vec<_>>(),
    })
}
