//! The views as JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shizu_rules::duties::{Load, MatrixDuty};
use shizu_rules::vocabulary::{DutyField, Rhythm, Role, Stage, Term};

use super::View;

impl View<'_> {
    pub fn data(&self) -> Value {
        match self {
            View::Matrix(matrix, total) => json!({
                "view": "matrix",
                "total": total,
                "count": matrix.duties.len(),
                "duties": duties(&matrix.duties),
            }),
            View::OfOrgan(view) => {
                let groups = view.groups.iter().map(|group| {
                    json!({
                        "rhythm": group.rhythm,
                        "stage": group.stage,
                        "duties": group.duties.iter().map(|(duty, role)| with_role(duty, *role)).collect::<Vec<_>>(),
                    })
                });
                json!({
                    "view": "my",
                    "organ": view.organ,
                    "groups": groups.collect::<Vec<_>>(),
                    "over": duties(&view.over),
                })
            }
            View::Comparison(view, organs) => {
                let one = |list: &[(&MatrixDuty, Role)]| -> Vec<Value> {
                    list.iter()
                        .map(|(duty, role)| with_role(duty, *role))
                        .collect()
                };
                let both = view.both.iter().map(|(duty, roles)| {
                    let mut data = self::duty(duty);
                    data["roles"] = json!(roles);
                    data
                });
                json!({
                    "view": "compare",
                    "organs": organs,
                    "both": both.collect::<Vec<_>>(),
                    "only_first": one(&view.only_first),
                    "only_second": one(&view.only_second),
                })
            }
            View::Load(loads) => {
                json!({ "view": "load", "organs": loads.iter().map(load).collect::<Vec<_>>() })
            }
            View::Gaps(gaps) => {
                let gaps = gaps.iter().map(|gap| {
                    let (zh, en) = gap.kind.meaning();
                    json!({
                        "kind": gap.kind,
                        "field": gap.field,
                        "stage": gap.stage,
                        "organ": gap.organ,
                        "duties": ids(&gap.duties),
                        "meaning": { "zh": zh, "en": en },
                    })
                });
                json!({ "view": "gaps", "gaps": gaps.collect::<Vec<_>>() })
            }
            View::Overlaps(overlaps) => {
                let overlaps = overlaps.iter().map(|overlap| {
                    json!({
                        "duties": ids(&overlap.duties),
                        "leads": overlap.duties.map(MatrixDuty::lead),
                        "field": overlap.duties[0].field,
                        "stage": overlap.duties[0].stage,
                        "over": overlap.over,
                        "cites": overlap.cites,
                        "tied": overlap.tied,
                    })
                });
                json!({ "view": "overlaps", "overlaps": overlaps.collect::<Vec<_>>() })
            }
        }
    }
}

fn ids<'a>(duties: &[&'a MatrixDuty]) -> Vec<&'a str> {
    duties.iter().map(|duty| duty.id()).collect()
}

fn duties(duties: &[&MatrixDuty]) -> Vec<Value> {
    duties.iter().map(|duty| self::duty(duty)).collect()
}

fn duty(duty: &MatrixDuty) -> Value {
    let grounds = &duty.grounds;
    json!({
        "id": grounds.id,
        "field": duty.field,
        "stage": duty.stage,
        "rhythm": duty.rhythm,
        "tier": duty.tier(),
        "lead": duty.lead(),
        "parts": duty.parts,
        "over": duty.over,
        "title": grounds.title,
        "says": grounds.says,
        "basis": grounds.basis,
        "cites": grounds.cites,
        "note": grounds.note,
    })
}

fn with_role(duty: &MatrixDuty, role: Role) -> Value {
    let mut data = self::duty(duty);
    data["role"] = json!(role);
    data
}

fn load(load: &Load) -> Value {
    fn by<T: Term>(counts: &[usize]) -> BTreeMap<&'static str, usize> {
        let codes = T::VALUES.iter().map(|value| value.code);
        codes.zip(counts.iter().copied()).collect()
    }
    json!({
        "organ": load.organ,
        "total": load.total(),
        "leads": load.leads(),
        "helps": load.helps(),
        "by_role": by::<Role>(&load.by_role),
        "by_stage": by::<Stage>(&load.by_stage),
        "by_rhythm": by::<Rhythm>(&load.by_rhythm),
        "by_field": by::<DutyField>(&load.by_field),
        "over": load.over,
    })
}
