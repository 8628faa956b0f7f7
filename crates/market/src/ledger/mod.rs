//! The ledger: double entry in paise, append-only; where every rupee is and why.
//!
//! Reads and writes: `journal_entry`, `posting`, `ledger_month` with its totals. Never: changes or deletes a row of the
//! journal, or stores a balance that is not the closed end of a month.
//! A debit is positive, a credit negative; one entry sums to zero. One fact is one entry, unique by kind and source,
//! written in the transaction that records the fact.
//!
//! | account | is |
//! |---|---|
//! | `gateway` | what the payment gateway holds for the mart (debit) |
//! | `gateway_hyperswitch` | the same of the processors behind Hyperswitch |
//! | `buyer_advance` | what buyers have paid for goods not yet delivered (credit) |
//! | `deposit:ine_…` | what an institution has paid ahead and its deliveries have not used (credit) |
//! | `refund_due` | what goes back to buyers (credit) |
//! | `maker:mkr_…` | what the mart owes a maker (credit) |
//! | `seller_tax:agg_…` | tax inside the price that an aggregator must hand on, less what was kept back of her sales (credit) |
//! | `mart_share` | commission (credit) |
//! | `tcs` | collected of sellers' money for GST, to be paid by the 10th (credit) |
//! | `tds` | deducted of sellers' money for income tax (credit) |
//! | `delivery` | freight earned (credit) |
//! | `claim_pool` | what went wrong on the way; freight's margin pays for it (debit) |
//! | `goodwill` | what the mart gives back of its own (debit) |
//! | `gateway_fee` | what the gateway keeps, without the tax inside it once that is known (debit) |
//! | `fee_tax` | GST inside the gateway's fee, to be claimed from the tax office (debit) |
//! | `payout_on_way` | sent to makers, not yet confirmed by a bank (credit) |
//! | `cash_hub:hub_…` | cash that lies at a hub (debit) |
//! | `cash_courier:…` | cash a carrier has taken and not yet handed on (debit) |
//! | `bank` | what lies at the mart's bank: settlements and cash came in, payouts left (debit) |
//! | `bank_charges` | what the bank keeps for itself, less what it pays as interest (debit) |
//! | `upi_due` | paid to the mart's own UPI address by what keepers saw, and not yet in a bank's statement (debit) |
//! | `offer:mart`, `offer:fnd_…` | what the mart, or a named party, has paid of buyers' prices and freight by its offers (debit) |
//! | `cash_short` | cash that was not there when it was counted (debit) |
//! | `advance_fund` | what finance has put in for advances, less what makers have of it (credit) |
//! | `trial:…` | any of these, of an order made in a trial; no balance, month or payout holds them |
//!
//! Start at [`post`]; what lies behind a figure is told by [`moved`] and [`entry`], months are closed by [`ask`] and [`agree`].

mod explain;
mod explain_sql;
mod months;
mod months_sql;
pub(crate) mod sql;

pub use explain::{EntryView, Moved, PostingView, entry, is_account, moved};
use kernel::ids::{AggregatorId, FunderId, HubId, InstitutionEnquiryId, MakerId};
use kernel::payment::Gateway;
use kernel::{Paise, Time};
pub use months::{
    Event as MonthEvent, MonthError, MonthRow, MonthState, Total, Trial, agree, ask, months, take_back, trial,
};
use store::{DbError, Read, Tx};

use crate::delivery::Carrier;
use crate::launch;

kernel::codes! {
    /// What kind of fact an entry records.
    pub enum Kind {
        /// A buyer's payment is the gateway's.
        Captured = "captured",
        /// What an institution has paid ahead is kept for its deliveries.
        Deposited = "deposited",
        /// A delivery has reached it: that much of what was paid ahead is used.
        DepositUsed = "deposit_used",
        /// What was not used is to go back.
        DepositFreed = "deposit_freed",
        /// The gateway kept a fee.
        FeeCharged = "fee_charged",
        /// A parcel reached its buyer: the maker has earned her share.
        Delivered = "delivered",
        /// A shipment reached its buyer: the freight is earned.
        FreightEarned = "freight_earned",
        /// Money is to go back to a buyer.
        RefundAsked = "refund_asked",
        /// It is with the buyer.
        RefundProcessed = "refund_processed",
        /// The bank has sent it back: it is owed again.
        RefundReturned = "refund_returned",
        /// Money was sent to a maker.
        PayoutSent = "payout_sent",
        /// Her bank has it.
        PayoutSettled = "payout_settled",
        /// Her bank sent it back.
        PayoutReturned = "payout_returned",
        /// A buyer gets money back for what had reached her; who bears it is debited.
        Claimed = "claimed",
        /// A buyer has paid in cash at the door.
        CashCollected = "cash_collected",
        /// A shipment was turned away at the door: a part of what was paid ahead stays for its way.
        TokenKept = "token_kept",
        /// A hub has paid cash in at the bank.
        CashBanked = "cash_banked",
        /// A carrier has handed cash on.
        CashRemitted = "cash_remitted",
        /// Two people have written down that counted cash is not as the book says.
        CashCounted = "cash_counted",
        /// The gateway has handed money on to the mart's bank.
        Settled = "settled",
        /// A bank's statement shows what a buyer has paid to the mart's own UPI address.
        UpiBanked = "upi_banked",
        /// Two people have booked what gateway or bank had taken beside.
        Corrected = "corrected",
        /// Finance has put money into the advance fund, or taken it out.
        FundMoved = "fund_moved",
        /// A hub has accepted a parcel: a part of it is the maker's now.
        Advanced = "advanced",
        /// What was paid ahead is the fund's again: her parcel has arrived, or came to nothing.
        AdvanceBack = "advance_back",
    }
}

