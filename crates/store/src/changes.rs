//! What others in this process want to hear of after a commit: new jobs, a changed catalogue.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// Signals that follow a commit; a change that was rolled back signals nothing.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    catalogue: Arc<AtomicU64>,
    jobs: Arc<Notify>,
    done: Arc<Notify>,
}

/// What a transaction will signal once it is committed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signals {
    pub catalogue: bool,
    pub jobs: bool,
    pub done: bool,
}

impl Changes {
    /// A number that grows whenever goods, prices, makers or stock change in this process.
    pub fn catalogue(&self) -> u64 {
        self.catalogue.load(Ordering::Acquire)
    }

    /// Waits until a job has been put into the queue.
    pub async fn job(&self) {
        self.jobs.notified().await;
    }

    /// Waits until a job has been finished or put off by a worker of this process.
    pub async fn job_done(&self) {
        self.done.notified().await;
    }

    pub(crate) fn send(&self, signals: Signals) {
        if signals.catalogue {
            self.catalogue.fetch_add(1, Ordering::AcqRel);
        }
        if signals.jobs {
            self.jobs.notify_one();
        }
        if signals.done {
            self.done.notify_waiters();
        }
    }
}
