//! A complaint as whoever complained sees it: by her sign-in, or by number and mobile.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::SET_COOKIE;
use kernel::Limit;
use kernel::ids::PersonId;
use kernel::india::Mobile;
use market::complaints::{self, Complaint, ComplaintError, ComplaintState, Side, rules};
use market::media::Eyes;
use serde::Deserialize;
use store::sessions::Session;

use super::{file, told};
use crate::app::App;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::desk::to;
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Field, Kind, Notice, PhotoAsk, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Ask, Block, BoardForm, Folded, SendForm};
use crate::views::leaf::Leaf;
use crate::who::Visitor;

/// Complaints in one's own list.
const LIST: Limit = Limit::of(50);

/// `GET /{lang}/complaints`: to complain, to look one up, one's own.
pub(super) async fn home(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = home_page(&app, &t, &visitor, &Typed::default(), Wrongs::none()).await?;
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

async fn home_page(
    app: &App,
    t: &Text,
    visitor: &Visitor,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Leaf, WebError> {
    let new = Button::main(t.get("complaint-new")).to(t.path("/complaints/new"));
    let mut blocks = vec![Block::Button(new)];
    if let Some(person) = visitor.0.as_ref().and_then(|session| session.person) {
        let own = complaints::of_person(&mut app.db().read().await?, person, LIST).await?;
        if !own.is_empty() {
            blocks.push(Block::Heading(t.get("complaint-own")));
            blocks.push(Block::Rows(told::rows(t, &own, "/complaints", app.db().now())));
        }
    }
    blocks.push(Block::Heading(t.get("complaint-find")));
    blocks.push(Block::Form(look_up_form(t, visitor, typed, &wrongs)));
    Ok(Leaf { title: t.get("complaint-title"), lead: t.get("complaint-promise"), wrongs, news: None, blocks })
}

fn look_up_form(t: &Text, visitor: &Visitor, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let number = Field::named(t, "complaint_number", Kind::Words, typed.get("complaint_number"), wrongs);
    let mobile = Field::named(t, "mobile", Kind::Mobile, typed.get("mobile"), wrongs);
    let mobile = Field { hint: t.get("complaint-mobile-used"), ..mobile };
    BoardForm {
        action: t.path("/complaints/look-up"),
        method: "post",
        asks: vec![Ask::Field(number), Ask::Field(mobile)],
        with: Vec::new(),
        button: Button::second(t.get("complaint-open")),
        form_key: visitor.0.as_ref().map(key_for),
    }
}

/// `POST /{lang}/complaints/look-up`: opens a complaint to this browser for a day. Whatever was wrong, the answer is the same.
pub(super) async fn look_up(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    match Mobile::typed(typed.get("mobile")) {
        None => wrongs.add("mobile", t.get("wrong-mobile")),
        Some(mobile) => {
            let (session, cookie) = file::session_of(&app, visitor.0.clone()).await?;
            match complaints::look_up(app.db(), session.id, typed.get("complaint_number"), &mobile).await {
                Ok(number) => {
                    let mut response =
                        Redirect::to(&t.path(&format!("/complaints/{number}"))).into_response();
                    if let Some(cookie) = cookie {
                        response.headers_mut().append(SET_COOKIE, cookie);
                    }
                    return Ok(response);
                }
                Err(ComplaintError::Missing) => {
                    wrongs.add("complaint_number", t.get("complaint-wrong-number"));
                }
                Err(ComplaintError::TooMany) => {
                    wrongs.add("complaint_number", t.get("complaint-wrong-tries"));
                }
                Err(cause) => return Err(cause.into()),
            }
        }
    }
    let page = home_page(&app, &t, &visitor, &typed, wrongs).await?;
    respond::view(&app, t, &visitor.visit("/complaints"), &page, &asked.headers)
}

/// The complaint, if this reader may look; else nothing is there, whether or not there is one.
async fn hers(
    app: &App,
    visitor: &Visitor,
    number: &str,
) -> Result<Option<(Complaint, Option<PersonId>)>, WebError> {
    let Some(session) = &visitor.0 else { return Ok(None) };
    let Some(number) = rules::number_typed(number) else { return Ok(None) };
    let found = complaints::by_number(&mut app.db().read().await?, None, &number).await?;
    let Some(found) = found else { return Ok(None) };
    let is_hers = session.person.is_some() && found.person == session.person;
    let may = is_hers || complaints::may_look(app.db(), session.id, found.id).await?;
    Ok(may.then_some((found, session.person.filter(|_| is_hers))))
}

/// Whether the complaint whose conversation this path names was opened to a browser by its number and mobile.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn is_open_to(app: &App, session: &Session, path: &str) -> Result<bool, WebError> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let number = match parts[..] {
        ["complaints", number, "messages"] | [_, "complaints", number, "messages"] => number,
        _ => return Ok(false),
    };
    let Some(number) = rules::number_typed(number) else { return Ok(false) };
    let found = complaints::by_number(&mut app.db().read().await?, None, &number).await?;
    match found {
        Some(found) => Ok(complaints::may_look(app.db(), session.id, found.id).await?),
        None => Ok(false),
    }
}

/// What the page was led to by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Led {
    new: Option<String>,
}

