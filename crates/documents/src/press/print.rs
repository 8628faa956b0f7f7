//! Pieces go onto pages, and pages into a file.

use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use parley::layout::{PositionedLayoutItem, Run};

use super::NoPaper;
use super::fonts::{Desk, Look, break_at};
use super::lay::{Laid, Mark, Piece, Size, Text};
use crate::{Moment, Paper, Side};

/// The room at the foot of a page for its line.
const FOOT: f32 = 18.0;
const FOOT_LOOK: Look = Look { size: 7.5, weight: 400.0, side: Side::Left, grey: 90 };

/// An empty file, named after its first paper.
pub(crate) fn begin(papers: &[Paper]) -> Document {
    let mut file = Document::new();
    if let Some(paper) = papers.first() {
        file.set_metadata(about(paper));
    }
    file
}

/// The bytes of a file.
pub(crate) fn end(file: Document) -> Result<Vec<u8>, NoPaper> {
    file.finish().map_err(|cause| NoPaper::File(format!("{cause:?}")))
}

/// Prints one paper; its pages are counted from one.
pub(crate) fn pages(file: &mut Document, desk: &mut Desk, paper: &Paper, laid: &Laid) -> Result<(), NoPaper> {
    let size = Size::of(paper.sheet);
    let settings = PageSettings::from_wh(size.width, size.height);
    let settings = settings.ok_or_else(|| NoPaper::File("a sheet without a size".to_owned()))?;
    let pages = share_out(&laid.pieces, size);
    for (at, placed) in pages.iter().enumerate() {
        let mut page = file.start_page_with(settings.clone());
        let mut surface = page.surface();
        for (piece, y) in placed {
            draw(&mut surface, desk, laid, piece, size.margin, *y);
        }
        let number = format!("{} / {}", at + 1, pages.len());
        foot(&mut surface, desk, paper, size, &number);
        surface.finish();
        page.finish();
    }
    Ok(())
}

fn about(paper: &Paper) -> Metadata {
    let Moment { year, month, day, hour, minute } = paper.made;
    let made = DateTime::new(year).month(month).day(day).hour(hour).minute(minute);
    Metadata::new()
        .title(paper.title.clone())
        .language(paper.lang.to_owned())
        .creator("DeogharMart".to_owned())
        .creation_date(made.second(0).utc_offset_hour(5).utc_offset_minute(30))
}

/// Which piece stands on which page, and how far from its top. There is always a first page.
fn share_out(pieces: &[Piece], size: Size) -> Vec<Vec<(&Piece, f32)>> {
    let bottom = size.height - size.margin - FOOT;
    let mut pages = vec![Vec::new()];
    let mut y = size.margin;
    for (at, piece) in pieces.iter().enumerate() {
        let begins = y <= size.margin;
        let above = if begins { 0.0 } else { piece.above };
        let needs = piece.height + kept_with(&pieces[at..], bottom - size.margin);
        if !begins && y + above + needs > bottom {
            pages.push(Vec::new());
            y = size.margin;
            if let (Some(head), Some(page)) = (piece.head.and_then(|head| pieces.get(head)), pages.last_mut())
            {
                page.push((head, y));
                y += head.height;
            }
        } else {
            y += above;
        }
        if let Some(page) = pages.last_mut() {
            page.push((piece, y));
        }
        y += piece.height;
    }
    pages
}

/// How much room the pieces take that stay with the first: a heading's with the head and the rows of its table. What is higher than a page
/// is cut, and only the next stays.
fn kept_with(pieces: &[Piece], page: f32) -> f32 {
    let pairs = pieces.iter().zip(pieces.iter().skip(1));
    let kept = pairs.take_while(|(piece, _)| piece.stays_with_next).map(|(_, next)| next.above + next.height);
    let kept: Vec<f32> = kept.collect();
    let all: f32 = kept.iter().sum();
    let own = pieces.first().map_or(0.0, |piece| piece.height);
    if own + all > page { kept.first().copied().unwrap_or(0.0) } else { all }
}

fn draw(surface: &mut Surface<'_>, desk: &Desk, laid: &Laid, piece: &Piece, left: f32, top: f32) {
    for mark in &piece.marks {
        match *mark {
            Mark::Fill { x, y, width, height, grey } => {
                ink(surface, grey);
                path(surface, Rect::from_xywh(left + x, top + y, width, height));
            }
            Mark::Frame { x, y, width, height } => {
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: luma::Color::new(120).into(),
                    width: 0.8,
                    ..Stroke::default()
                }));
                path(surface, Rect::from_xywh(left + x, top + y, width, height));
                surface.set_stroke(None);
            }
            Mark::Text { leaf, x, y } => {
                if let Some(text) = laid.texts.get(leaf) {
                    words(surface, desk, text, Point::from_xy(left + x, top + y));
                }
            }
        }
    }
}

fn path(surface: &mut Surface<'_>, rect: Option<Rect>) {
    let Some(rect) = rect else { return };
    let mut builder = PathBuilder::new();
    builder.push_rect(rect);
    if let Some(path) = builder.finish() {
        surface.draw_path(&path);
    }
}

fn ink(surface: &mut Surface<'_>, grey: u8) {
    let paint = luma::Color::new(grey).into();
    surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: Default::default() }));
}

fn words(surface: &mut Surface<'_>, desk: &Desk, text: &Text, at: Point) {
    ink(surface, text.look.grey);
    for line in text.layout.lines() {
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(placed) = item else { continue };
            let run = placed.run();
            let Some(font) = desk.font(run.font().data.id()) else { continue };
            let start = Point::from_xy(at.x + placed.offset(), at.y + placed.baseline());
            surface.draw_glyphs(start, &glyphs(run), font, &text.words, run.font_size(), false);
        }
    }
}

/// The glyphs of a run with the letters each stands for, so that the text can be read out of the file again.
fn glyphs(run: &Run<'_, ()>) -> Vec<KrillaGlyph> {
    let size = run.font_size();
    let mut glyphs: Vec<KrillaGlyph> = Vec::new();
    for cluster in run.visual_clusters() {
        if cluster.is_ligature_continuation() {
            if let Some(glyph) = glyphs.last_mut() {
                glyph.text_range.end = cluster.text_range().end;
            }
            continue;
        }
        for glyph in cluster.glyphs() {
            let (id, range) = (GlyphId::new(glyph.id), cluster.text_range());
            let (advance, x, y) = (glyph.advance / size, glyph.x / size, glyph.y / size);
            glyphs.push(KrillaGlyph::new(id, advance, x, y, 0.0, range, None));
        }
    }
    glyphs
}

fn foot(surface: &mut Surface<'_>, desk: &mut Desk, paper: &Paper, size: Size, number: &str) {
    let y = size.height - size.margin - FOOT + 8.0;
    for (said, side) in [(paper.foot.as_str(), Side::Left), (number, Side::Right)] {
        let look = Look { side, ..FOOT_LOOK };
        let mut layout = desk.set(said, look);
        break_at(&mut layout, size.inside(), side);
        words(surface, desk, &Text { words: said.to_owned(), layout, look }, Point::from_xy(size.margin, y));
    }
}
