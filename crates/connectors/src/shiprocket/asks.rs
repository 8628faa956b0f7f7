//! What the agent is asked before a box travels: who can carry it, to make an order, to give it a waybill, to fetch it, to forget it.

use kernel::india::{Mobile, Pin};
use kernel::{Day, Paise, Time};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Assigned, Courier, Known, Shiprocket, wire};
use crate::line::{Question, Refusal};

/// The longest reference the agent keeps.
const REFERENCE_MAX: usize = 50;
/// Couriers that are told; more is no choice.
const COURIERS_MAX: usize = 12;

/// From where to where, and how large.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Where it is fetched.
    pub from: Pin,
    /// Where it goes.
    pub to: Pin,
    /// What it weighs.
    pub weight_g: i64,
    /// Length, breadth, height.
    pub measures_mm: [i64; 3],
}

/// One good in a box.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub name: String,
    /// Our id of it.
    pub sku: String,
    /// How many.
    pub units: u32,
    /// The price of one.
    pub price: Paise,
    /// The tax code.
    pub hsn: String,
}

/// A box that is paid and is to be carried.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// Our reference: it is looked up by it.
    pub reference: String,
    /// When it was ordered.
    pub at: Time,
    /// The name of the place it is fetched from, as it is registered with the agent.
    pub pickup: String,
    /// Who receives it.
    pub name: String,
    /// House and street.
    pub address: String,
    /// Area and landmark.
    pub address_more: String,
    /// District.
    pub city: String,
    /// State.
    pub state: String,
    /// The pincode, the weight, the measures.
    pub reach: Reach,
    /// Whom the courier calls.
    pub mobile: Mobile,
    /// What is in it.
    pub items: Vec<Item>,
}

/// Thousandths as the agent writes kilograms: `1.25`.
fn kilograms(grams: i64) -> String {
    format!("{}.{:03}", grams / 1_000, grams % 1_000)
}

/// Centimetres, rounded up: no side is less than it is.
fn centimetres(mm: i64) -> i64 {
    (mm + 9) / 10
}

/// Rupees and paise with a point.
fn rupees(amount: Paise) -> String {
    format!("{}.{:02}", amount.0 / 100, amount.0 % 100)
}

impl Shiprocket {
    /// Who can carry a prepaid box, the cheapest first.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the agent.
    pub async fn who_can(&self, reach: &Reach) -> Result<Vec<Courier>, Refusal> {
        let [length, breadth, height] = reach.measures_mm.map(centimetres);
        let path = wire::at(&format!(
            "/courier/serviceability?pickup_postcode={}&delivery_postcode={}&weight={}&cod=0&length={length}&breadth={breadth}&height={height}",
            reach.from.as_str(),
            reach.to.as_str(),
            kilograms(reach.weight_g),
        ));
        let answer: Result<wire::Reached, Refusal> =
            self.ask(|| Question::get("who can carry", path.clone(), &[])).await;
        let reached = match answer {
            Ok(reached) => reached,
            // «No courier serves this pincode» is an answer, not a fault.
            Err(Refusal::Refused { code, .. }) if code == "404" => return Ok(Vec::new()),
            Err(cause) => return Err(cause),
        };
        let wires = reached.data.map(|data| data.available_courier_companies).unwrap_or_default();
        let mut couriers: Vec<Courier> = wires.into_iter().filter_map(wire::CourierWire::read).collect();
        couriers.sort_by_key(|courier| (courier.rate, courier.id));
        couriers.truncate(COURIERS_MAX);
        Ok(couriers)
    }

    /// The order with our reference, if the agent has one. Of several, one that was not called off.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the agent.
    pub async fn find(&self, reference: &str) -> Result<Option<Known>, Refusal> {
        let path = wire::at(&format!("/orders?search={}&per_page=50", checked(reference)?));
        let found: wire::Orders = self.ask(|| Question::get("find order", path.clone(), &[])).await?;
        let ours = found.data.into_iter().filter(|order| order.channel_order_id == reference);
        let mut known: Vec<Known> = ours.filter_map(wire::OrderWire::read).collect();
        known.sort_by_key(|order| order.is_cancelled);
        Ok(known.into_iter().next())
    }

    /// Makes an order for a prepaid box.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may exist; ask [`Shiprocket::find`] before trying again.
    pub async fn create(&self, order: &NewOrder) -> Result<Known, Refusal> {
        checked(&order.reference)?;
        let body = self.written(order);
        let created: wire::Created = self
            .ask(|| Question::post("create order", wire::at("/orders/create/adhoc"), body.clone()))
            .await?;
        let awb = Some(created.awb_code).filter(|awb| !awb.is_empty());
        let (order, shipment) = (created.order_id, created.shipment_id);
        if order.is_empty() || shipment.is_empty() {
            return Err(Refusal::garbled("an order without ids"));
        }
        Ok(Known { order, shipment, awb, courier: String::new(), is_cancelled: false })
    }

