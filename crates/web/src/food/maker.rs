//! A maker's batches: what she has made and what is left of it, and a form for the next one.

use axum::extract::State;
use axum::response::Response;
use kernel::digits::only_digits;
use kernel::ids::VariantId;
use kernel::{Day, Words};
use market::batches::{self, BatchError};
use store::chance;

use super::{row, send};
use crate::app::App;
use crate::desk::{self, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Rows, Select, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Maker;

/// `GET /{lang}/maker/batches`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &maker, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/maker/batches`: so many pieces were made on a day; they can be bought at once.
pub(super) async fn note(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let variant = typed.get("food").parse::<VariantId>();
    let made = Day::from_iso(typed.get("batch_made"));
    let pieces = only_digits(typed.get("batch_pieces")).parse::<u32>();
    if variant.is_err() {
        wrongs.add("food", t.get("food-wrong-food"));
    }
    if made.is_none() {
        wrongs.add("batch_made", t.get("food-wrong-day"));
    }
    if pieces.is_err() {
        wrongs.add("batch_pieces", t.get("food-wrong-count"));
    }
    if let (Ok(variant), Some(made), Ok(pieces)) = (variant, made, pieces) {
        let by = (maker.buyer.who.person, maker.maker);
        let (slip, once) = (typed.get("batch_lab"), typed.get("once"));
        match batches::note(app.db(), by, variant, (made, pieces), slip, once).await {
            Ok(()) => return Ok(to(&t, "/maker/batches")),
            Err(BatchError::NoBatch) => wrongs.add("food", t.get("food-wrong-food")),
            Err(BatchError::BadDay) => wrongs.add("batch_made", t.get("food-wrong-day")),
            Err(BatchError::BadCount) => wrongs.add("batch_pieces", t.get("food-wrong-count")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &maker, &typed, wrongs).await?;
    send(&app, t, &asked, "/maker/batches", &board)
}

async fn page(app: &App, t: &Text, maker: &Maker, typed: &Typed, wrongs: Wrongs) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let food = batches::food_of(&mut read, maker.maker).await?;
    let made = batches::of_maker(&mut read, maker.maker).await?;
    let whose = desk::maker::name_of(&mut read, maker.maker).await?;
    drop(read);
    let mut blocks = Vec::new();
    if food.is_empty() {
        blocks.push(Block::Text(t.get("food-no-food")));
    } else {
        blocks.push(Block::Form(form(t, app.db().now().day(), &food, maker, typed, &wrongs)));
    }
    if !made.is_empty() {
        let line = |batch| row(t, batch, t.path(&format!("/batches/{}", batch.code)));
        blocks.push(Block::Heading(t.get("food-all")));
        blocks.push(Block::Rows(Rows { rows: made.iter().map(line).collect() }));
    }
    Ok(Board::of(Desk::Maker, whose, "/maker/goods", t.get("food-mine"), blocks)
        .led(t.get("food-mine.text"))
        .wrong(wrongs))
}

fn form(
    t: &Text,
    today: Day,
    food: &[(VariantId, Words, Words)],
    maker: &Maker,
    typed: &Typed,
    wrongs: &Wrongs,
) -> BoardForm {
    let named = |(id, good, label): &(VariantId, Words, Words)| {
        let (good, label) = (t.pick(good), t.pick(label));
        let said = if label.is_empty() { good.to_owned() } else { format!("{good}, {label}") };
        Choice::new(id.to_string(), said).chosen_if(typed.get("food"))
    };
    let what = Select {
        name: "food".to_owned(),
        label: t.get("field-food"),
        any: Some(t.get("case-choose")),
        error: wrongs.of("food").map(str::to_owned),
        choices: food.iter().map(named).collect(),
    };
    let today = today.iso();
    let made = if typed.get("batch_made").is_empty() { &today } else { typed.get("batch_made") };
    let asks = vec![
        Ask::Select(what),
        Ask::Field(Field::named(t, "batch_pieces", Kind::Count, typed.get("batch_pieces"), wrongs)),
        Ask::Field(Field::named(t, "batch_made", Kind::Day, made, wrongs)),
        Ask::Field(Field::named(t, "batch_lab", Kind::Words, typed.get("batch_lab"), wrongs)),
    ];
    BoardForm {
        action: t.path("/maker/batches"),
        method: "post",
        asks,
        with: vec![("once".to_owned(), chance::letters(16))],
        button: Button::main(t.get("food-note")),
        form_key: Some(key_for(&maker.buyer.session)),
    }
}
