//! Blocks become pieces: what stands where, and what must not be cut by the end of a page.

use parley::Layout;
use taffy::compute_leaf_layout;
use taffy::prelude::*;

use super::NoPaper;
use super::fonts::{Desk, Look, break_at};
use crate::code128::{self, QUIET};
use crate::{Block, Cell, Paper, Row, RowKind, Sheet, Side, Table, Width};

const BODY: Look = Look { size: 9.0, weight: 400.0, side: Side::Left, grey: 20 };
const BOLD: Look = Look { weight: 700.0, ..BODY };
const SMALL: Look = Look { size: 7.5, grey: 70, ..BODY };
const TITLE: Look = Look { size: 15.0, weight: 700.0, ..BODY };
const HEADING: Look = Look { size: 10.5, weight: 700.0, ..BODY };
/// Between blocks, and inside a frame.
const GAP: f32 = 7.0;
/// Above and below the words of a cell, and beside them.
const CELL: (f32, f32) = (2.5, 3.5);
const BAR_HEIGHT: f32 = 8.0;
/// Bars for a scanner: how high, and the widest a module gets. Source: UPU S47 wants 10 mm at least.
const SCANNED_HEIGHT: f32 = 38.0;
const MODULE_MOST: f32 = 1.2;

/// A table of so many rows is not cut: it is read as one.
const ROWS_KEPT: usize = 12;
/// What was measured to fit must not be broken by the rounding of its column.
const SLACK: f32 = 0.5;

/// Sizes of a sheet, in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub width: f32,
    pub height: f32,
    pub margin: f32,
}

impl Size {
    pub(crate) const fn of(sheet: Sheet) -> Size {
        match sheet {
            Sheet::A4 => Size { width: 595.28, height: 841.89, margin: 40.0 },
            Sheet::A6 => Size { width: 297.64, height: 419.53, margin: 16.0 },
        }
    }

    pub(crate) const fn inside(self) -> f32 {
        self.width - 2.0 * self.margin
    }
}

/// Something to draw, measured from the top of its piece and the left margin.
pub(crate) enum Mark {
    Text { leaf: usize, x: f32, y: f32 },
    Fill { x: f32, y: f32, width: f32, height: f32, grey: u8 },
    Frame { x: f32, y: f32, width: f32, height: f32 },
}

/// What is not cut.
pub(crate) struct Piece {
    /// The room above it, unless it begins a page.
    pub above: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
    /// The piece that is repeated above it when it begins a page: the head of its table.
    pub head: Option<usize>,
    /// A heading does not stand alone at the foot of a page.
    pub stays_with_next: bool,
}

/// Words with their lines.
pub(crate) struct Text {
    pub words: String,
    pub layout: Layout<()>,
    pub look: Look,
}

/// A paper laid out as one endless column.
pub(crate) struct Laid {
    pub texts: Vec<Text>,
    pub pieces: Vec<Piece>,
}

/// A block with its nodes in the tree of boxes.
enum Built {
    Text { node: NodeId, leaf: usize },
    Rule { node: NodeId },
    Bar { node: NodeId, thousandths: u16 },
    Scanned { node: NodeId, widths: Vec<u16> },
    Group { node: NodeId, parts: Vec<Built>, is_framed: bool },
    Grid { node: NodeId, heads: Vec<Built>, rows: Vec<(RowKind, Vec<Built>)> },
}

impl Built {
    const fn node(&self) -> NodeId {
        match self {
            Built::Text { node, .. }
            | Built::Rule { node }
            | Built::Bar { node, .. }
            | Built::Scanned { node, .. }
            | Built::Group { node, .. }
            | Built::Grid { node, .. } => *node,
        }
    }
}

struct Bench<'a> {
    desk: &'a mut Desk,
    tree: TaffyTree<usize>,
    texts: Vec<Text>,
}

