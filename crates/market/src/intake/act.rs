//! Preview and import of a register.

use std::collections::{BTreeMap, HashMap};

use kernel::ids::{AggregatorId, HubId, MakerId, ProductId, StockMovementId, VariantId};
use kernel::{Time, Words};
use store::{Db, DbError, Tx, params, transaction};

use super::fault::{FaultKind, RowFault};
use super::known::Known;
use super::rows::{AggregatorRow, Checked, HubRow, MakerRow, ProductRow, VariantRow};
use super::sheet::{Row, Sheet};
use super::{IntakeError, Outcome, Register, rows, sql};
use crate::catalogue::{self, Making, stock_sql};
use crate::makers::MAKERS_PER_TELEPHONE;
use crate::personal::{self, MAKER_ACCOUNT, MAKER_MOBILE, MAKER_PAN};
use crate::places::sql::yes_no;
use crate::{batches, cases, makers, places};

/// Rows written in one transaction.
const ROWS_AT_ONCE: usize = 50;
/// Listed apart by this much, so that «newest» has an order.
const APART_MS: i64 = 3 * 3_600_000;

/// The columns without which no row of a register makes sense.
fn needed(register: Register) -> &'static [&'static str] {
    match register {
        Register::Hubs => &["key", "block_code", "pincode"],
        Register::Aggregators => &["key", "legal_name", "gstin", "pincode"],
        Register::Makers => {
            &["key", "kind", "mobile", "block_code", "pincode", "hub_key", "craft", "tax_class"]
        }
        Register::Products => &["slug", "maker_key", "craft", "hsn_key"],
        Register::Variants => &["product_slug", "key", "price_rupees", "weight_g", "making"],
    }
}

/// What importing a sheet would do; changes nothing.
///
/// # Errors
/// [`IntakeError`] if it cannot be read as this register.
pub async fn preview(db: &Db, register: Register, bytes: &[u8]) -> Result<Outcome, IntakeError> {
    let sheet = read_sheet(register, bytes)?;
    let known = Known::read(&mut db.read().await?).await?;
    Ok(match register {
        Register::Hubs => hubs(&sheet, &known).outcome(&sheet),
        Register::Aggregators => aggregators(&sheet, &known).outcome(&sheet),
        Register::Makers => makers_of(&sheet, &known).outcome(&sheet),
        Register::Products => products(&sheet, &known).outcome(&sheet),
        Register::Variants => variants(&sheet, &known).outcome(&sheet),
    })
}

/// Imports the right and new rows of a sheet; others are left out and told. The same sheet again changes nothing.
///
/// # Errors
/// [`IntakeError`] if it cannot be read as this register, or the database fails; what was written before stays.
pub async fn apply(db: &Db, register: Register, bytes: &[u8]) -> Result<Outcome, IntakeError> {
    let sheet = read_sheet(register, bytes)?;
    let known = Known::read(&mut db.read().await?).await?;
    let outcome = match register {
        Register::Hubs => {
            let sorted = hubs(&sheet, &known);
            put_hubs(db, &sorted.new).await?;
            sorted.outcome(&sheet)
        }
        Register::Aggregators => {
            let sorted = aggregators(&sheet, &known);
            put_aggregators(db, &sorted.new).await?;
            sorted.outcome(&sheet)
        }
        Register::Makers => {
            let sorted = makers_of(&sheet, &known);
            put_makers(db, &sorted.new).await?;
            sorted.outcome(&sheet)
        }
        Register::Products => {
            let sorted = products(&sheet, &known);
            put_products(db, &sorted.new).await?;
            sorted.outcome(&sheet)
        }
        Register::Variants => {
            let sorted = variants(&sheet, &known);
            put_variants(db, &sorted.new, &mut |_| ()).await?;
            sorted.outcome(&sheet)
        }
    };
    Ok(outcome)
}

fn read_sheet(register: Register, bytes: &[u8]) -> Result<Sheet, IntakeError> {
    let sheet = Sheet::read(bytes)?;
    let missing = sheet.lacks(needed(register));
    if missing.is_empty() { Ok(sheet) } else { Err(IntakeError::NoColumns(missing)) }
}

