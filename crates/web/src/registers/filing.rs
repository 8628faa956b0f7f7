//! One register: what came of its rows, and what is done with them.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Limit;
use kernel::ids::FilingId;
use market::registers::{self, Answer, Fate, Field, FilingState, FilingView, RegisterError, RowLine, Twin};
use serde::Deserialize;

use super::{Registrar, answer as page_of, to, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Pager, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::registers::{FilingPage, FilingRow, Stands, TwinLine};

/// Rows on a page.
const ROWS: Limit = Limit::of(50);
/// While the worker is at it, a browser looks again after so many seconds, with or without script.
const AGAIN_S: &str = "2";

/// Which rows are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    show: Option<String>,
    after: Option<String>,
}

fn id_of(text: &str) -> Result<FilingId, WebError> {
    text.parse().map_err(|_| WebError::Missing)
}

/// Fates in the order their figures stand.
const SHOWN: [Fate; 9] = [
    Fate::Fit,
    Fate::Faulty,
    Fate::Twin,
    Fate::Entered,
    Fate::Same,
    Fate::Refused,
    Fate::Stayed,
    Fate::TakenBack,
    Fate::NoRow,
];

fn stands(filing: &FilingView) -> Stands {
    if filing.emptied_at.is_some() {
        return Stands::Emptied;
    }
    match filing.state {
        FilingState::Read => Stands::Read,
        FilingState::Checking | FilingState::Entering | FilingState::TakingBack => Stands::UnderWay,
        FilingState::Checked => Stands::Checked,
        FilingState::Entered => Stands::Entered,
        FilingState::TakenBack => Stands::TakenBack,
        FilingState::ThrownAway => Stands::Emptied,
    }
}

/// How many rows are done, of how many.
fn done(filing: &FilingView) -> (usize, usize) {
    let all = filing.makers();
    match filing.state {
        FilingState::Entering => {
            let fit = filing.count(Fate::Fit);
            let entered = filing.count(Fate::Entered);
            (entered, entered + fit)
        }
        FilingState::TakingBack => {
            let gone = filing.count(Fate::TakenBack) + filing.count(Fate::Stayed);
            (gone, gone + filing.count(Fate::Entered))
        }
        _ => (all.saturating_sub(filing.count(Fate::Waiting)), all),
    }
}

/// What is shown if nobody says: what needs a person comes first.
fn first_shown(filing: &FilingView) -> Fate {
    let order: &[Fate] = match filing.state {
        FilingState::TakenBack => &[Fate::Stayed, Fate::TakenBack],
        FilingState::Entered => &[Fate::Twin, Fate::Refused, Fate::Faulty, Fate::Entered],
        _ => &[Fate::Faulty, Fate::Twin, Fate::Fit],
    };
    order.iter().copied().find(|fate| filing.count(*fate) > 0).unwrap_or(Fate::Fit)
}

