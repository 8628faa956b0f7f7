//! The least a server can do: an axum handler that returns the same bytes and headers from memory.
//!
//! It runs as a process of its own, as the mart does, so that both are measured in the same way.

use crate::fault::{Because, Outcome, fault};
use crate::http::{Answer, Client};
use crate::kept::{Ending, Kept, Scratch};
use crate::workspace::free_port;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const START_PATIENCE: Duration = Duration::from_secs(10);

/// A running bare server.
pub struct Bare {
    process: Kept,
    port: u16,
    _folder: Scratch,
}

impl Bare {
    /// Serves exactly this answer at every path.
    pub fn start(answer: &Answer) -> Outcome<Bare> {
        let folder = Scratch::new("bare")?;
        let body = folder.path().join("body");
        std::fs::write(&body, &answer.body).because("could not write the answer")?;
        let headers: Vec<String> = answer
            .headers
            .iter()
            .filter(|(name, _)| {
                !matches!(name.as_str(), "date" | "content-length" | "connection" | "transfer-encoding")
            })
            .map(|(name, value)| format!("{name}: {value}\n"))
            .collect();
        std::fs::write(folder.path().join("headers"), headers.concat())
            .because("could not write the answer")?;
        let port = free_port()?;
        let program = std::env::current_exe().because("could not tell where we are")?;
        let mut command = Command::new(program);
        command.args(["bare", &port.to_string()]).arg(folder.path());
        let mut process = Kept::start(&mut command, Ending::Asked)?;
        let until = Instant::now() + START_PATIENCE;
        let mut client = Client::new(&format!("http://127.0.0.1:{port}"))?;
        while client.get("/", &[]).is_err() {
            if process.ended().is_some() || Instant::now() > until {
                return Err(fault("the bare server did not start"));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(Bare { process, port, _folder: folder })
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Bare {
    /// It has nothing to close, and nothing to say about its end.
    fn drop(&mut self) {
        self.process.kill();
    }
}

/// The process itself: `xtask bare PORT FOLDER`.
pub fn serve(port: u16, folder: &Path) -> Outcome<()> {
    let body = Bytes::from(std::fs::read(folder.join("body")).because("no body")?);
    let mut headers = HeaderMap::new();
    for line in std::fs::read_to_string(folder.join("headers")).because("no headers")?.lines() {
        if let Some((name, value)) = line.split_once(": ") {
            let name = HeaderName::from_bytes(name.as_bytes()).because("a header's name")?;
            headers.append(name, HeaderValue::from_str(value).because("a header's value")?);
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().because("no runtime")?;
    runtime.block_on(async move {
        let answer = move || {
            let answer = (headers.clone(), body.clone());
            async move { answer }
        };
        let router = axum::Router::new().fallback(answer);
        let listener =
            tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.because("the port is taken")?;
        axum::serve(listener, router).await.because("the bare server broke")
    })
}
