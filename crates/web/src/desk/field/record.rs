//! One record of an officer: read back, the maker's yes, taken back, mended.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use kernel::digits::only_digits;
use kernel::ids::FieldRecordId;
use market::fieldwork::{self, FieldworkError, FileState, Role, Withdrawing, fair_wage};
use market::makers;
use serde::Deserialize;

use super::{files, of, on_the_phone, told};
use crate::app::App;
use crate::desk::{answer as page_at, id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::field::RecordShown;
use crate::who::Officer;

async fn load(app: &App, t: &Text, officer: &Officer, id: FieldRecordId) -> Result<RecordShown, WebError> {
    let mut read = app.db().read().await?;
    let page = fieldwork::record(&mut read, &of(officer), id).await?.ok_or(WebError::Missing)?;
    let today = read.now().day();
    let hour = fair_wage(&mut read, today).await?;
    let mobile = match page.row.maker {
        Some(maker) => makers::read::core(&mut read, maker).await?.map(|maker| maker.mobile),
        None => kernel::india::Mobile::typed(page.row.mobile()),
    };
    let said = |f: &fieldwork::FieldFile| {
        f.role == Role::Voice && f.state == FileState::Kept && f.position == page.row.version
    };
    Ok(RecordShown {
        reach: mobile.map(|mobile| mobile.masked()),
        has_voice: page.files.iter().any(said),
        told: told::told(&mut read, t, &page, hour).await?,
        form_key: Some(key_for(&officer.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

fn here(id: FieldRecordId) -> String {
    format!("/officer/field/records/{id}")
}

/// The record's page again, with what was wrong.
async fn again(
    app: &App,
    t: Text,
    officer: &Officer,
    asked: &Asked,
    id: FieldRecordId,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let page = RecordShown { wrongs, ..load(app, &t, officer, id).await? };
    page_at(app, t, asked, &here(id), StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /{lang}/officer/field/records/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &officer, id_of(&id)?).await?;
    Ok(on_the_phone(page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)?))
}

/// `POST …/codes`: a code goes to the maker's phone.
pub(super) async fn send_code(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    match fieldwork::ask_code(app.db(), &of(&officer), id).await {
        Ok(()) => Ok(to(&t, &here(id))),
        Err(cause) => {
            let (field, key) = told::consent_refused(cause)?;
            again(&app, t, &officer, &asked, id, Wrongs::none().and(field, t.get(key))).await
        }
    }
}

/// The code the maker said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    #[serde(default)]
    code: String,
}

/// `POST …/consent`: the maker has said the code.
pub(super) async fn agree(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(said): Filled<Said>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    match fieldwork::agree_by_code(app.db(), &of(&officer), id, &only_digits(&said.code)).await {
        Ok(()) => Ok(to(&t, &here(id))),
        Err(cause) => {
            let (field, key) = told::consent_refused(cause)?;
            again(&app, t, &officer, &asked, id, Wrongs::none().and(field, t.get(key))).await
        }
    }
}

/// The maker has said «हाँ» into the phone: the recording is kept and counts.
pub(super) async fn agree_by_voice(
    app: &App,
    t: Text,
    officer: &Officer,
    asked: &Asked,
    id: FieldRecordId,
    voice: Option<Bytes>,
) -> Result<Response, WebError> {
    let by = of(officer);
    let refused = match voice {
        None => Some("consent-no-voice"),
        Some(bytes) => files::keep(app, &by, id, Role::Voice, &bytes).await?,
    };
    let refused = match refused {
        Some(key) => Some(("file-voice", key)),
        None => match fieldwork::agree_by_voice(app.db(), &by, id).await {
            Ok(()) => None,
            Err(cause) => Some(told::consent_refused(cause)?),
        },
    };
    match refused {
        None => Ok(to(&t, &here(id))),
        Some((field, key)) => again(app, t, officer, asked, id, Wrongs::none().and(field, t.get(key))).await,
    }
}

/// `POST …/completion`: all answers are given.
pub(super) async fn complete(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    match fieldwork::finish(app.db(), &of(&officer), id).await {
        Ok(()) => Ok(to(&t, &here(id))),
        Err(FieldworkError::Wrong(list)) => {
            // The questions are not on this page: the sentences name them, and the way to them is «mend».
            let wrongs = list.iter().fold(Wrongs::none(), |all, one| all.and("", told::wrong(&t, one)));
            again(&app, t, &officer, &asked, id, wrongs).await
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST …/withdrawal`: the maker takes her yes back and has told the officer.
pub(super) async fn withdraw(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    fieldwork::withdraw(app.db(), Withdrawing::Officer(&of(&officer)), id).await?;
    Ok(to(&t, &here(id)))
}

/// `POST …/removal`: the officer takes the record back.
pub(super) async fn remove(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    fieldwork::drop_record(app.db(), &of(&officer), id_of(&id)?).await?;
    Ok(to(&t, "/officer/field"))
}

/// Which maker it is after all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Same {
    #[serde(default)]
    maker: String,
    #[serde(default)]
    case: String,
}

/// `POST …/sameness`: she is a maker who is known, or her case is; what was typed of her stays on record beside it.
pub(super) async fn same(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(same): Filled<Same>,
) -> Result<Response, WebError> {
    let (id, by) = (id_of(&id)?, of(&officer));
    fieldwork::answer(app.db(), &by, id, &[("maker", &same.maker), ("case", &same.case)]).await?;
    // If something else is missing, the record says so and waits as a draft.
    match fieldwork::finish(app.db(), &by, id).await {
        Ok(()) | Err(FieldworkError::Wrong(_)) => Ok(to(&t, &here(id))),
        Err(cause) => Err(cause.into()),
    }
}
