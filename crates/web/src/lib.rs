//! The mart on the web: pages, forms, the JSON API and the gateway's webhooks.
//!
//! Reads and writes: only through the verbs of `market`. Never: decides anything about money, stock or rights itself.
//! A page is complete without script; a GET changes nothing; a POST answers 303 to a page that can be reloaded.
//!
//! Start at [`router`]; the table of contents of the site stands right below it.

mod anomalies;
mod api;
mod app;
mod assets;
mod basket;
mod bills;
mod bulk;
mod cache;
mod carriage;
mod cases;
mod cash;
mod claims;
mod clips;
mod collections;
mod complaints;
mod cookies;
mod counted;
mod darkroom;
mod desk;
mod dispatch;
mod doors;
mod error;
mod export;
mod factor;
mod finance_advances;
mod finance_gateways;
mod finance_rules;
mod finding;
mod food;
mod form;
mod found;
mod groups;
mod hand_sales;
mod health;
mod hearing;
mod institutions;
mod kits;
mod launch;
mod ledger;
mod life;
mod listen;
mod lost;
mod meetings;
mod my_data;
mod news;
mod offers;
pub mod page;
mod parted;
pub mod parts;
mod people;
mod pickups;
mod quality;
mod refunds;
mod registers;
mod reports;
mod respond;
mod returns;
mod routes;
mod shop;
mod squeeze;
mod stalls;
mod system;
mod tally;
mod targets;
mod templates;
pub mod text;
mod upload;
mod versions;
pub mod views;
mod visits;
mod webhooks;
mod weekdays;
mod who;

use axum::extract::DefaultBodyLimit;
use axum::{Extension, Router, middleware};
use kernel::Lang;

pub use app::{App, AppParts, serve};
pub use routes::{Access, Entry, Right, Row, Thing};

use routes::Right::{Anybody, Gateway, SignedIn};
use routes::Routes;
use who::InLanguage;

/// The mart over HTTP.
pub fn router(app: App) -> Router {
    contents(&app)
        .router()
        .fallback(system::missing)
        .layer(DefaultBodyLimit::max(hearing::HEARD_MOST))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(system::panicked))
        .layer(middleware::from_fn(respond::in_time))
        .layer(middleware::from_fn_with_state(app.clone(), error::faults))
        .layer(middleware::from_fn_with_state(app.clone(), counted::counted))
        .layer(middleware::from_fn_with_state(app.clone(), respond::guard))
        .with_state(app)
}

/// Every address of the mart, with who may come and whose row it names.
pub fn entries(app: &App) -> Vec<Entry> {
    contents(app).entries
}

/// The table of contents of the site.
fn contents(app: &App) -> Routes {
    Routes::new(app)
        .get("/", Anybody, system::front)
        .merge(in_language(app, "/hi", Lang::Hi))
        .merge(in_language(app, "/en", Lang::En))
        .get("/s/{code}", Anybody.any(Thing::StallCode), stalls::short)
        .get("/officer-sw.js", Anybody, assets::officer_worker)
        .get("/stall-sw.js", Anybody, assets::stall_worker)
        .get("/assets/{name}", Anybody.any(Thing::Asset), assets::show)
        .get("/pictures/{picture}/{size}", Anybody.any(Thing::Picture), shop::pictures::show)
        .get("/cards/{slug}", Anybody.any(Thing::Product), shop::card::lead)
        .get("/cards/{slug}/{print}", Anybody.any(Thing::Product), shop::card::show)
        .get("/clips/{id}", Anybody.any(Thing::Clip), clips::show)
        .nest("/api/v1", api::routes(app))
        .post("/webhooks/razorpay", Gateway, webhooks::razorpay::receive)
        .post("/webhooks/hyperswitch", Gateway, webhooks::hyperswitch::receive)
        .post("/webhooks/sms", Gateway, webhooks::sms::receive)
        .post("/webhooks/parcel", Gateway, webhooks::parcel::receive)
        .get("/healthz", Anybody, system::alive)
        .get("/readyz", Anybody, health::ready)
        .get("/metrics", Gateway, health::metrics)
        .get("/sitemap.xml", Anybody, found::sitemap)
        .get("/sitemaps/{number}", Anybody.any(Thing::Page), found::part)
        .get("/robots.txt", Anybody, system::robots)
        .get("/{file}", Anybody.any(Thing::Page), system::engine_key)
        .merge(found::feeds(app, Lang::Hi))
        .merge(found::feeds(app, Lang::En))
}

