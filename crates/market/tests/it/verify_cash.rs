//! The checks of cash can fail, like the others in `verify`.

use store::sql;

use crate::town::DEOGHAR;
use crate::verify::{Busy, breaks};

pub const AT_DOOR: &str = "what was to be paid in cash was taken at the door, once";
pub const TOKENS: &str =
    "what is paid ahead of cash counts at the door, is kept by the rule or goes back, once";
pub const BOXES: &str = "all cash that was taken is handed on, written off by two or still there";

/// Somebody has paid at the door.
async fn paid_at_the_door(busy: &Busy) {
    let chand = busy.town.buys_for_cash("Chand", &[("lac bangles", 1)], DEOGHAR).await;
    busy.town.promises(&chand).await;
    busy.town.brings_to_hub("Sunita", &chand).await;
    busy.town.everything_arrives(&chand).await;
    busy.town.is_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cash_that_was_taken_and_not_written_down() {
    breaks("a door that nobody remembers", &[AT_DOOR, BOXES], async |busy| {
        paid_at_the_door(busy).await;
        vec![(sql!("delete from cash_collection"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cash_that_was_paid_in_behind_the_journals_back() {
    breaks("a slip without an entry", &[BOXES], async |busy| {
        paid_at_the_door(busy).await;
        let slip = sql!(
            "insert into cash_handover (id, hub_id, amount_paise, slip, handed_by, handed_at_ms)
             select 'chn_1', holder, 100, 'SLIP', collected_by, collected_at_ms from cash_collection"
        );
        vec![(slip, vec![])]
    })
    .await;
}
