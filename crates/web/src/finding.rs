//! What people searched in vain, and the words that mean the same: the DC's office reads the one and mends the other.
//!
//! Reads and writes: through `market::search`. Never: shows who searched; nobody knows.
//!
//! Start at [`show`].

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Limit;
use market::search::misses::{self, Miss};
use market::search::wordlist::{self, Group, WordlistError};
use serde::Deserialize;

use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::{WebError, encoded};
use crate::form::{Filled, key_for};
use crate::parts::{Button, Column, Field, Kind, Row, Rows, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::routes::{Right, Routes};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// Words of a week that are shown.
const MISSES: Limit = Limit::of(60);
/// Groups of words that are shown.
const GROUPS: Limit = Limit::of(Limit::MOST);
const HERE: &str = "/office/search";

/// The room of searching.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/office/search", Right::DcOffice, show)
        .post("/office/search/words", Right::DcOffice, join)
        .post("/office/search/groups", Right::DcOffice, change)
}

/// What is opened: words that found nothing, or a group of words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Opened {
    words: String,
    group: String,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    new: String,
    known: String,
    /// The group that is changed, and its words as they were typed; nothing: as they stand.
    group: String,
    words: Option<String>,
}

/// `GET /{lang}/office/search`.
async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Query(opened): Query<Opened>,
) -> Result<Response, WebError> {
    misses::write(app.db(), &app.vocabulary).await?;
    let typed = Typed { new: opened.words, group: opened.group, ..Typed::default() };
    page(&app, t, &office, &asked, &typed, Wrongs::none()).await
}

async fn page(
    app: &App,
    t: Text,
    office: &DcOffice,
    asked: &Asked,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    app.vocabulary.refresh(app.db()).await?;
    let this_week = misses::monday(app.db().now().day());
    let mut read = app.db().read().await?;
    let last = misses::of_week(&mut read, this_week.plus(-7), MISSES).await?;
    let this = misses::of_week(&mut read, this_week, MISSES).await?;
    let groups = wordlist::groups(&mut read, "", GROUPS).await?;
    let open = wordlist::group(&mut read, &typed.group).await?;
    drop(read);
    let key = key_for(&office.buyer.session);
    let mut blocks = Vec::new();
    if let Some(group) = &open {
        blocks.push(Block::Heading(t.get("finding-group")));
        blocks.push(Block::Form(group_form(&t, group, typed, &wrongs, &key)));
    }
    blocks.push(Block::Heading(t.get("finding-join")));
    blocks.push(Block::Form(join_form(&t, typed, &wrongs, &key)));
    blocks.extend(week(&t, app, "finding-last-week", &last));
    blocks.extend(week(&t, app, "finding-this-week", &this));
    blocks.push(Block::Table(list(&t, &groups)));
    let status = if wrongs.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let board = Board::of(Desk::Office, told::name_of(&office.buyer), HERE, t.get("room-search"), blocks)
        .led(t.get("finding-lead"))
        .wrong(wrongs);
    answer(app, t, asked, HERE, status, &board)
}

/// What a week's searches did not find, those first that still find nothing. Each opens the form with its words in it.
fn week(t: &Text, app: &App, heading: &str, misses: &[Miss]) -> Vec<Block> {
    let finds = |miss: &Miss| !app.vocabulary.found(&miss.words, Limit::of(1)).is_empty();
    let (done, open): (Vec<&Miss>, Vec<&Miss>) = misses.iter().partition(|miss| finds(miss));
    let row = |miss: &Miss, standing: String| Row {
        href: t.path(&format!("{HERE}?words={}", encoded(&miss.words))),
        title: miss.words.clone(),
        figure: t
            .say("finding-times")
            .set("count", u32::try_from(miss.times).unwrap_or(u32::MAX))
            .to_string(),
        note: String::new(),
        standing,
    };
    let open = open.into_iter().map(|miss| row(miss, String::new()));
    let rows: Vec<Row> = open.chain(done.into_iter().map(|miss| row(miss, t.get("finding-finds")))).collect();
    let nothing = rows.is_empty();
    let list = Block::Rows(Rows { rows });
    let heading = Block::Heading(t.get(heading));
    if nothing { vec![heading, Block::Text(t.get("finding-nothing"))] } else { vec![heading, list] }
}

