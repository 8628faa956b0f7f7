//! Stalls over HTTP: the page a printed code leads to, the poster, what was sold through each stall, and the list an administrator keeps.
//!
//! Reads and writes: through [`market::stalls`]. Never: remembers more of a visitor than which stall's code she scanned, in a cookie of
//! her own browser.
//!
//! Start at [`routes`].

mod admin;
mod hub;
mod shop;
mod told;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use kernel::ids::StallId;
use market::stalls::{self, StallError};

use crate::app::App;
use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

pub(crate) use shop::short;

/// The addresses of stalls.
pub(crate) fn routes(routes: Routes) -> Routes {
    let any = || Right::Administrator.any(Thing::Stall);
    routes
        .get("/s/{code}", Right::Anybody.any(Thing::StallCode), shop::show)
        .get("/hub/stalls", Right::Keeper, hub::list)
        .get("/admin/stalls", Right::Administrator, admin::list)
        .post("/admin/stalls", Right::Administrator, admin::enter)
        .get("/admin/stalls/{id}", any(), admin::show)
        .get("/admin/stalls/{id}/poster", any(), admin::poster)
        .post("/admin/stalls/{id}/closing", any(), admin::shut)
}

impl From<StallError> for WebError {
    fn from(cause: StallError) -> WebError {
        match cause {
            StallError::Missing => WebError::Missing,
            StallError::Bad(_) => WebError::Unclear("fault-unclear.text"),
            StallError::NotNow => WebError::Conflict("wrong-stands-otherwise"),
            StallError::Db(cause) => cause.into(),
        }
    }
}

/// The cookie that says at which stall a visitor has scanned a code. Letters and digits; it is believed only if such a stall stands.
const COOKIE_NAME: &str = "stall";

/// The stall whose code this browser has scanned, if it still stands.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn of_visitor(app: &App, headers: &HeaderMap) -> Result<Option<StallId>, store::DbError> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let Some((_, code)) = pairs.find(|(name, _)| *name == COOKIE_NAME) else { return Ok(None) };
    Ok(stalls::living(&mut app.db().read().await?, code).await?.map(|stall| stall.id))
}
