//! What the gateway does with payees and payouts.

use kernel::india::{AccountNumber, Ifsc, Vpa};
use kernel::{Paise, Time};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::acts::other_words;
use super::book::{BankState, Entry, Payee, Payout};
use super::desk::State;
use super::fault::Fault;
use super::postman::Part;

/// What the merchant wants sent.
#[derive(Debug, Deserialize)]
struct NewPayout {
    account_number: String,
    fund_account_id: String,
    amount: i64,
    currency: String,
    mode: String,
    purpose: String,
    #[serde(default)]
    reference_id: String,
    #[serde(default)]
    narration: String,
}

impl State {
    /// Makes a contact known; an equal one is the same.
    pub fn create_contact(&mut self, now: Time, asked: Value) -> Result<Payee, Fault> {
        let name = asked.get("name").and_then(Value::as_str).unwrap_or("");
        if !(3..=50).contains(&name.chars().count()) {
            return Err(Fault::field("name", "The name must be between 3 and 50 characters."));
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || " '’-_/().".contains(c);
        if !name.chars().all(plain) {
            return Err(Fault::field("name", "The name format is invalid."));
        }
        let asked = kept(asked, &["name", "type", "reference_id", "email", "contact"]);
        if let Some(same) = self.book.contacts.values().find(|c| c.asked == asked) {
            return Ok(same.clone());
        }
        let (n, id) = self.book.new_id("cont");
        let contact = Payee { n, id, asked, at: now };
        self.book.put(Entry::Contact(contact.clone()));
        Ok(contact)
    }

    /// Makes a contact's bank account or UPI address known; an equal one is the same.
    pub fn create_fund_account(&mut self, now: Time, asked: Value) -> Result<Payee, Fault> {
        let text = |pointer: &str| asked.pointer(pointer).and_then(Value::as_str).unwrap_or("");
        if !self.book.contacts.values().any(|c| c.id == text("/contact_id")) {
            return Err(Fault::field("contact_id", "The id provided does not exist"));
        }
        match text("/account_type") {
            "bank_account" => {
                if Ifsc::typed(text("/bank_account/ifsc")).is_none() {
                    return Err(Fault::field("ifsc", "The ifsc field is invalid."));
                }
                if AccountNumber::typed(text("/bank_account/account_number")).is_none() {
                    return Err(Fault::field("account_number", "The account number is invalid."));
                }
            }
            "vpa" => {
                if Vpa::typed(text("/vpa/address")).is_none() {
                    return Err(Fault::field(
                        "address",
                        "Invalid VPA. Please enter a valid Virtual Payment Address",
                    ));
                }
            }
            _ => return Err(Fault::field("account_type", "The selected account type is invalid.")),
        }
        let asked = kept(asked, &["contact_id", "account_type", "bank_account", "vpa"]);
        if let Some(same) = self.book.fund_accounts.values().find(|a| a.asked == asked) {
            return Ok(same.clone());
        }
        let (n, id) = self.book.new_id("fa");
        let account = Payee { n, id, asked, at: now };
        self.book.put(Entry::FundAccount(account.clone()));
        Ok(account)
    }

    /// Sends money; the same key with the same words is the same payout.
    pub fn create_payout(&mut self, now: Time, asked: Value, key: Option<String>) -> Result<Payout, Fault> {
        let key = key.ok_or_else(|| Fault::bad("X-Payout-Idempotency is mandatory for payout creation"))?;
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b' ');
        if !(4..=36).contains(&key.len()) || !key.bytes().all(fits) {
            return Err(Fault::bad(
                "Idempotency key must have 4 to 36 letters, digits, hyphens, underscores or spaces",
            ));
        }
        if let Some(first) = self.book.payouts.values().find(|p| p.key.0 == key) {
            return if first.key.1 == asked { Ok(first.clone()) } else { Err(other_words()) };
        }
        let new: NewPayout = serde_json::from_value(asked.clone()).map_err(|e| Fault::bad(e.to_string()))?;
        self.check_payout(&new)?;
        let (n, id) = self.book.new_id("pout");
        let payout = Payout {
            n,
            id,
            fund_account_id: new.fund_account_id,
            amount: Paise(new.amount),
            mode: new.mode,
            reference_id: new.reference_id,
            narration: new.narration,
            state: BankState::Processing,
            utr: None,
            key: (key, asked),
            settles_at: now.plus_ms(self.settle_after_ms),
            at: now,
        };
        self.book.put(Entry::Payout(payout.clone()));
        self.tell(now, "payout.initiated", &payout.id, &[Part("payout", payout.wire())]);
        Ok(payout)
    }

