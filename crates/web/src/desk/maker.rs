//! A maker's first page, her parcels, her help.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::ids::{MakerId, ParcelId};
use kernel::{Day, Limit, Time, Words};
use market::orders::contents::{self, Content};
use market::orders::maker as desk;
use market::orders::maker::MakerParcel;
use market::requests::{self, About};
use market::{makers, payouts};
use store::Read;

use super::{answer, family, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::key_for;
use crate::respond::Asked;
use crate::shop::pictures;
use crate::text::Text;
use crate::views::desk::{Faces, Good, Goods, MakerHelp, MakerParcels, ParcelLine, Stands, Today};
use crate::who::{Family, Maker};

/// Parcels that wait for the maker or travel; more than one maker can have.
const OPEN: Limit = Limit::of(200);
/// Parcels that have ended, in the list.
const ENDED: Limit = Limit::of(50);
/// Lines of her newest parcels, for the titles of the lists.
const CONTENTS: Limit = Limit::of(500);

/// Her name.
pub(crate) async fn name_of(read: &mut Read, maker: MakerId) -> Result<Words, WebError> {
    Ok(makers::read::core(read, maker).await?.ok_or(WebError::Missing)?.name)
}

/// What is in her parcels.
async fn contents_of(read: &mut Read, maker: MakerId) -> Result<BTreeMap<ParcelId, Goods>, WebError> {
    let mut goods: BTreeMap<ParcelId, Goods> = BTreeMap::new();
    for one in contents::of_maker(read, maker, CONTENTS).await? {
        goods.entry(one.parcel).or_default().goods.push(good(one.clone()));
    }
    Ok(goods)
}

/// One good to be made, with its picture.
pub(super) fn good(one: Content) -> Good {
    let picture = one.picture.map(pictures::of);
    Good { name: one.name, variant: one.label, quantity: one.quantity, picture }
}

/// The first moment of the month a day lies in.
fn month_of(day: Day) -> Time {
    let (year, month, _) = day.civil();
    Day::of(year, month, 1).unwrap_or(day).starts()
}

fn lines(parcels: Vec<MakerParcel>, goods: &BTreeMap<ParcelId, Goods>, today: Day) -> Vec<ParcelLine> {
    let line = |parcel: MakerParcel| {
        let stands = told::stands(parcel.state)?;
        let late = stands == Stands::Accepted && parcel.ready_by.is_some_and(|day| day < today);
        Some(ParcelLine {
            id: parcel.id.to_string(),
            goods: goods.get(&parcel.id).cloned().unwrap_or_default(),
            code: parcel.code,
            share: parcel.share,
            stands,
            ready_by: parcel.ready_by,
            late,
        })
    };
    parcels.into_iter().filter_map(line).collect()
}

/// Open parcels by what has to be done: the longest asked first, then by the day she named.
fn sorted(mut open: Vec<MakerParcel>) -> Vec<MakerParcel> {
    open.sort_by_key(|parcel| (parcel.state, parcel.ready_by, parcel.asked_at, parcel.id));
    open
}

/// `GET /{lang}/maker`.
pub(super) async fn today(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    family: Family,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let name = name_of(&mut read, maker.maker).await?;
    let others = family::others(&mut read, &family, maker.maker).await?;
    let open = sorted(desk::open_parcels(&mut read, maker.maker, OPEN).await?);
    let month = payouts::earned_since(&mut read, maker.maker, month_of(app.db().now().day())).await?;
    let paid = payouts::paid(&mut read, maker.maker).await?.settled;
    let goods = contents_of(&mut read, maker.maker).await?;
    drop(read);
    let today = app.db().now().day();
    let open = lines(open, &goods, today);
    let waiting = open.iter().filter(|line| line.stands == Stands::Asked).count();
    let form_key = Some(key_for(&maker.buyer.session));
    let page = Today {
        maker: name,
        today,
        asked: waiting,
        to_pack: open.len() - waiting,
        month,
        paid,
        first: first(open),
        others: Faces { faces: others, next: String::new(), form_key: form_key.clone() },
        form_key,
    };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// What presses most: what is late, then what waits for an answer, then what is next to be packed or brought.
fn first(open: Vec<ParcelLine>) -> Option<ParcelLine> {
    let late = open.iter().position(|line| line.late).unwrap_or(0);
    open.into_iter().nth(late)
}

/// `GET /{lang}/maker/parcels`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let name = name_of(&mut read, maker.maker).await?;
    let open = sorted(desk::open_parcels(&mut read, maker.maker, OPEN).await?);
    let travelling = desk::travelling_parcels(&mut read, maker.maker, OPEN).await?;
    let ended = desk::ended_parcels(&mut read, maker.maker, ENDED).await?;
    let goods = contents_of(&mut read, maker.maker).await?;
    drop(read);
    let today = app.db().now().day();
    let open = lines(open, &goods, today);
    let standing = |stands| open.iter().filter(|line| line.stands == stands).cloned().collect();
    let page = MakerParcels {
        maker: name,
        asked: standing(Stands::Asked),
        to_pack: standing(Stands::Accepted),
        packed: standing(Stands::Packed),
        travelling: lines(travelling, &goods, today),
        ended: lines(ended, &goods, today),
    };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `GET /{lang}/maker/help`.
pub(super) async fn help(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let name = name_of(&mut read, maker.maker).await?;
    let called = requests::open_about(&mut read, maker.maker).await?.contains(&About::Call);
    drop(read);
    let page = MakerHelp { maker: name, asked: called, form_key: Some(key_for(&maker.buyer.session)) };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Paise;

    fn line(id: &str, stands: Stands, late: bool) -> ParcelLine {
        ParcelLine {
            id: id.into(),
            code: String::new(),
            goods: Goods::default(),
            share: Paise::ZERO,
            stands,
            ready_by: None,
            late,
        }
    }

    #[test]
    fn what_is_late_comes_before_what_is_new() {
        let open = vec![line("new", Stands::Asked, false), line("late", Stands::Accepted, true)];
        assert_eq!(first(open).map(|line| line.id).as_deref(), Some("late"));
        let open = vec![line("new", Stands::Asked, false), line("soon", Stands::Accepted, false)];
        assert_eq!(first(open).map(|line| line.id).as_deref(), Some("new"));
        assert!(first(vec![]).is_none());
    }
}
