//! What goes to the tax offices: a month's supplies and what was kept back, as tables and as the portals' sheets.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Paise;
use market::sheets;
use market::tax::returns::{self, KeptRow, Registered, Returns};
use serde::Deserialize;

use super::money::XLSX;
use super::{attachment, month_asked};
use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::parts::{Button, Column, Field, Kind, Row, Rows, Table, TableRow, Wrongs};
use crate::respond::Asked as Request;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Which month, which return, whose, as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    month: Option<String>,
    of: String,
    seller: String,
    r#as: Option<String>,
}

async fn read(app: &App, asked: &Asked) -> Result<(String, Returns), WebError> {
    let (month, (from, to)) = month_asked(asked.month.as_deref(), app.db().now().day())?;
    let returns = returns::of(&mut app.db().read().await?, (from.starts(), to.starts())).await?;
    Ok((month, returns))
}

/// `GET /{lang}/finance/taxes?month=2026-11`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    request: Request,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (month, returns) = read(&app, &asked).await?;
    let mut blocks = vec![Block::Form(BoardForm {
        action: t.path("/finance/taxes"),
        method: "get",
        asks: vec![Ask::Field(Field::named(&t, "month", Kind::Words, &month, &Wrongs::none()))],
        with: Vec::new(),
        button: Button::second(t.get("bill-show")),
        form_key: None,
    })];
    blocks.push(Block::Button(Button::second(t.get("rate-title")).to(t.path("/finance/rates"))));
    blocks.push(Block::Heading(t.get("tax-kept-back")));
    if returns.kept.is_empty() {
        blocks.push(Block::Text(t.get("tax-nothing-kept")));
    } else {
        blocks.push(Block::Table(kept(&t, &returns.kept)));
        let sheet =
            |of: &str, kind: &str| t.path(&format!("/finance/taxes/sheet?month={month}&of={of}&as={kind}"));
        let row = |of: &str, kind: &str| Row {
            href: sheet(of, kind),
            title: t.get(&format!("tax-return-{of}")),
            figure: kind.to_owned(),
            note: t.get(&format!("tax-return-{of}.text")),
            standing: String::new(),
        };
        let rows = vec![row("gstr8", "xlsx"), row("gstr8", "csv"), row("26q", "xlsx"), row("26q", "csv")];
        blocks.push(Block::Rows(Rows { rows }));
    }
    blocks.push(Block::Heading(t.get("tax-return-gstr1")));
    if returns.registered.is_empty() {
        blocks.push(Block::Text(t.get("tax-nobody-registered")));
    } else {
        let row = |seller: &Registered| seller_row(&t, &month, &returns, seller);
        blocks.push(Block::Rows(Rows { rows: returns.registered.iter().map(row).collect() }));
    }
    let board = Board::of(
        Desk::Finance,
        told::name_of(&finance.buyer),
        "/finance/taxes",
        t.get("room-taxes"),
        blocks,
    )
    .led(t.get("tax-lead"));
    answer(&app, t, &request, &request.rest, StatusCode::OK, &board)
}

fn seller_row(t: &Text, month: &str, returns: &Returns, seller: &Registered) -> Row {
    let of_hers = returns.supplied.iter().filter(|row| row.seller == seller.id);
    let taxable = Paise::sum(of_hers.map(|row| row.taxable)).unwrap_or_default();
    Row {
        href: t.path(&format!("/finance/taxes/sheet?month={month}&of=gstr1&seller={}&as=xlsx", seller.id)),
        title: t.pick(&seller.name).to_owned(),
        figure: t.money(&taxable),
        note: seller.gstin.clone(),
        standing: "xlsx".to_owned(),
    }
}

fn kept(t: &Text, rows: &[KeptRow]) -> Table {
    let tcs = |row: &KeptRow| Paise::sum([row.tcs_cgst, row.tcs_sgst, row.tcs_igst]).unwrap_or_default();
    let line = |row: &KeptRow| TableRow {
        href: None,
        cells: vec![
            kernel::Words::new(&*row.name_hi, &*row.name_en).pick(t.lang).to_owned(),
            t.money(&row.net),
            t.money(&tcs(row)),
            t.money(&row.sale),
            t.money(&row.tds),
        ],
    };
    let figures = |key: &str| Column { label: t.get(key), figures: true };
    Table {
        caption: t.get("tax-kept-back"),
        columns: vec![
            Column { label: t.get("tax-seller"), figures: false },
            figures("tax-net"),
            figures("tax-tcs"),
            figures("tax-sale"),
            figures("tax-tds"),
        ],
        rows: rows.iter().map(line).collect(),
    }
}

/// `GET /{lang}/finance/taxes/sheet?month=2026-11&of=gstr8&as=csv`.
pub(super) async fn sheet(
    State(app): State<App>,
    t: Text,
    _: Finance,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (month, returns) = read(&app, &asked).await?;
    let sheets = match asked.of.as_str() {
        "gstr8" => vec![returns.gstr8()],
        "26q" => vec![returns.tds()],
        "gstr1" if returns.registered.iter().any(|seller| seller.id == asked.seller) => {
            returns.gstr1(&asked.seller)
        }
        _ => return Ok(to(&t, "/finance/taxes")),
    };
    let name = format!("{}-{month}", asked.of);
    match (asked.r#as.as_deref(), sheets.as_slice()) {
        (Some("csv"), [one]) => {
            Ok(attachment(sheets::csv(&one.lines), "text/csv; charset=utf-8", &format!("{name}.csv")))
        }
        (Some("xlsx"), _) => {
            let book = sheets::xlsx(&sheets).map_err(|cause| WebError::Ours(cause.to_string()))?;
            Ok(attachment(book, XLSX, &format!("{name}.xlsx")))
        }
        _ => Ok(to(&t, "/finance/taxes")),
    }
}
