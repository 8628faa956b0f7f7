//! The agent's answers as they come over the wire. It writes numbers now as numbers, now as text; both are read.

use kernel::Paise;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Courier, Known};

/// Where its API lives below the base address.
pub(super) fn at(path: &str) -> String {
    format!("/v1/external{path}")
}

/// Digits or text as text; nothing and `null` are empty.
fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    })
}

/// Rupees as the agent writes them, `92`, `92.5` or `"92.50"`; parts of a paisa are dropped.
pub(super) fn rupees(written: &str) -> Option<Paise> {
    let (whole, part) = written.trim().split_once('.').unwrap_or((written.trim(), ""));
    let part: String = part.chars().take(2).collect();
    Paise::typed(&format!("{whole}.{part:0<2}"))
}

#[derive(Deserialize)]
pub(super) struct SignedIn {
    pub token: String,
}

#[derive(Deserialize)]
pub(super) struct Reached {
    #[serde(default)]
    pub data: Option<ReachedData>,
}

#[derive(Deserialize)]
pub(super) struct ReachedData {
    #[serde(default)]
    pub available_courier_companies: Vec<CourierWire>,
}

#[derive(Deserialize)]
pub(super) struct CourierWire {
    courier_company_id: i64,
    courier_name: String,
    #[serde(deserialize_with = "text")]
    rate: String,
    #[serde(default, deserialize_with = "text")]
    estimated_delivery_days: String,
}

impl CourierWire {
    /// The courier in our words; nothing if its price cannot be read.
    pub fn read(self) -> Option<Courier> {
        Some(Courier {
            id: self.courier_company_id,
            name: self.courier_name.trim().chars().take(60).collect(),
            rate: rupees(&self.rate)?,
            days: self.estimated_delivery_days.parse().ok().filter(|days| (0..=60).contains(days)),
        })
    }
}

#[derive(Deserialize)]
pub(super) struct Orders {
    #[serde(default)]
    pub data: Vec<OrderWire>,
}

#[derive(Deserialize)]
pub(super) struct OrderWire {
    #[serde(deserialize_with = "text")]
    id: String,
    #[serde(default, deserialize_with = "text")]
    pub channel_order_id: String,
    #[serde(default, deserialize_with = "text")]
    status: String,
    #[serde(default)]
    shipments: Vec<BoxWire>,
}

#[derive(Deserialize)]
struct BoxWire {
    #[serde(deserialize_with = "text")]
    id: String,
    #[serde(default, deserialize_with = "text")]
    awb: String,
    #[serde(default, deserialize_with = "text")]
    courier: String,
}

impl OrderWire {
    /// The order in our words; nothing if it holds no box.
    pub fn read(self) -> Option<Known> {
        let is_cancelled = self.status.to_ascii_uppercase().starts_with("CANCEL");
        let (order, mut boxes) = (self.id, self.shipments);
        let one = if boxes.is_empty() { None } else { Some(boxes.remove(0)) }?;
        let awb = Some(one.awb).filter(|awb| !awb.is_empty());
        Some(Known { order, shipment: one.id, awb, courier: one.courier, is_cancelled })
    }
}

#[derive(Deserialize)]
pub(super) struct Created {
    #[serde(deserialize_with = "text")]
    pub order_id: String,
    #[serde(deserialize_with = "text")]
    pub shipment_id: String,
    #[serde(default, deserialize_with = "text")]
    pub awb_code: String,
}

#[derive(Deserialize)]
pub(super) struct AwbAnswer {
    #[serde(default)]
    pub awb_assign_status: i64,
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default)]
    pub response: Option<AwbResponse>,
}

#[derive(Deserialize)]
pub(super) struct AwbResponse {
    #[serde(default)]
    pub data: AwbData,
}

#[derive(Default, Deserialize)]
pub(super) struct AwbData {
    #[serde(default, deserialize_with = "text")]
    pub awb_code: String,
    #[serde(default, deserialize_with = "text")]
    pub courier_name: String,
    #[serde(default)]
    pub awb_assign_error: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct LabelAnswer {
    #[serde(default)]
    pub label_url: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct TrackAnswer {
    pub tracking_data: TrackData,
}

#[derive(Deserialize)]
pub(super) struct TrackData {
    #[serde(default)]
    pub shipment_track_activities: Option<Vec<Activity>>,
}

#[derive(Deserialize)]
pub(super) struct Activity {
    #[serde(default)]
    pub date: String,
    #[serde(default, deserialize_with = "text")]
    pub status: String,
    #[serde(default, deserialize_with = "text")]
    pub activity: String,
    #[serde(default, deserialize_with = "text")]
    pub location: String,
    #[serde(default, rename = "sr-status", deserialize_with = "text")]
    pub sr_status: String,
    #[serde(default, rename = "sr-status-label", deserialize_with = "text")]
    pub sr_status_label: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rupees_are_read_however_they_are_written() {
        for (written, paise) in
            [("92", Some(9_200)), ("92.5", Some(9_250)), ("92.505", Some(9_250)), ("", None), ("free", None)]
        {
            assert_eq!(rupees(written).map(|amount| amount.0), paise, "{written}");
        }
    }

    #[test]
    fn numbers_are_text_and_text_is_numbers() {
        let courier: CourierWire = serde_json::from_str(
            r#"{"courier_company_id":10,"courier_name":"Delhivery","rate":"92.50","estimated_delivery_days":3}"#,
        )
        .expect("reads");
        let courier = courier.read().expect("a courier");
        assert_eq!((courier.rate, courier.days), (Paise(9_250), Some(3)));
        let order: OrderWire = serde_json::from_str(
            r#"{"id":7,"channel_order_id":"shp_1","status":"CANCELED","shipments":[{"id":9,"awb":null}]}"#,
        )
        .expect("reads");
        let known = order.read().expect("an order");
        assert_eq!((known.order.as_str(), known.shipment.as_str(), known.awb), ("7", "9", None));
        assert!(known.is_cancelled);
    }
}
