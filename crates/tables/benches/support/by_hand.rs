//! The routing table as one would write it in Rust.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    Superior,
    SameLevel,
    UnitPartyGroup,
    General,
    OwnHead,
    OwnStaff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Discipline,
    DutyViolation,
    DutyCrime,
    NotInRemit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    Ordinary,
    Grave,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commission {
    Central,
    Provincial,
    Municipal,
    County,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    None,
    Handler,
    Group,
    Office,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Organ {
    Superior,
    Office,
    Group,
    Department,
    NotAccepted,
}

#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub authority: Authority,
    pub nature: Nature,
    pub gravity: Gravity,
    pub commission: Commission,
    pub conflict: Conflict,
}

impl Facts {
    /// The facts with these indices.
    pub fn of(indices: [i64; 5]) -> Self {
        use {Authority as A, Commission as K, Conflict as C, Gravity as G, Nature as N};
        let [authority, nature, gravity, commission, conflict] =
            indices.map(|index| usize::try_from(index).expect("an index"));
        Facts {
            authority: [
                A::Superior,
                A::SameLevel,
                A::UnitPartyGroup,
                A::General,
                A::OwnHead,
                A::OwnStaff,
            ][authority],
            nature: [N::Discipline, N::DutyViolation, N::DutyCrime, N::NotInRemit][nature],
            gravity: [G::Ordinary, G::Grave][gravity],
            commission: [K::Central, K::Provincial, K::Municipal, K::County][commission],
            conflict: [C::None, C::Handler, C::Group, C::Office][conflict],
        }
    }
}

/// The organ that leads, case by case as the table has it.
#[expect(clippy::match_same_arms, reason = "one arm for each row of the table")]
#[inline(never)]
pub fn route(facts: Facts) -> Organ {
    if facts.nature == Nature::NotInRemit {
        return Organ::NotAccepted;
    }
    let near = matches!(facts.commission, Commission::Municipal | Commission::County);
    match (facts.conflict, facts.gravity) {
        (Conflict::Office, _) | (Conflict::Group, Gravity::Grave) => return Organ::Superior,
        (Conflict::Group, Gravity::Ordinary) => return Organ::Office,
        (Conflict::None | Conflict::Handler, _) => {}
    }
    match (facts.authority, facts.nature, facts.gravity) {
        (Authority::Superior, nature, gravity) => match (facts.commission, gravity) {
            (Commission::Central, _) | (Commission::Provincial, Gravity::Grave) => Organ::Superior,
            (Commission::Provincial, Gravity::Ordinary) => Organ::Office,
            _ if nature == Nature::DutyCrime => Organ::Superior,
            _ => Organ::Office,
        },
        (Authority::SameLevel, _, Gravity::Ordinary) if near => Organ::Department,
        (Authority::SameLevel, _, Gravity::Grave) if near => Organ::Office,
        (Authority::SameLevel, Nature::Discipline, _)
        | (Authority::SameLevel, _, Gravity::Ordinary) => Organ::Office,
        (Authority::SameLevel, _, Gravity::Grave) => Organ::Superior,
        (Authority::UnitPartyGroup, Nature::Discipline, Gravity::Ordinary) => Organ::Group,
        (Authority::UnitPartyGroup, Nature::Discipline, Gravity::Grave) => Organ::Office,
        (Authority::UnitPartyGroup, Nature::DutyViolation, _)
            if facts.conflict == Conflict::None =>
        {
            Organ::Group
        }
        (Authority::UnitPartyGroup, Nature::DutyViolation, _) => Organ::Department,
        (Authority::UnitPartyGroup, _, _) => Organ::Office,
        (Authority::General, _, Gravity::Ordinary) => Organ::Group,
        (Authority::General, _, Gravity::Grave) if near => Organ::Department,
        (Authority::General, _, Gravity::Grave) => Organ::Office,
        (Authority::OwnHead, _, _) => Organ::Superior,
        (Authority::OwnStaff, _, _) if facts.conflict == Conflict::None => Organ::Office,
        (Authority::OwnStaff, _, _) => Organ::Superior,
    }
}

impl Organ {
    /// The outcome of the table that means this organ.
    pub fn code(self) -> &'static str {
        match self {
            Organ::Superior => "superior",
            Organ::Office => "office",
            Organ::Group => "group",
            Organ::Department => "department",
            Organ::NotAccepted => "not_accepted",
        }
    }
}
