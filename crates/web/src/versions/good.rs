//! Goods on an officer's desk: those of her blocks by name, and one of them with its sizes, what waits and its history.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::Limit;
use market::catalogue::{self, ForSale};
use market::proposals::{self, OwnedGood, State as Stands};
use market::quotes::{self, WhyNot};
use serde::Deserialize;

use super::desk::moment;
use super::edit::Editor;
use super::told;
use crate::app::App;
use crate::basket::told as sentences;
use crate::desk::send;
use crate::error::{WebError, encoded};
use crate::parts::{Button, Facts, Field, Kind, Notice, Pager, Row, Rows, Timeline, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::who::Officer;

/// Whose name, or which good's, is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    named: String,
    after: String,
}

/// Goods of a page, and one more that tells whether there are any.
const PAGE: Limit = Limit::of(51);

/// `GET /{lang}/officer/goods`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    editor: Editor,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let mut goods = {
        let mut read = app.db().read().await?;
        proposals::goods_in(&mut read, &officer.post.blocks, (&wanted.named, &wanted.after), PAGE).await?
    };
    let more = goods.len() == PAGE.rows();
    goods.truncate(PAGE.rows() - 1);
    let here = |rest: &str| t.path(&format!("/officer/goods?named={}{rest}", encoded(&wanted.named)));
    let pager = Pager {
        next: goods.last().filter(|_| more).map(|last| here(&format!("&after={}", last.product))),
        first: (!wanted.after.is_empty()).then(|| here("")),
    };
    let row = |good: &OwnedGood| Row {
        href: t.path(&format!("/officer/goods/{}", good.slug)),
        title: t.pick(&good.name).to_owned(),
        figure: String::new(),
        note: t.pick(&good.maker_name).to_owned(),
        standing: if good.waiting > 0 { t.get("versions-state-waiting") } else { String::new() },
    };
    let ask = Field::named(&t, "named", Kind::Words, &wanted.named, &Wrongs::none());
    let form = BoardForm {
        action: t.path("/officer/goods"),
        method: "get",
        asks: vec![Ask::Field(ask)],
        with: vec![],
        button: Button::second(t.get("versions-find")),
        form_key: None,
    };
    let mut blocks = vec![Block::Form(form)];
    blocks.push(if goods.is_empty() {
        Block::Text(t.get("versions-no-goods"))
    } else {
        Block::Rows(Rows { rows: goods.iter().map(row).collect() })
    });
    blocks.push(Block::Pager(pager));
    let board = editor.board(t.get("room-goods-of"), t.get("versions-goods-lead"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// Whether each size can be bought, and if not, why.
fn explained(t: &Text, sizes: &[(ForSale, Vec<WhyNot>)]) -> Vec<Block> {
    let told = |(good, all): &(ForSale, Vec<WhyNot>)| {
        let label = t.pick(&good.label);
        let label = if label.is_empty() { t.get("versions-one-size") } else { label.to_owned() };
        let why: Vec<_> = all.iter().map(|why| sentences::own(t, *why)).collect();
        (label, if why.is_empty() { t.get("own-why-none") } else { why.join(" ") })
    };
    let facts = sizes.iter().map(told).fold(Facts::default(), |facts, (label, why)| facts.and(label, why));
    vec![Block::Heading(t.get("own-why")), Block::Facts(facts)]
}

/// What was done just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

/// What may be told after a form.
const NEWS: [(&str, &str); 3] =
    [("proposed", "versions-waits"), ("live", "versions-is-live"), ("ended", "versions-is-ended")];

/// `GET /{lang}/officer/goods/{slug}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, WebError> {
    let good = editor.good(&app, &slug).await?;
    let mut blocks = Vec::new();
    if let Some((_, key)) = NEWS.iter().find(|(word, _)| *word == done.done) {
        blocks.push(Block::Notice(Notice::new(Tone::Good, t.get(key), "")));
    }
    let here = |rest: &str| t.path(&format!("{}/{rest}", editor.home(&slug)));
    blocks.push(Block::Button(Button::main(t.get("versions-edit-words")).to(here("words"))));
    blocks.push(Block::Button(Button::second(t.get("versions-edit-sizes")).to(here("sizes"))));
    blocks.push(Block::Button(Button::second(t.get("versions-cost")).to(here("costs"))));
    let shop = t.path(&format!("/products/{slug}"));
    blocks.push(Block::Button(Button::second(t.get("versions-to-shop")).to(shop)));
    let mut read = app.db().read().await?;
    let sizes = catalogue::read::variants_of(&mut read, &[good.product]).await?.remove(&good.product);
    let sizes = sizes.unwrap_or_default();
    let size = |size: &catalogue::Variant| Row {
        href: format!("{}?size={}", here("sizes"), size.id),
        title: if t.pick(&size.label).is_empty() {
            t.get("versions-one-size")
        } else {
            t.pick(&size.label).to_owned()
        },
        figure: t.money(&size.price),
        note: t.get(&format!("ask-making-{}", size.making)),
        standing: String::new(),
    };
    blocks.push(Block::Heading(t.get("versions-sizes")));
    blocks.push(Block::Rows(Rows { rows: sizes.iter().map(size).collect() }));
    let ids: Vec<_> = sizes.iter().map(|size| size.id).collect();
    blocks.extend(explained(&t, &quotes::explained(&mut read, app.books(), &ids).await?));
    let history = proposals::history(&mut read, good.product).await?;
    let waits: Vec<_> = history.iter().filter(|one| one.state == Stands::Waiting).collect();
    if !waits.is_empty() {
        blocks.push(Block::Heading(t.get("versions-waiting")));
        let row = |one: &&proposals::Proposal| Row {
            href: t.path(&format!("/officer/proposals/{}", one.id)),
            title: told::title(&t, one),
            figure: String::new(),
            note: told::asked(&t, one),
            standing: told::stands(&t, one),
        };
        blocks.push(Block::Rows(Rows { rows: waits.iter().map(row).collect() }));
    }
    blocks.push(Block::Heading(t.get("versions-history")));
    if history.is_empty() {
        blocks.push(Block::Text(t.get("versions-no-history")));
    } else {
        let mut moments = Vec::new();
        for one in &history {
            let changes = proposals::changes(&mut read, one.id).await?;
            moments.push(moment(&t, one, &told::brief(&t, &changes)));
        }
        blocks.push(Block::Timeline(Timeline { moments }));
    }
    drop(read);
    let lead = t.pick(&good.maker_name).to_owned();
    let board = editor.board(t.pick(&good.name).to_owned(), lead, Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}
