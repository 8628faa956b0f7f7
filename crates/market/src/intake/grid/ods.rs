//! Sheets of OpenDocument. Rows and cells that are said to repeat a million times are counted, not made.
//!
//! Source: OASIS Open Document Format 1.2, part 1, chapter 9 (tables) and 19 (attributes).

use std::io::{BufRead, BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::{Book, Bounds, COLUMNS_MOST, CUT, Filler, SHEETS_MOST, Unreadable};

/// Merged cells of one sheet that are looked at.
const MERGED_MOST: usize = 20_000;
/// No sheet of any program has more rows; what claims to be below is not there.
const LINES_MOST: usize = 1_048_576;

pub(super) fn read(bytes: &[u8], mut left: Bounds) -> Result<Book, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
    let content = archive.by_name("content.xml").map_err(wrong)?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    let (mut book, mut buffer) = (Book::default(), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(wrong)? {
            Event::Start(tag) if tag.name().0 == "table:table" => {
                let name = attribute(&tag, "table:name");
                let mut filler = Filler::new(&name, left);
                table(&mut xml, &mut filler)?;
                let (grid, rest) = filler.done();
                left = rest;
                if !grid.lines.is_empty() {
                    book.sheets.push(grid);
                }
                if book.sheets.len() > SHEETS_MOST {
                    return Err(Unreadable::TooLarge);
                }
            }
            Event::Eof => return Ok(book),
            _ => {}
        }
    }
}

fn wrong(cause: impl std::fmt::Display) -> Unreadable {
    Unreadable::NotASheet(cause.to_string())
}

/// What an attribute says; empty if it is not there.
fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.0 == name);
    found
        .and_then(|found| {
            found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
        })
        .unwrap_or_default()
}

/// How often, or over how many; 1 if nothing or nonsense is said.
fn times(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).parse().unwrap_or(1).clamp(1, LINES_MOST)
}

/// Reads to the end of a table.
fn table(xml: &mut Reader<impl BufRead>, filler: &mut Filler) -> Result<(), Unreadable> {
    let (mut buffer, mut line, mut merged) = (Vec::new(), 0_usize, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(wrong)? {
            Event::Start(tag) if tag.name().0 == "table:table-row" => {
                let repeated = times(&tag, "table:number-rows-repeated");
                let cells = row(xml)?;
                if !cells.is_empty() {
                    for copy in line..line.saturating_add(repeated).min(LINES_MOST) {
                        for cell in &cells {
                            filler.put(copy, cell.column, &cell.text)?;
                        }
                    }
                    let spanning = cells.iter().filter(|cell| cell.lines > 1);
                    merged.extend(
                        spanning.map(|cell| (line, cell.column, line.saturating_add(cell.lines - 1))),
                    );
                }
                line = line.saturating_add(repeated);
            }
            Event::End(tag) if tag.name().0 == "table:table" => break,
            Event::Eof => return Err(wrong("it ends too early")),
            _ => {}
        }
    }
    for (line, column, last) in merged.into_iter().take(MERGED_MOST) {
        filler.fill_down(line, column, last)?;
    }
    Ok(())
}

/// A cell with something in it.
struct Filled {
    column: usize,
    text: String,
    /// Over how many lines it goes.
    lines: usize,
}

/// Reads to the end of a row.
fn row(xml: &mut Reader<impl BufRead>) -> Result<Vec<Filled>, Unreadable> {
    let (mut buffer, mut column, mut cells) = (Vec::new(), 0_usize, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(wrong)? {
            Event::Start(tag) if matches!(tag.name().0, "table:table-cell" | "table:covered-table-cell") => {
                let repeated = times(&tag, "table:number-columns-repeated");
                let lines = times(&tag, "table:number-rows-spanned");
                let (value, end) = (value(&tag), tag.name().0.to_owned());
                let said = said(xml, &end)?;
                let text = value.unwrap_or(said);
                if !text.trim().is_empty() {
                    // One too many is left for the filler to refuse.
                    let most = repeated.min((COLUMNS_MOST + 1).saturating_sub(column).max(1));
                    cells.extend((column..column + most).map(|column| Filled {
                        column,
                        text: text.clone(),
                        lines,
                    }));
                }
                column = column.saturating_add(repeated);
            }
            Event::End(tag) if tag.name().0 == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(wrong("it ends too early")),
            _ => {}
        }
    }
}

/// The value of a cell that is not text: the number in full, not as it is shown.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "office:value-type").as_str() {
        "float" | "percentage" | "currency" => {
            let number = attribute(tag, "office:value");
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            let is_cut = number.contains(['e', 'E']) || (digits > 15 && !number.contains('.'));
            Some(if is_cut { CUT.to_owned() } else { number })
        }
        "date" => Some(attribute(tag, "office:date-value").chars().take(10).collect()),
        "boolean" => {
            Some(if attribute(tag, "office:boolean-value") == "true" { "yes" } else { "no" }.to_owned())
        }
        _ => None,
    }
}

/// The paragraphs of a cell, to its end. What is noted beside the cell is not in it.
fn said(xml: &mut Reader<impl BufRead>, end: &str) -> Result<String, Unreadable> {
    let (mut buffer, mut text, mut aside, mut deep) = (Vec::new(), String::new(), 0_u32, 0_u32);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(wrong)? {
            Event::Start(tag) => match tag.name().0 {
                "office:annotation" => aside += 1,
                name if name == end => deep += 1,
                "text:p" if aside == 0 && !text.is_empty() => text.push('\n'),
                "text:s" | "text:tab" if aside == 0 => text.push(' '),
                "text:line-break" if aside == 0 => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if aside == 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) if aside == 0 => text.extend(letter(&entity)),
            Event::End(tag) => match tag.name().0 {
                "office:annotation" => aside = aside.saturating_sub(1),
                name if name == end && deep == 0 => return Ok(text),
                name if name == end => deep -= 1,
                _ => {}
            },
            Event::Eof => return Err(wrong("it ends too early")),
            _ => {}
        }
    }
}

/// The letter an entity stands for; those a file declares itself stand for nothing.
fn letter(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match &*entity.xml10_content() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().ok().flatten(),
    }
}
