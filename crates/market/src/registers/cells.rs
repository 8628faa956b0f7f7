//! One messy cell read as what it should be: mobile numbers, a date, a number on a paper. Pure.

use kernel::Day;
use kernel::digits::{ascii_digits, only_digits};
use kernel::india::Mobile;

use super::words;
use crate::intake::FaultKind;
use crate::intake::fields;
use crate::intake::grid::CUT;

/// Serial numbers of days in spreadsheets that can be meant here: from 1954 to 2064. Day 0 is 30-12-1899.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=60_000;
/// Days from 30-12-1899 to 1-1-1970.
const SERIAL_OF_1970: i64 = 25_569;
/// Two digits of a year up to this one are of this century.
const CENTURY_FROM: i32 = 69;
/// Months as registers write them.
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "जनवरी"],
    &["feb", "february", "फरवरी"],
    &["mar", "march", "मार्च"],
    &["apr", "april", "अप्रैल"],
    &["may", "मई"],
    &["jun", "june", "जून"],
    &["jul", "july", "जुलाई"],
    &["aug", "august", "अगस्त"],
    &["sep", "sept", "september", "सितंबर"],
    &["oct", "october", "अक्टूबर"],
    &["nov", "november", "नवंबर"],
    &["dec", "december", "दिसंबर"],
];

/// A cell without the apostrophe that makes a spreadsheet keep a number as text, and without `.0` behind a number.
pub(super) fn bare(cell: &str) -> &str {
    let cell = cell.trim().trim_start_matches(['\'', '’', '‘', '`']).trim_end_matches(['\'', '’']).trim();
    let whole = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(".00"));
    whole.filter(|whole| whole.chars().all(|c| c.is_numeric())).unwrap_or(cell)
}

/// Whether a spreadsheet has written a long number in short: `9.43101E+09`.
pub(super) fn is_shortened(cell: &str) -> bool {
    let upper = ascii_digits(bare(cell)).to_ascii_uppercase().replace(' ', "");
    upper.split_once('E').is_some_and(|(number, power)| {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        is_number(&number.replacen(['.', ','], "", 1)) && is_number(power.trim_start_matches(['+', '-']))
    })
}

/// What is wrong with a number that must be whole, before its own shape is looked at.
pub(super) fn broken(cell: &str) -> Option<FaultKind> {
    if cell == CUT {
        Some(FaultKind::CutByExcel)
    } else if is_shortened(cell) {
        Some(FaultKind::Shortened)
    } else {
        None
    }
}

/// All mobile numbers of a cell, in its order, each once: «9,431012345 / 98…», «+91-94310 12345», two below each other.
pub(super) fn mobiles(cell: &str) -> Result<Vec<Mobile>, FaultKind> {
    if words::is_nothing(cell) {
        return Ok(Vec::new());
    }
    if let Some(fault) = broken(cell) {
        return Err(fault);
    }
    let text = ascii_digits(bare(cell)).to_lowercase();
    let mut found: Vec<Mobile> = Vec::new();
    let apart = |c: char| {
        matches!(c, '/' | '|' | ';' | '&' | '\n' | '\\')
            || c.is_alphabetic()
            || matches!(c, '\u{900}'..='\u{963}')
    };
    for part in text.split(apart) {
        let mut digits = String::new();
        for group in part.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()) {
            let alone = Mobile::typed(group);
            // A whole number ends whatever stood before it.
            if alone.is_some() {
                digits.clear();
            }
            digits.push_str(group);
            if let Some(mobile) = Mobile::typed(&digits) {
                if !found.contains(&mobile) {
                    found.push(mobile);
                }
                digits.clear();
            }
        }
    }
    if found.is_empty() { Err(FaultKind::NotAMobile) } else { Ok(found) }
}

/// A date as registers write it: `2026-03-15`, `15-03-2026`, `15/3/26`, `15 मार्च 2026`, `15-Mar-26`, or a spreadsheet's serial number.
pub(super) fn day(cell: &str) -> Option<Day> {
    let text = ascii_digits(bare(cell)).to_lowercase();
    if let Some(day) = fields::date(&text) {
        return Some(day);
    }
    if let Ok(serial) = text.parse::<i64>() {
        return SERIALS.contains(&serial).then(|| Day(serial - SERIAL_OF_1970));
    }
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let month = match month.parse() {
        Ok(month) => month,
        Err(_) => {
            u8::try_from(MONTHS.iter().position(|names| names.contains(&words::plain(month).as_str()))? + 1)
                .ok()?
        }
    };
    let year: i32 = year.parse().ok()?;
    let year = match (parts[2].len(), year) {
        (2, year) if year < CENTURY_FROM => 2_000 + year,
        (2, year) => 1_900 + year,
        (4, year) => year,
        _ => return None,
    };
    Day::of(year, month, day.parse().ok()?)
}

