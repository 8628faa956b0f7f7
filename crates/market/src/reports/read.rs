//! What pages and papers ask of the figures.

use kernel::{Limit, Paise, Time};
use store::{DbError, Read};

use super::{CLASSES, Count, Cut, Fact, Measure, STEP_DAYS, STEPS, Span, facts_sql, incomes_sql};

/// Lines of a cut.
const LINES: Limit = Limit::of(Limit::MOST);

/// A measure in a period, cut by something; a cut without a fact has no line.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn counts(read: &mut Read, measure: Measure, cut: Cut, span: Span) -> Result<Vec<Count>, DbError> {
    let span = so_far(read, span);
    facts_sql::counts(read, measure, cut, span, LINES).await
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

/// A year of what reached makers in steps of [`STEP_DAYS`], the longest ago first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn year(read: &mut Read, now: Time) -> Result<Vec<Count>, DbError> {
    let days = STEP_DAYS * i64::try_from(STEPS).unwrap_or(1);
    let step_ms = STEP_DAYS * 86_400_000;
    let mut steps = vec![Count::default(); STEPS];
    for (at, keys, all, amount) in incomes_sql::steps(read, Span::last(now, days), step_ms, LINES).await? {
        if let Some(step) = usize::try_from(at).ok().and_then(|at| steps.get_mut(at)) {
            *step = Count { cut: String::new(), keys, all, good: all, amount };
        }
    }
    Ok(steps)
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
