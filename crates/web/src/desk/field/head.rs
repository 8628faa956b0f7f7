//! The head's desk: listings that wait for a second person.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::ids::{FieldRecordId, MakerId};
use kernel::{Lang, Words};
use market::fieldwork::{self, Approval, FieldworkError, FileState, Role, Standing, fair_wage};
use market::{tax, templates};
use serde::Deserialize;
use store::Read;

use super::{LIST, told};
use crate::app::App;
use crate::cases;
use crate::desk::{answer as page_at, id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::Wrongs;
use crate::respond::{Asked, set};
use crate::text::Text;
use crate::views::field::{HeadListing, HeadListings};
use crate::who::Head;

pub(super) fn of(head: &Head) -> fieldwork::Head {
    fieldwork::Head { person: head.buyer.who.person, department: head.department }
}

pub(super) fn department(t: &Text, head: &Head) -> kernel::Words {
    let name = t.get(&format!("department-{}", head.department));
    kernel::Words::new(name.as_str(), name.as_str())
}

/// `GET /{lang}/head/listings`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let rows = fieldwork::of_department(&mut app.db().read().await?, of(&head), LIST).await?;
    let records = rows.iter().map(|row| told::line(&t, row)).collect();
    let page = HeadListings { whose: department(&t, &head), records };
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

async fn load(
    app: &App,
    t: &Text,
    head: &Head,
    id: FieldRecordId,
    (typed, wrongs): (&Typed, &Wrongs),
) -> Result<HeadListing, WebError> {
    let mut read = app.db().read().await?;
    let page = fieldwork::record_of_department(&mut read, of(head), id).await?.ok_or(WebError::Missing)?;
    let today = read.now().day();
    let hour = fair_wage(&mut read, today).await?;
    let yes = fieldwork::consent_to(&mut read, &page.row).await?;
    let voice = page.files.iter().any(|file| file.role == Role::Voice && file.state == FileState::Kept);
    let has_photo = page.files.iter().any(|file| file.role == Role::Goods && file.state == FileState::Kept);
    let held = templates::of_craft(&mut read, page.row.answers.get("craft")).await?;
    let keys = held.map(|held| held.template.rate_keys()).unwrap_or_default();
    let rates = tax::read::rates_of(&mut read, &keys, today).await?;
    let selling = match page.row.maker {
        Some(maker) if !nobody_sells(&mut read, maker).await? => Vec::new(),
        _ => cases::selling::asks(&mut read, t, typed, wrongs).await?,
    };
    Ok(HeadListing {
        selling,
        whose: department(t, head),
        officer: t.say("review-by").set("officer", page.officer.as_str()).to_string(),
        yes: yes
            .map(|yes| {
                let when = t.moment(&yes.given_at);
                t.say(&format!("review-yes-{}", yes.channel)).set("when", when).to_string()
            })
            .unwrap_or_default(),
        voice: voice.then(|| t.path(&format!("/head/listings/{id}/voice"))),
        rates: rates.iter().map(|rate| (rate.hsn_key.clone(), told::rate(t, rate))).collect(),
        alt: has_photo.then(|| alt(&page)),
        is_own: page.row.officer == head.buyer.who.person && page.row.state == Standing::Review,
        why: String::new(),
        told: told::told(&mut read, t, &page, hour).await?,
        form_key: Some(key_for(&head.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// Whether a maker who is known may sell nowhere, and nobody does on her behalf.
async fn nobody_sells(read: &mut Read, maker: MakerId) -> Result<bool, WebError> {
    let now = market::cases::selling_of(read, maker).await?;
    Ok(now.is_some_and(|now| !now.tax_class.sells_herself() && now.aggregator.is_none()))
}

/// What the photo may be said to show, in both languages, until the head says it better.
fn alt(page: &fieldwork::RecordPage) -> Words {
    let maker = |lang| match &page.maker {
        Some((name, _)) => name.pick(lang).to_owned(),
        None => page.row.name(lang).to_owned(),
    };
    let said = |lang| {
        let t = Text::new(lang);
        t.say("photo-alt").set("good", page.row.good(lang)).set("maker", maker(lang)).to_string()
    };
    Words::new(said(Lang::Hi), said(Lang::En))
}

fn here(id: FieldRecordId) -> String {
    format!("/head/listings/{id}")
}

/// `GET /{lang}/head/listings/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &head, id_of(&id)?, (&Typed::default(), &Wrongs::none())).await?;
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// Which tax rate the good has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Approving {
    #[serde(default)]
    hsn_key: String,
    #[serde(default)]
    alt_hi: String,
    #[serde(default)]
    alt_en: String,
    #[serde(default)]
    tax_class: String,
    #[serde(default)]
    tax_number: String,
    #[serde(default)]
    aggregator: String,
}

impl Approving {
    fn selling(&self) -> Typed {
        let given = [
            ("tax_class", &self.tax_class),
            ("tax_number", &self.tax_number),
            ("aggregator", &self.aggregator),
        ];
        Typed(given.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect())
    }
}

/// `POST …/approval`: the good goes on sale.
pub(super) async fn approve(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Approving>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let typed = form.selling();
    let selling = match cases::selling::typed(&typed) {
        _ if form.tax_class.is_empty() && form.aggregator.is_empty() => None,
        Ok(selling) => Some(selling),
        Err(name) => {
            let wrongs = Wrongs::none().and(name, t.get("case-wrong-choose"));
            let alt = Some(Words::new(form.alt_hi, form.alt_en));
            let page = HeadListing {
                wrongs: wrongs.clone(),
                alt,
                ..load(&app, &t, &head, id, (&typed, &wrongs)).await?
            };
            return page_at(&app, t, &asked, &here(id), StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let approval = Approval { hsn_key: form.hsn_key, alt: Words::new(form.alt_hi, form.alt_en), selling };
    match fieldwork::approve(app.db(), of(&head), id, &approval).await {
        Ok(_) => Ok(to(&t, &here(id))),
        Err(FieldworkError::Wrong(list)) => {
            let wrongs = told::wrongs(&t, &list);
            let loaded = load(&app, &t, &head, id, (&typed, &wrongs)).await?;
            let page = HeadListing { wrongs, alt: Some(approval.alt), ..loaded };
            page_at(&app, t, &asked, &here(id), StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// Why it goes back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Returning {
    #[serde(default)]
    send_back: String,
}

/// `POST …/return`: it goes back to the officer with a reason.
pub(super) async fn send_back(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Returning>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    match fieldwork::send_back(app.db(), of(&head), id, &form.send_back).await {
        Ok(()) => Ok(to(&t, "/head/listings")),
        Err(FieldworkError::NoReason) => {
            let wrongs = Wrongs::none().and("send_back", t.get("why-reason"));
            let loaded = load(&app, &t, &head, id, (&Typed::default(), &wrongs)).await?;
            let page = HeadListing { wrongs, ..loaded };
            page_at(&app, t, &asked, &here(id), StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `GET …/voice`: the maker's recorded yes, as a file to be saved; what somebody sent is never opened under our address.
pub(super) async fn voice(
    State(app): State<App>,
    head: Head,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let bytes =
        fieldwork::voice_of(&mut app.db().read().await?, of(&head), id).await?.ok_or(WebError::Missing)?;
    let mut response = bytes.into_response();
    set(response.headers_mut(), "content-type", "application/octet-stream");
    set(response.headers_mut(), "content-disposition", "attachment; filename=\"yes.audio\"");
    set(response.headers_mut(), "cache-control", "private, no-store");
    Ok(response)
}
