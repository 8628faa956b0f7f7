//! What may be meant by what has been typed so far.

use axum::extract::State;
use axum::response::Response;
use market::search::suggest::{Suggested, Suggestion, suggest};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Object;
use utoipa::{IntoParams, ToSchema};

use super::answer::shared_json_while;
use super::ask::{self, Params};
use super::problem::Problem;
use super::wire::{Name, Page, one_of};
use crate::app::App;
use crate::respond::{self, Asked};

/// Suggestions may be used again for this long; nothing in them is about anybody.
const KEPT: &str = "public, max-age=30";

/// Letters that may have been typed.
const LETTERS_MOST: usize = 100;

/// What has been typed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SuggestAsk {
    /// What has been typed so far, in Hindi, English or Hindi in Latin letters; two letters at least. The last word may be only begun.
    #[param(example = "ped", max_length = 100, nullable = false)]
    q: Option<String>,
}

/// Something that may be meant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionOut {
    /// What it is.
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// Its name.
    name: Name,
    /// The address of its page, behind `/hi` or `/en`.
    #[schema(example = "/products/safed-peda")]
    path: String,
}

fn kinds() -> Object {
    one_of(Suggested::ALL.iter().map(|kind| kind.as_str()))
}

impl SuggestionOut {
    fn of(one: Suggestion) -> SuggestionOut {
        let room = match one.kind {
            Suggested::Craft => "crafts",
            Suggested::Good => "products",
            Suggested::Maker => "makers",
        };
        let (kind, path) = (one.kind.as_str(), format!("/{room}/{}", one.key));
        SuggestionOut { kind, name: one.name.into(), path }
    }
}

/// Suggests crafts, goods and makers while somebody types, at most nine.
///
/// Every word typed begins a word of the name. What is typed is kept nowhere.
#[utoipa::path(get, path = "/suggestions", tag = "shop", operation_id = "suggestions", params(SuggestAsk),
    responses((status = 200, description = "All of them; there is no next page.", body = Page<SuggestionOut>)))]
pub(crate) async fn list(
    State(app): State<App>,
    Params(wanted): Params<SuggestAsk>,
    asked: Asked,
) -> Result<Response, Problem> {
    ask::no_longer("q", wanted.q.as_deref(), LETTERS_MOST)?;
    let generation = app.vocabulary.generation(app.db()).await?;
    let mut response = shared_json_while(&app, &asked, generation, async {
        let typed = wanted.q.unwrap_or_default();
        let found = suggest(app.db(), &app.vocabulary, &typed).await?;
        Ok(Page { items: found.into_iter().map(SuggestionOut::of).collect(), next: None })
    })
    .await?;
    respond::set(response.headers_mut(), "cache-control", KEPT);
    Ok(response)
}
