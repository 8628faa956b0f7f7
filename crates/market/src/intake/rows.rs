//! Rows of registers as types, and the checks that make them: a row is either right in every cell or left out.

use kernel::india::{AccountNumber, Fssai, Gstin, Ifsc, Mobile, Pin};
use kernel::{Day, Lang, Paise, Words};

use super::fault::{FaultKind, RowFault};
use super::fields::Fields;
use super::known::Known;
use super::sheet::{Row, Sheet};
use crate::accounts::{Blocks, DepartmentKey};
use crate::catalogue::Making;
use crate::makers::{MakerKind, TaxClass};

/// Letters of a name.
const NAME_MOST: usize = 120;
/// Letters of an address or a short text.
const LINE_MOST: usize = 300;
/// Letters of a story or description.
const STORY_MOST: usize = 2_000;

/// A collection point.
#[derive(Clone, Debug)]
pub struct HubRow {
    /// A short word for it.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// The block it serves.
    pub block_code: String,
    /// Where it is.
    pub address: Words,
    /// Its pincode.
    pub pincode: Pin,
    /// When it is open.
    pub open_hours: String,
    /// Whether it is invented.
    pub sample: bool,
}

/// A seller on behalf of makers.
#[derive(Clone, Debug)]
pub struct AggregatorRow {
    /// A short word for it.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// Its name on invoices.
    pub legal_name: String,
    /// Its GSTIN.
    pub gstin: Gstin,
    /// Where it is.
    pub address: Words,
    /// Its pincode.
    pub pincode: Pin,
    /// Whether it is invented.
    pub sample: bool,
}

/// A maker.
#[derive(Clone, Debug)]
pub struct MakerRow {
    /// A short word for her, the last part of her page's address.
    pub key: String,
    /// Her name, or her group's.
    pub name: Words,
    /// What kind of maker.
    pub kind: MakerKind,
    /// Her number.
    pub mobile: Mobile,
    /// Whether the telephone is her family's, so that another maker may have the same number.
    pub phone_shared: bool,
    /// Her village.
    pub village: Words,
    /// Her block.
    pub block_code: String,
    /// Her pincode.
    pub pincode: Pin,
    /// Where she brings parcels.
    pub hub_key: String,
    /// What she mostly makes.
    pub craft: String,
    /// For how many years.
    pub years: Option<i64>,
    /// Her story.
    pub story: Words,
    /// Her class under GST.
    pub tax_class: TaxClass,
    /// Her GSTIN.
    pub gstin: Option<Gstin>,
    /// Her GST enrolment number.
    pub enrolment_no: String,
    /// Her PAN.
    pub pan: Option<String>,
    /// Her food licence or registration.
    pub fssai: Option<Fssai>,
    /// The last day it holds.
    pub fssai_until: Option<Day>,
    /// Her bank branch and account.
    pub bank: Option<(Ifsc, AccountNumber)>,
    /// Who sells for her.
    pub aggregator_key: String,
    /// The language she reads.
    pub lang: Lang,
    /// Her drawing and its palette; empty if none.
    pub art: Art,
    /// Whether she is invented.
    pub sample: bool,
}

/// Which of our drawings shows it, in which colours.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Art {
    /// The drawing's name.
    pub drawing: String,
    /// The palette's name.
    pub palette: String,
}

/// A product.
#[derive(Clone, Debug)]
pub struct ProductRow {
    /// The last part of its page's address.
    pub slug: String,
    /// Who makes it.
    pub maker_key: String,
    /// Its craft.
    pub craft: String,
    /// Its name.
    pub name: Words,
    /// What is said of it.
    pub words: Words,
    /// The key of its tax rate.
    pub hsn_key: String,
    /// What a pack holds.
    pub net_quantity: Words,
    /// What is in it.
    pub ingredients: Words,
    /// What may harm some people.
    pub allergens: Words,
    /// How to keep it.
    pub storage: Words,
    /// How to care for it.
    pub care: Words,
    /// How many days it keeps.
    pub shelf_life_days: Option<i64>,
    /// Vegetarian or not.
    pub veg: Option<bool>,
    /// Its size in words.
    pub dimensions: String,
    /// Its drawing.
    pub art: Art,
    /// What the drawing shows.
    pub alt: Words,
    /// Whether it is invented.
    pub sample: bool,
}

