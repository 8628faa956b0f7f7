//! A head puts a collection together, looks at it, shows it and takes it from sight.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::CollectionId;
use kernel::{Day, Words};
use market::audit::{Actor, Part};
use market::collections::{self, Collection, CollectionError, CollectionState, Draft, Window};
use store::Read;

use crate::app::App;
use crate::desk::{id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Deed, Field, Kind, Notice, Row, Rows, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::shop;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Head, Visitor};

const HERE: &str = "/head/collections";

fn board(head: &Head, title: String, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Head, told::name_of(&head.buyer), HERE, title, blocks)
}

fn by(head: &Head) -> Actor {
    Actor::Person(head.buyer.who.person, Part::DepartmentHead)
}

/// `GET /{lang}/head/collections`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let today = read.now().day();
    let all = collections::all(&mut read).await?;
    drop(read);
    let rows = all.iter().map(|one| row(&t, one, today)).collect();
    let mut blocks =
        vec![Block::Button(Button::main(t.get("feast-new")).to(t.path("/head/collections/new")))];
    blocks.push(if all.is_empty() { Block::Text(t.get("feast-none")) } else { Block::Rows(Rows { rows }) });
    let board = board(&head, t.get("room-collections"), blocks).led(t.get("feast-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}

fn row(t: &Text, one: &Collection, today: Day) -> Row {
    Row {
        href: t.path(&format!("{HERE}/{}", one.id)),
        title: t.pick(&one.name).to_owned(),
        figure: String::new(),
        note: t.say("feast-days").set("from", t.day(&one.from)).set("to", t.day(&one.to)).to_string(),
        standing: t.get(stands(one, today)),
    }
}

fn stands(one: &Collection, today: Day) -> &'static str {
    match (one.state, one.window(today)) {
        (CollectionState::Draft, _) => "feast-is-draft",
        (CollectionState::Withdrawn, _) => "feast-is-withdrawn",
        (CollectionState::Shown, Window::Before) => "feast-is-before",
        (CollectionState::Shown, Window::Open) => "feast-is-open",
        (CollectionState::Shown, Window::Over) => "feast-is-over",
    }
}

/// `GET /{lang}/head/collections/new`.
pub(super) async fn blank(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = new_page(&t, &head, &Typed::default(), Wrongs::none());
    send(&app, t, &asked, &asked.rest, &board)
}

fn new_page(t: &Text, head: &Head, typed: &Typed, wrongs: Wrongs) -> Board {
    let form = form(t, head, "/head/collections/new", None, typed, &wrongs);
    board(head, t.get("feast-new"), vec![Block::Form(form)]).wrong(wrongs)
}

/// `POST /{lang}/head/collections/new`.
pub(super) async fn make(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let written = collections::write(app.db(), by(&head), None, &draft(&typed)).await;
    let wrongs = match written {
        Ok(id) => return Ok(to(&t, &format!("{HERE}/{id}"))),
        Err(cause) => wrong(&t, cause)?,
    };
    let board = new_page(&t, &head, &typed, wrongs);
    send(&app, t, &asked, "/head/collections/new", &board)
}

/// `GET /{lang}/head/collections/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let one = find(&mut read, &id).await?;
    let goods = collections::goods(&mut read, one.id).await?;
    let today = read.now().day();
    drop(read);
    let typed = typed_of(&one, goods.into_iter().map(|(_, slug)| slug).collect());
    let board = page(&t, &head, &one, today, &typed, Wrongs::none());
    send(&app, t, &asked, &asked.rest, &board)
}

async fn find(read: &mut Read, id: &str) -> Result<Collection, WebError> {
    let id: CollectionId = id_of(id)?;
    collections::one(read, id).await?.ok_or(WebError::Missing)
}

fn page(t: &Text, head: &Head, one: &Collection, today: Day, typed: &Typed, wrongs: Wrongs) -> Board {
    let here = format!("{HERE}/{}", one.id);
    let deed = |action: &str, button: Button| Deed {
        action: t.path(&format!("{here}/{action}")),
        button,
        with: Vec::new(),
        form_key: Some(key_for(&head.buyer.session)),
    };
    let look = Button::second(t.get("feast-look")).to(t.path(&format!("{here}/preview")));
    let turn = match one.state {
        CollectionState::Draft | CollectionState::Withdrawn => {
            deed("showing", Button::main(t.get("feast-show")))
        }
        CollectionState::Shown => deed("withdrawal", Button::second(t.get("feast-withdraw"))),
    };
    let standing = t.get(stands(one, today));
    let days = t.say("feast-days").set("from", t.day(&one.from)).set("to", t.day(&one.to)).to_string();
    let blocks = vec![
        Block::Notice(Notice::new(Tone::Plain, standing, days)),
        Block::Button(look),
        Block::Deed(turn),
        Block::Form(form(t, head, &here, Some(one.version), typed, &wrongs)),
    ];
    board(head, t.pick(&one.name).to_owned(), blocks).wrong(wrongs)
}

