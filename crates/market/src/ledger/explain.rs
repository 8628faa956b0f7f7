//! Why a figure is what it is: from an account to its entries, from an entry to the parcel, payout or claim it tells of.

use kernel::ids::{AggregatorId, EntryId, FunderId, HubId, InstitutionEnquiryId, MakerId, PayoutBatchId};
use kernel::{Limit, Paise, Time};
use store::{DbError, Read};

use super::{Kind, explain_sql as sql};
use crate::delivery::Carrier;

store::row! {
    /// An entry as a line of an account.
    pub struct Moved {
        /// Its id.
        pub id: EntryId,
        /// When it stands in the journal.
        pub at: Time,
        /// When it was entered, if its month was closed by then.
        pub entered_at: Option<Time>,
        /// What happened.
        pub kind: Kind,
        /// The row that it is about.
        pub source: String,
        /// The parcel or the bank's reference, as people know it; may be empty.
        pub about: String,
        /// The order behind it, by its code.
        pub order: Option<String>,
        /// The batch behind it.
        pub batch: Option<PayoutBatchId>,
        /// How much it moved in this account.
        pub amount: Paise,
    }
}

store::row! {
    /// One side of an entry.
    pub struct PostingView {
        /// The account.
        pub account: String,
        /// Whose it is, in Hindi; empty for the mart's own.
        pub name_hi: String,
        /// Whose it is, in English.
        pub name_en: String,
        /// Debit is positive.
        pub amount: Paise,
    }
}

/// An entry with its sides.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// What happened; its amount is all that was debited.
    pub head: Moved,
    /// Who gave and who got.
    pub postings: Vec<PostingView>,
}

/// The kinds of account, and those of persons with a colon behind: what [`moved`] takes.
const ACCOUNTS: [&str; 24] = [
    "gateway",
    "gateway_hyperswitch",
    "buyer_advance",
    "deposit",
    "refund_due",
    "maker",
    "seller_tax",
    "mart_share",
    "claim_pool",
    "goodwill",
    "tcs",
    "tds",
    "delivery",
    "gateway_fee",
    "payout_on_way",
    "cash_hub",
    "cash_courier",
    "bank",
    "bank_charges",
    "fee_tax",
    "upi_due",
    "cash_short",
    "advance_fund",
    "offer",
];

/// Whether there can be an account of this name: a kind, or a maker's or aggregator's own.
pub fn is_account(name: &str) -> bool {
    let (kind, whose) = name.split_once(':').map_or((name, None), |(kind, whose)| (kind, Some(whose)));
    match whose {
        None => ACCOUNTS.contains(&kind),
        Some(whose) => match kind {
            "maker" => whose.parse::<MakerId>().is_ok(),
            "seller_tax" => whose.parse::<AggregatorId>().is_ok(),
            "cash_hub" => whose.parse::<HubId>().is_ok(),
            "cash_courier" => whose.parse::<Carrier>().is_ok(),
            "deposit" => whose.parse::<InstitutionEnquiryId>().is_ok(),
            "offer" => whose == "mart" || whose.parse::<FunderId>().is_ok(),
            _ => false,
        },
    }
}

/// What moved in an account, newest first, behind an entry that was seen last. A kind stands for all accounts of it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn moved(
    read: &mut Read,
    account: &str,
    behind: Option<(Time, EntryId)>,
    limit: Limit,
) -> Result<Vec<Moved>, DbError> {
    let (at, id) = behind.map_or((Time(i64::MAX), String::new()), |(at, id)| (at, id.to_string()));
    sql::moved(read, account, (at, &id), limit).await
}

/// One entry with its sides; `None` if there is none.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn entry(read: &mut Read, id: EntryId) -> Result<Option<EntryView>, DbError> {
    let Some(head) = sql::head(read, id).await? else { return Ok(None) };
    let postings = sql::postings(read, id).await?;
    Ok(Some(EntryView { head, postings }))
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id as _;

    use super::*;
    use crate::ledger::Account;

    #[test]
    fn every_account_can_be_opened_and_nothing_else() {
        let post = Account::CashCourier(Carrier::IndiaPost);
        for account in
            [Account::Gateway, Account::Hyperswitch, Account::Tcs, Account::PayoutOnWay, Account::Bank, post]
        {
            assert!(is_account(&account.to_string()), "{account}");
        }
        let sunita = Account::Maker(MakerId::new(Time(0), [1; 10]));
        assert!(is_account("maker") && is_account(&sunita.to_string()));
        for wrong in ["", "nothing", "gateway:mkr_1", "maker:", "maker:%", "gate%"] {
            assert!(!is_account(wrong), "{wrong}");
        }
    }
}
