//! Numbers shaped like an Aadhaar number are cut out of every cell before anything is kept or shown. Pure.
//!
//! The law lets only licensed bodies keep such a number (Aadhaar Act 2016, sections 8 and 29), and the mart needs none.

use kernel::aadhaar;
use kernel::digits::ascii_digits;

use crate::intake::grid::{Book, Grid};

/// What stands where such a number stood.
pub(super) const MARK: &str = "#aadhaar";
/// In a column of at least so many numbers with the country's 91 in front, they are telephones.
const TELEPHONES: usize = 3;

/// Clears a whole file: tabs, headings and cells.
pub(super) fn book(book: &mut Book) {
    for sheet in &mut book.sheets {
        clear(&mut sheet.name);
        let telephones = telephones(sheet);
        for line in &mut sheet.lines {
            for (column, cell) in line.cells.iter_mut().enumerate() {
                if telephones.get(column) == Some(&true) && is_telephone(cell) {
                    continue;
                }
                clear(cell);
            }
        }
    }
}

/// Cuts such numbers out of one text; `true` if there was one.
pub(super) fn clear(text: &mut String) -> bool {
    let spans = spans(text);
    for (start, end) in spans.iter().rev() {
        text.replace_range(*start..*end, MARK);
    }
    !spans.is_empty()
}

/// Which columns hold telephones with 91 in front: one in ten of those would pass for an Aadhaar number.
fn telephones(sheet: &Grid) -> Vec<bool> {
    let width = sheet.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let (mut twelve, mut with_91) = (vec![0_usize; width], vec![0_usize; width]);
    for line in &sheet.lines {
        for (column, cell) in line.cells.iter().enumerate() {
            let digits: String = ascii_digits(cell).chars().filter(char::is_ascii_digit).collect();
            twelve[column] += usize::from(digits.len() == 12);
            with_91[column] += usize::from(is_telephone(cell));
        }
    }
    twelve
        .into_iter()
        .zip(with_91)
        .map(|(all, with_91)| with_91 >= TELEPHONES && with_91 * 10 >= all * 8)
        .collect()
}

fn is_telephone(cell: &str) -> bool {
    let kept: String =
        ascii_digits(cell).chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '\'').collect();
    let digits = kept.strip_prefix("91").filter(|rest| rest.len() == 10);
    digits.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()) && rest.as_bytes()[0] >= b'6')
}

/// Where such numbers stand, as byte ranges: a run of twelve digits, or groups that come to twelve.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let groups = groups(text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        match number_from(text, &groups, at) {
            Some(last) => {
                found.push((groups[at].start, groups[last].end));
                at = last + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// Digits without anything between them.
struct Group {
    start: usize,
    end: usize,
    digits: usize,
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_digit(*c)) {
        match groups.last_mut().filter(|group| group.end == at) {
            Some(group) => (group.end, group.digits) = (at + c.len_utf8(), group.digits + 1),
            None => groups.push(Group { start: at, end: at + c.len_utf8(), digits: 1 }),
        }
    }
    groups
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '०'..='९' | '০'..='৯' | '０'..='９')
}

/// The last group of a number that begins with this one: twelve digits together, with at most two signs between groups.
fn number_from(text: &str, groups: &[Group], first: usize) -> Option<usize> {
    let mut digits = 0;
    for last in first..groups.len() {
        if last > first {
            let between = text.get(groups[last - 1].end..groups[last].start)?;
            let is_gap = between.chars().count() <= 2
                && between.chars().all(|c| c.is_whitespace() || !c.is_alphanumeric());
            if !is_gap || between.contains(['\n', '+']) || groups[last].digits > 6 {
                return None;
            }
        }
        digits += groups[last].digits;
        if digits >= 12 {
            let number: String =
                text.get(groups[first].start..groups[last].end)?.chars().filter(|c| is_digit(*c)).collect();
            let after_plus = text.get(..groups[first].start)?.ends_with('+');
            return (digits == 12 && !after_plus && aadhaar::is_in(&number)).then_some(last);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::grid;

    /// Right by the scheme of Verhoeff; belongs to nobody we know.
    const NUMBER: &str = "234567890124";

    fn cleared(text: &str) -> String {
        let mut text = text.to_owned();
        clear(&mut text);
        text
    }

    #[test]
    fn the_number_goes_and_the_rest_stays() {
        assert!(aadhaar::is_in(NUMBER));
        for (text, rest) in [
            ("234567890124", "#aadhaar"),
            ("2345 6789 0124", "#aadhaar"),
            ("सुनीता देवी २३४५-६७८९-०१२४, सारठ", "सुनीता देवी #aadhaar, सारठ"),
            ("2345 6789 0124 9431012345", "#aadhaar 9431012345"),
            ("9431012345 2345.6789.0124", "9431012345 #aadhaar"),
            ("'234567890124", "'#aadhaar"),
            ("234567890124/234567890124", "#aadhaar/#aadhaar"),
        ] {
            assert_eq!(cleared(text), rest, "{text}");
        }
        for text in [
            "9431012345",
            "+91 94310 12345",
            "234567890125",
            "2345678901245",
            "JH-05-0012345",
            "22 9431012345",
            "134567890124",
        ] {
            assert_eq!(cleared(text), text);
        }
    }

    #[test]
    fn a_column_of_telephones_with_their_country_stays() {
        let rows: String = (0..60).map(|n| format!("919431012{n:03},{NUMBER}\n")).collect();
        let mut file = grid::read(rows.as_bytes()).expect("a sheet");
        book(&mut file);
        assert!(
            file.sheets[0]
                .lines
                .iter()
                .all(|line| line.cells[0].starts_with("9194") && line.cells[1] == MARK)
        );
        // One alone could be either; then it goes.
        let mut alone = grid::read(b"919876543216\n").expect("a sheet");
        assert!(aadhaar::is_in("919876543216"));
        book(&mut alone);
        assert_eq!(alone.sheets[0].lines[0].cells[0], MARK);
    }
}
