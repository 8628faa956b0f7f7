//! The code that takes the place of a payment: sent when the order is placed, typed within half an hour.

use kernel::Secret;
use kernel::ids::{OrderId, PersonId};
use store::{Db, Tx, chance, transaction};

use super::{CODE_PAUSE_MINUTES, CODES_MOST, CashError, rules, sql};
use crate::audit::{Actor, Part};
use crate::orders::{self, Order, settle};
use crate::{accounts, notices};

/// A new order is to be paid in cash: its buyer gets the first code, on the number she signed in with.
pub(crate) async fn ask_code(
    tx: &mut Tx,
    order: OrderId,
    person: PersonId,
    lang: kernel::Lang,
) -> Result<(), store::DbError> {
    let code = chance::six_digits();
    sql::insert_confirmation(tx, order, &rules::code_hash(&order.to_string(), 1, &code)).await?;
    tell(tx, order, person, lang, (1, &code)).await
}

async fn tell(
    tx: &mut Tx,
    order: OrderId,
    person: PersonId,
    lang: kernel::Lang,
    (turn, code): (i64, &str),
) -> Result<(), store::DbError> {
    let Some((mobile, ..)) = accounts::sql::person_row(tx, person).await? else { return Ok(()) };
    notices::tell_code(tx, &mobile, lang, "sms-cash-code", &format!("{order} {turn}"), &[("code", code)])
        .await
}

/// Another code, because the first did not come. The one before is right no more.
///
/// # Errors
/// [`CashError::NoMoreCodes`] beyond three, or sooner than a minute after the last.
pub async fn send_again(db: &Db, order_code: &str) -> Result<(), CashError> {
    transaction!(db, tx => {
        let row = sql::confirmation(tx, order_code).await?.ok_or(CashError::Missing)?;
        if row.state != Order::Placed {
            return Err(CashError::NotWaiting);
        }
        if row.codes_sent >= CODES_MOST || row.sent_at.plus_minutes(CODE_PAUSE_MINUTES) > tx.now() {
            return Err(CashError::NoMoreCodes);
        }
        let (turn, code) = (row.codes_sent + 1, chance::six_digits());
        let hash = rules::code_hash(&row.order.to_string(), turn, &code);
        if !sql::renew_code(tx, row.order, turn, &hash).await? {
            return Err(CashError::Raced);
        }
        Ok(tell(tx, row.order, row.person, row.lang, (turn, &code)).await?)
    })
}

/// Whoever has the code confirms the order: goods are gone from the shelf, makers are asked, as if it were paid.
///
/// # Errors
/// [`CashError::WrongCode`] with the tries left; [`CashError::NotWaiting`] once it is confirmed or has expired.
pub async fn confirm(db: &Db, order_code: &str, typed: &Secret<String>) -> Result<(), CashError> {
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let tried: Result<_, CashError> = transaction!(db, tx => {
        let row = sql::confirmation(tx, order_code).await?.ok_or(CashError::Missing)?;
        if row.state != Order::Placed || row.expires_at <= tx.now() {
            return Ok(Err(CashError::NotWaiting));
        }
        let given = rules::code_hash(&row.order.to_string(), row.codes_sent, typed.reveal());
        if row.tries_left == 0 || given != row.code_hash {
            sql::spend_try(tx, row.order).await?;
            return Ok(Err(CashError::WrongCode { tries_left: (row.tries_left - 1).max(0) }));
        }
        let order = orders::sql::order(tx, row.order).await?.ok_or(CashError::Missing)?;
        sql::confirmed(tx, row.order).await?;
        settle::cash_promised(tx, &order, Actor::Person(row.person, Part::Buyer)).await?;
        Ok(Ok(()))
    });
    tried?
}
