//! Three lists beside each other, and where they differ. Pure: what is told is decided here, nothing is read or written.
//!
//! Nothing is «nearly right»: an amount fits to the paisa or it is a gap.

use std::collections::{HashMap, HashSet};

use kernel::ids::{BankLineId, SettlementRowId};
use kernel::payment::{Gateway, SettledKind};
use kernel::{Day, Paise, Time};

use super::{GapKind, Thing};

/// References of at least so many letters are found within a word of the bank; shorter ones must be a word of their own.
const LONG_REFERENCE: usize = 10;

store::row! {
    /// A payment or refund as our books have it.
    pub struct Booked {
        /// Through which company it went.
        pub gateway: Gateway,
        /// The gateway's id of it.
        pub entity: String,
        /// What was paid or went back.
        pub amount: Paise,
        /// What the gateway keeps; nothing while it has not said so.
        pub fee: Paise,
        /// When it happened.
        pub at: Time,
        /// How many lines of settlements have been accounted for it.
        pub settled: i64,
    }
}

store::row! {
    /// A line of a settlement as the gateway tells it.
    pub struct ToldRow {
        /// Our id of the line.
        pub id: SettlementRowId,
        /// Which company tells it.
        pub gateway: Gateway,
        /// What it is about.
        pub kind: SettledKind,
        /// The gateway's id of that.
        pub entity: String,
        /// What was paid or went back.
        pub amount: Paise,
        /// What the gateway keeps.
        pub fee: Paise,
        /// The tax within.
        pub tax: Paise,
        /// What it adds to the settlement.
        pub credit: Paise,
        /// What it takes away.
        pub debit: Paise,
        /// When it was settled.
        pub at: Time,
    }
}

impl ToldRow {
    /// What the line changes at the bank.
    pub fn net(&self) -> Paise {
        Paise(self.credit.0 - self.debit.0)
    }

    /// Whether the line adds up in itself.
    fn adds_up(&self) -> bool {
        match self.kind {
            SettledKind::Payment => {
                self.debit == Paise::ZERO && self.amount.minus(self.fee) == Some(self.credit)
            }
            SettledKind::Refund => self.credit == Paise::ZERO && self.debit == self.amount,
            SettledKind::Other => true,
        }
    }
}

store::row! {
    /// What the bank's statement must show: a settlement, a payout, cash that was paid in.
    pub struct Expected {
        /// What it is.
        pub thing: Thing,
        /// Its id.
        pub about: String,
        /// The bank's reference of it.
        pub reference: String,
        /// What comes is positive, what leaves negative.
        pub amount: Paise,
        /// When the money moved.
        pub at: Time,
    }
}

/// A line of a bank's statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    /// Our id of the line.
    pub id: BankLineId,
    /// Its day.
    pub day: Day,
    /// What came is positive, what left negative.
    pub amount: Paise,
    /// The bank's words.
    pub words: String,
}

/// Until when things should have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// What was paid up to this day must have been settled.
    pub settled_until: Day,
    /// The same of the company whose reports are brought as files: by the newest of them; none, while none came.
    pub filed_until: Option<Day>,
    /// What happened up to this day must stand in a statement: none, while no statement reaches so far.
    pub stated_until: Option<Day>,
}

/// The three lists.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Our books: what is about these rows, and what no settlement has named.
    pub ours: Vec<Booked>,
    /// The gateway's reports: what is not accounted for.
    pub told: Vec<ToldRow>,
    /// What must be at the bank.
    pub expected: Vec<Expected>,
    /// The bank's statements: what is not accounted for.
    pub lines: Vec<BankLine>,
}

/// One place where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How.
    pub kind: GapKind,
    /// What it is about: an id.
    pub about: String,
    /// As people know it.
    pub reference: String,
    /// What our books say.
    pub ours: Option<Paise>,
    /// What the gateway says.
    pub gateway: Option<Paise>,
    /// What the bank says.
    pub bank: Option<Paise>,
    /// The day of it.
    pub day: Day,
}

/// What came of laying the lists beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallied {
    /// Lines of settlements that fit.
    pub fits: Vec<SettlementRowId>,
    /// Lines of statements that fit, each with what it is.
    pub matched: Vec<(BankLineId, Thing, String)>,
    /// Where the lists differ.
    pub gaps: Vec<Found>,
}

/// Lays the three lists beside each other.
pub fn tally(lists: &Lists, as_of: AsOf) -> Tallied {
    let mut tallied = Tallied::default();
    at_gateway(lists, as_of, &mut tallied);
    at_bank(lists, as_of, &mut tallied);
    tallied
}

