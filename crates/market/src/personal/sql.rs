//! Statements that find plain values of an older program and put sealed ones in their place.
//!
//! A sealed value begins with `~1.`; a mobile number of an older program stands where its hash belongs, with nothing
//! in the sealed column beside it.

use kernel::ids::{BankChangeId, CaseId, FieldRecordId, MakerId, OrderId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read, Sealed, Tx, params, sql};

use crate::matching::PaperKind;

/// Whether the upgrade has come through.
pub(super) async fn is_done(read: &mut Read) -> Result<bool, DbError> {
    let row: Option<(i64,)> =
        read.row(sql!("select done_at_ms from sealing where id = 1"), params![]).await?;
    Ok(row.is_some())
}

/// Remembers that the upgrade has come through.
pub(super) async fn note_done(tx: &mut Tx) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("insert into sealing (id, done_at_ms) values (1, $1) on conflict (id) do nothing"),
        params![now],
    )
    .await
}

/// People whose number is plain.
pub(super) async fn plain_people(tx: &mut Tx, limit: Limit) -> Result<Vec<(PersonId, String)>, DbError> {
    tx.rows(
        sql!("select id, mobile_hash from person where mobile_sealed = '' order by id limit $1"),
        params![limit],
    )
    .await
}

/// Seals the number of a person.
pub(super) async fn seal_person(
    tx: &mut Tx,
    id: PersonId,
    hash: &str,
    mobile: &Sealed,
) -> Result<(), DbError> {
    tx.put(
        sql!("update person set mobile_hash = $2, mobile_sealed = $3 where id = $1 and mobile_sealed = ''"),
        params![id, hash, mobile.clone()],
    )
    .await
}

/// Makers whose number is plain.
pub(super) async fn plain_makers(tx: &mut Tx, limit: Limit) -> Result<Vec<(MakerId, String)>, DbError> {
    tx.rows(
        sql!("select id, mobile_hash from maker where mobile_sealed = '' order by id limit $1"),
        params![limit],
    )
    .await
}

/// Seals the number of a maker.
pub(super) async fn seal_maker(tx: &mut Tx, id: MakerId, hash: &str, mobile: &Sealed) -> Result<(), DbError> {
    tx.put(
        sql!("update maker set mobile_hash = $2, mobile_sealed = $3 where id = $1 and mobile_sealed = ''"),
        params![id, hash, mobile.clone()],
    )
    .await
}

