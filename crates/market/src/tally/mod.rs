//! The tally: our books, the payment company's settlements and the bank's statement beside each other, to the paisa.
//!
//! Reads: payments, refunds, payouts, cash that was paid in. Writes: `settlement_row`, `settlement_file`, `bank_statement`, `bank_line`, `money_gap`,
//! ledger entries of money that was handed on. Leaves: a message to ask the payment company again.
//! Never: lets a difference pass because it is small; changes a row of a report or a line of a statement.
//!
//! The worker brings the first company's reports every night; finance brings statements, and the files of the second. Whatever fits is accounted for once: a line
//! of a settlement by its entry, a line of a statement by the one thing it is. Whatever does not is a gap, with what each side
//! says, until it fits, a person has explained it, or two have booked it.
//!
//! | file | what happens |
//! |---|---|
//! | `rules` | the three lists are laid beside each other: pure |
//! | `settlement` | a payment company's file becomes lines of a report |
//! | `statement` | a bank's sheet, as banks give it, becomes lines |
//! | `act` | reports and statements are taken in, all is laid beside each other |
//! | `gaps` | a person explains a gap, two book it |
//!
//! Start at [`rules::tally`] and [`run`].

mod act;
mod gaps;
mod gaps_sql;
mod read;
pub mod rules;
pub mod settlement;
mod sql;
pub mod statement;

pub use act::{
    ask_again, forget_old, put_nightly, run, show_statement, take_file, take_report, take_statement,
};
pub use gaps::{ask, decide, explain};
pub use gaps_sql::{GapLine, GapView};
pub use read::{Open, StatementLine, StatementView, gap, gaps, newest_line, open, statement, statements};

use store::DbError;

/// The kind of message by which the payment company is asked what it has handed on, and all is laid beside each other.
pub const MATCH: &str = "match_money";
/// So many days are asked about again each night: reports are late, and banks rest.
pub const DAYS_BACK: i64 = 5;

kernel::codes! {
    /// What a line of a bank's statement can be.
    pub enum Thing {
        /// A settlement of the payment company.
        Settlement = "settlement",
        /// A maker's payout.
        Payout = "payout",
        /// A payout that came back after all.
        PayoutBack = "payout_back",
        /// A refund that went to a UPI address.
        RefundUpi = "refund_upi",
        /// One that came back after all.
        RefundUpiBack = "refund_upi_back",
        /// Cash that a hub has paid in.
        CashIn = "cash_in",
        /// Cash that a carrier has handed on.
        Remittance = "remittance",
        /// What a buyer has paid to the printed code of a stall.
        PrintedUpi = "printed_upi",
        /// Money that finance has put into the advance fund, or taken out of it.
        Fund = "fund",
    }
}

kernel::codes! {
    /// How the three differ.
    pub enum GapKind {
        /// We have it, and no settlement names it in time.
        NotSettled = "not_settled",
        /// A settlement names what our books do not know.
        NotOurs = "not_ours",
        /// A settlement names another amount.
        OtherAmount = "other_amount",
        /// A settlement keeps another fee.
        OtherFee = "other_fee",
        /// A settlement names it a second time.
        Twice = "twice",
        /// The payment company adds or takes something that is neither a payment nor a refund.
        Strange = "strange",
        /// It should be at the bank and no statement shows it.
        NotAtBank = "not_at_bank",
        /// A keeper has read a number off a telephone, and no statement shows it.
        UpiUnseen = "upi_unseen",
        /// The bank has another amount.
        BankOther = "bank_other",
        /// The bank has what nobody here knows of.
        BankNotOurs = "bank_not_ours",
    }
}

impl GapKind {
    /// Whether two people may book what is missing: it is known to be a fee, a charge or a loss, and nothing else follows from it.
    pub const fn can_be_booked(self) -> bool {
        match self {
            GapKind::OtherFee | GapKind::Strange | GapKind::UpiUnseen | GapKind::BankNotOurs => true,
            GapKind::NotSettled
            | GapKind::NotOurs
            | GapKind::OtherAmount
            | GapKind::Twice
            | GapKind::NotAtBank
            | GapKind::BankOther => false,
        }
    }
}

