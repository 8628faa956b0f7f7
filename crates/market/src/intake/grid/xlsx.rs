//! Sheets of Excel, cell by cell, so that a sheet with one cell in its last corner costs one cell.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs};

use super::{Book, Bounds, CUT, Filler, SHEETS_MOST, Unreadable};

/// Merged cells of one sheet that are looked at.
const MERGED_MOST: usize = 20_000;

pub(super) fn read(bytes: &[u8], mut left: Bounds) -> Result<Book, Unreadable> {
    let mut file: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(wrong)?;
    let visible = file.sheets_metadata().iter().filter(|sheet| {
        matches!(sheet.typ, SheetType::WorkSheet) && matches!(sheet.visible, SheetVisible::Visible)
    });
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    if names.len() > SHEETS_MOST {
        return Err(Unreadable::TooLarge);
    }
    let mut book = Book::default();
    for name in names {
        let mut filler = Filler::new(&name, left);
        fill(&mut file, &name, &mut filler)?;
        for merged in file.merge_cells_by_sheet_name(&name).map_err(wrong)?.into_iter().take(MERGED_MOST) {
            let ((line, column), (last, _)) = (merged.start, merged.end);
            filler.fill_down(line as usize, column as usize, last as usize)?;
        }
        let (grid, rest) = filler.done();
        left = rest;
        if !grid.lines.is_empty() {
            book.sheets.push(grid);
        }
    }
    Ok(book)
}

fn fill(file: &mut Xlsx<Cursor<&[u8]>>, name: &str, filler: &mut Filler) -> Result<(), Unreadable> {
    let mut cells = file.worksheet_cells_reader(name).map_err(wrong)?;
    while let Some(cell) = cells.next_cell().map_err(wrong)? {
        let (line, column) = cell.get_position();
        filler.put(line as usize, column as usize, &text_of(cell.get_value()))?;
    }
    Ok(())
}

fn wrong(cause: XlsxError) -> Unreadable {
    match cause {
        XlsxError::Password => Unreadable::OldExcel,
        other => Unreadable::NotASheet(other.to_string()),
    }
}

/// What stands in a cell, as people see it: whole numbers without a point, dates as `2026-11-22`.
fn text_of(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.abs() >= 1e15 => CUT.to_owned(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
