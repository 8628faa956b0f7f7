//! Indian numbers: mobile, pincode, GSTIN, IFSC, FSSAI, UPI address, postal article.
//!
//! Each type can only hold a number of the right shape, so what is stored is never checked twice.

use crate::digits::{ascii_digits, only_digits};
use crate::{BadCell, Cell, Column};

/// Declares a text type with one rule for its shape.
macro_rules! shaped {
    ($($(#[$about:meta])* $name:ident by $check:path;)+) => {$(
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// What was typed, cleaned and checked; `None` if it cannot be this number.
            pub fn typed(text: &str) -> Option<$name> {
                $check(text).map($name)
            }

            /// The number as it is stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Column for $name {
            fn to_cell(&self) -> Cell {
                Cell::Text(self.0.clone())
            }
            fn from_cell(cell: Cell) -> Result<Self, BadCell> {
                let text = String::from_cell(cell)?;
                $name::typed(&text).ok_or_else(|| BadCell::new(stringify!($name), &Cell::Text(text)))
            }
        }
    )+};
}

shaped! {
    /// A mobile number in India in E.164 form, `+919876543210`. Accepted with spaces, Devanagari digits,
    /// and `+91`, `91` or `0` in front.
    Mobile by mobile;
    /// A six-digit postal index number. Whether it exists is another question: ask the pincode table.
    Pin by pin;
    /// A goods and services tax number with a right check digit. Source: GSTN format, check as in `gstin_check`.
    Gstin by gstin;
    /// A bank branch, four letters, a zero, six letters or digits. Source: RBI.
    Ifsc by ifsc;
    /// A bank account number of 9 to 18 digits.
    AccountNumber by account_number;
    /// A food licence or registration number: 14 digits, first 1 or 2. Source: FSSAI.
    Fssai by fssai;
    /// A UPI address such as `sunita@sbi`. Source: NPCI linking specification 1.6.
    Vpa by vpa;
    /// A postal article number of India Post (S10): two letters, nine digits, `IN`. Source: UPU S10.
    ArticleNumber by article_number;
    /// A permanent account number of the income-tax department: five letters, four digits, a letter; the fourth letter
    /// is a kind of holder that exists. Source: Income-tax Rules, form 49A; kinds as in [`PanHolder`].
    Pan by pan;
    /// A tax deduction account number: four letters, five digits, a letter. Source: Income-tax Rules, form 49B.
    Tan by tan;
    /// A registration as a small enterprise, `UDYAM-JH-07-0001234`. Source: udyamregistration.gov.in.
    Udyam by udyam;
    /// The number on an artisan's card (Pehchan) or a PM Vishwakarma enrolment: 4 to 20 letters, digits, `/` and `-`.
    /// Neither office has published a form, so nothing more can be checked.
    ArtisanCard by artisan_card;
}

/// Personal numbers show only their ends in logs and debug output.
macro_rules! masked_debug {
    ($($name:ident)+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.masked())
            }
        }

        impl $name {
            /// The number with its middle hidden, for people who need not see all of it.
            pub fn masked(&self) -> String {
                let tail = self.0.len().saturating_sub(4);
                format!("…{}", self.0.get(tail..).unwrap_or(""))
            }
        }
    )+};
}
masked_debug!(Mobile AccountNumber Vpa Pan);

