//! What the columns of a register hold.

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Words;
use kernel::ids::FilingId;
use market::registers::{self, Columns, Field, Sender};
use market::{catalogue, places};
use serde::Deserialize;

use super::home::may_settle;
use super::{Registrar, answer, to, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Choice, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::registers::{ColumnLine, ColumnsPage, SheetChoice};

/// Which sheet, and which of its rows is the heading; both may be left to us.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    sheet: Option<String>,
    heading: Option<String>,
}

impl Which {
    fn sheet(&self) -> Option<usize> {
        self.sheet.as_deref().and_then(number)
    }
    fn heading(&self) -> Option<usize> {
        self.heading.as_deref().and_then(number)
    }
}

fn number(text: &str) -> Option<usize> {
    kernel::digits::ascii_digits(text.trim()).parse().ok()
}

fn id_of(text: &str) -> Result<FilingId, WebError> {
    text.parse().map_err(|_| WebError::Missing)
}

/// The page with what is guessed or was said; `said` are answers that were refused.
async fn load(
    app: &App,
    t: &Text,
    registrar: &Registrar,
    id: FilingId,
    which: &Which,
    said: Option<&Columns>,
) -> Result<ColumnsPage, WebError> {
    let mut read = app.db().read().await?;
    let missing = |cause| told::refused(t, cause).map_or_else(|cause| cause, |_| WebError::Missing);
    let filing = registers::filing(&mut read, &registrar.sender, id).await.map_err(missing)?;
    let (sheet, heading) = (which.sheet(), which.heading());
    let asked =
        registers::columns_of(&mut read, &registrar.sender, id, sheet, heading).await.map_err(missing)?;
    let columns = said.cloned().unwrap_or(asked.columns);
    let mut blocks = places::read::blocks(&mut read).await?;
    if let Sender::Officer(_, post) = &registrar.sender {
        blocks.retain(|block| post.blocks.cover(&block.code));
    }
    let crafts = catalogue::read::craft_names(&mut read).await?;
    drop(read);
    let line = |(place, field): (usize, &Field)| ColumnLine {
        letter: registers::columns::letter(place),
        heading: asked.headings.get(place).cloned().unwrap_or_default(),
        examples: asked.examples.iter().filter_map(|line| line.get(place)).map(|cell| short(cell)).collect(),
        field: field.as_str(),
    };
    let block =
        |block: &places::Block| Choice::new(&block.code, t.pick(&block.name)).chosen_if(&columns.block);
    let craft = |(key, name): &(String, Words)| Choice::new(key, t.pick(name)).chosen_if(&columns.craft);
    let sheets = filing.sheets.iter().enumerate();
    Ok(ColumnsPage {
        place: registrar.place(),
        id: id.to_string(),
        file_name: filing.file_name,
        sheets: sheets
            .map(|(place, sheet)| SheetChoice { place, name: sheet.name.clone(), lines: sheet.lines })
            .collect(),
        sheet: columns.sheet,
        heading: columns.heading,
        columns: columns.fields.iter().enumerate().map(line).collect(),
        fields: Field::ALL.iter().map(|field| field.as_str()).collect(),
        blocks: blocks.iter().map(block).collect(),
        crafts: crafts.iter().map(craft).collect(),
        form_key: Some(key_for(&registrar.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// The beginning of a cell, as an example.
fn short(cell: &str) -> String {
    let some: String = cell.chars().take(24).collect();
    if registers::out::is_marked(cell) { "…".to_owned() } else { some }
}

/// `GET /{lang}/{desk}/registers/{id}/columns`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &registrar, id_of(&id)?, &which, None).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/{desk}/registers/{id}/columns`: a person says what they hold; the rows are looked at.
pub(super) async fn settle(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let columns = columns_in(&form)?;
    let here = registrar.place().of(&id.to_string());
    let cause = match registers::settle(app.db(), &registrar.sender, id, &columns).await {
        Ok(()) => return Ok(to(&t, &here)),
        Err(cause) => cause,
    };
    let (field, says) = told::refused(&t, cause)?;
    let which = Which { sheet: Some(columns.sheet.to_string()), heading: Some(columns.heading.to_string()) };
    let state = registers::filing(&mut app.db().read().await?, &registrar.sender, id).await;
    if !state.is_ok_and(|filing| may_settle(filing.state)) {
        return Ok(to(&t, &here));
    }
    let page = load(&app, &t, &registrar, id, &which, Some(&columns)).await?;
    let page = ColumnsPage { wrongs: Wrongs::none().and(field, says), ..page };
    answer(&app, t, &asked, &format!("{here}/columns"), StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The answers of the form; a word that is no field makes no sense.
fn columns_in(form: &HashMap<String, String>) -> Result<Columns, WebError> {
    let unclear = || WebError::Unclear("fault-unclear.text");
    let text = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let mut fields = Vec::new();
    while let Some(word) = form.get(&format!("column-{}", fields.len())) {
        fields.push(word.parse().map_err(|_| unclear())?);
    }
    Ok(Columns {
        sheet: number(text("sheet")).ok_or_else(unclear)?,
        heading: number(text("heading-row")).ok_or_else(unclear)?,
        fields,
        block: text("block").to_owned(),
        craft: text("craft").to_owned(),
    })
}