/// `GET /{lang}/complaints/{number}`. Whom it is not open to is asked for the mobile, whether or not there is one.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(number): Path<String>,
    Query(led): Query<Led>,
) -> Result<Response, WebError> {
    let Some((found, _)) = hers(&app, &visitor, &number).await? else {
        let number = rules::number_typed(&number).ok_or(WebError::Missing)?;
        return closed(&app, t, &visitor, &asked, &number).await;
    };
    let news = led.new.is_some().then(|| {
        let title = t.say("complaint-taken").set("number", &found.number).to_string();
        Notice::new(Tone::Good, title, t.get("complaint-taken.text"))
    });
    let page = page(&app, &t, &visitor, &found, &Typed::default(), Wrongs::none());
    respond::view(&app, t, &visitor.visit(&asked.rest), &Leaf { news, ..page }, &asked.headers)
}

/// The question that opens a complaint, at its own address.
async fn closed(
    app: &App,
    t: Text,
    visitor: &Visitor,
    asked: &Asked,
    number: &str,
) -> Result<Response, WebError> {
    let mut typed = Typed::default();
    typed.0.insert("complaint_number".to_owned(), number.to_owned());
    let form = look_up_form(&t, visitor, &typed, &Wrongs::none());
    let page = Leaf {
        title: t.get("complaint-find"),
        lead: t.get("complaint-closed-to-you"),
        wrongs: Wrongs::none(),
        news: None,
        blocks: vec![Block::Form(form)],
    };
    let html = crate::page::page(app.site(), t, &visitor.visit(&asked.rest), &page)?;
    Ok(respond::private(StatusCode::NOT_FOUND, html, &asked.headers))
}

fn page(app: &App, t: &Text, visitor: &Visitor, one: &Complaint, typed: &Typed, wrongs: Wrongs) -> Leaf {
    let now = app.db().now();
    let here = format!("/complaints/{}", one.number);
    let mut blocks = vec![
        told::facts(t, one),
        Block::Heading(t.get("complaint-clocks")),
        told::clocks(t, one, now),
        Block::Heading(t.get("complaint-talk")),
        told::talk(t, one, &format!("{here}/photos"), Side::Complainant),
    ];
    let form = |to: &str, name: &str, button: Button| BoardForm {
        action: t.path(&format!("{here}/{to}")),
        method: "post",
        asks: vec![Ask::Field(Field::named(t, name, Kind::Lines, typed.get(name), &wrongs))],
        with: Vec::new(),
        button,
        form_key: visitor.0.as_ref().map(key_for),
    };
    if one.state.is_open() {
        let photo = Some(PhotoAsk {
            role: "complaint",
            label: t.get("complaint-photo"),
            hint: String::new(),
            error: wrongs.of("file-complaint").map(str::to_owned),
        });
        let form = form("messages", "complaint_more", Button::main(t.get("complaint-say")));
        blocks.push(Block::Send(SendForm { form, photo }));
    } else if may_reopen(one, now) {
        let until =
            one.closed_at.map(|closed| t.day(&rules::reopens_until(closed).day())).unwrap_or_default();
        blocks.push(Block::Folded(Folded {
            summary: t.say("complaint-not-content").set("day", until).to_string(),
            open: wrongs.of("complaint_again").is_some(),
            form: form("reopening", "complaint_again", Button::second(t.get("complaint-reopen"))),
        }));
    }
    blocks.push(Block::Text(t.get("complaint-outside")));
    let title = t.get("complaint-one");
    Leaf { title, lead: String::new(), wrongs, news: None, blocks }
}

fn may_reopen(one: &Complaint, now: kernel::Time) -> bool {
    one.state == ComplaintState::Closed
        && one.closed_at.is_some_and(|closed| rules::reopens_until(closed) >= now)
}

/// `POST /{lang}/complaints/{number}/messages`: she says more.
pub(super) async fn write(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(number): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let (found, person) = hers(&app, &visitor, &number).await?.ok_or(WebError::Missing)?;
    let here = format!("/complaints/{}", found.number);
    let mut wrongs = Wrongs::none();
    let photo = match &form.photo {
        None => None,
        Some(photo) => match darkroom::develop(&app, photo.clone(), Eyes::Few).await? {
            Ok(kept) => Some(kept),
            Err(why) => {
                wrongs.add("file-complaint", t.get(key_of(why)));
                None
            }
        },
    };
    if wrongs.is_empty() {
        let words = form.typed.get("complaint_more");
        match complaints::write(app.db(), found.id, person, words, photo.as_ref()).await {
            Ok(()) => return Ok(to(&t, &here)),
            Err(ComplaintError::NoWords) => wrongs.add("complaint_more", t.get("complaint-wrong-words")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let page = page(&app, &t, &visitor, &found, &form.typed, wrongs);
    respond::view(&app, t, &visitor.visit(&here), &page, &asked.headers)
}

/// `POST /{lang}/complaints/{number}/reopening`: she is not content, once.
pub(super) async fn reopen(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(number): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (found, person) = hers(&app, &visitor, &number).await?.ok_or(WebError::Missing)?;
    let here = format!("/complaints/{}", found.number);
    match complaints::reopen(app.db(), found.id, person, typed.get("complaint_again")).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(ComplaintError::NoWords) => {
            let wrongs = Wrongs::none().and("complaint_again", t.get("complaint-wrong-words"));
            let page = page(&app, &t, &visitor, &found, &typed, wrongs);
            respond::view(&app, t, &visitor.visit(&here), &page, &asked.headers)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `GET /{lang}/complaints/{number}/photos/{seq}`.
pub(super) async fn photo(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, seq)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let (found, _) = hers(&app, &visitor, &number).await?.ok_or(WebError::Missing)?;
    let seq = seq.parse().map_err(|_| WebError::Missing)?;
    let picture = complaints::picture(&mut app.db().read().await?, found.id, seq).await?;
    super::picture(&app, picture).await
}
