//! Message `open_payment`: an order is placed → it can be paid with the payment company its row names.
//!
//! Safe to repeat: the intent's id is our receipt, and a company keeps one thing per receipt. A company that does not answer, or
//! refuses to open anything, is left for the one that stands in; what it may have opened nobody was led to.

use connectors::Refusal;
use connectors::gateways::{OpenAsk, Opened, Shows};
use kernel::ids::OrderId;
use kernel::payment::Gateway;
use market::payments::ToOpen;
use market::payments::ways::{self, Wish};
use market::{gateways, hand_sales, orders, payments};
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, may_have_happened, said_id};
use crate::{Worker, ask};

/// The page of a company works a while longer than the order waits: whoever has begun may finish.
const LONGER_MINUTES: i64 = 30;

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let order: OrderId = said_id(job)?;
    // Once for each company at most; what none opens now is tried later.
    for _ in Gateway::ALL {
        let Some(wanted) = payments::intent_to_open(&worker.db, order).await? else { return Ok(Ended::Done) };
        let was_down = !gateways::standing_of(&mut worker.db.read().await?, wanted.gateway).await?.serves();
        if was_down && ways::leave(&worker.db, order, wanted.gateway, Wish::AsServed).await?.is_some() {
            continue;
        }
        match open(worker, job, order, &wanted).await {
            Ok(opened) => {
                let page = opened.page.as_deref();
                payments::opened(&worker.db, &wanted, &opened.gateway_order, page).await?;
                return Ok(Ended::Done);
            }
            Err(cause) => {
                if ways::leave(&worker.db, order, wanted.gateway, Wish::Silent).await?.is_none() {
                    return Err(cause);
                }
                tracing::warn!(%order, gateway = %wanted.gateway, ?cause, "the payment goes another way");
            }
        }
    }
    Err(Stuck::TryLater("no payment company has opened it".to_owned()))
}

async fn open(worker: &Worker, job: &Job, order: OrderId, wanted: &ToOpen) -> Result<Opened, Stuck> {
    let (gateway, receipt) = (wanted.gateway, wanted.intent.to_string());
    let all = &worker.gateways;
    let stands_there = hand_sales::is_one(&mut worker.db.read().await?, order).await?;
    let shows = if stands_there { Shows::Code } else { Shows::Page };
    if may_have_happened(job, worker.db.now())
        && let Some(known) = ask::asks(worker, gateway, all.find(gateway, &receipt, shows)).await?
    {
        return Ok(known);
    }
    let to_pay = orders::to_pay(&mut worker.db.read().await?, order).await?;
    let Some((code, lang, expires)) = to_pay else {
        return Err(Stuck::Never("there is no order".to_owned()));
    };
    let now = worker.db.now();
    let left = expires.0.saturating_sub(now.0).max(0) / 60_000;
    let ask = OpenAsk {
        receipt: &receipt,
        amount: wanted.amount,
        order_code: &code,
        return_url: &format!("{}/{lang}/orders/{code}/return", worker.site),
        now,
        // Nobody stands at a stall any longer than her order waits.
        minutes: if stands_there { left } else { left + LONGER_MINUTES },
        shows,
    };
    match ask::asks(worker, gateway, all.open(gateway, &ask)).await {
        Ok(opened) => Ok(opened),
        // «There is one already» may be this very one.
        Err(refusal @ Refusal::Refused { .. }) => {
            ask::asks(worker, gateway, all.find(gateway, &receipt, shows))
                .await?
                .ok_or_else(|| refusal.into())
        }
        Err(silence) => Err(silence.into()),
    }
}
