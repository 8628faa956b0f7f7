//! The checks of stages and trials: the mart went from stage to stage as it may, and nothing of a trial is in money, bills or payouts.

use store::{DbError, Read};

use super::launch_sql as sql;
use super::{Check, Found, each};
use crate::launch::{self, Stage, StageEvent, gate};

/// Stages in order, and what was ordered in trials beside what is counted.
pub(super) async fn trials(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut order, mut leaks) = (Found::default(), Found::default());
    let mut before = (0, launch::began(read).await?);
    each(read, sql::stages, |row| {
        let may = StageEvent::ALL.iter().any(|event| before.1.after(*event) == Ok(row.stage));
        if row.seq != before.0 + 1 || !may {
            order.add(format!("{}: {} cannot follow {}", row.seq, row.stage, before.1));
        }
        if row.stage == Stage::Live && usize::try_from(row.green) != Ok(gate::Check::ALL.len()) {
            order.add(format!("{}: live on {} of {} checks", row.seq, row.green, gate::Check::ALL.len()));
        }
        before = (row.seq, row.stage);
    })
    .await?;
    each(read, sql::parcels, |row| {
        if row.of_order != row.in_trial {
            leaks.add(format!("{}: it is marked otherwise than its order", row.id));
        } else if row.in_trial == 1 && (row.payable != 0 || row.paid != 0 || row.withheld != 0) {
            leaks.add(format!("{}: of a trial, and yet {} is payable", row.id, row.payable));
        }
        if row.bills_astray != 0 {
            leaks.add(format!("{}: its bills are numbered with those of the other kind", row.id));
        }
    })
    .await?;
    each(read, sql::entries, |row| {
        let wanted = if row.in_trial == 1 { row.postings } else { 0 };
        if row.of_trial != wanted {
            leaks.add(format!("{}: {} of {} postings are of a trial", row.id, row.of_trial, row.postings));
        }
    })
    .await?;
    Ok([
        order.under("the mart went from stage to stage as it may, and live on a whole gate"),
        leaks.under("nothing of a trial is in money, bills or payouts"),
    ])
}
