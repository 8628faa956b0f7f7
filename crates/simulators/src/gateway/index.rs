//! The gateway's front page for a person: the newest orders, and buttons for what banks do later.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::response::{Redirect, Response};
use axum::routing::get;
use kernel::Lang;
use serde::Deserialize;

use super::acts::{Outcome, Pay};
use super::book::{Event, Order, Payment, Payout, Refund};
use super::desk::{Desk, Ripe};
use super::postman;
use crate::Down;
use crate::page::{Tongue, show};

/// The most orders, and the most webhooks, on the page.
const ROWS_MAX: usize = 50;

pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/", get(page).post(press))
}

#[derive(Deserialize)]
struct Chosen {
    lang: Option<String>,
}

/// A button on the page.
#[derive(Deserialize)]
struct Pressed {
    act: Act,
    #[serde(default)]
    payment_id: String,
    #[serde(default)]
    order_id: String,
    #[serde(default)]
    lang: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    Late,
    /// Somebody scans a code and pays.
    Scan,
    Settle,
    Flush,
    Up,
    Refuse,
    Error,
    Hang,
    Slow,
    Garbage,
}

struct OrderRow {
    order: Order,
    payments: Vec<(Payment, Vec<Refund>)>,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    t: Tongue,
    merchant: String,
    webhook_url: Option<String>,
    down: Down,
    orders: Vec<OrderRow>,
    payouts: Vec<Payout>,
    events: Vec<Event>,
}

impl DeskPage {
    /// `200 · 200`, `0` for no answer, «waiting», «lost».
    fn answers(&self, event: &Event) -> String {
        if event.deliveries.is_empty() {
            return self.t.say("खो गया", "lost").to_owned();
        }
        let tries: Vec<String> =
            event.deliveries.iter().flat_map(|d| &d.answers).map(u16::to_string).collect();
        if tries.is_empty() {
            self.t.say("इंतज़ार में", "waiting").to_owned()
        } else {
            tries.join(" · ")
        }
    }
}

async fn page(State(desk): State<Arc<Desk>>, Query(chosen): Query<Chosen>) -> Response {
    let lang = chosen.lang.as_deref().and_then(|word| word.parse().ok()).unwrap_or(Lang::Hi);
    let page = desk.look(|state| {
        let book = &state.book;
        let row = |order: &Order| OrderRow {
            order: order.clone(),
            payments: book
                .payments_of(&order.id)
                .into_iter()
                .map(|p| (p.clone(), book.refunds_of(&p.id)))
                .collect(),
        };
        DeskPage {
            t: Tongue(lang),
            merchant: state.merchant.clone(),
            webhook_url: state.webhook_url.clone(),
            down: state.down,
            orders: book.orders.values().rev().take(ROWS_MAX).map(row).collect(),
            payouts: book.payouts.values().rev().take(ROWS_MAX).cloned().collect(),
            events: book.events.values().rev().take(ROWS_MAX).cloned().collect(),
        }
    });
    show(&page)
}

async fn press(State(desk): State<Arc<Desk>>, Form(pressed): Form<Pressed>) -> Redirect {
    let go = |down| desk.with(|state| state.down = down);
    match pressed.act {
        Act::Late => {
            // Pressed twice, the second finds nothing to do.
            let _ = desk.with(|state| state.arrive_late(crate::now(), &pressed.payment_id));
        }
        Act::Scan => {
            // A code that was paid or has closed meanwhile is not paid again.
            let pay = Pay::by_upi(&pressed.order_id, Outcome::Success);
            let _ = desk.with(|state| state.pay(crate::now(), &pay));
        }
        Act::Settle => desk.with(|state| state.settle(crate::now(), Ripe::All)),
        Act::Flush => {
            postman::round(&desk, Ripe::All).await;
        }
        Act::Up => go(Down::Off),
        Act::Refuse => go(Down::Refuse),
        Act::Error => go(Down::Error),
        Act::Hang => go(Down::Hang),
        Act::Slow => go(Down::Slow),
        Act::Garbage => go(Down::Garbage),
    }
    let lang = if pressed.lang == "en" { "en" } else { "hi" };
    Redirect::to(&format!("/?lang={lang}"))
}
