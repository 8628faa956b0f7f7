//! What an administrator keeps for carriers: ranges of the post's numbers.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::india::ArticleNumber;
use market::bookings::{self, BookingError, NewRange, Range, ranges};

use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Column, Field, Kind, Notice, Table, TableRow, Tone, Wrongs};
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
    Ok(Board {
        title: t.get("room-delivery"),
        desk: Desk::Administrator,
        whose: told::name_of(&admin.buyer),
        room: HERE,
        lead: t.get("carriage-admin-lead"),
        wrongs,
        already: false,
        blocks,
    })
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
