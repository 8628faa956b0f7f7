//! Which column of a sheet holds what: guessed from the headings, corrected by a person, remembered for the department. Pure.

use std::collections::HashMap;

use super::{Columns, Field, words};
use crate::intake::grid::{Book, Grid};

/// Lines from the top in which the heading is looked for; titles stand above it.
const LOOKED_AT: usize = 40;
/// Known columns that make a line a heading.
const ENOUGH: usize = 2;

/// What a department has said its headings mean, by the heading as [`key`] writes it.
pub type Remembered = HashMap<String, Field>;

/// How a heading is remembered: as it is compared.
pub fn key(heading: &str) -> String {
    words::plain(heading).chars().take(120).collect()
}

/// The letter a spreadsheet calls a column by: A, B, … Z, AA, …
pub fn letter(place: usize) -> String {
    let mut letters = String::new();
    let mut left = place + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    letters
}

/// The sheet and line that look most like a register, and what its columns hold.
pub(super) fn guess(book: &Book, remembered: &Remembered) -> Columns {
    let best = book.sheets.iter().enumerate().map(|(place, sheet)| {
        let columns = guess_in(sheet, place, remembered);
        let known = columns.fields.iter().filter(|field| **field != Field::Ignored).count();
        (known, sheet.lines.len(), columns)
    });
    // Of equals the first sheet counts.
    let best = best.reduce(|best, other| if (other.0, other.1) > (best.0, best.1) { other } else { best });
    best.map(|(.., columns)| columns).unwrap_or_default()
}

/// The heading of one sheet, and what its columns hold.
pub(super) fn guess_in(sheet: &Grid, place: usize, remembered: &Remembered) -> Columns {
    let lines = sheet.lines.iter().take(LOOKED_AT);
    let scored = lines.map(|line| {
        let fields: Vec<Option<Field>> = line.cells.iter().map(|cell| meaning(cell, remembered)).collect();
        let mut known: Vec<Field> = fields.iter().flatten().copied().collect();
        known.sort_unstable();
        known.dedup();
        (known.len(), line.number, fields)
    });
    // Of equals the upper line counts: further down it may be the heading of the next page. But of lines directly below
    // each other the lower one does, for headings of two lines are merged downwards.
    let best = scored.filter(|(known, ..)| *known >= ENOUGH).reduce(|best, line| {
        let is_below = line.0 == best.0 && line.1 == best.1 + 1;
        if line.0 > best.0 || is_below { line } else { best }
    });
    let (heading, fields) = match best {
        Some((_, number, fields)) => {
            (number, fields.into_iter().map(|field| field.unwrap_or(Field::Ignored)).collect())
        }
        None => widest(sheet),
    };
    Columns { sheet: place, heading, fields, ..Columns::default() }
}

/// What the columns hold if a person says which line is the heading.
pub(super) fn below(sheet: &Grid, place: usize, heading: usize, remembered: &Remembered) -> Columns {
    let line = sheet.lines.iter().find(|line| line.number == heading);
    let cells = line.map(|line| line.cells.as_slice()).unwrap_or_default();
    let fields = cells.iter().map(|cell| meaning(cell, remembered).unwrap_or(Field::Ignored)).collect();
    Columns { sheet: place, heading, fields, ..Columns::default() }
}

/// Where no heading is known, the widest of the first lines may be it; what its columns hold a person must say.
fn widest(sheet: &Grid) -> (usize, Vec<Field>) {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let lines = sheet.lines.iter().take(LOOKED_AT.min(10));
    let line = lines.reduce(|best, line| if filled(&line.cells) > filled(&best.cells) { line } else { best });
    line.map_or((1, Vec::new()), |line| (line.number, vec![Field::Ignored; line.cells.len()]))
}

fn meaning(heading: &str, remembered: &Remembered) -> Option<Field> {
    if heading.is_empty() || heading.chars().count() > 80 {
        return None;
    }
    remembered
        .get(&key(heading))
        .copied()
        .or_else(|| words::heading(heading).and_then(|word| word.parse().ok()))
}

impl Columns {
    /// Whether a maker can be made of these columns: some column must hold her name.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::grid;

    fn guessed(text: &str) -> Columns {
        guess(&grid::read(text.as_bytes()).expect("a sheet"), &Remembered::new())
    }

    #[test]
    fn the_heading_is_found_below_titles_in_any_order() {
        let columns = guessed(
            "जिला प्रशासन देवघर,,,\nकारीगरों की सूची 2026,,,\n,,,\nमोबाइल नं०,क्र०सं०,कारीगर का नाम,ग्राम,कुछ\n9431012345,1,सुनीता,सारठ,x\n",
        );
        assert_eq!(columns.heading, 4);
        assert_eq!(
            columns.fields,
            [Field::Mobile, Field::Serial, Field::Name, Field::Village, Field::Ignored]
        );
    }

    #[test]
    fn of_two_heading_lines_the_one_that_says_more_counts() {
        let columns = guessed("Name,Bank details,,Mobile\nName,A/c No,IFSC Code,Mobile\nSunita,1,2,3\n");
        assert_eq!((columns.heading, columns.fields.len()), (2, 4));
        assert_eq!(columns.fields[1..3], [Field::Account, Field::Ifsc]);
    }

    #[test]
    fn a_heading_that_is_printed_on_each_page_counts_where_it_stands_first() {
        let columns = guessed("Name,Mobile\nName,Mobile\nSunita,9431012345\nName,Mobile\nRita,9431012346\n");
        assert_eq!(columns.heading, 2);
    }

    #[test]
    fn what_a_department_has_said_comes_first() {
        let book = grid::read("Karigar,No1,गाँव\nSunita,9431012345,Sarath\n".as_bytes()).expect("a sheet");
        assert!(!guess(&book, &Remembered::new()).has(Field::Mobile));
        let said = [("Karigar", Field::Name), ("No1", Field::Mobile)];
        let remembered: Remembered = said.into_iter().map(|(heading, field)| (key(heading), field)).collect();
        assert_eq!(guess(&book, &remembered).fields, [Field::Name, Field::Mobile, Field::Village]);
    }

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 701].map(letter), ["A", "Z", "AA", "AZ", "ZZ"]);
    }

    #[test]
    fn a_sheet_without_known_headings_waits_for_a_person() {
        let columns = guessed("a,b\nc,d,e\nf,g,h\n");
        assert_eq!((columns.heading, columns.fields), (2, vec![Field::Ignored; 3]));
    }
}
