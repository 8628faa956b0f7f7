//! Draws the pictures a register asks for, on as many threads as there are, while the database notes what is done.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use store::blobs::Blobs;
use store::{Db, DbError, transaction};
use tokio::sync::mpsc;

use super::rows::Art;
use super::{IntakeError, Progress, files};
use crate::media::act::{Kept, complete, keep_drawing, record_drawing};
use crate::media::drawing::Palette;
use crate::media::{Draw, MediaError, picture_id};

/// Threads that draw at most.
const THREADS_MOST: usize = 8;
/// Pictures noted in one transaction.
const NOTED_AT_ONCE: usize = 16;

/// Sees to it that each drawing in its palette is a picture; answers their ids.
pub(crate) async fn draw_all(
    db: &Db,
    blobs: &Blobs,
    draw: &Draw,
    wanted: &BTreeSet<Art>,
    progress: Progress<'_>,
) -> Result<BTreeMap<Art, String>, IntakeError> {
    let drawings = filled(wanted)?;
    let there = complete(&mut db.read().await?, blobs).await?;
    let mut missing: HashMap<&str, (&Art, &str)> = HashMap::new();
    for (art, (id, svg)) in &drawings {
        if !there.contains(id) {
            missing.insert(id, (art, svg));
        }
    }
    let jobs: Vec<(String, String)> =
        missing.values().map(|(art, svg)| (art.drawing.clone(), (*svg).to_owned())).collect();
    let (count, mut done) = (jobs.len(), 0);
    let mut results = start_drawing(jobs, blobs, draw);
    let mut kept = Vec::new();
    while let Some(result) = results.recv().await {
        kept.push(result?);
        done += 1;
        if kept.len() == NOTED_AT_ONCE || done == count {
            note(db, &kept).await?;
            kept.clear();
        }
        progress("pictures", done, count);
    }
    Ok(drawings.into_iter().map(|(art, (id, _))| (art, id)).collect())
}

/// Each drawing in its colours, with the id its picture will have.
fn filled(wanted: &BTreeSet<Art>) -> Result<BTreeMap<Art, (String, String)>, IntakeError> {
    let palettes = files::text("assets/art/palettes.csv");
    let mut drawings = BTreeMap::new();
    for art in wanted {
        let file = format!("assets/art/{}.svg", art.drawing);
        let shipped = |what: &str| IntakeError::Shipped { file: file.clone(), what: what.to_owned() };
        let palette = Palette::find(&palettes, &art.palette)
            .ok_or_else(|| shipped(&format!("no palette {}", art.palette)))?;
        let drawing = files::text(&file);
        if drawing.is_empty() {
            return Err(shipped("it is not there"));
        }
        let svg = palette.fill(&drawing);
        drawings.insert(art.clone(), (picture_id(svg.as_bytes()), svg));
    }
    Ok(drawings)
}

/// Threads that take drawings until none is left or nobody listens.
fn start_drawing(
    jobs: Vec<(String, String)>,
    blobs: &Blobs,
    draw: &Draw,
) -> mpsc::UnboundedReceiver<Result<Kept, MediaError>> {
    let (sender, results) = mpsc::unbounded_channel();
    let threads =
        std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_MOST).min(jobs.len());
    let jobs = Arc::new(Mutex::new(jobs.into_iter()));
    for _ in 0..threads {
        let (sender, jobs, blobs, draw) =
            (sender.clone(), Arc::clone(&jobs), blobs.clone(), Arc::clone(draw));
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || {
            loop {
                let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((name, svg)) = next else { return };
                if sender.send(runtime.block_on(keep_drawing(&blobs, &draw, &name, &svg))).is_err() {
                    return;
                }
            }
        });
    }
    results
}

async fn note(db: &Db, kept: &[Kept]) -> Result<(), DbError> {
    transaction!(db, tx => {
        for picture in kept {
            record_drawing(tx, picture).await?;
        }
        Ok::<(), DbError>(())
    })
}
