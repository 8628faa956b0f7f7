//! Registers: a department's officer or head hands in a file, says what its columns hold, looks, enters, takes back.
//!
//! Reads and writes: through [`market::registers`]. Never: sends a file back as it came; what goes back are rows, as an
//! attachment no browser shows under our name.
//!
//! Start at [`routes`]; the same rooms lie on an officer's desk and on a head's.

mod columns;
mod filing;
mod home;
mod told;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Words;
use market::registers::Sender;

use crate::app::App;
use crate::error::WebError;
use crate::page::{View, Visit, page};
use crate::respond::{self, Asked};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::desk::Desk;
use crate::views::registers::Place;
use crate::who::{Buyer, Head, Officer};

/// The rooms of registers, on both desks.
pub(crate) fn routes(routes: Routes) -> Routes {
    desk(desk(routes, "/officer", Right::Officer), "/head", Right::Head)
}

fn desk(routes: Routes, at: &str, right: Right) -> Routes {
    let own = right.own(Thing::Filing);
    let to = |rest: &str| format!("{at}/registers{rest}");
    routes
        .get(&to(""), right, home::show)
        .post(&to(""), right, home::hand_in)
        .get(&to("/{id}"), own, filing::show)
        .get(&to("/{id}/columns"), own, columns::show)
        .post(&to("/{id}/columns"), own, columns::settle)
        .post(&to("/{id}/answers"), own, filing::answer)
        .post(&to("/{id}/entry"), own, filing::enter)
        .post(&to("/{id}/undo"), own, filing::undo)
        .post(&to("/{id}/removal"), own, filing::throw_away)
        .get(&to("/{id}/left-out/{kind}"), own, filing::hand_back)
}

/// Whoever hands registers in: an officer on her desk, a head on his.
#[derive(Clone, Debug)]
pub(crate) struct Registrar {
    /// Who it is, with the session.
    pub buyer: Buyer,
    /// Whose rows they may be.
    pub sender: Sender,
    /// On which desk.
    pub desk: Desk,
}

impl FromRequestParts<App> for Registrar {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let Ok(asked) = Asked::from_request_parts(parts, app).await;
        if asked.rest.starts_with("/head/") {
            let Head { buyer, department } = Head::from_request_parts(parts, app).await?;
            let sender = Sender::Head(buyer.who.person, department);
            return Ok(Registrar { buyer, sender, desk: Desk::Head });
        }
        let Officer { buyer, post } = Officer::from_request_parts(parts, app).await?;
        let sender = Sender::Officer(buyer.who.person, post);
        Ok(Registrar { buyer, sender, desk: Desk::Officer })
    }
}

impl Registrar {
    fn place(&self) -> Place {
        let who = &self.buyer.who;
        let said = if who.name.is_empty() { who.mobile.ten_digits() } else { &who.name };
        Place { desk: self.desk, whose: Words::new(said, said) }
    }
}

/// After a form: to the page it is about.
fn to(t: &Text, path: &str) -> Response {
    Redirect::to(&t.path(path)).into_response()
}

/// A page at its own address `here`, also as the answer to a form that was refused.
fn answer(
    app: &App,
    t: Text,
    asked: &Asked,
    here: &str,
    status: StatusCode,
    view: &dyn View,
) -> Result<Response, WebError> {
    let visit = Visit { path: here.to_owned(), signed_in: Some(true), ..Visit::default() };
    Ok(respond::private(status, page(app.site(), t, &visit, view)?, &asked.headers))
}
