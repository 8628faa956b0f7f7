//! `GET /{lang}/products/{slug}`: one good, with everything the law and a careful buyer want to know.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::ids::LineId;
use kernel::india::Pin;
use kernel::money::tax_within;
use kernel::{BasisPoints, Lang, Limit, Paise, Words};
use market::cash;
use market::catalogue::{self, ProductFacts, ProductPage, Variant};
use market::makers::{MakerPage, TaxClass};
use market::quality::{self, Grade, Mark, Review, Score};
use market::quotes::{self, QuoteError};
use market::{makers, places, templates};
use serde::Deserialize;

use super::maker::place;
use super::{pictures, shelf, stock_of, unit_price};
use crate::app::App;
use crate::basket::told;
use crate::error::WebError;
use crate::parts::{Reach, Shelf, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::reviews::{Quality, ReviewShown};
use crate::views::{self, Buying, Food, LegalFacts, Product, Promise, PromiseAnswer};

/// Other goods of the maker on the page.
const MORE: usize = 4;

/// What the page may be asked: where to, which size.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    pincode: String,
    variant: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    Query(wish): Query<Wish>,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, product(&app, t, &slug, &wish, Wrongs::none())).await
}

/// The page of a product; `wrongs` if a form of it came back.
pub(crate) async fn product(
    app: &App,
    t: Text,
    slug: &str,
    wish: &Wish,
    wrongs: Wrongs,
) -> Result<Product, WebError> {
    let (page, more, maker, known) = {
        let mut read = app.db().read().await?;
        let page = catalogue::read::product_page(&mut read, slug).await?.ok_or(WebError::Missing)?;
        if (page.facts.withdrawn || page.facts.closed)
            && let Some(gone) = catalogue::retired::good(&mut read, slug).await?
        {
            return Err(WebError::Gone(Box::new(gone)));
        }
        let more = catalogue::read::of_maker(&mut read, page.facts.maker_id, Limit::of(12)).await?;
        let maker = makers::read::page(&mut read, &page.facts.maker_slug).await?;
        let (mark, score) = quality::mark_and_score(&mut read, page.facts.id).await?;
        let grade = quality::grade_of(&mut read, page.facts.id).await?;
        let (mut said, mut photos) = (Vec::new(), Vec::new());
        if score.count > 0 {
            said = quality::of_product(&mut read, page.facts.id).await?;
            photos = quality::shown_photos(&mut read, page.facts.id).await?;
        }
        (
            page,
            more,
            maker,
            Quality { grade: grade_told(&t, grade), ..quality_told(&t, mark, score, (&said, &photos)) },
        )
    };
    let chosen = chosen(&page, &wish.variant);
    let buying = buying(app, &t, &page, chosen).await?;
    let promise = promise(app, t, chosen, &wish.pincode).await?;
    let legal = legal_facts(app, &page, chosen).await?;
    let more = more.into_iter().filter(|card| card.slug != slug).take(MORE).collect();
    let parts = Parts { variant: chosen.clone(), page, legal, promise, more: shelf(more), maker, buying };
    Ok(Product { wrongs, quality: known, ..put_together(app, parts) })
}

/// The mark with its reason, and what buyers say.
fn quality_told(
    t: &Text,
    mark: Mark,
    score: Score,
    (said, photos): (&[Review], &[(LineId, String)]),
) -> Quality {
    let (key, day) = match mark {
        Mark::Earned(day) => ("quality-mark-earned", Some(day)),
        Mark::NotLookedAt => ("quality-mark-not-yet", None),
        Mark::TooOld(day) => ("quality-mark-too-old", Some(day)),
        Mark::NotRight(day) => ("quality-mark-not-right", Some(day)),
        Mark::BeingMended => ("quality-mark-mended", None),
    };
    let reason = t.say(key).set("day", day.map(|day| t.day(&day)).unwrap_or_default()).to_string();
    let rated = score.tenths().map(|tenths| (format!("{}.{}", tenths / 10, tenths % 10), score.count));
    let score = rated.as_ref().map_or_else(String::new, |(mean, count)| {
        let count = usize::try_from(*count).unwrap_or(0);
        t.say("quality-score").set("mean", mean).set("count", count).to_string()
    });
    let shown = |review: &Review| ReviewShown {
        stars: crate::quality::stars(t, review.stars),
        words: review.words.clone(),
        when: t.day(&review.at.day()),
        reply: review.reply.clone(),
        photo: photos
            .iter()
            .find(|(line, _)| *line == review.line)
            .map(|(_, picture)| format!("/pictures/{picture}/160.jpg")),
    };
    let has_mark = matches!(mark, Mark::Earned(_));
    let reviews = said.iter().map(shown).collect();
    Quality { has_mark, reason, score, rated, reviews, ..Quality::default() }
}

