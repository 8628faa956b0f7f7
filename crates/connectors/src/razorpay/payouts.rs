//! Payouts: a maker as a payee, and money sent to her bank account or UPI address.
//!
//! A payee is a contact with one fund account. A payout is asked for with a key that never changes over retries
//! (`X-Payout-Idempotency`): the same key with the same words is one payout, with other words it is refused.

use kernel::Paise;
use kernel::india::{AccountNumber, Ifsc, Vpa};
use kernel::payment::PayoutReport;
use kernel::proof::Authentic;
use serde::Deserialize;
use serde_json::{Value, json};

use super::payments::garbled;
use super::wire::{Collection, Payout, Unreadable};
use super::{Razorpay, in_path, payable};
use crate::line::{Question, Refusal};

/// Who is to be paid.
#[derive(Clone, Debug)]
pub struct PayeeAsk<'a> {
    /// Our own id of the payee, at most 40 characters.
    pub reference: &'a str,
    /// The name at the bank, 3 to 50 characters in Latin letters.
    pub name: &'a str,
    /// Where the money goes.
    pub to: PayTo<'a>,
}

/// Where a payee's money goes.
#[derive(Clone, Debug)]
pub enum PayTo<'a> {
    /// A bank account.
    Account {
        /// The branch.
        ifsc: &'a Ifsc,
        /// The account.
        number: &'a AccountNumber,
    },
    /// A UPI address.
    Vpa(&'a Vpa),
}

kernel::codes! {
    /// How a payout travels.
    pub enum PayoutMode {
        /// At once, to an account, up to 5 lakh rupees.
        Imps = "IMPS",
        /// In half-hourly batches, to an account, any sum.
        Neft = "NEFT",
        /// At once, to a UPI address, up to 1 lakh rupees.
        Upi = "UPI",
    }
}

/// A payout to be made.
#[derive(Clone, Debug)]
pub struct PayoutAsk<'a> {
    /// The gateway's id from [`Razorpay::create_payee`], `fa_…`.
    pub fund_account: &'a str,
    /// What is sent, at least one rupee.
    pub amount: Paise,
    /// How it travels: [`PayoutMode::Upi`] for a UPI address, one of the others for an account.
    pub mode: PayoutMode,
    /// Stable over retries: 4 to 36 letters, digits, `-`, `_` or spaces.
    pub key: &'a str,
    /// Our own id of the payout, at most 40 characters.
    pub reference: &'a str,
    /// What the maker reads in her passbook: at most 30 letters, digits and spaces; the rest is left out.
    pub narration: &'a str,
}

#[derive(Deserialize)]
struct Made {
    id: String,
}

impl Razorpay {
    /// Makes a payee known; gives the fund account's id (`fa_…`). An equal payee gets the same id again.
    ///
    /// # Errors
    /// [`Refusal`]; safe to repeat.
    pub async fn create_payee(&self, ask: PayeeAsk<'_>) -> Result<String, Refusal> {
        referable("reference_id", ask.reference)?;
        let contact = json!({ "name": ask.name, "type": "vendor", "reference_id": ask.reference });
        let contact: Made =
            self.line.ask(Question::post("create contact", "/v1/contacts".to_owned(), contact)).await?;
        let account = match ask.to {
            PayTo::Account { ifsc, number } => json!({
                "contact_id": contact.id,
                "account_type": "bank_account",
                "bank_account": { "name": ask.name, "ifsc": ifsc.as_str(), "account_number": number.as_str() },
            }),
            PayTo::Vpa(vpa) => json!({
                "contact_id": contact.id,
                "account_type": "vpa",
                "vpa": { "address": vpa.as_str() },
            }),
        };
        let account: Made = self
            .line
            .ask(Question::post("create fund account", "/v1/fund_accounts".to_owned(), account))
            .await?;
        Ok(account.id)
    }

