//! All registers of a desk, and a new one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Limit;
use market::registers::{self, FilingState, RegisterError};

use super::{Registrar, answer, to, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::key_for;
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::registers::{FilingLine, RegistersHome};

/// Registers in the list.
const SHOWN: Limit = Limit::of(50);

async fn load(app: &App, t: &Text, registrar: &Registrar) -> Result<RegistersHome, WebError> {
    let mut read = app.db().read().await?;
    let filings = registers::filings(&mut read, &registrar.sender, SHOWN).await?;
    let line = |filing: registers::FilingLine| FilingLine {
        id: filing.id.to_string(),
        file_name: filing.file_name,
        stands: format!("reg-state-{}", filing.state),
        day: t.day(&filing.handed_in_at.day()),
        by: if filing.by_name.is_empty() { t.get("reg-machine") } else { filing.by_name },
        entered: usize::try_from(filing.entered).unwrap_or(0),
    };
    Ok(RegistersHome {
        place: registrar.place(),
        filings: filings.into_iter().map(line).collect(),
        form_key: Some(key_for(&registrar.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/{desk}/registers`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &registrar).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/{desk}/registers`: a file is read; then its columns are asked about.
pub(super) async fn hand_in(
    State(app): State<App>,
    t: Text,
    registrar: Registrar,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let home = registrar.place().home();
    let says = match uploaded.file {
        None => t.get("reg-wrong-no-file"),
        Some(file) => {
            match registers::hand_in(app.db(), &registrar.sender, &uploaded.file_name, file.to_vec()).await {
                Ok(id) => return Ok(to(&t, &format!("{home}/{id}/columns"))),
                Err(RegisterError::Unreadable(why)) => t.pick(&why.words()).to_owned(),
                Err(cause) => told::refused(&t, cause)?.1,
            }
        }
    };
    let page = load(&app, &t, &registrar).await?;
    let page = RegistersHome { wrongs: Wrongs::none().and("file", says), ..page };
    answer(&app, t, &asked, &home, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Whether the columns of a register may still be said.
pub(super) const fn may_settle(state: FilingState) -> bool {
    matches!(state, FilingState::Read | FilingState::Checked)
}
