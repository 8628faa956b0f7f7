//! Words of carriers become steps. Pure.

use kernel::digits::ascii_digits;
use kernel::{Day, Time};

use super::Step;

/// A task is to be done within so many days of what went wrong.
pub const HITCH_DAYS: i64 = 2;

/// What the post writes, in the order it is looked for: what is more exact stands first. English words are in small letters.
const WORDS: [(&str, Step); 32] = [
    ("undeliver", Step::Undelivered),
    ("not deliver", Step::Undelivered),
    ("delivery attempt", Step::Undelivered),
    ("door lock", Step::Undelivered),
    ("addressee absent", Step::Undelivered),
    ("addressee left", Step::Undelivered),
    ("अवितरित", Step::Undelivered),
    ("return", Step::TurnedBack),
    ("rto", Step::TurnedBack),
    ("redirected to sender", Step::TurnedBack),
    ("वापस", Step::TurnedBack),
    ("out for delivery", Step::OutForDelivery),
    ("with postman", Step::OutForDelivery),
    ("वितरण के लिए", Step::OutForDelivery),
    ("deliver", Step::Delivered),
    ("वितरित", Step::Delivered),
    ("damage", Step::Damaged),
    ("क्षतिग्रस्त", Step::Damaged),
    ("lost", Step::Lost),
    ("missing", Step::Lost),
    ("book", Step::Booked),
    ("बुक", Step::Booked),
    ("collect", Step::PickedUp),
    ("picked", Step::PickedUp),
    ("bag", Step::InTransit),
    ("dispatch", Step::InTransit),
    ("despatch", Step::InTransit),
    ("transit", Step::InTransit),
    ("shipped", Step::InTransit),
    ("reached", Step::AtOffice),
    ("receiv", Step::AtOffice),
    ("प्राप्त", Step::AtOffice),
];

/// The step a carrier's words speak of; `None` for words we do not know.
pub fn step_of(words: &str) -> Option<Step> {
    let words = words.trim().to_lowercase();
    // What has come back to whoever sent it is not on its way back any more.
    if words.contains("delivered to sender") || words.contains("rto delivered") {
        return Some(Step::CameBack);
    }
    WORDS.iter().find(|(known, _)| words.contains(known)).map(|(_, step)| *step)
}

/// A moment as spreadsheets have it: `28-11-2026`, `28/11/2026` or `2026-11-28`, with or without a time of day behind it or in a
/// cell of its own.
pub fn moment(date: &str, time: &str) -> Option<Time> {
    let date = ascii_digits(date.trim());
    let (day, rest) = date.split_once([' ', 'T']).unwrap_or((&date, ""));
    let day = day_of(day)?;
    let time = ascii_digits(if time.trim().is_empty() { rest } else { time });
    let minutes = if time.trim().is_empty() { 12 * 60 } else { minutes_of(time.trim())? };
    Some(day.starts().plus_minutes(minutes))
}

fn day_of(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return None;
    }
    Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `14:05`, `14:05:59`, `02:05 PM`: minutes since midnight.
fn minutes_of(text: &str) -> Option<i64> {
    let text = text.to_ascii_uppercase();
    let is_evening = text.contains("PM");
    let is_morning = text.contains("AM");
    let digits = text.replace(['A', 'P', 'M', ' '], "");
    let mut parts = digits.split(':');
    let (hour, minute): (i64, i64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let hour = match hour {
        12 if is_morning => 0,
        1..12 if is_evening => hour + 12,
        other => other,
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_posts_words_are_steps() {
        for (words, step) in [
            ("Item Booked", Step::Booked),
            ("Item Bagged", Step::InTransit),
            ("Item Dispatched", Step::InTransit),
            ("Item Received", Step::AtOffice),
            ("Out for Delivery", Step::OutForDelivery),
            ("Item Delivered(Addressee)", Step::Delivered),
            ("Item Delivered", Step::Delivered),
            ("Item Undelivered: door locked", Step::Undelivered),
            ("Delivery Attempted", Step::Undelivered),
            ("Returned", Step::TurnedBack),
            ("Item Delivered to Sender", Step::CameBack),
            ("वस्तु प्राप्त हुई", Step::AtOffice),
            ("अवितरित", Step::Undelivered),
        ] {
            assert_eq!(step_of(words), Some(step), "{words}");
        }
        assert_eq!(step_of("On hold"), None);
        assert_eq!(step_of(""), None);
    }

    #[test]
    fn an_agents_words_are_steps_too() {
        for (words, step) in [
            ("PICKED UP", Some(Step::PickedUp)),
            ("SHIPPED", Some(Step::InTransit)),
            ("IN TRANSIT", Some(Step::InTransit)),
            ("REACHED AT DESTINATION HUB", Some(Step::AtOffice)),
            ("OUT FOR DELIVERY", Some(Step::OutForDelivery)),
            ("DELIVERED", Some(Step::Delivered)),
            ("UNDELIVERED-1st Attempt", Some(Step::Undelivered)),
            ("RTO INITIATED", Some(Step::TurnedBack)),
            ("RTO IN TRANSIT", Some(Step::TurnedBack)),
            ("RTO DELIVERED", Some(Step::CameBack)),
            ("LOST", Some(Step::Lost)),
            ("DAMAGED", Some(Step::Damaged)),
            ("PICKUP SCHEDULED", None),
            ("OUT FOR PICKUP", None),
            ("MANIFEST GENERATED", None),
            ("CANCELED", None),
        ] {
            assert_eq!(step_of(words), step, "{words}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let at = |date, time| moment(date, time).map(kernel::Time::in_india);
        let noon = at("28-11-2026", "").expect("a moment");
        assert_eq!(at("2026-11-28", ""), Some(noon.clone()));
        assert_eq!(at("28/11/2026 12:00", ""), Some(noon.clone()));
        assert_eq!(at("२८.११.२०२६", "12:00 PM"), Some(noon));
        assert_ne!(at("28-11-2026", "02:05 PM"), at("28-11-2026", "02:05"));
        for (date, time) in
            [("", ""), ("28-11-26", ""), ("31-02-2026", ""), ("28-11-2026", "25:00"), ("soon", "")]
        {
            assert_eq!(at(date, time), None, "{date} {time}");
        }
    }
}
