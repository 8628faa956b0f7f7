//! Papers over HTTP: bills, a maker's slips and statements, a hub's day, finance's returns.
//!
//! Reads: through `market::{bills, payouts, ledger, tax}`. Never: decides what stands on a paper; [`documents`] sets it.
//! A paper is nobody's but theirs whom it concerns: to others it does not exist.
//!
//! Start at [`routes`]; how a paper becomes an answer is in [`press`].

mod bill;
mod hub;
pub(crate) mod money;
pub(crate) mod press;
mod rates;
mod returns;

use axum::response::{IntoResponse, Response};
use kernel::Day;

pub(crate) use bill::{concerns, line};
pub(crate) use money::XLSX;

use crate::error::WebError;
use crate::respond;
use crate::routes::{Right, Routes, Thing};

/// The addresses of papers.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/bills/{id}", Right::SignedIn.own(Thing::Bill), bill::show)
        .get("/maker/payouts/{id}/slip", Right::Maker.own(Thing::Payout), money::slip)
        .get("/maker/money/statement", Right::Maker, money::statement)
        .get("/hub/bills", Right::Keeper, hub::show)
        .get("/hub/bills/print", Right::Keeper, hub::print)
        .get("/finance/taxes", Right::Finance, returns::show)
        .get("/finance/taxes/sheet", Right::Finance, returns::sheet)
        .get("/finance/rates", Right::Finance, rates::list)
        .get("/finance/rates/{id}", Right::Finance.any(Thing::Rate), rates::show)
        .post("/finance/rates/{id}/signature", Right::Finance.any(Thing::Rate), rates::sign)
}

/// A file to be kept. Whatever a browser makes of it, it runs nothing and is nobody's page.
pub(crate) fn attachment(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    respond::set(headers, "content-type", kind);
    respond::set(headers, "content-disposition", &format!("attachment; filename=\"{name}\""));
    respond::set(headers, "content-security-policy", "sandbox; default-src 'none'");
    response
}

/// `2026-11`: a month as a form sends it. Answers its first day and the first day of the next.
pub(crate) fn month_of(text: &str) -> Option<(Day, Day)> {
    let (year, month) = text.trim().split_once('-')?;
    let (year, month): (i32, u8) = (year.parse().ok()?, month.parse().ok()?);
    let first = Day::of(year, month, 1)?;
    let next = if month == 12 { Day::of(year + 1, 1, 1)? } else { Day::of(year, month + 1, 1)? };
    (2020..2100).contains(&year).then_some((first, next))
}

/// The month asked for, or the present one if none was.
///
/// # Errors
/// [`WebError::Unclear`] for what is no month.
pub(crate) fn month_asked(asked: Option<&str>, today: Day) -> Result<(String, (Day, Day)), WebError> {
    let (year, month, _) = today.civil();
    let text = asked.map_or_else(|| format!("{year:04}-{month:02}"), |text| text.trim().to_owned());
    let span = month_of(&text).ok_or(WebError::Unclear("bill-wrong-month"))?;
    Ok((text, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_days_and_no_others() {
        let of = |text| month_of(text).map(|(from, to)| (from.iso(), to.iso()));
        assert_eq!(of("2026-11"), Some(("2026-11-01".to_owned(), "2026-12-01".to_owned())));
        assert_eq!(of("2026-12"), Some(("2026-12-01".to_owned(), "2027-01-01".to_owned())));
        for wrong in ["", "2026", "2026-13", "26-11", "2026-0", "-", "1e3-11", "2026-11-05"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