/// A size or colour of a product.
#[derive(Clone, Debug)]
pub struct VariantRow {
    /// Its product.
    pub product_slug: String,
    /// What tells it from its sisters, as a key.
    pub key: String,
    /// What tells it from its sisters.
    pub label: Words,
    /// Its price.
    pub price: Paise,
    /// The maximum retail price.
    pub mrp: Paise,
    /// Its weight, packed.
    pub weight_g: i64,
    /// Length, breadth and height, packed.
    pub size_mm: [i64; 3],
    /// How it comes about.
    pub making: Making,
    /// How many lie ready.
    pub stock: i64,
    /// Days until it is ready.
    pub lead_days: i64,
    /// How many a week can be made.
    pub capacity_per_week: i64,
}

/// Somebody who works for the mart; the accounts are made from these.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// Her role, as the register names it.
    pub role: String,
    /// Her name.
    pub name: Words,
    /// Her number.
    pub mobile: Mobile,
    /// Her collection point; empty if she has none.
    pub hub_key: String,
    /// Her department, if she has one.
    pub department: Option<DepartmentKey>,
    /// Her blocks.
    pub blocks: Blocks,
    /// The language she reads.
    pub lang: Lang,
    /// Whether she is invented.
    pub sample: bool,
}

/// A row that is right, or what is wrong with it.
pub(crate) type Checked<T> = Result<T, Vec<RowFault>>;

/// The row, if nothing was noted and every part of it is there.
fn done<T>(fields: Fields<'_>, row: Option<T>) -> Checked<T> {
    match row {
        Some(row) if fields.faults.is_empty() => Ok(row),
        _ => Err(fields.faults),
    }
}

/// Checks a row of collection points.
pub(crate) fn hub(sheet: &Sheet, row: &Row, known: &Known) -> Checked<HubRow> {
    let mut f = Fields::of(sheet, row);
    let key = f.key("key");
    let name = f.named("name_hi", "name_en", NAME_MOST);
    let block_code = f.needed("block_code", 10);
    refer(&mut f, "block_code", known.blocks.contains(&block_code));
    let address = f.named("address_hi", "address_en", LINE_MOST);
    let pincode = f.pin("pincode");
    let open_hours = f.text("open_hours", NAME_MOST);
    let sample = f.yes_or_no("sample").unwrap_or(false);
    let row = pincode.map(|pincode| HubRow { key, name, block_code, address, pincode, open_hours, sample });
    done(f, row)
}

/// Checks a row of sellers on behalf of makers.
pub(crate) fn aggregator(sheet: &Sheet, row: &Row) -> Checked<AggregatorRow> {
    let mut f = Fields::of(sheet, row);
    let key = f.key("key");
    let name = f.named("name_hi", "name_en", NAME_MOST);
    let legal_name = f.needed("legal_name", NAME_MOST);
    let gstin = f.needed_shaped("gstin", FaultKind::NotAGstin, Gstin::typed);
    let address = f.named("address_hi", "address_en", LINE_MOST);
    let pincode = f.pin("pincode");
    let sample = f.yes_or_no("sample").unwrap_or(false);
    let row = gstin.zip(pincode);
    let row =
        row.map(|(gstin, pincode)| AggregatorRow { key, name, legal_name, gstin, address, pincode, sample });
    done(f, row)
}

