//! The register of a month's complaints, as a workbook or as text, for the DC's office. No number of anybody, no words.

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::{Day, Limit, Time};
use market::complaints::{self, RegisterRow, rules};
use market::sheets::{self, Sheet, Value};
use serde::Deserialize;
use store::Read;

use crate::app::App;
use crate::bills::money::XLSX;
use crate::bills::{attachment, month_asked};
use crate::error::WebError;
use crate::parts::{Button, Choice, Field, Kind, Select, Wrongs};
use crate::text::Text;
use crate::views::board::{Ask, BoardForm};
use crate::who::DcOffice;

/// Rows read together.
const PAGE: Limit = Limit::of(Limit::MOST);

/// Which month, as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    month: Option<String>,
    r#as: String,
}

/// The form that asks for a month.
pub(super) fn form(t: &Text, today: Day) -> BoardForm {
    let (year, month, _) = today.civil();
    let month = format!("{year:04}-{month:02}");
    let kinds = ["xlsx", "csv"].map(|kind| Choice::new(kind, kind).chosen_if("xlsx"));
    BoardForm {
        action: t.path("/office/complaints/register"),
        method: "get",
        asks: vec![
            Ask::Field(Field::named(t, "month", Kind::Words, &month, &Wrongs::none())),
            Ask::Select(Select {
                name: "as".to_owned(),
                label: t.get("complaint-register-as"),
                any: None,
                error: None,
                choices: kinds.into(),
            }),
        ],
        with: Vec::new(),
        button: Button::second(t.get("complaint-register-get")),
        form_key: None,
    }
}

/// `GET /{lang}/office/complaints/register?month=2026-11&as=xlsx`.
pub(super) async fn sheet(
    State(app): State<App>,
    t: Text,
    _office: DcOffice,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (month, (from, to)) = month_asked(asked.month.as_deref(), app.db().now().day())?;
    let rows = all(&mut *app.db().snapshot().await?, (from.starts(), to.starts())).await?;
    let lines: Vec<_> = std::iter::once(heads(&t)).chain(rows.iter().map(|row| line(&t, row))).collect();
    let name = format!("complaints-{month}");
    if asked.r#as == "csv" {
        return Ok(attachment(sheets::csv(&lines), "text/csv; charset=utf-8", &format!("{name}.csv")));
    }
    let sheet =
        Sheet { name: name.clone(), widths: vec![20, 14, 26, 26, 14, 18, 20, 20, 12, 20, 12, 16, 20], lines };
    let book = sheets::xlsx(&[sheet]).map_err(|cause| WebError::Ours(cause.to_string()))?;
    Ok(attachment(book, XLSX, &format!("{name}.xlsx")))
}

async fn all(read: &mut Read, span: (Time, Time)) -> Result<Vec<RegisterRow>, WebError> {
    let (mut rows, mut after) = (Vec::new(), String::new());
    loop {
        let page = complaints::register(read, span, &after, PAGE).await?;
        let is_last = page.len() < PAGE.rows();
        if let Some(last) = page.last() {
            after = last.line.number.clone();
        }
        rows.extend(page);
        if is_last {
            return Ok(rows);
        }
    }
}

fn heads(t: &Text) -> Vec<Value> {
    let keys = [
        "complaint-number",
        "complaint-about",
        "field-order",
        "complaint-maker",
        "complaint-stands",
        "complaint-with",
        "complaint-opened",
        "complaint-heard",
        "complaint-in-time",
        "complaint-settled",
        "complaint-in-time",
        "complaint-outcome",
        "complaint-reopened",
    ];
    keys.iter().map(|key| Value::words(&t.get(key))).collect()
}

fn line(t: &Text, row: &RegisterRow) -> Vec<Value> {
    let moment = |at: Option<Time>| at.map(|at| t.moment(&at)).unwrap_or_default();
    let in_time = |at: Option<Time>, by: Time| {
        at.map(|at| t.get(if at <= by { "complaint-yes" } else { "complaint-no" })).unwrap_or_default()
    };
    let one = &row.line;
    let settled = row.closed_at.filter(|_| !one.state.is_open());
    let outcome = row.outcome.map(|outcome| t.get(&format!("complaint-outcome-{outcome}")));
    [
        one.number.clone(),
        t.get(&format!("complaint-about-{}", one.about)),
        row.order.clone(),
        t.pick(&one.maker).to_owned(),
        t.get(&format!("complaint-state-{}", one.state)),
        t.get(&format!("complaint-level-{}", one.level)),
        t.moment(&one.opened_at),
        moment(row.heard_at),
        in_time(row.heard_at, rules::heard_by(one.opened_at)),
        moment(settled),
        in_time(settled, rules::settled_by(one.opened_at)),
        outcome.unwrap_or_default(),
        moment(row.reopened_at),
    ]
    .iter()
    .map(|words| Value::words(words))
    .collect()
}
