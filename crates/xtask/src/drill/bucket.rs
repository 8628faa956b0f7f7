//! Bucket: the mart keeps photos and pictures in a store that speaks as S3 does, and nothing of them in its folder.
//!
//! A real store runs beside the mart (s3rver, a Node package of `e2e/`). A photo goes in, its pictures come out, the original
//! lies there as it came; the store goes away and comes back, and the mart says so and goes on.

use super::malformed::{Way, make};
use super::officers::{Browser, of_role};
use super::uploads::{seeds_of, written};
use crate::fault::{Because, Outcome, fault};
use crate::http::{Answer, Client};
use crate::kept::{Ending, Kept, Scratch};
use crate::server::{Mart, Prepared};
use crate::workspace::{self, free_port};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// s3rver's own pair of keys.
const KEY: &str = "S3RVER";
const PATIENCE: Duration = Duration::from_secs(20);

/// A store on this machine.
struct Store {
    folder: Scratch,
    port: u16,
    process: Option<Kept>,
}

impl Store {
    fn start() -> Outcome<Store> {
        let mut store = Store { folder: Scratch::new("bucket")?, port: free_port()?, process: None };
        store.open()?;
        Ok(store)
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn open(&mut self) -> Outcome<()> {
        let program = workspace::root()?.join("e2e/node_modules/s3rver/bin/s3rver.js");
        if !program.is_file() {
            return Err(fault(format!("there is no {}; run `npm ci` in e2e/", program.display())));
        }
        let log = self.folder.log("store.log")?;
        let again = log.try_clone().because("could not share the log")?;
        let mut command = Command::new("node");
        command.arg(&program).args(["-a", "127.0.0.1", "-p", &self.port.to_string()]);
        command.arg("-d").arg(self.data()).args(["--configure-bucket", "mart"]).stdout(log).stderr(again);
        self.process = Some(Kept::start(&mut command, Ending::Asked)?);
        let until = Instant::now() + PATIENCE;
        let mut client = Client::new(&self.url())?;
        while client.get("/", &[]).is_err() {
            if Instant::now() > until {
                return Err(fault("the store did not open"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn close(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill();
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// What lies in the bucket under this name.
    fn object(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.data().join("mart").join(format!("{name}._S3rver_object"))).ok()
    }

    /// What the mart is told of it.
    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("MART_MEDIA_BUCKET", "mart".to_owned()),
            ("MART_MEDIA_URL", self.url()),
            ("MART_MEDIA_KEY_ID", KEY.to_owned()),
            ("MART_MEDIA_KEY_SECRET", KEY.to_owned()),
        ]
    }
}

/// Runs the drill on a fresh mart.
pub fn run(prepared: &Prepared<'_>) -> Outcome<()> {
    let mut store = Store::start()?;
    let mut mart = prepared.mart_with(&store.settings())?;
    let seeds = seeds_of(&mart)?;
    let officers = of_role(&mart, "officer");
    let (mobile, key) = officers.first().ok_or_else(|| fault("demo.json names no officer"))?;
    let mut officer = Browser::sign_in(&mart, mobile, key.as_deref())?;
    let Way::File(photo) = make(&seeds, 0).way else { return Err(fault("upload 0 is no file")) };
    let id = keep(&mut officer, &photo)?;
    let original = store.object(&format!("originals/{}/{id}", &id[..2]));
    if original.as_deref() != Some(photo.as_slice()) {
        return Err(fault("the original does not lie in the bucket as it came"));
    }
    let address = format!("/pictures/{id}/320.webp");
    let picture = shown(&mart, &address)?;
    let keeps = picture.header("cache-control").is_some_and(|value| value.contains("immutable"));
    if picture.status != 200
        || !keeps
        || store.object(&format!("{}/{id}-320.webp", &id[..2])) != Some(picture.body)
    {
        return Err(fault("the mart does not serve what lies in the bucket"));
    }
    if is_anything_in(&mart.data().join("media")) {
        return Err(fault("something lies in the media folder"));
    }
    println!("  a photo went into the bucket as it came, and its pictures come out");
    store.close();
    let (sent, seen) = (send(&mut officer, &photo)?, shown(&mart, &address)?);
    if (sent.status, seen.status) != (503, 503) {
        return Err(fault(format!("without its store the mart says {} and {}", sent.brief(), seen.brief())));
    }
    store.open()?;
    let again = keep(&mut officer, &photo)?;
    if again != id || shown(&mart, &address)?.status != 200 {
        return Err(fault("the store came back, and the mart did not notice"));
    }
    println!("  without its store the mart says that it is busy, and goes on when it is back");
    if !mart.lives() {
        return Err(fault("the mart has died"));
    }
    mart.verify()
}

/// Without patience: what it says at once is what counts.
fn shown(mart: &Mart, address: &str) -> Outcome<Answer> {
    Client::new(&mart.url())?.get(address, &[]).because("the mart does not answer")
}

fn is_anything_in(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some())
}

const FORM: (&str, &str) = ("content-type", "multipart/form-data; boundary=edge");

/// Begins a listing and sends its photo; answers where the photo is asked for and what the mart said.
fn listed(officer: &mut Browser, photo: &[u8]) -> Outcome<(String, Answer)> {
    let first = officer.form("/hi/officer/field/records", &[])?;
    let listing = first.rsplit_once('/').map_or("", |(record, _)| record).to_owned();
    let answer = officer.post(&format!("{listing}/files/goods"), &[FORM], &written(&[], photo));
    Ok((listing, answer.because("the mart does not answer")?))
}

fn send(officer: &mut Browser, photo: &[u8]) -> Outcome<Answer> {
    listed(officer, photo).map(|(_, answer)| answer)
}

/// Sends a photo that must be kept; answers the picture's id as the page shows it.
fn keep(officer: &mut Browser, photo: &[u8]) -> Outcome<String> {
    let (listing, answer) = listed(officer, photo)?;
    if answer.status != 303 {
        return Err(fault(format!("a good photo was not kept: {}", answer.brief())));
    }
    let page = officer.get(&format!("{listing}/photo"))?;
    let html = page.text();
    let id = html.split("/pictures/").nth(1).and_then(|rest| rest.split('/').next());
    id.filter(|id| id.len() == 32)
        .map(str::to_owned)
        .ok_or_else(|| fault("the page of the listing shows no photo"))
}