macro_rules! plain_debug {
    ($($name:ident)+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}
plain_debug!(Pin Gstin Ifsc Fssai ArticleNumber Tan Udyam ArtisanCard);

impl Mobile {
    /// The ten digits people know.
    pub fn ten_digits(&self) -> &str {
        self.0.get(3..).unwrap_or("")
    }
}

impl ArticleNumber {
    /// The number of one serial of a range: two letters, eight digits, the check digit, `IN`. `None` for other letters or a
    /// longer serial.
    pub fn of(letters: &str, serial: u32) -> Option<ArticleNumber> {
        let digits = format!("{serial:08}");
        ArticleNumber::typed(&format!("{letters}{digits}{}IN", s10_check(&digits)?))
    }

    /// The service it stands for, `EE` for Speed Post.
    pub fn letters(&self) -> &str {
        self.0.get(..2).unwrap_or("")
    }
}

impl Gstin {
    /// The GST code of the State, `20` for Jharkhand.
    pub fn state_code(&self) -> &str {
        self.0.get(..2).unwrap_or("")
    }
}

impl Ifsc {
    /// The four letters that name the bank.
    pub fn bank(&self) -> &str {
        self.0.get(..4).unwrap_or("")
    }
}

/// Who holds a PAN, told by its fourth letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanHolder {
    /// `P`: one person.
    Person,
    /// `H`: a Hindu undivided family.
    Family,
    /// `C`: a company.
    Company,
    /// `F`: a firm or partnership.
    Firm,
    /// `A` or `B`: an association or body of persons, as self-help groups are.
    Association,
    /// `T`: a trust or society.
    Trust,
    /// `G`, `L` or `J`: government, a local authority, another person in law.
    Office,
}

impl Pan {
    /// What kind of holder it names.
    pub fn holder(&self) -> PanHolder {
        holder_of(self.0.as_bytes().get(3).copied().unwrap_or(b'P')).unwrap_or(PanHolder::Person)
    }
}

const fn holder_of(letter: u8) -> Option<PanHolder> {
    match letter {
        b'P' => Some(PanHolder::Person),
        b'H' => Some(PanHolder::Family),
        b'C' => Some(PanHolder::Company),
        b'F' => Some(PanHolder::Firm),
        b'A' | b'B' => Some(PanHolder::Association),
        b'T' => Some(PanHolder::Trust),
        b'G' | b'L' | b'J' => Some(PanHolder::Office),
        _ => None,
    }
}

fn mobile(text: &str) -> Option<String> {
    let kept: String =
        ascii_digits(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')')).collect();
    let digits = kept.strip_prefix("+91").unwrap_or(&kept);
    let digits = match digits.len() {
        12 => digits.strip_prefix("91")?,
        11 => digits.strip_prefix('0')?,
        _ => digits,
    };
    let right =
        digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) && digits.as_bytes()[0] >= b'6';
    right.then(|| format!("+91{digits}"))
}

fn pin(text: &str) -> Option<String> {
    let kept: String = ascii_digits(text).chars().filter(|c| !c.is_whitespace()).collect();
    let right = kept.len() == 6 && kept.bytes().all(|b| b.is_ascii_digit()) && kept.as_bytes()[0] != b'0';
    right.then_some(kept)
}

/// The check digit of a GSTIN's first 14 characters, if they are digits and capitals.
///
/// Source: GSTN; each character is a number in base 36, multiplied by 1 and 2 in turn, digits of the product added.
pub fn gstin_check(first_14: &str) -> Option<char> {
    let mut sum = 0;
    for (place, c) in first_14.chars().enumerate() {
        let value = c.to_digit(36).filter(|_| c.is_ascii_digit() || c.is_ascii_uppercase())?;
        let product = value * if place % 2 == 0 { 1 } else { 2 };
        sum += product / 36 + product % 36;
    }
    char::from_digit((36 - sum % 36) % 36, 36).map(|c| c.to_ascii_uppercase())
}

fn gstin(text: &str) -> Option<String> {
    let kept = ascii_digits(text.trim()).to_ascii_uppercase();
    let shape = "ddLLLLLddddLxAx";
    let fits = kept.len() == 15
        && kept.chars().zip(shape.chars()).all(|(c, want)| match want {
            'd' => c.is_ascii_digit(),
            'L' => c.is_ascii_uppercase(),
            'A' => matches!(c, 'Z' | 'C'),
            _ => c.is_ascii_digit() || c.is_ascii_uppercase(),
        });
    (fits && gstin_check(&kept[..14]) == kept.chars().last()).then_some(kept)
}

