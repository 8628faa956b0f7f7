//! Many targets in one sheet: a row per department and block, a column for each thing that is counted. Pure.
//!
//! Headings are understood in Hindi and English, in any order. An empty cell changes nothing, a nought drops the target.

use kernel::digits::ascii_digits;
use kernel::{Day, Paise};

use super::What;
use super::act::Wish;
use crate::accounts::DepartmentKey;
use crate::intake::grid::{Grid, Line};
use crate::places::Block;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Month,
    Department,
    Block,
    Wanted(What),
}

/// The headings, as a sheet of ours carries them, and what else people write.
const HEADINGS: [(&[&str], Column); 7] = [
    (&["month", "महीना", "माह"], Column::Month),
    (&["department", "विभाग"], Column::Department),
    (&["block", "प्रखंड", "ब्लॉक"], Column::Block),
    (&["listed", "सूची में आए"], Column::Wanted(What::Listed)),
    (&["first_sale", "first sale", "पहली बिक्री"], Column::Wanted(What::FirstSale)),
    (&["paid", "makers paid", "पैसा पहुँचा"], Column::Wanted(What::Paid)),
    (&["rupees", "रुपये"], Column::Wanted(What::Rupees)),
];

/// The headings of a sheet that is handed out, in the order of its columns.
pub fn headings() -> [&'static str; 7] {
    HEADINGS.map(|(words, _)| words[0])
}

/// What is wrong in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is no row of headings with month, block and something that is counted.
    NoHeadings,
    /// Not a month, such as 2026-12.
    Month,
    /// No department, or another's.
    Department,
    /// No block of the district.
    Block,
    /// Not a number that can be wanted.
    Number,
}

/// Where something is wrong: the line of the sheet as a spreadsheet counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line.
    pub line: usize,
    /// What.
    pub wrong: Wrong,
}

/// The wishes of a sheet, or everything that is wrong with it. `own` is the department of a head: a sheet without that column is hers.
///
/// # Errors
/// [`Fault`]s, one for each line at most.
pub fn wishes(grid: &Grid, own: Option<DepartmentKey>, blocks: &[Block]) -> Result<Vec<Wish>, Vec<Fault>> {
    let mut lines = grid.lines.iter();
    let head = lines.next();
    let columns: Vec<Option<Column>> =
        head.map(|line| line.cells.iter().map(|cell| column(cell)).collect()).unwrap_or_default();
    let has = |wanted: Column| columns.contains(&Some(wanted));
    let counts = columns.iter().any(|column| matches!(column, Some(Column::Wanted(_))));
    if !(has(Column::Month) && has(Column::Block) && counts && (own.is_some() || has(Column::Department))) {
        return Err(vec![Fault { line: head.map_or(1, |line| line.number), wrong: Wrong::NoHeadings }]);
    }
    let (mut wishes, mut faults) = (Vec::new(), Vec::new());
    for line in lines {
        match row(line, &columns, own, blocks) {
            Ok(of_row) => wishes.extend(of_row),
            Err(wrong) => faults.push(Fault { line: line.number, wrong }),
        }
    }
    if faults.is_empty() { Ok(wishes) } else { Err(faults) }
}

fn column(heading: &str) -> Option<Column> {
    let heading = heading.trim().to_lowercase();
    HEADINGS.iter().find(|(words, _)| words.contains(&heading.as_str())).map(|(_, column)| *column)
}

fn row(
    line: &Line,
    columns: &[Option<Column>],
    own: Option<DepartmentKey>,
    blocks: &[Block],
) -> Result<Vec<Wish>, Wrong> {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted));
        at.and_then(|at| line.cells.get(at)).map_or("", |cell| cell.trim())
    };
    let first = month(cell(Column::Month)).ok_or(Wrong::Month)?;
    let named = cell(Column::Department);
    let department = match (named.parse::<DepartmentKey>(), own) {
        (Ok(named), None) => named,
        (Ok(named), Some(own)) if named == own => own,
        (Err(_), Some(own)) if named.is_empty() => own,
        (Ok(_) | Err(_), _) => return Err(Wrong::Department),
    };
    let place = cell(Column::Block);
    let is_it = |block: &&Block| {
        block.code == place || block.name.hi == place || block.name.en.eq_ignore_ascii_case(place)
    };
    let block = blocks.iter().find(is_it).ok_or(Wrong::Block)?;
    let mut wishes = Vec::new();
    for what in What::ALL {
        let typed = cell(Column::Wanted(*what));
        if !typed.is_empty() {
            let wanted = number(*what, typed).ok_or(Wrong::Number)?;
            wishes.push(Wish { department, block: block.code.clone(), first, what: *what, wanted });
        }
    }
    Ok(wishes)
}