fn typed_of(one: &Collection, slugs: Vec<String>) -> Typed {
    let pairs = [
        ("feast_hi", one.name.hi.clone()),
        ("feast_en", one.name.en.clone()),
        ("feast_words_hi", one.words.hi.clone()),
        ("feast_words_en", one.words.en.clone()),
        ("feast_slug", one.slug.clone()),
        ("feast_from", one.from.iso()),
        ("feast_to", one.to.iso()),
        ("feast_order_by", one.order_by.map(|day| day.iso()).unwrap_or_default()),
        ("feast_goods", slugs.join("\n")),
    ];
    Typed(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn form(
    t: &Text,
    head: &Head,
    action: &str,
    version: Option<i64>,
    typed: &Typed,
    wrongs: &Wrongs,
) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    BoardForm {
        action: t.path(action),
        method: "post",
        asks: vec![
            field("feast_hi", Kind::Words),
            field("feast_en", Kind::Words),
            field("feast_words_hi", Kind::Lines),
            field("feast_words_en", Kind::Lines),
            field("feast_slug", Kind::Words),
            field("feast_from", Kind::Day),
            field("feast_to", Kind::Day),
            field("feast_order_by", Kind::Day),
            field("feast_goods", Kind::Minutes),
        ],
        with: version.map(|version| ("version".to_owned(), version.to_string())).into_iter().collect(),
        button: Button::main(t.get("feast-keep")),
        form_key: Some(key_for(&head.buyer.session)),
    }
}

/// What was typed; a good is named by its address or the last part of it, a line each.
fn draft(typed: &Typed) -> Draft {
    let words = |name: &str| {
        let of = |lang: &str| typed.get(&format!("{name}_{lang}")).to_owned();
        Words { hi: of("hi"), en: of("en") }
    };
    let slug = |line: &str| {
        let path = line.split(['?', '#']).next().unwrap_or_default();
        path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().trim().to_lowercase()
    };
    Draft {
        slug: typed.get("feast_slug").to_lowercase(),
        name: words("feast"),
        words: words("feast_words"),
        window: (typed.day("feast_from").unwrap_or(Day(1)), typed.day("feast_to").unwrap_or(Day(0))),
        order_by: typed.day("feast_order_by"),
        goods: typed
            .get("feast_goods")
            .split_whitespace()
            .map(slug)
            .filter(|slug| !slug.is_empty())
            .collect(),
    }
}

/// What is wrong, at the field it is wrong in.
fn wrong(t: &Text, cause: CollectionError) -> Result<Wrongs, WebError> {
    let (field, says) = match cause {
        CollectionError::BadWords => ("feast_hi", t.get("feast-wrong-words")),
        CollectionError::BadSlug => ("feast_slug", t.get("feast-wrong-slug")),
        CollectionError::SlugTaken => ("feast_slug", t.get("feast-wrong-taken")),
        CollectionError::BadWindow => ("feast_to", t.get("feast-wrong-window")),
        CollectionError::BadCount => ("feast_goods", t.get("feast-wrong-count")),
        CollectionError::NoGood(slug) => {
            ("feast_goods", t.say("feast-wrong-good").set("good", slug).to_string())
        }
        cause => return Err(cause.into()),
    };
    Ok(Wrongs::none().and(field, says))
}

/// `POST /{lang}/head/collections/{id}`.
pub(super) async fn write(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let one = find(&mut read, &id).await?;
    let today = read.now().day();
    drop(read);
    let here = format!("{HERE}/{id}");
    let version = typed.get("version").parse().map_err(|_| WebError::Conflict("wrong-raced"))?;
    let wrongs = match collections::write(app.db(), by(&head), Some((one.id, version)), &draft(&typed)).await
    {
        Ok(_) => return Ok(to(&t, &here)),
        Err(cause) => wrong(&t, cause)?,
    };
    let board = page(&t, &head, &one, today, &typed, wrongs);
    send(&app, t, &asked, &here, &board)
}

/// `GET /{lang}/head/collections/{id}/preview`: the page as everybody will see it.
pub(super) async fn preview(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    _head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let one = find(&mut read, &id).await?;
    let page = shop::collection::page(&mut read, one).await?;
    drop(read);
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// `POST /{lang}/head/collections/{id}/showing`.
pub(super) async fn put_up(
    State(app): State<App>,
    t: Text,
    head: Head,
    Path(id): Path<String>,
    Filled(_): Filled<Typed>,
) -> Result<Response, WebError> {
    collections::show(app.db(), by(&head), id_of(&id)?).await?;
    Ok(to(&t, &format!("{HERE}/{id}")))
}

/// `POST /{lang}/head/collections/{id}/withdrawal`.
pub(super) async fn withdraw(
    State(app): State<App>,
    t: Text,
    head: Head,
    Path(id): Path<String>,
    Filled(_): Filled<Typed>,
) -> Result<Response, WebError> {
    collections::withdraw(app.db(), by(&head), id_of(&id)?).await?;
    Ok(to(&t, &format!("{HERE}/{id}")))
}