fn ifsc(text: &str) -> Option<String> {
    let kept = ascii_digits(text.trim()).to_ascii_uppercase();
    let bytes = kept.as_bytes();
    let fits = bytes.len() == 11
        && bytes[..4].iter().all(u8::is_ascii_uppercase)
        && bytes[4] == b'0'
        && bytes[5..].iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    fits.then_some(kept)
}

fn account_number(text: &str) -> Option<String> {
    let digits = only_digits(text);
    let nothing_else = ascii_digits(text).chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    (nothing_else && (9..=18).contains(&digits.len())).then_some(digits)
}

fn fssai(text: &str) -> Option<String> {
    let kept: String = ascii_digits(text).chars().filter(|c| !c.is_whitespace()).collect();
    let fits = kept.len() == 14
        && kept.bytes().all(|b| b.is_ascii_digit())
        && matches!(kept.as_bytes()[0], b'1' | b'2');
    fits.then_some(kept)
}

fn vpa(text: &str) -> Option<String> {
    let kept = text.trim();
    let (name, bank) = kept.split_once('@')?;
    let fits = (2..=256).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && (2..=64).contains(&bank.len())
        && bank.bytes().all(|b| b.is_ascii_alphabetic());
    fits.then(|| kept.to_ascii_lowercase())
}

/// The check digit of an S10 number's eight-digit serial. Source: UPU S10.
pub fn s10_check(serial: &str) -> Option<u32> {
    let weights = [8, 6, 4, 2, 3, 5, 9, 7];
    if serial.len() != 8 {
        return None;
    }
    let sum = serial
        .chars()
        .zip(weights)
        .try_fold(0, |sum, (c, weight)| c.to_digit(10).map(|d| sum + d * weight))?;
    Some(match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        digit => digit,
    })
}

fn article_number(text: &str) -> Option<String> {
    let kept: String =
        ascii_digits(text).to_ascii_uppercase().chars().filter(|c| !c.is_whitespace()).collect();
    if kept.len() != 13 || !kept.is_ascii() || !kept.ends_with("IN") {
        return None;
    }
    let letters = kept[..2].bytes().all(|b| b.is_ascii_uppercase());
    let check = kept[10..11].parse().ok()?;
    (letters && s10_check(&kept[2..10]) == Some(check)).then_some(kept)
}

/// Letters and digits as they are stored: capitals, ASCII digits, no gaps.
fn compact(text: &str) -> String {
    ascii_digits(text).to_ascii_uppercase().chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether `text` has the shape: `L` stands for a capital, `d` for a digit, everything else for itself.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(c, want)| match want {
            b'L' => c.is_ascii_uppercase(),
            b'd' => c.is_ascii_digit(),
            other => c == other,
        })
}

fn pan(text: &str) -> Option<String> {
    let kept = compact(text);
    (has_shape(&kept, "LLLLLddddL") && holder_of(kept.as_bytes()[3]).is_some()).then_some(kept)
}

fn tan(text: &str) -> Option<String> {
    let kept = compact(text);
    has_shape(&kept, "LLLLdddddL").then_some(kept)
}

fn udyam(text: &str) -> Option<String> {
    let kept = compact(text);
    has_shape(&kept, "UDYAM-LL-dd-ddddddd").then_some(kept)
}

