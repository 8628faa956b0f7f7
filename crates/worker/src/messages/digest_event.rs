//! Message `digest_event`: the gateway has sent a webhook → what it says is taken in.
//!
//! The web only checks and stores, so that the gateway hears 200 at once. Here the signature is checked again over the
//! stored bytes: what stands in a table is not believed because it stands there. Safe to repeat: payments, refunds and
//! payouts only go forward.

use connectors::gateways::Webhook;
use kernel::Authentic;
use kernel::payment::Gateway;
use market::payments::{self, EventKey, Outcome};
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went};
use crate::{Worker, ask};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let never = |why: &str| Err(Stuck::Never(why.to_owned()));
    let named =
        job.key.split_once(' ').and_then(|(gateway, id)| Some((gateway.parse::<Gateway>().ok()?, id)));
    let Some((gateway, event_id)) = named else { return never("an event of a gateway nobody here knows") };
    let key = EventKey { gateway, event_id: event_id.to_owned() };
    let stored = payments::event(&mut worker.db.read().await?, key.gateway, &key.event_id).await?;
    let Some(stored) = stored else { return never("the event is not stored") };
    let Some(webhook) = worker.gateways.webhook(gateway, stored.body.as_bytes(), &stored.signature) else {
        return never("the signature of the stored event does not hold under the secrets we have");
    };
    if webhook.get().account != worker.gateways.merchant(gateway) {
        payments::close_event(&worker.db, &key, "quarantined").await?;
        tracing::error!(event = key.event_id, "a genuine event of another merchant is put aside");
        return Ok(Ended::Done);
    }
    digest(worker, &key, webhook).await
}

async fn digest(worker: &Worker, key: &EventKey, webhook: Authentic<Webhook>) -> Went {
    let mut outcome = None;
    if let Some(report) = part(&webhook, |w| w.payment.clone()) {
        let from = Some(key).filter(|_| webhook.get().refund.is_none());
        outcome = Some(ask::take(worker, key.gateway, &report, from).await?);
    }
    if let Some(report) = part(&webhook, |w| w.refund.clone()) {
        ask::take_refund(worker, key.gateway, &report).await?;
    }
    if let Some(report) = part(&webhook, |w| w.payout.clone()) {
        ask::take_payout(worker, &report).await?;
    }
    if let Some(unread) = &webhook.get().unread {
        return Err(Stuck::Never(format!("{} could not be read: {unread}", webhook.get().kind)));
    }
    match outcome {
        // The gateway may be quicker than our note of the order it belongs to.
        Some(Outcome::Unknown) => {
            Err(Stuck::TryLater("about an order we do not know, perhaps not yet".to_owned()))
        }
        // The payment has closed it in its own transaction.
        Some(_) if webhook.get().refund.is_none() => Ok(Ended::Done),
        outcome => {
            payments::close_event(&worker.db, key, outcome.map_or("taken", Outcome::word)).await?;
            Ok(Ended::Done)
        }
    }
}

/// A part of a genuine event is as genuine.
fn part<T>(webhook: &Authentic<Webhook>, take: impl FnOnce(Webhook) -> Option<T>) -> Option<Authentic<T>> {
    webhook.clone().read(|webhook| take(webhook).ok_or(())).ok()
}