/// Rows of a sheet by what is to be done with them.
#[derive(Debug)]
pub(crate) struct Sorted<T> {
    pub new: Vec<T>,
    pub known: usize,
    pub faults: Vec<RowFault>,
}

impl<T> Sorted<T> {
    fn outcome(&self, sheet: &Sheet) -> Outcome {
        Outcome {
            rows: sheet.rows().len(),
            added: self.new.len(),
            known: self.known,
            faults: self.faults.clone(),
        }
    }
}

/// Checks each row, and that no key stands twice. `is_known` tells the keys that are there already.
fn sort<T>(
    sheet: &Sheet,
    field: &'static str,
    check: impl Fn(&Row) -> Checked<T>,
    key_of: impl Fn(&T) -> String,
    is_known: impl Fn(&str) -> bool,
) -> Sorted<T> {
    let mut sorted = Sorted { new: Vec::new(), known: 0, faults: Vec::new() };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in sheet.rows() {
        match check(row) {
            Err(faults) => sorted.faults.extend(faults),
            Ok(checked) => {
                let key = key_of(&checked);
                if let Some(first) = seen.get(&key) {
                    sorted.faults.push(twice(row, field, &key, *first));
                    continue;
                }
                seen.insert(key.clone(), row.number);
                if is_known(&key) {
                    sorted.known += 1;
                } else {
                    sorted.new.push(checked);
                }
            }
        }
    }
    sorted
}

fn twice(row: &Row, field: &'static str, found: &str, first: usize) -> RowFault {
    let (found, hint) = (found.to_owned(), first.to_string());
    RowFault { row: row.number, field, kind: FaultKind::Twice, found, hint }
}

fn hubs(sheet: &Sheet, known: &Known) -> Sorted<HubRow> {
    sort(
        sheet,
        "key",
        |row| rows::hub(sheet, row, known),
        |hub| hub.key.clone(),
        |key| known.hubs.contains(key),
    )
}

fn aggregators(sheet: &Sheet, known: &Known) -> Sorted<AggregatorRow> {
    let is_known = |key: &str| known.aggregators.contains(key);
    sort(sheet, "key", |row| rows::aggregator(sheet, row), |row| row.key.clone(), is_known)
}

/// Makers; a mobile that stands twice, or that is another maker's, is told: it may be the same person. Only where the row
/// says that the telephone is the family's, it is let be, for a few makers.
fn makers_of(sheet: &Sheet, known: &Known) -> Sorted<MakerRow> {
    let seen: std::cell::RefCell<HashMap<String, Vec<(usize, String)>>> = std::cell::RefCell::default();
    let check = |row: &Row| {
        let maker = rows::maker(sheet, row, known)?;
        let mobile = maker.mobile.as_str();
        let fault = |kind, hint: String| {
            Err(vec![RowFault {
                row: row.number,
                field: "mobile",
                kind,
                found: maker.mobile.ten_digits().to_owned(),
                hint,
            }])
        };
        if known.makers.get(&maker.key).is_some_and(|own| *own == known.hash_of(&maker.mobile)) {
            return Ok(maker);
        }
        let owners = known.mobiles.get(&known.hash_of(&maker.mobile)).map_or(&[][..], Vec::as_slice);
        let mut seen = seen.borrow_mut();
        let rows = seen.entry(mobile.to_owned()).or_default();
        let others = rows.iter().filter(|(_, key)| *key != maker.key && !owners.contains(key));
        let full = owners.len() + others.clone().count() >= MAKERS_PER_TELEPHONE as usize;
        if let Some(owner) = owners.first().filter(|_| full || !maker.phone_shared) {
            return fault(FaultKind::Taken, owner.clone());
        }
        if let Some((first, _)) = others.clone().next().filter(|_| full || !maker.phone_shared) {
            return fault(FaultKind::Twice, first.to_string());
        }
        rows.push((row.number, maker.key.clone()));
        Ok(maker)
    };
    sort(sheet, "key", check, |maker| maker.key.clone(), |key| known.makers.contains_key(key))
}

fn products(sheet: &Sheet, known: &Known) -> Sorted<ProductRow> {
    let is_known = |key: &str| known.products.contains(key);
    sort(sheet, "slug", |row| rows::product(sheet, row, known), |row| row.slug.clone(), is_known)
}