/// Where money is or to whom it is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// What the payment gateway holds for the mart.
    Gateway,
    /// What the processors behind Hyperswitch hold for it.
    Hyperswitch,
    /// What buyers have paid for goods not yet delivered.
    BuyerAdvance,
    /// What an institution has paid ahead and its deliveries have not used.
    Deposit(InstitutionEnquiryId),
    /// What goes back to buyers.
    RefundDue,
    /// What the mart owes a maker.
    Maker(MakerId),
    /// Tax inside the price that an aggregator must hand on.
    SellerTax(AggregatorId),
    /// Commission.
    MartShare,
    /// What went wrong on the way.
    ClaimPool,
    /// What the mart gives back of its own.
    Goodwill,
    /// Collected of sellers' money for GST.
    Tcs,
    /// Deducted of sellers' money for income tax.
    Tds,
    /// Freight earned.
    Delivery,
    /// What the gateway keeps.
    GatewayFee,
    /// Sent to makers, not yet confirmed by a bank.
    PayoutOnWay,
    /// Cash that lies at a hub.
    CashHub(HubId),
    /// Cash a carrier has taken and not yet handed on.
    CashCourier(Carrier),
    /// What lies at the mart's bank.
    Bank,
    /// What the bank keeps for itself.
    BankCharges,
    /// GST inside the gateway's fee.
    FeeTax,
    /// Paid to the mart's own UPI address, and not yet in a bank's statement.
    UpiDue,
    /// Cash that was not there when it was counted, or a UPI payment that never came.
    CashShort,
    /// What finance has put in for advances.
    AdvanceFund,
    /// What the mart pays of buyers' prices and freight by its offers.
    OfferOfMart,
    /// What a named party pays of them.
    OfferOf(FunderId),
}

impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Account::Gateway => f.write_str("gateway"),
            Account::Hyperswitch => f.write_str("gateway_hyperswitch"),
            Account::BuyerAdvance => f.write_str("buyer_advance"),
            Account::Deposit(id) => write!(f, "deposit:{id}"),
            Account::RefundDue => f.write_str("refund_due"),
            Account::Maker(id) => write!(f, "maker:{id}"),
            Account::SellerTax(id) => write!(f, "seller_tax:{id}"),
            Account::MartShare => f.write_str("mart_share"),
            Account::ClaimPool => f.write_str("claim_pool"),
            Account::Goodwill => f.write_str("goodwill"),
            Account::Tcs => f.write_str("tcs"),
            Account::Tds => f.write_str("tds"),
            Account::Delivery => f.write_str("delivery"),
            Account::GatewayFee => f.write_str("gateway_fee"),
            Account::PayoutOnWay => f.write_str("payout_on_way"),
            Account::CashHub(id) => write!(f, "cash_hub:{id}"),
            Account::CashCourier(carrier) => write!(f, "cash_courier:{carrier}"),
            Account::Bank => f.write_str("bank"),
            Account::BankCharges => f.write_str("bank_charges"),
            Account::FeeTax => f.write_str("fee_tax"),
            Account::UpiDue => f.write_str("upi_due"),
            Account::CashShort => f.write_str("cash_short"),
            Account::AdvanceFund => f.write_str("advance_fund"),
            Account::OfferOfMart => f.write_str("offer:mart"),
            Account::OfferOf(id) => write!(f, "offer:{id}"),
        }
    }
}

impl Account {
    /// What a payment company holds for the mart.
    pub const fn held_by(gateway: Gateway) -> Account {
        match gateway {
            Gateway::Razorpay => Account::Gateway,
            Gateway::Hyperswitch => Account::Hyperswitch,
        }
    }
}

/// A fact in money. It can only be made balanced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    kind: Kind,
    source: String,
    postings: Vec<(Account, Paise)>,
}

/// Postings that do not sum to zero, or sum to more than fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entry does not sum to zero")]
pub struct Unbalanced;

impl From<Unbalanced> for DbError {
    fn from(cause: Unbalanced) -> DbError {
        DbError::Failed(cause.to_string())
    }
}

