//! The bills of goods that left a hub on a day: listed, and printed in one go to be put into the parcels.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use documents::Copy;
use kernel::Day;
use market::bills::{self, Bill};
use serde::Deserialize;

use super::{line, press};
use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::parts::{Button, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked as Request;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// Which day; today if none is named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    day: Option<String>,
}

async fn of_day(app: &App, keeper: &Keeper, asked: &Asked) -> Result<(Day, Vec<Bill>), WebError> {
    let day = match asked.day.as_deref().map(str::trim).filter(|day| !day.is_empty()) {
        None => app.db().now().day(),
        Some(text) => Day::from_iso(text).ok_or(WebError::Unclear("bill-wrong-day"))?,
    };
    Ok((day, bills::at_hub_on(&mut app.db().read().await?, keeper.hub, day).await?))
}

/// `GET /{lang}/hub/bills?day=2026-11-28`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    request: Request,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (day, bills) = of_day(&app, &keeper, &asked).await?;
    let mut blocks = vec![Block::Form(BoardForm {
        action: t.path("/hub/bills"),
        method: "get",
        asks: vec![Ask::Field(Field::named(&t, "day", Kind::Day, &day.iso(), &Wrongs::none()))],
        with: Vec::new(),
        button: Button::second(t.get("bill-show")),
        form_key: None,
    })];
    if bills.is_empty() {
        blocks.push(Block::Text(t.say("bill-none-on").set("day", t.day(&day)).to_string()));
    } else {
        let href = t.path(&format!("/hub/bills/print?day={}", day.iso()));
        blocks.push(Block::Button(
            Button::main(t.say("bill-print").set("count", bills.len()).to_string()).to(href),
        ));
        blocks.push(Block::Rows(Rows { rows: bills.iter().map(|bill| row(&t, bill)).collect() }));
    }
    let board = Board::of(Desk::Hub, told::name_of(&keeper.buyer), "/hub/bills", t.get("room-bills"), blocks)
        .led(t.get("bill-hub-lead"));
    answer(&app, t, &request, &request.rest, StatusCode::OK, &board)
}

fn row(t: &Text, bill: &Bill) -> Row {
    let (title, href) = line(t, &bill.head);
    Row {
        href,
        title,
        figure: t.money(&bill.head.total),
        note: format!("{} · {}", bill.head.parcel_code, t.pick(&bill.head.seller)),
        standing: String::new(),
    }
}

/// `GET /{lang}/hub/bills/print?day=2026-11-28`.
pub(super) async fn print(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (day, bills) = of_day(&app, &keeper, &asked).await?;
    if bills.is_empty() {
        return Ok(to(&t, &format!("/hub/bills?day={}", day.iso())));
    }
    let papers = bills.iter().map(|bill| documents::bill(bill, Copy::Whole)).collect();
    press::answer(papers, &format!("bills-{}", day.iso())).await
}
