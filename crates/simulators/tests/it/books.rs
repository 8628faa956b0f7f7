//! Books: what a simulator knows survives its restart.

use std::path::PathBuf;

use connectors::sms::{Sms, SmsMessage};
use kernel::Paise;
use kernel::india::Mobile;
use kernel::payment::{PaymentStatus, RefundStatus};
use simulators::sms::{self, SmsBoxConfig};

use crate::town::{FREE_PORT, Town, patient};

/// A path nobody uses, removed before and after.
struct Scratch(PathBuf);

impl Scratch {
    fn named(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("deogharmart-{name}-{}.jsonl", std::process::id()));
        let _ = std::fs::remove_file(&path);
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn the_gateway_remembers_over_a_restart() {
    let book = Scratch::named("gateway");
    let config = || simulators::gateway::GatewayConfig { book: Some(book.0.clone()), ..patient() };
    let town = Town::with(config()).await;
    let payment = town.paid(250, "pin_1").await;
    town.mart.refund(&payment, Paise::rupees(100), "refund_0001").await.expect("asked");
    let before = town.gateway.state();
    town.gateway.stop().await;

    let town = Town::with(config()).await;
    for part in ["orders", "payments", "refunds", "webhooks"] {
        assert_eq!(town.gateway.state()[part], before[part], "{part}");
    }
    assert_eq!(town.mart.payment(&payment).await.expect("asked").get().status, PaymentStatus::Captured);
    town.gateway.settle();
    assert_eq!(town.mart.refunds_of(&payment).await.expect("asked").get()[0].status, RefundStatus::Processed);
    assert_ne!(town.order(250, "pin_2").await.id, town.order(250, "pin_1").await.id);
    assert_eq!(town.gateway.flush().await.len(), 5, "what was not delivered before is delivered now");
}

#[tokio::test]
async fn a_broken_book_is_an_error_value() {
    let book = Scratch::named("broken");
    std::fs::write(&book.0, "nonsense\n").expect("written");
    let config = simulators::gateway::GatewayConfig { book: Some(book.0.clone()), ..patient() };
    let refused = simulators::gateway::start(config).await;
    assert!(matches!(refused, Err(simulators::StartError::Book { .. })));
}

#[tokio::test]
async fn the_sms_box_remembers_over_a_restart() {
    let book = Scratch::named("sms");
    let config = || SmsBoxConfig { listen: FREE_PORT, templates: None, book: Some(book.0.clone()) };
    let to = Mobile::typed("9876543210").expect("a number");
    let message =
        |key| SmsMessage { to: &to, text: "आपका कोड 123456 है", template_id: "1", key };

    let box_ = sms::start(config()).await.expect("a box");
    Sms::new(box_.sms_config()).expect("a line").send(message("job_1")).await.expect("sent");
    let before = box_.messages(None);
    box_.stop().await;

    let box_ = sms::start(config()).await.expect("a box");
    assert_eq!(box_.messages(Some(&to)), before);
    let sms = Sms::new(box_.sms_config()).expect("a line");
    sms.send(message("job_1")).await.expect("dropped");
    sms.send(message("job_2")).await.expect("sent");
    let ids: Vec<String> = box_.messages(None).into_iter().map(|m| m.id).collect();
    assert_eq!(ids, ["sms_000002", "sms_000001"]);
}
