//! Every statement on tax rates.

use kernel::ids::{MakerId, ParcelId, PersonId};
use kernel::{BasisPoints, Day, Limit, Paise};
use store::{DbError, Read, Sql, Tx, params, sql};

use super::signing::Signature;
use super::withheld::{Kept, WithholdingRate};
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

/// What is kept back of sellers' money, on all days.
pub(crate) async fn withholding(read: &mut Read) -> Result<Vec<WithholdingRate>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select kind, effective_from_day, rate_bp, no_pan_bp, free_up_to_paise, basis, verified
               from withholding_rate order by kind, effective_from_day desc limit $1"
        ),
        params![most],
    )
    .await
}

/// A rate of what is kept back. Values: kind, day, rate, rate without PAN, limit, basis, verified.
pub(crate) fn put_withholding() -> Sql {
    sql!(
        "insert into withholding_rate
                (kind, effective_from_day, rate_bp, no_pan_bp, free_up_to_paise, basis, verified)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (kind, effective_from_day) do update
            set rate_bp = excluded.rate_bp, no_pan_bp = excluded.no_pan_bp,
                free_up_to_paise = excluded.free_up_to_paise, basis = excluded.basis, verified = excluded.verified
          where withholding_rate.verified <> 'signed'"
    )
}

/// Whether a maker is one person, and whether she has a PAN: neither a GSTIN nor an enrolment number is given without one.
pub(super) async fn who_sells(read: &mut Read, maker: MakerId) -> Result<(bool, bool), DbError> {
    let (person, pan): (i64, i64) = read
        .one(
            sql!(
                "select case when kind = 'person' then 1 else 0 end,
                        case when pan_sealed is not null or tax_class <> 'unenrolled' then 1 else 0 end
                   from maker where id = $1"
            ),
            params![maker],
        )
        .await?;
    Ok((person != 0, pan != 0))
}

/// What a seller has sold through the mart in a financial year, without tax.
pub(crate) async fn sold_in(read: &mut Read, seller: &str, year: i32) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(sale_paise), 0) as bigint) from withheld where seller_id = $1 and year = $2"
            ),
            params![seller, i64::from(year)],
        )
        .await?;
    Ok(sum)
}

/// Notes what is kept back of a parcel, or given back of it for a claim, once.
pub(crate) async fn insert_withheld(
    tx: &mut Tx,
    (source, parcel): (&str, ParcelId),
    seller: &str,
    sale: Paise,
    kept: &Kept,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into withheld (source, parcel_id, seller_id, year, net_paise, tcs_cgst_paise, tcs_sgst_paise,
                                   tcs_igst_paise, sale_paise, tds_paise, at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        params![
            source,
            parcel,
            seller,
            i64::from(now.day().financial_year()),
            kept.net,
            kept.tcs.cgst,
            kept.tcs.sgst,
            kept.tcs.igst,
            sale,
            kept.tds,
            now
        ],
    )
    .await
}

store::row! {
    /// What was kept back of a parcel when it arrived.
    pub struct KeptOf {
        /// For whom.
        pub seller: String,
        /// On what TCS was collected.
        pub net: Paise,
        /// TCS, the Union's half.
        pub cgst: Paise,
        /// The State's half.
        pub sgst: Paise,
        /// Between States.
        pub igst: Paise,
    }
}

/// What was kept back of a parcel when it arrived; `None` if it arrived before anything was.
pub(crate) async fn kept_of(read: &mut Read, parcel: ParcelId) -> Result<Option<KeptOf>, DbError> {
    read.row(
        sql!(
            "select seller_id, net_paise, tcs_cgst_paise, tcs_sgst_paise, tcs_igst_paise from withheld where source = $1"
        ),
        params![parcel],
    )
    .await
}

/// Whether there is such a rate.
pub(super) async fn is_rate(read: &mut Read, key: &str, from: Day) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from hsn_rate where hsn_key = $1 and effective_from_day = $2"),
            params![key, from],
        )
        .await?;
    Ok(count > 0)
}

/// Marks a rate as signed. `false`: it was, or is another one by now.
pub(super) async fn sign_rate(tx: &mut Tx, key: &str, from: Day, seen: BasisPoints) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update hsn_rate set verified = 'signed'
                  where hsn_key = $1 and effective_from_day = $2 and rate_bp = $3 and verified <> 'signed'"
            ),
            params![key, from, seen],
        )
        .await?;
    Ok(changed == 1)
}

/// Marks the price step of a rate as signed with it, if it has one.
pub(super) async fn sign_step(tx: &mut Tx, key: &str, from: Day) -> Result<(), DbError> {
    tx.put(
        sql!("update hsn_price_step set verified = 'signed' where hsn_key = $1 and effective_from_day = $2"),
        params![key, from],
    )
    .await
}

/// Writes down who answers for a rate.
pub(super) async fn insert_signature(
    tx: &mut Tx,
    (key, from, rate): (&str, Day, BasisPoints),
    source: &str,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into rate_signature (hsn_key, effective_from_day, rate_bp, source, signed_by, at_ms)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![key, from, rate, source, by, now],
    )
    .await
}

/// Who answers for a rate.
pub(super) async fn signature(read: &mut Read, key: &str, from: Day) -> Result<Option<Signature>, DbError> {
    read.row(
        sql!(
            "select s.rate_bp, s.source, p.name, s.at_ms from rate_signature s join person p on p.id = s.signed_by
              where s.hsn_key = $1 and s.effective_from_day = $2"
        ),
        params![key, from],
    )
    .await
}
