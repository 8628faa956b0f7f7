//! What a record does once it counts: an approved listing becomes a good on the shelf, an inspection stands beside its good.

use kernel::ids::{CaseId, MakerId, ProductId, VariantId};
use kernel::{Lang, Paise, Words};
use store::{DbError, Tx, params};

use super::decide::Approval;
use super::files::{FileState, Role};
use super::food::{self, Food};
use super::read::RecordRow;
use super::rules::{self, Good, MakerNew, Whose};
use super::standards::standard_of;
use super::wrong::{Why, Wrong};
use super::{FieldworkError, Head, apply_sql, consent, sql, visits};
use crate::accounts::Blocks;
use crate::audit::{Actor, Part};
use crate::cases::{self, By, CaseError};
use crate::catalogue::{self, Making, stock};
use crate::makers::{self, TaxClass};
use crate::notices::{self, brief};
use crate::personal::{self, MAKER_MOBILE};
use crate::quality;
use crate::templates;

/// Makes a good of an approved listing, and a maker if she was none. Answers both.
pub(super) async fn list(
    tx: &mut Tx,
    head: Head,
    row: &RecordRow,
    approval: &Approval,
) -> Result<(MakerId, ProductId), FieldworkError> {
    // The block was the officer's when she recorded it; whether it still is, is no matter of the good.
    let blocks = Blocks(vec![row.block.clone()]);
    let standard = standard_of(tx, row.answers.get("craft"), &row.answers).await?;
    let listing = rules::listing(&row.answers, row.mobile(), &blocks, standard.as_ref(), tx.now().day());
    let listing = listing.map_err(FieldworkError::Wrong)?;
    // Rates are a matter of today, whatever version asked.
    let now = templates::of_craft(tx, &listing.craft).await?;
    if !now.is_some_and(|held| held.template.rate_keys().contains(&approval.hsn_key)) {
        return Err(FieldworkError::Wrong(vec![Wrong { key: "hsn_key", why: Why::NotAChoice }]));
    }
    let files = sql::files_of(tx, row.id).await?;
    let picture = |role: Role| {
        let kept = files.iter().find(|file| file.role == role && file.state == FileState::Kept);
        kept.and_then(|file| file.picture.clone())
    };
    let maker = match &listing.whose {
        Whose::Known(maker) => *maker,
        Whose::New(new) => {
            let maker = enlist(tx, row, new, &listing.craft, picture(Role::Maker)).await?;
            give_case(tx, head, row, maker).await?;
            maker
        }
    };
    food::keep(tx, row.officer, maker, &listing).await?;
    if let Some(selling) = &approval.selling {
        let by = By::head(head.person, head.department);
        cases::set_selling_of(tx, &by, maker, selling).await.map_err(unsold)?;
    }
    let product: ProductId = tx.new_id();
    insert_product(tx, row, maker, product, &listing, &approval.hsn_key).await?;
    if let Some(standard) = &standard {
        templates::keep_answers(tx, product, &standard.held.stamp, &listing.answers).await?;
    }
    insert_variant(tx, product, &listing.good, listing.price).await?;
    catalogue::own_cost::set_costs_in(tx, row.officer, product, &listing.costs).await?;
    if let Some(picture) = picture(Role::Goods) {
        let Words { hi, en } = described(&approval.alt)?;
        tx.put(catalogue::sql::put_product_picture(), params![product, 1_i64, picture, hi, en]).await?;
    }
    catalogue::act::shelve(tx, product).await?;
    // What is not on sale yet is not said to be: she hears when it is.
    let is_shown = catalogue::shelf_sql::slug_of(tx, product).await?.is_some();
    if let Some((mobile, lang)) = consent::reach(tx, row).await?.filter(|_| is_shown) {
        let (good, price) = (brief(row.good(lang)), listing.price.to_string());
        let words = [("good", good.as_str()), ("price", price.as_str())];
        notices::tell(tx, &mobile, lang, "sms-listed", &row.id.to_string(), &words).await?;
    }
    Ok((maker, product))
}

