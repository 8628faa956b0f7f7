//! Licences on an officer's desk, missing ones first: whose, until when, and the form of the paper that was seen; on the days of
//! officers and heads too.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use market::accounts::{Blocks, DepartmentKey};
use market::licences::{self, Ending, LicenceError};
use store::{DbError, Read};

use crate::app::App;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Facts, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Officer;

/// Where the list stands.
const HERE: &str = "/officer/licences";

fn board(officer: &Officer, title: String, lead: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
    let whose = told::name_of(&officer.buyer);
    Board::of(Desk::Officer, whose, HERE, title, blocks).led(lead).wrong(wrongs)
}

/// `GET /{lang}/officer/licences`: what ends first at the head.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let ending = licences::ending(&mut app.db().read().await?, &officer.post.blocks).await?;
    let today = app.db().now().day();
    let blocks = if ending.is_empty() {
        vec![Block::Text(t.get("life-licences-none"))]
    } else {
        vec![Block::Rows(rows(&t, &ending, HERE, today))]
    };
    let page = board(&officer, t.get("room-licences"), t.get("life-licences-lead"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &page)
}

fn rows(t: &Text, ending: &[Ending], place: &str, today: Day) -> Rows {
    let row = |one: &Ending| Row {
        href: t.path(&format!("{place}/{}", one.slug)),
        title: t.pick(&one.name).to_owned(),
        figure: one.until.map(|until| t.day(&until)).unwrap_or_default(),
        note: t.pick(&one.village).to_owned(),
        standing: stands(t, one.until, today),
    };
    Rows { rows: ending.iter().map(row).collect() }
}

/// What an officer's day shows of licences; nothing if there is nothing to see to.
pub(crate) async fn of_day(read: &mut Read, t: &Text, blocks: &Blocks) -> Result<Vec<Block>, DbError> {
    let ending = licences::ending(read, blocks).await?;
    Ok(part(t, &ending, HERE, read.now().day()))
}

/// What has climbed to the head of a department. Her officers write licences down; to her the maker's own page is shown.
pub(crate) async fn of_head(
    read: &mut Read,
    t: &Text,
    department: DepartmentKey,
) -> Result<Vec<Block>, DbError> {
    let ending = licences::overdue(read, department).await?;
    Ok(part(t, &ending, "/makers", read.now().day()))
}

fn part(t: &Text, ending: &[Ending], place: &str, today: Day) -> Vec<Block> {
    if ending.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(t.get("life-licences-day")), Block::Rows(rows(t, ending, place, today))]
}

fn stands(t: &Text, until: Option<Day>, today: Day) -> String {
    let Some(until) = until else { return t.get("life-licence-never") };
    match u32::try_from(until.0 - today.0) {
        Ok(days) => t.say("life-licence-left").set("count", days).to_string(),
        Err(_) => t.get("life-licence-over"),
    }
}

/// `GET /{lang}/officer/licences/{slug}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let page = one(&app, &t, &officer, &slug, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &page)
}

/// `POST /{lang}/officer/licences/{slug}`: the renewed paper.
pub(super) async fn renew(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let until = Day::from_iso(typed.get("licence_until")).unwrap_or(Day(0));
    let (person, blocks) = (officer.buyer.who.person, &officer.post.blocks);
    let done = licences::renew(app.db(), person, blocks, &slug, (typed.get("licence_no"), until)).await;
    let (field, key) = match done {
        Ok(()) => return Ok(to(&t, HERE)),
        Err(LicenceError::BadNumber) => ("licence_no", "life-wrong-licence"),
        Err(LicenceError::BadDay) => ("licence_until", "life-wrong-until"),
        Err(LicenceError::Missing) => return Err(WebError::Missing),
        Err(LicenceError::Db(cause)) => return Err(cause.into()),
    };
    let page = one(&app, &t, &officer, &slug, &typed, Wrongs::none().and(field, t.get(key))).await?;
    send(&app, t, &asked, &format!("{HERE}/{slug}"), &page)
}

async fn one(
    app: &App,
    t: &Text,
    officer: &Officer,
    slug: &str,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let ending = licences::ending_of(&mut app.db().read().await?, &officer.post.blocks, slug).await?;
    let ending = ending.ok_or(WebError::Missing)?;
    let today = app.db().now().day();
    let goods = usize::try_from(ending.goods).unwrap_or(0);
    let mut facts = Facts::default();
    if !ending.number.is_empty() {
        facts = facts.and(t.get("life-licence-no"), ending.number.as_str());
    }
    let until = ending.until.map(|until| format!("{} · ", until.written())).unwrap_or_default();
    let until = format!("{until}{}", stands(t, ending.until, today));
    facts = facts.and(t.get("life-licence-until"), until);
    let facts = facts.and(t.get("life-licence-goods"), t.say("life-goods").set("count", goods).to_string());
    let ask = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
    let form = BoardForm {
        action: t.path(&format!("{HERE}/{slug}")),
        method: "post",
        asks: vec![ask("licence_no", Kind::Words), ask("licence_until", Kind::Day)],
        with: vec![],
        button: Button::main(t.get("life-licence-go")),
        form_key: Some(key_for(&officer.buyer.session)),
    };
    let blocks = vec![Block::Facts(facts), Block::Heading(t.get("life-licence-renewed")), Block::Form(form)];
    let lead = t.pick(&ending.village).to_owned();
    Ok(board(officer, t.pick(&ending.name).to_owned(), lead, wrongs, blocks))
}
