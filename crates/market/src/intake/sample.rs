//! The sample district: reference tables, collection points, makers, goods and pictures, by the import real registers use.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::ids::{MakerId, ProductId};
use store::blobs::Blobs;
use store::{Db, DbError, params, transaction};

use super::act::put_variants;
use super::known::Known;
use super::rows::{Art, MakerRow, ProductRow, StaffRow, VariantRow};
use super::sheet::{Row, Sheet};
use super::{IntakeError, Outcome, Progress, Register, act, files, pictures, reference, rows, sql};
use crate::media::act::complete;
use crate::media::{self, Draw};
use crate::{catalogue, places};

/// The name under which the whole sample is noted as loaded.
const EVERYTHING: &str = "sample district";
const MAKERS: [&str; 2] = ["data/sample/makers.csv", "data/sample/makers_jslps.xlsx"];

/// What the sample district holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Collection points.
    pub hubs: usize,
    /// Makers.
    pub makers: usize,
    /// Goods.
    pub products: usize,
    /// Sizes and colours of goods.
    pub variants: usize,
    /// Pictures.
    pub pictures: usize,
}

/// Loads the reference tables and the sample district. What is there stays; a start after a kill goes on.
///
/// # Errors
/// [`IntakeError`]; a second call goes on where it stopped.
pub async fn sample_district(
    db: &Db,
    blobs: &Blobs,
    draw: &Draw,
    progress: Progress<'_>,
) -> Result<Summary, IntakeError> {
    let fingerprint = files::fingerprint();
    if is_loaded(db, blobs, &fingerprint).await? {
        return Ok(Summary::default());
    }
    reference::load(db, progress).await?;
    let hubs = import(db, Register::Hubs, "data/sample/hubs.csv").await?.rows;
    import(db, Register::Aggregators, "data/sample/aggregators.csv").await?;
    let mut makers = 0;
    for file in MAKERS {
        makers += import(db, Register::Makers, file).await?.rows;
        progress("makers", makers, makers);
    }
    let goods = Goods::read(db).await?;
    let drawn = pictures::draw_all(db, blobs, draw, &goods.arts(), progress).await?;
    link_makers(db, &goods, &drawn).await?;
    let summary = Summary {
        hubs,
        makers,
        products: import(db, Register::Products, "data/sample/products.csv").await?.rows,
        variants: import_variants(db, &goods, &drawn, progress).await?,
        pictures: drawn.values().collect::<HashSet<_>>().len(),
    };
    let rows = i64::try_from(summary.products).unwrap_or(i64::MAX);
    transaction!(db, tx => { places::sql::mark_loaded(tx, EVERYTHING, &fingerprint, rows).await })?;
    Ok(summary)
}

/// The people who work for the sample mart.
///
/// # Errors
/// [`IntakeError::Shipped`] if the file is wrong.
pub fn staff() -> Result<Vec<StaffRow>, IntakeError> {
    let file = "data/sample/staff.csv";
    let sheet = shipped_sheet(file)?;
    all_right(&sheet, file, rows::staff)
}

/// Whether this very sample has been loaded and every picture of the database still has its files.
async fn is_loaded(db: &Db, blobs: &Blobs, fingerprint: &str) -> Result<bool, IntakeError> {
    let mut read = db.read().await?;
    if places::sql::loaded_sha(&mut read, EVERYTHING).await?.as_deref() != Some(fingerprint) {
        return Ok(false);
    }
    let recorded = media::sql::recorded(&mut read, 1).await?;
    Ok(complete(&mut read, blobs).await?.len() == recorded.len())
}

/// The sheets of the sample that pictures are drawn from.
struct Goods {
    makers: Vec<MakerRow>,
    products: Vec<ProductRow>,
}

impl Goods {
    async fn read(db: &Db) -> Result<Goods, IntakeError> {
        let known = Known::read(&mut db.read().await?).await?;
        let mut makers = Vec::new();
        for file in MAKERS {
            let sheet = shipped_sheet(file)?;
            makers.extend(all_right(&sheet, file, |sheet, row| rows::maker(sheet, row, &known))?);
        }
        let file = "data/sample/products.csv";
        let sheet = shipped_sheet(file)?;
        let products = all_right(&sheet, file, |sheet, row| rows::product(sheet, row, &known))?;
        Ok(Goods { makers, products })
    }

    /// Each drawing with its palette, once.
    fn arts(&self) -> BTreeSet<Art> {
        let all = self
            .makers
            .iter()
            .map(|maker| &maker.art)
            .chain(self.products.iter().map(|product| &product.art));
        all.filter(|art| !art.drawing.is_empty()).cloned().collect()
    }
}

