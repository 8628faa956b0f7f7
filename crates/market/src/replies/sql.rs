//! Every statement on replies and the short numbers of parcels.

use kernel::ids::{MakerId, ParcelId};
use kernel::india::Mobile;
use kernel::{Day, Lang, Limit, Time};
use store::{DbError, Read, Sealed, Spot, Tx, params, sql};

use crate::orders::Parcel;
use crate::personal::{self, REPLY_TEXT, mobile_hash};

/// A message that waits to be digested.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Who wrote.
    pub from: Mobile,
    /// What.
    pub text: String,
    /// When it came.
    pub came_at: Time,
}

store::row! {
    /// A parcel that may be meant by a number.
    pub struct Meant {
        /// Its id.
        pub id: ParcelId,
        /// Whose it is.
        pub maker: MakerId,
        /// Its code.
        pub code: String,
        /// How it stands.
        pub state: Parcel,
        /// The day its maker named.
        pub ready_by: Option<Day>,
        /// Its buyer's language.
        pub buyer_lang: Lang,
        /// Its number, if it has one.
        pub number: Option<String>,
    }
}

/// Keeps a message as it came. `false` if the operator had handed it in before.
pub(super) async fn insert_reply(tx: &mut Tx, id: &str, from: &Mobile, text: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let hash = mobile_hash(tx, from)?;
    let said = personal::lines([from.as_str(), text]);
    let said = tx.seal_for_house(Spot { column: REPLY_TEXT, row: id }, &said)?;
    let changed = tx
        .exec(
            sql!(
                "insert into sms_reply (id, mobile_hash, text_sealed, came_at_ms, outcome) values ($1, $2, $3, $4, '')
                 on conflict (id) do nothing"
            ),
            params![id, hash, said, now],
        )
        .await?;
    Ok(changed == 1)
}

/// A message that has not been digested yet.
pub(super) async fn waiting(read: &mut Read, id: &str) -> Result<Option<Waiting>, DbError> {
    let row = read
        .row(
            sql!("select text_sealed, came_at_ms from sms_reply where id = $1 and digested_at_ms is null"),
            params![id],
        )
        .await?;
    let Some((said, came_at)): Option<(Sealed, Time)> = row else { return Ok(None) };
    let said = read.open_for_house(Spot { column: REPLY_TEXT, row: id }, &said)?;
    let wrong = || DbError::Unreadable(REPLY_TEXT.to_owned());
    let [from, text] = personal::unlined(&said).ok_or_else(wrong)?;
    let from = Mobile::typed(&from).ok_or_else(wrong)?;
    Ok(Some(Waiting { from, text, came_at }))
}

/// How many messages came from a number since a moment.
pub(super) async fn came_since(read: &mut Read, from: &Mobile, since: Time) -> Result<i64, DbError> {
    let hash = mobile_hash(read, from)?;
    let (count,) = read
        .one(
            sql!("select count(*) from sms_reply where mobile_hash = $1 and came_at_ms > $2"),
            params![hash, since],
        )
        .await?;
    Ok(count)
}

/// Writes down what came of a message.
pub(super) async fn close(tx: &mut Tx, id: &str, outcome: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update sms_reply set digested_at_ms = $2, outcome = $3 where id = $1 and digested_at_ms is null"
        ),
        params![id, now, outcome],
    )
    .await
}

/// Forgets messages digested before a moment.
pub(super) async fn forget(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from sms_reply where digested_at_ms < $1"), params![before]).await
}

/// The number of a parcel.
pub(super) async fn number_of(read: &mut Read, parcel: ParcelId) -> Result<Option<String>, DbError> {
    let row =
        read.row(sql!("select number from parcel_number where parcel_id = $1"), params![parcel]).await?;
    Ok(row.map(|(number,)| number))
}

/// Whether a number means a parcel of this maker.
pub(super) async fn is_taken(read: &mut Read, maker: MakerId, number: &str) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from parcel_number where maker_id = $1 and number = $2"),
            params![maker, number],
        )
        .await?;
    Ok(count > 0)
}

/// Gives a parcel its number.
pub(super) async fn insert_number(
    tx: &mut Tx,
    parcel: ParcelId,
    maker: MakerId,
    number: &str,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into parcel_number (parcel_id, maker_id, number) values ($1, $2, $3)"),
        params![parcel, maker, number],
    )
    .await
}

/// The parcels of a maker that she can still do something about, the longest asked first.
pub(super) async fn open(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Meant>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.maker_id, p.code, p.state, p.ready_by_day, o.lang, n.number
               from parcel p
               join buyer_order o on o.id = p.order_id
               left join parcel_number n on n.parcel_id = p.id
              where p.maker_id = $1 and p.state in ('asked', 'accepted', 'packed')
              order by p.asked_at_ms, p.id limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// The parcel of a maker that goes by this number or code, however it stands; not before its order is paid.
pub(super) async fn by_name(read: &mut Read, maker: MakerId, name: &str) -> Result<Option<Meant>, DbError> {
    read.row(
        sql!(
            "select p.id, p.maker_id, p.code, p.state, p.ready_by_day, o.lang, n.number
               from parcel p
               join buyer_order o on o.id = p.order_id
               left join parcel_number n on n.parcel_id = p.id
              where p.maker_id = $1 and (n.number = $2 or p.code = $2) and p.state not in ('planned', 'cancelled')"
        ),
        params![maker, name],
    )
    .await
}
