//! What the mart knows of whoever is signed in, a copy of it, and the way to be erased.

mod copy;
mod office;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use market::audit::Part;
use market::bank_proof;
use market::cases::{self, CaseError};
use market::erasure::{self, ErasureError};
use serde::Deserialize;

use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Facts;
use crate::respond::{self, Asked, set};
use crate::routes::{Right, Routes};
use crate::text::Text;
use crate::views::my_data::{Agreed, MyData, Wished};
use crate::who::{Buyer, Visitor};

/// What is written down when a maker takes her yes back herself.
const BY_HERSELF: &str = "by herself, on her page";

/// The pages of one's own data.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/my-data", Right::SignedIn, show)
        .get("/my-data/copy", Right::SignedIn, download)
        .get("/office/privacy", Right::DcOffice, office::show)
        .post("/my-data/consent-withdrawal", Right::SignedIn, withdraw)
        .post("/my-data/erasure", Right::SignedIn, erase)
        .post("/my-data/erasure-withdrawal", Right::SignedIn, keep)
}

/// `GET /{lang}/my-data`.
async fn show(State(app): State<App>, t: Text, buyer: Buyer, asked: Asked) -> Result<Response, WebError> {
    let person = buyer.who.person;
    let mut read = app.db().read().await?;
    let known = copy::Known::of(&mut read, &buyer.who).await?;
    let agreed = cases::own_consents(&mut read, person).await?;
    let mut seen = Vec::new();
    for maker in buyer.who.makers() {
        for who in bank_proof::seen_by(&mut read, maker).await? {
            let line = t.say("mydata-seen-line").set("officer", who.officer).set("when", t.moment(&who.at));
            seen.push(line.to_string());
        }
    }
    let hindrances = erasure::hindrances(&mut read, person).await?;
    let wish = erasure::open_of(&mut read, person).await?;
    drop(read);
    let page = MyData {
        facts: facts(&t, &known),
        agreed: agreed
            .iter()
            .map(|yes| Agreed {
                maker: yes.maker.to_string(),
                told: t
                    .say(&format!("mydata-agreed-{}", yes.how))
                    .set("maker", t.pick(&yes.name()))
                    .set("when", t.moment(&yes.given_at))
                    .to_string(),
            })
            .collect(),
        is_maker: !buyer.who.makers().is_empty(),
        seen,
        hindrances: hindrances.iter().map(|hindrance| format!("mydata-first-{hindrance}")).collect(),
        wished: match wish {
            None => Wished::No,
            Some(wish) => wish.due_at.map_or(Wished::Waits, |due| Wished::Due(t.day(&due.day()))),
        },
        form_key: Some(key_for(&buyer.session)),
    };
    let visit = Visitor(Some(buyer.session)).visit("/my-data");
    respond::view(&app, t, &visit, &page, &asked.headers)
}

fn facts(t: &Text, known: &copy::Known) -> Facts {
    let makers: Vec<String> = known.makers.iter().map(|maker| t.pick(&maker.name).to_owned()).collect();
    Facts::default()
        .and(t.get("mydata-name"), known.name.clone())
        .and(t.get("mydata-mobile"), known.mobile.ten_digits())
        .and(t.get("mydata-makers"), makers.join(", "))
        .and(t.get("mydata-orders"), known.orders.len().to_string())
        .and(t.get("mydata-phones"), known.sessions.len().to_string())
        .and(t.get("mydata-told"), known.told.first().map(|told| t.moment(&told.at)).unwrap_or_default())
}

/// `GET /{lang}/my-data/copy`: everything, for a program or another shop to read.
async fn download(State(app): State<App>, buyer: Buyer) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let known = copy::Known::of(&mut read, &buyer.who).await?;
    let whole = copy::whole(&mut read, &app.site().url, &known, &buyer.who).await?;
    drop(read);
    let mut response = serde_json::to_string_pretty(&whole)
        .map_err(|cause| WebError::Ours(cause.to_string()))?
        .into_response();
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE.as_str(), "application/json; charset=utf-8");
    set(headers, "content-disposition", "attachment; filename=\"deogharmart-my-data.json\"");
    set(headers, "cache-control", "private, no-store");
    Ok(response)
}

/// For which of her makers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whose {
    maker: String,
}

/// `POST /{lang}/my-data/consent-withdrawal`: she takes her yes to the mart back; her shop closes at once.
async fn withdraw(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Filled(Whose { maker }): Filled<Whose>,
) -> Result<Response, WebError> {
    let own = buyer.who.makers().into_iter().find(|own| own.to_string() == maker).ok_or(WebError::Missing)?;
    match cases::withdraw_own_consent(app.db(), buyer.actor(Part::Maker), own, BY_HERSELF).await {
        // Taken back before: the page tells.
        Ok(()) | Err(CaseError::NotNow(_)) => Ok(back(&t)),
        Err(CaseError::Db(cause)) => Err(cause.into()),
        Err(cause) => Err(WebError::Ours(cause.to_string())),
    }
}

/// `POST /{lang}/my-data/erasure`.
async fn erase(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    done(erasure::ask(app.db(), buyer.who.person).await)?;
    Ok(back(&t))
}

/// `POST /{lang}/my-data/erasure-withdrawal`.
async fn keep(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    done(erasure::take_back(app.db(), buyer.who.person).await)?;
    Ok(back(&t))
}

/// What stands otherwise now is told by the page itself.
fn done(result: Result<(), ErasureError>) -> Result<(), WebError> {
    match result {
        Ok(()) | Err(ErasureError::Missing | ErasureError::NotNow(_) | ErasureError::Raced) => Ok(()),
        Err(ErasureError::Stuck(why)) => Err(WebError::Ours(why)),
        Err(ErasureError::Db(cause)) => Err(cause.into()),
    }
}

fn back(t: &Text) -> Response {
    Redirect::to(&t.path("/my-data")).into_response()
}
