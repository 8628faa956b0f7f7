//! The checks of advances: the fund is what was put in less what makers have, each advance stands where its parcel does.

use kernel::{BasisPoints, Paise};
use store::{DbError, Read};

use super::advances_sql::{self as sql, AheadRow};
use super::{Check, Found, each};
use crate::advances::{State, rules};
use crate::orders::Parcel;

/// Advances beside their parcels, payouts and the journal; the fund beside its moves.
pub(super) async fn advances(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut each_one, mut fund) = (Found::default(), Found::default());
    each(read, sql::ahead, |row| {
        for fault in faults(row) {
            each_one.add(format!("{}: {fault}", row.id));
        }
    })
    .await?;
    let row = sql::fund(read).await?;
    if (row.put_in, row.out) != (row.moved, row.given) || row.out > row.put_in {
        fund.add(format!(
            "{} put in and {} out; moves come to {}, makers have {}",
            row.put_in, row.out, row.moved, row.given
        ));
    }
    if row.booked.negated() != Paise(row.put_in.0 - row.out.0) {
        fund.add(format!("{} put in and {} out, the journal has {}", row.put_in, row.out, row.booked));
    }
    Ok([
        each_one
            .under("every part paid ahead is its share, stands where its parcel does and comes back once"),
        fund.under("the advance fund is what was put in, less what makers have of it"),
    ])
}

fn faults(row: &AheadRow) -> Vec<String> {
    let mut faults = Vec::new();
    let share = u32::try_from(row.share_bp).map(BasisPoints).unwrap_or(BasisPoints(0));
    if rules::ahead(share, row.part) != row.amount {
        faults.push(format!("{} is not {share} of {}", row.amount, row.part));
    }
    let stands = match row.state {
        State::Given => matches!(row.parcel, Parcel::AtHub | Parcel::Shipped | Parcel::ComingBack),
        State::Netted => row.parcel == Parcel::Delivered,
        State::TakenBack | State::Void => matches!(row.parcel, Parcel::Declined | Parcel::Returned),
        State::NoRoom => true,
    };
    if !stands {
        faults.push(format!("it is {}, its parcel {}", row.state, row.parcel));
    }
    let entries = match row.state {
        State::NoRoom => (0, 0),
        State::Given => (1, 0),
        State::Netted | State::TakenBack | State::Void => (1, 1),
    };
    if (row.given_entries, row.back_entries) != entries {
        faults.push(format!(
            "it is {}, the journal has {} and {} entries",
            row.state, row.given_entries, row.back_entries
        ));
    }
    if row.paid > row.amount || row.taken > row.debt {
        faults.push(format!("{} of {} paid, {} of {} taken back", row.paid, row.amount, row.taken, row.debt));
    }
    faults
}
