//! `GET /{lang}/batches/{code}`: what the code on a pack says: who made it, when, how long it is best, whether it is recalled.

use axum::extract::{Path, State};
use axum::response::Response;
use market::batches;

use crate::app::App;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::food_batch::FoodBatchPage;
use crate::who::Visitor;

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let code = code.to_uppercase();
    let batch = batches::page(&mut app.db().read().await?, &code).await?.ok_or(WebError::Missing)?;
    respond::view(&app, t, &visitor.visit(&asked.rest), &FoodBatchPage { batch }, &asked.headers)
}
