//! Message `carry_filing`: a register is to be looked through, entered or taken back → one more piece of it is done.
//!
//! Nobody outside hears of it. Safe to repeat: each row carries what became of it. Long registers are carried in turns, so
//! that other messages go out meanwhile and a stop waits for one piece only.

use std::time::Duration;

use kernel::ids::FilingId;
use market::registers::{self, RegisterError};
use store::jobs::Job;
use tokio::time::Instant;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, said_id};

/// After so long the rest waits for the next turn; well below the time a message may take.
const TURN: Duration = Duration::from_secs(12);

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let id: FilingId = said_id(job)?;
    let until = Instant::now() + TURN;
    loop {
        let more = registers::carry_on(&worker.db, id).await.map_err(later)?;
        if !more {
            return Ok(Ended::Done);
        }
        if Instant::now() >= until {
            return Ok(Ended::AskAgain(worker.db.now()));
        }
    }
}

fn later(cause: RegisterError) -> Stuck {
    Stuck::TryLater(cause.to_string())
}
