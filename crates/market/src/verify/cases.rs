//! The checks of cases: each stands where its facts stand, and every maker has one.

use store::{DbError, Read};

use super::cases_sql::{self as sql, CaseFacts};
use super::{Check, Found, each};
use crate::cases::rules::state_by;
use crate::cases::{CaseState, Step};

/// Cases beside their facts, and makers beside their case.
pub(super) async fn cases(read: &mut Read) -> Result<[Check; 3], DbError> {
    let (mut stand, mut makers, mut two) = (Found::default(), Found::default(), Found::default());
    each(read, sql::cases, |row| {
        stand.of(&row.id, stands(row));
        if row.listed > 0 && row.makers == 0 {
            makers.add(format!("{}: she is listed and no maker of the mart", row.id));
        }
    })
    .await?;
    each(read, sql::caseless, |row| makers.add(format!("{}: she has no case", row.id))).await?;
    each(read, sql::listed_by_one, |row| two.add(format!("{}: one person asked and said yes", row.id)))
        .await?;
    Ok([
        stand.under("every case stands where its facts stand"),
        makers.under("every maker has one case, every listed case a maker"),
        two.under("no maker was listed by one person alone"),
    ])
}

/// What does not fit between how a case stands and what is told of it.
pub(super) fn stands(row: &CaseFacts) -> Vec<String> {
    let mut faults = Vec::new();
    let Ok(state) = row.state.parse::<CaseState>() else { return vec![format!("{} is no state", row.state)] };
    let reached = [
        (row.identified, Step::Identified),
        (row.visited, Step::Visited),
        (row.consented, Step::Consented),
        (row.verified, Step::Verified),
        (row.listed, Step::Listed),
    ];
    let steps: Vec<Step> =
        reached.into_iter().filter(|(count, _)| *count > 0).map(|(_, step)| step).collect();
    let expected = match (row.merges, row.stops) {
        (1.., _) => Some(CaseState::Merged),
        (_, 1..) => Some(CaseState::Stopped),
        _ => state_by(&steps),
    };
    if expected != Some(state) {
        let facts = steps.iter().map(|step| step.as_str()).collect::<Vec<_>>().join(", ");
        faults.push(format!(
            "it is {state} with the facts [{facts}], {} stops and {} merges",
            row.stops, row.merges
        ));
    }
    let wanted = i64::from(state.is_open());
    if row.nexts != wanted {
        faults.push(format!("it is {state} and has {} next actions", row.nexts));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(state: &str) -> CaseFacts {
        CaseFacts {
            id: "cas_1".to_owned(),
            state: state.to_owned(),
            identified: 1,
            visited: 1,
            consented: 0,
            verified: 0,
            listed: 0,
            stops: 0,
            merges: 0,
            nexts: 1,
            makers: 0,
        }
    }

    #[test]
    fn a_case_stands_where_its_facts_are() {
        assert!(stands(&row("visited")).is_empty());
        assert!(stands(&CaseFacts { stops: 1, nexts: 0, ..row("stopped") }).is_empty());
        assert!(stands(&CaseFacts { stops: 1, merges: 1, nexts: 0, ..row("merged") }).is_empty());
        for wrong in [
            row("consented"),
            row("identified"),
            CaseFacts { nexts: 0, ..row("visited") },
            CaseFacts { stops: 1, ..row("visited") },
            CaseFacts { merges: 1, nexts: 0, ..row("stopped") },
            row("nowhere"),
        ] {
            assert!(!stands(&wrong).is_empty(), "{wrong:?}");
        }
    }
}
