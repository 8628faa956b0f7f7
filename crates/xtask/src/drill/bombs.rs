//! Bombs: lines that say almost nothing, heads of ten megabytes, bodies without end, zeros packed to a thousandth, forms of a hundred
//! thousand parts. Meanwhile somebody else looks and asks what things cost as ever, and the mart's memory stays within its bounds.

use super::bytes::packed_zeros;
use super::people::{api, quote_for_anybody};
use super::shelf::Shelf;
use super::spread;
use super::uploads::watch;
use crate::fault::{Because, Outcome, fault};
use crate::server::{Mart, Prepared};
use clap::Args;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The mart may never hold more memory, whatever is sent.
const RESIDENT_MOST_KB: u64 = 700 * 1024;
/// Somebody else waits no longer for a page or a price.
const OTHERS_MOST: Duration = Duration::from_secs(3);
/// What says little says it this often.
const TRICKLE: Duration = Duration::from_millis(400);
/// Bytes of what has no end, at most: more is sent to nobody.
const ENDLESS: usize = 24 * 1024 * 1024;
const MEGABYTE: usize = 1024 * 1024;

/// Size of a drill of bombs.
#[derive(Args, Clone, Copy, Debug)]
pub struct Bombs {
    /// Lines that say almost nothing, all at once
    #[arg(long, default_value_t = 3_000)]
    pub lines: usize,
    /// For so many seconds
    #[arg(long, default_value_t = 60)]
    pub seconds: u64,
    /// How often every bomb is thrown
    #[arg(long, default_value_t = 10)]
    pub rounds: usize,
}

/// A line that says little.
#[derive(Clone, Copy, Debug)]
enum Slow {
    /// A head that never ends, a letter at a time.
    Head,
    /// A head with ever more headers.
    Headers,
    /// A form that was announced and never comes.
    Form,
    /// The same for the API.
    Json,
    /// A message of the gateway.
    Webhook,
    /// A body in pieces of one byte.
    Chunks,
}

const SLOW: [Slow; 6] = [Slow::Head, Slow::Headers, Slow::Form, Slow::Json, Slow::Webhook, Slow::Chunks];

impl Slow {
    fn begins(self) -> String {
        let post = |path: &str, kind: &str, rest: &str| {
            format!(
                "POST {path} HTTP/1.1\r\nhost: mart\r\norigin: http://mart\r\ncontent-type: {kind}\r\n{rest}\r\n\r\n"
            )
        };
        let announced = "content-length: 60000";
        match self {
            Slow::Head => "GET /hi/search?q=".to_owned(),
            Slow::Headers => "GET /hi/ HTTP/1.1\r\nhost: mart\r\n".to_owned(),
            Slow::Form => post("/hi/sign-in", "application/x-www-form-urlencoded", announced),
            Slow::Json => post("/api/v1/quotes", "application/json", announced),
            Slow::Webhook => post("/webhooks/razorpay", "application/json", announced),
            Slow::Chunks => {
                post("/hi/cart", "application/x-www-form-urlencoded", "transfer-encoding: chunked")
            }
        }
    }

    const fn goes_on(self) -> &'static [u8] {
        match self {
            Slow::Headers => b"x-more: 1\r\n",
            Slow::Chunks => b"1\r\na\r\n",
            _ => b"a",
        }
    }
}

/// Runs the drill on a fresh mart.
pub fn run(prepared: &Prepared<'_>, size: Bombs) -> Outcome<()> {
    // Each line is a file, here and there; many systems let a program have no more than 1 024 unless it asks.
    let files = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: files.maximum, ..files });
    let mart = &mut prepared.mart()?;
    let pid = mart.pid()?;
    let (stop, most) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (told, times) = thread::scope(|scope| {
        scope.spawn(|| watch(pid, &stop, &most));
        let neighbour = scope.spawn(|| somebody_else(mart, &stop));
        let told = trickle(mart, size).and_then(|()| throw(mart, size));
        stop.store(true, Ordering::Relaxed);
        let times = neighbour.join().unwrap_or_else(|_| Err(fault("somebody else broke down")));
        told.and_then(|told| Ok((told, times?)))
    })?;
    let most = most.load(Ordering::Relaxed) as u64;
    println!("  {told}; at most {} MB resident", most / 1024);
    println!("  somebody else meanwhile: {} answers, {}", times.len(), spread(times));
    if most > RESIDENT_MOST_KB {
        return Err(fault(format!("the mart held {} MB of memory", most / 1024)));
    }
    if mart.pid()? != pid || !mart.lives() {
        return Err(fault("the mart has died"));
    }
    mart.verify()
}

