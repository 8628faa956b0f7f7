//! Bills: the papers the law wants of every supply. A tax invoice, bill of supply or cash memo when goods leave the hub; a
//! refund voucher when money goes back for goods that never left; a credit note when they had.
//!
//! Reads: order lines, makers, aggregators, freight. Writes: `bill`, `bill_line`, `bill_seller`, `bill_series`.
//! Never: changes a bill. What it says is frozen in the transaction that brought it about; a mistake is put right by
//! another bill. Numbers have no gaps per seller, kind and financial year: the next one is taken in the same transaction.
//!
//! Sources: CGST Rules 2017, rules 46 (tax invoice), 46A, 49 (bill of supply), 51 (refund voucher), 53 (credit note). Freight a
//! buyer pays with goods is a composite supply and taxed as they are (CGST Act s.8).
//!
//! Start at [`act::issue`]; the arithmetic is in [`rules`].

pub(crate) mod act;
mod read;
pub mod rules;
pub(crate) mod sql;

pub use act::issue_missing;
pub(crate) use act::{credit, issue, take_back, vouch_difference};
pub use read::{Bill, BillHead, BillLine, at_hub_on, of_order, of_parcel, one};
pub(crate) use sql::{BilledSupply, supply_of};

kernel::codes! {
    /// What kind of paper.
    pub enum BillKind {
        /// A registered seller's, with tax.
        TaxInvoice = "tax_invoice",
        /// Of goods without tax, or of a seller under the composition scheme.
        BillOfSupply = "bill_of_supply",
        /// Of a seller who is not registered.
        CashMemo = "cash_memo",
        /// Takes back lines of a bill.
        CreditNote = "credit_note",
        /// Money goes back for goods that never left.
        RefundVoucher = "refund_voucher",
    }
}

impl BillKind {
    /// The letter its numbers begin with.
    pub const fn letter(self) -> char {
        match self {
            BillKind::TaxInvoice => 'I',
            BillKind::BillOfSupply => 'B',
            BillKind::CashMemo => 'M',
            BillKind::CreditNote => 'C',
            BillKind::RefundVoucher => 'R',
        }
    }
}

kernel::codes! {
    /// How the seller on a bill stands under GST.
    pub enum Standing {
        /// Registered: charges tax.
        Regular = "regular",
        /// Under the composition scheme: may not charge any.
        Composition = "composition",
        /// Not registered.
        Unregistered = "unregistered",
    }
}