/// Our books beside the gateway's reports.
fn at_gateway(lists: &Lists, as_of: AsOf, out: &mut Tallied) {
    let books: HashMap<(Gateway, &str), &Booked> =
        lists.ours.iter().map(|one| ((one.gateway, one.entity.as_str()), one)).collect();
    let mut named = HashSet::new();
    for row in &lists.told {
        let ours = books.get(&(row.gateway, row.entity.as_str())).copied();
        let is_second =
            !named.insert((row.gateway, row.entity.as_str())) || ours.is_some_and(|ours| ours.settled > 0);
        match fault(row, ours, is_second) {
            None => out.fits.push(row.id),
            Some(kind) => {
                let said = if kind == GapKind::OtherFee { row.fee } else { row.amount };
                let known = |ours: &Booked| if kind == GapKind::OtherFee { ours.fee } else { ours.amount };
                let gateway = if kind == GapKind::Strange { row.net() } else { said };
                out.gaps.push(Found {
                    kind,
                    about: row.id.to_string(),
                    reference: row.entity.clone(),
                    ours: ours.map(known),
                    gateway: Some(gateway),
                    bank: None,
                    day: row.at.day(),
                });
            }
        }
    }
    for ours in &lists.ours {
        let is_named = ours.settled > 0 || named.contains(&(ours.gateway, ours.entity.as_str()));
        let until = match ours.gateway {
            Gateway::Razorpay => Some(as_of.settled_until),
            Gateway::Hyperswitch => as_of.filed_until,
        };
        if !is_named && until.is_some_and(|until| ours.at.day() <= until) {
            out.gaps.push(Found {
                kind: GapKind::NotSettled,
                about: ours.entity.clone(),
                reference: ours.entity.clone(),
                ours: Some(ours.amount),
                gateway: None,
                bank: None,
                day: ours.at.day(),
            });
        }
    }
}

/// Why a line of a settlement does not fit; `None` if it does.
fn fault(row: &ToldRow, ours: Option<&Booked>, is_second: bool) -> Option<GapKind> {
    let ours = match (row.kind, ours) {
        (SettledKind::Other, _) => return Some(GapKind::Strange),
        (SettledKind::Payment | SettledKind::Refund, None) => return Some(GapKind::NotOurs),
        (SettledKind::Payment | SettledKind::Refund, Some(ours)) => ours,
    };
    if is_second {
        return Some(GapKind::Twice);
    }
    if row.amount != ours.amount || !row.adds_up() {
        return Some(GapKind::OtherAmount);
    }
    // A fee our books do not know yet is learned from here.
    let fee_fits = row.fee == ours.fee || ours.fee == Paise::ZERO;
    if fee_fits { None } else { Some(GapKind::OtherFee) }
}

/// What must be at the bank beside its statements.
fn at_bank(lists: &Lists, as_of: AsOf, out: &mut Tallied) {
    let mut by_reference: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_amount: HashMap<Paise, Vec<usize>> = HashMap::new();
    for (at, one) in lists.expected.iter().enumerate() {
        by_reference.entry(letters(&one.reference)).or_default().push(at);
        by_amount.entry(one.amount).or_default().push(at);
    }
    let mut spoken_of = HashSet::new();
    for line in &lists.lines {
        let open = |at: &usize| !spoken_of.contains(at);
        let same_way = |at: &usize| lists.expected[*at].amount.is_negative() == line.amount.is_negative();
        let named = line.words.split(|c: char| !c.is_ascii_alphanumeric());
        let named = named.filter_map(|word| by_reference.get(&word.to_ascii_uppercase())).flatten();
        let mut named: Vec<usize> = named.copied().filter(open).filter(same_way).collect();
        if named.is_empty() {
            let words = letters(&line.words);
            let within = |at: &usize| {
                let reference = letters(&lists.expected[*at].reference);
                reference.len() >= LONG_REFERENCE && words.contains(&reference)
            };
            named.extend(
                by_amount.get(&line.amount).into_iter().flatten().copied().filter(open).filter(within),
            );
        }
        let exact = named.iter().copied().find(|at| lists.expected[*at].amount == line.amount);
        let about = exact.or_else(|| named.first().copied());
        spoken_of.extend(about);
        match about.map(|at| &lists.expected[at]) {
            Some(one) if exact.is_some() => out.matched.push((line.id, one.thing, one.about.clone())),
            Some(one) => out.gaps.push(at_bank_gap(GapKind::BankOther, one, Some(line.amount))),
            None => out.gaps.push(Found {
                kind: GapKind::BankNotOurs,
                about: line.id.to_string(),
                reference: String::new(),
                ours: None,
                gateway: None,
                bank: Some(line.amount),
                day: line.day,
            }),
        }
    }
    for (at, one) in lists.expected.iter().enumerate() {
        if !spoken_of.contains(&at) && as_of.stated_until.is_some_and(|until| one.at.day() <= until) {
            let kind = if one.thing == Thing::PrintedUpi { GapKind::UpiUnseen } else { GapKind::NotAtBank };
            out.gaps.push(at_bank_gap(kind, one, None));
        }
    }
}

/// What is expected of the bank was told by the gateway if it is a settlement or a payout, else by our books.
fn at_bank_gap(kind: GapKind, one: &Expected, bank: Option<Paise>) -> Found {
    let is_told = one.thing == Thing::Settlement;
    Found {
        kind,
        about: one.about.clone(),
        reference: one.reference.clone(),
        ours: Some(one.amount).filter(|_| !is_told),
        gateway: Some(one.amount).filter(|_| is_told),
        bank,
        day: one.at.day(),
    }
}

/// Only letters and digits, large.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
