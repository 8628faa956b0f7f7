//! «Money left my account, but there is no order?»: answers from facts, for a buyer who has signed in, by an order and its mobile
//! number, or by what the bank's SMS says.
//!
//! Reads: through [`market::payments::lost`]. Leaves: messages by which the worker asks the payment company; the page waits a little.
//! Never: tells of an order whoever knows only an amount; puts what was typed into an address.
//!
//! Start at [`routes`].

mod order;
mod search;

use kernel::Day;
use market::payments::lost::{Fact, Fate, fate};

use crate::parts::{Button, Notice, Tone};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::board::Block;

/// Where it stands.
const HERE: &str = "/money";

/// The addresses of lost money.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/money", Right::Anybody, search::show)
        .post("/money", Right::Anybody, search::find)
        .post("/money/order", Right::Anybody, search::find_order)
        .get("/orders/{code}/money", Right::Anybody.any(Thing::Order), order::show)
        .post("/orders/{code}/money", Right::Anybody.any(Thing::Order), order::ask_again)
}

/// Where the money of a payment is, as a message.
fn told(t: &Text, fact: &Fact, today: Day) -> Notice {
    say(t, &fate(fact, today), t.money(&fact.amount), &t.date(&fact.at.day()))
}

/// A fate in words.
fn say(t: &Text, fate: &Fate, amount: String, paid_on: &str) -> Notice {
    let (tone, key) = match fate {
        Fate::Paid => (Tone::Good, "lost-paid"),
        Fate::GivenBack { .. } => (Tone::Good, "lost-given-back"),
        Fate::ComingBack { .. } => (Tone::Care, "lost-coming-back"),
        Fate::WayClosed => (Tone::Stop, "lost-way-closed"),
        Fate::SetAside => (Tone::Care, "lost-set-aside"),
        Fate::Failed { .. } => (Tone::Stop, "lost-failed"),
        Fate::NotHere { .. } => (Tone::Care, "lost-not-here"),
    };
    let (day, reference) = match fate {
        Fate::GivenBack { at, reference } => (t.date(&at.day()), reference.clone()),
        Fate::ComingBack { since } => (t.date(&since.day()), String::new()),
        Fate::Failed { back_by } | Fate::NotHere { back_by } => (t.date(back_by), String::new()),
        Fate::Paid | Fate::WayClosed | Fate::SetAside => (String::new(), String::new()),
    };
    let key_of_text = format!("{key}.text");
    let text = t
        .say(&key_of_text)
        .set("amount", amount)
        .set("on", paid_on)
        .set("day", day)
        .set("reference", reference);
    Notice::new(tone, t.get(key), text.to_string())
}

/// What one may do besides: write a complaint, which has a number and a clock.
fn besides(t: &Text) -> [Block; 2] {
    [
        Block::Text(t.get("lost-besides")),
        Block::Button(Button::second(t.get("lost-complain")).to(t.path("/complaints/new"))),
    ]
}
