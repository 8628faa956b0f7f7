//! What makers ask the officer of their block for.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Limit;
use market::requests::{self, About, Help, RequestError};
use serde::Deserialize;

use super::{answer, id_of, to, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::{HelpLine, RequestsPage};
use crate::who::Officer;

/// Requests of each kind on the page.
const LIST: Limit = Limit::of(100);
/// Where it stands.
const HERE: &str = "/officer/requests";

/// Whether something was answered just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: Option<String>,
}

async fn load(app: &App, officer: &Officer, wrongs: Wrongs) -> Result<RequestsPage, WebError> {
    let mut read = app.db().read().await?;
    let helps = requests::open_help(&mut read, &officer.post.blocks.0, LIST).await?;
    drop(read);
    Ok(RequestsPage {
        whose: told::name_of(&officer.buyer),
        helps: helps.into_iter().map(help).collect(),
        answered: false,
        form_key: Some(key_for(&officer.buyer.session)),
        wrongs,
    })
}

fn help(help: Help) -> HelpLine {
    let about = match help.about {
        About::Bank => "own-paper-bank",
        About::Pan => "own-paper-pan",
        About::Enrolment => "own-paper-enrolment",
        About::Fssai => "own-paper-fssai",
        About::Call => "requests-call",
    };
    HelpLine {
        id: help.id.to_string(),
        asked_at: help.asked_at,
        about,
        maker: help.name,
        village: help.village,
        mobile: help.mobile.get().map_or("", |mobile| mobile.ten_digits()).to_owned(),
    }
}

/// `GET /{lang}/officer/requests`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Query(done): Query<Done>,
) -> Result<Response, WebError> {
    let page = load(&app, &officer, Wrongs::none()).await?;
    let page = RequestsPage { answered: done.done.is_some(), ..page };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// What was done for her.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    #[serde(default)]
    words: String,
}

/// `POST /{lang}/officer/requests/help/{id}`: what was done; the maker is told.
pub(super) async fn close(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Words>,
) -> Result<Response, WebError> {
    let (person, blocks) = (officer.buyer.who.person, &officer.post.blocks.0);
    let done = requests::answer_help(app.db(), person, blocks, id_of(&id)?, &form.words).await;
    after(&app, t, &officer, &asked, &format!("words-{id}"), done).await
}

/// After a form: to the list with the news, or the list again with what was wrong.
async fn after(
    app: &App,
    t: Text,
    officer: &Officer,
    asked: &Asked,
    field: &str,
    done: Result<(), RequestError>,
) -> Result<Response, WebError> {
    let (status, field, key) = match done {
        Ok(()) => return Ok(to(&t, &format!("{HERE}?done"))),
        Err(RequestError::NoRequest) => return Err(WebError::Missing),
        Err(RequestError::NoWords) => (StatusCode::UNPROCESSABLE_ENTITY, field, "wrong-own-words"),
        Err(RequestError::Answered) => (StatusCode::CONFLICT, "", "wrong-answered"),
        Err(RequestError::Db(cause)) => return Err(cause.into()),
    };
    let page = load(app, officer, Wrongs::none().and(field, t.get(key))).await?;
    answer(app, t, asked, HERE, status, &page)
}
