//! When a hub works, said by its keeper or an officer of its block; promises follow it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::ids::{HubId, PersonId};
use market::delivery::{Week, Weekdays};
use market::hubs::{self, Charge, HubError, clock};
use market::places::{self, Hub};
use serde::Deserialize;

use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Checks, Choice, Notice, Select, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::weekdays;
use crate::who::{Buyer, Keeper, Officer};

/// A keeper's page.
const OWN: &str = "/hub/week";
/// An officer's.
const HUBS: &str = "/officer/hubs";
/// Hubs open, close and send their rounds at full and half hours of the day.
const HALF_HOURS: std::ops::RangeInclusive<i64> = 10..=44;

/// Somebody who may say when a hub works.
struct Sitting<'a> {
    desk: Desk,
    buyer: &'a Buyer,
    charge: Charge,
    /// All hubs in her charge.
    hubs: Vec<Hub>,
}

impl Sitting<'_> {
    const fn room(&self) -> &'static str {
        if matches!(self.desk, Desk::Hub) { OWN } else { HUBS }
    }

    const fn person(&self) -> PersonId {
        self.buyer.who.person
    }
}

/// Which hub an officer looks at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    hub: String,
    said: String,
}

async fn keeper_sits<'a>(app: &App, keeper: &'a Keeper) -> Result<Sitting<'a>, WebError> {
    let hub = places::read::hub(&mut app.db().read().await?, keeper.hub).await?.ok_or(WebError::Missing)?;
    let charge = Charge::Keeper(keeper.hub);
    Ok(Sitting { desk: Desk::Hub, buyer: &keeper.buyer, charge, hubs: vec![hub] })
}

async fn officer_sits<'a>(app: &App, officer: &'a Officer) -> Result<Sitting<'a>, WebError> {
    let mut hubs = places::read::hubs(&mut app.db().read().await?).await?;
    hubs.retain(|hub| officer.post.blocks.cover(&hub.block_code));
    let charge = Charge::Officer(officer.post.clone());
    Ok(Sitting { desk: Desk::Officer, buyer: &officer.buyer, charge, hubs })
}

/// `GET /{lang}/hub/week`.
pub(super) async fn own(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let sitting = keeper_sits(&app, &keeper).await?;
    let board = page(&app, &t, &sitting, &which, &Typed::default(), Wrongs::none());
    answer(&app, t, &asked, OWN, StatusCode::OK, &board)
}

/// `GET /{lang}/officer/hubs`.
pub(super) async fn hubs(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let sitting = officer_sits(&app, &officer).await?;
    let board = page(&app, &t, &sitting, &which, &Typed::default(), Wrongs::none());
    answer(&app, t, &asked, HUBS, StatusCode::OK, &board)
}

/// `POST /{lang}/hub/week`.
pub(super) async fn say_own(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let sitting = keeper_sits(&app, &keeper).await?;
    said(&app, t, &asked, &sitting, typed).await
}

/// `POST /{lang}/officer/hubs`.
pub(super) async fn say(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let sitting = officer_sits(&app, &officer).await?;
    said(&app, t, &asked, &sitting, typed).await
}

