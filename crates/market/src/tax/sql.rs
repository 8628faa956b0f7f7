//! Every statement on tax rates.

use kernel::Limit;
use store::{DbError, Read, Sql, params, sql};

use super::{RateRow, StepRow};

/// All rates of all days.
pub(crate) async fn rates(read: &mut Read) -> Result<Vec<RateRow>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select hsn_key, effective_from_day, hsn, name_hi, name_en, rate_bp, holds_if, basis, verified
               from hsn_rate order by effective_from_day desc, hsn_key limit $1"
        ),
        params![most],
    )
    .await
}

/// All price steps of all days.
pub(crate) async fn steps(read: &mut Read) -> Result<Vec<StepRow>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select hsn_key, effective_from_day, above_paise, other_key
               from hsn_price_step order by effective_from_day desc, hsn_key limit $1"
        ),
        params![most],
    )
    .await
}

/// A rate, unless one for its key and day is there: an accountant's signature is not overwritten by a file.
/// Values: key, day, HSN, names, rate, condition, basis, verified.
pub(crate) fn put_rate() -> Sql {
    sql!(
        "insert into hsn_rate (hsn_key, effective_from_day, hsn, name_hi, name_en, rate_bp, holds_if, basis, verified)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (hsn_key, effective_from_day) do update
            set hsn = excluded.hsn, name_hi = excluded.name_hi, name_en = excluded.name_en, rate_bp = excluded.rate_bp,
                holds_if = excluded.holds_if, basis = excluded.basis, verified = excluded.verified
          where hsn_rate.verified <> 'signed'"
    )
}

/// A price step. Values: key, day, limit, other key, basis, verified.
pub(crate) fn put_step() -> Sql {
    sql!(
        "insert into hsn_price_step (hsn_key, effective_from_day, above_paise, other_key, basis, verified)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (hsn_key, effective_from_day) do update
            set above_paise = excluded.above_paise, other_key = excluded.other_key, basis = excluded.basis,
                verified = excluded.verified
          where hsn_price_step.verified <> 'signed'"
    )
}
