//! Batches of food: a maker notes what she has made, an officer or a head stops what is unsafe, and anybody reads what stands
//! on a pack.
//!
//! Reads and writes: through [`market::batches`]. Another officer's batch does not exist.
//!
//! Start at [`routes`]; the rooms of whoever may stop a batch lie on an officer's desk and on a head's.

mod maker;
mod pack;
mod stop;

use market::batches::BatchLine;

use crate::desk::send;
use crate::parts::Row;
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;

/// The addresses of batches.
pub(crate) fn routes(routes: Routes) -> Routes {
    let (officer, head) = (Right::Officer, Right::Head);
    routes
        .get("/batches/{code}", Right::Anybody.any(Thing::FoodBatch), pack::show)
        .get("/batches/{code}/label", Right::Anybody.any(Thing::FoodBatch), pack::label)
        .get("/maker/batches", Right::Maker, maker::show)
        .post("/maker/batches", Right::Maker, maker::note)
        .get("/officer/batches", officer, stop::list)
        .get("/officer/batches/{id}", officer.own(Thing::FoodBatch), stop::show)
        .post("/officer/batches/{id}/recall", officer.own(Thing::FoodBatch), stop::recall)
        .get("/head/batches", head, stop::list)
        .get("/head/batches/{id}", head.own(Thing::FoodBatch), stop::show)
        .post("/head/batches/{id}/recall", head.own(Thing::FoodBatch), stop::recall)
}

/// How a batch stands, in a few words.
fn stands(t: &Text, batch: &BatchLine) -> String {
    if batch.recalled_at.is_some() {
        t.get("food-is-recalled")
    } else if batch.ended {
        t.get("food-is-old")
    } else {
        t.say("food-left").set("count", count(batch.left)).to_string()
    }
}

fn count(pieces: i64) -> usize {
    usize::try_from(pieces).unwrap_or(0)
}

/// A batch in a list.
fn row(t: &Text, batch: &BatchLine, href: String) -> Row {
    let (made, best_before) = (batch.made.written(), batch.best_before.written());
    let (good, label) = (t.pick(&batch.good), t.pick(&batch.label));
    let named = if label.is_empty() { good.to_owned() } else { format!("{good}, {label}") };
    Row {
        href,
        title: format!("{named} · {}", batch.code),
        figure: t.say("food-made-count").set("count", count(batch.made_count)).to_string(),
        note: t.say("food-days").set("made", made).set("best", best_before).to_string(),
        standing: stands(t, batch),
    }
}
