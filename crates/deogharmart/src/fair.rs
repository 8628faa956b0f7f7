//! The sample district's counter, its slots and a stall at the fair, so that a demo can be fetched from and scanned.

use kernel::ids::PersonId;
use kernel::{Paise, Words};
use market::delivery::Weekdays;
use market::pickups::{self, CounterKind, NewCounter, Opening};
use market::places;
use market::stalls::{self, NewStall, StallKind};
use store::Db;

use crate::fault::{Because, Outcome};

/// The hub whose keepers keep them.
const HUB: &str = "hub-deoghar";
/// They stand for so many days.
const DAYS: i64 = 60;
/// Days with slots, hours of each and places of each hour.
const SLOTS: (i64, [(i64, i64); 2], i64) = (7, [(660, 720), (960, 1020)], 10);

/// Enters them, unless they are there or nobody could.
pub async fn load(db: &Db, by: PersonId) -> Outcome<()> {
    let hub = places::read::hub_by_key(&mut db.read().await?, HUB).await?;
    let Some(hub) = hub else { return Ok(()) };
    let today = db.now().day();
    let counter = NewCounter {
        hub: hub.id,
        kind: CounterKind::Hub,
        name: Words::new("देवघर केंद्र का काउंटर (नमूना)", "Deoghar hub counter (sample)"),
        place: hub.address.clone(),
        pin: Some(hub.pincode.clone()),
        opening: Opening { weekdays: Weekdays::WORKING, from: today, until: today.plus(DAYS) },
        hours: (600, 1080),
        freight: Paise::ZERO,
        keep_days: 7,
        once: "sample counter",
    };
    let counter =
        pickups::enter(db, by, &counter).await.because(|| "the sample counter was not entered".to_owned())?;
    let (days, hours, places) = SLOTS;
    for day in (3..3 + days).map(|ahead| today.plus(ahead)).filter(|day| day.weekday() != 6) {
        for hour in hours {
            pickups::open_slot(db, counter, day, hour, places)
                .await
                .because(|| "a slot of the sample counter was not opened".to_owned())?;
        }
    }
    let stall = NewStall {
        hub: hub.id,
        kind: StallKind::Stall,
        name: Words::new("शिवगंगा स्टॉल (नमूना)", "Shivganga stall (sample)"),
        place: Words::new("शिवगंगा घाट, द्वार 2 के पास", "Shivganga ghat, near gate 2"),
        makers: Default::default(),
        counter: Some(counter),
        days: (today, today.plus(DAYS)),
        once: "sample stall",
    };
    stalls::enter(db, by, &stall).await.because(|| "the sample stall was not entered".to_owned())?;
    Ok(())
}
