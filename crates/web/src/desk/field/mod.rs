//! The officer's field records over HTTP: forms, the phone's outbox, the head's desk, and the maker's own page of what she
//! has said yes to.
//!
//! Reads and writes: through `market::fieldwork`. Another's record does not exist. What a phone sends may be sent again at
//! any time; each answer says how the record stands.
//!
//! Start at [`routes`].

mod bank;
mod consents;
mod files;
mod forms;
mod head;
mod look;
mod outbox;
mod record;
mod told;

pub(crate) use files::key_of;
pub(super) use outbox::json;
pub(super) use told::advice_on;
pub(crate) use told::rate;

use axum::response::{IntoResponse, Response};
use kernel::Limit;
use market::fieldwork;

use crate::app::App;
use crate::error::WebError;
use crate::respond::set;
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::who::Officer;

/// Rows of a list.
const LIST: Limit = Limit::of(100);

/// The addresses of field records.
pub(crate) fn routes(routes: Routes) -> Routes {
    let own = || Right::Officer.own(Thing::Record);
    let head = || Right::Head.own(Thing::Record);
    routes
        .get("/officer/field", Right::Officer, forms::home)
        .post("/officer/field/records", Right::Officer, forms::begin)
        .get("/officer/field/inspection", Right::Officer, look::ask)
        .post("/officer/field/inspection", Right::Officer, look::send)
        .get("/officer/field/records/{id}", own(), record::show)
        .post("/officer/field/records/{id}/codes", own(), record::send_code)
        .post("/officer/field/records/{id}/consent", own(), record::agree)
        .post("/officer/field/records/{id}/completion", own(), record::complete)
        .post("/officer/field/records/{id}/withdrawal", own(), record::withdraw)
        .post("/officer/field/records/{id}/removal", own(), record::remove)
        .post("/officer/field/records/{id}/sameness", own(), record::same)
        .post("/officer/field/records/{id}/files/{role}", own(), forms::file)
        .get("/officer/field/records/{id}/{screen}", own(), forms::screen)
        .post("/officer/field/records/{id}/{screen}", own(), forms::answer)
        .get("/officer/outbox/snapshot", Right::Officer, outbox::snapshot)
        .post("/officer/outbox/records", Right::Officer, outbox::take)
        .get("/officer/outbox/records/{id}", own(), outbox::standing)
        .post("/officer/outbox/files/{id}/parts/{part}", Right::Officer.own(Thing::File), outbox::part)
        .get("/officer/manifest.webmanifest", Right::Anybody, manifest)
        .get("/officer/field/bank", Right::Officer, bank::ask)
        .post("/officer/field/bank", Right::Officer, bank::propose)
        .get("/officer/field/bank/{id}", Right::Officer.own(Thing::BankChange), bank::show)
        .post("/officer/field/bank/{id}/consent", Right::Officer.own(Thing::BankChange), bank::agree)
        .post("/officer/field/bank/{id}/codes", Right::Officer.own(Thing::BankChange), bank::send_code)
        .post("/officer/field/bank/{id}/stop", Right::Officer.own(Thing::BankChange), bank::stop)
        .get("/head/banks", Right::Head, bank::list)
        .get("/head/banks/{id}", Right::Head.own(Thing::BankChange), bank::show_to_head)
        .post("/head/banks/{id}/approval", Right::Head.own(Thing::BankChange), bank::approve)
        .post("/head/banks/{id}/refusal", Right::Head.own(Thing::BankChange), bank::refuse)
        .post("/maker/bank/{id}/stop", Right::Maker.own(Thing::BankChange), bank::stop_mine)
        .get("/head/listings", Right::Head, head::list)
        .get("/head/listings/{id}", head(), head::show)
        .post("/head/listings/{id}/approval", head(), head::approve)
        .post("/head/listings/{id}/return", head(), head::send_back)
        .get("/head/listings/{id}/voice", head(), head::voice)
        .get("/maker/consents", Right::Maker, consents::show)
        .post("/maker/consents/{id}/withdrawal", Right::Maker.own(Thing::Record), consents::withdraw)
}

/// The officer as the market knows her.
fn of(officer: &Officer) -> fieldwork::Officer {
    fieldwork::Officer { person: officer.buyer.who.person, post: officer.post.clone() }
}

/// Pages of the officer may ask the phone where it is and for its camera; no other page may.
fn on_the_phone(mut response: Response) -> Response {
    set(response.headers_mut(), "permissions-policy", "camera=(self), geolocation=(self), microphone=(self)");
    response
}

/// `GET /{lang}/officer/manifest.webmanifest`: how a phone installs the officer's pages. It tells nothing of anybody.
async fn manifest(
    axum::extract::State(app): axum::extract::State<App>,
    t: Text,
) -> Result<Response, WebError> {
    Ok(installed(&app, &t, &t.get("desk-officer"), "/officer/field", "/officer"))
}

/// How a phone installs the page of a desk that works without signal: its name, where it begins, and its rooms.
pub(super) fn installed(app: &App, t: &Text, name: &str, home: &str, scope: &str) -> Response {
    let icon = app.site().assets.url("art/logo.svg");
    let text = serde_json::json!({
        "name": name,
        "short_name": t.get("mart"),
        "lang": t.lang.as_str(),
        "start_url": t.path(home),
        "id": t.path(home),
        "scope": t.path(scope),
        "display": "standalone",
        "background_color": "#fffaf2",
        "theme_color": "#2a1a12",
        "icons": [{ "src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
    });
    let mut response = text.to_string().into_response();
    set(response.headers_mut(), "content-type", "application/manifest+json");
    set(response.headers_mut(), "cache-control", "public, max-age=86400");
    response
}
