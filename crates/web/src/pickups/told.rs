//! Counters in words: when they are open, where they are, until when something waits.

use kernel::Day;
use market::pickups::{Counter, Fetched, Slot};

use crate::parts::{Notice, Tone};
use crate::text::Text;
use crate::views::board::Block;

/// The days of the week, Monday first.
pub(super) const WEEKDAYS: [&str; 7] =
    ["weekday-mon", "weekday-tue", "weekday-wed", "weekday-thu", "weekday-fri", "weekday-sat", "weekday-sun"];

/// `10:30`: a minute of the day.
pub(crate) fn clock(minute: i64) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// «सोमवार–शनिवार, 10:00–18:00», «मंगलवार, शनिवार, …», or «रोज़ …».
pub(crate) fn hours(t: &Text, one: &Counter) -> String {
    let open: Vec<usize> = (0..7).filter(|day| one.weekdays >> day & 1 == 1).collect();
    let name = |day: &usize| WEEKDAYS.get(*day).map(|key| t.get(key)).unwrap_or_default();
    let days = match (open.first(), open.last()) {
        (Some(0), Some(6)) if open.len() == 7 => t.get("pickup-daily"),
        (Some(first), Some(last)) if open.len() > 2 && last - first + 1 == open.len() => {
            format!("{}–{}", name(first), name(last))
        }
        _ => open.iter().map(name).collect::<Vec<_>>().join(", "),
    };
    format!("{days}, {}–{}", clock(one.opens_min), clock(one.shuts_min))
}

/// «28 नवंबर, शनिवार, 10:00–11:00».
pub(crate) fn slot(t: &Text, one: &Slot) -> String {
    format!("{}, {}–{}", t.day_and_weekday(&one.day), clock(one.from_min), clock(one.until_min))
}

/// Name, place and hours, line by line; the slot instead of the hours if one was chosen.
pub(crate) fn lines(t: &Text, at: &Fetched) -> Vec<String> {
    let when = at.slot.as_ref().map_or_else(|| hours(t, &at.counter), |chosen| slot(t, chosen));
    vec![t.pick(&at.counter.name).to_owned(), t.pick(&at.counter.place).to_owned(), when]
}

/// What the page of an order says of where it is fetched, while it still is to be.
pub(crate) fn on_order(t: &Text, at: &Fetched) -> Block {
    Block::Notice(Notice::new(Tone::Plain, t.get("pickup-on-order"), lines(t, at).join(" · ")))
}

/// «from 25 to 30 November».
pub(crate) fn stands(t: &Text, from: Day, until: Day) -> String {
    t.say("pickup-stands").set("from", t.day(&from)).set("until", t.day(&until)).to_string()
}
