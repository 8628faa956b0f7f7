//! Months of the ledger: a trial balance, closed by one person and agreed to by another.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use documents::Moment;
use kernel::{Day, Limit, Paise};
use market::ledger::{self, MonthError, MonthRow, MonthState, Total, Trial};
use market::sheets::{self, Sheet, Value};
use serde::Deserialize;

use crate::app::App;
use crate::bills::{XLSX, attachment, month_of, press};
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Column, Deed, Facts, Notice, Row, Rows, Table, TableRow, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Months in the list: those of a year and some.
const MONTHS: u8 = 14;
/// Where they stand.
const HERE: &str = "/finance/months";

/// The first day of the month before.
fn before(first: Day) -> Day {
    let (year, month, _) = first.plus(-1).civil();
    Day::of(year, month, 1).unwrap_or(first)
}

/// `2026-11`.
fn name(first: Day) -> String {
    first.iso().get(..7).unwrap_or_default().to_owned()
}

/// How the closing of a month stands: a key.
const fn stands(month: Option<MonthState>, is_over: bool) -> &'static str {
    match (month, is_over) {
        (Some(MonthState::Closed), _) => "month-closed",
        (Some(MonthState::Asked), _) => "month-asked",
        (Some(MonthState::TakenBack) | None, true) => "month-open",
        (Some(MonthState::TakenBack) | None, false) => "month-runs",
    }
}

/// `GET /{lang}/finance/months`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let known = ledger::months(&mut app.db().read().await?, Limit::of(50)).await?;
    let today = app.db().now().day();
    let (year, month, _) = today.civil();
    let mut first = Day::of(year, month, 1).unwrap_or(today);
    let mut rows = Vec::new();
    for _ in 0..MONTHS {
        let state = known.iter().find(|month| month.first_day == first).map(|month| month.state);
        rows.push(Row {
            href: t.path(&format!("{HERE}/{}", name(first))),
            title: name(first),
            figure: String::new(),
            note: String::new(),
            standing: t.get(stands(state, name(first) < name(today))),
        });
        first = before(first);
    }
    let page = Board::of(
        Desk::Finance,
        told::name_of(&finance.buyer),
        HERE,
        t.get("room-months"),
        vec![Block::Rows(Rows { rows })],
    )
    .led(t.get("month-lead"));
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

async fn load(app: &App, month: &str) -> Result<(Day, Day, Trial), WebError> {
    let (first, next) = month_of(month).ok_or(WebError::Missing)?;
    if first > app.db().now().day() {
        return Err(WebError::Missing);
    }
    let trial = ledger::trial(&mut app.db().read().await?, first).await?;
    Ok((first, next, trial))
}

fn standing(t: &Text, month: Option<&MonthRow>, is_over: bool) -> Notice {
    let key = stands(month.map(|month| month.state), is_over);
    let tone = match month.map(|month| month.state) {
        Some(MonthState::Closed) => Tone::Good,
        Some(MonthState::Asked) => Tone::Care,
        Some(MonthState::TakenBack) | None => Tone::Plain,
    };
    Notice::new(tone, t.get(key), t.get(&format!("{key}.text")))
}

fn table(t: &Text, totals: &[Total]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let cells = |label: String, amounts: [Paise; 4]| {
        std::iter::once(label).chain(amounts.map(|amount| amount.to_string())).collect()
    };
    let row = |total: &Total| TableRow {
        href: Some(t.path(&format!("/finance/accounts/{}", total.account))),
        cells: cells(
            t.get(told::account_key(&total.account)),
            [total.opening, total.debit, total.credit, total.closing()],
        ),
    };
    let mut rows: Vec<TableRow> = totals.iter().map(row).collect();
    rows.push(TableRow { href: None, cells: cells(t.get("fin-sum"), sums(totals)) });
    Table {
        caption: t.get("month-trial"),
        columns: vec![
            column("fin-account", false),
            column("month-opening", true),
            column("books-debit", true),
            column("books-credit", true),
            column("month-closing", true),
        ],
        rows,
    }
}

/// What the columns come to: the first and the last to nothing, the others to the same.
fn sums(totals: &[Total]) -> [Paise; 4] {
    let sum = |pick: fn(&Total) -> Paise| Paise::sum(totals.iter().map(pick)).unwrap_or_default();
    [sum(|t| t.opening), sum(|t| t.debit), sum(|t| t.credit), sum(Total::closing)]
}

/// What the reader may do with the month now.
fn deeds(t: &Text, finance: &Finance, first: Day, month: Option<&MonthRow>, is_over: bool) -> Vec<Block> {
    let deed = |act: &str, button: Button| {
        let action = t.path(&format!("{HERE}/{}/{act}", name(first)));
        Block::Deed(Deed { action, button, with: vec![], form_key: Some(key_for(&finance.buyer.session)) })
    };
    let take_back = || deed("taking-back", Button::second(t.get("month-take-back")));
    match month.map(|row| (row.state, row.asked_by == finance.buyer.who.person)) {
        None | Some((MonthState::TakenBack, _)) if is_over => {
            vec![deed("closing", Button::main(t.get("month-close")))]
        }
        Some((MonthState::Asked, false)) => {
            vec![deed("agreement", Button::main(t.get("month-agree"))), take_back()]
        }
        Some((MonthState::Asked, true)) => vec![Block::Text(t.get("month-yours")), take_back()],
        _ => Vec::new(),
    }
}

