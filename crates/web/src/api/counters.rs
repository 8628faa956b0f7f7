//! Counters: where a buyer can fetch what she has ordered.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use market::hubs::clock;
use market::pickups::{self, Counter, Slot};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::private;
use super::problem::Problem;
use super::wire::{Name, paise};
use crate::app::App;

/// A counter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CounterOut {
    /// Its id.
    #[schema(example = "ctr_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    id: String,
    /// Where it stands: `hub`, `haat` or `mela`.
    #[schema(example = "mela")]
    kind: &'static str,
    /// What it is called.
    name: Name,
    /// How one finds it.
    place: Name,
    /// Its pincode.
    #[schema(example = "814112")]
    pincode: String,
    /// On which days it is open, 1 for Monday to 7 for Sunday.
    weekdays: Vec<i64>,
    /// From when.
    #[schema(example = "10:00")]
    opens: String,
    /// Until when.
    #[schema(example = "18:00")]
    shuts: String,
    /// The first day.
    #[schema(example = "2026-07-30", format = Date)]
    from: String,
    /// The last day.
    #[schema(example = "2026-08-28", format = Date)]
    until: String,
    /// What each shipment that is fetched here costs.
    #[schema(example = 0)]
    freight_paise: i64,
    /// So many days something waits.
    #[schema(example = 7)]
    keep_days: i64,
    /// Hours that can be chosen.
    slots: Vec<SlotOut>,
}

/// An hour of a counter's day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SlotOut {
    /// Its id.
    #[schema(example = "psl_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    id: String,
    /// Which day.
    #[schema(example = "2026-08-01", format = Date)]
    day: String,
    /// From when.
    #[schema(example = "10:00")]
    from: String,
    /// Until when.
    #[schema(example = "11:00")]
    until: String,
    /// So many orders can choose it still.
    #[schema(example = 12)]
    free: i64,
}

impl From<&Slot> for SlotOut {
    fn from(slot: &Slot) -> SlotOut {
        SlotOut {
            id: slot.id.to_string(),
            day: slot.day.iso(),
            from: clock(slot.from_min),
            until: clock(slot.until_min),
            free: slot.places - slot.taken,
        }
    }
}

impl CounterOut {
    fn of(counter: &Counter, slots: &[Slot]) -> CounterOut {
        CounterOut {
            id: counter.id.to_string(),
            kind: counter.kind.as_str(),
            name: (&counter.name).into(),
            place: (&counter.place).into(),
            pincode: counter.pin.to_string(),
            weekdays: counter.weekdays.days().map(|day| day + 1).collect(),
            opens: clock(counter.opens_min),
            shuts: clock(counter.shuts_min),
            from: counter.from.iso(),
            until: counter.until.iso(),
            freight_paise: paise(counter.freight),
            keep_days: counter.keep_days,
            slots: slots.iter().map(SlotOut::from).collect(),
        }
    }
}

/// Lists the counters that are open, with the hours that can be chosen.
#[utoipa::path(get, path = "/counters", tag = "shop", operation_id = "counters",
    responses((status = 200, description = "The counters.", body = Vec<CounterOut>)))]
pub(crate) async fn list(State(app): State<App>) -> Result<Response, Problem> {
    let mut read = app.db().read().await?;
    let mut all = Vec::new();
    for counter in pickups::open_ones(&mut read).await? {
        let slots = pickups::slots_ahead(&mut read, counter.id).await?;
        all.push(CounterOut::of(&counter, &slots));
    }
    drop(read);
    private(StatusCode::OK, &all)
}
