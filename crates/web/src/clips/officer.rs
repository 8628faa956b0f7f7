//! An officer puts up a maker's voice or a lesson, and listens to what others have put up.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Limit;
use kernel::ids::ClipId;
use market::clips::{self, About, ClipEvent, Side};
use market::{fieldwork, training};

use super::told;
use crate::app::App;
use crate::desk::{id_of, send, to, told as desk_told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Choice, Select, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Ask, Block, Board};
use crate::views::desk::Desk;
use crate::who::Officer;

/// Where it stands.
const HERE: &str = "/officer/clips";
/// Makers of a list.
const MANY: Limit = Limit::of(500);

fn side(officer: &Officer) -> Side {
    Side::Officer(officer.post.blocks.clone())
}

/// `GET /{lang}/officer/clips`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &officer, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/officer/clips`.
pub(super) async fn put_up(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let chosen = form.typed.get("clip_about");
    let about = match chosen.parse() {
        Ok(maker) => Some(About::Voice(maker)),
        Err(_) => training::has_lesson(chosen).then(|| About::Lesson(chosen.to_owned())),
    };
    let wrongs = match about {
        None => Wrongs::none().and("clip_about", t.get("clips-wrong-about")),
        Some(about) => {
            let by = (officer.buyer.who.person, &side(&officer));
            told::put_up(&app, &t, by, about, &form.typed, form.photo).await?
        }
    };
    if wrongs.is_empty() {
        return Ok(to(&t, HERE));
    }
    let board = page(&app, &t, &officer, &form.typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST …/showing`: everybody may hear it.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    decide(&app, &t, &officer, &id, ClipEvent::Shows).await
}

/// `POST …/removal`: it goes.
pub(super) async fn remove(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    decide(&app, &t, &officer, &id, ClipEvent::Goes).await
}

async fn decide(
    app: &App,
    t: &Text,
    officer: &Officer,
    id: &str,
    event: ClipEvent,
) -> Result<Response, WebError> {
    let id: ClipId = id_of(id)?;
    clips::decide(app.db(), (officer.buyer.who.person, &side(officer)), id, event).await?;
    Ok(to(t, HERE))
}

async fn page(
    app: &App,
    t: &Text,
    officer: &Officer,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let all = clips::looked_after(&mut read, &side(officer)).await?;
    let makers = fieldwork::makers_in(&mut read, &officer.post.blocks, MANY).await?;
    drop(read);
    let voice = |maker: &fieldwork::SnapshotMaker| {
        let name = t.pick(&kernel::Words::new(&maker.name_hi, &maker.name_en)).to_owned();
        Choice::new(maker.id.to_string(), t.say("clips-of-maker").set("maker", name).to_string())
    };
    let lesson = |lesson: &training::Lesson| {
        let words = t.say("clips-of-lesson").set("lesson", t.pick(&lesson.defect)).to_string();
        Choice::new(lesson.key.clone(), words)
    };
    let choices = makers.iter().map(voice).chain(training::all_lessons().iter().map(lesson));
    let about = Ask::Select(Select {
        name: "clip_about".to_owned(),
        label: t.get("clips-about"),
        any: Some(t.get("case-choose")),
        error: wrongs.of("clip_about").map(str::to_owned),
        choices: choices.map(|choice| choice.chosen_if(typed.get("clip_about"))).collect(),
    });
    let key = key_for(&officer.buyer.session);
    let by = (officer.buyer.who.person, &side(officer));
    let mut blocks: Vec<Block> = all.iter().flat_map(|clip| told::shown(t, clip, by, HERE, &key)).collect();
    blocks.push(Block::Heading(t.get("clips-put-up")));
    blocks.push(Block::FileForm(told::form(t, HERE, vec![about], (typed, &wrongs), key)));
    Ok(Board::of(Desk::Officer, desk_told::name_of(&officer.buyer), HERE, t.get("room-clips"), blocks)
        .led(t.get("clips-lead"))
        .wrong(wrongs))
}
