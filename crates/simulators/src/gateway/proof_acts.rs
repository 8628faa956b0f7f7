//! What the gateway does when an account is to be proven: one rupee is sent, and after a while the bank answers.
//!
//! For practice the last digits of an account decide: `0000` does not live, `2222` stands in another's name, the bank of
//! `3333` tells no name; all others live in the name of their payee. A UPI address is asked for without a rupee: one that begins
//! with `nobody` does not live, every other stands in the name before its `@`, `anita.verma@upi` in that of ANITA VERMA.

use kernel::Time;
use serde::Deserialize;
use serde_json::{Value, json};

use super::book::{Entry, Payee, Validation};
use super::desk::State;
use super::fault::Fault;

/// Somebody else, for accounts that stand in another's name.
const ANOTHER: &str = "RAMESH KUMAR MANDAL";

#[derive(Debug, Deserialize)]
struct NewValidation {
    account_number: String,
    fund_account: Named,
    amount: Option<i64>,
    currency: Option<String>,
    #[serde(default)]
    notes: Value,
}

#[derive(Debug, Deserialize)]
struct Named {
    id: String,
}

impl State {
    /// Sends one rupee to a fund account.
    pub fn create_validation(&mut self, now: Time, asked: Value) -> Result<Validation, Fault> {
        let new: NewValidation = serde_json::from_value(asked).map_err(|e| Fault::bad(e.to_string()))?;
        if new.account_number != self.payout_account {
            return Err(Fault::field("account_number", "The RazorpayX Account number is invalid."));
        }
        let account = self.book.fund_accounts.values().find(|a| a.id == new.fund_account.id).cloned();
        let account =
            account.ok_or_else(|| Fault::field("fund_account.id", "The id provided does not exist"))?;
        let is_upi = account.asked["account_type"] == "vpa";
        let sends_a_rupee = new.amount == Some(100) && new.currency.as_deref() == Some("INR");
        if !is_upi && !sends_a_rupee {
            return Err(Fault::field("amount", "The amount must be 100 paise"));
        }
        let (n, id) = self.book.new_id("fav");
        let validation = Validation {
            n,
            id,
            fund_account_id: new.fund_account.id,
            notes: new.notes,
            name: self.name_at_bank(&account),
            settles_at: now.plus_ms(self.settle_after_ms),
            at: now,
        };
        self.book.put(Entry::Validation(validation.clone()));
        Ok(validation)
    }

    /// In whose name an account stands; none if it does not live.
    fn name_at_bank(&self, account: &Payee) -> Option<String> {
        let text = |pointer: &str| account.asked.pointer(pointer).and_then(Value::as_str).unwrap_or("");
        if let Some((own, _)) = text("/vpa/address").split_once('@') {
            let letters =
                own.chars().map(|c| if c.is_ascii_alphabetic() { c } else { ' ' }).collect::<String>();
            let name = letters.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_uppercase();
            return Some(name).filter(|_| !own.starts_with("nobody"));
        }
        let number = text("/bank_account/account_number");
        let own = text("/bank_account/name").to_ascii_uppercase();
        match number.get(number.len().saturating_sub(4)..).unwrap_or("") {
            "0000" => None,
            "2222" => Some(ANOTHER.to_owned()),
            "3333" => Some(String::new()),
            _ => Some(own),
        }
    }
}

impl Validation {
    /// The validation as the merchant reads it at `now`: nothing is said before the bank has answered.
    pub fn wire(&self, now: Time) -> Value {
        let answered = self.settles_at <= now;
        let results = match (&self.name, answered) {
            (_, false) => json!({ "account_status": null, "registered_name": null }),
            (Some(name), true) => json!({ "account_status": "active", "registered_name": name }),
            (None, true) => json!({ "account_status": "invalid", "registered_name": null }),
        };
        json!({
            "id": self.id,
            "entity": "fund_account.validation",
            "fund_account": { "id": self.fund_account_id },
            "status": if answered { "completed" } else { "created" },
            "amount": 100,
            "currency": "INR",
            "notes": self.notes,
            "results": results,
            "created_at": self.at.0 / 1_000,
        })
    }
}
