//! What if it breaks: the rules of returns by kind of good, told from the very table the mart decides by.

use axum::extract::State;
use axum::response::Response;
use kernel::Paise;
use market::returns::{self, KindRule, Way, rules};

use crate::app::App;
use crate::error::WebError;
use crate::parts::{Button, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::Block;
use crate::views::leaf::Leaf;

/// `GET /{lang}/help/broken`.
pub(super) async fn show(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, page(&app, t)).await
}

async fn page(app: &App, t: Text) -> Result<Leaf, WebError> {
    let kinds = returns::kinds(&mut app.db().read().await?).await?;
    let mut blocks = vec![Block::Text(t.get("broken-how"))];
    for kind in &kinds {
        let name = match kind.key.as_str() {
            "food" => t.get("broken-of-food"),
            "any" => t.get("broken-of-any"),
            _ => t.pick(&kind.name).to_owned(),
        };
        blocks.push(Block::Heading(name));
        blocks.extend(told(&t, kind).into_iter().map(Block::Text));
    }
    blocks.push(Block::Heading(t.get("broken-who-pays")));
    blocks.push(Block::Text(t.get("broken-who-pays.text")));
    blocks.push(Block::Button(Button::second(t.get("broken-follow")).to(t.path("/track"))));
    blocks.push(Block::Button(Button::second(t.get("complaint-new")).to(t.path("/complaints/new"))));
    let (title, lead) = (t.get("broken-title"), t.get("broken-lead"));
    Ok(Leaf { title, lead, wrongs: Wrongs::none(), news: None, blocks })
}

/// The rule of a kind of good, in sentences.
fn told(t: &Text, kind: &KindRule) -> Vec<String> {
    let rule = &kind.rule;
    let mut told = vec![t.say("broken-until").set("days", rule.window_days.to_string()).to_string()];
    if rule.at_once > Paise::ZERO {
        told.push(t.say("broken-at-once").set("most", rule.at_once).to_string());
    } else {
        told.push(t.get("broken-looked-at"));
    }
    told.push(match rule.way {
        Way::Photo => t.get("broken-never-back"),
        Way::Back => t.say("broken-back").set("days", rules::BACK_DAYS.to_string()).to_string(),
    });
    if rule.way == Way::Back {
        told.push(t.get("broken-anew"));
    }
    told
}
