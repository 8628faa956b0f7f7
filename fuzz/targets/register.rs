//! A register as somebody hands it in: XLSX, ODS, CSV, or anything else under that name.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/market/src/intake/grid/mod.rs"]
mod grid;

libfuzzer_sys::fuzz_target!(
    // A library that breaks on a bent file is caught by the reader itself; only what gets past it counts.
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| {
        if let Ok(book) = grid::read(bytes) {
            assert!(book.sheets.len() <= grid::SHEETS_MOST);
            let lines: usize = book.sheets.iter().map(|sheet| sheet.lines.len()).sum();
            assert!(lines <= grid::ROWS_MOST + grid::SHEETS_MOST);
        }
    }
);
