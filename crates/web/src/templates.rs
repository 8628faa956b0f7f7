//! Craft templates over HTTP: an administrator reads them, changes a text, sees what it would be, and puts it in force.
//!
//! Reads and writes: through `market::templates`. A text that does not read changes nothing, and says where it is wrong.
//!
//! Start at [`routes`].

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Limit, Words};
use market::templates::{self, Held, Stamp, TemplateError, What, Wrong, changes, read_text};
use market::{catalogue, tax};
use serde::Deserialize;
use store::Read;

use crate::app::App;
use crate::desk::{answer, rate, to, told::name_of};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Column, Row, Rows, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::views::templates::{ChangeShown, CraftShown, DraftPage, ROOM, TemplatePage, Waits};
use crate::who::Administrator;

/// Versions in the history of a family.
const HISTORY: Limit = Limit::of(50);

/// The administrator's room of templates.
pub(crate) fn routes(routes: Routes) -> Routes {
    let any = || Right::Administrator.any(Thing::Template);
    routes
        .get("/admin/templates", Right::Administrator, list)
        .get("/admin/templates/{family}", any(), show)
        .post("/admin/templates/{family}/draft", any(), keep)
        .get("/admin/templates/{family}/draft", any(), preview)
        .post("/admin/templates/{family}/draft/removal", any(), throw_away)
        .post("/admin/templates/{family}/versions", any(), enforce)
}

fn here(family: &str) -> String {
    format!("{ROOM}/{family}")
}

/// `GET /{lang}/admin/templates`.
async fn list(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let held = templates::in_force(&mut read).await?;
    let mut rows = Vec::new();
    for held in held {
        let waits =
            templates::draft_of(&mut read, &held.stamp.family, admin.buyer.who.person).await?.is_some();
        rows.push(Row {
            href: t.path(&here(&held.stamp.family)),
            title: t.pick(&held.template.name).to_owned(),
            figure: String::new(),
            note: t.say("template-version").set("version", held.stamp.version.to_string()).to_string(),
            standing: if waits { t.get("template-waits") } else { String::new() },
        });
    }
    drop(read);
    let board = Board::of(
        Desk::Administrator,
        name_of(&admin.buyer),
        ROOM,
        t.get("room-templates"),
        vec![Block::Rows(Rows { rows })],
    )
    .led(t.get("template-lead"));
    answer(&app, t, &asked, ROOM, StatusCode::OK, &board)
}

/// A template as each of its crafts sees it.
async fn crafts_of(read: &mut Read, t: &Text, held: &Held) -> Result<Vec<CraftShown>, WebError> {
    let today = read.now().day();
    let known = catalogue::read::all_crafts(read).await?;
    let mut all = Vec::new();
    for key in &held.template.crafts {
        let name = known.iter().find(|craft| craft.key == *key).map(|craft| craft.name.clone());
        let narrow = Held { stamp: held.stamp.clone(), template: held.template.for_craft(key) };
        let rates = tax::read::rates_of(read, &narrow.template.rate_keys(), today).await?;
        all.push(CraftShown {
            key: key.clone(),
            name: name.unwrap_or_else(|| held.template.name.clone()),
            rates: rates.iter().map(|row| rate(t, row)).collect(),
            held: narrow,
        });
    }
    Ok(all)
}

