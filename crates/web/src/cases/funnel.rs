//! The funnel for heads and the DC's office: how many stand where, cut by block, department or craft. Every figure opens
//! the cases it counts.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use market::cases::{self, Cut, FunnelLine, Stage};
use serde::Deserialize;

use super::case::stage;
use super::{Reader, send, told};
use crate::app::App;
use crate::error::{WebError, encoded};
use crate::parts::{Button, Figure, Figures, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Grid, GridCell, GridRow};
use crate::views::desk::{Desk, SignOut};
use crate::who::{DcOffice, Head};

/// What the funnel is cut by, as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    cut: String,
}

/// `GET /{lang}/head/funnel`.
pub(super) async fn of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::head(&head), &asked, &wanted).await
}

/// `GET /{lang}/office/funnel`.
pub(super) async fn of_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::office(&office), &asked, &wanted).await
}

async fn show(
    app: &App,
    t: Text,
    reader: &Reader,
    asked: &Asked,
    wanted: &Wanted,
) -> Result<Response, WebError> {
    let cut = wanted.cut.parse::<Cut>().unwrap_or(Cut::Whole);
    let mut read = app.db().read().await?;
    let funnel = cases::funnel(&mut read, &reader.by.scope, cut).await?;
    let overdue = cases::overdue(&mut read, &reader.by.scope, kernel::Limit::of(20)).await?;
    let names = names(app, &mut read, &t, cut).await?;
    drop(read);
    let here = if reader.desk == Desk::Office { "/office/funnel" } else { "/head/funnel" };
    let list = |query: String| t.path(&format!("{}{query}", reader.cases()));
    let figure = |value: String, key: &str, href: Option<String>| Figure { value, label: t.get(key), href };
    let median = funnel.median_days.map_or_else(|| "–".to_owned(), |days| days.to_string());
    let mut blocks = vec![Block::Figures(Figures {
        figures: vec![
            figure(
                funnel.whole.from(Stage::Identified).to_string(),
                "funnel-n-all",
                Some(list(String::new())),
            ),
            figure(
                funnel.whole.at(Stage::Paid).to_string(),
                "funnel-n-paid",
                Some(list("?stage=paid".to_owned())),
            ),
            figure(median, "funnel-n-median", None),
        ],
    })];
    let rows = Stage::ALL.iter().map(|one| Row {
        href: list(format!("?stage={one}")),
        title: stage(&t, *one),
        figure: funnel.whole.at(*one).to_string(),
        note: if *one == Stage::Stopped {
            String::new()
        } else {
            t.say("funnel-so-far").set("count", funnel.whole.from(*one).to_string()).to_string()
        },
        standing: String::new(),
    });
    blocks.push(Block::Rows(Rows { rows: rows.collect() }));
    for other in [Cut::Block, Cut::Department, Cut::Craft] {
        let label = t.get(&format!("funnel-by-{other}"));
        blocks.push(Block::Button(Button::second(label).to(t.path(&format!("{here}?cut={other}")))));
    }
    if !funnel.lines.is_empty() {
        blocks.push(Block::Grid(grid(&t, reader, cut, &funnel.lines, &names)));
    }
    blocks.extend(resting(&t, reader, &funnel));
    if !overdue.is_empty() {
        blocks.push(Block::Heading(t.get(if reader.desk == Desk::Office {
            "office-overdue"
        } else {
            "head-overdue"
        })));
        blocks.push(Block::Rows(told::rows(&t, reader, &overdue, app.db().now().day())));
    }
    blocks.push(Block::Out(SignOut { form_key: Some(reader.key.clone()) }));
    let room = if reader.desk == Desk::Office { "/office/funnel" } else { "/head" };
    send(app, t, asked, &asked.rest, &reader.board(t.get("room-funnel"), room, blocks))
}

/// Why cases rest.
fn resting(t: &Text, reader: &Reader, funnel: &cases::Funnel) -> Vec<Block> {
    if funnel.resting.is_empty() {
        return Vec::new();
    }
    let rows = funnel.resting.iter().map(|line| Row {
        href: t.path(&format!("{}?why={}", reader.cases(), line.why)),
        title: t.get(&format!("case-why-{}", line.why)),
        figure: line.cases.to_string(),
        note: String::new(),
        standing: String::new(),
    });
    vec![Block::Heading(t.get("funnel-resting")), Block::Rows(Rows { rows: rows.collect() })]
}

/// What the lines of a cut are called.
async fn names(
    app: &App,
    read: &mut store::Read,
    t: &Text,
    cut: Cut,
) -> Result<BTreeMap<String, String>, WebError> {
    Ok(match cut {
        Cut::Whole => BTreeMap::new(),
        Cut::Block => {
            let blocks = market::places::read::blocks(read).await?;
            blocks.into_iter().map(|block| (block.code, t.pick(&block.name).to_owned())).collect()
        }
        Cut::Department => {
            let all = market::accounts::DepartmentKey::ALL.iter();
            all.map(|one| (one.to_string(), told::department(t, *one))).collect()
        }
        Cut::Craft => {
            let all = app.site().crafts.iter();
            all.map(|(key, name)| (key.clone(), t.pick(name).to_owned())).collect()
        }
    })
}

fn grid(t: &Text, reader: &Reader, cut: Cut, lines: &[FunnelLine], names: &BTreeMap<String, String>) -> Grid {
    let query = |line: &FunnelLine, stage: Option<Stage>| {
        let stage = stage.map(|stage| format!("&stage={stage}")).unwrap_or_default();
        t.path(&format!("{}?{cut}={}{stage}", reader.cases(), encoded(&line.cut)))
    };
    let row = |line: &FunnelLine| GridRow {
        label: names.get(&line.cut).cloned().unwrap_or_else(|| t.get("funnel-unknown")),
        href: query(line, None),
        cells: Stage::ALL
            .iter()
            .map(|stage| {
                let count = line.at(*stage);
                GridCell::of(count.to_string(), (count > 0).then(|| query(line, Some(*stage))))
            })
            .collect(),
    };
    let mut columns = vec![t.get(&format!("funnel-by-{cut}"))];
    columns.extend(Stage::ALL.iter().map(|one| stage(t, *one)));
    Grid { caption: t.get("room-funnel"), columns, rows: lines.iter().map(row).collect() }
}
