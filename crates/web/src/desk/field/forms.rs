//! The recording page, and a listing answered in plain forms: each answer is kept before the next question.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Limit;
use kernel::ids::FieldRecordId;
use market::fieldwork::{
    self, Answers, FileState, Kind, RecordPage, Role, fair_wage, keys_of, question_keys,
};
use market::templates::{self, Eaten, Held, OTHER};
use market::{catalogue, places};
use store::Read;

use super::{LIST, files, of, on_the_phone, told};
use crate::app::App;
use crate::desk::{answer as page_at, id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::field::{Choices, FieldHome, Given, Screen, ScreenPage};
use crate::who::Officer;

/// Makers and goods in a list to choose from.
pub(super) const MANY: Limit = Limit::of(500);

async fn choices(read: &mut Read, officer: &Officer) -> Result<Choices, WebError> {
    let blocks = places::read::blocks(read).await?;
    let crafts = catalogue::read::all_crafts(read).await?;
    Ok(Choices {
        makers: Vec::new(),
        blocks: blocks
            .into_iter()
            .filter(|block| officer.post.blocks.cover(&block.code))
            .map(|block| (block.code, block.name))
            .collect(),
        crafts: crafts.into_iter().map(|craft| (craft.key, craft.name)).collect(),
        asked: None,
    })
}

/// What is asked of each craft and looked at in it; for whatever is none of these, of `other`.
async fn all_templates(
    read: &mut Read,
    crafts: &[(String, kernel::Words)],
) -> Result<Vec<(String, Held)>, WebError> {
    let in_force = templates::in_force(read).await?;
    let narrow = |craft: &str| {
        let named = in_force.iter().find(|held| held.template.crafts.iter().any(|own| own == craft));
        let held = named.or_else(|| in_force.iter().find(|held| held.template.family == OTHER))?;
        Some((craft.to_owned(), Held { template: held.template.for_craft(craft), ..held.clone() }))
    };
    Ok(crafts.iter().map(|(craft, _)| craft.as_str()).chain([OTHER]).filter_map(narrow).collect())
}

/// What is asked of the craft of a record: the version it was begun with, unless it is of another craft by now.
async fn asked_of(read: &mut Read, answers: &Answers) -> Result<Option<Held>, WebError> {
    let craft = answers.get("craft");
    if let Ok(stamp) = answers.get("template").parse() {
        let now = templates::of_craft(read, craft).await?;
        let begun = templates::of_stamp(read, &stamp, craft).await?;
        return Ok(begun
            .filter(|held| now.as_ref().is_some_and(|now| now.stamp.family == held.stamp.family))
            .or(now));
    }
    Ok(templates::of_craft(read, craft).await?)
}

/// `GET /{lang}/officer/field`.
pub(super) async fn home(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let records = fieldwork::of_officer(&mut read, &of(&officer), LIST).await?;
    let today = read.now().day();
    let choices = choices(&mut read, &officer).await?;
    let page = FieldHome {
        templates: all_templates(&mut read, &choices.crafts).await?,
        choices,
        records: records.iter().map(|row| told::line(&t, row)).collect(),
        wage_paise: fair_wage(&mut read, today).await?.0,
    };
    drop(read);
    Ok(on_the_phone(page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)?))
}

/// `POST /{lang}/officer/field/records`: begins a listing.
pub(super) async fn begin(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = fieldwork::begin(app.db(), &of(&officer)).await?;
    Ok(to(&t, &format!("/officer/field/records/{id}/{}", Screen::Maker)))
}

async fn load(read: &mut Read, officer: &Officer, id: FieldRecordId) -> Result<RecordPage, WebError> {
    let page = fieldwork::record(read, &of(officer), id).await?.ok_or(WebError::Missing)?;
    if page.row.kind == Kind::Listing { Ok(page) } else { Err(WebError::Missing) }
}

