//! `GET /{lang}/kits` and `/{lang}/kits/{slug}`: the same for everybody.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::india::Pin;
use market::kits::{self, KitView};
use market::quotes::QuoteError;
use market::{offers, places};
use serde::Deserialize;

use super::told;
use crate::app::App;
use crate::basket::told as basket_told;
use crate::error::WebError;
use crate::parts::Wrongs;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::kit::{KitPage, KitsPage};
use crate::views::{Promise, PromiseAnswer};

/// Where to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    pincode: String,
}

/// `GET /{lang}/kits`.
pub(super) async fn list(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, all(&app)).await
}

async fn all(app: &App) -> Result<KitsPage, WebError> {
    let kits = kits::to_be_had(&mut app.db().read().await?).await?;
    Ok(KitsPage { kits: told::shelf(&kits) })
}

/// `GET /{lang}/kits/{slug}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    Query(wish): Query<Wish>,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, of_slug(&app, t, &slug, &wish)).await
}

async fn of_slug(app: &App, t: Text, slug: &str, wish: &Wish) -> Result<KitPage, WebError> {
    let view = kits::by_slug(&mut app.db().read().await?, slug).await?.ok_or(WebError::Missing)?;
    page(app, t, &view, &wish.pincode).await
}

/// The page of a kit, however it stands.
pub(super) async fn page(app: &App, t: Text, view: &KitView, pincode: &str) -> Result<KitPage, WebError> {
    let offer = offers::one(&mut app.db().read().await?, view.kit.offer).await?.ok_or(WebError::Missing)?;
    Ok(KitPage {
        slug: view.kit.slug.clone(),
        id: view.kit.id.to_string(),
        name: view.kit.name.clone(),
        words: view.kit.words.clone(),
        price: view.kit.price,
        saves: told::saves(&t, view, &offer),
        parts: told::parts(&t, view),
        left: view.left().min(kits::KITS_MOST),
        closed: told::closed(&t, view),
        promise: promise(app, t, view, pincode.trim()).await?,
        wrongs: Wrongs::none(),
    })
}

/// Whether, when and for how much one kit comes to a pincode.
async fn promise(app: &App, t: Text, view: &KitView, typed: &str) -> Result<Promise, WebError> {
    if typed.is_empty() {
        return Ok(Promise::default());
    }
    let wrong = |key: &str| Promise {
        pincode: typed.to_owned(),
        answer: None,
        wrongs: Wrongs::none().and("pincode", t.get(key)),
    };
    let Some(pin) = Pin::typed(typed) else { return Ok(wrong("wrong-pincode")) };
    let known = places::read::find_pin(&mut app.db().read().await?, &pin).await?;
    let Some(known) = known else { return Ok(wrong("wrong-no-such-pin")) };
    let place = basket_told::place(&t, &known);
    let no = |why: String| PromiseAnswer::No { place: place.clone(), why };
    let answer = match kits::reaches(app.db(), app.books(), view.kit.id, &pin).await {
        Ok(draft) => {
            let (by, freight) = (draft.latest, draft.freight);
            PromiseAnswer::Yes { place: place.clone(), by, freight, cash: false }
        }
        Err(QuoteError::NotSold(refused)) => {
            let first = refused.first();
            no(first.map_or_else(String::new, |(_, name, why)| {
                told::named(&t, name, &basket_told::why_not(&t, *why))
            }))
        }
        Err(QuoteError::NoKit(_, why)) => no(told::why_not(&t, why)),
        Err(QuoteError::Db(cause)) => return Err(cause.into()),
        Err(_) => no(t.get("kit-why-over")),
    };
    Ok(Promise { pincode: pin.to_string(), answer: Some(answer), wrongs: Wrongs::none() })
}
