//! Asking the gateway how matters stand, and taking what it says. Shared by jobs that would otherwise believe silence.

use kernel::Authentic;
use kernel::payment::PaymentReport;
use market::payments::{self, EventKey, Outcome};

use crate::Worker;
use crate::job::Stuck;

/// Takes everything the gateway knows of payments for one of its orders.
pub(crate) async fn payments_of(worker: &Worker, gateway_order: &str) -> Result<(), Stuck> {
    let reports = worker.gateway.payments_of_order(gateway_order).await?;
    for place in 0..reports.get().len() {
        let report = reports.clone().read(|all| all.into_iter().nth(place).ok_or(()));
        if let Ok(report) = report {
            take(worker, &report, None).await?;
        }
    }
    Ok(())
}

/// Takes a report in; one about other money than ours is loud in the log.
pub(crate) async fn take(
    worker: &Worker,
    report: &Authentic<PaymentReport>,
    from: Option<&EventKey>,
) -> Result<Outcome, Stuck> {
    let outcome = payments::take_report(&worker.db, worker.gateway.merchant(), report, from).await?;
    if let Outcome::Quarantined(mismatch) = outcome {
        let payment = report.get().gateway_payment.as_str();
        tracing::error!(payment, %mismatch, "a payment is put aside; somebody must look at it");
    }
    Ok(outcome)
}
