//! What an administrator keeps for carriers: ranges of the post's numbers, freight and how sure it is, the days carriers take.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::india::ArticleNumber;
use market::bookings::{self, BookingError, NewRange, Range, ranges};
use market::delivery::{self, RateNote};
use market::promises::{self, Way};

use super::carrier_key;
use super::promises::zone_name;

use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Column, Deed, Field, Kind, Notice, Table, TableRow, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Administrator;

/// Where it stands.
const HERE: &str = "/admin/delivery";

/// `GET /{lang}/admin/delivery`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &admin, &Typed::default(), Wrongs::none()).await?;
    answer(&app, t, &asked, HERE, StatusCode::OK, &board)
}

/// `POST /{lang}/admin/delivery/ranges`: the post has allotted more numbers.
pub(super) async fn enter_range(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let number = |name: &str| ArticleNumber::typed(typed.get(name));
    let (first, last) = (number("range_first"), number("range_last"));
    for (name, found) in [("range_first", &first), ("range_last", &last)] {
        if found.is_none() {
            wrongs.add(name, t.get("wrong-article"));
        }
    }
    if let (Some(first), Some(last)) = (&first, &last) {
        let new = NewRange { first, last, office: typed.get("range_office") };
        match bookings::ranges::enter(app.db(), admin.buyer.who.person, &new).await {
            Ok(_) => return Ok(to(&t, HERE)),
            Err(BookingError::NotARange("range_office")) => {
                wrongs.add("range_office", t.get("carriage-wrong-office"));
            }
            Err(BookingError::NotARange(field)) => wrongs.add(field, t.get("carriage-wrong-range")),
            Err(BookingError::Overlaps) => wrongs.add("range_first", t.get("carriage-overlaps")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &admin, &typed, wrongs).await?;
    answer(&app, t, &asked, HERE, StatusCode::UNPROCESSABLE_ENTITY, &board)
}

async fn page(
    app: &App,
    t: &Text,
    admin: &Administrator,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let all = ranges::all(&mut read).await?;
    let left = ranges::left(&mut read).await?;
    let ways = promises::ways(&mut read).await?;
    let rates = delivery::rate_notes(&mut read).await?;
    drop(read);
    let mut blocks = vec![Block::Heading(t.get("carriage-ranges"))];
    if left < ranges::LOW {
        let says = t.say("carriage-low").set("left", left.to_string()).to_string();
        blocks.push(Block::Notice(Notice::new(Tone::Care, says, t.get("carriage-low-admin"))));
    }
    if !all.is_empty() {
        blocks.push(Block::Table(range_table(t, &all)));
    }
    let field = |name| Ask::Field(Field::named(t, name, Kind::Words, typed.get(name), &wrongs));
    blocks.push(Block::Form(BoardForm {
        action: t.path(&format!("{HERE}/ranges")),
        method: "post",
        asks: vec![field("range_first"), field("range_last"), field("range_office")],
        with: Vec::new(),
        button: Button::main(t.get("carriage-range-enter")),
        form_key: Some(key_for(&admin.buyer.session)),
    }));
    blocks.push(Block::Heading(t.get("carriage-days")));
    blocks.push(Block::Text(t.get("carriage-days.text")));
    blocks.push(Block::Table(way_table(t, &ways)));
    blocks.extend(ways.iter().filter_map(|way| explained(t, way)).map(Block::Text));
    blocks.push(Block::Deed(Deed {
        action: t.path(&format!("{HERE}/transit")),
        button: Button::second(t.get("carriage-learn-anew")),
        with: Vec::new(),
        form_key: Some(key_for(&admin.buyer.session)),
    }));
    blocks.push(Block::Heading(t.get("carriage-rates")));
    if rates.iter().any(|rate| rate.verified != "verified") {
        let notice =
            Notice::new(Tone::Care, t.get("carriage-provisional"), t.get("carriage-provisional.text"));
        blocks.push(Block::Notice(notice));
    }
    blocks.push(Block::Table(rate_table(t, &rates)));
    let sources: BTreeSet<&str> = rates.iter().map(|rate| rate.source.as_str()).collect();
    for source in sources {
        blocks.push(Block::Text(format!("{}: {source}", t.get("carriage-source"))));
    }
    Ok(Board::of(Desk::Administrator, told::name_of(&admin.buyer), HERE, t.get("room-delivery"), blocks)
        .led(t.get("carriage-admin-lead"))
        .wrong(wrongs))
}

fn range_table(t: &Text, all: &[Range]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |range: &Range| {
        let ends = range.ends().map_or_else(String::new, |(first, last)| format!("{first} – {last}"));
        TableRow {
            href: None,
            cells: vec![ends, range.left().to_string(), range.office.clone(), range.entered_by.clone()],
        }
    };
    Table {
        caption: t.get("carriage-ranges"),
        columns: vec![
            column("carriage-range", false),
            column("carriage-left", true),
            column("carriage-range-office", false),
            column("carriage-by", false),
        ],
        rows: all.iter().map(row).collect(),
    }
}

/// `POST /{lang}/admin/delivery/transit`: what carriers take is thrown away and learnt anew.
pub(super) async fn learn_anew(
    State(app): State<App>,
    t: Text,
    _: Administrator,
    _: Filled<Nothing>,
) -> Result<Response, WebError> {
    promises::learn_anew(app.db()).await?;
    app.books().freshen(&mut app.db().read().await?).await?;
    Ok(to(&t, HERE))
}

/// «3 to 5», as days are promised.
fn days(t: &Text, (from, to): (i64, i64)) -> String {
    t.say("carriage-from-to").set("from", from.to_string()).set("to", to.to_string()).to_string()
}

/// Why a way is promised as it is; nothing where what ships with the mart holds.
fn explained(t: &Text, way: &Way) -> Option<String> {
    let learnt = way.learnt.as_ref()?;
    let says = t
        .say("carriage-learnt")
        .set("zone", zone_name(t, &way.zone))
        .set("carrier", t.get(carrier_key(way.carrier)))
        .set("days", days(t, way.promised()))
        .set("before", days(t, way.shipped))
        .set("count", learnt.shipments.to_string())
        .set("back", learnt.back_days.to_string())
        .set("when", t.moment(&learnt.at));
    Some(says.to_string())
}

fn way_table(t: &Text, ways: &[Way]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |way: &Way| TableRow {
        href: None,
        cells: vec![
            zone_name(t, &way.zone),
            t.get(carrier_key(way.carrier)),
            days(t, way.shipped),
            way.in_months.all().to_string(),
            way.learnt.as_ref().map_or_else(|| t.get("carriage-too-few"), |_| days(t, way.promised())),
        ],
    };
    Table {
        caption: t.get("carriage-days"),
        columns: vec![
            column("carriage-zone", false),
            column("ship-carrier", false),
            column("carriage-shipped", true),
            column("carriage-measured-of", true),
            column("carriage-measured", true),
        ],
        rows: ways.iter().map(row).collect(),
    }
}

fn rate_table(t: &Text, rates: &[RateNote]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |rate: &RateNote| TableRow {
        href: None,
        cells: vec![
            zone_name(t, &rate.zone),
            format!("{}–{}", rate.over_g, rate.up_to_g),
            t.money(&rate.base),
            t.money(&rate.per_500g),
            t.date(&rate.from_day),
            t.maybe(&format!("rate-{}", rate.verified)).unwrap_or_else(|| rate.verified.clone()),
        ],
    };
    Table {
        caption: t.get("carriage-rates"),
        columns: vec![
            column("carriage-zone", false),
            column("carriage-grams", true),
            column("carriage-base", true),
            column("carriage-more", true),
            column("carriage-from-day", false),
            column("carriage-sure", false),
        ],
        rows: rates.iter().map(row).collect(),
    }
}