/// Looks and asks for prices until it is over; each time the answer must come, and soon.
fn somebody_else(mart: &Mart, stop: &AtomicBool) -> Outcome<Vec<Duration>> {
    let mut client = api(mart)?;
    let shelf = Shelf::read(&mut client)?;
    let piece = shelf.pieces.first().ok_or_else(|| fault("nothing is on the shelf"))?;
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        for look in [true, false] {
            // Each on a line of its own, as somebody new comes.
            let mut client = api(mart)?;
            let began = Instant::now();
            let answer =
                if look { client.get("/hi/", &[]) } else { quote_for_anybody(&mut client, &piece.variant) };
            let (answer, took) = (answer.because("somebody else hears nothing")?, began.elapsed());
            if !matches!(answer.status, 200 | 201) || took > OTHERS_MOST {
                let what = if look { "a page" } else { "a price" };
                let said = answer.brief();
                return Err(fault(format!(
                    "somebody else wants {what}: after {} ms {said}",
                    took.as_millis()
                )));
            }
            times.push(took);
        }
        thread::sleep(Duration::from_millis(60));
    }
    Ok(times)
}

/// So many lines that say almost nothing, for so long. Those that are let go are not opened again.
fn trickle(mart: &Mart, size: Bombs) -> Outcome<()> {
    let host = mart.url().trim_start_matches("http://").to_owned();
    let mut lines = Vec::with_capacity(size.lines);
    for index in 0..size.lines {
        let slow = SLOW[index % SLOW.len()];
        let mut line = TcpStream::connect(&host).because("no line to the mart")?;
        line.set_nodelay(true).because("a line without options")?;
        if line.write_all(slow.begins().as_bytes()).is_ok() {
            lines.push((slow, line));
        }
    }
    let until = Instant::now() + Duration::from_secs(size.seconds);
    let began = lines.len();
    while Instant::now() < until {
        thread::sleep(TRICKLE);
        lines.retain_mut(|(slow, line)| line.write_all(slow.goes_on()).is_ok());
    }
    println!(
        "  {began} lines said a byte every {} ms; {} were let go within {} s",
        TRICKLE.as_millis(),
        began - lines.len(),
        size.seconds
    );
    Ok(())
}

/// What is thrown, and what it may be answered with. A line that is closed is an answer too.
fn throw(mart: &Mart, size: Bombs) -> Outcome<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..size.rounds {
        for (name, head, body) in bombs() {
            let began = Instant::now();
            let status = hit(mart, &head, &body)?;
            if matches!(status, Some(200..400 | 500 | 502..)) {
                return Err(fault(format!("{name} was answered {}", status.unwrap_or_default())));
            }
            if began.elapsed() > Duration::from_secs(50) {
                return Err(fault(format!("{name} kept the mart for {} s", began.elapsed().as_secs())));
            }
            let answer = status.map_or("closed".to_owned(), |status| status.to_string());
            *counts.entry(format!("{name} {answer}")).or_default() += 1;
        }
    }
    let told: Vec<String> = counts.iter().map(|(answer, count)| format!("{count} × {answer}")).collect();
    Ok(told.join(", "))
}

/// Sends a head and then a body as far as it is taken; answers the status, or nothing if the line was closed.
fn hit(mart: &Mart, head: &[u8], body: &[u8]) -> Outcome<Option<u16>> {
    let mut line =
        TcpStream::connect(mart.url().trim_start_matches("http://")).because("no line to the mart")?;
    line.set_read_timeout(Some(Duration::from_secs(60))).because("a line without options")?;
    line.set_write_timeout(Some(Duration::from_secs(60))).because("a line without options")?;
    // Whoever is turned away in the middle may not get to the end.
    let _ = line.write_all(head).and_then(|()| line.write_all(body));
    let mut start = [0; 12];
    Ok(line.read_exact(&mut start).ok().and_then(|()| std::str::from_utf8(&start[9..]).ok()?.parse().ok()))
}

