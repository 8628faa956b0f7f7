//! Finance: what is due, the batches, and where all money stands.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Limit, Words};
use market::ledger;
use market::payouts::{self, Batch, BatchState, Due, PayoutError};

use super::{Refused, answer, to, to_done, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::{BalanceLine, BatchLine, DueLine, FinanceHome};
use crate::who::Finance;

/// Batches in the list.
const BATCHES: Limit = Limit::of(50);
/// A second press comes within so many minutes.
const PRESSED_AGAIN_MINUTES: i64 = 5;

/// A person's name, or what they are.
pub(super) fn person(t: &Text, name: &str) -> String {
    if name.is_empty() { t.get("fin-somebody") } else { name.to_owned() }
}

async fn load(app: &App, t: &Text, finance: &Finance) -> Result<FinanceHome, WebError> {
    let mut read = app.db().read().await?;
    let due = payouts::due(&mut read).await?;
    let batches = payouts::batches(&mut read, BATCHES).await?;
    let balances = ledger::balances(&mut read).await?;
    drop(read);
    let due_line = |due: Due| DueLine {
        maker: Words { hi: due.name_hi, en: due.name_en },
        parcels: due.parcels,
        amount: due.amount,
        by: due.since.map(|at| payouts::paid_by(at.day())),
        has_account: due.accounts > 0,
    };
    let batch_line = |batch: Batch| BatchLine {
        id: batch.id.to_string(),
        made: t.moment(&batch.made_at),
        made_by: person(t, &batch.made_by_name),
        payouts: batch.payouts,
        amount: batch.amount,
        stands: match batch.state {
            BatchState::Drafted => "fin-drafted",
            BatchState::Approved => "fin-approved",
            BatchState::Cancelled => "fin-cancelled",
        },
    };
    Ok(FinanceHome {
        whose: told::name_of(&finance.buyer),
        today: app.db().now().day(),
        due: due.into_iter().map(due_line).collect(),
        batches: batches.into_iter().map(batch_line).collect(),
        balances: balances
            .into_iter()
            .map(|(account, balance)| BalanceLine { name: told::account_key(&account), balance })
            .collect(),
        form_key: Some(key_for(&finance.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/finance`.
pub(super) async fn home(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &finance).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/finance/batches`: puts together what is due. Nothing is sent yet.
pub(super) async fn make(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let refused = match payouts::draft(app.db(), finance.buyer.who.person).await {
        Ok(id) => return Ok(to(&t, &format!("/finance/batches/{id}"))),
        Err(PayoutError::NothingDue) => match just_made(&app, &finance).await? {
            Some(batch) => return Ok(to_done(&t, &format!("/finance/batches/{}", batch.id))),
            None => Refused::Otherwise("fin-nothing-due"),
        },
        Err(cause) => told::batch_refused(cause)?,
    };
    let page = load(&app, &t, &finance).await?;
    let Refused::Otherwise(key) = refused else { return Ok(to(&t, "/finance")) };
    let page = FinanceHome { wrongs: Wrongs::none().and("", t.get(key)), ..page };
    answer(&app, t, &asked, "/finance", refused.status(), &page)
}

/// The batch that the same person has made a moment ago: the button was pressed twice.
async fn just_made(app: &App, finance: &Finance) -> Result<Option<Batch>, WebError> {
    let newest = payouts::batches(&mut app.db().read().await?, Limit::of(1)).await?.into_iter().next();
    let since = app.db().now().plus_minutes(-PRESSED_AGAIN_MINUTES);
    Ok(newest.filter(|batch| batch.made_by == finance.buyer.who.person && batch.made_at > since))
}
