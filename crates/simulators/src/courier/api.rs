//! The agent's interface, in its own words. Source: apidocs.shiprocket.in; Shiprocket's own `shiprocket-mcp`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::Time;
use serde::Deserialize;
use serde_json::{Value, json};

use super::book::Book;
use super::{Counter, EMAIL, Mood, Order, PASSWORD};
use crate::down::never;

/// How long a slow answer takes.
const SLOW: Duration = Duration::from_secs(2);

/// Couriers, their numbers, what half a kilogram costs them, and their days.
const COURIERS: [(i64, &str, i64, i64); 3] =
    [(10, "Delhivery Surface", 46, 4), (33, "Xpressbees Air", 61, 2), (51, "Ekart Surface", 41, 6)];

/// A refusal as the agent words it.
fn refused(status: u16, message: &str) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    (code, Json(json!({ "message": message, "status_code": status }))).into_response()
}

/// Answers as the agent is in the mood to, and only who has a token.
async fn answer(
    counter: &Counter,
    headers: Option<&HeaderMap>,
    work: impl FnOnce(&mut Book) -> Response,
) -> Response {
    let mood = counter.with(|book| book.mood);
    match mood {
        Mood::Error => return refused(500, "Internal Server Error"),
        Mood::Garbage => return "<html>Bad Gateway</html>".into_response(),
        Mood::BlackHole => return never(&counter.stopping).await,
        Mood::TooOften => return refused(429, "Too Many Attempts."),
        Mood::Slow => tokio::time::sleep(SLOW).await,
        Mood::Fine | Mood::DoneInSilence | Mood::NoCourier => {}
    }
    if let Some(headers) = headers {
        let shown = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or("");
        let wanted = counter.with(|book| format!("Bearer {}", token(book.tokens)));
        if shown != wanted {
            return refused(401, "Token has expired");
        }
    }
    let answered = counter.with(work);
    if mood == Mood::DoneInSilence { never(&counter.stopping).await } else { answered }
}

fn token(number: u64) -> String {
    format!("practice-token-{number}")
}

#[derive(Deserialize)]
pub struct SignIn {
    email: String,
    password: String,
}

/// `POST /auth/login`.
pub async fn sign_in(State(counter): State<Arc<Counter>>, Json(who): Json<SignIn>) -> Response {
    answer(&counter, None, |book| {
        if (who.email.as_str(), who.password.as_str()) == (EMAIL, PASSWORD) {
            Json(json!({ "id": 1, "email": EMAIL, "token": token(book.tokens) })).into_response()
        } else {
            refused(403, "Invalid email and password combination")
        }
    })
    .await
}

#[derive(Deserialize)]
pub struct Reach {
    pickup_postcode: String,
    delivery_postcode: String,
    weight: String,
}

/// `GET /courier/serviceability`. Pincodes that end with 99 are served by nobody.
pub async fn who_can(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Query(reach): Query<Reach>,
) -> Response {
    answer(&counter, Some(&headers), |_| {
        if reach.delivery_postcode.ends_with("99") || reach.pickup_postcode.len() != 6 {
            return refused(404, "Delivery postcode is not serviceable");
        }
        let (whole, part) = reach.weight.split_once('.').unwrap_or((&reach.weight, "0"));
        let grams = whole.parse::<i64>().unwrap_or(0) * 1_000 + part.parse::<i64>().unwrap_or(0);
        let slabs = (grams + 499) / 500;
        let all: Vec<Value> = COURIERS
            .iter()
            .map(|(id, name, rate, days)| {
                json!({
                    "courier_company_id": id, "courier_name": name, "rate": rate * slabs.max(1),
                    "freight_charge": rate * slabs.max(1), "cod_charges": 0, "is_surface": name.contains("Surface"),
                    "estimated_delivery_days": days.to_string(), "rating": 4, "min_weight": 0.5,
                })
            })
            .collect();
        Json(json!({ "status": 200, "data": { "available_courier_companies": all } })).into_response()
    })
    .await
}

#[derive(Deserialize)]
pub struct NewOrder {
    order_id: String,
    billing_customer_name: String,
    billing_pincode: String,
    billing_phone: String,
    pickup_location: String,
    order_items: Vec<Value>,
    weight: String,
}

/// `POST /orders/create/adhoc`. The same reference again is a second order.
pub async fn create(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Json(new): Json<NewOrder>,
) -> Response {
    answer(&counter, Some(&headers), |book| {
        let is_whole = new.billing_phone.len() == 10
            && !new.pickup_location.is_empty()
            && !new.order_items.is_empty()
            && !new.weight.is_empty();
        if !is_whole {
            return refused(422, "The given data was invalid.");
        }
        let order = book.add(&new.order_id, &new.billing_customer_name, &new.billing_pincode);
        Json(json!({
            "order_id": order.id, "shipment_id": order.shipment, "status": "NEW", "status_code": 1, "awb_code": "",
        }))
        .into_response()
    })
    .await
}

#[derive(Deserialize)]
pub struct Search {
    search: String,
}

