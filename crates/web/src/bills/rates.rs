//! Tax rates over HTTP: what each rests on, and finance's signature under it.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{BasisPoints, Day, Words};
use market::tax::signing::{self, Signature, SigningError};
use market::tax::{self, RateRow};

use crate::app::App;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Facts, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Where they stand.
const HERE: &str = "/finance/rates";

impl From<SigningError> for WebError {
    fn from(cause: SigningError) -> WebError {
        match cause {
            SigningError::Missing => WebError::Missing,
            SigningError::NoSource => WebError::Unclear("rate-wrong-source"),
            SigningError::NotNow => WebError::Conflict("rate-wrong-changed"),
            SigningError::Db(cause) => cause.into(),
        }
    }
}

fn board(finance: &Finance, title: String, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Finance, told::name_of(&finance.buyer), "/finance/taxes", title, blocks)
}

fn mark(t: &Text, rate: &RateRow) -> String {
    t.maybe(&format!("rate-mark-{}", rate.verified)).unwrap_or_else(|| rate.verified.clone())
}

/// The rate an address names: its key and the day it begins, with a dot between.
fn id(rate: &RateRow) -> String {
    format!("{}.{}", rate.hsn_key, rate.effective_from.iso())
}

fn name(t: &Text, rate: &RateRow) -> String {
    t.pick(&Words::new(&*rate.name_hi, &*rate.name_en)).to_owned()
}

/// `GET /{lang}/finance/rates`: what nobody has signed first.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut rates = tax::read::register(&mut app.db().read().await?).await?;
    rates.sort_by_key(|rate| rate.verified == "signed");
    let row = |rate: &RateRow| Row {
        href: t.path(&format!("{HERE}/{}", id(rate))),
        title: name(&t, rate),
        figure: rate.rate.to_string(),
        note: t.say("rate-from").set("day", t.day(&rate.effective_from)).to_string(),
        standing: mark(&t, rate),
    };
    let rows = Block::Rows(Rows { rows: rates.iter().map(row).collect() });
    let board = board(&finance, t.get("rate-title"), vec![rows]).led(t.get("rate-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}

async fn find(app: &App, id: &str) -> Result<(RateRow, Option<Signature>), WebError> {
    let (key, from) = id.rsplit_once('.').ok_or(WebError::Missing)?;
    let from = Day::from_iso(from).ok_or(WebError::Missing)?;
    let mut read = app.db().read().await?;
    let rates = tax::read::register(&mut read).await?;
    let found = rates.into_iter().find(|rate| rate.hsn_key == key && rate.effective_from == from);
    let signature = signing::signature(&mut read, key, from).await?;
    Ok((found.ok_or(WebError::Missing)?, signature))
}

/// `GET /{lang}/finance/rates/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let (rate, signature) = find(&app, &id).await?;
    let board = page(&t, &finance, &rate, signature.as_ref(), &Typed::default(), Wrongs::none());
    send(&app, t, &asked, &asked.rest, &board)
}

fn page(
    t: &Text,
    finance: &Finance,
    rate: &RateRow,
    signature: Option<&Signature>,
    typed: &Typed,
    wrongs: Wrongs,
) -> Board {
    let facts = Facts::default()
        .and(t.get("rate-rate"), rate.rate.to_string())
        .and(t.get("rate-hsn"), rate.hsn.clone())
        .and(t.get("rate-begins"), t.day(&rate.effective_from))
        .and(t.get("rate-holds-if"), rate.holds_if.clone())
        .and(t.get("rate-basis"), rate.basis.clone())
        .and(t.get("rate-sure"), mark(t, rate));
    let mut blocks = vec![Block::Facts(facts)];
    if let Some(signed) = signature {
        let words = t.say("rate-signed-by").set("name", signed.by.as_str()).set("day", t.moment(&signed.at));
        blocks.push(Block::Text(words.set("source", signed.source.as_str()).to_string()));
    } else if rate.verified != "signed" {
        blocks.push(Block::Heading(t.get("rate-sign")));
        let source = Field::named(t, "rate_source", Kind::Lines, typed.get("rate_source"), &wrongs);
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{HERE}/{}/signature", id(rate))),
            method: "post",
            asks: vec![Ask::Field(source)],
            with: vec![("rate_seen".to_owned(), rate.rate.0.to_string())],
            button: Button::main(t.get("rate-sign-it")),
            form_key: Some(key_for(&finance.buyer.session)),
        }));
    }
    blocks.push(Block::Button(Button::second(t.get("rate-title")).to(t.path(HERE))));
    board(finance, name(t, rate), blocks).wrong(wrongs)
}

/// `POST /{lang}/finance/rates/{id}/signature`.
pub(super) async fn sign(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (rate, signature) = find(&app, &id).await?;
    let here = format!("{HERE}/{id}");
    let seen = typed.get("rate_seen").parse().map(BasisPoints).unwrap_or(rate.rate);
    let what = (rate.hsn_key.as_str(), rate.effective_from, seen);
    match signing::sign(app.db(), finance.buyer.who.person, what, typed.get("rate_source")).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(SigningError::NoSource) => {
            let wrongs = Wrongs::none().and("rate_source", t.get("rate-wrong-source"));
            let board = page(&t, &finance, &rate, signature.as_ref(), &typed, wrongs);
            send(&app, t, &asked, &here, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}