/// How a good stands with export grade, with the reason.
fn grade_told(t: &Text, grade: Grade) -> String {
    match grade {
        Grade::Earned(day) => t.say("quality-grade-earned").set("day", t.day(&day)).to_string(),
        Grade::Missing(right) => t.say("quality-grade-missing").set("right", right).to_string(),
        Grade::TooOld(day) => t.say("quality-grade-too-old").set("day", t.day(&day)).to_string(),
        Grade::Complaint => t.get("quality-grade-complaint"),
        Grade::BeingMended => t.get("quality-grade-mended"),
    }
}

/// What the page is put together from.
struct Parts {
    variant: Variant,
    page: ProductPage,
    legal: LegalFacts,
    promise: Promise,
    more: Shelf,
    maker: Option<MakerPage>,
    buying: Buying,
}

/// The variant asked for, or the first that can be bought, or the first.
fn chosen<'a>(page: &'a ProductPage, asked: &str) -> &'a Variant {
    let asked = page.variants.iter().find(|v| v.id.to_string() == asked);
    asked.or_else(|| page.variants.iter().find(|v| v.free > 0)).unwrap_or(&page.variants[0])
}

fn put_together(app: &App, parts: Parts) -> Product {
    let Parts { variant: chosen, page, legal: facts, promise, more, maker, buying } = parts;
    let reach = reach(app, &page.facts, &chosen, facts.tax);
    let (maker_about, maker_picture) =
        maker.map(|maker| (maker.story, maker.picture.map(pictures::of))).unwrap_or_default();
    let variants: Vec<views::Variant> = page
        .variants
        .iter()
        .map(|v| views::Variant {
            id: v.id.to_string(),
            name: v.label.clone(),
            price: v.price,
            mrp: v.mrp,
            unit_price: unit_price(&page.facts, v),
            stock: stock_of(v.making, v.free, v.lead_days),
        })
        .collect();
    let card = super::card::address(&page);
    let f = page.facts.clone();
    Product {
        card,
        slug: f.slug,
        summary: f.words.clone(),
        story: Words::default(),
        craft: (f.craft_key, f.craft),
        pictures: page.pictures.into_iter().map(pictures::of).collect(),
        maker: (f.maker_slug, f.maker),
        place: place(&f.village, &f.block),
        maker_about,
        maker_picture,
        price: chosen.price,
        and_up: page.variants.iter().any(|v| v.price > chosen.price),
        unit: if page.variants.len() > 1 { Words::default() } else { chosen.label },
        stock: stock_of(chosen.making, chosen.free, chosen.lead_days),
        chosen: chosen.id.to_string(),
        variants,
        buying,
        promise,
        reach,
        food: food(&page.facts),
        facts,
        more,
        quality: Quality::default(),
        wrongs: Wrongs::none(),
        news: None,
        name: f.name,
    }
}

/// Whether it can be put into a basket: as many as can be had of any size, or why none can.
async fn buying(app: &App, t: &Text, page: &ProductPage, chosen: &Variant) -> Result<Buying, WebError> {
    let variants: Vec<_> = page.variants.iter().map(|variant| variant.id).collect();
    let goods = catalogue::read::for_sale(&mut app.db().read().await?, &variants).await?;
    let today = app.db().now().day();
    let why_not = |good: &catalogue::ForSale| quotes::why_not_here(good, 1, today);
    let most = goods.iter().filter(|good| why_not(good).is_none()).map(|good| good.free).max().unwrap_or(0);
    let most = u32::try_from(most).unwrap_or(0).min(quotes::QUANTITY_MOST);
    let why = goods.iter().find(|good| good.variant == chosen.id).and_then(why_not);
    Ok(match why {
        Some(why) if most == 0 => Buying::Closed { why: told::closed(t, why) },
        _ => Buying::Open { form_key: None, most },
    })
}

/// What of the price reaches the maker.
fn reach(app: &App, facts: &ProductFacts, variant: &Variant, tax: Option<BasisPoints>) -> Option<Reach> {
    let today = app.db().now().day();
    let net = match (facts.tax_class, tax) {
        (TaxClass::Unenrolled, Some(rate)) => variant.price.minus(tax_within(variant.price, rate)?)?,
        _ => variant.price,
    };
    let commission = app.books().delivery().commission_on(today).of(net)?;
    Some(Reach { of: variant.price, to_maker: net.minus(commission)?, maker: Some(facts.maker.clone()) })
}