fn shown(order: &Order) -> Value {
    let status = if order.is_cancelled { "CANCELED" } else { "NEW" };
    json!({
        "id": order.id, "channel_order_id": order.reference, "status": status,
        "shipments": [{ "id": order.shipment, "awb": order.awb, "courier": order.courier }],
    })
}

/// `GET /orders?search=…`.
pub async fn orders(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Query(search): Query<Search>,
) -> Response {
    answer(&counter, Some(&headers), |book| {
        let found: Vec<Value> =
            book.orders.iter().filter(|order| order.reference.contains(&search.search)).map(shown).collect();
        Json(json!({ "data": found })).into_response()
    })
    .await
}

#[derive(Deserialize)]
pub struct Assign {
    shipment_id: u64,
    courier_id: i64,
}

/// `POST /courier/assign/awb`.
pub async fn assign(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Json(ask): Json<Assign>,
) -> Response {
    answer(&counter, Some(&headers), |book| {
        let courier = COURIERS.iter().find(|(id, ..)| *id == ask.courier_id).map(|(_, name, ..)| *name);
        let (Some(courier), false) = (courier, book.mood == Mood::NoCourier) else {
            let data = json!({ "awb_assign_error": "Courier is not serviceable for this shipment" });
            return Json(json!({ "awb_assign_status": 0, "response": { "data": data } })).into_response();
        };
        let is_ours = |order: &Order| order.shipment == ask.shipment_id && !order.is_cancelled;
        let changed = book.change(is_ours, |order| {
            let awb = Book::awb_of(order);
            order.awb.get_or_insert(awb);
            courier.clone_into(&mut order.courier);
        });
        let Some(order) = changed else { return refused(400, "Invalid shipment id") };
        let data = json!({
            "awb_code": order.awb, "courier_name": order.courier, "courier_company_id": ask.courier_id,
        });
        Json(json!({ "awb_assign_status": 1, "response": { "data": data } })).into_response()
    })
    .await
}

#[derive(Deserialize)]
pub struct Boxes {
    shipment_id: Vec<u64>,
}

/// `POST /courier/generate/pickup`. A second time it is «already in pickup queue».
pub async fn pickup(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Json(ask): Json<Boxes>,
) -> Response {
    answer(&counter, Some(&headers), |book| {
        let is_ours = |order: &Order| ask.shipment_id.contains(&order.shipment);
        if book.orders.iter().any(|order| is_ours(order) && order.is_to_be_fetched) {
            return refused(400, "Already in Pickup Queue.");
        }
        match book.change(is_ours, |order| order.is_to_be_fetched = true) {
            Some(_) => Json(json!({ "pickup_status": 1, "response": { "status": 3 } })).into_response(),
            None => refused(400, "Invalid shipment id"),
        }
    })
    .await
}

/// `POST /courier/generate/label`.
pub async fn label(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Json(ask): Json<Boxes>,
) -> Response {
    let url = counter.url.clone();
    answer(&counter, Some(&headers), |book| {
        let found = book.orders.iter().find(|order| ask.shipment_id.contains(&order.shipment));
        match found.filter(|order| order.awb.is_some()) {
            Some(order) => {
                let url = format!("{url}/labels/{}.pdf", order.shipment);
                Json(json!({ "label_created": 1, "label_url": url })).into_response()
            }
            None => refused(400, "AWB not assigned"),
        }
    })
    .await
}

#[derive(Deserialize)]
pub struct Orders {
    ids: Vec<u64>,
}

/// `POST /orders/cancel`.
pub async fn cancel(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Json(ask): Json<Orders>,
) -> Response {
    answer(&counter, Some(&headers), |book| {
        match book.change(|order| ask.ids.contains(&order.id), |order| order.is_cancelled = true) {
            Some(_) => Json(json!({ "message": "Order cancelled successfully." })).into_response(),
            None => refused(404, "Order not found"),
        }
    })
    .await
}

/// `2026-11-28 14:05:59`, in India.
fn written(at_ms: i64) -> String {
    let at = Time(at_ms);
    let seconds = (at.0 - at.day().starts().0) / 1_000;
    format!("{} {:02}:{:02}:{:02}", at.day().iso(), seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// `GET /courier/track/awb/{awb}`.
pub async fn track(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Path(awb): Path<String>,
) -> Response {
    answer(&counter, Some(&headers), |book| {
        let Some(order) = book.orders.iter().find(|order| order.awb.as_deref() == Some(&awb)) else {
            return refused(404, "No such AWB");
        };
        let activities: Vec<Value> = order
            .happened
            .iter()
            .rev()
            .map(|one| {
                json!({
                    "date": written(one.at_ms), "status": "X-UCI", "activity": one.status, "location": one.place,
                    "sr-status": "NA", "sr-status-label": one.status,
                })
            })
            .collect();
        let current = order.happened.last().map_or("AWB ASSIGNED", |one| one.status.as_str());
        Json(json!({ "tracking_data": {
            "track_status": 1, "shipment_status": 6,
            "shipment_track": [{ "awb_code": awb, "current_status": current }],
            "shipment_track_activities": if activities.is_empty() { Value::Null } else { json!(activities) },
        } }))
        .into_response()
    })
    .await
}
