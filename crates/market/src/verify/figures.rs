//! Every figure counted anew: from the rows as they stand, in Rust, by none of the statements the pages ask with.
//!
//! Reads: what figures are made of, page by page. Writes: nothing. Never: looks at how `reports` counts.
//!
//! Start at [`Recount::of`]; [`figures`] lays both beside each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::proof::hex;
use kernel::{Paise, Time};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Read};

use super::figures_sql::{self as sql, CaseRow, ComplaintRow, LookRow, MakerRow, ParcelRow, PayoutRow};
use super::{Check, Found, each};
use crate::complaints::rules::{HEARD_HOURS, SETTLED_DAYS};
use crate::reports::{self, Count, Cut, IncomesOf, Measure, Span};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// One fact, as the rows tell it.
#[derive(Clone, Debug)]
struct Fact {
    maker: Option<String>,
    counted: String,
    at: Time,
    good: bool,
    amount: i64,
}

/// Everything figures are made of.
#[derive(Debug, Default)]
pub struct Recount {
    makers: HashMap<String, MakerRow>,
    cases: HashMap<String, CaseRow>,
    facts: BTreeMap<Measure, Vec<Fact>>,
}

impl Recount {
    /// Goes through all rows once.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn of(read: &mut Read) -> Result<Recount, DbError> {
        let mut all = Recount::default();
        let mut maker_of_case = HashMap::new();
        each(read, sql::makers, |row: &MakerRow| {
            all.makers.insert(row.id.clone(), row.clone());
        })
        .await?;
        each(read, sql::cases, |row: &CaseRow| {
            if let Some(maker) = &row.maker {
                maker_of_case.insert(row.id.clone(), maker.clone());
                all.cases.insert(maker.clone(), row.clone());
            }
        })
        .await?;
        each(read, sql::steps, |row| {
            if let (Some(maker), "listed") = (maker_of_case.get(&row.case), row.step.as_str()) {
                all.add(Measure::Listed, (maker, maker), row.at, true, 0);
            }
        })
        .await?;
        let trial = all.parcels(read).await?;
        let look = |all: &mut Recount, row: &LookRow| {
            let good = matches!(row.finding.as_str(), "approved" | "passes");
            if !trial.contains(&row.parcel) {
                all.add(Measure::Looks, (&row.maker, &row.id), row.at, good, 0);
            }
        };
        each(read, sql::inspections, |row| look(&mut all, row)).await?;
        each(read, sql::looks, |row| look(&mut all, row)).await?;
        each(read, sql::complaints, |row| all.complaint(row)).await?;
        Ok(all)
    }

    fn add(&mut self, measure: Measure, (maker, counted): (&str, &str), at: Time, good: bool, amount: i64) {
        let fact = Fact { maker: Some(maker.to_owned()), counted: counted.to_owned(), at, good, amount };
        self.facts.entry(measure).or_default().push(fact);
    }

    /// Payouts and parcels; answers which parcels are of a trial.
    async fn parcels(&mut self, read: &mut Read) -> Result<BTreeSet<String>, DbError> {
        let (mut settled, mut paid_at) = (HashMap::new(), HashMap::new());
        each(read, sql::payouts, |row: &PayoutRow| {
            if let ("settled", Some(at)) = (row.state.as_str(), row.ended_at) {
                settled.insert(row.id.clone(), at);
                self.add(Measure::Paid, (&row.maker, &row.maker), at, true, row.amount);
            }
        })
        .await?;
        each(read, sql::lines, |row| {
            if let Some(at) = settled.get(&row.payout) {
                paid_at.insert(row.parcel.clone(), *at);
            }
        })
        .await?;
        let (mut trial, mut first) = (BTreeSet::new(), HashMap::<String, (Time, String)>::new());
        each(read, sql::parcels, |row: &ParcelRow| {
            if row.in_trial != 0 {
                trial.insert(row.id.clone());
                return;
            }
            self.parcel(row, paid_at.get(&row.id).copied());
            if let ("delivered", Some(at)) = (row.state.as_str(), row.ended_at) {
                let this = (at, row.id.clone());
                let earliest = first.entry(row.maker.clone()).or_insert_with(|| this.clone());
                if this < *earliest {
                    *earliest = this;
                }
            }
        })
        .await?;
        for (maker, (at, _)) in first {
            let found = self.cases.get(&maker).map_or(at, |case| case.found_at);
            self.add(Measure::FirstSale, (&maker, &maker), at, true, (at.0 - found.0) / DAY_MS);
        }
        Ok(trial)
    }

    fn parcel(&mut self, row: &ParcelRow, paid_at: Option<Time>) {
        if let Some(at) = row.asked_at {
            self.add(Measure::Orders, (&row.maker, &row.order), at, true, row.goods);
        }
        let ("delivered", Some(at)) = (row.state.as_str(), row.ended_at) else { return };
        self.add(Measure::Delivery, (&row.maker, &row.id), at, at.day() <= row.promised, row.goods);
        if let (Some(by), true) = (row.pay_by, row.payable > 0) {
            let good = paid_at.is_some_and(|paid| paid.day() <= by);
            self.add(Measure::Payouts, (&row.maker, &row.id), by.plus(1).starts(), good, row.payable);
        }
    }

    fn complaint(&mut self, row: &ComplaintRow) {
        if row.in_trial != 0 {
            return;
        }
        let month = row.opened_at.plus_days(SETTLED_DAYS);
        let has_ended = matches!(row.state.as_str(), "closed" | "ended");
        let closed = row.closed_at.filter(|at| has_ended && *at <= month);
        let heard = row.heard_at.is_some_and(|at| at <= row.opened_at.plus_minutes(HEARD_HOURS * 60));
        self.facts.entry(Measure::Complaints).or_default().push(Fact {
            maker: row.maker.clone(),
            counted: row.number.clone(),
            at: closed.unwrap_or(month),
            good: closed.is_some() && heard,
            amount: 0,
        });
    }

    /// The line of a cut that what is known of a maker is in.
    fn line(&self, cut: Cut, maker: Option<&str>) -> String {
        let known = maker.and_then(|id| self.makers.get(id));
        let case = maker.and_then(|id| self.cases.get(id));
        let none = || "-".to_owned();
        let department = || case.map_or_else(none, |case| case.department.clone());
        let block = || known.map_or_else(none, |maker| maker.block.clone());
        match cut {
            Cut::Whole => String::new(),
            Cut::Block => block(),
            Cut::Department => department(),
            Cut::Officer => case.and_then(|case| case.officer.clone()).unwrap_or_else(none),
            Cut::Craft => known.map_or_else(none, |maker| maker.craft.clone()),
            Cut::Who if known.is_some_and(|maker| maker.kind == "shg") => "shg".to_owned(),
            Cut::Who => case.map_or_else(|| "unknown".to_owned(), |case| case.gender.clone()),
            Cut::Post => format!("{} {}", department(), block()),
        }
    }

    /// What is counted of a measure, as [`reports::counts`] should answer it; of what has happened until `now`.
    pub fn counts(&self, measure: Measure, cut: Cut, span: Span, now: Time) -> Vec<Count> {
        let mut lines: BTreeMap<String, (BTreeSet<&str>, Count)> = BTreeMap::new();
        let mut days: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        let facts = self.facts.get(&measure).into_iter().flatten();
        for fact in facts.filter(|fact| fact.at >= span.from && fact.at < span.to && fact.at <= now) {
            let line = self.line(cut, fact.maker.as_deref());
            if measure == Measure::FirstSale {
                days.entry(line.clone()).or_default().push(fact.amount);
            }
            let (keys, count) = lines.entry(line).or_default();
            keys.insert(&fact.counted);
            count.all += 1;
            count.good += i64::from(fact.good);
            count.amount += fact.amount;
        }
        let mut whole = |(cut, (keys, count)): (String, (BTreeSet<&str>, Count))| Count {
            keys: i64::try_from(keys.len()).unwrap_or(i64::MAX),
            middle: days.get_mut(&cut).map_or(0, |all| middle(all)),
            cut,
            ..count
        };
        lines.into_iter().map(&mut whole).collect()
    }

    /// How what makers were paid is spread, as [`reports::incomes_by`] should answer it.
    pub fn incomes(&self, cut: Cut, span: Span) -> Vec<IncomesOf> {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for fact in self.facts.get(&Measure::Paid).into_iter().flatten() {
            if fact.at >= span.from && fact.at < span.to {
                *sums.entry(&fact.counted).or_default() += fact.amount;
            }
        }
        let mut lines: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for (maker, sum) in sums {
            lines.entry(self.line(cut, Some(maker))).or_default().push(sum);
        }
        let spread = |(cut, mut all): (String, Vec<i64>)| {
            all.sort_unstable();
            let at = |place: usize| Paise(all.get(place).copied().unwrap_or(0));
            let last = all.len() - 1;
            let makers = i64::try_from(all.len()).unwrap_or(i64::MAX);
            IncomesOf { cut, makers, lower: at(last / 4), median: at(last / 2), upper: at(last * 3 / 4) }
        };
        lines.into_iter().map(spread).collect()
    }
}

