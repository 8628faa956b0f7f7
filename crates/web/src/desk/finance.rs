//! Finance: what is due, the batches, and where all money stands.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Day, Limit, Words};
use market::claims;
use market::ledger::{self, Account, MonthRow, MonthState};
use market::payouts::{self, Batch, BatchState, Due, PayoutError};
use market::tally;

use super::{Refused, answer, id_of, to, to_done, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::{BalanceLine, BatchLine, DueLine, FinanceHome, Held, Sweep};
use crate::who::Finance;

/// Batches in the list.
const BATCHES: Limit = Limit::of(50);
/// Nobody is asked to close a month before this day of the next.
const MONTH_PATIENCE_DAYS: u8 = 3;
/// A second press comes within so many minutes.
const PRESSED_AGAIN_MINUTES: i64 = 5;

/// Who answers for a batch first: a person, or nobody yet beside the mart.
pub(super) fn author(t: &Text, batch: &Batch) -> String {
    match (&batch.made_by_name, batch.swept) {
        (Some(name), None) => person(t, name),
        (Some(name), Some(_)) => t.say("batch-by-both").set("who", person(t, name)).to_string(),
        (None, _) => t.get("batch-by-mart"),
    }
}

/// Whether the month before this one is still open, or waits for its second person.
fn month_to_close(newest: Option<&MonthRow>, today: Day) -> Option<&'static str> {
    let (year, month, date) = today.civil();
    let this = Day::of(year, month, 1)?;
    match newest {
        Some(row) if row.state == MonthState::Asked => Some("fin-month-waits"),
        // The first day of the month before lies at most 31 days back.
        Some(row) if row.first_day >= this.plus(-31) => None,
        _ => (date > MONTH_PATIENCE_DAYS).then_some("fin-month-open"),
    }
}

/// A person's name, or what they are.
pub(super) fn person(t: &Text, name: &str) -> String {
    if name.is_empty() { t.get("fin-somebody") } else { name.to_owned() }
}

async fn load(app: &App, t: &Text, finance: &Finance) -> Result<FinanceHome, WebError> {
    let mut read = app.db().read().await?;
    let due = payouts::due(&mut read).await?;
    let batches = payouts::batches(&mut read, BATCHES).await?;
    let balances = ledger::balances(&mut read).await?;
    let (now, calendar) = (app.db().now(), payouts::calendar(&mut read).await?);
    let swept = payouts::swept(&mut read, now).await?;
    let ageing = payouts::ageing(&mut read, now.day()).await?;
    let claims = claims::open(&mut read, BATCHES).await?.len();
    let gaps = usize::try_from(tally::open(&mut read).await?.all()).unwrap_or(0);
    let closings = ledger::months(&mut read, Limit::of(1)).await?;
    drop(read);
    let month = month_to_close(closings.first(), now.day()).filter(|_| !balances.is_empty());
    let due_line = |due: Due| DueLine {
        account: Account::Maker(due.maker).to_string(),
        maker: Words { hi: due.name_hi, en: due.name_en },
        parcels: due.parcels,
        amount: due.amount,
        ahead: due.ahead,
        by: due.since.map(|at| calendar.paid_by(at.day())),
        has_account: due.accounts > 0,
        held: due.held.zip(due.held_by).map(|(why, payout)| Held { why, payout: payout.to_string() }),
    };
    let batch_line = |batch: Batch| BatchLine {
        id: batch.id.to_string(),
        made: t.moment(&batch.made_at),
        made_by: author(t, &batch),
        payouts: batch.payouts,
        amount: batch.amount,
        stands: match batch.state {
            BatchState::Drafted if batch.made_by.is_none() => "fin-swept",
            BatchState::Drafted => "fin-drafted",
            BatchState::Approved => "fin-approved",
            BatchState::Cancelled => "fin-cancelled",
        },
    };
    Ok(FinanceHome {
        whose: told::name_of(&finance.buyer),
        today: now.day(),
        sweep: Sweep { is_late: swept.is_late, at: swept.at.map(|at| t.moment(&at)) },
        ageing: [ageing.fresh, ageing.older, ageing.old],
        month,
        claims,
        gaps,
        due: due.into_iter().map(due_line).collect(),
        batches: batches.into_iter().map(batch_line).collect(),
        balances: balances
            .into_iter()
            .map(|(account, balance)| BalanceLine { name: told::account_key(&account), account, balance })
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

/// `POST /{lang}/finance/payouts/{id}/in-order`: her account is as it should be; what came back is due again.
pub(super) async fn in_order(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    match payouts::in_order(app.db(), finance.buyer.who.person, id_of(&id)?).await {
        // Twice is once; a payout that never came back has nothing to wait for.
        Ok(()) | Err(PayoutError::NotWaiting) => Ok(to(&t, "/finance")),
        Err(PayoutError::NoPayout(_)) => Err(WebError::Missing),
        Err(cause) => {
            told::batch_refused(cause)?;
            Ok(to(&t, "/finance"))
        }
    }
}

/// The batch that the same person has made a moment ago: the button was pressed twice.
async fn just_made(app: &App, finance: &Finance) -> Result<Option<Batch>, WebError> {
    let newest = payouts::batches(&mut app.db().read().await?, Limit::of(1)).await?.into_iter().next();
    let since = app.db().now().plus_minutes(-PRESSED_AGAIN_MINUTES);
    Ok(newest.filter(|batch| batch.made_by == Some(finance.buyer.who.person) && batch.made_at > since))
}
