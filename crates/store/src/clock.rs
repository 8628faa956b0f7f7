//! The only clock of the house. Tests set it; everybody else asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use kernel::Time;

/// Where the present moment comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, so many days ahead: how a demo shows what is to come.
    Ahead {
        /// How many.
        days: u16,
    },
    /// A clock that stands until it is moved.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn standing(at: Time) -> Clock {
        Clock::Set(Arc::new(AtomicI64::new(at.0)))
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        match self {
            Clock::System => machine(),
            Clock::Ahead { days } => machine().plus_days(i64::from(*days)),
            Clock::Set(at) => Time(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a clock that stands forward; the machine's clock is not ours to move.
    pub fn advance_ms(&self, ms: i64) {
        if let Clock::Set(at) = self {
            at.fetch_add(ms, Ordering::SeqCst);
        }
    }
}

fn machine() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
