//! What a year is invented upon: hubs, crafts, who works for the mart, and who buys.

use kernel::ids::{HubId, PersonId};
use kernel::india::Mobile;
use kernel::{Limit, Time};
use store::{Db, DbError};

use super::chance::Chance;
use super::ground_sql as there;
use super::pen::{Late, Pen, Sheet};
use crate::accounts::{self, Role};
use crate::payouts::{self, Calendar};
use crate::personal::PERSON_MOBILE;

/// Days of the year.
pub(super) const DAYS: i64 = 365;
/// Orders that one person places, roughly.
const ORDERS_OF_ONE: i64 = 20;
/// Buyers at most.
const BUYERS_MOST: i64 = 20_000;
/// Numbers of invented telephones begin here: makers, then buyers.
const MAKERS_FROM: i64 = 6_000_000_000;
const BUYERS_FROM: i64 = 6_100_000_000;

/// How much is invented.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// The number at which makers, goods and orders begin.
    pub first: i64,
    /// Makers.
    pub makers: i64,
    /// Goods; every maker makes as many as the next.
    pub goods: i64,
    /// Orders.
    pub orders: i64,
    /// The same number is the same year.
    pub seed: u64,
}

/// What goods of a craft are called and taxed by.
#[derive(Clone, Debug)]
pub(super) struct Craft {
    pub key: String,
    pub hi: String,
    pub en: String,
    pub hsn: String,
}

/// What there is.
pub(super) struct Ground {
    pub hubs: Vec<(HubId, String, String)>,
    pub crafts: Vec<Craft>,
    pub officers: Vec<PersonId>,
    pub keeper: PersonId,
    pub finance: [PersonId; 2],
    pub buyers: Vec<(PersonId, Mobile)>,
    pub complaint_numbers: Vec<(i64, i64)>,
    pub calendar: Calendar,
    pub now: Time,
}

/// Reads what there is, and enters who buys.
pub(super) async fn lay(db: &Db, size: Size, chance: &mut Chance) -> Result<Ground, DbError> {
    let mut read = db.read().await?;
    if there::is_invented(&mut read, size.first).await? {
        return Err(DbError::Failed("a year was invented here before".to_owned()));
    }
    if there::anchors(&mut read).await? > 0 {
        return Err(DbError::Failed(
            "the trail of days is bound here: a year needs a younger mart".to_owned(),
        ));
    }
    let most = Limit::of(Limit::MOST);
    let nobody =
        || DbError::Failed("there is nobody to invent upon: load the sample district first".to_owned());
    let somebody = there::somebody(&mut read).await?.ok_or_else(nobody)?.0;
    let keepers = accounts::sql::with_role(&mut read, Role::HubKeeper, most).await?;
    let finance = accounts::sql::with_role(&mut read, Role::Finance, most).await?;
    let crafts = there::crafts(&mut read).await?;
    let mut ground = Ground {
        hubs: there::hubs(&mut read).await?,
        crafts: crafts.into_iter().map(|(key, hi, en, hsn)| Craft { key, hi, en, hsn }).collect(),
        officers: accounts::sql::with_role(&mut read, Role::Officer, most).await?,
        keeper: keepers.first().copied().unwrap_or(somebody),
        finance: match finance[..] {
            [drafts, approves, ..] => [drafts, approves],
            _ => return Err(nobody()),
        },
        buyers: Vec::new(),
        complaint_numbers: there::complaint_numbers(&mut read).await?,
        calendar: payouts::calendar(&mut read).await?,
        now: read.now(),
    };
    drop(read);
    if ground.hubs.is_empty() || ground.crafts.is_empty() || size.makers < 1 || size.goods < size.makers {
        return Err(nobody());
    }
    ground.buyers = buyers(db, size, chance, ground.now).await?;
    Ok(ground)
}

/// The number of the how many-th invented maker.
pub(super) fn maker_mobile(number: i64) -> Result<Mobile, DbError> {
    mobile(MAKERS_FROM + number)
}

fn mobile(digits: i64) -> Result<Mobile, DbError> {
    Mobile::typed(&digits.to_string()).ok_or_else(|| DbError::Failed(format!("{digits} is no number")))
}

async fn buyers(
    db: &Db,
    size: Size,
    chance: &mut Chance,
    now: Time,
) -> Result<Vec<(PersonId, Mobile)>, DbError> {
    let (mut pen, mut all) = (Pen::of(db), Vec::new());
    let since = now.plus_days(-DAYS);
    for number in 0..(size.orders / ORDERS_OF_ONE).clamp(1, BUYERS_MOST) {
        let (id, mobile): (PersonId, _) = (chance.id(since), mobile(BUYERS_FROM + size.first + number)?);
        let mut sheet = Sheet::default();
        let sealed = Late::Sealed {
            column: PERSON_MOBILE,
            whose: id.to_string(),
            row: id.to_string(),
            text: mobile.as_str().to_owned(),
        };
        sheet.line_with(there::buyer(id, number, since), [(2, Late::HashOf(mobile.clone())), (5, sealed)]);
        pen.add(sheet).await?;
        all.push((id, mobile));
    }
    pen.write().await?;
    Ok(all)
}
