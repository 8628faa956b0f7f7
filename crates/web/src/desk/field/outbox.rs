//! The phone's outbox: what is kept without signal comes here, text first, then files in parts. Every request may be sent
//! again; every answer says how the record stands and what comes next.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::ids::{FieldFileId, FieldRecordId};
use kernel::{Lang, Time};
use market::cases;
use market::fieldwork::{
    self, Answers, FieldworkError, FileState, Kind, PART_BYTES, Promised, RecordRow, Role, Sent, Standing,
};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::forms::MANY;
use super::{LIST, files, of, told};
use crate::app::App;
use crate::cases::told::next;
use crate::desk::id_of;
use crate::error::WebError;
use crate::form::is_from_own_page;
use crate::respond::set;
use crate::text::Text;
use crate::upload::ARRIVES_MOST;
use crate::who::Officer;

/// The text of a record is no longer.
const TEXT_BYTES_MOST: usize = 64 * 1024;

/// A file as the phone promises it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSent {
    id: String,
    role: String,
    position: i64,
    bytes: i64,
    sha256: String,
}

/// A record as the phone sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordSent {
    id: String,
    kind: String,
    recorded_at: i64,
    answers: BTreeMap<String, String>,
    files: Vec<FileSent>,
}

/// How a file stands.
#[derive(Debug, Serialize)]
struct FileTold {
    id: String,
    next: i64,
    state: &'static str,
    sha256: String,
}

/// How a record stands.
#[derive(Debug, Serialize)]
struct RecordTold {
    id: String,
    kind: &'static str,
    state: &'static str,
    says: String,
    reason: String,
    files: Vec<FileTold>,
}

/// A sentence for the phone to show.
#[derive(Debug, Serialize)]
struct Refused {
    reason: String,
}

/// An answer to a script of ours, kept by nobody on the way.
pub(in crate::desk) fn json(status: StatusCode, body: &impl Serialize) -> Result<Response, WebError> {
    let text = serde_json::to_string(body).map_err(|cause| WebError::Ours(cause.to_string()))?;
    let mut response = (status, text).into_response();
    set(response.headers_mut(), "content-type", "application/json");
    set(response.headers_mut(), "cache-control", "private, no-store");
    Ok(response)
}

fn refused(t: &Text, status: StatusCode, key: &str) -> Result<Response, WebError> {
    json(status, &Refused { reason: t.get(key) })
}

/// What was expected of the market to say no to, as the phone shows it; the rest is an error page as everywhere.
fn said(t: &Text, cause: FieldworkError) -> Result<Response, WebError> {
    match cause {
        FieldworkError::NotNow(_) => refused(t, StatusCode::CONFLICT, "field-not-now"),
        FieldworkError::NotAsPromised => refused(t, StatusCode::UNPROCESSABLE_ENTITY, "no-photo-broken"),
        FieldworkError::NoFile => refused(t, StatusCode::UNPROCESSABLE_ENTITY, "field-no-file"),
        FieldworkError::Raced => Err(WebError::Busy),
        FieldworkError::Gap(next) => json(StatusCode::CONFLICT, &serde_json::json!({ "next": next })),
        other => Err(other.into()),
    }
}

fn told_of(t: &Text, row: &RecordRow, files: &[fieldwork::FieldFile]) -> RecordTold {
    RecordTold {
        id: row.id.to_string(),
        kind: row.kind.as_str(),
        state: row.state.as_str(),
        says: told::stands(t, row.state),
        reason: told::reasons(t, row).join(" "),
        files: files
            .iter()
            .map(|file| FileTold {
                id: file.id.to_string(),
                next: file.next_part,
                state: file.state.as_str(),
                sha256: file.sha256.clone(),
            })
            .collect(),
    }
}

async fn standing_of(
    app: &App,
    t: &Text,
    officer: &fieldwork::Officer,
    id: FieldRecordId,
) -> Result<Response, WebError> {
    let page = fieldwork::record(&mut app.db().read().await?, officer, id).await?.ok_or(WebError::Missing)?;
    json(StatusCode::OK, &told_of(t, &page.row, &page.files))
}

/// The record a phone has sent, if it makes sense.
fn sent_of(record: RecordSent) -> Option<Sent> {
    let kind: Kind = record.kind.parse().ok()?;
    let given = record.answers.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let answers = Answers::of(kind, given);
    let file = |file: FileSent| {
        Some(Promised {
            id: file.id.parse::<FieldFileId>().ok()?,
            role: file.role.parse::<Role>().ok()?,
            position: file.position,
            bytes: file.bytes,
            sha256: file.sha256,
        })
    };
    let files = record.files.into_iter().map(file).collect::<Option<Vec<_>>>()?;
    let id = record.id.parse().ok()?;
    answers.fit().then_some(Sent {
        id,
        kind,
        recorded_at: Time(record.recorded_at.clamp(0, i64::MAX / 2)),
        answers,
        files,
    })
}

