//! Photos of quality: served to whoever's business they are, put on a card, and buyers' photos looked at before they are shown.
//!
//! Such a file is never under the public address of pictures; a page of its own reads it, for one reader.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use kernel::Time;
use kernel::ids::{CardId, QualityPhotoId};
use market::audit::{Actor, Part};
use market::media::{Eyes, Format, files};
use market::quality::{self, CardPhoto, Looker, Moment, PhotoEvent, PhotoState, QualityError, Waiting};

use store::Read;

use super::{cards, send, stars};
use crate::app::App;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::desk::{id_of, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Choice, Deed, PhotoAsk, Radios, Wrongs};
use crate::respond::{Asked, set};
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Block, Board, PhotoForm, Seen};
use crate::views::desk::Desk;
use crate::who::{Head, Maker, Officer};

/// How wide such a photo is shown: all that a defect needs, and one file.
const WIDTH_PX: u32 = 640;

/// `GET /{lang}/officer/quality/photos/{id}`.
pub(super) async fn for_officer(
    State(app): State<App>,
    officer: Officer,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    serve(&app, &Looker::Officer(officer.post.blocks), &id).await
}

/// `GET /{lang}/head/quality/photos/{id}`.
pub(super) async fn for_head(
    State(app): State<App>,
    _head: Head,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    serve(&app, &Looker::Head, &id).await
}

/// `GET /{lang}/maker/cards/photos/{id}`.
pub(super) async fn for_maker(
    State(app): State<App>,
    maker: Maker,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    serve(&app, &Looker::Maker(maker.maker), &id).await
}

