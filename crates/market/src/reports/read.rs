//! What pages and papers ask of the figures.

use kernel::ids::MakerId;
use kernel::{BadCell, Day, Limit, Paise, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::{CLASSES, Count, Cut, Fact, Measure, STEPS, Span, facts_sql, incomes_sql, month_of};
use crate::catalogue::columns::Columns;

/// Lines of a cut.
const LINES: Limit = Limit::of(Limit::MOST);

/// A measure in a period, cut by something; a cut without a fact has no line.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn counts(read: &mut Read, measure: Measure, cut: Cut, span: Span) -> Result<Vec<Count>, DbError> {
    let span = so_far(read, span);
    match measure {
        Measure::FirstSale => facts_sql::middles(read, measure, cut, span, LINES).await,
        Measure::Paid
        | Measure::Payouts
        | Measure::Orders
        | Measure::Delivery
        | Measure::Complaints
        | Measure::Looks
        | Measure::Listed => facts_sql::counts(read, measure, cut, span, LINES).await,
    }
}

/// A period without what is to come.
fn so_far(read: &Read, span: Span) -> Span {
    Span { to: span.to.min(read.now().plus_ms(1)), ..span }
}

/// A measure in a period and in the one before it, all together.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_period(read: &mut Read, measure: Measure, span: Span) -> Result<(Count, Count), DbError> {
    let now = counts(read, measure, Cut::Whole, span).await?.into_iter().next().unwrap_or_default();
    let before =
        counts(read, measure, Cut::Whole, span.before()).await?.into_iter().next().unwrap_or_default();
    Ok((now, before))
}

/// What reached makers in each of the last twelve months, the longest ago first; the last is this month as far as it has come.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn year(read: &mut Read, now: Time) -> Result<Vec<(Day, Count)>, DbError> {
    let mut months = [month_of(now.day()); STEPS];
    for at in (1..STEPS).rev() {
        months[at - 1] = month_of(months[at].plus(-1));
    }
    let mut steps = months.map(|first| (first, Count::default()));
    let to = Span::last(now, 1).to;
    for (at, keys, all, amount) in incomes_sql::months(read, months, to, LINES).await? {
        if let Some(step) = usize::try_from(at).ok().and_then(|at| steps.get_mut(at)) {
            step.1 = Count { keys, all, good: all, amount, ..Count::default() };
        }
    }
    Ok(steps.to_vec())
}

/// The facts of one line of a cut, the newest first; `before` is where the last page ended.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn facts(
    read: &mut Read,
    (measure, cut, line): (Measure, Cut, &str),
    span: Span,
    before: Option<(Time, &str)>,
    limit: Limit,
) -> Result<Vec<Fact>, DbError> {
    let span = so_far(read, span);
    let (at, key) = before.unwrap_or((span.to, ""));
    facts_sql::facts(read, (measure, cut, line), span, (at, key), limit).await
}

/// Where the page after a fact begins, as an address carries it: its moment and its key.
pub fn after(fact: &Fact) -> String {
    format!("{}.{}", fact.at.0, fact.key)
}

/// How what makers were paid in a period is spread among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incomes {
    /// How many were paid.
    pub makers: i64,
    /// Half of them got less.
    pub median: Paise,
    /// A quarter of them got less.
    pub lower: Paise,
    /// A quarter of them got more.
    pub upper: Paise,
    /// How many are in each of [`CLASSES`].
    pub classes: [i64; CLASSES.len()],
}

store::row! {
    /// How what makers of one line of a cut were paid is spread among them.
    #[derive(PartialEq, Eq)]
    pub struct IncomesOf {
        /// The line, as [`Count::cut`] has it.
        pub cut: String,
        /// How many were paid.
        pub makers: i64,
        /// A quarter of them got less.
        pub lower: Paise,
        /// Half of them got less.
        pub median: Paise,
        /// A quarter of them got more.
        pub upper: Paise,
    }
}

/// How what makers were paid in a period is spread among them, for each line of a cut.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn incomes_by(read: &mut Read, cut: Cut, span: Span) -> Result<Vec<IncomesOf>, DbError> {
    incomes_sql::by(read, cut, span, LINES).await
}

/// How what makers were paid in a period is spread among them.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn incomes(read: &mut Read, span: Span) -> Result<Incomes, DbError> {
    let mut incomes = Incomes::default();
    for (class, makers) in incomes_sql::classes(read, span).await? {
        incomes.makers += makers;
        if let Some(place) = usize::try_from(class).ok().and_then(|at| incomes.classes.get_mut(at)) {
            *place = makers;
        }
    }
    if incomes.makers > 0 {
        let last = incomes.makers - 1;
        incomes.lower = incomes_sql::at(read, span, last / 4).await?;
        incomes.median = incomes_sql::at(read, span, last / 2).await?;
        incomes.upper = incomes_sql::at(read, span, last * 3 / 4).await?;
    }
    Ok(incomes)
}

/// A maker who was paid in a period, and how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earner {
    /// Who.
    pub maker: MakerId,
    /// Her name.
    pub name: Words,
    /// Her public page.
    pub slug: String,
    /// How much.
    pub amount: Paise,
    /// In how many payouts.
    pub payouts: i64,
}

impl FromRow for Earner {
    fn from_row(row: Row) -> Result<Earner, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Earner {
            maker: columns.next()?,
            name: columns.words()?,
            slug: columns.next()?,
            amount: columns.next()?,
            payouts: columns.next()?,
        })
    }
}

/// Of what was paid: that of one line of a cut, and of one of [`CLASSES`] or all of them.
#[derive(Clone, Copy, Debug)]
pub struct Paid<'a> {
    /// Cut by what.
    pub cut: Cut,
    /// Its line.
    pub line: &'a str,
    /// The place of a class; none for all.
    pub class: Option<usize>,
}

/// Makers who were paid in a period, who got least first; `after` is where the last page ended.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn earners(
    read: &mut Read,
    of: Paid<'_>,
    span: Span,
    after: Option<(Paise, MakerId)>,
    limit: Limit,
) -> Result<Vec<Earner>, DbError> {
    let bound = |at: usize| CLASSES.get(at).copied();
    let from = of.class.and_then(bound).unwrap_or(Paise::ZERO);
    let below = of.class.and_then(|at| bound(at + 1)).unwrap_or(Paise(i64::MAX));
    let (paise, maker) =
        after.map_or((Paise(-1), String::new()), |(paise, maker)| (paise, maker.to_string()));
    incomes_sql::earners(read, (of.cut, of.line), span, (from, below), (paise, &maker), limit).await
}
