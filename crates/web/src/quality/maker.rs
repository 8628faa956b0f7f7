//! What buyers say of a maker's goods, and her answers: one to each, shown beside it.

use axum::extract::State;
use axum::response::Response;
use kernel::ids::LineId;
use market::quality::{self, QualityError, Review};

use super::{Typed, send, stars};
use crate::app::App;
use crate::desk::{self, to};
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Button, Field, Kind, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::who::Maker;

/// `GET /{lang}/maker/reviews`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &maker, None).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/maker/reviews`: her answer to one of them.
pub(super) async fn reply(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let here = "/maker/reviews";
    let Ok(line) = typed.get("line").parse::<LineId>() else { return Ok(to(&t, here)) };
    let said = typed.get("reply");
    let key = match quality::reply(app.db(), maker.maker, line, said).await {
        Ok(()) | Err(QualityError::AlreadySo) => return Ok(to(&t, here)),
        Err(QualityError::NoWords) => "quality-wrong-no-words",
        Err(QualityError::BadWords) => "quality-wrong-words",
        Err(cause) => return Err(cause.into()),
    };
    let board = page(&app, &t, &maker, Some((line, said, key))).await?;
    send(&app, t, &asked, here, &board)
}

async fn page(
    app: &App,
    t: &Text,
    maker: &Maker,
    refused: Option<(LineId, &str, &str)>,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let reviews = quality::of_maker(&mut read, maker.maker).await?;
    let whose = desk::maker::name_of(&mut read, maker.maker).await?;
    drop(read);
    let mut wrongs = Wrongs::none();
    if let Some((_, _, key)) = refused {
        wrongs.add("reply", t.get(key));
    }
    let mut blocks = Vec::new();
    // One answer at a time: the one that came back, or the newest without an answer.
    let open = refused.map(|(line, ..)| line);
    let open = open.or_else(|| reviews.iter().find(|one| one.reply.is_empty()).map(|one| one.line));
    for review in &reviews {
        blocks.push(Block::Heading(t.pick(&review.good).to_owned()));
        blocks.push(Block::Text(told(t, review)));
        if open == Some(review.line) && review.reply.is_empty() {
            let typed = refused.map_or("", |(_, said, _)| said);
            let ask = Ask::Field(Field::named(t, "reply", Kind::Lines, typed, &wrongs));
            let form = BoardForm {
                action: t.path("/maker/reviews"),
                method: "post",
                asks: vec![ask],
                with: vec![("line".to_owned(), review.line.to_string())],
                button: Button::main(t.get("quality-reply-send")),
                form_key: Some(key_for(&maker.buyer.session)),
            };
            let (summary, open) = (t.get("quality-answer"), !wrongs.is_empty());
            blocks.push(Block::Folded(Folded { summary, open, form }));
        }
    }
    if reviews.is_empty() {
        blocks.push(Block::Text(t.get("quality-none-yet")));
    }
    Ok(Board::of(Desk::Maker, whose, "/maker/goods", t.get("quality-said"), blocks).wrong(wrongs))
}

fn told(t: &Text, review: &Review) -> String {
    let mut parts = vec![stars(t, review.stars), t.day(&review.at.day()), review.words.clone()];
    if !review.reply.is_empty() {
        parts.push(format!("{} {}", t.get("quality-reply"), review.reply));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}
