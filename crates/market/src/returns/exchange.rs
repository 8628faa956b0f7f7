//! Instead of her money a buyer gets the same piece anew, if it can be had.

use kernel::ids::ReturnId;
use store::{DbError, Tx};

use super::act::tell_buyer;
use super::{ReturnError, sql};
use crate::audit::Actor;
use crate::orders::OrderError;
use crate::orders::anew::{self, Worth};

/// What came of a claim behind which a new piece was wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// A new piece is on its way; no money goes back.
    Anew,
    /// It cannot be had: the money goes back.
    WithMoney,
}

/// Sends what a return is about anew, within the transaction that grants its claim. Its buyer hears of it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn send(tx: &mut Tx, actor: Actor, id: ReturnId, worth: Worth) -> Result<Settled, DbError> {
    let Some(row) = sql::row(tx, id).await? else { return Ok(Settled::WithMoney) };
    let sent = anew::send(tx, actor, row.line, (row.quantity, worth)).await;
    let sent = sent.map_err(|cause| match cause {
        OrderError::Db(cause) => cause,
        cause => DbError::Failed(cause.to_string()),
    })?;
    let Some(parcel) = sent else { return Ok(Settled::WithMoney) };
    sql::set_exchange(tx, id, parcel).await?;
    match tell_buyer(tx, &row, "sms-return-anew").await {
        Ok(()) => Ok(Settled::Anew),
        Err(ReturnError::Db(cause)) => Err(cause),
        Err(cause) => Err(DbError::Failed(cause.to_string())),
    }
}