/// PANs that are plain.
pub(super) async fn plain_pans(tx: &mut Tx, limit: Limit) -> Result<Vec<(MakerId, String)>, DbError> {
    tx.rows(
        sql!(
            "select id, pan_sealed from maker
              where pan_sealed <> '' and pan_sealed not like '~1.%' order by id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals a PAN.
pub(super) async fn seal_pan(tx: &mut Tx, id: MakerId, pan: &Sealed) -> Result<(), DbError> {
    tx.put(sql!("update maker set pan_sealed = $2 where id = $1"), params![id, pan.clone()]).await
}

/// Numbers of cases that are plain.
pub(super) async fn plain_cases(tx: &mut Tx, limit: Limit) -> Result<Vec<(CaseId, String)>, DbError> {
    tx.rows(
        sql!(
            "select id, mobile_sealed from maker_case
              where mobile_sealed <> '' and mobile_sealed not like '~1.%' order by id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals the number of a case.
pub(super) async fn seal_case(tx: &mut Tx, id: CaseId, mobile: &Sealed) -> Result<(), DbError> {
    tx.put(sql!("update maker_case set mobile_sealed = $2 where id = $1"), params![id, mobile.clone()]).await
}

store::row! {
    /// A paper as an older program wrote it.
    pub struct PlainPaper {
        /// Whose.
        pub case: CaseId,
        /// Which.
        pub kind: PaperKind,
        /// Which of them.
        pub seq: i64,
        /// Its number.
        pub number: String,
    }
}

/// Papers that are plain.
pub(super) async fn plain_papers(tx: &mut Tx, limit: Limit) -> Result<Vec<PlainPaper>, DbError> {
    tx.rows(
        sql!(
            "select case_id, kind, seq, number_sealed from case_paper
              where number_sealed <> '' and number_sealed not like '~1.%' order by case_id, kind, seq limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals a paper.
pub(super) async fn seal_paper(
    tx: &mut Tx,
    case: CaseId,
    kind: PaperKind,
    seq: i64,
    number: &Sealed,
) -> Result<(), DbError> {
    tx.put(
        sql!("update case_paper set number_sealed = $4 where case_id = $1 and kind = $2 and seq = $3"),
        params![case, kind, seq, number.clone()],
    )
    .await
}

/// Numbers of field records that are plain.
pub(super) async fn plain_records(
    tx: &mut Tx,
    limit: Limit,
) -> Result<Vec<(FieldRecordId, String)>, DbError> {
    tx.rows(
        sql!(
            "select id, mobile_sealed from field_record
              where mobile_sealed <> '' and mobile_sealed not like '~1.%' order by id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals the number of a field record.
pub(super) async fn seal_record(
    tx: &mut Tx,
    id: FieldRecordId,
    hash: &str,
    mobile: &Sealed,
) -> Result<(), DbError> {
    tx.put(
        sql!("update field_record set mobile_hash = $2, mobile_sealed = $3 where id = $1"),
        params![id, hash, mobile.clone()],
    )
    .await
}

/// Accounts asked for that are plain.
pub(super) async fn plain_changes(
    tx: &mut Tx,
    limit: Limit,
) -> Result<Vec<(BankChangeId, MakerId, String)>, DbError> {
    tx.rows(
        sql!(
            "select id, maker_id, account_sealed from bank_change
              where account_sealed not like '~1.%' order by id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals an account asked for.
pub(super) async fn seal_change(tx: &mut Tx, id: BankChangeId, account: &Sealed) -> Result<(), DbError> {
    tx.put(sql!("update bank_change set account_sealed = $2 where id = $1"), params![id, account.clone()])
        .await
}

store::row! {
    /// An account as an older program wrote it.
    pub struct PlainAccount {
        /// Whose it is.
        pub maker: MakerId,
        /// Since when it holds.
        pub since: Time,
        /// Holder and number, a line each.
        pub account: String,
    }
}

/// Accounts that are plain.
pub(super) async fn plain_accounts(tx: &mut Tx, limit: Limit) -> Result<Vec<PlainAccount>, DbError> {
    tx.rows(
        sql!(
            "select maker_id, since_ms, account_sealed from maker_bank
              where account_sealed not like '~1.%' order by maker_id, since_ms limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals an account.
pub(super) async fn seal_account(
    tx: &mut Tx,
    maker: MakerId,
    since: Time,
    account: &Sealed,
) -> Result<(), DbError> {
    tx.put(
        sql!("update maker_bank set account_sealed = $3 where maker_id = $1 and since_ms = $2"),
        params![maker, since, account.clone()],
    )
    .await
}

/// Orders whose recipient is plain, with their buyers.
pub(super) async fn plain_orders(
    tx: &mut Tx,
    limit: Limit,
) -> Result<Vec<(OrderId, PersonId, String)>, DbError> {
    tx.rows(
        sql!(
            "select id, person_id, recipient_sealed from buyer_order
              where recipient_sealed not like '~1.%' order by id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals the recipient of an order.
pub(super) async fn seal_order(tx: &mut Tx, id: OrderId, recipient: &Sealed) -> Result<(), DbError> {
    tx.put(sql!("update buyer_order set recipient_sealed = $2 where id = $1"), params![id, recipient.clone()])
        .await
}

store::row! {
    /// An event as an older program kept it.
    pub struct PlainEvent {
        /// Who sent it.
        pub gateway: String,
        /// Its id there.
        pub event_id: String,
        /// What it says.
        pub body: String,
    }
}

/// Events that are plain.
pub(super) async fn plain_events(tx: &mut Tx, limit: Limit) -> Result<Vec<PlainEvent>, DbError> {
    tx.rows(
        sql!(
            "select gateway, event_id, body_sealed from payment_event
              where body_sealed <> '' and body_sealed not like '~1.%' order by gateway, event_id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals an event.
pub(super) async fn seal_event(
    tx: &mut Tx,
    gateway: &str,
    event_id: &str,
    body: &Sealed,
) -> Result<(), DbError> {
    tx.put(
        sql!("update payment_event set body_sealed = $3 where gateway = $1 and event_id = $2"),
        params![gateway, event_id, body.clone()],
    )
    .await
}

/// Messages that are plain: id, number, number and text.
pub(super) async fn plain_replies(
    tx: &mut Tx,
    limit: Limit,
) -> Result<Vec<(String, String, String)>, DbError> {
    tx.rows(
        sql!(
            "select id, mobile_hash, text_sealed from sms_reply
              where text_sealed not like '~1.%' order by id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals a message.
pub(super) async fn seal_reply(tx: &mut Tx, id: &str, hash: &str, said: &Sealed) -> Result<(), DbError> {
    tx.put(
        sql!("update sms_reply set mobile_hash = $2, text_sealed = $3 where id = $1"),
        params![id, hash, said.clone()],
    )
    .await
}
