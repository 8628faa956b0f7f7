//! Who makes and what: makers are found through the first part of the year, each has as many goods as the next.

use kernel::ids::{MakerId, ProductId, StockMovementId, VariantId};
use kernel::{Cell, Time};
use store::{Db, DbError, params, transaction};

use super::Told;
use super::chance::Chance;
use super::goods_sql::{self as rows, Good, Maker};
use super::ground::{Craft, DAYS, Ground, Size, maker_mobile};
use super::pen::{Late, Pen, Sheet};
use super::steps::Steps;
use crate::accounts::DepartmentKey;
use crate::audit::Actor;
use crate::catalogue::{self, stock_sql};
use crate::personal::{self, MAKER_ACCOUNT, MAKER_MOBILE};
use crate::{batches, makers};

/// Goods written in one transaction.
const AT_ONCE: usize = 100;
/// Pieces of each that lie ready.
const READY: i64 = 60;
/// Syllables in both scripts; three of them make a word of its own.
const LATIN: &str = "ka kha gi gho cha je jhu ta thi do te di dhu na pa pho bi bhe ma ru la vi so ha";
const DEVANAGARI: &str = "क खा गि घो चा जे झु टा ठि डो ते दि धु ना पा फो बि भे मा रु ला वि सो हा";

/// Makers in the order in which they were listed.
pub(super) async fn makers(
    db: &Db,
    ground: &Ground,
    chance: &mut Chance,
    size: Size,
    told: Told<'_>,
) -> Result<Vec<Maker>, DbError> {
    let mut times: Vec<(Time, Time)> = (0..size.makers)
        .map(|_| {
            let found = ground.now.plus_days(-DAYS).plus_minutes(chance.between(0, DAYS / 3 * 24 * 60));
            (found.plus_minutes(chance.between(60, 20 * 24 * 60)), found)
        })
        .collect();
    times.sort_unstable();
    let (mut pen, mut all) = (Pen::of(db), Vec::new());
    for (number, (listed, found)) in (size.first..).zip(times) {
        let (Some((hub, block, pincode)), Some(craft)) =
            (chance.one_of(&ground.hubs).cloned(), chance.one_of(&ground.crafts).cloned())
        else {
            continue;
        };
        let maker = Maker {
            id: chance.id(listed),
            case: chance.id(found),
            number,
            kind: if chance.happens(30) { "shg" } else { "person" },
            gender: if chance.happens(60) { "female" } else { "male" },
            block,
            pincode,
            hub,
            craft: craft.key,
            department: chance.one_of(DepartmentKey::ALL).copied().unwrap_or(DepartmentKey::Jslps),
            officer: chance.one_of(&ground.officers).copied(),
            found,
            listed,
        };
        pen.add(entered(&maker)?).await?;
        all.push(maker);
        told("makers", number - size.first + 1, size.makers);
    }
    pen.write().await?;
    Ok(all)
}

fn entered(maker: &Maker) -> Result<Sheet, DbError> {
    let (mut sheet, id) = (Sheet::default(), maker.id.to_string());
    let mobile = maker_mobile(maker.number)?;
    let sealed = |column: &'static str, row: String, text: String| Late::Sealed {
        column,
        whose: id.clone(),
        row,
        text,
    };
    let text = mobile.as_str().to_owned();
    let number = sealed(MAKER_MOBILE, id.clone(), text);
    sheet.line_with(rows::maker(maker), [(9, Late::HashOf(mobile)), (10, number)]);
    let holder = format!("कारीगर {}", maker.number);
    let text = personal::lines([&holder, &format!("9000{:010}", maker.number)]);
    let row = makers::account_row(maker.id, maker.listed);
    sheet.line_with(rows::account(maker), [(3, sealed(MAKER_ACCOUNT, row, text))]);
    let mut steps = Steps::of(&maker.case);
    steps.step(maker.listed, Actor::Mart, ("case.enrol", "listed"), "");
    for line in rows::case(maker, &steps.trail) {
        sheet.line(line);
    }
    steps.onto(&mut sheet);
    Ok(sheet)
}

/// Goods of these makers, on the shelf and found by searches.
pub(super) async fn goods(
    db: &Db,
    ground: &Ground,
    chance: &mut Chance,
    (size, makers): (Size, &[Maker]),
    told: Told<'_>,
) -> Result<Vec<Good>, DbError> {
    let mut all = Vec::new();
    for number in 0..size.goods {
        let maker = usize::try_from(number % size.makers).unwrap_or(0);
        let at = makers.get(maker).map_or(ground.now, |maker| maker.listed);
        all.push(Good {
            number: size.first + number,
            product: chance.id(at),
            variant: chance.id(at),
            maker,
            price_paise: chance.between(40, 1_200) * 100,
        });
    }
    let mut done = 0;
    for some in all.chunks(AT_ONCE) {
        transaction!(db, tx => {
            for good in some {
                let Some(maker) = makers.get(good.maker) else { continue };
                let Some(craft) = ground.crafts.iter().find(|craft| craft.key == maker.craft) else { continue };
                tx.put(catalogue::sql::put_product(), product(good, (maker.id, maker.listed), craft)).await?;
                tx.put(catalogue::sql::put_variant(), size_of(good)).await?;
                tx.put(stock_sql::put_stock(), params![good.variant, good.product]).await?;
                let movement: StockMovementId = tx.new_id();
                let values = params![movement, good.variant, READY, 0_i64, "opened", "register", maker.listed];
                tx.put(stock_sql::put_movement(), values).await?;
                tx.put(stock_sql::move_stock(), params![good.variant, READY, 0_i64]).await?;
                batches::added(tx, good.variant, READY, "opened", "register").await?;
                catalogue::act::shelve(tx, good.product).await?;
            }
            Ok::<(), DbError>(())
        })?;
        done += i64::try_from(some.len()).unwrap_or(0);
        told("goods", done, size.goods);
    }
    Ok(all)
}

fn product(good: &Good, (maker, listed): (MakerId, Time), craft: &Craft) -> Vec<Cell> {
    let (hi, en) = named(good.number, craft);
    let id: ProductId = good.product;
    params![
        id,
        format!("invented-{}", good.number),
        maker,
        craft.key,
        craft.hsn,
        hi,
        en,
        format!("{hi}, हाथ का बना"),
        format!("{en}, made by hand"),
        "1 नग",
        "1 piece",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        None::<i64>,
        None::<i64>,
        1_i64,
        listed
    ]
}

fn size_of(good: &Good) -> Vec<Cell> {
    let (id, price): (VariantId, i64) = (good.variant, good.price_paise);
    let mrp = price + 1_000;
    params![
        id,
        good.product,
        "one",
        0_i64,
        "",
        "",
        price,
        mrp,
        500_i64,
        200_i64,
        150_i64,
        100_i64,
        "stock",
        0_i64,
        0_i64
    ]
}

/// What a good is called: a word of its own and its craft.
pub(super) fn named(number: i64, craft: &Craft) -> (String, String) {
    let mixed = usize::try_from(number).unwrap_or(0).wrapping_mul(2_654_435_761);
    let word = |syllables: &str| -> String {
        let all: Vec<&str> = syllables.split(' ').collect();
        [mixed, mixed / all.len(), mixed / all.len() / all.len()]
            .into_iter()
            .filter_map(|place| all.get(place % all.len()).copied())
            .collect()
    };
    (format!("{} {}", word(DEVANAGARI), craft.hi), format!("{} {}", word(LATIN), craft.en))
}
