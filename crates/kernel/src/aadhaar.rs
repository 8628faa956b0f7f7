//! Numbers shaped like an Aadhaar number: found wherever they are typed, so that none is ever stored.
//!
//! Reads: the text it is given. Never: keeps or prints what it finds.
//! The law lets only licensed bodies keep such a number (Aadhaar Act 2016, sections 8 and 29), and the mart needs none.
//!
//! Start at [`is_in`].

use crate::india::Mobile;

/// Digits of an Aadhaar number.
const DIGITS: usize = 12;

/// The product of two digits in the group of the Verhoeff scheme.
const PRODUCT: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];
/// What becomes of a digit by its place from the end.
const TURNED: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// Whether digits, the last of them a check digit, add up. Source: J. Verhoeff, Error Detecting Decimal Codes, 1969.
fn adds_up(digits: &[u8]) -> bool {
    let turned = |(place, digit): (usize, &u8)| TURNED[place % 8][usize::from(*digit)];
    let sum = digits.iter().rev().enumerate().map(turned);
    sum.fold(0, |sum, digit| PRODUCT[usize::from(sum)][usize::from(digit)]) == 0
}

/// Whether somewhere in `typed` stands a number of this shape: twelve digits in ASCII, Devanagari, Bengali or full
/// width, the first from 2 to 9, the last a right check digit; in one piece, or in groups apart by spaces or by dashes.
///
/// One in ten numbers of twelve digits has this shape by chance. A number after `+` is a telephone's.
pub fn is_in(typed: &str) -> bool {
    let mut run = Run::default();
    for c in typed.chars().filter(|c| !is_unseen(*c)).chain(['\n']) {
        if run.ends_with(c) {
            if run.is_one() {
                return true;
            }
            run = Run { after_plus: c == '+', ..Run::default() };
        }
    }
    false
}

/// As [`is_in`], for a field that asks for a mobile number: `91` in front of ten digits is a country, not a beginning.
pub fn is_in_mobile(typed: &str) -> bool {
    is_in(typed) && Mobile::typed(typed).is_none()
}

/// Digits that may be one number.
#[derive(Default)]
struct Run {
    digits: Vec<u8>,
    /// What stands between its groups; all of a kind.
    apart_by: Option<char>,
    /// Signs since the last digit.
    gap: usize,
    after_plus: bool,
}

impl Run {
    /// Takes the next sign; `true` if the number has ended before it.
    fn ends_with(&mut self, c: char) -> bool {
        if let Some(digit) = digit(c) {
            self.digits.push(digit);
            self.gap = 0;
            return false;
        }
        let Some(kind) = separator(c) else { return true };
        if self.digits.is_empty() {
            return kind != ' ';
        }
        self.gap += 1;
        self.gap > 2 || *self.apart_by.get_or_insert(kind) != kind
    }

    fn is_one(&self) -> bool {
        self.digits.len() == DIGITS && !self.after_plus && self.digits[0] >= 2 && adds_up(&self.digits)
    }
}

fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '０'..='９' => '０',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

fn separator(c: char) -> Option<char> {
    match c {
        '\n' | '\r' => None,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '.' | '/' | '_' => Some(c),
        c if c.is_whitespace() => Some(' '),
        _ => None,
    }
}

/// Signs without width, with which a number could be hidden.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Eleven digits with their check digit.
    fn whole(first: &str) -> String {
        let digits: Vec<u8> = first.bytes().map(|b| b - b'0').collect();
        let check = (0..10).find(|check| adds_up(&[digits.as_slice(), &[*check]].concat()));
        format!("{first}{}", check.expect("one digit always fits"))
    }

    #[test]
    fn the_published_number_of_the_scheme_adds_up() {
        assert!(adds_up(&[2, 3, 6, 3]) && !adds_up(&[2, 3, 6, 4]));
    }

    #[test]
    fn it_is_found_however_it_is_typed() {
        let number = whole("23456789012");
        let (a, b, c) = (&number[..4], &number[4..8], &number[8..]);
        let devanagari: String = number
            .chars()
            .map(|c| char::from_u32(0x0966 + c.to_digit(10).expect("a digit")).expect("one"))
            .collect();
        for typed in [
            number.clone(),
            format!("{a} {b} {c}"),
            format!("{a}-{b}-{c}"),
            format!("{a}\u{a0}{b}  {c}"),
            format!("{a}\u{200b}{b}\u{200d}{c}"),
            format!("आधार संख्या {a} {b} {c}, देवघर"),
            format!("id:{number}."),
            format!("scan_{number}.jpg"),
            format!("14, शिव गली {number}"),
            devanagari,
        ] {
            assert!(is_in(&typed), "{typed}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        let number = whole("91987654321");
        let wrong = if number.ends_with('0') { "1" } else { "0" };
        for typed in [
            "",
            "9876543210",
            "+91 98765 43210",
            "814112",
            "25-11-2026 14:30",
            "ord_01jd6v0k3nf0vk3r9qh2m8x7tz",
            &format!("{}{wrong}", &number[..11]),
            &format!("1{number}"),
            &format!("{number}7"),
            &format!("+{number}"),
            &whole("12345678901"),
            &whole("02345678901"),
        ] {
            assert!(!is_in(typed), "{typed}");
        }
        assert!(is_in(&number) && !is_in_mobile(&number), "a telephone with its country");
        assert!(is_in_mobile(&whole("23456789012")));
    }

    proptest! {
        #[test]
        fn every_one_is_found_and_every_slip_of_one_digit_is_not(first in "[2-9][0-9]{10}", place in 0usize..12, by in 1u8..10) {
            let number = whole(&first);
            prop_assert!(is_in(&number));
            let mut slipped = number.into_bytes();
            slipped[place] = b'0' + (slipped[place] - b'0' + by) % 10;
            prop_assert!(!is_in(&String::from_utf8(slipped).expect("digits")));
        }
    }
}
