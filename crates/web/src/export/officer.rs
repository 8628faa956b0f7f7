//! An officer sees what each good of her blocks lacks before it may go abroad, and writes down what papers say of it.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::digits::only_digits;
use market::export::book::{self, Sheet};
use market::export::ready::{self, Ready};

use super::told;
use crate::app::App;
use crate::desk::{self, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Officer;

/// Where the list stands.
const HERE: &str = "/officer/export";

fn board(officer: &Officer, title: String, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Officer, desk::told::name_of(&officer.buyer), HERE, title, blocks)
}

/// `GET /{lang}/officer/export`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let all = ready::list(&mut app.db().read().await?, &officer.post.blocks).await?;
    let row = |one: &Ready| Row {
        href: t.path(&format!("{HERE}/{}", one.good.slug)),
        title: t.pick(&one.good.name()).to_owned(),
        figure: if one.lacks.is_empty() { t.get("export-there") } else { one.lacks.len().to_string() },
        note: t.pick(&one.good.maker_name()).to_owned(),
        standing: standing(&t, one),
    };
    let blocks = if all.is_empty() {
        vec![Block::Text(t.get("export-no-goods"))]
    } else {
        vec![Block::Rows(Rows { rows: all.iter().map(row).collect() })]
    };
    let board = board(&officer, t.get("room-export"), blocks).led(t.get("export-officer-lead"));
    send(&app, t, &asked, HERE, &board)
}

fn standing(t: &Text, one: &Ready) -> String {
    let named: Vec<String> = one.lacks.iter().map(|lack| t.get(&format!("export-lack-{lack}"))).collect();
    if named.is_empty() { t.get("export-ready") } else { named.join(" · ") }
}

/// `GET /{lang}/officer/export/{slug}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &officer, &slug, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(
    app: &App,
    t: &Text,
    officer: &Officer,
    slug: &str,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let found = ready::of_blocks(&mut app.db().read().await?, &officer.post.blocks, slug).await?;
    let one = found.ok_or(WebError::Missing)?;
    let stands = one.sheet.clone();
    let filled = |name: &str, kind, stands: Option<String>| {
        let value = typed.0.get(name).cloned().or(stands).unwrap_or_default();
        Ask::Field(Field::named(t, name, kind, &value, &wrongs))
    };
    let of = |value: fn(&Sheet) -> String| stands.as_ref().map(value);
    let asks = vec![
        filled("export_hs8", Kind::Words, of(|sheet| sheet.hs8.clone())),
        filled("export_describes", Kind::Words, of(|sheet| sheet.describes.clone())),
        filled("export_material", Kind::Words, of(|sheet| sheet.material.clone())),
        filled("export_net_g", Kind::Count, of(|sheet| sheet.net_g.to_string())),
        filled("export_gross_g", Kind::Count, of(|sheet| sheet.gross_g.to_string())),
    ];
    let form = BoardForm {
        action: t.path(&format!("{HERE}/{slug}")),
        method: "post",
        asks,
        with: Vec::new(),
        button: Button::main(t.get("export-write")),
        form_key: Some(key_for(&officer.buyer.session)),
    };
    let look = Button::second(t.get("export-see-abroad")).to(t.path(&format!("/abroad/{slug}")));
    let blocks = vec![
        Block::Rows(Rows { rows: told::lacks(t, &one) }),
        Block::Heading(t.get("export-sheet-title")),
        Block::Form(form),
        Block::Button(look),
    ];
    let title = t.pick(&one.good.name()).to_owned();
    Ok(board(officer, title, blocks).led(t.pick(&one.good.maker_name()).to_owned()).wrong(wrongs))
}

/// `POST /{lang}/officer/export/{slug}`.
pub(super) async fn write(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let found = ready::of_blocks(&mut app.db().read().await?, &officer.post.blocks, &slug).await?;
    let product = found.ok_or(WebError::Missing)?.good.product;
    let number = |name: &str| only_digits(typed.get(name)).parse().unwrap_or(0);
    let sheet = Sheet {
        hs8: only_digits(typed.get("export_hs8")),
        describes: typed.get("export_describes").to_owned(),
        material: typed.get("export_material").to_owned(),
        net_g: number("export_net_g"),
        gross_g: number("export_gross_g"),
    };
    let by = (officer.buyer.who.person, &officer.post.blocks);
    let here = format!("{HERE}/{slug}");
    match book::enter_sheet(app.db(), by, product, &sheet).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(cause) => {
            let wrongs = told::wrong(&t, cause, "export_hs8")?;
            let board = page(&app, &t, &officer, &slug, &typed, wrongs).await?;
            send(&app, t, &asked, &here, &board)
        }
    }
}
