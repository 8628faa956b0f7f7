//! A bank's statement as banks give it: a letterhead above, columns named by each bank in its own way, dates and amounts in every
//! writing, narrations over several lines, sums below. Pure.

use std::collections::HashMap;

use kernel::digits::ascii_digits;
use kernel::{Day, Paise};

use super::TallyError;
use crate::intake::grid::{self, Line};

/// Lines of one statement.
pub const LINES_MOST: usize = 20_000;
/// The longest words of a line that are kept.
const WORDS_MOST: usize = 400;

/// One line: money that came or left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The row of the sheet, as people count.
    pub no: i64,
    /// The day.
    pub day: Day,
    /// What came is positive, what left negative.
    pub amount: Paise,
    /// What the bank says is left, if it does.
    pub balance: Option<Paise>,
    /// The bank's words, with its reference.
    pub words: String,
}

kernel::codes! {
    /// Why a row is not taken.
    pub enum RowFault {
        /// There is an amount and no day that reads.
        NoDay = "no_day",
        /// There is a day and no amount that reads.
        NoAmount = "no_amount",
        /// Money comes and leaves in the same row.
        Both = "both",
        /// The row reads, but what is left does not follow from the row before: one between them may be missing.
        Jumps = "jumps",
    }
}

/// A row that is not as it should be: its number, why, and what stood there.
pub type Faulty = (i64, RowFault, String);

/// What was read of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its lines.
    pub lines: Vec<Stated>,
    /// Rows somebody must look at.
    pub faulty: Vec<Faulty>,
}

/// Where what stands.
#[derive(Clone, Copy, Debug)]
struct Columns {
    date: usize,
    words: Option<usize>,
    reference: Option<usize>,
    debit: Option<usize>,
    credit: Option<usize>,
    amount: Option<usize>,
    side: Option<usize>,
    balance: Option<usize>,
}

/// Reads a bank's file.
///
/// # Errors
/// [`TallyError::Unreadable`] if it is no sheet, [`TallyError::NoColumns`] if none of its rows is a heading.
pub fn read(bytes: &[u8]) -> Result<Sheet, TallyError> {
    let book = grid::read(bytes)?;
    let mut rows = book.sheets.iter().flat_map(|sheet| &sheet.lines);
    let columns = rows.by_ref().find_map(|row| heading(&row.cells)).ok_or(TallyError::NoColumns)?;
    let mut sheet = Sheet::default();
    for row in rows {
        if sheet.lines.len() + sheet.faulty.len() >= LINES_MOST {
            return Err(TallyError::TooMany);
        }
        take(&mut sheet, &columns, row);
    }
    for line in &mut sheet.lines {
        line.words = line.words.chars().filter(|c| !c.is_control()).take(WORDS_MOST).collect();
    }
    sheet.faulty.extend(jumps(&sheet.lines));
    sheet.faulty.sort_by_key(|(no, ..)| *no);
    Ok(sheet)
}

/// The columns of a row that is a heading; it has a date and amounts.
fn heading(cells: &[String]) -> Option<Columns> {
    let heads: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let find = |names: &[&str], not: &[&str]| {
        heads.iter().position(|head| {
            names.iter().any(|name| head.contains(name)) && !not.iter().any(|name| head.contains(name))
        })
    };
    let date = find(&["date", "तारीख", "दिनांक"], &["value"]).or_else(|| find(&["date"], &[]))?;
    let two = |a: &str, b: &str| heads.iter().position(|head| head.contains(a) && head.contains(b));
    let side = two("debit", "credit").or_else(|| two("dr", "cr"));
    let named = |names: &[&str], short: &str| {
        let at = heads.iter().position(|head| {
            names.iter().any(|name| head.contains(name)) || head.trim_end_matches('.') == short
        });
        at.filter(|at| Some(*at) != side)
    };
    let columns = Columns {
        date,
        words: find(
            &["narration", "description", "particular", "remark", "details", "विवरण"],
            &["date", "amount"],
        ),
        reference: find(&["ref", "chq", "cheque", "utr", "instrument"], &["date"]),
        debit: named(&["debit", "withdrawal", "paid out", "निकासी", "नामे"], "dr"),
        credit: named(&["credit", "deposit", "paid in", "जमा"], "cr"),
        amount: find(&["amount", "राशि", "रकम"], &["debit", "credit", "withdrawal", "deposit", "balance"]),
        side,
        balance: find(&["balance", "शेष"], &[]),
    };
    let has_amounts = columns.amount.is_some() || (columns.debit.is_some() && columns.credit.is_some());
    has_amounts.then_some(columns)
}