impl Entry {
    /// An entry about `source`. Postings of nothing are left out.
    ///
    /// # Errors
    /// [`Unbalanced`] if the postings do not sum to zero.
    pub fn new(
        kind: Kind,
        source: impl ToString,
        postings: impl IntoIterator<Item = (Account, Paise)>,
    ) -> Result<Entry, Unbalanced> {
        let postings: Vec<_> = postings.into_iter().filter(|(_, amount)| *amount != Paise::ZERO).collect();
        match Paise::sum(postings.iter().map(|(_, amount)| *amount)) {
            Some(Paise::ZERO) => Ok(Entry { kind, source: source.to_string(), postings }),
            _ => Err(Unbalanced),
        }
    }

    /// Money that moves from one account to another: credits `from`, debits `to`.
    ///
    /// # Errors
    /// [`Unbalanced`] never in practice; kept so that every entry is made in one way.
    pub fn moves(
        kind: Kind,
        source: impl ToString,
        amount: Paise,
        from: Account,
        to: Account,
    ) -> Result<Entry, Unbalanced> {
        Entry::new(kind, source, [(to, amount), (from, amount.negated())])
    }
}

/// What stands before the name of an account in entries about orders of a trial: so no balance of the mart holds them.
pub const TRIAL: &str = "trial:";

/// Writes an entry in the transaction of its fact. The same fact twice is refused by its unique key.
///
/// # Errors
/// [`DbError::Refused`] if the fact has been entered before.
pub async fn post(tx: &mut Tx, entry: &Entry) -> Result<(), DbError> {
    if entry.postings.is_empty() {
        return Ok(());
    }
    let of = if launch::sql::is_trial(tx, &entry.source).await? { TRIAL } else { "" };
    let id = tx.new_id();
    sql::insert_entry(tx, id, entry.kind, &entry.source).await?;
    for (position, (account, amount)) in (0_i64..).zip(&entry.postings) {
        sql::insert_posting(tx, id, position, &format!("{of}{account}"), *amount).await?;
    }
    Ok(())
}

/// The balance of an account: the sum of its postings. What the mart owes is negative.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn balance(read: &mut Read, account: Account) -> Result<Paise, DbError> {
    sql::balance(read, &account.to_string()).await
}

/// The balance of every kind of account by its name, with all makers together as `maker` and all aggregators together
/// as `seller_tax`, all hubs' cash as `cash_hub`, all funders as `offer`, all carriers' as `cash_courier`. They sum to zero.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn balances(read: &mut Read) -> Result<Vec<(String, Paise)>, DbError> {
    sql::balances_by_kind(read).await
}

/// What the mart owes a maker now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn owed_to(read: &mut Read, maker: MakerId) -> Result<Paise, DbError> {
    balance(read, Account::Maker(maker)).await.map(Paise::negated)
}

store::row! {
    /// What happened on a maker's account.
    pub struct StatementLine {
        /// When.
        pub at: Time,
        /// What.
        pub kind: Kind,
        /// The parcel, order or bank reference it is about; may be empty.
        pub about: String,
        /// What it changed of what she is owed; paid out is negative.
        pub amount: Paise,
    }
}

/// A maker's account over a span of time. Opening balance and lines come to the closing balance.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What she was owed when it began.
    pub opening: Paise,
    /// What happened, oldest first.
    pub lines: Vec<StatementLine>,
    /// What she is owed when it ends.
    pub closing: Paise,
}

/// A maker's account between two moments, the second not included.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn statement(read: &mut Read, maker: MakerId, span: (Time, Time)) -> Result<Statement, DbError> {
    let account = Account::Maker(maker).to_string();
    let opening = sql::balance_before(read, &account, span.0).await?.negated();
    let lines = sql::statement_lines(read, &account, span).await?;
    let closing = sql::balance_before(read, &account, span.1).await?.negated();
    Ok(Statement { opening, lines, closing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_does_not_balance_cannot_be_made() {
        let lopsided = [(Account::Gateway, Paise(100)), (Account::BuyerAdvance, Paise(-99))];
        assert_eq!(Entry::new(Kind::Captured, "pay_1", lopsided), Err(Unbalanced));
        let huge = [(Account::Gateway, Paise(i64::MAX)), (Account::Delivery, Paise(i64::MAX))];
        assert_eq!(Entry::new(Kind::Captured, "pay_1", huge), Err(Unbalanced));
    }

    #[test]
    fn postings_of_nothing_are_left_out() {
        let entry = Entry::new(
            Kind::Delivered,
            "pcl_1",
            [
                (Account::BuyerAdvance, Paise(100)),
                (Account::Delivery, Paise(-100)),
                (Account::MartShare, Paise::ZERO),
            ],
        );
        assert_eq!(entry.map(|e| e.postings.len()), Ok(2));
    }
}