    /// Sends money to a payee.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may be on its way; repeat with the same key, or ask
    /// [`Razorpay::find_payout`]. Never repeat with another key before that.
    pub async fn pay_out(&self, ask: PayoutAsk<'_>) -> Result<Authentic<PayoutReport>, Refusal> {
        let key_fits = (4..=36).contains(&ask.key.len())
            && ask.key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b' '));
        if !key_fits {
            return Err(Refusal::never_sent(
                "X-Payout-Idempotency",
                "4 to 36 letters, digits, -, _ or spaces",
            ));
        }
        referable("reference_id", ask.reference)?;
        let body = json!({
            "account_number": self.payout_account,
            "fund_account_id": in_path("fund_account_id", ask.fund_account)?,
            "amount": payable(ask.amount)?,
            "currency": "INR",
            "mode": ask.mode.as_str(),
            "purpose": "payout",
            "queue_if_low_balance": true,
            "reference_id": ask.reference,
            "narration": passbook_words(ask.narration),
        });
        let headers = [("X-Payout-Idempotency", ask.key)];
        let question =
            Question { headers: &headers, ..Question::post("pay out", "/v1/payouts".to_owned(), body) };
        let payout: Payout = self.line.ask(question).await?;
        let report = payout.report().map_err(garbled)?;
        if report.reference != ask.reference || report.amount != ask.amount {
            return Err(Refusal::garbled(format!(
                "payout {} is not the one asked for",
                report.gateway_payout
            )));
        }
        Ok(Authentic::answered(report))
    }

    /// One payout.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the bank.
    pub async fn payout(&self, payout_id: &str) -> Result<Authentic<PayoutReport>, Refusal> {
        let path = format!("/v1/payouts/{}", in_path("payout_id", payout_id)?);
        let payout: Payout = self.line.ask(Question::get("payout", path, &[])).await?;
        if payout.id != payout_id {
            return Err(Refusal::garbled("another payout"));
        }
        payout.report().map(Authentic::answered).map_err(garbled)
    }

    /// The payout with our `reference`, if the bank has one. Of several, one that has not come back, then the newest.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the bank.
    pub async fn find_payout(&self, reference: &str) -> Result<Option<Authentic<PayoutReport>>, Refusal> {
        let query =
            [("account_number", self.payout_account.as_str()), ("reference_id", reference), ("count", "100")];
        let question = Question::get("find payout", "/v1/payouts".to_owned(), &query);
        let found: Collection<Payout> = self.line.ask(question).await?;
        let mut ours: Vec<Payout> =
            found.items.into_iter().filter(|p| p.reference_id.as_deref() == Some(reference)).collect();
        ours.sort_by_key(|p| (p.came_back(), -p.created_at));
        let first = ours.into_iter().next();
        first.map(|p| p.report().map(Authentic::answered).map_err(garbled)).transpose()
    }
}

fn referable(field: &str, reference: &str) -> Result<(), Refusal> {
    let fits = (1..=40).contains(&reference.chars().count());
    if fits { Ok(()) } else { Err(Refusal::never_sent(field, "must have 1 to 40 characters")) }
}

/// Banks take letters, digits and spaces only. Source: RazorpayX, payouts, `narration`.
fn passbook_words(narration: &str) -> String {
    narration.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').take(30).collect()
}

/// A payout in a webhook.
pub(super) fn payout_in(entity: &Value) -> Result<PayoutReport, Unreadable> {
    serde_json::from_value::<Payout>(entity.clone())?.report()
}

#[cfg(test)]
mod tests {
    use super::super::tests::gateway;
    use super::*;

    #[test]
    fn a_passbook_takes_plain_words() {
        assert_eq!(passbook_words("DeogharMart: pay_1, 22-11"), "DeogharMart pay1 2211");
        assert_eq!(passbook_words(&"x".repeat(50)).len(), 30);
        assert_eq!(passbook_words("देवघर"), "");
    }

    #[tokio::test]
    async fn a_payout_needs_a_proper_key() {
        for key in ["", "abc", "key/with/slashes", &"k".repeat(37)] {
            let ask = PayoutAsk {
                fund_account: "fa_1",
                amount: Paise(100),
                mode: PayoutMode::Imps,
                key,
                reference: "po_1",
                narration: "",
            };
            let refusal = gateway().pay_out(ask).await.expect_err("not sent");
            assert!(
                matches!(refusal, Refusal::Refused { ref code, .. } if code == Refusal::NEVER_SENT),
                "{key}"
            );
        }
    }
}
