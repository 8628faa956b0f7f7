//! What a piece costs its maker: material, hours at a fair wage, packing and the way to the hub make the floor of her price.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Paise;
use kernel::digits::ascii_digits;
use market::catalogue::own_cost::{costs_of, plausible, set_costs};
use market::catalogue::read::variants_of;
use market::fieldwork::{Costs, Helper};

use super::edit::Editor;
use crate::app::App;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{self, Button, Facts, Kind, Notice, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};

/// What is asked, and for which keyboard.
const ASKED: [(&str, Kind); 4] = [
    ("material", Kind::Rupees),
    ("hours", Kind::Rupees),
    ("packing", Kind::Rupees),
    ("freight", Kind::Rupees),
];

/// `GET …/goods/{slug}/costs`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &editor, &slug, None, Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST …/goods/{slug}/costs`.
pub(super) async fn set(
    State(app): State<App>,
    t: Text,
    editor: Editor,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let good = editor.good(&app, &slug).await?;
    let here = format!("{}/costs", editor.home(&slug));
    let wrongs = match read_costs(&typed) {
        Ok(costs) => {
            set_costs(app.db(), editor.proposer().person, good.product, &costs).await?;
            return Ok(to(&t, &here));
        }
        Err(field) => Wrongs::none().and(field, t.get("versions-unfit-no-number")),
    };
    let board = page(&app, &t, &editor, &slug, Some(&typed), wrongs).await?;
    send(&app, t, &asked, &here, &board)
}

/// What was typed, or the field that is none.
fn read_costs(typed: &Typed) -> Result<Costs, &'static str> {
    let money = |name: &'static str| match typed.get(name) {
        "" if name != "material" => Ok(Paise::ZERO),
        text => Paise::typed(text).ok_or(name),
    };
    let costs = Costs {
        material: money("material")?,
        quarter_hours: quarters(typed.get("hours")).ok_or("hours")?,
        packing: money("packing")?,
        freight: money("freight")?,
    };
    if plausible(&costs) { Ok(costs) } else { Err("material") }
}

/// `1.5` hours as quarters, up to the next.
fn quarters(text: &str) -> Option<i64> {
    let text = ascii_digits(text);
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let fits =
        |digits: &str| !digits.is_empty() && digits.len() < 5 && digits.bytes().all(|b| b.is_ascii_digit());
    if !fits(whole) || !fits(part) || part.len() > 2 {
        return None;
    }
    let hundredths: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 4 + (hundredths * 4 + 99) / 100)
}

/// Hours of so many quarters, as they are typed.
fn hours(quarters: i64) -> String {
    ["", ".25", ".5", ".75"]
        .get(usize::try_from(quarters % 4).unwrap_or(0))
        .map_or_else(String::new, |part| format!("{}{part}", quarters / 4))
}

/// A notice for a price below the floor.
pub(crate) fn loss(t: &Text, helper: &Helper, price: Paise) -> Option<Notice> {
    helper.is_loss(price).then(|| {
        let text = t.say("versions-loss").set("price", price).set("floor", helper.floor).to_string();
        Notice::new(Tone::Care, t.get("versions-loss-title"), text)
    })
}

async fn page(
    app: &App,
    t: &Text,
    editor: &Editor,
    slug: &str,
    typed: Option<&Typed>,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let good = editor.good(app, slug).await?;
    let mut read = app.db().read().await?;
    let told = costs_of(&mut read, good.product).await?;
    let sizes = variants_of(&mut read, &[good.product]).await?.remove(&good.product).unwrap_or_default();
    drop(read);
    let mut blocks = Vec::new();
    if let Some((_, helper)) = &told {
        let facts = Facts::default()
            .and(t.get("versions-cost-work"), t.money(&helper.work))
            .and(t.get("versions-cost-floor"), t.money(&helper.floor))
            .and(t.get("versions-cost-suggested"), t.money(&helper.suggested));
        blocks.push(Block::Facts(facts));
        let lowest = sizes.iter().map(|size| size.price).min();
        blocks.extend(lowest.and_then(|price| loss(t, helper, price)).map(Block::Notice));
    }
    let before = |name: &str| match (name, told.as_ref()) {
        (_, None) => String::new(),
        ("material", Some((costs, _))) => plain(costs.material),
        ("hours", Some((costs, _))) => hours(costs.quarter_hours),
        ("packing", Some((costs, _))) => plain(costs.packing),
        (_, Some((costs, _))) => plain(costs.freight),
    };
    let ask = |(name, kind): (&str, Kind)| {
        Ask::Field(parts::Field {
            name: name.to_owned(),
            label: t.get(&format!("ask-{name}")),
            hint: String::new(),
            value: typed.map_or_else(|| before(name), |typed| typed.get(name).to_owned()),
            error: wrongs.of(name).map(str::to_owned),
            kind,
        })
    };
    blocks.push(Block::Form(BoardForm {
        action: t.path(&format!("{}/costs", editor.home(slug))),
        method: "post",
        asks: ASKED.into_iter().map(ask).collect(),
        with: vec![],
        button: Button::main(t.get("versions-cost-go")),
        form_key: Some(key_for(&editor.session)),
    }));
    blocks.push(Block::Button(Button::second(t.get("versions-back")).to(t.path(&editor.home(slug)))));
    let title = t.say("versions-cost-of").set("good", t.pick(&good.name).to_owned()).to_string();
    Ok(editor.board(title, t.get("versions-cost-lead"), wrongs, blocks))
}

fn plain(amount: Paise) -> String {
    amount.to_string().replace('₹', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_counted_in_quarters() {
        let read = ["1.5", "2", "१.२५", "0.1", ".5", "x", "1.555"].map(quarters);
        assert_eq!(read, [Some(6), Some(8), Some(5), Some(1), None, None, None]);
        assert_eq!([6, 8, 5, 0].map(hours), ["1.5", "2", "1.25", "0"]);
    }
}
