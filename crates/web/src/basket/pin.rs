//! Signing in with a maker's PIN on her own telephone: «is this you?».

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::ids::MakerId;
use market::phones::{self, PhoneError, Pin};
use serde::Deserialize;

use super::sign_in::{own_path, with_cookie};
use crate::app::App;
use crate::desk::face;
use crate::error::{WebError, encoded};
use crate::form::{Filled, key_for};
use crate::parts::Wrongs;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::desk::{Face, PinEntry};
use crate::who::{Device, Visitor, set_cookie};

/// Who it may be, and where to go afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Whose {
    maker: String,
    next: String,
}

/// The makers who can sign in with a PIN on this telephone.
pub(crate) async fn known_here(app: &App, device: &Device) -> Result<Vec<Face>, WebError> {
    let Some(device) = &device.0 else { return Ok(Vec::new()) };
    let faces = phones::known_here(&mut app.db().read().await?, device).await?;
    Ok(faces.into_iter().map(face).collect())
}

async fn face_here(app: &App, device: &Device, maker: &str) -> Result<Option<Face>, WebError> {
    Ok(known_here(app, device).await?.into_iter().find(|face| face.id == maker))
}

/// Where the code is asked for instead, and told that the PIN opens nothing any more.
fn by_code(t: &Text, next: &str) -> Response {
    Redirect::to(&t.path(&format!("/sign-in?with=code&pin=over&next={}", encoded(next)))).into_response()
}

/// `GET /{lang}/sign-in/pin?maker=`. Who has no PIN here is asked for her number.
pub(crate) async fn ask(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    device: Device,
    Query(whose): Query<Whose>,
    asked: Asked,
) -> Result<Response, WebError> {
    let next = own_path(&whose.next);
    let Some(face) = face_here(&app, &device, &whose.maker).await? else { return Ok(by_code(&t, next)) };
    let form_key = visitor.0.as_ref().map(key_for);
    let page = PinEntry { face, next: next.to_owned(), form_key, wrongs: Wrongs::none() };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// Whose PIN it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    maker: String,
    pin: String,
    #[serde(default)]
    next: String,
}

/// `POST /{lang}/sign-in/pin`: she comes in, or is told how many tries are left.
pub(crate) async fn enter(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    device: Device,
    asked: Asked,
    Filled(given): Filled<Given>,
) -> Result<Response, WebError> {
    let next = own_path(&given.next).to_owned();
    let Some(face) = face_here(&app, &device, &given.maker).await? else { return Ok(by_code(&t, &next)) };
    let wrong = match try_pin(&app, &visitor, &device, &given).await? {
        Ok(cookie) => {
            let to = if next.is_empty() { "/maker" } else { &next };
            return Ok(with_cookie(Redirect::to(&t.path(to)).into_response(), Some(cookie)));
        }
        Err(PhoneError::WrongPin { tries_left }) => {
            tracing::warn!(tries_left, "a PIN was wrong");
            t.say("wrong-pin").set("left", u32::try_from(tries_left).unwrap_or(0)).to_string()
        }
        Err(PhoneError::Db(cause)) => return Err(cause.into()),
        Err(_) => return Ok(by_code(&t, &next)),
    };
    let form_key = visitor.0.as_ref().map(key_for);
    let page = PinEntry { face, next, form_key, wrongs: Wrongs::none().and("pin", wrong) };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// What came of a PIN: the cookie of the new session, or why not. What has not four digits costs no try.
async fn try_pin(
    app: &App,
    visitor: &Visitor,
    device: &Device,
    given: &Given,
) -> Result<Result<http::HeaderValue, PhoneError>, WebError> {
    let maker: MakerId = given.maker.parse().map_err(|_| WebError::Missing)?;
    let (Some(device), Some(pin)) = (&device.0, Pin::typed(&given.pin)) else {
        return Ok(Err(PhoneError::WrongPin { tries_left: phones::PIN_TRIES }));
    };
    let entered = phones::enter(app.db(), visitor.0.as_ref(), device, maker, &pin).await;
    Ok(entered.map(|(opened, _)| set_cookie(app, &opened)))
}
