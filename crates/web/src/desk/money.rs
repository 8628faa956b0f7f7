//! A maker's passbook.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::ids::MakerId;
use kernel::{Day, Limit, Paise};
use market::advances::{self, Ahead};
use market::orders::Parcel;
use market::orders::maker::{open_parcels, travelling_parcels};
use market::payouts::{self, Calendar, Earning, Payout};
use market::{groups, ledger, makers, places};
use store::Read;

use super::answer;
use super::maker::name_of;
use crate::app::App;
use crate::error::WebError;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::{AheadLine, AheadStands, Money, MoneyLine, MoneyStands};
use crate::who::Maker;

/// Parts paid ahead that are shown.
const AHEAD: Limit = Limit::of(20);
/// Lines of the passbook.
const LINES: Limit = Limit::of(200);

/// `GET /{lang}/maker/money`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let paid = payouts::paid(&mut read, maker.maker).await?;
    let earnings = payouts::earnings(&mut read, maker.maker, LINES).await?;
    let (today, calendar) = (app.db().now().day(), payouts::calendar(&mut read).await?);
    let page = Money {
        maker: name_of(&mut read, maker.maker).await?,
        owed: ledger::owed_to(&mut read, maker.maker).await?,
        on_way: paid.on_way,
        paid: paid.settled,
        coming: coming(&mut read, maker.maker).await?,
        ahead: advances::of_maker(&mut read, maker.maker, AHEAD).await?.into_iter().map(ahead).collect(),
        account: account(&mut read, maker.maker).await?,
        is_shared: groups::is_group(&mut read, maker.maker).await?,
        held: payouts::held(&mut read, maker.maker).await?,
        lines: earnings.into_iter().filter_map(|earning| line(earning, today, &calendar)).collect(),
        month: today.iso().get(..7).unwrap_or_default().to_owned(),
    };
    drop(read);
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// What parcels will bring that she has accepted and that are not with their buyers yet.
async fn coming(read: &mut Read, maker: MakerId) -> Result<Paise, WebError> {
    let mut parcels = open_parcels(read, maker, LINES).await?;
    parcels.retain(|parcel| parcel.state != Parcel::Asked);
    parcels.extend(travelling_parcels(read, maker, LINES).await?);
    let shares = Paise::sum(parcels.iter().map(|parcel| parcel.share)).unwrap_or_default();
    Ok(Paise(shares.0 - advances::open_of(read, maker).await?.0))
}

fn ahead(one: Ahead) -> AheadLine {
    let stands = match (one.state, one.payout, one.paid_at) {
        (advances::State::NoRoom, _, _) => AheadStands::NoRoom,
        (advances::State::TakenBack, _, _) => AheadStands::TakenBack,
        (_, Some(Payout::Settled), Some(at)) => {
            AheadStands::Paid { on: at.day(), utr: one.utr.unwrap_or_default() }
        }
        (_, Some(Payout::Sent | Payout::Settled), _) => AheadStands::OnWay,
        _ => AheadStands::Due,
    };
    AheadLine { day: one.given_at.day(), code: one.code, amount: one.amount, stands }
}

/// «…4321, State Bank of India».
async fn account(read: &mut Read, maker: MakerId) -> Result<Option<String>, WebError> {
    let Some(account) = makers::read::bank_account(read, maker).await? else { return Ok(None) };
    let bank = places::read::bank_name(read, &account.ifsc).await?;
    let bank = bank.unwrap_or_else(|| account.ifsc.as_str().to_owned());
    Ok(Some(format!("{}, {bank}", account.account_no.masked())))
}

fn line(earning: Earning, today: Day, calendar: &Calendar) -> Option<MoneyLine> {
    let day = earning.delivered_at?.day();
    Some(MoneyLine {
        day,
        stands: stands(&earning, calendar.paid_by(day), today),
        code: earning.code,
        goods: earning.goods,
        share: earning.share,
        freight_tax: earning.freight_tax,
        kept: earning.kept,
        ahead: earning.ahead,
        slip: match earning.payout {
            Some(Payout::Sent | Payout::Settled) => earning.payout_id.map(|id| id.to_string()),
            _ => None,
        },
    })
}

fn stands(earning: &Earning, by: Day, today: Day) -> MoneyStands {
    match (earning.payout, earning.paid_at) {
        (Some(Payout::Settled), Some(at)) => {
            MoneyStands::Paid { on: at.day(), utr: earning.utr.clone().unwrap_or_default() }
        }
        (Some(Payout::Sent | Payout::Settled), _) => MoneyStands::OnWay,
        _ => {
            if by < today {
                MoneyStands::Late { by }
            } else {
                MoneyStands::Due { by }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;

    fn earning(payout: Option<Payout>, paid_at: Option<Time>) -> Earning {
        Earning {
            code: "P1".into(),
            delivered_at: Some(Time(0)),
            goods: Paise(100),
            share: Paise(95),
            freight_tax: Paise::ZERO,
            kept: Paise::ZERO,
            payout_id: None,
            payout,
            utr: paid_at.map(|_| "UTR1".to_owned()),
            paid_at,
            ahead: Paise::ZERO,
        }
    }

    #[test]
    fn money_is_due_until_the_bank_has_it_and_late_after_its_day() {
        let by = Calendar::default().paid_by(Day(10));
        for payout in [None, Some(Payout::Drafted), Some(Payout::Approved)] {
            assert_eq!(stands(&earning(payout, None), by, by), MoneyStands::Due { by });
            assert_eq!(stands(&earning(payout, None), by, by.plus(1)), MoneyStands::Late { by });
        }
        assert_eq!(stands(&earning(Some(Payout::Sent), None), by, by.plus(9)), MoneyStands::OnWay);
        let paid = stands(&earning(Some(Payout::Settled), Some(Day(12).starts())), by, by.plus(9));
        assert_eq!(paid, MoneyStands::Paid { on: Day(12), utr: "UTR1".into() });
    }
}
