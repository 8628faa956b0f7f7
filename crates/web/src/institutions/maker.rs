//! What a maker has to make for institutions: so many pieces, by which day, for how many rupees.

use axum::extract::State;
use axum::response::Response;
use kernel::{Limit, Paise};
use market::institutions::deal::{self, Mine};
use market::orders::Parcel;

use crate::app::App;
use crate::desk::send;
use crate::error::WebError;
use crate::parts::{Figure, Figures, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Maker;

/// Where it stands.
const HERE: &str = "/maker/institutions";
/// Parcels of a list.
const LIST: Limit = Limit::of(200);

/// `GET /{lang}/maker/institutions`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let all = deal::of_maker(&mut app.db().read().await?, maker.maker, LIST).await?;
    let open: Vec<&Mine> =
        all.iter().filter(|one| !matches!(one.state, Parcel::Delivered | Parcel::Returned)).collect();
    let mut blocks = Vec::new();
    if all.is_empty() {
        blocks.push(Block::Text(t.get("inst-none-mine")));
    } else {
        let pieces: i64 = open.iter().map(|one| one.pieces).sum();
        let share = Paise::sum(open.iter().map(|one| one.share)).unwrap_or_default();
        let figure = |label: &str, value: String| Figure { value, label: t.get(label), href: None };
        blocks.push(Block::Figures(Figures {
            figures: vec![figure("inst-to-make", pieces.to_string()), figure("inst-yours", t.money(&share))],
        }));
    }
    let row = |one: &Mine| Row {
        href: t.path(&format!("/maker/parcels/{}", one.parcel)),
        title: format!("{} × {}", one.pieces, t.pick(&one.name())),
        figure: t.money(&one.share),
        note: t
            .say("inst-mine-by")
            .set("day", t.date(&one.day))
            .set("who", t.get(&format!("inst-kind-{}", one.kind)))
            .set("where", one.district.clone())
            .to_string(),
        standing: t.get(crate::basket::told::parcel_key(one.state)),
    };
    if !all.is_empty() {
        blocks.push(Block::Rows(Rows { rows: all.iter().map(row).collect() }));
    }
    let board = Board::of(
        Desk::Maker,
        crate::desk::told::name_of(&maker.buyer),
        HERE,
        t.get("room-institutions"),
        blocks,
    );
    send(&app, t, &asked, HERE, &board.led(t.get("inst-mine-lead")))
}
