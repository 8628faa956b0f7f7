//! Decisions about payments: whether a message is about our money, and which steps go forward.

use kernel::payment::{PaymentReport, PaymentStatus, RefundStatus};
use kernel::{Authentic, Paise};

use super::Refund;

/// What we expect of a payment.
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// Our account at the gateway.
    pub merchant: &'a str,
    /// The gateway's id of the order we opened.
    pub gateway_order: &'a str,
    /// What is to be paid.
    pub amount: Paise,
}

/// A report whose sender has proved itself and that speaks of our merchant, our order, our amount and rupees.
///
/// It can only be made by [`verify`]; whatever changes an order takes it and nothing less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedPayment(PaymentReport);

impl VerifiedPayment {
    /// The report.
    pub const fn report(&self) -> &PaymentReport {
        &self.0
    }
}

/// Why an authentic report is not about our money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// It was paid to another account.
    #[error("paid to another merchant")]
    Merchant,
    /// It was paid for another order.
    #[error("paid for another order")]
    Order,
    /// It is more or less than was asked.
    #[error("another amount than was asked")]
    Amount,
    /// It is not in rupees.
    #[error("another currency than rupees")]
    Currency,
}

/// Compares an authentic report with what we expect.
///
/// # Errors
/// [`Mismatch`] with the first thing that does not fit; such a report is put aside and somebody looks at it.
pub fn verify(
    report: Authentic<PaymentReport>,
    expected: &Expected<'_>,
) -> Result<VerifiedPayment, Mismatch> {
    let report = report.into_inner();
    if expected.merchant.is_empty() || report.merchant != expected.merchant {
        return Err(Mismatch::Merchant);
    }
    if report.gateway_order != expected.gateway_order {
        return Err(Mismatch::Order);
    }
    if report.currency != "INR" {
        return Err(Mismatch::Currency);
    }
    if report.amount != expected.amount {
        return Err(Mismatch::Amount);
    }
    Ok(VerifiedPayment(report))
}

/// Whether a payment may go from one status to another: only forward. A failed one may still succeed late.
pub const fn goes_forward(from: PaymentStatus, to: PaymentStatus) -> bool {
    rank(to) > rank(from)
}

const fn rank(status: PaymentStatus) -> u8 {
    match status {
        PaymentStatus::Created => 0,
        PaymentStatus::Failed => 1,
        PaymentStatus::Authorised => 2,
        PaymentStatus::Captured => 3,
        PaymentStatus::Refunded => 4,
    }
}

/// Whether the money is with the gateway in this status. Money that has gone back was there before.
pub const fn has_money(status: PaymentStatus) -> bool {
    rank(status) >= rank(PaymentStatus::Captured)
}

/// The only way a refund changes: the next state for what the gateway says, if it is a step forward.
pub const fn refund_after(from: Refund, said: RefundStatus) -> Option<Refund> {
    match (from, said) {
        (Refund::Asked, RefundStatus::Pending) => Some(Refund::Pending),
        (Refund::Asked | Refund::Pending, RefundStatus::Processed) => Some(Refund::Processed),
        (Refund::Asked | Refund::Pending, RefundStatus::Failed) => Some(Refund::Failed),
        (Refund::Pending, RefundStatus::Pending)
        | (
            Refund::Processed | Refund::Failed,
            RefundStatus::Pending | RefundStatus::Processed | RefundStatus::Failed,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::payment::PaymentStatus::{Authorised, Captured, Created, Failed, Refunded};

    fn report() -> PaymentReport {
        PaymentReport {
            merchant: "acc_mart".to_owned(),
            gateway_order: "order_1".to_owned(),
            gateway_payment: "pay_1".to_owned(),
            amount: Paise(61_200),
            currency: "INR".to_owned(),
            status: Captured,
            method: "upi".to_owned(),
            fee: Paise::ZERO,
            reason: String::new(),
            bank_reference: String::new(),
            at: Time(0),
        }
    }

    #[test]
    fn a_genuine_message_about_other_money_is_put_aside() {
        let expected = Expected { merchant: "acc_mart", gateway_order: "order_1", amount: Paise(61_200) };
        let wrong = |change: fn(&mut PaymentReport)| {
            let mut report = report();
            change(&mut report);
            verify(Authentic::answered(report), &expected).err()
        };
        assert_eq!(wrong(|_| ()), None);
        assert_eq!(wrong(|r| r.merchant = "acc_other".to_owned()), Some(Mismatch::Merchant));
        assert_eq!(wrong(|r| r.merchant.clear()), Some(Mismatch::Merchant));
        assert_eq!(wrong(|r| r.gateway_order = "order_2".to_owned()), Some(Mismatch::Order));
        assert_eq!(wrong(|r| r.amount = Paise(100)), Some(Mismatch::Amount));
        assert_eq!(wrong(|r| r.amount = Paise(61_199)), Some(Mismatch::Amount));
        assert_eq!(wrong(|r| r.currency = "USD".to_owned()), Some(Mismatch::Currency));
        let nobody = Expected { merchant: "", gateway_order: "order_1", amount: Paise(61_200) };
        let mut blank = report();
        blank.merchant.clear();
        assert_eq!(
            verify(Authentic::answered(blank), &nobody),
            Err(Mismatch::Merchant),
            "an unset merchant matches none"
        );
    }

    #[test]
    fn payments_only_go_forward() {
        let table: Vec<_> = PaymentStatus::ALL
            .iter()
            .flat_map(|from| PaymentStatus::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| goes_forward(*from, *to))
            .collect();
        assert_eq!(
            table,
            [
                (Created, Authorised),
                (Created, Captured),
                (Created, Refunded),
                (Created, Failed),
                (Authorised, Captured),
                (Authorised, Refunded),
                (Captured, Refunded),
                (Failed, Authorised),
                (Failed, Captured),
                (Failed, Refunded),
            ]
        );
    }

    #[test]
    fn a_refund_ends_once() {
        for said in RefundStatus::ALL {
            assert_eq!(refund_after(Refund::Processed, *said), None);
            assert_eq!(refund_after(Refund::Failed, *said), None);
        }
        assert_eq!(refund_after(Refund::Asked, RefundStatus::Processed), Some(Refund::Processed));
    }
}