kernel::codes! {
    /// How a gap stands.
    pub enum GapState {
        /// Nobody has said anything.
        Open = "open",
        /// One person wants to book it.
        Asked = "asked",
        /// A person has explained it; nothing was moved.
        Explained = "explained",
        /// Two people have booked it.
        Booked = "booked",
        /// It fits by now.
        Gone = "gone",
    }
}

kernel::codes! {
    /// What happens to a gap.
    pub enum GapEvent {
        /// A person explains it.
        Explains = "gap.explain",
        /// A person wants to book it.
        Asks = "gap.ask",
        /// A second person agrees.
        Agrees = "gap.agree",
        /// A second person does not.
        Refuses = "gap.refuse",
        /// The lists fit by now.
        Fits = "gap.fit",
        /// They differ once more.
        Returns = "gap.return",
    }
}

impl GapState {
    /// The only way it changes; `None` if the event has no place in this state.
    pub const fn after(self, event: GapEvent) -> Option<GapState> {
        match (self, event) {
            (GapState::Open, GapEvent::Explains) => Some(GapState::Explained),
            (GapState::Open, GapEvent::Asks) => Some(GapState::Asked),
            (GapState::Asked, GapEvent::Agrees) => Some(GapState::Booked),
            (GapState::Asked, GapEvent::Refuses) => Some(GapState::Open),
            (GapState::Open | GapState::Asked, GapEvent::Fits) => Some(GapState::Gone),
            (GapState::Gone, GapEvent::Returns) => Some(GapState::Open),
            (GapState::Open, GapEvent::Agrees | GapEvent::Refuses | GapEvent::Returns)
            | (GapState::Asked, GapEvent::Explains | GapEvent::Asks | GapEvent::Returns)
            | (GapState::Explained | GapState::Booked, GapEvent::Returns)
            | (
                GapState::Explained | GapState::Booked | GapState::Gone,
                GapEvent::Explains | GapEvent::Asks | GapEvent::Agrees | GapEvent::Refuses | GapEvent::Fits,
            ) => None,
        }
    }
}

/// What can go wrong. Each variant has a sentence in `locales/*/tally.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// No such gap or statement.
    #[error("it is not there")]
    Missing,
    /// It does not stand where this can be done.
    #[error("it stands otherwise by now")]
    NotNow,
    /// What is missing is no fee and no charge: nothing can be booked.
    #[error("nothing can be booked for it")]
    NotBookable,
    /// Whoever asked does not agree.
    #[error("the same person")]
    SamePerson,
    /// A word says why.
    #[error("no word is given")]
    NoWord,
    /// The file is no sheet.
    #[error("the file does not read")]
    Unreadable(#[from] crate::intake::grid::Unreadable),
    /// No line of the sheet is a heading with a date and amounts.
    #[error("the sheet has no columns of dates and amounts")]
    NoColumns,
    /// No row of the file is a heading with settlement, bank's number, payment, amount and day.
    #[error("the file has no columns of a settlement")]
    NoSettlement,
    /// A row of the file does not read; nothing of it is taken in.
    #[error("row {row} does not read")]
    BadRow {
        /// As people count the rows.
        row: usize,
    },
    /// More lines than a statement of a year has.
    #[error("too many lines")]
    TooMany,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("tally: {0}")]
    Db(#[from] DbError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_gaps_is_as_agreed() {
        let mut table = String::new();
        for from in GapState::ALL {
            for event in GapEvent::ALL {
                if let Some(to) = from.after(*event) {
                    table.push_str(&format!("{from} --{event}--> {to}\n"));
                }
            }
        }
        assert_eq!(
            table,
            "open --gap.explain--> explained\nopen --gap.ask--> asked\nopen --gap.fit--> gone\n\
             asked --gap.agree--> booked\nasked --gap.refuse--> open\nasked --gap.fit--> gone\n\
             gone --gap.return--> open\n"
        );
    }
}