async fn said(
    app: &App,
    t: Text,
    asked: &Asked,
    sitting: &Sitting<'_>,
    typed: Typed,
) -> Result<Response, WebError> {
    let hub = match sitting.charge {
        Charge::Keeper(own) => own,
        Charge::Officer(_) => {
            typed.get("hub").parse::<HubId>().map_err(|_| WebError::Unclear("week-wrong-hub"))?
        }
    };
    let week = read(&typed);
    match hubs::say_week(app.db(), (sitting.person(), &sitting.charge), hub, week).await {
        Ok(()) => {
            app.books().freshen(&mut app.db().read().await?).await?;
            Ok(to(&t, &format!("{}?hub={hub}&said=1", sitting.room())))
        }
        Err(HubError::NotAWeek) => {
            let mut wrongs = Wrongs::none();
            if week.open.0 == 0 {
                wrongs.add("week_open", t.get("week-wrong-open"));
            }
            if week.rounds.0 == 0 {
                wrongs.add("week_rounds", t.get("week-wrong-rounds"));
            }
            if wrongs.is_empty() {
                wrongs.add("week_closes", t.get("week-wrong-hours"));
            }
            let which = Which { hub: hub.to_string(), ..Which::default() };
            let board = page(app, &t, sitting, &which, &typed, wrongs);
            answer(app, t, asked, sitting.room(), StatusCode::UNPROCESSABLE_ENTITY, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// A week as it was filled in; what is no time of day is none.
fn read(typed: &Typed) -> Week {
    let minute = |name: &str| {
        HALF_HOURS.map(|half| half * 30).find(|minute| clock(*minute) == typed.get(name)).unwrap_or(-1)
    };
    Week {
        open: weekdays::ticked(typed, "open"),
        rounds: weekdays::ticked(typed, "round"),
        opens_minute: minute("week_opens"),
        closes_minute: minute("week_closes"),
        back_minute: minute("week_back"),
    }
}

fn page(app: &App, t: &Text, sitting: &Sitting<'_>, which: &Which, typed: &Typed, wrongs: Wrongs) -> Board {
    let chosen = sitting.hubs.iter().find(|hub| hub.id.to_string() == which.hub).or(sitting.hubs.first());
    let mut blocks = Vec::new();
    if which.said == "1" {
        blocks.push(Block::Notice(Notice::new(Tone::Good, t.get("week-said"), t.get("week-said.text"))));
    }
    if sitting.hubs.len() > 1 {
        let choice = |hub: &Hub| {
            let chosen = chosen.map(|hub| hub.id.to_string()).unwrap_or_default();
            Choice::new(hub.id.to_string(), t.pick(&hub.name)).chosen_if(&chosen)
        };
        let select = Select {
            name: "hub".to_owned(),
            label: t.get("week-hub"),
            any: None,
            error: None,
            choices: sitting.hubs.iter().map(choice).collect(),
        };
        blocks.push(Block::Form(BoardForm {
            action: t.path(HUBS),
            method: "get",
            asks: vec![Ask::Select(select)],
            with: Vec::new(),
            button: Button::second(t.get("week-look")),
            form_key: None,
        }));
    }
    match chosen {
        None => blocks.push(Block::Text(t.get("week-no-hub"))),
        Some(hub) => {
            blocks.push(Block::Heading(t.pick(&hub.name).to_owned()));
            let week = if wrongs.is_empty() { app.books().delivery().week_of(hub.id) } else { read(typed) };
            blocks.push(Block::Form(form(t, sitting, hub, week, &wrongs)));
        }
    }
    let title = t.get(if matches!(sitting.desk, Desk::Hub) { "room-week" } else { "room-hubs" });
    Board::of(sitting.desk, told::name_of(sitting.buyer), sitting.room(), title, blocks)
        .led(t.get("week-lead"))
        .wrong(wrongs)
}

fn form(t: &Text, sitting: &Sitting<'_>, hub: &Hub, week: Week, wrongs: &Wrongs) -> BoardForm {
    let days = |name: &str, of: &str, ticked: Weekdays| {
        Ask::Checks(Checks {
            name: name.to_owned(),
            label: t.get(&format!("field-{name}")),
            error: wrongs.of(name).map(str::to_owned),
            boxes: weekdays::boxes(t, of, ticked),
        })
    };
    let time = |name: &str, minute: i64| {
        let choice = |half: i64| Choice::new(clock(half * 30), clock(half * 30)).chosen_if(&clock(minute));
        Ask::Select(Select {
            name: name.to_owned(),
            label: t.get(&format!("field-{name}")),
            any: None,
            error: wrongs.of(name).map(str::to_owned),
            choices: HALF_HOURS.map(choice).collect(),
        })
    };
    BoardForm {
        action: t.path(sitting.room()),
        method: "post",
        asks: vec![
            days("week_open", "open", week.open),
            time("week_opens", week.opens_minute),
            time("week_closes", week.closes_minute),
            days("week_rounds", "round", week.rounds),
            time("week_back", week.back_minute),
        ],
        with: vec![("hub".to_owned(), hub.id.to_string())],
        button: Button::main(t.get("week-say")),
        form_key: Some(key_for(&sitting.buyer.session)),
    }
}
