//! Complaints climb by the clock: what nobody hears or settles goes to somebody higher before the law is broken.

use kernel::Limit;
use store::{Db, DbError, transaction};

use super::act::move_by;
use super::machine::Event;
use super::{ComplaintError, rules, sql};
use crate::audit::Actor;

/// Open complaints looked at in one round, the oldest first.
const ROUND: Limit = Limit::of(Limit::MOST);

/// Moves every complaint up whose clock ran on; answers how many. Twice is fine: a level is reached once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn climb(db: &Db) -> Result<u32, DbError> {
    let mut climbed = 0;
    let (now, mut after) = (db.now(), String::new());
    loop {
        let open = sql::open(&mut db.read().await?, &after, ROUND).await?;
        for one in &open {
            after = one.id.to_string();
            if rules::level_at(one.state, one.level, one.opened_at, now) == one.level {
                continue;
            }
            let moved: Result<(), ComplaintError> = transaction!(db, tx => {
                let Some(row) = sql::row(tx, one.id).await? else { return Ok(()) };
                let level = rules::level_at(row.state, row.level, row.opened_at, tx.now());
                if level == row.level {
                    return Ok(());
                }
                move_by(tx, &row, Event::Climbs, Actor::Mart, (level, None)).await?;
                Ok(())
            });
            match moved {
                Ok(()) => climbed += 1,
                // It was closed or moved a moment ago.
                Err(ComplaintError::NotNow(_) | ComplaintError::Raced) => {}
                Err(ComplaintError::Db(cause)) => return Err(cause),
                Err(cause) => return Err(DbError::Failed(cause.to_string())),
            }
        }
        if open.len() < ROUND.rows() {
            return Ok(climbed);
        }
    }
}
