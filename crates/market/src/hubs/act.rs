//! A keeper counts packing material; a keeper or an officer says when a hub works.

use kernel::ids::{HubId, PersonId};
use store::{Db, transaction};

use super::{HubError, Item, sql};
use crate::accounts::Post;
use crate::delivery::Week;
use crate::places;

/// More is a slip of the finger.
const MOST: i64 = 100_000;

/// What was counted, and with how many more must be got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of what.
    pub item: Item,
    /// How many are there.
    pub pieces: i64,
    /// With so many or fewer it is low.
    pub low_at: i64,
}

/// Writes a count down. Earlier ones stay: nobody edits what was there.
///
/// # Errors
/// [`HubError::NotACount`] below nothing or above what can be.
pub async fn count(db: &Db, by: PersonId, hub: HubId, counted: Count) -> Result<(), HubError> {
    if !(0..=MOST).contains(&counted.pieces) || !(0..=MOST).contains(&counted.low_at) {
        return Err(HubError::NotACount);
    }
    transaction!(db, tx => { Ok(sql::insert_count(tx, hub, by, counted).await?) })
}

/// Whose word on a hub counts.
#[derive(Clone, Debug)]
pub enum Charge {
    /// Its keeper's.
    Keeper(HubId),
    /// An officer's, in the blocks of her post.
    Officer(Post),
}

/// Somebody says when a hub works; promises made from now on follow it. What was said before stays on record.
///
/// # Errors
/// [`HubError::Missing`] for a hub that is not hers; [`HubError::NotAWeek`] if it cannot be.
pub async fn say_week(
    db: &Db,
    (by, charge): (PersonId, &Charge),
    hub: HubId,
    week: Week,
) -> Result<(), HubError> {
    if !week.is_sound() {
        return Err(HubError::NotAWeek);
    }
    transaction!(db, tx => {
        let found = places::read::hub(tx, hub).await?.ok_or(HubError::Missing)?;
        let is_hers = match charge {
            Charge::Keeper(own) => *own == hub,
            Charge::Officer(post) => post.blocks.cover(&found.block_code),
        };
        if !is_hers {
            return Err(HubError::Missing);
        }
        sql::insert_week(tx, hub, by, week).await?;
        let open_hours = format!("{}–{}", clock(week.opens_minute), clock(week.closes_minute));
        sql::set_hours(tx, hub, &open_hours).await?;
        // Lists that name a pincode show dates.
        tx.catalogue_changed();
        Ok(())
    })
}

/// Minutes since midnight as «10:30».
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
