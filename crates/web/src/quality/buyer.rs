//! A buyer tells how each good was that has reached her: stars, and words if she likes.

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use kernel::ids::{LineId, OrderId};
use market::media::Eyes;
use market::quality::{self, QualityError};

use super::{Typed, stars};
use crate::app::App;
use crate::basket::orders::own;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::desk::to;
use crate::error::WebError;
use crate::form::key_for;
use crate::parts::{Choice, Field, Kind, PhotoAsk, Radios, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::reviews::{Spoken, ToldReviews};
use crate::who::{Buyer, Visitor};

/// `GET /{lang}/orders/{code}/reviews`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let (order, code) = own(&app, &buyer, &code).await?;
    let page = page(&app, &t, &buyer, (order, code), None).await?;
    let visit = Visitor(Some(buyer.session)).visit(&asked.rest);
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// `POST /{lang}/orders/{code}/reviews`: about one line.
pub(super) async fn write(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let (order, code) = own(&app, &buyer, &code).await?;
    let here = format!("/orders/{code}/reviews");
    let typed = &form.typed;
    let Ok(line) = typed.get("line").parse::<LineId>() else { return Ok(to(&t, &here)) };
    let Some(key) = told(&app, &t, &buyer, line, &form).await? else { return Ok(to(&t, &here)) };
    let page = page(&app, &t, &buyer, (order, code), Some((line, typed, key))).await?;
    let visit = Visitor(Some(buyer.session)).visit(&here);
    let html = crate::page::page(app.site(), t, &visit, &page)?;
    Ok(respond::private(StatusCode::UNPROCESSABLE_ENTITY, html, &asked.headers))
}

/// Keeps what she says; `Some` with what was wrong and where.
async fn told(
    app: &App,
    t: &Text,
    buyer: &Buyer,
    line: LineId,
    form: &WithPhoto,
) -> Result<Option<(&'static str, &'static str)>, WebError> {
    let photo = match &form.photo {
        None => None,
        Some(photo) => match darkroom::develop(app, photo.clone(), Eyes::Few).await? {
            Ok(kept) => Some(kept),
            Err(why) => return Ok(Some(("file-review", key_of(why)))),
        },
    };
    let stars = form.typed.get("stars").parse::<i64>().unwrap_or(0);
    let said = (stars, form.typed.get("said"), t.lang);
    match quality::write(app.db(), buyer.who.person, line, said, photo.as_ref()).await {
        Ok(()) | Err(QualityError::AlreadySo) => Ok(None),
        Err(QualityError::NoStars) => Ok(Some(("stars", "quality-wrong-stars"))),
        Err(QualityError::BadWords) => Ok(Some(("said", "quality-wrong-words"))),
        Err(cause) => Err(cause.into()),
    }
}

type Refused<'a> = Option<(LineId, &'a Typed, (&'static str, &'static str))>;

async fn page(
    app: &App,
    t: &Text,
    buyer: &Buyer,
    (order, code): (OrderId, String),
    refused: Refused<'_>,
) -> Result<ToldReviews, WebError> {
    let asks = quality::asks(&mut app.db().read().await?, order).await?;
    let mut wrongs = Wrongs::none();
    // One form at a time: the line that came back, or the first nobody has spoken of.
    let open = refused
        .map(|(line, ..)| line)
        .or_else(|| asks.iter().find(|ask| ask.said.is_none()).map(|ask| ask.line));
    if let Some((_, _, (field, key))) = refused {
        wrongs.add(field, t.get(key));
    }
    let typed = |name: &str| refused.map_or("", |(_, typed, _)| typed.get(name)).to_owned();
    let five = (1..=5)
        .rev()
        .map(|number: i64| Choice::new(number.to_string(), stars(t, number)).chosen_if(&typed("stars")));
    let radios = Radios {
        name: "stars".to_owned(),
        label: t.get("quality-stars"),
        error: wrongs.of("stars").map(str::to_owned),
        choices: five.collect(),
    };
    let said = Field::named(t, "said", Kind::Lines, &typed("said"), &wrongs);
    let photo = PhotoAsk {
        role: "review",
        label: t.get("quality-review-photo"),
        hint: t.get("quality-review-photo.hint"),
        error: wrongs.of("file-review").map(str::to_owned),
    };
    let spoken = |ask: &quality::ReviewAsk| Spoken {
        good: ask.good.clone(),
        maker: ask.maker.clone(),
        said: ask.said.as_ref().map(|(given, words)| (stars(t, *given), words.clone())),
    };
    let next = asks.iter().find(|ask| Some(ask.line) == open && ask.said.is_none());
    Ok(ToldReviews {
        ask: next.map(|ask| (ask.line.to_string(), ask.good.clone(), radios, said)),
        photo,
        spoken: asks.iter().filter(|ask| ask.said.is_some()).map(spoken).collect(),
        code,
        form_key: Some(key_for(&buyer.session)),
        wrongs,
    })
}
