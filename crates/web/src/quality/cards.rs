//! What went wrong with goods and how it is mended: an officer's list and each card, a head's overview with rates by craft.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::CardId;
use market::audit::{Actor, Part};
use market::quality::{self, Card, QualityError, Rate};

use super::{Typed, send};
use crate::app::App;
use crate::desk::{id_of, to, told};
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Button, Column, Facts, Field, Kind, Row, Rows, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::who::{Buyer, Head, Officer};

/// Rates are counted over so many days, and the same before.
const RATE_DAYS: i64 = 90;

fn board(desk: Desk, buyer: &Buyer, title: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
    let room = if desk == Desk::Head { "/head/quality" } else { "/officer/quality" };
    let (whose, lead) = (told::name_of(buyer), String::new());
    Board { title, desk, whose, room, lead, wrongs, already: false, blocks }
}

fn about(t: &Text, card: &Card) -> String {
    let good = t.pick(&card.good);
    let what = if good.is_empty() { t.get("quality-parcel") } else { good.to_owned() };
    format!("{what}, {}", t.pick(&card.maker))
}

fn row(t: &Text, card: &Card, href: String) -> Row {
    let due = card.due.map(|due| t.say("quality-due").set("day", t.day(&due)).to_string());
    Row {
        href,
        title: about(t, card),
        figure: t.get(&format!("quality-state-{}", card.state)),
        note: format!(
            "{} · {}",
            t.get(&format!("quality-source-{}", card.source)),
            t.day(&card.opened_at.day())
        ),
        standing: due.unwrap_or_else(|| card.defect.clone()),
    }
}

