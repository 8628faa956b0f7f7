//! The way of a box, as the agent tells it.

use kernel::{Day, Time};

use super::{Shiprocket, wire};
use crate::line::{Question, Refusal};

/// Words and places that are kept, in characters.
const WORDS_MAX: usize = 80;

/// Something that happened to a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourierEvent {
    /// When.
    pub at: Time,
    /// What, in the agent's words.
    pub words: String,
    /// Where.
    pub place: String,
}

/// What the agent's numbers mean where it gives no words. Source: its status list in apidocs.shiprocket.in.
const STATUS: [(&str, &str); 14] = [
    ("6", "in transit"),
    ("7", "delivered"),
    ("9", "rto initiated"),
    ("10", "rto delivered"),
    ("12", "lost"),
    ("14", "rto acknowledged"),
    ("17", "out for delivery"),
    ("18", "in transit"),
    ("21", "undelivered"),
    ("24", "damaged"),
    ("38", "reached destination hub"),
    ("42", "picked up"),
    ("46", "rto in transit"),
    ("48", "in transit"),
];

/// `2026-11-28 14:05:59`, in India.
fn moment(written: &str) -> Option<Time> {
    let (day, time) = written.trim().split_once([' ', 'T'])?;
    let mut parts = time.split(':').map(|part| part.get(..2).unwrap_or(part).parse::<i64>());
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().and_then(Result::ok).unwrap_or(0);
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    let ms = ((hour * 60 + minute) * 60 + second) * 1_000;
    Day::from_iso(day).filter(|_| fits).map(|day| day.starts().plus_ms(ms))
}

impl wire::Activity {
    fn read(self) -> Option<CourierEvent> {
        let clipped = |text: &str| text.trim().chars().take(WORDS_MAX).collect::<String>();
        let known = STATUS.iter().find(|(number, _)| *number == self.sr_status).map(|(_, words)| *words);
        let labels = [self.sr_status_label.as_str(), known.unwrap_or(""), &self.activity, &self.status];
        let words = labels.into_iter().find(|words| !matches!(words.trim(), "" | "NA"))?;
        Some(CourierEvent { at: moment(&self.date)?, words: clipped(words), place: clipped(&self.location) })
    }
}

impl Shiprocket {
    /// What has happened to a box so far, oldest first. What cannot be read is left out.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the agent.
    pub async fn track(&self, awb: &str) -> Result<Vec<CourierEvent>, Refusal> {
        let fits =
            (1..=40).contains(&awb.len()) && awb.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !fits {
            return Err(Refusal::never_sent("awb", "not a waybill"));
        }
        let path = wire::at(&format!("/courier/track/awb/{awb}"));
        let answer: wire::TrackAnswer = self.ask(|| Question::get("track", path.clone(), &[])).await?;
        let activities = answer.tracking_data.shipment_track_activities.unwrap_or_default();
        let mut events: Vec<CourierEvent> = activities.into_iter().filter_map(wire::Activity::read).collect();
        events.sort_by_key(|event| event.at);
        Ok(events)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_indian() {
        assert_eq!(moment("2026-11-22 12:00:00"), Some(Time(1_795_329_000_000)));
        for wrong in ["", "soon", "2026-11-22", "2026-11-22 25:00", "22-11-2026 12:00"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_label_says_more_than_the_activity_and_a_number_more_than_nothing() {
        let read =
            |json: &str| serde_json::from_str::<wire::Activity>(json).expect("reads").read().map(|e| e.words);
        let at = r#""date":"2026-11-22 12:00:00","location":"DEOGHAR""#;
        assert_eq!(
            read(&format!(
                r#"{{{at},"activity":"Bag added","sr-status":"18","sr-status-label":"IN TRANSIT"}}"#
            )),
            Some("IN TRANSIT".to_owned())
        );
        assert_eq!(
            read(&format!(r#"{{{at},"activity":"x","sr-status":21,"sr-status-label":"NA"}}"#)),
            Some("undelivered".to_owned())
        );
        assert_eq!(
            read(&format!(r#"{{{at},"activity":"Shipment picked up"}}"#)),
            Some("Shipment picked up".to_owned())
        );
        assert_eq!(read(r#"{"date":"","activity":"x"}"#), None);
    }
}