fn variants(sheet: &Sheet, known: &Known) -> Sorted<VariantRow> {
    let key_of = |row: &VariantRow| format!("{}/{}", row.product_slug, row.key);
    sort(sheet, "key", |row| rows::variant(sheet, row, known), key_of, |key| known.variants.contains(key))
}

async fn put_hubs(db: &Db, new: &[HubRow]) -> Result<(), DbError> {
    for chunk in new.chunks(ROWS_AT_ONCE) {
        transaction!(db, tx => {
            for hub in chunk {
                let id: HubId = tx.new_id();
                let values = params![
                    id, hub.key, hub.name.hi, hub.name.en, hub.block_code, hub.address.hi, hub.address.en, hub.pincode,
                    hub.open_hours, i64::from(hub.sample)
                ];
                tx.put(places::sql::put_hub(), values).await?;
            }
            Ok::<(), DbError>(())
        })?;
    }
    Ok(())
}

async fn put_aggregators(db: &Db, new: &[AggregatorRow]) -> Result<(), DbError> {
    for chunk in new.chunks(ROWS_AT_ONCE) {
        transaction!(db, tx => {
            for row in chunk {
                let id: AggregatorId = tx.new_id();
                let values = params![
                    id, row.key, row.name.hi, row.name.en, row.legal_name, row.gstin, row.address.hi, row.address.en,
                    row.pincode, i64::from(row.sample)
                ];
                tx.put(makers::sql::put_aggregator(), values).await?;
            }
            Ok::<(), DbError>(())
        })?;
    }
    Ok(())
}

async fn put_makers(db: &Db, new: &[MakerRow]) -> Result<(), DbError> {
    for chunk in new.chunks(ROWS_AT_ONCE) {
        transaction!(db, tx => {
            for maker in chunk {
                put_maker(tx, maker).await?;
            }
            tx.catalogue_changed();
            Ok::<(), DbError>(())
        })?;
    }
    Ok(())
}

async fn put_maker(tx: &mut Tx, row: &MakerRow) -> Result<(), DbError> {
    let (id, now): (MakerId, Time) = (tx.new_id(), tx.now());
    let enrolment_no = Some(row.enrolment_no.clone()).filter(|number| !number.is_empty());
    let mobile_hash = personal::mobile_hash(tx, &row.mobile)?;
    let mobile = personal::seal(tx, MAKER_MOBILE, &id, &id, row.mobile.as_str()).await?;
    let pan = personal::seal_some(tx, MAKER_PAN, &id, &id, row.pan.as_deref()).await?;
    let values = params![
        id,
        row.key,
        row.name.hi,
        row.name.en,
        row.kind,
        mobile_hash,
        row.village.hi,
        row.village.en,
        row.block_code,
        row.pincode,
        row.hub_key,
        row.craft,
        row.years,
        row.story.hi,
        row.story.en,
        row.tax_class,
        row.gstin,
        enrolment_no,
        pan,
        row.fssai,
        row.fssai_until,
        row.aggregator_key,
        row.lang,
        i64::from(row.sample),
        now,
        mobile
    ];
    // Another import may have been faster: then this maker is known, and her account with her.
    let added = tx.exec(makers::sql::put_maker(), values).await? == 1;
    if let Some((ifsc, account)) = row.bank.as_ref().filter(|_| added) {
        let holder = if row.name.en.is_empty() { &row.name.hi } else { &row.name.en };
        let text = personal::lines([holder, account.as_str()]);
        let account = personal::seal(tx, MAKER_ACCOUNT, &id, &makers::account_row(id, now), &text).await?;
        tx.put(makers::sql::put_bank_account(), params![id, now, *ifsc, account]).await?;
    }
    if added { cases::enrol(tx, id).await } else { Ok(()) }
}

