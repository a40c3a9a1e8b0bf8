//! Invented example clues, one click away.

use chrono::NaiveDate;
use shizu_rules::vocabulary::{
    Authority, Commission, Conflict, Difficulty, Gravity, GroupLoad, Importance, Nature, Post,
    Rank, Source, Unit, UnitRisk,
};
use shizu_rules::{ClueFacts, FactKey, Lang};

use super::groups::pick;
use super::model::Draft;

/// An invented clue.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Stable id, and the id of the clue.
    pub id: &'static str,
    zh: &'static str,
    en: &'static str,
    facts: fn() -> ClueFacts,
}

impl Preset {
    /// What it is about, in a few words.
    pub fn title(&self, lang: Lang) -> &'static str {
        pick(lang, self.zh, self.en)
    }

    /// The clue with all that is known of it.
    pub fn draft(&self) -> Draft {
        Draft {
            id: self.id.to_owned(),
            received: NaiveDate::from_ymd_opt(2026, 3, 5),
            facts: (self.facts)(),
            skipped: Vec::new(),
        }
    }
}

/// The examples, the plainest first. People and units are invented.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "YL-2026-0017",
        zh: "市交通局副局长：实名反映收受礼品",
        en: "Deputy head of a city transport bureau: gifts, named report",
        facts: deputy_head,
    },
    Preset {
        id: "YL-2026-0023",
        zh: "住建局工程科长：巡察移交，重要、派驻组缺人手",
        en: "Works section chief: handed over by inspection, important, group short of people",
        facts: section_chief,
    },
    Preset {
        id: "YL-2026-0031",
        zh: "县医保中心工作人员：涉嫌职务犯罪，跨县",
        en: "Clerk of a county insurance centre: suspected duty crime across counties",
        facts: clerk,
    },
    Preset {
        id: "YL-2026-0040",
        zh: "信息不全：只知道是党组管理的干部",
        en: "Half the story: only known to be managed by the party group",
        facts: half_known,
    },
];

fn deputy_head() -> ClueFacts {
    ClueFacts::default()
        .with(Commission::Municipal)
        .with(Authority::SameLevel)
        .with(Post::TeamMember)
        .with(Rank::CountyDeputy)
        .with(Unit::Resident)
        .with(Nature::Discipline)
        .with(Gravity::Ordinary)
        .with(Importance::Ordinary)
        .with(Difficulty::Plain)
        .with_flag(FactKey::KeyArea, false)
        .with_flag(FactKey::Cross, false)
        .with(Source::Petition)
        .with_flag(FactKey::RealName, true)
        .with_flag(FactKey::Repeated, false)
        .with(Conflict::None)
        .with(GroupLoad::Normal)
        .with_flag(FactKey::LacksMeans, false)
        .with(UnitRisk::Medium)
        .with_flag(FactKey::GroupHeadOutranks, false)
}

fn section_chief() -> ClueFacts {
    ClueFacts::default()
        .with(Commission::Municipal)
        .with(Authority::UnitPartyGroup)
        .with(Post::Middle)
        .with(Rank::TownshipPrincipal)
        .with(Unit::Covered)
        .with(Nature::DutyViolation)
        .with(Gravity::Grave)
        .with(Importance::Important)
        .with(Difficulty::Plain)
        .with_flag(FactKey::KeyArea, true)
        .with_flag(FactKey::Cross, false)
        .with(Source::Inspection)
        .with_flag(FactKey::RealName, false)
        .with_flag(FactKey::Repeated, false)
        .with(Conflict::None)
        .with(GroupLoad::Normal)
        .with_flag(FactKey::LacksMeans, true)
        .with(UnitRisk::High)
        .with_flag(FactKey::GroupHeadOutranks, true)
}

fn clerk() -> ClueFacts {
    ClueFacts::default()
        .with(Commission::County)
        .with(Authority::General)
        .with(Post::Staff)
        .with(Rank::Clerk)
        .with(Unit::Subordinate)
        .with(Nature::DutyCrime)
        .with(Gravity::Grave)
        .with(Importance::Ordinary)
        .with(Difficulty::Complex)
        .with_flag(FactKey::KeyArea, true)
        .with_flag(FactKey::Cross, true)
        .with(Source::Department)
        .with_flag(FactKey::RealName, false)
        .with_flag(FactKey::Repeated, false)
        .with(Conflict::None)
        .with(GroupLoad::Overloaded)
        .with_flag(FactKey::LacksMeans, false)
        .with(UnitRisk::Medium)
        .with_flag(FactKey::GroupHeadOutranks, false)
}

fn half_known() -> ClueFacts {
    ClueFacts::default()
        .with(Commission::Municipal)
        .with(Authority::UnitPartyGroup)
        .with(Source::Petition)
}

#[cfg(test)]
mod tests {
    use shizu_rules::vocabulary::Organ;
    use shizu_rules::{Engine, Rulebook, Status};

    use super::*;

    #[test]
    fn the_examples_end_where_their_titles_say() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        let engine = Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles");
        let leads: Vec<_> = PRESETS
            .iter()
            .map(|preset| engine.determine(preset.id, &preset.draft().facts, None))
            .map(|result| (result.status, result.lead))
            .collect();
        // Leading team → office (LS34); party group's cadre → group (LS34); duty crime of ordinary staff → group (SL12).
        assert_eq!(
            leads,
            [
                (Status::Determined, Some(Organ::Office)),
                (Status::Determined, Some(Organ::Group)),
                (Status::Determined, Some(Organ::Group)),
                (Status::Undetermined, None),
            ]
        );
    }
}