/// Checks a row of makers.
pub(crate) fn maker(sheet: &Sheet, row: &Row, known: &Known) -> Checked<MakerRow> {
    let mut f = Fields::of(sheet, row);
    let key = f.key("key");
    let name = f.named("name_hi", "name_en", NAME_MOST);
    let kind = f.choice("kind", MakerKind::ALL);
    let mobile = f.mobile("mobile");
    let phone_shared = f.yes_or_no("phone_shared").unwrap_or(false);
    let village = f.named("village_hi", "village_en", NAME_MOST);
    let block_code = f.needed("block_code", 10);
    refer(&mut f, "block_code", known.blocks.contains(&block_code));
    let pincode = f.pin("pincode");
    let hub_key = f.needed("hub_key", 60);
    refer(&mut f, "hub_key", known.hubs.contains(&hub_key));
    let craft = f.needed("craft", 60);
    refer(&mut f, "craft", known.crafts.contains(&craft));
    let years = f.number("years", 0, 200);
    let story = f.words("story_hi", "story_en", STORY_MOST);
    let tax_class = f.choice("tax_class", TaxClass::ALL);
    let gstin = f.gstin("gstin");
    let enrolment_no = f.text("enrolment_no", 20);
    let pan = f.pan("pan");
    tax_numbers(&mut f, tax_class, gstin.as_ref(), pan.as_deref());
    let fssai = f.fssai("fssai");
    let fssai_until = f.date("fssai_until");
    if fssai.is_some() && f.cell("fssai_until").is_empty() {
        f.fault("fssai_until", FaultKind::Missing, "");
    }
    let (ifsc, account_no) = (f.ifsc("ifsc"), f.account("account_no"));
    if f.cell("ifsc").is_empty() != f.cell("account_no").is_empty() {
        f.fault("account_no", FaultKind::Contradicts, "ifsc");
    }
    let aggregator_key = f.text("aggregator_key", 60);
    refer(&mut f, "aggregator_key", aggregator_key.is_empty() || known.aggregators.contains(&aggregator_key));
    let lang = if f.cell("lang").is_empty() { Some(Lang::Hi) } else { f.choice("lang", Lang::ALL) };
    let art = art(&mut f);
    let sample = f.yes_or_no("sample").unwrap_or(false);
    let bank = ifsc.zip(account_no);
    let parts = (kind, mobile, pincode, tax_class, lang);
    let (Some(kind), Some(mobile), Some(pincode), Some(tax_class), Some(lang)) = parts else {
        return done(f, None);
    };
    let row = MakerRow {
        key,
        name,
        kind,
        mobile,
        phone_shared,
        village,
        block_code,
        pincode,
        hub_key,
        craft,
        years,
        story,
        tax_class,
        gstin,
        enrolment_no,
        pan,
        fssai,
        fssai_until,
        bank,
        aggregator_key,
        lang,
        art,
        sample,
    };
    done(f, Some(row))
}

/// The numbers a tax class needs, and that a GSTIN is built on the PAN beside it.
fn tax_numbers(f: &mut Fields<'_>, class: Option<TaxClass>, gstin: Option<&Gstin>, pan: Option<&str>) {
    match class {
        Some(TaxClass::Regular | TaxClass::Composition) if f.cell("gstin").is_empty() => {
            f.fault("gstin", FaultKind::Missing, "")
        }
        Some(TaxClass::Unenrolled | TaxClass::Enrolled) if !f.cell("gstin").is_empty() => {
            f.fault("gstin", FaultKind::Contradicts, "tax_class");
        }
        Some(TaxClass::Enrolled) => {
            for field in ["enrolment_no", "pan"] {
                if f.cell(field).is_empty() {
                    f.fault(field, FaultKind::Missing, "");
                }
            }
        }
        Some(_) | None => {}
    }
    if gstin.zip(pan).is_some_and(|(gstin, pan)| gstin.as_str().get(2..12) != Some(pan)) {
        f.fault("gstin", FaultKind::Contradicts, "pan");
    }
}

/// Checks a row of goods.
pub(crate) fn product(sheet: &Sheet, row: &Row, known: &Known) -> Checked<ProductRow> {
    let mut f = Fields::of(sheet, row);
    let slug = f.key("slug");
    let maker_key = f.needed("maker_key", 60);
    refer(&mut f, "maker_key", known.makers.contains_key(&maker_key));
    let craft = f.needed("craft", 60);
    refer(&mut f, "craft", known.crafts.contains(&craft));
    let name = f.named("name_hi", "name_en", NAME_MOST);
    let words = f.named("words_hi", "words_en", STORY_MOST);
    let hsn_key = f.needed("hsn_key", 60);
    refer(&mut f, "hsn_key", known.rates.knows(&hsn_key));
    let net_quantity = f.words("net_quantity_hi", "net_quantity_en", LINE_MOST);
    let ingredients = f.words("ingredients_hi", "ingredients_en", LINE_MOST);
    let allergens = f.words("allergens_hi", "allergens_en", LINE_MOST);
    let storage = f.words("storage_hi", "storage_en", LINE_MOST);
    let care = f.words("care_hi", "care_en", LINE_MOST);
    let shelf_life_days = f.number("shelf_life_days", 1, 3_650);
    let veg = f.yes_or_no("veg");
    if veg.is_some() {
        // What people eat must say what is in it and how long it keeps. Source: FSS (Labelling and Display) Regulations 2020.
        for field in ["ingredients_hi", "net_quantity_hi", "shelf_life_days"] {
            if f.cell(field).is_empty() {
                f.fault(field, FaultKind::Missing, "");
            }
        }
    }
    let dimensions = f.text("dimensions", LINE_MOST);
    let art = art(&mut f);
    let alt = f.words("alt_hi", "alt_en", LINE_MOST);
    let sample = f.yes_or_no("sample").unwrap_or(false);
    let row = ProductRow {
        slug,
        maker_key,
        craft,
        name,
        words,
        hsn_key,
        net_quantity,
        ingredients,
        allergens,
        storage,
        care,
        shelf_life_days,
        veg,
        dimensions,
        art,
        alt,
        sample,
    };
    done(f, Some(row))
}

