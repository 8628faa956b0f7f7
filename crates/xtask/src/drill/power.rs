//! Power: the disk under the mart loses it in the middle of orders and uploads, again and again. What was acknowledged is there,
//! orders once each, photos whole.
//!
//! As in [`crash`](super::crash), with a disk of our own ([`Disk`]) under database and pictures: what the mart has not asked to be on it is gone.
//! The drill is tried itself: with commits that do not wait for the disk it must find orders lost (`--unsynced`).

use super::bytes::with_segment;
use super::crash::{self, OurFault};
use super::malformed::Seeds;
use super::officers::{Browser, of_role};
use super::uploads::{clean_files, is_bare_jpeg, seeds_of, written};
use super::{Crash, Power};
use crate::disk::Disk;
use crate::fault::{Because, Fault, Outcome, fault};
use crate::kept::Scratch;
use crate::postgres::Cluster;
use crate::server::Prepared;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Room for a demo, its database and what is uploaded.
const DISK_MB: u64 = 1_500;
/// The power goes this long after the last cut at the earliest.
const EVERY_MS: u64 = 300;
/// The segment of a JPEG that holds a remark.
const COMMENT: u8 = 0xfe;
/// What an upload waits after one that failed: the mart may be down.
const KNOCK: Duration = Duration::from_millis(50);

/// Listings to whose photo the mart has said yes.
type Shown = Mutex<Vec<String>>;

/// Runs the drill on a disk of its own. Without root or a loop device it is a fault.
pub fn run(prepared: &Prepared<'_>, size: Power) -> Outcome<()> {
    let mut disk = Disk::new(DISK_MB)?;
    if prepared.engine() == "SQLite" {
        let scratch = Scratch::new("unsynced")?;
        let settings = match size.unsynced {
            true => vec![("LD_PRELOAD", shim(scratch.path())?.display().to_string())],
            false => Vec::new(),
        };
        return judged(storm(&mut disk, prepared, (None, &settings), size), size);
    }
    let hurried: &[&str] = if size.unsynced { &["synchronous_commit=off"] } else { &[] };
    let cluster = Cluster::start_with(Some(&disk.path()), hurried)?;
    let own = Prepared::make(prepared.program(), Some(&cluster))?;
    judged(storm(&mut disk, &own, (Some(&cluster), &[]), size), size)
}

/// Without waiting for the disk, orders must have been lost; anything else says that the drill would not see it.
fn judged(ended: Outcome<()>, size: Power) -> Outcome<()> {
    match ended {
        Err(cause) if size.unsynced && is_loss(&cause) => {
            println!("  as it must be: {cause}");
            Ok(())
        }
        Err(cause) => Err(cause),
        Ok(()) if size.unsynced => {
            Err(fault("commits did not wait for the disk, and the drill saw nothing of it"))
        }
        Ok(()) => Ok(()),
    }
}

fn is_loss(cause: &Fault) -> bool {
    cause.to_string().contains(crash::IS_LOST)
}

/// The library that leaves out what makes a commit durable.
fn shim(folder: &Path) -> Outcome<PathBuf> {
    let (source, library) = (folder.join("unsynced.c"), folder.join("unsynced.so"));
    std::fs::write(&source, include_str!("unsynced.c")).because("could not write a file")?;
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .stdin(Stdio::null())
        .status()
        .because("could not run cc")?;
    if built.success() { Ok(library) } else { Err(fault("cc failed")) }
}

fn storm(
    disk: &mut Disk,
    prepared: &Prepared<'_>,
    (cluster, settings): (Option<&Cluster>, &[(&'static str, String)]),
    size: Power,
) -> Outcome<()> {
    let mut mart = prepared.mart_on(&disk.path(), settings)?;
    // The copy it began with was not written as the mart writes.
    disk.flush()?;
    let (seeds, officers) = (seeds_of(&mart)?, of_role(&mart, "officer"));
    let officer = officers.first().ok_or_else(|| fault("demo.json names no officer"))?;
    let mut browser = Browser::sign_in(&mart, &officer.0, officer.1.as_deref())?;
    let (stop, shown) = (AtomicBool::new(false), Shown::default());
    let blows = Crash { orders: size.orders, clients: size.clients, kills: size.cuts, every_ms: EVERY_MS };
    thread::scope(|scope| {
        scope.spawn(|| upload_on_and_on(&mut browser, &seeds, &stop, &shown));
        let ended = crash::run_with(&mut mart, blows, OurFault::WhileTheDiskFails, &mut |mart| {
            disk.cut()?;
            mart.kill();
            cluster.map_or(Ok(()), Cluster::kill)?;
            disk.again()?;
            cluster.map_or(Ok(()), Cluster::again)
        });
        stop.store(true, Ordering::Relaxed);
        ended
    })?;
    let shown = shown.into_inner().map_err(super::poisoned)?;
    for listing in &shown {
        is_shown(&mut browser, listing)?;
    }
    let files = clean_files(&mart.data().join("media"))?;
    println!("  {} photos acknowledged and there; {files} files of pictures are whole", shown.len());
    Ok(())
}

/// An officer begins good after good and sends the photo of each, whatever happens to the power.
fn upload_on_and_on(browser: &mut Browser, seeds: &Seeds, stop: &AtomicBool, shown: &Shown) {
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    let mut number = 0_u32;
    while !stop.load(Ordering::Relaxed) {
        // Each is another photo, or its files would be there from the one before.
        number += 1;
        let body = written(&[], &with_segment(&seeds.jpeg, COMMENT, &number.to_be_bytes()));
        let first = browser.form("/hi/officer/field/records", &[]).unwrap_or_default();
        if let Some((listing, _)) = first.rsplit_once('/')
            && let Ok(answer) = browser.post(&format!("{listing}/files/goods"), &kind, &body)
            && answer.status == 303
            && let Ok(mut shown) = shown.lock()
        {
            shown.push(listing.to_owned());
        } else {
            // The power is gone, and nobody knows whether it came; the next good is another one.
            thread::sleep(KNOCK);
        }
    }
}

/// A photo the mart has said yes to stands on its listing's page and can be looked at.
fn is_shown(browser: &mut Browser, listing: &str) -> Outcome<()> {
    let page = browser.get(&format!("{listing}/photo"))?.text();
    let shown = page.split("\"/pictures/").nth(1).and_then(|rest| rest.split('"').next());
    let shown =
        shown.ok_or_else(|| fault(format!("the photo of {listing}, which was acknowledged, is lost")))?;
    let picture = browser.get(&format!("/pictures/{shown}"))?;
    if picture.status == 200 && is_bare_jpeg(&picture.body) {
        Ok(())
    } else {
        Err(fault(format!("the photo of {listing} is damaged: {}", picture.brief())))
    }
}
