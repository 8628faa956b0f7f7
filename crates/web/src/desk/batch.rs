//! One batch of payouts, and its approval by a second person.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Words;
use kernel::ids::{PayoutBatchId, PersonId};
use market::ledger::Account;
use market::payouts::{self, Batch, BatchState, Payout, PayoutError, PayoutView};

use super::finance::{author, person};
use super::{Refused, Seen, answer, id_of, to, to_done, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::{Approval, BatchPage, PayoutLine, PayoutStands};
use crate::who::Finance;

fn approval(batch: &Batch, reader: PersonId) -> Approval {
    match batch.state {
        BatchState::Drafted if batch.made_by.is_none() => Approval::Look,
        BatchState::Drafted if batch.made_by == Some(reader) => Approval::Others,
        BatchState::Drafted => Approval::Yours,
        BatchState::Approved => Approval::Given,
        BatchState::Cancelled => Approval::Cancelled,
    }
}

fn line(payout: PayoutView) -> PayoutLine {
    let on = payout.ended_at.map(|at| at.day().to_string()).unwrap_or_default();
    let stands = match payout.state {
        Payout::Drafted => PayoutStands::Drafted,
        Payout::Approved => PayoutStands::Approved,
        Payout::Sent => PayoutStands::Sent,
        Payout::Settled => PayoutStands::Settled { on, utr: payout.utr.unwrap_or_default() },
        Payout::Returned => PayoutStands::Returned { why: payout.why, said: payout.reason },
        Payout::Cancelled => PayoutStands::Cancelled,
    };
    let maker = Words { hi: payout.name_hi, en: payout.name_en };
    PayoutLine {
        maker,
        account: Account::Maker(payout.maker).to_string(),
        parcels: payout.parcels,
        amount: payout.amount,
        stands,
    }
}

async fn load(app: &App, t: &Text, finance: &Finance, id: PayoutBatchId) -> Result<BatchPage, WebError> {
    let batch = payouts::batch(&mut app.db().read().await?, id).await?.ok_or(WebError::Missing)?;
    let head = batch.head;
    Ok(BatchPage {
        whose: told::name_of(&finance.buyer),
        id: head.id.to_string(),
        approval: approval(&head, finance.buyer.who.person),
        made_by: author(t, &head),
        made_at: t.moment(&head.made_at),
        approved_by: person(t, head.approved_by_name.as_deref().unwrap_or_default()),
        approved_at: head.approved_at.map(|at| t.moment(&at)).unwrap_or_default(),
        amount: head.amount,
        payouts: batch.payouts.into_iter().map(line).collect(),
        already: false,
        form_key: Some(key_for(&finance.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/finance/batches/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, WebError> {
    let page = BatchPage { already: seen.already(), ..load(&app, &t, &finance, id_of(&id)?).await? };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/finance/batches/{id}/approval`: a second person says yes, and the money goes out.
pub(super) async fn approve(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: PayoutBatchId = id_of(&id)?;
    let done = payouts::approve(app.db(), finance.buyer.who.person, id).await;
    after(&app, t, &finance, &asked, id, done).await
}

/// `POST /{lang}/finance/batches/{id}/look`: a first person has looked through what the mart has put together.
pub(super) async fn look(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: PayoutBatchId = id_of(&id)?;
    let done = payouts::look(app.db(), finance.buyer.who.person, id).await;
    after(&app, t, &finance, &asked, id, done).await
}

/// `POST /{lang}/finance/batches/{id}/cancellation`: what nobody has approved is called off.
pub(super) async fn call_off(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: PayoutBatchId = id_of(&id)?;
    let done = payouts::call_off(app.db(), finance.buyer.who.person, id).await;
    after(&app, t, &finance, &asked, id, done).await
}

/// To the batch after something was done with it, or its page again with why it was not.
async fn after(
    app: &App,
    t: Text,
    finance: &Finance,
    asked: &Asked,
    id: PayoutBatchId,
    done: Result<(), PayoutError>,
) -> Result<Response, WebError> {
    let path = format!("/finance/batches/{id}");
    let Err(cause) = done else { return Ok(to(&t, &path)) };
    let refused = told::batch_refused(cause)?;
    let (Refused::Otherwise(key) | Refused::Field(_, key)) = refused else { return Ok(to_done(&t, &path)) };
    let page = load(app, &t, finance, id).await?;
    let page = BatchPage { wrongs: Wrongs::none().and("", t.get(key)), ..page };
    answer(app, t, asked, &path, refused.status(), &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ids::Id;
    use kernel::{Paise, Time};

    #[test]
    fn whoever_made_a_batch_is_never_offered_to_approve_it() {
        let person = |n: u8| PersonId::new(Time(0), [n; 10]);
        let batch = |state| Batch {
            id: PayoutBatchId::new(Time(0), [0; 10]),
            state,
            made_by: Some(person(1)),
            made_by_name: None,
            swept: None,
            made_at: Time(0),
            approved_at: None,
            payouts: 1,
            amount: Paise(100),
            approved_by_name: None,
        };
        assert_eq!(approval(&batch(BatchState::Drafted), person(1)), Approval::Others);
        assert_eq!(approval(&batch(BatchState::Drafted), person(2)), Approval::Yours);
        let swept = Batch { made_by: None, ..batch(BatchState::Drafted) };
        assert_eq!(approval(&swept, person(1)), Approval::Look);
        for reader in [person(1), person(2)] {
            assert_eq!(approval(&batch(BatchState::Approved), reader), Approval::Given);
            assert_eq!(approval(&batch(BatchState::Cancelled), reader), Approval::Cancelled);
        }
    }
}
