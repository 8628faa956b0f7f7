//! Messages about couriers: who can carry a box, book one, have it fetched and labelled, ask where it is, call it off.
//!
//! Safe to repeat: our reference at the agent is the shipment's id. An order is looked up by it before one is made, and a box that has
//! a waybill keeps it. An agent that is silent is told to the keeper, and holds up nothing else.

use connectors::Refusal;
use connectors::shiprocket::{Item, NewOrder, Reach, Shiprocket};
use kernel::Time;
use kernel::ids::{BookingId, ShipmentId};
use market::couriers::take::{self, Heard, Offered, ToBook};
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, growing_ms, may_have_happened, said_id, turn};

/// The way of a box is asked about so often at first, and seldom at last.
const FOLLOW_FIRST_MS: i64 = 30 * 60_000;
const FOLLOW_LAST_MS: i64 = 6 * 3_600_000;
/// An agent that is silent about a box is asked again after so long.
const FOLLOW_SILENT_MS: i64 = 20 * 60_000;

fn agent(worker: &Worker) -> Result<&Shiprocket, Stuck> {
    worker.courier.as_ref().ok_or_else(|| Stuck::Never("no agent of couriers is configured".to_owned()))
}

fn reach(reach: &take::Reach) -> Reach {
    Reach {
        from: reach.from.clone(),
        to: reach.to.clone(),
        weight_g: reach.weight_g,
        measures_mm: reach.measures_mm,
    }
}

/// Message `ask_couriers`: a keeper wants to know who can carry a box → the couriers, or why nobody says so.
pub(super) async fn ask(worker: &Worker, job: &Job) -> Went {
    let id: ShipmentId = said_id(job)?;
    let Some(wanted) = take::to_ask(&worker.db, id).await? else { return Ok(Ended::Done) };
    match agent(worker)?.who_can(&reach(&wanted)).await {
        Ok(couriers) => {
            let offered = |one: connectors::shiprocket::Courier| Offered {
                courier_ref: one.id,
                courier: one.name,
                rate: one.rate,
                days: one.days,
            };
            let offers: Vec<Offered> = couriers.into_iter().map(offered).collect();
            take::answered(&worker.db, id, &offers).await?;
        }
        // A keeper waits for this answer; she is told that there is none, and asks again herself.
        Err(refusal) => take::silent(&worker.db, id, &refusal.to_string()).await?,
    }
    Ok(Ended::Done)
}

/// Message `book_courier`: a keeper has chosen → an order with a waybill, once.
pub(super) async fn book(worker: &Worker, job: &Job) -> Went {
    let id: BookingId = said_id(job)?;
    let agent = agent(worker)?;
    let Some(ask) = take::to_book(&worker.db, id).await? else { return Ok(Ended::Done) };
    let reference = ask.shipment.to_string();
    let known = if ask.is_known || may_have_happened(job, worker.db.now()) {
        agent.find(&reference).await?.filter(|order| !order.is_cancelled)
    } else {
        None
    };
    let order = match known {
        Some(known) => known,
        None => match agent.create(&written(&ask, reference)).await {
            Ok(made) => made,
            Err(Refusal::Refused { description, .. }) => {
                take::refused(&worker.db, id, &description).await?;
                return Ok(Ended::Done);
            }
            Err(silence) => return Err(silence.into()),
        },
    };
    take::known(&worker.db, id, &order.order, &order.shipment).await?;
    if let Some(awb) = &order.awb {
        take::booked(&worker.db, id, awb, &order.courier).await?;
        return Ok(Ended::Done);
    }
    match agent.assign(&order.shipment, ask.courier_ref).await {
        Ok(assigned) => take::booked(&worker.db, id, &assigned.awb, &assigned.courier).await?,
        Err(Refusal::Refused { description, .. }) => take::refused(&worker.db, id, &description).await?,
        Err(silence) => return Err(silence.into()),
    }
    Ok(Ended::Done)
}