async fn load(app: &App, t: &Text, admin: &Administrator, family: &str) -> Result<TemplatePage, WebError> {
    let mut read = app.db().read().await?;
    let (held, text) = templates::current(&mut read, family).await?.ok_or(WebError::Missing)?;
    let draft = templates::draft_of(&mut read, family, admin.buyer.who.person).await?;
    let past = templates::history(&mut read, family, HISTORY).await?;
    let column = |key: &str| Column { label: t.get(key), figures: false };
    let row = |past: &templates::Past| {
        let by = if past.made_by.is_empty() { t.get("template-shipped") } else { past.made_by.clone() };
        TableRow {
            href: None,
            cells: vec![past.version.to_string(), t.date(&past.made_at.day()), by, past.why.clone()],
        }
    };
    Ok(TemplatePage {
        whose: name_of(&admin.buyer),
        family: family.to_owned(),
        name: held.template.name.clone(),
        version: held.stamp.version,
        crafts: crafts_of(&mut read, t, &held).await?,
        waits: if draft.is_some() { Waits::Yes } else { Waits::No },
        text: draft.map_or(text, |draft| draft.words),
        history: Table {
            caption: t.get("template-history"),
            columns: ["template-which", "template-when", "template-who", "template-why"].map(column).to_vec(),
            rows: past.iter().map(row).collect(),
        },
        form_key: Some(key_for(&admin.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/admin/templates/{family}`.
async fn show(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Path(family): Path<String>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &admin, &family).await?;
    answer(&app, t, &asked, &here(&family), StatusCode::OK, &page)
}

/// A text and the version it was made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    of_version: i64,
    text: String,
}

/// `POST /{lang}/admin/templates/{family}/draft`: the text is kept if it reads, and shown before it holds.
async fn keep(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Path(family): Path<String>,
    Filled(form): Filled<Changed>,
) -> Result<Response, WebError> {
    let by = admin.buyer.who.person;
    let done = templates::keep_draft(app.db(), by, &family, form.of_version, &form.text).await;
    let Err(cause) = done else { return Ok(to(&t, &format!("{}/draft", here(&family)))) };
    let wrongs = refused(&t, cause, "text")?;
    let page = load(&app, &t, &admin, &family).await?;
    // Whoever was overtaken keeps what she has typed and is shown what holds now.
    let page = TemplatePage { text: form.text, wrongs, ..page };
    answer(&app, t, &asked, &here(&family), StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What was wrong, as sentences beside the field.
fn refused(t: &Text, cause: TemplateError, field: &str) -> Result<Wrongs, WebError> {
    let one = |key: &str| Wrongs::none().and(field, t.get(key));
    Ok(match cause {
        TemplateError::NoFamily | TemplateError::NoDraft => return Err(WebError::Missing),
        TemplateError::Db(cause) => return Err(cause.into()),
        TemplateError::NoReason => one("template-wrong-no-reason"),
        TemplateError::Same => one("template-wrong-same"),
        TemplateError::Raced => one("template-wrong-raced"),
        TemplateError::Wrong(list) => {
            list.iter().take(20).fold(Wrongs::none(), |all, wrong| all.and(field, wrong_told(t, wrong)))
        }
    })
}

fn wrong_told(t: &Text, wrong: &Wrong) -> String {
    let what = match wrong.what {
        What::Unreadable => "template-wrong-unreadable",
        What::Missing => "template-wrong-missing",
        What::Unknown => "template-wrong-unknown",
        What::NotAChoice => "template-wrong-choice",
        What::NotAWord => "template-wrong-word",
        What::Twice => "template-wrong-twice",
        What::TooMany => "template-wrong-many",
        What::TooFew => "template-wrong-few",
        What::TooLong => "template-wrong-long",
        What::OtherFamily => "template-wrong-family",
        What::NoRate => "template-wrong-rate",
        What::NoCraft => "template-wrong-craft",
    };
    let key = if wrong.field.is_empty() { "template-at-line" } else { "template-at-field" };
    let says = t.say(key).set("line", wrong.line.to_string());
    let says = if wrong.field.is_empty() { says } else { says.set("field", &*wrong.field) };
    format!("{} {}", says, t.get(what))
}

async fn draft_page(app: &App, t: &Text, admin: &Administrator, family: &str) -> Result<DraftPage, WebError> {
    let mut read = app.db().read().await?;
    let (held, _) = templates::current(&mut read, family).await?.ok_or(WebError::Missing)?;
    let draft = templates::draft_of(&mut read, family, admin.buyer.who.person).await?;
    let draft = draft.ok_or(WebError::Missing)?;
    let template = read_text(family, &draft.words).map_err(|_| WebError::Missing)?;
    let shown = changes(&held.template, &template);
    let next = Stamp { family: family.to_owned(), version: held.stamp.version + 1 };
    let change = |change: templates::Change| ChangeShown {
        part: t.get(&format!("template-part-{}", change.part)),
        before: change.before.unwrap_or_default(),
        after: change.after.unwrap_or_default(),
    };
    let name: Words = template.name.clone();
    Ok(DraftPage {
        whose: name_of(&admin.buyer),
        family: family.to_owned(),
        name,
        version: next.version,
        changes: shown.into_iter().map(change).collect(),
        crafts: crafts_of(&mut read, t, &Held { stamp: next, template }).await?,
        why: String::new(),
        form_key: Some(key_for(&admin.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/admin/templates/{family}/draft`: what the kept text would be, and what it would change.
async fn preview(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Path(family): Path<String>,
) -> Result<Response, WebError> {
    let page = draft_page(&app, &t, &admin, &family).await?;
    answer(&app, t, &asked, &format!("{}/draft", here(&family)), StatusCode::OK, &page)
}

/// `POST /{lang}/admin/templates/{family}/draft/removal`.
async fn throw_away(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    Path(family): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    templates::drop_draft(app.db(), admin.buyer.who.person, &family).await.map_err(|cause| match cause {
        TemplateError::Db(cause) => cause.into(),
        _ => WebError::Missing,
    })?;
    Ok(to(&t, &here(&family)))
}

/// Why a version is put in force.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: String,
}

/// `POST /{lang}/admin/templates/{family}/versions`: the kept text holds from now on.
async fn enforce(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Path(family): Path<String>,
    Filled(form): Filled<Reason>,
) -> Result<Response, WebError> {
    let done = templates::enforce(app.db(), admin.buyer.who.person, &family, &form.reason).await;
    let Err(cause) = done else { return Ok(to(&t, &here(&family))) };
    let wrongs = refused(&t, cause, "reason")?;
    let page = DraftPage { why: form.reason, wrongs, ..draft_page(&app, &t, &admin, &family).await? };
    answer(&app, t, &asked, &format!("{}/draft", here(&family)), StatusCode::UNPROCESSABLE_ENTITY, &page)
}