async fn board(
    app: &App,
    t: &Text,
    finance: &Finance,
    month: &str,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let (first, next, trial) = load(app, month).await?;
    let is_over = app.db().now() >= next.starts();
    let row = trial.month.as_ref();
    let mut blocks = vec![Block::Notice(standing(t, row, is_over)), Block::Table(table(t, &trial.totals))];
    blocks.extend(deeds(t, finance, first, row, is_over));
    if let Some(row) = row {
        let agreed = row.agreed_by_name.clone().zip(row.agreed_at.map(|at| t.moment(&at)));
        let facts = Facts::default()
            .and(t.get("month-asked-by"), format!("{}\n{}", row.asked_by_name, t.moment(&row.asked_at)))
            .and(
                t.get("month-agreed-by"),
                agreed.map(|(name, at)| format!("{name}\n{at}")).unwrap_or_default(),
            );
        blocks.push(Block::Facts(facts));
    }
    for (kind, key) in [("xlsx", "month-xlsx"), ("pdf", "month-pdf")] {
        let href = t.path(&format!("{HERE}/{month}/sheet?as={kind}"));
        blocks.push(Block::Button(Button::second(t.get(key)).to(href)));
    }
    Ok(Board::of(
        Desk::Finance,
        told::name_of(&finance.buyer),
        HERE,
        t.say("month-title").set("month", month).to_string(),
        blocks,
    )
    .wrong(wrongs))
}

/// `GET /{lang}/finance/months/{month}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(month): Path<String>,
) -> Result<Response, WebError> {
    let page = board(&app, &t, &finance, &month, Wrongs::none()).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/finance/months/{month}/closing`: one person wants to close it.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(month): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let (first, _, _) = load(&app, &month).await?;
    let done = ledger::ask(app.db(), finance.buyer.who.person, first).await;
    after(&app, t, &finance, &asked, &month, done).await
}

/// `POST /{lang}/finance/months/{month}/agreement`: a second person agrees.
pub(super) async fn agree(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(month): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let (first, _, _) = load(&app, &month).await?;
    let done = ledger::agree(app.db(), finance.buyer.who.person, first).await;
    after(&app, t, &finance, &asked, &month, done).await
}

/// `POST /{lang}/finance/months/{month}/taking-back`: it was asked for by mistake.
pub(super) async fn take_back(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(month): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let (first, _, _) = load(&app, &month).await?;
    let done = ledger::take_back(app.db(), finance.buyer.who.person, first).await;
    after(&app, t, &finance, &asked, &month, done).await
}

async fn after(
    app: &App,
    t: Text,
    finance: &Finance,
    asked: &Asked,
    month: &str,
    done: Result<(), MonthError>,
) -> Result<Response, WebError> {
    let path = format!("{HERE}/{month}");
    let key = match done {
        Ok(()) => return Ok(to(&t, &path)),
        Err(MonthError::NotOver) => "month-wrong-not-over",
        Err(MonthError::NotItsTurn) => "month-wrong-turn",
        Err(MonthError::Waits) => "month-wrong-waits",
        Err(MonthError::NotAsked) => "month-wrong-not-asked",
        Err(MonthError::SamePerson) => "month-wrong-same-person",
        Err(MonthError::Raced) => "wrong-raced",
        Err(MonthError::Db(cause)) => return Err(cause.into()),
    };
    let page = board(app, &t, finance, month, Wrongs::none().and("", t.get(key))).await?;
    answer(app, t, asked, &path, StatusCode::CONFLICT, &page)
}

/// As what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct As {
    r#as: Option<String>,
}

/// `GET /{lang}/finance/months/{month}/sheet?as=xlsx`: the trial balance as a workbook or as a paper.
pub(super) async fn sheet(
    State(app): State<App>,
    _: Text,
    _: Finance,
    Path(month): Path<String>,
    Query(asked): Query<As>,
) -> Result<Response, WebError> {
    let (first, next, trial) = load(&app, &month).await?;
    let span = (first, next.plus(-1));
    match asked.r#as.as_deref() {
        None | Some("pdf") => {
            let paper = documents::trial(&trial, span, Moment::of(app.db().now()));
            press::answer(vec![paper], &format!("trial-balance-{month}")).await
        }
        Some("xlsx") => {
            let book = sheets::xlsx(&[workbook(&trial.totals)]);
            let book = book.map_err(|cause| WebError::Ours(cause.to_string()))?;
            Ok(attachment(book, XLSX, &format!("trial-balance-{month}.xlsx")))
        }
        Some(_) => Err(WebError::Missing),
    }
}

fn workbook(totals: &[Total]) -> Sheet {
    let heads = ["खाता / Account", "पहले का / Opening", "नामे / Debit", "जमा / Credit", "बाक़ी / Closing"];
    let line = |label: &str, amounts: [Paise; 4]| {
        std::iter::once(Value::words(label)).chain(amounts.map(Value::Rupees)).collect()
    };
    let mut lines = vec![heads.map(Value::words).into()];
    lines.extend(totals.iter().map(|total| {
        let amounts = [total.opening, total.debit, total.credit, total.closing()];
        line(documents::account(&total.account), amounts)
    }));
    lines.push(line("जोड़ / Sum", sums(totals)));
    Sheet { name: "Trial balance".to_owned(), widths: vec![44, 16, 16, 16, 16], lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_back_over_the_turn_of_the_year() {
        let january = Day::of(2027, 1, 1).expect("a date");
        assert_eq!((name(before(january)), name(january)), ("2026-12".to_owned(), "2027-01".to_owned()));
        assert_eq!(stands(None, false), "month-runs");
        assert_eq!(stands(Some(MonthState::Closed), true), "month-closed");
    }
}