    fn written(&self, order: &NewOrder) -> Value {
        let (first, last) = order.name.split_once(' ').unwrap_or((&order.name, ""));
        let [length, breadth, height] = order.reach.measures_mm.map(centimetres);
        let items: Vec<Value> = order
            .items
            .iter()
            .map(|item| {
                json!({
                    "name": item.name, "sku": item.sku, "units": item.units, "selling_price": rupees(item.price),
                    "discount": "", "tax": "", "hsn": item.hsn,
                })
            })
            .collect();
        let sum = Paise::sum(order.items.iter().filter_map(|item| item.price.times(item.units)));
        json!({
            "order_id": order.reference,
            "order_date": order.at.in_india().chars().take(16).collect::<String>(),
            "pickup_location": order.pickup,
            "billing_customer_name": first,
            "billing_last_name": last,
            "billing_address": order.address,
            "billing_address_2": order.address_more,
            "billing_city": order.city,
            "billing_pincode": order.reach.to.as_str(),
            "billing_state": order.state,
            "billing_country": "India",
            "billing_email": self.email,
            "billing_phone": order.mobile.ten_digits(),
            "shipping_is_billing": true,
            "order_items": items,
            "payment_method": "Prepaid",
            "sub_total": rupees(sum.unwrap_or_default()),
            "length": length, "breadth": breadth, "height": height,
            "weight": kilograms(order.reach.weight_g),
        })
    }

    /// Gives a box to a courier, under a waybill.
    ///
    /// # Errors
    /// [`Refusal::Refused`] if that courier does not take it; [`Refusal::Silent`] or [`Refusal::Garbled`]: look the order up again.
    pub async fn assign(&self, shipment: &str, courier: i64) -> Result<Assigned, Refusal> {
        let body = json!({ "shipment_id": number(shipment), "courier_id": courier });
        let answer: wire::AwbAnswer = self
            .ask(|| Question::post("assign waybill", wire::at("/courier/assign/awb"), body.clone()))
            .await?;
        let data = answer.response.map(|response| response.data).unwrap_or_default();
        if answer.awb_assign_status == 1 && !data.awb_code.is_empty() {
            return Ok(Assigned { awb: data.awb_code, courier: data.courier_name });
        }
        let why = data.awb_assign_error.or(answer.message).unwrap_or_else(|| "no waybill".to_owned());
        Err(Refusal::Refused { code: "AWB".to_owned(), description: why, field: None, reason: None })
    }

    /// Asks for a box to be fetched on a day.
    ///
    /// # Errors
    /// [`Refusal`]; asking again is harmless.
    pub async fn ask_pickup(&self, shipment: &str, day: Day) -> Result<(), Refusal> {
        let body = json!({ "shipment_id": [number(shipment)], "pickup_date": [day.iso()] });
        let answer: Result<Value, Refusal> = self
            .ask(|| Question::post("ask for a pickup", wire::at("/courier/generate/pickup"), body.clone()))
            .await;
        match answer {
            Ok(_) => Ok(()),
            Err(Refusal::Refused { description, .. }) if description.to_lowercase().contains("already") => {
                Ok(())
            }
            Err(cause) => Err(cause),
        }
    }

    /// Calls an order off.
    ///
    /// # Errors
    /// [`Refusal`]; asking again is harmless.
    pub async fn cancel(&self, order: &str) -> Result<(), Refusal> {
        let body = json!({ "ids": [number(order)] });
        let question = || Question {
            name: "cancel order",
            method: Method::POST,
            path: wire::at("/orders/cancel"),
            query: &[],
            headers: &[],
            body: Some(body.clone()),
        };
        let answer: Result<Value, Refusal> = self.ask(question).await;
        match answer {
            Ok(_) => Ok(()),
            Err(Refusal::Refused { description, .. }) if description.to_lowercase().contains("already") => {
                Ok(())
            }
            Err(cause) => Err(cause),
        }
    }
}

/// A reference that may stand in an address.
fn checked(reference: &str) -> Result<&str, Refusal> {
    let fits = (1..=REFERENCE_MAX).contains(&reference.len())
        && reference.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if fits { Ok(reference) } else { Err(Refusal::never_sent("order_id", "not a reference of ours")) }
}

/// The agent's ids are numbers; one that is none is sent as it stands.
pub(super) fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| json!(id), |number| json!(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_written_without_a_float() {
        assert_eq!((kilograms(1_250), kilograms(90)), ("1.250".to_owned(), "0.090".to_owned()));
        assert_eq!([300, 301, 0].map(centimetres), [30, 31, 0]);
        assert_eq!(rupees(Paise(35_505)), "355.05");
    }

    #[test]
    fn only_references_of_ours_stand_in_an_address() {
        assert!(checked("shp_01m80z50j0ehxs5gkper4fcnpg").is_ok());
        for wrong in ["", "../orders", "a&b", "पे", &"a".repeat(51)] {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }
}
