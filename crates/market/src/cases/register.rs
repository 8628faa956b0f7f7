//! A register is taken back: what it entered comes to rest, if nobody has worked on it since.

use kernel::ids::CaseId;
use store::Tx;

use super::act::moved;
use super::machine::{CaseState, Event};
use super::{CaseError, Scope, StopWhy, people_sql, sql};
use crate::audit::Actor;
use crate::matching;

/// What is noted on a case that was entered by a register somebody has taken back.
const NOTE: &str = "register taken back";

/// Lets a case rest that a register entered; `false`, and it stays, if anything has happened to it since. It is no longer
/// suggested as somebody known, so that the corrected register can be entered.
///
/// # Errors
/// [`CaseError::Db`] if the database fails, [`CaseError::Raced`] if somebody works on it this very moment.
pub(crate) async fn take_back_in(tx: &mut Tx, actor: Actor, id: CaseId) -> Result<bool, CaseError> {
    let Some(mut row) = sql::case_of(tx, id, &Scope::District).await? else { return Ok(false) };
    if row.version != 1 || row.state != CaseState::Identified {
        return Ok(false);
    }
    let seq = moved(tx, &mut row, Event::Stops, actor, StopWhy::Other.as_str()).await?;
    people_sql::insert_stop(tx, &row, seq, &actor.to_string(), (StopWhy::Other, NOTE)).await?;
    sql::end_next(tx, id).await?;
    matching::forget(tx, id).await?;
    Ok(true)
}