/// Each with its name, its head and its body.
fn bombs() -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let head = |path: &str, kind: &str, rest: &str| {
        format!("POST {path} HTTP/1.1\r\nhost: mart\r\norigin: http://mart\r\nconnection: close\r\ncontent-type: {kind}\r\n{rest}\r\n\r\n").into_bytes()
    };
    let long = |bytes: usize| format!("content-length: {bytes}");
    let (form, json) = ("application/x-www-form-urlencoded", "application/json");
    let get = |rest: Vec<u8>| [b"GET ".to_vec(), rest].concat();
    let letters = |count: usize| vec![b'a'; count];
    let many_headers: Vec<u8> = (0..200_000).flat_map(|n| format!("x-{n}: 1\r\n").into_bytes()).collect();
    let fields: Vec<u8> = b"a=1&".repeat(15_000);
    let deep: Vec<u8> = b"[".repeat(60_000);
    let nested: Vec<u8> = br#"{"a":"#.repeat(10_000);
    let zeros = packed_zeros(4 * MEGABYTE);
    let parts = b"--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n".repeat(100_000);
    let chunks = [format!("{ENDLESS:x}\r\n").into_bytes(), letters(ENDLESS)].concat();
    let first = b"/hi/ HTTP/1.1\r\nhost: mart\r\n".to_vec();
    vec![
        (
            "address of 10 MB",
            get([b"/hi/".to_vec(), letters(10 * MEGABYTE)].concat()),
            b" HTTP/1.1\r\n\r\n".to_vec(),
        ),
        (
            "header of 10 MB",
            get([first.clone(), b"cookie: mart=".to_vec(), letters(10 * MEGABYTE)].concat()),
            b"\r\n\r\n".to_vec(),
        ),
        ("200 000 headers", get([first, many_headers].concat()), b"\r\n".to_vec()),
        ("form of 10 MB", head("/hi/sign-in", form, &long(10 * MEGABYTE)), letters(10 * MEGABYTE)),
        ("15 000 fields", head("/hi/sign-in", form, &long(fields.len())), fields),
        ("JSON of 10 MB", head("/api/v1/quotes", json, &long(10 * MEGABYTE)), letters(10 * MEGABYTE)),
        ("JSON 60 000 deep", head("/api/v1/quotes", json, &long(deep.len())), deep),
        ("objects 10 000 deep", head("/api/v1/quotes", json, &long(nested.len())), nested),
        (
            "zeros packed",
            head("/api/v1/quotes", json, &format!("content-encoding: deflate\r\n{}", long(zeros.len()))),
            zeros.clone(),
        ),
        (
            "zeros packed as a form",
            head("/hi/sign-in", form, &format!("content-encoding: deflate\r\n{}", long(zeros.len()))),
            zeros,
        ),
        ("webhook of 10 MB", head("/webhooks/razorpay", json, &long(10 * MEGABYTE)), letters(10 * MEGABYTE)),
        ("SMS of 10 MB", head("/webhooks/sms", json, &long(10 * MEGABYTE)), letters(10 * MEGABYTE)),
        ("body without end", head("/hi/sign-in", form, "transfer-encoding: chunked"), chunks),
        (
            "100 000 parts",
            head("/hi/complaints", "multipart/form-data; boundary=b", &long(parts.len())),
            parts,
        ),
        ("two lengths", head("/hi/sign-in", form, "content-length: 5\r\ncontent-length: 50"), letters(50)),
        (
            "length and chunks",
            head("/hi/sign-in", form, "content-length: 5\r\ntransfer-encoding: chunked"),
            b"0\r\n\r\nGET /hi/ HTTP/1.1\r\n\r\n".to_vec(),
        ),
        ("length below nothing", head("/hi/sign-in", form, "content-length: -1"), letters(10)),
    ]
}
