//! `GET /{lang}/batches/{code}`: what the code on a pack says: who made it, when, how long it is best, whether it is recalled.

use axum::extract::{Path, State};
use axum::response::Response;
use market::batches;

use crate::app::App;
use crate::desk::print;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::desk::PackPaper;
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
    let mut read = app.db().read().await?;
    let today = read.now().day();
    let batch = batches::page(&mut read, &code).await?.ok_or(WebError::Missing)?;
    respond::view(&app, t, &visitor.visit(&asked.rest), &FoodBatchPage { batch, today }, &asked.headers)
}

/// `GET /{lang}/batches/{code}/label`: what is stuck on a pack. It tells nothing that a pack does not tell anybody.
pub(super) async fn label(
    State(app): State<App>,
    t: Text,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let found = batches::label(&mut app.db().read().await?, &code.to_uppercase()).await?;
    let paper = PackPaper { label: found.ok_or(WebError::Missing)? };
    print(&app, t, &asked, &paper.paper(&t, app.site())?)
}