/// Lays a paper out.
pub(crate) fn out(desk: &mut Desk, paper: &Paper) -> Result<Laid, NoPaper> {
    let mut bench = Bench { desk, tree: TaffyTree::new(), texts: Vec::new() };
    bench.tree.disable_rounding();
    let built = bench.all(&paper.blocks).map_err(broken)?;
    let inside = Size::of(paper.sheet).inside();
    let style = Style { size: taffy::Size { width: length(inside), height: auto() }, ..column() };
    let nodes: Vec<NodeId> = built.iter().map(Built::node).collect();
    let root = bench.tree.new_with_children(style, &nodes).map_err(broken)?;
    let Bench { tree, texts, .. } = &mut bench;
    let room = taffy::Size { width: AvailableSpace::Definite(inside), height: AvailableSpace::MaxContent };
    tree.compute_layout_with_measure(root, room, |inputs, _, leaf, style| {
        let leaf = leaf.copied();
        compute_leaf_layout(inputs, style, |_, _| 0.0, |known, room| measure(known, room, leaf, texts))
    })
    .map_err(broken)?;
    let pieces = bench.pieces(&built, &paper.blocks).map_err(broken)?;
    Ok(Laid { texts: bench.texts, pieces })
}

fn broken(cause: taffy::TaffyError) -> NoPaper {
    NoPaper::Layout(cause.to_string())
}

fn column() -> Style {
    let gap = taffy::Size { width: zero(), height: length(GAP) };
    Style { display: Display::Flex, flex_direction: FlexDirection::Column, gap, ..Style::default() }
}

/// How much room words take: as wide as they are, or broken where they must be.
fn measure(
    known: taffy::Size<Option<f32>>,
    room: taffy::Size<AvailableSpace>,
    leaf: Option<usize>,
    texts: &mut [Text],
) -> taffy::Size<f32> {
    let Some(text) = leaf.and_then(|leaf| texts.get_mut(leaf)) else {
        return taffy::Size { width: known.width.unwrap_or(0.0), height: known.height.unwrap_or(0.0) };
    };
    let widths = text.layout.calculate_content_widths();
    let width = known.width.unwrap_or(match room.width {
        AvailableSpace::MinContent => widths.min,
        AvailableSpace::MaxContent => widths.max,
        AvailableSpace::Definite(width) => width.min(widths.max).max(widths.min),
    });
    break_at(&mut text.layout, width + SLACK, text.look.side);
    taffy::Size { width, height: known.height.unwrap_or(text.layout.height()) }
}

