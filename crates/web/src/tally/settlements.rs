//! The file of a payment company that cannot be asked for what it has handed on: brought, and taken in whole or not at all.

use axum::extract::State;
use axum::response::Response;
use kernel::payment::Gateway;
use market::tally::{self, TallyError};

use super::{HERE, list};
use crate::app::App;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::Typed;
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::who::Finance;

/// `POST /{lang}/finance/settlements`: what the second company has handed on; laid beside the rest at once.
pub(super) async fn bring(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let wrong = match &uploaded.file {
        None => t.get("reg-wrong-no-file"),
        Some(file) => {
            let (by, file) = (finance.buyer.who.person, (uploaded.file_name.as_str(), file.as_ref()));
            match tally::take_file(app.db(), by, Gateway::Hyperswitch, file).await {
                Ok(_) => {
                    if let Err(cause) = tally::run(app.db()).await {
                        tracing::warn!(%cause, "a settlement was taken in and not laid beside the rest yet");
                    }
                    return Ok(to(&t, HERE));
                }
                Err(TallyError::Unreadable(why)) => t.pick(&why.words()).to_owned(),
                Err(TallyError::NoSettlement) => t.get("settled-wrong-columns"),
                Err(TallyError::BadRow { row }) => t.say("settled-wrong-row").set("row", row).to_string(),
                Err(TallyError::TooMany) => t.get("tally-wrong-too-many"),
                Err(cause) => return Err(cause.into()),
            }
        }
    };
    let wrongs = Wrongs::none().and("settlement", wrong);
    let board = list::page(&app, &t, &finance, &Typed::default(), wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}