/// Why in whose name she sells could not be set.
fn unsold(cause: CaseError) -> FieldworkError {
    let key = match cause {
        CaseError::NoTaxNumber => "tax_number",
        CaseError::NoSuchPlace => "aggregator",
        other => return visits::refused(other),
    };
    FieldworkError::Wrong(vec![Wrong { key, why: Why::NotTheClass }])
}

/// What a photo shows, said in both languages.
fn described(alt: &Words) -> Result<Words, FieldworkError> {
    catalogue::rules::described(alt).map_err(|missing| {
        let key = |lang| if lang == Lang::Hi { "alt_hi" } else { "alt_en" };
        let wrong = |lang| Wrong { key: key(lang), why: Why::Missing };
        FieldworkError::Wrong(missing.into_iter().map(wrong).collect())
    })
}

/// Somebody met in the field becomes a maker: two people have looked at her, the officer and the head.
async fn enlist(
    tx: &mut Tx,
    row: &RecordRow,
    new: &MakerNew,
    craft: &str,
    picture: Option<String>,
) -> Result<MakerId, FieldworkError> {
    let hub = apply_sql::hub_key_of(tx, &new.block).await?;
    let hub = hub.ok_or_else(|| FieldworkError::Wrong(vec![Wrong { key: "block", why: Why::NotAChoice }]))?;
    let (id, now): (MakerId, _) = (tx.new_id(), tx.now());
    let slug = slug(&new.name.en, "maker", &row.id.to_string());
    let none: Option<String> = None;
    let no_number: Option<i64> = None;
    let mobile_hash = personal::mobile_hash(tx, &new.mobile)?;
    let mobile = personal::seal(tx, MAKER_MOBILE, &id, &id, new.mobile.as_str()).await?;
    let values = params![
        id,
        slug,
        new.name.hi,
        new.name.en,
        new.kind,
        mobile_hash,
        new.village.hi,
        new.village.en,
        new.block,
        new.pincode,
        hub,
        craft,
        no_number,
        "",
        "",
        TaxClass::Unenrolled,
        none,
        none,
        none,
        none,
        no_number,
        "",
        "hi",
        0_i64,
        now,
        mobile
    ];
    if tx.exec(makers::sql::put_maker(), values).await? == 0 {
        return Err(FieldworkError::Raced);
    }
    if let Some(picture) = picture {
        tx.put(catalogue::sql::put_maker_picture(), params![id, 1_i64, picture, new.name.hi, new.name.en])
            .await?;
    }
    Ok(id)
}

/// Her case goes on as a maker's, if the officer said which it is; else she gets one.
async fn give_case(tx: &mut Tx, head: Head, row: &RecordRow, maker: MakerId) -> Result<(), FieldworkError> {
    let Ok(case) = row.answers.get("case").parse::<CaseId>() else {
        return Ok(cases::enrol(tx, maker).await?);
    };
    let by = By::head(head.person, head.department);
    cases::list_in_field(tx, &by, case, maker, &row.id.to_string()).await.map_err(visits::refused)
}

async fn insert_product(
    tx: &mut Tx,
    row: &RecordRow,
    maker: MakerId,
    product: ProductId,
    listing: &rules::Listing,
    hsn_key: &str,
) -> Result<(), DbError> {
    let (good, now) = (&listing.good, tx.now());
    let slug = slug(&good.name.en, &listing.craft, &row.id.to_string());
    let food = good.food.clone();
    let text = |of: fn(&Food) -> &String| food.as_ref().map(of).cloned().unwrap_or_default();
    let shelf_life = good.food.as_ref().map(|food| food.shelf_life_days);
    let veg = good.food.as_ref().map(|food| i64::from(food.is_veg));
    let values = params![
        product,
        slug,
        maker,
        listing.craft,
        hsn_key,
        good.name.hi,
        good.name.en,
        good.words.hi,
        good.words.en,
        text(|food| &food.net_quantity),
        "",
        text(|food| &food.ingredients),
        "",
        text(|food| &food.allergens),
        "",
        text(|food| &food.storage),
        "",
        "",
        "",
        "",
        shelf_life,
        veg,
        0_i64,
        now
    ];
    tx.put(catalogue::sql::put_product(), values).await
}

