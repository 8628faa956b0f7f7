//! What the rooms of the DC's office share: a page, a form, and a step about the row an address names.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use kernel::ids::PersonId;

use super::{id_of, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::key_for;
use crate::parts::Button;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// A page of the room at `here`.
pub(crate) fn board(office: &DcOffice, here: &'static str, title: String, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Office, told::name_of(&office.buyer), here, title, blocks)
}

/// A form that is sent to `action`.
pub(crate) fn form(t: &Text, office: &DcOffice, action: &str, asks: Vec<Ask>, button: Button) -> BoardForm {
    BoardForm {
        action: t.path(action),
        method: "post",
        asks,
        with: Vec::new(),
        button,
        form_key: Some(key_for(&office.buyer.session)),
    }
}

/// A step about the row an address names: who takes it, and on which page it comes back.
pub(crate) struct Step<I> {
    pub(crate) app: App,
    pub(crate) t: Text,
    pub(crate) office: DcOffice,
    pub(crate) asked: Asked,
    pub(crate) id: I,
}

impl<I: FromStr> FromRequestParts<App> for Step<I> {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let office = DcOffice::from_request_parts(parts, app).await?;
        let t = Text::from_request_parts(parts, app).await?;
        let Ok(asked) = Asked::from_request_parts(parts, app).await;
        let Path(id) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| WebError::Missing)?;
        Ok(Step { app: app.clone(), t, office, asked, id: id_of(&id)? })
    }
}

impl<I> Step<I> {
    /// Who takes it.
    pub(crate) const fn by(&self) -> PersonId {
        self.office.buyer.who.person
    }
}
