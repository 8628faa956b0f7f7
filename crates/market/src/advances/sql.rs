//! Every statement on advances, in the order of their life: the rule, the fund, what is given and how it ends. What payouts do with
//! them is in `payouts/due_sql`.

use kernel::ids::{FundMoveId, MakerId, ParcelId, PersonId};
use kernel::{BasisPoints, Day, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::read::{Ahead, Fund, FundMove, Lying, RuleView};
use super::rules::State;

/// A rule from a day on. `false`: that day has one.
pub(super) async fn insert_rule(
    tx: &mut Tx,
    (from, share): (Day, BasisPoints),
    why: &str,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into advance_rule (effective_from_day, share_bp, source, set_by, set_at_ms)
                 values ($1, $2, $3, $4, $5) on conflict (effective_from_day) do nothing"
            ),
            params![from, share, why, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The share of a day; none before the first rule.
pub(super) async fn share_on(read: &mut Read, day: Day) -> Result<Option<BasisPoints>, DbError> {
    let row: Option<(BasisPoints,)> = read
        .row(
            sql!(
                "select share_bp from advance_rule where effective_from_day <= $1
                  order by effective_from_day desc limit 1"
            ),
            params![day],
        )
        .await?;
    Ok(row.map(|(share,)| share))
}

/// The rules, the latest day first.
pub(super) async fn rules(read: &mut Read, limit: Limit) -> Result<Vec<RuleView>, DbError> {
    read.rows(
        sql!(
            "select r.effective_from_day, r.share_bp, r.source, p.name
               from advance_rule r join person p on p.id = r.set_by
              order by r.effective_from_day desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// Money was put in or taken out. `false`: its reference was written down before.
pub(super) async fn insert_move(
    tx: &mut Tx,
    id: FundMoveId,
    amount: Paise,
    reference: &str,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into advance_fund_move (id, amount_paise, reference, moved_by, moved_at_ms)
                 values ($1, $2, $3, $4, $5) on conflict (reference) do nothing"
            ),
            params![id, amount, reference, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The fund has more or less by this. `false`: makers have what would be taken out.
pub(super) async fn change_fund(tx: &mut Tx, by: Paise) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update advance_fund set put_in_paise = put_in_paise + $1
                  where id = 'fund' and put_in_paise + $1 >= out_paise"
            ),
            params![by],
        )
        .await?;
    Ok(changed == 1)
}

/// How the fund stands.
pub(super) async fn fund(read: &mut Read) -> Result<Fund, DbError> {
    read.one(sql!("select put_in_paise, out_paise from advance_fund where id = 'fund'"), params![]).await
}

/// What was put in and taken out, newest first.
pub(super) async fn fund_moves(read: &mut Read, limit: Limit) -> Result<Vec<FundMove>, DbError> {
    read.rows(
        sql!(
            "select m.amount_paise, m.reference, p.name, m.moved_at_ms
               from advance_fund_move m join person p on p.id = m.moved_by
              order by m.moved_at_ms desc, m.id desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// Takes an amount out of the fund. `false`: there is not so much in it.
pub(super) async fn take_from_fund(tx: &mut Tx, amount: Paise) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update advance_fund set out_paise = out_paise + $1
                  where id = 'fund' and out_paise + $1 <= put_in_paise"
            ),
            params![amount],
        )
        .await?;
    Ok(changed == 1)
}

/// The fund has an amount again.
pub(super) async fn return_to_fund(tx: &mut Tx, amount: Paise) -> Result<(), DbError> {
    tx.put(sql!("update advance_fund set out_paise = out_paise - $1 where id = 'fund'"), params![amount])
        .await
}

/// What a hub's acceptance gives.
pub(super) async fn insert(
    tx: &mut Tx,
    (parcel, maker): (ParcelId, MakerId),
    share: BasisPoints,
    amount: Paise,
    state: State,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into parcel_advance (parcel_id, maker_id, share_bp, amount_paise, state, given_at_ms)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![parcel, maker, share, amount, state, now],
    )
    .await
}

store::row! {
    /// An advance that has not ended.
    pub struct Given {
        /// Of which parcel.
        pub parcel: ParcelId,
        /// Whose.
        pub maker: MakerId,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub state: State,
    }
}

/// The advance on a parcel, if one was given and has not ended.
pub(super) async fn given(read: &mut Read, parcel: ParcelId) -> Result<Option<Given>, DbError> {
    read.row(
        sql!(
            "select parcel_id, maker_id, amount_paise, state from parcel_advance
              where parcel_id = $1 and state = 'given'"
        ),
        params![parcel],
    )
    .await
}

/// Whether a living payout pays the advance on a parcel.
pub(super) async fn is_in_a_payout(read: &mut Read, parcel: ParcelId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from payout_advance where parcel_id = $1 and what = 'pays' and ended_at_ms is null"
            ),
            params![parcel],
        )
        .await?;
    Ok(count > 0)
}

/// Ends an advance.
pub(super) async fn end(tx: &mut Tx, parcel: ParcelId, state: State, debt: Paise) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update parcel_advance set state = $2, debt_paise = $3, ended_at_ms = $4
              where parcel_id = $1 and state = 'given'"
        ),
        params![parcel, state, debt, now],
    )
    .await
}

/// What hubs have accepted and no buyer has; whom there was no room for since a moment.
pub(super) async fn lying(read: &mut Read, since: Time) -> Result<Lying, DbError> {
    read.one(
        sql!(
            "select count(*), cast(coalesce(sum(p.maker_paise), 0) as bigint),
                    (select count(*) from parcel_advance a where a.state = 'no_room' and a.given_at_ms >= $1)
               from parcel p where p.state in ('at_hub', 'shipped') and p.in_trial = 0"
        ),
        params![since],
    )
    .await
}

/// What a maker had ahead, newest first.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Ahead>, DbError> {
    read.rows(
        sql!(
            "select p.code, a.given_at_ms, a.amount_paise, a.state, y.state, y.utr, y.ended_at_ms
               from parcel_advance a join parcel p on p.id = a.parcel_id
               left join payout_advance l on l.parcel_id = a.parcel_id and l.what = 'pays' and l.ended_at_ms is null
               left join payout y on y.id = l.payout_id
              where a.maker_id = $1 and a.state <> 'void'
              order by a.given_at_ms desc, a.parcel_id desc limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// What a maker has ahead of parcels that have not arrived.
pub(super) async fn open_of(read: &mut Read, maker: MakerId) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(amount_paise), 0) as bigint) from parcel_advance
                  where maker_id = $1 and state = 'given'"
            ),
            params![maker],
        )
        .await?;
    Ok(sum)
}
