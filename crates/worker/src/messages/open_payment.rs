//! Message `open_payment`: an order is placed → it can be paid at the gateway.
//!
//! Safe to repeat: the intent's id is the receipt, and the gateway keeps one order per receipt.

use std::collections::BTreeMap;

use kernel::ids::OrderId;
use market::{orders, payments};
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Went, may_have_happened, said_id};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let order: OrderId = said_id(job)?;
    let Some((intent, amount)) = payments::intent_to_open(&worker.db, order).await? else {
        return Ok(Ended::Done);
    };
    let receipt = intent.to_string();
    let known = if may_have_happened(job, worker.db.now()) {
        worker.gateway.find_order(&receipt).await?
    } else {
        None
    };
    let opened = match known {
        Some(known) => known,
        None => worker.gateway.create_order(amount, &receipt, &notes(worker, order).await?).await?,
    };
    payments::opened(&worker.db, intent, &opened.id).await?;
    Ok(Ended::Done)
}

/// What finance sees on the gateway's pages beside the sum: the code the buyer knows.
async fn notes(worker: &Worker, order: OrderId) -> Result<BTreeMap<String, String>, store::DbError> {
    let known = orders::code_and_expiry(&mut worker.db.read().await?, order).await?;
    Ok(known.into_iter().map(|(code, _)| ("order".to_owned(), code)).collect())
}
