//! An administrator keeps the list of stalls: enters one, prints its poster, takes it down.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::{CounterId, HubId, StallId};
use kernel::{Day, Words};
use market::stalls::{self, NewStall, StallError, StallKind, StallState};
use market::{pickups, places};
use store::chance;

use super::told;
use crate::app::App;
use crate::desk::{id_of, print, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Checks, Choice, Deed, Facts, Field, Kind, Rows, Select, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::views::stall::Poster;
use crate::who::Administrator;

/// Where the list stands.
const HERE: &str = "/admin/stalls";
/// What the name of a maker's box begins with.
const MAKER: &str = "maker_";

fn path_of(id: StallId) -> String {
    format!("{HERE}/{id}")
}

/// `GET /{lang}/admin/stalls`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &admin, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST /{lang}/admin/stalls`: a new one.
pub(super) async fn enter(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let words = |hi: &str, en: &str| Words::new(typed.get(hi), typed.get(en));
    let day = |name: &str| Day::from_iso(typed.get(name)).unwrap_or(Day(0));
    let counter = match typed.get("stall_counter") {
        "" => Ok(None),
        id => id.parse::<CounterId>().map(Some),
    };
    match (typed.get("hub").parse::<HubId>(), typed.get("stall_kind").parse::<StallKind>(), counter) {
        (Ok(hub), Ok(kind), Ok(counter)) => {
            let new = NewStall {
                hub,
                kind,
                name: words("stall_hi", "stall_en"),
                place: words("place_hi", "place_en"),
                makers: typed.0.keys().filter_map(|name| name.strip_prefix(MAKER)?.parse().ok()).collect(),
                counter,
                days: (day("from_day"), day("until_day")),
                once: typed.get("once"),
            };
            match stalls::enter(app.db(), admin.buyer.who.person, &new).await {
                Ok(id) => return Ok(to(&t, &path_of(id))),
                Err(StallError::Bad(field)) => wrongs.add(field, t.get(wrong(field))),
                Err(cause) => return Err(cause.into()),
            }
        }
        (hub, kind, counter) => {
            let all =
                [("hub", hub.is_err()), ("stall_kind", kind.is_err()), ("stall_counter", counter.is_err())];
            for (field, _) in all.into_iter().filter(|(_, is_wrong)| *is_wrong) {
                wrongs.add(field, t.get(wrong(field)));
            }
        }
    }
    let board = page(&app, &t, &admin, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// What is wrong with a field of a new stall.
fn wrong(field: &str) -> &'static str {
    match field {
        "hub" => "pickup-wrong-hub",
        "stall_kind" => "stall-wrong-kind",
        "stall_counter" => "stall-wrong-counter",
        "stall_hi" => "pickup-wrong-counter-name",
        "place_hi" => "pickup-wrong-counter-place",
        "until_day" => "pickup-wrong-until-day",
        _ => "stall-wrong-makers",
    }
}

async fn page(
    app: &App,
    t: &Text,
    admin: &Administrator,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let all = stalls::all(&mut read).await?;
    let sold = stalls::sales(&mut read).await?;
    let asks = asks(t, &mut read, typed, &wrongs).await?;
    drop(read);
    let form = BoardForm {
        action: t.path(HERE),
        method: "post",
        asks,
        with: vec![("once".to_owned(), chance::letters(16))],
        button: Button::main(t.get("stall-enter")),
        form_key: Some(key_for(&admin.buyer.session)),
    };
    let list = if all.is_empty() {
        Block::Text(t.get("stall-none-yet"))
    } else {
        let rows = all.iter().map(|stall| told::row(t, stall, &sold, t.path(&path_of(stall.id))));
        Block::Rows(Rows { rows: rows.collect() })
    };
    let blocks = vec![list, Block::Heading(t.get("stall-new")), Block::Form(form)];
    let whose = crate::desk::told::name_of(&admin.buyer);
    Ok(Board::of(Desk::Administrator, whose, HERE, t.get("room-stalls"), blocks)
        .led(t.get("stall-admin-lead"))
        .wrong(wrongs))
}

async fn asks(
    t: &Text,
    read: &mut store::Read,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Ask>, WebError> {
    let hubs = places::read::hubs(read).await?;
    let counters = pickups::open_ones(read).await?;
    let makers = stalls::makers_to_choose(read).await?;
    let chosen =
        |name: &str, value: String, label: String| Choice::new(value, label).chosen_if(typed.get(name));
    let hubs = hubs.iter().map(|hub| chosen("hub", hub.id.to_string(), t.pick(&hub.name).to_owned()));
    let counters =
        counters.iter().map(|one| chosen("stall_counter", one.id.to_string(), t.pick(&one.name).to_owned()));
    let kinds = StallKind::ALL
        .iter()
        .map(|kind| chosen("stall_kind", kind.as_str().to_owned(), t.get(&format!("stall-kind-{kind}"))));
    let select = |name: &str, label: &str, any: &str, choices: Vec<Choice>| {
        Ask::Select(Select {
            name: name.to_owned(),
            label: t.get(label),
            any: Some(t.get(any)),
            error: wrongs.of(name).map(str::to_owned),
            choices,
        })
    };
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let boxes = makers.iter().map(|(id, name)| {
        let name_of = format!("{MAKER}{id}");
        let ticked = !typed.get(&name_of).is_empty();
        (name_of, t.pick(name).to_owned(), ticked)
    });
    Ok(vec![
        select("stall_kind", "stall-kind", "case-choose", kinds.collect()),
        select("hub", "pickup-hub", "case-choose", hubs.collect()),
        field("stall_hi", Kind::Words),
        field("stall_en", Kind::Words),
        field("place_hi", Kind::Words),
        field("place_en", Kind::Words),
        field("from_day", Kind::Day),
        field("until_day", Kind::Day),
        select("stall_counter", "stall-counter", "stall-no-counter", counters.collect()),
        Ask::Checks(Checks {
            name: "stall_makers".to_owned(),
            label: t.get("stall-makers"),
            error: wrongs.of("stall_makers").map(str::to_owned),
            boxes: boxes.collect(),
        }),
    ])
}

/// `GET /{lang}/admin/stalls/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let mut read = app.db().read().await?;
    let stall = stalls::stall(&mut read, id).await?.ok_or(WebError::Missing)?;
    let makers = stalls::makers_of(&mut read, id).await?;
    let sales = stalls::sales_of(&mut read, id).await?;
    drop(read);
    let makers = makers.iter().map(|(_, name)| t.pick(name)).collect::<Vec<_>>().join(", ");
    let facts = Facts::default()
        .and(t.get("stall-kind"), t.get(&format!("stall-kind-{}", stall.kind)))
        .and(t.get("pickup-place"), t.pick(&stall.place))
        .and(t.get("pickup-days"), crate::pickups::told::stands(&t, stall.from, stall.until))
        .and(t.get("stall-goods-of"), if makers.is_empty() { t.get("stall-all-goods") } else { makers })
        .and(t.get("stall-address"), format!("{}/s/{}", app.site().url, stall.code));
    let mut blocks = vec![Block::Facts(facts)];
    if stall.state == StallState::Open {
        let poster = Button::main(t.get("stall-poster")).to(t.path(&format!("{}/poster", path_of(id))));
        blocks.push(Block::Button(poster));
    }
    blocks.push(Block::Heading(t.get("stall-sales")));
    blocks.push(if sales.is_empty() {
        Block::Text(t.get("stall-no-sales"))
    } else {
        Block::Table(told::table(&t, &sales))
    });
    if stall.state == StallState::Open {
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("{}/closing", path_of(id))),
            button: Button::second(t.get("stall-shut")),
            with: Vec::new(),
            form_key: Some(key_for(&admin.buyer.session)),
        }));
    }
    let whose = crate::desk::told::name_of(&admin.buyer);
    let title = t.pick(&stall.name).to_owned();
    let lead = t.get(&format!("stall-state-{}", stall.state));
    send(&app, t, &asked, &path_of(id), &Board::of(Desk::Administrator, whose, HERE, title, blocks).led(lead))
}

/// `GET /{lang}/admin/stalls/{id}/poster`: to print and hang up.
pub(super) async fn poster(
    State(app): State<App>,
    t: Text,
    _: Administrator,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let stall = stalls::stall(&mut app.db().read().await?, id_of(&id)?).await?.ok_or(WebError::Missing)?;
    let poster = Poster { id: stall.id.to_string(), code: stall.code, name: stall.name, place: stall.place };
    print(&app, t, &asked, &poster.paper(&t, app.site())?)
}

/// `POST /{lang}/admin/stalls/{id}/closing`: its code leads to the shop from now on.
pub(super) async fn shut(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    stalls::shut(app.db(), admin.buyer.who.person, id).await?;
    Ok(to(&t, &path_of(id)))
}