/// `GET /{lang}/officer/quality`: what is open in her blocks.
pub(super) async fn of_officer(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let open = quality::open_cards(&mut app.db().read().await?, Some(&officer.post.blocks)).await?;
    let line = |card: &Card| row(&t, card, t.path(&format!("/officer/quality/{}", card.id)));
    let blocks = if open.is_empty() {
        vec![Block::Text(t.get("quality-all-well"))]
    } else {
        vec![Block::Rows(Rows { rows: open.iter().map(line).collect() })]
    };
    let board = board(Desk::Officer, &officer.buyer, t.get("room-quality"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET /{lang}/head/quality`: how each craft fares, and what is open anywhere.
pub(super) async fn of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let rates = quality::rates(&mut read, RATE_DAYS).await?;
    let open = quality::open_cards(&mut read, None).await?;
    drop(read);
    let mut blocks = Vec::new();
    if rates.is_empty() {
        blocks.push(Block::Text(t.get("quality-no-rates")));
    } else {
        blocks.push(Block::Table(table(&t, &rates)));
    }
    blocks.push(Block::Heading(t.get("quality-open")));
    if open.is_empty() {
        blocks.push(Block::Text(t.get("quality-all-well")));
    }
    for card in &open {
        blocks.push(Block::Text(format!("{} · {}", about(&t, card), row(&t, card, String::new()).standing)));
    }
    let board = board(Desk::Head, &head.buyer, t.get("room-quality"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

fn table(t: &Text, rates: &[Rate]) -> Table {
    let share = |wrong: i64, looked: i64| {
        if looked == 0 { "–".to_owned() } else { format!("{wrong} / {looked}") }
    };
    let row = |rate: &Rate| TableRow {
        href: None,
        cells: vec![
            kernel::Words::new(&*rate.craft_hi, &*rate.craft_en).pick(t.lang).to_owned(),
            share(rate.wrong, rate.looked),
            share(rate.wrong_before, rate.looked_before),
        ],
    };
    Table {
        caption: t.say("quality-rates").set("days", usize::try_from(RATE_DAYS).unwrap_or(0)).to_string(),
        columns: vec![
            Column { label: t.get("quality-craft"), figures: false },
            Column { label: t.get("quality-now"), figures: true },
            Column { label: t.get("quality-before"), figures: true },
        ],
        rows: rates.iter().map(row).collect(),
    }
}

/// `GET /{lang}/officer/quality/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &officer, id_of(&id)?, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST …/plan`: what to do, who shows how, by when.
pub(super) async fn plan(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: CardId = id_of(&id)?;
    let mut wrongs = Wrongs::none();
    if let Some(due) = Day::from_iso(typed.get("look_again")) {
        let by = (actor(&officer), &officer.post.blocks);
        let words = (typed.get("advice"), typed.get("trainer"));
        match quality::plan(app.db(), by, id, words, due).await {
            Ok(()) => return Ok(to(&t, &format!("/officer/quality/{id}"))),
            Err(QualityError::NoWords) => wrongs.add("advice", t.get("quality-wrong-advice")),
            Err(QualityError::BadDay) => wrongs.add("look_again", t.get("quality-wrong-day")),
            Err(cause) => return Err(cause.into()),
        }
    } else {
        wrongs.add("look_again", t.get("quality-wrong-day"));
    }
    again(&app, t, &officer, &asked, id, &typed, wrongs).await
}

/// `POST …/removal`: it was no defect.
pub(super) async fn remove(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: CardId = id_of(&id)?;
    let by = (actor(&officer), &officer.post.blocks);
    let mut wrongs = Wrongs::none();
    match quality::drop_card(app.db(), by, id, typed.get("no_defect")).await {
        Ok(()) => return Ok(to(&t, "/officer/quality")),
        Err(QualityError::NoWords) => wrongs.add("no_defect", t.get("quality-wrong-no-words")),
        Err(cause) => return Err(cause.into()),
    }
    again(&app, t, &officer, &asked, id, &typed, wrongs).await
}

async fn again(
    app: &App,
    t: Text,
    officer: &Officer,
    asked: &Asked,
    id: CardId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let board = page(app, &t, officer, id, typed, wrongs).await?;
    send(app, t, asked, &format!("/officer/quality/{id}"), &board)
}

fn actor(officer: &Officer) -> Actor {
    Actor::Person(officer.buyer.who.person, Part::Officer)
}

async fn page(
    app: &App,
    t: &Text,
    officer: &Officer,
    id: CardId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let card = quality::card(&mut app.db().read().await?, &officer.post.blocks, id).await?;
    let card = card.ok_or(WebError::Missing)?;
    let facts = Facts::default()
        .and(t.get("quality-source"), t.get(&format!("quality-source-{}", card.source)))
        .and(t.get("quality-defect"), card.defect.as_str())
        .and(t.get("quality-village"), t.pick(&card.village))
        .and(t.get("quality-stands"), t.get(&format!("quality-state-{}", card.state)))
        .and(t.get("field-advice"), card.advice.as_str())
        .and(t.get("field-trainer"), card.trainer.as_str())
        .and(t.get("field-look_again"), card.due.map(|due| t.day(&due)).unwrap_or_default());
    let mut blocks = vec![Block::Facts(facts), Block::Text(t.get("quality-how-it-ends"))];
    if card.state.after(quality::Event::Plans).is_ok() {
        let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
        let form = |path: &str, asks, key: &str| BoardForm {
            action: t.path(&format!("/officer/quality/{id}/{path}")),
            method: "post",
            asks,
            with: vec![],
            button: Button::main(t.get(key)),
            form_key: Some(key_for(&officer.buyer.session)),
        };
        let asks =
            vec![field("advice", Kind::Words), field("trainer", Kind::Words), field("look_again", Kind::Day)];
        blocks.push(Block::Heading(t.get("quality-plan")));
        blocks.push(Block::Form(form("plan", asks, "quality-plan-go")));
        let (summary, open) = (t.get("quality-no-defect"), wrongs.of("no_defect").is_some());
        let form = form("removal", vec![field("no_defect", Kind::Words)], "quality-no-defect-go");
        blocks.push(Block::Folded(Folded { summary, open, form }));
    }
    Ok(board(Desk::Officer, &officer.buyer, about(t, &card), wrongs, blocks))
}
