//! Decisions about cash: for what it is taken, how a count stands, what a line of a carrier's sheet is about. Pure.

use kernel::digits::ascii_digits;
use kernel::india::Pin;
use kernel::proof::hex;
use kernel::{Day, Paise};
use sha2::{Digest, Sha256};

use crate::delivery::Carrier;
use crate::quotes::{Draft, Quote};

kernel::codes! {
    /// How far cash is taken.
    pub enum Reach {
        /// Nowhere.
        Nowhere = "nowhere",
        /// Where the mart's own hands bring all of it.
        OwnHands = "own_hands",
        /// Wherever the mart delivers.
        Everywhere = "everywhere",
    }
}

kernel::codes! {
    /// How the rule applies to a pincode.
    pub enum PinRule {
        /// As everywhere.
        AsRuled = "as_ruled",
        /// Cash is taken here, whoever brings it.
        Open = "open",
        /// It is not.
        Stopped = "stopped",
    }
}

/// The rule of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// From which day on.
    pub from: Day,
    /// How far.
    pub reach: Reach,
    /// Up to how much.
    pub most: Paise,
    /// So many refused parcels are forgiven.
    pub refused_most: i64,
    /// Those of so many days count.
    pub refused_days: i64,
    /// What is paid online ahead.
    pub token: Token,
}

/// What a rule asks ahead of an order that is paid in cash; nothing of it by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// So much at least.
    pub least: Paise,
    /// Or this share of the order, in hundredths of a per cent, if that is more.
    pub share_bp: i64,
    /// Of a shipment that is turned away so much at most is kept for its way.
    pub kept_most: Paise,
}

impl Token {
    /// The largest share a rule may ask: half.
    pub const SHARE_MOST_BP: i64 = 5_000;

    /// Whether anything is asked at all.
    pub const fn is_asked(&self) -> bool {
        self.least.0 > 0 || self.share_bp > 0
    }
}

/// What the rule looks at.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// What is to be paid.
    pub total: Paise,
    /// Where it goes.
    pub pin: &'a Pin,
    /// Who brings it.
    pub carriers: Vec<Carrier>,
}

impl<'a> Facts<'a> {
    /// Of goods that are being quoted.
    pub fn of_draft(draft: &Draft, pin: &'a Pin) -> Facts<'a> {
        Facts { total: draft.total, pin, carriers: draft.shipments.iter().map(|s| s.carrier).collect() }
    }

    /// Of a quote.
    pub fn of_quote(quote: &'a Quote) -> Facts<'a> {
        let carriers = quote.shipments.iter().map(|s| s.carrier).collect();
        Facts { total: quote.head.total, pin: &quote.head.pin, carriers }
    }
}

/// Why cash is not taken. Each has a sentence in `locales/*/cash.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNoCash {
    /// Not where it goes.
    NotThere,
    /// It is too much for a runner to carry.
    TooMuch {
        /// What would not be.
        most: Paise,
    },
    /// Parcels brought to this buyer were turned away at the door.
    TurnedAwayBefore,
    /// The mart is tried out with pretend money.
    InTrial,
}

/// Why cash is not taken; `None` if it is.
pub fn why_not(rule: &Rule, pin: PinRule, facts: &Facts<'_>, refused: i64) -> Option<WhyNoCash> {
    let own_hands =
        facts.carriers.iter().all(|carrier| matches!(carrier, Carrier::OwnHands | Carrier::Counter));
    let there = match (pin, rule.reach) {
        (PinRule::Stopped, _) | (PinRule::AsRuled, Reach::Nowhere) => false,
        (PinRule::Open, _) | (PinRule::AsRuled, Reach::Everywhere) => true,
        (PinRule::AsRuled, Reach::OwnHands) => own_hands,
    };
    if !there {
        Some(WhyNoCash::NotThere)
    } else if facts.total > rule.most {
        Some(WhyNoCash::TooMuch { most: rule.most })
    } else if refused > rule.refused_most {
        Some(WhyNoCash::TurnedAwayBefore)
    } else {
        None
    }
}

/// What is stored of a code. The order and its turn keep equal codes apart.
pub(super) fn code_hash(order: &str, turn: i64, code: &str) -> String {
    hex(&Sha256::digest(format!("{order}:{turn}:{code}").as_bytes()))
}

kernel::codes! {
    /// How a count of a hub's cash stands.
    pub enum CountState {
        /// It was as the book says.
        Right = "right",
        /// It was not, and waits for a second person.
        Asked = "asked",
        /// Two people agree: the book follows.
        Agreed = "agreed",
        /// The second person does not: it is to be counted again.
        Refused = "refused",
    }
}

kernel::codes! {
    /// What a second person says to a count.
    pub enum CountEvent {
        /// It is so.
        Agrees = "count.agree",
        /// It is not.
        Refuses = "count.refuse",
    }
}

impl CountState {
    /// The only way a count changes; `None` if the event has no place in this state.
    pub const fn after(self, event: CountEvent) -> Option<CountState> {
        match (self, event) {
            (CountState::Asked, CountEvent::Agrees) => Some(CountState::Agreed),
            (CountState::Asked, CountEvent::Refuses) => Some(CountState::Refused),
            (
                CountState::Right | CountState::Agreed | CountState::Refused,
                CountEvent::Agrees | CountEvent::Refuses,
            ) => None,
        }
    }
}

kernel::codes! {
    /// What became of a line of a carrier's sheet.
    pub enum Fate {
        /// Its cash has been handed on.
        Matched = "matched",
        /// It is more than is open for that shipment; nothing of it is taken in.
        TooMuch = "too_much",
        /// No shipment of that number was paid in cash.
        Unknown = "unknown",
        /// Its number or its amount does not read.
        Unclear = "unclear",
    }
}

/// A line of a carrier's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// As people count the lines.
    pub no: i64,
    /// The number on the parcel, as it stands there.
    pub article: String,
    /// How much; `None` if that does not read.
    pub amount: Option<Paise>,
}

