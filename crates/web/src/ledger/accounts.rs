//! Accounts, their entries, and what each entry tells of.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::ids::EntryId;
use kernel::{Limit, Paise, Time, Words};
use market::ledger::{self, Account, Moved};
use market::makers;
use serde::Deserialize;
use store::Read;

use crate::app::App;
use crate::desk::{id_of, send, told};
use crate::error::WebError;
use crate::parts::{Button, Column, Facts, Figure, Figures, Pager, Row, Rows, Table, TableRow};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Entries on a page.
const PAGE: Limit = Limit::of(50);
/// Where accounts stand.
const HERE: &str = "/finance/accounts";

fn board(finance: &Finance, title: String, lead: String, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Finance, told::name_of(&finance.buyer), HERE, title, blocks).led(lead)
}

/// A balance in words: held or owed.
fn balance(t: &Text, amount: Paise) -> String {
    let key = if amount.is_negative() { "books-owed" } else { "books-held" };
    let amount = if amount.is_negative() { amount.negated() } else { amount };
    t.say(key).set("amount", t.money(&amount)).to_string()
}

/// `GET /{lang}/finance/accounts`: where all money stands.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let balances = ledger::balances(&mut app.db().read().await?).await?;
    let row = |(account, amount): &(String, Paise)| Row {
        href: t.path(&format!("{HERE}/{account}")),
        title: t.get(told::account_key(account)),
        figure: t.money(amount),
        note: t.get(&format!("{}.why", told::account_key(account))),
        standing: balance(&t, *amount),
    };
    let rows = Rows { rows: balances.iter().map(row).collect() };
    let all = if balances.is_empty() { Block::Text(t.get("books-no-money")) } else { Block::Rows(rows) };
    let board = board(&finance, t.get("room-accounts"), t.get("books-lead"), vec![all]);
    send(&app, t, &asked, &asked.rest, &board)
}

/// Behind which entry the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Behind {
    at: Option<i64>,
    id: Option<String>,
}

/// Whose an account is; nobody's for the mart's own.
async fn whose(read: &mut Read, account: &str) -> Result<Option<Words>, WebError> {
    let Some(Ok(maker)) = account.strip_prefix("maker:").map(str::parse) else { return Ok(None) };
    Ok(makers::read::core(read, maker).await?.map(|core| core.name))
}

/// The sum of an account, or of all accounts of its kind.
async fn sum(read: &mut Read, account: &str) -> Result<Paise, WebError> {
    if let Some(Ok(maker)) = account.strip_prefix("maker:").map(str::parse) {
        return Ok(ledger::balance(read, Account::Maker(maker)).await?);
    }
    if let Some(Ok(aggregator)) = account.strip_prefix("seller_tax:").map(str::parse) {
        return Ok(ledger::balance(read, Account::SellerTax(aggregator)).await?);
    }
    let all = ledger::balances(read).await?;
    Ok(all.into_iter().find(|(kind, _)| kind == account).map_or(Paise::ZERO, |(_, amount)| amount))
}

/// `GET /{lang}/finance/accounts/{account}`: what moved in an account, newest first.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(account): Path<String>,
    Query(behind): Query<Behind>,
) -> Result<Response, WebError> {
    if !ledger::is_account(&account) {
        return Err(WebError::Missing);
    }
    let place = match (behind.at, behind.id.as_deref()) {
        (Some(at), Some(id)) => Some((Time(at), id_of::<EntryId>(id)?)),
        _ => None,
    };
    let mut read = app.db().read().await?;
    let lines = ledger::moved(&mut read, &account, place, PAGE).await?;
    let (sum, name) = (sum(&mut read, &account).await?, whose(&mut read, &account).await?);
    drop(read);
    let kind = told::account_key(account.split(':').next().unwrap_or_default());
    let figure = Figure { value: t.money(&sum), label: t.get("books-balance"), href: None };
    let row = |line: &Moved| Row {
        href: t.path(&format!("/finance/entries/{}", line.id)),
        title: t.get(&format!("entry-{}", line.kind)),
        figure: t.money(&line.amount),
        note: [line.order.as_deref().unwrap_or_default(), line.about.as_str()].join(" ").trim().to_owned(),
        standing: t.moment(&line.at),
    };
    let mut blocks = vec![Block::Figures(Figures { figures: vec![figure] })];
    if lines.is_empty() {
        blocks.push(Block::Text(t.get("books-nothing")));
    } else {
        blocks.push(Block::Rows(Rows { rows: lines.iter().map(row).collect() }));
    }
    let next = lines
        .last()
        .filter(|_| lines.len() == PAGE.rows())
        .map(|last| t.path(&format!("{HERE}/{account}?at={}&id={}", last.at.0, last.id)));
    let first = place.map(|_| t.path(&format!("{HERE}/{account}")));
    blocks.push(Block::Pager(Pager { next, first }));
    let title = match name {
        Some(name) => format!("{}: {}", t.get(kind), name.pick(t.lang)),
        None => t.get(kind),
    };
    let board = board(&finance, title, t.get(&format!("{kind}.why")), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// Where what an entry tells of can be looked at.
fn leads_to(t: &Text, head: &Moved) -> Option<(String, String)> {
    if let Some(batch) = &head.batch {
        return Some((t.get("books-batch"), t.path(&format!("/finance/batches/{batch}"))));
    }
    let order = head.order.as_deref()?;
    let words = t.say("books-order").set("order", order).to_string();
    Some((words, t.path(&format!("/finance/claims?order={order}"))))
}

/// `GET /{lang}/finance/entries/{id}`: one entry, its sides and what it tells of.
pub(super) async fn entry(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let found = ledger::entry(&mut app.db().read().await?, id_of(&id)?).await?.ok_or(WebError::Missing)?;
    let head = &found.head;
    let side = |amount: Paise, is_ours: bool| if is_ours { t.money(&amount) } else { String::new() };
    let row = |posting: &ledger::PostingView| {
        let kind = told::account_key(posting.account.split(':').next().unwrap_or_default());
        let name = Words::new(&posting.name_hi, &posting.name_en);
        let name = name.pick(t.lang);
        let label = if name.is_empty() { t.get(kind) } else { format!("{}: {name}", t.get(kind)) };
        let owed = posting.amount.is_negative();
        TableRow {
            href: Some(t.path(&format!("{HERE}/{}", posting.account))),
            cells: vec![label, side(posting.amount, !owed), side(posting.amount.negated(), owed)],
        }
    };
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let table = Table {
        caption: t.get("books-sides"),
        columns: vec![
            column("fin-account", false),
            column("books-debit", true),
            column("books-credit", true),
        ],
        rows: found.postings.iter().map(row).collect(),
    };
    let facts = Facts::default()
        .and(t.get("books-when"), t.moment(&head.at))
        .and(t.get("books-entered"), head.entered_at.map(|at| t.moment(&at)).unwrap_or_default())
        .and(t.get("books-about"), head.about.clone())
        .and(t.get("books-source"), head.source.clone());
    let mut blocks = vec![Block::Facts(facts), Block::Table(table)];
    if let Some((words, href)) = leads_to(&t, head) {
        blocks.push(Block::Button(Button::second(words).to(href)));
    }
    let why = t.get(&format!("entry-{}.why", head.kind));
    let board = board(&finance, t.get(&format!("entry-{}", head.kind)), why, blocks);
    send(&app, t, &asked, &asked.rest, &board)
}
