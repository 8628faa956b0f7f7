//! How figures are told: as money, shares or days; against what they were; and what the lines of a cut are called.

use std::collections::BTreeMap;

use kernel::ids::MakerId;
use kernel::{Day, Paise, Time};
use market::accounts::{self, DepartmentKey};
use market::places;
use market::reports::{CLASSES, Count, Cut, Measure, Span, Value};
use market::targets::sheet;
use serde::Deserialize;
use store::Read;

use crate::app::App;
use crate::error::{WebError, encoded};
use crate::parts::Was;
use crate::text::Text;

/// The periods one can look at, in days.
pub(super) const PERIODS: [i64; 4] = [7, 30, 90, 365];

/// Which period, cut by what, of which line, from where on; as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    days: String,
    /// A month, as 2026-11, instead of so many days.
    month: String,
    cut: String,
    pub line: String,
    before: String,
    /// Of what one maker got: the place of a class.
    class: String,
    /// Where the last page of makers ended: what she got, and who.
    after: String,
    pub past: Option<String>,
}

impl Wanted {
    /// So many days; thirty, if the address says nothing we know.
    pub(crate) fn days(&self) -> i64 {
        self.days.parse().ok().filter(|days| PERIODS.contains(days)).unwrap_or(30)
    }

    /// The period itself, or the one before it.
    pub(crate) fn span(&self, now: Time) -> Span {
        if let Some(first) = self.month() {
            return Span::month(first);
        }
        let span = Span::last(now, self.days());
        if self.past.is_some() { span.before() } else { span }
    }

    /// The first day of the month asked for, if one was.
    pub(super) fn month(&self) -> Option<Day> {
        sheet::month(&self.month)
    }

    /// The same period in an address.
    pub(super) fn period(&self) -> String {
        match self.month() {
            Some(_) => format!("month={}", self.month),
            None if self.past.is_some() => format!("days={}&past=1", self.days()),
            None => format!("days={}", self.days()),
        }
    }

    /// The class of incomes asked for, if there is such a one.
    pub(super) fn class(&self) -> Option<usize> {
        self.class.parse().ok().filter(|class| *class < CLASSES.len())
    }

    /// Where the last page of makers ended.
    pub(super) fn after(&self) -> Option<(Paise, MakerId)> {
        let (amount, maker) = self.after.split_once('.')?;
        Some((Paise(amount.parse().ok()?), maker.parse().ok()?))
    }

    pub(super) fn cut(&self) -> Cut {
        self.cut.parse().unwrap_or(Cut::Whole)
    }

    /// Where the last page of rows ended.
    pub(super) fn before(&self) -> Option<(Time, &str)> {
        let (at, key) = self.before.split_once('.')?;
        Some((Time(at.parse().ok()?), key))
    }
}

/// The address of the rows behind a figure.
pub(super) fn rows(t: &Text, measure: Measure, days: i64, of: (Cut, &str)) -> String {
    t.path(&format!("/office/report/{measure}?days={days}{}", line_of(of)))
}

/// The address of the makers who were paid, by how much; all of them, or those of one class.
pub(super) fn earners(t: &Text, days: i64, of: (Cut, &str), class: Option<usize>) -> String {
    let class = class.map(|class| format!("&class={class}")).unwrap_or_default();
    t.path(&format!("/office/report/incomes?days={days}{}{class}", line_of(of)))
}

/// A line of a cut in an address.
fn line_of((cut, line): (Cut, &str)) -> String {
    if cut == Cut::Whole { String::new() } else { format!("&cut={cut}&line={}", encoded(line)) }
}

/// What a measure was in the period before, and the rows of that.
pub(super) fn was_of(t: &Text, measure: Measure, days: i64, of: (Cut, &str), before: &Count) -> Was {
    let href = (before.all > 0).then(|| format!("{}&past=1", rows(t, measure, days, of)));
    Was { shown: was(t, value(t, measure, before)), href }
}

/// What is read first of a measure.
pub(super) fn value(t: &Text, measure: Measure, count: &Count) -> String {
    let none = || "–".to_owned();
    match measure.value(count) {
        Value::Rupees(amount) => t.money(&amount),
        Value::Number(number) => number.to_string(),
        Value::Percent(percent) => percent.map_or_else(none, |percent| format!("{percent} %")),
        Value::Days(days) => {
            days.map_or_else(none, |days| t.say("report-days").set("count", days.to_string()).to_string())
        }
    }
}

/// «पहले ₹12,400»: what it was in the period before.
pub(super) fn was(t: &Text, before: String) -> String {
    t.say("report-was").set("before", before).to_string()
}

/// What the lines of a cut are called.
pub(crate) async fn names(
    app: &App,
    read: &mut Read,
    t: &Text,
    cut: Cut,
    lines: &[Count],
) -> Result<BTreeMap<String, String>, WebError> {
    let mut names = BTreeMap::new();
    match cut {
        Cut::Whole => {}
        Cut::Block => {
            let blocks = places::read::blocks(read).await?;
            names.extend(blocks.into_iter().map(|block| (block.code, t.pick(&block.name).to_owned())));
        }
        Cut::Department => {
            let all = DepartmentKey::ALL.iter();
            names.extend(all.map(|one| (one.to_string(), t.get(&format!("department-{one}")))));
        }
        Cut::Craft => {
            let all = app.site().crafts.iter();
            names.extend(all.map(|(key, name)| (key.clone(), t.pick(name).to_owned())));
        }
        Cut::Who => {
            names.extend(
                ["shg", "female", "male", "other", "unknown"]
                    .map(|who| (who.to_owned(), t.get(&format!("report-who-{who}")))),
            );
        }
        Cut::Post => {
            let blocks = places::read::blocks(read).await?;
            for line in lines {
                let Some((department, code)) = line.cut.split_once(' ') else { continue };
                let department = department.parse().map(|key| t.department(key)).unwrap_or_default();
                let block = blocks.iter().find(|block| block.code == code);
                let name = block.map(|block| t.pick(&block.name)).unwrap_or_default();
                names.insert(line.cut.clone(), format!("{department} · {name}"));
            }
        }
        Cut::Officer => {
            for line in lines {
                let Ok(person) = line.cut.parse() else { continue };
                if let Some(who) = accounts::who_is(read, person).await? {
                    names.insert(line.cut.clone(), who.name);
                }
            }
        }
    }
    Ok(names)
}