/// `2026-12`, or a day of that month as a spreadsheet makes it of such a cell.
pub fn month(text: &str) -> Option<Day> {
    let text = ascii_digits(text);
    let text = text.trim();
    let first = if text.len() == 7 { Day::from_iso(&format!("{text}-01")) } else { Day::from_iso(text) };
    first.map(crate::reports::month_of)
}

/// A number of makers, or rupees as paise; nothing if it is none or more than can be wanted.
pub fn number(what: What, typed: &str) -> Option<i64> {
    let plain: String = ascii_digits(typed).chars().filter(|c| !matches!(c, ',' | ' ' | '₹')).collect();
    let whole = plain.strip_suffix(".00").or_else(|| plain.strip_suffix(".0")).unwrap_or(&plain);
    if whole.is_empty() || whole.len() > 12 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let wanted = if what == What::Rupees { Paise::rupees(number).0 } else { number };
    super::rules::fits(what, wanted).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use kernel::Words;

    use super::*;
    use crate::intake::grid;

    fn blocks() -> Vec<Block> {
        vec![Block { code: "3088".to_owned(), name: Words::new("सारठ", "Sarath") }]
    }

    fn read(text: &str, own: Option<DepartmentKey>) -> Result<Vec<Wish>, Vec<Fault>> {
        let book = grid::read(text.as_bytes()).expect("is a sheet");
        wishes(&book.sheets[0], own, &blocks())
    }

    #[test]
    fn a_sheet_reads_in_both_languages_and_leaves_empty_cells_alone() {
        let first = Day::from_iso("2026-12-01").expect("a day");
        let of = |what, wanted| Wish {
            department: DepartmentKey::Jslps,
            block: "3088".to_owned(),
            first,
            what,
            wanted,
        };
        let english =
            "month,department,block,listed,first_sale,paid,rupees\n2026-12,jslps,Sarath,12,,0,\"1,20,000\"\n";
        let wanted = vec![of(What::Listed, 12), of(What::Paid, 0), of(What::Rupees, 1_20_000_00)];
        assert_eq!(read(english, None), Ok(wanted));
        let hindi = "महीना,प्रखंड,पैसा पहुँचा\n2026-12,सारठ,१५\n";
        assert_eq!(read(hindi, Some(DepartmentKey::Jslps)), Ok(vec![of(What::Paid, 15)]));
    }

    #[test]
    fn everything_that_is_wrong_is_said_with_its_line() {
        let sheet = "month,department,block,paid\nsoon,jslps,3088,1\n2026-12,potters,3088,1\n2026-12,jslps,Ranchi,1\n2026-12,jslps,3088,many\n";
        let faults = read(sheet, None).expect_err("is wrong");
        let wrongs: Vec<_> = faults.iter().map(|fault| (fault.line, fault.wrong)).collect();
        let wanted = [(2, Wrong::Month), (3, Wrong::Department), (4, Wrong::Block), (5, Wrong::Number)];
        assert_eq!(wrongs, wanted);
        let others =
            read("month,department,block,paid\n2026-12,industries,3088,1\n", Some(DepartmentKey::Jslps));
        assert_eq!(others, Err(vec![Fault { line: 2, wrong: Wrong::Department }]), "another department's");
        assert_eq!(read("name,mobile\n", None), Err(vec![Fault { line: 1, wrong: Wrong::NoHeadings }]));
        assert_eq!((number(What::Paid, "-1"), number(What::Paid, "1.5")), (None, None));
    }
}
