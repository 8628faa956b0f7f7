//! Pages of an SQLite file: read as they stand in one moment while the mart writes on, and put back.
//!
//! Reads: the database through SQLite itself (`sqlite_dbpage` within one reading transaction, as `sqlite3_rsync` does), never the
//! file beside its back. Writes: a new file, on restoring.
//! A text of pages is each page's number (four bytes) and the page, squeezed.

use std::fs::File;
use std::io::{Read as _, Seek, SeekFrom, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use kernel::Time;
use kernel::proof::hex;
use ring::digest::{Context, SHA256, digest};

use super::BackupError;
use crate::sqlite::{self, connect};
use crate::{Clock, DbError};

/// What each page is known by; all of them together tell one state of the database from every other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pages(Vec<[u8; 32]>);

/// The pages of one moment.
pub(super) struct Taken {
    /// Everything acknowledged up to here is in it.
    pub moment: Time,
    /// Nothing that began after this is in it.
    pub until: Time,
    /// Bytes of a page.
    pub page_bytes: u32,
    /// Pages that are in the text.
    pub here: u64,
    /// What all pages are known by.
    pub pages: Pages,
    /// Squeezed pages: all, or those that differ from the ones before.
    pub text: Vec<u8>,
}

impl Pages {
    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// One number for the whole database.
    pub(super) fn sha256(&self) -> String {
        let mut all = Context::new(&SHA256);
        self.0.iter().for_each(|page| all.update(page));
        hex(all.finish().as_ref())
    }

    /// Of a file at rest.
    fn of_file(path: &Path, page_bytes: u32) -> std::io::Result<Pages> {
        let mut file = File::open(path)?;
        let mut page = vec![0; page_bytes as usize];
        let count = file.metadata()?.len() / u64::from(page_bytes.max(1));
        let mut pages = Pages::default();
        for _ in 0..count {
            file.read_exact(&mut page)?;
            pages.0.push(of_page(&page));
        }
        Ok(pages)
    }
}

fn of_page(page: &[u8]) -> [u8; 32] {
    let known_by = digest(&SHA256, page);
    std::array::from_fn(|place| known_by.as_ref()[place])
}

/// Reads all pages as they stand now; into the text go those that differ from `before`.
pub(super) fn take(path: &Path, clock: &Clock, before: Option<&Pages>) -> Result<Taken, BackupError> {
    let failed = |cause| BackupError::Db(sqlite::failed(cause));
    let conn = connect(path, sqlite::Access::Reads)?;
    let moment = clock.now();
    conn.execute_batch("begin").map_err(failed)?;
    let mut statement = conn.prepare("select pgno, data from sqlite_dbpage order by pgno").map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    let (mut until, mut pages, mut here) = (None, Pages::default(), 0);
    let (mut page_bytes, mut text) = (0, ZlibEncoder::new(Vec::new(), Compression::fast()));
    while let Some(row) = rows.next().map_err(failed)? {
        until.get_or_insert_with(|| clock.now());
        let number: u32 = row.get(0).map_err(failed)?;
        let page = row.get_ref(1).map_err(failed)?.as_blob().unwrap_or_default();
        if pages.0.len() + 1 != number as usize {
            return Err(DbError::Failed(format!("page {number} of the database was left out")).into());
        }
        page_bytes = u32::try_from(page.len()).unwrap_or(u32::MAX);
        let known_by = of_page(page);
        if before.and_then(|before| before.0.get(pages.0.len())) != Some(&known_by) {
            let put = text.write_all(&number.to_be_bytes()).and_then(|()| text.write_all(page));
            put.map_err(|cause| DbError::Failed(cause.to_string()))?;
            here += 1;
        }
        pages.0.push(known_by);
    }
    let text = text.finish().map_err(|cause| DbError::Failed(cause.to_string()))?;
    Ok(Taken { moment, until: until.unwrap_or(moment), page_bytes, here, pages, text })
}

/// Puts the pages of a text into a file.
pub(super) fn put(file: &mut File, page_bytes: u32, text: &[u8]) -> std::io::Result<()> {
    let mut text = ZlibDecoder::new(text);
    let mut page = vec![0; page_bytes as usize + 4];
    loop {
        let mut filled = 0;
        while filled < page.len() {
            match text.read(&mut page[filled..])? {
                0 => break,
                more => filled += more,
            }
        }
        if filled == 0 {
            return Ok(());
        }
        let number = page.first_chunk().map_or(0, |number| u32::from_be_bytes(*number));
        if filled < page.len() || number == 0 {
            return Err(std::io::Error::other("a page is not whole"));
        }
        file.seek(SeekFrom::Start(u64::from(number - 1) * u64::from(page_bytes)))?;
        file.write_all(&page[4..])?;
    }
}

/// Ends a file after its last page, brings it to the disk, and answers what its pages are known by.
pub(super) fn finish(file: &File, path: &Path, page_bytes: u32, pages: u64) -> std::io::Result<String> {
    file.set_len(pages * u64::from(page_bytes))?;
    file.sync_all()?;
    Ok(Pages::of_file(path, page_bytes)?.sha256())
}