async fn load(
    app: &App,
    t: &Text,
    registrar: &Registrar,
    id: FilingId,
    shown: &Shown,
) -> Result<FilingPage, WebError> {
    let mut read = app.db().read().await?;
    let missing = |cause| told::refused(t, cause).map_or_else(|cause| cause, |_| WebError::Missing);
    let filing = registers::filing(&mut read, &registrar.sender, id).await.map_err(missing)?;
    let fate =
        shown.show.as_deref().and_then(|word| word.parse().ok()).unwrap_or_else(|| first_shown(&filing));
    let after = shown.after.as_deref().and_then(|row| row.parse().ok()).unwrap_or(0);
    let stands = stands(&filing);
    let mut rows = match stands {
        Stands::Checked | Stands::Entered | Stands::TakenBack => {
            registers::rows(&mut read, &registrar.sender, id, fate, after, ROWS.and_one())
                .await
                .map_err(missing)?
        }
        Stands::Read | Stands::UnderWay | Stands::Emptied => Vec::new(),
    };
    drop(read);
    let more = rows.len() > ROWS.rows();
    rows.truncate(ROWS.rows());
    let here = t.path(&registrar.place().of(&id.to_string()));
    let pager = Pager {
        next: rows.last().filter(|_| more).map(|row| format!("{here}?show={fate}&after={}", row.row)),
        first: (after > 0).then(|| format!("{here}?show={fate}")),
    };
    Ok(FilingPage {
        place: registrar.place(),
        id: id.to_string(),
        stands,
        state: filing.state.as_str(),
        counts: SHOWN.iter().map(|fate| (fate.as_str(), filing.count(*fate))).collect(),
        done: done(&filing),
        shown: fate.as_str(),
        rows: rows.into_iter().map(|row| line(t, &filing, row)).collect(),
        pager,
        undo_until: filing.undo_until(app.db().now()).map(|until| t.moment(&until)).unwrap_or_default(),
        file_name: filing.file_name,
        form_key: Some(key_for(&registrar.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

fn line(t: &Text, filing: &FilingView, row: RowLine) -> FilingRow {
    let named = filing.columns.fields.iter().zip(&row.cells).find(|(field, _)| **field == Field::Name);
    let said = |remark: bool| {
        let some = row.faults.iter().filter(move |fault| fault.is_remark() == remark);
        some.map(|fault| t.pick(&fault.told()).to_owned()).collect()
    };
    FilingRow {
        row: row.row,
        name: named.map(|(_, name)| name.chars().take(60).collect()).unwrap_or_default(),
        faults: said(false),
        remarks: said(true),
        twins: row.twins.iter().map(|twin| twin_line(t, twin)).collect(),
    }
}

fn twin_line(t: &Text, twin: &Twin) -> TwinLine {
    let who = if twin.case.is_empty() {
        let said = t.say("reg-twin-row").set("row", twin.row).set("name", &twin.name);
        said.set("village", &twin.village).to_string()
    } else {
        let department =
            twin.department.parse().map(|department| t.department(department)).unwrap_or_default();
        let said = t.say("reg-twin-case").set("name", &twin.name).set("village", &twin.village);
        said.set("department", &department).to_string()
    };
    let reason = |word: &String| t.get(&format!("same-{word}"));
    TwinLine { who, reasons: twin.reasons.iter().map(reason).collect() }
}

/// `GET /{lang}/{desk}/registers/{id}`. While the worker is at it, the page asks for itself again.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    Path(id): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &registrar, id_of(&id)?, &shown).await?;
    let again = page.stands == Stands::UnderWay;
    let mut response = page_of(&app, t, &asked, &asked.rest, StatusCode::OK, &page)?;
    if again {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(AGAIN_S));
    }
    Ok(response)
}

/// After a deed: to the register's page, or the same page with what was wrong.
async fn after(
    app: &App,
    t: Text,
    registrar: &Registrar,
    asked: &Asked,
    id: FilingId,
    done: Result<(), RegisterError>,
) -> Result<Response, WebError> {
    let here = registrar.place().of(&id.to_string());
    let (_, says) = match done {
        Ok(()) => return Ok(to(&t, &here)),
        Err(cause) => told::refused(&t, cause)?,
    };
    let page = load(app, &t, registrar, id, &Shown::default()).await?;
    let page = FilingPage { wrongs: Wrongs::none().and("", says), ..page };
    page_of(app, t, asked, &here, StatusCode::CONFLICT, &page)
}

/// An answer about one row, or without a row about all that wait.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    row: Option<usize>,
    answer: String,
}

/// `POST /{lang}/{desk}/registers/{id}/answers`: the same person, or another.
pub(super) async fn answer(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    Path(id): Path<String>,
    Filled(said): Filled<Said>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let answer = match said.answer.as_str() {
        "same" => Answer::Same,
        "another" => Answer::Another,
        _ => return Err(WebError::Unclear("fault-unclear.text")),
    };
    let which = said.row.map_or(registers::Which::AllWaiting, registers::Which::Row);
    let done = registers::decide(app.db(), &registrar.sender, id, which, answer).await;
    after(&app, t, &registrar, &asked, id, done).await
}

/// `POST /{lang}/{desk}/registers/{id}/entry`: the fit rows are to be entered.
pub(super) async fn enter(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let done = registers::begin_import(app.db(), &registrar.sender, id).await;
    after(&app, t, &registrar, &asked, id, done).await
}

/// `POST /{lang}/{desk}/registers/{id}/undo`: what was entered is to be taken back.
pub(super) async fn undo(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let done = registers::begin_undo(app.db(), &registrar.sender, id).await;
    after(&app, t, &registrar, &asked, id, done).await
}

/// `POST /{lang}/{desk}/registers/{id}/removal`: the register is not wanted.
pub(super) async fn throw_away(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let done = registers::throw_away(app.db(), &registrar.sender, id).await;
    after(&app, t, &registrar, &asked, id, done).await
}

/// `GET /{lang}/{desk}/registers/{id}/left-out/{kind}`: what goes back to the department, as an attachment.
pub(super) async fn hand_back(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    Path((id, kind)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let missing = |cause| told::refused(&t, cause).map_or_else(|cause| cause, |_| WebError::Missing);
    let mut read = app.db().read().await?;
    let (headings, rows) =
        registers::left_out(&mut read, &registrar.sender, id_of(&id)?).await.map_err(missing)?;
    drop(read);
    let (bytes, mime, name) = match kind.as_str() {
        "csv" => (
            registers::out::csv(&headings, &rows, t.lang),
            "text/csv; charset=utf-8",
            "register-left-out.csv",
        ),
        "xlsx" => {
            let book = registers::out::xlsx(&headings, &rows, t.lang);
            let book = book.map_err(|cause| WebError::Ours(cause.to_string()))?;
            (
                book,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "register-left-out.xlsx",
            )
        }
        _ => return Err(WebError::Missing),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    respond::set(headers, "content-type", mime);
    respond::set(headers, "content-disposition", &format!("attachment; filename=\"{name}\""));
    // Whatever a browser makes of it, it runs nothing and is nobody's page.
    respond::set(headers, "content-security-policy", "sandbox; default-src 'none'");
    Ok(response)
}
