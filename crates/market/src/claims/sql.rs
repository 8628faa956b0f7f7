//! Every statement on claims, in life order.

use kernel::ids::{AggregatorId, ClaimId, LineId, OrderId, ParcelId, PersonId, ReturnId};
use kernel::{BasisPoints, Limit, Paise, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::read::{Claim, ClaimedLine};
use super::rules::Whole;
use super::{ClaimState, Fault};
use crate::audit::Trail;
use crate::orders::Parcel;
use crate::quotes::rules::TaxSplit;

/// Lines of an order.
const PARTS: Limit = Limit::of(100);

/// A line as it was sold, and where its parcel stands.
#[derive(Clone, Debug)]
pub(super) struct SoldLine {
    pub id: LineId,
    pub order: OrderId,
    pub parcel_state: Parcel,
    pub name: Words,
    pub hsn: String,
    pub quantity: u32,
    pub unit: Paise,
    pub line: Paise,
    pub funded: Paise,
    pub rate: BasisPoints,
    pub tax: Paise,
    pub split: TaxSplit,
    pub commission: Paise,
    pub aggregator: Option<AggregatorId>,
    /// Whether the maker sold it herself under the composition scheme.
    pub is_composition: bool,
}

impl SoldLine {
    pub(super) const fn whole(&self) -> Whole {
        Whole {
            quantity: self.quantity,
            line: self.line,
            funded: self.funded,
            tax: self.tax,
            commission: self.commission,
            is_on_behalf: self.aggregator.is_some(),
        }
    }
}

impl FromRow for SoldLine {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(SoldLine {
            id: row.take(0)?,
            order: row.take(1)?,
            parcel_state: row.take(2)?,
            name: Words { hi: row.take(3)?, en: row.take(4)? },
            hsn: row.take(5)?,
            quantity: row.take(6)?,
            unit: row.take(7)?,
            rate: row.take(8)?,
            tax: row.take(9)?,
            split: row.take(10)?,
            commission: row.take(11)?,
            aggregator: row.take(12)?,
            is_composition: row.take::<i64>(13)? != 0,
            line: row.take(14)?,
            funded: row.take(15)?,
        })
    }
}

/// A line of an order by the order's code.
pub(super) async fn line(read: &mut Read, order: &str, id: LineId) -> Result<Option<SoldLine>, DbError> {
    let found = line_by_id(read, id).await?;
    let code: Option<(String,)> = match &found {
        Some(line) => {
            read.row(sql!("select code from buyer_order where id = $1"), params![line.order]).await?
        }
        None => None,
    };
    Ok(found.filter(|_| code.is_some_and(|(code,)| code == order)))
}

/// A line.
pub(super) async fn line_by_id(read: &mut Read, id: LineId) -> Result<Option<SoldLine>, DbError> {
    read.row(
        sql!(
            "select l.id, l.order_id, p.state, l.name_hi, l.name_en, l.hsn, l.quantity, l.unit_paise, l.rate_bp,
                    l.tax_paise, l.tax_split, l.commission_paise, l.aggregator_id,
                    case when l.aggregator_id is null and b.standing = 'composition' then 1 else 0 end,
                    l.line_paise, l.funded_paise
               from order_line l
               join parcel p on p.id = l.parcel_id
               left join bill b on b.parcel_id = p.id and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')
              where l.id = $1"
        ),
        params![id],
    )
    .await
}

/// How many pieces of a line are asked for or given back.
pub(super) async fn claimed_of(read: &mut Read, line: LineId) -> Result<u32, DbError> {
    let (count,): (u32,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(quantity), 0) as bigint) from claim where line_id = $1 and state <> 'refused'"
            ),
            params![line],
        )
        .await?;
    Ok(count)
}

/// How many pieces of a line were given back.
pub(super) async fn granted_of(read: &mut Read, line: LineId) -> Result<u32, DbError> {
    let (count,): (u32,) = read
        .one(
            sql!("select cast(coalesce(sum(quantity), 0) as bigint) from claim where line_id = $1 and state = 'granted'"),
            params![line],
        )
        .await?;
    Ok(count)
}

/// What is asked for or given back of an order.
pub(super) async fn gross_of_order(read: &mut Read, order: OrderId) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(gross_paise), 0) as bigint) from claim where order_id = $1 and state <> 'refused'"
            ),
            params![order],
        )
        .await?;
    Ok(sum)
}

/// On how much of a parcel TCS was given back.
pub(super) async fn net_given_back(read: &mut Read, parcel: ParcelId) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(net_paise), 0) as bigint) from claim where parcel_id = $1 and state = 'granted'"
            ),
            params![parcel],
        )
        .await?;
    Ok(sum)
}

pub(super) struct NewClaim<'a> {
    pub id: ClaimId,
    pub line: &'a SoldLine,
    pub quantity: u32,
    pub gross: Paise,
    pub of_order: Paise,
    pub fault: Fault,
    pub reason: &'a str,
    pub by: PersonId,
    pub anew: Option<ReturnId>,
    pub trail: Trail,
}