impl Bench<'_> {
    fn all(&mut self, blocks: &[Block]) -> Result<Vec<Built>, taffy::TaffyError> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Result<Built, taffy::TaffyError> {
        match block {
            Block::Title(words) => self.text(words, TITLE, Style::default()),
            Block::Heading(words) => self.text(words, HEADING, Style::default()),
            Block::Words(words) => self.text(words, BODY, Style::default()),
            Block::Small(words) => self.text(words, SMALL, Style::default()),
            Block::Facts(facts) => self.facts(facts),
            Block::Columns(columns) => self.columns(columns),
            Block::Framed(blocks) => {
                let parts = self.all(blocks)?;
                self.group(Style { padding: length(GAP), ..column() }, parts, true)
            }
            Block::Table(table) => self.table(table),
            Block::Rule => {
                let size = taffy::Size { width: percent(1.0), height: length(1.0) };
                Ok(Built::Rule { node: self.tree.new_leaf(Style { size, ..Style::default() })? })
            }
            Block::Bars(words) => self.scanned(words),
        }
    }

    /// Bars with their text below; a text that has none is only words.
    fn scanned(&mut self, words: &str) -> Result<Built, taffy::TaffyError> {
        let said = self.text(words, HEADING, Style::default())?;
        let Some(widths) = code128::widths(words) else { return Ok(said) };
        let size = taffy::Size { width: percent(1.0), height: length(SCANNED_HEIGHT) };
        let node = self.tree.new_leaf(Style { size, ..Style::default() })?;
        let gap = taffy::Size { width: zero(), height: length(2.0) };
        self.group(Style { gap, ..column() }, vec![Built::Scanned { node, widths }, said], false)
    }

    fn text(&mut self, words: &str, look: Look, style: Style) -> Result<Built, taffy::TaffyError> {
        let leaf = self.texts.len();
        let layout = self.desk.set(words, look);
        self.texts.push(Text { words: words.to_owned(), layout, look });
        Ok(Built::Text { node: self.tree.new_leaf_with_context(style, leaf)?, leaf })
    }

    fn group(
        &mut self,
        style: Style,
        parts: Vec<Built>,
        is_framed: bool,
    ) -> Result<Built, taffy::TaffyError> {
        let nodes: Vec<NodeId> = parts.iter().map(Built::node).collect();
        Ok(Built::Group { node: self.tree.new_with_children(style, &nodes)?, parts, is_framed })
    }

    fn columns(&mut self, columns: &[Vec<Block>]) -> Result<Built, taffy::TaffyError> {
        let mut parts = Vec::new();
        for blocks in columns {
            let inner = self.all(blocks)?;
            let gap = taffy::Size { width: zero(), height: length(2.0) };
            let style = Style { flex_grow: 1.0, flex_basis: length(0.0), gap, ..column() };
            parts.push(self.group(style, inner, false)?);
        }
        let gap = taffy::Size { width: length(16.0), height: zero() };
        self.group(Style { display: Display::Flex, gap, ..Style::default() }, parts, false)
    }

    fn facts(&mut self, facts: &[(String, String)]) -> Result<Built, taffy::TaffyError> {
        let mut parts = Vec::new();
        for (name, value) in facts {
            parts.push(self.text(name, Look { grey: 80, ..BODY }, Style::default())?);
            parts.push(self.text(value, BODY, Style::default())?);
        }
        let style = Style {
            display: Display::Grid,
            grid_template_columns: vec![fit_content(percent(0.5)), fr(1.0)],
            gap: taffy::Size { width: length(8.0), height: length(1.5) },
            ..Style::default()
        };
        self.group(style, parts, false)
    }

    fn table(&mut self, table: &Table) -> Result<Built, taffy::TaffyError> {
        let mut heads = Vec::new();
        let has_heads = table.columns.iter().any(|column| !column.head.is_empty());
        for column in table.columns.iter().filter(|_| has_heads) {
            heads.push(self.text(&column.head, Look { side: column.side, ..BOLD }, cell())?);
        }
        let mut rows = Vec::new();
        for row in &table.rows {
            rows.push((row.kind, self.row(table, row)?));
        }
        let tracks = table.columns.iter().map(|column| match column.width {
            Width::Fits => auto(),
            Width::Fills => minmax(length(60.0), fr(1.0)),
        });
        let style = Style {
            display: Display::Grid,
            grid_template_columns: tracks.collect(),
            size: taffy::Size { width: percent(1.0), height: auto() },
            ..Style::default()
        };
        let nodes: Vec<NodeId> =
            heads.iter().chain(rows.iter().flat_map(|(_, cells)| cells)).map(Built::node).collect();
        Ok(Built::Grid { node: self.tree.new_with_children(style, &nodes)?, heads, rows })
    }

    fn row(&mut self, table: &Table, row: &Row) -> Result<Vec<Built>, taffy::TaffyError> {
        let empty = Cell::Words(String::new());
        let mut cells = Vec::new();
        for (column, cell_of) in table.columns.iter().zip(row.cells.iter().chain(std::iter::repeat(&empty))) {
            cells.push(match cell_of {
                Cell::Words(words) => {
                    let look = if row.kind == RowKind::Sum { BOLD } else { BODY };
                    self.text(words, Look { side: column.side, ..look }, cell())?
                }
                Cell::Bar(thousandths) => {
                    let size = taffy::Size { width: auto(), height: length(BAR_HEIGHT + 2.0 * CELL.0) };
                    let node = self.tree.new_leaf(Style { size, ..cell() })?;
                    Built::Bar { node, thousandths: (*thousandths).min(1_000) }
                }
            });
        }
        Ok(cells)
    }

    /// Cuts the column into pieces: a table into its rows, everything else stays whole.
    fn pieces(&mut self, built: &[Built], blocks: &[Block]) -> Result<Vec<Piece>, taffy::TaffyError> {
        let mut pieces = Vec::new();
        let mut bottom = 0.0;
        for (part, block) in built.iter().zip(blocks) {
            let at = *self.tree.layout(part.node())?;
            let above = at.location.y - bottom;
            bottom = at.location.y + at.size.height;
            if let Built::Grid { heads, rows, .. } = part {
                self.rows(heads, rows, above, at.size.width, &mut pieces)?;
                continue;
            }
            let mut marks = Vec::new();
            self.draw(part, 0.0, -at.location.y, &mut marks)?;
            let stays_with_next = matches!(block, Block::Heading(_) | Block::Title(_));
            pieces.push(Piece { above, height: at.size.height, marks, head: None, stays_with_next });
        }
        Ok(pieces)
    }

    fn rows(
        &mut self,
        heads: &[Built],
        rows: &[(RowKind, Vec<Built>)],
        above: f32,
        width: f32,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), taffy::TaffyError> {
        let mut above = above;
        let mut head = None;
        if !heads.is_empty() {
            head = Some(pieces.len());
            let mut piece = self.band(heads, width)?;
            piece.marks.insert(0, Mark::Fill { x: 0.0, y: 0.0, width, height: piece.height, grey: 232 });
            pieces.push(Piece { above: std::mem::take(&mut above), stays_with_next: true, ..piece });
        }
        for (at, (kind, cells)) in rows.iter().enumerate() {
            let mut piece = self.band(cells, width)?;
            if *kind == RowKind::Sum {
                piece.marks.insert(0, Mark::Fill { x: 0.0, y: 0.0, width, height: 0.8, grey: 60 });
            }
            let stays_with_next = rows.len() <= ROWS_KEPT && at + 1 < rows.len();
            pieces.push(Piece { above: std::mem::take(&mut above), head, stays_with_next, ..piece });
        }
        Ok(())
    }

    /// One row of cells with the line below it.
    fn band(&mut self, cells: &[Built], width: f32) -> Result<Piece, taffy::TaffyError> {
        let (mut top, mut height) = (0.0, 0.0_f32);
        for cell in cells {
            let at = self.tree.layout(cell.node())?;
            top = at.location.y;
            height = height.max(at.size.height);
        }
        let mut marks = vec![Mark::Fill { x: 0.0, y: height - 0.4, width, height: 0.4, grey: 190 }];
        for cell in cells {
            self.draw(cell, 0.0, -top, &mut marks)?;
        }
        Ok(Piece { above: 0.0, height, marks, head: None, stays_with_next: false })
    }

    /// The marks of a part and all within it. Lines are broken once more, at the width that came out.
    fn draw(&mut self, part: &Built, x: f32, y: f32, marks: &mut Vec<Mark>) -> Result<(), taffy::TaffyError> {
        let at = *self.tree.layout(part.node())?;
        let (x, y) = (x + at.location.x, y + at.location.y);
        match part {
            Built::Text { leaf, .. } => {
                let inner = at.size.width - at.padding.left - at.padding.right;
                if let Some(text) = self.texts.get_mut(*leaf) {
                    break_at(&mut text.layout, inner + SLACK, text.look.side);
                }
                marks.push(Mark::Text { leaf: *leaf, x: x + at.padding.left, y: y + at.padding.top });
            }
            Built::Rule { .. } => {
                marks.push(Mark::Fill { x, y, width: at.size.width, height: 0.8, grey: 120 });
            }
            Built::Bar { thousandths, .. } => {
                let room = at.size.width - at.padding.left - at.padding.right;
                let width = room * f32::from(*thousandths) / 1_000.0;
                let (x, y) = (x + at.padding.left, y + at.padding.top);
                marks.push(Mark::Fill { x, y, width: width.max(0.5), height: BAR_HEIGHT, grey: 90 });
            }
            Built::Scanned { widths, .. } => scanned(widths, (x, y, at.size.width), marks),
            Built::Group { parts, is_framed, .. } => {
                if *is_framed {
                    marks.push(Mark::Frame { x, y, width: at.size.width, height: at.size.height });
                }
                for inner in parts {
                    self.draw(inner, x, y, marks)?;
                }
            }
            Built::Grid { heads, rows, .. } => {
                for cell in heads.iter().chain(rows.iter().flat_map(|(_, cells)| cells)) {
                    self.draw(cell, x, y, marks)?;
                }
            }
        }
        Ok(())
    }
}

/// Black where a bar is, with the quiet zone on both sides.
fn scanned(widths: &[u16], (x, y, room): (f32, f32, f32), marks: &mut Vec<Mark>) {
    let modules: u16 = widths.iter().sum::<u16>() + 2 * QUIET;
    let module = (room / f32::from(modules)).min(MODULE_MOST);
    let mut at = QUIET;
    for (place, width) in widths.iter().enumerate() {
        if place % 2 == 0 {
            let (x, width) = (x + f32::from(at) * module, f32::from(*width) * module);
            marks.push(Mark::Fill { x, y, width, height: SCANNED_HEIGHT, grey: 0 });
        }
        at += width;
    }
}

fn cell() -> Style {
    let padding = taffy::Rect {
        left: length(CELL.1),
        right: length(CELL.1),
        top: length(CELL.0),
        bottom: length(CELL.0),
    };
    Style { padding, ..Style::default() }
}
