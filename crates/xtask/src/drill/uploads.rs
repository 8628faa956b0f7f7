//! Uploads: what people, broken phones and bad intentions send where a photo is asked for. Nothing breaks, memory stays
//! bounded, good photos go through in between, and no file of the mart carries anything but pixels.
//!
//! The mart runs as for anybody; officers sign in with both factors and send forms and parts of files to the addresses
//! their phones use, makers photos of their own goods. Some let a form trickle in all the while. What is sent stands in [`malformed`](super::malformed).

use super::malformed::{Seeds, Upload, Way, kinds, make};
use super::officers::{Browser, of_role};
use super::people::{api, patiently};
use super::{Uploads, in_parallel, poisoned, spread};
use crate::fault::{Because, Outcome, fault};
use crate::http::{Client, Lost};
use crate::server::Mart;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The mart may never hold more memory, whatever is sent.
const RESIDENT_MOST_KB: u64 = 900 * 1024;
/// A form that trickles in gets a byte this often.
const TRICKLE: Duration = Duration::from_millis(100);
/// It is let go by then; later the mart has failed.
const TRICKLE_MOST: Duration = Duration::from_secs(42);
/// A part of a file, as the phone sends it.
const PART_BYTES: usize = 64 * 1024;
/// What no file of the mart may hold: words of EXIF blocks, comments and pages that were sent.
const WORDS: [&[u8]; 5] = [b"Exif", b"GPS 24", b"<script", b"run.exe", b"photo "];

/// What came of all uploads.
#[derive(Default)]
struct Told {
    /// Answers by status.
    by_status: Mutex<BTreeMap<u16, usize>>,
    /// Connections the mart closed before an answer was read, as it may for what is far too much.
    closed: AtomicUsize,
    /// Good photos that went through, of so many.
    kept: AtomicUsize,
    good: AtomicUsize,
    times: Mutex<Vec<Duration>>,
}

/// Runs the drill on a fresh mart.
pub fn run(mart: &mut Mart, size: Uploads) -> Outcome<()> {
    let seeds = seeds_of(mart)?;
    let officers = of_role(mart, "officer");
    if officers.len() < size.clients.min(2) {
        return Err(fault("demo.json names no two officers"));
    }
    let told = Told::default();
    let (stop, most) = (AtomicBool::new(false), AtomicUsize::new(0));
    let pid = mart.pid()?;
    std::thread::scope(|scope| {
        scope.spawn(|| watch(pid, &stop, &most));
        let sent = send_all(mart, size, &officers, &seeds, &told);
        stop.store(true, Ordering::Relaxed);
        sent
    })?;
    let most = most.load(Ordering::Relaxed) as u64;
    report(&told, most)?;
    if most > RESIDENT_MOST_KB {
        return Err(fault(format!("the mart held {} MB of memory", most / 1024)));
    }
    if mart.pid()? != pid || !mart.lives() {
        return Err(fault("the mart has died"));
    }
    let files = clean_files(&mart.data().join("media"))?;
    println!("  {files} files of pictures hold nothing but pixels");
    mart.verify()
}

fn report(told: &Told, most_kb: u64) -> Outcome<()> {
    let by_status = told.by_status.lock().map_err(poisoned)?;
    let answers: Vec<String> =
        by_status.iter().map(|(status, count)| format!("{count} × {status}")).collect();
    let (good, kept) = (told.good.load(Ordering::Relaxed), told.kept.load(Ordering::Relaxed));
    println!(
        "  answers: {}; {} connections closed; {kept} of {good} good photos kept; at most {} MB resident",
        answers.join(", "),
        told.closed.load(Ordering::Relaxed),
        most_kb / 1024
    );
    println!("  times: {}", spread(told.times.lock().map_err(poisoned)?.clone()));
    if kept == good { Ok(()) } else { Err(fault("a good photo did not go through")) }
}

/// Real pictures: a drawing of the mart as JPEG and as WebP.
pub(super) fn seeds_of(mart: &Mart) -> Outcome<Seeds> {
    let mut client = api(mart)?;
    let page = patiently(|| client.get("/hi/", &[]))?;
    let html = page.text();
    let id = html.split("/pictures/").nth(1).and_then(|rest| rest.split('/').next()).map(str::to_owned);
    let id = id.ok_or_else(|| fault("the front page shows no picture"))?;
    let mut file = |size: &str| -> Outcome<Vec<u8>> {
        let answer = patiently(|| client.get(&format!("/pictures/{id}/{size}"), &[]))?;
        if answer.status == 200 {
            Ok(answer.body)
        } else {
            Err(fault(format!("no picture: {}", answer.brief())))
        }
    };
    Ok(Seeds { jpeg: file("320.jpg")?, webp: file("640.webp")? })
}

