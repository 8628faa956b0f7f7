//! Message `send_payout`: a payout is approved → the bank sends the money to its maker.
//!
//! Safe to repeat: the payout's id is key and reference at the bank, which keeps one payout per key; a repeat looks it
//! up first. Never another key, never a second payout.

use connectors::razorpay::{PayTo, PayeeAsk, PayoutAsk, PayoutMode};
use kernel::Paise;
use kernel::ids::{MakerId, PayoutId};
use market::{makers, payouts};
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, may_have_happened, said_id};
use crate::{Worker, ask};

/// What a maker reads in her passbook.
const NARRATION: &str = "DeogharMart";
/// The most that travels at once by IMPS; more goes by NEFT. Source: NPCI, IMPS limit of 5 lakh rupees.
const IMPS_MOST: Paise = Paise::rupees(500_000);
/// The longest name the bank takes, in characters.
const NAME_MOST: usize = 50;

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let id: PayoutId = said_id(job)?;
    let Some((payout, account)) = payouts::payout_to_send(&worker.db, id).await? else {
        return Ok(Ended::Done);
    };
    if payout.state == payouts::Payout::Sent {
        return Ok(Ended::Done);
    }
    let reference = id.to_string();
    let known = if may_have_happened(job, worker.db.now()) {
        worker.gateways.razorpay.find_payout(&reference).await?
    } else {
        None
    };
    let report = match known {
        Some(known) => known,
        None => {
            let name = name_at_bank(worker, payout.maker, &account.holder).await?;
            let to = PayTo::Account { ifsc: &account.ifsc, number: &account.account_no };
            let payee = PayeeAsk { reference: &payout.maker.to_string(), name: &name, to };
            let fund_account = worker.gateways.razorpay.create_payee(payee).await?;
            let mode = if payout.amount <= IMPS_MOST { PayoutMode::Imps } else { PayoutMode::Neft };
            let ask = PayoutAsk {
                fund_account: &fund_account,
                amount: payout.amount,
                mode,
                key: &reference,
                reference: &reference,
                narration: NARRATION,
            };
            worker.gateways.razorpay.pay_out(ask).await?
        }
    };
    ask::take_payout(worker, &report).await?;
    Ok(Ended::Done)
}

/// The name the money is sent to: the account's if the bank can read it, else the maker's English name.
async fn name_at_bank(worker: &Worker, maker: MakerId, holder: &str) -> Result<String, Stuck> {
    let core = makers::read::core(&mut worker.db.read().await?, maker).await?;
    let english = core.map(|core| core.name.en).unwrap_or_default();
    let name = plain(holder).or_else(|| plain(&english));
    name.ok_or_else(|| Stuck::Never("neither account nor maker has a name in Latin letters".to_owned()))
}

/// A name as banks take it: at least three Latin letters, digits and little else. Nothing if it is in another script.
pub(super) fn plain(name: &str) -> Option<String> {
    if name.chars().any(|c| c.is_alphabetic() && !c.is_ascii_alphabetic()) {
        return None;
    }
    let kept: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || " '-/().".contains(*c)).collect();
    let kept: String =
        kept.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_MOST).collect();
    (kept.chars().filter(char::is_ascii_alphabetic).count() >= 3).then(|| kept.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_reads_latin_letters() {
        assert_eq!(plain(" Sunita  Devi ").as_deref(), Some("Sunita Devi"));
        assert_eq!(plain("Palash SHG, Mohanpur & Co.").as_deref(), Some("Palash SHG Mohanpur Co."));
        assert_eq!(plain("सुनीता देवी"), None);
        assert_eq!(plain("Sunita देवी"), None);
        assert_eq!(plain("12 34"), None);
        assert_eq!(plain(&"Maa ".repeat(20)).map(|name| name.len()), Some(50));
    }
}
