//! Proof of a bank account or UPI address: one rupee is sent to an account, an address is only asked for; the bank answers whether
//! it lives and in whose name it stands.
//!
//! Source: RazorpayX, fund account validation. A repeat would cost another rupee, so it is looked up first by our reference,
//! which travels in `notes`.

use kernel::payment::{AccountProof, ProofStatus};
use kernel::proof::Authentic;
use serde::Deserialize;
use serde_json::{Value, json};

use super::payments::garbled;
use super::wire::{Collection, Unreadable};
use super::{Razorpay, in_path};
use crate::line::{Question, Refusal};

/// What is sent to the account, in paise: one rupee, the least the bank carries.
const SENT_PAISE: i64 = 100;

/// A validation as the gateway tells it.
#[derive(Debug, Deserialize)]
struct Validation {
    id: String,
    status: String,
    #[serde(default)]
    results: Results,
    #[serde(default)]
    notes: Notes,
}

#[derive(Debug, Default, Deserialize)]
struct Results {
    account_status: Option<String>,
    registered_name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Notes {
    #[serde(default)]
    reference: String,
}

impl Validation {
    fn proof(self) -> Result<AccountProof, Unreadable> {
        let status = match (self.status.as_str(), self.results.account_status.as_deref()) {
            ("created", _) => ProofStatus::Pending,
            ("completed", Some("active")) => ProofStatus::Active,
            ("completed", Some("invalid")) | ("failed", _) => ProofStatus::Invalid,
            _ => return Err(Unreadable::Status { what: "validation", id: self.id, word: self.status }),
        };
        Ok(AccountProof {
            gateway_id: self.id,
            reference: self.notes.reference,
            status,
            registered_name: self.results.registered_name.unwrap_or_default(),
        })
    }
}

impl Razorpay {
    /// Sends one rupee to a payee's account, under our `reference`.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may be on its way; ask [`Razorpay::find_proof`] before asking again.
    pub async fn prove_account(
        &self,
        fund_account: &str,
        reference: &str,
    ) -> Result<Authentic<AccountProof>, Refusal> {
        let rupee = json!({ "amount": SENT_PAISE, "currency": "INR" });
        self.validate(fund_account, reference, rupee).await
    }

    /// Asks whose a payee's UPI address is, under our `reference`; no money moves.
    ///
    /// # Errors
    /// As [`Razorpay::prove_account`].
    pub async fn prove_upi(
        &self,
        fund_account: &str,
        reference: &str,
    ) -> Result<Authentic<AccountProof>, Refusal> {
        self.validate(fund_account, reference, json!({})).await
    }

    async fn validate(
        &self,
        fund_account: &str,
        reference: &str,
        mut body: Value,
    ) -> Result<Authentic<AccountProof>, Refusal> {
        body["account_number"] = json!(self.payout_account);
        body["fund_account"] = json!({ "id": in_path("fund_account", fund_account)? });
        body["notes"] = json!({ "reference": reference });
        let question = Question::post("prove account", "/v1/fund_accounts/validations".to_owned(), body);
        let validation: Validation = self.line.ask(question).await?;
        validation.proof().map(Authentic::answered).map_err(garbled)
    }

    /// One proof.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the bank.
    pub async fn proof(&self, id: &str) -> Result<Authentic<AccountProof>, Refusal> {
        let path = format!("/v1/fund_accounts/validations/{}", in_path("validation", id)?);
        let validation: Validation = self.line.ask(Question::get("proof", path, &[])).await?;
        if validation.id != id {
            return Err(Refusal::garbled("another validation"));
        }
        validation.proof().map(Authentic::answered).map_err(garbled)
    }

    /// The proof with our `reference`, if the bank has one.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the bank.
    pub async fn find_proof(&self, reference: &str) -> Result<Option<Authentic<AccountProof>>, Refusal> {
        let query = [("account_number", self.payout_account.as_str()), ("count", "100")];
        let question = Question::get("find proof", "/v1/fund_accounts/validations".to_owned(), &query);
        let found: Collection<Validation> = self.line.ask(question).await?;
        let ours = found.items.into_iter().find(|validation| validation.notes.reference == reference);
        ours.map(|validation| validation.proof().map(Authentic::answered).map_err(garbled)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<AccountProof, Unreadable> {
        serde_json::from_str::<Validation>(text).expect("a validation").proof()
    }

    #[test]
    fn an_account_lives_only_if_the_bank_says_so() {
        let active = r#"{"id":"fav_1","status":"completed","results":{"account_status":"active","registered_name":"SUNITA DEVI"},"notes":{"reference":"bch_1"}}"#;
        let proof = told(active).expect("readable");
        assert_eq!(
            (proof.status, proof.registered_name.as_str(), proof.reference.as_str()),
            (ProofStatus::Active, "SUNITA DEVI", "bch_1")
        );
        for (text, status) in [
            (r#"{"id":"fav_1","status":"created"}"#, ProofStatus::Pending),
            (r#"{"id":"fav_1","status":"failed"}"#, ProofStatus::Invalid),
            (
                r#"{"id":"fav_1","status":"completed","results":{"account_status":"invalid","registered_name":null}}"#,
                ProofStatus::Invalid,
            ),
        ] {
            assert_eq!(told(text).map(|proof| proof.status).ok(), Some(status), "{text}");
        }
        assert!(
            told(r#"{"id":"fav_1","status":"completed"}"#).is_err(),
            "silence about the account is no proof"
        );
    }
}
