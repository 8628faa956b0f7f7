//! The translation desk: goods of an officer's blocks that lack words in one language, what lacks most first; Hindi and English
//! side by side, saved one by one. Only words change.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::Limit;
use market::catalogue;
use market::proposals::{self, Field, Proposed, Subject, Topic, Untranslated, fields};
use serde::Deserialize;

use super::edit::{Editor, ask, wrongs_of};
use super::told;
use crate::app::App;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Figure, Figures, Notice, Row, Rows, Select, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::who::Officer;

/// Goods on a page; what is done makes room for the next.
const LIST: Limit = Limit::of(50);
/// Where it stands.
const HERE: &str = "/officer/translations";

/// Of which craft.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    craft: String,
    done: String,
}

/// `GET /{lang}/officer/translations`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    editor: Editor,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let blocks = &officer.post.blocks;
    let goods = proposals::untranslated(&mut read, blocks, &wanted.craft, LIST).await?;
    let (all, lacking) = proposals::translated(&mut read, blocks, &wanted.craft).await?;
    let crafts = catalogue::read::craft_names(&mut read).await?;
    drop(read);
    let figure = |value: i64, key: &str| Figure { value: value.to_string(), label: t.get(key), href: None };
    let choice =
        |(key, name): &(String, kernel::Words)| Choice::new(key, t.pick(name)).chosen_if(&wanted.craft);
    let form = BoardForm {
        action: t.path(HERE),
        method: "get",
        asks: vec![Ask::Select(Select {
            name: "craft".to_owned(),
            label: t.get("versions-craft"),
            any: Some(t.get("versions-craft-any")),
            error: None,
            choices: crafts.iter().map(choice).collect(),
        })],
        with: vec![],
        button: Button::second(t.get("versions-find")),
        form_key: None,
    };
    let row = |good: &Untranslated| Row {
        href: t.path(&format!("{HERE}/{}", good.slug)),
        title: t.pick(&good.name).to_owned(),
        figure: good.lacks.to_string(),
        note: t.pick(&good.maker).to_owned(),
        standing: String::new(),
    };
    let mut parts = vec![
        Block::Figures(Figures {
            figures: vec![figure(lacking, "versions-n-lacking"), figure(all - lacking, "versions-n-whole")],
        }),
        Block::Form(form),
    ];
    parts.push(if goods.is_empty() {
        Block::Text(t.get("versions-translated"))
    } else {
        Block::Rows(Rows { rows: goods.iter().map(row).collect() })
    });
    let lead = t.get("versions-translate-lead");
    let board = editor.board(t.get("room-translations"), lead, Wrongs::none(), parts);
    let board = Board { room: HERE, ..board };
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET /{lang}/officer/translations/{slug}`: what is said, and what is not said in the other language.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let news = match wanted.done.as_str() {
        "live" => Some("versions-is-live"),
        "proposed" => Some("versions-waits"),
        _ => None,
    };
    let board = page(&app, &t, &editor, &slug, news, (&Typed::default(), Wrongs::none())).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/officer/translations/{slug}`: one text in the other language.
pub(super) async fn save(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    editor.good(&app, &slug).await?;
    let here = format!("{HERE}/{slug}");
    let fields: Vec<Field> = fields::PAIRS.iter().flat_map(|(hi, en)| [*hi, *en]).collect();
    let wrongs = match editor.propose(&app, &slug, Subject::Words, &fields, &typed).await {
        Ok(Proposed::Live(_)) => return Ok(to(&t, &format!("{here}?done=live"))),
        Ok(Proposed::Waits(_)) => return Ok(to(&t, &format!("{here}?done=proposed"))),
        Err(cause) => wrongs_of(&t, cause)?,
    };
    let board = page(&app, &t, &editor, &slug, None, (&typed, wrongs)).await?;
    send(&app, t, &asked, &here, &board)
}

async fn page(
    app: &App,
    t: &Text,
    editor: &Editor,
    slug: &str,
    news: Option<&str>,
    (typed, wrongs): (&Typed, Wrongs),
) -> Result<Board, WebError> {
    let good = editor.good(app, slug).await?;
    let about = good.product.to_string();
    let stands = proposals::standing(&mut app.db().read().await?, Topic::Words, good.product, &about).await?;
    let mut blocks = Vec::new();
    blocks.extend(news.map(|key| Block::Notice(Notice::new(Tone::Good, t.get(key), ""))));
    let mut lacks = false;
    for (hi, en) in fields::PAIRS {
        let (said, empty) = match (stands.get(hi).is_empty(), stands.get(en).is_empty()) {
            (false, true) => (hi, en),
            (true, false) => (en, hi),
            _ => continue,
        };
        lacks = true;
        blocks.push(Block::Heading(told::label(t, said)));
        blocks.push(Block::Text(stands.get(said)));
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{HERE}/{slug}")),
            method: "post",
            asks: vec![ask(t, empty, typed.get(empty.as_str()), &wrongs)],
            with: vec![],
            button: Button::second(t.get("versions-translate-go")),
            form_key: Some(key_for(&editor.session)),
        }));
    }
    if !lacks {
        blocks.push(Block::Text(t.get("versions-all-said")));
    }
    blocks.push(Block::Button(Button::second(t.get("versions-translate-next")).to(t.path(HERE))));
    let board = editor.board(t.pick(&good.name).to_owned(), t.get("versions-translate-how"), wrongs, blocks);
    Ok(Board { room: HERE, ..board })
}
