//! The days of the week in forms and sentences: boxes to tick, what was ticked, what a day is called.

use market::delivery::Weekdays;

use crate::form::Typed;
use crate::text::Text;

/// The days, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn key(weekday: i64) -> &'static str {
    usize::try_from(weekday).ok().and_then(|at| DAYS.get(at)).copied().unwrap_or("sun")
}

/// What a day of the week is called; Monday is 0.
pub(crate) fn name(t: &Text, weekday: i64) -> String {
    t.get(&format!("weekday-{}", key(weekday)))
}

/// A box for each day: its field begins with `of`.
pub(crate) fn boxes(t: &Text, of: &str, ticked: Weekdays) -> Vec<(String, String, bool)> {
    (0..7).map(|day| (format!("{of}_{}", key(day)), name(t, day), ticked.has(day))).collect()
}

/// The days whose boxes were ticked.
pub(crate) fn ticked(typed: &Typed, of: &str) -> Weekdays {
    Weekdays::of((0..7).filter(|day| !typed.get(&format!("{of}_{}", key(*day))).is_empty()))
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn what_is_ticked_comes_back_ticked() {
        let haat = Weekdays::of([1, 5]);
        let boxes = boxes(&Text::new(Lang::En), "open", haat);
        let sent = boxes.iter().filter(|(_, _, ticked)| *ticked);
        let typed = Typed(sent.map(|(name, _, _)| (name.clone(), "1".to_owned())).collect());
        assert_eq!(ticked(&typed, "open"), haat);
        assert_eq!(boxes[5].1, "Saturday");
        assert_eq!(ticked(&typed, "round"), Weekdays(0));
    }
}
