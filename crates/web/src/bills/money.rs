//! A maker's money on paper: the slip of a payout, the statement of a month.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use documents::Moment;
use kernel::ids::{MakerId, PayoutId};
use kernel::{Day, Words};
use market::ledger::{self, Statement};
use market::sheets::{self, Sheet, Value};
use market::{makers, payouts};
use serde::Deserialize;
use store::Read;

use super::{attachment, month_asked, press};
use crate::app::App;
use crate::desk::id_of;
use crate::error::WebError;
use crate::text::Text;
use crate::who::Maker;

/// The media type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /{lang}/maker/payouts/{id}/slip`.
pub(super) async fn slip(
    State(app): State<App>,
    _: Text,
    maker: Maker,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: PayoutId = id_of(&id)?;
    let mut read = app.db().read().await?;
    let slip = payouts::slip(&mut read, maker.maker, id).await?.ok_or(WebError::Missing)?;
    let name = name_of(&mut read, maker.maker).await?;
    drop(read);
    let printed = Moment::of(slip.payout.ended_at.unwrap_or_else(|| app.db().now()));
    press::answer(vec![documents::slip(&name, &slip, printed)], "payout-slip").await
}

/// Which month, and as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    month: Option<String>,
    r#as: Option<String>,
}

/// `GET /{lang}/maker/money/statement?month=2026-11&as=xlsx`: as a paper, or as a workbook.
pub(super) async fn statement(
    State(app): State<App>,
    _: Text,
    maker: Maker,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let now = app.db().now();
    let (month, (from, to)) = month_asked(asked.month.as_deref(), now.day())?;
    let mut read = app.db().read().await?;
    let statement = ledger::statement(&mut read, maker.maker, (from.starts(), to.starts())).await?;
    let name = name_of(&mut read, maker.maker).await?;
    drop(read);
    let span = (from, to.plus(-1));
    match asked.r#as.as_deref() {
        None | Some("pdf") => {
            let paper = documents::statement(&name, &statement, span, Moment::of(now));
            press::answer(vec![paper], &format!("statement-{month}")).await
        }
        Some("xlsx") => {
            let book = sheets::xlsx(&[sheet(&statement, span)]);
            let book = book.map_err(|cause| WebError::Ours(cause.to_string()))?;
            Ok(attachment(book, XLSX, &format!("statement-{month}.xlsx")))
        }
        Some(_) => Err(WebError::Missing),
    }
}

fn sheet(statement: &Statement, (from, to): (Day, Day)) -> Sheet {
    let words = |text: &str| Value::words(text);
    let heads = ["तिथि / Date", "क्या हुआ / What happened", "किस का / About", "रक़म / Amount", "बाक़ी / Owed"];
    let mut lines = vec![heads.map(words).into()];
    let mut owed = statement.opening;
    let row = |day: Day, what: &str, about: &str, amount: Value, owed| {
        vec![words(&day.iso()), words(what), words(about), amount, Value::Rupees(owed)]
    };
    lines.push(row(from, "पहले का / Brought forward", "", words(""), owed));
    for line in &statement.lines {
        owed = owed.plus(line.amount).unwrap_or(owed);
        let what = documents::happened(line.kind);
        lines.push(row(line.at.day(), what, &line.about, Value::Rupees(line.amount), owed));
    }
    lines.push(row(to, "बाक़ी / Owed", "", words(""), statement.closing));
    Sheet { name: "Statement".to_owned(), widths: vec![12, 36, 28, 14, 14], lines }
}

async fn name_of(read: &mut Read, maker: MakerId) -> Result<Words, WebError> {
    Ok(makers::read::core(read, maker).await?.ok_or(WebError::Missing)?.name)
}
