//! Asking a payment company how matters stand, and taking what it says. Shared by jobs that would otherwise believe silence.

use std::time::Duration;

use connectors::{Refusal, Silence};
use kernel::Authentic;
use kernel::payment::{Gateway, PaymentReport, PayoutReport, RefundReport};
use market::gateways::{self, Seen};
use market::payments::to_upi::{self, ToUpiError};
use market::payments::{self, EventKey, Outcome, PaymentError};
use market::payouts::{self, PayoutError};
use store::DbError;
use tokio::time::sleep;

use crate::Worker;
use crate::job::Stuck;

/// Several messages about the same money are often taken at the same moment; the slower one looks again this often.
const LOOKS_AGAIN: u64 = 4;

/// Asks a payment company something, and notes whether it answered: every node leaves one out that is silent.
pub(crate) async fn asks<T>(
    worker: &Worker,
    gateway: Gateway,
    question: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    let answer = question.await;
    let seen = match &answer {
        Ok(_) | Err(Refusal::Refused { .. } | Refusal::Silent(Silence::Busy { .. } | Silence::TooOften)) => {
            Seen::Answered
        }
        Err(Refusal::Silent(Silence::NotReached | Silence::NoAnswer | Silence::Troubled { .. })) => {
            Seen::Silent
        }
        // Somebody in between has answered for it.
        Err(Refusal::Garbled { .. }) => Seen::Silent,
    };
    if let Err(cause) = gateways::saw(&worker.db, gateway, seen).await {
        tracing::warn!(%gateway, %cause, "how a payment company answers could not be noted");
    }
    answer
}

/// Takes everything a payment company knows of payments for something it has opened.
pub(crate) async fn payments_of(worker: &Worker, gateway: Gateway, gateway_order: &str) -> Result<(), Stuck> {
    let reports = asks(worker, gateway, worker.gateways.payments_of(gateway, gateway_order)).await?;
    for place in 0..reports.get().len() {
        let report = reports.clone().read(|all| all.into_iter().nth(place).ok_or(()));
        if let Ok(report) = report {
            take(worker, gateway, &report, None).await?;
        }
    }
    Ok(())
}

/// Takes a report in; one about other money than ours is loud in the log.
pub(crate) async fn take(
    worker: &Worker,
    gateway: Gateway,
    report: &Authentic<PaymentReport>,
    from: Option<&EventKey>,
) -> Result<Outcome, Stuck> {
    let (mut looks, merchant) = (Looks::default(), worker.gateways.merchant(gateway));
    let outcome = loop {
        match payments::take_report(&worker.db, (gateway, &merchant), report, from).await {
            Err(cause) if looks.again(&cause).await => {}
            end => break end?,
        }
    };
    if let Outcome::Quarantined(mismatch) = outcome {
        let payment = report.get().gateway_payment.as_str();
        tracing::error!(payment, %mismatch, "a payment is put aside; somebody must look at it");
    }
    Ok(outcome)
}

/// Takes in what the gateway says of a refund.
pub(crate) async fn take_refund(
    worker: &Worker,
    gateway: Gateway,
    report: &Authentic<RefundReport>,
) -> Result<(), Stuck> {
    let mut looks = Looks::default();
    loop {
        match payments::refund_reported(&worker.db, gateway, report).await {
            Err(cause) if looks.again(&cause).await => {}
            end => return Ok(end?),
        }
    }
}

/// Takes in what the bank says of a payout: a maker's, or a buyer's refund to her UPI address.
pub(crate) async fn take_payout(worker: &Worker, report: &Authentic<PayoutReport>) -> Result<(), Stuck> {
    let mut looks = Looks::default();
    loop {
        match to_upi::reported(&worker.db, report).await {
            Err(cause) if looks.again(&cause).await => {}
            end => break end?,
        }
    }
    loop {
        match payouts::payout_reported(&worker.db, report).await {
            Err(cause) if looks.again(&cause).await => {}
            end => return Ok(end?),
        }
    }
}

/// An error that may mean no more than that somebody was faster.
trait Outrun {
    fn is_outrun(&self) -> bool;
}

/// PostgreSQL tells the slower of two equal inserts «refused», not «try again», though the next look would show it why.
/// Source: PostgreSQL manual, 13.5, serialization failure handling.
impl Outrun for DbError {
    fn is_outrun(&self) -> bool {
        matches!(self, DbError::Refused(_) | DbError::Busy)
    }
}

impl Outrun for PaymentError {
    fn is_outrun(&self) -> bool {
        match self {
            PaymentError::Raced => true,
            PaymentError::Db(cause) => cause.is_outrun(),
            PaymentError::Order(_) => false,
        }
    }
}

impl Outrun for PayoutError {
    fn is_outrun(&self) -> bool {
        match self {
            PayoutError::Raced => true,
            PayoutError::Db(cause) => cause.is_outrun(),
            _ => false,
        }
    }
}

impl Outrun for ToUpiError {
    fn is_outrun(&self) -> bool {
        match self {
            ToUpiError::Raced => true,
            ToUpiError::Db(cause) => cause.is_outrun(),
            _ => false,
        }
    }
}

/// Counts how often somebody was faster.
#[derive(Default)]
struct Looks(u64);

impl Looks {
    /// Whether to look again, after a moment.
    async fn again(&mut self, cause: &impl Outrun) -> bool {
        self.0 += 1;
        let again = cause.is_outrun() && self.0 <= LOOKS_AGAIN;
        if again {
            sleep(Duration::from_millis(5 * self.0)).await;
        }
        again
    }
}
