//! Codes that a buyer scans at a stall: found by our receipt, paid once, then closed.

use kernel::payment::PaymentStatus;
use kernel::{Paise, Time};
use simulators::gateway::{Outcome, Pay};

use crate::town::Town;

fn now() -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    Time(i64::try_from(since.as_millis()).expect("fits"))
}

#[tokio::test]
async fn a_code_is_found_by_our_receipt_and_paid_once() {
    let town = Town::open().await;
    let made = town.mart.create_qr(Paise::rupees(250), ("pin_1", "DM-1"), (now(), 15)).await.expect("made");
    assert!(
        made.page.as_deref().is_some_and(|page| page.starts_with("upi://pay?") && page.contains("am=250.00"))
    );
    assert_eq!(town.mart.find_qr("pin_1").await.expect("asked"), Some(made.clone()));
    assert_eq!(town.mart.find_qr("pin_2").await.expect("asked"), None);
    assert!(town.mart.payments_of_qr(&made.gateway_order).await.expect("asked").get().is_empty());

    let pays = || town.gateway.pay(&Pay::by_upi(&made.gateway_order, Outcome::Success));
    pays().expect("paid");
    let payments = town.mart.payments_of_qr(&made.gateway_order).await.expect("asked").into_inner();
    let told: Vec<_> =
        payments.iter().map(|one| (one.gateway_order.as_str(), one.amount, one.status)).collect();
    assert_eq!(told, [(made.gateway_order.as_str(), Paise::rupees(250), PaymentStatus::Captured)]);
    assert!(!payments[0].bank_reference.is_empty(), "the number on the buyer's telephone");
    assert!(pays().is_err(), "it is closed");
}