async fn insert_variant(tx: &mut Tx, product: ProductId, good: &Good, price: Paise) -> Result<(), DbError> {
    let id: VariantId = tx.new_id();
    let [length, breadth, height] = good.size_mm;
    let values = params![
        id,
        product,
        "one",
        0_i64,
        "",
        "",
        price,
        price,
        good.weight_g,
        length,
        breadth,
        height,
        good.making,
        good.lead_days,
        good.capacity_per_week
    ];
    tx.put(catalogue::sql::put_variant(), values).await?;
    let on_hand = if good.making == Making::Stock { good.stock } else { good.capacity_per_week };
    stock::open(tx, (product, id), on_hand, "officer").await
}

/// The last part of an address: Latin letters of the name, or of the craft, and the end of the record's id, so that it is
/// there once.
fn slug(name: &str, or: &str, id: &str) -> String {
    let plain = |text: &str| -> String {
        let letters: String = text
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
            .collect();
        letters.split_whitespace().collect::<Vec<_>>().join("-").chars().take(40).collect()
    };
    let name = plain(name);
    let stem = if name.is_empty() { plain(or) } else { name };
    let end: String = id.chars().rev().take(6).collect::<String>().chars().rev().collect();
    format!("{stem}-{end}").replace('_', "-")
}

/// An inspection counts: it stands beside its good, and its maker hears of it.
pub(super) async fn inspect(tx: &mut Tx, row: &RecordRow, photos: usize) -> Result<(), FieldworkError> {
    let product = row.product.ok_or(FieldworkError::NoRecord)?;
    let good = apply_sql::good(tx, product).await?.ok_or(FieldworkError::NoRecord)?;
    let today = row.received_at.day();
    let standard = standard_of(tx, &good.craft, &row.answers).await?;
    let checks = standard.map_or(0, |standard| standard.held.template.checks.len());
    let found = rules::inspection(&row.answers, checks, photos, today).map_err(FieldworkError::Wrong)?;
    let findings: Vec<&str> = found.findings.iter().map(|finding| finding.as_str()).collect();
    apply_sql::insert_inspection(tx, row, product, good.maker, &findings.join(","), &found).await?;
    let (actor, record) = (Actor::Person(row.officer, Part::Officer), row.id.to_string());
    if found.verdict == rules::Verdict::Approved {
        quality::mended(tx, actor, product, &record).await?;
    } else {
        let about = (good.maker, Some(product));
        quality::open_card(tx, actor, about, (quality::Source::Inspection, &record), &found.note).await?;
        tx.catalogue_changed();
    }
    let Some(maker) = makers::read::core(tx, good.maker).await? else { return Ok(()) };
    let key = match found.verdict {
        rules::Verdict::Approved => "sms-inspected-approved",
        rules::Verdict::OnHold => "sms-inspected-on-hold",
        rules::Verdict::NotApproved => "sms-inspected-not-approved",
    };
    let name = Words::new(good.name_hi, good.name_en);
    let (note, name) = (brief(&found.note), brief(name.pick(maker.lang)));
    let mut words = vec![("good", name.as_str())];
    if found.verdict != rules::Verdict::Approved {
        words.push(("note", note.as_str()));
    }
    notices::tell(tx, &maker.mobile, maker.lang, key, &row.id.to_string(), &words).await?;
    Ok(())
}

/// The maker is told that a listing in her name waits for approval, and how she stops it.
pub(super) async fn tell_agreed(tx: &mut Tx, row: &RecordRow) -> Result<(), DbError> {
    let Some((mobile, lang)) = consent::reach(tx, row).await? else { return Ok(()) };
    let about = format!("{} {}", row.id, row.version);
    let good = brief(row.good(lang));
    notices::tell(tx, &mobile, lang, "sms-agreed", &about, &[("good", &good)]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_latin_and_there_once() {
        assert_eq!(slug("Lac Bangle, red", "lac", "fld_01abcdef"), "lac-bangle-red-abcdef");
        assert_eq!(slug("", "sewing_embroidery", "fld_01abcdef"), "sewing-embroidery-abcdef");
    }
}