    fn check_payout(&self, new: &NewPayout) -> Result<(), Fault> {
        if new.account_number != self.payout_account {
            return Err(Fault::field("account_number", "The RazorpayX Account number is invalid."));
        }
        let account = self.book.fund_accounts.values().find(|a| a.id == new.fund_account_id);
        let account =
            account.ok_or_else(|| Fault::field("fund_account_id", "The id provided does not exist"))?;
        if new.amount < 100 || new.currency != "INR" {
            return Err(Fault::field("amount", "Minimum transaction amount should be 100 paise"));
        }
        let to_upi = account.asked["account_type"] == "vpa";
        let mode_fits =
            if to_upi { new.mode == "UPI" } else { matches!(new.mode.as_str(), "IMPS" | "NEFT" | "RTGS") };
        if !mode_fits {
            return Err(Fault::field("mode", "Payout mode is invalid for the fund account type"));
        }
        if new.purpose.is_empty() {
            return Err(Fault::field("purpose", "The purpose field is required."));
        }
        if new.reference_id.chars().count() > 40 || new.narration.chars().count() > 30 {
            return Err(Fault::field("narration", "The narration may not be greater than 30 characters."));
        }
        if !new.narration.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ') {
            return Err(Fault::field(
                "narration",
                "The narration may only contain letters, digits and spaces.",
            ));
        }
        Ok(())
    }

    /// The bank has brought the money there, or back.
    pub fn end_payout(&mut self, now: Time, payout_id: &str, end: BankState) -> Result<Payout, Fault> {
        let mut payout = self.book.payout(payout_id)?;
        let kind = match (payout.state, end) {
            (BankState::Processing, BankState::Processed) => "payout.processed",
            // A bank can return money days after it had taken it.
            (BankState::Processing | BankState::Processed, BankState::Reversed) => "payout.reversed",
            _ => {
                return Err(Fault::bad(
                    "Only a payout on its way can be processed; only one not yet back can come back",
                ));
            }
        };
        payout.state = end;
        if end == BankState::Processed {
            payout.utr = Some(utr(now, payout.n));
        }
        self.book.put(Entry::Payout(payout.clone()));
        self.tell(now, kind, &payout.id, &[Part("payout", payout.wire())]);
        Ok(payout)
    }

    /// Whether the payee is one for practising returns: an account ending in `0000`, an address beginning with `fail`.
    pub(super) fn sends_back(&self, fund_account_id: &str) -> bool {
        let account = self.book.fund_accounts.values().find(|a| a.id == fund_account_id);
        let text = |pointer: &str| {
            account.and_then(|a| a.asked.pointer(pointer)).and_then(Value::as_str).unwrap_or("")
        };
        text("/bank_account/account_number").ends_with("0000") || text("/vpa/address").starts_with("fail")
    }
}

/// Only the fields that make a payee the same payee.
fn kept(asked: Value, names: &[&str]) -> Value {
    let mut out = Map::new();
    for name in names {
        if let Some(value) = asked.get(*name) {
            out.insert((*name).to_owned(), value.clone());
        }
    }
    json!(out)
}

/// A bank's unique transaction reference of 22 characters: bank, `N` for NEFT, day, running number.
fn utr(now: Time, number: u64) -> String {
    let (year, month, day) = now.day().civil();
    format!("SBINN{year:04}{month:02}{day:02}{:09}", number % 1_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_utr_has_22_characters() {
        assert_eq!(utr(Time(1_795_000_000_000), 7), "SBINN20261118000000007");
        assert_eq!(utr(Time(0), u64::MAX).len(), 22);
    }
}