/// Whether, when and for how much the chosen variant comes to a pincode.
async fn promise(app: &App, t: Text, variant: &Variant, typed: &str) -> Result<Promise, WebError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Promise::default());
    }
    let wrong = |key: &str| Promise {
        pincode: typed.to_owned(),
        answer: None,
        wrongs: Wrongs::none().and("pincode", t.get(key)),
    };
    let Some(pin) = Pin::typed(typed) else { return Ok(wrong("wrong-pincode")) };
    let known = places::read::find_pin(&mut app.db().read().await?, &pin).await?;
    let Some(known) = known else { return Ok(wrong("wrong-no-such-pin")) };
    let place = told::place(&t, &known);
    let answer = match quotes::preview(app.db(), app.books(), &[(variant.id, 1)], &pin).await {
        Ok(draft) => {
            let facts = cash::Facts::of_draft(&draft, &pin);
            let cash = cash::why_not(&mut app.db().read().await?, &facts, None).await?.is_none();
            PromiseAnswer::Yes { place, by: draft.latest, freight: draft.freight, cash }
        }
        Err(QuoteError::NotSold(refused)) => {
            let why = refused.first().map_or_else(String::new, |(_, _, why)| told::why_not(&t, *why));
            PromiseAnswer::No { place, why }
        }
        Err(QuoteError::Db(cause)) => return Err(cause.into()),
        Err(_) => PromiseAnswer::No { place, why: t.get("why-withdrawn") },
    };
    Ok(Promise { pincode: pin.to_string(), answer: Some(answer), wrongs: Wrongs::none() })
}

async fn legal_facts(app: &App, page: &ProductPage, variant: &Variant) -> Result<LegalFacts, WebError> {
    let f = &page.facts;
    let today = app.db().now().day();
    let rate = app.books().tax.on(&f.hsn_key, today, variant.price);
    let aggregator = match (f.tax_class, f.aggregator) {
        (TaxClass::Unenrolled, Some(id)) => makers::read::aggregator(&mut app.db().read().await?, id).await?,
        _ => None,
    };
    let (seller, seller_address, registration) = match aggregator {
        Some(a) => (a.name, a.address, Words::new(a.gstin.as_str(), a.gstin.as_str())),
        None => (f.maker.clone(), place(&f.village, &f.block), class_told(f.tax_class)),
    };
    let charges_tax = matches!(f.tax_class, TaxClass::Regular | TaxClass::Unenrolled);
    let answers = templates::answers_of(&mut app.db().read().await?, f.id).await?;
    let answers = answers.into_iter().filter(|answer| answer.shown).map(|a| (a.label, a.words)).collect();
    let size = [variant.length_mm, variant.breadth_mm, variant.height_mm].map(|mm| (mm + 5) / 10);
    let told = |lang: Lang| {
        let t = Text::new(lang);
        let [long, broad, high] = size.map(|cm| cm.to_string());
        let packed = t.say("fact-packed").set("long", long).set("broad", broad).set("high", high);
        let packed = packed.set("weight", variant.weight_g.to_string()).to_string();
        let own = measured(&f.dimensions, lang);
        if own.is_empty() { packed } else { format!("{own}\n{packed}") }
    };
    Ok(LegalFacts {
        seller,
        seller_address,
        seller_registration: registration,
        generic_name: f.craft.clone(),
        origin: Words::new("भारत", "India"),
        net_quantity: f.net_quantity.clone(),
        mrp: Some(variant.mrp),
        unit_price: unit_price(f, variant),
        dimensions: Words::new(told(Lang::Hi), told(Lang::En)),
        material: Words::default(),
        care: f.care.clone(),
        hsn: rate.as_ref().map_or_else(String::new, |r| r.hsn.clone()),
        tax: rate.map(|r| r.rate).filter(|_| charges_tax),
        answers,
        returns: told::both(if f.is_food { "returns-food-short" } else { "returns-short" }),
    })
}

/// A measure such as `diameter 12 x 4 cm`, in the reader's language.
fn measured(dimensions: &str, lang: Lang) -> String {
    let t = Text::new(lang);
    let word = |word: &str| match word {
        "x" => "×".to_owned(),
        "diameter" => t.get("measure-diameter"),
        "cm" => t.get("measure-cm"),
        "m" => t.get("measure-m"),
        "ml" => t.get("measure-ml"),
        other => other.to_owned(),
    };
    dimensions.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

fn class_told(class: TaxClass) -> Words {
    told::both(match class {
        TaxClass::Regular => "class-regular",
        TaxClass::Composition => "class-composition",
        TaxClass::Enrolled => "class-enrolled",
        TaxClass::Unenrolled => "class-unenrolled",
    })
}

/// The price of a kilogram, a litre or a piece of this size, with what it is of.
fn unit_price(facts: &ProductFacts, variant: &Variant) -> Option<(Paise, Words)> {
    let sizes = (variant.label.en.as_str(), facts.net_quantity.en.as_str());
    let (price, key) = unit_price::of(variant.price, sizes, facts.is_food)?;
    Some((price, told::both(key)))
}

fn food(facts: &ProductFacts) -> Option<Food> {
    if !facts.is_food {
        return None;
    }
    Some(Food {
        fssai: facts.fssai.clone().unwrap_or_default(),
        vegetarian: facts.veg.unwrap_or(true),
        ingredients: facts.ingredients.clone(),
        allergens: facts.allergens.clone(),
        storage: facts.storage.clone(),
        best_before_days: facts.shelf_life_days.and_then(|days| u32::try_from(days).ok()).unwrap_or(0),
    })
}
