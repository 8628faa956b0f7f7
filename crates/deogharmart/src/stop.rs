//! Stopping: on Ctrl-C and on the signal of a service manager, orderly and within seconds.

use std::time::Duration;

use tokio::sync::watch;

use crate::fault::{Because, Outcome};

/// The longest an orderly stop may take. Whatever is cut off after that is safe: what was promised is on disk.
pub const PATIENCE: Duration = Duration::from_millis(3_500);

/// Hears that the program is to stop.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Begins to listen for signals.
    ///
    /// The second signal ends the program at once.
    ///
    /// # Errors
    /// If the system gives no signals.
    pub fn listen() -> Outcome<Stop> {
        let (tell, hear) = watch::channel(false);
        let mut signals = Signals::open().because(|| "signals cannot be heard".to_owned())?;
        tokio::spawn(async move {
            signals.next().await;
            tracing::info!("stopping");
            tell.send_replace(true);
            signals.next().await;
            std::process::exit(130);
        });
        Ok(Stop(hear))
    }

    /// Waits for the signal.
    pub async fn wait(mut self) {
        // The sender lives as long as the program; if it is gone, so is the program.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn open() -> std::io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn open() -> std::io::Result<Signals> {
        Ok(Signals)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
