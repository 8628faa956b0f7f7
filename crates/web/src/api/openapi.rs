//! The OpenAPI document of the API, made from the same table and types that answer requests.

use axum::extract::State;
use axum::response::Response;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder, Server};

use super::answer::shared_json;
use super::problem::Problem;
use crate::app::App;
use crate::respond::Asked;

/// What the document says of the whole API.
const ABOUT: &str = "Everything a buyer can do on the mart: look at goods, ask for a price that stands, order, pay, \
    follow an order. Every purchase has the same rules and rights as on the pages.\n\n\
    Amounts are whole paise (1 rupee = 100 paise) in fields that end in `_paise`. Moments are RFC 3339 in UTC, days are \
    Indian dates. Names come in Hindi and English. Lists answer `items` and `next`; ask for the next page with `after` \
    set to `next` until it is `null`. New fields may be added to answers; requests with fields the API does not know are \
    refused.\n\n\
    Sign in with a code that comes by SMS and send the token as `Authorization: Bearer`. Problems are \
    `application/problem+json` (RFC 9457) with a stable `code` and a sentence in the language of `Accept-Language`, Hindi \
    unless English is asked for. A `Retry-After` header says when it is worth trying again.";

/// The groups of operations and what they are for.
pub(crate) const TAGS: [(&str, &str); 4] = [
    ("shop", "Looking at goods. Nobody needs to sign in, and answers may be kept with their `ETag`."),
    ("sign-in", "Signing in by a code that comes to a mobile number."),
    ("buy", "Quotes and orders."),
    ("about", "This document, for programs and for people."),
];

/// The whole document; `site` is the address of the mart without a slash at its end.
pub(crate) fn document(site: &str) -> OpenApi {
    let table = super::table();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token that `POST /sessions` answered."))
        .build();
    let mut components = table.components;
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let info = InfoBuilder::new().title("DeogharMart API").version("1.0.0").description(Some(ABOUT)).build();
    let tags = TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build());
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new(format!("{site}/api/v1"))]))
        .paths(table.paths)
        .components(Some(components))
        .tags(Some(tags))
        .build()
}

/// Tells what the API can do, for programs: this document.
#[utoipa::path(get, path = "/openapi.json", tag = "about", operation_id = "openapi",
    responses((status = 200, description = "An OpenAPI 3.1 document.", body = Object, content_type = "application/json")))]
pub(crate) async fn show(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    shared_json(&app, &asked, async { Ok(document(&app.site().url)) }).await
}
