//! The mart on the web: pages, forms, the JSON API and the gateway's webhooks.
//!
//! Reads and writes: only through the verbs of `market`. Never: decides anything about money, stock or rights itself.
//! A page is complete without script; a GET changes nothing; a POST answers 303 to a page that can be reloaded.
//!
//! Start at [`router`], the table of contents of the site.

mod api;
mod app;
mod assets;
mod basket;
mod cache;
mod desk;
mod error;
mod form;
pub mod page;
pub mod parts;
mod respond;
mod shop;
mod squeeze;
mod system;
pub mod text;
pub mod views;
mod webhooks;
mod who;

use std::time::Duration;

use axum::routing::{get, post};
use axum::{Extension, Router, middleware};
use kernel::Lang;

pub use app::{App, AppParts, serve};
use who::InLanguage;

/// No request takes longer.
const LONGEST: Duration = Duration::from_secs(15);

/// The table of contents of the site.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(system::front))
        .merge(in_language("/hi", Lang::Hi))
        .merge(in_language("/en", Lang::En))
        .route("/assets/{name}", get(assets::show))
        .route("/pictures/{picture}/{size}", get(shop::pictures::show))
        .nest("/api/v1", api::routes())
        .route("/webhooks/razorpay", post(webhooks::razorpay::receive))
        .route("/healthz", get(system::alive))
        .route("/readyz", get(system::ready))
        .route("/sitemap.xml", get(system::sitemap))
        .route("/robots.txt", get(system::robots))
        .fallback(system::missing)
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(system::panicked))
        .layer(tower_http::timeout::TimeoutLayer::with_status_code(
            http::StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
        .layer(middleware::from_fn_with_state(app.clone(), error::faults))
        .layer(middleware::from_fn_with_state(app.clone(), respond::guard))
        .with_state(app)
}

/// All pages under the path of a language; the front page ends with a slash.
fn in_language(at: &str, lang: Lang) -> Router<App> {
    let front = format!("{at}/");
    Router::new()
        .route(&front, get(shop::home::show))
        .nest(at, pages())
        .route_layer(Extension(InLanguage(lang)))
}

/// The pages of one language, grouped by reader.
fn pages() -> Router<App> {
    Router::new().merge(buyer()).merge(desk::routes()).fallback(system::missing)
}

/// What visitors and buyers see and do.
fn buyer() -> Router<App> {
    Router::new()
        .route("/", get(system::front_slash))
        .route("/crafts/{key}", get(shop::listing::craft))
        .route("/products/{slug}", get(shop::product::show))
        .route("/makers/{slug}", get(shop::maker::show))
        .route("/search", get(shop::listing::search))
        .route("/help", get(shop::words::help))
        .route("/site-map", get(shop::words::site_map))
        .route("/{page}", get(shop::words::legal))
        .route("/cart", get(basket::cart::show))
        .route("/cart/pincode", post(basket::cart::ask_freight))
        .route("/cart/lines", post(basket::cart::add))
        .route("/cart/lines/{variant}", post(basket::cart::change))
        .route("/cart/lines/{variant}/removal", post(basket::cart::remove))
        .route("/checkout", get(basket::checkout::begin))
        .route("/checkout/mobile", get(basket::checkout::mobile).post(basket::checkout::send_code))
        .route("/checkout/code", get(basket::checkout::code).post(basket::checkout::check_code))
        .route("/checkout/address", get(basket::checkout::address).post(basket::checkout::keep_address))
        .route("/checkout/review", get(basket::checkout::review).post(basket::checkout::place))
        .route("/orders", get(basket::orders::list))
        .route("/orders/{code}", get(basket::orders::show))
        .route("/orders/{code}/payment", get(basket::pay::show).post(basket::pay::again))
        .route("/orders/{code}/return", get(basket::pay::returned).post(basket::pay::come_back))
        .route("/sign-in", get(basket::sign_in::mobile).post(basket::sign_in::send_code))
        .route("/sign-in/code", get(basket::sign_in::code).post(basket::sign_in::check_code))
        .route("/sign-out", post(basket::sign_in::sign_out))
}
