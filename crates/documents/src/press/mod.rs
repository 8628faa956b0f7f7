//! Papers become pages: `parley` shapes words and breaks lines and finds the font for each script, `taffy` lays out rows, columns
//! and tables, `krilla` writes the file. A table goes on over the page with its head repeated; no row is cut.
//!
//! Start at [`render`].

mod fonts;
mod lay;
mod print;

pub(crate) use fonts::{Desk, Look, break_at, desk};

use crate::Paper;

/// Why a paper could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum NoPaper {
    /// The layout does not come out; always an error in this room.
    #[error("a paper cannot be laid out: {0}")]
    Layout(String),
    /// The file cannot be written; always an error in this room.
    #[error("a paper cannot be written: {0}")]
    File(String),
}

/// Sets papers, each from a page of its own on, and answers the PDF's bytes. Takes some milliseconds of a processor: not for an async thread.
///
/// # Errors
/// [`NoPaper`] if a library refuses; no text of a paper brings that about.
pub fn render(papers: &[Paper]) -> Result<Vec<u8>, NoPaper> {
    let mut desk = fonts::desk();
    let mut file = print::begin(papers);
    for paper in papers {
        let laid = lay::out(&mut desk, paper)?;
        print::pages(&mut file, &mut desk, paper, &laid)?;
    }
    print::end(file)
}
