//! Whether less goes wrong, for heads and the DC's office: a year by craft, block and maker, and what does not fall.

use axum::extract::State;
use axum::response::Response;
use market::quality::{self, By, Count, Course, Trend};
use store::{DbError, Read};

use super::send;
use crate::app::App;
use crate::desk::told;
use crate::error::WebError;
use crate::parts::{Column, Notice, Table, TableRow, Tone, TrendLine, TrendTable};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// What every reader of trends sees.
pub(super) async fn blocks(read: &mut Read, t: &Text) -> Result<Vec<Block>, DbError> {
    let by_craft = quality::trends(read, By::Craft).await?;
    let by_block = quality::trends(read, By::Block).await?;
    let by_maker = quality::trends(read, By::Maker).await?;
    let mut blocks: Vec<Block> = task(t, &by_craft).into_iter().map(Block::Notice).collect();
    if by_block.is_empty() {
        blocks.push(Block::Text(t.get("trend-none")));
        return Ok(blocks);
    }
    for (by, lines) in [(By::Craft, &by_craft), (By::Block, &by_block), (By::Maker, &by_maker)] {
        if !lines.is_empty() {
            blocks.push(Block::Trends(table(t, by, lines)));
        }
    }
    blocks.push(Block::Text(t.get("trend-how")));
    // A parcel of several goods counts for its block and for no craft, so the blocks make the district.
    blocks.push(Block::Table(months(t, &quality::together(&by_block))));
    Ok(blocks)
}

/// What does not fall, as a task; nothing if all does.
pub(crate) fn task(t: &Text, by_craft: &[Trend]) -> Option<Notice> {
    let climb: Vec<&str> = by_craft
        .iter()
        .filter(|line| line.course() == Course::DoesNotFall)
        .map(|line| t.pick(&line.name))
        .collect();
    let text = t.say("trend-task.text").set("crafts", climb.join(", ")).to_string();
    (!climb.is_empty()).then(|| Notice::new(Tone::Care, t.get("trend-task"), text))
}

fn share(count: Count) -> String {
    if count.looked == 0 { "–".to_owned() } else { format!("{} / {}", count.wrong, count.looked) }
}

/// The district by month: the data behind the lines.
fn months(t: &Text, all: &Trend) -> Table {
    let row = |(ago, count): (i64, &Count)| {
        let days = usize::try_from(ago * quality::STEP_DAYS).unwrap_or(0);
        let from = days + usize::try_from(quality::STEP_DAYS).unwrap_or(0);
        let when = t.say("trend-ago").set("from", from).set("days", days).to_string();
        TableRow { href: None, cells: vec![when, share(*count)] }
    };
    Table {
        caption: t.get("trend-months"),
        columns: vec![
            Column { label: t.get("trend-when"), figures: false },
            Column { label: t.get("trend-wrong"), figures: true },
        ],
        rows: (0..).zip(all.steps.iter().rev()).map(row).collect(),
    }
}

fn table(t: &Text, by: By, lines: &[Trend]) -> TrendTable {
    let line = |line: &Trend| TrendLine {
        name: t.pick(&line.name).to_owned(),
        steps: line.steps.iter().map(|step| step.permille()).collect(),
        now: share(line.now()),
        before: share(line.before()),
        course: t.get(match line.course() {
            Course::TooFew => "trend-too-few",
            Course::Falls => "trend-falls",
            Course::DoesNotFall => "trend-does-not-fall",
        }),
    };
    let name = t.get(&format!("trend-by-{by}"));
    TrendTable {
        caption: t.say("trend-caption").set("by", &name).to_string(),
        of: name,
        lines: lines.iter().map(line).collect(),
    }
}

/// `GET /{lang}/office/quality`.
pub(super) async fn of_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let blocks = blocks(&mut app.db().read().await?, &t).await?;
    let board = Board::of(
        Desk::Office,
        told::name_of(&office.buyer),
        "/office/quality",
        t.get("room-quality"),
        blocks,
    );
    send(&app, t, &asked, &asked.rest, &board)
}
