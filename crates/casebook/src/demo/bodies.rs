//! The register of bodies. Their names are their ids: that is what other registers refer to them by.

use super::city::City;
use super::diary::Diary;
use super::names::OFFICES;
use crate::kind::Kind;

pub(super) fn write(city: &City, diary: &mut Diary) {
    const COLUMNS: &[&str] = &[
        "id", "name", "kind", "group", "office", "head", "covered", "note",
    ];
    let by = registrar(city);
    let note = "虚构";
    let groups = city.groups.iter().map(|group| {
        let covered = city
            .units
            .iter()
            .filter(|unit| city.groups[unit.group].name == group.name);
        let covered: usize = covered.map(|unit| unit.covered).sum();
        let head = group.officers.first().map_or("", String::as_str);
        let covered = covered.to_string();
        [
            &group.name,
            &group.name,
            "group",
            "",
            OFFICES[group.office],
            head,
            &covered,
            note,
        ]
        .map(str::to_owned)
        .to_vec()
    });
    let units = city.units.iter().map(|unit| {
        let group = &city.groups[unit.group];
        let covered = unit.covered.to_string();
        [
            unit.name,
            unit.name,
            "unit",
            &group.name,
            OFFICES[group.office],
            &unit.head,
            &covered,
            note,
        ]
        .map(str::to_owned)
        .to_vec()
    });
    let rows = groups.chain(units).collect();
    diary.import(diary.start, &by, Kind::Body, COLUMNS, rows);
}

pub(super) fn registrar(city: &City) -> String {
    city.registrars.first().cloned().unwrap_or_default()
}
