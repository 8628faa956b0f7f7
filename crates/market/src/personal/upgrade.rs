//! Seals what an older program had written plainly: after the migrations, before the mart opens.
//!
//! It goes through each table some rows at a time and knows a sealed value by its beginning, so it may be killed at
//! any moment and goes on where it was. On a database that has never held a plain row it looks once and finds nothing.

use kernel::Limit;
use kernel::ids::{MakerId, OrderId, PersonId};
use kernel::india::Mobile;
use store::{Db, DbError, Progress, Tx, jobs, transaction};

use super::sql::{self, PlainAccount, PlainEvent, PlainPaper};
use super::{
    CASE_MOBILE, CASE_PAPER, CHANGE_ACCOUNT, EVENT_BODY, MAKER_ACCOUNT, MAKER_MOBILE, MAKER_PAN,
    ORDER_RECIPIENT, PERSON_MOBILE, RECORD_MOBILE, REPLY_TEXT, mobile_hash, seal,
};
use crate::cases;

/// Rows sealed in one transaction.
const ROWS_AT_ONCE: Limit = Limit::of(200);

/// Seals every plain row; `tell` hears what was done. Nothing to do is quickly found out.
///
/// # Errors
/// [`DbError`] if the database fails; what was sealed before stays so.
pub async fn seal_all(db: &Db, tell: Progress<'_>) -> Result<(), DbError> {
    if sql::is_done(&mut db.read().await?).await? {
        return Ok(());
    }
    let mut sealed = 0;
    loop {
        let rows: u64 = transaction!(db, tx => {
            let rows = people(tx).await? + makers(tx).await? + pans(tx).await? + accounts(tx).await?;
            let rows = rows + numbers_of_cases(tx).await? + papers(tx).await? + records(tx).await? + changes(tx).await?;
            Ok::<u64, DbError>(rows + orders(tx).await? + events(tx).await? + replies(tx).await?)
        })?;
        let rows = rows + jobs::seal_plain(db, ROWS_AT_ONCE).await?;
        if rows == 0 {
            break;
        }
        sealed += rows;
    }
    if sealed > 0 {
        // Where the plain values stood, their bytes may still lie.
        db.compact().await?;
        tell(&format!("{sealed} rows that were written plainly are sealed"));
    }
    transaction!(db, tx => { sql::note_done(tx).await })
}

/// Whether nothing is left to seal.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn is_done(db: &Db) -> Result<bool, DbError> {
    sql::is_done(&mut db.read().await?).await
}

async fn people(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_people(tx, ROWS_AT_ONCE).await?;
    for (id, mobile) in &plain {
        let whose: &PersonId = id;
        let hash = tx.hash_of("mobile", mobile)?;
        let mobile = seal(tx, PERSON_MOBILE, whose, id, mobile).await?;
        sql::seal_person(tx, *id, &hash, &mobile).await?;
    }
    Ok(plain.len() as u64)
}

async fn makers(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_makers(tx, ROWS_AT_ONCE).await?;
    for (id, mobile) in &plain {
        let whose: &MakerId = id;
        let hash = tx.hash_of("mobile", mobile)?;
        let mobile = seal(tx, MAKER_MOBILE, whose, id, mobile).await?;
        sql::seal_maker(tx, *id, &hash, &mobile).await?;
    }
    Ok(plain.len() as u64)
}

async fn pans(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_pans(tx, ROWS_AT_ONCE).await?;
    for (id, pan) in &plain {
        let pan = seal(tx, MAKER_PAN, id, id, pan).await?;
        sql::seal_pan(tx, *id, &pan).await?;
    }
    Ok(plain.len() as u64)
}

async fn numbers_of_cases(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_cases(tx, ROWS_AT_ONCE).await?;
    for (id, mobile) in &plain {
        let mobile = seal(tx, CASE_MOBILE, id, id, mobile).await?;
        sql::seal_case(tx, *id, &mobile).await?;
    }
    Ok(plain.len() as u64)
}

async fn papers(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_papers(tx, ROWS_AT_ONCE).await?;
    for PlainPaper { case, kind, seq, number } in &plain {
        let number = seal(tx, CASE_PAPER, case, &cases::sql::paper_row(*case, *kind, *seq), number).await?;
        sql::seal_paper(tx, *case, *kind, *seq, &number).await?;
    }
    Ok(plain.len() as u64)
}

async fn records(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_records(tx, ROWS_AT_ONCE).await?;
    for (id, mobile) in &plain {
        let hash = match Mobile::typed(mobile) {
            Some(mobile) => mobile_hash(tx, &mobile)?,
            None => String::new(),
        };
        let mobile = seal(tx, RECORD_MOBILE, id, id, mobile).await?;
        sql::seal_record(tx, *id, &hash, &mobile).await?;
    }
    Ok(plain.len() as u64)
}

async fn changes(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_changes(tx, ROWS_AT_ONCE).await?;
    for (id, maker, account) in &plain {
        let account = seal(tx, CHANGE_ACCOUNT, maker, id, account).await?;
        sql::seal_change(tx, *id, &account).await?;
    }
    Ok(plain.len() as u64)
}

async fn accounts(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_accounts(tx, ROWS_AT_ONCE).await?;
    for PlainAccount { maker, since, account } in &plain {
        let row = crate::makers::account_row(*maker, *since);
        let account = seal(tx, MAKER_ACCOUNT, maker, &row, account).await?;
        sql::seal_account(tx, *maker, *since, &account).await?;
    }
    Ok(plain.len() as u64)
}

async fn orders(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_orders(tx, ROWS_AT_ONCE).await?;
    for (id, person, recipient) in &plain {
        let (id, whose): (&OrderId, &PersonId) = (id, person);
        let recipient = seal(tx, ORDER_RECIPIENT, whose, id, recipient).await?;
        sql::seal_order(tx, *id, &recipient).await?;
    }
    Ok(plain.len() as u64)
}

async fn events(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_events(tx, ROWS_AT_ONCE).await?;
    for PlainEvent { gateway, event_id, body } in &plain {
        let row = format!("{gateway} {event_id}");
        let body = tx.seal_for_house(store::Spot { column: EVENT_BODY, row: &row }, body)?;
        sql::seal_event(tx, gateway, event_id, &body).await?;
    }
    Ok(plain.len() as u64)
}

async fn replies(tx: &mut Tx) -> Result<u64, DbError> {
    let plain = sql::plain_replies(tx, ROWS_AT_ONCE).await?;
    for (id, mobile, text) in &plain {
        let hash = tx.hash_of("mobile", mobile)?;
        let said = tx.seal_for_house(store::Spot { column: REPLY_TEXT, row: id }, text)?;
        sql::seal_reply(tx, id, &hash, &said).await?;
    }
    Ok(plain.len() as u64)
}