/// `POST /{lang}/officer/outbox/records`: a record's text.
pub(super) async fn take(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, WebError> {
    if !is_from_own_page(&headers) {
        return Err(WebError::NotOurForm);
    }
    if body.len() > TEXT_BYTES_MOST {
        return Err(WebError::TooLarge);
    }
    let record: Option<RecordSent> = serde_json::from_slice(&body).ok();
    let Some(sent) = record.and_then(sent_of) else {
        return refused(&t, StatusCode::UNPROCESSABLE_ENTITY, "fault-unclear.text");
    };
    let by = of(&officer);
    match fieldwork::take(app.db(), &by, &sent).await {
        Ok(_) => standing_of(&app, &t, &by, sent.id).await,
        Err(cause) => said(&t, cause),
    }
}

/// `GET /{lang}/officer/outbox/records/{id}`: how a record stands. A file that is whole and was not looked at, because the
/// mart stopped in between, is looked at with the next part or the next sending of the record.
pub(super) async fn standing(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    standing_of(&app, &t, &of(&officer), id_of(&id)?).await
}

/// A part, whole. One that trickles in is let go; the phone sends it again a little later, as after any 429.
async fn arrived(body: Body) -> Result<Bytes, WebError> {
    let read = timeout(ARRIVES_MOST, axum::body::to_bytes(body, PART_BYTES)).await;
    read.map_err(|_| WebError::TooOften(5))?.map_err(|_| WebError::TooLarge)
}

/// `POST /{lang}/officer/outbox/files/{id}/parts/{part}`: a part of a file, with its SHA-256 in `x-part-sha256`.
pub(super) async fn part(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path((id, part)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    if !is_from_own_page(&headers) {
        return Err(WebError::NotOurForm);
    }
    let body = arrived(body).await?;
    let (id, by): (FieldFileId, _) = (id_of(&id)?, of(&officer));
    let number: i64 = id_of(&part)?;
    let sha256 = headers.get("x-part-sha256").and_then(|v| v.to_str().ok()).unwrap_or("");
    match fieldwork::put_part(app.db(), &by, id, number, &body, sha256).await {
        Ok(arrived) => {
            let state = if arrived.state == FileState::Whole {
                files::finish(&app, &by, id).await?
            } else {
                arrived.state
            };
            json(StatusCode::OK, &serde_json::json!({ "next": arrived.next, "state": state.as_str() }))
        }
        Err(cause) => said(&t, cause),
    }
}

/// A maker for the phone: what finds her again; no number, no papers.
#[derive(Debug, Serialize)]
struct MakerTold {
    id: String,
    name: String,
    village: String,
    craft: String,
}

/// A good for the phone.
#[derive(Debug, Serialize)]
struct GoodTold {
    id: String,
    maker: String,
    name: String,
    name_hi: String,
    craft: String,
    price: i64,
    stock: i64,
}

/// An open case for the phone: who and where she is, how she stands, what is to be done next. No number.
#[derive(Debug, Serialize)]
struct CaseTold {
    id: String,
    name: String,
    village: String,
    craft: String,
    stands: String,
    next: String,
    due: String,
}

/// What a phone keeps of the officer's blocks.
#[derive(Debug, Serialize)]
struct Snapshot {
    officer: String,
    makers: Vec<MakerTold>,
    goods: Vec<GoodTold>,
    cases: Vec<CaseTold>,
    records: Vec<RecordTold>,
}

fn either(lang: Lang, hi: &str, en: &str) -> String {
    kernel::Words::new(hi, en).pick(lang).to_owned()
}

/// `GET /{lang}/officer/outbox/snapshot`: makers, goods, open cases and unfinished records of the officer's blocks, bounded.
pub(super) async fn snapshot(
    State(app): State<App>,
    t: Text,
    officer: Officer,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let makers = fieldwork::makers_in(&mut read, &officer.post.blocks, MANY).await?;
    let goods = fieldwork::goods_in(&mut read, &officer.post.blocks, MANY).await?;
    let records = fieldwork::of_officer(&mut read, &of(&officer), LIST).await?;
    let scope = cases::Scope::Officer(officer.post.clone());
    let open = cases::open(&mut read, &scope, MANY).await?;
    let today = read.now().day();
    drop(read);
    let case = |line: cases::CaseLine| CaseTold {
        id: line.id.to_string(),
        name: t.pick(&line.name).to_owned(),
        village: format!("{}, {}", t.pick(&line.village), t.pick(&line.block)),
        craft: t.pick(&line.craft).to_owned(),
        stands: t.get(&format!("case-state-{}", line.state)),
        due: line.next.map(|(_, due)| due.iso()).unwrap_or_default(),
        next: line.next.map(|(what, due)| next(&t, what, due, line.climbed(today))).unwrap_or_default(),
    };
    let maker = |m: fieldwork::SnapshotMaker| MakerTold {
        id: m.id.to_string(),
        name: either(t.lang, &m.name_hi, &m.name_en),
        village: either(t.lang, &m.village_hi, &m.village_en),
        craft: m.craft,
    };
    let good = |g: fieldwork::SnapshotGood| GoodTold {
        id: g.id.to_string(),
        maker: g.maker.to_string(),
        name: either(t.lang, &g.name_hi, &g.name_en),
        name_hi: g.name_hi,
        craft: g.craft,
        price: g.price.0,
        stock: g.stock,
    };
    let is_there = |row: &&RecordRow| row.state != Standing::Dropped;
    let told = Snapshot {
        officer: officer.buyer.who.person.to_string(),
        makers: makers.into_iter().map(maker).collect(),
        goods: goods.into_iter().map(good).collect(),
        cases: open.into_iter().map(case).collect(),
        records: records.iter().filter(is_there).map(|row| told_of(&t, row, &[])).collect(),
    };
    json(StatusCode::OK, &told)
}
