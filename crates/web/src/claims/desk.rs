//! Finance's desk for claims: what waits for a second person, an order's lines, what was decided.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::Limit;
use kernel::digits::ascii_digits;
use market::claims::{self, Ask as Wanted, Claim, ClaimError, ClaimedLine, Decision, Fault};
use market::orders::{self, Parcel};
use serde::Deserialize;

use crate::app::App;
use crate::desk::{SecondWord, YesOrNo, id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Column, Field, Kind, Radios, Select, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Claims in each list.
const LIST: Limit = Limit::of(50);
/// Where it stands.
const HERE: &str = "/finance/claims";

/// Which order is looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    order: String,
}

/// `GET /{lang}/finance/claims?order=DM-…`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &finance, &which.order, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/finance/claims`: pieces of a line go back, or wait for a second person.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let order = typed.get("order").trim().to_ascii_uppercase();
    let mut wrongs = Wrongs::none();
    let line = typed.get("line").parse();
    let fault = typed.get("fault").parse::<Fault>();
    let quantity = ascii_digits(typed.get("pieces").trim()).parse::<u32>();
    if line.is_err() {
        wrongs.add("line", t.get("claim-wrong-line"));
    }
    if quantity.is_err() {
        wrongs.add("pieces", t.get("claim-wrong-pieces"));
    }
    if fault.is_err() {
        wrongs.add("fault", t.get("claim-wrong-fault"));
    }
    if let (Ok(line), Ok(fault), Ok(quantity)) = (line, fault, quantity) {
        let wanted =
            Wanted { order: &order, line, quantity, fault, reason: typed.get("happened"), anew: None };
        match claims::ask(app.db(), finance.buyer.who.person, &wanted).await {
            Ok(_) => return Ok(to(&t, &format!("{HERE}?order={order}"))),
            Err(ClaimError::Missing) => wrongs.add("line", t.get("claim-wrong-line")),
            Err(ClaimError::NotDelivered) => wrongs.add("line", t.get("claim-wrong-not-delivered")),
            Err(ClaimError::TooMany { left }) => {
                wrongs.add("pieces", t.say("claim-wrong-too-many").set("left", left).to_string());
            }
            Err(ClaimError::NoReason) => wrongs.add("happened", t.get("claim-wrong-reason")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &finance, &order, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST /{lang}/finance/claims/{id}/decision`.
pub(super) async fn decide(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Path(id): Path<String>,
    Filled(says): Filled<SecondWord>,
) -> Result<Response, WebError> {
    let decision = match says.decision {
        YesOrNo::Yes => Decision::Grants,
        YesOrNo::No => Decision::Refuses,
    };
    claims::decide(app.db(), finance.buyer.who.person, id_of(&id)?, decision).await?;
    Ok(to(&t, HERE))
}

async fn page(
    app: &App,
    t: &Text,
    finance: &Finance,
    order: &str,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let open = claims::open(&mut read, LIST).await?;
    let recent = claims::recent(&mut read, LIST).await?;
    let found = if order.trim().is_empty() { None } else { orders::by_code(&mut read, order).await? };
    let lines = match &found {
        Some(found) => claims::lines_of(&mut read, found.head.id).await?,
        None => Vec::new(),
    };
    drop(read);
    let mut blocks = vec![Block::Form(search(t, order))];
    match &found {
        Some(found) => blocks.extend(of_order(t, finance, &found.head.code, &lines, typed, &wrongs)),
        None if !order.trim().is_empty() => blocks.push(Block::Text(t.get("claim-no-order"))),
        None => {}
    }
    if !open.is_empty() {
        blocks.push(Block::Heading(t.get("claim-waits")));
        for claim in &open {
            blocks.extend(waiting(t, finance, claim));
        }
    }
    if !recent.is_empty() {
        blocks.push(Block::Heading(t.get("claim-decided")));
        blocks.push(Block::Table(decided(t, &recent)));
    }
    Ok(Board::of(Desk::Finance, told::name_of(&finance.buyer), HERE, t.get("room-claims"), blocks)
        .led(t.get("claim-lead"))
        .wrong(wrongs))
}

fn search(t: &Text, order: &str) -> BoardForm {
    BoardForm {
        action: t.path(HERE),
        method: "get",
        asks: vec![Ask::Field(Field::named(t, "order", Kind::Words, order.trim(), &Wrongs::none()))],
        with: Vec::new(),
        button: Button::second(t.get("claim-find")),
        form_key: None,
    }
}

fn name(t: &Text, hi: &str, en: &str) -> String {
    kernel::Words::new(hi, en).pick(t.lang).to_owned()
}

/// The lines of an order, and the form that gives pieces of one back.
fn of_order(
    t: &Text,
    finance: &Finance,
    code: &str,
    lines: &[ClaimedLine],
    typed: &Typed,
    wrongs: &Wrongs,
) -> Vec<Block> {
    let left = |line: &ClaimedLine| line.quantity.saturating_sub(line.claimed);
    let can: Vec<&ClaimedLine> =
        lines.iter().filter(|line| line.parcel_state == Parcel::Delivered && left(line) > 0).collect();
    if can.is_empty() {
        return vec![Block::Text(t.get("claim-nothing-left"))];
    }
    let choice = |line: &&ClaimedLine| {
        let label =
            format!("{} × {}, {}", left(line), name(t, &line.name_hi, &line.name_en), t.money(&line.unit));
        Choice::new(line.id.to_string(), label).chosen_if(typed.get("line"))
    };
    let select = Select {
        name: "line".to_owned(),
        label: t.get("field-line"),
        any: None,
        error: wrongs.of("line").map(str::to_owned),
        choices: can.iter().map(choice).collect(),
    };
    let faults = Fault::ALL.iter().map(|fault| {
        let key = format!("claim-fault-{fault}");
        Choice::new(fault.as_str(), t.get(&key))
            .hint(t.get(&format!("{key}.hint")))
            .chosen_if(typed.get("fault"))
    });
    let faults = Radios {
        name: "fault".to_owned(),
        label: t.get("field-fault"),
        error: wrongs.of("fault").map(str::to_owned),
        choices: faults.collect(),
    };
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let form = BoardForm {
        action: t.path(HERE),
        method: "post",
        asks: vec![
            Ask::Select(select),
            field("pieces", Kind::Count),
            Ask::Radios(faults),
            field("happened", Kind::Words),
        ],
        with: vec![("order".to_owned(), code.to_owned())],
        button: Button::main(t.get("claim-give-back")),
        form_key: Some(key_for(&finance.buyer.session)),
    };
    vec![
        Block::Heading(t.say("claim-of-order").set("order", code).to_string()),
        Block::Text(t.say("claim-alone").set("amount", claims::ALONE_MOST).to_string()),
        Block::Form(form),
    ]
}

/// A claim that waits. Whoever asked does not decide.
fn waiting(t: &Text, finance: &Finance, claim: &Claim) -> Vec<Block> {
    let told = t
        .say("claim-told")
        .set("order", claim.order_code.as_str())
        .set("good", format!("{} × {}", claim.quantity, name(t, &claim.name_hi, &claim.name_en)))
        .set("amount", claim.gross)
        .set("fault", t.get(&format!("claim-fault-{}", claim.fault)))
        .set("reason", claim.reason.as_str())
        .set("who", claim.asked_by_name.as_str())
        .to_string();
    let mut blocks = vec![Block::Text(told)];
    if claim.asked_by == finance.buyer.who.person {
        blocks.push(Block::Text(t.get("claim-yours")));
        return blocks;
    }
    for (decision, button) in
        [("agrees", Button::main(t.get("claim-grant"))), ("refuses", Button::second(t.get("claim-refuse")))]
    {
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{HERE}/{}/decision", claim.id)),
            method: "post",
            asks: Vec::new(),
            with: vec![("decision".to_owned(), decision.to_owned())],
            button,
            form_key: Some(key_for(&finance.buyer.session)),
        }));
    }
    blocks
}

fn decided(t: &Text, claims: &[Claim]) -> Table {
    let row = |claim: &Claim| TableRow {
        href: Some(t.path(&format!("{HERE}?order={}", claim.order_code))),
        cells: vec![
            format!("{} × {}", claim.quantity, name(t, &claim.name_hi, &claim.name_en)),
            t.get(&format!("claim-state-{}", claim.state)),
            t.get(&format!("claim-fault-{}", claim.fault)),
            t.money(&claim.gross),
        ],
    };
    Table {
        caption: t.get("claim-decided"),
        columns: vec![
            Column { label: t.get("claim-what"), figures: false },
            Column { label: t.get("claim-stands"), figures: false },
            Column { label: t.get("field-fault"), figures: false },
            Column { label: t.get("claim-amount"), figures: true },
        ],
        rows: claims.iter().map(row).collect(),
    }
}