/// Every measure by every cut, of the last thirty days and since the beginning, beside the same counted anew.
pub(super) async fn figures(read: &mut Read) -> Result<Check, DbError> {
    let (mut found, now) = (Found::default(), read.now());
    let recount = Recount::of(read).await?;
    let spans = [Span::last(now, reports::STEP_DAYS), Span { from: Time(0), to: Span::last(now, 1).to }];
    for span in spans {
        for cut in Cut::ALL {
            for measure in Measure::ALL {
                let told = reports::counts(read, *measure, *cut, span).await?;
                compare(
                    &mut found,
                    measure.as_str(),
                    *cut,
                    &told,
                    &recount.counts(*measure, *cut, span, now),
                );
            }
            let told = reports::incomes_by(read, *cut, span).await?;
            compare(&mut found, "incomes", *cut, &told, &recount.incomes(*cut, span));
        }
    }
    Ok(found.under("every figure the DC reads is what its rows come to"))
}

/// All figures in one word, as they stood at the newest entry of the journal: two databases with the same word have the same figures.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn word(db: &Db) -> Result<String, DbError> {
    let read: &mut Read = &mut *db.snapshot().await?;
    let until = sql::newest_entry(read).await?;
    let recount = Recount::of(read).await?;
    let span = Span { from: Time(0), to: until.plus_ms(1) };
    let mut sha = Sha256::new();
    for cut in Cut::ALL {
        for measure in Measure::ALL {
            for line in recount.counts(*measure, *cut, span, until) {
                sha.update(format!("{measure} {cut} {line:?}"));
            }
        }
    }
    Ok(hex(&sha.finalize()))
}

/// The amount in the middle.
fn middle(all: &mut [i64]) -> i64 {
    all.sort_unstable();
    all.get(all.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}

/// Both lists, whatever the order of their lines.
fn compare<L: PartialEq + std::fmt::Debug>(found: &mut Found, what: &str, cut: Cut, told: &[L], anew: &[L]) {
    let odd = told
        .iter()
        .find(|line| !anew.contains(line))
        .or_else(|| anew.iter().find(|line| !told.contains(line)));
    if let Some(line) = odd {
        found.add(format!("{what} by {cut}: told and counted anew differ in {line:?}"));
    }
}
