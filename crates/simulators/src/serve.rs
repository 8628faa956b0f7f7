//! Serving on loopback until told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long a stop waits for questions that are being answered.
const STOP_PATIENCE: Duration = Duration::from_secs(5);

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A practice gateway is for this machine only.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The port is taken or may not be used.
    #[error("cannot listen on {0}: {1}")]
    NoPort(SocketAddr, std::io::Error),
    /// The book cannot be read or written.
    #[error("the book {}: {error}", path.display())]
    Book {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: std::io::Error,
    },
    /// The HTTP client could not be made.
    #[error(transparent)]
    Client(#[from] connectors::NoLine),
}

/// Says «stop» to everything that runs for one simulator; also when dropped.
#[derive(Debug)]
pub(crate) struct StopSign(watch::Sender<bool>);

/// Hears it.
#[derive(Clone, Debug)]
pub(crate) struct Stopping(watch::Receiver<bool>);

/// A stop sign and an ear for it.
pub(crate) fn stop_sign() -> (StopSign, Stopping) {
    let (tell, hear) = watch::channel(false);
    (StopSign(tell), Stopping(hear))
}

impl StopSign {
    pub fn raise(&self) {
        self.0.send_replace(true);
    }
}

impl Stopping {
    /// Returns when the simulator is to stop.
    pub async fn wait(mut self) {
        // An error means that the sign was dropped, which is the same wish.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}

/// A socket that is listened on but not yet served.
pub(crate) struct Open {
    listener: TcpListener,
    /// The real address, also if port 0 was asked for.
    pub address: SocketAddr,
}

/// Takes the port.
pub(crate) async fn open(listen: SocketAddr) -> Result<Open, StartError> {
    if !listen.ip().is_loopback() {
        return Err(StartError::NotLoopback(listen));
    }
    let listener = TcpListener::bind(listen).await.map_err(|e| StartError::NoPort(listen, e))?;
    let address = listener.local_addr().map_err(|e| StartError::NoPort(listen, e))?;
    Ok(Open { listener, address })
}

impl Open {
    /// Serves `router` until `stopping`.
    pub fn serve(self, router: Router, stopping: Stopping) -> JoinHandle<()> {
        tokio::spawn(async move {
            let served = axum::serve(self.listener, router).with_graceful_shutdown(stopping.wait()).await;
            if let Err(error) = served {
                tracing::error!(%error, "simulator stopped serving");
            }
        })
    }
}

/// Waits for the tasks of a simulator that was told to stop; those that do not end are cut off.
pub(crate) async fn finish(tasks: Vec<JoinHandle<()>>) {
    for mut task in tasks {
        if tokio::time::timeout(STOP_PATIENCE, &mut task).await.is_err() {
            task.abort();
        }
    }
}
