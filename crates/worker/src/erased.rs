//! Who was erased, in a file beside the database: a backup that is put back still knows them, so they are erased again before
//! anybody looks.
//!
//! A line holds the day and two ids and nothing else of anybody. Copy the file with the master key, not with the backups.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

use kernel::{Day, Limit, Time};
use market::erasure::{self, Again, Erased};
use store::{Db, DbError};

use crate::Worker;

/// The file's name.
pub const FILE: &str = "erased.txt";
/// What the file says of itself.
const HEAD: &str =
    "# Erased on their wish: day, wish, person. Nothing of them may come back from a backup.\n";
/// A line that could not be written is written within so many days.
const WRITTEN_WITHIN_DAYS: i64 = 7;

/// Carries out the wishes whose day has come and writes them into the file; answers how many.
pub(crate) async fn carry_out(worker: &Worker) -> Result<usize, DbError> {
    let erased = erasure::look_again(&worker.db).await?;
    if let Some(folder) = &worker.folder {
        let since = worker.db.now().plus_days(-WRITTEN_WITHIN_DAYS);
        let newest = erasure::done_since(&mut worker.db.read().await?, since, Limit::of(Limit::MOST)).await?;
        if let Err(cause) = write(&folder.join(FILE), &newest) {
            tracing::error!(%cause, "who was erased could not be written beside the database");
        }
    }
    Ok(erased.len())
}

/// Erases again whom the database knows though the file says that she is erased; answers how many. To be called before the mart
/// opens its pages or carries a message. A line that cannot be read stops it: somebody must look.
///
/// # Errors
/// A sentence if the file or the database fails.
pub async fn again(db: &Db, folder: &Path) -> Result<usize, String> {
    let path = folder.join(FILE);
    let mut count = 0;
    for erased in read(&path).map_err(|cause| format!("{}: {cause}", path.display()))? {
        if Again(erased).erase(db).await.map_err(|cause| cause.to_string())? {
            count += 1;
        }
    }
    if count > 0 {
        tracing::warn!(count, "people a backup brought back are erased again");
    }
    Ok(count)
}

fn read(path: &Path) -> std::io::Result<Vec<Erased>> {
    let mut text = String::new();
    match File::open(path) {
        Ok(mut file) => file.read_to_string(&mut text)?,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(cause),
    };
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            parsed(line).ok_or_else(|| {
                std::io::Error::new(ErrorKind::InvalidData, format!("«{line}» is not «day wish person»"))
            })
        })
        .collect()
}

fn parsed(line: &str) -> Option<Erased> {
    let mut words = line.split_whitespace();
    let day = Day::from_iso(words.next()?)?;
    let (wish, person) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let at: Time = day.starts();
    words.next().is_none().then_some(Erased { wish, person, at })
}

/// Adds who is not in the file yet. A line is on disk before the next is written.
fn write(path: &Path, erased: &[Erased]) -> std::io::Result<()> {
    let known: HashSet<_> = read(path)?.into_iter().map(|erased| erased.person).collect();
    let mut new = erased.iter().filter(|erased| !known.contains(&erased.person)).peekable();
    if new.peek().is_none() {
        return Ok(());
    }
    let is_new = !path.exists();
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    if is_new {
        file.write_all(HEAD.as_bytes())?;
    }
    for erased in new {
        file.write_all(format!("{} {} {}\n", erased.at.day().iso(), erased.wish, erased.person).as_bytes())?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_written_once_and_reads_back() {
        let folder = std::env::temp_dir().join(format!("mart_erased_{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(FILE);
        assert_eq!(read(&path).expect("no file").len(), 0);
        let one = parsed("2026-11-25 era_01arz3ndektsv4rrffq69g5fav per_01arz3ndektsv4rrffq69g5fav")
            .expect("a line");
        write(&path, std::slice::from_ref(&one)).expect("written");
        write(&path, std::slice::from_ref(&one)).expect("written before");
        let lines = read(&path).expect("read");
        assert_eq!(lines.len(), 1);
        assert_eq!(
            lines.first().map(|line| (line.person, line.at.day().iso())),
            Some((one.person, "2026-11-25".to_owned()))
        );
        std::fs::write(&path, "2026-11-25 Sunita\n").expect("written");
        assert!(read(&path).is_err());
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