/// Takes one row below the heading: a line, more words of the line before, or something somebody must look at.
fn take(sheet: &mut Sheet, columns: &Columns, row: &Line) {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim());
    let no = i64::try_from(row.number).unwrap_or(i64::MAX);
    let words = [cell(columns.words), cell(columns.reference)].join(" ").trim().to_owned();
    let day = day_of(cell(Some(columns.date)));
    let amount = amount(columns, &cell);
    let mut faulty = |why, stood: &str| sheet.faulty.push((no, why, stood.to_owned()));
    match (day, amount) {
        (Some(day), Ok(Some(amount))) => {
            let balance = money(cell(columns.balance)).map(|(left, side)| side.signed(left));
            sheet.lines.push(Stated { no, day, amount, balance, words });
        }
        // What was there before, what is left at the end, what all comes to.
        (None, _) | (Some(_), Ok(None)) if is_sum(&row.cells) => {}
        (_, Err(why)) => faulty(why, &row.cells.join(" ")),
        (Some(_), Ok(None)) => faulty(RowFault::NoAmount, &words),
        (None, Ok(Some(_))) => faulty(RowFault::NoDay, cell(Some(columns.date))),
        // A narration that goes on below, or the bank's small print.
        (None, Ok(None)) => {
            let is_only_words = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1;
            if is_only_words
                && let Some(before) = sheet.lines.last_mut()
                && before.no + 1 == no
            {
                before.words = format!("{} {}", before.words, words).trim().to_owned();
                before.no = no;
            }
        }
    }
}

/// Whether a row tells a sum or a balance and no movement.
fn is_sum(cells: &[String]) -> bool {
    const WORDS: [&str; 8] =
        ["opening", "closing", "brought forward", "b/f", "carried forward", "total", "grand", "कुल"];
    let all = cells.join(" ").to_lowercase();
    WORDS.iter().any(|word| all.contains(word))
}

/// What a row moves; nothing if it has no amount.
fn amount<'a>(
    columns: &Columns,
    cell: &impl Fn(Option<usize>) -> &'a str,
) -> Result<Option<Paise>, RowFault> {
    let some = |at: Option<usize>| match cell(at) {
        "" | "-" | "--" => Ok(None),
        text => money(text).map(Some).ok_or(RowFault::NoAmount),
    };
    let nonzero = |found: Option<(Paise, Side)>| found.filter(|(amount, _)| *amount != Paise::ZERO);
    if columns.debit.is_some() && columns.credit.is_some() {
        return match (nonzero(some(columns.debit)?), nonzero(some(columns.credit)?)) {
            (Some(_), Some(_)) => Err(RowFault::Both),
            (Some((left, _)), None) => Ok(Some(left.negated())),
            (None, Some((came, _))) => Ok(Some(came)),
            (None, None) => Ok(None),
        };
    }
    let Some((amount, own)) = nonzero(some(columns.amount)?) else { return Ok(None) };
    let side = match (own, Side::of(cell(columns.side))) {
        (Side::Unsaid, side) => side,
        (side, _) => side,
    };
    Ok(Some(side.signed(amount)))
}

/// Whether money came or left, as far as a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Came,
    Left,
    Unsaid,
}

impl Side {
    fn of(text: &str) -> Side {
        let text: String = text.chars().filter(char::is_ascii_alphabetic).collect();
        match text.to_ascii_lowercase().as_str() {
            "cr" | "c" | "credit" => Side::Came,
            "dr" | "d" | "debit" => Side::Left,
            _ => Side::Unsaid,
        }
    }

    fn signed(self, amount: Paise) -> Paise {
        if self == Side::Left { amount.negated() } else { amount }
    }
}