async fn put_products(db: &Db, new: &[ProductRow]) -> Result<(), DbError> {
    let ids: HashMap<String, MakerId> = sql::maker_ids(&mut db.read().await?).await?.into_iter().collect();
    let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
    for (start, chunk) in new.chunks(ROWS_AT_ONCE).enumerate() {
        transaction!(db, tx => {
            for (place, row) in chunk.iter().enumerate() {
                let Some(maker) = ids.get(&row.maker_key) else { continue };
                let place = i64::try_from(start * ROWS_AT_ONCE + place).unwrap_or(0);
                put_product(tx, row, *maker, listed_before(place, count)).await?;
            }
            Ok::<(), DbError>(())
        })?;
    }
    Ok(())
}

/// How long before the import a good counts as listed. Registers list maker by maker; a step of 89 rows mixes them.
fn listed_before(place: i64, count: i64) -> i64 {
    (place * 89).rem_euclid(count.max(1)) * APART_MS
}

async fn put_product(tx: &mut Tx, row: &ProductRow, maker: MakerId, before_ms: i64) -> Result<(), DbError> {
    let (id, listed_at): (ProductId, Time) = (tx.new_id(), tx.now().plus_ms(-before_ms));
    let veg = row.veg.map(i64::from);
    let values = params![
        id,
        row.slug,
        maker,
        row.craft,
        row.hsn_key,
        row.name.hi,
        row.name.en,
        row.words.hi,
        row.words.en,
        row.net_quantity.hi,
        row.net_quantity.en,
        row.ingredients.hi,
        row.ingredients.en,
        row.allergens.hi,
        row.allergens.en,
        row.storage.hi,
        row.storage.en,
        row.care.hi,
        row.care.en,
        row.dimensions,
        row.shelf_life_days,
        veg,
        i64::from(row.sample),
        listed_at
    ];
    tx.put(catalogue::sql::put_product(), values).await
}

/// Writes variants with their stock, product by product, and puts each product on the shelf. `done` hears of each.
pub(crate) async fn put_variants(
    db: &Db,
    new: &[VariantRow],
    done: &mut (dyn FnMut(usize) + Send),
) -> Result<(), DbError> {
    let ids: HashMap<String, ProductId> =
        sql::product_ids(&mut db.read().await?).await?.into_iter().collect();
    let mut by_product: BTreeMap<&str, Vec<(i64, &VariantRow)>> = BTreeMap::new();
    for (place, row) in new.iter().enumerate() {
        by_product.entry(&row.product_slug).or_default().push((i64::try_from(place).unwrap_or(0), row));
    }
    let by_product: Vec<_> = by_product.into_iter().collect();
    for chunk in by_product.chunks(ROWS_AT_ONCE) {
        transaction!(db, tx => {
            for (slug, variants) in chunk {
                let Some(product) = ids.get(*slug) else { continue };
                for (place, row) in variants {
                    put_variant(tx, row, *product, *place).await?;
                }
                catalogue::act::shelve(tx, *product).await?;
            }
            Ok::<(), DbError>(())
        })?;
        done(chunk.len());
    }
    Ok(())
}

async fn put_variant(
    tx: &mut Tx,
    row: &VariantRow,
    product: ProductId,
    position: i64,
) -> Result<(), DbError> {
    let (id, movement, now): (VariantId, StockMovementId, Time) = (tx.new_id(), tx.new_id(), tx.now());
    let [length, breadth, height] = row.size_mm;
    let Words { hi, en } = &row.label;
    let values = params![
        id,
        product,
        row.key,
        position,
        *hi,
        *en,
        row.price,
        row.mrp,
        row.weight_g,
        length,
        breadth,
        height,
        row.making,
        row.lead_days,
        row.capacity_per_week
    ];
    if tx.exec(catalogue::sql::put_variant(), values).await? == 0 {
        return Ok(());
    }
    let on_hand = match row.making {
        Making::Stock => row.stock,
        Making::ToOrder => row.capacity_per_week,
    };
    tx.put(stock_sql::put_stock(), params![id, product]).await?;
    tx.put(stock_sql::put_movement(), params![movement, id, on_hand, 0_i64, "opened", "register", now])
        .await?;
    tx.put(stock_sql::move_stock(), params![id, on_hand, 0_i64]).await?;
    batches::added(tx, id, on_hand, "opened", "register").await
}

/// A yes or no as it is stored, for tables of the reference data.
pub(crate) fn flag(text: &str) -> kernel::Cell {
    yes_no(matches!(text, "1" | "true" | "yes"))
}
