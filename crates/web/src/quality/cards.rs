//! What went wrong with goods and how it is mended: an officer's list and each card, a head's overview with rates by craft.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::CardId;
use market::audit::{Actor, Part};
use market::quality::{self, Card, QualityError};

use super::{Typed, photos, send, trends};
use crate::app::App;
use crate::desk::{self, id_of, to};
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Button, Facts, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::who::{Buyer, Head, Officer};

fn board(desk: Desk, buyer: &Buyer, title: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
    let room = if desk == Desk::Head { "/head/quality" } else { "/officer/quality" };
    let (whose, lead) = (desk::told::name_of(buyer), String::new());
    Board::of(desk, whose, room, title, blocks).led(lead).wrong(wrongs)
}

pub(super) fn about(t: &Text, card: &Card) -> String {
    let good = t.pick(&card.good);
    let what = if good.is_empty() { t.get("quality-parcel") } else { good.to_owned() };
    format!("{what}, {}", t.pick(&card.maker))
}

pub(super) fn row(t: &Text, card: &Card, href: String) -> Row {
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
    let mut blocks = if open.is_empty() {
        vec![Block::Text(t.get("quality-all-well"))]
    } else {
        vec![Block::Rows(Rows { rows: open.iter().map(line).collect() })]
    };
    let buyers = Button::second(t.get("quality-buyers-photos"));
    blocks.push(Block::Button(buyers.to(t.path("/officer/quality/reviews"))));
    let board = board(Desk::Officer, &officer.buyer, t.get("room-quality"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET /{lang}/head/quality`: whether less goes wrong, and what is open anywhere.
pub(super) async fn of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let mut blocks = trends::blocks(&mut read, &t).await?;
    let open = quality::open_cards(&mut read, None).await?;
    drop(read);
    blocks.push(Block::Heading(t.get("quality-open")));
    if open.is_empty() {
        blocks.push(Block::Text(t.get("quality-all-well")));
    }
    let line = |card: &Card| row(&t, card, t.path(&format!("/head/quality/{}", card.id)));
    blocks.push(Block::Rows(Rows { rows: open.iter().map(line).collect() }));
    let board = board(Desk::Head, &head.buyer, t.get("room-quality"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET /{lang}/head/quality/{id}`: what went wrong, what is done about it, and how it looks.
pub(super) async fn show_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: CardId = id_of(&id)?;
    let mut read = app.db().read().await?;
    let card = quality::card(&mut read, None, id).await?.ok_or(WebError::Missing)?;
    let seen = photos::of_card(&t, &mut read, id, "/head/quality/photos").await?;
    drop(read);
    let mut blocks = told(&t, &card);
    blocks.extend(seen);
    let board = board(Desk::Head, &head.buyer, about(&t, &card), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
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

pub(super) async fn again(
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
    let mut read = app.db().read().await?;
    let card = quality::card(&mut read, Some(&officer.post.blocks), id).await?.ok_or(WebError::Missing)?;
    let seen = photos::of_card(t, &mut read, id, "/officer/quality/photos").await?;
    drop(read);
    let mut blocks = told(t, &card);
    blocks.extend(seen);
    blocks.push(Block::Text(t.get("quality-how-it-ends")));
    blocks.push(Block::PhotoForm(photos::add_form(t, officer, id, &wrongs)));
    blocks.extend(deeds(t, officer, &card, typed, &wrongs));
    Ok(board(Desk::Officer, &officer.buyer, about(t, &card), wrongs, blocks))
}

/// What is known of a card.
pub(super) fn told(t: &Text, card: &Card) -> Vec<Block> {
    let facts = Facts::default()
        .and(t.get("quality-source"), t.get(&format!("quality-source-{}", card.source)))
        .and(t.get("quality-defect"), card.defect.as_str())
        .and(t.get("quality-village"), t.pick(&card.village))
        .and(t.get("quality-stands"), t.get(&format!("quality-state-{}", card.state)))
        .and(t.get("field-advice"), card.advice.as_str())
        .and(t.get("field-trainer"), card.trainer.as_str())
        .and(t.get("field-look_again"), card.due.map(|due| t.day(&due)).unwrap_or_default());
    vec![Block::Facts(facts)]
}

/// What an officer can do about a card that is open.
fn deeds(t: &Text, officer: &Officer, card: &Card, typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    let (id, mut blocks) = (card.id, Vec::new());
    if card.state.after(quality::Event::Plans).is_ok() {
        let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
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
    blocks
}