/// Words in the heading of the column of numbers, small letters.
const NUMBERS: [&str; 7] = ["article", "awb", "consignment", "barcode", "tracking", "shipment", "वस्तु"];
/// Words in the heading of the column of amounts.
const AMOUNTS: [&str; 6] = ["amount", "cod", "remit", "collected", "रकम", "राशि"];

/// The lines below a heading that has a column of numbers and one of amounts; `None` if no line is such a heading.
pub fn sheet_lines<'a>(lines: impl IntoIterator<Item = (usize, &'a [String])>) -> Option<Vec<SheetLine>> {
    let mut columns = None;
    let mut found = Vec::new();
    for (no, cells) in lines {
        match columns {
            None => columns = heading(cells),
            Some((number, amount)) => found.extend(line(no, cells, number, amount)),
        }
    }
    columns.map(|_| found)
}

fn heading(cells: &[String]) -> Option<(usize, usize)> {
    let at = |words: &[&str], not: Option<usize>| {
        cells.iter().enumerate().position(|(at, cell)| {
            let cell = cell.to_lowercase();
            Some(at) != not && words.iter().any(|word| cell.contains(word))
        })
    };
    let number = at(&NUMBERS, None)?;
    Some((number, at(&AMOUNTS, Some(number))?))
}

fn line(no: usize, cells: &[String], number: usize, amount: usize) -> Option<SheetLine> {
    let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
    let article: String =
        ascii_digits(cell(number)).chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    // A sheet ends with a sum, which has no number.
    if article.is_empty() {
        return None;
    }
    let amount = cell(amount).trim_start_matches("Rs.").trim_start_matches("INR");
    let amount = Paise::typed(amount).filter(|amount| *amount > Paise::ZERO);
    Some(SheetLine {
        no: i64::try_from(no).unwrap_or(i64::MAX),
        article: article.to_ascii_uppercase(),
        amount,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(reach: Reach) -> Rule {
        Rule {
            from: Day(0),
            reach,
            most: Paise(500_000),
            refused_most: 0,
            refused_days: 180,
            token: Token::default(),
        }
    }

    #[test]
    fn cash_is_taken_as_the_rule_says() {
        let pin = Pin::typed("814112").expect("a pincode");
        let by = |carriers: &[Carrier], total| Facts {
            total: Paise(total),
            pin: &pin,
            carriers: carriers.to_vec(),
        };
        let near = by(&[Carrier::OwnHands], 500_000);
        let far = by(&[Carrier::OwnHands, Carrier::IndiaPost], 500_000);
        let dear = by(&[Carrier::OwnHands], 500_001);
        let says = |reach, pin, facts, refused| why_not(&rule(reach), pin, facts, refused);
        use PinRule::{AsRuled, Open, Stopped};
        assert_eq!(says(Reach::OwnHands, AsRuled, &near, 0), None);
        assert_eq!(says(Reach::OwnHands, AsRuled, &far, 0), Some(WhyNoCash::NotThere));
        assert_eq!(says(Reach::Everywhere, AsRuled, &far, 0), None);
        assert_eq!(says(Reach::Nowhere, AsRuled, &near, 0), Some(WhyNoCash::NotThere));
        assert_eq!(says(Reach::OwnHands, Open, &far, 0), None);
        assert_eq!(says(Reach::Everywhere, Stopped, &near, 0), Some(WhyNoCash::NotThere));
        assert_eq!(
            says(Reach::OwnHands, AsRuled, &dear, 0),
            Some(WhyNoCash::TooMuch { most: Paise(500_000) })
        );
        assert_eq!(says(Reach::OwnHands, AsRuled, &near, 1), Some(WhyNoCash::TurnedAwayBefore));
    }

    #[test]
    fn a_count_is_decided_once() {
        for state in CountState::ALL {
            for event in CountEvent::ALL {
                assert_eq!(state.after(*event).is_some(), *state == CountState::Asked, "{state} {event}");
            }
        }
    }

    #[test]
    fn a_carriers_sheet_is_read_however_it_is_headed() {
        let rows: Vec<Vec<String>> = [
            &["India Post, COD payments of November"][..],
            &["Sl", "Article Number", "Office", "COD Amount (Rs)"],
            &["1", " ej 1234 5678 5 in ", "Deoghar", "1,250.50"],
            &["2", "EJ000000001IN", "Deoghar", "१२०"],
            &["3", "EJ000000002IN", "Deoghar", "-"],
            &["", "", "total", "1370.50"],
        ]
        .iter()
        .map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
        let lines = sheet_lines((1..).zip(rows.iter().map(Vec::as_slice))).expect("a heading");
        let told: Vec<_> = lines.iter().map(|l| (l.no, l.article.as_str(), l.amount)).collect();
        assert_eq!(
            told,
            [
                (3, "EJ123456785IN", Some(Paise(125_050))),
                (4, "EJ000000001IN", Some(Paise(12_000))),
                (5, "EJ000000002IN", None),
            ]
        );
        assert_eq!(sheet_lines([(1, &["only".to_owned()][..])]), None);
    }
}