async fn screen_page(
    app: &App,
    t: &Text,
    officer: &Officer,
    id: FieldRecordId,
    screen: Screen,
) -> Result<ScreenPage, WebError> {
    let mut read = app.db().read().await?;
    let page = load(&mut read, officer, id).await?;
    let mut choices = choices(&mut read, officer).await?;
    choices.asked = asked_of(&mut read, &page.row.answers).await?;
    if screen == Screen::Maker {
        let makers = fieldwork::makers_in(&mut read, &officer.post.blocks, MANY).await?;
        let named = |m: fieldwork::SnapshotMaker| {
            let (name, village) =
                (kernel::Words::new(m.name_hi, m.name_en), kernel::Words::new(m.village_hi, m.village_en));
            (m.id.to_string(), name, village)
        };
        choices.makers = makers.into_iter().map(named).collect();
    }
    let today = read.now().day();
    let hour = fair_wage(&mut read, today).await?;
    let advice = if screen == Screen::Price { told::advice(t, &page.row, hour) } else { None };
    let price = kernel::Paise::typed(page.row.answers.get("price"));
    let role = if screen == Screen::Face { Role::Maker } else { Role::Goods };
    let kept = page.files.iter().find(|file| file.role == role && file.state == FileState::Kept);
    let shows = matches!(screen, Screen::Face | Screen::Photo);
    let photo = kept.filter(|_| shows).and_then(|file| file.picture.as_ref());
    let photo_advice = match photo {
        Some(picture) => told::advice_on(&mut read, t, picture).await?,
        None => None,
    };
    Ok(ScreenPage {
        id: id.to_string(),
        screen,
        choices,
        given: Given {
            mobile: page.row.mobile().to_owned(),
            answers: page.row.answers,
            wrongs: Wrongs::none(),
        },
        is_loss: advice.as_ref().zip(price).is_some_and(|((told, _), price)| told.is_loss(price)),
        helper: advice.map(|(_, words)| words),
        photo: photo.map(|id| format!("/pictures/{id}/160.jpg")),
        advice: photo_advice,
        form_key: Some(key_for(&officer.buyer.session)),
    })
}

fn screen_of(text: &str) -> Result<Screen, WebError> {
    text.parse().map_err(|_| WebError::Missing)
}

/// `GET /{lang}/officer/field/records/{id}/{screen}`.
pub(super) async fn screen(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path((id, screen)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let page = screen_page(&app, &t, &officer, id_of(&id)?, screen_of(&screen)?).await?;
    Ok(on_the_phone(page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)?))
}

/// `POST /{lang}/officer/field/records/{id}/{screen}`: keeps the answers and leads to the next screen. What the screen does
/// not ask is not kept.
pub(super) async fn answer(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path((id, screen)): Path<(String, String)>,
    Filled(fields): Filled<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let (id, screen): (FieldRecordId, _) = (id_of(&id)?, screen_of(&screen)?);
    // A screen that was left empty takes its answers back; radios that were not pressed are not sent.
    let asked = keys_of(Kind::Listing).iter().filter(|key| Screen::of(key) == screen);
    let sent =
        |key: &str| fields.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.as_str());
    let mut given: Vec<(&str, &str)> = asked.map(|key| (*key, sent(key))).collect();
    if screen == Screen::Craft {
        // Another craft asks other questions.
        let mut read = app.db().read().await?;
        if load(&mut read, &officer, id).await?.row.answers.get("craft") != sent("craft") {
            given.push(("template", ""));
            given.extend(question_keys().iter().map(|key| (*key, "")));
        }
    }
    fieldwork::answer(app.db(), &of(&officer), id, &given).await?;
    onward(&app, &t, &officer, id, screen).await
}

/// To the next screen, or to the whole record after the last.
async fn onward(
    app: &App,
    t: &Text,
    officer: &Officer,
    id: FieldRecordId,
    screen: Screen,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let page = load(&mut read, officer, id).await?;
    let asked = asked_of(&mut read, &page.row.answers).await?;
    let eaten = asked.map_or(Eaten::Asked, |held| held.template.eaten);
    Ok(match screen.next(&page.row.answers, eaten) {
        Some(next) => to(t, &format!("/officer/field/records/{id}/{next}")),
        None => to(t, &format!("/officer/field/records/{id}")),
    })
}

/// `POST /{lang}/officer/field/records/{id}/files/{role}`: a photo of the good or the maker, or her spoken yes.
pub(super) async fn file(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path((id, role)): Path<(String, String)>,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let (id, role): (FieldRecordId, Role) = (id_of(&id)?, id_of(&role)?);
    let by = of(&officer);
    if role == Role::Voice {
        return super::record::agree_by_voice(&app, t, &officer, &asked, id, uploaded.file).await;
    }
    let screen = match role {
        Role::Maker => Screen::Face,
        Role::Goods => Screen::Photo,
        Role::Finding | Role::Voice => return Err(WebError::Missing),
    };
    let mut page = screen_page(&app, &t, &officer, id, screen).await?;
    let refused = match &uploaded.file {
        Some(bytes) => {
            // A record that has gone on becomes a draft again, as with any other answer.
            fieldwork::answer(app.db(), &by, id, &[]).await?;
            files::keep(&app, &by, id, role, bytes).await?
        }
        None if screen == Screen::Photo && page.photo.is_none() => Some("no-photo-none"),
        None => None,
    };
    let Some(key) = refused else { return onward(&app, &t, &officer, id, screen).await };
    page.given.wrongs =
        Wrongs::none().and(if role == Role::Maker { "file-maker" } else { "file-goods" }, t.get(key));
    let here = format!("/officer/field/records/{id}/{screen}");
    page_at(&app, t, &asked, &here, StatusCode::UNPROCESSABLE_ENTITY, &page)
}