async fn serve(app: &App, looker: &Looker, id: &str) -> Result<Response, WebError> {
    let id: QualityPhotoId = id_of(id)?;
    let picture = quality::picture_for(&mut app.db().read().await?, looker, id).await?;
    let name = Eyes::Few.file_name(&picture.ok_or(WebError::Missing)?, WIDTH_PX, Format::Webp);
    let found = app.parts.media.get(&name).await.map_err(|cause| {
        tracing::warn!(%cause, "a photo cannot be read");
        WebError::Busy
    })?;
    let mut response = found.ok_or(WebError::Missing)?.into_response();
    set(response.headers_mut(), "content-type", "image/webp");
    response.headers_mut().insert("cache-control", HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// What is to be seen on a card: of the inspection that opened it, and what was put beside that, oldest first.
pub(super) async fn of_card(
    t: &Text,
    read: &mut Read,
    card: CardId,
    room: &str,
) -> Result<Option<Block>, WebError> {
    let found = |(picture, at): &(String, Time)| Seen {
        file: format!("/pictures/{picture}/640.webp"),
        shows: t.get("quality-moment-inspection"),
        when: t.day(&at.day()),
    };
    let kept = |photo: &CardPhoto| Seen {
        file: t.path(&format!("{room}/{}", photo.id)),
        shows: t.get(&format!("quality-moment-{}", photo.moment)),
        when: t.day(&photo.at.day()),
    };
    let inspected = quality::of_inspection(read, card).await?;
    let beside = quality::of_card(read, card).await?;
    let seen: Vec<Seen> = inspected.iter().map(found).chain(beside.iter().map(kept)).collect();
    Ok((!seen.is_empty()).then_some(Block::Photos(seen)))
}

/// The form that puts a photo on a card.
pub(super) fn add_form(t: &Text, officer: &Officer, id: CardId, wrongs: &Wrongs) -> PhotoForm {
    let choice = |moment: Moment| {
        Choice::new(moment.as_str(), t.get(&format!("quality-moment-{moment}"))).chosen_if("after")
    };
    PhotoForm {
        action: t.path(&format!("/officer/quality/{id}/photos")),
        which: Some(Radios {
            name: "moment".to_owned(),
            label: t.get("quality-moment"),
            error: None,
            choices: vec![choice(Moment::Before), choice(Moment::After)],
        }),
        photo: PhotoAsk {
            role: "card",
            label: t.get("quality-photo"),
            hint: String::new(),
            error: wrongs.of("file-card").map(str::to_owned),
        },
        button: Button::second(t.get("quality-photo-keep")),
        form_key: Some(key_for(&officer.buyer.session)),
    }
}

/// `POST /{lang}/officer/quality/{id}/photos`.
pub(super) async fn add(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let id: CardId = id_of(&id)?;
    let card = quality::card(&mut app.db().read().await?, Some(&officer.post.blocks), id).await?;
    card.ok_or(WebError::Missing)?;
    let developed = match &form.photo {
        None => Err("no-photo-none"),
        Some(photo) => darkroom::develop(&app, photo.clone(), Eyes::Few).await?.map_err(key_of),
    };
    let kept = match developed {
        Ok(kept) => kept,
        Err(key) => {
            let wrongs = Wrongs::none().and("file-card", t.get(key));
            return cards::again(&app, t, &officer, &asked, id, &Typed::default(), wrongs).await;
        }
    };
    let moment = if form.typed.get("moment") == "before" { Moment::Before } else { Moment::After };
    quality::add_to_card(app.db(), (actor(&officer), &officer.post.blocks), id, moment, &kept).await?;
    Ok(to(&t, &format!("/officer/quality/{id}")))
}

fn actor(officer: &Officer) -> Actor {
    Actor::Person(officer.buyer.who.person, Part::Officer)
}

/// `GET /{lang}/officer/quality/reviews`: buyers' photos of goods of her blocks, those that wait first.
pub(super) async fn waiting(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let all = quality::waiting_photos(&mut app.db().read().await?, &officer.post.blocks).await?;
    let mut blocks = Vec::new();
    for photo in &all {
        blocks.push(Block::Heading(format!("{}, {}", t.pick(&photo.good), t.pick(&photo.maker))));
        blocks.push(Block::Photos(vec![Seen {
            file: t.path(&format!("/officer/quality/photos/{}", photo.id)),
            shows: t.get("quality-moment-review"),
            when: t.get(&format!("quality-photo-{}", photo.state)),
        }]));
        let words = if photo.words.is_empty() { String::new() } else { format!(" · {}", photo.words) };
        blocks.push(Block::Text(format!("{}{words}", stars(&t, photo.stars))));
        blocks.extend(deeds(&t, &officer, photo));
    }
    if all.is_empty() {
        blocks.push(Block::Text(t.get("quality-no-photos")));
    }
    let board = Board::of(
        Desk::Officer,
        told::name_of(&officer.buyer),
        "/officer/quality",
        t.get("quality-buyers-photos"),
        blocks,
    )
    .led(t.get("quality-buyers-photos.text"));
    send(&app, t, &asked, &asked.rest, &board)
}

fn deeds(t: &Text, officer: &Officer, photo: &Waiting) -> Vec<Block> {
    let deed = |end: &str, button| {
        Block::Deed(Deed {
            action: t.path(&format!("/officer/quality/photos/{}/{end}", photo.id)),
            button,
            with: vec![],
            form_key: Some(key_for(&officer.buyer.session)),
        })
    };
    let refuse = deed("refusal", Button::second(t.get("quality-photo-refuse")));
    match photo.state {
        PhotoState::Waiting => vec![deed("showing", Button::main(t.get("quality-photo-show"))), refuse],
        PhotoState::Shown => vec![refuse],
        PhotoState::Kept | PhotoState::Refused | PhotoState::Erased => vec![],
    }
}

/// `POST /{lang}/officer/quality/photos/{id}/showing`: everybody sees it.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    decide(&app, &t, &officer, &id, PhotoEvent::Shows).await
}

/// `POST /{lang}/officer/quality/photos/{id}/refusal`: it goes.
pub(super) async fn refuse(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    decide(&app, &t, &officer, &id, PhotoEvent::Refuses).await
}

async fn decide(
    app: &App,
    t: &Text,
    officer: &Officer,
    id: &str,
    event: PhotoEvent,
) -> Result<Response, WebError> {
    let (id, blocks): (QualityPhotoId, _) = (id_of(id)?, &officer.post.blocks);
    let looker = Looker::Officer(blocks.clone());
    let picture = quality::picture_for(&mut app.db().read().await?, &looker, id).await?;
    let picture = picture.ok_or(WebError::Missing)?;
    if event == PhotoEvent::Shows {
        // First the files, then the row that promises them.
        files::open_up(&app.parts.media, &picture).await.map_err(|cause| {
            tracing::error!(%cause, "a photo cannot be opened to everybody");
            WebError::Busy
        })?;
    }
    match quality::decide_photo(app.db(), (actor(officer), blocks), id, event).await {
        Ok(()) | Err(QualityError::PhotoNotNow(_)) => Ok(to(t, "/officer/quality/reviews")),
        Err(cause) => Err(cause.into()),
    }
}
