//! Reads the cells of one row into types, and notes what is wrong instead of stopping at the first fault.

use kernel::digits::{ascii_digits, only_digits};
use kernel::india::{AccountNumber, Fssai, Gstin, Ifsc, Mobile, Pin};
use kernel::{Day, Paise, Words};

use super::fault::{FaultKind, RowFault};
use super::grid::CUT;
use super::sheet::{Row, Sheet};

/// The cells of one row and what has been found wrong with them.
pub(crate) struct Fields<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    /// What is wrong.
    pub faults: Vec<RowFault>,
}

/// Shown of a wrong cell at most.
const FOUND_MOST: usize = 40;

impl<'a> Fields<'a> {
    pub(crate) fn of(sheet: &'a Sheet, row: &'a Row) -> Fields<'a> {
        Fields { sheet, row, faults: Vec::new() }
    }

    /// Notes a fault of a cell.
    pub(crate) fn fault(&mut self, field: &'static str, kind: FaultKind, hint: impl Into<String>) {
        let shown = !matches!(field, "account_no" | "pan");
        let found = if shown { self.cell(field).chars().take(FOUND_MOST).collect() } else { String::new() };
        self.faults.push(RowFault { row: self.row.number, field, kind, found, hint: hint.into() });
    }

    /// What stands in a cell.
    pub(crate) fn cell(&self, field: &'static str) -> &'a str {
        self.sheet.cell(self.row, field)
    }

    /// Text of at most `most` letters; may be empty.
    pub(crate) fn text(&mut self, field: &'static str, most: usize) -> String {
        let cell = self.cell(field);
        if cell.chars().count() > most {
            self.fault(field, FaultKind::TooLong, most.to_string());
        }
        cell.to_owned()
    }

    /// Text that must not be empty.
    pub(crate) fn needed(&mut self, field: &'static str, most: usize) -> String {
        if self.cell(field).is_empty() {
            self.fault(field, FaultKind::Missing, "");
        }
        self.text(field, most)
    }

    /// Words in two languages, of which one must be there.
    pub(crate) fn named(&mut self, hi: &'static str, en: &'static str, most: usize) -> Words {
        if self.cell(hi).is_empty() && self.cell(en).is_empty() {
            self.fault(hi, FaultKind::Missing, "");
        }
        self.words(hi, en, most)
    }

    /// Words in two languages, either of which may be missing.
    pub(crate) fn words(&mut self, hi: &'static str, en: &'static str, most: usize) -> Words {
        Words { hi: self.text(hi, most), en: self.text(en, most) }
    }

    /// A short key: small letters, digits and `-`.
    pub(crate) fn key(&mut self, field: &'static str) -> String {
        let key = self.needed(field, 60);
        let fits =
            key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
        if !key.is_empty() && !fits {
            self.fault(field, FaultKind::NotAChoice, "a-z 0-9 -");
        }
        key
    }

    /// One of a closed list of words.
    pub(crate) fn choice<T: Copy + std::fmt::Display + std::str::FromStr>(
        &mut self,
        field: &'static str,
        all: &[T],
    ) -> Option<T> {
        let word = self.needed(field, 60).to_lowercase();
        let found = word.parse().ok();
        if found.is_none() && !word.is_empty() {
            let choices: Vec<String> = all.iter().map(ToString::to_string).collect();
            self.fault(field, FaultKind::NotAChoice, choices.join(", "));
        }
        found
    }

    /// Yes or no; empty is neither.
    pub(crate) fn yes_or_no(&mut self, field: &'static str) -> Option<bool> {
        match self.cell(field).to_lowercase().as_str() {
            "" => None,
            "yes" | "y" | "1" | "true" | "हाँ" | "हां" => Some(true),
            "no" | "n" | "0" | "false" | "नहीं" => Some(false),
            _ => {
                self.fault(field, FaultKind::NotAChoice, "yes, no");
                None
            }
        }
    }

    /// A number of a shape of its own; `None` if empty or wrong, and wrong is noted.
    pub(crate) fn shaped<T>(
        &mut self,
        field: &'static str,
        kind: FaultKind,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return None;
        }
        let found = read(cell);
        if found.is_none() {
            self.fault(field, if cell == CUT { FaultKind::CutByExcel } else { kind }, "");
        }
        found
    }

    /// As [`Fields::shaped`], and empty is noted too.
    pub(crate) fn needed_shaped<T>(
        &mut self,
        field: &'static str,
        kind: FaultKind,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if self.cell(field).is_empty() {
            self.fault(field, FaultKind::Missing, "");
        }
        self.shaped(field, kind, read)
    }

    pub(crate) fn mobile(&mut self, field: &'static str) -> Option<Mobile> {
        self.needed_shaped(field, FaultKind::NotAMobile, Mobile::typed)
    }

    pub(crate) fn pin(&mut self, field: &'static str) -> Option<Pin> {
        self.needed_shaped(field, FaultKind::NotAPin, Pin::typed)
    }

    pub(crate) fn gstin(&mut self, field: &'static str) -> Option<Gstin> {
        self.shaped(field, FaultKind::NotAGstin, Gstin::typed)
    }

    pub(crate) fn ifsc(&mut self, field: &'static str) -> Option<Ifsc> {
        self.shaped(field, FaultKind::NotAnIfsc, Ifsc::typed)
    }

    pub(crate) fn account(&mut self, field: &'static str) -> Option<AccountNumber> {
        self.shaped(field, FaultKind::NotAnAccount, AccountNumber::typed)
    }

    pub(crate) fn fssai(&mut self, field: &'static str) -> Option<Fssai> {
        self.shaped(field, FaultKind::NotAnFssai, Fssai::typed)
    }

    pub(crate) fn pan(&mut self, field: &'static str) -> Option<String> {
        self.shaped(field, FaultKind::NotAPan, pan)
    }

    pub(crate) fn date(&mut self, field: &'static str) -> Option<Day> {
        self.shaped(field, FaultKind::NotADate, date)
    }

    /// A whole number within limits; `None` if empty or wrong.
    pub(crate) fn number(&mut self, field: &'static str, least: i64, most: i64) -> Option<i64> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return None;
        }
        let number = ascii_digits(cell).replace(',', "").parse().ok().filter(|n| (least..=most).contains(n));
        if number.is_none() {
            self.fault(field, FaultKind::NotANumber, format!("{least}–{most}"));
        }
        number
    }

    /// As [`Fields::number`], and empty is noted too.
    pub(crate) fn needed_number(&mut self, field: &'static str, least: i64, most: i64) -> Option<i64> {
        if self.cell(field).is_empty() {
            self.fault(field, FaultKind::Missing, "");
        }
        self.number(field, least, most)
    }

    /// A length in centimetres, kept in millimetres: `12` or `12.5`.
    pub(crate) fn millimetres(&mut self, field: &'static str) -> Option<i64> {
        self.needed_shaped(field, FaultKind::NotANumber, |cell| {
            decimal(cell, 1).filter(|mm| (1..=5_000).contains(mm))
        })
    }

    /// An amount in rupees, more than nothing.
    pub(crate) fn money(&mut self, field: &'static str) -> Option<Paise> {
        let read = |cell: &str| {
            Paise::typed(cell).filter(|paise| *paise > Paise::ZERO && *paise <= Paise::MOST_PER_ORDER)
        };
        self.needed_shaped(field, FaultKind::NotMoney, read)
    }
}