fn written(ask: &ToBook, reference: String) -> NewOrder {
    let item = |good: &take::Good| Item {
        name: good.name.clone(),
        sku: good.variant.to_string(),
        units: good.quantity,
        price: good.unit,
        hsn: good.hsn.clone(),
    };
    let more = [ask.to.area.as_str(), ask.to.landmark.as_str()];
    NewOrder {
        reference,
        at: ask.placed_at,
        pickup: ask.pickup.clone(),
        name: ask.to.name.clone(),
        address: ask.to.house.clone(),
        address_more: more.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        city: ask.district.clone(),
        state: ask.state_name.clone(),
        reach: reach(&ask.reach),
        mobile: ask.to.mobile.clone(),
        items: ask.goods.iter().map(item).collect(),
    }
}

/// Message `fetch_label`: a box has a waybill → somebody comes for it, and its label lies among our files.
pub(super) async fn label(worker: &Worker, job: &Job) -> Went {
    let id: BookingId = said_id(job)?;
    let agent = agent(worker)?;
    let Some(shipment) = take::to_label(&worker.db, id).await? else { return Ok(Ended::Done) };
    agent.ask_pickup(&shipment, worker.db.now().day().plus(1)).await?;
    let pdf = agent.label(&shipment).await?;
    let Some(blobs) = &worker.media else { return Ok(Ended::Done) };
    let name = format!("labels/{}.pdf", id.to_string().replace('_', "-"));
    let later = |cause: store::blobs::BlobError| Stuck::TryLater(cause.to_string());
    blobs.put(&name, pdf.into()).await.map_err(later)?;
    blobs.settle(&name).await.map_err(later)?;
    take::labelled(&worker.db, id, &name).await?;
    Ok(Ended::Done)
}

/// Brings in what the agent tells of a box.
async fn fetch(worker: &Worker, id: BookingId, awb: &str) -> Result<(), Stuck> {
    let events = agent(worker)?.track(awb).await?;
    let heard =
        |one: connectors::shiprocket::CourierEvent| Heard { at: one.at, words: one.words, place: one.place };
    let all: Vec<Heard> = events.into_iter().map(heard).collect();
    take::heard(&worker.db, id, &all).await?;
    Ok(())
}

/// Message `follow_courier`: a box is on its way → its steps, again and again until it has ended.
pub(super) async fn follow(worker: &Worker, job: &Job) -> Went {
    let id: BookingId = said_id(job)?;
    let Some(awb) = take::to_follow(&worker.db, id).await? else { return Ok(Ended::Done) };
    let now = worker.db.now();
    let again = |ms: i64| -> Time { now.plus_ms(ms) };
    match fetch(worker, id, &awb).await {
        Ok(()) => Ok(Ended::AskAgain(again(growing_ms(turn(&job.key), FOLLOW_FIRST_MS, FOLLOW_LAST_MS)))),
        // A box is followed to its end, however long the agent is silent.
        Err(Stuck::TryLater(why)) => {
            tracing::warn!(booking = %id, why, "the way of a box could not be asked about");
            Ok(Ended::AskAgain(again(FOLLOW_SILENT_MS)))
        }
        Err(never) => Err(never),
    }
}

/// Message `nudge_courier`: somebody said that there is news → the same, once.
pub(super) async fn nudged(worker: &Worker, job: &Job) -> Went {
    let id: BookingId = said_id(job)?;
    if let Some(awb) = take::to_follow(&worker.db, id).await? {
        fetch(worker, id, &awb).await?;
    }
    Ok(Ended::Done)
}

/// Message `cancel_courier`: a booking was called off → the agent's order too, if there is one.
pub(super) async fn cancel(worker: &Worker, job: &Job) -> Went {
    let id: BookingId = said_id(job)?;
    let agent = agent(worker)?;
    let Some(shipment) = take::to_cancel(&worker.db, id).await? else { return Ok(Ended::Done) };
    if let Some(order) = agent.find(&shipment.to_string()).await?.filter(|order| !order.is_cancelled) {
        agent.cancel(&order.order).await?;
    }
    Ok(Ended::Done)
}
