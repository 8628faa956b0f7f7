//! A head arranges the front page: its parts, their order, from which day on.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::FrontPageId;
use market::collections::{self, Arranged, CollectionError, Section};

use crate::app::App;
use crate::desk::{id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Deed, Field, Kind, Select, Wrongs};
use crate::respond::{self, Asked};
use crate::shop;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Head, Visitor};

const HERE: &str = "/head/front-page";

/// The name of the field that asks what stands at a place, counted from 1.
fn place(number: usize) -> String {
    format!("front_{number}")
}

fn name(t: &Text, section: Section) -> String {
    t.get(&format!("front-{section}"))
}

fn listed(t: &Text, sections: &[Section]) -> String {
    let names: Vec<String> = sections.iter().map(|section| name(t, *section)).collect();
    names.join(" · ")
}

/// `GET /{lang}/head/front-page`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &head, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(app: &App, t: &Text, head: &Head, typed: &Typed, wrongs: Wrongs) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let today = read.now().day();
    let now = collections::sections(&mut read).await?;
    let arranged = collections::arranged(&mut read).await?;
    drop(read);
    let mut blocks = vec![Block::Heading(t.get("front-now")), Block::Text(listed(t, &now))];
    if !arranged.is_empty() {
        blocks.push(Block::Heading(t.get("front-arranged")));
    }
    for one in &arranged {
        blocks.extend(told_of(t, head, one));
    }
    blocks.push(Block::Heading(t.get("front-anew")));
    blocks.push(Block::Form(form(t, head, (&now, today), typed, &wrongs)));
    let (whose, title) = (told::name_of(&head.buyer), t.get("room-front-page"));
    Ok(Board::of(Desk::Head, whose, HERE, title, blocks).led(t.get("front-lead")).wrong(wrongs))
}

fn told_of(t: &Text, head: &Head, one: &Arranged) -> [Block; 3] {
    let from = t.say("front-from").set("day", t.day(&one.from)).set("who", &one.by).to_string();
    let here = format!("{HERE}/{}", one.id);
    [
        Block::Text(format!("{from}: {}", listed(t, &one.sections))),
        Block::Button(Button::second(t.get("feast-look")).to(t.path(&format!("{here}/preview")))),
        Block::Deed(Deed {
            action: t.path(&format!("{here}/withdrawal")),
            button: Button::second(t.get("front-take-back")),
            with: Vec::new(),
            form_key: Some(key_for(&head.buyer.session)),
        }),
    ]
}

fn form(t: &Text, head: &Head, (now, today): (&[Section], Day), typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let is_new = typed.0.is_empty();
    let select = |at: usize| {
        let field = place(at + 1);
        let stands = if is_new { now.get(at).map_or("", |one| one.as_str()) } else { typed.get(&field) };
        let choice = |one: &Section| Choice::new(one.as_str(), name(t, *one)).chosen_if(stands);
        Ask::Select(Select {
            label: t.say("front-place").set("number", at + 1).to_string(),
            any: Some(t.get("front-nothing")),
            error: wrongs.of(&field).map(str::to_owned),
            choices: Section::ALL.iter().map(choice).collect(),
            name: field,
        })
    };
    let today = today.iso();
    let from = if is_new { &today } else { typed.get("front_from") };
    let day = Ask::Field(Field::named(t, "front_from", Kind::Day, from, wrongs));
    BoardForm {
        action: t.path(HERE),
        method: "post",
        asks: (0..Section::ALL.len()).map(select).chain([day]).collect(),
        with: Vec::new(),
        button: Button::main(t.get("front-keep")),
        form_key: Some(key_for(&head.buyer.session)),
    }
}

/// `POST /{lang}/head/front-page`.
pub(super) async fn arrange(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let places = (1..=Section::ALL.len()).map(place);
    let sections: Vec<Section> = places.filter_map(|place| typed.get(&place).parse().ok()).collect();
    let from = typed.day("front_from").unwrap_or(Day(0));
    let wrongs = match collections::arrange(app.db(), head.buyer.who.person, from, &sections).await {
        Ok(_) => return Ok(to(&t, HERE)),
        Err(CollectionError::BadDay) => Wrongs::none().and("front_from", t.get("front-wrong-day")),
        Err(CollectionError::BadSections) => Wrongs::none().and("front_1", t.get("front-wrong-parts")),
        Err(cause) => return Err(cause.into()),
    };
    let board = page(&app, &t, &head, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `GET /{lang}/head/front-page/{id}/preview`: the front page as it will stand.
pub(super) async fn preview(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    _head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: FrontPageId = id_of(&id)?;
    let mut read = app.db().read().await?;
    let sections = collections::sections_of(&mut read, id).await?.ok_or(WebError::Missing)?;
    let home = shop::home::arranged(&mut read, &sections).await?;
    drop(read);
    respond::view(&app, t, &visitor.visit(&asked.rest), &home, &asked.headers)
}

/// `POST /{lang}/head/front-page/{id}/withdrawal`.
pub(super) async fn take_back(
    State(app): State<App>,
    t: Text,
    head: Head,
    Path(id): Path<String>,
    Filled(_): Filled<Typed>,
) -> Result<Response, WebError> {
    collections::take_back(app.db(), head.buyer.who.person, id_of(&id)?).await?;
    Ok(to(&t, HERE))
}
