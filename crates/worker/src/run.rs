//! The loop: takes jobs that are due, carries several at once, each bounded in time, until told to stop.

use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;

use kernel::Limit;
use store::DbError;
use store::jobs::{self, Job};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::job::{Stuck, Went, settle, shown};
use crate::messages::carry;
use crate::schedule::Schedule;
use crate::{Worker, backups};

/// Jobs carried at the same time.
const AT_ONCE: usize = 8;
/// Jobs become due by time alone, and other processes put jobs too; so somebody looks at least this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The longest a job may take; shorter than the minute the store lends it for, so nobody else takes it meanwhile.
const JOB_LONGEST: Duration = Duration::from_secs(40);
/// After a stop, what is under way may end for so long. What is cut off is carried again after the next start.
const STOP_PATIENCE: Duration = Duration::from_secs(3);

/// Carries messages until `stop` is ready. Ends within some seconds after that.
///
/// Several workers may run at once, in one process or in many: each job is lent to one of them.
pub async fn run(worker: Worker, stop: impl Future<Output = ()>) {
    let stop = std::pin::pin!(stop);
    let carrier = jobs::begin_to_carry(&worker.db).await;
    if let Err(cause) = &carrier {
        tracing::warn!(%cause, "what was under way before waits until its minute is over");
    }
    let mut carried = Carried::new(worker.clone());
    let backing =
        worker.backups.clone().map(|backing| tokio::spawn(backups::keep(worker.db.clone(), backing)));
    let schedule = tokio::spawn(Schedule::new(worker).keep());
    tokio::select! {
        () = carried.go_on() => {}
        () = stop => {}
    }
    schedule.abort();
    if let Some(backing) = backing {
        backing.abort();
    }
    let rest = timeout(STOP_PATIENCE, carried.finish()).await;
    tracing::info!(cut_off = rest.is_err(), "the worker has stopped");
}

/// Carries everything that is due until nothing is left; for tests with a clock that stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn drain(worker: &Worker) -> Result<u32, DbError> {
    let mut carried = Carried::new(worker.clone());
    let mut count = 0;
    loop {
        let taken = carried.take().await?;
        if taken == 0 && carried.tasks.is_empty() {
            return Ok(count);
        }
        count += u32::try_from(taken).unwrap_or(u32::MAX);
        carried.one_ends().await;
    }
}

/// The jobs that are under way.
struct Carried {
    worker: Worker,
    tasks: JoinSet<()>,
    jobs: HashMap<Id, Job>,
}

impl Carried {
    fn new(worker: Worker) -> Carried {
        Carried { worker, tasks: JoinSet::new(), jobs: HashMap::new() }
    }

    /// Takes and carries, for ever.
    async fn go_on(&mut self) {
        let mut look = true;
        loop {
            let mut next_look = Instant::now() + LOOK_EVERY;
            if look && self.tasks.len() < AT_ONCE {
                match self.take().await {
                    Ok(_) => look = self.tasks.len() >= AT_ONCE,
                    Err(cause) => {
                        tracing::error!(%cause, "no jobs can be taken");
                        next_look = Instant::now() + LOOK_EVERY * 2;
                        look = false;
                    }
                }
            }
            let changes = self.worker.db.changes().clone();
            tokio::select! {
                Some(ended) = self.tasks.join_next_with_id() => self.note(ended).await,
                () = changes.job() => look = true,
                () = sleep_until(next_look) => look = true,
            }
        }
    }

    /// Takes as many jobs as there is room for; answers how many.
    async fn take(&mut self) -> Result<usize, DbError> {
        let room = AT_ONCE.saturating_sub(self.tasks.len());
        if room == 0 {
            return Ok(0);
        }
        let taken = jobs::take(&self.worker.db, Limit::of(u32::try_from(room).unwrap_or(1))).await?;
        let count = taken.len();
        for job in taken {
            let (worker, own) = (self.worker.clone(), job.clone());
            let handle = self.tasks.spawn(async move {
                let in_time = timeout(JOB_LONGEST, carry(&worker, &own)).await;
                let went = in_time.unwrap_or_else(|_| Err(Stuck::TryLater("it took too long".to_owned())));
                note(&worker, &own, went).await;
            });
            self.jobs.insert(handle.id(), job);
        }
        Ok(count)
    }

    /// Waits for one job to end, if any is under way.
    async fn one_ends(&mut self) {
        if let Some(ended) = self.tasks.join_next_with_id().await {
            self.note(ended).await;
        }
    }

    /// Ends what is under way.
    async fn finish(&mut self) {
        while !self.tasks.is_empty() {
            self.one_ends().await;
        }
    }

    /// Forgets a job that has ended; one that broke down counts as a failed attempt.
    async fn note(&mut self, ended: Result<(Id, ()), JoinError>) {
        match ended {
            Ok((id, ())) => drop(self.jobs.remove(&id)),
            Err(cause) => {
                let Some(job) = self.jobs.remove(&cause.id()) else { return };
                let went = Err(Stuck::TryLater("our own program broke down over it".to_owned()));
                note(&self.worker, &job, went).await;
            }
        }
    }
}

/// Tells the store how a job went. Without that it would be carried again after its minute: safe, but late.
async fn note(worker: &Worker, job: &Job, went: Went) {
    let began = Instant::now();
    while let Err(cause) = settle(&worker.db, job, went.clone()).await {
        tracing::error!(kind = job.kind, key = shown(job), %cause, "the end of a job cannot be noted");
        if began.elapsed() > STOP_PATIENCE {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
}
