//! What follows from what: the next action and its day, how far an overdue one has climbed, who may do what. Pure.

use kernel::Day;
use kernel::Words;

use super::{CaseState, NextWhat, Step};
use crate::accounts::DepartmentKey;
use crate::makers::MakerKind;
use crate::search::sound;

/// An action this many days overdue stands before the head of its department.
pub const HEAD_AFTER_DAYS: i64 = 3;
/// An action this many days overdue stands before the DC's office.
pub const OFFICE_AFTER_DAYS: i64 = 7;
/// No plan is made further ahead.
pub const PLAN_WITHIN_DAYS: i64 = 120;
/// No visit is noted later than this many days after it.
pub const VISIT_NOTED_WITHIN_DAYS: i64 = 365;
/// A note, reason or document is a few sentences.
pub const NOTE_MOST: usize = 600;
/// A name or a village is a few words.
pub const NAME_MOST: usize = 120;

/// Before whom an action stands, by its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Climbed {
    /// It has time.
    NotDue,
    /// Today is the day.
    DueToday,
    /// The day is past: the officer sees it in red.
    Late,
    /// It stands before the head as well: [`HEAD_AFTER_DAYS`].
    ToHead,
    /// It stands before the DC's office as well: [`OFFICE_AFTER_DAYS`].
    ToOffice,
}

/// How far an action that is due on a day has climbed today. Nothing is stored: the day alone tells.
pub const fn climbed(due: Day, today: Day) -> Climbed {
    match today.0 - due.0 {
        late if late >= OFFICE_AFTER_DAYS => Climbed::ToOffice,
        late if late >= HEAD_AFTER_DAYS => Climbed::ToHead,
        late if late > 0 => Climbed::Late,
        0 => Climbed::DueToday,
        _ => Climbed::NotDue,
    }
}

/// What is to be done next in a case that stands so, and within how many days. `None` where nothing is.
pub const fn next_in(state: CaseState) -> Option<(NextWhat, i64)> {
    match state {
        CaseState::Identified => Some((NextWhat::Visit, 7)),
        CaseState::Visited => Some((NextWhat::Consent, 3)),
        CaseState::Consented => Some((NextWhat::Papers, 7)),
        CaseState::Verified => Some((NextWhat::Approve, 3)),
        CaseState::Listed => Some((NextWhat::Goods, 7)),
        CaseState::Stopped | CaseState::Merged => None,
    }
}

/// Whether a plan may be made for this day.
pub const fn can_plan(day: Day, today: Day) -> bool {
    day.0 >= today.0 && day.0 <= today.0 + PLAN_WITHIN_DAYS
}

/// How a case stands by its facts; `None` if not even the first is there.
pub fn state_by(steps: &[Step]) -> Option<CaseState> {
    let reached = |step: Step| steps.contains(&step);
    let order = [
        (Step::Listed, CaseState::Listed),
        (Step::Verified, CaseState::Verified),
        (Step::Consented, CaseState::Consented),
        (Step::Visited, CaseState::Visited),
        (Step::Identified, CaseState::Identified),
    ];
    order.into_iter().find(|(step, _)| reached(*step)).map(|(_, state)| state)
}

/// The department that carries a maker who came by a way that names none, until another takes her over: the one whose
/// people such makers mostly are.
pub const fn first_department(kind: MakerKind) -> DepartmentKey {
    match kind {
        MakerKind::Shg => DepartmentKey::Jslps,
        MakerKind::Company => DepartmentKey::Industries,
        MakerKind::Person => DepartmentKey::Handicrafts,
        MakerKind::Cooperative | MakerKind::Workshop => DepartmentKey::CottageBoard,
    }
}

/// The last part of a new maker's address: her name and village in Latin letters. `again` counts from 1 how many of the
/// name there are.
pub fn slug(name: &Words, village: &Words, again: usize) -> String {
    let latin = |words: &Words| if words.en.is_empty() { words.hi.clone() } else { words.en.clone() };
    let text = format!("{} {}", latin(name), latin(village));
    let words = sound::words(&text).into_iter().take(5).map(|word| sound::romanised(&word));
    let plain = |word: String| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let mut parts: Vec<String> = words.map(plain).filter(|word| !word.is_empty()).collect();
    if parts.is_empty() {
        parts.push("maker".to_owned());
    }
    if again > 1 {
        parts.push(again.to_string());
    }
    parts.join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_overdue_action_climbs_with_the_days() {
        let due = Day(100);
        let at = |late: i64| climbed(due, due.plus(late));
        assert_eq!(
            (at(-1), at(0), at(1), at(2)),
            (Climbed::NotDue, Climbed::DueToday, Climbed::Late, Climbed::Late)
        );
        assert_eq!(
            (at(3), at(6), at(7), at(900)),
            (Climbed::ToHead, Climbed::ToHead, Climbed::ToOffice, Climbed::ToOffice)
        );
    }

    proptest! {
        #[test]
        fn it_never_climbs_down(due in -10_000_i64..100_000, late in -400_i64..400) {
            prop_assert!(climbed(Day(due), Day(due + late)) <= climbed(Day(due), Day(due + late + 1)));
        }
    }

    #[test]
    fn every_open_case_has_something_to_be_done_next() {
        for state in CaseState::ALL.iter().copied() {
            assert_eq!(next_in(state).is_some(), state.is_open(), "{state}");
        }
    }

    #[test]
    fn a_case_stands_where_its_furthest_fact_is() {
        assert_eq!(state_by(&[Step::Identified]), Some(CaseState::Identified));
        assert_eq!(state_by(&[Step::Listed, Step::Identified]), Some(CaseState::Listed));
        assert_eq!(state_by(&[]), None);
    }

    #[test]
    fn an_address_is_plain_latin() {
        let (name, village) = (Words::new("सुनीता देवी", ""), Words::new("सारठ", "Sarath"));
        assert_eq!(slug(&name, &village, 1), "sunita-devi-sarath");
        assert_eq!(slug(&name, &village, 2), "sunita-devi-sarath-2");
        assert_eq!(slug(&Words::default(), &Words::default(), 1), "maker");
    }
}
