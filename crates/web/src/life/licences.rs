//! Licences that run out, on an officer's desk: whose, when, and the form of the renewed paper.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use market::licences::{self, Ending, LicenceError};

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
    let row = |one: &Ending| Row {
        href: t.path(&format!("{HERE}/{}", one.slug)),
        title: t.pick(&one.name).to_owned(),
        figure: t.day(&one.until),
        note: t.pick(&one.village).to_owned(),
        standing: stands(&t, one.until, today),
    };
    let blocks = if ending.is_empty() {
        vec![Block::Text(t.get("life-licences-none"))]
    } else {
        vec![Block::Rows(Rows { rows: ending.iter().map(row).collect() })]
    };
    let page = board(&officer, t.get("room-licences"), t.get("life-licences-lead"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &page)
}

fn stands(t: &Text, until: Day, today: Day) -> String {
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
    let mut facts = Facts::default().and(t.get("life-licence-no"), ending.number.as_str());
    if !ending.number.is_empty() {
        let until = format!("{} · {}", ending.until.written(), stands(t, ending.until, today));
        facts = facts.and(t.get("life-licence-until"), until);
    }
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