/// A registration as a small enterprise. Source: Ministry of MSME, `UDYAM-` State `-` district `-` seven digits.
pub(super) fn udyam(cell: &str) -> Option<String> {
    let kept: String =
        ascii_digits(bare(cell)).to_ascii_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let rest = kept.strip_prefix("UDYAM")?;
    let fits = rest.len() == 11
        && rest
            .bytes()
            .enumerate()
            .all(|(place, b)| if place < 2 { b.is_ascii_uppercase() } else { b.is_ascii_digit() });
    fits.then_some(kept)
}

/// A number on a card whose form is not known: letters and digits, at most `most`.
pub(super) fn card(cell: &str, most: usize) -> Option<String> {
    let kept = ascii_digits(bare(cell));
    let fits = kept.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | '_'));
    let count = kept.chars().filter(char::is_ascii_alphanumeric).count();
    (fits && (1..=most).contains(&count) && !only_digits(&kept).is_empty()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(cell: &str) -> Result<Vec<String>, FaultKind> {
        mobiles(cell).map(|all| all.iter().map(|mobile| mobile.ten_digits().to_owned()).collect())
    }

    #[test]
    fn mobiles_are_found_however_they_are_written() {
        for cell in [
            "9431012345",
            "'9431012345",
            "+91 94310 12345",
            "09431012345",
            "919431012345",
            "९४३१०१२३४५",
            "9431012345.0",
            "9,431012345",
            "94310-12345",
            "मो० 9431012345",
            "9431012345 (WhatsApp)",
        ] {
            assert_eq!(found(cell), Ok(vec!["9431012345".to_owned()]), "{cell}");
        }
        for cell in [
            "9,431012345 / 9801234567",
            "9431012345, 9801234567",
            "9431012345\n9801234567",
            "9431012345 9801234567",
            "9431012345 या 9801234567",
            "943101234/9431012345;9801234567/9431012345",
        ] {
            assert_eq!(found(cell), Ok(vec!["9431012345".to_owned(), "9801234567".to_owned()]), "{cell}");
        }
        for cell in ["", "-", "NA", "नहीं है"] {
            assert_eq!(found(cell), Ok(vec![]), "{cell}");
        }
        for cell in ["9,431xxxxxx", "12345", "5431012345", "94310123456"] {
            assert_eq!(found(cell), Err(FaultKind::NotAMobile), "{cell}");
        }
        for cell in ["9.43101E+09", "9.43101e+09", "9,43E+9", "९.४३१०१E+०९"] {
            assert_eq!(found(cell), Err(FaultKind::Shortened), "{cell}");
        }
        assert_eq!(found(CUT), Err(FaultKind::CutByExcel));
    }

    #[test]
    fn dates_are_read_in_every_way_they_are_written() {
        for cell in [
            "2026-03-15",
            "15-03-2026",
            "15/03/26",
            "15.3.2026",
            "१५/०३/२०२६",
            "46096",
            "15 मार्च 2026",
            "15-Mar-26",
            "15 march, 2026",
        ] {
            assert_eq!(day(cell), Day::of(2026, 3, 15), "{cell}");
        }
        for cell in ["", "31-02-2026", "2026", "12", "15-03", "soon", "15/03/026"] {
            assert_eq!(day(cell), None, "{cell}");
        }
    }

    #[test]
    fn papers_keep_their_shape() {
        assert_eq!(udyam("udyam-jh-05-0012345").as_deref(), Some("UDYAMJH050012345"));
        assert_eq!(udyam("UDYAM-JH-5-12345"), None);
        assert_eq!(card("JH/HC/2019-1234", 20).as_deref(), Some("JH/HC/2019-1234"));
        assert_eq!((card("abc", 20), card("123456789012345678901", 20), card("<1>", 20)), (None, None, None));
    }
}