/// `1,23,456.78`, `Rs. 500`, `500.00Dr`, `(500.00)`, `-500`.
fn money(text: &str) -> Option<(Paise, Side)> {
    let text = ascii_digits(text);
    let is_in_brackets = text.starts_with('(') && text.ends_with(')');
    let starts = text.find(|c: char| c.is_ascii_digit())?;
    let ends = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let amount = Paise::typed(text.get(starts..ends)?)?;
    let front = text.get(..starts)?;
    if front.contains('-') || is_in_brackets {
        return Some((amount, Side::Left));
    }
    let side = Side::of(text.get(ends..)?);
    Some((amount, if side == Side::Unsaid { Side::of(front) } else { side }))
}

/// `22/11/2026`, `22-11-26`, `22-Nov-26`, `22 Nov 2026 10:15`, `2026-11-22`.
pub(super) fn day_of(text: &str) -> Option<Day> {
    let text = ascii_digits(text).to_lowercase();
    let mut parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let [first, second, third] = [parts.next()?, parts.next()?, parts.next()?];
    // What follows the day of an ISO date is a time: `22t10`.
    let number = |part: &str| {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<i32>().ok().filter(|_| digits.len() <= 4)
    };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let year = match (number(year)?, year.chars().take_while(char::is_ascii_digit).count()) {
        (year, 4) => year,
        (year, 2) => 2_000 + year,
        _ => return None,
    };
    let month = month_of(month).or_else(|| u8::try_from(number(month)?).ok())?;
    Day::of(year, month, u8::try_from(number(day)?).ok()?)
}

fn month_of(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    u8::try_from(at + 1).ok()
}

/// Rows at which what is left does not follow from the row before, whichever way the statement runs.
fn jumps(lines: &[Stated]) -> Vec<Faulty> {
    let at = |newest_first: bool| -> Vec<Faulty> {
        let follows = |a: &Stated, b: &Stated| match (a.balance, b.balance) {
            (Some(before), Some(after)) => before.plus(b.amount) == Some(after),
            _ => true,
        };
        let pairs = lines.windows(2).filter_map(|pair| match pair {
            [a, b] if newest_first => (!follows(b, a)).then_some(b),
            [a, b] => (!follows(a, b)).then_some(b),
            _ => None,
        });
        pairs.map(|line| (line.no, RowFault::Jumps, line.words.clone())).collect()
    };
    let (down, up) = (at(false), at(true));
    if up.len() < down.len() { up } else { down }
}

/// The lines as they are kept until they are taken in, and back.
pub(super) fn written(lines: &[Stated]) -> String {
    let line = |line: &Stated| {
        let balance = line.balance.map(|left| left.0.to_string()).unwrap_or_default();
        format!("{}\t{}\t{}\t{balance}\t{}", line.no, line.day.0, line.amount.0, line.words)
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What [`written`] has written.
pub(super) fn from_written(text: &str) -> Vec<Stated> {
    let line = |line: &str| {
        let mut parts = line.splitn(5, '\t');
        Some(Stated {
            no: parts.next()?.parse().ok()?,
            day: Day(parts.next()?.parse().ok()?),
            amount: Paise(parts.next()?.parse().ok()?),
            balance: parts.next()?.parse().ok().map(Paise),
            words: parts.next()?.to_owned(),
        })
    };
    text.lines().filter_map(line).collect()
}

/// What makes a line this line and no other: its words count however they are spaced; equal ones of a statement are numbered.
pub(super) fn fingers(lines: &[Stated]) -> Vec<String> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let finger = |line: &Stated| {
        let words: Vec<String> = line.words.split_whitespace().map(str::to_uppercase).collect();
        let balance = line.balance.map(|left| left.0.to_string()).unwrap_or_default();
        let plain = format!("{}|{}|{balance}|{}", line.day.0, line.amount.0, words.join(" "));
        let nth = seen.entry(plain.clone()).or_default();
        *nth += 1;
        format!("{plain}|{nth}")
    };
    lines.iter().map(finger).collect()
}

#[cfg(test)]
#[path = "statement_tests.rs"]
mod tests;