/// A permanent account number: five letters, four digits, a letter. Source: Income-tax Department.
pub(crate) fn pan(text: &str) -> Option<String> {
    let pan = ascii_digits(text).to_ascii_uppercase();
    let fits = pan.len() == 10
        && pan.bytes().enumerate().all(|(place, b)| {
            if (5..9).contains(&place) { b.is_ascii_digit() } else { b.is_ascii_uppercase() }
        });
    fits.then_some(pan)
}

/// A date as `2027-02-28`, `28-02-2027` or `28/02/2027`.
pub(crate) fn date(text: &str) -> Option<Day> {
    let text = ascii_digits(text).replace(['/', '.'], "-");
    Day::from_iso(&text).filter(|_| text.len() == 10 && text.as_bytes()[4] == b'-').or_else(|| {
        let mut parts = text.splitn(3, '-');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Day::of(
            year.parse().ok().filter(|year| (1900..2200).contains(year))?,
            month.parse().ok()?,
            day.parse().ok()?,
        )
    })
}

/// A number with at most `places` digits after its point, as a whole number of the last place: `12.5`, 1 → 125.
pub(crate) fn decimal(text: &str, places: usize) -> Option<i64> {
    let text = ascii_digits(text);
    let (sign, text) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let fits =
        !whole.is_empty() && whole.len() <= 9 && only_digits(whole) == whole && only_digits(part) == part;
    if !fits || part.len() > 9 {
        return None;
    }
    let part: String = part.chars().chain("000000000".chars()).take(places).collect();
    format!("{whole}{part}").parse::<i64>().ok().map(|number| sign * number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["2027-02-28", "28-02-2027", "28/02/2027", "२८-०२-२०२७", "28.2.2027"] {
            assert_eq!(date(text), Day::of(2027, 2, 28), "{text}");
        }
        for wrong in ["", "2027", "31-02-2027", "28-02-27", "soon"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn decimals_become_whole_numbers() {
        assert_eq!(decimal("12.5", 1), Some(125));
        assert_eq!(decimal("24.490417", 4), Some(244_904));
        assert_eq!(decimal("-5", 2), Some(-500));
        for wrong in ["", ".5", "1e3", "1.2.3", "x"] {
            assert_eq!(decimal(wrong, 1), None, "{wrong}");
        }
    }

    #[test]
    fn a_pan_has_its_shape() {
        assert_eq!(pan("zzhfb1101f").as_deref(), Some("ZZHFB1101F"));
        assert_eq!(pan("ZZHF11101F"), None);
    }
}