fn join_form(t: &Text, typed: &Typed, wrongs: &Wrongs, key: &str) -> BoardForm {
    let field = |name: &str, value: &str| Ask::Field(Field::named(t, name, Kind::Words, value, wrongs));
    BoardForm {
        action: t.path("/office/search/words"),
        method: "post",
        asks: vec![field("new_words", &typed.new), field("same_as", &typed.known)],
        with: Vec::new(),
        button: Button::main(t.get("finding-join-go")),
        form_key: Some(key.to_owned()),
    }
}

fn group_form(t: &Text, group: &Group, typed: &Typed, wrongs: &Wrongs, key: &str) -> BoardForm {
    let words = typed.words.as_ref().unwrap_or(&group.words);
    BoardForm {
        action: t.path("/office/search/groups"),
        method: "post",
        asks: vec![Ask::Field(Field::named(t, "group_words", Kind::Lines, words, wrongs))],
        with: vec![("group".to_owned(), group.id.clone()), ("version".to_owned(), group.version.to_string())],
        button: Button::second(t.get("finding-group-go")),
        form_key: Some(key.to_owned()),
    }
}

fn list(t: &Text, groups: &[Group]) -> Table {
    let column = |key: &str| Column { label: t.get(key), figures: false };
    let row = |group: &Group| TableRow {
        href: Some(t.path(&format!("{HERE}?group={}", encoded(&group.id)))),
        cells: vec![group.words.clone(), changed(t, group)],
    };
    Table {
        caption: t.get("finding-list"),
        columns: vec![column("finding-words"), column("finding-changed")],
        rows: groups.iter().map(row).collect(),
    }
}

/// Who changed a group, and when.
fn changed(t: &Text, group: &Group) -> String {
    if group.version == 0 {
        return t.get("finding-shipped");
    }
    let key = if group.ended_at.is_some() { "finding-ended-by" } else { "finding-changed-by" };
    t.say(key).set("name", &group.changed_by).set("day", t.date(&group.changed_at.day())).to_string()
}

/// Words that shall mean the same as another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Join {
    new_words: String,
    same_as: String,
}

/// `POST /{lang}/office/search/words`: words join another.
async fn join(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(form): Filled<Join>,
) -> Result<Response, WebError> {
    let done = wordlist::join(app.db(), office.buyer.who.person, &form.new_words, &form.same_as).await;
    let typed = Typed { new: form.new_words, known: form.same_as, ..Typed::default() };
    finish(&app, t, &office, &asked, done, &typed).await
}

/// A group as it shall be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    group: String,
    version: i64,
    group_words: String,
}

/// `POST /{lang}/office/search/groups`: a group has other words, or none any more.
async fn change(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(form): Filled<Change>,
) -> Result<Response, WebError> {
    let by = office.buyer.who.person;
    let done = wordlist::change(app.db(), by, &form.group, form.version, &form.group_words).await;
    let typed = Typed { group: form.group, words: Some(form.group_words), ..Typed::default() };
    finish(&app, t, &office, &asked, done, &typed).await
}

/// After a form: back to the page, or the page with what was wrong.
async fn finish(
    app: &App,
    t: Text,
    office: &DcOffice,
    asked: &Asked,
    done: Result<(), WordlistError>,
    typed: &Typed,
) -> Result<Response, WebError> {
    let Err(cause) = done else { return Ok(to(&t, HERE)) };
    let key = match cause {
        WordlistError::NoGroup => return Err(WebError::Missing),
        WordlistError::Db(cause) => return Err(cause.into()),
        WordlistError::NoWord => "finding-wrong-no-word",
        WordlistError::TooMany => "finding-wrong-too-many",
        WordlistError::OneWord => "finding-wrong-one-word",
        WordlistError::Raced => "finding-wrong-raced",
    };
    let field = match (typed.words.is_some(), typed.new.trim().is_empty()) {
        (true, _) => "group_words",
        (false, true) => "new_words",
        (false, false) => "same_as",
    };
    page(app, t, office, asked, typed, Wrongs::none().and(field, t.get(key))).await
}
