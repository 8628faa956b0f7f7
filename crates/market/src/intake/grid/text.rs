//! Sheets as plain text: commas, semicolons, tabs or bars between the cells, in whichever encoding the program chose.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Bounds, Filler, Grid, Unreadable};

/// Lines by which the mark between cells is found.
const LOOKED_AT: usize = 30;

/// Reads a sheet of plain text.
pub(super) fn csv(bytes: &[u8], bounds: Bounds) -> Result<Grid, Unreadable> {
    let text = decoded(bytes)?;
    let start = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_lowercase();
    if ["<html", "<!doctype", "<table", "<?xml"].iter().any(|mark| start.starts_with(mark)) {
        return Err(Unreadable::WebPage);
    }
    let (delimiter, text) = delimiter(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut filler = Filler::new("", bounds);
    let (mut record, mut next, mut spans_lines) = (csv::StringRecord::new(), 0_usize, false);
    while reader.read_record(&mut record).map_err(|cause| Unreadable::NotASheet(cause.to_string()))? {
        // Lines are kept at the place they have in the file, so that a fault names the row people see.
        let place =
            record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0)).saturating_sub(1);
        // Below a cell that spans lines, line numbers are not row numbers any more.
        let line = if spans_lines { next } else { place.max(next) };
        for (column, cell) in record.iter().enumerate() {
            spans_lines |= cell.contains('\n');
            filler.put(line, column, cell)?;
        }
        next = line + 1;
    }
    Ok(filler.done().0)
}

/// The mark between cells, and the text without a line that only names it (`sep=;`, as Excel reads and writes).
fn delimiter(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let (Some(mark), Some((_, below))) =
            (rest.bytes().next().filter(u8::is_ascii), rest.split_once('\n'))
    {
        return (mark, below);
    }
    let count = |mark: u8| text.lines().take(LOOKED_AT).flat_map(str::bytes).filter(|b| *b == mark).count();
    let marks = [b',', b';', b'\t', b'|'];
    (marks.into_iter().max_by_key(|mark| (count(*mark), *mark == b',')).unwrap_or(b','), text)
}

/// The letters of a text: UTF-8 or UTF-16, with or without a mark at the beginning, else Windows-1252.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let strict = |encoding: &'static Encoding, bytes| {
        let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
        if has_errors { Err(Unreadable::NotUnicode) } else { Ok(text) }
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            std::str::from_utf8(rest).map(Cow::Borrowed).map_err(|_| Unreadable::NotUnicode)
        }
        [0xff, 0xfe, rest @ ..] => strict(UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => strict(UTF_16BE, rest),
        _ if seems_wide(bytes, 1) => strict(UTF_16LE, bytes),
        _ if seems_wide(bytes, 0) => strict(UTF_16BE, bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => narrow(bytes),
        },
    }
}

/// Whether every second byte, from `first` on, is that of a Latin or Devanagari letter in UTF-16.
fn seems_wide(bytes: &[u8], first: usize) -> bool {
    let high: Vec<u8> = bytes.iter().skip(first).step_by(2).take(2_000).copied().collect();
    let fits = high.iter().filter(|byte| matches!(byte, 0x00 | 0x09 | 0x20)).count();
    high.len() >= 4 && high.contains(&0) && fits * 10 > high.len() * 9
}

/// Text in the encoding of Windows in Western Europe, which Indian offices use too; anything else is no text.
fn narrow(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let is_text = |byte: &u8| *byte >= 0x20 || matches!(byte, b'\t' | b'\r' | b'\n');
    if !bytes.iter().all(is_text) {
        return Err(Unreadable::NotASheet("it is no text".to_owned()));
    }
    Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0)
}