/// Everything that has pages, in both languages.
const ROOMS: &[fn(Routes) -> Routes] = &[
    buyer,
    factor::routes,
    people::routes,
    desk::routes,
    cases::routes,
    registers::routes,
    my_data::routes,
    food::routes,
    finding::routes,
    quality::routes,
    bills::routes,
    claims::routes,
    complaints::routes,
    returns::routes,
    dispatch::routes,
    doors::routes,
    ledger::routes,
    templates::routes,
    groups::routes,
    health::routes,
    carriage::routes,
    cash::routes,
    pickups::routes,
    stalls::routes,
    hand_sales::routes,
    tally::routes,
    finance_gateways::routes,
    finance_advances::routes,
    lost::routes,
    refunds::routes,
    versions::routes,
    life::routes,
    bulk::routes,
    clips::routes,
    reports::routes,
    meetings::routes,
    targets::routes,
    anomalies::routes,
    launch::routes,
    collections::routes,
    offers::routes,
    kits::routes,
    export::routes,
    institutions::routes,
    visits::routes,
    news::routes,
];

/// All pages under the path of a language; the front page ends with a slash.
fn in_language(app: &App, at: &str, lang: Lang) -> Routes {
    let pages = ROOMS.iter().fold(Routes::new(app), |pages, room| pages.room(*room));
    Routes::new(app)
        .get(&format!("{at}/"), Anybody, shop::home::show)
        .nest(at, pages.around(|router| router.fallback(system::missing)))
        .around(|router| router.route_layer(Extension(InLanguage(lang))))
}

/// What visitors and buyers see and do.
fn buyer(routes: Routes) -> Routes {
    routes
        .get("/", Anybody, system::front_slash)
        .get("/crafts/{key}", Anybody.any(Thing::Craft), shop::listing::craft)
        .get("/crafts/{key}/about", Anybody.any(Thing::Craft), shop::listing::craft_taught)
        .get("/collections/{slug}", Anybody.any(Thing::Collection), shop::collection::show)
        .get("/products/{slug}", Anybody.any(Thing::Product), shop::product::show)
        .get("/products/{slug}/links", Anybody.any(Thing::Product), shop::links::good)
        .get("/makers/{slug}", Anybody.any(Thing::Maker), shop::maker::show)
        .get("/makers/{slug}/links", Anybody.any(Thing::Maker), shop::links::maker)
        .get("/makers/{slug}/label", Anybody.any(Thing::Maker), shop::maker::label)
        .get("/search", Anybody, shop::listing::search)
        .get("/help", Anybody, shop::words::help)
        .get("/help/ranking", Anybody, shop::words::ranking)
        .get("/site-map", Anybody, shop::words::site_map)
        .get("/open", Anybody, shop::open::show)
        .get("/press", Anybody, shop::press::show)
        .get("/{page}", Anybody.any(Thing::Page), shop::words::legal)
        .get("/cart", Anybody, basket::cart::show)
        .post("/cart/pincode", Anybody, basket::cart::ask_freight)
        .post("/cart/coupon", Anybody, basket::cart::keep_coupon)
        .post("/cart/coupon/removal", Anybody, basket::cart::remove_coupon)
        .post("/cart/lines", Anybody, basket::cart::add)
        .post("/cart/lines/{variant}", Anybody.own(Thing::Variant), basket::cart::change)
        .post("/cart/lines/{variant}/removal", Anybody.own(Thing::Variant), basket::cart::remove)
        .get("/checkout", Anybody, basket::checkout::begin)
        .get("/checkout/mobile", Anybody, basket::checkout::mobile)
        .post("/checkout/mobile", Anybody, basket::checkout::send_code)
        .get("/checkout/code", Anybody, basket::checkout::code)
        .post("/checkout/code", Anybody, basket::checkout::check_code)
        .get("/checkout/address", Anybody, basket::checkout::address)
        .post("/checkout/address", Anybody, basket::checkout::keep_address)
        .get("/checkout/review", Anybody, basket::checkout::review)
        .post("/checkout/review", SignedIn, basket::checkout::place)
        .get("/orders", SignedIn, basket::orders::list)
        .get("/orders/{code}", Anybody.any(Thing::Order), basket::orders::show)
        .get("/orders/{code}/payment", Anybody.any(Thing::Order), basket::pay::show)
        .post("/orders/{code}/payment", Anybody.any(Thing::Order), basket::pay::again)
        .get("/orders/{code}/return", Anybody.any(Thing::Order), basket::pay::returned)
        .post("/orders/{code}/return", Anybody.any(Thing::Order), basket::pay::come_back)
        .get("/sign-in", Anybody, basket::sign_in::mobile)
        .post("/sign-in", Anybody, basket::sign_in::send_code)
        .get("/sign-in/code", Anybody, basket::sign_in::code)
        .post("/sign-in/code", Anybody, basket::sign_in::check_code)
        .get("/sign-in/pin", Anybody, basket::pin::ask)
        .post("/sign-in/pin", Anybody, basket::pin::enter)
        .post("/sign-out", Anybody, basket::sign_in::sign_out)
        .post("/sign-out/everywhere", SignedIn, basket::sign_in::sign_out_everywhere)
}
