//! The DC's office sees which promises were kept, and by whom not.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Limit, Words};
use market::promises::{self, Kept, KeptBy};

use super::carrier_key;
use crate::app::App;
use crate::desk::{answer, told};
use crate::error::WebError;
use crate::parts::{Column, Figure, Figures, Table, TableRow};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// Where it stands.
const HERE: &str = "/office/promises";
/// Rows of each table: hubs and crafts are fewer.
const LIST: Limit = Limit::of(60);

/// `GET /{lang}/office/promises`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let carriers = promises::kept_by(&mut read, KeptBy::Carrier, LIST).await?;
    let zones = promises::kept_by(&mut read, KeptBy::Zone, LIST).await?;
    let hubs = promises::kept_by(&mut read, KeptBy::Hub, LIST).await?;
    let crafts = promises::kept_by(&mut read, KeptBy::Craft, LIST).await?;
    drop(read);
    let mut blocks = Vec::new();
    if carriers.is_empty() {
        blocks.push(Block::Text(t.get("kept-nothing")));
    } else {
        blocks.push(Block::Figures(figures(&t, &carriers)));
        let carrier =
            |of: &Words| of.en.parse().map_or_else(|_| of.en.clone(), |carrier| t.get(carrier_key(carrier)));
        let zone = |of: &Words| zone_name(&t, &of.en);
        let name = |of: &Words| t.pick(of).to_owned();
        blocks.push(Block::Table(table(&t, "kept-by-carrier", &carriers, &carrier)));
        blocks.push(Block::Table(table(&t, "kept-by-zone", &zones, &zone)));
        blocks.push(Block::Table(table(&t, "kept-by-hub", &hubs, &name)));
        blocks.push(Block::Table(table(&t, "kept-by-craft", &crafts, &name)));
    }
    let board = Board::of(Desk::Office, told::name_of(&office.buyer), HERE, t.get("room-promises"), blocks)
        .led(t.get("kept-lead"));
    answer(&app, t, &asked, HERE, StatusCode::OK, &board)
}

/// What a zone is called.
pub(super) fn zone_name(t: &Text, zone: &str) -> String {
    t.maybe(&format!("zone-{zone}")).unwrap_or_else(|| zone.to_owned())
}

/// `925` thousandths as `92.5 %`.
fn share(thousandths: i64) -> String {
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

fn figures(t: &Text, carriers: &[Kept]) -> Figures {
    let sum = |of: fn(&Kept) -> i64| carriers.iter().map(of).sum::<i64>();
    let all = Kept {
        of: Words::default(),
        arrived: sum(|one| one.arrived),
        kept: sum(|one| one.kept),
        came_back: sum(|one| one.came_back),
    };
    let figure = |value: String, key: &str| Figure { value, label: t.get(key), href: None };
    Figures {
        figures: vec![
            figure(share(all.share()), "kept-share"),
            figure(all.arrived.to_string(), "kept-arrived"),
            figure(all.came_back.to_string(), "kept-came-back"),
        ],
    }
}

fn table(t: &Text, key: &str, all: &[Kept], name: &dyn Fn(&Words) -> String) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |one: &Kept| TableRow {
        href: None,
        cells: vec![
            name(&one.of),
            share(one.share()),
            one.kept.to_string(),
            (one.arrived - one.kept).to_string(),
            one.came_back.to_string(),
        ],
    };
    Table {
        caption: t.get(key),
        columns: vec![
            column("kept-who", false),
            column("kept-share", true),
            column("kept-in-time", true),
            column("kept-late", true),
            column("kept-came-back", true),
        ],
        rows: all.iter().map(row).collect(),
    }
}
