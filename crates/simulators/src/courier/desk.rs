//! The desk of the agent: what a person and a test do with boxes, and the webhooks that follow.

use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use kernel::Time;
use serde::Deserialize;
use serde_json::{Value, json};

use super::book::Happened;
use super::{Counter, HOOK, Mood, Order};
use crate::page;

/// What a person lets happen to a box.
const STEPS: [&str; 6] =
    ["PICKED UP", "IN TRANSIT", "OUT FOR DELIVERY", "DELIVERED", "UNDELIVERED", "RTO INITIATED"];

/// `GET /labels/{shipment}.pdf`: a page with the waybill on it.
pub async fn label(State(counter): State<Arc<Counter>>, Path(name): Path<String>) -> Response {
    let wanted = name.trim_end_matches(".pdf").parse::<u64>().unwrap_or(0);
    let order = counter.with(|book| book.orders.iter().find(|one| one.shipment == wanted).cloned());
    let Some(order) = order else { return StatusCode::NOT_FOUND.into_response() };
    let pdf = drawn(&format!("{}  AWB {}", order.courier, order.awb.unwrap_or_default()));
    ([(header::CONTENT_TYPE, "application/pdf")], pdf).into_response()
}

/// The smallest PDF that shows a line.
fn drawn(line: &str) -> Vec<u8> {
    let line = line.replace(['(', ')', '\\'], "");
    let stream = format!("BT /F1 14 Tf 20 100 Td ({line}) Tj ET");
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut pdf, mut at) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (number, part) in (1..).zip(&parts) {
        at.push(pdf.len());
        let _ = write!(pdf, "{number} 0 obj\n{part}\nendobj\n");
    }
    let table = pdf.len();
    let _ = write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", parts.len() + 1);
    for offset in at {
        let _ = writeln!(pdf, "{offset:010} 00000 n ");
    }
    let _ = write!(pdf, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", parts.len() + 1);
    pdf.into_bytes()
}

/// `GET /_sim/state`.
pub async fn state(State(counter): State<Arc<Counter>>) -> Json<Value> {
    Json(counter.with(|book| json!({ "mood": book.mood, "orders": book.orders })))
}

#[derive(Deserialize)]
pub struct NewMood {
    mood: Mood,
}

/// `POST /_sim/mood`.
pub async fn mood(State(counter): State<Arc<Counter>>, Json(new): Json<NewMood>) -> Json<Value> {
    counter.with(|book| book.mood = new.mood);
    Json(json!({ "mood": new.mood }))
}

#[derive(Deserialize)]
pub struct Hook {
    url: String,
}

/// `POST /_sim/webhook_url`.
pub async fn webhook_url(State(counter): State<Arc<Counter>>, Json(hook): Json<Hook>) -> Json<Value> {
    counter.with(|book| book.webhooks_to = Some(hook.url.clone()));
    Json(json!({ "url": hook.url }))
}

/// `POST /_sim/expire`.
pub async fn expire(State(counter): State<Arc<Counter>>) -> Json<Value> {
    counter.with(|book| book.tokens += 1);
    Json(json!({}))
}

#[derive(Deserialize)]
pub struct Step {
    awb: String,
    status: String,
}

/// `POST /_sim/step`.
pub async fn step(State(counter): State<Arc<Counter>>, Json(step): Json<Step>) -> Response {
    if happen(&counter, &step.awb, &step.status, crate::now()).await {
        Json(json!({ "awb": step.awb })).into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

/// `POST /step`: as above, from the page.
pub async fn step_from_page(State(counter): State<Arc<Counter>>, Form(step): Form<Step>) -> Redirect {
    happen(&counter, &step.awb, &step.status, crate::now()).await;
    Redirect::to("/")
}

/// Something happens to a box; whoever listens is told twice, without a signature, and once about a box that is not theirs.
pub async fn happen(counter: &Counter, awb: &str, status: &str, at: Time) -> bool {
    let happened = Happened { at_ms: at.0, status: status.to_owned(), place: "Kolkata Hub".to_owned() };
    let is_ours = |order: &Order| order.awb.as_deref() == Some(awb);
    let changed = counter.with(|book| book.change(is_ours, |order| order.happened.push(happened)));
    let Some(order) = changed else { return false };
    let Some(url) = counter.with(|book| book.webhooks_to.clone()) else { return true };
    for number in [awb, awb, "19049999999"] {
        let body = json!({
            "awb": number, "courier_name": order.courier, "current_status": status, "order_id": order.reference,
            "sr_order_id": order.id, "scans": [], "is_return": 0,
        });
        if let Err(cause) = counter.http.post(&url).header("x-api-key", HOOK).json(&body).send().await {
            tracing::debug!(%cause, "nobody takes the webhook");
        }
    }
    true
}

/// The boxes, each with what may happen next.
#[derive(Template)]
#[template(
    source = r#"<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Couriers</title>
<h1>Couriers</h1>
{% for order in orders %}<h2>{{ order.reference }}</h2><p>{{ order.courier }} to {{ order.name }} {{ order.pincode }}, AWB {{ order.awb.as_deref().unwrap_or("") }}: {{ Self::stands(order) }}</p>
{% if let Some(awb) = order.awb %}{% if !order.is_cancelled %}<form method="post" action="/step"><input type="hidden" name="awb" value="{{ awb }}">{% for step in STEPS %}<button name="status" value="{{ step }}">{{ step }}</button> {% endfor %}</form>{% endif %}{% endif %}
{% endfor %}"#,
    ext = "html"
)]
struct Boxes {
    orders: Vec<Order>,
}

impl Boxes {
    fn stands(order: &Order) -> String {
        match (order.is_cancelled, order.happened.last()) {
            (true, _) => "called off".to_owned(),
            (false, Some(last)) => last.status.clone(),
            (false, None) => "new".to_owned(),
        }
    }
}

/// `GET /`: the newest hundred boxes.
pub async fn page(State(counter): State<Arc<Counter>>) -> Response {
    let orders = counter.with(|book| book.orders.iter().rev().take(100).cloned().collect());
    page::show(&Boxes { orders })
}
