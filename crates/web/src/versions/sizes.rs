//! Sizes and colours of a good: one is added or put right after a second person has looked; one that is not made any more ends
//! at once and stays on what was ordered.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::Words;
use kernel::ids::VariantId;
use market::catalogue::own::{self, OwnError};
use market::catalogue::{self, Making, Variant, retired};
use market::proposals::{self, Field, OwnedGood, Subject, Topic, fields};
use serde::Deserialize;

use super::edit::{Editor, after, ask, wrongs_of};
use super::told;
use crate::app::App;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Choice, Deed, Radios, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};

/// The word for a size that is not there yet.
const NEW: &str = "new";

/// Which size is looked at: none, a new one, one that is there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    size: String,
}

/// `GET …/goods/{slug}/sizes`: all of them, or the form of one.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let board = if which.size.is_empty() {
        all(&app, &t, &editor, &slug, Wrongs::none()).await?
    } else {
        one(&app, &t, &editor, &slug, (&which.size, None), Wrongs::none()).await?
    };
    send(&app, t, &asked, &asked.rest, &board)
}

async fn sizes_of(app: &App, good: &OwnedGood) -> Result<Vec<Variant>, WebError> {
    let mut read = app.db().read().await?;
    let mut found = catalogue::read::variants_of(&mut read, &[good.product]).await?;
    Ok(found.remove(&good.product).unwrap_or_default())
}

fn name_of(t: &Text, label: &Words) -> String {
    let label = t.pick(label);
    if label.is_empty() { t.get("versions-one-size") } else { label.to_owned() }
}

async fn all(app: &App, t: &Text, editor: &Editor, slug: &str, wrongs: Wrongs) -> Result<Board, WebError> {
    let good = editor.good(app, slug).await?;
    let here = t.path(&format!("{}/sizes", editor.home(slug)));
    let row = |size: &Variant| Row {
        href: format!("{here}?size={}", size.id),
        title: name_of(t, &size.label),
        figure: t.money(&size.price),
        note: t.get(&format!("ask-making-{}", size.making)),
        standing: String::new(),
    };
    let rows = sizes_of(app, &good).await?.iter().map(row).collect();
    let is_retired = retired::is_retired(&mut app.db().read().await?, good.product).await?;
    let (title_of, text, go, way) = if is_retired {
        ("retire-back", "retire-back.text", "retire-back-go", "return")
    } else {
        ("retire", "retire.text", "retire-go", "retirement")
    };
    let deed = Deed {
        action: t.path(&format!("{}/{way}", editor.home(slug))),
        button: Button::second(t.get(go)),
        with: Vec::new(),
        form_key: Some(key_for(&editor.session)),
    };
    let blocks = vec![
        Block::Rows(Rows { rows }),
        Block::Button(Button::main(t.get("versions-size-add")).to(format!("{here}?size={NEW}"))),
        Block::Button(Button::second(t.get("versions-back")).to(t.path(&editor.home(slug)))),
        Block::Heading(t.get(title_of)),
        Block::Text(t.get(text)),
        Block::Deed(deed),
    ];
    let title = t.say("versions-sizes-of").set("good", t.pick(&good.name).to_owned()).to_string();
    Ok(editor.board(title, String::new(), wrongs, blocks))
}

/// What is asked of a size: of a new one all that makes it, of one that is there what may be put right.
fn asked_of(is_new: bool) -> Vec<Field> {
    if is_new { fields::NEW_SIZE.into_iter().chain([Field::Pieces]).collect() } else { fields::SIZE.to_vec() }
}

async fn one(
    app: &App,
    t: &Text,
    editor: &Editor,
    slug: &str,
    (size, typed): (&str, Option<&Typed>),
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let good = editor.good(app, slug).await?;
    let sizes = sizes_of(app, &good).await?;
    let there = sizes.iter().find(|one| one.id.to_string() == size);
    if there.is_none() && size != NEW {
        return Err(WebError::Missing);
    }
    let stands = proposals::standing(&mut app.db().read().await?, Topic::Size, good.product, size).await?;
    let question = |field: Field| {
        let before = told::typed(field, &stands.get(field));
        let value = typed.map_or(before.as_str(), |typed| typed.get(field.as_str()));
        if field == Field::Making { making(t, value, &wrongs) } else { ask(t, field, value, &wrongs) }
    };
    let form = BoardForm {
        action: t.path(&format!("{}/sizes", editor.home(slug))),
        method: "post",
        asks: asked_of(there.is_none()).into_iter().map(question).collect(),
        with: vec![("size".to_owned(), size.to_owned())],
        button: Button::main(t.get("versions-send")),
        form_key: Some(key_for(&editor.session)),
    };
    let mut blocks = vec![Block::Form(form)];
    if let Some(there) = there.filter(|_| sizes.len() > 1) {
        blocks.push(Block::Heading(t.get("versions-size-end")));
        blocks.push(Block::Text(t.get("versions-size-end.text")));
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("{}/sizes/end", editor.home(slug))),
            button: Button::second(t.get("versions-size-end-go")),
            with: vec![("size".to_owned(), there.id.to_string())],
            form_key: Some(key_for(&editor.session)),
        }));
    }
    blocks.push(Block::Button(
        Button::second(t.get("versions-back")).to(t.path(&format!("{}/sizes", editor.home(slug)))),
    ));
    let name = there.map_or_else(|| t.get("versions-size-add"), |size| name_of(t, &size.label));
    Ok(editor.board(format!("{}: {name}", t.pick(&good.name)), t.get("versions-looked-at"), wrongs, blocks))
}