/// Checks a row of sizes and colours.
pub(crate) fn variant(sheet: &Sheet, row: &Row, known: &Known) -> Checked<VariantRow> {
    let mut f = Fields::of(sheet, row);
    let product_slug = f.needed("product_slug", 60);
    refer(&mut f, "product_slug", known.products.contains(&product_slug));
    let key = f.needed("key", 60);
    let label = f.words("label_hi", "label_en", NAME_MOST);
    let price = f.money("price_rupees");
    let mrp = if f.cell("mrp_rupees").is_empty() { price } else { f.money("mrp_rupees") };
    if price.zip(mrp).is_some_and(|(price, mrp)| price > mrp) {
        f.fault("price_rupees", FaultKind::AboveMrp, "");
    }
    let weight_g = f.needed_number("weight_g", 1, 100_000);
    let size = [f.millimetres("length_cm"), f.millimetres("breadth_cm"), f.millimetres("height_cm")];
    let making = f.choice("making", Making::ALL);
    let stock = f.number("stock", 0, 1_000_000);
    let lead_days = f.number("lead_days", 0, 365);
    let capacity = f.number("capacity_per_week", 1, 1_000_000);
    let must = match making {
        Some(Making::Stock) => Some("stock"),
        Some(Making::ToOrder) => Some("capacity_per_week"),
        None => None,
    };
    if let Some(field) = must.filter(|field| f.cell(field).is_empty()) {
        f.fault(field, FaultKind::Missing, "");
    }
    let parts = (price, mrp, weight_g, making, size);
    let (Some(price), Some(mrp), Some(weight_g), Some(making), [Some(length), Some(breadth), Some(height)]) =
        parts
    else {
        return done(f, None);
    };
    let row = VariantRow {
        product_slug,
        key,
        label,
        price,
        mrp,
        weight_g,
        size_mm: [length, breadth, height],
        making,
        stock: stock.unwrap_or(0),
        lead_days: lead_days.unwrap_or(0),
        capacity_per_week: capacity.unwrap_or(0),
    };
    done(f, Some(row))
}

/// Checks a row of the people who work for the mart.
pub(crate) fn staff(sheet: &Sheet, row: &Row) -> Checked<StaffRow> {
    let mut f = Fields::of(sheet, row);
    let role = f.key("role");
    let name = f.named("name_hi", "name_en", NAME_MOST);
    let mobile = f.mobile("mobile");
    let hub_key = f.text("hub_key", 60);
    let has_none = f.cell("department").is_empty();
    let department = if has_none { None } else { f.choice("department", DepartmentKey::ALL) };
    let codes = f.text("block_codes", 200);
    let blocks = Blocks(codes.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect());
    let lang = f.choice("lang", Lang::ALL);
    let sample = f.yes_or_no("sample").unwrap_or(false);
    let row = mobile.zip(lang);
    let row =
        row.map(|(mobile, lang)| StaffRow { role, name, mobile, hub_key, department, blocks, lang, sample });
    done(f, row)
}

fn art(f: &mut Fields<'_>) -> Art {
    Art { drawing: f.text("art", 60), palette: f.text("palette", 60) }
}

/// Notes that a key is not known, unless it is empty, which has been noted.
fn refer(f: &mut Fields<'_>, field: &'static str, is_known: bool) {
    if !is_known && !f.cell(field).is_empty() {
        f.fault(field, FaultKind::Unknown, "");
    }
}
