//! The register of notices and consents, and how many wait to be erased: for the DC's office, counted, nobody named.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use market::consents::{self, RegisterLine};
use market::erasure::{self, WishCount};

use crate::app::App;
use crate::desk::{answer, told};
use crate::error::WebError;
use crate::parts::{Column, Table, TableRow};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// `GET /{lang}/office/privacy`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let lines = consents::register(&mut read).await?;
    let wishes = erasure::counts(&mut read).await?;
    drop(read);
    let blocks = vec![register(&t, &lines), standing(&t, &wishes)];
    let board = Board::of(
        Desk::Office,
        told::name_of(&office.buyer),
        "/office/privacy",
        t.get("room-privacy"),
        blocks,
    )
    .led(t.get("privacy-lead"));
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &board)
}

fn column(t: &Text, key: &str, figures: bool) -> Column {
    Column { label: t.get(key), figures }
}

fn register(t: &Text, lines: &[RegisterLine]) -> Block {
    if lines.is_empty() {
        return Block::Text(t.get("privacy-nothing"));
    }
    let row = |line: &RegisterLine| TableRow {
        href: None,
        cells: vec![
            t.get(&format!("privacy-for-{}", line.purpose)),
            line.notice.clone(),
            t.get(&format!("privacy-in-{}", line.lang)),
            t.get(&format!("privacy-by-{}", line.channel)),
            line.given.to_string(),
            line.living.to_string(),
        ],
    };
    Block::Table(Table {
        caption: t.get("privacy-register"),
        columns: vec![
            column(t, "privacy-for", false),
            column(t, "privacy-notice", false),
            column(t, "privacy-language", false),
            column(t, "privacy-way", false),
            column(t, "privacy-given", true),
            column(t, "privacy-living", true),
        ],
        rows: lines.iter().map(row).collect(),
    })
}

fn standing(t: &Text, wishes: &[WishCount]) -> Block {
    if wishes.is_empty() {
        return Block::Text(t.get("privacy-no-wishes"));
    }
    let row = |wish: &WishCount| TableRow {
        href: None,
        cells: vec![
            t.get(&format!("privacy-wish-{}", wish.state)),
            wish.count.to_string(),
            t.day(&wish.oldest.day()),
        ],
    };
    Block::Table(Table {
        caption: t.get("privacy-wishes"),
        columns: vec![
            column(t, "privacy-state", false),
            column(t, "privacy-count", true),
            column(t, "privacy-oldest", false),
        ],
        rows: wishes.iter().map(row).collect(),
    })
}
