//! The papers of an order: a list, and each as a PDF, for whom they concern.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::ids::BillId;
use market::bills::{self, BillHead};
use market::orders;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::answer::private;
use super::ask;
use super::caller::Caller;
use super::code::Code;
use super::problem::Problem;
use super::wire::{Page, one_of, paise};
use crate::app::App;
use crate::bills::{concerns, press};

/// A paper of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentOut {
    /// Its id.
    #[schema(example = "bil_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    id: String,
    /// What kind of paper.
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// Its number, without gaps per seller, kind and financial year.
    #[schema(example = "I42-26-17")]
    number: String,
    /// When it was issued.
    #[schema(example = "2026-11-24T06:30:00.000Z", format = DateTime)]
    issued_at: String,
    /// The parcel it is about.
    #[schema(example = "P7K3F9QXT")]
    parcel_code: String,
    /// The tax in it.
    #[schema(example = 2_486)]
    tax_paise: i64,
    /// What it comes to.
    #[schema(example = 52_200)]
    total_paise: i64,
    /// The number of the bill it corrects.
    #[schema(example = json!(null))]
    corrects: Option<String>,
    /// The paper as a PDF; asked for with the same token.
    #[schema(example = "https://mart.example/api/v1/documents/bil_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    url: String,
}

fn kinds() -> Object {
    one_of(bills::BillKind::ALL.iter().map(|kind| kind.as_str()))
}

impl DocumentOut {
    fn of(site: &str, head: &BillHead) -> DocumentOut {
        let tax = [head.cgst, head.sgst, head.igst];
        DocumentOut {
            id: head.id.to_string(),
            kind: head.kind.as_str(),
            number: head.number.clone(),
            issued_at: head.issued_at.rfc3339(),
            parcel_code: head.parcel_code.clone(),
            tax_paise: tax.iter().map(|part| paise(*part)).sum(),
            total_paise: paise(head.total),
            corrects: head.corrects.clone(),
            url: format!("{site}/api/v1/documents/{}", head.id),
        }
    }
}

/// Lists the papers of an order, to its buyer.
///
/// A bill comes into being when its parcel leaves the hub, a voucher when money goes back for what never left. Before that
/// the list is empty.
#[utoipa::path(get, path = "/orders/{code}/documents", tag = "buy", operation_id = "order-documents",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The order's code.", example = "DM-7K3F-9QXT-M2PA-W6RC")),
    responses((status = 200, description = "Its papers, oldest first.", body = Page<DocumentOut>)))]
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let missing = || Problem::of(Code::NoSuchOrder);
    let code = ask::name(&code).ok_or_else(missing)?;
    let mut read = app.db().read().await?;
    let view = orders::by_code(&mut read, code).await?;
    let view = view.filter(|view| view.head.person == caller.who.person).ok_or_else(missing)?;
    let heads = bills::of_order(&mut read, view.head.id).await?;
    drop(read);
    let site = &app.site().url;
    let items: Vec<_> = heads.iter().map(|head| DocumentOut::of(site, head)).collect();
    private(StatusCode::OK, &Page { items, next: None })
}

/// Shows a paper as a PDF, to whom it concerns.
///
/// Somebody else's paper is answered like one that does not exist. A maker's own copy names the place and not the buyer.
#[utoipa::path(get, path = "/documents/{id}", tag = "buy", operation_id = "document", security(("bearer" = [])),
    params(("id" = String, Path, description = "Its id.", example = "bil_01jd6v0k3nf0vk3r9qh2m8x7tz")),
    responses((status = 200, description = "The paper.", content_type = "application/pdf", body = [u8])))]
pub(crate) async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let missing = || Problem::of(Code::NoSuchDocument);
    let id: BillId = id.parse().map_err(|_| missing())?;
    let bill = bills::one(&mut app.db().read().await?, id).await?.ok_or_else(missing)?;
    let copy = concerns(&caller.who, &bill.head).ok_or_else(missing)?;
    Ok(press::answer(vec![documents::bill(&bill, copy)], &bill.head.number).await?)
}
