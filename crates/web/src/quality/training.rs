//! Trainings: an officer notes who was shown what; a maker reads her cards, the lessons of her craft and what she came to.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::CardId;
use market::catalogue;
use market::clips;
use market::quality::{self, Card};
use market::training::{self, Attended, Held, TrainingError};
use store::chance;

use super::{cards, photos, send};
use crate::app::App;
use crate::clips::player;
use crate::desk::{self, id_of, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Checks, Choice, Field, Kind, Row, Rows, Select, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Maker, Officer};

/// What the name of a maker's box begins with.
const CAME: &str = "came_";

fn rows(t: &Text, all: &[Attended]) -> Block {
    let row = |one: &Attended| Row {
        href: String::new(),
        title: one.topic.clone(),
        figure: t.day(&one.day),
        note: format!("{} · {}", t.pick(&one.craft), one.trainer),
        standing: t.say("training-came").set("count", usize::try_from(one.came).unwrap_or(0)).to_string(),
    };
    Block::Rows(Rows { rows: all.iter().map(row).collect() })
}

/// `GET /{lang}/officer/trainings`: what was held, and the form for the next one.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &officer, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/officer/trainings`: a training was held, and these came.
pub(super) async fn note(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let here = "/officer/trainings";
    let mut wrongs = Wrongs::none();
    let came = typed.0.keys().filter_map(|name| name.strip_prefix(CAME)?.parse().ok()).collect();
    let held = Held {
        craft: typed.get("training_craft").to_owned(),
        day: Day::from_iso(typed.get("training_day")).unwrap_or(Day(0)),
        trainer: typed.get("trainer").to_owned(),
        topic: typed.get("training_topic").to_owned(),
        makers: came,
        once: typed.get("once").to_owned(),
    };
    let by = (officer.buyer.who.person, &officer.post.blocks);
    match training::note(app.db(), by, &held).await {
        Ok(()) => return Ok(to(&t, here)),
        Err(TrainingError::NoCraft) => wrongs.add("training_craft", t.get("training-wrong-craft")),
        Err(TrainingError::BadDay) => wrongs.add("training_day", t.get("training-wrong-day")),
        Err(TrainingError::NoWords) => wrongs.add("training_topic", t.get("training-wrong-words")),
        Err(TrainingError::Nobody) => wrongs.add("came", t.get("training-wrong-nobody")),
        Err(TrainingError::Db(cause)) => return Err(cause.into()),
    }
    let board = page(&app, &t, &officer, &typed, wrongs).await?;
    send(&app, t, &asked, here, &board)
}

async fn page(
    app: &App,
    t: &Text,
    officer: &Officer,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let held = training::held_in(&mut read, &officer.post.blocks).await?;
    let makers = training::may_come(&mut read, &officer.post.blocks).await?;
    let crafts = catalogue::read::crafts(&mut read).await?;
    drop(read);
    let crafts = crafts.into_iter().map(|craft| {
        Choice::new(craft.key, t.pick(&craft.name).to_owned()).chosen_if(typed.get("training_craft"))
    });
    let boxes = makers.iter().map(|(id, name)| {
        let field = format!("{CAME}{id}");
        let ticked = !typed.get(&field).is_empty();
        (field, t.pick(name).to_owned(), ticked)
    });
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
    let form = BoardForm {
        action: t.path("/officer/trainings"),
        method: "post",
        asks: vec![
            Ask::Select(Select {
                name: "training_craft".to_owned(),
                label: t.get("field-training_craft"),
                any: Some(t.get("case-choose")),
                error: wrongs.of("training_craft").map(str::to_owned),
                choices: crafts.collect(),
            }),
            field("training_topic", Kind::Words),
            field("trainer", Kind::Words),
            field("training_day", Kind::Day),
            Ask::Checks(Checks {
                name: "came".to_owned(),
                label: t.get("training-who"),
                error: wrongs.of("came").map(str::to_owned),
                boxes: boxes.collect(),
            }),
        ],
        with: vec![("once".to_owned(), chance::letters(16))],
        button: Button::main(t.get("training-note")),
        form_key: Some(key_for(&officer.buyer.session)),
    };
    let mut blocks = vec![Block::Form(form), Block::Heading(t.get("training-held"))];
    blocks.push(if held.is_empty() { Block::Text(t.get("training-none")) } else { rows(t, &held) });
    Ok(Board::of(
        Desk::Officer,
        told::name_of(&officer.buyer),
        "/officer/trainings",
        t.get("room-trainings"),
        blocks,
    )
    .led(t.get("training-lead"))
    .wrong(wrongs))
}

async fn of_maker(app: &App, maker: &Maker, title: String, blocks: Vec<Block>) -> Result<Board, WebError> {
    let whose = desk::maker::name_of(&mut app.db().read().await?, maker.maker).await?;
    Ok(Board::of(Desk::Maker, whose, "/maker/goods", title, blocks))
}

/// `GET /{lang}/maker/cards`: what is to be mended, and what she was shown.
pub(super) async fn own_cards(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let all = quality::cards_of_maker(&mut read, maker.maker).await?;
    let shown = training::attended_by(&mut read, maker.maker).await?;
    drop(read);
    let line = |card: &Card| cards::row(&t, card, t.path(&format!("/maker/cards/{}", card.id)));
    let mut blocks = vec![if all.is_empty() {
        Block::Text(t.get("quality-all-well"))
    } else {
        Block::Rows(Rows { rows: all.iter().map(line).collect() })
    }];
    if !shown.is_empty() {
        blocks.push(Block::Heading(t.get("training-yours")));
        blocks.push(rows(&t, &shown));
    }
    let board = of_maker(&app, &maker, t.get("training-cards"), blocks).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET /{lang}/maker/cards/{id}`: what was wrong, how it looks, what to do, and how it is put right.
pub(super) async fn own_card(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: CardId = id_of(&id)?;
    let mut read = app.db().read().await?;
    let (card, craft) = quality::own_card(&mut read, maker.maker, id).await?.ok_or(WebError::Missing)?;
    let seen = photos::of_card(&t, &mut read, id, "/maker/cards/photos").await?;
    let heard = clips::lessons_heard(&mut read).await?;
    drop(read);
    let mut blocks = cards::told(&t, &card);
    blocks.extend(seen);
    blocks.push(Block::Heading(t.get("training-lessons")));
    for lesson in training::lessons(&craft) {
        blocks.push(Block::Text(format!("{}: {}", t.pick(&lesson.defect), t.pick(&lesson.how))));
        blocks.extend(heard.get(&lesson.key).map(|heard| Block::Player(player(&t, heard))));
    }
    let board = of_maker(&app, &maker, cards::about(&t, &card), blocks).await?;
    send(&app, t, &asked, &asked.rest, &board)
}