/// Imports a shipped register; a fault in it is ours.
async fn import(db: &Db, register: Register, file: &str) -> Result<Outcome, IntakeError> {
    let bytes = files::bytes(file).unwrap_or_default();
    let outcome = act::apply(db, register, bytes).await?;
    match outcome.faults.first() {
        Some(fault) => Err(IntakeError::Shipped { file: file.to_owned(), what: fault.words().en }),
        None => Ok(outcome),
    }
}

/// Hangs pictures beside products first, so that each goes onto the shelf once, with its picture.
async fn import_variants(
    db: &Db,
    goods: &Goods,
    drawn: &BTreeMap<Art, String>,
    progress: Progress<'_>,
) -> Result<usize, IntakeError> {
    let file = "data/sample/variants.csv";
    let known = Known::read(&mut db.read().await?).await?;
    let sheet = shipped_sheet(file)?;
    let all = all_right(&sheet, file, |sheet, row| rows::variant(sheet, row, &known))?;
    let rows = all.len();
    let key = |row: &VariantRow| format!("{}/{}", row.product_slug, row.key);
    let new: Vec<VariantRow> = all.into_iter().filter(|row| !known.variants.contains(&key(row))).collect();
    let changed = link_products(db, goods, drawn).await?;
    let fresh: HashSet<&str> = new.iter().map(|row| row.product_slug.as_str()).collect();
    let (count, mut done) = (fresh.len(), 0);
    put_variants(db, &new, &mut |more| {
        done += more;
        progress("goods", done, count);
    })
    .await?;
    for (slug, product) in changed {
        if !fresh.contains(slug.as_str()) {
            transaction!(db, tx => { catalogue::act::shelve(tx, product).await })?;
        }
    }
    Ok(rows)
}

/// Hangs each product's picture where there is none or another one; answers which products changed.
async fn link_products(
    db: &Db,
    goods: &Goods,
    drawn: &BTreeMap<Art, String>,
) -> Result<Vec<(String, ProductId)>, DbError> {
    let (ids, there) = {
        let mut read = db.read().await?;
        let ids: HashMap<String, ProductId> = sql::product_ids(&mut read).await?.into_iter().collect();
        let there: HashMap<ProductId, String> = sql::product_pictures(&mut read).await?.into_iter().collect();
        (ids, there)
    };
    let wanted =
        goods.products.iter().filter_map(|row| Some((row, ids.get(&row.slug)?, drawn.get(&row.art)?)));
    let changed: Vec<_> = wanted.filter(|(_, id, picture)| there.get(*id) != Some(*picture)).collect();
    transaction!(db, tx => {
        for (row, id, picture) in &changed {
            let values = params![**id, 1_i64, **picture, row.alt.hi, row.alt.en];
            tx.put(catalogue::sql::put_product_picture(), values).await?;
        }
        Ok::<(), DbError>(())
    })?;
    Ok(changed.into_iter().map(|(row, id, _)| (row.slug.clone(), *id)).collect())
}

/// Hangs each maker's picture.
async fn link_makers(db: &Db, goods: &Goods, drawn: &BTreeMap<Art, String>) -> Result<(), DbError> {
    let (ids, there) = {
        let mut read = db.read().await?;
        let ids: HashMap<String, MakerId> = sql::maker_ids(&mut read).await?.into_iter().collect();
        let there: HashMap<MakerId, String> = sql::maker_pictures(&mut read).await?.into_iter().collect();
        (ids, there)
    };
    transaction!(db, tx => {
        for row in &goods.makers {
            let (Some(id), Some(picture)) = (ids.get(&row.key), drawn.get(&row.art)) else { continue };
            if there.get(id) != Some(picture) {
                let values = params![*id, 1_i64, *picture, row.village.hi, row.village.en];
                tx.put(catalogue::sql::put_maker_picture(), values).await?;
            }
        }
        tx.catalogue_changed();
        Ok::<(), DbError>(())
    })
}

fn shipped_sheet(file: &str) -> Result<Sheet, IntakeError> {
    Sheet::read(files::bytes(file).unwrap_or_default())
}

/// Every row of a shipped sheet; the first fault is ours.
fn all_right<T>(
    sheet: &Sheet,
    file: &str,
    check: impl Fn(&Sheet, &Row) -> rows::Checked<T>,
) -> Result<Vec<T>, IntakeError> {
    let all: rows::Checked<Vec<T>> = sheet.rows().iter().map(|row| check(sheet, row)).collect();
    all.map_err(|faults| {
        let what = faults.first().map_or_else(|| "a row is wrong".to_owned(), |fault| fault.words().en);
        IntakeError::Shipped { file: file.to_owned(), what }
    })
}
