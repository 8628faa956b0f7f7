//! Listening: takes connections, and lets nobody hold one who says nothing.
//!
//! A new connection must say something soon, and a request's head must be whole in time; else the place is for others. Between two
//! requests a connection may rest longer than any proxy in front keeps its own idle, so that none of ours ends under its hands.

use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

/// For how long who says nothing may stay.
#[derive(Clone, Copy, Debug)]
struct Patience {
    /// Until a new connection says its first word.
    first_word: Duration,
    /// Until the head of a request is whole, counted from the answer before it.
    head: Duration,
}

/// nginx keeps idle connections to us for 60 s.
const PATIENCE: Patience = Patience { first_word: Duration::from_secs(10), head: Duration::from_secs(75) };
/// When no connection can be taken (no file is left), so long passes before the next try.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` ends; what has begun may finish.
///
/// # Errors
/// If the listener fails, which no listener of an open port does.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_with(PATIENCE, listener, router, stop).await
}

async fn serve_with(
    patience: Patience,
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.head);
    let (under_way, mut stop) = (GracefulShutdown::new(), pin!(stop));
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut stop => break,
        };
        let stream = match taken {
            Ok((stream, _)) => stream,
            Err(cause) if is_their_doing(&cause) => continue,
            Err(cause) => {
                tracing::error!(%cause, "no connection can be taken");
                sleep(PAUSE).await;
                continue;
            }
        };
        let (http, router, watcher) = (http.clone(), router.clone(), under_way.watcher());
        tokio::spawn(async move {
            if !speaks(&stream, patience.first_word).await {
                return;
            }
            let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
            // Whoever hangs up in the middle of a sentence is nobody's fault.
            let _ = watcher.watch(connection).await;
        });
    }
    drop(listener);
    under_way.shutdown().await;
    Ok(())
}

/// Whether it says something in time.
async fn speaks(stream: &TcpStream, within: Duration) -> bool {
    // An answer goes out at once, not when the next one is there too.
    let _ = stream.set_nodelay(true);
    // A look at the first byte: that a stream is «readable» may be said of one that has nothing yet.
    matches!(timeout(within, stream.peek(&mut [0])).await, Ok(Ok(1)))
}

/// Somebody hung up before we took it.
fn is_their_doing(cause: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    /// A listener that waits for nobody long, and the word that closes it.
    async fn listening(
        patience: Patience,
    ) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<io::Result<()>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (address, (stop, stopped)) = (listener.local_addr().expect("an address"), oneshot::channel());
        let router = Router::new().route("/", get(async || "नमस्ते"));
        let stop_word = async move { drop(stopped.await) };
        (address, stop, tokio::spawn(serve_with(patience, listener, router, stop_word)))
    }

    async fn heard(address: std::net::SocketAddr, said: &[u8]) -> String {
        let mut line = TcpStream::connect(address).await.expect("a line");
        line.write_all(said).await.expect("says it");
        let mut heard = Vec::new();
        let _ = line.read_to_end(&mut heard).await;
        String::from_utf8_lossy(&heard).into_owned()
    }

    #[tokio::test]
    async fn who_says_nothing_or_not_all_of_it_is_let_go_and_others_are_served() {
        let short = Duration::from_millis(80);
        let long = Duration::from_secs(60);
        let (address, _stop, _) = listening(Patience { first_word: short, head: long }).await;
        assert_eq!(heard(address, b"").await, "", "the line was closed");
        let (address, _stop, _) = listening(Patience { first_word: long, head: short }).await;
        assert!(!heard(address, b"GET / HTTP/1.1\r\nhost: a").await.contains("200 OK"), "and here too");
        // Its answer comes, and the line that rests after it is closed.
        let whole = heard(address, b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        assert!(whole.starts_with("HTTP/1.1 200 OK") && whole.ends_with("नमस्ते"), "{whole}");
    }

    #[tokio::test]
    async fn it_closes_when_told_to() {
        let (address, stop, served) = listening(PATIENCE).await;
        assert!(heard(address, b"GET / HTTP/1.0\r\n\r\n").await.ends_with("नमस्ते"));
        stop.send(()).expect("somebody listens");
        served.await.expect("no panic").expect("a good end");
    }
}
