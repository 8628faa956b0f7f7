//! The slice of a stall: what is set aside for it, how much of that is sold, and giving the rest back.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use market::hand_sales::slices::{self, Slice, SliceLine};
use market::hand_sales::{self, SaleError};
use market::stalls::Stall;
use store::chance;

use super::{desk, told};
use crate::app::App;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Column, Deed, Field, Kind, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Keeper;

fn path_of(stall: &Stall) -> String {
    format!("{}/slice", desk::path_of(stall))
}

/// `GET /{lang}/hub/stalls/{id}/slice`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let stall = desk::own(&mut app.db().read().await?, &keeper, &id).await?;
    let board = page(&app, &t, &keeper, &stall, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &path_of(&stall), &board)
}

/// `POST /{lang}/hub/stalls/{id}/slices`: pieces are set aside.
pub(super) async fn open(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let stall = desk::own(&mut app.db().read().await?, &keeper, &id).await?;
    let wrongs = match desk::wanted(&t, &typed) {
        Err(wrongs) => wrongs,
        Ok(wants) => {
            let day = Day::from_iso(typed.get("slice_day")).unwrap_or(Day(0));
            let by = (keeper.buyer.who.person, keeper.hub);
            match slices::open(app.db(), by, (stall.id, day), &wants, typed.get("once")).await {
                Ok(_) => return Ok(to(&t, &path_of(&stall))),
                Err(SaleError::Bad("slice_day")) => {
                    Wrongs::none().and("slice_day", t.get("hand-wrong-slice-day"))
                }
                Err(cause) => told::wrongs(&t, cause)?,
            }
        }
    };
    let board = page(&app, &t, &keeper, &stall, &typed, wrongs).await?;
    send(&app, t, &asked, &path_of(&stall), &board)
}

/// `POST /{lang}/hub/stalls/{id}/slices/closing`: the web has again what is left.
pub(super) async fn close(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let stall = desk::own(&mut app.db().read().await?, &keeper, &id).await?;
    slices::close(app.db(), (keeper.buyer.who.person, keeper.hub), stall.id).await?;
    Ok(to(&t, &path_of(&stall)))
}

async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    stall: &Stall,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let today = read.now().day();
    let slice = slices::of_stall(&mut read, stall.id).await?;
    let mut lying = hand_sales::lying_at(&mut read, stall.id).await?;
    drop(read);
    lying.retain(|good| good.keeps);
    let form_key = Some(key_for(&keeper.buyer.session));
    let blocks = match slice {
        Some(open) => standing(t, stall, &open, form_key),
        None if lying.is_empty() => vec![Block::Text(t.get("hand-nothing-lies"))],
        None => {
            let day = match typed.get("slice_day") {
                "" => today.iso(),
                typed => typed.to_owned(),
            };
            let mut asks = vec![Ask::Field(Field::named(t, "slice_day", Kind::Day, &day, &wrongs))];
            asks.extend(desk::asks(t, &lying, typed, &wrongs));
            vec![Block::Form(BoardForm {
                action: t.path(&format!("{}/slices", desk::path_of(stall))),
                method: "post",
                asks,
                with: vec![("once".to_owned(), chance::letters(16))],
                button: Button::main(t.get("hand-set-aside")),
                form_key,
            })]
        }
    };
    let whose = crate::desk::told::name_of(&keeper.buyer);
    let title = t.say("hand-slice-of").set("stall", t.pick(&stall.name)).to_string();
    Ok(Board::of(Desk::Hub, whose, desk::ROOM, title, blocks).led(t.get("hand-slice-lead")).wrong(wrongs))
}

/// What is set aside, and what can be done with it.
fn standing(
    t: &Text,
    stall: &Stall,
    (slice, lines): &(Slice, Vec<SliceLine>),
    form_key: Option<String>,
) -> Vec<Block> {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |line: &SliceLine| TableRow {
        href: None,
        cells: vec![
            format!("{} {}", t.pick(&line.name), t.pick(&line.label)).trim().to_owned(),
            line.given.to_string(),
            line.sold.to_string(),
            line.left().to_string(),
        ],
    };
    let table = Table {
        caption: t.say("hand-slice-for").set("day", t.day(&slice.day)).to_string(),
        columns: vec![
            column("hand-goods", false),
            column("hand-given", true),
            column("hand-sold-of", true),
            column("hand-left", true),
        ],
        rows: lines.iter().map(row).collect(),
    };
    let path = desk::path_of(stall);
    vec![
        Block::Table(table),
        Block::Button(Button::main(t.get("hand-offline-open")).to(t.path(&format!("{path}/offline")))),
        Block::Text(t.get("hand-close-hint")),
        Block::Deed(Deed {
            action: t.path(&format!("{path}/slices/closing")),
            button: Button::second(t.get("hand-close")),
            with: Vec::new(),
            form_key,
        }),
    ]
}