/// Remembers the most memory the mart has held at one moment, in KB.
pub(super) fn watch(pid: u32, stop: &AtomicBool, most: &AtomicUsize) {
    while !stop.load(Ordering::Relaxed) {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kb = line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0);
        most.fetch_max(kb, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// One officer at work: her session, her listing, a good she may inspect.
struct Desk {
    browser: Browser,
    /// Where the photo of her listing goes.
    listing: String,
    /// A good of her blocks and the fields its inspection asks for.
    inspection: Vec<(String, String)>,
    /// A maker, and where the photo of a good of hers goes.
    maker: (Browser, String),
}

fn desk(mart: &Mart, (mobile, key): &(String, Option<String>), number: usize) -> Outcome<Desk> {
    let maker = shop(mart, number)?;
    let mut browser = Browser::sign_in(mart, mobile, key.as_deref())?;
    let first = browser.form("/hi/officer/field/records", &[])?;
    let listing = first.rsplit_once('/').map_or("", |(record, _)| record).to_owned();
    let snapshot = browser.get("/hi/officer/outbox/snapshot")?.json()?;
    let product = snapshot["goods"][0]["id"].as_str().ok_or_else(|| fault("an officer without goods"))?;
    let form = browser.get(&format!("/hi/officer/field/inspection?product={product}"))?;
    let form = form.text();
    let mut inspection = vec![("product".to_owned(), product.to_owned())];
    let asked = |name: &String| form.contains(&format!("name=\"{name}\""));
    let checks = (1..=20).map(|number| format!("check_{number}")).filter(asked);
    inspection.extend(checks.map(|check| (check, "right".to_owned())));
    Ok(Desk { browser, listing, inspection, maker })
}

/// A maker of one shop, and the address the photo of her first good is sent to.
fn shop(mart: &Mart, number: usize) -> Outcome<(Browser, String)> {
    for (mobile, key) in of_role(mart, "maker").into_iter().skip(number * 5) {
        let mut browser = Browser::sign_in(mart, &mobile, key.as_deref())?;
        let goods = browser.get("/hi/maker/goods")?.text();
        let slug = goods.split("href=\"/hi/maker/goods/").nth(1).and_then(|rest| rest.split('"').next());
        if let Some(slug) = slug {
            return Ok((browser, format!("/hi/maker/goods/{slug}/photo")));
        }
    }
    Err(fault("no maker has goods"))
}

fn send_all(
    mart: &Mart,
    size: Uploads,
    officers: &[(String, Option<String>)],
    seeds: &Seeds,
    told: &Told,
) -> Outcome<()> {
    let next = AtomicUsize::new(0);
    in_parallel(
        size.clients,
        size.uploads,
        || {
            let number = next.fetch_add(1, Ordering::Relaxed);
            desk(mart, &officers[number % officers.len()], number)
        },
        |desk, index| send(mart, desk, &make(seeds, index), index, told),
    )?;
    Ok(())
}

/// Sends one upload to the address whose turn it is, and judges the answer.
fn send(mart: &Mart, desk: &mut Desk, upload: &Upload, index: usize, told: &Told) -> Outcome<()> {
    let began = Instant::now();
    let mut answer = one_way(mart, desk, upload, index)?;
    if answer.is_none() && upload.is_good {
        // The mart has closed the line after a form that was none; a browser opens another one.
        answer = one_way(mart, desk, upload, index)?;
    }
    told.times.lock().map_err(poisoned)?.push(began.elapsed());
    judge(mart, upload, index, answer, told)
        .map_err(|cause| fault(format!("{cause}; heard: {}", desk.browser.heard)))
}

fn one_way(mart: &Mart, desk: &mut Desk, upload: &Upload, index: usize) -> Outcome<Option<u16>> {
    let round = index / kinds();
    Ok(match &upload.way {
        Way::Trickle(bytes) => trickle(mart, desk, bytes),
        Way::BreaksOff(bytes) => break_off(mart, desk, bytes),
        Way::Form(kind, body) => {
            let path = format!("{}/files/goods", desk.listing);
            status_of(desk.browser.post(&path, &[("content-type", kind)], body))
        }
        Way::File(bytes) => match round % 5 {
            4 => status_of(desk.maker.0.post(&desk.maker.1, &[FORM], &written(&[], bytes))),
            2 if !upload.is_good => inspect(desk, bytes),
            3 => in_parts(desk, bytes, index)?,
            // A register is a file too, and a photo is none.
            1 if !upload.is_good && index.is_multiple_of(2) => {
                form(desk, "/hi/officer/registers", &[], bytes)
            }
            _ => list(desk, bytes),
        },
    })
}

fn judge(mart: &Mart, upload: &Upload, index: usize, answer: Option<u16>, told: &Told) -> Outcome<()> {
    if upload.is_good {
        told.good.fetch_add(1, Ordering::Relaxed);
        if answer == Some(303) || answer == Some(200) {
            told.kept.fetch_add(1, Ordering::Relaxed);
        } else {
            return Err(fault(format!("{} (number {index}) did not go through: {answer:?}", upload.what)));
        }
    }
    match answer {
        Some(status) if status >= 500 => {
            Err(fault(format!("{} (number {index}) was answered {status}", upload.what)))
        }
        Some(status) => {
            *told.by_status.lock().map_err(poisoned)?.entry(status).or_default() += 1;
            Ok(())
        }
        None => {
            told.closed.fetch_add(1, Ordering::Relaxed);
            let alive = patiently(|| api_of(mart).get("/healthz", &[]))?;
            if alive.status == 200 {
                Ok(())
            } else {
                Err(fault(format!("after {} the mart is ill", upload.what)))
            }
        }
    }
}

fn api_of(mart: &Mart) -> Client {
    Client::new(&mart.url()).unwrap_or_else(|_| unreachable!("it is on this machine"))
}

fn status_of(answer: Result<crate::http::Answer, Lost>) -> Option<u16> {
    answer.ok().map(|answer| answer.status)
}

/// A form with fields and one file, as a browser writes it.
pub(super) fn written(fields: &[(String, String)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(file.len() + 1_000);
    for (name, value) in fields {
        let part = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    body.extend(b"--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"photo.jpg\"\r\n");
    body.extend(b"content-type: image/jpeg\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    body
}

const FORM: (&str, &str) = ("content-type", "multipart/form-data; boundary=edge");

fn form(desk: &mut Desk, path: &str, fields: &[(String, String)], file: &[u8]) -> Option<u16> {
    status_of(desk.browser.post(path, &[FORM], &written(fields, file)))
}

fn list(desk: &mut Desk, file: &[u8]) -> Option<u16> {
    let path = format!("{}/files/goods", desk.listing);
    form(desk, &path, &[], file)
}

fn inspect(desk: &mut Desk, file: &[u8]) -> Option<u16> {
    let fields = desk.inspection.clone();
    form(desk, "/hi/officer/field/inspection", &fields, file)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As a phone sends it that had no signal: the record's text first, then the file in parts. 422 for what is refused at its
/// end, and whatever the mart says before.
fn in_parts(desk: &mut Desk, file: &[u8], index: usize) -> Outcome<Option<u16>> {
    let id = |kind: &str| format!("{kind}_0{index:025}");
    let fields: serde_json::Map<String, serde_json::Value> =
        desk.inspection.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    let record = serde_json::json!({
        "id": id("fld"), "kind": "inspection", "recorded_at": 1_000, "answers": fields,
        "files": [{ "id": id("fil"), "role": "finding", "position": 1, "bytes": file.len(), "sha256": sha256(file) }],
    });
    let kind = [("content-type", "application/json")];
    let taken = desk.browser.post("/hi/officer/outbox/records", &kind, record.to_string().as_bytes());
    match status_of(taken) {
        Some(200) => {}
        other => return Ok(other),
    }
    for (number, part) in file.chunks(PART_BYTES).enumerate() {
        let path = format!("/hi/officer/outbox/files/{}/parts/{number}", id("fil"));
        let sha = sha256(part);
        let headers = [("content-type", "application/octet-stream"), ("x-part-sha256", sha.as_str())];
        match desk.browser.post(&path, &headers, part) {
            Ok(answer) if answer.status == 200 => {
                let said = answer.json()?;
                if said["state"] == "refused" {
                    return Ok(Some(422));
                }
            }
            other => return Ok(status_of(other)),
        }
    }
    Ok(Some(200))
}

/// The head of a form that promises `length` bytes, on a line of its own.
fn begun(mart: &Mart, desk: &Desk, length: usize) -> std::io::Result<TcpStream> {
    let url = mart.url();
    let host = url.trim_start_matches("http://");
    let mut head =
        format!("POST {}/files/goods HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n", desk.listing);
    for (name, value) in desk.browser.headers().into_iter().chain([FORM]) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    let mut line = TcpStream::connect(host)?;
    line.set_read_timeout(Some(TRICKLE))?;
    line.set_write_timeout(Some(TRICKLE_MOST))?;
    line.write_all(head.as_bytes())?;
    Ok(line)
}

/// Sends a form byte by byte until the mart has had enough; answers what it says. 599 if it never says anything.
fn trickle(mart: &Mart, desk: &Desk, file: &[u8]) -> Option<u16> {
    let body = written(&[], file);
    let mut line = begun(mart, desk, body.len()).ok()?;
    let (began, mut answer) = (Instant::now(), [0; 64]);
    for byte in body.chunks(3) {
        if began.elapsed() > TRICKLE_MOST {
            return Some(599);
        }
        let sent = line.write_all(byte);
        // Waiting for an answer is the pause between two bytes.
        match line.read(&mut answer) {
            Ok(0) => return None,
            Ok(count) => {
                let said = String::from_utf8_lossy(&answer[..count]).into_owned();
                return said.split(' ').nth(1).and_then(|status| status.parse().ok());
            }
            Err(_) if sent.is_err() => return None,
            Err(_) => {}
        }
    }
    Some(599)
}

/// Begins a form and hangs up in the middle of it.
fn break_off(mart: &Mart, desk: &Desk, file: &[u8]) -> Option<u16> {
    let body = written(&[], file);
    let mut line = begun(mart, desk, body.len()).ok()?;
    let _ = line.write_all(&body[..body.len() * 2 / 3]);
    None
}

/// Every file of a picture: known by how it begins, nothing in it but what its pixels need.
pub(super) fn clean_files(media: &Path) -> Outcome<usize> {
    let mut count = 0;
    for folder in std::fs::read_dir(media).because("no media folder")?.flatten() {
        let name = folder.file_name();
        // Originals are kept as they came and never served.
        if name.len() != 2 || !folder.path().is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder.path()).because("no media folder")?.flatten() {
            let bytes = std::fs::read(file.path()).because("a picture cannot be read")?;
            let fault_of = |why: &str| fault(format!("{}: {why}", file.path().display()));
            if !(is_bare_jpeg(&bytes) || is_bare_webp(&bytes)) {
                return Err(fault_of("more than pixels"));
            }
            if WORDS.iter().any(|word| bytes.windows(word.len()).any(|part| part == *word)) {
                return Err(fault_of("words of its sender"));
            }
            count += 1;
        }
    }
    if count == 0 { Err(fault("the media folder is empty")) } else { Ok(count) }
}

/// A JPEG of tables, frame and one scan; its only block is JFIF's own of 18 bytes.
pub(super) fn is_bare_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    if !bytes.starts_with(&[0xff, 0xd8]) || !bytes.ends_with(&[0xff, 0xd9]) {
        return false;
    }
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        match marker {
            0xda => return true,
            0xe0 if length <= 16 => {}
            0xc0 | 0xc4 | 0xdb | 0xdd => {}
            _ => return false,
        }
        at += 2 + length;
    }
    false
}

/// A WebP whose only chunk is its pixels.
fn is_bare_webp(bytes: &[u8]) -> bool {
    let size =
        |at: usize| bytes.get(at..at + 4).and_then(|four| Some(u32::from_le_bytes(four.try_into().ok()?)));
    let kind = bytes.get(8..16).unwrap_or_default();
    bytes.starts_with(b"RIFF")
        && (kind == b"WEBPVP8 " || kind == b"WEBPVP8L")
        && size(16).is_some_and(|pixels| {
            let end = 20 + pixels as usize;
            bytes.len() == end + end % 2
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_pixels_is_seen() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\xd9";
        assert!(is_bare_jpeg(jpeg));
        assert!(!is_bare_jpeg(&super::super::bytes::with_segment(jpeg, 0xe1, b"Exif")));
        assert!(!is_bare_jpeg(&jpeg[..jpeg.len() - 1]));
        let webp = b"RIFF\x12\0\0\0WEBPVP8L\x04\0\0\0abcd";
        assert!(is_bare_webp(webp) && !is_bare_webp(&[&webp[..], b"EXIF\0\0\0\0"].concat()));
    }

    #[test]
    fn a_form_is_written_as_a_browser_does() {
        let body = written(&[("a".to_owned(), "b".to_owned())], b"\x01");
        let text = String::from_utf8(body).unwrap();
        assert!(text.contains("name=\"a\"\r\n\r\nb\r\n--edge") && text.ends_with("\x01\r\n--edge--\r\n"));
    }
}