/// A new claim, unless others have asked for these pieces meanwhile. `false`: they have.
pub(super) async fn insert(tx: &mut Tx, new: &NewClaim<'_>) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into claim (id, order_id, parcel_id, line_id, quantity, gross_paise, order_paise, tax_paise, net_paise,
                                    maker_paise, debt_paise, fault, reason, state, asked_by, asked_at_ms, version, trail,
                                    anew_return_id)
                 select $1, l.order_id, l.parcel_id, l.id, $3, $4, $10, 0, 0, 0, 0, $5, $6, 'asked', $7, $8, 1, $9, $11
                   from order_line l
                  where l.id = $2
                    and l.quantity >= $3 + (select cast(coalesce(sum(c.quantity), 0) as bigint) from claim c
                                             where c.line_id = l.id and c.state <> 'refused')"
            ),
            params![
                new.id,
                new.line.id,
                new.quantity,
                new.gross,
                new.fault,
                new.reason,
                new.by,
                now,
                new.trail.clone(),
                new.of_order,
                new.anew
            ],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A claim as acts need it.
    pub struct ClaimRow {
        /// Its id.
        pub id: ClaimId,
        /// The parcel it came in.
        pub parcel: ParcelId,
        /// The line.
        pub line: LineId,
        /// How many pieces.
        pub quantity: u32,
        /// Whose fault it was.
        pub fault: Fault,
        /// What happened.
        pub reason: String,
        /// How it stands.
        pub state: ClaimState,
        /// Who asked.
        pub asked_by: PersonId,
        /// The return whose buyer wishes for a piece anew.
        pub anew: Option<ReturnId>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A claim.
pub(super) async fn row(read: &mut Read, id: ClaimId) -> Result<Option<ClaimRow>, DbError> {
    read.row(
        sql!(
            "select id, parcel_id, line_id, quantity, fault, reason, state, asked_by, anew_return_id, version, trail
               from claim where id = $1"
        ),
        params![id],
    )
    .await
}

/// What a granted claim came to.
pub(super) struct Granted {
    pub gross: Paise,
    pub funded: Paise,
    pub tax: Paise,
    pub net: Paise,
    pub maker: Paise,
    pub debt: Paise,
}

/// Grants a claim unless someone decided it since. `false`: they did.
pub(super) async fn grant(
    tx: &mut Tx,
    row: &ClaimRow,
    by: PersonId,
    granted: &Granted,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update claim
                    set state = 'granted', decided_by = $3, decided_at_ms = $4, tax_paise = $5, net_paise = $6,
                        maker_paise = $7, debt_paise = $8, trail = $9, gross_paise = $10, funded_paise = $11,
                        version = version + 1
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                by,
                now,
                granted.tax,
                granted.net,
                granted.maker,
                granted.debt,
                trail.clone(),
                granted.gross,
                granted.funded
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Refuses a claim unless someone decided it since. `false`: they did.
pub(super) async fn refuse(
    tx: &mut Tx,
    row: &ClaimRow,
    by: PersonId,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update claim set state = 'refused', decided_by = $3, decided_at_ms = $4, trail = $5, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes an amount off what a maker is to be paid for a parcel. `false`: a payout has it already, or it is not so much.
pub(super) async fn less_payable(tx: &mut Tx, parcel: ParcelId, amount: Paise) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update parcel set payable_paise = payable_paise - $2
                  where id = $1 and payable_paise >= $2
                    and not exists (select 1 from payout_line l where l.parcel_id = $1 and l.ended_at_ms is null)"
            ),
            params![parcel, amount],
        )
        .await?;
    Ok(changed == 1)
}

/// The lines of an order with what was claimed of each.
pub(super) async fn lines_of(read: &mut Read, order: OrderId) -> Result<Vec<ClaimedLine>, DbError> {
    read.rows(
        sql!(
            "select l.id, p.code, p.state, l.name_hi, l.name_en, l.quantity, l.unit_paise,
                    (select cast(coalesce(sum(c.quantity), 0) as bigint) from claim c
                      where c.line_id = l.id and c.state <> 'refused')
               from order_line l join parcel p on p.id = l.parcel_id
              where l.order_id = $1 order by l.position limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// Claims that wait for a second person, oldest first.
pub(super) async fn open(read: &mut Read, limit: Limit) -> Result<Vec<Claim>, DbError> {
    read.rows(
        sql!(
            "select c.id, o.code, l.name_hi, l.name_en, c.quantity, c.gross_paise, c.fault, c.reason, c.state, c.asked_by,
                    a.name, c.asked_at_ms, c.debt_paise
               from claim c
               join buyer_order o on o.id = c.order_id
               join order_line l on l.id = c.line_id
               join person a on a.id = c.asked_by
              where c.state = 'asked' order by c.asked_at_ms, c.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Claims that were decided, newest first.
pub(super) async fn recent(read: &mut Read, limit: Limit) -> Result<Vec<Claim>, DbError> {
    read.rows(
        sql!(
            "select c.id, o.code, l.name_hi, l.name_en, c.quantity, c.gross_paise, c.fault, c.reason, c.state, c.asked_by,
                    a.name, c.asked_at_ms, c.debt_paise
               from claim c
               join buyer_order o on o.id = c.order_id
               join order_line l on l.id = c.line_id
               join person a on a.id = c.asked_by
              where c.state <> 'asked' order by c.asked_at_ms desc, c.id desc limit $1"
        ),
        params![limit],
    )
    .await
}