fn artisan_card(text: &str) -> Option<String> {
    let kept = compact(text);
    let fits = (4..=20).contains(&kept.len())
        && kept.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-'))
        && kept.bytes().any(|b| b.is_ascii_digit());
    fits.then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_is_one_number_however_it_is_typed() {
        for typed in
            ["9876543210", "+91 98765 43210", "09876543210", "919876543210", "९८७६५४३२१०", "98765-43210"]
        {
            assert_eq!(Mobile::typed(typed).map(|m| m.0), Some("+919876543210".to_owned()), "{typed}");
        }
        for wrong in ["", "12345", "5876543210", "98765432101", "+1 9876543210", "9876543210x", "98765432१"]
        {
            assert_eq!(Mobile::typed(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{:?}", Mobile::typed("9876543210")), "Some(…3210)");
    }

    #[test]
    fn a_gstin_needs_its_check_digit() {
        let first = "20AAAAA0000A1Z";
        let check = gstin_check(first).expect("a digit");
        assert!(Gstin::typed(&format!("{first}{check}")).is_some());
        let wrong = if check == '5' { '6' } else { '5' };
        assert_eq!(Gstin::typed(&format!("{first}{wrong}")), None);
        assert_eq!(Gstin::typed("20AAAAA0000A1Z"), None);
    }

    #[test]
    fn a_postal_article_needs_its_check_digit() {
        assert_eq!(s10_check("47312482"), Some(9));
        assert_eq!(s10_check("12345678"), Some(5));
        assert!(ArticleNumber::typed("ee 473124829 in").is_some());
        assert_eq!(ArticleNumber::typed("EE473124828IN"), None);
        assert_eq!(ArticleNumber::of("EE", 47_312_482).map(|a| a.0), Some("EE473124829IN".to_owned()));
        assert_eq!(ArticleNumber::of("EE", 12_345_678).map(|a| a.0), Some("EE123456785IN".to_owned()));
        assert_eq!(ArticleNumber::of("EE", 7).map(|a| a.letters().to_owned()), Some("EE".to_owned()));
        assert!(ArticleNumber::of("E", 7).is_none() && ArticleNumber::of("EE", 100_000_000).is_none());
        assert_eq!(ArticleNumber::typed("EE47312482९IN").map(|a| a.0), Some("EE473124829IN".to_owned()));
    }

    #[test]
    fn other_numbers_keep_their_shape() {
        assert!(
            Pin::typed("८१४११२").is_some() && Pin::typed("014112").is_none() && Pin::typed("81411").is_none()
        );
        assert!(Ifsc::typed("sbin0001234").is_some() && Ifsc::typed("SBIN1001234").is_none());
        assert!(Fssai::typed("1 1421 999 000 123").is_some_and(|f| f.as_str() == "11421999000123"));
        assert!(Fssai::typed("31421999000123").is_none());
        assert!(Vpa::typed("Sunita.Devi@SBI").is_some() && Vpa::typed("sunita").is_none());
        assert!(AccountNumber::typed("1234 5678 901").is_some() && AccountNumber::typed("12345").is_none());
    }

    #[test]
    fn a_pan_names_its_holder() {
        assert_eq!(Pan::typed("abcpd 1234 f").map(|p| p.holder()), Some(PanHolder::Person));
        assert_eq!(Pan::typed("AAAAS1234F").map(|p| p.holder()), Some(PanHolder::Association));
        assert_eq!(Pan::typed("ABCHD१२३४F").map(|p| p.holder()), Some(PanHolder::Family));
        for wrong in ["ABCXD1234F", "ABCPD12345", "ABCP1234F", "", "ABCPD1234FF"] {
            assert_eq!(Pan::typed(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{:?}", Pan::typed("ABCPD1234F")), "Some(…234F)");
    }

    #[test]
    fn registrations_keep_their_shape() {
        assert!(
            Udyam::typed("udyam-jh-07-0001234").is_some() && Udyam::typed("UDYAM-JH-7-0001234").is_none()
        );
        assert!(Tan::typed("RCHD12345B").is_some() && Tan::typed("RCHD1234B").is_none());
        assert!(ArtisanCard::typed("JH/123-45").is_some() && ArtisanCard::typed("कारीगर").is_none());
        assert_eq!(Ifsc::typed("SBIN0001234").map(|i| i.bank().to_owned()), Some("SBIN".to_owned()));
    }
}
