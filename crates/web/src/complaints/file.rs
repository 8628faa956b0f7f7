//! To complain: one form, for whoever has a mobile number. Who has signed in may put a photo beside it.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::SET_COOKIE;
use kernel::ids::LineId;
use kernel::india::Mobile;
use market::accounts::{self, Who};
use market::claims::{self, ClaimedLine};
use market::complaints::{self, About, Complainant, ComplaintError, Filing};
use market::media::Eyes;
use market::orders;
use serde::Deserialize;
use store::chance;
use store::sessions::{self, Session};

use crate::app::App;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::error::WebError;
use crate::form::{Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, PhotoAsk, Radios, Select, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Ask, Block, BoardForm, SendForm};
use crate::views::leaf::Leaf;
use crate::who::{Visitor, set_cookie};

/// What the page was opened about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Opened {
    about: String,
    order: String,
    good: String,
}

/// `GET /{lang}/complaints/new?order=DM-…`.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Query(opened): Query<Opened>,
) -> Result<Response, WebError> {
    let about = match (opened.about.as_str(), opened.order.is_empty(), opened.good.is_empty()) {
        ("", false, _) => "order".to_owned(),
        ("", true, false) => "good".to_owned(),
        (about, ..) => about.to_owned(),
    };
    let mut typed = Typed::default();
    for (name, value) in [("complaint_about", about), ("order", opened.order), ("good", opened.good)] {
        typed.0.insert(name.to_owned(), value);
    }
    let page = page(&app, &t, visitor.0.as_ref(), &typed, Wrongs::none()).await?;
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// The person behind a session.
pub(super) async fn person_of(app: &App, session: Option<&Session>) -> Result<Option<Who>, WebError> {
    match session.and_then(|session| session.person) {
        Some(person) => Ok(accounts::who_is(&mut app.db().read().await?, person).await?),
        None => Ok(None),
    }
}

/// `POST /{lang}/complaints`: takes it and leads to its page, where its number stands.
pub(super) async fn send(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let who = person_of(&app, visitor.0.as_ref()).await?;
    let (typed, mut wrongs) = (&form.typed, Wrongs::none());
    let about = typed.get("complaint_about").parse::<About>().ok();
    if about.is_none() {
        wrongs.add("complaint_about", t.get("complaint-wrong-about"));
    }
    let mobile = match &who {
        Some(who) => Some(who.mobile.clone()),
        None => Mobile::typed(typed.get("mobile")),
    };
    if mobile.is_none() {
        wrongs.add("mobile", t.get("wrong-mobile"));
    }
    let photo = match &form.photo {
        Some(photo) if wrongs.is_empty() => match darkroom::develop(&app, photo.clone(), Eyes::Few).await? {
            Ok(kept) => Some(kept),
            Err(why) => {
                wrongs.add("file-complaint", t.get(key_of(why)));
                None
            }
        },
        _ => None,
    };
    if let (Some(about), Some(mobile), true) = (about, &mobile, wrongs.is_empty()) {
        let (session, cookie) = session_of(&app, visitor.0.clone()).await?;
        let guest = who.is_none().then_some(session.id);
        let complainant =
            Complainant { person: who.as_ref().map(|who| who.person), mobile, lang: t.lang, session: guest };
        let once = once_of(typed);
        let filing = Filing {
            about,
            order: Some(typed.get("order")),
            line: typed.get("line").parse::<LineId>().ok(),
            good: Some(typed.get("good")),
            words: typed.get("complaint_words"),
            once: &once,
        };
        match complaints::file(app.db(), complainant, &filing, photo.as_ref()).await {
            Ok(number) => {
                let to = t.path(&format!("/complaints/{number}?new"));
                let mut response = Redirect::to(&to).into_response();
                if let Some(cookie) = cookie {
                    response.headers_mut().append(SET_COOKIE, cookie);
                }
                return Ok(response);
            }
            Err(ComplaintError::NoWords) => wrongs.add("complaint_words", t.get("complaint-wrong-words")),
            Err(ComplaintError::NoOrder) => wrongs.add("order", t.get("complaint-wrong-order")),
            Err(ComplaintError::TooMany) => wrongs.add("complaint_words", t.get("complaint-wrong-many")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let page = page(&app, &t, visitor.0.as_ref(), typed, wrongs).await?;
    respond::view(&app, t, &visitor.visit("/complaints/new"), &page, &asked.headers)
}

/// What makes two presses one: it came with the form.
fn once_of(typed: &Typed) -> String {
    /// The key a form of ours carries is shorter.
    const MOST: usize = 64;
    let once = typed.get("once");
    if (8..=MOST).contains(&once.len()) { once.to_owned() } else { chance::letters(20) }
}

/// The session of whoever has none yet begins here: she may look at what she has just sent.
pub(super) async fn session_of(
    app: &App,
    session: Option<Session>,
) -> Result<(Session, Option<http::HeaderValue>), WebError> {
    match session {
        Some(session) => Ok((session, None)),
        None => {
            let opened = sessions::open(app.db()).await?;
            let cookie = set_cookie(app, &opened);
            Ok((opened.session, Some(cookie)))
        }
    }
}

/// The lines of an order she has named, if it is her own: to say which good it is about.
async fn lines(app: &App, who: Option<&Who>, code: &str) -> Result<Vec<ClaimedLine>, WebError> {
    let Some(who) = who.filter(|_| !code.is_empty()) else { return Ok(Vec::new()) };
    let mut read = app.db().read().await?;
    match orders::by_code(&mut read, code).await? {
        Some(order) if order.head.person == who.person => {
            Ok(claims::lines_of(&mut read, order.head.id).await?)
        }
        _ => Ok(Vec::new()),
    }
}

async fn page(
    app: &App,
    t: &Text,
    session: Option<&Session>,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Leaf, WebError> {
    let who = person_of(app, session).await?;
    let code = typed.get("order").to_ascii_uppercase();
    let of_order = lines(app, who.as_ref(), &code).await?;
    let about_it = asks(t, typed, &wrongs, &of_order);
    let asks = if who.is_some() { about_it } else { with_mobile(t, typed, &wrongs, about_it) };
    let once = once_of(typed);
    let photo = who.is_some().then(|| PhotoAsk {
        role: "complaint",
        label: t.get("complaint-photo"),
        hint: String::new(),
        error: wrongs.of("file-complaint").map(str::to_owned),
    });
    let mut blocks = vec![Block::Send(SendForm {
        form: BoardForm {
            action: t.path("/complaints"),
            method: "post",
            asks,
            with: vec![("once".to_owned(), once), ("good".to_owned(), typed.get("good").to_owned())],
            button: Button::main(t.get("complaint-send")),
            form_key: session.map(key_for),
        },
        photo,
    })];
    if who.is_none() {
        let next = crate::error::encoded(&format!("/complaints/new?order={code}"));
        let button = Button::second(t.get("complaint-sign-in")).to(t.path(&format!("/sign-in?next={next}")));
        blocks.push(Block::Text(t.get("complaint-photo-needs")));
        blocks.push(Block::Button(button));
    }
    Ok(Leaf { title: t.get("complaint-new"), lead: t.get("complaint-lead"), wrongs, news: None, blocks })
}

/// What it is about, which order and good of it, what is wrong.
fn asks(t: &Text, typed: &Typed, wrongs: &Wrongs, of_order: &[ClaimedLine]) -> Vec<Ask> {
    let about = |about: &About| {
        let label = t.get(&format!("complaint-about-{about}"));
        Choice::new(about.as_str(), label).chosen_if(typed.get("complaint_about"))
    };
    let mut asks = vec![
        Ask::Radios(Radios {
            name: "complaint_about".to_owned(),
            label: t.get("complaint-about"),
            error: wrongs.of("complaint_about").map(str::to_owned),
            choices: About::ALL.iter().map(about).collect(),
        }),
        Ask::Field(Field {
            hint: t.get("complaint-order-hint"),
            ..Field::named(t, "order", Kind::Words, typed.get("order"), wrongs)
        }),
    ];
    if !of_order.is_empty() {
        let choice = |line: &ClaimedLine| {
            let name = kernel::Words::new(&line.name_hi, &line.name_en);
            Choice::new(line.id.to_string(), t.pick(&name)).chosen_if(typed.get("line"))
        };
        asks.push(Ask::Select(Select {
            name: "line".to_owned(),
            label: t.get("field-line"),
            any: Some(t.get("complaint-whole-order")),
            error: None,
            choices: of_order.iter().map(choice).collect(),
        }));
    }
    asks.push(Ask::Field(Field::named(
        t,
        "complaint_words",
        Kind::Lines,
        typed.get("complaint_words"),
        wrongs,
    )));
    asks
}

/// Who has not signed in says where news go.
fn with_mobile(t: &Text, typed: &Typed, wrongs: &Wrongs, mut asks: Vec<Ask>) -> Vec<Ask> {
    let hint = t.get("complaint-mobile-hint");
    let field = Field::named(t, "mobile", Kind::Mobile, typed.get("mobile"), wrongs);
    asks.push(Ask::Field(Field { hint, ..field }));
    asks
}
