//! The checks of bills: each supply has one, each adds up, no number is missing; what was kept back is in the journal.

use kernel::Paise;
use store::{DbError, Read};

use super::bills_sql as sql;
use super::{Check, Found, each};

/// Bills beside parcels, lines, series and the journal.
pub(super) async fn bills(read: &mut Read) -> Result<[Check; 4], DbError> {
    let (mut supplied, mut sums, mut gaps, mut kept) =
        (Found::default(), Found::default(), Found::default(), Found::default());
    each(read, sql::gone, |row| {
        if row.bills != 1 || row.billed != row.goods {
            supplied.add(format!(
                "{}: {} bills of {}, its goods are {}",
                row.id, row.bills, row.billed, row.goods
            ));
        }
        let less = [row.kept, row.claimed, row.ahead].map(Paise::negated);
        let payable = Paise::sum([row.share, row.freight_tax].into_iter().chain(less));
        if row.is_delivered != 0 && payable != Some(row.payable) {
            kept.add(format!(
                "{}: {} is payable of {} with {} freight tax, {} kept back, {} claimed, {} paid ahead",
                row.id, row.payable, row.share, row.freight_tax, row.kept, row.claimed, row.ahead
            ));
        }
    })
    .await?;
    each(read, sql::lines, |row| {
        if row.lines != row.total || row.tax != row.line_tax {
            sums.add(format!(
                "{}: {} with tax {}, its lines {} with {}",
                row.id, row.total, row.tax, row.lines, row.line_tax
            ));
        }
    })
    .await?;
    each(read, sql::series, |row| {
        if row.bills != row.last || row.highest != row.last {
            gaps.add(format!("{}: {} given, {} bills up to {}", row.id, row.last, row.bills, row.highest));
        }
    })
    .await?;
    let totals = sql::kept_back(read).await?;
    if (totals.tcs, totals.tds) != (totals.booked_tcs, totals.booked_tds) {
        kept.add(format!(
            "{} TCS and {} TDS were kept back, the journal has {} and {}",
            totals.tcs, totals.tds, totals.booked_tcs, totals.booked_tds
        ));
    }
    Ok([
        supplied.under("every parcel that left has one bill, of its goods"),
        sums.under("every bill is the sum of its lines"),
        gaps.under("no number of a bill is missing"),
        kept.under("what the law keeps back is kept back once, the rest is payable"),
    ])
}
