//! Counters in words: when they are open, where they are, until when something waits.

use kernel::Day;
use market::hubs::clock;
use market::pickups::{Counter, Fetched, Slot};

use crate::parts::{Notice, Tone};
use crate::text::Text;
use crate::views::board::Block;
use crate::weekdays;

/// «सोमवार–शनिवार, 10:00–18:00», «मंगलवार, शनिवार, …», or «रोज़ …».
pub(crate) fn hours(t: &Text, one: &Counter) -> String {
    let open: Vec<i64> = one.weekdays.days().collect();
    let name = |day: &i64| weekdays::name(t, *day);
    let together = |first: &i64, last: &i64| usize::try_from(last - first + 1) == Ok(open.len());
    let days = match (open.first(), open.last()) {
        _ if open.len() == 7 => t.get("pickup-daily"),
        (Some(first), Some(last)) if open.len() > 2 && together(first, last) => {
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