fn making(t: &Text, value: &str, wrongs: &Wrongs) -> Ask {
    let choice = |making: &Making| {
        Choice::new(making.as_str(), t.get(&format!("ask-making-{making}"))).chosen_if(value)
    };
    Ask::Radios(Radios {
        name: Field::Making.as_str().to_owned(),
        label: told::label(t, Field::Making),
        error: wrongs.of(Field::Making.as_str()).map(str::to_owned),
        choices: Making::ALL.iter().map(choice).collect(),
    })
}

/// `POST …/goods/{slug}/sizes`: a size waits for a second person.
pub(super) async fn propose(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(mut typed): Filled<Typed>,
) -> Result<Response, WebError> {
    editor.good(&app, &slug).await?;
    let size = typed.get("size").to_owned();
    let (size, subject) = match size.parse::<VariantId>() {
        Ok(variant) => (size, Subject::Size(variant)),
        Err(_) => (NEW.to_owned(), Subject::NewSize),
    };
    let is_new = size == NEW;
    if is_new {
        complete(&mut typed);
    }
    let wrongs = match editor.propose(&app, &slug, subject, &asked_of(is_new), &typed).await {
        Ok(proposed) => return Ok(after(&t, &editor, &slug, proposed)),
        Err(cause) => wrongs_of(&t, cause)?,
    };
    let board = one(&app, &t, &editor, &slug, (&size, Some(&typed)), wrongs).await?;
    send(&app, t, &asked, &format!("{}/sizes", editor.home(&slug)), &board)
}

/// A new size needs every answer; what its kind of making has none of is nothing, and without an MRP the price is the MRP.
fn complete(typed: &mut Typed) {
    let price = typed.get(Field::Price.as_str()).to_owned();
    for (field, otherwise) in
        [(Field::Mrp, price.as_str()), (Field::LeadDays, "0"), (Field::Capacity, "0"), (Field::Pieces, "0")]
    {
        if typed.get(field.as_str()).is_empty() {
            typed.0.insert(field.as_str().to_owned(), otherwise.to_owned());
        }
    }
    for field in fields::NEW_SIZE {
        typed.0.entry(field.as_str().to_owned()).or_default();
    }
}

/// `POST …/goods/{slug}/sizes/end`: it is not made any more.
pub(super) async fn end(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let good = editor.good(&app, &slug).await?;
    let here = format!("{}/sizes", editor.home(&slug));
    let Ok(variant) = typed.get("size").parse::<VariantId>() else {
        let wrongs = Wrongs::none().and("", t.get("versions-wrong-no-size"));
        return send(&app, t, &asked, &here, &all(&app, &t, &editor, &slug, wrongs).await?);
    };
    match own::end_size(app.db(), editor.proposer(), good.maker, variant).await {
        Ok(()) => Ok(to(&t, &format!("{}?done=ended", editor.home(&slug)))),
        Err(OwnError::LastSize) => {
            let wrongs = Wrongs::none().and("", t.get("versions-wrong-last-size"));
            let board = all(&app, &t, &editor, &slug, wrongs).await?;
            send(&app, t, &asked, &here, &board)
        }
        Err(OwnError::Db(cause)) => Err(cause.into()),
        Err(OwnError::Raced) => Err(WebError::Conflict("wrong-goods-raced")),
        Err(OwnError::NoGood | OwnError::AlreadySo | OwnError::BadPrice | OwnError::BadCount) => {
            Err(WebError::Missing)
        }
    }
}

/// `POST …/goods/{slug}/retirement`: the good is made no more; its address says so.
pub(super) async fn retire(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    Path(slug): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let good = editor.good(&app, &slug).await?;
    stands(retired::retire(app.db(), editor.proposer(), good.maker, &slug).await)?;
    Ok(to(&t, &format!("{}/sizes", editor.home(&slug))))
}

/// `POST …/goods/{slug}/return`: it is made again after all.
pub(super) async fn take_back(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    Path(slug): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let good = editor.good(&app, &slug).await?;
    stands(retired::take_back(app.db(), good.maker, &slug).await)?;
    Ok(to(&t, &format!("{}/sizes", editor.home(&slug))))
}

/// Pressing twice is fine: it stands as it was wanted.
fn stands(done: Result<(), OwnError>) -> Result<(), WebError> {
    match done {
        Ok(()) | Err(OwnError::AlreadySo) => Ok(()),
        Err(OwnError::Db(cause)) => Err(cause.into()),
        Err(_) => Err(WebError::Missing),
    }
}
