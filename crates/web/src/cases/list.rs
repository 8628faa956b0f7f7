//! Cases in a list, narrowed by where they stand, block, department, craft, village, reason: the list behind every figure.

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::Limit;
use market::accounts::DepartmentKey;
use market::cases::{self, Filter, Stage, StopWhy};
use serde::Deserialize;

use super::{Reader, Typed, field, select, send, told};
use crate::app::App;
use crate::error::{WebError, encoded};
use crate::parts::{Button, Kind, Pager, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, BoardForm};
use crate::views::desk::Desk;
use crate::who::{DcOffice, Head, Officer};

/// Cases on a page.
const PAGE: Limit = Limit::of(30);

/// What a list is narrowed to, as its address says it. What makes no sense narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    stage: String,
    block: String,
    department: String,
    craft: String,
    why: String,
    village: String,
    after: String,
}

impl Wanted {
    fn filter(&self) -> Filter {
        Filter {
            stage: self.stage.parse::<Stage>().ok(),
            block: self.block.clone(),
            department: self.department.parse::<DepartmentKey>().ok(),
            craft: self.craft.clone(),
            why: self.why.parse::<StopWhy>().ok(),
            officer: None,
            village: self.village.clone(),
            after: self.after.parse().ok(),
        }
    }

    fn query(&self, after: &str) -> String {
        let pairs = [
            ("stage", &self.stage),
            ("block", &self.block),
            ("department", &self.department),
            ("craft", &self.craft),
            ("why", &self.why),
            ("village", &self.village),
        ];
        let said = pairs.iter().filter(|(_, value)| !value.is_empty());
        let mut parts: Vec<String> = said.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if !after.is_empty() {
            parts.push(format!("after={after}"));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

async fn show(
    app: &App,
    t: Text,
    reader: &Reader,
    asked: &Asked,
    wanted: &Wanted,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let mut lines = cases::list(&mut read, &reader.by.scope, &wanted.filter(), PAGE.and_one()).await?;
    let blocks_of_district = market::places::read::blocks(&mut read).await?;
    drop(read);
    let here = reader.cases();
    let goes_on = lines.len() > PAGE.rows();
    lines.truncate(PAGE.rows());
    let next = lines
        .last()
        .filter(|_| goes_on)
        .map(|line| t.path(&format!("{here}{}", wanted.query(&line.id.to_string()))));
    let first = (!wanted.after.is_empty()).then(|| t.path(&format!("{here}{}", wanted.query(""))));
    let typed = Typed(
        [("stage", &wanted.stage), ("block", &wanted.block), ("village", &wanted.village)]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect(),
    );
    let none = Wrongs::none();
    let stages = Stage::ALL.iter().map(|stage| (stage.to_string(), t.get(&format!("case-stage-{stage}"))));
    let blocks = blocks_of_district.into_iter().map(|block| (block.code, t.pick(&block.name).to_owned()));
    let asks = vec![
        select(&t, "stage", &typed, &none, stages),
        select(&t, "block", &typed, &none, blocks),
        field(&t, "village", Kind::Words, &typed, &none),
    ];
    let (action, button) = (t.path(here), Button::second(t.get("case-narrow")));
    let form = BoardForm { action, method: "get", asks, with: vec![], button, form_key: None };
    let mut blocks = vec![super::folded(t.get("case-narrow"), form, &none)];
    if lines.is_empty() {
        blocks.push(Block::Text(t.get("case-none")));
    }
    blocks.push(Block::Rows(told::rows(&t, reader, &lines, app.db().now().day())));
    blocks.push(Block::Pager(Pager { next, first }));
    if reader.desk == Desk::Officer {
        blocks.push(Block::Button(Button::main(t.get("myday-new")).to(t.path("/officer/cases/new"))));
    }
    send(app, t, asked, &asked.rest, &reader.board(t.get("room-cases"), here, blocks))
}

/// `GET /{lang}/officer/cases`.
pub(super) async fn of_officer(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::officer(&officer), &asked, &wanted).await
}

/// `GET /{lang}/head/cases`.
pub(super) async fn of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::head(&head), &asked, &wanted).await
}

/// `GET /{lang}/office/cases`.
pub(super) async fn of_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::office(&office), &asked, &wanted).await
}
